"""A reply that is edited or deleted: its answers follow, and the thread says so."""

from __future__ import annotations

from tests.helpers.running import Running, words

START = "tone of replies"


def _answers(bot: Running) -> dict[str | None, object]:
    with bot.store.read() as reader:
        return dict(reader.log(1).answers.values)


def test_editing_a_reply_changes_its_answer_and_says_so(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, START)
    bot.settle()
    reply = bot.say(ana, root, "1M requests a month")
    bot.workspace.edit(ana, reply, "2M requests a month, 500 in 200 out")
    bot.settle()
    assert _answers(bot)["requests_per_month"] == 2_000_000
    assert _answers(bot)["input_tokens"] == 500
    note = bot.finds(root, "was edited")
    assert "2,000,000 requests a month (was 1,000,000" in words(note)
    assert bot.ticked(reply)


def test_editing_a_typo_makes_it_an_answer_and_editing_an_answer_away_withdraws_it(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, START)
    bot.settle()
    reply = bot.say(ana, root, "trd n scrrd")
    assert not bot.ticked(reply)
    bot.workspace.edit(ana, reply, "tried and scored")
    bot.settle()
    assert _answers(bot)["prompting"] == "scored"
    assert bot.ticked(reply)
    bot.workspace.edit(ana, reply, "let me check with Ben")
    bot.settle()
    assert "prompting" not in _answers(bot)
    assert not bot.ticked(reply)
    assert "few-shot" in words(bot.question(root))


def test_deleting_a_reply_withdraws_its_answers_and_what_stood_before_counts_again(bot: Running) -> None:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, START)
    bot.settle()
    first = bot.say(ana, root, "1M requests a month")
    second = bot.say(ben, root, "3M requests a month, 500 in 200 out")
    assert _answers(bot)["requests_per_month"] == 3_000_000
    bot.workspace.delete(ben, second)
    bot.settle()
    assert _answers(bot)["requests_per_month"] == 1_000_000
    assert "input_tokens" not in _answers(bot)
    assert "was deleted" in words(bot.finds(root, "was deleted"))
    bot.workspace.delete(ana, first)
    bot.settle()
    assert "requests_per_month" not in _answers(bot)


def test_an_edit_of_an_answer_that_somebody_replaced_changes_nothing(bot: Running) -> None:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, START)
    bot.settle()
    old = bot.say(ana, root, "1M requests a month")
    bot.say(ben, root, "change volume to 3M")
    log = bot.log()
    bot.workspace.edit(ana, old, "5M requests a month")
    bot.settle()
    assert bot.log() == log
    bot.workspace.delete(ana, old)
    bot.settle()
    assert _answers(bot)["requests_per_month"] == 3_000_000


def test_editing_the_message_it_began_with_changes_what_was_read_from_it(bot: Running) -> None:
    ana, _, channel = bot.team()
    bot.workspace.invite(bot.workspace.bot, channel)
    mention = bot.workspace.mention(bot.workspace.bot)
    message = bot.workspace.say(ana, channel, f"{mention} sort tickets, 20k requests a month")
    bot.settle()
    bot.workspace.edit(ana, message, f"{mention} sort tickets, 30k requests a month")
    bot.settle()
    assert _answers(bot)["requests_per_month"] == 30_000
    assert _answers(bot)["use_case"] == "sort tickets"


def test_edits_and_deletions_that_come_twice_late_or_out_of_order_change_nothing_twice(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, START)
    bot.settle()
    bot.workspace.faults.reorder(2)
    reply = bot.workspace.say(ana, channel, "1M requests a month", thread=root)
    bot.workspace.edit(ana, reply, "2M requests a month")
    bot.settle()
    assert _answers(bot)["requests_per_month"] == 2_000_000
    bot.workspace.faults.reorder(2)
    other = bot.workspace.say(ana, channel, "scored", thread=root)
    bot.workspace.delete(ana, other)
    bot.settle()
    assert "prompting" not in _answers(bot)
    bot.workspace.faults.duplicate(times=10)
    bot.workspace.edit(ana, reply, "4M requests a month")
    bot.settle()
    assert [row[2] for row in bot.log() if row[1] == "requests_per_month"] == [2_000_000, 4_000_000]
    assert sum("was edited" in words(message) for message in bot.thread(root)) == 1
