"""Structured logs on standard error, one JSON object a line, in which no secret ever stands."""

from __future__ import annotations

import logging
import re
import sys
import threading
from collections.abc import Iterable, MutableMapping
from types import TracebackType
from typing import Any, TextIO

import structlog

# Tokens, a socket's ticket, and the addresses that answer a click: whoever has one can speak for the bot.
_SECRET = re.compile(
    r"xox[a-z](?:\.[\w-]+)?-[\w-]+|xapp-[\w-]+|wss?://[^\s\"']+|ticket=[^\s\"'&]+|https?://hooks\.[^\s\"']+|https?://[^\s\"']+/(?:response|actions|commands)/[^\s\"']+"
)
_HIDDEN = "[hidden]"


def configure_logs(level: str, secrets: Iterable[str] = (), stream: TextIO | None = None) -> None:
    """Send our logs, those of every library, and what nobody caught, to standard error."""
    known = tuple(sorted((secret for secret in secrets if len(secret) > 3), key=len, reverse=True))

    def hide(_logger: Any, _name: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
        return {key: _without_secrets(value, known) for key, value in event.items()}

    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                hide,
                structlog.processors.JSONRenderer(),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level.upper())
    for chatty in ("slack_sdk", "slack_bolt", "uvicorn", "asyncio", "websockets"):
        # At debug level these write whole payloads: what people typed is not for a log.
        logging.getLogger(chatty).setLevel(logging.WARNING)
    # A line that cannot be written is lost: the traceback that Python would write instead is not free of secrets.
    logging.raiseExceptions = False
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda args: _uncaught(args.exc_type, args.exc_value, args.exc_traceback)


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    if issubclass(kind, SystemExit):
        return
    structlog.get_logger("uncaught").critical(kind.__name__, exc_info=(kind, error or kind(), trace))


def _without_secrets(value: Any, known: tuple[str, ...]) -> Any:
    if isinstance(value, dict):
        return {_without_secrets(str(key), known): _without_secrets(item, known) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_without_secrets(item, known) for item in value]
    if value is None or isinstance(value, bool | int | float):
        return value
    text = str(value)
    for secret in known:
        text = text.replace(secret, _HIDDEN)
    return _SECRET.sub(_HIDDEN, text)
