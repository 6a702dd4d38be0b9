"""The record of one delivery: what it carries, every attempt to bring it, what became of it."""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

DeliveryKind = Literal[
    "event",
    "command",
    "block_actions",
    "message_action",
    "shortcut",
    "view_submission",
    "view_closed",
    "url_verification",
]


@dataclass
class Attempt:
    """One time a delivery was sent: when, how long it took, what came back."""

    number: int
    at: float
    over: Literal["http", "socket"]
    reason: str | None = None
    """Why it was sent again, as the bot was told; None the first time."""
    status: int | None = None
    body: str = ""
    payload: Any = None
    """What the bot said with its ack, read as JSON where it is JSON."""
    headers: dict[str, str] = field(default_factory=dict)
    seconds: float = 0.0
    ended: float = 0.0
    acked: bool = False
    ack_lost: bool = False
    failure: str | None = None
    """Why it does not count as acked: http_timeout, http_error, connection_failed, timeout or disconnected."""
    finished: bool = False


@dataclass(eq=False)
class SlackDelivery:
    """Something on its way to the bot, with every attempt to bring it."""

    kind: DeliveryKind
    payload: dict[str, Any]
    at: float
    lock: threading.Condition = field(repr=False)
    on_ack: Callable[["SlackDelivery"], None] | None = field(default=None, repr=False)
    attempts: list[Attempt] = field(default_factory=list)
    done: bool = False
    arrived: float = field(default_factory=time.monotonic)
    """By a clock that nobody turns."""
    failure: str | None = None
    """What the person who acted was told went wrong, if anything."""

    @property
    def acked(self) -> bool:
        """Whether the bot acknowledged it in time."""
        return any(attempt.acked for attempt in self.attempts)

    @property
    def response(self) -> Any:
        """What the bot said with its ack."""
        return next((attempt.payload for attempt in self.attempts if attempt.acked), None)

    @property
    def event(self) -> dict[str, Any]:
        """The event inside the payload of an event delivery."""
        event: dict[str, Any] = self.payload["event"]
        return event

    def wait(self, timeout: float = 10.0) -> "SlackDelivery":
        """Wait until the bot has acknowledged it or Slack has given up."""
        with self.lock:
            if not self.lock.wait_for(lambda: self.done, timeout):
                raise TimeoutError(f"{self.kind} was not settled within {timeout} s: {self.attempts}")
        return self
