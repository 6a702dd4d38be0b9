"""The form that takes a file to measure, and the button that opens it."""

from __future__ import annotations

from typing import Any

from bot.block_kit.blocks import button, plain_text
from bot.block_kit.button_value import carry
from bot.block_kit.forms import FIELD_ACTION, TITLE, About

FORM = "measure.form"


def measure_form(about: About) -> dict[str, Any]:
    """Asks for a file, or two that belong together."""
    field = {
        "type": "input",
        "block_id": "files",
        "label": plain_text("A data set, evaluation results, or a usage export", 2000),
        "element": {"type": "file_input", "action_id": FIELD_ACTION, "max_files": 2},
        "hint": plain_text(
            "JSON lines, JSON, CSV, Parquet, an Inspect log; also gzipped, at most 20 MB. Two files are held side by side: "
            "a training and a test set, or the results of two models. It is read in memory and not kept.",
            2000,
        ),
    }
    return {
        "type": "modal",
        "callback_id": "form:measure",
        "title": plain_text(TITLE, 24),
        "submit": plain_text("Measure", 24),
        "close": plain_text("Cancel", 24),
        "private_metadata": about.to_metadata(),
        "blocks": [field],
    }


def measure_button(decision: int) -> dict[str, Any]:
    """A button that opens the form."""
    return button("Measure a file", FORM, carry(decision))
