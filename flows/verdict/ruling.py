"""The verdict by itself: which rule decides, what would be right once ready, and the option that does it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from flows.costs import Assessment, Catalogue, Option
from flows.questions import BY_ID
from flows.questions.answers import Answers
from flows.rules.case import Case
from flows.rules.engine import Reason, Undecided, deciding, reason_of
from flows.rules.rule import TRAINING, Verdict
from flows.thresholds import Thresholds
from flows.truth import FALSE, TRUE, Truth
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
    def headline(self) -> str:
        """The verdict in a sentence or two."""
        return headline(self.verdict, self.then_verdict, self.recommended, self.assessment)


def rule_on(answers: Answers, as_of: date, catalogue: Catalogue, thresholds: Thresholds) -> Ruling:
    """What the rules say of the answers on a day, and no more than that costs."""
    assessment = Assessment(settled(answers), as_of, catalogue, thresholds)
    case = Case.of(assessment)
    reason = _reason(case)
    then = _then(assessment.answers, assessment, thresholds) if reason.verdict == "not_ready" else None
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


def _reason(case: Case) -> Reason:
    decided = deciding(case)
    if isinstance(decided, Undecided):
        raise LookupError(f"settled answers left {decided.rule} open")
    return reason_of(*decided, deciding=True)


def _then(answers: Answers, assessment: Assessment, thresholds: Thresholds) -> Reason | None:
    """What would be right once ready: the same answers with the missing preparation done."""
    ready = answers
    for id_, value in (
        ("test_items", thresholds.test_items_good),
        ("test_independent", True),
        ("baseline_measured", True),
        ("labels", "checked"),
        ("examples", max(assessment.floor, int(answers.number("examples") or 0))),
        ("real_share", max(thresholds.real_share, answers.number("real_share") or Decimal(0))),
    ):
        ready = ready.having(id_, value)
    if answers.get("requirements_change") is None:
        ready = ready.having("requirements_change", "rarely")
    if answers.get("reason") == "latency" and answers.get("smaller_model") is None:
        ready = ready.having("smaller_model", "fails")
    once_ready = Assessment(ready, assessment.as_of, assessment.catalogue, thresholds)

    def pays_once_known(method: str) -> Truth:
        """What today costs is among what has to be found out first."""
        pays = once_ready.pays_back(method)
        return TRUE if pays.value is None else pays

    reason = _reason(replace(Case.of(once_ready), pays_back=pays_once_known, successor_unscored=FALSE))
    return None if reason.verdict == "not_ready" else reason


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
