"""Five questions, checklist, abort criteria, disagreements, first steps, unknowns."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from flows.lifecycle.plan import proposed
from flows.questions.document import from_mapping
from flows.thresholds import DEFAULT
from flows.verdict.decide import decide
from flows.verdict.headlines import show_months
from flows.verdict.reply import Reply
from flows.verdict.shortlist import ruled_out, shortlist
from pricing.catalogue import Catalogue
from tests.helpers.support import APRIL, NOVEMBER, OLD_CUSTOMER, clauses, step_of


def board(reply: Reply) -> dict[str, str]:
    return {mark.id: mark.status for mark in reply.five_questions}


def test_a_team_that_did_its_work_passes_all_five(facts: Catalogue) -> None:
    assert set(board(decide(clauses(), NOVEMBER, facts)).values()) == {"pass"}


@pytest.mark.parametrize(
    ("change", "failed"),
    [
        ({"prompting": "tried"}, "prompting"),
        ({"gap": "knowledge"}, "gap"),
        ({"gap": "safety", "task": "qa"}, "gap"),
        ({"examples": 50}, "data"),
        ({"labels": "unchecked"}, "data"),
        ({"requirements_change": "weekly"}, "stability"),
        ({"recurrence": "one_off"}, "stability"),
        ({"upkeep_owner": False}, "upkeep"),
    ],
)
def test_each_question_can_fail(facts: Catalogue, change: dict[str, object], failed: str) -> None:
    assert board(decide(clauses(**change), NOVEMBER, facts))[failed] == "fail"


def test_facts_that_change_fail_stability_only_where_facts_are_the_gap(facts: Catalogue) -> None:
    assert board(decide(clauses(facts_change="often"), NOVEMBER, facts))["stability"] == "pass"
    assert board(decide(clauses(gap="knowledge", facts_change="often"), NOVEMBER, facts))["stability"] == "fail"


def test_a_full_checklist(facts: Catalogue) -> None:
    ready = clauses(metric="F1", hypothesis="teach clause numbering", iterations=3)
    assert decide(ready, NOVEMBER, facts).readiness.missing == ()


@pytest.mark.parametrize(
    ("change", "missing"),
    [
        ({"metric": False}, "metric"),
        ({"test_independent": None}, "test_items"),
        ({"test_items": 49}, "test_items"),
        ({"baseline_measured": None}, "baseline_measured"),
        ({"examples": 199}, "examples"),
        ({"target": None}, "hypothesis"),
        ({"iterations": 1}, "iterations"),
    ],
)
def test_each_box_can_be_missing(facts: Catalogue, change: dict[str, object], missing: str) -> None:
    ready = {"metric": "F1", "hypothesis": "teach clause numbering", "iterations": True}
    assert decide(clauses(**ready | change), NOVEMBER, facts).readiness.missing == (missing,)


def test_reinforcement_training_needs_a_grader_not_examples(facts: Catalogue) -> None:
    reply = decide(
        clauses(gap="reasoning", reason="quality", examples=30, labels=None, real_share=None), NOVEMBER, facts
    )
    assert reply.verdict == "rft"
    assert "examples" in reply.readiness.met


def test_every_failure_mode_of_the_guide_has_its_criterion_and_prevention(facts: Catalogue) -> None:
    stops = decide(clauses(), NOVEMBER, facts).abort_criteria
    assert {criterion.prevents for criterion in stops} >= {
        "catastrophic forgetting",
        "contamination",
        "distribution shift",
        "sunk cost",
        "noisy labels",
    }
    assert all(criterion.prevention and criterion.measure for criterion in stops)


def test_criteria_carry_the_teams_own_numbers_and_dates(facts: Catalogue) -> None:
    reply = decide(
        clauses(metric="field F1", iterations=2, gap="behavior", prompting="scored", reason="quality"), NOVEMBER, facts
    )
    stops = {criterion.id: criterion for criterion in reply.abort_criteria}
    assert stops["target"].limit == Decimal("0.97")
    assert "field F1" in stops["target"].text
    assert stops["target"].by == stops["budget"].by
    assert stops["after-live"].by is None
    recommended = reply.option(str(reply.recommended))
    assert recommended is not None
    assert stops["budget"].limit == recommended.budget_usd
    assert recommended.upfront_usd is not None
    assert recommended.budget_usd is not None
    assert recommended.budget_usd > recommended.upfront_usd, "four of five futures stay below it"
    assert min(criterion.by for criterion in reply.abort_criteria if criterion.by is not None) > NOVEMBER


def test_a_route_that_closes_is_an_abort_criterion_with_its_day(facts: Catalogue) -> None:
    reply = decide(clauses(**OLD_CUSTOMER), NOVEMBER, facts)
    criterion = next(criterion for criterion in reply.abort_criteria if criterion.id == "route-ends")
    assert "2027-01-06" in criterion.text


def test_criteria_wait_for_the_answers_they_need(facts: Catalogue) -> None:
    stops = {
        criterion.id: criterion
        for criterion in decide(
            clauses(target=None, baseline=None, gap="behavior", prompting="scored"), NOVEMBER, facts
        ).abort_criteria
    }
    assert stops["target"].limit is None
    assert "set it now" in stops["target"].text
    assert "detectable-gain" not in stops, "whether a gain is luck is part of whether the target is reached"
    assert not any("_" in criterion.text for criterion in stops.values())


def test_where_quality_is_fine_keeping_it_is_success(facts: Catalogue) -> None:
    """Not a gain but parity: worse by more than the margin stops, matching it does not. No margin is assumed."""
    stops = {criterion.id: criterion for criterion in decide(clauses(), NOVEMBER, facts).abort_criteria}
    assert "target" not in stops
    assert stops["parity"].limit is None
    assert "the margin (asked when you accept)" in stops["parity"].text
    stops = {
        criterion.id: criterion for criterion in decide(clauses(margin=Decimal(5)), NOVEMBER, facts).abort_criteria
    }
    assert stops["parity"].limit == Decimal("0.85")
    assert "worse than today's model by more than the margin of 5 points" in stops["parity"].text
    assert stops["untuned-catches-up"].limit == Decimal("0.05")


def test_the_days_of_the_verdict_are_those_of_the_plan(facts: Catalogue) -> None:
    answers = clauses(gap="behavior", prompting="scored", reason="quality", iterations=3)
    reply = decide(answers, NOVEMBER, facts)
    plan = proposed("sft", reply.abort_criteria, answers, NOVEMBER, DEFAULT)
    assert (plan.start, plan.checkpoints) == (
        date(2026, 12, 7),
        (date(2026, 12, 21), date(2027, 1, 4), date(2027, 1, 18)),
    )
    told = {criterion.id: criterion.by for criterion in reply.abort_criteria}
    assert {limit.id: limit.by for limit in plan.limits} == told
    assert {limit.id: limit.text for limit in plan.limits} == {
        criterion.id: criterion.text for criterion in reply.abort_criteria
    }


def test_with_one_round_the_first_checkpoint_decides(facts: Catalogue) -> None:
    stops = {criterion.id: criterion for criterion in decide(clauses(iterations=1), NOVEMBER, facts).abort_criteria}
    assert "at checkpoint 1 of 1" in stops["parity"].text


def test_a_gamed_grader_stops_reinforcement_training(facts: Catalogue) -> None:
    answers = {
        "gap": "reasoning",
        "gradeable": "code",
        "baseline_measured": True,
        "test_items": 100,
        "strongest_model": "does_not",
        "sometimes_right": True,
    }
    assert "grader-gamed" in {
        criterion.id for criterion in decide(from_mapping(answers), NOVEMBER, facts).abort_criteria
    }


def test_no_criterion_falls_before_training_could_pay(facts: Catalogue) -> None:
    for criterion in decide(clauses(), NOVEMBER, facts).abort_criteria:
        if criterion.id == "route-ends":
            assert criterion.by is not None
            assert criterion.by > NOVEMBER + timedelta(days=42)


def test_nothing_is_aborted_where_nothing_is_trained(facts: Catalogue) -> None:
    assert decide(clauses(gap="knowledge"), NOVEMBER, facts).abort_criteria == ()


def test_not_ready_says_what_would_be_right_once_ready(facts: Catalogue) -> None:
    reply = decide(clauses(gap="behavior", prompting="scored", labels="unchecked"), NOVEMBER, facts)
    assert (reply.verdict, reply.then) == ("not_ready", "sft")
    assert "then fine-tune: supervised fine-tuning" in reply.headline
    assert reply.abort_criteria


@pytest.mark.parametrize(
    ("volume", "where"), [(20_000, "below 50,000"), (70_000, "leaves open"), (500_000, "above 100,000")]
)
def test_sources_disagree_on_volume(facts: Catalogue, volume: int, where: str) -> None:
    said = {
        disagreement.topic: disagreement
        for disagreement in decide(clauses(requests_per_month=volume), NOVEMBER, facts).disagreements
    }
    assert where in said["volume"].text
    assert said["volume"].sources == ("guide",)


def test_sources_disagree_by_name(facts: Catalogue) -> None:
    said = {
        disagreement.topic
        for disagreement in decide(
            clauses(real_share=Decimal("0.5"), teacher_outputs=True), NOVEMBER, facts
        ).disagreements
    }
    assert said == {
        "volume",
        "spend",
        "upkeep",
        "examples",
        "tuned token price",
        "review",
        "distillation",
        "synthetic data",
        "price of the tuned gpt-4.1-mini",
        "cost of training",
        "statistics",
        "Mistral Small 4",
        "availability",
    }


def test_no_statistic_without_a_source_is_repeated(facts: Catalogue) -> None:
    text = decide(clauses(), NOVEMBER, facts).model_dump_json()
    for unsourced in ("65%", "70%", "73%", "85%", "300-400"):
        assert unsourced not in text


def test_the_shortlist_shows_today_the_recommended_and_the_cheapest_untuned(facts: Catalogue) -> None:
    reply = decide(clauses(smaller_model="not_tried"), NOVEMBER, facts)
    ids = [option.id for option in shortlist(reply)]
    assert ids[0] == "status_quo"
    assert {str(reply.route), "untuned:gpt-6-luna", "rag"} <= set(ids)
    assert len(ids) <= 16
    assert all(option.available for option in shortlist(reply))
    assert "sft:openai/gpt-4.1-mini" in [option.id for option in ruled_out(reply)]


def test_the_curve_crosses_where_it_pays_back(facts: Catalogue) -> None:
    reply = decide(clauses(upkeep_usd=3000), NOVEMBER, facts)
    assert reply.curve is not None
    option = reply.option(reply.curve.option)
    assert option is not None
    assert option.break_even_months is not None
    crossed = next(point.month for point in reply.curve.points if point.option_usd < point.today_usd)
    assert crossed - 1 <= option.break_even_months <= crossed


def test_what_is_done_already_costs_nothing_more(facts: Catalogue) -> None:
    def upfront(**changes: object) -> Decimal:
        option = decide(clauses(**changes), APRIL, facts).option("sft:openai/gpt-4.1-mini")
        assert option is not None
        assert option.upfront_usd is not None
        return option.upfront_usd

    done = upfront()
    assert upfront(baseline_measured=None) > done
    assert upfront(gradeable="rubric") > done
    assert upfront(examples=50) > done
    assert upfront(labels="unchecked") > upfront(examples=50)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"target": Decimal("0.5"), "gap": "behavior"}, "not above your baseline"),
        ({"baseline_measured": False}, "said that none was measured"),
        ({"iterations": 0}, "No training round is budgeted"),
        ({"monthly_spend_usd": 100}, "Which of the two is right?"),
        ({"monthly_spend_usd": 30_000}, "does it hold other work"),
        ({"hosts": ["opneai"]}, "no route at opneai"),
        (
            {
                "hosts": ["openai"],
                "hosts_only": True,
                "reason": "latency",
                "latency_now_ms": 2000,
                "latency_needed_ms": 500,
                "openai_tuning": "never",
            },
            "leaves out your own GPUs",
        ),
    ],
)
def test_answers_that_do_not_fit_each_other_are_said(facts: Catalogue, change: dict[str, object], said: str) -> None:
    assert any(said in sentence for sentence in decide(clauses(**change), NOVEMBER, facts).unknowns)


def test_what_the_figures_take_for_granted_is_said(facts: Catalogue) -> None:
    assert any(
        "Savings are counted from 2027-01-03" in sentence for sentence in decide(clauses(), NOVEMBER, facts).assumptions
    )
    assert any(
        "days before the day asked" in sentence for sentence in decide(clauses(), date(2027, 6, 1), facts).assumptions
    )
    assert any(
        "Hardly anything is known" in sentence for sentence in decide(clauses(), date(2024, 6, 1), facts).assumptions
    )


def test_what_is_to_be_scored_first_is_cheaper_and_named(facts: Catalogue) -> None:
    untried = clauses(smaller_model="not_tried")
    assert "gpt-6-luna at $150 a month" in step_of(decide(untried, NOVEMBER, facts))
    inside = clauses(smaller_model="not_tried", data_may_leave=False)
    assert step_of(decide(inside, NOVEMBER, facts)).startswith("Score smaller and newer untuned models")
    assert "untuned" not in step_of(decide(clauses(smaller_model="fails"), NOVEMBER, facts))


@pytest.mark.parametrize(
    ("months", "shown"),
    [
        (0.01, "1 day"),
        (0.5, "15 days"),
        (1, "1 month"),
        (1.6, "7 weeks"),
        (12, "12 months"),
        (9.96, "10 months"),
        (40, "40 months"),
    ],
)
def test_months_are_shown_in_the_unit_people_think_in(months: float, shown: str) -> None:
    assert show_months(months) == shown
