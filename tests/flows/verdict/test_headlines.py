"""The shapes of a verdict: a headline that cannot be misread, what is missing, what decides, and what comes first."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from flows.questions.document import from_mapping
from flows.rules.rule import TRAINING
from flows.thresholds import DEFAULT
from flows.verdict.decide import decide
from flows.verdict.ruling import Ruling, rule_on
from pricing.catalogue import Catalogue
from tests.helpers.support import CLAUSES, NOVEMBER, check_golden

_COST = CLAUSES
_QUALITY = CLAUSES | {"gap": "behavior", "reason": "quality"}
_DONE = {"metric": "accuracy", "hypothesis": "clause numbers as we write them", "margin": 2, "iterations": 3}
_SLOW = {"reason": "latency", "latency_now_ms": 2000, "latency_needed_ms": 500}


def _without(document: dict[str, Any], *ids: str) -> dict[str, Any]:
    return {id_: value for id_, value in document.items() if id_ not in ids}


SHAPES: dict[str, dict[str, Any]] = {
    "trained for cost, three things left": _COST,
    "trained for cost, nothing left": _COST | _DONE,
    "trained for quality, nothing left": _QUALITY | _DONE,
    "trained for speed": _COST | _SLOW,
    "data may not leave": _QUALITY | {"data_may_leave": False},
    "reinforcement": _QUALITY | {"gap": "reasoning"},
    "facts are missing": _QUALITY | {"gap": "knowledge"},
    "facts are missing, and the model ends": _QUALITY | {"gap": "knowledge", "model": "gpt-4o"},
    "retrieval was tried": _QUALITY | {"gap": "knowledge", "retrieval": "tried"},
    "too few requests, and the model ends": _COST | {"model": "gpt-4o", "requests_per_month": 10},
    "too few requests, and the model is gone": _COST | {"model": "gpt-4", "requests_per_month": 100},
    "too few requests": _COST | {"requests_per_month": 20_000},
    "a law firm with 17 requests": _QUALITY | {"requests_per_month": 17},
    "a smaller model was not tried": _COST | {"smaller_model": "not_tried"},
    "nobody said whether a smaller model was tried": _without(_COST, "smaller_model"),
    "the strongest was not tried, and the model ends": _QUALITY | {"strongest_model": "not_tried", "model": "gpt-4.1-mini"},
    "the model ends, and nobody scored what follows": _QUALITY | {"model": "gpt-4o"},
    "no test items": _QUALITY | {"test_items": 0},
    "no test items, nothing tried": _QUALITY | {"test_items": 0, "smaller_model": "not_tried"},
    "labels are unchecked": _QUALITY | {"labels": "unchecked"},
    "too few examples": _QUALITY | {"examples": 20},
    "invented inputs": _QUALITY | {"real_share": 0, "test_independent": False},
    "nobody said how often it changes": _without(_QUALITY, "requirements_change"),
    "nobody said how often it changes, and who keeps it": _without(_QUALITY, "requirements_change", "upkeep_owner"),
    "nobody said how many requests": _without(_QUALITY, "requests_per_month"),
    "nobody said what today costs": _without(_COST, "requests_per_month", "model"),
    "nobody said what it is for": _without(_QUALITY, "reason"),
    "nobody said what fixes it, a prompt was scored": {"prompting": "scored", "baseline_measured": True},
    "nobody said anything": {},
    "a smaller model passes": _COST | {"smaller_model": "passes"},
    "a model that was named passes": _COST | {"scored_models": {"gpt-6-luna": "passes"}},
    "the strongest fixes it": _QUALITY | {"strongest_model": "fixes_it"},
    "the strongest fixes it, nobody said what it is for": _without(_QUALITY, "reason") | {"strongest_model": "fixes_it"},
    "it goes wrong in several steps": _QUALITY | {"gap": "reasoning", "strongest_model": "not_tried"},
    "it cannot read images": _QUALITY | {"gap": "modality", "strongest_model": "not_tried"},
    "it must be stopped": _QUALITY | {"gap": "safety", "task": "qa"},
    "prompts were not scored": _QUALITY | {"prompting": "tried"},
    "prompts were not scored, no test items": _QUALITY | {"prompting": "none", "test_items": 0},
    "it changes weekly": _QUALITY | {"requirements_change": "weekly"},
    "nobody keeps it": _QUALITY | {"upkeep_owner": False},
    "done once": _QUALITY | {"recurrence": "one_off"},
    "fast enough": _COST | _SLOW | {"latency_now_ms": 200},
}  # fmt: skip


def ruled(facts: Catalogue, document: dict[str, Any], day: date = NOVEMBER) -> Ruling:
    return rule_on(from_mapping(document), day, facts, DEFAULT)


def test_every_shape_of_a_verdict_is_as_reviewed(facts: Catalogue, update_golden: bool) -> None:
    told = []
    for name, document in SHAPES.items():
        ruling = ruled(facts, document)
        step, missing = ruling.next_step, ruling.missing
        told += [
            f"# {name}",
            ruling.headline,
            f"  next, by {step.by}: {step.text} ({step.question or 'brings no answer'})",
        ]
        told += [f"  lacking: {', '.join(missing.lacking)}"] if missing.lacking else []
        told += [f"  not told: {', '.join(missing.not_told)}"] if missing.not_told else []
        told += [f"  decides: {fork.question}: {fork.outcomes}" for fork in ruling.forks]
        told += [""]
    check_golden("headlines.txt", "\n".join(told), update_golden)


@pytest.mark.parametrize("name", list(SHAPES))
def test_a_headline_says_whether_to_train_now_later_or_not(facts: Catalogue, name: str) -> None:
    ruling = ruled(facts, SHAPES[name])
    begins = ruling.headline.split(":")[0].split(",")[0].split(".")[0]
    if ruling.verdict in TRAINING:
        assert begins == "Fine-tune"
    elif ruling.verdict == "not_ready":
        assert begins in ("Not yet", "Leaning")
        assert ruling.then_verdict in TRAINING
    else:
        assert begins == "Do not fine-tune"
        assert ruling.then_verdict is None


@pytest.mark.parametrize("name", list(SHAPES))
def test_every_verdict_has_a_first_step_with_a_day_ahead(facts: Catalogue, name: str) -> None:
    step = ruled(facts, SHAPES[name]).next_step
    assert step.text.endswith((".", "?"))
    assert step.by > NOVEMBER
    assert step.hours is None or step.hours > 0


@pytest.mark.parametrize("unsaid", [{"smaller_model"}, {"strongest_model"}, {"smaller_model", "strongest_model"}])
def test_a_model_of_which_nobody_said_that_it_was_tried_was_not(facts: Catalogue, unsaid: set[str]) -> None:
    untold = ruled(facts, _without(_QUALITY | {"model": "gpt-5.4-mini"}, *unsaid))
    untried = ruled(facts, _QUALITY | {"model": "gpt-5.4-mini"} | dict.fromkeys(unsaid, "not_tried"))
    assert (untold.verdict, untold.then_verdict) == (untried.verdict, untried.then_verdict) == ("not_ready", "sft")
    assert untold.headline == untried.headline
    assert set(untold.missing.not_told) == set(untried.missing.lacking) == unsaid


def test_who_is_served_by_a_providers_strongest_has_tried_it(facts: Catalogue) -> None:
    newest = max(
        (model for model in facts.untuned if model.size == "frontier" and model.since <= NOVEMBER),
        key=lambda model: (model.host == "openai", model.since),
    )
    said = _without(_QUALITY, "strongest_model")
    assert ruled(facts, said | {"model": newest.id}).verdict == "sft"
    assert ruled(facts, said | {"model": "gpt-5.4-mini"}).verdict == "not_ready"


def test_what_is_lacking_and_what_nobody_told_are_both_listed_in_full(facts: Catalogue) -> None:
    document = _without(_QUALITY, "requirements_change", "labels") | {"test_items": 10, "examples": 20}
    missing = ruled(facts, document).missing
    assert set(missing.lacking) == {"test_items", "examples"}
    assert set(missing.not_told) == {"requirements_change", "labels"}


def test_the_fork_says_where_each_answer_leads(facts: Catalogue) -> None:
    (fork,) = ruled(facts, _without(_QUALITY, "requirements_change")).forks
    assert fork.question == "requirements_change"
    assert fork.outcomes == {"rarely": "sft", "monthly": "prompt_engineering", "weekly": "prompt_engineering"}
    for value, verdict in fork.outcomes.items():
        assert ruled(facts, _QUALITY | {"requirements_change": value}).verdict == verdict


def test_the_fork_over_the_volume_turns_where_the_verdict_does(facts: Catalogue) -> None:
    (fork,) = ruled(facts, _without(_COST, "requests_per_month")).forks
    for said, verdict in fork.outcomes.items():
        volume = int(said.split()[0].replace(",", ""))
        assert ruled(facts, _COST | {"requests_per_month": volume}).verdict == verdict


def test_nothing_is_left_of_a_fork_once_it_is_answered(facts: Catalogue) -> None:
    reply = decide(from_mapping(_QUALITY), NOVEMBER, facts)
    assert (reply.decides, reply.lacking, reply.not_told) == ((), (), ())


@pytest.mark.parametrize("rounds", [1, 2, 3, 5])
def test_a_headline_stops_on_the_day_that_the_abort_criterion_holds(facts: Catalogue, rounds: int) -> None:
    reply = decide(from_mapping(_QUALITY | _DONE | {"iterations": rounds}), NOVEMBER, facts)
    target = next(criterion for criterion in reply.abort_criteria if criterion.id == "target")
    assert target.by is not None
    assert f"stop by {target.by.day} {target.by:%B}" in reply.headline
