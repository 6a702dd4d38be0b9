"""A reply to a message that asks several questions answers as many of them as it speaks of, and none that it does not."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from flows.questions import BY_ID
from flows.reading.reader import read_reply


def recorded(open_question: str, text: str) -> dict[str, Any]:
    return read_reply(text, BY_ID[open_question]).recorded


@pytest.mark.parametrize(
    ("open_question", "text", "said"),
    [
        ("examples", "6k claims, adjusters approved them, all from prod", {"examples": 6000, "labels": "checked", "real_share": 1}),
        ("examples", "2.400 Antworten, alle vom Team freigegeben, alles echte Mails", {"examples": 2400, "labels": "checked", "real_share": 1}),
        ("examples", "approximately 150 marked-up NDAs, each reviewed by a partner", {"examples": 150, "labels": "checked"}),
        ("requirements_change", "ändert sich selten, läuft dauernd", {"requirements_change": "rarely", "recurrence": "recurring"}),
        ("requirements_change", "once a year, and this never stops", {"requirements_change": "rarely", "recurrence": "recurring"}),
        ("smaller_model", "kleinere Modelle sind schlechter, das stärkste haben wir nicht probiert", {"smaller_model": "fails", "strongest_model": "not_tried"}),
        ("smaller_model", "nope / nope", {"smaller_model": "fails", "strongest_model": "does_not"}),
        ("model", "4o-mini / 300k / 700 / 10", {"model": "gpt-4o-mini", "requests_per_month": Decimal(300_000), "input_tokens": Decimal(700), "output_tokens": Decimal(10)}),
        ("test_items", "100, separate from train, 84% now want 92", {"test_items": 100, "test_independent": True}),
        ("prompting", "3-shot, evaluated, exact match = 0.92", {"prompting": "scored", "baseline": Decimal("0.92")}),
        ("gap", "quality's fine honestly, it's the invoice that hurts", {"gap": "none"}),
    ],
)  # fmt: skip
def test_each_part_answers_what_it_speaks_of(open_question: str, text: str, said: dict[str, Any]) -> None:
    assert recorded(open_question, text) == said


@pytest.mark.parametrize(
    ("open_question", "text", "unsaid"),
    [
        ("strongest_model", "bigger models helped a bit, 4 of 20, so no", "smaller_model"),
        ("examples", "three dozen, that's all", "real_share"),
        ("requirements_change", "too early to tell, we're live for two weeks", "recurrence"),
        ("requirements_change", "it does not change, maybe one time in the year", "recurrence"),
        ("data_may_leave", "nothing leaves our network, air-gapped", "hosts"),
        ("openai_tuning", "we have, on Azure though", "hosts"),
        ("recurrence", "this is our core product, it never stops", "facts_change"),
        ("examples", "2,600 labelled, spot checked by QA and fine", "real_share"),
    ],
)
def test_what_a_part_does_not_speak_of_is_not_read_into_it(open_question: str, text: str, unsaid: str) -> None:
    assert unsaid not in recorded(open_question, text)


def test_two_numbers_with_a_stroke_are_proposed_as_tokens_in_and_out_where_those_are_asked() -> None:
    reading = read_reply("4o-mini 300k/mo 700/10", BY_ID["model"])
    assert reading.recorded == {"model": "gpt-4o-mini", "requests_per_month": Decimal(300_000)}
    assert reading.proposed == {"input_tokens": (Decimal(700),), "output_tokens": (Decimal(10),)}
    assert read_reply("it runs 24/7", BY_ID["model"]).proposed == {}
    assert read_reply("50/50", BY_ID["real_share"]).proposed == {}
