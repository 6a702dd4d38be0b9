"""What people type, and what is not theirs to touch."""

from __future__ import annotations

import copy
import json
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.helpers.examples import examples
from tests.helpers.running import Running, words

HOSTILE = [
    "<!channel> <!here> <!everyone>",
    "<@U1> <#C1|general> <https://evil.example|click>",
    "*bold* _it_ ~no~ `code` ```block``` > quote",
    'https://evil.example/?a=<b>&c="d"\'',
    "x" * 10_000,
    "🧑‍🚀🏳️‍🌈" * 1000,
    "a\x00b\x01c\x1b[31mred\x7f",
    "\u202egnp.exe\u2066 \u200f\u200b",
    "{{ 7*7 }} {% raw %} ${x} '; DROP TABLE entries; --",
    "\ue002U123\ue003 somebody",
    ":smile: :tada:",
    '=HYPERLINK("http://x")',
    "&lt;!channel&gt; &amp;amp;",
]


def _never_markup(message) -> None:  # type: ignore[no-untyped-def]
    """Nothing typed is in a place where Slack would read it as a mention or markup."""
    stored = json.dumps(message.blocks)
    for block in message.blocks:
        for text in _mrkdwn(block):
            assert "!channel" not in text
            assert "evil" not in text
            assert "bold" not in text
    assert "<!" not in message.text
    assert "<https://evil" not in message.text
    assert '"user_id": "U123"' not in stored
    assert '"user_id": "U1"' not in stored
    assert '"type": "broadcast"' not in stored


def _mrkdwn(part) -> list[str]:  # type: ignore[no-untyped-def]
    if isinstance(part, dict):
        own = [part["text"]] if part.get("type") == "mrkdwn" else []
        return own + [text for inner in part.values() for text in _mrkdwn(inner)]
    return [text for inner in part for text in _mrkdwn(inner)] if isinstance(part, list) else []


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_what_people_type_is_shown_as_text_stored_whole_and_breaks_nothing(bot: Running, text: str) -> None:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, text)
    bot.settle()
    whole = text.encode("utf-8", "replace").decode()
    with bot.store.read() as reader:
        entry = reader.log(1)[0]
    assert entry.text == whole.strip() or "\x00" in whole or "&" in whole
    bot.say(ben, root, f"change primary metric to {text}")
    bot.say(ben, root, text)
    bot.say(ben, root, "status")
    verdict = bot.answer_all(ana, root, prompting="none")
    bot.press(ana, verdict, "Ask the rest")
    bot.press(ana, bot.question(root), "All the rest in a form")
    bot.submit(ana, {"q:hypothesis": text[:3000]})
    bot.press(ana, verdict, "Change an answer")
    bot.submit(ana, {})
    bot.press(ana, verdict, "Details")
    for message in bot.thread(root):
        if message.user == bot.workspace.bot.id:
            _never_markup(message)
    for message in bot.workspace.ephemerals(ben):
        _never_markup(message)


def test_a_typed_mention_is_shown_as_it_was_typed(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, "<!channel> & <@U1> *b*")
    bot.settle()
    assert "<!channel> & <@U1> *b*" in words(root)


@settings(max_examples=examples(15), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_categories=()), min_size=1, max_size=300))
def test_no_text_makes_slack_refuse_a_message(bot: Running, text: str) -> None:
    ana, ben, channel = bot.team()
    if not text.strip() or text.strip().lower() in ("help", "?"):
        return
    delivery = bot.workspace.command(ana, channel, text).wait(5)
    assert delivery.acked
    bot.settle()
    for root in bot.workspace.messages(channel):
        bot.say(ben, root, text)
    assert not bot.workspace.refusals


def test_a_button_of_another_workspace_or_another_channel_is_refused_and_told(bot: Running) -> None:
    ana, ben, channel = bot.team()
    other = bot.workspace.channel("other", [ana, ben])
    here = bot.begin(ana, channel, "sort tickets")
    there = bot.begin(ana, other, "write letters")
    bot.settle()
    forged = copy.deepcopy(bot.question(there))
    for block in forged.blocks:
        for element in block.get("elements", []):
            if "value" in element:
                element["value"] = element["value"].replace("1|2|", "1|1|")
    log = bot.log(1)
    bot.press(ben, forged, "answer:prompting:scored")
    assert bot.log(1) == log
    assert "another conversation" in bot.workspace.ephemerals(ben)[0].text
    # The same id from another workspace, rightly signed.
    bot.workspace.team_id, was = "T0OTHER", bot.workspace.team_id
    delivery = bot.workspace.click(ben, bot.question(here), "answer:prompting:scored").wait(5)
    bot.workspace.team_id = was
    bot.settle()
    assert delivery.acked
    assert bot.log(1) == log


