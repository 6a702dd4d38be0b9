"""Under the hood: every delivery to the bot and every call that it made, what Slack refused in red, and the faults to come."""

from __future__ import annotations

import json
import threading
from typing import Any

from bot.playground.page.messages import is_refusal, told_of
from bot.playground.page.pieces import Piece
from bot.playground.page.rendering import drawn
from bot.playground.stage import Stage
from bot.playground.web_api.calls import Call
from bot.playground.web_api.delivery import Attempt, SlackDelivery

_MOST_ROWS = 150
_MOST_CHARACTERS = 200_000


class Journal:
    """Deliveries and calls in the order in which they came, whatever the clock showed."""

    def __init__(self) -> None:
        self._entries: list[tuple[str, int]] = []
        self._deliveries = self._calls = 0
        self._lock = threading.Lock()

    def newest(self, stage: Stage, most: int) -> list[tuple[str, SlackDelivery | Call]]:
        """The last ones, the newest first, each with its key."""
        deliveries, calls = stage.workspace.deliveries, list(stage.workspace.calls)
        with self._lock:
            new = [
                (delivery.arrived, "d", at)
                for at, delivery in enumerate(deliveries[self._deliveries :], self._deliveries)
            ]
            new += [(call.arrived, "c", at) for at, call in enumerate(calls[self._calls :], self._calls)]
            self._entries += [(kind, at) for _, kind, at in sorted(new)]
            self._deliveries, self._calls = len(deliveries), len(calls)
            last = self._entries[-most:][::-1]
        return [(f"{kind}{at}", deliveries[at] if kind == "d" else calls[at]) for kind, at in last]


def rows(stage: Stage, journal: Journal) -> list[Piece]:
    """The newest deliveries and calls."""
    return [
        _delivery(key, record) if isinstance(record, SlackDelivery) else _call(key, record)
        for key, record in journal.newest(stage, _MOST_ROWS)
    ]


def failed(stage: Stage) -> int:
    """How many calls Slack refused, and deliveries that failed, so far."""
    refusals = sum(is_refusal(call) for call in list(stage.workspace.calls))
    return refusals + sum(delivery.failure is not None for delivery in stage.workspace.deliveries)


def detail(stage: Stage, key: str) -> str:
    """All of one row, as JSON. Raises LookupError."""
    kind, at = key[:1], key[1:]
    if kind not in {"d", "c"} or not at.isascii() or not at.isdigit() or len(at) > 9:
        raise LookupError(f"there is no row {key!r}")
    if kind == "d":
        delivery = stage.workspace.deliveries[int(at)]
        told: Any = {"payload": delivery.payload, "attempts": [_attempt(attempt) for attempt in delivery.attempts]}
    else:
        call = stage.workspace.calls[int(at)]
        told = {
            "arguments": {name: _opened(value) for name, value in call.arguments.items()},
            "status": call.status,
            "answer": call.answer,
        }
    text = json.dumps(told, indent=2, ensure_ascii=False, default=str)
    return text if len(text) <= _MOST_CHARACTERS else text[:_MOST_CHARACTERS] + "\n... (cut)"


def _opened(value: Any) -> Any:
    """JSON inside a string, as forms carry it, opened."""
    if isinstance(value, str) and value[:1] in {"{", "["}:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _attempt(attempt: Attempt) -> dict[str, Any]:
    return {
        "number": attempt.number,
        "over": attempt.over,
        "reason": attempt.reason,
        "status": attempt.status,
        "acked": attempt.acked,
        "milliseconds": round(attempt.seconds * 1000, 1),
        "failure": attempt.failure,
        "answer": attempt.payload,
    }


def _delivery(key: str, delivery: SlackDelivery) -> Piece:
    attempts = tuple(delivery.attempts)
    last = attempts[-1] if attempts else None
    version = (len(attempts), last.finished if last else None, delivery.done, delivery.failure)

    def draw() -> str:
        return drawn("delivery", key=key, delivery=delivery, what=what(delivery), last=last, attempts=len(attempts))

    return Piece(key, version, draw)


def what(delivery: SlackDelivery) -> str:
    """What a delivery is about, in a word or two."""
    payload = delivery.payload
    match delivery.kind:
        case "event":
            event = delivery.event
            return " ".join(str(event[name]) for name in ("type", "subtype") if name in event)
        case "command":
            return f"{payload['command']} {payload['text']}".strip()
        case "block_actions":
            return f"block_actions {payload['actions'][0]['action_id']}"
        case "view_submission" | "view_closed":
            return f"{delivery.kind} {payload['view'].get('callback_id', '')}".strip()
        case "message_action" | "shortcut":
            return f"{delivery.kind} {payload.get('callback_id', '')}".strip()
        case _:
            return delivery.kind


def _call(key: str, call: Call) -> Piece:
    return Piece(key, 0, lambda: drawn("call", key=key, call=call, red=is_refusal(call), told=told_of(call)))


def armed(stage: Stage) -> list[str]:
    """The faults that will still hit, in words."""
    faults = stage.workspace.faults
    told = [
        _words(fault.kind, fault.method, fault.times, fault.seconds) for fault in list(faults.calls) if fault.times > 0
    ]
    told += [f"the next {faults.duplicates} deliveries come twice"] * (faults.duplicates > 0)
    told += [f"the next {faults.lost_acks} acks get lost"] * (faults.lost_acks > 0)
    told += [f"{len(faults.delays)} deliveries come late"] * bool(faults.delays)
    told += [f"blocks of type {', '.join(sorted(faults.refused_blocks))} are refused"] * bool(faults.refused_blocks)
    return told


def _words(kind: str, method: str, times: int, seconds: float) -> str:
    calls = f"{times} {'calls' if method == '*' else f'calls of {method}'}"
    match kind:
        case "slow":
            return f"{calls}: answered after {seconds:g} s"
        case "rate_limited":
            return f"{calls}: 429, Retry-After {seconds:g} s"
        case "drop":
            return f"{calls}: cut off without an answer"
        case _:
            return f"{calls}: {kind.replace('_', ' ')}"


def faults_piece(stage: Stage) -> Piece:
    """The faults to come, and how Slack speaks to the bot."""
    told, sockets = armed(stage), len(stage.workspace.sockets.connections)
    version = (tuple(told), stage.over_http, sockets)
    return Piece("faults", version, lambda: drawn("faults", armed=told, over_http=stage.over_http, sockets=sockets))
