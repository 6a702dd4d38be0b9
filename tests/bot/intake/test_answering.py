"""Answers by click, by typing and by form; several people at once; people who talk to each other."""

from __future__ import annotations

import copy
import json
import threading

import pytest

from bot.playground.workspace.state import Channel, Person, PostedMessage
from flows.questions import MORE
from tests.helpers.people import mentioned
from tests.helpers.running import Running, is_open, words

START = "tone of replies"
KNOWS_MUCH = "contract clause extraction, 1M requests a month on gpt-5.4, 500 in 200 out, 1500 checked examples, 100 test items, real share 100%"


def test_an_answered_question_collapses_to_one_line_with_who_answered_and_change(bot: Running) -> None:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, START)
    bot.settle()
    question = bot.question(root)
    assert "Why we ask" in words(question)
    assert "reply here" in words(question)
    assert "Not sure" in words(question)
    bot.press(ben, question, "answer:prompting:scored")
    line = bot.finds(root, "Prompting: Tried and scored")
    assert line.ts == question.ts
    assert len(line.blocks) == 1
    assert "Ben" in words(line)
    assert not mentioned(line.text, line.blocks)
    assert "Change" in words(line)
    assert "Take about 20 real failures" in words(bot.question(root))
    assert "About 9 more questions." in words(bot.thread(root)[0])
    assert len([message for message in bot.thread(root) if is_open(message)]) == 1


def test_not_sure_is_an_answer(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, START)
    bot.settle()
    bot.press(ana, bot.question(root), "Not sure")
    assert ("unsure", "prompting", None) in bot.log()
    assert "Prompting: not sure" in words(bot.finds(root, "Prompting: not sure"))


def test_a_select_and_a_typed_number_answer_too(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, START)
    bot.settle()
    for text in ("scored", "style"):
        bot.say(ana, root, text)
    question = bot.question(root)
    assert "How many labelled examples" in words(question)
    bot.press(ana, question, "Fill in")
    refused = bot.submit(ana, {"q:examples": "plenty"})
    assert "whole number" in refused.response["errors"]["q:examples"]
    assert bot.submit(ana, {"q:examples": "2k"}).response in (None, "")
    assert ("answered", "examples", 2000) in bot.log()


def test_several_answers_in_one_reply_are_noted_and_ticked(bot: Running) -> None:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, START)
    bot.settle()
    reply = bot.say(ben, root, "1M requests a month on gpt-5.4, 500 in 200 out, 1500 checked examples")
    assert bot.ticked(reply)
    note = bot.finds(root, "Noted from")
    for part in ("1,000,000 requests a month", "500 tokens", "200 tokens", "1,500 examples", "gpt-5.4"):
        assert part in words(note)
    assert {row[1] for row in bot.log()} >= {
        "requests_per_month",
        "input_tokens",
        "output_tokens",
        "examples",
        "labels",
        "model",
    }


@pytest.mark.parametrize(
    "talk",
    [
        "hey, did we try that?",
        "ok",
        "I think Bob knows",
        "lol",
        "what if we ask Bob?",
        "we had 3M requests last month but I would have to check",
        "change of plans, let's meet at 3",
        "thanks!",
        "no idea what that means, who wrote this?",
        "Ana, can you check whether 1500 examples is right?",
        "sure",
    ],
)
def test_people_talking_to_each_other_are_left_alone(bot: Running, talk: str) -> None:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, START)
    bot.settle()
    before, log = len(bot.thread(root)), bot.log()
    reply = bot.say(ben, root, talk)
    assert not bot.ticked(reply)
    assert bot.log() == log
    assert len(bot.thread(root)) == before + 1
    assert not bot.workspace.ephemerals(ben)


def test_a_reply_to_a_colleague_by_mention_is_left_alone_and_one_to_the_bot_is_not(bot: Running) -> None:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, START)
    bot.settle()
    to_ben = bot.say(ana, root, f"{bot.workspace.mention(ben)} scored")
    assert not bot.ticked(to_ben)
    to_bot = bot.say(ana, root, f"{bot.workspace.mention(bot.workspace.bot)} blurb")
    assert not bot.ticked(to_bot)
    assert "one of" in bot.workspace.ephemerals(ana)[0].text
    to_bot = bot.say(ana, root, f"{bot.workspace.mention(bot.workspace.bot)} scored")
    assert bot.ticked(to_bot)