@pytest.mark.parametrize(
    "value",
    [
        "",
        "x",
        "1",
        "1|",
        "1|99|prompting|scored",
        "1|1|gone|x",
        "1|1|prompting|banana",
        "9|1|prompting|scored",
        "1|1|" + "y" * 1900,
    ],
)
def test_a_value_that_no_version_wrote_changes_nothing(bot: Running, value: str) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, "sort tickets")
    bot.settle()
    forged = copy.deepcopy(bot.question(root))
    for block in forged.blocks:
        for element in block.get("elements", []):
            if element.get("action_id") == "answer:prompting:scored":
                element["value"] = value
    log = bot.log(1)
    assert bot.press(ana, forged, "answer:prompting:scored").acked
    assert bot.log(1) == log or value.startswith("9|")
    assert bot.workspace.ephemerals(ana) or value.startswith("9|")


def test_a_person_outside_the_private_channel_is_refused_and_told(bot: Running) -> None:
    workspace = bot.workspace
    ana, ben = workspace.person("Ana"), workspace.person("Ben")
    secret = workspace.channel("secret", [ana, ben], private=True)
    root = bot.begin(ana, secret, "sort tickets")
    bot.settle()
    bot.press(ben, bot.question(root), "Answer in a form")
    workspace.kick(ben, secret)
    bot.settle()
    log = bot.log()
    refused = bot.submit(ben, {"q:prompting": "Tried and scored"})
    assert "Only people in the channel" in str(refused.response["errors"])
    assert bot.log() == log
    bot.press(ana, bot.question(root), "answer:prompting:scored")
    assert bot.log() != log


def test_a_reply_by_somebody_outside_the_private_channel_is_not_taken_in(bot: Running) -> None:
    workspace = bot.workspace
    ana, eve = workspace.person("Ana"), workspace.person("Eve")
    secret = workspace.channel("secret", [ana], private=True)
    root = bot.begin(ana, secret, "sort tickets")
    bot.settle()
    log = bot.log()
    bot.expected_refusals.add("user_not_in_channel")
    event = {
        "type": "message",
        "channel": secret.id,
        "channel_type": "group",
        "user": eve.id,
        "text": "scored",
        "ts": f"{time.time():.6f}",
        "thread_ts": root.ts,
    }
    assert workspace.emit(event, "message.groups") is not None
    bot.settle()
    assert bot.log() == log
    assert "Only people in the channel" in workspace.messages(workspace.direct_message(eve))[0].text


def test_where_slack_does_not_say_who_is_in_a_private_channel_nothing_is_changed(bot: Running) -> None:
    workspace = bot.workspace
    ana = workspace.person("Ana")
    secret = workspace.channel("secret", [ana], private=True)
    root = bot.begin(ana, secret, "sort tickets")
    bot.settle()
    bot.expected_refusals.add("internal_error")
    workspace.faults.error("conversations.members", "internal_error")
    log = bot.log()
    bot.press(ana, bot.question(root), "answer:prompting:scored")
    assert bot.log() == log
    assert "try again" in workspace.ephemerals(ana)[0].text
    bot.press(ana, bot.question(root), "answer:prompting:scored")
    assert bot.log() != log


def test_other_bots_are_ignored(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, "sort tickets")
    bot.settle()
    workspace = bot.workspace
    log = bot.log()
    event = {
        "type": "message",
        "channel": channel.id,
        "channel_type": "channel",
        "user": "U0BOT",
        "bot_id": "B0OTHER",
        "text": "scored",
        "ts": f"{time.time():.6f}",
        "thread_ts": root.ts,
    }
    delivery = workspace.emit(event, "message.channels")
    assert delivery is not None
    assert delivery.wait(5).acked
    bot.settle()
    assert bot.log() == log
    bot.expected_refusals |= {"bad_timestamp", "message_not_found"}
    # The same without the mark of a bot is counted, so that this test can fail.
    workspace.emit(event | {"user": ana.id, "bot_id": None, "ts": f"{time.time():.6f}"}, "message.channels").wait(5)
    bot.settle()
    assert bot.log() != log
