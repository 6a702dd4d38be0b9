"""The Web API answers slack_sdk the way Slack does, refusals included."""

import json
import urllib.error
import urllib.request
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.playground.workspace.workspace import Workspace
from tests.bot.playground.conftest import refused

MODAL = {"type": "modal", "title": {"type": "plain_text", "text": "Ask"}, "blocks": [{"type": "divider"}]}


def test_a_token_tells_who_the_bot_is(workspace: Workspace, client: WebClient) -> None:
    answer = client.auth_test()
    assert answer["user_id"] == workspace.bot.id
    assert answer["team_id"] == workspace.team_id
    assert set(answer.headers["x-oauth-scopes"].split(",")) == workspace.app.scopes


def test_two_workspaces_are_two_teams(workspace: Workspace) -> None:
    with Workspace() as elsewhere:
        assert elsewhere.team_id != workspace.team_id
        assert (
            refused(WebClient(workspace.app.bot_token, base_url=elsewhere.api_url).auth_test)["error"] == "invalid_auth"
        )


@pytest.mark.parametrize(
    ("token", "code"), [("", "not_authed"), ("xoxb-wrong", "invalid_auth"), ("app", "not_allowed_token_type")]
)
def test_a_wrong_token_is_refused(workspace: Workspace, token: str, code: str) -> None:
    token = workspace.app.app_token if token == "app" else token
    assert refused(WebClient(token, base_url=workspace.api_url).auth_test)["error"] == code


def test_the_socket_wants_the_apps_own_token(workspace: Workspace, client: WebClient) -> None:
    assert refused(client.apps_connections_open, app_token=workspace.app.bot_token)["error"] == "not_allowed_token_type"
    assert client.apps_connections_open(app_token=workspace.app.app_token)["url"].startswith("ws://127.0.0.1:")
    workspace.app.app_scopes.clear()
    assert refused(client.apps_connections_open, app_token=workspace.app.app_token)["needed"] == "connections:write"


def test_a_missing_scope_is_named(workspace: Workspace, client: WebClient) -> None:
    channel = workspace.channel("general", private=True)
    workspace.app.scopes -= {"chat:write", "groups:read"}
    answer = refused(client.chat_postMessage, channel=channel.id, text="x")
    assert (answer["error"], answer["needed"]) == ("missing_scope", "chat:write")
    assert refused(client.conversations_info, channel=channel.id)["needed"] == "groups:read"


def test_unknown_methods_and_broken_bodies_are_refused(workspace: Workspace, client: WebClient) -> None:
    assert refused(client.api_call, "chat.shout")["error"] == "unknown_method"
    headers = {"content-type": "application/json", "authorization": f"Bearer {workspace.app.bot_token}"}
    request = urllib.request.Request(workspace.api_url + "auth.test", b"{", headers)
    with urllib.request.urlopen(request) as answer:
        assert json.load(answer)["error"] == "invalid_json"


def test_forms_and_json_say_the_same(workspace: Workspace, client: WebClient) -> None:
    channel = workspace.channel("general")
    blocks = [{"type": "section", "text": {"type": "plain_text", "text": "same"}}]
    client.api_call("chat.postMessage", json={"channel": channel.id, "blocks": blocks})
    client.api_call("chat.postMessage", data={"channel": channel.id, "blocks": json.dumps(blocks)})
    first, second = workspace.messages(channel)
    assert first.blocks[0]["text"] == second.blocks[0]["text"] == {"type": "plain_text", "text": "same", "emoji": True}
    assert first.blocks[0]["block_id"] != second.blocks[0]["block_id"]


# Posting.


def test_a_posted_message_is_there_and_comes_back_as_an_event(workspace: Workspace, client: WebClient) -> None:
    channel = workspace.channel("general")
    answer = client.chat_postMessage(channel=channel.id, text="hello")
    assert [(message.ts, message.text, message.bot_id) for message in workspace.messages(channel)] == [
        (answer["ts"], "hello", workspace.app.bot_id)
    ]
    event = workspace.deliveries[0].event
    assert (event["type"], event["bot_id"], event["channel_type"]) == ("message", workspace.app.bot_id, "channel")


def test_every_ts_is_new_and_later(workspace: Workspace, client: WebClient) -> None:
    channel = workspace.channel("general")
    workspace.rate_limits = False
    given = [client.chat_postMessage(channel=channel.id, text=str(number))["ts"] for number in range(20)]
    assert given == sorted(set(given))


