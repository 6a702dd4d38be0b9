"""Conversations as makers write them: roles under many names, contents as text, as parts, or as tool calls."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flows.measure.datasets.example import Example
from flows.measure.values import dumped, parsed, table, words

_ROLES = {
    **dict.fromkeys(("user", "human"), "user"),
    **dict.fromkeys(
        ("assistant", "gpt", "model", "bot", "chatbot", "chatgpt", "function_call", "tool_call"), "assistant"
    ),
    **dict.fromkeys(("system", "developer"), "system"),
    **dict.fromkeys(("tool", "function", "observation", "ipython", "tool_response"), "tool"),
}
_IMAGES = frozenset({"image", "image_url", "input_image", "video", "video_url", "audio", "input_audio", "document"})
# Names under which a call holds its arguments.
_ARGUMENTS = ("arguments", "input", "parameters", "args")
_CALLING = frozenset({"tool_calls", "function_call"})
# Names under which parts of a content hold their text.
_TEXTS = ("text", "value", "content", "refusal", "thinking")


@dataclass(slots=True)
class Turn:
    """One message: whose, its text, its reasoning, the addresses of its pictures, and whether it calls a tool."""

    role: str
    text: str = ""
    thinking: str = ""
    pictures: list[str] = field(default_factory=list)
    called: bool = False

    @property
    def whole(self) -> str:
        """Its reasoning and its text, as a later turn sees them."""
        return "\n".join(filter(None, (self.thinking, self.text)))


def turns_of(messages: Any) -> list[Turn] | None:
    """The turns of a list of messages, by role and content or by from and value; None for what is none."""
    messages = parsed(messages) if isinstance(messages, str) else messages
    if not isinstance(messages, list) or not messages:
        return None
    turns = [_turn(message) for message in messages if isinstance(message, Mapping)]
    found = [turn for turn in turns if turn is not None]
    return found if len(found) == len(messages) else None


def tools_text(tools: Any) -> str:
    """A list of tools as the text that a model is given."""
    return dumped(tools) if tools else ""


def example_of(
    turns: list[Turn], line: int, format_: str, *, system: str = "", tools: str = "", has_answer: bool = True
) -> Example:
    """An example of turns: what comes before the last answer is the prompt."""
    last = next((index for index in range(len(turns) - 1, -1, -1) if turns[index].role == "assistant"), None)
    last = last if has_answer else None
    before = turns if last is None else turns[:last]
    said = [turn for turn in before if turn.role != "system"]
    answer = None if last is None else turns[last]
    return Example(
        line,
        format_,
        prompt="\n".join(turn.whole for turn in said),
        answer=None if answer is None else answer.text,
        system="\n".join(filter(None, (system, *(turn.text for turn in before if turn.role == "system")))),
        tools=tools,
        thinking="" if answer is None else answer.thinking,
        context="\n".join(turn.text for turn in said if turn.role == "tool"),
        pictures=tuple(picture for turn in turns for picture in turn.pictures),
        called=answer is not None and answer.called,
    )


def _turn(message: Mapping[str, Any]) -> Turn | None:
    role = _ROLES.get(words(message.get("role", message.get("from"))).lower())
    if role is None:
        return None
    turn = Turn(role)
    content = message.get("content", message.get("value", message.get("parts")))
    if isinstance(content, str) and not _CALLING & message.keys():
        # Nearly every message is a text alone.
        turn.text = content
    else:
        turn.text = "\n".join(filter(None, (*_parts(content, turn), *_calls(message, turn))))
    turn.thinking = words(message.get("reasoning") or message.get("reasoning_content")) or turn.thinking
    turn.called = turn.called or message.get("from") == "function_call"
    return turn


def _parts(content: Any, turn: Turn) -> Iterator[str]:
    if isinstance(content, str):
        yield content
        return
    for part in content if isinstance(content, list) else [content]:
        if isinstance(part, str):
            yield part
        if not isinstance(part, Mapping):
            continue
        kind = words(part.get("type"))
        if kind in _IMAGES or "image" in part:
            turn.pictures.append(
                dumped(next((part[name] for name in ("value", "image_url", "image", "url") if name in part), kind))
            )
        elif kind in {"reasoning", "thinking"}:
            turn.thinking = words(next((part[name] for name in _TEXTS if name in part), ""))
        elif kind in {"tool_call", "tool_use", "toolUse"} or "toolUse" in part or "functionCall" in part:
            turn.called = True
            yield _call(table(part.get("toolUse") or part.get("functionCall") or part.get("value") or part))
        elif "toolResult" in part or "functionResponse" in part:
            yield dumped(part.get("toolResult", part.get("functionResponse")))
        else:
            text = next((part[name] for name in _TEXTS if name in part), None)
            yield from () if text is None else _parts(text, turn) if isinstance(text, list) else (dumped(text),)


def _calls(message: Mapping[str, Any], turn: Turn) -> Iterator[str]:
    calls = message.get("tool_calls")
    found = calls if isinstance(calls, list) else [message["function_call"]] if message.get("function_call") else []
    for call in found:
        turn.called = True
        yield _call(table(table(call).get("function") or call))


def _call(call: Mapping[str, Any]) -> str:
    arguments = next((call[name] for name in _ARGUMENTS if name in call), None)
    return " ".join(filter(None, (words(call.get("name")), "" if arguments is None else dumped(arguments))))
