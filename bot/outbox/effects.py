"""What the outbox is asked to do, made in one place: which lane, which payload."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.block_kit.message import Message
from bot.block_kit.notes import told
from bot.events import Where
from bot.store.records import Decision, Effect
from bot.thread.plan import Draw


def drawing_lane(decision: int) -> str:
    """Where a thread is brought up to date; apart from its deliveries, which may be slow."""
    return f"draw:{decision}"


def thread_lane(decision: int) -> str:
    """Where the messages of a thread go out, in order."""
    return f"thread:{decision}"


def bring_up_to_date(decision: Decision, now: float) -> Effect:
    """Make the thread say what the log says."""
    return Effect(
        "thread",
        drawing_lane(decision.id),
        decision=decision.id,
        team=decision.team,
        channel=decision.channel,
        created=now,
    )


def answer_request(decision: Decision, text: str, by: str, size: int, now: float) -> Effect:
    """Answer a request such as "status" or "what if volume is 2M" in the thread; `size` is how long the log was."""
    payload = {"text": text, "by": by, "size": size}
    return Effect(
        "aside", drawing_lane(decision.id), payload, decision.id, decision.team, decision.channel, created=now
    )


def export(decision: Decision, by: str, number: int, now: float) -> Effect:
    """Put a decision's how-many-th verdict into the thread as a file."""
    payload = {"by": by, "number": number}
    return Effect(
        "export", drawing_lane(decision.id), payload, decision.id, decision.team, decision.channel, created=now
    )


def home(where: Where, person: str, now: float) -> Effect:
    """Show a person their Home tab as it is now. Each person's is a lane of its own: what was drawn last is shown last."""
    return Effect("home", f"home:{where.team}:{person}", {"by": person}, None, where.team, where.channel, created=now)


def document(team: str, person: str, direct: str | None, file: dict[str, Any], now: float) -> Effect:
    """Give a person a file in their direct message with the bot: `file` has content, filename, title and text.

    direct   the channel of that direct message, None where it is not known yet: then it is opened by a message
    """
    payload = file | {"user": person, "by": person, "direct": direct}
    return Effect("document", f"document:{team}:{person}", payload, None, team, "", created=now)


def direct_key(team: str, person: str) -> str:
    """Under which key it is noted which channel a person's direct message with the bot is."""
    return f"direct:{team}:{person}"


def file_lane(effect: int) -> str:
    """A file is slow, and may be refused: nothing waits behind it."""
    return f"file:{effect}"


def send(decision: Decision, draw: Draw, now: float, *, broadcast: bool = False) -> Effect:
    """Post or change one message of the thread."""
    return Effect(
        draw.kind,
        thread_lane(decision.id),
        sendable(draw.message) | {"version": draw.version, "broadcast": broadcast},
        decision.id,
        decision.team,
        decision.channel,
        draw.name,
        created=now,
    )


def sendable(message: Message) -> dict[str, Any]:
    """A message as JSON for the outbox."""
    return {"text": message.text, "blocks": list(message.blocks), "plainer": [list(one) for one in message.plainer]}


def tell(
    person: str,
    sentence: str,
    *,
    team: str,
    channel: str,
    now: float,
    key: str,
    thread_ts: str | None = None,
    response_url: str | None = None,
    about: int | None = None,
) -> Effect:
    """Say something to one person alone: through the click's or command's own address, else where they are.

    `about` is the decision that the sentence quotes, if any: it goes with it when that is forgotten.
    """
    payload: dict[str, Any] = {"text": sentence, "user": person, "thread_ts": thread_ts, "url": response_url}
    return Effect("respond" if response_url else "ephemeral", f"tell:{key}", payload, about, team, channel, created=now)


def answer(
    person: str,
    message: Message,
    *,
    team: str,
    channel: str,
    now: float,
    key: str,
    thread_ts: str | None = None,
    response_url: str | None = None,
    about: Iterable[int] | None = (),
) -> Effect:
    """The same for a whole message, which may quote several decisions; None where nobody knows which."""
    payload = sendable(message) | {
        "user": person,
        "thread_ts": thread_ts,
        "url": response_url,
        "about": about if about is None else list(about),
    }
    return Effect("respond" if response_url else "ephemeral", f"tell:{key}", payload, None, team, channel, created=now)


def order(
    where: Where, by: str, text: str, now: float, key: str, *, thread_ts: str | None, response_url: str | None
) -> Effect:
    """Carry out what somebody ordered, such as "list due", and answer that person."""
    payload = {"text": text, "by": by, "place": where.place, "thread_ts": thread_ts, "url": response_url}
    return Effect("order", f"order:{key}", payload, None, where.team, where.channel, created=now)


def explain(person: str, team: str, channel: str, now: float, key: str, thread_ts: str | None) -> Effect:
    """Tell one person what the bot does and how to begin."""
    payload = sendable(told("help")) | {"user": person, "thread_ts": thread_ts}
    return Effect("ephemeral", f"tell:{key}", payload, None, team, channel, created=now)


def tick(decision: Decision, ts: str, now: float, *, remove: bool = False) -> Effect:
    """Put a check mark on a reply that was counted, or take it off."""
    return Effect(
        "unreact" if remove else "react",
        f"tick:{decision.channel}:{ts}",
        {"ts": ts},
        decision.id,
        decision.team,
        decision.channel,
        created=now,
    )


def delete(decision: int, team: str, channel: str, payload: dict[str, Any], now: float) -> Effect:
    """Delete a message or a file of ours in Slack; the payload says where it is, and nothing of what it said."""
    return Effect("delete", f"forget:{decision}", payload, decision, team, channel, created=now)


def erase(team: str, why: str, up_to: int, now: float) -> Effect:
    """Delete all that is kept of a workspace, up to a decision and to now."""
    return Effect("erase", f"erase:{team}", {"why": why, "up_to": up_to, "at": now}, None, team, created=now)


def scrub(now: float) -> Effect:
    """Rub what was deleted out of the database file."""
    return Effect("scrub", "scrub", created=now)
