"""A log on a day, by the facts of that day: what is asked next, whether the verdict is settled, and the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from flows.costs import Assessment, Catalogue
from flows.log.entries import Entry
from flows.log.log import Log
from flows.questions import BY_ID
from flows.questions.answers import Answers
from flows.questions.question import Choice, Question
from flows.thresholds import DEFAULT, Thresholds
from flows.verdict.decide import decide
from flows.verdict.next_question import next_question, questions_left
from flows.verdict.reply import Reply
from flows.verdict.untried import named, to_score


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
    def deciding_question(self) -> Question | None:
        """The next question whose answer can change the verdict."""
        return next_question(self.answers, self.as_of, self.catalogue, self.thresholds)

    @cached_property
    def completing_question(self) -> Question | None:
        """The next question whose answer can still change the verdict or completes the cost picture."""
        return next_question(self.answers, self.as_of, self.catalogue, self.thresholds, everything=True)

    @property
    def is_settled(self) -> bool:
        """Whether no answer can change the verdict."""
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

    @cached_property
    def questions_left(self) -> int:
        """About how many questions come before the verdict."""
        if self.is_settled:
            return 0
        return questions_left(self.answers, self.as_of, self.catalogue, self.thresholds)

    @cached_property
    def _assessment(self) -> Assessment:
        return Assessment(self.answers, self.as_of, self.catalogue, self.thresholds)

    def remark_on(self, id_: str) -> str | None:
        """What a team should know at once of an answer that it gave, in one sentence; None where there is nothing."""
        return next(iter(self.remarks_on(self.answers, [id_])), None)

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
        return decide(self.answers, self.as_of, self.catalogue, self.thresholds)

    def after(self, *entries: Entry) -> Scene:
        """The scene once this has been said too."""
        return replace(self, log=self.log.plus(*entries)) if entries else self
