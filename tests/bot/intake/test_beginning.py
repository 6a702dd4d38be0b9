"""How a decision begins: by command, form, mention, shortcut or direct message, where the bot is and where it is not."""

from __future__ import annotations

from tests.helpers.running import Running, is_open, words

CLAUSES = "contract clause extraction, 1M requests a month on gpt-5.4, 500 in 200 out, 1500 checked examples"


def test_a_use_case_in_the_command_is_read_and_shown_and_the_rest_is_asked(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, CLAUSES)
    bot.settle()
    assert "contract clause extraction" in words(root)
    assert "Started by Ana." in words(root)
    assert "About 9 more questions." in words(root)
    answers = {row[1]: row[2] for row in bot.log()}
    assert answers["use_case"] == "contract clause extraction"
    assert (answers["requests_per_month"], answers["input_tokens"], answers["output_tokens"]) == (1_000_000, 500, 200)
    assert (answers["examples"], answers["labels"], answers["model"]) == (1500, "checked", "gpt-5.4")
    read = bot.finds(root, "1,500 examples")
    assert "1,000,000 requests a month" in words(read)
    assert "few-shot" in words(bot.question(root))
    assert len([message for message in bot.thread(root) if is_open(message)]) == 1


def test_the_command_alone_asks_for_the_use_case_in_a_form(bot: Running) -> None:
    ana, _, channel = bot.team()
    assert bot.workspace.command(ana, channel, "").wait(5).acked
    assert not bot.workspace.messages(channel)
    bot.submit(ana, {"q:use_case": "tone of replies, 20k requests a month"})
    (root,) = bot.workspace.messages(channel)
    assert "tone of replies" in words(root)
    assert ("answered", "requests_per_month", 20_000) in bot.log()
    assert bot.workspace.open_view(ana) is None


def test_help_explains_itself_to_the_person_alone(bot: Running) -> None:
    ana, ben, channel = bot.team()
    for text in ("help", "HELP", "?"):
        assert bot.workspace.command(ana, channel, text).wait(5).acked
    assert all("what if volume is 2M" in words(message) for message in bot.workspace.ephemerals(ana))
    assert len(bot.workspace.ephemerals(ana)) == 3
    assert not bot.workspace.messages(channel)
    assert not bot.workspace.ephemerals(ben)


def test_a_mention_in_a_channel_begins_in_a_thread_under_it(bot: Running) -> None:
    ana, ben, channel = bot.team()
    bot.workspace.invite(bot.workspace.bot, channel)
    message = bot.workspace.say(
        ana, channel, f"{bot.workspace.mention(bot.workspace.bot)} sort support tickets, 500 labelled examples"
    )
    bot.settle()
    thread = bot.thread(message)
    assert "sort support tickets" in words(thread[1])
    assert is_open(thread[-1])
    reply = bot.say(ben, message, "tried and scored")
    assert bot.ticked(reply)


def test_a_mention_inside_a_thread_begins_there_and_asks_for_the_use_case_where_none_is_said(bot: Running) -> None:
    ana, ben, channel = bot.team()
    bot.workspace.invite(bot.workspace.bot, channel)
    parent = bot.workspace.say(ana, channel, "Our summaries are too long. Train our own?")
    bot.workspace.say(ben, channel, bot.workspace.mention(bot.workspace.bot), thread=parent)
    bot.settle()
    assert len(bot.workspace.messages(channel)) == 1
    assert "Started by" in words(bot.thread(parent)[2])
    assert bot.log() == []
    assert "What should the model do better" in words(bot.question(parent))
    assert bot.ticked(bot.say(ben, parent, "shorten our summaries"))
    # Said again it goes on with the same decision, and counts once although two events tell of it.
    bot.workspace.say(ana, channel, f"{bot.workspace.mention(bot.workspace.bot)} tried and scored", thread=parent)
    bot.settle()
    assert bot.log() == [("answered", "use_case", "shorten our summaries"), ("answered", "prompting", "scored")]


