"""Ordered rules -> a verdict with its reasons, or the questions that can still change it."""

from __future__ import annotations

from dataclasses import dataclass

from flows.questions.answers import Answers
from flows.rules import RULES
from flows.rules.case import Case
from flows.rules.rule import Rule, Verdict
from flows.truth import Truth


@dataclass(frozen=True, slots=True)
class Reason:
    """A rule that fired, with the sentence that fits how it fired."""

    rule: str
    text: str
    sources: tuple[str, ...]
    deciding: bool
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Conclusion:
    """The verdict with the rules that fired, the deciding one first."""

    verdict: Verdict
    reasons: tuple[Reason, ...]

    @property
    def deciding(self) -> Reason:
        """The reason that decided."""
        return self.reasons[0]


@dataclass(frozen=True, slots=True)
class Undecided:
    """A rule waits for answers; `asks` are the questions not asked yet, most telling first."""

    rule: str
    asks: tuple[str, ...]


def conclude(case: Case, rules: tuple[Rule, ...] = RULES) -> Conclusion | Undecided:
    """Walk the rules. Every question that was not asked may still change the verdict; "not sure" may not.

    Raises LookupError when no rule decides, which the last rules exclude.
    """
    decided = deciding(case, rules)
    if isinstance(decided, Undecided):
        return decided
    rule, truth = decided
    also = _also(case, rules[rules.index(rule) + 1 :])
    return Conclusion(rule.verdict, (reason_of(rule, truth, deciding=True), *also))


def deciding(case: Case, rules: tuple[Rule, ...] = RULES) -> tuple[Rule, Truth] | Undecided:
    """The rule that decides, without looking for further reasons. Raises LookupError as `conclude` does."""
    for rule in rules:
        truth = rule.when(case)
        if truth.value is None:
            pending = _pending(truth, case.answers)
            if pending:
                return Undecided(rule.id, pending)
        if truth.value is True or (truth.value is None and rule.if_unknown == "holds"):
            return rule, truth
    raise LookupError("no rule decides")


def _pending(truth: Truth, answers: Answers) -> tuple[str, ...]:
    return tuple(id_ for id_ in truth.asks if not answers.asked(id_))


def _also(case: Case, rules: tuple[Rule, ...]) -> list[Reason]:
    """Later rules that are true as well: further reasons, never the fallbacks."""
    return [
        reason_of(rule, truth, deciding=False)
        for rule in rules
        if not rule.fallback and (truth := rule.when(case)).value is True
    ]


def reason_of(rule: Rule, truth: Truth, *, deciding: bool) -> Reason:
    """A rule that fired as a reason."""
    text = rule.text if truth.value is True else rule.text_if_unknown
    return Reason(rule.id, text, rule.sources, deciding, rule.verdict)
