"""Orders: acked at once, answered to the person alone, and only with what that person may see."""

from running import Running, words


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