def test_the_words_of_chat_work_in_the_thread(bot: Running) -> None:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, f"{START}, 20k requests a month on gpt-5.4, 500 in 200 out")
    bot.settle()
    bot.say(ana, root, "why")
    assert "Prompting takes hours" in words(bot.thread(root)[-1])
    bot.say(ana, root, "status")
    assert "20,000 requests a month" in words(bot.thread(root)[-1])
    bot.say(ana, root, "help")
    assert "Edit or delete your reply" in words(bot.thread(root)[-1])
    bot.say(ana, root, "what if volume is 2M")
    assert "Nothing was changed" in words(bot.thread(root)[-1])
    assert ("answered", "requests_per_month", 20_000) in bot.log()
    assert bot.ticked(bot.say(ben, root, "change volume to 2M"))
    assert "2,000,000 requests a month" in words(bot.finds(root, "was 20,000"))
    bot.say(ben, root, "change volume to banana")
    assert "a number from 0" in bot.workspace.ephemerals(ben)[0].text
    bot.say(ana, root, "not sure")
    assert ("unsure", "prompting", None) in bot.log()
    assert bot.ticked(bot.say(ana, root, "back"))
    assert "took an answer back" in words(bot.finds(root, "took an answer back"))
    assert "few-shot" in words(bot.question(root))
    assert bot.thread(root)[-1].ts == bot.question(root).ts
    bot.say(ana, root, "verdict")
    assert "so far" in words(bot.thread(root)[-1])
    assert bot.ticked(bot.say(ana, root, "restart"))
    assert "started over" in words(bot.finds(root, "started over"))
    assert bot.log()[-1][0] == "restarted"
    assert "What should the model do better" in words(bot.question(root))
    assert len([message for message in bot.thread(root) if is_open(message)]) == 1


def test_the_form_asks_the_eight_that_decide_first_and_says_errors_at_their_field(bot: Running) -> None:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, START)
    bot.settle()
    bot.press(ana, root, "Answer in a form")
    view = bot.workspace.open_view(ana)
    assert view is not None
    fields = [block["block_id"] for block in view.blocks if block["type"] == "input"]
    assert len(fields) == 8
    assert {"q:prompting", "q:gap", "q:examples", "q:upkeep_owner"} <= set(fields)
    assert "q:use_case" not in fields
    refused = bot.submit(ana, {"q:examples": "lots", "q:prompting": "Tried and scored"})
    assert set(refused.response["errors"]) == {"q:examples"}
    assert "whole number" in refused.response["errors"]["q:examples"]
    assert bot.log() == [("answered", "use_case", START)]
    bot.say(ben, root, "tried")
    bot.submit(ana, {"q:examples": "900", "q:gap": "Not sure"})
    # Both answers to one question are kept, the last one counts, and the card says so.
    assert [row for row in bot.log() if row[1] == "prompting"] == [
        ("answered", "prompting", "tried"),
        ("answered", "prompting", "scored"),
    ]
    assert ("answered", "examples", 900) in bot.log()
    assert ("unsure", "gap", None) in bot.log()
    card = bot.finds(root, "before: Tried, not scored")
    assert "Prompting: Tried and scored" in words(card)
    assert "Ana, before Ben" in words(card)


def _asked_together(bot: Running, ana: Person, channel: Channel) -> PostedMessage:
    """A thread in which examples, labels and real traffic are asked in one message."""
    root = bot.begin(ana, channel, START)
    bot.settle()
    for text in ("scored", "style"):
        bot.say(ana, root, text)
    return root


