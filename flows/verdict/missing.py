"""What is lacking, and what nobody told: two different things, each listed in full."""

from __future__ import annotations

from dataclasses import dataclass, replace

from flows.rules import RULES
from flows.rules.case import Case
from flows.verdict.judging import likeliest_gap


@dataclass(frozen=True, slots=True)
class Missing:
    """Ids of questions that stand between a team and training.

    lacking    known to be missing or not good enough
    not_told   nobody has said
    """

    lacking: tuple[str, ...] = ()
    not_told: tuple[str, ...] = ()


def missing(case: Case) -> Missing:
    """What every rule that says "not ready" finds, the first in order first. `case` is settled: nothing is to be asked still."""
    answers = case.answers
    not_told = []
    if answers.get("gap") is None:
        not_told.append("gap")
        case = replace(case, answers=answers.having("gap", likeliest_gap(answers)))
    at_fault: list[str] = []
    for rule in RULES:
        if rule.verdict != "not_ready":
            continue
        truth = rule.when(case)
        if truth.value is True:
            at_fault += rule.lacks
        elif truth.value is None and rule.if_unknown == "holds":
            not_told += truth.asks
    lacking = [id_ for id_ in at_fault if answers.get(id_) is not None]
    not_told += [id_ for id_ in at_fault if answers.get(id_) is None]
    return Missing(tuple(dict.fromkeys(lacking)), tuple(dict.fromkeys(not_told)))
