"""The Home tab: what is due of mine, what waits, my decisions, and a start button. Only what I may see, and the last drawn last."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.block_kit.forms import About
from bot.block_kit.home_tab import HomeSection, home_view
from bot.decisions.list_line import line_of
from bot.playground.workspace.limits import view_problems
from bot.playground.workspace.people import Person
from bot.store.effects import DrawHome
from bot.store.records import DecisionSummary
from bot.subcommands.home_tab import draw_home
from flows.log.entries import Entry
from tests.helpers.effects import an_effect
from tests.helpers.entries import an_entry
from tests.helpers.lived import keep_life
from tests.helpers.people import mentioned
from tests.helpers.running import Running

NOW = datetime(2026, 11, 22, 14, 5, tzinfo=UTC)
ONE = DecisionSummary(12, "T1", "C1", "public", "Contract clauses", "decided", "U1", NOW.timestamp(), NOW.timestamp())


def opened(bot: Running, person: Person) -> str:
    """Every word on somebody's Home tab after opening it."""
    assert bot.workspace.open_home(person) is not None
    bot.settle()
    return shown(bot, person)


def shown(bot: Running, person: Person) -> str:
    view = bot.workspace.home(person)
    assert view is not None
    return "\n".join(node["text"] for node in nodes(view.blocks) if isinstance(node.get("text"), str))


def nodes(value: object) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        return [value, *(node for part in value.values() for node in nodes(part))]
    return [node for part in value for node in nodes(part)] if isinstance(value, list | tuple) else []


def test_an_empty_tab_says_what_to_do_and_starts_a_decision_in_the_direct_message(bot: Running) -> None:
    ana, _, _ = bot.team()
    assert "Nothing of yours yet. Press" in opened(bot, ana)
    view = bot.workspace.home(ana)
    assert view is not None
    bot.workspace.click(ana, view, "Start").wait(5)
    bot.submit(ana, {"q:use_case": "contract clause extraction"})
    own = bot.workspace.direct_message(ana)
    assert "contract clause extraction" in str(bot.workspace.messages(own)[0].blocks)
    with bot.store.read() as reader:
        decision = reader.decision(1)
    assert decision is not None
    assert (decision.channel, decision.place, decision.started_by) == (own.id, "im", ana.id)
    told = opened(bot, ana)
    assert "Waits for an answer" in told
    assert "contract clause extraction" in told


def test_it_holds_what_is_mine_and_in_my_channels(bot: Running) -> None:
    ana, ben, channel = bot.team()
    secret = bot.workspace.channel("secret", [ana, ben], private=True)
    team = bot.workspace.team_id
    today = datetime.now(UTC).date()
    plan = {
        "method": "sft",
        "start": today.isoformat(),
        "limits": [],
        "checkpoints": [(today - timedelta(days=2)).isoformat()],
    }
    log = [
        an_entry("concluded", value={"verdict": "sft", "as_of": "2026-11-22"}),
        an_entry("accepted", value={"owner": ana.id}),
        an_entry("planned", value=plan),
    ]
    keep_life(
        bot.store,
        (_about("mine by owner"), *log),
        team=team,
        channel=channel.id,
        by=ben.id,
        thread_ts="1790000000.000001",
    )
    keep_life(
        bot.store,
        (_about("begun by me"), log[0]),
        team=team,
        channel=secret.id,
        place="private",
        by=ana.id,
        thread_ts="1790000000.000002",
    )
    keep_life(
        bot.store,
        (_about("of somebody else"),),
        team=team,
        channel=channel.id,
        by=ben.id,
        thread_ts="1790000000.000003",
    )
    ended = (_about("long over"), log[0], an_entry("adopted", value={"adopted": "yes"}))
    keep_life(bot.store, ended, team=team, channel=channel.id, by=ana.id, thread_ts="1790000000.000004")
    told = opened(bot, ana)
    assert (
        told.index("Due by")
        < told.index("mine by owner")
        < told.index("Waits for an answer")
        < told.index("begun by me")
    )
    assert told.index("Your decisions") < told.index("long over")
    assert "Overdue by 2 days" in told
    assert "somebody else" not in told
    bot.workspace.kick(ana, secret)
    bot.settle()
    assert "begun by me" not in opened(bot, ana)
    assert "begun by me" not in opened(bot, ben)


def _about(use_case: str) -> Entry:
    return an_entry("answered", "use_case", use_case, use_case, at=datetime(2026, 11, 22, tzinfo=UTC))


def test_the_messages_tab_draws_nothing(bot: Running) -> None:
    ana, _, _ = bot.team()
    own = bot.workspace.direct_message(ana)
    bot.workspace.emit({"type": "app_home_opened", "user": ana.id, "channel": own.id, "tab": "messages"})
    bot.settle()
    assert bot.workspace.home(ana) is None


def test_opened_many_times_at_once_the_last_drawn_stays(bot: Running) -> None:
    ana, _, channel = bot.team()
    bot.workspace.faults.slow("views.publish", seconds=0.4, times=1)
    bot.workspace.faults.duplicate(times=1)
    bot.workspace.open_home(ana)
    bot.begin(ana, channel, "ticket routing")
    for _ in range(4):
        bot.workspace.open_home(ana)
    bot.settle()
    assert "ticket routing" in shown(bot, ana)
    published = [call for call in bot.workspace.calls if call.method == "views.publish"]
    assert len(published) <= 5


def test_a_tab_that_was_lost_on_the_way_is_shown_again(bot: Running) -> None:
    ana, _, _ = bot.team()
    bot.workspace.faults.drop("views.publish", times=1)
    bot.workspace.faults.server_error("users.conversations", times=1)
    assert "Nothing of yours yet" in opened(bot, ana)


def test_where_slack_is_silent_the_tab_says_so_and_still_starts(bot: Running) -> None:
    ana, _, _ = bot.team()
    bot.workspace.faults.server_error("users.conversations", times=9)
    with bot.store.write() as unit:
        unit.enqueue(
            [an_effect("home", "home:x", {"by": ana.id}, None, bot.workspace.team_id, "D1", attempts=9, due=9e12)]
        )
        (waiting,) = unit.effects("home:x")
    draw_home(bot.application.context, replace(waiting, attempts=9), DrawHome(ana.id))
    bot.application.context.wake()
    bot.settle()
    bot.workspace.faults.clear()
    assert "Slack did not tell me in time" in shown(bot, ana)
    assert bot.workspace.home(ana).blocks[1]["elements"][0]["text"]["text"] == "Start"


@pytest.mark.parametrize(
    "typed", ["<!channel> <@U9>", "😀" * 300, "\ue004https://evil.example\ue005x\ue006", "x" * 300]
)
def test_anything_that_was_typed_fits_and_marks_nothing(typed: str) -> None:
    summary = replace(ONE, title=typed, waits_for=typed, asked_on="2026-11-01")
    url = "https://acme.slack.com/archives/C1/p1?thread_ts=1.1&cid=C1"
    lines = [(line_of(summary, NOW.date()), url)] * 12
    view = home_view(
        About("T1", "D1", place="im"),
        [HomeSection(kind, lines, True) for kind in ("due", "open", "rest")],
        date(2026, 11, 29),
        NOW,
    )
    assert not view_problems(view)
    assert len(view["blocks"]) <= 100
    assert len(json.dumps(view)) < 100_000
    assert {node["url"] for node in nodes(view["blocks"]) if node.get("type") == "link"} == {url}
    assert not mentioned("", view["blocks"])
    assert "And more: type /should-we-finetune list due." in str(view["blocks"])
