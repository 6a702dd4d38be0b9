"""`forget 12`: who may, what is gone afterwards, and what whoever comes later is told."""

from __future__ import annotations

import threading
import time
from typing import Any

import pytest

from bot.events import Where
from bot.outbox.delivery import Delivery
from bot.playground.workspace.conversations import Channel, PostedMessage
from bot.playground.workspace.people import Person
from bot.privacy.forget import forget
from tests.helpers.running import Running, words

SECRET = "Projekt Nachtigall"
START = f"{SECRET} letters, 20k requests a month"


def order(bot: Running, person: Person, channel: Channel, number: int = 1) -> str:
    """Say `forget`, wait until all is done; what the person is told."""
    assert bot.workspace.command(person, channel, f"forget {number}").wait(5).acked
    bot.settle()
    return words(bot.workspace.ephemerals(person)[-1])


def told(bot: Running, person: Person) -> list[str]:
    return [f"{message.text}{words(message)}" for message in bot.workspace.ephemerals(person)]


def begun(bot: Running) -> tuple[Person, Person, Channel, PostedMessage]:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, START)
    bot.settle()
    return ana, ben, channel, root


def content(bot: Running) -> bytes:
    return b"".join(file.read_bytes() for file in bot.store.path.parent.glob(f"{bot.store.path.name}*"))


def forgotten(bot: Running) -> bool:
    with bot.store.read() as reader:
        return reader.decision(1) is None


def test_its_owner_has_it_forgotten_and_nothing_of_it_is_left_in_slack_or_in_the_file(bot: Running) -> None:
    ana, _, channel, root = begun(bot)
    bot.answer_all(ana, root, prompting="none")
    bot.press(ana, bot.verdict(root), "Export")
    assert any(message.files for message in bot.thread(root))
    assert SECRET.split()[1].encode() in content(bot)
    assert "Decision 1 is forgotten" in order(bot, ana, channel)
    assert bot.workspace.everything(channel) == []
    assert bot.workspace.files == {}
    assert SECRET.split()[1].encode() not in content(bot)
    assert b"nachtigall" not in content(bot).lower()
    with bot.store.read() as reader:
        record = reader.forgotten(1, channel_team(bot))
    assert record is not None
    assert (record.decision, record.by, record.why) == (1, ana.id, "asked for")


def channel_team(bot: Running) -> str:
    return bot.workspace.app.team_id


def test_what_people_wrote_stays_under_one_line_that_says_what_happened(bot: Running) -> None:
    ana, ben, channel, root = begun(bot)
    bot.say(ben, root, "is this about the Berlin office?")
    bot.say(ana, root, "prompts scored")
    assert "stays until they delete it" in order(bot, ana, channel)
    there = bot.thread(root)
    day = time.strftime("%Y-%m-%d", time.gmtime())
    assert [message.text for message in there] == [
        f"This decision was forgotten on {day}.",
        "is this about the Berlin office?",
        "prompts scored",
    ]
    assert there[0].blocks == []


def test_in_a_thread_of_people_the_bots_messages_go_and_theirs_stay(bot: Running) -> None:
    ana, _, channel = bot.team()
    bot.workspace.invite(bot.workspace.bot, channel)
    first = bot.workspace.say(ana, channel, f"{bot.workspace.mention(bot.workspace.bot)} {START}")
    bot.settle()
    assert len(bot.thread(first)) > 1
    order(bot, ana, channel)
    assert [message.ts for message in bot.thread(first)] == [first.ts]


def test_who_neither_owns_it_nor_is_an_admin_is_told_who_may(bot: Running) -> None:
    _, ben, channel, root = begun(bot)
    answer = order(bot, ben, channel)
    assert "Only its owner" in answer
    assert "Nothing was deleted" in answer
    assert not forgotten(bot)
    assert bot.question(root)


def test_an_admin_may(bot: Running) -> None:
    _, _, channel, _ = begun(bot)
    boss = bot.workspace.person("Boss", admin=True)
    bot.workspace.invite(boss, channel)
    assert "is forgotten" in order(bot, boss, channel)
    assert forgotten(bot)


def test_who_may_not_see_it_does_not_learn_whether_it_is_there(bot: Running) -> None:
    ana, ben, channel = bot.team()
    boss = bot.workspace.person("Boss", admin=True)
    bot.workspace.invite(boss, channel)
    secret = bot.workspace.channel("secret", [ana], private=True)
    bot.begin(ana, secret, START)
    bot.settle()
    for person in (ben, boss):
        assert order(bot, person, channel, 1).replace("1", "7") == order(bot, person, channel, 7)
    assert not forgotten(bot)
    assert "is forgotten" in order(bot, ana, secret)
    assert "There is no decision 1 that you can see" in order(bot, boss, channel), "nor that it was"
    assert "was forgotten on" in order(bot, ana, channel)


