"""Forgetting a decision: what is deleted here, what is deleted in Slack, and what is said to who comes later."""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.block_kit.forms import About
from bot.decisions.export_table import without
from bot.digest import post as weekly
from bot.events import Where, utc
from bot.outbox.effects import delete, direct_key, home, scrub
from bot.outbox.results import Again, Done, SendResult
from bot.outbox.sender import marker
from bot.store.effects import Delete, GiveFile, Post, Publish, Update, UploadFile
from bot.store.protocol import Unit
from bot.store.records import Decision, Effect, Forgotten, Shown
from bot.text.templates import slack
from bot.thread.names import ROOT
from flows.log.entries import Owned, Reaction

# What of an effect can stand in Slack where everybody reads it.
_STANDS = (Post, Update, UploadFile, GiveFile)


def forget(unit: Unit, decision: int, by: str | None, why: str, now: float) -> bool:
    """Delete a decision and all that is kept of it, and have the bot's own messages about it deleted in Slack.

    `by` is who wants it, None for who runs the bot; `why` is a reason in words that quote nothing. False where there is none.
    """
    kept = unit.decision(decision)
    if kept is None:
        return False
    thread = _Thread(kept, unit.shown(decision), day_of(now))
    deletes = [*thread.messages(), *(Delete(file=file, thread_ts=kept.thread_ts) for file in unit.files(decision))]
    for effect in unit.begun(decision):
        if isinstance(effect.item, _STANDS):
            # It may stand already, or in a moment: what would have been sent once more is looked for, and deleted.
            unit.turn_into(effect.id, thread.trace_of(effect))
    for effect in unit.quoting(decision, kept.team):
        if isinstance(effect.item, GiveFile):
            _shorten(unit, effect, effect.item, decision)
        elif effect.state != "sending" and not (effect.uncertain and isinstance(effect.item, Post)):
            # Only a message to a channel is looked for, should it stand already: another would be its double.
            unit.done(effect.id)
            unit.enqueue(_drawn_anew(unit, effect, now))
    unit.enqueue(_homes(unit, kept, now))
    unit.forget(decision, by, why, now)
    unit.enqueue([*(delete(kept.id, kept.team, kept.channel, item, now) for item in deletes), scrub(now)])
    return True


def _shorten(unit: Unit, effect: Effect, file: GiveFile, decision: int) -> None:
    """A file of many that was not given yet goes out without it."""
    content, count = without(file.content, decision)
    if content == file.content:
        return
    if count < 1 and effect.state != "sending":
        unit.done(effect.id)
        return
    form, whole = file.filename.rpartition(".")[2], "more than one file takes" not in file.text
    text = slack("export", name="file", count=count, whole=whole, form=form)
    unit.redraw(effect.id, replace(file, content=content, text=text))


def _homes(unit: Unit, decision: Decision, now: float) -> list[Effect]:
    """What draws the Home tabs anew that stand in Slack, and may show it: those of whom it was, or is."""
    named = {decision.started_by}
    for entry in unit.log(decision.id):
        owner = entry.owner if isinstance(entry, Reaction | Owned) else None
        named |= {person for person in (entry.by, owner) if person is not None}
    known = ((person, unit.seen(direct_key(decision.team, person))) for person in sorted(named))
    return [home(Where(decision.team, channel, "im"), person, now) for person, channel in known if channel]


def _drawn_anew(unit: Unit, effect: Effect, now: float) -> list[Effect]:
    """What draws again, without it, what was not sent yet and quotes several decisions: a digest, a Home tab."""
    if isinstance(effect.item, Publish):
        about = About.from_metadata(str(effect.item.view.get("private_metadata", "")))
        where = Where(effect.team, about.channel if about is not None else "", "im")
        return [home(where, effect.item.user, now)]
    return weekly.drawn_anew(unit, effect, now)


def came_late(unit: Unit, effect: Effect, result: SendResult, now: float) -> None:
    """What to do about an effect that was being sent while its decision was forgotten: nothing of it may stay."""
    decision = effect.decision or 0
    match result:
        case Done(ts, file=file) if isinstance(effect.item, _STANDS) and (ts or file):
            unit.done(effect.id)
            forgotten = unit.forgotten(decision, effect.team)
            if forgotten is not None and forgotten.decision is not None:
                root = effect.name == ROOT and forgotten.thread_ts in (None, ts)
                item = Delete(ts, file, forgotten.thread_ts, root, day_of(forgotten.at))
                unit.enqueue([delete(decision, effect.team, effect.channel, item, now)])
        case Again(wait, error, True):
            # The effect has become the deletion of what it may have sent.
            unit.later(effect.id, now + wait, error, uncertain=False)
        case _:
            unit.done(effect.id)


@dataclass(frozen=True)
class _Thread:
    """What stands of a decision in Slack, as what has to be deleted: places alone, no words."""

    decision: Decision
    shown: tuple[Shown, ...]
    day: str

    def messages(self) -> list[Delete]:
        """The bot's own messages, the card that the thread hangs on last."""
        posted = [self._at(message.name, message.ts) for message in self.shown if message.ts is not None]
        return sorted(posted, key=lambda item: item.root)

    def trace_of(self, effect: Effect) -> Delete:
        """How to find what an effect may have sent."""
        is_update = isinstance(effect.item, Update)
        ts = next((message.ts for message in self.shown if is_update and message.name == effect.name), None)
        title = effect.item.title if isinstance(effect.item, UploadFile | GiveFile) else None
        return replace(self._at(effect.name, ts), mark=marker(effect), title=title)

    def _at(self, name: str, ts: str | None) -> Delete:
        thread = self.decision.thread_ts
        return Delete(ts, thread_ts=thread, root=name == ROOT and thread in (None, ts), on=self.day)


def gone_words(forgotten: Forgotten, decision: int | None = None) -> str:
    """One sentence for who comes back to a decision that was forgotten."""
    number = forgotten.decision or decision
    name = f"Decision {number}" if number is not None else "The decision of this thread"
    return f"{name} was forgotten on {day_of(forgotten.at)}, so nothing was done. For a new one start in the channel, with /should-we-finetune."


def day_of(at: float) -> str:
    """The day of a time (UTC), as it is written everywhere."""
    return utc(at).date().isoformat()