def test_what_belongs_together_is_one_message_with_a_row_of_buttons_each_and_one_form(bot: Running) -> None:
    ana, ben, channel = bot.team()
    root = _asked_together(bot, ana, channel)
    asked = bot.question(root)
    for ask in ("How many labelled examples", "Who checked the labels", "Which share of the inputs"):
        assert ask in words(asked)
    assert "Or reply here, all at once: 1,500 examples" in words(asked)
    # A click answers one of them: the same message waits for the others.
    bot.press(ben, asked, "answer:labels:checked")
    assert bot.question(root).ts == asked.ts
    assert "Who checked the labels" not in words(bot.question(root))
    bot.press(ana, asked, "Fill in")
    view = bot.workspace.open_view(ana)
    assert view is not None
    assert "counts as not sure" in json.dumps(view.blocks)
    bot.submit(ana, {"q:examples": "900"})
    assert bot.log()[-3:] == [
        ("answered", "labels", "checked"),
        ("answered", "examples", 900),
        ("unsure", "real_share", None),
    ]
    line = bot.finds(root, "Your data: ")
    assert line.ts == asked.ts
    assert "900 examples" in words(line)
    assert "Ana, Ben" in words(line) or "Ben, Ana" in words(line)
    assert bot.question(root).ts != asked.ts
    bot.press(ben, line, "Change")
    bot.submit(ben, {"q:examples": "1200"})
    assert bot.log()[-1] == ("answered", "examples", 1200)
    assert bot.log()[-4] == ("answered", "labels", "checked")


def test_a_reply_answers_all_that_is_asked_together(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = _asked_together(bot, ana, channel)
    assert bot.ticked(bot.say(ana, root, "1,500 examples, all checked by people, 90% real traffic"))
    assert bot.log()[-3:] == [
        ("answered", "examples", 1500),
        ("answered", "labels", "checked"),
        ("answered", "real_share", 0.9),
    ]
    assert "How often does the wanted behaviour change" in words(bot.question(root))


def test_not_sure_of_these_is_one_click(bot: Running) -> None:
    ana, ben, channel = bot.team()
    root = _asked_together(bot, ana, channel)
    as_it_was = copy.deepcopy(bot.question(root))
    bot.say(ben, root, "900")
    bot.press(ana, as_it_was, "Not sure of these")
    assert bot.log()[-3:] == [("answered", "examples", 900), ("unsure", "labels", None), ("unsure", "real_share", None)]
    log = bot.log()
    bot.press(ben, as_it_was, "Not sure of these")
    assert bot.log() == log, "nothing of it is asked any more"


def test_where_one_method_leads_the_question_says_so(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, START)
    bot.settle()
    bot.say(ana, root, "scored")
    assert "On what you said" not in words(bot.question(root))
    bot.press(ana, bot.question(root), "answer:gap:knowledge")
    assert "On what you said: retrieve the facts." in words(bot.question(root))


KNOWN = {
    "error_cost_usd": ("$40", 40, "Cost of an error: $40 a wrong answer"),
    "margin": ("2", 2, "Margin: 2 points"),
    "success_odds": ("1 in 4", 0.25, "Your odds of success: 25%"),
    "earlier_training": ("It brought no gain", "no_gain", "Earlier training: It brought no gain"),
    "scored_models": (
        "haiku 4.5 fails, gpt-6-luna passes",
        {"gpt-6-luna": "passes", "haiku 4.5": "fails"},
        "Scored models: gpt-6-luna passes, haiku 4.5 fails",
    ),
    "batch": ("Yes", True, "Batch: yes"),
    "latency_now_ms": ("1.8 s", 1800, "Latency today: 1,800 ms at p95"),
    "latency_needed_ms": ("under 500 ms", 500, "Latency needed: 500 ms at p95"),
    "region": ("In the EU", "eu", "Region: In the EU"),
    "model_host": ("Azure OpenAI", "azure", "Host of today's model: azure"),
    "hosts_only": ("No", False, "Only these hosts: no"),
    "own_gpus": ("4 H100s", {"type": "H100", "count": 4}, "Own GPUs: 4 x H100"),
    "bill_covers": ("Other work too", "other_work", "What the bill covers: Other work too"),
}


def test_what_a_team_knows_besides_stands_at_the_end_of_the_form(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, START)
    bot.settle()
    verdict = bot.answer_all(ana, root, prompting="none", gap="behavior")
    bot.press(ana, verdict, "Ask the rest")
    bot.press(ana, bot.question(root), "All the rest in a form")
    view = bot.workspace.open_view(ana)
    assert view is not None
    last = max(at for at, block in enumerate(view.blocks) if block["type"] == "header")
    assert view.blocks[last]["text"]["text"] == "More, if you know it"
    assert (
        {block["block_id"] for block in view.blocks[last + 1 :]}
        == {f"q:{id_}" for id_ in KNOWN}
        == {f"q:{id_}" for id_ in MORE}
    )
    assert all(block["optional"] for block in view.blocks[last + 1 :])
    refused = bot.submit(ana, {"q:own_gpus": "some", "q:margin": "51", "q:scored_models": "haiku"})
    assert "such as 4 x H100" in refused.response["errors"]["q:own_gpus"]
    assert "from 0 to 50" in refused.response["errors"]["q:margin"]
    assert "passes or fails" in refused.response["errors"]["q:scored_models"]
    bot.submit(ana, {f"q:{id_}": typed for id_, (typed, _, _) in KNOWN.items()})
    assert {row[1]: row[2] for row in bot.log() if row[1] in KNOWN} == {
        id_: kept for id_, (_, kept, _) in KNOWN.items()
    }
    told = "\n".join(words(message) for message in bot.thread(root))
    assert all(line in told for _, _, line in KNOWN.values())
    # What was said is not asked for again.
    bot.press(ana, bot.question(root), "All the rest in a form")
    again = bot.workspace.open_view(ana)
    assert again is not None
    assert "More, if you know it" not in str(again.blocks)


def test_what_a_team_knows_besides_is_said_by_its_name(bot: Running) -> None:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, START)
    bot.settle()
    question = words(bot.question(root))
    assert bot.ticked(bot.say(ana, root, "change own gpus to 4 x H100"))
    assert bot.ticked(bot.say(ben, root, "change own_gpus to 8 H200s"))
    bot.finds(root, "Own GPUs: 8 x H200 (was 4 x H100)")
    assert bot.ticked(bot.say(ben, root, "set scored models to haiku 4.5 fails"))
    assert bot.log()[-1] == ("answered", "scored_models", {"haiku 4.5": "fails"})
    assert not bot.ticked(bot.say(ben, root, "change margin to 60"))
    assert words(bot.question(root)) == question


