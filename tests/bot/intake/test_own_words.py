"""In a thread: what one says in one's own words counts, what is doubtful is asked of the writer alone, and nobody who was asked is met with silence."""

from __future__ import annotations

import pytest

from bot.playground.workspace.conversations import PostedMessage
from tests.helpers.running import Running, words

START = "tone of replies"


def begun(bot: Running) -> tuple:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, START)
    bot.settle()
    return ana, ben, root


def told(bot: Running, person) -> list[PostedMessage]:
    return bot.workspace.ephemerals(person)


def answers(bot: Running) -> dict[str, object]:
    return {question: value for kind, question, value in bot.log() if kind in ("answered", "unsure")}


def test_an_answer_in_ones_own_words_is_ticked_and_counts(bot: Running) -> None:
    ana, _, root = begun(bot)
    reply = bot.say(ana, root, "we played with some examples, but nobody ever measured it")
    assert answers(bot)["prompting"] == "tried"
    assert bot.ticked(reply)
    assert told(bot, ana) == []


def test_what_is_said_besides_is_shown_and_can_be_changed(bot: Running) -> None:
    ana, _, root = begun(bot)
    bot.say(ana, root, "few-shot was scored, no RAG, and prices change every day")
    assert answers(bot)["retrieval"] == "none"
    assert answers(bot)["facts_change"] == "often"
    noted = bot.finds(root, "Retrieval")
    assert "Retrieval" in words(noted)


def test_what_is_probably_meant_is_proposed_to_the_writer_and_counts_after_a_click(bot: Running) -> None:
    ana, ben, root = begun(bot)
    for text in ("scored", "style"):
        bot.say(ana, root, text)
    bot.say(ana, root, "between 300 and 500")
    assert "examples" not in answers(bot)
    (proposal,) = told(bot, ana)
    assert "300 examples?" in words(proposal)
    assert told(bot, ben) == []
    bot.press(ana, proposal, "Yes")
    assert answers(bot)["examples"] == 300


def test_no_says_how_to_go_on_and_changes_nothing(bot: Running) -> None:
    ana, _, root = begun(bot)
    for text in ("scored", "style"):
        bot.say(ana, root, text)
    bot.say(ana, root, "between 300 and 500")
    before = bot.log()
    bot.press(ana, told(bot, ana)[-1], "No")
    assert bot.log() == before
    assert "Nothing was noted" in told(bot, ana)[-1].text


def test_who_was_asked_and_is_not_understood_gets_one_sentence_once(bot: Running) -> None:
    ana, ben, root = begun(bot)
    bot.say(ana, root, "the usual stuff")
    (sentence,) = told(bot, ana)
    assert "I could not read that as an answer" in sentence.text
    assert "Tried and scored" in sentence.text
    bot.say(ana, root, "well the ordinary stuff")
    assert len(told(bot, ana)) == 1, "once a question"
    assert told(bot, ben) == []
    assert answers(bot).keys() <= {"use_case"}


def test_who_asks_back_is_told_why_we_ask_and_what_an_answer_is(bot: Running) -> None:
    ana, _, root = begun(bot)
    bot.say(ana, root, "what counts as scored?")
    (sentence,) = told(bot, ana)
    assert sentence.text.startswith("Why we ask: Prompting takes hours")
    assert "Tried and scored" in sentence.text
    assert answers(bot).keys() <= {"use_case"}


def test_people_talking_to_each_other_are_left_alone(bot: Running) -> None:
    ana, ben, root = begun(bot)
    for person, text in ((ben, "is that the thing from the offsite"), (ana, "the very same one"), (ben, "nice stuff")):
        bot.say(person, root, text)
    bot.say(ana, root, "haha, see you at lunch")
    assert told(bot, ana) == []
    assert told(bot, ben) == []
    assert answers(bot).keys() <= {"use_case"}


def test_a_title_is_the_work_and_never_cut_inside_a_number(bot: Running) -> None:
    ana, _, channel = bot.team()
    bot.begin(ana, channel, "contract clause extraction, we pay $4,100 a month, 1,200 examples")
    bot.settle()
    with bot.store.read() as reader:
        assert reader.summary(1).title == "contract clause extraction"
    assert bot.workspace.command(ana, channel, "search clause").wait(5).acked
    bot.settle()
    assert "contract clause extraction" in words(told(bot, ana)[-1])


def test_a_long_first_message_is_read_and_what_is_doubtful_is_proposed(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(
        ana,
        channel,
        "Sorting supplier mails into 14 queues, 60k a month on gpt-5.4-mini. The labels drift from week to week."
        " 2,000 mails labelled by our clerks and checked twice.",
    )
    bot.settle()
    assert answers(bot)["requests_per_month"] == 60_000
    assert answers(bot)["examples"] == 2000
    proposal = told(bot, ana)[-1]
    assert "Kind of task: \nClassification?" in words(proposal)
    bot.press(ana, proposal, "answer:task:0")
    assert answers(bot)["task"] == "classification"
    assert root is not None


def test_who_types_the_next_answer_before_seeing_its_question_is_heard(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, "tone of replies")
    bot.settle()
    bot.workspace.faults.slow("chat.postMessage", 0.5, times=1)
    first = bot.workspace.say(ana, channel, "scored", root)
    bot.workspace.wait_for(lambda: len(bot.log()) > 1)
    second = bot.workspace.say(ana, channel, "style", root)
    bot.settle()
    assert bot.ticked(first)
    assert bot.ticked(second)
    assert [row[1:] for row in bot.log()[1:]] == [("prompting", "scored"), ("gap", "behavior")]
    assert not bot.workspace.ephemerals(ana)


@pytest.mark.parametrize("text", ["yes", "2", "no"])
def test_a_bare_yes_or_number_never_answers_a_question_that_was_not_seen(bot: Running, text: str) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, "tone of replies")
    bot.settle()
    bot.workspace.faults.slow("chat.postMessage", 0.5, times=1)
    bot.workspace.say(ana, channel, "scored", root)
    bot.workspace.wait_for(lambda: len(bot.log()) > 1)
    bot.workspace.say(ana, channel, text, root)
    bot.settle()
    assert "gap" not in {row[1] for row in bot.log()}


def test_who_was_asked_and_asks_back_about_a_model_or_a_word_is_told_alone(bot: Running) -> None:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, "contract clause extraction, 1M requests a month on gpt-5.4, 500 in 200 out")
    bot.settle()
    log, posts = bot.log(), len(bot.thread(root))
    bot.say(ana, root, "why not gpt-oss-20b, it is only $43?")
    bot.say(ana, root, "what is a rubric?")
    first, second = (message.text for message in told(bot, ana))
    assert first.startswith("gpt-oss-20b, untuned: $43 a month.")
    assert second.startswith("A rubric is")
    assert bot.log() == log
    assert len(bot.thread(root)) == posts + 2, "the thread is left alone"
    bot.say(ben, root, "what about haiku?")
    assert told(bot, ben) == [], "people who talk to each other are left alone"
