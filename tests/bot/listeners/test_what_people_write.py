"""Every message of every channel comes by here: it is looked up before it is read, and no text takes long to read."""

from __future__ import annotations

import time

import pytest

from bot.listeners.payloads import read_message, written_of
from tests.helpers.pace import PATIENCE
from tests.helpers.running import Running

# What the bot has for one message before it is read as an answer, in seconds: an ack may take three.
BUDGET = 0.05
MARKS = [
    " ",
    "\n",
    ",",
    ".",
    ", ",
    ": ",
    "(",
    "<",
    "<@U1",
    "<@U1|",
    "<@UBOT|",
    "<@U1> ",
    "<@U1>,",
    "<http:",
    "<https://a|",
    "cc ",
    "cc:",
]
AROUND = [("", ""), ("see", "this"), ("see", "<@U1>"), ("<@U1>", "this")]


def read(text: str) -> str:
    body = {
        "event": {
            "type": "message",
            "text": text,
            "user": "U1",
            "ts": "1.1",
            "channel": "C1",
            "channel_type": "channel",
        }
    }
    return read_message(body, written_of(body, "UBOT", "T1"), "UBOT").text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("tried and scored, cc <@U1>", "tried and scored"),
        ("tried and scored CC: <@U1>, <@W2|Ben>", "tried and scored"),
        ("tried and scored (fyi <@U1> <@U2>)", "tried and scored"),
        ("tried and scored /cc <@U1>", "tried and scored"),
        ("tried and scored. <@U1>", "tried and scored"),
        ("(tried) <@U1>", "(tried)"),
        ("tried a bcc <@U1>", "tried a bcc"),
        ("<@UBOT> tried and scored <@U1|Ana>", "tried and scored"),
        ("<@U1> tried and scored", "<@U1> tried and scored"),
        ("ask <@U1> for it", "ask <@U1> for it"),
        ("tried and scored, cc", "tried and scored, cc"),
        ("cc <@U1>", ""),
        ("see <https://a.example/x|a.example/x> &amp; &lt;b&gt;", "see a.example/x & <b>"),
    ],
)
def test_who_is_only_told_is_no_part_of_an_answer(typed: str, meant: str) -> None:
    assert read(typed) == meant


@pytest.mark.parametrize("size", [1_000, 10_000, 40_000])
@pytest.mark.parametrize("mark", MARKS)
def test_no_text_takes_long_to_read(mark: str, size: int) -> None:
    for before, after in AROUND:
        text = before + (mark * (size // len(mark))) + after
        began = time.thread_time()
        read(text)
        assert time.thread_time() - began < BUDGET * PATIENCE


@pytest.mark.parametrize("size", [1_000, 10_000, 40_000])
@pytest.mark.parametrize("mark", [" ", "\n", ",", "."])
def test_no_text_holds_up_the_channel_it_is_written_in(bot: Running, mark: str, size: int) -> None:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, "sort tickets")
    bot.settle()
    talk = bot.workspace.say(ben, channel, "lunch?")
    for thread in (None, talk, root):
        bot.workspace.say(ben, channel, f"see{mark * size}this", thread=thread)
        delivery = bot.workspace.deliveries[-1].wait(5)
        assert delivery.acked
        assert len(delivery.attempts) == 1
        assert delivery.attempts[0].seconds < 1
    bot.settle()


def test_a_thread_that_is_none_of_ours_is_not_read(bot: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    ana, ben, channel = bot.team()
    bot.begin(ana, channel, "sort tickets")
    bot.settle()

    def reads(*_: object) -> None:
        raise AssertionError("its words were read")

    monkeypatch.setattr("bot.listeners.messages.read_message", reads)
    talk = bot.workspace.say(ben, channel, "lunch?")
    for text in ("at noon", "noon it is"):
        bot.workspace.say(ana, channel, text, thread=talk)
        assert bot.workspace.deliveries[-1].wait(5).acked
