"""Buttons, menus, forms and shortcuts, with a Bolt app at the other end."""

from collections.abc import Callable
from typing import Any

import httpx2
import pytest
from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.webhook import WebhookClient

from bot.playground.workspace.conversations import Channel, PostedMessage
from bot.playground.workspace.people import Person
from bot.playground.workspace.state import NotPossible
from bot.playground.workspace.views import View
from bot.playground.workspace.workspace import Workspace
from tests.bot.playground.conftest import Receiver, StandingClock


def plain(text: str) -> dict[str, str]:
    return {"type": "plain_text", "text": text}


def option(text: str, value: str) -> dict[str, Any]:
    return {"text": plain(text), "value": value}


BUTTONS = {
    "type": "actions",
    "block_id": "answers",
    "elements": [
        {"type": "button", "action_id": "yes", "text": plain("Yes"), "value": "1", "style": "primary"},
        {"type": "button", "action_id": "no", "text": plain("No"), "value": "0"},
    ],
}
MENUS = {
    "type": "actions",
    "block_id": "menus",
    "elements": [
        {"type": "static_select", "action_id": "task", "options": [option("Extraction", "e"), option("Chat", "c")]},
        {"type": "checkboxes", "action_id": "done", "options": [option("Labels", "l"), option("Tests", "t")]},
        {"type": "overflow", "action_id": "more", "options": [option("Delete", "d")]},
        {"type": "datepicker", "action_id": "day", "initial_date": "2026-11-22"},
    ],
}
FIELDS: list[dict[str, Any]] = [
    {
        "type": "input",
        "block_id": "why",
        "label": plain("Why"),
        "element": {"type": "plain_text_input", "action_id": "a", "max_length": 10},
    },
    {
        "type": "input",
        "block_id": "many",
        "label": plain("How many"),
        "element": {
            "type": "number_input",
            "action_id": "a",
            "is_decimal_allowed": False,
            "min_value": "1",
            "initial_value": "5",
        },
    },
    {
        "type": "input",
        "block_id": "kind",
        "label": plain("Kind"),
        "optional": True,
        "element": {
            "type": "static_select",
            "action_id": "a",
            "options": [option("Extraction", "e"), option("Chat", "c")],
        },
    },
]
FORM = {"type": "modal", "callback_id": "form", "title": plain("Ask"), "submit": plain("Go"), "blocks": FIELDS}


@pytest.fixture
def ada(workspace: Workspace) -> Person:
    return workspace.person("ada")


@pytest.fixture
def channel(workspace: Workspace, ada: Person) -> Channel:
    return workspace.channel("general", [ada])


@pytest.fixture
def question(workspace: Workspace, client: WebClient, channel: Channel) -> PostedMessage:
    client.chat_postMessage(channel=channel.id, text="shall we?", blocks=[BUTTONS, MENUS])
    return workspace.messages(channel)[-1]


def opened(workspace: Workspace, client: WebClient, ada: Person, channel: Channel, view: dict[str, Any]) -> View:
    """A modal as it opens after a command."""
    client.views_open(trigger_id=workspace.command(ada, channel).payload["trigger_id"], view=view)
    shown = workspace.open_view(ada)
    assert shown is not None
    return shown


# Messages.


def test_a_click_says_who_what_and_where(
    workspace: Workspace, ada: Person, channel: Channel, question: PostedMessage
) -> None:
    payload = workspace.click(ada, question, "Yes").payload
    assert (payload["type"], payload["user"]["id"], payload["channel"]["name"]) == ("block_actions", ada.id, "general")
    assert payload["container"] == {
        "type": "message",
        "message_ts": question.ts,
        "channel_id": channel.id,
        "is_ephemeral": False,
    }
    assert payload["message"]["ts"] == question.ts
    action = payload["actions"][0]
    assert (action["action_id"], action["block_id"], action["value"], action["type"]) == (
        "yes",
        "answers",
        "1",
        "button",
    )
    again = workspace.click(ada, question, "yes").payload
    assert again["actions"][0]["action_ts"] != action["action_ts"]
    assert again["trigger_id"] != payload["trigger_id"]


