"""A verdict on the log: kept as it was, since rules, thresholds and catalogue change, and a verdict never does."""

from __future__ import annotations

from datetime import datetime

from bot.store.protocol import Reader
from flows.costs import Catalogue
from flows.lifecycle.figures import figures_of
from flows.log.entries import Concluded
from flows.log.figures import Predicted
from flows.log.log import Log
from flows.log.numbers import number
from flows.log.steps import FirstStep
from flows.thresholds import Thresholds
from flows.verdict.decide import decide
from flows.verdict.reply import Reply


def concluded(reply: Reply, now: datetime) -> Concluded:
    """The entry that says that a verdict was reached, and for which day."""
    return Concluded(
        verdict=reply.verdict,
        then=reply.then,
        headline=reply.headline,
        because=reply.reasons[0].text,
        recommended=reply.recommended,
        as_of=reply.as_of,
        prices_as_of=reply.prices_as_of,
        review_on=reply.review_on,
        predicted=predicted(reply),
        criteria=tuple(criterion.model_dump(mode="json") for criterion in reply.abort_criteria),
        figures=figures_of(reply),
        step=_step(reply),
        at=now,
    )


def _step(reply: Reply) -> FirstStep | None:
    step = reply.next_step
    return None if step is None else FirstStep(step.text, step.by, step.question)


def predicted(reply: Reply) -> Predicted:
    """What was predicted, in USD (a month where it says so) and as a share: what is not known is left out."""
    option = reply.option(reply.recommended)
    baseline, target = (number(reply.answers.get(name)) for name in ("baseline", "target"))
    return Predicted(
        today_usd=reply.today.monthly_usd if reply.today else None,
        monthly_usd=option.monthly_usd if option else None,
        upkeep_usd=option.upkeep_usd if option else None,
        upfront_usd=option.upfront_usd if option else None,
        net_usd=option.net_usd if option else None,
        gain=target - baseline if target is not None and baseline is not None else None,
    )


def computed_anew(log: Log, number_: int, catalogue: Catalogue, thresholds: Thresholds) -> Reply | None:
    """A how-many-th verdict that an earlier version did not keep, for its own day; None where there is none."""
    if not 0 < number_ <= len(log.concluded_at):
        return None
    at = log.concluded_at[number_ - 1]
    entry = log[at]
    assert isinstance(entry, Concluded)
    return decide(log[:at].answers, entry.as_of, catalogue, thresholds) if entry.as_of is not None else None


def verdict_number(
    reader: Reader, decision: int, log: Log, number_: int, catalogue: Catalogue, thresholds: Thresholds
) -> Reply | None:
    """A decision's how-many-th verdict (from 1) as it was; None where it has not so many."""
    return reader.reply(decision, number_) or computed_anew(log, number_, catalogue, thresholds)
