"""Files of the samples and of one's own making, measured."""

from __future__ import annotations

import json
import pathlib
from typing import Any

from rs_bpe.bpe import openai

from flows.measure.file import File
from flows.measure.measure import Asked, measure
from flows.measure.measurement import Measurement
from flows.measure.tokens import Tokens

SAMPLES = pathlib.Path(__file__).parent / "samples"
EXPECTED: dict[str, Any] = json.loads((SAMPLES / "expected.json").read_text())
ESTIMATED = Tokens()
EXACT = Tokens(openai.o200k_base().count)


def no_price(used: object) -> None:
    """No list price of anything."""


def sample(place: str) -> File:
    """A file of the samples, such as "train/anthropic_tickets.csv"."""
    path = SAMPLES / place
    return File(path.name, path.read_bytes())


def text_file(name: str, text: str) -> File:
    return File(name, text.encode())


def lines(*rows: Any, name: str = "rows.jsonl") -> File:
    """JSON lines of these rows."""
    return text_file(name, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def one_json(value: Any, name: str = "file.json") -> File:
    return text_file(name, json.dumps(value))


def measured(*files: File, tokens: Tokens = ESTIMATED, **asked: Any) -> Measurement:
    return measure(Asked(files, **asked), tokens, no_price)
