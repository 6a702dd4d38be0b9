"""Stop or go on: what was measured against what was fixed before training."""

from __future__ import annotations

import json
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.lifecycle.checkpoint import judge
from flows.log.measurements import Finding, Numbers
from flows.log.plans import Limit, TrainingPlan
from flows.questions.answers import stored as as_stored
from flows.statistics.words import percent, points

DAYS = (date(2026, 12, 8), date(2026, 12, 22), date(2027, 1, 5))
LIMITS: dict[str, str | None] = {
    "target": "0.92", "detectable-gain": "0.03", "general-ability": "2", "budget": "600", "contamination": "0",
    "noisy-labels": "0.05", "untuned-catches-up": "0.03",
}  # fmt: skip


def plan(days: int = 3, baseline: str | None = "0.84", **limits: str | None) -> TrainingPlan:
    named = {key.replace("_", "-"): value for key, value in limits.items()}
    all_limits = tuple(
        Limit(id_, id_, Decimal(limit) if limit is not None else None, None) for id_, limit in (LIMITS | named).items()
    )
    return TrainingPlan(
        "sft",
        DAYS[0],
        DAYS[:days],
        Decimal(600),
        all_limits,
        Decimal(baseline) if baseline is not None else None,
        Decimal("0.73"),
    )


def numbers(**measured: str) -> Numbers:
    return Numbers(**{key: Decimal(number) for key, number in measured.items()})


def finding_of(id_: str, checkpoint: int = 2, plan_: TrainingPlan | None = None, **measured: str) -> Finding:
    return next(
        finding
        for finding in judge(plan_ or plan(), checkpoint, numbers(**measured)).findings
        if finding.criterion == id_
    )


GOOD = {
    "score": "0.93",
    "general": "0.73",
    "spent_usd": "500",
    "untuned": "0.85",
    "shared_items": "0",
    "wrong_labels": "2",
}


def test_where_everything_holds_it_goes_on() -> None:
    said = judge(plan(), 2, numbers(**GOOD))
    assert (said.says, said.crossed, {finding.state for finding in said.findings}) == ("go on", (), {"held"})


@pytest.mark.parametrize(
    ("criterion", "measured"),
    [
        ("target", {"score": "0.919"}),
        ("detectable-gain", {"score": "0.869"}),
        ("general-ability", {"general": "0.709"}),
        ("budget", {"spent_usd": "600.01"}),
        ("untuned-catches-up", {"untuned": "0.90"}),
        ("contamination", {"shared_items": "1"}),
        ("noisy-labels", {"wrong_labels": "3"}),
    ],
)
def test_one_crossed_criterion_says_stop_and_is_named(criterion: str, measured: dict[str, str]) -> None:
    said = judge(plan(), 2, numbers(**(GOOD | measured)))
    assert said.says == "stop"
    assert criterion in {finding.criterion for finding in said.crossed}


@pytest.mark.parametrize(
    ("criterion", "measured"),
    [
        ("target", {"score": "0.92"}),
        ("detectable-gain", {"score": "0.87"}),
        ("general-ability", {"general": "0.71"}),
        ("budget", {"spent_usd": "600"}),
        ("noisy-labels", {"wrong_labels": "2"}),
        ("contamination", {"shared_items": "0"}),
    ],
)
def test_exactly_at_the_limit_holds(criterion: str, measured: dict[str, str]) -> None:
    assert finding_of(criterion, **(GOOD | measured)).state == "held"


def test_an_untuned_model_exactly_within_the_gain_has_caught_up() -> None:
    assert finding_of("untuned-catches-up", score="0.93", untuned="0.90").state == "crossed"
    assert finding_of("untuned-catches-up", score="0.93", untuned="0.899").state == "held"


def test_the_score_says_stop_from_the_deciding_checkpoint_on() -> None:
    assert [finding_of("target", at, score="0.90").state for at in (1, 2, 3)] == ["not yet", "crossed", "crossed"]
    assert [finding_of("detectable-gain", at, score="0.85").state for at in (1, 2, 3)] == [
        "not yet",
        "crossed",
        "crossed",
    ]
    assert finding_of("target", 1, plan(days=1), score="0.90").state == "crossed"


