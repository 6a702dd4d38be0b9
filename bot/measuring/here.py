"""Files on this machine, measured in this process: what the command line and the terminal's conversation do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

from bot.measuring.basis import installed_tokens, list_prices, round_costs
from bot.own_files import read_bytes
from flows.costs import Catalogue
from flows.measure.file import MOST_BYTES, File, Unmeasurable
from flows.measure.measure import Asked, measure
from flows.measure.measurement import Measurement


def file_at(name: str) -> File:
    """A file by its path. Raises Unmeasurable with one sentence."""
    path = Path(name).expanduser()
    try:
        return File(path.name, read_bytes(path, MOST_BYTES))
    except ValueError as error:
        raise Unmeasurable(f"{name}: {error}") from None


def measured_here(
    asked: Asked, catalogue: Callable[[], Catalogue], as_of: date, route: str | None = None
) -> Measurement:
    """What the files show; `route` is the option that a verdict names, if one does. Raises Unmeasurable."""
    once = cache(catalogue)
    return measure(asked, installed_tokens(), list_prices(once, as_of), round_costs(once, as_of, route))