def test_a_click_needs_a_button_that_is_there_and_someone_who_sees_it(
    workspace: Workspace, ada: Person, question: PostedMessage
) -> None:
    with pytest.raises(LookupError, match="Maybe"):
        workspace.click(ada, question, "Maybe")
    with pytest.raises(NotPossible):
        workspace.click(workspace.person("eve"), question, "Yes")
    workspace.remove(workspace.find(question.channel), question)
    with pytest.raises(NotPossible):
        workspace.click(ada, question, "Yes")


def test_a_client_that_has_not_caught_up_clicks_what_is_no_longer_there(
    workspace: Workspace, client: WebClient, ada: Person, question: PostedMessage
) -> None:
    seen = question.snapshot()
    client.chat_update(channel=question.channel, ts=question.ts, text="decided", blocks=[])
    with pytest.raises(LookupError):
        workspace.click(ada, question, "Yes")
    assert workspace.click(ada, seen, "Yes").payload["actions"][0]["value"] == "1"


def test_choices_are_told_and_stay(workspace: Workspace, ada: Person, question: PostedMessage) -> None:
    select = workspace.select(ada, question, "task", "Chat").payload
    assert select["actions"][0]["selected_option"]["value"] == "c"
    check = workspace.check(ada, question, "done", ["l", "Tests"]).payload
    assert [option["value"] for option in check["actions"][0]["selected_options"]] == ["l", "t"]
    assert workspace.select(ada, question, "more", "d").payload["actions"][0]["selected_option"]["value"] == "d"
    day = workspace.select(ada, question, "day", "2026-12-01").payload
    assert day["actions"][0]["selected_date"] == "2026-12-01"
    kept = day["state"]["values"]["menus"]
    assert (kept["task"]["selected_option"]["value"], len(kept["done"]["selected_options"])) == ("c", 2)
    with pytest.raises(LookupError):
        workspace.select(ada, question, "task", "Poetry")


def test_bolt_answers_a_click_over_http(
    workspace: Workspace, over_http: App, ada: Person, question: PostedMessage
) -> None:
    @over_http.action("yes")
    def yes(ack: Any, body: dict[str, Any], client: WebClient) -> None:
        ack()
        client.chat_update(
            channel=body["channel"]["id"], ts=body["message"]["ts"], text=f"yes by {body['user']['id']}", blocks=[]
        )

    workspace.click(ada, question, "Yes").wait()
    assert (question.text, question.buttons) == (f"yes by {ada.id}", [])


def test_a_message_shortcut_brings_the_message(workspace: Workspace, ada: Person, channel: Channel) -> None:
    message = workspace.say(ada, channel, "shall we?")
    payload = workspace.shortcut(ada, message, "assess").payload
    assert (payload["type"], payload["callback_id"], payload["message"]["text"]) == (
        "message_action",
        "assess",
        "shall we?",
    )
    assert workspace.shortcut(ada, None, "anywhere").payload["type"] == "shortcut"


# Forms.


def test_a_form_is_filled_in_and_submitted(
    workspace: Workspace, over_http: App, client: WebClient, ada: Person, channel: Channel
) -> None:
    heard: list[dict[str, Any]] = []

    @over_http.view("form")
    def form(ack: Callable[..., None], view: dict[str, Any]) -> None:
        heard.append(view["state"]["values"])
        ack()

    view = opened(workspace, client, ada, channel, FORM)
    delivery = workspace.submit(ada, view, {"why": "cost", "Kind": "Chat"}).wait()
    assert delivery.acked
    assert heard[0]["why"]["a"] == {"type": "plain_text_input", "value": "cost"}
    assert heard[0]["many"]["a"] == {"type": "number_input", "value": "5"}
    assert heard[0]["kind"]["a"]["selected_option"]["value"] == "c"
    assert workspace.open_view(ada) is None


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ({}, "required"),
        ({"why": "x" * 11}, "between 0 and 10"),
        ({"why": "x", "many": 0}, "between"),
        ({"why": "x", "many": "few"}, "number"),
    ],
)
def test_slacks_client_submits_no_incomplete_form(
    workspace: Workspace, client: WebClient, ada: Person, channel: Channel, values: dict[str, Any], why: str
) -> None:
    view = opened(workspace, client, ada, channel, FORM)
    with pytest.raises(NotPossible, match=why):
        workspace.submit(ada, view, values)


