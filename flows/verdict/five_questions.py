"""The five questions of [book], each passed, failed or unknown. Failing one means training is probably premature."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from flows.rules.case import Case
from flows.truth import Truth, known

Status = Literal["pass", "fail", "unknown"]


@dataclass(frozen=True, slots=True)
class Mark:
    """One of the five, with a sentence that says what was found."""

    id: str
    status: Status
    text: str


def board(case: Case) -> tuple[Mark, ...]:
    """The five marks, in [book]'s order."""
    prompting = case.is_("prompting", "scored")
    gap = case.gap("behavior", "none") | (case.gap("reasoning") & case.is_("gradeable", "code", "rubric"))
    grader_only = case.gap("reasoning") & case.is_("gradeable", "code", "rubric")
    # A teacher that can answer at will is no data that is there.
    data = (
        case.said("examples") & case.enough_examples() & case.labels_usable() & ~case.invented_inputs()
    ) | grader_only
    stable = case.is_("requirements_change", "rarely") & ~case.is_("recurrence", "one_off") & _facts_stable(case)
    upkeep = case.yes("upkeep_owner")
    return (
        _mark(
            "prompting",
            prompting,
            "Prompt engineering exhausted",
            "prompting was scored on test items",
            "prompting has not been scored on test items",
        ),
        _mark(
            "gap",
            gap,
            "Behaviour, not knowledge",
            "the gap is one that training can close",
            "the gap is not one that training closes",
        ),
        _mark(
            "data",
            data,
            "Enough quality data",
            "labelled, checked and real enough",
            "too few, unchecked or invented examples",
        ),
        _mark(
            "stability",
            stable,
            "Stable requirements",
            "recurring work whose behaviour rarely changes",
            "the work is done once, or what it needs changes too fast",
        ),
        _mark("upkeep", upkeep, "Ongoing costs justified", "somebody keeps it alive", "nobody keeps it alive"),
    )


def _facts_stable(case: Case) -> Truth:
    """Changing facts matter only where facts are the gap."""
    return known(case.answers.get("gap") != "knowledge") | case.is_("facts_change", "rarely")


def _mark(id_: str, truth: Truth, title: str, passed: str, failed: str) -> Mark:
    if truth.value is None:
        return Mark(id_, "unknown", f"{title}: not known")
    return Mark(id_, "pass" if truth.value else "fail", f"{title}: {passed if truth.value else failed}")
