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
from flows.conversation.shows import RecordedAnswer
from flows.questions import BY_ID
from flows.questions.answers import Answers
from flows.questions.document import from_mapping
from flows.verdict.decide import decide
from flows.verdict.reply import CurvePart, Reply
from pricing.catalogue import Catalogue
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


def test_the_plainer_forms_read_as_reviewed(november: Reply, as_text: Read, update_golden: bool) -> None:
    no_chart, words_alone = verdict_message(november, 12, number=1).plainer
    assert "data_visualization" not in types(no_chart)
    assert "table" in types(no_chart)
    assert set(types(words_alone)) <= {"rich_text", "context", "actions"}
    check_golden("slack_plainer.txt", as_text(no_chart) + "\n---\n\n" + as_text(words_alone), update_golden)


def test_each_button_says_which_verdict_of_which_decision(november: Reply) -> None:
    buttons = verdict_message(november, 12, number=3).blocks[-1]
    assert [(button["text"]["text"], button["action_id"], button["value"]) for button in buttons["elements"]] == [
        ("What if", "verdict.what_if", "1|12|verdict|3"),
        ("Change an answer", "verdict.change", "1|12|verdict|3"),
        ("Why", "verdict.why", "1|12|verdict|3"),
        ("Export", "verdict.export", "1|12|verdict|3"),
    ]


def test_the_text_alone_begins_with_the_headline_and_has_the_essentials(november: Reply) -> None:
    text = verdict_message(november, 12, number=1).text
    assert text.startswith(november.headline)
    for said in (
        november.reasons[0].text,
        "Today costs $4,250 a month",
        "$652 a month",
        "pays back in about",
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


def test_what_changed_stands_at_the_top_with_the_person(
    november: Reply, facts: Catalogue, as_text: Read, check_message: Callable[[Message], None]
) -> None:
    after = decide(clauses(requests_per_month=20_000), NOVEMBER, facts)
    taken = RecordedAnswer(BY_ID["requests_per_month"], Decimal(20_000), Decimal(1_000_000))
    message = verdict_message(after, 12, number=2, changed=changed_words([taken], november, after, by="U0123ABCD"))
    check_message(message)
    assert as_text(message.blocks).startswith("**What changed**\n@U0123ABCD changed volume: 20,000 requests a month")
    assert message.text.startswith(after.headline)
    assert "<@U0123ABCD> changed volume" in message.text


def test_a_change_told_at_any_length_leaves_room_for_the_verdict(
    november: Reply, as_text: Read, check_message: Callable[[Message], None]
) -> None:
    message = verdict_message(november, 12, number=2, changed="\n".join(["• " + "a long story " * 500] * 50))
    check_message(message)
    assert "What would change it" in as_text(message.blocks)


def test_where_something_was_cut_it_says_how_much(november: Reply, as_text: Read) -> None:
    crowded = november.model_copy(
        update={
            "unknowns": tuple(f"This is not known either, number {number}." for number in range(60)),
            "flip_points": tuple(
                november.flip_points[0].model_copy(update={"at": number, "input": f"thing {number}"})
                for number in range(40)
            ),
        }
    )
    shown = as_text(verdict_message(crowded, 12, number=1).blocks)
    assert "- This is not known either, number 0." in shown
    assert re.search(r"- And (5[89]|6[01]) more under Why\.", shown)
    assert "- And 35 more under Why." in shown


def test_the_least_important_goes_first(november: Reply, as_text: Read) -> None:
    roomy = as_text(
        verdict_message(november.model_copy(update={"abort_criteria": (), "flip_points": ()}), 12, number=1).blocks
    )
    tight = as_text(verdict_message(november, 12, number=1).blocks)
    assert "When to Fine-Tune (LLM foundations guide)" in roomy
    assert "When to Fine-Tune (LLM foundations guide)" not in tight
    for kept in (
        "Recommended: nova-2-lite",
        "by 2026-12-06",
        "What would change it",
        "guide (2026-04)",
        "Some routes that the sources name are not open to you",
    ):
        assert kept in tight


def test_a_long_headline_keeps_every_word(november: Reply, as_text: Read) -> None:
    first, second = "Fine-tune: " + "a" * 100 + ".", "It costs " + "b" * 100 + "."
    blocks = verdict_message(november.model_copy(update={"headline": f"{first} {second}"}), 1, number=1).blocks
    assert as_text(blocks).startswith(f"# {first}\n")
    assert second in as_text(blocks)


def test_an_option_that_never_pays_is_said_to(facts: Catalogue, as_text: Read) -> None:
    reply = decide(clauses(requests_per_month=20_000), NOVEMBER, facts)
    assert reply.curve is not None
    assert "never pays back" in as_text(verdict_message(reply, 1, number=1).blocks)


def test_a_verdict_of_before_that_paid_back_too_late_says_so(november: Reply, as_text: Read) -> None:
    late = tuple(
        option.model_copy(update={"break_even_months": Decimal(30), "net_usd": Decimal(-500), "counted_from": "live"})
        if option.id == november.recommended
        else option
        for option in november.options
    )
    roomy = november.model_copy(update={"options": late, "flip_points": (), "notes": (), "abort_criteria": ()})
    shown = as_text(verdict_message(roomy, 1, number=1).blocks)
    assert "pays back 30 months after it goes live, but not within the 12 months that count" in shown


def test_without_a_curve_there_is_no_chart(november: Reply, as_text: Read) -> None:
    message = verdict_message(november.model_copy(update={"curve": None}), 1, number=1)
    assert "data_visualization" not in types(message.blocks)
    flat = CurvePart(option="sft:bedrock/nova-2-lite", points=())
    assert "data_visualization" not in types(
        verdict_message(november.model_copy(update={"curve": flat}), 1, number=1).blocks
    )
    assert "Break-even" not in as_text(message.blocks)
