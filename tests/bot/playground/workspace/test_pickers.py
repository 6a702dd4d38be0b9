"""Menus of people, date pickers and radio buttons, in messages and in forms."""

from datetime import date
from typing import Any

import pytest
from slack_sdk import WebClient

from bot.playground.workspace.conversations import Channel, PostedMessage
from bot.playground.workspace.limits import problems, view_problems
from bot.playground.workspace.people import Person
from bot.playground.workspace.state import NotPossible
from bot.playground.workspace.views import View
from bot.playground.workspace.workspace import Workspace


def plain(text: str) -> dict[str, Any]:
    return {"type": "plain_text", "text": text}


def label(name: str, element: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"type": "input", "block_id": name, "label": plain(name.title()), "element": element, **more}


ROUTES = {
    "type": "radio_buttons",
    "action_id": "a",
    "options": [{"text": plain("RAG"), "value": "r"}, {"text": plain("SFT"), "value": "s"}],
}


@pytest.fixture
def ana(workspace: Workspace) -> Person:
    return workspace.person("Ana")


@pytest.fixture
def ben(workspace: Workspace) -> Person:
    return workspace.person("Ben")


@pytest.fixture
def channel(workspace: Workspace, ana: Person, ben: Person) -> Channel:
    return workspace.channel("general", [ana, ben])


@pytest.fixture
def card(workspace: Workspace, client: WebClient, channel: Channel, ana: Person) -> PostedMessage:
    people = {"type": "multi_users_select", "action_id": "team"}
    row = [
        {"type": "users_select", "action_id": "owner", "placeholder": plain("Owner"), "initial_user": ana.id},
        {"type": "datepicker", "action_id": "start", "initial_date": "2026-12-01"},
        ROUTES | {"action_id": "route"},
    ]
    blocks = [
        {"type": "actions", "block_id": "who", "elements": row},
        {"type": "section", "block_id": "all", "text": plain("Who?"), "accessory": people},
    ]
    client.chat_postMessage(channel=channel.id, text="who?", blocks=blocks)
    return workspace.messages(channel)[-1]


def test_somebody_is_picked_in_a_message(workspace: Workspace, ana: Person, ben: Person, card: PostedMessage) -> None:
    payload = workspace.select(ana, card, "owner", ben).payload
    action = payload["actions"][0]
    assert (action["type"], action["action_id"], action["block_id"]) == ("users_select", "owner", "who")
    assert (action["selected_user"], action["initial_user"]) == (ben.id, ana.id)
    assert payload["state"]["values"]["who"]["owner"] == {"type": "users_select", "selected_user": ben.id}
    assert payload["user"]["id"] == ana.id
    for way in (ben.id, "Ben"):
        assert workspace.select(ana, card, "owner", way).payload["actions"][0]["selected_user"] == ben.id
    several = workspace.select(ana, card, "team", [ana, ben]).payload["actions"][0]
    assert several["selected_users"] == [ana.id, ben.id]


def test_each_person_has_their_own_choice_before_them(
    workspace: Workspace, ana: Person, ben: Person, card: PostedMessage
) -> None:
    workspace.select(ana, card, "owner", ben)
    told = workspace.select(ben, card, "start", "2026-12-24").payload["state"]["values"]["who"]
    assert told["owner"]["selected_user"] == ana.id
    assert told["route"]["selected_option"] is None


def test_only_people_with_an_account_are_in_the_menu(
    workspace: Workspace, ana: Person, ben: Person, card: PostedMessage
) -> None:
    workspace.deactivate(ben)
    for nobody in (ben, "U404", "Eve"):
        with pytest.raises(LookupError, match="menu of people"):
            workspace.select(ana, card, "owner", nobody)


def test_a_day_is_picked_in_a_message(workspace: Workspace, ana: Person, card: PostedMessage) -> None:
    for way in ("2027-01-15", date(2027, 1, 15)):
        action = workspace.select(ana, card, "start", way).payload["actions"][0]
        assert (action["selected_date"], action["initial_date"]) == ("2027-01-15", "2026-12-01")
    for wrong in ("2027-02-30", "tomorrow", 7):
        with pytest.raises(LookupError, match="calendar"):
            workspace.select(ana, card, "start", wrong)


def test_one_of_some_radio_buttons_is_picked(workspace: Workspace, ana: Person, card: PostedMessage) -> None:
    assert workspace.select(ana, card, "route", "SFT").payload["actions"][0]["selected_option"]["value"] == "s"


def form(workspace: Workspace, client: WebClient, ana: Person, channel: Channel) -> View:
    view = {
        "type": "modal",
        "title": plain("Accept"),
        "submit": plain("Accept"),
        "blocks": [
            label("owner", {"type": "users_select", "action_id": "a"}),
            label("start", {"type": "datepicker", "action_id": "a", "initial_date": "2026-12-01"}),
            label("review", {"type": "datepicker", "action_id": "a"}, optional=True),
            label("route", ROUTES, optional=True),
        ],
    }
    client.views_open(trigger_id=workspace.command(ana, channel).payload["trigger_id"], view=view)
    shown = workspace.open_view(ana)
    assert shown is not None
    return shown