def test_the_shortcut_begins_from_a_message_and_a_second_one_is_told_so(bot: Running) -> None:
    ana, ben, channel = bot.team()
    bot.workspace.invite(bot.workspace.bot, channel)
    message = bot.workspace.say(
        ana, channel, "Should we tune a model for invoice fields? 300 labelled examples so far."
    )
    assert bot.workspace.shortcut(ben, message, "should_we_finetune_this").wait(5).acked
    bot.settle()
    assert "invoice fields" in words(bot.thread(message)[1])
    assert "Started by Ben." in words(bot.thread(message)[1])
    bot.workspace.shortcut(ana, message, "should_we_finetune_this").wait(5)
    bot.settle()
    assert "has its decision already" in bot.workspace.ephemerals(ana)[0].text
    assert sum("Started by" in words(posted) for posted in bot.thread(message)) == 1


def test_a_direct_message_begins_and_goes_on_without_threads(bot: Running) -> None:
    ana = bot.workspace.person("Ana")
    direct = bot.workspace.direct_message(ana)
    bot.workspace.say(ana, direct, "hello")
    bot.settle()
    assert "Answer five questions" in words(bot.workspace.ephemerals(ana)[0])
    first = bot.workspace.say(ana, direct, "sort support tickets")
    bot.settle()
    assert "sort support tickets" in words(bot.thread(first)[1])
    later = bot.workspace.say(ana, direct, "tried and scored")
    bot.settle()
    assert bot.ticked(later)
    assert ("answered", "prompting", "scored") in bot.log()


def test_a_private_channel_without_the_bot_is_told_how_to_invite_it_and_goes_on_when_it_comes(bot: Running) -> None:
    ana = bot.workspace.person("Ana")
    channel = bot.workspace.channel("secret", [ana], private=True, bot=False)
    bot.expected_refusals.add("channel_not_found")
    assert bot.workspace.command(ana, channel, CLAUSES).wait(5).acked
    bot.workspace.wait_for(lambda: bot.workspace.ephemerals(ana))
    (told,) = bot.workspace.ephemerals(ana)
    assert "/invite" in told.text
    assert "nothing is lost" in told.text
    bot.workspace.invite(bot.workspace.bot, channel, by=ana)
    root = bot.workspace.wait_for(lambda: next(iter(bot.workspace.messages(channel)), None))
    bot.settle()
    assert is_open(bot.thread(root)[-1])
    assert len(bot.workspace.ephemerals(ana)) == 1


def test_an_archived_channel_is_told_in_a_sentence(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, CLAUSES)
    bot.settle()
    question = bot.question(root)
    bot.workspace.archive(channel)
    bot.expected_refusals |= {"is_archived", "channel_is_archived"}
    bot.workspace.click(ana, question, "answer:prompting:scored").wait(5)
    bot.settle()
    assert ("answered", "prompting", "scored") in bot.log()
    told = bot.workspace.messages(bot.workspace.direct_message(ana)) + bot.workspace.ephemerals(ana)
    assert any("could not write" in message.text for message in told)


def test_a_form_that_slack_does_not_open_is_told(bot: Running) -> None:
    ana, _, channel = bot.team()
    bot.expected_refusals |= {"internal_error"}
    bot.workspace.faults.error("views.open", "internal_error")
    assert bot.workspace.command(ana, channel, "").wait(5).acked
    assert "use case in the same line" in bot.workspace.ephemerals(ana)[0].text


def test_in_a_direct_message_the_bot_answers_where_one_types(bot: Running) -> None:
    ana, _, _ = bot.team()
    own = bot.workspace.direct_message(ana)
    bot.workspace.say(ana, own, "tone of replies")
    bot.settle()
    for text in ("scored", "style"):
        bot.workspace.say(ana, own, text)
        bot.settle()
    lines = bot.workspace.messages(own)
    assert all(message.thread_ts in (None, message.ts) for message in lines), "nothing is hidden in a thread"
    assert "How many labelled examples" in words(lines[-1])
    bot.workspace.say(ana, own, "status")
    bot.settle()
    assert "What has been said" in words(bot.workspace.messages(own)[-1])
    bot.workspace.say(ana, own, "what is a rubric?")
    bot.settle()
    assert bot.workspace.ephemerals(ana)[-1].thread_ts is None


def test_in_a_thread_of_a_direct_message_it_answers_there(bot: Running) -> None:
    ana, _, _ = bot.team()
    own = bot.workspace.direct_message(ana)
    earlier = bot.workspace.say(ana, own, "hello")
    bot.settle()
    bot.workspace.say(ana, own, "tone of replies", earlier)
    bot.settle()
    told = [message for message in bot.thread(earlier) if message.user == bot.workspace.bot.id]
    assert any("Have few-shot examples" in words(message) for message in told)
