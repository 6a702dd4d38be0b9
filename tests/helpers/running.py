"""The whole bot in this process, against a Slack workspace in memory: over real HTTP, or over a real socket."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import uvicorn

from bot.app import Application, make_app
from bot.context import Identity
from bot.outbox.effects import bring_up_to_date
from bot.outbox.pace import Pace
from bot.playground.web_api.delivery import SlackDelivery
from bot.playground.workspace.conversations import Channel, PostedMessage
from bot.playground.workspace.people import Person
from bot.playground.workspace.views import View
from bot.playground.workspace.workspace import Workspace
from bot.process.health import Health
from bot.process.http import make_web
from bot.process.manifest import EVENTS, SCOPES
from bot.process.socket_mode import Socket
from bot.store.sqlite import SqliteStore
from flows.log.entries import answered
from flows.questions import BY_ID
from flows.questions.document import from_mapping
from pricing.catalogue import Catalogue
from tests.helpers.entries import an_entry, value
from tests.helpers.pace import PATIENCE

WORKSPACE = "https://acme.slack.com/"
HURRIED = Pace(between_messages=0.0, card_waits=0.0, first_wait=0.05, after_silence=0.3)


@dataclass
class Running:
    """A bot at work, with a few ways to look at its threads."""

    workspace: Workspace
    application: Application
    store: SqliteStore
    health: Health
    # What Slack may refuse in this test; anything else that it refuses is a fault of ours.
    expected_refusals: set[str] = field(default_factory=lambda: {"already_reacted", "no_reaction"})

    def refused_nothing_else(self) -> None:
        """Assert that Slack refused nothing but what this test expects, and what it was told to."""
        unexpected = [
            refusal
            for refusal in self.workspace.refusals
            if refusal.fault is None and refusal.code not in self.expected_refusals
        ]
        assert not unexpected, f"Slack refused: {unexpected}"

    def team(self) -> tuple[Person, Person, Channel]:
        """Two people in a public channel that the bot is not in yet."""
        ana, ben = self.workspace.person("Ana"), self.workspace.person("Ben")
        return ana, ben, self.workspace.channel("ml", [ana, ben], bot=False)

    def say(self, person: Person, root: PostedMessage, text: str) -> PostedMessage:
        """Reply in a thread, and wait until all is done."""
        message = self.workspace.say(person, root.channel, text, thread=root)
        self.settle()
        return message

    def press(self, person: Person, message: PostedMessage, button: str) -> SlackDelivery:
        """Click, or choose in the menu beside the buttons, and wait until all is done."""
        delivery = self.click(person, message, button)
        self.settle()
        return delivery

    def click(self, person: Person, message: PostedMessage, button: str) -> SlackDelivery:
        """Click, or choose in the menu beside the buttons; the bot may still be at it."""
        menus = [
            element
            for block in message.blocks
            if block["type"] == "actions"
            for element in block["elements"]
            if element["type"] == "overflow" and any(option["text"]["text"] == button for option in element["options"])
        ]
        if menus:
            return self.workspace.select(person, message, menus[0]["action_id"], button).wait(5)
        return self.workspace.click(person, message, button).wait(5)

    def submit(self, person: Person, values: dict[str, Any]) -> SlackDelivery:
        """Send the form that a person has open, and wait until all is done."""
        view = self.workspace.open_view(person)
        assert view is not None, "no form is open"
        delivery = self.workspace.submit(person, view, values).wait(5)
        self.settle()
        return delivery

    def question(self, root: PostedMessage) -> PostedMessage:
        """The question that is open now."""
        return [message for message in self.thread(root) if is_open(message)][-1]

    def ticked(self, message: PostedMessage) -> bool:
        """Whether a reply has its check mark."""
        return "white_check_mark" in self.workspace.reactions(message)

    def answer_all(self, person: Person, root: PostedMessage, **wanted: str) -> PostedMessage:
        """Click the wanted answers (by question, else the first) until the verdict; the verdict."""
        for _ in range(40):
            self.settle()
            questions = [message for message in self.thread(root) if is_open(message)]
            if not questions:
                return self.verdict(root)
            buttons = [
                button for block in questions[-1].blocks if block["type"] == "actions" for button in block["elements"]
            ]
            answers = [button for button in buttons if button["action_id"].startswith("answer:")]
            name = answers[0]["action_id"].split(":")[1]
            chosen = next(
                (button for button in answers if button["action_id"].split(":")[-1] == wanted.get(name)), answers[0]
            )
            assert self.workspace.click(person, questions[-1], chosen["action_id"]).wait(5).acked
        raise AssertionError("no verdict was ever reached")

    def verdict(self, root: PostedMessage) -> PostedMessage:
        """The verdict that stands."""
        return next(message for message in reversed(self.thread(root)) if "verdict.details" in str(message.blocks))

    def begin(self, person: Person, channel: Channel, text: str) -> PostedMessage:
        """Start by the command; the root card."""
        before = len(self.workspace.messages(channel))
        assert self.workspace.command(person, channel, text).wait(5).acked
        return self.workspace.wait_for(lambda: next(iter(self.workspace.messages(channel)[before:]), None))

    def decided(self, person: Person, channel: Channel, document: dict[str, Any]) -> PostedMessage:
        """Begin, and have all answers of a document given at once; the root card, with the verdict standing below it."""
        root = self.begin(person, channel, str(document.get("use_case", "a use case")))
        with self.store.write() as unit:
            decision = unit.latest_in_channel(self.workspace.app.team_id, channel.id)
            assert decision is not None
            now = self.application.context.moment()
            answers = from_mapping(document)
            said = [
                answered(id_, value, str(value), person.id, now, "answers") for id_, value in answers.values.items()
            ]
            said += [
                an_entry("unsure", id_, by=person.id, at=now, source="answers")
                for id_ in BY_ID
                if id_ not in answers.values
            ]
            unit.append(decision.id, [replace(answer, how="form") for answer in said])
            unit.enqueue([bring_up_to_date(decision, now.timestamp())])
        self.application.context.wake()
        self.settle()
        return root

    def thread(self, root: PostedMessage) -> list[PostedMessage]:
        """What stands in a thread, the root first; in a direct message, where nothing is in a thread, what came since."""
        thread = self.workspace.thread(root.channel, root)
        if len(thread) > 1 or not root.channel.startswith("D"):
            return thread
        return [message for message in self.workspace.messages(root.channel) if message.ts >= root.ts]

    def asked(self, root: PostedMessage, text: str) -> PostedMessage:
        """Wait for an open question of the thread with this in its words."""
        return self.workspace.wait_for(
            lambda: next(
                (
                    message
                    for message in reversed(self.thread(root))
                    if is_open(message) and text in str(message.blocks)
                ),
                None,
            )
        )

    def finds(self, root: PostedMessage, text: str) -> PostedMessage:
        """Wait for the last message of the thread with this in its blocks or text."""
        return self.workspace.wait_for(
            lambda: next(
                (
                    message
                    for message in reversed(self.thread(root))
                    if text in str(message.blocks) or text in message.text
                ),
                None,
            )
        )

    def settle(self) -> None:
        """Wait until nothing is on its way: no delivery to the bot, nothing in the outbox."""
        self.until(lambda: not self.is_busy())

    def until(self, is_so: Callable[[], Any], seconds: float = 30.0) -> None:
        """Wait for something in our own store."""
        end = time.monotonic() + seconds * PATIENCE
        while not is_so():
            assert time.monotonic() < end, "it never came"
            time.sleep(0.01)

    def is_busy(self) -> bool:
        if any(not delivery.done for delivery in self.workspace.deliveries):
            return True
        with self.store.read() as reader:
            return reader.next_due(time.time()) is not None

    def tick(self, at: float) -> None:
        """Let the schedule look at the clock at a time, and wait until all is done."""
        self.application.scheduler.tick(at)
        self.settle()

    def log(self, decision: int = 1) -> list[tuple[str, str | None, Any]]:
        """The log, as kind, question and value."""
        with self.store.read() as reader:
            return [(entry.stored_kind, entry.about, value(entry)) for entry in reader.log(decision)]


def words(message: PostedMessage | View) -> str:
    """Every word in the blocks of a message, as a person sees them."""
    texts: list[str] = []

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            if isinstance(part.get("text"), str):
                texts.append(part["text"])
            for key, value in part.items():
                if key != "text" or not isinstance(value, str):
                    walk(value)
        elif isinstance(part, list):
            for inner in part:
                walk(inner)

    walk(message.blocks)
    return "\n".join(texts)


def is_open(message: PostedMessage) -> bool:
    """Whether a message is a question with its buttons."""
    return any(block["type"] == "actions" for block in message.blocks) and "answer:" in str(message.blocks)


@contextmanager
def running(
    path: Path,
    facts: Catalogue,
    workspace: Workspace,
    *,
    socket: bool = False,
    clock: Callable[[], float] = time.time,
    pace: Pace = HURRIED,
    **more: Any,
) -> Iterator[Running]:
    """Run the bot until the block ends."""
    app = workspace.app
    app.scopes, app.events = set(SCOPES), set(EVENTS)
    workspace.rate_limits = False
    store = SqliteStore(path)
    application = make_app(
        token=app.bot_token,
        identity=Identity(app.team_id, app.bot_user, app.bot_id, WORKSPACE),
        store=store,
        catalogue=facts,
        clock=clock,
        signing_secret=app.signing_secret,
        api_url=workspace.api_url,
        pace=pace,
        **more,
    )
    health = Health(clock)
    application.worker.start()
    health.ready()
    connection: Socket | None = None
    server = thread = None
    if socket:
        connection = Socket(application.app, app.app_token, workspace.api_url, health)
        connection.start()
        workspace.request_url = None
        _until(lambda: health.report(None)[0])
    else:
        config = uvicorn.Config(
            make_web(lambda: application.app, health, store, takes_events=True), port=0, log_config=None, lifespan="off"
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, daemon=True)
        thread.start()
        _until(lambda: server.started)
        workspace.request_url = f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/slack/events"
    try:
        yield Running(workspace, application, store, health)
    finally:
        if connection is not None:
            connection.stop()
        if server is not None and thread is not None:
            server.should_exit = True
            thread.join()
        application.worker.stop()
        store.close()


def _until(is_so: Callable[[], Any]) -> None:
    end = time.monotonic() + 10 * PATIENCE
    while not is_so():
        assert time.monotonic() < end, "it never started"
        time.sleep(0.005)