def test_people_and_days_are_submitted_with_a_form(
    workspace: Workspace, client: WebClient, ana: Person, ben: Person, channel: Channel
) -> None:
    view = form(workspace, client, ana, channel)
    told = workspace.submit(ana, view, {"owner": ben, "Review": date(2027, 3, 1), "route": "r"}).payload["view"][
        "state"
    ]["values"]
    assert told["owner"]["a"] == {"type": "users_select", "selected_user": ben.id}
    assert told["start"]["a"] == {"type": "datepicker", "selected_date": "2026-12-01"}
    assert told["review"]["a"] == {"type": "datepicker", "selected_date": "2027-03-01"}
    assert told["route"]["a"]["selected_option"]["value"] == "r"


def test_what_is_left_open_in_a_form_is_null_where_that_is_allowed(
    workspace: Workspace, client: WebClient, ana: Person, ben: Person, channel: Channel
) -> None:
    view = form(workspace, client, ana, channel)
    with pytest.raises(NotPossible, match="Owner: this field is required"):
        workspace.submit(ana, view, {"start": "2027-01-01"})
    with pytest.raises(NotPossible, match="Start: this field is required"):
        workspace.submit(ana, view, {"owner": ben.id, "start": None})
    told = workspace.submit(ana, view, {"owner": ben.id, "start": "2027-01-01"}).payload["view"]["state"]["values"]
    assert (told["start"]["a"]["selected_date"], told["review"]["a"]["selected_date"]) == ("2027-01-01", None)
    assert told["route"]["a"]["selected_option"] is None


def asked(element: dict[str, Any], where: str) -> list[str]:
    """Where Slack finds fault with an element in a message's row of actions, or in a form."""
    if where == "message":
        wrong = problems([{"type": "actions", "elements": [element]}])
    else:
        wrong = view_problems(
            {"type": "modal", "title": plain("x"), "submit": plain("x"), "blocks": [label("x", element)]}
        )
    return [
        problem.where.partition("/blocks/0/")[2].removeprefix("elements/0").removeprefix("element") for problem in wrong
    ]


@pytest.mark.parametrize("where", ["message", "form"])
@pytest.mark.parametrize(
    ("element", "wrong"),
    [
        ({"type": "users_select", "initial_user": "U1", "placeholder": plain("x" * 150), "action_id": "a" * 255}, []),
        ({"type": "users_select", "placeholder": plain("x" * 151)}, ["/placeholder/text"]),
        ({"type": "users_select", "action_id": "a" * 256}, ["/action_id"]),
        ({"type": "users_select", "initial_user": None}, ["/initial_user"]),
        ({"type": "users_select", "initial_users": ["U1"]}, [""]),
        ({"type": "users_select", "selected_user": "U1"}, [""]),
        ({"type": "datepicker", "initial_date": "2028-02-29", "placeholder": plain("x" * 150)}, []),
        ({"type": "datepicker", "placeholder": plain("x" * 151)}, ["/placeholder/text"]),
        ({"type": "datepicker", "initial_date": "2026-2-3"}, ["/initial_date"]),
        ({"type": "datepicker", "initial_date": "20260203"}, ["/initial_date"]),
        ({"type": "datepicker", "initial_date": ""}, ["/initial_date"]),
        ({"type": "datepicker", "selected_date": "2026-02-03"}, [""]),
        (ROUTES | {"initial_option": {"text": plain("SFT"), "value": "s"}}, []),
        (ROUTES | {"initial_option": {"text": plain("RFT"), "value": "t"}}, ["/initial_option"]),
        (ROUTES | {"options": []}, ["/options"]),
        (ROUTES | {"placeholder": plain("x")}, [""]),
    ],
)
def test_pickers_are_held_to_slacks_limits(element: dict[str, Any], wrong: list[str], where: str) -> None:
    assert asked(element, where) == wrong


DIALOG: dict[str, Any] = {
    "title": plain("Stop?"),
    "text": plain("It cannot be undone."),
    "confirm": plain("Stop"),
    "deny": plain("No"),
}


@pytest.mark.parametrize(
    ("dialog", "wrong"),
    [
        (DIALOG, []),
        (DIALOG | {"style": "danger", "text": {"type": "mrkdwn", "text": "*really*"}}, []),
        ({name: part for name, part in DIALOG.items() if name != "deny"}, ["/confirm"]),
        (DIALOG | {"title": {"type": "mrkdwn", "text": "Stop?"}}, ["/confirm/title/type"]),
        (DIALOG | {"text": plain("")}, ["/confirm/text/text"]),
        (DIALOG | {"style": "warning"}, ["/confirm/style"]),
        (DIALOG | {"cancel": plain("x")}, ["/confirm"]),
        ("Really?", ["/confirm"]),
    ],
)
@pytest.mark.parametrize(
    "element",
    [{"type": "button", "text": plain("Stop")}, {"type": "users_select"}, {"type": "datepicker"}],
    ids=lambda element: element["type"],
)
def test_the_dialog_that_asks_again_is_held_to_its_shape(
    element: dict[str, Any], dialog: Any, wrong: list[str]
) -> None:
    assert asked(element | {"confirm": dialog}, "message") == wrong
