"""What a thread says of the model that a team names: gone, ending, or one of several."""

from __future__ import annotations

import pytest

from bot.playground.workspace.conversations import PostedMessage
from tests.helpers.running import is_open, words
from tests.helpers.support import CLAUSES
from tests.helpers.weeks import Weekly


@pytest.mark.parametrize(
    ("model", "told"),
    [
        ("gpt-4", "gpt-4 at OpenAI: gone since 2026-10-23; its provider names gpt-5.6-sol to follow"),
        ("gpt-4o", "gpt-4o at OpenAI: ends on 2027-01-14; its provider names gpt-6-luna to follow"),
        ("gpt-4o on azure", "gpt-4o at Azure: ends on 2027-04-14; its provider names gpt-5.1 to follow"),
        ("haiku", '"haiku" can be claude-haiku-5-5, claude-haiku-4-5 or claude-3-5-haiku: say "change model'),
    ],
)
def test_what_to_know_of_a_model_is_told_at_once(weekly: Weekly, model: str, told: str) -> None:
    root = weekly.bot.begin(weekly.ana, weekly.channel, "clause extraction")
    weekly.bot.say(weekly.ana, root, f"change model to {model}")
    assert any(told in words(message) for message in weekly.bot.thread(root))


def test_the_first_words_are_read_for_it_too(weekly: Weekly) -> None:
    root = weekly.bot.begin(weekly.ana, weekly.channel, "clause extraction, we use gpt-4")
    weekly.settle()
    assert any("gpt-4 at OpenAI: gone since 2026-10-23" in words(message) for message in weekly.bot.thread(root))


def test_a_name_that_means_several_is_asked_about_with_a_button_for_each(weekly: Weekly) -> None:
    bot, ana, ben, channel = weekly.bot, weekly.ana, weekly.ben, weekly.channel
    root = bot.decided(ana, channel, CLAUSES | {"model": "haiku"})
    bot.say(ana, root, "go on")
    asked = bot.question(root)
    assert words(asked).startswith('"haiku" can be claude-haiku-5-5, claude-haiku-4-5 or claude-3-5-haiku.')
    bot.press(ben, asked, "answer:model:claude-haiku-4-5")
    assert [value for kind, question, value in bot.log() if question == "model"][-1] == "claude-haiku-4-5"
    thread = [words(message) for message in bot.thread(root)]
    assert any("may end any day (not before 2026-10-15, its provider said)" in message for message in thread)
    assert not any(words(message).startswith('"haiku"') for message in bot.thread(root) if is_open(message))


def test_who_cannot_say_which_is_not_asked_again(weekly: Weekly) -> None:
    bot, ana, channel = weekly.bot, weekly.ana, weekly.channel
    root = bot.decided(ana, channel, CLAUSES | {"model": "haiku"})
    bot.say(ana, root, "go on")
    bot.say(ana, root, "not sure")
    assert not any(words(message).startswith('"haiku"') for message in bot.thread(root) if is_open(message))


def asked_for_its_model(weekly: Weekly) -> PostedMessage:
    """The root of a thread in which the model is asked for now."""
    bot, ana = weekly.bot, weekly.ana
    root = bot.begin(ana, weekly.channel, "clause extraction, 1M requests a month, 500 in 200 out")
    bot.answer_all(ana, root)
    bot.say(ana, root, "go on")
    for _ in range(20):
        if "Which model serves it today?" in words(bot.question(root)):
            return root
        bot.press(ana, bot.question(root), f"answer:{asked(bot.question(root))}:~")
    raise AssertionError("it was never asked for")


def asked(message: PostedMessage) -> str:
    """The question that a message asks."""
    buttons = [button for block in message.blocks if block["type"] == "actions" for button in block["elements"]]
    return next(button["action_id"].split(":")[1] for button in buttons if button["action_id"].startswith("answer:"))


@pytest.mark.parametrize("typed", ["4o", "luna", "ChatGPT", "our own model", "the flash on vertex", "k2", "copilot"])
def test_what_people_call_models_is_heard_where_a_model_is_asked_for(weekly: Weekly, typed: str) -> None:
    root = asked_for_its_model(weekly)
    weekly.bot.say(weekly.ana, root, typed)
    assert [value for _, question, value in weekly.bot.log() if question == "model"] == [typed]


def test_a_colleague_is_not_taken_for_a_model(weekly: Weekly) -> None:
    root = asked_for_its_model(weekly)
    weekly.bot.say(weekly.ana, root, "no idea, ask somebody from the platform team")
    assert [value for _, question, value in weekly.bot.log() if question == "model"] == [None], "not sure"
