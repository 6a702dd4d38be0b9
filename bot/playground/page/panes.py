"""Every pane of the page, for one seat."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Any

from bot.events import utc
from bot.playground.page import bench
from bot.playground.page.draw import draw
from bot.playground.page.messages import channel_pieces, has_news, thread_pieces
from bot.playground.page.pieces import Panes, Piece, Told
from bot.playground.page.rendering import drawn
from bot.playground.page.scenery import scene_of
from bot.playground.page.seat import HOME, Seat, named, visible
from bot.playground.stage import Stage
from bot.playground.workspace.conversations import Channel
from bot.playground.workspace.views import View


@dataclass(frozen=True)
class SidebarEntry:
    """A line at the left: where it leads, and how much is new there."""

    name: str
    way: str
    news: int
    here: bool
    private: bool = False


class Looker:
    """Gathers panes, and remembers what each person has seen and in which order things came."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.journal = bench.Journal()
        self._seen: dict[tuple[str, str], str] = {}
        self._lock = threading.Lock()

    def news(self, seat: Seat, told: Told) -> list[dict[str, Any]]:
        """What the page of a seat has not been told yet. Nothing changes while it is drawn."""
        with self.stage.workspace.lock:
            return told.news(self._panes(seat))

    def _panes(self, seat: Seat) -> Panes:
        stage = self.stage
        if not seat.home:
            self._see(seat)
        places = self._entries(seat)
        view = stage.workspace.open_view(seat.person)
        return {
            "day": [_day(stage)],
            "places": [Piece("places", tuple(places), lambda: drawn("places", places=places))],
            "title": [_title(stage, seat)],
            "messages": [] if seat.home else channel_pieces(stage, seat),
            "thread": [] if seat.home else thread_pieces(stage, seat),
            "home": _home(stage, seat) if seat.home else [],
            "modal": [_modal(stage, seat, view)] if view is not None else [],
            "failed": [_failed(stage)],
            "faults": [bench.faults_piece(stage)] if seat.bench else [],
            "bench": bench.rows(stage, self.journal) if seat.bench else [],
        }

    def _see(self, seat: Seat) -> None:
        last = [next(reversed(seat.channel.messages), ""), *(message.ts for message in seat.channel.ephemerals[-1:])]
        with self._lock:
            self._seen[seat.person.id, seat.channel.id] = max(last)

    def _entries(self, seat: Seat) -> list[SidebarEntry]:
        stage, person = self.stage, seat.person
        own = stage.workspace.dm_with(person.id)
        entries = [self._entry(seat, channel) for channel in [*visible(stage, person), own]]
        return [*entries, SidebarEntry("Home", seat.address(stage, **{"in": HOME, "thread": None}), 0, seat.home)]

    def _entry(self, seat: Seat, channel: Channel) -> SidebarEntry:
        stage = self.stage
        name = named(stage, channel, seat.person)
        here = channel is seat.channel and not seat.home
        way = seat.address(stage, **{"in": name, "thread": None})
        news = has_news(seat, channel, self._seen.get((seat.person.id, channel.id), ""))
        return SidebarEntry(channel.name or "Messages", way, 0 if here else news, here, channel.kind == "group")


def _day(stage: Stage) -> Piece:
    now = stage.clock()
    apart = (utc(now).date() - utc(stage.clock.real).date()).days
    return Piece("day", (int(now // 60), apart), lambda: drawn("clock", now=now, apart=apart, run=stage.run))


def _title(stage: Stage, seat: Seat) -> Piece:
    channel, bot = seat.channel, stage.workspace.bot
    people = [stage.workspace.people[user_id].name for user_id in channel.members if user_id != bot.id]
    there = bot.id in channel.members
    version = (channel.id, seat.home, tuple(people), there, seat.person.id)

    def draw_title() -> str:
        return drawn(
            "title",
            channel=channel,
            home=seat.home,
            people=people,
            there=there,
            bot=bot.name,
            place=HOME if seat.home else named(stage, channel, seat.person),
            ways=(
                seat.address(stage, **{"in": HOME, "thread": None}),
                seat.address(stage, **{"in": "app", "thread": None}),
            ),
        )

    return Piece("title", version, draw_title)


def _home(stage: Stage, seat: Seat) -> list[Piece]:
    view = stage.workspace.home(seat.person)
    if view is None:
        return [Piece("home", "", lambda: drawn("no_home"))]
    return [
        Piece(
            "home",
            (view.id, view.hash),
            lambda: drawn("home", view=view, body=draw(view.blocks, scene_of(stage, seat, view))),
        )
    ]


def _modal(stage: Stage, seat: Seat, view: View) -> Piece:
    version = (view.id, view.hash, tuple(sorted(view.errors.items())))
    return Piece(
        "modal", version, lambda: drawn("modal", view=view, body=draw(view.blocks, scene_of(stage, seat, view)))
    )


def _failed(stage: Stage) -> Piece:
    count = bench.failed(stage)
    return Piece("failed", count, lambda: drawn("failed", count=count))
