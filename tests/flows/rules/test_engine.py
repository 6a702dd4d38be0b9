"""The rules: a golden decision tree over the answers that decide, and the published cases."""

import json
from decimal import Decimal

import pytest

from flows.questions import BY_ID
from flows.questions.answers import Answers
from flows.questions.document import from_mapping
from flows.rules import RULES
from flows.rules.case import Case
from flows.rules.engine import Conclusion, Undecided, conclude, deciding
from flows.rules.rule import TRAINING
from flows.sources import SOURCES
from flows.thresholds import DEFAULT
from flows.truth import FALSE, TRUE, Truth, unknown
from flows.verdict.decide import decide
from flows.verdict.next_question import samples
from pricing.catalogue import Catalogue
from tests.helpers.support import GOLDEN, NOVEMBER, PUBLISHED, check_golden, clauses

Tree = list[tuple[str, "Tree"]]
CASES = [json.loads(line, parse_float=Decimal) for line in PUBLISHED.read_text(encoding="utf-8").splitlines()]


def case(answers: Answers, pays: Truth | None = None) -> Case:
    return Case(
        answers,
        DEFAULT,
        lambda _method: pays if pays is not None else unknown("requests_per_month"),
        lambda _method: True,
    )


def tree(answers: Answers, pays: Truth | None) -> Tree:
    """What every further answer leads to; values that lead to the same stand on one line."""
    decided = deciding(case(answers, pays))
    if not isinstance(decided, Undecided):
        return [(f"-> {decided[0].verdict} [{decided[0].id}]", [])]
    id_ = decided.asks[0]
    if id_ == "requests_per_month":
        return [("it pays back", tree(answers, TRUE)), ("it never pays back", tree(answers, FALSE))]
    groups: dict[str, tuple[list[str], Tree]] = {}
    for value in samples(BY_ID[id_], answers, DEFAULT):
        below = tree(answers.having(id_, value), pays)
        groups.setdefault(repr(below), ([], below))[0].append("not sure" if value is None else str(value))
    return [(f"{id_} = {' | '.join(names)}", below) for names, below in groups.values()]


def drawn(branches: Tree, depth: int = 0) -> list[str]:
    lines = []
    for label, below in branches:
        indent = "  " * depth
        if len(below) == 1 and not below[0][1]:
            lines.append(f"{indent}{label} {below[0][0]}")
        else:
            lines += [f"{indent}{label}", *drawn(below, depth + 1)]
    return lines


def test_the_decision_tree_is_as_reviewed(update_golden: bool) -> None:
    check_golden("decision_tree.txt", "\n".join(drawn(tree(Answers(), None))) + "\n", update_golden)


@pytest.mark.parametrize("published", CASES, ids=[published["id"] for published in CASES])
def test_no_published_case_is_clearly_wrong_and_all_are_acceptable(published, facts: Catalogue) -> None:
    reply = decide(from_mapping(published["answers"]), NOVEMBER, facts)
    # Where something is missing, what the team is told that training would be is the direction.
    direction = reply.then if reply.verdict == "not_ready" and reply.then else reply.verdict
    assert reply.verdict not in published["wrong"]
    assert reply.verdict == published["right"] or direction not in published["wrong"]
    assert {reply.verdict, direction} & {published["right"], *published["acceptable"]}


def test_at_least_21_of_24_cases_are_strictly_right(facts: Catalogue) -> None:
    """The verdict, or what would be right once ready."""
    replies = [decide(from_mapping(published["answers"]), NOVEMBER, facts) for published in CASES]
    right = [published["right"] in (reply.verdict, reply.then) for published, reply in zip(CASES, replies, strict=True)]
    assert (sum(right), len(right)) >= (21, 24)


def test_at_most_3_cases_are_clearly_wrong_with_what_the_sources_state_alone(facts: Catalogue) -> None:
    wrong = []
    for published in CASES:
        seen = {key: value for key, value in published["answers"].items() if key in published["seen"]}
        if decide(from_mapping(seen), NOVEMBER, facts).verdict in published["wrong"]:
            wrong.append(published["id"])
    assert len(wrong) <= 3


def test_saying_nothing_never_leads_to_training() -> None:
    conclusion = conclude(case(Answers({}, frozenset(BY_ID))))
    assert isinstance(conclusion, Conclusion)
    assert conclusion.verdict == "prompt_engineering"


