"""Orders: acked at once, answered to the person alone, and only with what that person may see."""

from tests.helpers.running import Running, words


def test_a_list_is_shown_to_who_asked_and_holds_what_they_may_see(bot: Running) -> None:
    ana, ben, channel = bot.team()
    secret = bot.workspace.channel("secret", [ben], private=True)
    bot.begin(ana, channel, "contract clause extraction")
    bot.begin(ben, secret, "layoff letters")
    bot.settle()
    assert bot.workspace.command(ana, channel, "list").wait(5).acked
    bot.settle()
    told = bot.workspace.ephemerals(ana)[-1]
    assert "contract clause extraction" in words(told)
    assert "layoff" not in words(told)


def test_a_decision_that_replaces_another_links_to_it_and_closes_it(bot: Running) -> None:
    ana, _, channel = bot.team()
    old = bot.begin(ana, channel, "contract clause extraction")
    bot.settle()
    new = bot.begin(ana, channel, "replace 1 clause extraction with gpt-6, 1M requests a month")
    bot.settle()
    assert any("This replaces \ndecision 1" in words(message) for message in bot.thread(new))
    assert "Replaced\n by decision 2" in words(bot.thread(old)[-1])
    assert "Replaced by decision 2." in words(bot.thread(old)[0])
    assert not any("answer:" in str(message.blocks) for message in bot.thread(old)), "nothing is asked of it any more"
    with bot.store.read() as reader:
        assert (reader.summary(1).stage, reader.summary(1).superseded_by) == ("superseded", 2)
        assert (reader.summary(2).supersedes, reader.summary(2).title) == (1, "clause extraction with gpt-6")
    assert bot.workspace.command(ana, channel, "replace 1 again please").wait(5).acked
    bot.settle()
    assert "was replaced already, by decision 2" in bot.workspace.ephemerals(ana)[-1].text
    assert bot.workspace.command(ana, channel, "replace 99 something else").wait(5).acked
    bot.settle()
    assert "There is no decision 99 that you can see." in bot.workspace.ephemerals(ana)[-1].text


def test_an_order_can_be_said_in_a_mention_and_in_a_direct_message(bot: Running) -> None:
    ana, _, channel = bot.team()
    bot.begin(ana, channel, "contract clause extraction")
    bot.settle()
    me = bot.workspace.mention(bot.workspace.bot)
    bot.workspace.say(ana, channel, f"{me} list open")
    bot.settle()
    assert "contract clause extraction" in words(bot.workspace.ephemerals(ana, channel)[-1])
    direct = bot.workspace.direct_message(ana)
    bot.workspace.say(ana, direct, "list")
    bot.settle()
    assert "contract clause extraction" in words(bot.workspace.ephemerals(ana, direct)[-1])
    with bot.store.read() as reader:
        assert reader.decision(2) is None, "an order begins nothing"


def test_a_slip_in_a_mention_or_a_direct_message_begins_nothing_and_is_told_how_to_say_it(bot: Running) -> None:
    ana, _, channel = bot.team()
    bot.workspace.invite(bot.workspace.bot, channel)
    bot.workspace.say(ana, channel, f"{bot.workspace.mention(bot.workspace.bot)} digest monday 09:00")
    bot.settle()
    assert words(bot.workspace.ephemerals(ana, channel)[-1]).startswith("Say digest here monday 09:00")
    direct = bot.workspace.direct_message(ana)
    bot.workspace.say(ana, direct, "forget it")
    bot.settle()
    assert words(bot.workspace.ephemerals(ana, direct)[-1]) == "Say which decision, by its number: forget 12."
    with bot.store.read() as reader:
        assert reader.decision(1) is None
