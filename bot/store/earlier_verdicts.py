"""How a verdict stood in its entry before it had a table of its own. Released: never edited."""

from __future__ import annotations

import base64
import json
import zlib
from typing import Any

_TEXTS = {
    "verdict": "verdict", "then": "ready_for", "headline": "headline", "recommended": "recommended", "because": "because",
    "review_on": "review_on", "as_of": "as_of", "prices_as_of": "prices_as_of",
}  # fmt: skip
_MONEY = ("today_usd", "monthly_usd", "upkeep_usd", "upfront_usd", "net_usd", "gain")
# What stands in columns and is not in the packed rest.
_IN_COLUMNS = ("verdict", "then", "headline", "recommended", "review_on", "as_of", "prices_as_of", "abort_criteria")


def verdict_of_before(text: str | None) -> dict[str, Any]:
    """The columns of a verdict by name, from the value of its entry; what cannot be read is None, or left out."""
    value = _object(text)
    kept: dict[str, Any] = {
        column: value[name] if isinstance(value.get(name), str) else None for name, column in _TEXTS.items()
    }
    said = value.get("figures")
    money: dict[str, Any] = said if isinstance(said, dict) else {}
    kept |= {name: float(money[name]) for name in _MONEY if _is_number(money.get(name))}
    if isinstance(value.get("criteria"), list):
        kept["criteria"] = json.dumps(value["criteria"], ensure_ascii=False)
    if isinstance(value.get("record"), dict):
        kept["figures"] = json.dumps(value["record"], ensure_ascii=False)
    reply = _reply(value.get("reply"))
    if reply is not None:
        kept |= {column: reply[name] for name, column in _TEXTS.items() if isinstance(reply.get(name), str)}
        kept["criteria"] = json.dumps(reply.get("abort_criteria") or [], ensure_ascii=False)
        rest = {name: part for name, part in reply.items() if name not in _IN_COLUMNS}
        kept["reply"] = zlib.compress(json.dumps(rest, ensure_ascii=False, separators=(",", ":")).encode(), 9)
    return kept


def _object(text: str | None) -> dict[str, Any]:
    try:
        value = json.loads(text) if text else None
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}


def _reply(packed: object) -> dict[str, Any] | None:
    if not isinstance(packed, str):
        return None
    try:
        return _object(zlib.decompress(base64.b85decode(packed)).decode()) or None
    except (ValueError, zlib.error):
        return None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)