def test_money_forgetting_and_shared_items_say_stop_at_any_checkpoint() -> None:
    for measured in ({"spent_usd": "601"}, {"general": "0.5"}, {"shared_items": "1"}, {"wrong_labels": "10"}):
        assert judge(plan(), 1, numbers(**measured)).says == "stop"


def test_what_was_not_measured_or_has_no_limit_never_says_stop() -> None:
    assert judge(plan(), 3, Numbers()).says == "go on"
    nothing = plan(baseline=None, **dict.fromkeys(LIMITS))
    said = judge(nothing, 3, numbers(score="0.1", spent_usd="99999", untuned="0.01"))
    assert said.says == "go on"
    assert {finding.criterion for finding in said.findings if finding.state == "not measured"} >= {
        "target",
        "detectable-gain",
        "budget",
    }


def test_an_untuned_model_that_is_as_good_says_stop_even_where_luck_is_not_known() -> None:
    unknown = plan(untuned_catches_up=None)
    assert finding_of("untuned-catches-up", 2, unknown, score="0.9", untuned="0.9").state == "crossed"
    assert finding_of("untuned-catches-up", 2, unknown, score="0.9", untuned="0.8").state == "not measured"


def test_a_general_score_before_training_may_come_with_the_numbers() -> None:
    assert finding_of("general-ability", general="0.60", general_before="0.61").state == "held"


def test_no_wrong_label_is_allowed_where_the_limit_is_none() -> None:
    assert finding_of("noisy-labels", 1, plan(noisy_labels="0"), wrong_labels="1").state == "crossed"


def test_parity_is_the_least_that_is_not_worse() -> None:
    limits = (Limit("parity", "p", Decimal("0.81"), None), Limit("detectable-gain", "d", Decimal(100), None))
    parity = TrainingPlan("sft", DAYS[0], DAYS, None, limits, Decimal("0.84"))
    assert judge(parity, 2, numbers(score="0.82")).says == "go on"
    said = judge(parity, 2, numbers(score="0.80"))
    assert [finding.text for finding in said.crossed] == [
        "The score on the test items is 80 %, 1 point below the least that is not worse than today of 81 %."
    ]


def test_a_route_that_closes_says_stop() -> None:
    said = judge(plan(), 1, numbers(**GOOD), ("The route closes on 2026-12-01.",))
    assert (said.says, [finding.text for finding in said.crossed]) == ("stop", ["The route closes on 2026-12-01."])


SENTENCES = [
    ("target", {"score": "0.895"}, "The score on the test items is 89.5 %, 2.5 points below the target of 92 %."),
    ("target", {"score": "0.91"}, "The score on the test items is 91 %, 1 point below the target of 92 %."),
    ("target", {"score": "0.9196"}, "The score on the test items is 92 %, 0.04 points below the target of 92 %."),
    ("target", {"score": "0.92"}, "The score on the test items is 92 %: the target of 92 % is reached."),
    ("target", {}, "The score on the test items was not given."),
    ("detectable-gain", {"score": "0.85"}, "The gain over the baseline of 84 % is 1 point; your test items can show 3 points or more: it is 2 points short of what could be told from luck."),
    ("detectable-gain", {"score": "0.83"}, "The gain over the baseline of 84 % is -1 point; your test items can show 3 points or more: it is 4 points short of what could be told from luck."),
    ("general-ability", {"general": "0.70"}, "The general set is at 70 %, down 3 points since before training: 1 point more than the loss of 2 points that is allowed."),
    ("general-ability", {"general": "0.73"}, "The general set is at 73 %, unchanged since before training; a loss of up to 2 points is allowed."),
    ("general-ability", {"general": "0.74"}, "The general set is at 74 %, up 1 point since before training; a loss of up to 2 points is allowed."),
    ("budget", {"spent_usd": "900"}, "$900 is spent, $300 over the budget of $600."),
    ("budget", {"spent_usd": "600"}, "$600 of the budget of $600 is spent; $0 is left."),
    ("contamination", {"shared_items": "1"}, "1 item shared by training set and test set: 1 item more than allowed."),
    ("noisy-labels", {"wrong_labels": "1"}, "1 wrong label in a random sample of 50."),
    ("noisy-labels", {"wrong_labels": "4"}, "4 wrong labels in a random sample of 50: 2 wrong labels more than allowed."),
    ("untuned-catches-up", {"score": "0.93", "untuned": "0.85"}, "The best untuned model scores 85 %, 8 points below the tuned one."),
    ("untuned-catches-up", {"score": "0.93", "untuned": "0.93"}, "The best untuned model scores 93 %, as high as the tuned one: a lead of 3 points or less could be luck."),
]  # fmt: skip


