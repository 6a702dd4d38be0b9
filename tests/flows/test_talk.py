"""Answers are told from people talking to each other."""

from __future__ import annotations

import pytest

from flows.hear import Said, hear
from flows.questions import BY_ID
from flows.talk import is_talk

ANSWERS = [
    ("prompting", "tried and scored"), ("prompting", "no"), ("prompting", "not yet"), ("gap", "style"), ("gap", "2"), ("gap", "not sure"),
    ("examples", "1500"), ("examples", "about 2k"), ("examples", "none"), ("real_share", "90%"), ("upkeep_owner", "yes"),
    ("upkeep_owner", "nope"), ("upkeep_usd", "$900"), ("metric", "F1 on the held-out set"), ("metric", "yes"), ("test_items", "100"),
    ("hypothesis", "teach it our clause labels, from 0.84 to 0.92"), ("model", "gpt-5.4"), ("model", "claude haiku"),
    ("use_case", "sort support tickets by team"), ("target", "0.95"), ("iterations", "3"), ("requirements_change", "rarely"),
    ("recurrence", "every day"), ("prompting", "1M requests a month, 500 in 200 out"), (None, "change volume to 2M"),
    (None, "1500 checked examples"), ("prompting", "help"), ("prompting", "status"), ("prompting", "back"), (None, "what if volume is 2M"),
]  # fmt: skip
TALK = [
    ("metric", "let me ask Ben"), ("metric", "thanks!"), ("metric", "I think it was F1, who knows?"), ("hypothesis", "we'll see tomorrow"),
    ("use_case", "hm"), ("use_case", "hey, can you look at this?"), ("model", "which one was it again"), ("examples", "lol"),
    ("examples", "is it 1500?"), ("upkeep_owner", "ok"), ("upkeep_owner", "sure"), ("upkeep_owner", "of course"), ("prompting", "good question"),
    ("prompting", "what if we ask Bob?"), ("prompting", "change of plans, let's meet at 3"), ("gap", "no, wait"), (None, "nice"),
    ("prompting", "?"), ("prompting", ""),
]  # fmt: skip


def _is_talk(question: str | None, text: str) -> bool:
    one = BY_ID[question] if question else None
    return is_talk(text, hear((), Said(text), one), one)


@pytest.mark.parametrize(("question", "text"), ANSWERS)
def test_what_is_said_to_the_program_is_not_talk(question: str | None, text: str) -> None:
    assert not _is_talk(question, text)


@pytest.mark.parametrize(("question", "text"), TALK)
def test_what_people_say_to_each_other_is_left_alone(question: str | None, text: str) -> None:
    assert _is_talk(question, text)


def test_naming_a_question_is_enough_to_be_heard_even_where_the_value_is_wrong() -> None:
    heard = hear((), Said("change volume to banana"), None)
    assert heard.refusal is not None
    assert not is_talk("change volume to banana", heard, None)