def test_where_the_bot_may_post(workspace: Workspace, client: WebClient) -> None:
    ada = workspace.person("ada")
    public = workspace.channel("public", [ada], bot=False)
    private = workspace.channel("private", [ada], private=True, bot=False)
    assert client.chat_postMessage(channel=public.id, text="x")["ok"]
    workspace.app.scopes.discard("chat:write.public")
    assert refused(client.chat_postMessage, channel=public.id, text="x")["error"] == "not_in_channel"
    assert refused(client.chat_postMessage, channel=private.id, text="x")["error"] == "channel_not_found"
    assert refused(client.chat_postMessage, channel="C404", text="x")["error"] == "channel_not_found"
    client.conversations_join(channel=public.id)
    assert client.chat_postMessage(channel="#public", text="x")["channel"] == public.id
    workspace.archive(public)
    assert refused(client.chat_postMessage, channel=public.id, text="x")["error"] == "is_archived"


def test_posting_to_a_person_is_a_direct_message(workspace: Workspace, client: WebClient) -> None:
    ada = workspace.person("ada")
    assert client.chat_postMessage(channel=ada.id, text="x")["channel"] == workspace.direct_message(ada).id


def test_payloads_beyond_a_limit_are_refused_with_the_place(workspace: Workspace, client: WebClient) -> None:
    channel = workspace.channel("general")
    blocks = [{"type": "section", "text": {"type": "mrkdwn", "text": "x" * 3001}}]
    answer = refused(client.chat_postMessage, channel=channel.id, text="x", blocks=blocks)
    assert answer["error"] == "invalid_blocks"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 3001 characters [json-pointer:/blocks/0/text/text]"
    ]
    assert refused(client.api_call, "chat.postMessage", json={"channel": channel.id})["error"] == "no_text"
    assert (
        refused(client.chat_postMessage, channel=channel.id, text="x", blocks="{")["error"] == "invalid_blocks_format"
    )
    assert workspace.messages(channel) == []
    assert [refusal.code for refusal in workspace.refusals] == ["invalid_blocks", "no_text", "invalid_blocks_format"]


def test_a_fast_bot_is_told_to_wait(workspace: Workspace, client: WebClient) -> None:
    channel, second = workspace.channel("general"), workspace.channel("other")
    for _ in range(5):
        client.chat_postMessage(channel=channel.id, text="burst")
    with pytest.raises(SlackApiError) as error:
        client.chat_postMessage(channel=channel.id, text="one more")
    assert (error.value.response.status_code, error.value.response["error"]) == (429, "ratelimited")
    assert int(error.value.response.headers["Retry-After"]) >= 1
    assert len(workspace.messages(channel)) == 5
    assert client.chat_postMessage(channel=second.id, text="elsewhere")["ok"]


def test_rate_limits_follow_the_clock_and_can_be_switched_off(clock: Any) -> None:
    with Workspace(clock) as workspace:
        client = WebClient(workspace.app.bot_token, base_url=workspace.api_url, retry_handlers=[])
        channel = workspace.channel("general")
        for _ in range(5):
            client.chat_postMessage(channel=channel.id, text="burst")
        assert refused(client.chat_postMessage, channel=channel.id, text="more")["error"] == "ratelimited"
        clock.now += 1
        assert client.chat_postMessage(channel=channel.id, text="a second later")["ok"]
        workspace.rate_limits = False
        assert client.chat_postMessage(channel=channel.id, text="at once")["ok"]


# Changing and deleting.


def test_the_bot_changes_its_own_messages_only(workspace: Workspace, client: WebClient) -> None:
    ada = workspace.person("ada")
    channel = workspace.channel("general", [ada])
    hers = workspace.say(ada, channel, "mine")
    ts = client.chat_postMessage(channel=channel.id, text="old", blocks=[{"type": "divider"}])["ts"]
    client.chat_update(channel=channel.id, ts=ts, text="new")
    own = workspace.messages(channel)[1]
    assert (own.text, [block["type"] for block in own.blocks]) == ("new", ["divider"])
    client.chat_update(channel=channel.id, ts=ts, text="new", blocks=[])
    assert own.blocks == []
    event = workspace.deliveries[-1].event
    assert (event["subtype"], event["message"]["text"], event["message"]["ts"]) == ("message_changed", "new", ts)
    assert refused(client.chat_update, channel=channel.id, ts=hers.ts, text="x")["error"] == "cant_update_message"
    assert (
        refused(client.chat_update, channel=channel.id, ts="1700000000.000001", text="x")["error"]
        == "message_not_found"
    )
    assert refused(client.chat_delete, channel=channel.id, ts=hers.ts)["error"] == "cant_delete_message"
    client.chat_delete(channel=channel.id, ts=ts)
    assert refused(client.chat_update, channel=channel.id, ts=ts, text="x")["error"] == "message_not_found"


