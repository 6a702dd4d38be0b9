"""A digest tells what is new: no line twice in a row, nobody pinged twice, no quiet week, one chart a month, and buttons."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.playground.workspace.conversations import PostedMessage
from bot.store.protocol import Reader
from flows.lifecycle.stages import life
from tests.bot.intake.after_verdict.conftest import QUALITY
from tests.helpers.entries import an_entry
from tests.helpers.people import mentioned
from tests.helpers.pings import Pings
from tests.helpers.running import words
from tests.helpers.support import CLAUSES
from tests.helpers.weeks import DAY, Weekly

MONDAYS = ("2026-11-30", "2026-12-07", "2026-12-14", "2026-12-21", "2026-12-28")


def monday(weekly: Weekly, day: str) -> PostedMessage | None:
    """The digest of a Monday, if one comes."""
    before = len(weekly.posted())
    weekly.tick(f"{day}T09:01+01:00")
    after = weekly.posted()[before:]
    return after[0] if after else None


def waits(weekly: Weekly, title: str, **more: Any) -> int:
    """A decision that was decided before the digests begin and waits for a word."""
    since = {"decided_at": weekly.clock() - 30 * DAY, "waits_since": weekly.clock() - 20 * DAY}
    return weekly.keep(title, **since | more)


def has_a_chart(message: PostedMessage) -> bool:
    return "data_visualization" in str(message.blocks)


def test_the_same_line_is_told_every_other_week_and_a_quiet_week_is_passed_over(weekly: Weekly) -> None:
    weekly.say("here")
    waits(weekly, "Contract clauses")
    told = [monday(weekly, day) for day in MONDAYS]
    assert [bool(message) and "Contract clauses" in words(message) for message in told] == [
        True, False, True, False, True,
    ]  # fmt: skip
    assert [message is not None for message in told] == [True, False, True, False, True]


def test_what_is_new_is_told_beside_how_much_still_waits(weekly: Weekly) -> None:
    weekly.say("here")
    waits(weekly, "Contract clauses")
    monday(weekly, MONDAYS[0])
    weekly.keep("Ticket routing", decided_at=weekly.clock() + 60, waits_since=weekly.clock() + 60)
    second = monday(weekly, MONDAYS[1])
    assert second is not None
    assert "Ticket routing, for 6 days" in words(second)
    assert "Contract clauses" not in words(second)
    assert "1 still waits, as told before: /should-we-finetune list open" in words(second)
    third = monday(weekly, MONDAYS[2])
    assert third is not None
    assert "Contract clauses, for" in words(third)
    assert "Ticket routing" not in words(third)


def test_a_line_is_told_anew_as_soon_as_something_else_is_waited_for(weekly: Weekly) -> None:
    weekly.say("here")
    id_ = waits(weekly, "Contract clauses", stage="training", waits_for="the numbers of checkpoint 1", asked_on="2026-11-25")  # fmt: skip
    first = monday(weekly, MONDAYS[0])
    assert first is not None
    assert "asked, no answer" in words(first)
    with weekly.bot.store.write() as unit:
        summary = unit.summary(id_)
        assert summary is not None
        unit.keep_summary(replace(summary, is_late=True))
    again = monday(weekly, MONDAYS[1])
    assert again is not None
    assert "asked again, no answer" in words(again)
    assert monday(weekly, MONDAYS[2]) is None


def test_what_had_no_room_is_told_the_week_after(weekly: Weekly) -> None:
    weekly.say("here")
    for number in range(20):
        waits(weekly, f"Use case {number:02} " + "\U0001f600" * 60, waits_for="\U0001f600" * 150)
    first, second = monday(weekly, MONDAYS[0]), monday(weekly, MONDAYS[1])
    assert first is not None
    assert second is not None
    shown = [
        {number for number in range(20) if f"Use case {number:02}" in words(message)} for message in (first, second)
    ]
    assert shown[0]
    assert shown[1]
    assert not shown[0] & shown[1]
    assert shown[0] | shown[1] == set(range(len(shown[0] | shown[1]))), "and nothing was passed over"
    assert f"And {20 - len(shown[0])} more" in words(first)


def test_set_so_a_quiet_week_is_told_in_a_sentence(weekly: Weekly) -> None:
    weekly.say("here also quiet weeks")
    waits(weekly, "Contract clauses")
    monday(weekly, MONDAYS[0])
    quiet = monday(weekly, MONDAYS[1])
    assert quiet is not None
    assert quiet.text == "Decisions from 30 November to 7 December. Nothing is new."
    assert "Nothing is new. 1 still waits, as told before: /should-we-finetune list open" in words(quiet)


def test_now_tells_everything_and_changes_nothing_of_the_weekly_one(weekly: Weekly) -> None:
    weekly.say("here")
    waits(weekly, "Contract clauses")
    monday(weekly, MONDAYS[0])
    before = weekly.digest()
    weekly.say("now")
    assert "Contract clauses, for" in words(weekly.posted()[-1])
    assert has_a_chart(weekly.posted()[-1]) == has_a_chart(weekly.posted()[0])
    assert weekly.digest() == before


def test_what_was_told_is_kept_when_it_is_set_up_anew_and_dropped_in_time(weekly: Weekly) -> None:
    weekly.say("here")
    waits(weekly, "Contract clauses")
    monday(weekly, MONDAYS[0])
    weekly.say("here monday 09:00")
    assert monday(weekly, MONDAYS[1]) is None
    digest = weekly.digest()
    assert digest is not None
    assert len(digest.told) == 1
    with weekly.bot.store.write() as unit:
        unit.digest_sent(digest.team, digest.channel, weekly.clock() + 60 * DAY, ("due:1:2027-02-01",))
    assert set((weekly.digest() or digest).told) == {"due:1:2027-02-01"}


def test_the_chart_comes_with_the_first_one_of_a_month(weekly: Weekly) -> None:
    weekly.say("here also quiet weeks")
    charts = []
    for day in ("2026-11-30", "2026-12-07", "2026-12-14", "2026-12-28", "2027-01-04", "2027-01-11"):
        weekly.clock.set(f"{day}T08:00+01:00")
        weekly.keep(f"Of {day}")
        message = monday(weekly, day)
        assert message is not None
        charts.append(has_a_chart(message))
    assert charts == [True, True, False, False, True, False]


def test_a_person_is_named_once_a_section_and_pinged_once_a_digest(weekly: Weekly) -> None:
    weekly.say("here")
    for title, person in (("One", weekly.ana), ("Two", weekly.ben), ("Three", weekly.ana)):
        waits(weekly, title, owner=person.id)
    waits(weekly, "Four", owner=weekly.ana.id, stage="training", due_on="2026-12-02", due_what="checkpoint 1", waits_for=None, waits_since=None)  # fmt: skip
    pings = Pings(weekly.bot)
    with pings.while_():
        message = monday(weekly, MONDAYS[0])
    assert message is not None
    assert sorted(ping.person for ping in pings.heard) == sorted([weekly.ana.id, weekly.ben.id])
    shown = str(message.blocks)
    assert shown.count(f"'user_id': '{weekly.ana.id}'") == shown.count(f"'user_id': '{weekly.ben.id}'") == 1
    # What is said of the checkpoint names her, and pings nobody anew.
    assert words(message).count("Ana:") == 1
    assert shown.index("One") < shown.index("Three") < shown.index("Two")


def test_nobody_is_pinged_by_asking_for_it_or_in_direct_messages(weekly: Weekly) -> None:
    waits(weekly, "One", owner=weekly.ana.id)
    waits(weekly, "Two", owner=weekly.ben.id)
    pings = Pings(weekly.bot)
    with pings.while_(weekly.ana):
        weekly.say("now")
        weekly.say("preview")
    assert {ping.person for ping in pings.heard} == {weekly.ben.id}
    mine = weekly.bot.workspace.direct_message(weekly.ben)
    weekly.say("now", by=weekly.ben, channel=mine)
    assert weekly.posted(mine)
    assert not any(mentioned(message.text, message.blocks) for message in weekly.posted(mine))


def decided_for_real(weekly: Weekly, title: str) -> int:
    """A decision that went through the bot, with its verdict in the thread."""
    weekly.bot.decided(weekly.ana, weekly.channel, CLAUSES | {"use_case": title, "prompting": "none"})
    weekly.settle()
    with weekly.bot.store.read() as reader:
        decision = reader.latest_in_channel(weekly.bot.workspace.team_id, weekly.channel.id)
    assert decision is not None
    return decision.id


def stage(reader: Reader, decision: int) -> str:
    return life(reader.log(decision)).stage


def button(message: PostedMessage, act: str, decision: int) -> dict[str, Any]:
    (found,) = [
        element
        for block in message.blocks
        if block["type"] == "actions"
        for element in block["elements"]
        if element["action_id"] == act and element["value"].startswith(f"1|{decision}|")
    ]
    return found


def test_what_waits_is_accepted_or_put_off_at_its_line(weekly: Weekly) -> None:
    first, second = decided_for_real(weekly, "clauses"), decided_for_real(weekly, "tickets")
    weekly.say("here")
    message = monday(weekly, MONDAYS[0])
    assert message is not None
    accept, defer = button(message, "life.accept", first), button(message, "life.defer", second)
    assert accept["value"] == f"1|{first}|life|1"
    assert "#1" in accept["accessibility_label"]
    weekly.bot.workspace.click(weekly.ben, message, "life.accept", block_id=block_of(message, accept)).wait(5)  # fmt: skip
    weekly.bot.workspace.click(weekly.ben, message, "life.defer", block_id=block_of(message, defer)).wait(5)
    weekly.settle()
    with weekly.bot.store.read() as reader:
        assert (stage(reader, first), stage(reader, second)) == ("accepted", "deferred")
    # The same button again: somebody was first.
    weekly.bot.workspace.click(weekly.ana, message, "life.accept", block_id=block_of(message, accept)).wait(5)
    weekly.settle()
    assert weekly.bot.workspace.ephemerals(weekly.ana)[-1].text.startswith("Ben accepted this already")


def test_accepting_to_train_at_its_line_asks_for_the_plan_first(weekly: Weekly) -> None:
    weekly.bot.decided(weekly.ana, weekly.channel, QUALITY)
    weekly.settle()
    weekly.say("here")
    message = monday(weekly, MONDAYS[0])
    assert message is not None
    weekly.bot.workspace.click(weekly.ben, message, "life.accept").wait(5)
    weekly.settle()
    with weekly.bot.store.read() as reader:
        assert stage(reader, 1) == "decided"
    weekly.bot.workspace.submit(weekly.ben, weekly.bot.workspace.open_view(weekly.ben), {}).wait(5)
    weekly.settle()
    with weekly.bot.store.read() as reader:
        assert stage(reader, 1) == "training"


def block_of(message: PostedMessage, element: dict[str, Any]) -> str:
    return next(block["block_id"] for block in message.blocks if element in block.get("elements", ()))


def test_what_cannot_be_decided_there_has_no_buttons(weekly: Weekly) -> None:
    other = weekly.bot.workspace.channel("other", [weekly.ana, weekly.ben], bot=True)
    weekly.keep("Elsewhere", an_entry("concluded", value={"verdict": "rag"}), channel=other)
    weekly.keep("Taken back", stage="asking", waits_for="What is it?")
    weekly.say("here")
    message = monday(weekly, MONDAYS[0])
    assert message is not None
    assert "Elsewhere" in words(message)
    assert "life." not in str(message.blocks)
