"""One row of a training or test set, whatever format it came in."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Example:
    """What a model is given and what it should answer, as texts.

    format      the name of the format, such as "openai-chat"
    prompt      every message before the last answer, without system text and tools
    answer      the last answer, tool calls as name and arguments; None where the row has none
    besides     the answer that was rejected, or the reference that a grader compares with
    thinking    reasoning that stands before the answer: it is paid as output
    context     what was pasted beside the question, where the format tells it apart
    pictures    their addresses, which tell one from another; their tokens cannot be counted from the file
    label       the class, where the row is a classified text
    """

    line: int
    format: str
    prompt: str = ""
    answer: str | None = None
    system: str = ""
    tools: str = ""
    besides: str = ""
    thinking: str = ""
    context: str = ""
    label: str | None = None
    pictures: tuple[str, ...] = ()
    called: bool = False
