"""The outbox, in SQL: what is put in, what is due, claims, and what becomes of each effect."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable

from bot.store.effects import Item, kind_of, to_json
from bot.store.records import Backlog, Effect
from bot.store.rows import effect_of

# A change to a message that has to wait lets the lane's other effects pass: nobody waits for it, and there is one for a message.
_STEPS_ASIDE = "(kind = 'update' AND state = 'waiting' AND due > ?1)"
_FIRST = f"SELECT min(id) FROM outbox WHERE state <> 'failed' AND NOT {_STEPS_ASIDE} GROUP BY lane"  # noqa: S608


class SqliteOutbox:
    """The outbox part of a transaction."""

    _run: Callable[..., sqlite3.Cursor]

    def enqueue(self, effects: Iterable[Effect]) -> None:
        """Put effects into the outbox, in order."""
        for effect in effects:
            self._run(
                "INSERT INTO outbox (lane, kind, decision, team, channel, name, payload, state, attempts, due, uncertain, created)"
                " VALUES (?, ?, ?, ?, ?, ?, ?, 'waiting', 0, ?, 0, ?)",
                (
                    effect.lane,
                    effect.kind,
                    effect.decision,
                    effect.team,
                    effect.channel,
                    effect.name,
                    to_json(effect.item),
                    effect.due,
                    effect.created,
                ),
            )

    def due(self, now: float) -> tuple[Effect, ...]:
        """The first effect of every lane, where its time has come and nobody waits for it."""
        rows = self._run(
            f"SELECT * FROM outbox WHERE id IN ({_FIRST}) AND state IN ('waiting', 'sending') AND due <= ?1 ORDER BY id",  # noqa: S608
            (now,),
        )
        return tuple(effect_of(row) for row in rows)

    def next_due(self, now: float) -> float | None:
        """When the next effect is due that nothing holds up; in the past where one is due already."""
        row = self._run(
            f"SELECT min(due) FROM outbox WHERE state IN ('waiting', 'sending') AND (id IN ({_FIRST}) OR {_STEPS_ASIDE})",  # noqa: S608
            (now,),
        ).fetchone()
        return None if row is None else row[0]

    def effects(self, lane: str) -> tuple[Effect, ...]:
        """What a lane of the outbox still holds, in order."""
        return tuple(effect_of(row) for row in self._run("SELECT * FROM outbox WHERE lane = ? ORDER BY id", (lane,)))

    def claim(self, effect: int, owner: str, until: float, now: float | None = None) -> Effect | None:
        """Take an effect for one try; a claim that ran out leaves it uncertain."""
        row = self._run(
            "UPDATE outbox SET uncertain = uncertain OR state = 'sending', state = 'sending', owner = ?1, due = ?2, attempts = attempts + 1"
            " WHERE id = ?3 AND state IN ('waiting', 'sending') AND due <= coalesce(?4, due) RETURNING *",
            (owner, until, effect, now),
        ).fetchone()
        return None if row is None else effect_of(row)

    def owners(self) -> tuple[str, ...]:
        """Who has claimed something."""
        return tuple(row[0] for row in self._run("SELECT DISTINCT owner FROM outbox WHERE state = 'sending'"))

    def release_owner(self, owner: str) -> int:
        """Give back what an owner that is gone had claimed, as uncertain."""
        done = self._run(
            "UPDATE outbox SET state = 'waiting', uncertain = 1, due = 0, owner = NULL WHERE state = 'sending' AND owner = ?",
            (owner,),
        )
        return done.rowcount

    def done(self, effect: int) -> bool:
        """Take an effect out of the outbox; False where it was geffect."""
        return self._run("DELETE FROM outbox WHERE id = ?", (effect,)).rowcount == 1

    def redraw(self, effect: int, item: Item) -> None:
        """Change what an effect will do or send."""
        self._run("UPDATE outbox SET kind = ?, payload = ? WHERE id = ?", (kind_of(item), to_json(item), effect))

    def later(self, effect: int, due: float, error: str, *, uncertain: bool) -> None:
        """Try an effect again at a time."""
        self._run(
            "UPDATE outbox SET state = 'waiting', owner = NULL, due = ?, error = ?, uncertain = ? WHERE id = ?",
            (due, error, int(uncertain), effect),
        )

    def postpone(self, effect: int, due: float, error: str) -> None:
        """Draw or carry out an effect at a later time, which counts as a try."""
        self._run("UPDATE outbox SET due = ?, error = ?, attempts = attempts + 1 WHERE id = ?", (due, error, effect))

    def fail(self, effect: int, error: str) -> None:
        """Record that an effect can never be done."""
        self._run("UPDATE outbox SET state = 'failed', owner = NULL, error = ? WHERE id = ?", (error, effect))

    def hold(self, effect: int, error: str) -> None:
        """Stop a lane at an effect until somebody lets it go on."""
        self._run("UPDATE outbox SET state = 'held', owner = NULL, error = ? WHERE id = ?", (error, effect))

    def let_go(self, team: str, channel: str, now: float) -> int:
        """Let every held lane of a channel go on."""
        done = self._run(
            "UPDATE outbox SET state = 'waiting', due = ?, attempts = 0 WHERE state = 'held' AND team = ? AND channel = ?",
            (now, team, channel),
        )
        return done.rowcount

    def backlog(self) -> Backlog:
        """What the outbox still has to do."""
        counts = {row[0]: row[1] for row in self._run("SELECT state, count(*) FROM outbox GROUP BY state")}
        oldest = self._run("SELECT min(created) FROM outbox WHERE state IN ('waiting', 'sending')").fetchone()[0]
        return Backlog(
            counts.get("waiting", 0) + counts.get("sending", 0), oldest, counts.get("held", 0), counts.get("failed", 0)
        )
