"""A decision with a whole life on its log, for tests of what is shown and exported; every typed text may be set."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from bot.decisions.summary import summary_of
from bot.decisions.verdict_entry import concluded
from bot.store.protocol import Store
from flows.costs import Catalogue
from flows.lifecycle.checkpoint import judge
from flows.lifecycle.plan import moved, proposed
from flows.log.entries import Entry, answered
from flows.log.history import fold
from flows.log.measurements import Numbers
from flows.questions import BY_ID
from flows.questions.answers import from_document
from flows.thresholds import DEFAULT
from flows.verdict.decide import decide
from flows.verdict.reply import Reply
from tests.helpers.entries import an_entry
from tests.helpers.support import NOVEMBER, clauses

TEAM, CHANNEL, THREAD = "T1", "C1", "1790000000.000100"
ANA, BEN, CARA = "U0ANA", "U0BEN", "U0CARA"
BEGUN = datetime(2026, 11, 22, 9, tzinfo=UTC)
NOW = (BEGUN + timedelta(days=60)).timestamp()


def answers(typed: str) -> list[Entry]:
    """The answers of the worked example, the use case in these words."""
    answers = clauses(use_case=typed)
    return [
        answered(id_, value, str(value), ANA if number % 2 else BEN, BEGUN)
        for number, id_ in enumerate(BY_ID)
        if answers.asked(id_) and (value := from_document(BY_ID[id_], _document(answers.get(id_)))) is not None
    ]


@cache
def _verdict(facts: Catalogue) -> Reply:
    return decide(fold(answers("Contract clause extraction")), NOVEMBER, facts)


def a_life(
    facts: Catalogue,
    *,
    use_case: str = "Contract clause extraction",
    said: str = "as we hoped",
    end: str | None = "adopted",
) -> tuple[Entry, ...]:
    """Answers, a verdict that says train, accepted with a plan, two checkpoints of which one says stop, dissent, an end and a review."""
    log = answers(use_case)
    reply = _verdict(facts).model_copy(update={"use_case": use_case})
    plan = replace(moved(proposed("sft", reply.abort_criteria, fold(log), NOVEMBER, DEFAULT)), general=Decimal("0.7"))
    first = Numbers(score=Decimal("0.93"), general=Decimal("0.35"), spent_usd=Decimal(400))
    second = Numbers(score=Decimal("0.98"), general=Decimal("0.7"), spent_usd=Decimal(450))
    second = replace(second, fixed=Decimal(8), broken=Decimal(0))

    def at(days: int) -> datetime:
        return BEGUN + timedelta(days=days)

    log += [
        concluded(reply, BEGUN),
        an_entry("dissented", text=f"dissent {said}", by=CARA, at=at(1), source="9.1"),
        an_entry("accepted", value={"verdict": 1, "owner": BEN}, text=f"accepted {said}", by=ANA, at=at(1)),
        an_entry("planned", value=plan.to_json(), by=BEN, at=at(1)),
        an_entry(
            "measured", value={"checkpoint": 1} | first.to_json() | judge(plan, 1, first).to_json(), by=BEN, at=at(20)
        ),
        an_entry("carried_on", value={"checkpoint": 1}, text=f"went on {said}", by=BEN, at=at(21)),
        an_entry(
            "measured", value={"checkpoint": 2} | second.to_json() | judge(plan, 2, second).to_json(), by=BEN, at=at(40)
        ),
        an_entry(
            "reassessed",
            value={"as_of": "2027-01-10", "changes": [{"kind": "cost", "text": f"Serving costs 30 % more. {said}"}]},
            at=at(45),
        ),
        an_entry("supersedes", value={"decision": 3}, at=at(45)),
    ]
    if end is not None:
        gain = {"score": Decimal("0.98"), "gain": Decimal("0.08"), "spent_usd": Decimal(450)}
        gain |= {"gain_low": Decimal("0.021"), "gain_high": Decimal("0.17")}
        log += [an_entry(end, value=gain, text=f"ended {said}", by=BEN, at=at(50))]
        log += [
            an_entry(
                "reviewed",
                value={"adopted": "yes", "monthly_usd": Decimal(640)},
                text=f"review {said}",
                by=ANA,
                at=at(55),
            )
        ]
    return tuple(log)


def keep_life(store: Store, log: tuple[Entry, ...], **where: Any) -> int:
    """Put a decision with this log into a store; its number."""
    place: dict[str, Any] = {
        "team": TEAM,
        "channel": CHANNEL,
        "place": "public",
        "thread_ts": THREAD,
        "by": ANA,
    } | where
    with store.write() as unit:
        id_ = unit.open_decision(**place, now=BEGUN.timestamp())
        unit.append(id_, log)
        decision = unit.decision(id_)
        assert decision is not None
        unit.keep_summary(summary_of(decision, unit.log(id_), None))
    return id_


def _document(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
