"""`list` and `search`: what a person may see, a line each, and nothing that was typed becomes more than text."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.block_kit.decision_list import listed_message
from bot.decisions.list_line import line_of
from bot.playground.workspace.limits import message_problems
from bot.store.records import DecisionSummary
from flows.lifecycle.records import Stage
from flows.verdict.headlines import STAGES
from tests.helpers.entries import an_entry
from tests.helpers.people import by_id, mentioned
from tests.helpers.running import Running, words

TODAY = date(2026, 11, 22)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC).timestamp()
DAY = 86_400.0
ONE = DecisionSummary(
    12, "T1", "C1", "public", "Contract clauses", "decided", "U1", NOON - 3 * DAY, NOON, decided_at=NOON - DAY
)


def line_said(summary: DecisionSummary, url: str | None = None) -> str:
    message = listed_message("Heading", [(line_of(summary, TODAY), url)], lambda _: None)
    return by_id(message.text).split("\n")[1]


def test_every_stage_has_words() -> None:
    assert set(STAGES) == set(Stage.__args__)


@pytest.mark.parametrize(
    ("summary", "line"),
    [
        (
            replace(ONE, stage="asking", waits_for="Who keeps it alive?"),
            "• 12 Contract clauses: questions are open since 2026-11-19. Owner: U1. Waits for: Who keeps it alive?",
        ),
        (
            replace(ONE, verdict="sft", method="sft", waits_for="accept, another way or not now"),
            "• 12 Contract clauses: decided, not accepted yet since 2026-11-21; supervised fine-tuning. Owner: U1. Waits for: accept, another way or not now.",
        ),
        (
            replace(ONE, verdict="not_ready", method="not_ready", ready_for="lora"),
            "• 12 Contract clauses: decided, not accepted yet since 2026-11-21; not ready to train, then LoRA on your own GPUs. Owner: U1.",
        ),
        (
            replace(
                ONE,
                stage="training",
                method="rft",
                owner="U2",
                reacted_at=NOON - 2 * DAY,
                due_on="2026-11-29",
                due_what="checkpoint 2",
            ),
            "• 12 Contract clauses: in training since 2026-11-20; reinforcement fine-tuning. Owner: U2. Next: checkpoint 2 on 2026-11-29.",
        ),
        (
            replace(
                ONE,
                stage="training",
                asked_on="2026-11-19",
                due_on="2026-11-23",
                due_what="checkpoint 1",
                waits_for="the numbers of checkpoint 1",
            ),
            "• 12 Contract clauses: in training since 2026-11-22. Owner: U1. Overdue by 3 days: checkpoint 1, asked on 2026-11-19.",
        ),
        (
            replace(ONE, stage="training", asked_on="2026-11-22", waits_for="the numbers of checkpoint 1"),
            "• 12 Contract clauses: in training since 2026-11-22. Owner: U1. Asked today: checkpoint 1.",
        ),
        (
            replace(ONE, stage="accepted", due_on="2026-11-21", due_what="review"),
            "• 12 Contract clauses: accepted since 2026-11-22. Owner: U1. Overdue by 1 day: review of 2026-11-21.",
        ),
        (
            replace(ONE, stage="superseded", superseded_by=14),
            "• 12 Contract clauses: replaced by 14 since 2026-11-22. Owner: U1.",
        ),
    ],
)
def test_a_line_says_where_a_decision_stands_and_what_is_next(summary: DecisionSummary, line: str) -> None:
    assert line_said(summary) == line


def test_a_title_leads_to_its_thread() -> None:
    url = "https://acme.slack.com/archives/C1/p1790000000000100?thread_ts=1790000000.000100&cid=C1"
    summary = replace(ONE, title="<!channel> & <https://evil.example|here>")
    assert f"<{url.replace('&', '&amp;')}|&lt;!channel&gt; &amp; &lt;https://evil.example|here&gt;>" in line_said(
        summary, url
    )
    message = listed_message("Heading", [(line_of(summary, TODAY), url)], lambda _: None)
    links = [node for node in _nodes(message.blocks) if node.get("type") == "link"]
    assert [(link["url"], link["text"]) for link in links] == [(url, summary.title)]
    assert "link" not in str(
        listed_message("Heading", [(line_of(summary, TODAY), "javascript:alert(1)")], lambda _: None).blocks
    )


TYPED = st.text(max_size=300) | st.sampled_from(
    ("😀" * 300, "\ue004https://evil.example\ue005x\ue006", "<!channel>", "*b* _i_")
)


@given(title=TYPED, waits=TYPED, count=st.integers(1, 20))
def test_a_list_of_anything_fits_and_marks_nothing(title: str, waits: str, count: int) -> None:
    listed = (
        line_of(replace(ONE, title=title or "-", waits_for=waits or None), TODAY),
        "https://acme.slack.com/archives/C1/p1",
    )
    message = listed_message("Heading", [listed] * count, lambda left: f"And {left} more." if left else None)
    assert not message_problems({"text": message.text, "blocks": list(message.blocks)})
    assert len(json.dumps(message.blocks)) <= 12_600
    assert {node["url"] for node in _nodes(message.blocks) if node.get("type") == "link"} <= {
        "https://acme.slack.com/archives/C1/p1"
    }
    assert not mentioned(message.text, message.blocks), "it tells one person, who asked"


def _nodes(value: object) -> list[dict]:
    if isinstance(value, dict):
        return [value, *(node for part in value.values() for node in _nodes(part))]
    return [node for part in value for node in _nodes(part)] if isinstance(value, list | tuple) else []


def test_lists_hold_what_they_say_and_lead_to_the_threads(bot: Running, decide, add, order) -> None:
    ana, ben, channel = bot.team()
    assert "You can see no decision yet" in order(ana, channel, "list")
    root = decide(ana, channel)
    bot.begin(ben, channel, "ticket routing")
    bot.settle()
    told = order(ana, channel, "list open")
    assert told.index("ticket routing") < told.index("contract clause extraction")
    assert "Waits for" in told
    link = (
        f"https://acme.slack.com/archives/{channel.id}/p{root.ts.replace('.', '')}?thread_ts={root.ts}&cid={channel.id}"
    )
    assert link in str(bot.workspace.ephemerals(ana)[-1].blocks)
    assert "no decision that is decided" in order(ana, channel, "list decided")
    add(1, an_entry("accepted", value={"verdict": 1, "owner": ben.id}, by=ana.id))
    told = order(ben, channel, "list decided")
    assert "accepted since" in told
    assert "ticket routing" not in told
    assert "Owner: Ben." in told
    assert "ticket routing" not in order(ben, channel, "list training")


def test_what_is_due_is_listed_with_what_is_overdue_first(bot: Running, decide, add, order) -> None:
    ana, _, channel = bot.team()
    assert "Nothing is due by" in order(ana, channel, "list due")
    today = datetime.now(UTC).date()
    plan = {"method": "sft", "start": today.isoformat(), "budget_usd": 100, "limits": []}
    for number, days in ((1, 6), (2, 30), (3, -3)):
        decide(ana, channel, f"use case {number}, 20k requests a month")
        days_on = [(today + timedelta(days=days)).isoformat()]
        add(
            number,
            an_entry("accepted", value={"verdict": 1, "owner": ana.id}, by=ana.id),
            an_entry("planned", value=plan | {"checkpoints": days_on}),
            an_entry("step_done", by=ana.id),
        )
    told = order(ana, channel, "list due")
    assert "Overdue by 3 days" in told
    assert told.index("use case 3") < told.index("use case 1")
    assert "use case 2" not in told


def test_search_finds_the_best_and_says_how_to_search(bot: Running, order) -> None:
    ana, _, channel = bot.team()
    for number in range(12):
        bot.begin(ana, channel, f"routing of tickets {number}")
    bot.begin(ana, channel, "contract clauses")
    bot.settle()
    assert "contract clauses" in order(ana, channel, "search CLAUSE")
    told = order(ana, channel, "search tick rout")
    assert told.count("routing of tickets") == 10
    assert "add a word" in told
    told = order(ana, channel, 'search <!channel> "; DROP TABLE *bold*')
    assert "Nothing was found" in told
    assert "broadcast" not in str(bot.workspace.ephemerals(ana)[-1].blocks)


def test_who_is_outside_a_private_channel_sees_nothing_of_it(bot: Running, order) -> None:
    ana, ben, channel = bot.team()
    secret = bot.workspace.channel("secret", [ben], private=True)
    bot.begin(ben, secret, "layoff letters")
    own = bot.workspace.direct_message(ben)
    bot.workspace.say(ben, own, "my own layoff plan")
    bot.settle()
    for text in ("list", "list open", "list due", "search layoff"):
        assert "layoff" not in order(ana, channel, text).replace("found for layoff", ""), text
    assert "layoff letters" in order(ben, channel, "list")
    assert "my own layoff plan" in order(ben, channel, "search layoff")
    bot.workspace.kick(ben, secret)
    bot.settle()
    assert "layoff letters" not in order(ben, channel, "search layoff")


def test_a_long_list_says_how_many_more_there_are(bot: Running, order) -> None:
    # Those who began them are made up.
    bot.expected_refusals.add("user_not_found")
    ana, _, channel = bot.team()
    for number in range(23):
        with bot.store.write() as unit:
            id_ = unit.open_decision(channel.name, channel.id, "public", None, ana.id, NOON)
            unit.keep_summary(
                replace(ONE, decision=id_, team=bot.workspace.team_id, channel=channel.id, title=f"number {number}")
            )
    told = order(ana, channel, "list")
    assert told.count("number ") == 20
    assert "And 3 more. Narrow it" in told
    assert words(bot.workspace.ephemerals(ana)[-1])
