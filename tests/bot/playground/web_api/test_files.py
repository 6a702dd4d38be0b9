"""Files that the bot uploads, and who sees them."""

import pytest
from slack_sdk import WebClient

from bot.playground.workspace.state import NotPossible
from bot.playground.workspace.workspace import Workspace
from tests.bot.playground.conftest import refused

CSV = "decision,verdict\n7,fine_tune\n"


def test_a_file_goes_into_the_direct_message_that_a_post_opened(workspace: Workspace, client: WebClient) -> None:
    ana, ben = workspace.person("Ana"), workspace.person("Ben", admin=True)
    posted = client.chat_postMessage(channel=ana.id, text="your export")
    direct = posted["channel"]
    assert direct.startswith("D")
    name = client.files_upload_v2(
        channel=direct, filename="all.csv", content=CSV, title="Decisions", initial_comment="here"
    )["file"]["id"]
    message = workspace.messages(direct)[-1]
    assert (message.text, message.files[0]["id"], message.files[0]["title"]) == ("here", name, "Decisions")
    assert workspace.download(ana, message.files[0]) == CSV.encode()
    assert [file.name for file in workspace.files_for(ana)] == ["all.csv"]
    assert workspace.files_for(ben) == []
    for way in (name, message.files[0], workspace.files[name]):
        with pytest.raises(NotPossible, match="Ben sees no file"):
            workspace.download(ben, way)


def test_a_file_goes_into_a_thread_of_a_direct_message(workspace: Workspace, client: WebClient) -> None:
    ana = workspace.person("Ana")
    root = client.chat_postMessage(channel=ana.id, text="decision 7")
    client.files_upload_v2(channel=root["channel"], thread_ts=root["ts"], filename="7.md", content="# Decision 7")
    assert [message.text for message in workspace.messages(root["channel"])] == ["decision 7"]
    reply = workspace.thread(root["channel"], root["ts"])[-1]
    assert (reply.thread_ts, workspace.download(ana, reply.files[0])) == (root["ts"], b"# Decision 7")
    told = client.files_info(file=reply.files[0]["id"])["file"]
    assert (told["ims"], told["channels"], told["groups"]) == ([root["channel"]], [], [])
    assert told["shares"] == {"private": {root["channel"]: [{"ts": reply.ts}]}}


def test_a_file_is_seen_where_it_is_shared(workspace: Workspace, client: WebClient) -> None:
    ana, ben, gil = workspace.person("Ana"), workspace.person("Ben"), workspace.person("Gil", guest=True)
    public, private = workspace.channel("public", [ana]), workspace.channel("private", [ana], private=True)
    for channel in (public, private):
        client.files_upload_v2(channel=channel.id, filename=f"{channel.name}.txt", content="x")
    assert [[file.name for file in workspace.files_for(who)] for who in (ana, ben, gil)] == [
        ["public.txt", "private.txt"],
        ["public.txt"],
        [],
    ]
    assert [file.name for file in workspace.files_for(ana, private)] == ["private.txt"]
    secret = workspace.files_for(ana, private)[0]
    assert client.files_info(file=secret.id)["file"]["groups"] == [private.id]
    workspace.kick(ana, private)
    assert workspace.files_for(ana, private) == []
    client.chat_delete(channel=public.id, ts=workspace.messages(public)[-1].ts)
    assert workspace.files_for(ana) == []


def test_a_file_that_is_shared_nowhere_is_seen_by_nobody(workspace: Workspace, client: WebClient) -> None:
    ana = workspace.person("Ana")
    name = client.files_upload_v2(filename="a.txt", content="x")["file"]["id"]
    with pytest.raises(NotPossible):
        workspace.download(ana, name)


@pytest.mark.parametrize("where", ["person", "#general", "general"])
def test_a_file_goes_to_conversations_by_their_id_only(workspace: Workspace, client: WebClient, where: str) -> None:
    ana = workspace.person("Ana")
    workspace.channel("general", [ana])
    answer = refused(
        client.files_upload_v2, channel=ana.id if where == "person" else where, filename="a.txt", content="x"
    )
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] input must match regex pattern: ^[CGDZ][A-Z0-9]{8,}$ [json-pointer:/channel_id]"
    ]
    assert workspace.files_for(ana) == []
