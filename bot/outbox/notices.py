"""What people are told where the bot cannot do what was asked: once, in one sentence, in a way that reaches them."""

from __future__ import annotations

from dataclasses import replace

from bot.outbox.effects import tell
from bot.store.protocol import Unit
from bot.store.records import Decision, Effect, Place

_RESPONSE_URL_LIFE = 1800.0


def tell_once(unit: Unit, decision: Decision, error: str, now: float) -> None:
    """Tell the person who began a decision why nothing comes: by the address of their command while it lives, else directly."""
    key = f"told:{decision.id}:{error}"
    if not unit.first_time(key, now):
        return
    told = refused_words(error, decision.place, f"<#{decision.channel}>")
    person, team, channel = decision.started_by, decision.team, decision.channel
    if decision.response_url is not None and now - decision.started_at < _RESPONSE_URL_LIFE:
        unit.enqueue(
            [tell(person, told, team=team, channel=channel, now=now, key=key, response_url=decision.response_url)]
        )
    else:
        unit.enqueue([directly(person, told, team, channel, now, key)])


def refused_words(error: str, place: Place, channel: str) -> str:
    """One sentence on why the bot cannot write somewhere, and what to do."""
    if error in ("channel_not_found", "not_in_channel"):
        if place in ("im", "mpim"):
            return "I am not part of this conversation and cannot be invited to it. Start in a channel, or write to me directly."
        return f"I cannot write in {channel} yet. Invite me there (/invite) and I go on where we were; nothing is lost."
    if "archived" in error:
        return f"I could not write in {channel}: it is archived. Nothing of what was said is lost; I go on when it is opened again."
    if error.startswith("restricted_action"):
        return f"I could not write in {channel}: your workspace lets only some people write there. Nothing of what was said is lost."
    return f"I could not write in {channel}: Slack refuses it ({error}). Nothing of what was said is lost; whoever runs me finds it in the log."


def directly(person: str, text: str, team: str, channel: str, now: float, key: str) -> Effect:
    """Say something to a person in a direct message; `key` tells it from everything else that is said."""
    return Effect("direct", f"tell:{key}", {"text": text, "user": person}, None, team, channel, created=now)


def instead(effect: Effect, error: str, now: float) -> Effect | None:
    """Another way to reach the person whom an effect was for."""
    key = f"instead:{effect.id}"
    if effect.kind in ("respond", "ephemeral") and effect.payload.get("user"):
        told = directly(effect.payload["user"], effect.payload["text"], effect.team, effect.channel, now, key)
        # It goes with what it quotes when that is forgotten.
        return replace(
            told, decision=effect.decision, payload=told.payload | {"about": effect.payload.get("about") or []}
        )
    if effect.kind in ("file", "document") and effect.payload.get("by"):
        where = f"into <#{effect.channel}>" if effect.kind == "file" else "here"
        words = f"I could not put the file {where}: Slack refuses it ({error}). Whoever runs me can see why in the log."
        return directly(effect.payload["by"], words, effect.team, effect.channel, now, key)
    return None
