"""The message of a verdict: what people read, and what it keeps where space is short."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from bot.block_kit.message import Message
from bot.block_kit.verdict import verdict_message
from bot.block_kit.what_if import changed_words
from bot.text.screen import screen
from flows.conversation.shows import RecordedAnswer
from flows.questions import BY_ID
from flows.questions.answers import Answers
from flows.questions.document import from_mapping
from flows.verdict.decide import decide
from flows.verdict.reply import Reply
from pricing.catalogue import Catalogue
from tests.flows.verdict.test_headlines import SHAPES
from tests.helpers.people import by_id, mentioned
from tests.helpers.support import APRIL, NOVEMBER, check_golden, clauses

Read = Callable[[Iterable[dict[str, Any]]], str]

CASES: dict[str, tuple[Answers, date]] = {
    "clauses_november": (clauses(), NOVEMBER),
    "clauses_april": (clauses(), APRIL),
    "not_ready": (clauses(test_items=20, metric="F1"), NOVEMBER),
    "prompt_engineering": (
        clauses(gap="behavior", prompting="tried", baseline_measured=False, baseline=None),
        NOVEMBER,
    ),
    "rag": (clauses(use_case="Support answers", gap="knowledge", facts_change="often"), NOVEMBER),
    "nothing_known": (from_mapping({}), NOVEMBER),
}


@pytest.fixture(scope="module")
def november(facts: Catalogue) -> Reply:
    return decide(clauses(), NOVEMBER, facts)


def types(blocks: Iterable[dict[str, Any]]) -> list[str]:
    return [block["type"] for block in blocks]


@pytest.mark.parametrize("name", CASES)
def test_a_verdict_reads_as_reviewed(
    name: str, facts: Catalogue, as_text: Read, check_message: Callable[[Message], None], update_golden: bool
) -> None:
    answers, day = CASES[name]
    message = verdict_message(decide(answers, day, facts), 12, number=1)
    check_message(message)
    check_golden(f"slack_{name}.txt", as_text(message.blocks) + f"\ntext alone: {message.text}\n", update_golden)


def test_where_tables_are_refused_the_same_stands_in_words(november: Reply, as_text: Read, update_golden: bool) -> None:
    (words_alone,) = verdict_message(november, 12, number=1).plainer
    assert set(types(words_alone)) <= {"header", "rich_text", "context", "actions"}
    check_golden("slack_plainer.txt", as_text(words_alone), update_golden)


def test_each_button_says_which_verdict_of_which_decision(november: Reply) -> None:
    row = verdict_message(november, 12, number=3, more=True, undecided=True).blocks[-1]["elements"]
    *buttons, menu = row
    assert [(button["text"]["text"], button["action_id"], button["value"]) for button in buttons] == [
        ("Accept", "life.accept", "1|12|life|3"),
        ("Go another way", "life.override", "1|12|life|3"),
        ("Not now", "life.defer", "1|12|life|3"),
        ("Details", "verdict.details", "1|12|verdict|3"),
    ]
    assert [(option["text"]["text"], option["value"]) for option in menu["options"]] == [
        ("What if", "1|12|what_if|3"),
        ("Change an answer", "1|12|change|3"),
        ("Ask the rest", "1|12|go_on|3"),
        ("Export", "1|12|export|3"),
        ("Dissent", "1|12|dissent|3"),
    ]


def test_what_was_decided_on_cannot_be_decided_on_again(november: Reply) -> None:
    row = verdict_message(november, 12, number=3).blocks[-1]["elements"]
    assert [element.get("action_id") for element in row] == ["verdict.details", "verdict.more"]
    assert "Ask the rest" not in str(row), "nothing is left to ask"


@pytest.mark.parametrize("name", CASES)
def test_a_verdict_is_one_screen_in_this_order(name: str, facts: Catalogue, as_text: Read) -> None:
    answers, day = CASES[name]
    shown = as_text(verdict_message(decide(answers, day, facts), 12, number=1, undecided=True).blocks)
    parts = [
        "# ",
        "**Why:**",
        "**What decides:**",
        "**Before you start:**",
        "| Option ",
        "**Doubt:**",
        "**Next, by",
        "[Accept",
    ]
    found = [shown.index(part) for part in parts if part in shown]
    assert found == sorted(found)
    assert {"# ", "**Why:**", "**Next, by", "[Accept"} <= {part for part in parts if part in shown}


@pytest.mark.parametrize("name", list(SHAPES))
def test_every_shape_has_at_most_1200_characters_and_five_rows_of_three(name: str, facts: Catalogue) -> None:
    reply = decide(from_mapping(SHAPES[name]), NOVEMBER, facts)
    shown = screen(reply)
    assert len(shown) <= 1200
    assert len(shown.rows) <= 5
    assert shown.step
    assert sum(row.next for row in shown.rows) == (1 if shown.rows else 0)
    tables = [block for block in verdict_message(reply, 1, number=1).blocks if block["type"] == "table"]
    assert all(len(row) == 3 for block in tables for row in block["rows"])


def test_the_text_alone_begins_with_the_headline_and_has_the_essentials(november: Reply) -> None:
    text = verdict_message(november, 12, number=1).text
    assert text.startswith(november.headline)
    for said in (
        november.reasons[0].text,
        "Stay on GPT-5.4: $4,250 a month",
        "$652 a month",
        "Next, by",
        "review on 2027-02-20",
    ):
        assert said in text


def test_a_superseded_verdict_says_so_first_and_cannot_be_clicked(
    november: Reply, as_text: Read, check_message: Callable[[Message], None]
) -> None:
    message = verdict_message(november, 12, number=1, superseded=True)
    check_message(message)
    shown = as_text(message.blocks)
    assert shown.startswith("# Superseded: a newer verdict stands below")
    assert message.text.startswith("Superseded")
    assert november.headline in shown
    assert november.reasons[0].text in shown
    assert "Computed for 2026-11-22" in shown
    assert "actions" not in types(message.blocks)


def test_after_a_change_the_new_headline_comes_first_then_what_changed_with_the_person(
    november: Reply, facts: Catalogue, as_text: Read, check_message: Callable[[Message], None]
) -> None:
    after = decide(clauses(requests_per_month=20_000), NOVEMBER, facts)
    taken = RecordedAnswer(BY_ID["requests_per_month"], Decimal(20_000), Decimal(1_000_000))
    message = verdict_message(after, 12, number=2, changed=changed_words([taken], november, after, by="U0123ABCD"))
    check_message(message)
    first, *rest = as_text(message.blocks).split("\n")
    assert first == f"# {after.headline}"
    assert "U0123ABCD changed volume: 20,000 requests a month" in "\n".join(rest[:4])
    assert message.text.startswith(after.headline)
    assert "U0123ABCD changed volume" in by_id(message.text)
    assert not mentioned(message.text, message.blocks)


def test_a_change_told_at_any_length_leaves_room_for_the_next_step(
    november: Reply, as_text: Read, check_message: Callable[[Message], None]
) -> None:
    message = verdict_message(
        november, 12, number=2, changed="\n".join(f"• {number} is " + "a long story " * 500 for number in range(50))
    )
    check_message(message)
    assert "Next, by" in as_text(message.blocks)
    assert re.search(r"And 4[6-9] more under Details\.", as_text(message.blocks))


def test_a_long_headline_keeps_every_word(november: Reply, as_text: Read) -> None:
    first, second = "Fine-tune: " + "a" * 100 + ".", "It costs " + "b" * 100 + "."
    blocks = verdict_message(november.model_copy(update={"headline": f"{first} {second}"}), 1, number=1).blocks
    assert as_text(blocks).startswith(f"# {first}\n")
    assert second in as_text(blocks)
