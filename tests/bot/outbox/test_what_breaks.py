"""What went wrong once when hostile people used it, so that it does not again."""

from __future__ import annotations

from pathlib import Path

from bot.outbox.pace import Pace
from bot.playground.workspace.workspace import Workspace
from flows.log.history import fold
from flows.thresholds import with_own
from pricing.catalogue import Catalogue
from tests.helpers.running import HURRIED, Running, is_open, running, words

START = "sort tickets"


def _answers(bot: Running, decision: int = 1) -> dict[str, object]:
    with bot.store.read() as reader:
        return dict(fold(reader.log(decision)).values)


def test_a_typed_answer_never_lands_on_a_question_that_was_not_seen(
    tmp_path: Path, facts: Catalogue, workspace: Workspace
) -> None:
    slow = Pace(between_messages=1.5, card_waits=0.0, first_wait=0.05, after_silence=0.3)
    with running(tmp_path / "d.db", facts, workspace, pace=slow) as bot:
        ana, ben, channel = bot.team()
        root = bot.begin(ana, channel, START)
        bot.settle()
        later = workspace.say(ana, channel, "2", thread=root)
        earlier = workspace.say(ben, channel, "1", thread=root)
        bot.settle()
        # Both are kept, and the one that was written last counts, in whichever order Slack delivers them.
        assert {entry[2] for entry in bot.log() if entry[1] == "prompting"} == {"tried", "none"}
        assert _answers(bot)["prompting"] == "none"
        assert "gap" not in _answers(bot)
        assert bot.ticked(later)
        assert bot.ticked(earlier)


def test_a_posted_verdict_is_never_computed_again(tmp_path: Path, facts: Catalogue, workspace: Workspace) -> None:
    with running(tmp_path / "d.db", facts, workspace) as bot:
        ana, _, channel = bot.team()
        root = bot.begin(ana, channel, f"{START}, 300 checked examples")
        bot.settle()
        first = bot.answer_all(
            ana,
            root,
            prompting="scored",
            gap="behavior",
            strongest_model="does_not",
            labels="checked",
            requirements_change="rarely",
        )
        headline = bot.log()[-1][2]["headline"]
    stricter = with_own({"examples_floor": 900, "test_items": 500})
    with running(tmp_path / "d.db", facts, workspace, thresholds=stricter) as bot:
        bot.press(ana, first, "Details")
        view = workspace.open_view(ana)
        assert view is not None
        assert headline in str(view.blocks)
        bot.say(ana, root, "change volume to 3M")
        old = next(message for message in bot.thread(root) if message.ts == first.ts)
        assert headline in words(old)


def test_what_could_not_be_said_in_an_archived_channel_is_said_when_it_is_open_again(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, START)
    bot.settle()
    question = bot.question(root)
    bot.workspace.archive(channel)
    bot.expected_refusals |= {"is_archived", "channel_is_archived"}
    bot.workspace.click(ana, question, "answer:prompting:scored").wait(5)
    bot.settle()
    bot.workspace.archive(channel, archived=False)
    bot.settle()
    bot.say(ana, root, "status")
    assert "Take about 20 real failures" in words(bot.question(root))
    assert len([message for message in bot.thread(root) if is_open(message)]) == 1


def test_one_refused_message_is_made_again_and_stalls_nothing(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, START)
    bot.settle()
    bot.workspace.faults.error("chat.postMessage", "some_new_error", times=1)
    bot.press(ana, bot.question(root), "answer:prompting:scored")
    bot.say(ana, root, "status")
    assert "Take about 20 real failures" in words(bot.question(root))
    bot.workspace.faults.error("chat.update", "message_not_found", times=1)
    bot.press(ana, bot.question(root), "answer:gap:behavior")
    bot.say(ana, root, "900")
    assert len([message for message in bot.thread(root) if is_open(message) and "failures" not in words(message)]) == 1