def test_whoever_comes_later_is_told_and_nothing_comes_back(bot: Running) -> None:
    ana, ben, channel, root = begun(bot)
    question = bot.question(root).snapshot()
    reply = bot.say(ben, root, "prompts scored")
    bot.press(ana, root.snapshot(), "form:open")
    bot.workspace.faults.error("chat.delete", "internal_error", times=2)
    bot.expected_refusals |= {"internal_error"}
    order(bot, ana, channel)
    bot.press(ben, question, "answer:prompting:none")
    assert "Decision 1 was forgotten on" in told(bot, ben)[-1]
    delivery = bot.submit(ana, {"q:examples": "1500"})
    assert "Decision 1 was forgotten on" in str(delivery.response)
    bot.say(ben, root, "1500 examples")
    assert "Decision 1 was forgotten on" in told(bot, ben)[-1]
    before = len(told(bot, ben))
    bot.say(ben, root, "900 examples")
    bot.workspace.edit(ben, reply, "prompts not tried")
    bot.workspace.delete(ben, reply)
    bot.settle()
    assert len(told(bot, ben)) == before, "once is enough for who goes on talking there"
    bot.workspace.say(
        ben, channel, f"{bot.workspace.mention(bot.workspace.bot)} ticket routing, 10k a month", thread=root
    )
    bot.settle()
    assert "Decision 1 was forgotten on" in told(bot, ben)[-1]
    assert len(told(bot, ben)) == before + 1, "who asks the bot is answered"
    with bot.store.read() as reader:
        assert reader.latest_in_channel(channel_team(bot), channel.id) is None
    anew = bot.begin(ana, channel, "ticket routing")
    bot.settle()
    with bot.store.read() as reader:
        decision = reader.latest_in_channel(channel_team(bot), channel.id)
    assert decision is not None
    assert (decision.id, decision.thread_ts) == (2, anew.ts), "a number is never used again"


def test_a_delivery_that_slack_sends_again_brings_nothing_back(bot: Running) -> None:
    ana, _, channel = bot.team()
    bot.workspace.invite(bot.workspace.bot, channel)
    first = bot.workspace.say(ana, channel, f"{bot.workspace.mention(bot.workspace.bot)} {START}")
    bot.settle()
    order(bot, ana, channel)
    again = [
        delivery
        for delivery in bot.workspace.deliveries
        if delivery.kind == "event" and delivery.event.get("ts") == first.ts
    ]
    for delivery in again:
        bot.workspace.deliver("event", delivery.payload).wait(5)
    bot.settle()
    assert forgotten(bot)
    assert [message.ts for message in bot.thread(first)] == [first.ts]


def test_a_message_that_was_on_its_way_does_not_stay(bot: Running) -> None:
    ana, _, channel, root = begun(bot)
    before = len(bot.thread(root))
    bot.workspace.faults.slow("chat.postMessage", seconds=0.5)
    assert bot.workspace.click(ana, bot.question(root), "answer:prompting:scored").wait(5).acked
    bot.until(lambda: any(effect.state == "sending" for effect in lane(bot)))
    with bot.store.write() as unit:
        forget(unit, 1, ana.id, "asked for", time.time())
    bot.application.context.wake()
    bot.settle()
    assert before > 1
    assert bot.workspace.everything(channel) == []


def lane(bot: Running) -> tuple[Any, ...]:
    with bot.store.read() as reader:
        return tuple(effect for effect in reader.effects("thread:1") if effect.kind == "post")


@pytest.mark.parametrize("arrived", [True, False])
def test_what_a_dead_process_may_have_posted_is_looked_for_and_deleted(bot: Running, arrived: bool) -> None:
    ana, _, channel, root = begun(bot)
    bot.workspace.faults.drop("chat.postMessage", after=arrived)
    # The thread may be gone with its first message before it is looked into.
    bot.expected_refusals |= {"thread_not_found"}
    assert bot.workspace.click(ana, bot.question(root), "answer:prompting:scored").wait(5).acked
    bot.until(lambda: any(effect.uncertain for effect in lane(bot)))
    with bot.store.write() as unit:
        forget(unit, 1, ana.id, "asked for", time.time())
    bot.application.context.wake()
    bot.settle()
    assert bot.workspace.everything(channel) == []


