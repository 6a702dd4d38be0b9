"""The fork: for the few unanswered questions that matter most, where each answer leads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from flows.costs import Assessment
from flows.questions import BY_ID
from flows.questions.answers import Answers, stored
from flows.questions.question import Value
from flows.rules.rule import Verdict
from flows.verdict.judging import road_end
from flows.verdict.next_question import samples

MOST_FORKS = 3
# Requests a month between which the turn is looked for, each tenfold apart at most.
_VOLUMES = tuple(step * 10**power for power in range(1, 9) for step in (1, 2, 5))


@dataclass(frozen=True, slots=True)
class Fork:
    """An unanswered question: each answer, as it is stored or in words, and the verdict at the end of its road."""

    question: str
    outcomes: dict[str, Verdict]


def forks(answers: Answers, assessment: Assessment, untold: tuple[str, ...]) -> tuple[Fork, ...]:
    """For the first few untold questions (ids) whose answers lead apart; everything else counts as it turns out well."""

    def leads_to(id_: str, value: Value) -> Verdict:
        return road_end(answers.having(id_, value), assessment)

    found = []
    for id_ in untold:
        outcomes = _outcomes(id_, answers, assessment, lambda value, id_=id_: leads_to(id_, value))  # type: ignore[misc]
        if len(set(outcomes.values())) > 1:
            found.append(Fork(id_, outcomes))
        if len(found) == MOST_FORKS:
            break
    return tuple(found)


def _outcomes(
    id_: str, answers: Answers, assessment: Assessment, leads_to: Callable[[Value], Verdict]
) -> dict[str, Verdict]:
    if id_ == "requests_per_month":
        return _by_volume(leads_to) if assessment.missing() in ((), (id_,)) else {}
    question = BY_ID[id_]
    if question.kind not in ("choice", "flag"):
        return {}
    values = [value for value in samples(question, answers, assessment.thresholds) if value is not None]
    return {_key(value): leads_to(value) for value in values}


def _key(value: Value) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(stored(value))


def _by_volume(leads_to: Callable[[Value], Verdict]) -> dict[str, Verdict]:
    """Where the verdict turns between few requests and many, to the next round number."""
    few, many = leads_to(_VOLUMES[0]), leads_to(_VOLUMES[-1])
    if few == many:
        return {}
    low, high = 0, len(_VOLUMES) - 1
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if leads_to(_VOLUMES[middle]) == few else (low, middle)
    return {f"{_VOLUMES[low]:,} or fewer": few, f"{_VOLUMES[high]:,} or more": leads_to(_VOLUMES[high])}
