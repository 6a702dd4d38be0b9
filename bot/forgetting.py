"""Forgetting a decision: what is deleted here, what is deleted in Slack, and what is said to who comes later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from bot import weekly
from bot.asked import ROOT
from bot.delivery import marker
from bot.effects import delete, home, scrub
from bot.incoming import Where
from bot.outcomes import Again, Done, Outcome
from bot.slack.forms import About
from bot.store.protocol import Unit
from bot.store.records import Decision, Effect, Forgotten, Shown

# What of an effect can stand in Slack where everybody reads it.
_STANDS = ("post", "update", "file", "document")


def forget(unit: Unit, decision: int, by: str | None, why: str, now: float) -> bool:
    """Delete a decision and all that is kept of it, and have the bot's own messages about it deleted in Slack.

    `by` is who wants it, None for who runs the bot; `why` is a reason in words that quote nothing. False where there is none.
    """
    found = unit.decision(decision)
    if found is None:
        return False
    thread = _Thread(found, unit.shown(decision), day_of(now))
    deletes: list[dict[str, Any]] = [
        *thread.messages(),
        *({"file": one, "thread_ts": found.thread_ts} for one in unit.files(decision)),
    ]
    for effect in unit.begun(decision):
        if effect.kind in _STANDS:
            # It may stand already, or in a moment: what would have been sent once more is looked for, and deleted.
            unit.turn_into(effect.id, "delete", thread.trace_of(effect))
    for effect in unit.quoting(decision, found.team):
        if effect.state != "sending" and not effect.uncertain:
            unit.done(effect.id)
            unit.enqueue(_drawn_anew(unit, effect, now))
    unit.forget(decision, by, why, now)
    unit.enqueue([*(delete(found.id, found.team, found.channel, one, now) for one in deletes), scrub(now)])
    return True


def _drawn_anew(unit: Unit, effect: Effect, now: float) -> list[Effect]:
    """What draws again, without it, what was not sent yet and quotes several decisions: a digest, a Home tab."""
    if effect.kind == "publish":
        about = About.from_metadata(str(effect.payload["view"].get("private_metadata", "")))
        where = Where(effect.team, about.channel if about is not None else "", "im")
        return [home(where, str(effect.payload["user"]), now)]
    return weekly.drawn_anew(unit, effect, now)


def came_late(unit: Unit, effect: Effect, outcome: Outcome, now: float) -> None:
    """What to do about an effect that was being sent while its decision was forgotten: nothing of it may stay."""
    decision = effect.decision or 0
    match outcome:
        case Done(ts, file=file) if effect.kind in _STANDS and (ts or file):
            unit.done(effect.id)
            forgotten = unit.forgotten(decision, effect.team)
            if forgotten is not None and forgotten.decision is not None:
                payload = {"ts": ts, "file": file, "thread_ts": forgotten.thread_ts, "on": day_of(forgotten.at)}
                root = effect.name == ROOT and forgotten.thread_ts in (None, ts)
                unit.enqueue([delete(decision, effect.team, effect.channel, payload | {"root": root}, now)])
        case Again(wait, error, True):
            # The effect has become the deletion of what it may have sent.
            unit.later(effect.id, now + wait, error, uncertain=False)
        case _:
            unit.done(effect.id)


@dataclass(frozen=True)
class _Thread:
    """What stands of a decision in Slack, as payloads of deletions: places alone, no words."""

    decision: Decision
    shown: tuple[Shown, ...]
    day: str

    def messages(self) -> list[dict[str, Any]]:
        """The bot's own messages, the card that the thread hangs on last."""
        standing = [self._at(one.name, one.ts) for one in self.shown if one.ts is not None]
        return sorted(standing, key=lambda one: bool(one["root"]))

    def trace_of(self, effect: Effect) -> dict[str, Any]:
        """How to find what an effect may have sent."""
        ts = next((one.ts for one in self.shown if one.name == effect.name), None) if effect.kind == "update" else None
        title = effect.payload.get("title")
        return self._at(effect.name, ts) | {"mark": marker(effect), "title": title if isinstance(title, str) else None}

    def _at(self, name: str, ts: str | None) -> dict[str, Any]:
        thread = self.decision.thread_ts
        return {"ts": ts, "thread_ts": thread, "root": name == ROOT and thread in (None, ts), "on": self.day}


def gone_words(one: Forgotten, decision: int | None = None) -> str:
    """One sentence for who comes back to a decision that was forgotten."""
    number = one.decision or decision
    name = f"Decision {number}" if number is not None else "The decision of this thread"
    return f"{name} was forgotten on {day_of(one.at)}, so nothing was done. For a new one start in the channel, with /should-we-finetune."


def day_of(at: float) -> str:
    """The day of a time (UTC), as it is written everywhere."""
    return datetime.fromtimestamp(at, UTC).date().isoformat()
