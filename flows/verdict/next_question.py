"""What to ask next, and whether any answer can still change the verdict."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

from flows.costs import Assessment, Catalogue
from flows.questions import BY_ID, COSTS, FIVE, QUESTIONS, READINESS
from flows.questions.answers import Answers
from flows.questions.framework import FRAMEWORK
from flows.questions.question import Question, Value
from flows.rules.case import Case
from flows.rules.engine import Undecided, deciding
from flows.rules.rule import TRAINING, Verdict
from flows.thresholds import Thresholds, examples_floor
from flows.truth import FALSE, TRUE, Truth

# Enough explored answers to know: more than one verdict shows up within a few hundred.
_MOST_STEPS = 4000
_MONEY_RULES = ("never-pays", "only-own-gpus-pay")


def next_question(
    answers: Answers, as_of: date, catalogue: Catalogue, thresholds: Thresholds, *, everything: bool = False
) -> Question | None:
    """The question to ask now; None when the verdict can no longer change, or with `everything` when all is asked.

    While the verdict is open the five questions of [book] come first, then what the rules wait for.
    """
    assessment = Assessment(answers, as_of, catalogue, thresholds)
    verdicts = possible_verdicts(answers, assessment)
    if len(verdicts) > 1:
        decided = deciding(Case(answers, thresholds, assessment.pays_back, assessment.hosted_open))
        waits = decided.asks if isinstance(decided, Undecided) else ()
        pending = [id_ for id_ in (*FIVE, *waits) if not assessment.settled(id_)]
        return BY_ID[pending[0]] if pending else None
    if not everything:
        return None
    trains = bool(set(verdicts) & {*TRAINING, "not_ready"})
    order = ("use_case", *FIVE, *(READINESS if trains else ()), *COSTS)
    return next((BY_ID[id_] for id_ in order if not assessment.settled(id_) and _worth_asking(id_, answers)), None)


def still_open(answers: Answers, open_question: Question | None) -> tuple[Question, ...]:
    """Everything that was not answered yet and is worth asking, for a form; `open_question` is the one that was asked."""
    wanted = {"use_case", *FIVE, *READINESS, *COSTS, *(question.id for question in FRAMEWORK)} | (
        {open_question.id} if open_question else set()
    )
    return tuple(
        question
        for question in QUESTIONS
        if question.id in wanted and not answers.asked(question.id) and _worth_asking(question.id, answers)
    )


def _worth_asking(id_: str, answers: Answers) -> bool:
    """Not what another answer has made idle."""
    if id_ in ("baseline", "target") and answers.get("baseline_measured") is False:
        return False
    return not (id_ == "test_independent" and answers.number("test_items") == 0)


def possible_verdicts(answers: Answers, assessment: Assessment, *, enough: int = 2) -> set[Verdict]:
    """The verdicts that answers not given yet can still lead to; stops at `enough` of them.

    Money that is not known yet may turn out either way.
    """
    verdicts: set[Verdict] = set()
    steps = [0]

    def explore(so_far: Answers, pays: Callable[[str], Truth]) -> None:
        steps[0] += 1
        if len(verdicts) >= enough or steps[0] > _MOST_STEPS:
            return
        decided = deciding(Case(so_far, assessment.thresholds, pays, assessment.hosted_open))
        if not isinstance(decided, Undecided):
            verdicts.add(decided[0].verdict)
            return
        if decided.rule in _MONEY_RULES and decided.asks[0] != "reason":
            for outcome in (TRUE, FALSE):
                explore(so_far, _always(outcome))
            return
        question = BY_ID[decided.asks[0]]
        for value in samples(question, so_far, assessment.thresholds):
            explore(so_far.having(question.id, value), pays)

    explore(answers, assessment.pays_back)
    return verdicts


def _always(truth: Truth) -> Callable[[str], Truth]:
    return lambda _method: truth


def samples(question: Question, answers: Answers, thresholds: Thresholds) -> tuple[Value | None, ...]:
    """One value on each side of every line that a rule draws, and "not sure"."""
    match question.kind:
        case "choice" if question.id == "task":
            return ("classification", "generation", "other", None)
        case "choice":
            return (*(choice.value for choice in question.choices), None)
        case "flag":
            return (True, False, None)
        case "share":
            return (Decimal(0), thresholds.invented_below, thresholds.real_share, Decimal(1), None)
        case "count" if question.id == "examples":
            floor = examples_floor(answers.text("task"), thresholds, answers.text("use_case"))
            return (0, floor, floor + thresholds.test_items_good, None)
        case "count":
            return (0, thresholds.test_items, None)
        case _:
            return (None,)
