"""What a channel is told: its own decisions, and those of others only where everybody in it is."""

from __future__ import annotations

from bot.digest.post import ALONE
from bot.playground.workspace.conversations import Channel
from tests.helpers.running import words
from tests.helpers.weeks import Weekly


def told(weekly: Weekly, channel: Channel | None = None) -> str:
    """What the digest of a channel says."""
    weekly.tick("2026-11-30T09:01+01:00")
    return words(weekly.posted(channel)[-1])


def test_another_channel_is_told_of_only_where_everybody_is_in_it_too(weekly: Weekly) -> None:
    workspace = weekly.bot.workspace
    cleo = workspace.person("Cleo")
    weekly.say("here")
    weekly.keep("of this channel")
    weekly.keep("of a private one of Ana", channel=workspace.channel("a", [weekly.ana], private=True))
    weekly.keep("of a public one of Ben", channel=workspace.channel("b", [weekly.ben]))
    weekly.keep("of one with both and more", channel=workspace.channel("c", [weekly.ana, weekly.ben, cleo]))
    weekly.keep("said to the bot by Ana", channel=workspace.direct_message(weekly.ana))
    said = told(weekly)
    assert "of this channel" in said
    assert "of one with both and more" in said
    assert "of Ana" not in said
    assert "of Ben" not in said
    assert "by Ana" not in said


def test_a_public_channel_is_told_of_no_private_one_for_the_whole_workspace_can_read_it(weekly: Weekly) -> None:
    workspace, both = weekly.bot.workspace, [weekly.ana, weekly.ben]
    team = workspace.channel("team", both, private=True)
    weekly.keep("of the wide one", channel=workspace.channel("wide", both))
    weekly.keep("of a private one", channel=workspace.channel("c", both, private=True))
    weekly.keep("of a group message", channel=workspace.group_message(both))
    in_public, in_private = weekly.say("preview"), weekly.say("preview", channel=team)
    assert [title in in_public for title in ("of the wide one", "of a private one", "of a group message")] == [
        True,
        False,
        False,
    ]
    assert [title in in_private for title in ("of the wide one", "of a private one", "of a group message")] == [
        True,
        True,
        True,
    ]


def test_a_guest_in_the_channel_alone_hides_all_others_from_it(weekly: Weekly) -> None:
    workspace = weekly.bot.workspace
    weekly.say("here")
    weekly.keep("of this channel")
    weekly.keep("of a wide one", channel=workspace.channel("wide", [weekly.ana, weekly.ben]))
    assert "of a wide one" in weekly.say("preview")
    workspace.invite(workspace.person("Gus, a guest"), weekly.channel)
    weekly.clock.offset += 600
    assert "of a wide one" not in weekly.say("preview")
    said = told(weekly)
    assert "of this channel" in said
    assert "of a wide one" not in said


def test_a_channel_with_people_of_another_company_is_told_of_itself_alone(weekly: Weekly) -> None:
    weekly.say("here")
    weekly.channel.shared = True
    weekly.keep("of this channel", reviewed_at=weekly.clock(), real_gain=0.1)
    weekly.keep("of a wide one", channel=weekly.bot.workspace.channel("wide", [weekly.ana, weekly.ben]))
    said = told(weekly)
    assert "of this channel" in said
    assert "of a wide one" not in said
    assert "over the workspace" not in said


def test_the_line_over_the_workspace_holds_nothing_of_any_decision(weekly: Weekly) -> None:
    weekly.say("here")
    weekly.keep("of this channel")
    bens_channel = weekly.bot.workspace.channel("other", [weekly.ben], private=True)
    for real in (110.0, 120.0, 150.0):
        weekly.keep(
            "not for Ana", channel=bens_channel, monthly_usd=100.0, real_monthly_usd=real, reviewed_at=weekly.clock()
        )
    said = told(weekly)
    assert "Over 3 reviewed decisions the real monthly cost was 1.2 times the predicted one" in said
    assert "not for Ana" not in said


def test_where_slack_does_not_tell_who_is_where_it_tells_of_the_channel_alone_and_says_so(weekly: Weekly) -> None:
    weekly.say("here")
    weekly.keep("of this channel")
    weekly.keep("of a wide one", channel=weekly.bot.workspace.channel("wide", [weekly.ana, weekly.ben]))
    weekly.clock.set("2026-11-30T08:00+01:00")
    weekly.bot.workspace.faults.error("conversations.members", "internal_error", times=50)
    said = told(weekly)
    assert "of this channel" in said
    assert "of a wide one" not in said
    assert ALONE in said


def test_where_slack_is_late_to_tell_it_waits_a_moment(weekly: Weekly) -> None:
    weekly.say("here")
    weekly.keep("of a wide one", channel=weekly.bot.workspace.channel("wide", [weekly.ana, weekly.ben]))
    weekly.clock.set("2026-11-30T08:00+01:00")
    weekly.bot.workspace.faults.error("conversations.members", "internal_error", times=2)
    said = told(weekly)
    assert "of a wide one" in said
    assert ALONE not in said


def test_in_ones_own_direct_message_it_tells_of_all_one_is_in_and_of_ones_own(weekly: Weekly) -> None:
    workspace = weekly.bot.workspace
    own = workspace.direct_message(weekly.ana)
    weekly.say("here", channel=own)
    weekly.keep("of the team", by=weekly.ben)
    weekly.keep("of a private one of Ana", channel=workspace.channel("a", [weekly.ana], private=True))
    weekly.keep("said to the bot by Ana", channel=own)
    weekly.keep("of a private one of Ben", channel=workspace.channel("b", [weekly.ben], private=True))
    weekly.keep("said to the bot by Ben", channel=workspace.direct_message(weekly.ben), by=weekly.ben)
    said = told(weekly, own)
    assert "of the team" in said
    assert "of a private one of Ana" in said
    assert "said to the bot by Ana" in said
    assert "of Ben" not in said
    assert "by Ben" not in said


def test_a_private_channel_tells_nobody_else(weekly: Weekly) -> None:
    """A preview in a channel that the bot cannot see into tells of nothing else either."""
    workspace = weekly.bot.workspace
    secret = workspace.channel("secret", [weekly.ana], private=True, bot=False)
    weekly.keep("of the team")
    said = weekly.say("preview", channel=secret)
    assert "of the team" not in said
    assert "Nothing was decided" in said