def test_every_rule_has_its_own_id_known_sources_and_a_sentence() -> None:
    assert len({rule.id for rule in RULES}) == len(RULES)
    for rule in RULES:
        assert rule.text.endswith(".")
        assert rule.sources
        assert set(rule.sources) <= set(SOURCES)
        assert (rule.if_unknown == "holds") == bool(rule.text_if_unknown), rule.id


def test_every_rule_decides_for_somebody() -> None:
    """Each stands somewhere in the tree, but for those that add a reason, need a closed route, money that nobody knows, or an answer nobody asks for there."""
    golden = (GOLDEN / "decision_tree.txt").read_text()
    unseen = {rule.id for rule in RULES if f"[{rule.id}]" not in golden}
    assert unseen == {
        "knowledge-fix-retrieval",
        "knowledge-in-a-cached-prompt",
        "may-not-stay",
        "grader-no-route",
        "money-unknown",
        "no-hosted-route",
        "not-worth-it",
        "only-own-gpus-pay",
        "strongest-model-fixes",
        "successor-not-scored",
    }


@pytest.mark.parametrize(
    "unknown",
    [
        {"model": None},
        {"model": "haiku"},
        {"model": "whatever-9000"},
        {"model": "our own llama 70b"},
        {"model": "our fine-tuned 4o mini"},
        {"requests_per_month": None},
        {"output_tokens": None},
    ],
)
def test_money_that_nobody_knows_never_argues_for_training(facts: Catalogue, unknown: dict[str, None]) -> None:
    reply = decide(clauses(**unknown), NOVEMBER, facts)
    assert (reply.verdict, reply.reasons[0].rule) == ("not_ready", "money-unknown")
    assert reply.then in TRAINING
    bill = decide(clauses(**unknown, monthly_spend_usd=Decimal(9000)), NOVEMBER, facts)
    assert bill.reasons[0].rule != "money-unknown" or unknown == {"requests_per_month": None}


def test_where_quality_is_the_reason_money_may_be_unknown(facts: Catalogue) -> None:
    quality = clauses(gap="behavior", reason="quality", prompting="scored", model=None)
    assert decide(quality, NOVEMBER, facts).verdict == "sft"


def test_without_a_hosted_route_training_means_your_own_gpus() -> None:
    answers = clauses(gap="behavior", prompting="scored", reason="quality")
    settled = Answers(answers.values, frozenset(BY_ID) - set(answers.values))
    conclusion = conclude(Case(settled, DEFAULT, lambda _method: TRUE, lambda _method: False))
    assert isinstance(conclusion, Conclusion)
    assert (conclusion.verdict, conclusion.deciding.rule) == ("lora", "no-hosted-route")


def test_a_failed_retriever_is_to_be_repaired(facts: Catalogue) -> None:
    reply = decide(from_mapping({"gap": "knowledge", "retrieval": "scored"}), NOVEMBER, facts)
    assert reply.verdict == "rag"
    assert [reason.rule for reason in reply.reasons] == ["knowledge", "knowledge-fix-retrieval"]
    assert [reason.deciding for reason in reply.reasons] == [True, False]


def test_an_unknown_rule_names_the_question_to_ask() -> None:
    undecided = conclude(case(Answers({"gap": "behavior", "recurrence": "recurring"})))
    assert isinstance(undecided, Undecided)
    assert undecided.asks == ("smaller_model",)


def test_without_rules_nothing_is_decided() -> None:
    with pytest.raises(LookupError):
        conclude(case(Answers()), ())


@pytest.mark.parametrize(
    "unsure", ["prompting", "labels", "real_share", "requirements_change", "test_items", "examples", "gap"]
)
def test_not_sure_never_argues_for_training(facts: Catalogue, unsure: str) -> None:
    """Each of these left out, with nothing else that could stand in for it, keeps a team from training."""
    answers = {
        "gap": "behavior",
        "prompting": "scored",
        "examples": 1500,
        "labels": "checked",
        "real_share": Decimal("0.7"),
        "test_items": 100,
        "requirements_change": "rarely",
    }
    assert decide(from_mapping(answers), NOVEMBER, facts).verdict in TRAINING
    assert (
        decide(from_mapping({key: value for key, value in answers.items() if key != unsure}), NOVEMBER, facts).verdict
        not in TRAINING
    )