@pytest.mark.parametrize(("criterion", "measured", "sentence"), SENTENCES)
def test_each_finding_is_a_sentence_with_its_numbers(criterion: str, measured: dict[str, str], sentence: str) -> None:
    assert finding_of(criterion, **measured).text == sentence


def test_one_point_is_singular() -> None:
    said = finding_of("general-ability", 1, plan(general_ability="1"), general="0.72").text
    assert said == "The general set is at 72 %, down 1 point since before training; a loss of up to 1 point is allowed."


def test_a_difference_that_is_not_nothing_is_not_shown_as_nothing() -> None:
    assert [points(Decimal(share)) for share in ("0", "0.00004", "-0.0001", "0.0005", "0.01", "-0.01", "0.1234")] == [
        "0 points",
        "0.004 points",
        "-0.01 points",
        "0.1 points",
        "1 point",
        "-1 point",
        "12.3 points",
    ]
    assert [percent(Decimal(share)) for share in ("0", "1", "0.84", "0.8449", "0.8333333")] == [
        "0 %",
        "100 %",
        "84 %",
        "84.5 %",
        "83.3 %",
    ]


def stored(value: Any) -> Any:
    return json.loads(json.dumps(as_stored(value)))


@given(st.integers(1, 400), st.data())
def test_a_score_that_equals_the_target_reaches_it_however_often_both_are_stored(
    items: int, data: st.DataObject
) -> None:
    share = Fraction(data.draw(st.integers(0, items)), items)
    exact = Decimal(share.numerator) / Decimal(share.denominator)
    kept = TrainingPlan.from_json(stored(plan(target=str(exact)).to_json()))
    assert kept is not None
    for plan_ in (plan(target=str(exact)), kept):
        for score in (exact, Numbers.from_json(stored({"score": exact})).score):
            target_finding = next(
                finding for finding in judge(plan_, 2, Numbers(score=score)).findings if finding.criterion == "target"
            )
            assert target_finding.state == "held", (items, share)


shares = st.decimals(0, 1, places=4)
measured_numbers = st.builds(
    Numbers, *(st.none() | shares,) * 2, st.none() | st.decimals(0, 10**6, places=2), *(st.none() | shares,) * 2, *(st.none() | st.integers(0, 50).map(Decimal),) * 2,
)  # fmt: skip


@given(measured_numbers, st.integers(1, 3))
def test_numbers_that_are_stored_are_judged_the_same(measured: Numbers, checkpoint: int) -> None:
    again = Numbers.from_json(stored(measured.to_json()))
    kept = TrainingPlan.from_json(stored(plan().to_json()))
    assert kept is not None
    assert judge(kept, checkpoint, again) == judge(plan(), checkpoint, measured)


@given(measured_numbers, st.integers(1, 3), shares)
def test_more_money_or_a_lower_score_never_turns_a_stop_into_a_go_on(
    measured: Numbers, checkpoint: int, lower: Decimal
) -> None:
    if judge(plan(), checkpoint, measured).says == "stop":
        score = None if measured.score is None else min(measured.score, lower)
        worse = Numbers(score, None, (measured.spent_usd or Decimal(0)) + 1).over(measured)
        assert judge(plan(), checkpoint, worse).says == "stop"


def test_a_number_that_was_said_before_stands_where_it_is_not_said_again() -> None:
    assert numbers(score="0.9").over(numbers(score="0.8", spent_usd="5")) == numbers(score="0.9", spent_usd="5")
