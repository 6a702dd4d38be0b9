"""The weekly digest on its way: what a channel may be told, drawn once it is due, and what is told where it cannot be posted."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import replace

import structlog

from bot.context import SlackContext
from bot.decisions.permalink import thread_link
from bot.digest.gather import begins, gather
from bot.digest.message import told_message
from bot.digest.model import Everybody, Week
from bot.digest.schedule import LATE_SECONDS, Schedule, local
from bot.events import Where
from bot.outbox import effects
from bot.outbox.effects import ToPerson
from bot.outbox.put_off import put_off
from bot.slack_api.errors import NotTold
from bot.store.effects import DigestPosted, DrawDigest, Place, Post
from bot.store.protocol import Unit
from bot.store.records import Digest, DigestChannels, Effect

_LOG = structlog.get_logger("digest")
_TRIES = 5
_WAIT = 2.0
_MOST_PLACES = 500
ALONE = "Slack does not tell who is in other channels, so this tells of this channel alone."


def schedule_of(digest: Digest) -> Schedule:
    """When a digest comes."""
    return Schedule(digest.weekday, digest.minute, digest.zone, digest.set_at)


def week_key(digest: Digest, week: str) -> str:
    """What is noted once a channel's digest of a week is on its way."""
    return f"digest:{digest.team}:{digest.channel}:{week}"


def to_draw(where: Where, by: str, zone: str, now: float, *, at: float | None = None) -> Effect:
    """Post a digest into a channel: the week's, which was due `at` a time, or one that somebody wants now."""
    return effects.digest(where, DrawDigest(by, where.place, zone, at), now)


def told_week(
    context: SlackContext, where: Where, person: str, zone: str, *, alone: bool = False, whole: bool = False
) -> Week:
    """A channel's week up to now, with what everybody in it may see; of one's direct messages what one may see oneself.

    With `alone` that of the channel by itself. What the weekly digest need not tell again is left out, but for a `whole` one.
    Raises NotTold.
    """
    team, channel, now = where.team, where.channel, context.clock()
    with context.store.read() as reader:
        digest = reader.digest(team, channel)
        places = () if alone else reader.places(team, most=_MOST_PLACES)
    external = False
    if alone:
        others: Iterable[str] = ()
    elif where.place == "im":
        others = context.visibility.channels_of(person, places) & frozenset(places)
    else:
        external = context.visibility.is_external(channel)
        others = context.visibility.shared(channel, places)
    within = DigestChannels(team, (channel, *sorted(place for place in others if place != channel)))
    since = begins(digest.sent_at if digest is not None else None, now)
    with context.store.read() as reader:

        def address(decision: int) -> str | None:
            return thread_link(context.identity.url, reader.decision(decision))

        told = digest.told if digest is not None and not whole else None
        week = gather(reader, within, since, now, zone, workspace=not (external or alone), address=address, told=told)
    sent = digest.sent_at if digest is not None and not whole else None
    if sent is not None and _month(sent, zone) == _month(now, zone):
        # The chart comes with the first one of a month.
        return replace(week, months=())
    return week


def _month(at: float, zone: str) -> tuple[int, int]:
    day = local(at, zone)
    return day.year, day.month


def draw_digest(context: SlackContext, effect: Effect, item: DrawDigest) -> None:
    """Draw a digest, and put what it says into the outbox. Raises StoreError."""
    now = context.clock()
    where = Where(effect.team, effect.channel, item.place)
    with context.store.read() as reader:
        digest = reader.digest(effect.team, effect.channel)
    if item.at is not None and (digest is None or now - item.at >= LATE_SECONDS):
        _LOG.warning("digest not sent", reason="too late" if digest else "turned off", channel=effect.channel)
        with context.store.write() as unit:
            unit.done(effect.id)
        return
    weekly = digest if item.at is not None else None
    notes = [f"Every {schedule_of(weekly).words}; /should-we-finetune digest off ends it."] if weekly else []
    try:
        week = told_week(context, where, item.by, item.zone, whole=weekly is None)
    except NotTold as error:
        if put_off(context.store, effect, str(error), now, most=_TRIES, wait=_WAIT):
            return
        week = told_week(context, where, item.by, item.zone, alone=True, whole=weekly is None)
        notes.append(ALONE)
    # Nobody else reads one's direct messages, and nobody is pinged by their own asking.
    nobody: Container[str | None] = Everybody() if item.place == "im" else () if weekly else (item.by,)
    message, told = told_message(week.pinging(nobody), notes=notes)
    of = DigestPosted(item.by, item.place, now if weekly else None, digest.set_at if digest else None, told)
    post = Post(message.text, message.blocks, message.plainer, digest=of, expires=now + LATE_SECONDS)
    with context.store.write() as unit:
        if unit.done(effect.id) and not (weekly is not None and weekly.quiet and week.is_empty):
            unit.enqueue([effects.digest(where, post, now)])


def drawn_anew(unit: Unit, effect: Effect, now: float) -> list[Effect]:
    """What draws a digest again that was not sent yet and may quote what was forgotten; nothing for anything else."""
    of = _digest_of(effect)
    if of is None:
        return []
    digest = unit.digest(effect.team, effect.channel)
    zone = digest.zone if digest is not None else "UTC"
    return [to_draw(Where(effect.team, effect.channel, of.place), of.by, zone, now, at=of.until)]


def stands(unit: Unit, effect: Effect) -> None:
    """A message was delivered: where it is a week's digest, the next one begins where it ends."""
    of = _digest_of(effect)
    if of is not None and of.until is not None:
        unit.digest_sent(effect.team, effect.channel, of.until, of.told)


def refused(unit: Unit, effect: Effect, error: str, now: float) -> None:
    """A message can never be posted: where it is a digest it is turned off, and who set it up is told once."""
    of = _digest_of(effect)
    if of is None:
        return
    digest = unit.digest(effect.team, effect.channel)
    weekly = of.until is not None
    if weekly and (digest is None or digest.set_at != of.set_at):
        # It was turned off, or set up anew, since.
        return
    key = f"digest:{effect.team}:{effect.channel}:refused:{of.set_at if weekly else effect.id}"
    if weekly:
        unit.drop_digest(effect.team, effect.channel)
    if unit.first_time(key, now):
        to = ToPerson(of.by, effect.team, effect.channel, key)
        words = _refused_words(f"<#{effect.channel}>", of.place, error, weekly=weekly)
        unit.enqueue([effects.directly(to, words, now)])


def _digest_of(effect: Effect) -> DigestPosted | None:
    return effect.item.digest if isinstance(effect.item, Post) else None


def _refused_words(channel: str, place: Place, error: str, *, weekly: bool) -> str:
    channel = "our conversation" if place == "im" else channel
    why, then = f"Slack refuses it ({error})", "whoever runs me can see why in the log"
    if error in ("channel_not_found", "not_in_channel"):
        why, then = (
            "I am not in it" + (" and could not join it" if place == "public" else " any more"),
            "invite me there (/invite)",
        )
    elif "archived" in error:
        why, then = "it is archived", "open it again"
    elif error.startswith("restricted_action"):
        why, then = "your workspace lets only some people write there", "have me let in"
    if not weekly:
        return f"I could not post the digest in {channel}: {why}. {then[0].upper()}{then[1:]} and try again."
    return f"I could not post the weekly digest in {channel}: {why}. I turned it off; {then}, and say /should-we-finetune digest here to have it back."
