"""The log: one JSON object a line, and no secret in it, wherever it came from."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import structlog

from bot.logs import configure_logs

TOKENS = ("xoxb-12-34-abCD", "xapp-1-A0-12-ab", "xoxe.xoxb-1-Mi0yLTE", "xoxp-1-2", "xoxe-1-abc")
TICKET = "wss://wss-primary.slack.com/link/?ticket=1a2b-3c&app_id=9"
RESPONSE = "https://hooks.slack.com/commands/T1/123/abcDEF"
OURS = "http://127.0.0.1:8080/response/f00dcafe"
SECRET = "8f742231b10e8888abcd99yyyzzz85a5"
EVERY = (*TOKENS, TICKET, "GET /link/?ticket=1a2b-3c&app_id=9", RESPONSE, OURS, SECRET)


class Log:
    def __init__(self) -> None:
        self.stream = io.StringIO()

    @property
    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.stream.getvalue().splitlines()]


@pytest.fixture
def log() -> Iterator[Log]:
    root, hooks = logging.getLogger(), (sys.excepthook, threading.excepthook, logging.raiseExceptions)
    handlers, level = list(root.handlers), root.level
    log = Log()
    configure_logs("info", [SECRET, "own-secret"], log.stream)
    yield log
    logging.captureWarnings(False)
    root.handlers[:], (sys.excepthook, threading.excepthook, logging.raiseExceptions) = handlers, hooks
    root.setLevel(level)
    structlog.reset_defaults()


def raised(text: str) -> BaseException:
    try:
        try:
            raise ValueError(text)
        except ValueError as first:
            raise LookupError(f"because of {text}") from first
    except LookupError as error:
        return error


def ours(text: str) -> None:
    structlog.get_logger("test").info("event", value=text)


def in_the_event(text: str) -> None:
    structlog.get_logger("test").info(f"event {text} there")


def nested(text: str) -> None:
    structlog.get_logger("test").info(
        "event", value={"deep": [{text: (text, Exception(text))}], "bytes": text.encode()}
    )


def with_a_traceback(text: str) -> None:
    structlog.get_logger("test").error("event", exc_info=raised(text))


def of_a_library(text: str) -> None:
    logging.getLogger("urllib3").warning("calling %s", text)


def of_a_library_with_a_traceback(text: str) -> None:
    logging.getLogger("slack_bolt.App").error("failed", exc_info=raised(text))


def uncaught(text: str) -> None:
    error = raised(text)
    sys.excepthook(type(error), error, error.__traceback__)


def uncaught_in_a_thread(text: str) -> None:
    def fails() -> None:
        raise raised(text)

    hook = threading.excepthook
    thread = threading.Thread(target=fails)
    threading.excepthook = hook
    thread.start()
    thread.join()


def as_a_warning(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn(text, stacklevel=1)


@pytest.mark.parametrize("secret", EVERY)
@pytest.mark.parametrize(
    "write",
    [
        ours,
        in_the_event,
        nested,
        with_a_traceback,
        of_a_library,
        of_a_library_with_a_traceback,
        uncaught,
        uncaught_in_a_thread,
        as_a_warning,
    ],
)
def test_no_secret_stands_in_a_line(log: Log, write: Callable[[str], None], secret: str) -> None:
    write(f"before {secret} after")
    written = log.stream.getvalue()
    assert "[hidden]" in written
    assert "before" in written
    assert "after" in written
    for part in (secret, "1a2b-3c", "abcDEF", "f00dcafe"):
        assert part not in written
    assert log.lines


def test_what_is_no_secret_stands_as_it_was(log: Log) -> None:
    structlog.get_logger("test").info(
        "said", text="ä 'quoted' https://example.com/a?b=c box-1 \u2028", number=1.5, flag=True, none=None
    )
    (line,) = log.lines
    assert line.pop("timestamp").endswith("Z")
    assert line == {
        "event": "said",
        "logger": "test",
        "level": "info",
        "text": "ä 'quoted' https://example.com/a?b=c box-1 \u2028",
        "number": 1.5,
        "flag": True,
        "none": None,
    }


def test_every_line_is_one_object_whatever_is_in_it(log: Log) -> None:
    structlog.get_logger("test").info("one\ntwo", text="three\r\nfour\x00", odd=object(), keys={1: 2, ("a",): "b"})
    assert len(log.lines) == 1


def test_libraries_do_not_write_what_people_typed(log: Log) -> None:
    for name in ("slack_sdk", "slack_bolt", "slack_bolt.App", "uvicorn.error", "websockets.client", "asyncio"):
        logging.getLogger(name).info("payload")
        logging.getLogger(name).debug("payload")
    assert log.lines == []


def test_a_line_that_cannot_be_written_is_lost_in_silence(log: Log, capsys: pytest.CaptureFixture[str]) -> None:
    log.stream.close()
    logging.getLogger("test").error("xoxb-1-2-abc")
    assert capsys.readouterr().err == ""


def test_a_thread_that_ends_itself_is_no_accident(log: Log) -> None:
    thread = threading.Thread(target=sys.exit)
    thread.start()
    thread.join()
    assert log.lines == []
