"""The record of the bot's Web API calls, and how one is refused."""

import time
from dataclasses import dataclass, field
from typing import Any


class CallRefused(Exception):
    """A call that Slack answers with `ok: false`."""

    def __init__(self, code: str, messages: list[str] | None = None, **more: Any) -> None:
        super().__init__(code)
        self.code = code
        self.messages = messages or []
        self.more = more

    def answer(self) -> dict[str, Any]:
        """The body that Slack sends."""
        told: dict[str, Any] = {"ok": False, "error": self.code, **self.more}
        if self.messages:
            told["errors"] = list(self.messages)
            told["response_metadata"] = {"messages": [f"[ERROR] {message}" for message in self.messages]}
        return told


@dataclass
class Call:
    """One Web API call: what was asked (without the token), when, and what was answered."""

    method: str
    arguments: dict[str, Any]
    at: float
    status: int = 200
    answer: dict[str, Any] = field(default_factory=dict)
    fault: str | None = None
    arrived: float = field(default_factory=time.monotonic)
    """By a clock that nobody turns."""
    seconds: float = 0.0
    """How long the bot waited for the answer."""
    ts: str = ""
    """Where it stands among the messages of the workspace."""

    @property
    def ok(self) -> bool:
        """Whether Slack did what was asked and said so."""
        return self.answer.get("ok") is True

    @property
    def code(self) -> str | None:
        """The error code of a refused call."""
        return self.answer.get("error")
