"""Two answers to one prompt, one preferred: OpenAI's DPO, TRL's, ShareGPT's and LLaMA-Factory's preference rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.measure.datasets.example import Example
from flows.measure.datasets.talk import Turn, example_of, tools_text, turns_of
from flows.measure.values import words


def read(row: Mapping[str, Any], line: int) -> Example | None:
    """A row with a preferred and a rejected answer; the rejected one stands under `besides`."""
    if "preferred_output" in row:
        given = row.get("input")
        table = given if isinstance(given, Mapping) else {}
        turns = turns_of(table.get("messages"))
        return _of(
            turns, row["preferred_output"], row.get("non_preferred_output"), line, "openai-dpo", table.get("tools")
        )
    if "chosen_messages" in row:
        return _whole(row["chosen_messages"], row.get("rejected_messages"), line, "llamafactory-v1-preference", row)
    if "chosen" not in row or "rejected" not in row:
        return None
    if "conversations" in row:
        turns = turns_of(row["conversations"])
        return _of(turns, row["chosen"], row["rejected"], line, "sharegpt-preference", row.get("tools"))
    prompt = row.get("prompt", row.get("instruction", row.get("question")))
    if isinstance(prompt, str):
        return _of([Turn("user", prompt)], row["chosen"], row["rejected"], line, "trl-preference", row.get("tools"))
    if prompt is not None:
        return _of(turns_of(prompt), row["chosen"], row["rejected"], line, "trl-preference", row.get("tools"))
    return _whole(row["chosen"], row["rejected"], line, "trl-preference", row)


def _of(turns: list[Turn] | None, chosen: Any, rejected: Any, line: int, format_: str, tools: Any) -> Example | None:
    """The prompt alone, the two answers beside it: each a text, one message, or messages that may repeat the prompt."""
    better, worse = _answer(chosen), _answer(rejected)
    if turns is None or better is None:
        return None
    example = example_of([*turns, better], line, format_, tools=tools_text(tools))
    example.besides = "" if worse is None else worse.text
    return example


def _answer(value: Any) -> Turn | None:
    if isinstance(value, str):
        return Turn("assistant", value)
    turns = turns_of([value] if isinstance(value, Mapping) else value)
    return None if turns is None else turns[-1]


def _whole(chosen: Any, rejected: Any, line: int, format_: str, row: Mapping[str, Any]) -> Example | None:
    """Both conversations in full, the prompt inside: it is what they have in common."""
    if isinstance(chosen, str) and isinstance(rejected, str):
        shared = next((at for at, (a, b) in enumerate(zip(chosen, rejected, strict=False)) if a != b), len(chosen))
        begin = max(
            chosen.rfind(mark, 0, shared) + len(mark) for mark in ("Assistant:", "assistant\n", "### Response:", "\n")
        )
        begin = min(begin, shared)
        return Example(line, format_, prompt=chosen[:begin], answer=chosen[begin:], besides=rejected[begin:])
    turns, other = turns_of(chosen), turns_of(rejected)
    if turns is None:
        return None
    example = example_of(turns, line, format_, system=words(row.get("system")), tools=tools_text(row.get("tools")))
    example.besides = other[-1].text if other else ""
    return example
