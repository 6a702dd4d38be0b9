"""`digest`: set a channel's weekly digest up, turn it off, have it now, or see it alone."""

from __future__ import annotations

from dataclasses import replace

from bot.block_kit.message import Message
from bot.block_kit.rich_text import escaped, rich
from bot.context import SlackContext
from bot.digest.message import day, digest_message
from bot.digest.post import schedule_of, to_draw, told_week, week_key
from bot.digest.schedule import Occurrence, following, named_zone
from bot.store.protocol import Reader, Unit
from bot.store.records import Digest
from bot.subcommands.answer import Answer, in_words
from bot.subcommands.asker import Asker
from bot.subcommands.parse import Subcommand
from bot.subcommands.weekday import read_when
from bot.text.templates import slack

_PRIVATE = "I am not in this channel: invite me (/invite), then say that again."
_OTHERS = "I am not part of this conversation and cannot be invited to it. Use a channel, or write to me directly."


def digest(context: SlackContext, subcommand: Subcommand, asker: Asker) -> Answer:
    """Carry out `digest here monday 09:00`, `digest off`, `digest now`, `digest preview`, or `digest` alone. Raises NotTold."""
    what, _, rest = subcommand.words.partition(" ")
    match what:
        case "here":
            return _here(context, asker, rest)
        case "off":
            return _off(context, asker)
        case "now":
            return _now(context, asker)
        case "preview":
            return _preview(context, asker)
    with context.store.read() as reader:
        set_up = reader.digest(asker.where.team, asker.where.channel)
        return _answer("set", digest=set_up, when=_when(set_up), next=_next(reader, set_up, context.clock()), day=day)


def _here(context: SlackContext, asker: Asker, words: str) -> Answer:
    when = read_when(words)
    refusal = when if isinstance(when, str) else _not_there(context, asker)
    if refusal is not None or isinstance(when, str):
        return in_words(str(refusal))
    zone = named_zone(context.users.about(asker.by).zone)
    where, now = asker.where, context.clock()
    new = Digest(
        where.team, where.channel, where.place, when.weekday, when.minute, zone or "UTC", when.quiet, asker.by, now
    )
    with context.store.read() as reader:
        before = reader.digest(where.team, where.channel)
        next_ = _next(reader, new, now)

    def write(unit: Unit) -> None:
        told = unit.digest(where.team, where.channel)
        unit.keep_digest(replace(new, sent_at=told.sent_at, told=told.told) if told is not None else new)

    same = before is not None and (before.weekday, before.minute, before.zone) == (new.weekday, new.minute, new.zone)
    answer = _answer(
        "here",
        digest=new,
        when=_when(new),
        next=next_,
        zone=zone,
        before=None if same else _when(before),
        day=day,
        own=where.place == "im",
    )
    return replace(answer, write=write)


def _off(context: SlackContext, asker: Asker) -> Answer:
    team, channel = asker.where.team, asker.where.channel
    with context.store.read() as reader:
        set_up = reader.digest(team, channel)
    return replace(_answer("off", digest=set_up), write=lambda unit: _dropped(unit, team, channel))


def _dropped(unit: Unit, team: str, channel: str) -> None:
    unit.drop_digest(team, channel)


def _now(context: SlackContext, asker: Asker) -> Answer:
    refusal = _not_there(context, asker)
    if refusal is not None:
        return in_words(refusal)
    effect = to_draw(asker.where, asker.by, _zone(context, asker), context.clock())
    return replace(_answer("now"), write=lambda unit: unit.enqueue([effect]))


def _preview(context: SlackContext, asker: Asker) -> Answer:
    with context.store.read() as reader:
        set_up = reader.digest(asker.where.team, asker.where.channel)
    week = told_week(context, asker.where, asker.by, _zone(context, asker))
    skipped = "A week like this is passed over." if week.is_empty and set_up is not None and set_up.quiet else ""
    return Answer(digest_message(week, notes=("Only you see this.", skipped)), about=None)


def _zone(context: SlackContext, asker: Asker) -> str:
    """That of the channel's digest; where it has none, of the person who asks."""
    with context.store.read() as reader:
        set_up = reader.digest(asker.where.team, asker.where.channel)
    return set_up.zone if set_up is not None else named_zone(context.users.about(asker.by).zone) or "UTC"


def _not_there(context: SlackContext, asker: Asker) -> str | None:
    """Why nothing can be posted where the person is; None where it can. A public channel is joined when it is posted to."""
    match asker.where.place:
        case "private":
            return None if context.visibility.members(asker.where.channel) else _PRIVATE
        case "mpim":
            return None if context.visibility.members(asker.where.channel) else _OTHERS
        case "im":
            return None if context.visibility.is_ours(asker.where.channel) else _OTHERS
    return None


def _when(set_up: Digest | None) -> str | None:
    return schedule_of(set_up).words if set_up is not None else None


def _next(reader: Reader, set_up: Digest | None, now: float) -> Occurrence | None:
    """The next time that has no digest yet: after a change of the day this week's may have been."""
    times = following(schedule_of(set_up), now) if set_up is not None else ()
    return next(
        (
            occurrence
            for occurrence in times
            if set_up is not None and reader.seen(week_key(set_up, occurrence.week)) is None
        ),
        None,
    )


def _answer(part: str, **values: object) -> Answer:
    words = slack("digest", part=part, **values)
    return Answer(Message(text=escaped(words), blocks=(rich(words),)))
