"""What people do with a decision after its verdict, as entries, or one sentence why not."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from flows.language.intent import Said
from flows.lifecycle import actions as after
from flows.lifecycle.intent import hear_after
from flows.lifecycle.records import Life
from flows.lifecycle.stages import life
from flows.lifecycle.typed import entries_of
from flows.log.entries import Entry, answered, from_json
from flows.log.log import Log
from flows.log.measurements import Numbers, Outcome
from flows.log.plans import Limit, TrainingPlan
from flows.statistics.compare import compare
from flows.text import Refused
from flows.thresholds import Thresholds
from pricing.catalogue import Catalogue
from tests.helpers.entries import an_entry

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
START = NOON.date()
DAYS = (date(2026, 12, 8), date(2026, 12, 22))
LIMITS = (
    Limit("target", "below", Decimal("0.92"), None),
    Limit("general-ability", "drops", Decimal(2), None),
    Limit("budget", "over", Decimal(600), None),
)
PLAN = TrainingPlan("sft", NOON.date(), DAYS, Decimal(600), LIMITS, Decimal("0.84"))
WHOLE = (
    answered("baseline", Decimal("0.84"), "84%", "UANA", NOON),
    answered("target", Decimal("0.92"), "92%", "UANA", NOON),
    answered("test_items", 100, "100", "UANA", NOON),
    answered("metric", "accuracy", "accuracy", "UANA", NOON),
)
VERDICT = an_entry("concluded", value={"verdict": "sft", "review_on": "2027-02-20"}, at=NOON)


def said(text: str = "", by: str = "UANA", day: date = START) -> Said:
    return Said(text, by, datetime(day.year, day.month, day.day, 12, tzinfo=UTC), "m1")


class Thread:
    """A decision that things are done to."""

    def __init__(self, *log: Entry) -> None:
        self.log = Log((VERDICT, *log))

    @property
    def now(self) -> Life:
        return life(self.log)

    def did(self, entries: tuple[Entry, ...]) -> Life:
        self.log = self.log.plus(*(from_json(entry.to_json()) for entry in entries))
        return self.now


def training() -> Thread:
    thread = Thread()
    thread.did(after.accept(thread.now, said(), PLAN))
    return thread


def test_accepting_a_verdict_that_trains_begins_the_training() -> None:
    now = training().now
    assert (now.stage, now.owner, now.plan) == ("training", "UANA", PLAN)


def test_accepting_twice_says_who_did_and_when() -> None:
    with pytest.raises(after.Already) as refused:
        after.accept(training().now, said(by="UBEN"), PLAN)
    assert refused.value.by == "UANA"
    assert str(refused.value) == "Somebody accepted this already on 2026-11-24; nothing was changed."


def test_another_way_needs_a_reason_and_can_be_taken_back_by_accepting() -> None:
    thread = training()
    with pytest.raises(Refused, match="Say why"):
        after.override(thread.now, said(), "rag", "  ", None)
    assert thread.did(after.override(thread.now, said(by="UBEN"), "rag", "cheaper", None)).stage == "overridden"
    assert thread.did(after.accept(thread.now, said(), PLAN)).stage == "training"


def test_a_training_is_ended_and_not_put_off() -> None:
    with pytest.raises(Refused, match="Training has begun"):
        after.defer(training().now, said())


def test_numbers_are_set_against_the_plan_and_a_correction_keeps_the_rest() -> None:
    thread = training()
    thread.did(
        after.measure(
            thread.now, said(day=DAYS[0]), Numbers(Decimal("0.9"), Decimal("0.71"), Decimal(500), Decimal("0.73"))
        )
    )
    assert thread.now.says_stop is None
    now = thread.did(after.measure(thread.now, said(day=DAYS[0]), Numbers(spent_usd=Decimal(601))))
    assert now.says_stop is not None
    assert now.numbers(1) == Numbers(Decimal("0.9"), Decimal("0.71"), Decimal(601), Decimal("0.73"))
    # The general score before training is not asked for twice.
    now = thread.did(after.measure(thread.now, said(day=DAYS[1]), Numbers(Decimal("0.93"), Decimal("0.45"))))
    assert [finding.criterion for finding in now.measured[-1].judgement.crossed] == ["general-ability"]


def test_going_on_against_a_stop_needs_a_reason() -> None:
    thread = training()
    with pytest.raises(Refused, match="No criterion says stop"):
        after.carry_on(thread.now, said(), "because")
    thread.did(after.measure(thread.now, said(day=DAYS[1]), Numbers(Decimal("0.8"))))
    with pytest.raises(Refused, match="Say why"):
        after.carry_on(thread.now, said(), " ")
    assert thread.did(after.carry_on(thread.now, said(), "bad seed")).says_stop is None


def test_a_checkpoint_that_the_plan_has_not_is_refused() -> None:
    with pytest.raises(Refused, match="checkpoints 1 to 2"):
        after.measure(training().now, said(), Numbers(Decimal("0.9")), 3)


def test_a_route_that_closes_by_a_reassessment_says_stop_at_the_next_checkpoint() -> None:
    thread = training()
    changes = [{"kind": "route_closes", "text": "The route closes on 2026-12-31."}, {"kind": "cost", "text": "More."}]
    thread.did((an_entry("reassessed", value={"changes": changes}, at=NOON),))
    assert after.warnings(thread.now) == ("The route closes on 2026-12-31.",)
    assert thread.did(after.measure(thread.now, said(day=DAYS[0]), Numbers(Decimal("0.95")))).says_stop is not None


def test_an_end_has_what_was_measured_last() -> None:
    thread = training()
    thread.did(after.measure(thread.now, said(day=DAYS[0]), Numbers(Decimal("0.86"), spent_usd=Decimal(500))))
    thread.did(after.measure(thread.now, said(day=DAYS[1]), Numbers(Decimal("0.9"))))
    stopped = after.stop(thread.now, said(), "no budget")[0]
    assert Outcome.from_json(stopped.to_json()["value"]) == Outcome(
        None, Decimal("0.9"), Decimal("0.06"), None, Decimal(500)
    )
    with pytest.raises(Refused, match="The criteria say stop"):
        after.adopt(thread.now, said(), Outcome())
    thread.did(after.carry_on(thread.now, said(), "good enough"))
    adopted = after.adopt(thread.now, said(), Outcome(score=Decimal("0.95"), monthly_usd=Decimal(700)))[0]
    assert Outcome.from_json(adopted.to_json()["value"]) == Outcome(
        None, Decimal("0.95"), Decimal("0.11"), Decimal(700), Decimal(500)
    )
    said_so = after.adopt(thread.now, said(), Outcome(gain=Decimal("0.01")))[0]
    assert said_so.outcome.gain == Decimal("0.01")


def test_a_review_that_gives_a_score_gives_the_gain() -> None:
    reviewed = after.review(training().now, said(), Outcome("yes", Decimal("0.9")))[0]
    assert reviewed.outcome == Outcome("yes", Decimal("0.9"), Decimal("0.06"))


@pytest.mark.parametrize(
    ("end", "words"), [("stopped", "This was stopped on 2026-11-24"), ("adopted", "This was adopted on 2026-11-24")]
)
def test_what_ended_is_not_decided_on_again(end: str, words: str) -> None:
    now = Thread(an_entry(end, value={}, by="UANA", at=NOON)).now
    for act in (
        lambda: after.accept(now, said(), None),
        lambda: after.override(now, said(), "rag", "x", None),
        lambda: after.defer(now, said()),
    ):
        with pytest.raises(Refused, match=words):
            act()
    with pytest.raises(Refused):
        after.stop(now, said(), "")


def test_an_owner_comes_with_a_decision() -> None:
    with pytest.raises(Refused, match="accept the verdict first"):
        after.own(Thread().now, said(), "UBEN")
    assert after.own(training().now, said(), "UANA") == ()
    assert training().did(after.own(training().now, said(), "UBEN")).owner == "UBEN"


def test_before_a_verdict_there_is_nothing_to_do() -> None:
    now = life(Log())
    for act in (
        lambda: after.accept(now, said(), None),
        lambda: after.review(now, said(), Outcome()),
        lambda: after.renew(now, said()),
        lambda: after.dissent(said(), " "),
    ):
        with pytest.raises(Refused):
            act()


def typed(text: str, log: Log, facts: Catalogue) -> tuple[Entry, ...]:
    heard = hear_after(life(log), text, addressed=True)
    assert heard is not None
    return entries_of(heard, log, said(text), NOON.date(), facts, Thresholds())


def test_typed_words_do_what_the_buttons_do(facts: Catalogue) -> None:
    log = Log((*WHOLE, VERDICT))
    kinds: list[list[str]] = []
    for text in (
        "not now: no people",
        "accept",
        "owner is <@UBEN>",
        "I disagree: too early",
        "score 80%, spent $1",
        "another way: lora because it is ours",
        "stop: no budget",
        "decide again",
    ):
        entries = typed(text, log, facts)
        log = log.plus(*entries)
        kinds.append([entry.kind for entry in entries])
    assert kinds == [
        ["deferred"],
        ["accepted", "planned"],
        ["owned"],
        ["dissented"],
        ["measured"],
        ["overrode", "planned"],
        ["stopped"],
        ["renewed"],
    ]
    since = log[len(WHOLE) + 1 :]
    assert since[0].text == "no people"
    assert all(entry.by == "UANA" and entry.source == "m1" for entry in since)


def test_a_plan_with_a_hole_is_not_accepted_by_words(facts: Catalogue) -> None:
    with pytest.raises(Refused, match=r"say the target score and how many test items there are. Or press Accept"):
        typed("accept", Log((WHOLE[0], WHOLE[3], VERDICT)), facts)
    parity = answered("gap", "none", "fine", "UANA", NOON)
    with pytest.raises(Refused, match=r"\(5 points: 252 items, at the very least 73; 3 points: 698 items"):
        typed("accept", Log((*WHOLE, parity, VERDICT)), facts)
    margin = answered("margin", Decimal(5), "5", "UANA", NOON)
    accepted = typed("accept", Log((*WHOLE, parity, margin, VERDICT)), facts)
    assert [entry.kind for entry in accepted] == ["accepted", "planned"]


def test_the_data_is_measured_for_the_first_day_until_a_model_was_scored() -> None:
    limits = (*LIMITS, Limit("contamination", "shared", Decimal(0), None))
    checked = replace(PLAN, limits=limits, items=100, metric="accuracy", checks_data=True)
    thread = Thread(VERDICT)
    thread.did(after.accept(thread.now, said(), checked))
    assert [(ask.number, ask.on) for ask in thread.now.asks if ask.what == "checkpoint"] == [
        (0, START),
        (1, DAYS[0]),
        (2, DAYS[1]),
    ]
    now = thread.did(after.measure(thread.now, said(day=DAYS[0]), Numbers(shared_items=Decimal(2))))
    assert (now.says_stop is not None, now.numbers(0)) == (True, Numbers(shared_items=Decimal(2)))
    now = thread.did(after.measure(thread.now, said(day=DAYS[0]), Numbers(shared_items=Decimal(0))))
    assert now.says_stop is None
    now = thread.did(after.measure(thread.now, said(day=DAYS[0]), Numbers(fixed=Decimal(9), broken=Decimal(1))))
    assert now.numbers(1).shared_items == 0, "what was found of the data holds for later checkpoints"
    now = thread.did(after.measure(thread.now, said(day=DAYS[0]), Numbers(shared_items=Decimal(1))))
    assert now.numbers(1).shared_items == 1, "once a model was scored its checkpoint is corrected"


def test_the_last_checkpoint_is_asked_once_more_on_the_day_for_more_items() -> None:
    thread = Thread(VERDICT)
    plan = replace(PLAN, items=100, metric="accuracy")
    thread.did(after.accept(thread.now, said(), plan))

    def asks() -> list[tuple[int, date]]:
        return [(ask.number, ask.on) for ask in thread.now.asks if ask.what == "checkpoint"]

    open_ = Numbers(fixed=Decimal(10), broken=Decimal(4))
    thread.did(after.measure(thread.now, said(day=DAYS[1]), open_))
    assert asks() == [(2, date(2027, 1, 5))]
    thread.did(after.measure(thread.now, said(day=DAYS[1]), Numbers(spent_usd=Decimal(5))))
    assert asks() == [(2, date(2027, 1, 5))], "another number is not more items"
    more = Numbers(items=Decimal(220), fixed=Decimal(20), broken=Decimal(10))
    now = thread.did(after.measure(thread.now, said(day=DAYS[1]), more))
    assert now.measured[-1].judgement.says == "undecided"
    assert asks() == [], "it is asked once"


def test_what_was_measured_ends_with_its_interval() -> None:
    thread = Thread(VERDICT)
    thread.did(after.accept(thread.now, said(), replace(PLAN, items=100, metric="accuracy")))
    thread.did(
        after.measure(thread.now, said(day=DAYS[1]), Numbers(Decimal("0.9"), fixed=Decimal(8), broken=Decimal(2)))
    )
    measured = after.stop(thread.now, said(), "enough")[0].outcome
    ends = compare(8, 2, 100, looks=2).interval
    assert measured.gain == Decimal("0.06")
    assert measured.between == tuple(Decimal(str(round(end, 4))) for end in ends)
    told = after.stop(thread.now, said(), "enough", Outcome(gain=Decimal("0.03")))[0].outcome
    assert (told.gain, told.between) == (Decimal("0.03"), None), "nobody knows on which items that was measured"


@pytest.mark.parametrize(
    "value", [None, "x", 3, [], {"verdict": 3, "criteria": 5}, {"verdict": "sft", "criteria": [{"id": 3}, None]}]
)
def test_a_verdict_that_cannot_be_read_can_still_be_decided_on(value: Any, facts: Catalogue) -> None:
    margin = answered("margin", Decimal(5), "5", "UANA", NOON)
    log = Log((*WHOLE, margin, an_entry("concluded", value=value, at=NOON)))
    assert next(entry.kind for entry in typed("accept", log, facts)) == "accepted"
    assert after.plan_for(log, "sft", NOON.date(), facts, Thresholds()).checkpoints[0] > NOON.date() + timedelta(days=7)


def reassessed(kind: str, about: str, **record: str) -> Entry:
    return an_entry(
        "reassessed",
        value={"changes": [{"kind": kind, "about": about, "text": f"{kind} {about}"}], "record": record},
        at=NOON,
    )


def test_only_the_end_of_the_route_in_training_before_it_has_paid_back_says_stop() -> None:
    mine = {"option": "sft:bedrock/nova-2-lite", "pays_back_on": "2027-01-30"}
    for entry, says in (
        (reassessed("model_ends", "today", **mine), "go on"),
        (reassessed("model_ends", "option", option="untuned:claude-haiku-5-5"), "go on"),
        (reassessed("model_ends", "option", model_ends_on="2027-09-01", **mine), "go on"),
        (reassessed("model_ends", "option", model_ends_on="2027-01-15", **mine), "stop"),
        (reassessed("route_closes", "option", **mine), "stop"),
    ):
        thread = training()
        thread.did((entry,))
        numbers = Numbers(score=Decimal("0.99"))
        assert thread.did(after.measure(thread.now, said(), numbers)).measured[-1].judgement.says == says, entry


def test_more_items_than_there_are_cannot_be_fixed_or_broken() -> None:
    thread = Thread(VERDICT)
    thread.did(after.accept(thread.now, said(), replace(PLAN, items=100, metric="accuracy")))
    with pytest.raises(Refused, match="Of 100 test items at most 100 can be fixed or broken together"):
        after.measure(thread.now, said(day=DAYS[0]), Numbers(fixed=Decimal(90), broken=Decimal(20)))
    known = Numbers(fixed=Decimal(90), broken=Decimal(20), items=Decimal(200))
    assert after.measure(thread.now, said(day=DAYS[0]), known)
