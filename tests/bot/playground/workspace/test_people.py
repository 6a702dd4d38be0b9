"""What people write, change and take back reaches the bot in Slack's own shapes."""

import threading
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.playground.workspace.people import Person
from bot.playground.workspace.state import NotPossible
from bot.playground.workspace.workspace import Workspace


def events(workspace: Workspace) -> list[dict[str, Any]]:
    return [delivery.event for delivery in workspace.deliveries if delivery.kind == "event"]


def test_a_message_becomes_an_event(workspace: Workspace) -> None:
    ada = workspace.person("ada")
    channel = workspace.channel("general", [ada])
    message = workspace.say(ada, channel, "shall we?")
    payload = workspace.deliveries[0].payload
    assert (payload["type"], payload["team_id"], payload["api_app_id"]) == (
        "event_callback",
        workspace.team_id,
        workspace.app.app_id,
    )
    event = payload["event"]
    assert (event["type"], event["user"], event["text"], event["ts"]) == ("message", ada.id, "shall we?", message.ts)
    assert (event["channel"], event["channel_type"], event["event_ts"]) == (channel.id, "channel", message.ts)
    assert event["blocks"][0]["elements"][0]["elements"] == [{"type": "text", "text": "shall we?"}]


@pytest.mark.parametrize("kind", ["channel", "group", "im", "mpim"])
def test_each_kind_of_conversation_is_named_and_subscribed_to(workspace: Workspace, kind: str) -> None:
    ada, bob = workspace.person("ada"), workspace.person("bob")
    channel = {
        "channel": lambda: workspace.channel("a", [ada]),
        "group": lambda: workspace.channel("b", [ada], private=True),
        "im": lambda: workspace.direct_message(ada),
        "mpim": lambda: workspace.group_message([ada, bob]),
    }[kind]()
    workspace.say(ada, channel, "hello")
    assert [event["channel_type"] for event in events(workspace)] == [kind]
    workspace.app.events -= {f"message.{kind}", f"message.{kind}s"}
    workspace.say(ada, channel, "hello?")
    assert len(events(workspace)) == 1


def test_the_bot_hears_nothing_where_it_is_not(workspace: Workspace) -> None:
    ada = workspace.person("ada")
    workspace.say(ada, workspace.channel("general", [ada], bot=False), f"hello {workspace.mention(workspace.bot)}")
    assert events(workspace) == []


def test_a_mention_comes_a_second_time_as_itself(workspace: Workspace) -> None:
    ada = workspace.person("ada")
    channel = workspace.channel("general", [ada])
    message = workspace.say(ada, channel, f"hey {workspace.mention(workspace.bot)} & <you>")
    assert message.text == f"hey <@{workspace.bot.id}> &amp; &lt;you&gt;"
    first, second = workspace.deliveries
    assert (first.event["type"], second.event["type"]) == ("message", "app_mention")
    assert first.event["ts"] == second.event["ts"] == message.ts
    assert first.payload["event_id"] != second.payload["event_id"]
    workspace.say(ada, workspace.direct_message(ada), f"hey {workspace.mention(workspace.bot)}")
    assert [event["type"] for event in events(workspace)] == ["message", "app_mention", "message"]


def test_a_mention_typed_by_hand_is_only_text(workspace: Workspace) -> None:
    ada = workspace.person("ada")
    message = workspace.say(ada, workspace.channel("general", [ada]), f"<@{workspace.bot.id}> <!channel>")
    assert message.text == f"&lt;@{workspace.bot.id}&gt; &lt;!channel&gt;"
    assert [event["type"] for event in events(workspace)] == ["message"]


def test_links_and_addresses_are_marked_as_the_client_does(workspace: Workspace) -> None:
    ada = workspace.person("ada")
    message = workspace.say(
        ada, workspace.channel("general", [ada]), "see https://a.example/b?c=1&d, or ada@b.example."
    )
    assert message.text == "see <https://a.example/b?c=1&amp;d>, or <mailto:ada@b.example|ada@b.example>."


def test_an_edit_tells_what_was_and_what_is(workspace: Workspace) -> None:
    ada, bob = workspace.person("ada"), workspace.person("bob")
    channel = workspace.channel("general", [ada, bob])
    message = workspace.say(ada, channel, "400 requests")
    workspace.edit(ada, message, "4000 requests")
    event = events(workspace)[-1]
    assert (event["subtype"], event["hidden"], event["channel"]) == ("message_changed", True, channel.id)
    assert (event["previous_message"]["text"], event["message"]["text"]) == ("400 requests", "4000 requests")
    assert event["message"]["edited"]["user"] == ada.id
    assert event["message"]["ts"] == message.ts != event["ts"]
    with pytest.raises(NotPossible):
        workspace.edit(bob, message, "40 requests")