def test_a_thread_that_is_being_drawn_is_not_written_back(bot: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    ana, _, channel, root = begun(bot)
    drawing, go_on = threading.Event(), threading.Event()
    from bot.jobs import threads as module

    real = module.Thread.plan

    def slowly(thread: Any) -> Any:
        drawing.set()
        assert go_on.wait(5)
        return real(thread)

    monkeypatch.setattr(module.Thread, "plan", slowly)
    assert bot.workspace.click(ana, bot.question(root), "answer:prompting:scored").wait(5).acked
    assert drawing.wait(5)
    with bot.store.write() as unit:
        forget(unit, 1, ana.id, "asked for", time.time())
    go_on.set()
    bot.settle()
    assert forgotten(bot)
    assert bot.workspace.everything(channel) == []
    assert b"nachtigall" not in content(bot).lower()


def test_an_answer_that_quotes_it_and_was_not_sent_yet_is_not_sent_any_more(
    bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, ben, channel, _ = begun(bot)
    monkeypatch.setattr(Delivery, "deliver", lambda _self, _effect: time.sleep(0.01))
    assert bot.workspace.command(ben, channel, "list").wait(5).acked
    bot.until(lambda: SECRET in str(waiting(bot)))
    with bot.store.write() as unit:
        forget(unit, 1, ana.id, "asked for", time.time())
    assert SECRET not in str(waiting(bot))
    monkeypatch.undo()
    bot.application.context.wake()
    bot.settle()
    assert told(bot, ben) == []


def test_a_digest_and_a_home_tab_that_wait_are_drawn_again_without_it(
    bot: Running, monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, _, channel, _ = begun(bot)
    order(bot, ana, channel, 99)
    monkeypatch.setattr(Delivery, "deliver", lambda _self, _effect: time.sleep(0.01))
    assert bot.workspace.command(ana, channel, "digest now").wait(5).acked
    bot.application.deps.intake.opened_home(Where(channel_team(bot), "D1", "im"), ana.id, "event:1")
    bot.until(lambda: {"post", "publish"} <= {effect.kind for effect in waiting(bot) if SECRET in str(effect.item)})
    with bot.store.write() as unit:
        forget(unit, 1, ana.id, "asked for", time.time())
    bot.application.context.wake()
    bot.until(lambda: {"post", "publish"} <= {effect.kind for effect in waiting(bot)})
    assert SECRET not in str(waiting(bot))


def test_a_home_tab_that_shows_it_is_drawn_anew(bot: Running) -> None:
    ana, ben, channel, _ = begun(bot)
    for person in (ana, ben):
        bot.workspace.open_home(person)
    bot.settle()
    assert SECRET in str(bot.workspace.home(ana).blocks)
    order(bot, ana, channel)
    assert SECRET not in str(bot.workspace.home(ana).blocks)
    assert "home.start" in str(bot.workspace.home(ana).blocks)


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_file_of_all_that_waits_goes_out_without_it(bot: Running, monkeypatch: pytest.MonkeyPatch, form: str) -> None:
    ana, _, channel, _ = begun(bot)
    bot.begin(ana, channel, "ticket routing")
    bot.settle()
    order(bot, ana, channel, 99)
    monkeypatch.setattr(Delivery, "deliver", lambda _self, _effect: time.sleep(0.01))
    assert bot.workspace.command(ana, channel, f"export all {form}").wait(5).acked
    bot.until(lambda: [effect for effect in waiting(bot) if effect.kind == "document"])
    [waits] = [effect for effect in waiting(bot) if effect.kind == "document"]
    with bot.store.write() as unit:
        # A try of it was made, and nobody knows whether it arrived.
        unit.later(waits.id, time.time(), "no answer", uncertain=True)
        forget(unit, 1, ana.id, "asked for", time.time())
    assert SECRET not in str(waiting(bot))
    monkeypatch.undo()
    bot.application.context.wake()
    bot.settle()
    [file] = bot.workspace.files.values()
    text = file.content.decode()
    assert ("ticket routing" in text, SECRET in text) == (True, False)
    told = bot.workspace.messages(bot.workspace.direct_message(ana))[-1].text
    assert told.startswith("1 decision that you can see")


def test_what_is_forgotten_while_the_way_for_a_file_is_opened_is_not_in_it(bot: Running) -> None:
    ana, _, channel, _ = begun(bot)
    bot.begin(ana, channel, "ticket routing")
    bot.settle()
    bot.workspace.faults.slow("chat.postMessage", seconds=0.4)
    assert bot.workspace.command(ana, channel, "export all").wait(5).acked
    lane = f"document:{channel_team(bot)}:{ana.id}"

    def sending() -> bool:
        with bot.store.read() as reader:
            return any(effect.state == "sending" for effect in reader.effects(lane))

    bot.until(sending)
    with bot.store.write() as unit:
        forget(unit, 1, ana.id, "asked for", time.time())
    bot.settle()
    [file] = bot.workspace.files.values()
    assert ("ticket routing" in file.content.decode(), SECRET in file.content.decode()) == (True, False)


def waiting(bot: Running) -> list[Any]:
    with bot.store.read() as reader:
        return list(reader.due(time.time()))


def test_where_the_bot_was_put_out_it_cleans_up_when_it_is_let_in_again(bot: Running) -> None:
    ana, _, _ = bot.team()
    secret = bot.workspace.channel("secret", [ana], private=True)
    root = bot.begin(ana, secret, START)
    bot.settle()
    bot.workspace.kick(bot.workspace.bot, secret)
    bot.expected_refusals |= {"not_in_channel", "channel_not_found"}
    with bot.store.write() as unit:
        forget(unit, 1, None, "asked for", time.time())
    bot.application.context.wake()
    bot.settle()
    assert b"nachtigall" not in content(bot).lower()
    assert bot.thread(root)
    bot.workspace.invite(bot.workspace.bot, secret)
    bot.settle()
    assert [message for message in bot.workspace.everything(secret) if message.bot_id] == []