def test_change_opens_the_answer_and_only_what_differs_is_recorded(bot: Running) -> None:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, START)
    bot.settle()
    bot.press(ana, bot.question(root), "answer:prompting:tried")
    card = bot.finds(root, "Prompting: Tried, not scored")
    bot.press(ben, card, "Change")
    log = bot.log()
    bot.submit(ben, {})
    assert bot.log() == log
    bot.press(ben, card, "Change")
    bot.submit(ben, {"q:prompting": "Tried and scored"})
    assert bot.log()[-1] == ("answered", "prompting", "scored")
    assert "before: Tried, not scored" in words(bot.finds(root, "Prompting: Tried and scored"))


def test_a_double_click_counts_once_and_two_people_at_once_both_count(bot: Running) -> None:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, START)
    bot.settle()
    question = bot.question(root)
    # Both still see the open question; Slack is slow to show the first answer.
    bot.workspace.faults.slow("chat.update", 1.0, times=1)
    first = bot.workspace.click(ana, question, "answer:prompting:tried")
    again = bot.workspace.click(ana, question, "answer:prompting:tried")
    other = bot.workspace.click(ben, question, "answer:prompting:scored")
    assert all(delivery.wait(5).acked for delivery in (first, again, other))
    bot.settle()
    said = [row for row in bot.log() if row[1] == "prompting"]
    assert sorted(row[2] for row in said) == ["scored", "tried"]
    card = bot.finds(root, "Prompting:")
    assert "before:" in words(card)
    assert len(bot.workspace.ephemerals(ana)) == 0


