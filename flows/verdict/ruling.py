"""The verdict by itself: which rule decides, what would be right once ready, the option that does it, and what comes first."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from flows.costs import Assessment, Catalogue, Option
from flows.questions.answers import Answers
from flows.rules import RULES
from flows.rules.case import Case
from flows.rules.engine import Reason, Undecided, conclude
from flows.rules.rule import TRAINING, Rule, Verdict
from flows.thresholds import Thresholds
from flows.verdict.before import Step, before_training
from flows.verdict.fork import Fork, forks
from flows.verdict.headlines import headline
from flows.verdict.judging import judged, settled
from flows.verdict.missing import Missing, missing
from flows.verdict.next_step import NextStep, next_step


@dataclass(frozen=True)
class Ruling:
    """A verdict on a day, with the case and the figures it rests on. What follows from them is worked out when asked for.

    then          what would be right once ready, where the verdict is `not_ready`
    method        the training that `verdict` or `then` names
    recommended   the option that does what the verdict says
    route         the option by which `method` would be done
    """

    assessment: Assessment
    case: Case
    reason: Reason
    then: Reason | None
    method: Verdict | None
    recommended: Option | None
    route: Option | None

    @property
    def verdict(self) -> Verdict:
        """The verdict."""
        return self.reason.verdict

    @property
    def then_verdict(self) -> Verdict | None:
        """What would be right once ready."""
        return self.then.verdict if self.then is not None else None

    @property
    def reasons(self) -> tuple[Reason, ...]:
        """Every rule that fired, the deciding one first."""
        fired = conclude(self.case)
        assert not isinstance(fired, Undecided), "settled answers leave nothing to ask"
        others = (reason for reason in fired.reasons if reason.rule != self.reason.rule)
        return (self.reason, *(replace(reason, deciding=False) for reason in others))

    @property
    def _deciding(self) -> Rule:
        return next(rule for rule in RULES if rule.id == self.reason.rule)

    @property
    def rests_on_what_was_said(self) -> bool:
        """Whether the rule that decides is true by the answers, and not because nobody knows."""
        return self._deciding.when(self.case).value is True

    @cached_property
    def missing(self) -> Missing:
        """What is lacking and what nobody told, where that is what stands in the way; else what the deciding rule would ask."""
        if self.verdict == "not_ready":
            return missing(self.case)
        if self.case.answers.get("gap") is None and self.reason.rule.startswith("gap-unknown"):
            return Missing((), ("gap",))
        truth = self._deciding.when(self.case)
        return Missing((), truth.asks if truth.value is None else ())

    @cached_property
    def forks(self) -> tuple[Fork, ...]:
        """Where the answers lead that nobody has given and that matter most."""
        return forks(self.case.answers, self.assessment, self.missing.not_told)

    @cached_property
    def before(self) -> tuple[Step, ...]:
        """What is still to be done before the first dollar of training; nothing where there is none to come."""
        return before_training(self.assessment, self.method, self.route) if self.method is not None else ()

    @cached_property
    def next_step(self) -> NextStep:
        """What to do first, and by when."""
        return next_step(self.assessment, self.reason, self.recommended, self.before, self.missing)

    @property
    def headline(self) -> str:
        """The verdict in a sentence or two."""
        return headline(
            self.assessment,
            self.reason,
            self.then_verdict,
            self.recommended if self.method is None else self.route,
            self.before,
            self.missing,
        )


def rule_on(answers: Answers, as_of: date, catalogue: Catalogue, thresholds: Thresholds) -> Ruling:
    """What the rules say of the answers on a day, and no more than that costs."""
    assessment = Assessment(settled(answers), as_of, catalogue, thresholds)
    case = Case.of(assessment)
    reason, then = judged(case, assessment)
    named = then.verdict if then is not None else reason.verdict
    method = named if named in TRAINING else None
    return Ruling(
        assessment,
        case,
        reason,
        then,
        method,
        _recommended(reason.verdict, assessment),
        assessment.recommended(method) if method else None,
    )


def _recommended(verdict: Verdict, assessment: Assessment) -> Option | None:
    """The option that does what the verdict says."""
    if verdict in TRAINING:
        return assessment.recommended(verdict)
    if verdict == "rag":
        return assessment.retrieval if assessment.today.offer.available else _stay(assessment)
    if verdict == "bigger_model":
        images = assessment.answers.get("gap") == "modality"
        sizes = ("mid", "large", "frontier") if images else ("frontier",)
        return _untuned(assessment, sizes, images=images)
    if verdict == "prompt_engineering" and assessment.passing is not None:
        return assessment.passing
    if verdict == "prompt_engineering" and assessment.answers.get("smaller_model") == "passes":
        return _untuned(assessment, ("mid",)) or _stay(assessment)
    return _stay(assessment)


def _stay(assessment: Assessment) -> Option | None:
    """Staying put where that can be done; else what follows, or the same kind of model on the team's own GPUs."""
    follows = assessment.successor
    if assessment.today.offer.available and follows is None:
        return assessment.today
    if follows is not None and follows.offer.available and assessment.scored.get(follows.offer.model) != "fails":
        return follows
    return _untuned(assessment, ("mid", "large")) or _untuned(assessment, ("small",))


def _untuned(assessment: Assessment, sizes: tuple[str, ...], *, images: bool = False) -> Option | None:
    """The cheapest untuned model of these sizes that will still be there at the end of the horizon."""
    fitting = [
        option
        for option in assessment.untuned
        if option.offer.available
        and option.offer.size in sizes
        and (option.offer.images == "yes" or not images)
        and assessment.outlives_horizon(option)
        and not assessment.is_dated(option)
    ]
    return fitting[0] if fitting else None
