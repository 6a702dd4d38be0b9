"""Every question, declared once in one of the four modules here. The five questions and the checklist follow [book] and [guide].

To change a question, change it here: the document reader, the terminal, the forms and the prose all
read this list. An id is forever: an answer to a question that is gone is kept in its log and ignored.
"""

from __future__ import annotations

from flows.questions.checklist import CHECKLIST
from flows.questions.costs import COST_QUESTIONS
from flows.questions.framework import FRAMEWORK
from flows.questions.more import MORE_QUESTIONS
from flows.questions.question import Question

QUESTIONS: tuple[Question, ...] = (*FRAMEWORK, *CHECKLIST, *COST_QUESTIONS, *MORE_QUESTIONS)

BY_ID: dict[str, Question] = {question.id: question for question in QUESTIONS}

# One question of each of [book]'s five is always asked, in this order; the rest only where it decides.
FIVE: tuple[str, ...] = ("prompting", "gap", "examples", "requirements_change", "upkeep_owner")

READINESS: tuple[str, ...] = (
    "metric", "test_items", "test_independent", "baseline_measured", "baseline", "hypothesis", "target", "iterations",
)  # fmt: skip

# The full cost picture, in the order in which an answer is worth most.
COSTS: tuple[str, ...] = (
    "model", "requests_per_month", "input_tokens", "output_tokens", "reason", "task", "upkeep_usd", "openai_tuning",
    "data_may_leave", "cached_share", "horizon_months",
)  # fmt: skip

# What the conversation does not ask by itself: said by whoever knows it, or filled in at the end of a form.
MORE: tuple[str, ...] = tuple(question.id for question in MORE_QUESTIONS)


def named(name: str) -> Question | None:
    """The question that people mean by a name: its id, its id in words, or one of its other names."""
    wanted = " ".join(name.lower().replace("_", " ").replace("-", " ").split()).removeprefix("the ")
    for question in QUESTIONS:
        if wanted in (question.id.replace("_", " "), *(other_name.replace("-", " ") for other_name in question.names)):
            return question
    return None
