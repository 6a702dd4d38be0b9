"""Who people are, and which conversations they are in, as far as the bot may know."""

from datetime import UTC, datetime
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.playground.workspace.conversations import Channel
from bot.playground.workspace.workspace import Workspace
from tests.bot.playground.conftest import StandingClock, refused


def shown(client: WebClient, user: str) -> dict[str, Any]:
    return dict(client.users_info(user=user)["user"])


def test_somebody_is_shown_with_their_time_zone_and_what_they_may_do(workspace: Workspace, client: WebClient) -> None:
    ana = shown(client, workspace.person("Ana").id)
    assert (ana["name"], ana["team_id"], ana["tz"], ana["tz_offset"], ana["tz_label"]) == (
        "Ana",
        workspace.team_id,
        "UTC",
        0,
        "UTC",
    )
    may = ("is_admin", "is_owner", "is_primary_owner", "is_restricted", "is_ultra_restricted", "deleted", "is_bot")
    assert [ana[flag] for flag in may] == [False] * 7
    boss, owner = workspace.person("Boss", admin=True), workspace.person("Olu", owner=True)
    assert [shown(client, person.id)["is_admin"] for person in (boss, owner)] == [True, True]
    assert [shown(client, person.id)["is_owner"] for person in (boss, owner)] == [False, True]
    assert shown(client, workspace.person("Gil", guest=True).id)["is_restricted"] is True
    assert shown(client, workspace.bot.id)["is_bot"] is True


def test_the_offset_follows_daylight_saving(clock: StandingClock) -> None:
    with Workspace(clock) as workspace:
        client = WebClient(workspace.app.bot_token, base_url=workspace.api_url)
        ana = workspace.person("Ana", tz="Europe/Berlin")
        for month, hours in ((1, 1), (7, 2)):
            clock.now = datetime(2027, month, 15, tzinfo=UTC).timestamp()
            assert (shown(client, ana.id)["tz"], shown(client, ana.id)["tz_offset"]) == ("Europe/Berlin", hours * 3600)


def test_of_some_people_slack_knows_no_time_zone(workspace: Workspace, client: WebClient) -> None:
    assert not {"tz", "tz_label", "tz_offset"} & shown(client, workspace.person("Ana", tz=None).id).keys()


def test_reading_people_takes_its_scope(workspace: Workspace, client: WebClient) -> None:
    workspace.app.scopes -= {"users:read"}
    answer = refused(client.users_info, user=workspace.person("Ana").id)
    assert (answer["error"], answer["needed"]) == ("missing_scope", "users:read")


TYPES = ("public_channel", "private_channel", "im", "mpim")


def of(client: WebClient, user: str, *types: str, **more: Any) -> list[str]:
    return [
        channel["id"]
        for channel in client.users_conversations(user=user, types=",".join(types) or None, **more)["channels"]
    ]


def test_somebodys_conversations_are_those_that_the_bot_shares_or_everybody_may_see(
    workspace: Workspace, client: WebClient
) -> None:
    ana, ben = workspace.person("Ana"), workspace.person("Ben")
    public = workspace.channel("public", [ana], bot=False)
    private = workspace.channel("private", [ana], private=True)
    workspace.channel("secret", [ana], private=True, bot=False)
    direct, group = workspace.direct_message(ana), workspace.group_message([ana, ben])
    workspace.channel("elsewhere", [ben])
    assert of(client, ana.id, *TYPES) == [public.id, private.id, direct.id, group.id]
    assert of(client, ana.id) == [public.id]
    assert [of(client, ana.id, type_) for type_ in TYPES] == [[public.id], [private.id], [direct.id], [group.id]]
    assert refused(client.users_conversations, user=ana.id, types="public")["error"] == "invalid_types"
    assert refused(client.users_conversations, user="U404")["error"] == "user_not_found"


def test_somebodys_conversations_do_not_tell_whether_the_bot_is_in_them(
    workspace: Workspace, client: WebClient
) -> None:
    ana = workspace.person("Ana")
    workspace.channel("general", [ana])
    told = client.users_conversations(user=ana.id)["channels"][0]
    assert told["name"] == "general"
    assert not {"is_member", "num_members"} & told.keys()


