"""Draws the Home tab of a person who opened it: their decisions, as far as they may see them."""

from __future__ import annotations

from dataclasses import replace

from bot.block_kit.forms import About
from bot.block_kit.home_tab import Section, home_view
from bot.decisions.list_line import SOON
from bot.events import Where, utc
from bot.slack_api.users import NotTold
from bot.store.records import Effect, Standing
from bot.subcommands.list_search import with_links
from bot.subcommands.runner import Asker, Desk

# How many of each are shown.
_DUE, _OPEN, _REST = 12, 12, 10
_TRIES = 3
_WAIT = 1.0


def draw_home(desk: Desk, effect: Effect) -> None:
    """Draw the tab for one effect of kind `home`, and put it into the outbox. Raises StoreError."""
    asker = Asker(Where(effect.team, effect.channel, "im"), effect.payload["by"])
    with desk.store.read() as reader:
        # It was opened more than once meanwhile: one tab answers all of them.
        opened = [one.id for one in reader.effects(effect.lane) if one.kind == "home"]
    now = desk.clock()
    sections: tuple[Section, ...] | None = None
    try:
        sections = _sections(desk, asker)
    except NotTold as error:
        if desk.tries_again(effect, error, most=_TRIES, wait=_WAIT):
            return
    about = About(effect.team, effect.channel, place="im")
    view = home_view(about, sections, desk.today() + SOON, utc(now))
    with desk.store.write() as unit:
        if unit.done(effect.id):
            for other in opened:
                unit.done(other)
            unit.enqueue(
                [Effect("publish", effect.lane, {"user": asker.by, "view": view}, None, effect.team, "", created=now)]
            )


def _sections(desk: Desk, asker: Asker) -> tuple[Section, ...]:
    mine = replace(desk.seen_by(asker), person=asker.by)
    today = desk.today()
    with desk.store.read() as reader:
        due = reader.standings(replace(mine, due_by=(today + SOON).isoformat(), order="due"), most=_DUE + 1)
        shown = {one.decision for one in due}
        waiting = _without(reader.standings(replace(mine, waiting=True), most=_OPEN + 1 + len(shown)), shown)
        shown |= {one.decision for one in waiting}
        rest = _without(reader.standings(mine, most=_REST + 1 + len(shown)), shown)
        return (
            Section("due", with_links(reader, due[:_DUE], desk.url, today), len(due) > _DUE),
            Section("open", with_links(reader, waiting[:_OPEN], desk.url, today), len(waiting) > _OPEN),
            Section("rest", with_links(reader, rest[:_REST], desk.url, today), len(rest) > _REST),
        )


def _without(found: tuple[Standing, ...], shown: set[int]) -> tuple[Standing, ...]:
    return tuple(one for one in found if one.decision not in shown)
