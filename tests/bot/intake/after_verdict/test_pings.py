"""Who is pinged in a whole life of a decision: only people of whom something is wanted, and nobody by their own doing."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import bot
from bot.intake.after_verdict import NO_OWNER
from tests.bot.intake.after_verdict.conftest import Team
from tests.bot.intake.after_verdict.test_checkpoints import PLAN
from tests.helpers.people import mentioned
from tests.helpers.pings import Pings
from tests.helpers.running import words


def asks(team: Team, day: date) -> None:
    """The day comes on which something is asked."""
    team.calendar.to(day, 15)
    team.bot.tick(team.calendar())


def talk(team: Team, pings: Pings) -> None:
    """Two people answer, change, take back and ask."""
    bot, ana, ben, root = team.bot, team.ana, team.ben, team.root
    with pings.while_(ana):
        bot.say(ana, root, "change volume to 2M")
    for text in ("change volume to 1M", "status", "what if volume is 10k", "why", "back", "change volume to 1M"):
        with pings.while_(ben):
            bot.say(ben, root, text)
    with pings.while_(ana):
        other = bot.begin(ana, team.channel, "ticket routing, 10k requests a month on gpt-5.4, 500 in 20 out")
    with pings.while_(ben):
        bot.press(ben, bot.question(other), "answer:prompting:scored")
    with pings.while_(ben):
        bot.say(ben, other, "not sure")
    with pings.while_(ben):
        bot.say(ben, other, "restart")


def live(team: Team, pings: Pings) -> None:
    """It is accepted, handed on, measured, carried on, put into use and reviewed."""
    bot, ana, ben = team.bot, team.ana, team.ben
    with pings.while_(ana):
        bot.press(ana, team.verdict, "life.accept")
        bot.submit(ana, PLAN | {"l:owner": ben.id})
    card = bot.finds(team.root, "Owner: who sees to it")
    with pings.while_(ben):
        bot.say(ben, team.root, "accept")
    for by, owner in ((ben, ana), (ben, ben)):
        with pings.while_(by):
            bot.workspace.select(by, card, "life.owner", owner.id).wait(5)
    with pings.while_(ana):
        bot.say(ana, team.root, "dissent: the labels are too few")
    with pings.while_():
        asks(team, date(2026, 12, 15))
    with pings.while_(ben):
        bot.say(ben, team.root, "score 93%, general 72%, spent $1,200")
    with pings.while_():
        asks(team, date(2027, 1, 5))
    with pings.while_():
        asks(team, date(2027, 1, 7))
    with pings.while_(ana):
        bot.say(ana, team.root, "score 91%, general 72%, spent $1,900")
    with pings.while_(ana):
        bot.say(ana, team.root, "go on: half of the data came late")
    with pings.while_(ben):
        bot.say(ben, team.root, "adopted: score 97%, $700 a month")
    with pings.while_(ben):
        bot.say(ben, team.root, "undo")
    with pings.while_(ben):
        bot.say(ben, team.root, "adopted: score 97%, $700 a month")
    with pings.while_():
        asks(team, date(2027, 2, 22))
    with pings.while_(ana):
        bot.say(ana, team.root, "adopted, gain 7 points, $700 a month")
    for order in ("list", "show 1", "search clause", "digest"):
        with pings.while_(ana):
            bot.workspace.command(ana, team.channel, order).wait(5)


def test_each_ping_wants_something_of_the_one_who_is_pinged_and_none_is_by_their_own_doing(team: Team) -> None:
    pings = Pings(team.bot)
    talk(team, pings)
    live(team, pings)
    assert not [ping for ping in pings.heard if ping.person == ping.by], "nobody is pinged by their own doing"
    assert not [ping for ping in pings.heard if ping.method in ("chat.postEphemeral", "response_url")]
    told = [(ping.person == team.ana.id, ping.text.split(".")[0].split(":")[0]) for ping in pings.heard]
    ana, ben = True, False
    assert told == [
        (ben, "Accepted by Ana on 2026-11-23"),
        (ana, f"<@{team.ana.id}> is the owner now, says Ben"),
        (ben, "Checkpoint 1 of 3 is due"),
        (ben, "Checkpoint 2 of 3 is due"),
        (ben, "Checkpoint 2 of 3 still waits for its numbers"),
        (ben, "A month in use"),
        (ben, 'The review is due with "Fine-tune'),
    ]
    assert f"Owner: <@{team.ben.id}>." in pings.heard[0].text
    assert pings.posts > 30, "and all the others pinged nobody"


def test_only_owners_and_people_who_are_waited_for_can_be_mentioned_at_all() -> None:
    room = Path(str(bot.__file__)).parent
    mentions = {
        subject
        for template in (room / "text/templates").glob("*.j2")
        for subject in re.findall(r"([\w.]+) \| person\b", template.read_text())
    }
    assert mentions == {"owner", "line.person"}, "who did something is called by name: `| named`"
    by_hand = {
        path.relative_to(room).as_posix()
        for path in room.rglob("*.py")
        if path.relative_to(room).parts[0] != "playground" and re.search(r"<@\{|\"<@\"", path.read_text())
    }
    assert by_hand == {"block_kit/rich_text.py", "listeners/payloads.py"}, "which write and read the mark"


def test_who_is_not_known_by_name_is_somebody_and_never_an_id(prompting: Team) -> None:
    team = prompting
    team.bot.workspace.faults.error("users.info", "internal_error", times=99)
    team.bot.application.context.users._known._kept.clear()
    team.bot.say(team.ben, team.root, "dissent: the labels are too few")
    team.bot.workspace.faults.clear()
    told = team.bot.finds(team.root, "the labels are too few")
    assert told.text.startswith("Somebody disagrees")
    assert team.ben.id not in words(told)
    assert not mentioned(told.text, told.blocks)


def test_a_name_is_words_however_it_is_written(prompting: Team) -> None:
    team = prompting
    evil = team.bot.workspace.person("<!channel> *b* <@U1> & \ue002U1\ue003" + "\U0001f600" * 80)
    team.bot.workspace.invite(evil, team.channel)
    team.bot.say(evil, team.root, "dissent: the labels are too few")
    told = team.bot.finds(team.root, "the labels are too few")
    assert "<!" not in told.text
    assert not mentioned(told.text, told.blocks)
    assert "\ue002" not in words(told)


def test_the_bot_is_no_owner_chosen_typed_or_in_the_form(team: Team) -> None:
    bot = team.bot
    bot.press(team.ana, team.verdict, "life.accept")
    me, mention = bot.workspace.bot, bot.workspace.mention
    refused = bot.submit(team.ana, PLAN | {"l:owner": me.id})
    assert refused.response["errors"] == {"l:owner": NO_OWNER}
    assert "accepted" not in team.kinds()
    bot.submit(team.ana, PLAN | {"l:owner": team.ana.id})
    before = team.kinds()
    bot.workspace.select(team.ana, bot.finds(team.root, "Owner: who sees to it"), "life.owner", me.id).wait(5)
    bot.settle()
    assert bot.workspace.ephemerals(team.ana)[-1].text == NO_OWNER
    for text in (f"owner is {mention(me)}", f"{mention(me)} the new owner: {mention(me)}"):
        told = len(bot.workspace.ephemerals(team.ben))
        bot.say(team.ben, team.root, text)
        assert [message.text for message in bot.workspace.ephemerals(team.ben)[told:]] == [NO_OWNER]
    assert team.kinds() == before


def test_an_owner_can_be_named_in_words(team: Team) -> None:
    bot = team.bot
    bot.press(team.ana, team.verdict, "life.accept")
    bot.submit(team.ana, PLAN)
    reply = bot.say(team.ana, team.root, f"owner is {bot.workspace.mention(team.ben)}")
    assert bot.ticked(reply)
    assert team.value("owned") == {"owner": team.ben.id}


def test_the_select_of_people_has_a_label_that_stays(team: Team) -> None:
    bot = team.bot
    bot.press(team.ana, team.verdict, "life.accept")
    bot.submit(team.ana, PLAN)
    card = bot.finds(team.root, "life.owner")
    (block,) = [block for block in card.blocks if "users_select" in str(block)]
    assert block["text"]["text"] == "Owner: who sees to it"
    assert block["accessory"]["initial_user"] == team.ana.id