def test_archived_conversations_are_left_out_on_request(workspace: Workspace, client: WebClient) -> None:
    ana = workspace.person("Ana")
    old, new = workspace.channel("old", [ana]), workspace.channel("new", [ana])
    workspace.archive(old)
    assert of(client, ana.id, "public_channel") == [old.id, new.id]
    assert of(client, ana.id, "public_channel", exclude_archived=True) == [new.id]


def test_somebodys_conversations_come_in_pages(workspace: Workspace, client: WebClient) -> None:
    ana = workspace.person("Ana")
    made = [workspace.channel(f"c{number}", [ana]).id for number in range(5)]
    pages = [
        [channel["id"] for channel in page["channels"]] for page in client.users_conversations(user=ana.id, limit=2)
    ]
    assert pages == [made[:2], made[2:4], made[4:]]


@pytest.mark.parametrize(
    ("kind", "scope"), list(zip(TYPES, ("channels:read", "groups:read", "im:read", "mpim:read"), strict=True))
)
def test_each_kind_of_conversation_takes_its_own_scope(
    workspace: Workspace, client: WebClient, kind: str, scope: str
) -> None:
    ana = workspace.person("Ana")
    workspace.app.scopes.discard(scope)
    answer = refused(client.users_conversations, user=ana.id, types=kind)
    assert (answer["error"], answer["needed"]) == ("missing_scope", scope)
    assert of(client, ana.id, *(type_ for type_ in TYPES if type_ != kind)) == []


# What a conversation says of itself.


def info(client: WebClient, channel: Channel) -> dict[str, Any]:
    return dict(client.conversations_info(channel=channel.id)["channel"])


FLAGS = ("is_channel", "is_group", "is_im", "is_mpim", "is_private", "is_archived", "is_shared", "is_ext_shared")


def true_of(client: WebClient, channel: Channel) -> list[str]:
    told = info(client, channel)
    return [flag for flag in FLAGS if told.get(flag)]


def test_a_conversation_says_of_what_kind_it_is(workspace: Workspace, client: WebClient) -> None:
    ana, ben = workspace.person("Ana"), workspace.person("Ben")
    old = workspace.channel("old", [ana])
    workspace.archive(old)
    assert true_of(client, workspace.channel("public", [ana])) == ["is_channel"]
    assert true_of(client, workspace.channel("private", [ana], private=True)) == ["is_channel", "is_private"]
    assert true_of(client, workspace.group_message([ana, ben])) == ["is_channel", "is_mpim", "is_private"]
    assert true_of(client, old) == ["is_channel", "is_archived"]
    assert all(flag in info(client, old) for flag in FLAGS)


def test_a_direct_message_says_little_of_itself(workspace: Workspace, client: WebClient) -> None:
    ana = workspace.person("Ana")
    direct = workspace.direct_message(ana)
    told = info(client, direct)
    assert (told["is_im"], told["user"], told["is_archived"], told["is_user_deleted"]) == (True, ana.id, False, False)
    assert not {"is_private", "is_channel", "is_mpim", "is_ext_shared", "name", "is_member"} & told.keys()
    workspace.deactivate(ana)
    assert info(client, direct)["is_user_deleted"] is True


def test_a_channel_shared_with_another_company_says_so_and_so_do_its_events(
    workspace: Workspace, client: WebClient
) -> None:
    ana = workspace.person("Ana")
    shared, own = workspace.channel("partners", [ana], shared=True), workspace.channel("own", [ana])
    secret = workspace.channel("secret", [ana], private=True, shared=True)
    assert true_of(client, shared) == ["is_channel", "is_shared", "is_ext_shared"]
    assert true_of(client, secret) == ["is_channel", "is_private", "is_shared", "is_ext_shared"]
    workspace.app.events.add("reaction_added")
    workspace.react(ana, workspace.say(ana, shared, "hello"), "eyes")
    workspace.say(ana, own, "hello")
    assert [delivery.payload["is_ext_shared_channel"] for delivery in workspace.deliveries] == [True, True, False]
