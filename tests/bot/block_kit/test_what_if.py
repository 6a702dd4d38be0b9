"""A what-if, and what a change did."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import pytest

from bot.block_kit.message import Message
from bot.block_kit.rich_text import plain
from bot.block_kit.what_if import changed_words, difference_message
from flows.conversation.shows import RecordedAnswer
from flows.questions import BY_ID
from flows.verdict.decide import decide
from flows.verdict.reply import Reply
from pricing.catalogue import Catalogue
from tests.helpers.people import by_id
from tests.helpers.support import APRIL, NOVEMBER, check_golden, clauses

Read = Callable[[Iterable[dict[str, Any]]], str]
FEWER = RecordedAnswer(BY_ID["requests_per_month"], Decimal(20_000), Decimal(1_000_000))


@pytest.fixture(scope="module")
def november(facts: Catalogue) -> Reply:
    return decide(clauses(), NOVEMBER, facts)


@pytest.fixture(scope="module")
def fewer(facts: Catalogue) -> Reply:
    return decide(clauses(requests_per_month=20_000), NOVEMBER, facts)


def test_a_what_if_reads_as_reviewed(
    november: Reply, fewer: Reply, as_text: Read, check_message: Callable[[Message], None], update_golden: bool
) -> None:
    message = difference_message([FEWER], november, fewer)
    check_message(message)
    changed = by_id(plain(changed_words([FEWER], november, fewer, by="U0123ABCD")))
    check_golden(
        "slack_what_if.txt",
        f"{as_text(message.blocks)}\ntext alone: {message.text}\n\n---\n\n{changed}\n",
        update_golden,
    )


def test_a_what_if_that_changes_nothing_says_so(november: Reply, as_text: Read) -> None:
    shown = as_text(difference_message([FEWER], november, november).blocks)
    assert "The verdict would stay:" in shown
    assert "Nothing else would differ." in shown
    assert shown.rstrip().endswith("Nothing was changed.")


def test_many_changes_at_once_are_counted(november: Reply, fewer: Reply) -> None:
    assert "and 4 more" in difference_message([FEWER] * 10, november, fewer).text


def test_a_verdict_computed_anew_says_that_nobody_changed_an_answer(facts: Catalogue, november: Reply) -> None:
    words = changed_words([], decide(clauses(), APRIL, facts), november)
    assert "No answer was changed: it was computed for 2026-11-22 with prices as of 2026-11-22" in words
    assert "The verdict stays: supervised fine-tuning." in words
    assert "training option: nova-2-lite tuned at Amazon Bedrock (was gpt-4.1-mini tuned at OpenAI)" in words


def test_who_changed_it_is_a_person_only_by_id(november: Reply, fewer: Reply) -> None:
    assert plain(changed_words([FEWER], november, fewer, by="<!channel>")).startswith("<!channel> changed volume")
    assert "\ue007" not in changed_words([FEWER], november, fewer, by="<!channel>")
    assert "\ue007U0123ABCD\ue008" in changed_words([FEWER], november, fewer, by="U0123ABCD")
