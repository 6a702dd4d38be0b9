"""`show 12`: one decision in one message, with all that became of it, within Slack's limits whatever was said."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from bot.block_kit.decision_record import decision_message
from bot.block_kit.message import Message
from bot.decisions.record import DecisionRecord
from bot.playground.workspace.limits import message_problems
from pricing.catalogue import Catalogue
from tests.helpers.entries import an_entry
from tests.helpers.lived import ANA, BEN, CARA, a_life
from tests.helpers.people import by_id, mentioned
from tests.helpers.running import Running

URL = "https://acme.slack.com/"


def shown(message: Message) -> str:
    return by_id(message.text).replace("&amp;", "&")


def test_the_whole_life_is_shown(record: Callable[..., DecisionRecord], facts: Catalogue) -> None:
    told = shown(decision_message(record(a_life(facts))))
    for part in (
        "1 Contract clause extraction",
        "In use since 2027-01-11",
        f"Owner: {BEN}",
        f"Begun by {ANA} on 2026-11-22",
        "<https://acme.slack.com/archives/C1/p1790000000000001?thread_ts=1790000000.000001&cid=C1|Go to its thread>",
        "supervised fine-tuning, nova-2-lite",
        "Today $4,250 a month. Then $652 a month",
        "Review on 2027-02-20",
        f"Accepted by {ANA} on 2026-11-23: accepted as we hoped",
        "Plan: supervised fine-tuning from 2026-12-07",
        "Checkpoint 1",
        "stop (score 93 %, general set 35 %, $400 spent)",
        "The general set is at 35 %, before training it was 70 %: 35 points less",
        f"Went on: {BEN} on 2026-12-13: went on as we hoped",
        "Checkpoint 2",
        "go on (score 98 %",
        "Stops if",
        "In use (score 98 %, gain 8 points (between +2.1 and +17 points), $450 spent), said by",
        "Review (in use, $640 a month), said by",
        f"{CARA} on 2026-11-23: dissent as we hoped",
        "2027-01-06: Serving costs 30 % more",
        "It replaces decision 3.",
    ):
        assert part in told, part


def test_another_way_is_shown_with_its_reason_and_without_the_verdicts_figures(
    record: Callable[..., DecisionRecord], facts: Catalogue
) -> None:
    log = [
        entry
        for entry in a_life(facts, end=None)
        if entry.kind not in ("planned", "measured", "carried_on", "accepted", "supersedes")
    ]
    overrode = an_entry(
        "overrode", value={"verdict": 1, "owner": BEN, "method": "rag"}, text="no budget for it", by=BEN, at=log[-1].at
    )
    told = shown(
        decision_message(record((*log, overrode, an_entry("superseded", value={"decision": 7}, at=log[-1].at))))
    )
    assert f"Another way by {BEN} on 2027-01-06: no budget for it (retrieval (RAG))" in told
    assert "$652" not in told.replace("supervised fine-tuning, nova-2-lite tuned at Amazon Bedrock. $652", "")
    assert "Decision 7 replaces it." in told


def test_a_decision_without_a_verdict_shows_what_holds_so_far(record: Callable[..., DecisionRecord]) -> None:
    told = shown(decision_message(record(())))
    assert "(no use case yet)" in told
    assert "So far (questions are open)" in told


@pytest.mark.parametrize("many", [1, 30])
@pytest.mark.parametrize(
    "typed",
    [
        "<!channel> <@U0EVIL> *b* `c`",
        "😀" * 900,
        "\ue002U0EVIL\ue003",
        "\ue004https://evil.example\ue005x\ue006",
        "\u202ex",
        "a\nb\0c",
        "x" * 9_000,
    ],
)
def test_anything_that_was_typed_fits_and_marks_nothing(
    record: Callable[..., DecisionRecord], facts: Catalogue, typed: str, many: int
) -> None:
    log = a_life(facts, use_case=typed.strip() or "-", said=typed)
    dissents = tuple(
        an_entry("dissented", text=typed, by=CARA, source=f"8.{number}", at=log[-1].at) for number in range(many)
    )
    message = decision_message(record((*log, *dissents)))
    assert not message_problems({"text": message.text, "blocks": list(message.blocks)})
    assert len(json.dumps(message.blocks)) <= 12_600
    assert len(message.text) <= 3_000
    nodes = list(_nodes(message.blocks))
    assert not mentioned(message.text, message.blocks), "it tells one person, who asked"
    assert {node["url"] for node in nodes if node.get("type") == "link"} == {url for url in [_link(nodes)] if url}
    assert not {"broadcast", "emoji", "channel"} & {str(node.get("type")) for node in nodes}
    if many > 8:
        assert "see export" in message.text or "see export" in json.dumps(message.blocks)


def _link(nodes: list[dict]) -> str | None:
    return next((node["url"] for node in nodes if node.get("type") == "link" and node["url"].startswith(URL)), None)


def _nodes(value: object) -> list[dict]:
    if isinstance(value, dict):
        return [value, *(node for part in value.values() for node in _nodes(part))]
    return [node for part in value for node in _nodes(part)] if isinstance(value, list | tuple) else []


def test_a_forbidden_decision_looks_like_one_that_is_not_there(bot: Running, order) -> None:
    ana, ben, channel = bot.team()
    secret = bot.workspace.channel("secret", [ben], private=True)
    bot.begin(ben, secret, "layoff letters")
    bot.workspace.say(ben, bot.workspace.direct_message(ben), "my own layoff plan")
    bot.settle()
    for verb in ("show", "export"):
        missing = order(ana, channel, f"{verb} 9")
        for number in (1, 2):
            assert order(ana, channel, f"{verb} {number}") == missing.replace("9", str(number)), verb
    assert "layoff letters" in order(ben, channel, "show 1")
    assert "my own layoff plan" in order(ben, channel, "show 2")


def test_show_follows_the_thread(bot: Running, decide, add, order) -> None:
    ana, ben, channel = bot.team()
    decide(ana, channel)
    assert "Decided, not accepted yet since" in order(ben, channel, "show 1")
    add(1, an_entry("deferred", value={"verdict": 1, "owner": ben.id}, text="after the launch", by=ana.id))
    told = order(ben, channel, "show #1")
    assert "Put off since" in told
    assert "after the launch" in told
