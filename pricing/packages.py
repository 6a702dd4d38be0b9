"""Dated data packages: what version is installed, where its data lies, and how far its word goes."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from pricing.facts import Grade

# A data set that names the provider's page and was checked within these days of the day asked is as good as a copy of it.
FRESH_DAYS = 60


@cache
def version(distribution: str) -> str:
    """Name and version of an installed package, as sources name it: "genai-prices 0.2.3"."""
    return f"{distribution} {importlib.metadata.version(distribution)}"


def data(package: str, *path: str) -> Any:
    """A JSON file that a package ships, numbers as Decimal, read without running the package's own code."""
    found = importlib.util.find_spec(package)
    assert found is not None, "it is a dependency"
    assert found.submodule_search_locations is not None, "and it is a package"
    file = Path(found.submodule_search_locations[0]).joinpath(*path)
    return json.loads(file.read_text(encoding="utf-8"), parse_float=Decimal)


def grade(checked: date | None, as_of: date, page: str | None) -> Grade:
    """B where the package names the provider's page and looked at it within 60 days of the day asked, else C."""
    return "B" if page and checked is not None and abs((as_of - checked).days) <= FRESH_DAYS else "C"
