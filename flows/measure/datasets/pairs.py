"""A prompt and an answer under names of their own: Alpaca, prompt and completion, question and answer, plain text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flows.measure.datasets.example import Example
from flows.measure.datasets.talk import example_of, tools_text, turns_of
from flows.measure.values import dumped, words

# Pairs of names that makers use, the commonest first.
_PAIRS = (
    ("prompt", "completion"),
    ("prompt", "response"),
    ("prompt", "answer"),
    ("prompt", "output"),
    ("question", "answer"),
    ("question", "answers"),
    ("question", "response"),
    ("input_text", "output_text"),
    ("query", "response"),
    ("query", "answer"),
    ("input", "output"),
    ("input", "response"),
    ("input", "target"),
    ("source", "target"),
    ("article", "summary"),
    ("document", "summary"),
    ("text", "summary"),
    ("problem", "solution"),
    ("problem_statement", "patch"),
    ("user", "assistant"),
)
_CONTEXTS = ("context", "contexts", "passage", "documents", "retrieved_contexts", "history")


def read(row: Mapping[str, Any], line: int) -> Example | None:
    """A row with a prompt and an answer, or with a text alone."""
    if "instruction" in row and ("output" in row or "response" in row):
        return _alpaca(row, line)
    lowered = {name.lower(): name for name in row}
    if isinstance(row.get("label"), bool) and "prompt" in row and "completion" in row:
        return _pair(row, "prompt", "completion", line, "kto")
    if "ideal" in row and "input" in row:
        return _evals_sample(row, line)
    for prompt, answer in _PAIRS:
        if prompt in lowered and answer in lowered:
            format_ = "prompt-completion" if prompt in {"prompt", "problem_statement"} else "question-answer"
            return _pair(row, lowered[prompt], lowered[answer], line, format_)
    if set(row) <= {"prompt", "id", "tools", "metadata"} and "prompt" in row:
        return Example(line, "prompts", prompt=dumped(row["prompt"]))
    if "text" in lowered and len(row) <= 1 + len({"id", "meta", "source", "timestamp", "url"} & set(lowered)):
        return Example(line, "plain-text", answer=words(row[lowered["text"]]))
    return None


def _alpaca(row: Mapping[str, Any], line: int) -> Example:
    asked = "\n".join(filter(None, (words(row["instruction"]), words(row.get("input")))))
    history = row.get("history")
    return Example(
        line,
        "alpaca",
        prompt=asked if not history else f"{dumped(history)}\n{asked}",
        answer=words(row.get("output", row.get("response"))),
        system=words(row.get("system")),
        tools=tools_text(row.get("tools")),
        context=words(row.get("input")),
    )


def _pair(row: Mapping[str, Any], prompt: str, answer: str, line: int, format_: str) -> Example | None:
    turns, answered = turns_of(row[prompt]), turns_of(row[answer])
    if turns is not None and answered is not None:
        return example_of([*turns, *answered], line, format_, tools=tools_text(row.get("tools")))
    if row[answer] is None or isinstance(row[prompt], Mapping):
        return None
    context = "\n".join(dumped(row[name]) for name in _CONTEXTS if row.get(name))
    return Example(
        line,
        format_,
        prompt="\n".join(filter(None, (context, dumped(row[prompt] or "")))),
        answer=_answer(row[answer]),
        system=words(row.get("system")),
        tools=tools_text(row.get("tools")),
        context=context,
    )


def _answer(value: Any) -> str:
    """An answer as it stands; of several that are right, as SQuAD has them, the first."""
    texts = value.get("text") if isinstance(value, Mapping) else None
    return dumped(texts[0] if isinstance(texts, list) and texts else value)


def _evals_sample(row: Mapping[str, Any], line: int) -> Example:
    """A sample of openai/evals: what is asked, and the answers that are right."""
    turns, ideal = turns_of(row["input"]), row["ideal"]
    right = "\n".join(map(dumped, ideal)) if isinstance(ideal, list) else dumped(ideal)
    if turns is None:
        return Example(line, "openai-evals-samples", prompt=dumped(row["input"]), besides=right)
    example = example_of(turns, line, "openai-evals-samples", has_answer=False)
    example.besides = right
    return example
