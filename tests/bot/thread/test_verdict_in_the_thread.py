"""The verdict in the thread, what can be done with it, and what happens when an answer changes after it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.playground.workspace.workspace import Workspace
from pricing.catalogue import Catalogue
from tests.helpers.running import Running, is_open, running, words

CLAUSES = "contract clause extraction, 1M requests a month on gpt-5.4, 500 in 200 out, 1500 checked examples"
TRAIN = {
    "prompting": "scored", "gap": "none", "smaller_model": "fails", "reason": "cost", "requirements_change": "rarely", "upkeep_owner": "yes",
    "test_independent": "yes", "baseline_measured": "yes", "recurrence": "recurring", "data_may_leave": "yes", "openai_tuning": "never",
}  # fmt: skip
READY = ", 100 test items, real share 100%"


def _types(blocks: list[dict]) -> list[str]:
    return [block["type"] for block in blocks]


def test_the_verdict_is_one_message_with_its_buttons_and_table(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, CLAUSES + READY)
    bot.settle()
    bot.say(ana, root, "change real share to 1")
    verdict = bot.answer_all(ana, root, **TRAIN)
    said = words(verdict)
    for button in ("Accept", "Go another way", "Not now", "Details"):
        assert button in said
    assert {"table", "actions", "header"} <= set(_types(verdict.blocks))
    assert "2026-" in verdict.text or "2027-" in verdict.text
    assert verdict.text.startswith(words(verdict).split("\n")[0][:30])
    assert not any(is_open(message) for message in bot.thread(root))
    assert "Verdict" in words(bot.thread(root)[0])
    assert bot.log()[-1][0] == "concluded"
    assert sum("verdict.details" in str(message.blocks) for message in bot.thread(root)) == 1
    # The verdict is not shown in the channel unless that is set.
    assert len(bot.workspace.messages(channel)) == 1


def test_changing_an_answer_gives_a_new_verdict_below_and_marks_the_old_one(bot: Running) -> None:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, CLAUSES)
    bot.settle()
    first = bot.answer_all(ana, root, prompting="scored", gap="knowledge", retrieval="none")
    text = words(first)
    bot.press(ben, first, "Change an answer")
    bot.submit(ben, {"q:gap": "It must be stopped from doing or saying something"})
    if any(is_open(message) for message in bot.thread(root)):
        bot.answer_all(ana, root)
    second = bot.verdict(root)
    assert second.ts != first.ts
    assert float(second.ts) > float(first.ts)
    old = next(message for message in bot.thread(root) if message.ts == first.ts)
    assert "uperseded" in words(old)
    assert "verdict." not in str(old.blocks)
    assert text.split("\n")[0].split(":")[0][:20] in words(old)
    assert ben.id in str(second.blocks) or "changed" in words(second).lower()
    assert [row[0] for row in bot.log()].count("concluded") == 2
    # The same answers again are no news.
    before = len(bot.thread(root))
    bot.say(ana, root, "status")
    assert len(bot.thread(root)) == before + 2


def test_what_if_and_why_change_nothing(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, CLAUSES)
    bot.settle()
    verdict = bot.answer_all(ana, root, prompting="none")
    log = bot.log()
    bot.press(ana, verdict, "What if")
    refused = bot.submit(ana, {"what_if": "bananas are blue"})
    assert refused.response["response_action"] == "errors"
    bot.submit(ana, {"what_if": "what if volume is 20k and labelling is unchecked"})
    assert "Nothing was changed" in words(bot.thread(root)[-1])
    bot.press(ana, verdict, "Details")
    view = bot.workspace.open_view(ana)
    assert view is not None
    assert "submit" not in view.given
    assert bot.log() == log


def test_the_details_turn_to_another_part_in_the_same_form(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, CLAUSES)
    bot.settle()
    verdict = bot.answer_all(ana, root, prompting="none")
    bot.press(ana, verdict, "Details")
    view = bot.workspace.open_view(ana)
    assert view is not None
    for label, said in (
        ("What would change it", "What would change it"),
        ("Sources, and where they disagree", "how far we trust"),
    ):
        assert bot.workspace.select(ana, view, "details.part", label).wait(5).acked
        bot.settle()
        assert bot.workspace.open_view(ana) is view
        assert said in words(view)


def test_who_left_a_private_channel_sees_no_other_part(bot: Running) -> None:
    ana, ben = bot.workspace.person("Ana"), bot.workspace.person("Ben")
    channel = bot.workspace.channel("secret", [ana, ben], private=True)
    root = bot.begin(ana, channel, CLAUSES)
    bot.settle()
    verdict = bot.answer_all(ana, root, prompting="none")
    bot.press(ben, verdict, "Details")
    view = bot.workspace.open_view(ben)
    assert view is not None
    before = words(view)
    bot.workspace.kick(ben, channel)
    bot.settle()
    bot.expected_refusals.add("user_not_in_channel")
    bot.workspace.select(ben, view, "details.part", "Costs, line by line").wait(5)
    bot.settle()
    assert words(view) == before


def test_export_puts_the_decision_into_the_thread_as_a_file(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, CLAUSES)
    bot.settle()
    verdict = bot.answer_all(ana, root, prompting="none")
    bot.press(ana, verdict, "Export")
    (message,) = [message for message in bot.thread(root) if message.files]
    (file,) = bot.workspace.files.values()
    assert file.name == "decision-1.md"
    assert b"contract clause extraction" in file.content
    assert message.thread_ts == root.ts


def test_going_on_asks_the_rest_and_ends_in_one_more_verdict(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, "sort tickets")
    bot.settle()
    first = bot.answer_all(ana, root, prompting="none")
    assert "Ask the rest" in words(first)
    bot.press(ana, first, "Ask the rest")
    assert any(is_open(message) for message in bot.thread(root))
    for _ in range(40):
        if not any(is_open(message) for message in bot.thread(root)):
            break
        question = bot.question(root)
        bot.press(ana, question, "Not sure of these" if "Not sure of these" in words(question) else "Not sure")
    verdicts = [row for row in bot.log() if row[0] == "concluded"]
    assert len(verdicts) == 2
    assert "Ask the rest" not in words(bot.verdict(root))


def test_a_workspace_that_refuses_charts_gets_the_curve_in_another_form(bot: Running) -> None:
    ana, _, channel = bot.team()
    bot.workspace.faults.refuse_blocks({"data_visualization"})
    bot.expected_refusals.add("invalid_blocks")
    root = bot.begin(ana, channel, CLAUSES + READY)
    bot.settle()
    bot.say(ana, root, "change real share to 1")
    verdict = bot.answer_all(ana, root, **TRAIN)
    assert "data_visualization" not in _types(verdict.blocks)
    assert "table" in _types(verdict.blocks)
    bot.workspace.faults.refuse_blocks({"data_visualization", "table"})
    bot.say(ana, root, "change volume to 3M")
    assert not {"data_visualization", "table"} & set(_types(bot.verdict(root).blocks))


def test_a_workspace_that_refuses_every_block_gets_the_words_and_the_thread_goes_on(bot: Running) -> None:
    ana, _, channel = bot.team()
    bot.expected_refusals.add("invalid_blocks")
    root = bot.begin(ana, channel, "sort tickets")
    bot.settle()
    bot.workspace.faults.refuse_blocks({"actions"})
    bot.say(ana, root, "scored")
    asked = bot.thread(root)[-1]
    assert not [block for block in asked.blocks if block["type"] == "actions"]
    assert "Take about 20 real failures" in asked.text
    bot.workspace.faults.refuse_blocks(set())
    assert bot.ticked(bot.say(ana, root, "style"))
    assert is_open(bot.question(root))


@pytest.mark.parametrize("socket", [False, True])
def test_broadcasting_the_verdict_is_a_setting(
    tmp_path: Path, facts: Catalogue, workspace: Workspace, socket: bool
) -> None:
    with running(tmp_path / "d.db", facts, workspace, socket=socket, broadcast_verdict=True) as bot:
        ana, _, channel = bot.team()
        root = bot.begin(ana, channel, "sort tickets")
        verdict = bot.answer_all(ana, root, prompting="none")
        assert [message.ts for message in workspace.messages(channel)] == [root.ts, verdict.ts]


def test_a_verdict_says_for_which_day_it_was_computed_and_stays_as_it_was(
    tmp_path: Path, facts: Catalogue, workspace: Workspace
) -> None:
    day = 1_776_211_200.0  # 15 April 2026
    now = [day]
    with running(tmp_path / "d.db", facts, workspace, clock=lambda: now[0]) as bot:
        ana, _, channel = bot.team()
        root = bot.begin(ana, channel, "sort tickets")
        first = bot.answer_all(ana, root, prompting="none")
        assert "2026-04-15" in words(first)
        now[0] = day + 86_400 * 200
        bot.say(ana, root, "change volume to 3M")
        assert "2026-11-01" in words(bot.verdict(root))
        old = next(message for message in bot.thread(root) if message.ts == first.ts)
        assert "2026-04-15" in words(old)
