"""What people do with the bot's messages and views: click, choose, tick, submit, close, call a shortcut."""

from typing import Any, Literal

from bot.playground.web_api.calls import CallRefused
from bot.playground.web_api.delivery import DeliveryKind, SlackDelivery
from bot.playground.workspace import forms
from bot.playground.workspace.acts import Acts
from bot.playground.workspace.conversations import Channel, Json, PostedMessage
from bot.playground.workspace.people import Person
from bot.playground.workspace.state import NotPossible
from bot.playground.workspace.views import View

MessageOrView = PostedMessage | View
# What an action repeats of its element.
_TOLD = (
    "placeholder",
    "initial_option",
    "initial_options",
    "initial_user",
    "initial_users",
    "initial_date",
    "initial_time",
)


class Interactions(Acts):
    """Buttons, menus, forms and shortcuts."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self._filled: dict[tuple[str, str, str], forms.Values] = {}

    def click(
        self, person: Person, place: MessageOrView, button: str, value: str | None = None, block_id: str | None = None
    ) -> SlackDelivery:
        """Press the button with this text or action_id; a snapshot of a message stands for a client that has not caught up."""
        fits = [
            (block, element)
            for block, element in forms.elements(place.blocks)
            if element["type"] in {"button", "icon_button", "workflow_button"}
            and button in {element.get("action_id"), element["text"]["text"]}
            and value in {None, element.get("value")}
            and block_id in {None, block["block_id"]}
        ]
        block, element = self._only(fits, place, button)
        action: Json = {name: element[name] for name in ("text", "value", "style", "url") if name in element}
        return self._act(person, place, block, element, action)

    def select(
        self, person: Person, place: MessageOrView, action_id: str, choice: Any, block_id: str | None = None
    ) -> SlackDelivery:
        """Choose in a menu, among radio buttons, in an overflow menu or a date picker.

        Options are named by value or text, people by themselves, id or name, days as dates or YYYY-MM-DD.
        """
        block, element = self._element(place, action_id, block_id)
        if element["type"] == "overflow":
            return self._act(person, place, block, element, {"selected_option": forms.option(element, choice)})
        return self._choose(person, place, block, element, choice)

    def check(
        self, person: Person, place: MessageOrView, action_id: str, choices: list[str], block_id: str | None = None
    ) -> SlackDelivery:
        """Tick exactly these of some checkboxes (or of a menu of several)."""
        block, element = self._element(place, action_id, block_id)
        return self._choose(person, place, block, element, choices)

    def fill(self, person: Person, place: MessageOrView, values: dict[str, Any]) -> None:
        """Fill in fields, by block_id or label, without telling the bot."""
        self._seen(person, place)
        with self.lock:
            kept = self._kept(person, place)
            for name, value in values.items():
                block = self._field(place, name)
                element = block.get("element") or next(
                    candidate for _, candidate in forms.elements([block]) if forms.stateful(candidate)
                )
                kept.setdefault(block["block_id"], {})[element["action_id"]] = self._chosen(element, value)
            self.changed.notify_all()

    def submit(self, person: Person, view: View, values: dict[str, Any] | None = None) -> SlackDelivery:
        """Fill in fields and press the submit button; what the bot answers is done to the view."""
        if view.given["type"] != "modal" or "submit" not in view.given:
            raise NotPossible("this view has no submit button")
        if view is not self.open_view(person):
            raise NotPossible("this view is not on top of what the person has open")
        self.fill(person, view, values or {})
        state = view.values
        for block in view.blocks:
            if block["type"] == "input":
                wrong = forms.complaint(block, state[block["block_id"]][block["element"]["action_id"]])
                if wrong:
                    raise NotPossible(f"{block['label']['text']}: {wrong}")
        payload = self._payload("view_submission", person) | {
            "trigger_id": self.new_trigger(person),
            "view": self.view_json(view),
            "response_urls": [],
        }
        return self.deliver("view_submission", payload, lambda delivery: self._submitted(person, view, delivery))

    def close(self, person: Person, view: View, everything: bool = False) -> SlackDelivery | None:
        """Close a view (or all of them, with the cross); the bot is told if it asked to be."""
        if view is not self.open_view(person):
            raise NotPossible("this view is not on top of what the person has open")
        everything = everything or bool(view.given.get("clear_on_close"))
        told = self.view_json(view)
        if everything:
            self.close_all(person.id)
        else:
            self.close_top(person.id)
        if not view.given.get("notify_on_close"):
            return None
        return self.deliver(
            "view_closed", self._payload("view_closed", person) | {"view": told, "is_cleared": everything}
        )

    def shortcut(self, person: Person, message: PostedMessage | None, callback_id: str) -> SlackDelivery:
        """Call a shortcut on a message, or a global one without a message."""
        more: Json = {"callback_id": callback_id, "trigger_id": self.new_trigger(person), "action_ts": self.new_ts()}
        if message is None:
            return self.deliver("shortcut", self._payload("shortcut", person) | more)
        channel = self._seen(person, message)
        payload = self._payload("message_action", person) | more
        payload |= {
            "channel": {"id": message.channel, "name": channel.spoken},
            "message_ts": message.ts,
            "message": self.full_json(channel, message),
            "response_url": self.new_response_url(person, channel, message),
        }
        return self.deliver("message_action", payload)

    def open_home(self, person: Person, tab: Literal["home", "messages"] = "home") -> SlackDelivery | None:
        """Open the app's Home tab, or the one with its messages."""
        event: Json = {"type": "app_home_opened", "user": person.id, "channel": self.dm_with(person.id).id, "tab": tab}
        if tab == "home" and person.id in self.homes:
            event["view"] = self.view_json(self.homes[person.id])
        return self.emit(event)

    def filled_in(self, person: Person, place: MessageOrView) -> forms.Values:
        """What a person has chosen and typed into a message or view."""
        return self._kept(person, place)

    def open_view(self, person: Person) -> View | None:
        """The modal that a person has open, the top one if there are several."""
        stack = self.stacks.get(person.id)
        return stack[-1] if stack else None

    def home(self, person: Person) -> View | None:
        """The Home tab as published to a person."""
        return self.homes.get(person.id)

    # Finding what is meant.

    @staticmethod
    def _only(fits: list[tuple[Json, Json]], place: MessageOrView, name: str) -> tuple[Json, Json]:
        if len(fits) == 1:
            return fits[0]
        there = [
            (element.get("text", {}).get("text"), element.get("action_id"), element.get("value"))
            for _, element in forms.elements(place.blocks)
        ]
        raise LookupError(f"{len(fits)} elements are called {name!r}; there are {there}")

    def _element(self, place: MessageOrView, action_id: str, block_id: str | None) -> tuple[Json, Json]:
        fits = [
            (block, element)
            for block, element in forms.elements(place.blocks)
            if element.get("action_id") == action_id and block_id in {None, block["block_id"]}
        ]
        return self._only(fits, place, action_id)

    @staticmethod
    def _field(place: MessageOrView, name: str) -> Json:
        blocks = [block for block, element in forms.elements(place.blocks) if forms.stateful(element)]
        for fits in (
            [block for block in blocks if block["block_id"] == name],
            [block for block in blocks if block.get("label", {}).get("text") == name],
        ):
            if fits:
                return fits[0]
        raise LookupError(f"no field {name!r} among {[block['block_id'] for block in blocks]}")

    def _chosen(self, element: Json, wanted: Any) -> Json:
        """The state of an element with this in it."""
        if element["type"].endswith("users_select"):
            wanted = (
                [self._shown(who) for who in wanted] if isinstance(wanted, list) else wanted and self._shown(wanted)
            )
        if element["type"] == "file_input":
            wanted = [self._uploaded(file) for file in ([wanted] if isinstance(wanted, str) else wanted or [])]
        return forms.chosen(element, wanted)

    def _uploaded(self, file: Json | str) -> Json:
        """A file that was uploaded for a form, as Slack gives it."""
        id_ = file["id"] if isinstance(file, dict) else file
        if id_ not in self.files:
            raise LookupError(f"no file {id_!r} was uploaded")
        return self.file_json(self.files[id_])

    def _shown(self, who: Person | str) -> str:
        """The id of somebody whom a menu of people shows: everyone who has an account."""
        for person in self.people.values():
            if who in {person, person.id, person.name} and not person.deleted:
                return person.id
        raise LookupError(f"nobody {who!r} in the menu of people")

    def _kept(self, person: Person, place: MessageOrView) -> forms.Values:
        if isinstance(place, View):
            return place.filled
        return self._filled.setdefault((place.channel, place.ts, person.id), {})

    def _seen(self, person: Person, place: MessageOrView) -> Channel:
        """The conversation of a message that this person can see; for a view the one with the bot."""
        if isinstance(place, View):
            if place.person != person.id or not place.open:
                raise NotPossible(f"{person.name} does not have this view open")
            return self.dm_with(person.id)
        channel = self.find(place.channel)
        if place.ephemeral_to not in {None, person.id} or person.id not in channel.members:
            raise NotPossible(f"{person.name} cannot see this message")
        if place.deleted:
            raise NotPossible("the message is gone")
        return channel

    # Telling the bot.

    def _payload(self, kind: DeliveryKind, person: Person) -> Json:
        return {
            "type": kind,
            "team": {"id": self.team_id, "domain": self.name},
            "user": {"id": person.id, "username": person.name, "name": person.name, "team_id": self.team_id},
            "api_app_id": self.app.app_id,
            "token": self.app.verification_token,
            "enterprise": None,
            "is_enterprise_install": False,
        }

    def _choose(self, person: Person, place: MessageOrView, block: Json, element: Json, choice: Any) -> SlackDelivery:
        if block["type"] == "input" and not block.get("dispatch_action"):
            raise NotPossible("this field tells the bot nothing until the form is submitted: use fill")
        self._seen(person, place)
        state = self._chosen(element, choice)
        self._kept(person, place).setdefault(block["block_id"], {})[element["action_id"]] = state
        action = state | {name: element[name] for name in _TOLD if name in element}
        return self._act(person, place, block, element, action)

    def _act(self, person: Person, place: MessageOrView, block: Json, element: Json, action: Json) -> SlackDelivery:
        channel = self._seen(person, place)
        ids = {
            "type": element["type"],
            "action_id": element["action_id"],
            "block_id": block["block_id"],
            "action_ts": self.new_ts(),
        }
        payload = self._payload("block_actions", person) | {
            "trigger_id": self.new_trigger(person),
            "actions": [action | ids],
        }
        if isinstance(place, View):
            payload |= {"container": {"type": "view", "view_id": place.id}, "view": self.view_json(place)}
            return self.deliver("block_actions", payload)
        alone = place.ephemeral_to is not None
        container: Json = {
            "type": "message",
            "message_ts": place.ts,
            "channel_id": place.channel,
            "is_ephemeral": alone,
        }
        if place.thread_ts and place.thread_ts != place.ts:
            container["thread_ts"] = place.thread_ts
        payload |= {
            "container": container,
            "channel": {"id": place.channel, "name": channel.spoken},
            "state": {"values": forms.values(place.blocks, self._kept(person, place))},
            "response_url": self.new_response_url(person, channel, channel.messages.get(place.ts, place)),
        }
        if not alone:
            payload["message"] = self.full_json(channel, place)
        return self.deliver("block_actions", payload)

    def _submitted(self, person: Person, view: View, delivery: SlackDelivery) -> None:
        """Do to the view what the bot's ack says."""
        said = delivery.response
        if not said or not isinstance(said, dict) or "response_action" not in said:
            if view is self.open_view(person):
                self.close_top(person.id)
            return
        try:
            self._respond(person, view, said)
        except CallRefused as refused:
            delivery.failure = refused.code
            self.note_refusal("response to a submission", said, refused.code, refused.messages)

    def _respond(self, person: Person, view: View, said: Json) -> None:
        asked = said["response_action"]
        if asked == "clear":
            self.close_all(person.id)
        elif asked == "update":
            self.change_view(view, self.checked(said.get("view"), "modal"))
        elif asked == "push":
            self.push(person.id, self.checked(said.get("view"), "modal"))
        elif asked == "errors":
            wrong = said.get("errors")
            fields = {block["block_id"] for block in view.blocks if block["type"] == "input"}
            if not isinstance(wrong, dict) or not wrong or not wrong.keys() <= fields:
                raise CallRefused("invalid_arguments", [f"errors must name input blocks of the view, not {wrong}"])
            view.errors = {str(name): str(text) for name, text in wrong.items()}
        else:
            raise CallRefused("invalid_arguments", [f"unknown response_action {asked}"])