def test_ephemerals_reach_one_person_who_is_there(workspace: Workspace, client: WebClient) -> None:
    ada, bob = workspace.person("ada"), workspace.person("bob")
    channel = workspace.channel("general", [ada])
    client.chat_postEphemeral(channel=channel.id, user=ada.id, text="psst")
    assert [message.text for message in workspace.ephemerals(ada)] == ["psst"]
    assert workspace.messages(channel) == []
    assert (
        refused(client.chat_postEphemeral, channel=channel.id, user=bob.id, text="psst")["error"]
        == "user_not_in_channel"
    )


# Threads and history.


def test_a_thread_is_read_with_its_metadata(workspace: Workspace, client: WebClient) -> None:
    ada = workspace.person("ada")
    channel = workspace.channel("general", [ada])
    parent = workspace.say(ada, channel, "shall we?")
    metadata = {"event_type": "asked", "event_payload": {"decision": 7}}
    reply = client.chat_postMessage(channel=channel.id, thread_ts=parent.ts, text="let us see", metadata=metadata)["ts"]
    plain = client.conversations_replies(channel=channel.id, ts=parent.ts)["messages"]
    assert [(message["ts"], message.get("reply_count")) for message in plain] == [(parent.ts, 1), (reply, None)]
    assert "metadata" not in plain[1]
    full = client.conversations_replies(channel=channel.id, ts=parent.ts, include_all_metadata=True)["messages"]
    assert full[1]["metadata"] == metadata
    assert [message["ts"] for message in client.conversations_history(channel=channel.id)["messages"]] == [parent.ts]
    assert (
        refused(client.conversations_replies, channel=channel.id, ts="1700000000.000001")["error"] == "thread_not_found"
    )


def test_a_reply_is_broadcast_on_request(workspace: Workspace, client: WebClient) -> None:
    ada = workspace.person("ada")
    channel = workspace.channel("general", [ada])
    parent = workspace.say(ada, channel, "shall we?")
    client.chat_postMessage(channel=channel.id, thread_ts=parent.ts, text="yes", reply_broadcast=True)
    assert [message.text for message in workspace.messages(channel)] == ["shall we?", "yes"]
    assert workspace.deliveries[-1].event["subtype"] == "thread_broadcast"


def test_history_comes_in_pages_latest_first(workspace: Workspace, client: WebClient) -> None:
    ada = workspace.person("ada")
    channel = workspace.channel("general", [ada])
    said = [workspace.say(ada, channel, str(number)) for number in range(5)]
    first = client.conversations_history(channel=channel.id, limit=3)
    assert [message["text"] for message in first["messages"]] == ["4", "3", "2"]
    second = client.conversations_history(channel=channel.id, limit=3, cursor=first["response_metadata"]["next_cursor"])
    assert ([message["text"] for message in second["messages"]], second["has_more"]) == (["1", "0"], False)
    exact = client.conversations_history(channel=channel.id, oldest=said[2].ts, latest=said[2].ts, inclusive=True)
    assert [message["text"] for message in exact["messages"]] == ["2"]
    assert refused(client.conversations_history, channel=channel.id, cursor="???")["error"] == "invalid_cursor"


def test_apps_sold_elsewhere_read_one_page_a_minute(workspace: Workspace, client: WebClient) -> None:
    channel = workspace.channel("general")
    workspace.distributed = True
    client.conversations_history(channel=channel.id)
    assert refused(client.conversations_history, channel=channel.id)["error"] == "ratelimited"


def test_messages_of_channels_without_the_bot_stay_hidden(workspace: Workspace, client: WebClient) -> None:
    ada = workspace.person("ada")
    public = workspace.channel("public", [ada], bot=False)
    private = workspace.channel("private", [ada], private=True, bot=False)
    assert client.conversations_info(channel=public.id)["channel"]["is_member"] is False
    assert client.conversations_members(channel=public.id)["members"] == [ada.id]
    assert refused(client.conversations_history, channel=public.id)["error"] == "not_in_channel"
    assert refused(client.conversations_info, channel=private.id)["error"] == "channel_not_found"
    names = [
        channel["name"] for channel in client.conversations_list(types="public_channel,private_channel")["channels"]
    ]
    assert names == ["public"]
    assert client.users_conversations()["channels"] == []
    assert [channel["id"] for channel in client.users_conversations(user=ada.id)["channels"]] == [public.id]