def test_a_start_that_is_refused_holds_nobody_up_and_becomes_no_thread_of_notes(bot: Running) -> None:
    ana, ben, channel = bot.team()
    bot.workspace.invite(bot.workspace.bot, channel)
    bot.workspace.faults.error("chat.postMessage", "restricted_action", times=1)
    bot.workspace.command(ana, channel, f"{START}, 20k requests a month").wait(5)
    bot.settle()
    assert not bot.workspace.messages(channel)
    assert "only some people" in bot.workspace.ephemerals(ana)[0].text
    lunch = bot.workspace.say(ana, channel, "lunch?")
    bot.workspace.say(ben, channel, "in ten minutes", thread=lunch)
    assert bot.workspace.deliveries[-1].wait(5).attempts[0].acked
    bot.workspace.kick(bot.workspace.bot, channel)
    bot.workspace.invite(bot.workspace.bot, channel)
    root = bot.workspace.wait_for(
        lambda: next((message for message in bot.workspace.messages(channel) if "Started by" in words(message)), None)
    )
    bot.settle()
    assert is_open(bot.thread(root)[-1])


def test_an_export_that_is_refused_holds_nothing_up_and_is_told_to_who_pressed(bot: Running) -> None:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, START)
    verdict = bot.answer_all(ana, root, prompting="none")
    bot.workspace.app.scopes.discard("files:write")
    bot.expected_refusals.add("missing_scope")
    bot.press(ben, verdict, "Export")
    bot.say(ana, root, "status")
    assert "What has been said" in words(bot.thread(root)[-1])
    told = bot.workspace.messages(bot.workspace.direct_message(ben))
    assert "could not put the file" in told[0].text


def test_edits_follow_the_message_they_are_of_and_no_other(bot: Running) -> None:
    ana, ben, channel = bot.team()
    bot.workspace.invite(bot.workspace.bot, channel)
    parent = bot.workspace.say(ana, channel, "Weekly notes")
    begun = bot.workspace.say(
        ben, channel, f"{bot.workspace.mention(bot.workspace.bot)} {START}, 20k requests a month", thread=parent
    )
    bot.settle()
    log = bot.log()
    for text in ("Weekly notes: hiring", "Weekly notes, 5M requests a month"):
        bot.workspace.edit(ana, parent, text)
        bot.settle()
    assert bot.log() == log
    bot.workspace.delete(ben, begun)
    bot.settle()
    assert "requests_per_month" not in _answers(bot)


def test_an_answer_edited_away_comes_back_by_editing(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, START)
    bot.settle()
    reply = bot.say(ana, root, "tried and scored, 500 in 200 out")
    for text, counted in (
        ("wait", False),
        ("tried and scored", True),
        ("lol", False),
        ("tried and scored, 500 in 200 out", True),
    ):
        bot.workspace.edit(ana, reply, text)
        bot.settle()
        assert ("prompting" in _answers(bot)) is counted, text
        assert bot.ticked(reply) is counted, text
    assert _answers(bot)["input_tokens"] == 500


def test_in_a_direct_message_words_after_the_verdict_go_to_the_decision_they_are_about(bot: Running) -> None:
    ana = bot.workspace.person("Ana")
    direct = bot.workspace.direct_message(ana)
    first = bot.workspace.say(ana, direct, START)
    bot.settle()
    answer = bot.workspace.say(ana, direct, "tried and scored")
    bot.settle()
    bot.answer_all(ana, first)
    for text in ("what if volume is 2M", "thanks!", "status", "change examples to 300"):
        bot.workspace.say(ana, direct, text)
        bot.settle()
    with bot.store.read() as reader:
        assert reader.decision(2) is None
    assert _answers(bot)["examples"] == 300
    bot.workspace.say(ana, direct, "write letters to customers")
    bot.settle()
    assert _answers(bot, 2)["use_case"] == "write letters to customers"
    bot.workspace.edit(ana, answer, "not yet")
    bot.settle()
    assert _answers(bot)["prompting"] == "none"
    assert "prompting" not in _answers(bot, 2)


