"""Conversations: OpenAI chat with and without tools, system text at the top, RFT with references, KTO, ShareGPT, Bedrock, Gemini.

Formats: OpenAI's fine-tuning guide (messages, tools, weight), Azure's and Bedrock's samples, TRL and LLaMA-Factory's
data documents (label, from/value, parts with type and value), axolotl's tests (one object instead of a list).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.measure.datasets.example import Example
from flows.measure.datasets.talk import Turn, example_of, tools_text, turns_of
from flows.measure.values import dumped, rows, words

# Fields beside the conversation that are no reference for a grader.
_BESIDES = frozenset(
    [
        "messages",
        "conversations",
        "tools",
        "functions",
        "system",
        "parallel_tool_calls",
        "id",
        "idx",
        "split",
        "source",
        "metadata",
        "images",
        "videos",
        "audios",
        "tool_choice",
        "response_format",
        "store",
        "weight",
        "schemaVersion",
        "name",
        "meta",
        "lang",
        "language",
        "category",
        "tags",
    ]
)


def read(row: Mapping[str, Any], line: int) -> Example | None:
    """A row whose conversation stands under messages, conversations or contents."""
    if "contents" in row:
        return _gemini(row, line)
    sharegpt = "conversations" in row
    turns = turns_of(row.get("conversations" if sharegpt else "messages"))
    if turns is None:
        return None
    system = _system(row.get("system"))
    tools = tools_text(row.get("tools") or row.get("functions"))
    format_ = _format(row, turns, sharegpt, system, tools)
    example = example_of(turns, line, format_, system=system, tools=tools, has_answer=format_ != "rft")
    if format_ == "rft":
        example.besides = _reference(row)
    listed = [dumped(address) for name in ("images", "videos") for address in rows(row.get(name))]
    example.pictures += tuple(listed)
    if example.pictures and not sharegpt and format_ != "kto":
        example.format = "multimodal-messages"
    return example


def _gemini(row: Mapping[str, Any], line: int) -> Example | None:
    """Gemini's tuning rows: contents of parts, the system text under systemInstruction."""
    turns = turns_of(row["contents"])
    if turns is None:
        return None
    instruction = row.get("systemInstruction", row.get("system_instruction"))
    system = _system(instruction.get("parts")) if isinstance(instruction, Mapping) else words(instruction)
    return example_of(turns, line, "gemini", system=system, tools=tools_text(row.get("tools")))


def _format(row: Mapping[str, Any], turns: list[Turn], sharegpt: bool, system: str, tools: str) -> str:
    if isinstance(row.get("label"), bool):
        return "kto"
    if sharegpt:
        return "sharegpt+tools" if tools else "sharegpt"
    if not any(turn.role == "assistant" for turn in turns) and _reference(row):
        return "rft"
    if "schemaVersion" in row:
        return "bedrock-conversation"
    if _with_values(row["messages"]):
        return "llamafactory-v1"
    if tools:
        return "openai-chat+tools"
    return "messages+top-level-system" if system else "openai-chat"


def _with_values(messages: Any) -> bool:
    """Whether contents are parts that hold a value."""
    return isinstance(messages, list) and any(
        isinstance(part, Mapping) and "value" in part
        for message in messages
        for part in (message.get("content") if isinstance(message.get("content"), list) else ())
    )


def _system(value: Any) -> str:
    if isinstance(value, list):
        return "\n".join(words(part.get("text")) for part in value if isinstance(part, Mapping))
    return words(value)


def _reference(row: Mapping[str, Any]) -> str:
    """What a grader compares with: every field that is not the conversation's own."""
    return "\n".join(dumped(value) for name, value in row.items() if name not in _BESIDES and value is not None)