def test_joining_works_for_public_channels(workspace: Workspace, client: WebClient) -> None:
    public, private = workspace.channel("public", bot=False), workspace.channel("private", private=True)
    assert client.conversations_join(channel=public.id)["channel"]["is_member"] is True
    assert client.conversations_join(channel=public.id)["warning"] == "already_in_channel"
    assert refused(client.conversations_join, channel=private.id)["error"] == "method_not_supported_for_channel_type"


def test_direct_and_group_messages_are_opened_once(workspace: Workspace, client: WebClient) -> None:
    ada, bob = workspace.person("ada"), workspace.person("bob")
    direct = client.conversations_open(users=ada.id)["channel"]["id"]
    assert direct == client.conversations_open(users=[ada.id])["channel"]["id"] == workspace.direct_message(ada).id
    group = client.conversations_open(users=[ada.id, bob.id])["channel"]["id"]
    assert group == workspace.group_message([bob, ada]).id
    assert refused(client.conversations_open, users="U404")["error"] == "user_not_found"


def test_a_permalink_leads_into_the_thread(workspace: Workspace, client: WebClient) -> None:
    ada = workspace.person("ada")
    channel = workspace.channel("general", [ada])
    parent = workspace.say(ada, channel, "a")
    reply = workspace.say(ada, channel, "b", thread=parent)
    link = client.chat_getPermalink(channel=channel.id, message_ts=reply.ts)["permalink"]
    assert link.endswith(f"/archives/{channel.id}/p{reply.ts.replace('.', '')}?thread_ts={parent.ts}&cid={channel.id}")
    assert refused(client.chat_getPermalink, channel=channel.id, message_ts="1.2")["error"] == "message_not_found"


def test_reactions_are_put_once_and_taken_once(workspace: Workspace, client: WebClient) -> None:
    ada = workspace.person("ada")
    channel = workspace.channel("general", [ada])
    message = workspace.say(ada, channel, "a")
    target = {"channel": channel.id, "timestamp": message.ts, "name": "eyes"}
    client.reactions_add(**target)
    assert workspace.reactions(message) == {"eyes": [workspace.bot.id]}
    assert refused(client.reactions_add, **target)["error"] == "already_reacted"
    assert client.reactions_get(channel=channel.id, timestamp=message.ts)["message"]["reactions"][0]["count"] == 1
    client.reactions_remove(**target)
    assert refused(client.reactions_remove, **target)["error"] == "no_reaction"
    assert refused(client.reactions_add, **target | {"name": "No Such"})["error"] == "invalid_name"


def test_people_are_listed_and_shown(workspace: Workspace, client: WebClient) -> None:
    ada = workspace.person("ada.l", admin=True, tz="Asia/Tokyo")
    shown = client.users_info(user=ada.id)["user"]
    assert (shown["name"], shown["real_name"], shown["is_admin"]) == ("ada.l", "Ada L", True)
    assert (shown["tz"], shown["tz_offset"]) == ("Asia/Tokyo", 9 * 3600)
    assert [member["id"] for member in client.users_list()["members"]] == [workspace.bot.id, ada.id]
    assert refused(client.users_info, user="U404")["error"] == "user_not_found"


# Files.


def test_a_file_is_uploaded_and_ready_a_moment_later(clock: Any) -> None:
    with Workspace(clock) as workspace:
        client = WebClient(workspace.app.bot_token, base_url=workspace.api_url)
        channel = workspace.channel("general")
        answer = client.files_upload_v2(
            channel=channel.id, filename="costs.csv", content="a,b\n", initial_comment="the costs"
        )
        name = answer["file"]["id"]
        assert workspace.files[name].content == b"a,b\n"
        assert [(message.text, message.files[0]["name"]) for message in workspace.messages(channel)] == [
            ("the costs", "costs.csv")
        ]
        image = [{"type": "image", "slack_file": {"id": name}, "alt_text": "costs"}]
        assert client.files_info(file=name)["file"]["mimetype"] == ""
        assert refused(client.chat_postMessage, channel=channel.id, text="x", blocks=image)["error"] == "invalid_blocks"
        clock.now += 1
        assert client.files_info(file=name)["file"]["mimetype"] == "text/csv"
        assert client.chat_postMessage(channel=channel.id, text="x", blocks=image)["ok"]
        assert refused(client.files_info, file="F404")["error"] == "file_not_found"


