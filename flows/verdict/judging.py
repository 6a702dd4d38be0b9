"""What the rules say of settled answers: the reason that decides, and where the road ends once all is ready."""

from __future__ import annotations

from dataclasses import replace

from flows.costs import Assessment
from flows.questions import BY_ID
from flows.questions.answers import Answers
from flows.rules import RULES
from flows.rules.case import Case
from flows.rules.engine import Reason, Undecided, deciding, reason_of
from flows.rules.rule import TRAINING, Rule, Verdict


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


def road_end(answers: Answers, assessment: Assessment) -> Verdict:
    """Where settled answers lead once all that is missing is there. `assessment` is of answers that differ from them."""
    reason, then = judged_anew(answers, assessment)
    return reason.verdict if then is None else then.verdict


def judged_anew(answers: Answers, assessment: Assessment) -> tuple[Reason, Reason | None]:
    """What is judged of other answers on the same day; figures that they share are not worked out again."""
    money = assessment.of(answers)
    return judged(replace(Case.of(money), answers=answers), money)


def _reason(case: Case, rules: tuple[Rule, ...]) -> Reason:
    decided = deciding(case, rules)
    if isinstance(decided, Undecided):
        raise LookupError(f"settled answers left {decided.rule} open")
    return reason_of(*decided, deciding=True)


# What decides once nothing is missing.
ONCE_READY = tuple(rule for rule in RULES if rule.verdict != "not_ready")


def _once_ready(answers: Answers, assessment: Assessment) -> Reason:
    ready = once_ready(answers, assessment)
    money = Assessment(ready, assessment.as_of, assessment.catalogue, assessment.thresholds)
    return _reason(Case.of(money), ONCE_READY)


def once_ready(answers: Answers, assessment: Assessment) -> Answers:
    """The answers once all that is missing is there, and what nobody knows has turned out in favour of training."""
    ready = answers.having("baseline_measured", True)
    if answers.get("gap") is None:
        ready = ready.having("gap", likeliest_gap(answers))
    if answers.get("prompting") != "none":
        ready = ready.having("prompting", "scored")
    if answers.get("strongest_model") is None and answers.asked("strongest_model"):
        ready = ready.having("strongest_model", "does_not")
    examples = max(assessment.floor, int(answers.number("examples") or 0))
    return ready.having("examples", examples).having("test_items", assessment.thresholds.test_items_good)


def likeliest_gap(answers: Answers) -> str:
    """Of the gaps that training can close the one that the other answers speak of, where nobody has said which it is."""
    if answers.get("gradeable") in ("code", "rubric"):
        return "reasoning"
    return "behavior" if answers.get("reason") in (None, "quality") else "none"
