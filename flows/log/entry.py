"""What every entry of a log has, and how the parts of one are kept as JSON and read again, however old they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import MISSING, Field, dataclass, field, fields
from datetime import date, datetime
from typing import Any, ClassVar, Self

from flows.questions.answers import stored

_COMMON = ("text", "by", "at", "source", "how")


def part(
    read: Callable[[Any], Any], write: Callable[[Any], Any] = lambda value: value, *, key: str = "", default: Any = None
) -> Any:
    """A field that is kept in the entry's value: under `key` (its own name if left out), unless it is None."""
    return field(default=default, metadata={"read": read, "write": write, "key": key})


def whole_value(read: Callable[[Any], Any], write: Callable[[Any], Any], factory: Callable[[], Any]) -> Any:
    """A field whose own parts are those of the entry's value."""
    return field(default_factory=factory, metadata={"read": read, "write": write, "key": None})


_PARTS: dict[type[Any], tuple[Field[Any], ...]] = {}


def _parts(class_: type[Entry]) -> tuple[Field[Any], ...]:
    """The fields that are kept in the value, looked up once a class."""
    if class_ not in _PARTS:
        _PARTS[class_] = tuple(kept for kept in fields(class_) if "read" in kept.metadata)
    return _PARTS[class_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that happened: in which words, by whom, when (UTC).

    source  where it was said, such as a message's id, so that an edit of that message is followed
    how     what brought it about where that is not simply saying it: "edited", "deleted", "undone", "clicked", "form", "start", "measured"
    """

    # The name under which the kind is stored, for good.
    kind: ClassVar[str] = ""

    text: str | None = None
    by: str | None = None
    at: datetime | None = None
    source: str | None = None
    how: str | None = None

    @property
    def stored_kind(self) -> str:
        """The name of the kind, as stored."""
        return self.kind

    @property
    def about(self) -> str | None:
        """The question that the entry is about, if any."""
        return None

    @property
    def day(self) -> date | None:
        """The day it happened (UTC)."""
        return self.at.date() if self.at is not None else None

    def value_json(self) -> Any:
        """What the entry says beside words, person and time; None where its kind says no more."""
        parts = _parts(type(self))
        if not parts:
            return None
        row: dict[str, Any] = {}
        for kept in parts:
            value = getattr(self, kept.name)
            if value is not None:
                written = kept.metadata["write"](value)
                row |= written if kept.metadata["key"] is None else {kept.metadata["key"] or kept.name: written}
        return row

    def to_json(self) -> dict[str, Any]:
        """As stored: keys without a value are left out."""
        value = self.value_json()
        row = {
            "kind": self.stored_kind,
            "question": self.about,
            "value": None if value is None else stored(value),
            **{name: getattr(self, name) for name in _COMMON},
            "at": self.at.isoformat() if self.at is not None else None,
        }
        return {key: said for key, said in row.items() if said is not None}

    @classmethod
    def read(cls, value: Any, question: str | None, **common: Any) -> Self | None:  # noqa: ARG003 - of answers alone
        """The entry of a stored row; whatever cannot be read of it has its default, None where it says nothing."""
        row = value if isinstance(value, dict) else {}
        known: dict[str, Any] = {}
        for kept in _parts(cls):
            key = kept.metadata["key"]
            content = kept.metadata["read"](value if key is None else row.get(key or kept.name))
            known[kept.name] = kept.default if content is None and kept.default is not MISSING else content
        return cls(**known, **common)