# Views.


def test_a_trigger_opens_one_view_within_three_seconds(clock: Any) -> None:
    with Workspace(clock) as workspace:
        client = WebClient(workspace.app.bot_token, base_url=workspace.api_url)
        ada = workspace.person("ada")
        channel = workspace.channel("general", [ada])

        def trigger() -> str:
            return workspace.command(ada, channel).payload["trigger_id"]

        first, late = trigger(), trigger()
        client.views_open(trigger_id=first, view=MODAL)
        view = workspace.open_view(ada)
        assert view is not None
        assert view.title == "Ask"
        assert refused(client.views_open, trigger_id=first, view=MODAL)["error"] == "exchanged_trigger_id"
        assert refused(client.views_open, trigger_id="1.2.3", view=MODAL)["error"] == "invalid_trigger_id"
        clock.now += 3.1
        assert refused(client.views_open, trigger_id=late, view=MODAL)["error"] == "expired_trigger_id"


def test_a_bad_view_is_refused_with_the_place(workspace: Workspace, client: WebClient) -> None:
    answer = refused(
        client.views_open, trigger_id="x", view=MODAL | {"title": {"type": "plain_text", "text": "x" * 25}}
    )
    assert answer["error"] == "invalid_arguments"
    assert answer["response_metadata"]["messages"] == [
        "[ERROR] must be less than 25 characters [json-pointer:/view/title/text]"
    ]


def test_a_view_is_updated_unless_someone_was_faster(workspace: Workspace, client: WebClient) -> None:
    ada = workspace.person("ada")
    trigger = workspace.command(ada, workspace.channel("general", [ada])).payload["trigger_id"]
    view = client.views_open(trigger_id=trigger, view=MODAL)["view"]
    changed = MODAL | {"title": {"type": "plain_text", "text": "Asked"}}
    client.views_update(view_id=view["id"], hash=view["hash"], view=changed)
    shown = workspace.open_view(ada)
    assert shown is not None
    assert shown.title == "Asked"
    assert refused(client.views_update, view_id=view["id"], hash=view["hash"], view=MODAL)["error"] == "hash_conflict"
    workspace.close(ada, shown)
    assert refused(client.views_update, view_id=view["id"], view=MODAL)["error"] == "not_found"


def test_a_home_tab_is_published_to_one_person(workspace: Workspace, client: WebClient) -> None:
    ada, bob = workspace.person("ada"), workspace.person("bob")
    client.views_publish(user_id=ada.id, view={"type": "home", "blocks": [{"type": "divider"}]})
    shown = workspace.home(ada)
    assert shown is not None
    assert shown.blocks[0]["type"] == "divider"
    assert workspace.home(bob) is None
    assert refused(client.views_publish, user_id=ada.id, view=MODAL)["error"] == "invalid_arguments"


def test_slacks_own_validator_tells_what_is_wrong(workspace: Workspace, client: WebClient) -> None:
    good, bad = [{"type": "divider"}], [{"type": "dividre"}]
    assert client.api_call("blocks.validate", json={"blocks": good})["ok"]
    answer = refused(client.api_call, "blocks.validate", json={"blocks": bad})
    assert (answer["error"], answer["errors"][0]["pointer"]) == ("invalid_blocks", "/blocks/0/type")


def test_every_call_is_on_record_without_its_token(workspace: Workspace, client: WebClient) -> None:
    channel = workspace.channel("general")
    client.api_call("chat.postMessage", data={"channel": channel.id, "text": "x", "token": workspace.app.bot_token})
    call = workspace.calls[-1]
    assert (call.method, call.arguments, call.ok) == ("chat.postMessage", {"channel": channel.id, "text": "x"}, True)


def test_a_file_is_read_back_with_the_bots_token_only(workspace: Workspace, client: WebClient) -> None:
    name = client.files_upload_v2(filename="a.txt", content="abc")["file"]["id"]
    address = client.files_info(file=name)["file"]["url_private"]
    headers = {"authorization": f"Bearer {workspace.app.bot_token}"}
    with urllib.request.urlopen(urllib.request.Request(address, headers=headers)) as answer:
        assert answer.read() == b"abc"
    with pytest.raises(urllib.error.HTTPError, match="404") as error:
        urllib.request.urlopen(address)
    error.value.close()