def test_a_mention_that_is_edited_in_comes_as_a_mention(workspace: Workspace) -> None:
    ada = workspace.person("ada")
    message = workspace.say(ada, workspace.channel("general", [ada]), "help")
    workspace.edit(ada, message, f"help {workspace.mention(workspace.bot)}")
    assert [event["type"] for event in events(workspace)] == ["message", "message", "app_mention"]
    assert events(workspace)[-1]["edited"]["user"] == ada.id


def test_a_deleted_message_is_gone(workspace: Workspace) -> None:
    ada, bob = workspace.person("ada"), workspace.person("bob", admin=True)
    channel = workspace.channel("general", [ada, bob])
    message = workspace.say(ada, channel, "oops")
    workspace.delete(ada, message)
    event = events(workspace)[-1]
    assert (event["subtype"], event["deleted_ts"], event["previous_message"]["text"]) == (
        "message_deleted",
        message.ts,
        "oops",
    )
    assert workspace.messages(channel) == []
    another = workspace.say(ada, channel, "again")
    workspace.delete(bob, another)
    assert workspace.messages(channel) == []


def test_a_deleted_question_leaves_a_tombstone_until_its_last_answer_goes(
    workspace: Workspace, client: WebClient
) -> None:
    ada = workspace.person("ada")
    channel = workspace.channel("general", [ada])
    parent = workspace.say(ada, channel, "shall we?")
    reply = workspace.say(ada, channel, "no", thread=parent)
    workspace.delete(ada, parent)
    event = events(workspace)[-1]
    assert (event["subtype"], event["message"]["subtype"], event["message"]["user"]) == (
        "message_changed",
        "tombstone",
        "USLACKBOT",
    )
    assert event["previous_message"]["text"] == "shall we?"
    shown = client.conversations_replies(channel=channel.id, ts=parent.ts)["messages"]
    assert [message["text"] for message in shown] == ["This message was deleted.", "no"]
    workspace.delete(ada, reply)
    assert [event["subtype"] for event in events(workspace)[-2:]] == ["message_deleted", "message_deleted"]
    assert workspace.messages(channel) == []


def test_a_reply_names_its_thread_and_may_be_broadcast(workspace: Workspace) -> None:
    ada, bob = workspace.person("ada"), workspace.person("bob")
    channel = workspace.channel("general", [ada, bob])
    parent = workspace.say(ada, channel, "a")
    reply = workspace.say(bob, channel, "b", thread=parent)
    loud = workspace.say(bob, channel, "c", thread=reply, broadcast=True)
    assert (events(workspace)[1]["thread_ts"], events(workspace)[1]["parent_user_id"]) == (parent.ts, ada.id)
    assert events(workspace)[2]["subtype"] == "thread_broadcast"
    assert events(workspace)[2]["root"]["ts"] == parent.ts
    assert workspace.thread(channel, parent) == [parent, reply, loud]
    assert workspace.messages(channel) == [parent, loud]


def test_only_those_who_are_in_a_channel_write_there(workspace: Workspace) -> None:
    ada, bob = workspace.person("ada"), workspace.person("bob")
    channel = workspace.channel("general", [ada])
    with pytest.raises(NotPossible):
        workspace.say(bob, channel, "let me in")
    workspace.archive(channel)
    with pytest.raises(NotPossible):
        workspace.say(ada, channel, "too late")


def test_coming_and_going_is_told_where_the_bot_is(workspace: Workspace) -> None:
    ada, bob = workspace.person("ada"), workspace.person("bob")
    channel = workspace.channel("general", [ada])
    workspace.invite(bob, channel, by=ada)
    workspace.kick(bob, channel)
    told = [(event["type"], event["user"]) for event in events(workspace)]
    assert told == [("member_joined_channel", bob.id), ("member_left_channel", bob.id)]
    assert events(workspace)[0]["inviter"] == ada.id
    workspace.kick(workspace.bot, channel)
    workspace.invite(bob, channel)
    assert len(events(workspace)) == 2
    workspace.invite(workspace.bot, channel)
    assert (events(workspace)[-1]["type"], events(workspace)[-1]["user"]) == ("member_joined_channel", workspace.bot.id)