def answered(
    workspace: Workspace, client: WebClient, ada: Person, channel: Channel, receiver: Receiver, body: str
) -> tuple[View, Any]:
    """A form whose submission is answered like this."""
    receiver.answer = lambda heard: (200, body if heard.payload.get("type") == "view_submission" else "")
    view = opened(workspace, client, ada, channel, FORM)
    return view, workspace.submit(ada, view, {"why": "cost"}).wait()


def test_errors_keep_the_form_open(
    workspace: Workspace, client: WebClient, ada: Person, channel: Channel, receiver: Receiver
) -> None:
    view, _ = answered(
        workspace, client, ada, channel, receiver, '{"response_action": "errors", "errors": {"why": "say more"}}'
    )
    assert workspace.open_view(ada) is view
    assert view.errors == {"why": "say more"}
    assert view.values["why"]["a"]["value"] == "cost"


def test_errors_for_a_field_that_is_not_there_are_refused(
    workspace: Workspace, client: WebClient, ada: Person, channel: Channel, receiver: Receiver
) -> None:
    _, delivery = answered(
        workspace, client, ada, channel, receiver, '{"response_action": "errors", "errors": {"nope": "x"}}'
    )
    assert delivery.failure == "invalid_arguments"
    assert workspace.refusals


def test_a_form_is_replaced_pushed_onto_and_cleared(
    workspace: Workspace, client: WebClient, ada: Person, channel: Channel, receiver: Receiver
) -> None:
    page = '{"type": "modal", "title": {"type": "plain_text", "text": "Next"}, "blocks": [{"type": "divider"}]}'
    view, _ = answered(workspace, client, ada, channel, receiver, f'{{"response_action": "update", "view": {page}}}')
    assert (workspace.open_view(ada), view.title) == (view, "Next")
    below, _ = answered(workspace, client, ada, channel, receiver, f'{{"response_action": "push", "view": {page}}}')
    top = workspace.open_view(ada)
    assert top is not None
    assert (top.title, top.previous) == ("Next", below)
    workspace.close(ada, top)
    assert workspace.open_view(ada) is below
    answered(workspace, client, ada, channel, receiver, '{"response_action": "clear"}')
    assert workspace.open_view(ada) is None


def test_a_submission_without_an_answer_leaves_the_form_open(
    workspace: Workspace, client: WebClient, ada: Person, channel: Channel, receiver: Receiver
) -> None:
    receiver.answer = lambda heard: (500, "")
    view = opened(workspace, client, ada, channel, FORM)
    delivery = workspace.submit(ada, view, {"why": "cost"}).wait()
    assert (delivery.acked, delivery.failure, len(delivery.attempts)) == (False, "dispatch_failed", 1)
    assert workspace.open_view(ada) is view


def test_what_was_typed_survives_an_update_of_the_form(
    workspace: Workspace, client: WebClient, ada: Person, channel: Channel
) -> None:
    view = opened(workspace, client, ada, channel, FORM)
    workspace.fill(ada, view, {"why": "cost"})
    client.views_update(view_id=view.id, view=FORM | {"title": plain("Ask again"), "blocks": FIELDS[:1]})
    assert view.values == {"why": {"a": {"type": "plain_text_input", "value": "cost"}}}


def test_closing_is_told_when_asked_for(workspace: Workspace, client: WebClient, ada: Person, channel: Channel) -> None:
    assert workspace.close(ada, opened(workspace, client, ada, channel, FORM)) is None
    told = workspace.close(
        ada, opened(workspace, client, ada, channel, FORM | {"notify_on_close": True}), everything=True
    )
    assert told is not None
    assert (told.payload["type"], told.payload["is_cleared"]) == ("view_closed", True)


