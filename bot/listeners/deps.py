"""What every listener is given."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.block_kit.button_value import Carried
from bot.context import Identity, SlackContext
from bot.events import Click, Where
from bot.intake.actions import ActionIntake
from bot.intake.after_verdict import AfterVerdictIntake
from bot.intake.edits import EditIntake
from bot.intake.replies import ReplyIntake
from bot.privacy.forget import gone_words
from bot.slack_api.membership import Membership
from bot.store.records import Decision
from flows.questions.question import Question
from flows.questions.sheets import sheet_of

OTHER_PLACE = (
    "That belongs to another conversation, so nothing was done here. Start with /should-we-finetune in this channel."
)
NOT_A_MEMBER = "Only people in the channel can answer there. Ask somebody in it to invite you."
NOT_THERE = "I am not in that channel any more, so nothing was changed. Invite me back (/invite) and try again."
NOT_CHECKED = "Slack did not tell in time whether you are in that channel, so nothing was changed. Please try again."
FORM_LATE = "Slack did not open the form. Please click again."


@dataclass(frozen=True)
class Deps:
    """The application, as listeners see it."""

    context: SlackContext
    intake: ActionIntake
    replies: ReplyIntake
    edits: EditIntake
    after_verdict: AfterVerdictIntake
    membership: Membership
    # (trigger, view) -> whether the form was opened; never raises, and takes two seconds at most.
    open_form: Callable[[str, dict[str, Any]], bool]
    # (id and hash of an open form, view) -> whether the form shows that now; likewise.
    change_form: Callable[[str, str, dict[str, Any]], bool]

    @property
    def identity(self) -> Identity:
        """Who the bot is in its workspace."""
        return self.context.identity

    def asked_in(self, decision: Decision, sheet: str) -> tuple[Question, ...]:
        """The questions of a sheet that are asked in the thread now."""
        with self.context.store.read() as reader:
            together = self.context.scene_of(reader, decision.id).together
        return tuple(question for question in together if sheet_of(question.id).id == sheet)

    def decision_for(self, click: Click, carried: Carried | None) -> Decision | None:
        """The decision a click is about, where this person may answer it; else the person is told and it is None."""
        if carried is None:
            self.intake.refuse(None, click, OTHER_PLACE)
            return None
        with self.context.store.read() as reader:
            decision = reader.decision(carried.decision)
        refusal = self.refusal(decision, click.where, click.by, carried.decision)
        if refusal is not None:
            self.intake.refuse(None, click, refusal)
            return None
        return decision

    def refusal(self, decision: Decision | None, where: Where, by: str, number: int | None = None) -> str | None:
        """Why somebody may not touch a decision from where they are; None where they may.

        `number` is that of a decision which is not there: it may have been forgotten.
        """
        if decision is None and number is not None and where.team == self.identity.team:
            with self.context.store.read() as reader:
                gone = reader.forgotten(number, where.team)
            if gone is not None and gone.channel in (None, where.channel):
                return gone_words(gone, number)
        if (
            decision is None
            or where.team != self.identity.team
            or (decision.team, decision.channel) != (where.team, where.channel)
        ):
            return OTHER_PLACE
        answers = {"yes": None, "no": NOT_A_MEMBER, "not there": NOT_THERE, "unknown": NOT_CHECKED}
        return answers[self.membership.may_answer(decision, by)]