def test_a_command_says_who_where_and_what(workspace: Workspace) -> None:
    ada = workspace.person("ada")
    public, private = workspace.channel("public", [ada], bot=False), workspace.channel("secret", [ada], private=True)
    form = workspace.command(ada, public, "new <b> & co").payload
    assert (form["command"], form["text"], form["user_id"]) == ("/should-we-finetune", "new &lt;b&gt; &amp; co", ada.id)
    assert (form["channel_id"], form["channel_name"]) == (public.id, "public")
    assert form["response_url"].startswith(workspace.url)
    assert workspace.command(ada, private).payload["channel_name"] == "privategroup"
    assert workspace.command(ada, workspace.direct_message(ada)).payload["channel_name"] == "directmessage"


def test_a_command_is_not_taken_in_a_thread(workspace: Workspace) -> None:
    ada = workspace.person("ada")
    channel = workspace.channel("general", [ada])
    with pytest.raises(NotPossible, match="not supported in threads"):
        workspace.command(ada, channel, thread=workspace.say(ada, channel, "a"))


def test_opening_the_home_tab_shows_what_was_published(workspace: Workspace, client: WebClient) -> None:
    ada = workspace.person("ada")
    workspace.open_home(ada)
    first = events(workspace)[0]
    assert (first["type"], first["tab"], first["user"]) == ("app_home_opened", "home", ada.id)
    assert "view" not in first
    client.views_publish(user_id=ada.id, view={"type": "home", "blocks": [{"type": "divider"}]})
    workspace.open_home(ada)
    client.views_publish(
        user_id=ada.id,
        view={"type": "home", "blocks": [{"type": "header", "text": {"type": "plain_text", "text": "7"}}]},
    )
    workspace.open_home(ada)
    assert [event["view"]["blocks"][0]["type"] for event in events(workspace)[1:]] == ["divider", "header"]
    assert [event["view"]["type"] for event in events(workspace)[1:]] == ["home", "home"]
    assert {event["channel"] for event in events(workspace)} == {workspace.direct_message(ada).id}
    workspace.open_home(workspace.person("bob"))
    assert "view" not in events(workspace)[-1]
    workspace.open_home(ada, tab="messages")
    assert (events(workspace)[-1]["tab"], "view" in events(workspace)[-1]) == ("messages", False)
    workspace.app.events.discard("app_home_opened")
    assert workspace.open_home(ada) is None


def test_people_who_write_at_once_are_put_in_order(workspace: Workspace) -> None:
    people = [workspace.person(f"person{number}") for number in range(4)]
    channel = workspace.channel("general", people)

    def write(person: Person) -> None:
        for number in range(100):
            workspace.say(person, channel, str(number))

    threads = [threading.Thread(target=write, args=(person,)) for person in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    written = [message.ts for message in workspace.messages(channel)]
    assert written == sorted(set(written))
    assert len(written) == 400


def test_a_reaction_is_told_to_an_app_that_asked(workspace: Workspace) -> None:
    ada = workspace.person("ada")
    channel = workspace.channel("general", [ada])
    message = workspace.say(ada, channel, "a")
    assert workspace.react(ada, message, "eyes") is None
    workspace.app.events |= {"reaction_added", "reaction_removed"}
    workspace.unreact(ada, message, "eyes")
    workspace.react(ada, message, "+1")
    told = [(event["type"], event["reaction"], event["item"]["ts"]) for event in events(workspace)[1:]]
    assert told == [("reaction_removed", "eyes", message.ts), ("reaction_added", "+1", message.ts)]
    assert workspace.reactions(message) == {"+1": [ada.id]}


def test_what_is_written_is_also_there_as_rich_text(workspace: Workspace) -> None:
    ada = workspace.person("ada")
    channel = workspace.channel("general", [ada])
    text = f"{workspace.mention('here')} {workspace.mention(ada)} in {workspace.mention(channel)}: https://a.example/?b&c <3"
    message = workspace.say(ada, channel, text)
    assert message.blocks[0]["elements"][0]["elements"] == [
        {"type": "broadcast", "range": "here"},
        {"type": "text", "text": " "},
        {"type": "user", "user_id": ada.id},
        {"type": "text", "text": " in "},
        {"type": "channel", "channel_id": channel.id},
        {"type": "text", "text": ": "},
        {"type": "link", "url": "https://a.example/?b&c"},
        {"type": "text", "text": " <3"},
    ]