def test_an_upload_must_be_as_long_as_it_was_said_to_be(workspace: Workspace, client: WebClient) -> None:
    address = client.files_getUploadURLExternal(filename="a.txt", length=3)["upload_url"]
    with pytest.raises(urllib.error.HTTPError, match="400") as error:
        urllib.request.urlopen(address, b"abcd")
    error.value.close()


def test_views_are_stacked_three_high_under_names_of_their_own(workspace: Workspace, client: WebClient) -> None:
    ada = workspace.person("ada")
    channel = workspace.channel("general", [ada])

    def trigger() -> str:
        return workspace.command(ada, channel).payload["trigger_id"]

    client.views_open(trigger_id=trigger(), view=MODAL | {"external_id": "first"})
    assert (
        refused(client.views_push, trigger_id=trigger(), view=MODAL | {"external_id": "first"})["error"]
        == "duplicate_external_id"
    )
    for _ in range(2):
        client.views_push(trigger_id=trigger(), view=MODAL)
    assert refused(client.views_push, trigger_id=trigger(), view=MODAL)["error"] == "push_limit_reached"
    client.views_update(external_id="first", view=MODAL | {"title": {"type": "plain_text", "text": "Below"}})
    top = workspace.open_view(ada)
    assert top is not None
    assert top.root.title == "Below"
    workspace.close(ada, top, everything=True)
    assert workspace.open_view(ada) is None


def test_a_deleted_question_takes_no_more_answers(workspace: Workspace, client: WebClient) -> None:
    ada = workspace.person("ada")
    channel = workspace.channel("general", [ada])
    parent = workspace.say(ada, channel, "shall we?")
    workspace.say(ada, channel, "or not?", thread=parent)
    workspace.delete(ada, parent)
    answer = refused(client.chat_postMessage, channel=channel.id, thread_ts=parent.ts, text="let us see")
    assert answer["error"] == "cannot_reply_to_message"


def test_an_answer_to_a_message_that_never_was_is_taken_but_shows_nowhere(
    workspace: Workspace, client: WebClient
) -> None:
    channel = workspace.channel("general")
    assert client.chat_postMessage(channel=channel.id, thread_ts="1700000000.000100", text="lost")["ok"]
    assert workspace.messages(channel) == []
    assert [message.text for message in workspace.everything(channel)] == ["lost"]


def test_somebody_who_left_the_company_is_out_of_reach(workspace: Workspace, client: WebClient) -> None:
    ada, bob = workspace.person("ada"), workspace.person("bob")
    channel = workspace.channel("general", [ada, bob])
    workspace.deactivate(bob)
    assert client.conversations_members(channel=channel.id)["members"] == [ada.id, workspace.bot.id]
    assert client.users_info(user=bob.id)["user"]["deleted"] is True
    assert (
        refused(client.chat_postEphemeral, channel=channel.id, user=bob.id, text="x")["error"] == "user_not_in_channel"
    )
    assert refused(client.conversations_open, users=bob.id)["error"] == "user_disabled"
    assert refused(client.conversations_open, users=workspace.bot.id)["error"] == "cannot_dm_bot"
    assert refused(client.conversations_open, users="")["error"] == "users_list_not_supplied"


def test_the_validator_takes_one_thing_at_a_time(workspace: Workspace, client: WebClient) -> None:
    assert client.api_call("blocks.validate", json={"view": MODAL})["ok"]
    assert client.api_call("blocks.validate", json={"message": {"blocks": [{"type": "divider"}]}})["ok"]
    assert refused(client.api_call, "blocks.validate", json={"view": {"type": "modal"}})["error"] == "invalid_view"
    assert (
        refused(client.api_call, "blocks.validate", json={"view": MODAL, "blocks": []})["error"] == "invalid_arguments"
    )


def test_the_api_can_be_tested_without_a_token(workspace: Workspace) -> None:
    client = WebClient(base_url=workspace.api_url)
    assert client.api_test(foo="bar")["args"]["foo"] == "bar"
    assert refused(client.api_test, error="my_error")["error"] == "my_error"


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        ({"timestamp": "", "name": "eyes"}, "no_item_specified"),
        ({"timestamp": "now", "name": "eyes"}, "bad_timestamp"),
        ({"timestamp": "1700000000.000100", "name": "eyes"}, "message_not_found"),
    ],
)
def test_a_reaction_needs_a_message(
    workspace: Workspace, client: WebClient, arguments: dict[str, str], code: str
) -> None:
    assert refused(client.reactions_add, channel=workspace.channel("general").id, **arguments)["error"] == code
