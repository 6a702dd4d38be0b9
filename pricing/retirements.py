"""Ends of models from the package bydtech-model-retire: offline, dated, each with its provider's own page."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from pricing import packages
from pricing.model_facts import End

DISTRIBUTION = "bydtech-model-retire"
_HOSTS = {
    "openai": "openai",
    "anthropic": "anthropic",
    "google-gemini-api": "gemini",
    "google-vertex-ai": "vertex",
    "aws-bedrock": "bedrock",
    "mistral": "mistral",
    "cohere": "cohere",
}
# The words with which the package marks a day that its provider calls the earliest possible.
_EARLIEST = "earliest possible"


@cache
def ends() -> tuple[End, ...]:
    """Every end with a day that the installed version knows, one for each name of a model."""
    return tuple(
        _end(row, name)
        for row in packages.data("model_retire", "models.json")["models"]
        if row["provider"] in _HOSTS and "retires_on" in row
        for name in (row["id"], *row.get("aliases", ()))
    )


def _end(row: dict[str, Any], name: str) -> End:
    checked, on = date.fromisoformat(row["checked"]), date.fromisoformat(row["retires_on"])
    known = date.fromisoformat(row["deprecated_on"]) if "deprecated_on" in row else checked
    return End(
        model=name,
        host=_HOSTS[row["provider"]],
        on=on,
        known_from=min(known, on),
        at_earliest=_EARLIEST in row.get("note", ""),
        successor=row.get("replacement"),
        source=f"{row['source']} ({packages.version(DISTRIBUTION)})",
        source_date=row["checked"],
        grade="C",
        checked_on=checked,
        note=row.get("note"),
    )
