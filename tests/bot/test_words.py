"""Nobody has to read a word that only the program knows, in any shape of a verdict and on any surface."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest
from rich.console import Console

from bot.block_kit.details import PARTS, details_view
from bot.block_kit.forms import About
from bot.block_kit.verdict import verdict_message
from bot.block_kit.what_if import changed_words, difference_message
from bot.terminal.reply import print_reply
from bot.terminal.screen import print_screen
from bot.text.templates import markdown
from flows.conversation.shows import RecordedAnswer
from flows.questions import BY_ID, QUESTIONS
from flows.questions.document import from_mapping
from flows.rules import RULES
from flows.sources import SOURCES
from flows.verdict.decide import decide
from flows.verdict.reply import Reply
from pricing.catalogue import Catalogue
from tests.flows.verdict.test_headlines import SHAPES
from tests.helpers.support import NOVEMBER

# An option's id, a question's key, a source's or a rule's id, a number that pretends to be exact, and what is asked of a program.
_IDS = "|".join(
    sorted((id_ for id_ in (*BY_ID, *(rule.id for rule in RULES)) if "_" in id_ or "-" in id_), key=len, reverse=True)
)
PROGRAMS_WORDS = (
    re.compile(r"\b(?:sft|lora|rft|distillation|untuned|successor):\w"),
    re.compile(
        r"\bstatus_quo\b|\bprompt_engineering\b|\bbigger_model\b|\bnot_ready\b|\bself_hosted\b|\bprime_intellect\b"
    ),
    re.compile(rf"(?<![\w:/.-])(?:{_IDS})(?![\w/-])"),
    re.compile(rf"\[(?:{'|'.join(SOURCES)})\]"),
    re.compile(rf"\((?:{'|'.join(SOURCES)})(?:, (?:{'|'.join(SOURCES)}))*\)"),
    re.compile(r"\d\.0\b(?! ?[-.\d])(?=\s(?:month|point|item|hour|week|day|%))"),
    re.compile(r"\(not said: |\bNone\b|\bnull\b"),
)
# Names that look like ids and are none.
_ALLOWED = re.compile(r"pre-trained|known-good|no-tests")


def _texts(blocks: Any) -> Iterator[str]:
    if isinstance(blocks, dict):
        for key, value in blocks.items():
            if key == "text" and isinstance(value, str):
                yield value
            elif key not in ("value", "action_id", "block_id"):
                yield from _texts(value)
    elif isinstance(blocks, list | tuple):
        for block in blocks:
            yield from _texts(block)


def _printed(draw: Any, reply: Reply) -> str:
    out = StringIO()
    draw(Console(file=out, width=200), reply)
    return out.getvalue()


def surfaces(reply: Reply, other: Reply) -> Iterator[tuple[str, str]]:
    """Everything that people read of a reply."""
    message = verdict_message(reply, 12, number=1, more=True, undecided=True)
    yield "the message", "\n".join((message.text, *_texts(message.blocks), *_texts(message.plainer)))
    for part in PARTS:
        yield f"the details: {part}", "\n".join(_texts(details_view(reply, About("T1", "C1", 12), part)["blocks"]))
    taken = [RecordedAnswer(BY_ID["requests_per_month"], None, None)]
    yield "what if", "\n".join(_texts(difference_message(taken, other, reply).blocks))
    yield "what changed", changed_words(taken, other, reply)
    yield "the terminal", _printed(print_reply, reply)
    yield "the screen", _printed(print_screen, reply)
    yield "the document", markdown(reply)


def told_by_the_program(text: str) -> list[str]:
    return [
        found.group()
        for pattern in PROGRAMS_WORDS
        for found in pattern.finditer(text)
        if not _ALLOWED.fullmatch(found.group())
    ]


@pytest.mark.parametrize("name", list(SHAPES))
def test_no_sentence_has_a_word_that_only_the_program_knows(facts: Catalogue, name: str) -> None:
    reply, other = (decide(from_mapping(document), NOVEMBER, facts) for document in (SHAPES[name], {}))
    for surface, text in surfaces(reply, other):
        assert told_by_the_program(text) == [], surface


def test_no_question_has_one_either() -> None:
    for question in QUESTIONS:
        words = (question.ask, question.why, *(choice.label for choice in question.choices))
        assert told_by_the_program("\n".join(words)) == [], question.id


def test_the_patterns_find_what_they_are_for() -> None:
    for text in (
        "sft:bedrock/nova-2-lite",
        "not said: requirements_change",
        "(not said: x)",
        "the figure of [book]",
        "(guide, cases)",
        "12.0 months",
    ):
        assert told_by_the_program(text), text
    for text in ("gpt-5.4-mini", "12.5 months", "https://x.example/requests_per_month/a", json.dumps("2026-11-22")):
        assert not told_by_the_program(text), text
