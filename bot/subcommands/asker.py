"""Who said a subcommand, and which decisions that person may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from bot.context import SlackContext
from bot.events import Where
from bot.store.records import DecisionSummary, Wanted

# The ways to look in one channel by its number; more channels than this no workspace's bot is in.
_MOST_CHANNELS = 500


@dataclass(frozen=True, slots=True)
class Asker:
    """Who asks, and where."""

    where: Where
    by: str
    thread_ts: str | None = None


def seen_by(context: SlackContext, asker: Asker) -> Wanted:
    """What a person may see at all: decisions of the channels they are in, and their own direct messages. Raises NotTold."""
    team = asker.where.team
    channels = context.visibility.channels_of(asker.by, _channels_with_decisions(context, team))
    return Wanted(team=team, channels=channels, direct_of=asker.by)


def find(context: SlackContext, asker: Asker, number: int) -> DecisionSummary | None:
    """A decision by its number, where the person may see it. Raises NotTold."""
    with context.store.read() as reader:
        summary = reader.summary(number)
    if summary is None or summary.team != asker.where.team:
        return None
    if summary.place == "im":
        return summary if summary.started_by == asker.by else None
    return summary if summary.channel in context.visibility.channels_of(asker.by, (summary.channel,)) else None


def _channels_with_decisions(context: SlackContext, team: str) -> Iterator[str]:
    """Looked up only where Slack does not list the channels of a person."""
    with context.store.read() as reader:
        among = reader.channels(team, most=_MOST_CHANNELS)
    yield from among
