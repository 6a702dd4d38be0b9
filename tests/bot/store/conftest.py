"""Every store there is, as the contract sees it: a place, and a way to open what is kept there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.store.protocol import Store
from bot.store.sqlite import SqliteStore

Open = Callable[[], Store]

# name -> (a fresh folder) -> open the store that is kept there. A second store is one more line.
STORES: dict[str, Callable[[Path], Store]] = {"sqlite": lambda folder: SqliteStore(folder / "decisions.db")}


@pytest.fixture(params=list(STORES))
def reopen(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Open]:
    """Open the same store again, as another process would."""
    opened: list[Store] = []

    def once_more() -> Store:
        opened.append(STORES[request.param](tmp_path))
        return opened[-1]

    yield once_more
    for store in opened:
        store.close()


@pytest.fixture
def store(reopen: Open) -> Store:
    return reopen()