def test_a_button_on_the_home_tab_names_its_view(workspace: Workspace, client: WebClient, ada: Person) -> None:
    client.views_publish(user_id=ada.id, view={"type": "home", "blocks": [BUTTONS]})
    home = workspace.home(ada)
    assert home is not None
    payload = workspace.click(ada, home, "Yes").payload
    assert payload["container"] == {"type": "view", "view_id": home.id}
    assert payload["view"]["type"] == "home"
    assert "response_url" not in payload


# response_urls.


def url(workspace: Workspace, ada: Person, place: PostedMessage) -> str:
    return str(workspace.click(ada, place, "Yes").payload["response_url"])


def test_a_response_url_answers_one_person_unless_told_otherwise(
    workspace: Workspace, ada: Person, channel: Channel, question: PostedMessage
) -> None:
    webhook = WebhookClient(url(workspace, ada, question))
    assert webhook.send(text="only you").status_code == 200
    assert webhook.send(text="all of you", response_type="in_channel").status_code == 200
    assert [message.text for message in workspace.ephemerals(ada)] == ["only you"]
    assert [message.text for message in workspace.messages(channel)] == ["shall we?", "all of you"]


def test_a_response_url_replaces_and_deletes_the_message_it_came_from(
    workspace: Workspace, ada: Person, channel: Channel, question: PostedMessage
) -> None:
    webhook = WebhookClient(url(workspace, ada, question))
    webhook.send(text="decided", replace_original=True)
    assert (question.text, question.blocks) == ("decided", [])
    webhook.send(delete_original=True)
    assert workspace.messages(channel) == []


def test_after_a_command_there_is_nothing_to_replace(workspace: Workspace, ada: Person, channel: Channel) -> None:
    webhook = WebhookClient(workspace.command(ada, channel).payload["response_url"])
    webhook.send(text="first")
    webhook.send(text="second", replace_original=True)
    assert [message.text for message in workspace.ephemerals(ada)] == ["first", "second"]


def test_a_response_url_is_good_five_times(workspace: Workspace, ada: Person, question: PostedMessage) -> None:
    webhook = WebhookClient(url(workspace, ada, question))
    answers = [webhook.send(text=str(number)) for number in range(6)]
    assert [answer.status_code for answer in answers] == [200] * 5 + [404]
    assert "used_url" in answers[5].body


def test_a_response_url_is_good_for_half_an_hour(clock: StandingClock) -> None:
    with Workspace(clock) as workspace:
        ada = workspace.person("ada")
        channel = workspace.channel("general", [ada])
        webhook = WebhookClient(workspace.command(ada, channel).payload["response_url"])
        clock.now += 1799
        assert webhook.send(text="in time").status_code == 200
        clock.now += 2
        assert "expired_url" in webhook.send(text="too late").body


def test_a_response_beyond_a_limit_is_refused(workspace: Workspace, ada: Person, question: PostedMessage) -> None:
    answer = httpx2.post(url(workspace, ada, question), json={"text": "x", "blocks": [{"type": "nope"}]})
    assert (answer.status_code, answer.json()["error"]) == (400, "invalid_blocks")
    assert workspace.ephemerals(ada) == []


def test_an_ephemeral_message_can_be_clicked_by_the_one_who_sees_it(
    workspace: Workspace, client: WebClient, ada: Person, channel: Channel
) -> None:
    client.chat_postEphemeral(channel=channel.id, user=ada.id, text="psst", blocks=[BUTTONS])
    secret = workspace.ephemerals(ada)[0]
    payload = workspace.click(ada, secret, "No").payload
    assert payload["container"]["is_ephemeral"] is True
    assert "message" not in payload
    httpx2.post(payload["response_url"], json={"delete_original": True})
    assert workspace.ephemerals(ada) == []
    eve = workspace.person("eve")
    workspace.invite(eve, channel)
    with pytest.raises(NotPossible):
        workspace.click(eve, secret, "No")
