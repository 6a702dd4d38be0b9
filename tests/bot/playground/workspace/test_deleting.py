"""What becomes of messages that the bot takes back."""

from slack_sdk import WebClient

from bot.playground.workspace.workspace import Workspace
from tests.bot.playground.conftest import refused


def test_the_bot_takes_back_its_own_message_once(workspace: Workspace, client: WebClient) -> None:
    channel = workspace.channel("general")
    ts = client.chat_postMessage(channel=channel.id, text="oops")["ts"]
    answer = client.chat_delete(channel=channel.id, ts=ts)
    assert (answer["channel"], answer["ts"]) == (channel.id, ts)
    assert workspace.everything(channel) == []
    event = workspace.deliveries[-1].event
    assert (event["subtype"], event["deleted_ts"], event["previous_message"]["text"]) == ("message_deleted", ts, "oops")
    assert refused(client.chat_delete, channel=channel.id, ts=ts)["error"] == "message_not_found"


def test_the_bot_takes_back_nothing_of_anybody_else(workspace: Workspace, client: WebClient) -> None:
    ana = workspace.person("Ana")
    channel = workspace.channel("general", [ana])
    hers = workspace.say(ana, channel, "mine")
    assert refused(client.chat_delete, channel=channel.id, ts=hers.ts)["error"] == "cant_delete_message"
    assert refused(client.chat_delete, channel="C404", ts=hers.ts)["error"] == "channel_not_found"
    ephemeral = client.chat_postEphemeral(channel=channel.id, user=ana.id, text="psst")["message_ts"]
    assert refused(client.chat_delete, channel=channel.id, ts=ephemeral)["error"] == "message_not_found"
    assert (workspace.messages(channel), len(workspace.ephemerals(ana))) == ([hers], 1)


def test_a_root_that_is_taken_back_leaves_its_replies_under_a_tombstone(
    workspace: Workspace, client: WebClient
) -> None:
    ana = workspace.person("Ana")
    channel = workspace.channel("general", [ana])
    blocks = [{"type": "section", "text": {"type": "plain_text", "text": "Contract clauses"}}]
    root = client.chat_postMessage(channel=channel.id, text="Contract clauses", blocks=blocks)["ts"]
    own = client.chat_postMessage(channel=channel.id, thread_ts=root, text="1M requests?")["ts"]
    hers = workspace.say(ana, channel, "yes", thread=root)
    client.chat_delete(channel=channel.id, ts=root)
    shown = client.conversations_replies(channel=channel.id, ts=root)["messages"]
    assert [(message["text"], message.get("subtype")) for message in shown] == [
        ("This message was deleted.", "tombstone"),
        ("1M requests?", None),
        ("yes", None),
    ]
    assert "Contract clauses" not in str(shown)
    assert refused(client.chat_delete, channel=channel.id, ts=root)["error"] == "message_not_found"
    assert refused(client.chat_update, channel=channel.id, ts=root, text="x")["error"] == "message_not_found"
    assert (
        refused(client.chat_postMessage, channel=channel.id, thread_ts=root, text="x")["error"]
        == "cannot_reply_to_message"
    )
    client.chat_delete(channel=channel.id, ts=own)
    assert [message.text for message in workspace.thread(channel, root)] == ["This message was deleted.", "yes"]
    workspace.delete(ana, hers)
    assert workspace.everything(channel) == []
