"""What the outbox is asked to do, made in one place: which item, in which lane."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from bot.block_kit.message import Message
from bot.block_kit.notes import told
from bot.events import Where
from bot.store.effects import (
    AnswerRequest,
    Delete,
    Direct,
    DrawDigest,
    DrawHome,
    DrawThread,
    Ephemeral,
    EraseWorkspace,
    ExportVerdict,
    GiveFile,
    Item,
    MeasureFiles,
    Post,
    Publish,
    React,
    Respond,
    RunSubcommand,
    ScrubFile,
    Unreact,
    Update,
    UploadFile,
)
from bot.store.records import Decision, Effect
from bot.thread.plan import Draw


@dataclass(frozen=True, slots=True)
class ToPerson:
    """Whom something is told alone, and by which way: the address of a click or command, else where they are.

    key     tells it from everything else that is said
    about   the decision that the words quote, if any: they go with it when that is forgotten
    """

    person: str
    team: str
    channel: str
    key: str
    thread_ts: str | None = None
    response_url: str | None = None
    about: int | None = None


def drawing_lane(decision: int) -> str:
    """Where a thread is brought up to date; apart from its deliveries, which may be slow."""
    return f"draw:{decision}"


def thread_lane(decision: int) -> str:
    """Where the messages of a thread go out, in order."""
    return f"thread:{decision}"


def digest_lane(where: Where) -> str:
    """Where a channel's digest is drawn and posted."""
    return f"digest:{where.team}:{where.channel}"


def bring_up_to_date(decision: Decision, now: float) -> Effect:
    """Make the thread say what the log says."""
    return _of(decision, DrawThread(), drawing_lane(decision.id), now)


def answer_request(decision: Decision, item: AnswerRequest, now: float) -> Effect:
    """Answer a request such as "status" or "what if volume is 2M" in the thread."""
    return _of(decision, item, drawing_lane(decision.id), now)


def export(decision: Decision, by: str, number: int, now: float) -> Effect:
    """Put a decision's how-many-th verdict into the thread as a file."""
    return _of(decision, ExportVerdict(by, number), drawing_lane(decision.id), now)


def upload(decision: Decision, file: UploadFile, drawn_for: int, now: float) -> Effect:
    """Put a file into the thread. A file is slow, and may be refused: nothing waits behind it."""
    return _of(decision, file, f"file:{drawn_for}", now)


def measure(
    decision: Decision, by: str, files: Iterable[str], key: str, now: float, chosen: dict[str, str] | None = None
) -> Effect:
    """Measure files that somebody shared. It takes its time: nothing waits behind it."""
    return _of(decision, MeasureFiles(by, tuple(files), chosen or {}), f"measure:{key}", now)


def home(where: Where, person: str, now: float) -> Effect:
    """Show a person their Home tab as it is now. Each person's is a lane of its own: what was drawn last is shown last."""
    return Effect(DrawHome(person), f"home:{where.team}:{person}", None, where.team, where.channel, created=now)


def publish(drawn: Effect, person: str, view: dict[str, Any], now: float) -> Effect:
    """Put a Home tab that was drawn into Slack."""
    return Effect(Publish(person, view), drawn.lane, None, drawn.team, created=now)


def digest(where: Where, item: DrawDigest | Post, now: float) -> Effect:
    """Draw or post a channel's digest."""
    return Effect(item, digest_lane(where), None, where.team, where.channel, created=now)


def give_file(team: str, file: GiveFile, now: float) -> Effect:
    """Give a person a file in their direct message with the bot."""
    return Effect(file, f"document:{team}:{file.user}", None, team, created=now)


def direct_key(team: str, person: str) -> str:
    """Under which key it is noted which channel a person's direct message with the bot is."""
    return f"direct:{team}:{person}"


def send(decision: Decision, draw: Draw, now: float, *, broadcast: bool = False, due: float = 0.0) -> Effect:
    """Post or change one message of the thread."""
    class_ = Post if draw.kind == "post" else Update
    message = draw.message
    item = class_(message.text, message.blocks, message.plainer, draw.version, broadcast)
    return _of(decision, item, thread_lane(decision.id), now, name=draw.name, due=due)


def tell(to: ToPerson, sentence: str, now: float) -> Effect:
    """Say something to one person alone."""
    return _alone(to, Message(sentence, ()), now, ())


def answer(to: ToPerson, message: Message, now: float, quotes: Iterable[int] | None = ()) -> Effect:
    """The same for a whole message, which may quote several decisions; None where nobody knows which."""
    return _alone(to, message, now, quotes if quotes is None else tuple(quotes))


def explain(to: ToPerson, now: float) -> Effect:
    """Tell one person what the bot does and how to begin."""
    return _alone(to, told("help"), now, ())


def directly(to: ToPerson, sentence: str, now: float, quotes: tuple[int, ...] | None = ()) -> Effect:
    """Say something to a person in a direct message."""
    item = Direct(sentence, to.person, quotes)
    return Effect(item, f"tell:{to.key}", to.about, to.team, to.channel, created=now)


def run_subcommand(where: Where, item: RunSubcommand, key: str, now: float) -> Effect:
    """Carry out a subcommand, and answer that person."""
    return Effect(item, f"order:{key}", None, where.team, where.channel, created=now)


def tick(decision: Decision, ts: str, now: float, *, remove: bool = False) -> Effect:
    """Put a check mark on a reply that was counted, or take it off."""
    return _of(decision, Unreact(ts) if remove else React(ts), f"tick:{decision.channel}:{ts}", now)


def delete(decision: int, team: str, channel: str, item: Delete, now: float) -> Effect:
    """Delete a message or a file of ours in Slack."""
    return Effect(item, f"forget:{decision}", decision, team, channel, created=now)


def erase(team: str, why: str, up_to: int, now: float) -> Effect:
    """Delete all that is kept of a workspace, up to a decision and to now."""
    return Effect(EraseWorkspace(why, up_to, now), f"erase:{team}", None, team, created=now)


def scrub(now: float) -> Effect:
    """Rub what was deleted out of the database file."""
    return Effect(ScrubFile(), "scrub", created=now)


def _of(decision: Decision, item: Item, lane: str, now: float, *, name: str = "", due: float = 0.0) -> Effect:
    return Effect(item, lane, decision.id, decision.team, decision.channel, name, due=due, created=now)


def _alone(to: ToPerson, message: Message, now: float, quotes: tuple[int, ...] | None) -> Effect:
    lane = f"tell:{to.key}"
    if to.response_url is not None:
        respond = Respond(
            message.text, to.person, to.response_url, message.blocks, message.plainer, to.thread_ts, quotes
        )
        return Effect(respond, lane, to.about, to.team, to.channel, created=now)
    here = Ephemeral(message.text, to.person, message.blocks, message.plainer, to.thread_ts, quotes)
    return Effect(here, lane, to.about, to.team, to.channel, created=now)
