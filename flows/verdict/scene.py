"""A log on a day, by the facts of that day: what is asked next, whether the verdict is settled, and the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from flows.costs import Assessment, Catalogue
from flows.log.entries import Entry
from flows.log.log import Log
from flows.measure.taking import is_far
from flows.questions import BY_ID, QUESTIONS
from flows.questions.answers import Answers, show
from flows.questions.question import Choice, Question
from flows.questions.sheets import sheet_of
from flows.thresholds import DEFAULT, Thresholds
from flows.verdict.decide import decide
from flows.verdict.headlines import lead
from flows.verdict.next_message import messages_left, next_message
from flows.verdict.next_question import ahead, next_question, worth_filling_in
from flows.verdict.reply import Reply
from flows.verdict.ruling import rule_on
from flows.verdict.untried import named, to_score

# More fields than this are put off; what they leave open is asked in the thread.
_IN_A_FORM = 8


@dataclass(frozen=True)
class Scene:
    """Where a conversation stands. Everything is worked out once, when it is first wanted."""

    log: Log
    as_of: date
    catalogue: Catalogue
    thresholds: Thresholds = DEFAULT

    @property
    def answers(self) -> Answers:
        """What has been said."""
        return self.log.answers

    @cached_property
    def _ahead(self) -> tuple[str, ...]:
        return ahead(self.answers, self.as_of, self.catalogue, self.thresholds)

    @cached_property
    def _likely(self) -> tuple[str, ...]:
        return ahead(self.answers, self.as_of, self.catalogue, self.thresholds, goes_well=True) if self._ahead else ()

    @cached_property
    def _asked_now(self) -> tuple[str, ...]:
        return next_message(self._ahead, self._likely, self.log.asked_sheets)

    @property
    def deciding_question(self) -> Question | None:
        """The question to ask next whose answer can change the verdict."""
        return BY_ID[self._asked_now[0]] if self._asked_now else None

    @cached_property
    def completing_question(self) -> Question | None:
        """The next question whose answer can still change the verdict or completes the cost picture."""
        return next_question(self.answers, self.as_of, self.catalogue, self.thresholds, everything=True)

    @property
    def is_settled(self) -> bool:
        """Whether no answer can change the verdict, or so much was asked that it is told with what is open."""
        return self.deciding_question is None

    @cached_property
    def question(self) -> Question | None:
        """The question that is open; None once the verdict is settled, or all is asked where more was wanted.

        A model whose name means several is asked for again, with those to choose from.
        """
        question = self.completing_question if self.log.is_going_on else self.deciding_question
        if question is not None and question.id == "smaller_model":
            return self._with_models_to_score(question)
        if question is None or question.id != "model" or (unclear := self._assessment.unclear_model) is None:
            return question
        choices = tuple(Choice(name, name) for name in self._assessment.todays_model.choices)
        return replace(question, ask=unclear, choices=choices)

    def _with_models_to_score(self, question: Question) -> Question:
        """The question with three models that are worth an hour's test, and what each costs where that is known."""
        models = to_score(self._assessment, self._assessment.today.monthly_usd)
        return replace(question, ask=f"{question.ask} Worth a test: {named(models)}.") if models else question

    @property
    def questions_left(self) -> int:
        """About how many messages will ask something before the verdict."""
        return messages_left(self._ahead, self._likely, self.log.asked_sheets)

    @cached_property
    def lead(self) -> str:
        """Where what was said leads while questions are open, in a sentence; empty where nothing does yet."""
        if self.is_settled or self.answers.get("gap") is None:
            return ""
        ruling = rule_on(self.answers, self.as_of, self.catalogue, self.thresholds)
        return lead(ruling.verdict, self.questions_left) if ruling.rests_on_what_was_said else ""

    @cached_property
    def together(self) -> tuple[Question, ...]:
        """The questions that one message asks now: the open one first, then those of its sheet that will be asked too."""
        question = self.question
        if question is None:
            return ()
        rest = worth_filling_in(sheet_of(question.id).questions, self.answers)
        # Where everything is asked, all of the sheet is; else what can change the verdict.
        decides = question.id in self._asked_now
        wanted = self._asked_now if decides else tuple(other.id for other in rest)
        return (question, *(BY_ID[id_] for id_ in wanted if id_ != question.id))

    @cached_property
    def deciding_first(self) -> tuple[Question, ...]:
        """What a form asks before the verdict: the few questions that decide first, in the order of all."""
        first = (
            self._ahead[:_IN_A_FORM] if self.answers.asked("use_case") else ("use_case", *self._ahead[: _IN_A_FORM - 1])
        )
        return tuple(question for question in QUESTIONS if question.id in first)

    @cached_property
    def _assessment(self) -> Assessment:
        return Assessment(self.answers, self.as_of, self.catalogue, self.thresholds)

    def remark_on(self, id_: str) -> str | None:
        """What a team should know at once of an answer that it gave, in one sentence; None where there is nothing."""
        return next(iter(self.remarks_on(self.answers, [id_])), None) or self.was_measured(id_)

    def was_measured(self, id_: str) -> str | None:
        """That a file measured something else before somebody said this; None where it did not, or nearly the same."""
        given = self.log.given.get(id_)
        if given is None or given.file is not None or given.value is None:
            return None
        measured = next((before for before in reversed(given.earlier) if before.file is not None), None)
        if measured is None or measured.value is None or not is_far(given.value, measured.value):
            return None
        question = BY_ID[id_]
        was = f"{show(question, measured.value)} {question.unit}".strip()
        return f"{measured.file} measured {was}. Which of the two is right? What was said last counts."

    def remarks_on(self, answers: Answers, ids: Sequence[str]) -> tuple[str, ...]:
        """What a team should know at once of some of these answers."""
        assessment = Assessment(answers, self.as_of, self.catalogue, self.thresholds)
        remarks = [assessment.model_remark] if "model" in ids else []
        # What else a bill above list holds is asked as a question of its own.
        if "monthly_spend_usd" in ids and not assessment.bill.unsaid:
            remarks.append(assessment.bill.asked)
        return tuple(remark for remark in remarks if remark is not None)

    @property
    def named_question(self) -> Question | None:
        """The same where several decisions stand side by side and need a name: the use case is asked for first."""
        question = self.question
        return BY_ID["use_case"] if question is not None and not self.answers.asked("use_case") else question

    @cached_property
    def reply(self) -> Reply:
        """The verdict on what has been said so far."""
        reply = decide(self.answers, self.as_of, self.catalogue, self.thresholds)
        return reply.model_copy(update={"measured": self.log.measured}) if self.log.measured else reply

    def after(self, *entries: Entry) -> Scene:
        """The scene once this has been said too."""
        return replace(self, log=self.log.plus(*entries)) if entries else self
