"""The answers document: JSON text in, checked answers out."""

from __future__ import annotations

import difflib
import json
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from flows.questions import BY_ID
from flows.questions.answers import Answers, from_document
from flows.questions.question import Value
from flows.text import Refused

_TOO_LONG = "The number that begins with {} is too long: give one that an answer can have, or leave the key out."


class DocumentError(ValueError):
    """The document cannot be used; `problems` has one sentence for each key that is wrong."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


def parse(text: str) -> Answers:
    """Read an answers document.

    A missing key, null or "not sure" is "not sure". Raises DocumentError naming each key that is
    unknown, of a wrong type or impossible, and what is allowed.
    """
    try:
        document = json.loads(
            text, parse_int=_int, parse_float=_decimal, parse_constant=_no_constant, object_pairs_hook=_no_repeats
        )
    except DocumentError:
        raise
    except (ValueError, RecursionError) as error:
        where = f" (line {error.lineno}, column {error.colno})" if isinstance(error, json.JSONDecodeError) else ""
        raise DocumentError(
            [f'This is not JSON{where}: give one object of answers, such as {{"gap": "behavior"}}.']
        ) from error
    if not isinstance(document, dict):
        raise DocumentError(["The document must be one JSON object whose keys are questions."])
    return from_mapping(document)


def from_mapping(document: Mapping[str, Any]) -> Answers:
    """Check a mapping of question ids to values (numbers as int or Decimal). Raises DocumentError."""
    values: dict[str, Value] = {}
    problems: list[str] = []
    for key, raw in document.items():
        question = BY_ID.get(key)
        if question is None:
            problems.append(_unknown_key(key))
            continue
        try:
            value = from_document(question, raw)
        except Refused as error:
            problems.append(f"{error}.")
        else:
            if value is not None:
                values[key] = value
    if problems:
        raise DocumentError(problems)
    return Answers(values, frozenset(BY_ID) - frozenset(values))


def _unknown_key(key: str) -> str:
    shown = key if len(key) <= 60 else key[:60] + "..."
    near = difflib.get_close_matches(key, BY_ID, n=1)
    hint = f" Did you mean {near[0]}?" if near else f" The keys are: {', '.join(BY_ID)}."
    return f"{shown!r} is not a question.{hint}"


def _int(digits: str) -> int:
    try:
        return int(digits)
    except ValueError as error:
        raise DocumentError([_TOO_LONG.format(digits[:20])]) from error


def _decimal(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation as error:
        raise DocumentError([_TOO_LONG.format(digits[:20])]) from error


def _no_constant(name: str) -> None:
    raise DocumentError(
        [f"{name} is not a number that an answer can have: give a finite number, or leave the key out."]
    )


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document: dict[str, Any] = {}
    for key, value in pairs:
        if key in document:
            raise DocumentError([f"{key!r} stands twice in the document: give each key once."])
        document[key] = value
    return document
