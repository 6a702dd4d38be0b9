"""The weekly digest on its way: what a channel may be told, drawn once it is due, and what is told where it cannot be posted."""

from __future__ import annotations

from collections.abc import Iterable

import structlog

from bot.decisions.permalink import thread_link
from bot.digest.gather import begins, gather
from bot.digest.message import digest_message
from bot.digest.model import Week
from bot.digest.schedule import LATE_SECONDS, Schedule
from bot.events import Where
from bot.outbox.effects import sendable
from bot.outbox.notices import directly
from bot.slack_api.users import NotTold
from bot.store.protocol import Unit
from bot.store.records import Digest, Effect, Within
from bot.subcommands.runner import Desk

_LOG = structlog.get_logger("digest")
_TRIES = 5
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
    payload = {"by": by, "place": where.place, "zone": zone, "at": at}
    return Effect("digest", _lane(where.team, where.channel), payload, None, where.team, where.channel, created=now)


def told_week(desk: Desk, where: Where, person: str, zone: str, *, alone: bool = False) -> Week:
    """A channel's week up to now, with what everybody in it may see; of one's direct messages what one may see oneself.

    With `alone` that of the channel by itself. Raises NotTold.
    """
    team, channel, now = where.team, where.channel, desk.clock()
    with desk.store.read() as reader:
        digest = reader.digest(team, channel)
        places = () if alone else reader.places(team, most=_MOST_PLACES)
    external = False
    if alone:
        others: Iterable[str] = ()
    elif where.place == "im":
        others = desk.sight.channels_of(person, places) & frozenset(places)
    else:
        external = desk.sight.is_external(channel)
        others = desk.sight.shared(channel, places)
    within = Within(team, (channel, *sorted(one for one in others if one != channel)))
    since = begins(digest.sent_at if digest is not None else None, now)
    with desk.store.read() as reader:

        def address(decision: int) -> str | None:
            return thread_link(desk.url, reader.decision(decision))

        return gather(reader, within, since, now, zone, workspace=not (external or alone), address=address)


def draw_digest(desk: Desk, effect: Effect) -> None:
    """Draw one effect of kind `digest`, and put what it says into the outbox. Raises StoreError."""
    said, now = effect.payload, desk.clock()
    where, weekly = Where(effect.team, effect.channel, said["place"]), said["at"] is not None
    with desk.store.read() as reader:
        digest = reader.digest(effect.team, effect.channel)
    if weekly and (digest is None or now - said["at"] >= LATE_SECONDS):
        _LOG.warning("digest not sent", reason="too late" if digest else "turned off", channel=effect.channel)
        with desk.store.write() as unit:
            unit.done(effect.id)
        return
    notes = [f"Every {schedule_of(digest).words}; /should-we-finetune digest off ends it."] if weekly and digest else []
    try:
        week = told_week(desk, where, said["by"], said["zone"])
    except NotTold as error:
        if desk.tries_again(effect, error, most=_TRIES):
            return
        week = told_week(desk, where, said["by"], said["zone"], alone=True)
        notes.append(ALONE)
    about = {
        "by": said["by"],
        "place": said["place"],
        "until": now if weekly else None,
        "set_at": digest.set_at if digest else None,
    }
    payload = sendable(digest_message(week, notes=notes)) | {"digest": about, "expires": now + LATE_SECONDS}
    with desk.store.write() as unit:
        if unit.done(effect.id) and not (weekly and digest is not None and digest.quiet and week.is_empty):
            lane = _lane(effect.team, effect.channel)
            unit.enqueue([Effect("post", lane, payload, None, effect.team, effect.channel, created=now)])


def drawn_anew(unit: Unit, effect: Effect, now: float) -> list[Effect]:
    """What draws a digest again that was not sent yet and may quote what was forgotten; nothing for anything else."""
    about = effect.payload.get("digest")
    if about is None:
        return []
    digest = unit.digest(effect.team, effect.channel)
    zone = digest.zone if digest is not None else "UTC"
    return [to_draw(Where(effect.team, effect.channel, about["place"]), about["by"], zone, now, at=about["until"])]


def stands(unit: Unit, effect: Effect) -> None:
    """A digest was delivered: the next one begins where it ends."""
    until = (effect.payload.get("digest") or {}).get("until")
    if until is not None:
        unit.digest_sent(effect.team, effect.channel, until)


def refused(unit: Unit, effect: Effect, error: str, now: float) -> None:
    """A digest can never be posted: it is turned off, and who set it up is told once."""
    about = effect.payload["digest"]
    digest = unit.digest(effect.team, effect.channel)
    weekly = about["until"] is not None
    if weekly and (digest is None or digest.set_at != about["set_at"]):
        # It was turned off, or set up anew, since.
        return
    key = f"digest:{effect.team}:{effect.channel}:refused:{about['set_at'] if weekly else effect.id}"
    if weekly:
        unit.drop_digest(effect.team, effect.channel)
    if unit.first_time(key, now):
        unit.enqueue(
            [directly(about["by"], _refused_words(effect, error, weekly=weekly), effect.team, effect.channel, now, key)]
        )


def _refused_words(effect: Effect, error: str, *, weekly: bool) -> str:
    place = effect.payload["digest"]["place"]
    channel = "our conversation" if place == "im" else f"<#{effect.channel}>"
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


def _lane(team: str, channel: str) -> str:
    return f"digest:{team}:{channel}"