def test_a_button_of_an_answered_question_says_who_answered(bot: Running) -> None:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, START)
    bot.settle()
    as_it_was = copy.deepcopy(bot.question(root))
    bot.press(ana, bot.question(root), "answer:prompting:scored")
    log = bot.log()
    bot.press(ben, as_it_was, "answer:prompting:none")
    assert bot.log() == log
    (told,) = bot.workspace.ephemerals(ben)
    assert told.text.startswith("Ana answered this already")
    assert "Tried and scored" in told.text
    assert "Change" in told.text


def test_the_checklist_is_one_message_of_six_boxes_and_one_form(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, f"{START}, 900 checked examples, 1M requests a month on gpt-5.4, 500 in 200 out")
    bot.settle()
    for text in ("scored", "style", "all", "rarely", "recurring", "yes", "it fails"):
        bot.say(ana, root, text)
    while "Readiness checklist" not in words(bot.question(root)):
        bot.press(ana, bot.question(root), "Not sure")
    checklist = bot.question(root)
    assert words(checklist).count("Open:") + words(checklist).count("Done:") == 6
    bot.press(ana, checklist, "Fill in")
    bot.submit(ana, {"q:metric": "F1", "q:test_items": "100", "q:test_independent": "Yes"})
    lists = [message for message in bot.thread(root) if "Readiness checklist" in words(message)]
    assert len(lists) == 1
    assert "Readiness checklist: 3 of 6" in words(lists[0])


def test_many_people_answering_at_once_lose_nothing(bot: Running) -> None:
    workspace = bot.workspace
    people = [workspace.person(f"P{number}") for number in range(8)]
    channel = workspace.channel("ml", people)
    root = bot.begin(people[0], channel, START)
    bot.settle()
    parts = [
        "1M requests a month",
        "500 in 200 out",
        "1500 checked examples",
        "on gpt-5.4",
        "change upkeep to $900",
        "change target to 0.95",
        "change baseline to 0.8",
        "change rounds to 3",
    ]
    threads = [
        threading.Thread(target=workspace.say, args=(who, channel, text, root))
        for who, text in zip(people, parts, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    bot.settle()
    answered = {row[1] for row in bot.log()}
    assert answered >= {
        "requests_per_month",
        "input_tokens",
        "examples",
        "model",
        "upkeep_usd",
        "target",
        "baseline",
        "iterations",
    }
    replies = [message for message in bot.thread(root) if message.user in {person.id for person in people}]
    assert all(bot.ticked(reply) for reply in replies)


def test_where_training_may_run_is_picked_from_names_people_know(bot: Running) -> None:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, KNOWS_MUCH)
    bot.settle()
    for text in (
        "change real share to 1",
        "scored",
        "quality is fine",
        "rarely",
        "recurring",
        "yes",
        "it fails",
        "yes",
        "cost",
    ):
        bot.say(ana, root, text)
    asked = bot.question(root)
    assert "Where may training run" in words(asked)
    bot.press(ben, asked, "Fill in")
    view = bot.workspace.open_view(ben)
    assert view is not None
    field = next(block for block in view.blocks if block.get("block_id") == "q:hosts")
    names = [offered["text"]["text"] for offered in field["element"]["options"]]
    assert {"OpenAI", "Azure", "Bedrock", "Vertex AI", "Your own GPUs", "Anywhere"} <= set(names)
    bot.submit(ben, {"q:data_may_leave": "Yes", "q:hosts": ["Azure", "Bedrock"]})
    assert ("answered", "hosts", ["azure", "bedrock"]) in bot.log()
    line = bot.finds(root, "Where training may run: ")
    bot.press(ana, line, "Change")
    view = bot.workspace.open_view(ana)
    assert view is not None
    field = next(block for block in view.blocks if block.get("block_id") == "q:hosts")
    assert [one["value"] for one in field["element"]["initial_options"]] == ["azure", "bedrock"]
    log = bot.log()
    bot.submit(ana, {})
    assert bot.log() == log
