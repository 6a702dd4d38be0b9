"""What to ask next, and whether any answer can still change the verdict."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import lru_cache, partial

from flows.costs import IN_NO_FIGURE, Assessment, Catalogue
from flows.questions import BY_ID, COSTS, FIVE, QUESTIONS, READINESS
from flows.questions.answers import Answers
from flows.questions.framework import FRAMEWORK
from flows.questions.question import Question, Value
from flows.rules import RULES
from flows.rules.case import Case
from flows.rules.engine import Undecided, deciding
from flows.rules.rule import TRAINING, Rule, Verdict
from flows.thresholds import Thresholds, examples_floor
from flows.truth import FALSE, TRUE, Truth
from flows.verdict.judging import ONCE_READY, once_ready

# Enough explored answers to know: more than one verdict shows up within a few hundred.
_MOST_STEPS = 4000
# Rules that wait for figures, and what of the case they ask: how it turns out is tried both ways.
_FIGURES = {
    "never-pays": "pays_back",
    "only-own-gpus-pay": "pays_back",
    "not-worth-it": "is_worth_it",
    "successor-not-scored": "successor_unscored",
}
# From this chance on the odds that a try takes are no small thing, so that the team's own are asked for. [own]
_LONG_ODDS = Decimal("0.2")


def next_question(
    answers: Answers, as_of: date, catalogue: Catalogue, thresholds: Thresholds, *, everything: bool = False
) -> Question | None:
    """The question to ask now; None when no answer can change the verdict, or with `everything` when all is asked.

    While the verdict is open the five questions of [book] come first, then what the rules wait for, then where training may run.
    """
    assessment = Assessment(answers, as_of, catalogue, thresholds)
    return _next(Case.of(assessment), assessment, everything=everything)


def _next(case: Case, assessment: Assessment, *, everything: bool = False) -> Question | None:
    """The question to ask in a case. `assessment` has its figures, and may be of other answers that change none of them."""
    answers = case.answers
    verdicts = _possible(case, assessment)
    settled = partial(assessment.settled, answers=answers)

    if len(verdicts) > 1:
        decided = deciding(case)
        if not isinstance(decided, Undecided):
            decided = deciding(_ready(case, assessment), ONCE_READY)
        waits = decided.asks if isinstance(decided, Undecided) else ()
        pending = [id_ for id_ in (*FIVE, *waits) if not settled(id_)]
        return BY_ID[pending[0]] if pending else None
    # A route is named only to who said where it may run.
    if verdicts & {*TRAINING} and assessment.team.data_may_leave is not False and not settled("hosts"):
        return BY_ID["hosts"]
    if not everything:
        return None
    trains = bool(verdicts & {*TRAINING, "not_ready"})
    order = ("use_case", *FIVE, *(READINESS if trains else ()), *COSTS, *counts_here(assessment, verdicts))
    return next((BY_ID[id_] for id_ in order if not settled(id_) and _worth_asking(id_, answers)), None)


# Answers of a team that training helps: what else such a team would be asked can be asked in the same breath. [own]
GOES_WELL: Mapping[str, Value] = {
    "prompting": "scored", "gap": "behavior", "strongest_model": "does_not", "smaller_model": "fails", "examples": 5000,
    "labels": "checked", "real_share": Decimal(1), "requirements_change": "rarely", "facts_change": "rarely",
    "recurrence": "recurring", "upkeep_owner": True, "test_items": 300, "test_independent": True, "baseline_measured": True,
    "baseline": Decimal("0.7"), "target": Decimal("0.9"), "reason": "quality", "model": "gpt-5.4", "gradeable": "code",
    "requests_per_month": Decimal(10**7), "input_tokens": Decimal(500), "output_tokens": Decimal(200), "sometimes_right": True,
    "data_may_leave": True, "latency_needed_ms": Decimal(500), "latency_now_ms": Decimal(2000),
}  # fmt: skip


# A thread is drawn several times between two answers.
@lru_cache(maxsize=512)
def ahead(
    answers: Answers, as_of: date, catalogue: Catalogue, thresholds: Thresholds, *, goes_well: bool = False
) -> tuple[str, ...]:
    """The ids of the questions that can still change the verdict, in their order, for who is sure of nothing.

    goes_well   of a team that would answer as `GOES_WELL` instead
    """
    supposing = GOES_WELL if goes_well else {}
    ids: list[str] = []
    assessment = Assessment(answers, as_of, catalogue, thresholds)
    case = Case.of(assessment)
    while (question := _next(case, assessment)) is not None and question.id not in ids:
        ids.append(question.id)
        answers = answers.having(question.id, supposing.get(question.id))
        # Who is asked for a figure, even in vain, is not asked for it again: what waited for it is worked out anew.
        if question.id not in IN_NO_FIGURE:
            assessment = Assessment(answers, as_of, catalogue, thresholds)
        case = replace(Case.of(assessment), answers=answers)
    return tuple(ids)


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


def counts_here(assessment: Assessment, verdicts: set[Verdict]) -> tuple[str, ...]:
    """The questions of `MORE` whose answers count in this case: each has its reason, elsewhere nobody is asked."""
    answers, reason = assessment.answers, assessment.answers.get("reason")
    methods = verdicts & {*TRAINING}
    routes = [route for method in sorted(methods) if (route := assessment.recommended(method)) is not None]
    odds = [needed for route in routes if (needed := assessment.odds_needed(route)) is not None]
    reasons = {
        "bill_covers": assessment.bill.unsaid,
        "model_host": assessment.host_decides,
        "scored_models": answers.get("smaller_model") == "passes",
        "error_cost_usd": reason == "quality" and any(map(assessment.usd_per_right_answer, routes)),
        "success_odds": any(needed >= _LONG_ODDS for needed in odds),
        "latency_needed_ms": reason == "latency",
        "latency_now_ms": reason == "latency",
        "region": assessment.region_decides(routes),
        "own_gpus": assessment.team.data_may_leave is False or "self_hosted" in (assessment.places or ()),
        "hosts_only": bool(methods) and bool(assessment.places),
        "batch": reason == "cost" and assessment.batch_decides,
    }
    return tuple(id_ for id_, counts in reasons.items() if counts)


def worth_filling_in(ids: Iterable[str], answers: Answers) -> tuple[Question, ...]:
    """Of some questions those that were not answered and that no other answer has made idle."""
    return tuple(BY_ID[id_] for id_ in ids if not answers.asked(id_) and _worth_asking(id_, answers))


def _worth_asking(id_: str, answers: Answers) -> bool:
    """Not what another answer has made idle."""
    if id_ in ("baseline", "target") and answers.get("baseline_measured") is False:
        return False
    return not (id_ == "test_independent" and answers.number("test_items") == 0)


def possible_verdicts(assessment: Assessment, *, enough: int = 2) -> set[Verdict]:
    """The verdicts that answers not given yet can still lead to; stops at `enough` of them.

    Figures that are not known yet may turn out either way.
    """
    return _possible(Case.of(assessment), assessment, enough=enough)


def _possible(case: Case, assessment: Assessment, *, enough: int = 2) -> set[Verdict]:
    verdicts: set[Verdict] = set()
    steps = [0]

    def explore(case: Case, rules: tuple[Rule, ...] = RULES) -> None:
        steps[0] += 1
        if len(verdicts) >= enough or steps[0] > _MOST_STEPS:
            return
        decided = deciding(case, rules)
        if not isinstance(decided, Undecided):
            verdict = decided[0].verdict
            if verdict == "not_ready":
                # It says "not yet" only where the road leads to training.
                explore(_ready(case, assessment), ONCE_READY)
            else:
                verdicts.add("not_ready" if rules is ONCE_READY and verdict in TRAINING else verdict)
            return
        if decided.rule in _FIGURES and decided.asks[0] != "reason":
            for outcome in (TRUE, FALSE):
                explore(_turned_out(case, decided.rule, outcome), rules)
            return
        question = BY_ID[decided.asks[0]]
        for value in samples(question, case.answers, assessment.thresholds):
            explore(replace(case, answers=case.answers.having(question.id, value)), rules)

    explore(case)
    return verdicts


def _ready(case: Case, assessment: Assessment) -> Case:
    """The case once all is there that is missing; its money is that of the answers so far."""
    return replace(case, answers=once_ready(case.answers, assessment))


def _turned_out(case: Case, rule: str, outcome: Truth) -> Case:
    """The case once the figures that a rule waits for are known."""
    match _FIGURES[rule]:
        case "pays_back":
            return replace(case, pays_back=lambda _method: outcome)
        case "is_worth_it":
            return replace(case, is_worth_it=lambda _method: outcome)
        case _:
            return replace(case, successor_unscored=outcome)


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
        case "number" if question.id.startswith("latency"):
            return (Decimal(100), Decimal(1000), None)
        case _:
            return (None,)