def test_a_verdict_is_marked_as_reopened_while_its_questions_are_open_again(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, START)
    verdict = bot.answer_all(ana, root, prompting="none", gap="knowledge")
    bot.say(ana, root, "back")
    reopened = next(message for message in bot.thread(root) if message.ts == verdict.ts)
    assert "Reopened" in words(reopened)
    assert "verdict." not in str(reopened.blocks)
    bot.press(
        ana,
        bot.question(root),
        next(
            element["action_id"]
            for block in bot.question(root).blocks
            if block["type"] == "actions"
            for element in block["elements"]
        ),
    )


def test_the_rest_is_asked_once_however_often_it_is_pressed(bot: Running) -> None:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, START)
    verdict = bot.answer_all(ana, root, prompting="none")
    before = verdict.snapshot()
    bot.press(ana, before, "Ask the rest")
    bot.press(ben, before, "Ask the rest")
    bot.say(ben, root, "go on")
    assert sum("asked for the full cost picture" in words(message) for message in bot.thread(root)) == 1
    assert "Ask the rest" not in words(next(message for message in bot.thread(root) if message.ts == verdict.ts))


def test_a_deleted_question_is_asked_again_and_a_deleted_card_begins_a_new_thread(bot: Running) -> None:
    workspace = bot.workspace
    ana, _, channel = bot.team()
    boss = workspace.person("Boss", admin=True)
    workspace.join(channel, boss.id, boss.id)
    root = bot.begin(ana, channel, START)
    bot.settle()
    workspace.delete(boss, bot.question(root))
    bot.settle()
    bot.say(ana, root, "status")
    assert "few-shot" in words(bot.question(root))


def test_a_public_channel_is_known_as_such_after_a_mention(bot: Running) -> None:
    ana, _, channel = bot.team()
    bot.workspace.invite(bot.workspace.bot, channel)
    bot.workspace.say(ana, channel, f"{bot.workspace.mention(bot.workspace.bot)} {START}")
    bot.settle()
    with bot.store.read() as reader:
        assert reader.decision(1).place == "public"  # type: ignore[union-attr]


def test_a_greeting_begins_no_decision(bot: Running) -> None:
    ana, _, channel = bot.team()
    bot.workspace.invite(bot.workspace.bot, channel)
    for text in ("thanks!", "status", "ping", "what can you do?", "how does this work", "are you there?"):
        bot.workspace.say(ana, channel, f"{bot.workspace.mention(bot.workspace.bot)} {text}")
    bot.settle()
    with bot.store.read() as reader:
        assert reader.decision(1) is None
    assert len(bot.workspace.ephemerals(ana)) == 6


def test_a_colleague_may_be_told_in_the_same_reply(bot: Running) -> None:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, START)
    bot.settle()
    reply = bot.say(ana, root, f"tried and scored, cc {bot.workspace.mention(ben)}")
    assert bot.ticked(reply)


def test_somebody_whose_bot_was_kicked_out_is_told_to_invite_it_back(bot: Running) -> None:
    workspace = bot.workspace
    ana = workspace.person("Ana")
    secret = workspace.channel("secret", [ana], private=True)
    root = bot.begin(ana, secret, START)
    bot.settle()
    question = bot.question(root)
    workspace.kick(workspace.bot, secret)
    bot.expected_refusals.add("channel_not_found")
    workspace.click(ana, question, "answer:prompting:scored").wait(5)
    bot.settle()
    assert "Invite me back" in workspace.ephemerals(ana)[-1].text


def test_two_couriers_on_one_file_say_everything_once(tmp_path: Path, facts: Catalogue, workspace: Workspace) -> None:
    with (
        running(tmp_path / "d.db", facts, workspace, pace=HURRIED) as hurried,
        running(tmp_path / "d.db", facts, workspace) as calm,
    ):
        ana, _, channel = hurried.team()
        workspace.faults.slow("chat.postMessage", seconds=0.4, times=6)
        root = calm.begin(ana, channel, START)
        hurried.application.context.wake()
        verdict = calm.answer_all(ana, root, prompting="none")
        assert verdict
        marks = [
            str((message.metadata or {}).get("event_payload"))
            for message in calm.thread(root)
            if message.user == workspace.bot.id
        ]
        assert len(set(marks)) == len(marks)
