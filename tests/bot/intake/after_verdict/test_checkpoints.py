"""On the day the thread is asked for the numbers, and told stop or go on, by which criterion and by how much."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.outbox import effects
from flows.lifecycle.stages import life, to_ask
from tests.helpers.running import words

PLAN = {
    "l:start": "2026-12-01",
    "l:checkpoints": "2026-12-15, 2027-01-05, 2027-01-12",
    "l:budget": "5000",
    "l:general": "73%",
}


def buttons(message) -> set[str]:
    return {
        element["action_id"] for block in message.blocks if block["type"] == "actions" for element in block["elements"]
    }


@pytest.fixture
def training(team):
    """A team that trains by a plan."""
    team.bot.press(team.ana, team.verdict, "life.accept")
    team.bot.submit(team.ana, PLAN)
    return team


def test_on_the_first_day_the_data_is_asked_about_as_three_boxes(team) -> None:
    team.bot.press(team.ana, team.verdict, "life.accept")
    team.bot.submit(team.ana, PLAN)
    ask(team, date(2026, 12, 1))
    asked = words(team.last)
    assert "Training starts: check the data first" in asked
    assert asked.count("☐") == 3
    assert "80 % or more of the training inputs come from real traffic" in asked
    question = team.last
    team.bot.press(team.ben, question, "life.data")
    team.bot.submit(team.ben, {"l:shared_items": "0", "l:wrong_labels": "4", "l:real_share": "85%"})
    told = words(team.last)
    assert "Data check: undecided." in told
    assert "Check 100 more, and say how many of all 150 are wrong." in told
    assert buttons(team.last) == {"life.data", "life.stop"}
    team.bot.say(team.ben, team.root, "wrong labels 6 of 150")
    told = words(team.last)
    assert "Data check: go on.\n No criterion says stop." in told
    assert "6 labels of a random sample of 150 are wrong." in told
    now = next(message for message in team.bot.thread(team.root) if message.ts == question.ts)
    assert words(now) == "Data check: the answers were given below."
    with team.bot.store.read() as reader:
        assert (reader.summary(1).due_on, reader.summary(1).due_what) == ("2026-12-15", "checkpoint 1")


def test_shared_items_stop_on_the_first_day(team) -> None:
    team.bot.press(team.ana, team.verdict, "life.accept")
    team.bot.submit(team.ana, PLAN)
    ask(team, date(2026, 12, 1))
    team.bot.say(team.ben, team.root, "overlap: 3, wrong labels 0 of 50")
    told = words(team.last)
    assert "Data check: stop." in told
    assert "3 items are in both the training set and the test set" in told
    assert "Not measured, so nobody knows: the share of real inputs" in told


def test_nine_fixed_and_four_broken_is_compared_on_the_same_items(training) -> None:
    ask(training, date(2026, 12, 15))
    training.bot.say(training.ben, training.root, "score 376 of 400, 30 fixed, 14 broken")
    told = words(training.last)
    assert "Checkpoint 1: undecided.\n Score 400 more items by 2027-01-05." in told
    assert "4 points more on the same 400 items (30 fixed, 14 broken), between" in told
    assert "wider" not in told
    assert "Not measured, so nobody knows: what the model forgot (the general set), what was spent, items that" in told
    assert buttons(training.last) == {"life.numbers", "life.stop"}


def test_the_last_checkpoint_undecided_is_asked_once_more(training) -> None:
    ask(training, date(2027, 1, 12))
    training.bot.say(training.ben, training.root, "score 376 of 400, 30 fixed, 14 broken, spent $4,000")
    assert "Checkpoint 3: undecided.\n Score 400 more items by 2027-01-19, or stop by then." in words(training.last)
    assert "it is not adopted, and did not fail" in words(training.last)
    ask(training, date(2027, 1, 19))
    assert "Checkpoint 3 of 3 is due" in words(training.last)
    training.bot.say(training.ben, training.root, "score 752 of 800, 60 fixed, 28 broken")
    assert "Checkpoint 3: go on." in words(training.last)
    training.bot.say(training.ana, training.root, "adopted, $640 a month")
    assert training.value("adopted")["gain"] == 0.04
    assert "Measured gain: 4 points (between +" in words(training.last)


def ask(team, day: date) -> None:
    """What the schedule does on a day."""
    team.calendar.to(day)
    with team.bot.store.write() as unit:
        now = team.bot.application.context.moment()
        unit.append(1, [replace(entry, at=now) for entry in to_ask(life(unit.log(1)), day)])
        unit.enqueue([effects.bring_up_to_date(unit.decision(1), now.timestamp())])
    team.bot.application.context.wake()
    team.bot.settle()


def test_on_the_day_the_thread_is_asked_for_three_numbers(training) -> None:
    ask(training, date(2026, 12, 1))
    before = len(training.bot.thread(training.root))
    ask(training, date(2026, 12, 2))
    assert len(training.bot.thread(training.root)) == before
    ask(training, date(2026, 12, 15))
    asked = words(training.last)
    assert "Checkpoint 1 of 3 is due" in asked
    assert "The score on the same 400 test items (the target is 97 %), with how many of them were fixed" in asked
    assert "The score on the general set (it was 73 % before training)" in asked
    assert "What was spent so far, of $5,000" in asked


def test_numbers_in_a_reply_are_compared_and_the_thread_says_go_on(training) -> None:
    ask(training, date(2026, 12, 15))
    question = training.last
    reply = training.bot.say(training.ben, training.root, "score 96%, general 72%, spent $1,200")
    assert training.bot.ticked(reply)
    told = words(training.last)
    assert "Checkpoint 1: go on." in told
    assert (
        "The score on the test items is 96 %, the baseline 90 %: 6 points more, between +1.7 and +10.5 points. That is more than luck."
        in told
    )
    assert "compared as if on different items, which is wider" in told
    assert "The general set is at 72 %, before training it was 73 %: 1 point less" in told
    assert "$1,200 of the budget of $5,000 is spent; $3,800 is left." in told
    now = next(message for message in training.bot.thread(training.root) if message.ts == question.ts)
    assert words(now) == "Checkpoint 1: the numbers were given below."
    with training.bot.store.read() as reader:
        assert reader.summary(1).due_on == "2027-01-05"


def test_a_crossed_criterion_says_stop_by_how_much_and_going_on_needs_a_reason(training) -> None:
    ask(training, date(2026, 12, 15))
    training.bot.press(training.ana, training.last, "life.numbers")
    training.bot.submit(training.ana, {"l:score": "0.95", "l:general": "46%", "l:spent_usd": "6200"})
    told = words(training.last)
    assert "Checkpoint 1: stop." in told
    assert "2 of the criteria that were fixed before training say so." in told
    assert "The general set is at 46 %, before training it was 73 %: 27 points less" in told
    assert "$6,200 is spent, $1,200 over the budget of $5,000." in told
    assert buttons(training.last) == {"life.stop", "life.carry_on"}
    assert "The criteria say stop." in words(training.root)
    training.bot.say(training.ben, training.root, "go on")
    assert "say why" in training.bot.workspace.ephemerals(training.ben)[-1].text
    training.bot.press(training.ben, training.bot.finds(training.root, "Checkpoint 1: stop"), "life.carry_on")
    view = training.bot.workspace.open_view(training.ben)
    training.bot.workspace.submit(training.ben, view, {"l:reason": "the rest of the data comes on Friday"}).wait(5)
    training.bot.settle()
    assert training.kinds()[-1] == "carried_on"
    assert "goes on against the criteria" in words(training.last)
    assert "the rest of the data comes on Friday" in words(training.last)


def test_stopping_ends_it_with_what_was_measured(training) -> None:
    ask(training, date(2027, 1, 5))
    training.bot.say(training.ben, training.root, "score 91%, general 73%, spent $3,000")
    assert "A gain of 7 points, to the target of 97 %, is all but ruled out." in words(training.last)
    training.bot.say(training.ben, training.root, "stop: the target is out of reach")
    assert training.value("stopped") == {
        "score": 0.91,
        "spent_usd": 3000,
        "gain": 0.01,
        "gain_low": -0.0405,
        "gain_high": 0.0607,
    }
    told = words(training.last)
    assert "Why: the target is out of reach" in told
    assert "Measured gain: 1 point (between -4.1 and +6.1 points)." in told
    assert "Stopped on 2027-01-05." in words(training.root)
    before = len(training.bot.thread(training.root))
    ask(training, date(2027, 6, 1))
    assert len(training.bot.thread(training.root)) == before, "nothing is asked of what was stopped"


def test_adopting_ends_it_with_its_result(training) -> None:
    training.calendar.to(date(2027, 1, 12))
    training.bot.say(training.ben, training.root, "score 98%, general 73%, spent $4,000")
    assert training.kinds()[-1] == "planned", "people talk about scores: they count when they are asked for"
    ask(training, date(2027, 1, 12))
    training.bot.say(training.ben, training.root, "score 98%, general 73%, spent $4,000")
    training.bot.say(training.ana, training.root, "adopted: gain 8 points, $640 a month")
    assert training.value("adopted") == {
        "score": 0.98,
        "gain": 0.08,
        "monthly_usd": 640,
        "spent_usd": 4000,
        "gain_low": 0.0408,
        "gain_high": 0.1232,
    }
    assert "In use, said on 2027-01-12." in words(training.root)


def test_a_late_answer_is_asked_for_again_after_two_working_days_and_then_no_more(training) -> None:
    ask(training, date(2026, 12, 15))
    count = len(training.bot.thread(training.root))
    ask(training, date(2026, 12, 16))
    assert len(training.bot.thread(training.root)) == count
    ask(training, date(2026, 12, 17))
    assert "Checkpoint 1 still waits for its numbers" in words(training.last)
    ask(training, date(2026, 12, 31))
    assert len(training.bot.thread(training.root)) == count + 1
    with training.bot.store.read() as reader:
        summary = reader.summary(1)
    assert (summary.is_late, summary.asked_on, summary.due_on) == (True, "2026-12-15", "2027-01-05")


def test_a_checkpoint_that_nobody_answered_gives_way_to_the_next(training) -> None:
    ask(training, date(2026, 12, 15))
    first = training.last
    ask(training, date(2027, 1, 5))
    assert "Checkpoint 2 of 3 is due" in words(training.last)
    now = next(message for message in training.bot.thread(training.root) if message.ts == first.ts)
    assert words(now) == "Checkpoint 1: not asked any more."
    training.bot.say(training.ben, training.root, "score 98%, general 73%, spent $3,000")
    assert training.value("measured")["checkpoint"] == 2


def test_a_bot_that_slept_through_two_checkpoints_asks_for_the_last(training) -> None:
    ask(training, date(2027, 1, 6))
    assert "Checkpoint 2 of 3 was due on 2027-01-05" in words(training.last)
    assert sum(kind == "asked" for kind in training.kinds()) == 1


def test_an_edited_reply_is_followed_and_a_deleted_one_taken_back(training) -> None:
    ask(training, date(2027, 1, 5))
    reply = training.bot.say(training.ben, training.root, "score 91%, general 73%, spent $3,000")
    assert training.value("measured")["says"] == "stop"
    training.bot.workspace.edit(training.ben, reply, "score 97%, general 73%, spent $3,000")
    training.bot.settle()
    assert training.value("measured")["says"] == "go on"
    assert "Taken back: the reply it came from was changed." in "\n".join(
        words(message) for message in training.bot.thread(training.root)
    )
    training.bot.workspace.delete(training.ben, reply)
    training.bot.settle()
    with training.bot.store.read() as reader:
        assert life(reader.log(1)).measured == ()
        assert reader.summary(1).waits_for == "the numbers of checkpoint 2"


def test_the_review_asks_how_it_went_and_keeps_the_answer(prompting) -> None:
    team = prompting
    team.bot.press(team.ana, team.verdict, "life.accept")
    with team.bot.store.read() as reader:
        on = date.fromisoformat(reader.summary(1).review_on)
    ask(team, on)
    assert "The review is due" in words(team.last)
    team.bot.press(team.ben, team.last, "life.review")
    team.bot.submit(team.ben, {"l:adopted": "yes", "l:gain": "-1.5", "l:monthly": "$4,900"})
    assert team.value("reviewed") == {"adopted": "yes", "gain": -0.015, "monthly_usd": 4900}
    told = words(team.last)
    assert "in use" in told
    assert "Real cost: $4,900 a month." in told
    with team.bot.store.read() as reader:
        summary = reader.summary(1)
    assert (summary.stage, summary.real_gain, summary.real_monthly_usd) == ("adopted", -0.015, 4900)


def test_people_who_talk_are_left_alone(training) -> None:
    ask(training, date(2026, 12, 15))
    before = training.bot.log()
    for text in (
        "I will look tomorrow",
        "stop it you two",
        "the score was great",
        "no",
        "shall we go on with lunch?",
        "86 people came",
    ):
        training.bot.say(training.ben, training.root, text)
    assert training.bot.log() == before


def test_a_report_that_puts_the_last_one_right_need_not_be_asked_for(training) -> None:
    ask(training, date(2026, 12, 15))
    training.bot.say(training.ben, training.root, "score 19%, general 73%, spent $900")
    training.bot.say(training.ben, training.root, "score 91%, general 73%, spent $900")
    assert (training.value("measured")["checkpoint"], training.value("measured")["score"]) == (1, 0.91)
    before = training.bot.log()
    training.bot.say(training.ben, training.root, "86% of us were there")
    assert training.bot.log() == before


def test_a_report_that_cannot_be_read_gets_a_sentence_for_who_wrote_it(training) -> None:
    ask(training, date(2026, 12, 15))
    before = training.bot.log()
    training.bot.say(training.ben, training.root, "score somewhere at 4 of 3, general about 71-72, spent 900")
    assert training.bot.log() == before
    assert "please give" in training.bot.workspace.ephemerals(training.ben)[-1].text


def test_a_budget_by_the_month_is_none_for_the_whole(training) -> None:
    training.bot.press(training.ana, training.last, "life.plan")
    view = training.bot.workspace.open_view(training.ana)
    answer = training.bot.workspace.submit(training.ana, view, {"l:budget": "$5,000 a month"}).wait(5)
    assert "US dollars in all" in answer.response["errors"]["l:budget"]


def test_the_card_says_what_waits_for_an_answer_and_since_when(training) -> None:
    ask(training, date(2026, 12, 17))
    assert "Checkpoint 1 of 3 was due on 2026-12-15" in words(training.last)
    for day in (date(2026, 12, 18), date(2026, 12, 22)):
        ask(training, day)
        assert "Asked on 2026-12-17, not answered yet: the numbers of checkpoint 1." in words(training.root)


def test_an_end_tells_its_result_and_then_why(training) -> None:
    ask(training, date(2026, 12, 15))
    training.bot.say(training.ben, training.root, "score 91%, general 73%, spent $900")
    training.bot.say(training.ben, training.root, "stop: no people")
    assert training.last.text == (
        "Stopped by Ben on 2026-12-15. Score: 91 %. Measured gain: 1 point (between -4.1 and +6.1 points). Spent: $900.\nWhy: no people"
    )
