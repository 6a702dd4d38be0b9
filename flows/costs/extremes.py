"""How far an answer that nobody gave may sensibly lie: whether money turns on it is tried there before anybody is asked."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from functools import lru_cache

from flows.costs.situation import Situation
from flows.questions.answers import Answers
from flows.questions.question import Value
from pricing.catalogue import Catalogue

# Sensible, not possible: who lies further away says so unasked, or finds the flip point in the verdict. [own]
_CACHED, _GROWTH, _SAVED = Decimal("0.8"), (Decimal("-0.05"), Decimal("0.1")), Decimal("0.5")
_ROUNDS, _MONTHS = (5, 1), (Decimal(6), Decimal(24))
# A long retrieval prompt with a long answer, and a short label. [own]
LARGEST, SMALLEST = (Decimal(20_000), Decimal(4_000)), (Decimal(50), Decimal(5))


def extremes(situation: Situation) -> dict[str, tuple[Value | None, Value | None]]:
    """Question id -> the value that speaks most against training, and the one that speaks most for it; None is the default."""
    lean = situation.catalogue.estimate("upkeep.lean").range
    load = situation.workload
    saved = None if load is None else (load.input_tokens * _SAVED).quantize(Decimal(1))
    return {
        "upkeep_usd": (lean.high, lean.low),
        "openai_tuning": ("never", "active"),
        "data_may_leave": (False, None),
        "hosts": (("self_hosted",), None),
        "hosts_only": (True, None),
        "cached_share": (_CACHED, None),
        "growth_per_month": _GROWTH,
        "saved_input_tokens": (None, saved),
        "iterations": _ROUNDS,
        "horizon_months": _MONTHS,
        "batch": (True, None),
    }


def at(answers: Answers, id_: str, value: Value | None) -> Answers:
    """The answers with one at its extreme; the default leaves them as they are."""
    return answers if value is None else answers.having(id_, value)


def largest_bills(situation: Situation) -> Answers | None:
    """The answers with what is not known of a request as dear as it may sensibly be; None where the volume is not known."""
    return _sized(situation, *LARGEST)


def smallest_bills(situation: Situation) -> Answers | None:
    """The answers with what is not known of a request as small as it may sensibly be; None where the volume is not known."""
    return _sized(situation, *SMALLEST)


def _sized(situation: Situation, inputs: Decimal, outputs: Decimal) -> Answers | None:
    answers = situation.answers
    if answers.number("requests_per_month") is None or answers.number("monthly_spend_usd") is not None:
        return None
    for id_, tokens in (("input_tokens", inputs), ("output_tokens", outputs)):
        if answers.number(id_) is None:
            answers = answers.having(id_, tokens)
    if answers.get("model") is None:
        answers = answers.having("model", _dearest(situation.catalogue, situation.as_of))
    return answers


@lru_cache(maxsize=16)
def _dearest(catalogue: Catalogue, as_of: date) -> str:
    """The untuned model of the day that asks most for a large request and that is not announced to end."""
    priced = []
    for model in catalogue.untuned:
        if model.base is None or model.since > as_of or catalogue.endings.of(model.id, model.host, as_of) is not None:
            continue
        rates = catalogue.rates_at(model.id, model.host, model.base, as_of, LARGEST[0])
        if rates is not None:
            priced.append((rates.request_usd(LARGEST[0], Decimal(0), LARGEST[1]), model.id))
    return max(priced)[1]
