"""The verdict by itself: which rule decides, what would be right once ready, and the option that does it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from flows.costs import Assessment, Catalogue, Option
from flows.questions import BY_ID
from flows.questions.answers import Answers
from flows.rules import RULES
from flows.rules.case import Case
from flows.rules.engine import Reason, Undecided, conclude, deciding, reason_of
from flows.rules.rule import TRAINING, Rule, Verdict
from flows.thresholds import Thresholds
from flows.verdict.headlines import headline


@dataclass(frozen=True, slots=True)
class Ruling:
    """A verdict on a day, with the case and the figures it rests on.

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
    def headline(self) -> str:
        """The verdict in a sentence or two."""
        return headline(self.verdict, self.then_verdict, self.recommended, self.assessment)


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


def settled(answers: Answers) -> Answers:
    """The answers with everything that was not asked as "not sure": what a document without a key means."""
    return Answers(answers.values, frozenset(BY_ID) - frozenset(answers.values))


def judged(case: Case, assessment: Assessment) -> tuple[Reason, Reason | None]:
    """The reason that decides, and what would be right once ready.

    Something that is missing says "not yet" only where the road leads to training; where it does not, its end is the verdict.
    """
    reason = _reason(case, RULES)
    if reason.verdict != "not_ready":
        return reason, None
    end = _once_ready(case.answers, assessment)
    return (reason, end) if end.verdict in TRAINING else (end, None)


def _reason(case: Case, rules: tuple[Rule, ...]) -> Reason:
    decided = deciding(case, rules)
    if isinstance(decided, Undecided):
        raise LookupError(f"settled answers left {decided.rule} open")
    return reason_of(*decided, deciding=True)


_DECIDES_BY_ITSELF = tuple(rule for rule in RULES if rule.verdict != "not_ready")


def _once_ready(answers: Answers, assessment: Assessment) -> Reason:
    """Where the road ends once all that is missing is there, and what is not known has turned out in favour of training."""
    ready = answers.having("baseline_measured", True)
    if answers.get("gap") is None:
        ready = ready.having("gap", _likeliest_gap(answers))
    if answers.get("prompting") != "none":
        ready = ready.having("prompting", "scored")
    if answers.get("strongest_model") is None:
        ready = ready.having("strongest_model", "does_not")
    examples = max(assessment.floor, int(answers.number("examples") or 0))
    ready = ready.having("examples", examples).having("test_items", assessment.thresholds.test_items_good)
    money = Assessment(ready, assessment.as_of, assessment.catalogue, assessment.thresholds)
    return _reason(Case.of(money), _DECIDES_BY_ITSELF)


def _likeliest_gap(answers: Answers) -> str:
    """Of the gaps that training can close the one that the other answers speak of, where nobody has said which it is."""
    if answers.get("gradeable") in ("code", "rubric"):
        return "reasoning"
    return "behavior" if answers.get("reason") in (None, "quality") else "none"


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
