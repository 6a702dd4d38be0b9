"""A card that nobody answered is taken back by who began it; slips and words of a thread begin nothing in public."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.helpers.running import Running, words


def told(bot: Running, person) -> str:
    message = bot.workspace.ephemerals(person)[-1]
    return f"{message.text} {words(message)}"


@pytest.mark.parametrize("text", ["undo", "take it back", "never mind"])
def test_who_began_it_takes_it_back_in_words_while_nobody_has_answered(bot: Running, text: str) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, "label tickets")
    bot.settle()
    bot.say(ana, root, text)
    assert "Decision 1 is forgotten" in told(bot, ana)
    assert not any("label tickets" in words(message) for message in bot.workspace.messages(channel))


def test_the_card_has_a_button_for_it_which_goes_with_the_first_answer(bot: Running) -> None:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, "label tickets, 20k requests a month")
    bot.settle()
    card = replace(bot.thread(root)[0])
    assert "Take it back" in words(card)
    bot.press(ben, card, "take_back")
    assert "Only who began this can take it back" in told(bot, ben)
    bot.say(ben, root, "scored")
    assert "Take it back" not in words(bot.thread(root)[0])
    bot.press(ana, card, "take_back")
    assert "as long as nobody has answered" in told(bot, ana)
    with bot.store.read() as reader:
        assert reader.summary(1) is not None


def test_who_began_it_takes_it_back_by_the_button(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, "label tickets")
    bot.settle()
    bot.press(ana, bot.thread(root)[0], "take_back")
    with bot.store.read() as reader:
        assert reader.summary(1) is None


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("status", "Say that in the thread"),
        ("undo", "Say that in the thread"),
        ("what if volume is 2M", "Say that in the thread"),
        ("change volume to 2M", "Say that in the thread"),
        ("lisst", "Did you mean list?"),
        ("serach clause", "Did you mean search? Say: search clause."),
    ],
)
def test_a_slip_or_the_words_of_a_thread_begin_nothing_and_that_person_is_told(
    bot: Running, text: str, answer: str
) -> None:
    ana, ben, channel = bot.team()
    before = len(bot.workspace.messages(channel))
    delivery = bot.workspace.command(ana, channel, text).wait(5)
    bot.settle()
    shown = str(delivery.response) + " ".join(words(message) for message in bot.workspace.ephemerals(ana))
    assert answer in shown
    assert len(bot.workspace.messages(channel)) == before
    assert bot.workspace.ephemerals(ben) == []


@pytest.mark.parametrize(
    "text", ["list products by category", "change tone to friendly in replies to customers", "lists of clauses"]
)
def test_a_use_case_that_begins_like_a_command_begins_a_decision(bot: Running, text: str) -> None:
    ana, _, channel = bot.team()
    bot.begin(ana, channel, text)
    bot.settle()
    with bot.store.read() as reader:
        assert reader.summary(1).title == text


def test_a_mention_that_only_asks_what_one_thinks_begins_nothing(bot: Running) -> None:
    ana, _, channel = bot.team()
    bot.workspace.say(ana, channel, f"{bot.workspace.mention(bot.workspace.bot)} what do you think?")
    bot.settle()
    with bot.store.read() as reader:
        assert reader.summary(1) is None


def test_undo_brings_back_what_stood_before_and_says_what_it_did(bot: Running) -> None:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, "label tickets, 1M requests a month")
    bot.settle()
    bot.say(ben, root, "change volume to 2M")
    bot.say(ben, root, "undo")
    noted = bot.finds(root, "took an answer back")
    assert "1,000,000 requests a month" in words(noted)
    with bot.store.read() as reader:
        assert reader.log(1).answers.get("requests_per_month") == 1_000_000


def test_several_are_changed_in_one_sentence(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, "label tickets")
    bot.settle()
    bot.say(ana, root, "change metric to exact match, target to 90%")
    bot.say(ana, root, "volume is 12k, baseline is 71%")
    with bot.store.read() as reader:
        answers = reader.log(1).answers
    assert answers.get("metric") == "exact match"
    assert str(answers.get("target")) == "0.9"
    assert str(answers.get("baseline")) == "0.71"
    assert answers.get("requests_per_month") == 12_000
