"""What a pane of the page holds, piece by piece, and which pieces a page does not have yet."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Piece:
    """One part of a pane. It is drawn (as one HTML element) only where its version is news."""

    key: str
    version: Hashable
    draw: Callable[[], str]


Panes = dict[str, list[Piece]]


class Told:
    """What one page has been told already."""

    def __init__(self) -> None:
        self._panes: dict[str, dict[str, Hashable]] = {}

    def news(self, panes: Panes) -> list[dict[str, Any]]:
        """What changed: for each pane that did, the order of its keys and the HTML of those that are new or look different."""
        return [news for name, pieces in panes.items() if (news := self._of_pane(name, pieces)) is not None]

    def _of_pane(self, name: str, pieces: Iterable[Piece]) -> dict[str, Any] | None:
        before = self._panes.get(name)
        now = {piece.key: piece.version for piece in pieces}
        if before is not None and list(before.items()) == list(now.items()):
            return None
        known = before or {}
        html = {
            piece.key: piece.draw() for piece in pieces if piece.key not in known or known[piece.key] != piece.version
        }
        self._panes[name] = now
        return {"pane": name, "order": list(now), "html": html}
