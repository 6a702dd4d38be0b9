"""Draws the Home tab of a person who opened it: their decisions, as far as they may see them."""

from __future__ import annotations

from dataclasses import replace

from bot.block_kit.forms import About
from bot.block_kit.home_tab import HomeSection, home_view
from bot.context import SlackContext
from bot.decisions.list_line import SOON
from bot.events import Where, utc
from bot.outbox.effects import publish
from bot.outbox.put_off import put_off
from bot.slack_api.errors import NotTold
from bot.store.effects import DrawHome
from bot.store.records import DecisionSummary, Effect
from bot.subcommands.asker import Asker, seen_by
from bot.subcommands.list_search import with_links

# How many of each are shown.
_DUE, _OPEN, _REST = 12, 12, 10
_TRIES = 3
_WAIT = 1.0


def draw_home(context: SlackContext, effect: Effect, item: DrawHome) -> None:
    """Draw the tab, and put it into the outbox. Raises StoreError."""
    asker = Asker(Where(effect.team, effect.channel, "im"), item.by)
    with context.store.read() as reader:
        # It was opened more than once meanwhile: one tab answers all of them.
        opened = [queued.id for queued in reader.effects(effect.lane) if isinstance(queued.item, DrawHome)]
    now = context.clock()
    sections: tuple[HomeSection, ...] | None = None
    try:
        sections = _sections(context, asker)
    except NotTold as error:
        if put_off(context.store, effect, str(error), now, most=_TRIES, wait=_WAIT):
            return
    about = About(effect.team, effect.channel, place="im")
    view = home_view(about, sections, context.today() + SOON, utc(now))
    with context.store.write() as unit:
        if unit.done(effect.id):
            for id_ in opened:
                unit.done(id_)
            unit.enqueue([publish(effect, asker.by, view, now)])


def _sections(context: SlackContext, asker: Asker) -> tuple[HomeSection, ...]:
    mine = replace(seen_by(context, asker), person=asker.by)
    today = context.today()
    with context.store.read() as reader:
        due = reader.summaries(replace(mine, due_by=(today + SOON).isoformat(), order="due"), most=_DUE + 1)
        shown = {summary.decision for summary in due}
        waiting = _without(reader.summaries(replace(mine, waiting=True), most=_OPEN + 1 + len(shown)), shown)
        shown |= {summary.decision for summary in waiting}
        rest = _without(reader.summaries(mine, most=_REST + 1 + len(shown)), shown)
        return (
            HomeSection("due", with_links(reader, due[:_DUE], context.identity.url, today), len(due) > _DUE),
            HomeSection("open", with_links(reader, waiting[:_OPEN], context.identity.url, today), len(waiting) > _OPEN),
            HomeSection("rest", with_links(reader, rest[:_REST], context.identity.url, today), len(rest) > _REST),
        )


def _without(summaries: tuple[DecisionSummary, ...], shown: set[int]) -> tuple[DecisionSummary, ...]:
    return tuple(summary for summary in summaries if summary.decision not in shown)
