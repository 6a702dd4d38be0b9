"""Modals and Home tabs: the stack of views that each person has open."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from bot.playground.web_api.calls import CallRefused
from bot.playground.workspace.conversations import Json
from bot.playground.workspace.forms import Values, values
from bot.playground.workspace.limits import view_problems
from bot.playground.workspace.messages import Messages
from bot.playground.workspace.writing import completed

DEPTH = 3


@dataclass(eq=False)
class View:
    """A modal or Home tab as one person sees it; `open` is false once it is gone."""

    id: str
    person: str
    given: Json
    hash: str
    previous: "View | None" = None
    open: bool = True
    filled: Values = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)
    """What the bot said is wrong with the last submission, by block_id."""

    @property
    def blocks(self) -> list[Json]:
        """The blocks of the view."""
        blocks: list[Json] = self.given["blocks"]
        return blocks

    @property
    def callback_id(self) -> str:
        """What the bot calls the view."""
        return str(self.given.get("callback_id", ""))

    @property
    def title(self) -> str:
        """The title that people read."""
        return str(self.given.get("title", {}).get("text", ""))

    @property
    def values(self) -> Values:
        """What stands in its fields."""
        return values(self.blocks, self.filled)

    @property
    def root(self) -> "View":
        """The view at the bottom of its stack."""
        return self if self.previous is None else self.previous.root


class Views(Messages):
    """Opening, changing and closing views."""

    def __init__(self, *args: Any) -> None:
        super().__init__(*args)
        self.views: dict[str, View] = {}
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}

    def view_json(self, view: View) -> Json:
        """A view as Slack gives it in answers and interactions."""
        given = view.given
        told: Json = {
            "id": view.id,
            "team_id": self.team_id,
            "type": given["type"],
            "blocks": view.blocks,
            "private_metadata": given.get("private_metadata", ""),
            "callback_id": given.get("callback_id", ""),
            "state": {"values": view.values},
            "hash": view.hash,
            "title": given.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
            "clear_on_close": given.get("clear_on_close", False),
            "notify_on_close": given.get("notify_on_close", False),
            "close": given.get("close"),
            "submit": given.get("submit"),
            "previous_view_id": view.previous.id if view.previous else None,
            "root_view_id": view.root.id,
            "app_id": self.app.app_id,
            "external_id": given.get("external_id", ""),
            "app_installed_team_id": self.team_id,
            "bot_id": self.app.bot_id,
        }
        return told

    def checked(self, view: Any, kind: str) -> Json:
        """A view that Slack would take, completed; refused otherwise."""
        wrong = view_problems(view)
        if wrong:
            told = [f"{problem.text} [json-pointer:/view{problem.where}]" for problem in wrong]
            raise CallRefused(
                next((problem.code for problem in wrong if problem.code == "view_too_large"), wrong[0].code), told
            )
        if view["type"] != kind:
            raise CallRefused("invalid_arguments", [f"must be one of: {kind} [json-pointer:/view/type]"])
        where = self.faults.refuses(view["blocks"])
        if where is not None:
            raise CallRefused("invalid_arguments", [f"unsupported type [json-pointer:/view{where}/type]"])
        taken: Json = view | {"blocks": completed(view["blocks"], lambda: self.new_id("b"))}
        return taken

    def open(self, person: str, given: Json) -> View:
        """Open a modal on its own."""
        with self.lock:
            self.close_all(person)
            return self._stack(person, given, None)

    def push(self, person: str, given: Json) -> View:
        """Open a modal on top of the one that is open."""
        with self.lock:
            stack = self.stacks.get(person, [])
            if len(stack) >= DEPTH:
                raise CallRefused("push_limit_reached")
            return self._stack(person, given, stack[-1] if stack else None)

    def _stack(self, person: str, given: Json, previous: View | None) -> View:
        self._unique_name(given, None)
        view = View(self.new_id("V"), person, given, self._hash(), previous)
        self.views[view.id] = view
        self.stacks.setdefault(person, []).append(view)
        self.changed.notify_all()
        return view

    def publish(self, person: str, given: Json, known_hash: str | None) -> View:
        """Show a Home tab to a person."""
        with self.lock:
            old = self.homes.get(person)
            if known_hash and (old is None or old.hash != known_hash):
                raise CallRefused("hash_conflict")
            self._unique_name(given, old)
            view = View(old.id if old else self.new_id("V"), person, given, self._hash())
            self.homes[person] = self.views[view.id] = view
            self.changed.notify_all()
            return view

    def change_view(self, view: View, given: Json) -> None:
        """Put other content into an open view; what people typed into fields that stay is kept."""
        with self.lock:
            self._unique_name(given, view)
            view.given, view.hash, view.errors = given, self._hash(), {}
            self.changed.notify_all()

    def close_top(self, person: str) -> None:
        """Close the view on top, so that the one below shows again."""
        with self.lock:
            stack = self.stacks.get(person, [])
            if stack:
                stack.pop().open = False
            self.changed.notify_all()

    def close_all(self, person: str) -> None:
        """Close every view of a person."""
        with self.lock:
            for view in self.stacks.pop(person, []):
                view.open = False
            self.changed.notify_all()

    def _unique_name(self, given: Json, own: View | None) -> None:
        name = given.get("external_id")
        if name and any(
            view.open and view.given.get("external_id") == name and (own is None or view.id != own.id)
            for view in self.views.values()
        ):
            raise CallRefused("duplicate_external_id")

    def _hash(self) -> str:
        return f"{self.new_ts().partition('.')[0]}.{uuid.uuid4().hex[:8]}"
