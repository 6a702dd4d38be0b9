"""What people did in Slack -> entries on a log and effects in the outbox, each delivery in one transaction.

Every method is called before the ack and touches nothing but the store: when it returns, what it was told
is on disk. Drawing and sending come later, by the courier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import structlog

from bot.block_kit.forms import initial_text
from bot.block_kit.proposals import proposal_message
from bot.block_kit.rich_text import escaped
from bot.context import Context
from bot.events import Click, Where, message_key, utc
from bot.intake.reading import first_entries, read_first, request_of, value_of, write_down
from bot.intake.taking_back import ONLY_THE_STARTER, may_take_back, taken_back
from bot.outbox import effects
from bot.outbox.effects import ToPerson
from bot.privacy.erase import BATCH
from bot.privacy.forget import gone_words
from bot.store.effects import RunSubcommand
from bot.store.protocol import Unit
from bot.store.records import Decision, Effect
from bot.text.labels import words_of
from bot.text.marks import name_of_person
from bot.thread.plan import DONE
from flows.language.intent import Heard, Said, record
from flows.log.entries import Answered, AnswerEntry, Entry, Unsure, WentOn
from flows.measure.taking import Taken
from flows.measure.taking import entries as measured_entries
from flows.questions import BY_ID
from flows.questions.question import Value
from flows.reading.reader import TELLS_MORE

_LOG = structlog.get_logger("forget")
_TAKEN_IN = "That was taken in already; nothing was changed."
_HAS_ITS_DECISION = "This thread has its decision already; reply here to go on with it."
# Two clicks within so many seconds are one that trembled.
_DOUBLE_CLICK = 3.0


@dataclass(frozen=True)
class ActionIntake:
    """Takes in commands, clicks and forms."""

    context: Context

    # Beginning

    def begin(
        self,
        where: Where,
        by: str,
        text: str,
        key: str,
        *,
        thread_ts: str | None = None,
        response_url: str | None = None,
        source: str | None = None,
    ) -> int | None:
        """Begin a decision from a use case in somebody's words; None where this delivery was seen before.

        In a thread that has a decision already, or had one that was forgotten, nothing begins, and the person is told. `source` is the id of the
        message whose words these are, if they are one's: its edits are followed.
        """
        now = self.context.clock()
        reading = read_first(text, self.context.catalogue.usd_of)
        entries = first_entries(by, text, reading, source or key, now)
        with self.context.write() as unit:
            if not unit.first_time(key, now):
                return None
            there = unit.decision_in_thread(where.team, where.channel, thread_ts) if thread_ts else None
            gone = unit.forgotten_in_thread(where.team, where.channel, thread_ts) if thread_ts else None
            if there is not None or gone is not None:
                to = ToPerson(by, where.team, where.channel, key, thread_ts, response_url)
                unit.enqueue([effects.tell(to, _HAS_ITS_DECISION if gone is None else gone_words(gone), now)])
                return None
            id_ = unit.open_decision(where.team, where.channel, where.place, thread_ts, by, now, response_url)
            if source is not None:
                unit.first_time(message_key(where, source), now)
            unit.append(id_, entries)
            unit.enqueue([effects.bring_up_to_date(_found(unit, id_), now)])
            # A few words name the work; who wrote more is asked whether it was read right.
            if reading.proposed and len(text.split()) >= TELLS_MORE:
                to = ToPerson(by, where.team, where.channel, f"read:{key}", thread_ts, response_url, about=id_)
                unit.enqueue([effects.answer(to, proposal_message(id_, reading.proposed), now)])
        return id_

    # Clicks and forms

    def picked(self, decision: Decision, click: Click, question: str, value: Value | None) -> None:
        """Somebody clicked an answer. A click on a message that showed an answer already changes nothing and is told who answered."""
        now = self.context.clock()
        with self.context.write() as unit:
            if not unit.first_time(click.key, now):
                return
            last = unit.last_on(decision.id, question)
            stands = last if isinstance(last, Answered | Unsure) else None
            if stands is not None and stands.by == click.by and value_of(stands) == value:
                return
            if stands is not None and _is_double_click(unit.last_on(decision.id, question, click.by), value, now):
                return
            shown = unit.shown_as(decision.id, click.message_ts) if click.message_ts else None
            if (
                stands is not None
                and shown is not None
                and shown.delivered_at is not None
                and shown.version.startswith(DONE)
            ):
                unit.enqueue([self._already(decision, click, stands, now)])
                return
            said = Said(words_of(BY_ID[question], value), click.by, utc(now), click.key)
            entries = [replace(entry, how="clicked") for entry in record(((BY_ID[question], value),), said)]
            write_down(unit, decision, entries, now)

    def _already(self, decision: Decision, click: Click, stands: AnswerEntry, now: float) -> Effect:
        question = BY_ID[stands.question]
        who = "You" if stands.by in (None, click.by) else name_of_person(stands.by)
        sentence = f"{who} answered this already: {escaped(words_of(question, value_of(stands)))}. Nothing was changed; press Change to change it."
        return self._tell(decision, click, sentence, now)

    def submitted(
        self,
        decision: Decision,
        click: Click,
        answers: dict[str, tuple[Value | None, str]],
        size: int | None,
        *,
        unsure: Sequence[str] = (),
    ) -> None:
        """Somebody sent a form. With `size`, only what differs from the log as long as it was then is a change.

        unsure   the questions that it asked and that were left empty: nobody knows, unless somebody said so meanwhile
        """
        now = self.context.clock()
        with self.context.write() as unit:
            if not unit.first_time(click.key, now):
                return
            then = unit.log(decision.id)[:size].answers if size is not None else None
            entries: list[Entry] = []
            for id_, (value, text) in answers.items():
                if (
                    then is not None
                    and then.asked(id_)
                    and (then.get(id_) == value or text.strip() == initial_text(BY_ID[id_], then).strip())
                ):
                    continue
                said = Said(text, click.by, utc(now), click.key)
                entries += [replace(entry, how="form") for entry in record(((BY_ID[id_], value),), said)]
            entries += self._unsure(unit, decision, click, unsure, "form", now)
            write_down(unit, decision, entries, now)

    def unsure(self, decision: Decision, click: Click, asked: Sequence[str]) -> None:
        """Somebody clicked that nobody knows what a message asks."""
        now = self.context.clock()
        with self.context.write() as unit:
            if unit.first_time(click.key, now):
                write_down(unit, decision, self._unsure(unit, decision, click, asked, "clicked", now), now)

    @staticmethod
    def _unsure(
        unit: Unit, decision: Decision, click: Click, asked: Sequence[str], how: str, now: float
    ) -> list[Entry]:
        answers = unit.log(decision.id).answers
        said = Said("not sure", click.by, utc(now), click.key)
        changes = tuple((BY_ID[id_], None) for id_ in asked if not answers.asked(id_))
        return [replace(entry, how=how) for entry in record(changes, said)]

    def asked(self, decision: Decision, click: Click, heard: Heard) -> None:
        """Somebody asked for something by a button or form that is answered in the thread."""
        now = self.context.clock()
        with self.context.write() as unit:
            if unit.first_time(click.key, now):
                item = request_of(heard, click.by, unit.size(decision.id))
                unit.enqueue([effects.answer_request(decision, item, now)])

    def exported(self, decision: Decision, click: Click, number: int) -> None:
        """Somebody wants the how-many-th verdict as a file in the thread."""
        now = self.context.clock()
        with self.context.write() as unit:
            if unit.first_time(click.key, now):
                unit.enqueue([effects.export(decision, click.by, number, now)])

    def took_back(self, decision: Decision, click: Click) -> None:
        """Somebody takes back a decision that nobody has answered."""
        now = self.context.clock()
        with self.context.write() as unit:
            if not unit.first_time(click.key, now):
                return
            if may_take_back(decision, click.by, unit.log(decision.id)):
                item = taken_back(decision, click.by, click.response_url)
                unit.enqueue([effects.run_subcommand(click.where, item, f"back:{click.key}", now)])
            else:
                unit.enqueue([self._tell(decision, click, ONLY_THE_STARTER, now)])

    def dropped(
        self, decision: Decision, by: str, files: Sequence[str], key: str, chosen: dict[str, str] | None = None
    ) -> None:
        """Somebody shared files in the thread, or by a form: they are measured, and the thread is told what they show.

        chosen   the model, project or metric that counts, where somebody chose one
        """
        now = self.context.clock()
        with self.context.write() as unit:
            if files and unit.first_time(key, now):
                unit.enqueue([effects.measure(decision, by, files, key, now, chosen)])

    def took_in(self, decision: Decision, click: Click, taken: Taken) -> None:
        """Somebody takes in what was measured: the answers count, and the log names the file of each."""
        now = self.context.clock()
        with self.context.write() as unit:
            if not unit.first_time(click.key, now):
                return
            answers = unit.log(decision.id).answers
            if all(answers.get(id_) == value for id_, value in taken.values.items()):
                unit.enqueue([self._tell(decision, click, _TAKEN_IN, now)])
                return
            write_down(unit, decision, measured_entries(taken, click.by, utc(now), click.key), now)

    def went_on(self, decision: Decision, click: Click) -> None:
        """Somebody asked for the full cost picture by a button."""
        now = self.context.clock()
        with self.context.write() as unit:
            if unit.first_time(click.key, now) and not unit.log(decision.id).is_going_on:
                unit.append(decision.id, [WentOn(by=click.by, at=utc(now), source=click.key, how="clicked")])
                unit.enqueue([effects.bring_up_to_date(decision, now)])

    def refuse(self, decision: Decision | None, click: Click, sentence: str) -> None:
        """Tell the person alone why nothing was done."""
        now = self.context.clock()
        with self.context.write() as unit:
            if unit.first_time(click.key, now):
                unit.enqueue([self._tell(decision, click, sentence, now)])

    def _tell(self, decision: Decision | None, click: Click, sentence: str, now: float) -> Effect:
        to = ToPerson(
            click.by,
            click.where.team,
            click.where.channel,
            click.key,
            decision.thread_ts if decision else click.thread_ts,
            click.response_url,
            decision.id if decision else None,
        )
        return effects.tell(to, sentence, now)

    def subcommand(self, where: Where, item: RunSubcommand, key: str) -> None:
        """Somebody said a subcommand, which is answered to that person alone, such as a list."""
        now = self.context.clock()
        with self.context.write() as unit:
            if unit.first_time(key, now):
                unit.enqueue([effects.run_subcommand(where, item, key, now)])

    def opened_home(self, where: Where, by: str, key: str) -> None:
        """Somebody opened the Home tab; `where` is their direct message with the bot."""
        now = self.context.clock()
        with self.context.write() as unit:
            if unit.first_time(key, now):
                unit.first_time(effects.direct_key(where.team, by), now, where.channel)
                unit.enqueue([effects.home(where, by, now)])

    # The world around

    def invited(self, where: Where, key: str) -> None:
        """The bot was let into a channel: what waited for that goes on."""
        now = self.context.clock()
        with self.context.write() as unit:
            if unit.first_time(key, now):
                unit.let_go(where.team, where.channel, now)

    def uninstalled(self, team: str, why: str, key: str) -> None:
        """The app was taken out of a workspace: nothing of it is kept. What is much is deleted by the courier, after the ack."""
        now = self.context.clock()
        with self.context.write() as unit:
            if not unit.first_time(key, now):
                return
            up_to = unit.forget_workspace(team, why, now)
            unit.erase_some(team, up_to, now, BATCH)
            unit.enqueue([effects.erase(team, why, up_to, now)])
        _LOG.warning("sent away: everything of the workspace is being deleted", team=team, why=why)


def _found(unit: Unit, id_: int) -> Decision:
    decision = unit.decision(id_)
    assert decision is not None
    return decision


def _is_double_click(mine: Entry | None, value: Value | None, now: float) -> bool:
    """Whether a person clicked the very same a moment ago, although somebody else answered in between."""
    if not isinstance(mine, Answered | Unsure) or mine.at is None:
        return False
    return now - mine.at.timestamp() < _DOUBLE_CLICK and value_of(mine) == value
