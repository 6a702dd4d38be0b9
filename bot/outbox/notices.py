"""What people are told where the bot cannot do what was asked: once, in one sentence, in a way that reaches them."""

from __future__ import annotations

from dataclasses import replace

from bot.outbox.effects import ToPerson, directly, tell
from bot.store.effects import Ephemeral, GiveFile, Place, Respond, UploadFile
from bot.store.protocol import Unit
from bot.store.records import Decision, Effect

_RESPONSE_URL_LIFE = 1800.0


def tell_once(unit: Unit, decision: Decision, error: str, now: float) -> None:
    """Tell the person who began a decision why nothing comes: by the address of their command while it lives, else directly."""
    key = f"told:{decision.id}:{error}"
    if not unit.first_time(key, now):
        return
    told = refused_words(error, decision.place, f"<#{decision.channel}>")
    is_alive = decision.response_url is not None and now - decision.started_at < _RESPONSE_URL_LIFE
    to = ToPerson(decision.started_by, decision.team, decision.channel, key)
    if is_alive:
        unit.enqueue([tell(replace(to, response_url=decision.response_url), told, now)])
    else:
        unit.enqueue([directly(to, told, now)])


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


def instead(effect: Effect, error: str, now: float) -> Effect | None:
    """Another way to reach the person whom an effect was for."""
    item = effect.item
    key = f"instead:{effect.id}"
    if isinstance(item, Respond | Ephemeral) and item.user:
        # It goes with what it quotes when that is forgotten.
        to = ToPerson(item.user, effect.team, effect.channel, key, about=effect.decision)
        return directly(to, item.text, now, item.about or ())
    if isinstance(item, UploadFile | GiveFile) and item.by:
        where = f"into <#{effect.channel}>" if isinstance(item, UploadFile) else "here"
        words = f"I could not put the file {where}: Slack refuses it ({error}). Whoever runs me can see why in the log."
        return directly(ToPerson(item.by, effect.team, effect.channel, key), words, now)
    return None
