"""What people really type: plainly said is recorded, probably said is proposed, and the rest is asked back."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from flows.questions import BY_ID
from flows.reading.reader import read_reply


def read(question: str, text: str) -> tuple[dict[str, Any], dict[str, Any]]:
    reading = read_reply(text, BY_ID[question])
    return reading.recorded, reading.proposed


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("requirements_change", "our lawyers send a new rule book every quarter", "rarely"),
        ("requirements_change", "each sprint brings something new", "weekly"),
        ("requirements_change", "about once a month, when the board meets", "monthly"),
        ("facts_change", "the tariff table is reloaded every night", "often"),
        ("facts_change", "hasn't changed since 2015", "rarely"),
        ("prompting", "played with a few examples but never measured it", "tried"),
        ("prompting", "nope, just one plain prompt", "none"),
        ("retrieval", "we benchmarked pgvector against plain prompts", "scored"),
        ("strongest_model", "opus makes the same mistakes", "does_not"),
        ("strongest_model", "haven't tested it yet", "not_tried"),
        ("smaller_model", "way below what we need", "fails"),
        ("smaller_model", "haiku does the job", "passes"),
        ("labels", "two nurses checked every single one", "checked"),
        ("labels", "never reviewed by anybody", "unchecked"),
        ("labels", "partly, the older half was never looked at", "mixed"),
        ("gap", "it invents clauses that are not in the contract", "knowledge"),
        ("gap", "the tone is all over the place", "behavior"),
        ("gap", "cannot read the stamps on scanned forms", "modality"),
        ("gradeable", "a python script compares both", "code"),
        ("recurrence", "just once, for the move to the new system", "one_off"),
        ("recurrence", "runs every night", "recurring"),
        ("reason", "our invoice from the provider is far too expensive", "cost"),
        ("reason", "answers take 9 seconds", "latency"),
        ("openai_tuning", "we had one years ago and switched it off", "inactive"),
        ("upkeep_owner", "Mira would look after it", True),
        ("upkeep_owner", "no one, really", False),
        ("data_may_leave", "must stay on our own servers", False),
        ("latency_sensitive", "it runs overnight, so no", False),
        ("test_independent", "a random split of the same export", False),
        ("task", "decide which department a letter goes to", "classification"),
        ("hosts", "AWS only", ("bedrock",)),
        ("smaller_model", "haiku 4.5 gets .84, so no", "fails"),
        ("prompting", "not really, we just have a prompt", "none"),
        ("upkeep_owner", "the platform team owns models already", True),
        ("recurrence", "läuft dauernd", "recurring"),
        ("gradeable", "only an experienced editor can tell", "no"),
        ("labels", "weiß nicht, keine Ahnung", None),
        ("examples", "no clue, would have to count", None),
    ],
)  # fmt: skip
def test_a_reply_in_ones_own_words_is_read(question: str, text: str, value: Any) -> None:
    recorded, _ = read(question, text)
    assert recorded == {question: value}


@pytest.mark.parametrize(
    ("question", "text", "value"),
    [
        ("examples", "about four dozen", 48),
        ("examples", "half a million from the old system", 500_000),
        ("requests_per_month", "7k a day", Decimal(210_000)),
        ("requests_per_month", "90 per minute, day and night", Decimal(90 * 43_200)),
        ("baseline", "41 of 50 right", Decimal("0.82")),
        ("target", "we need at least ninety-two percent", Decimal("0.92")),
        ("real_share", "three quarters", Decimal("0.75")),
        ("horizon_months", "half a year", Decimal(6)),
        ("growth_per_month", "4% a month", Decimal("0.04")),
        ("upkeep_usd", "at most 900 bucks a month", Decimal(900)),
        ("monthly_spend_usd", "60 grand a year", Decimal(5000)),
        ("success_rate", "a quarter of them needs a redo", Decimal("0.75")),
        ("examples", "etwa 1.800 Beispiele", 1800),
    ],
)
def test_a_figure_in_words_and_periods_is_read(question: str, text: str, value: Any) -> None:
    recorded, _ = read(question, text)
    assert recorded == {question: value}


def test_what_else_is_said_is_read_with_it() -> None:
    recorded, _ = read("prompting", "few-shot was scored, no RAG, and prices change every day")
    assert recorded["prompting"] == "scored"
    assert recorded["retrieval"] == "none"
    assert recorded["facts_change"] == "often"
    recorded, _ = read("metric", "F1, 0.83 on 240 items, we need 0.9")
    assert recorded["metric"] == "F1"
    assert (recorded["baseline"], recorded["test_items"], recorded["target"]) == (Decimal("0.83"), 240, Decimal("0.9"))
    recorded, _ = read("upkeep_usd", "$700 a month, our bill is $9k a month")
    assert recorded == {"upkeep_usd": Decimal(700), "monthly_spend_usd": Decimal(9000)}


def test_an_answer_to_another_question_does_not_answer_the_open_one() -> None:
    recorded, proposed = read("facts_change", "the output format has not changed in years")
    assert "facts_change" not in recorded
    assert "facts_change" not in proposed
    assert recorded["requirements_change"] == "rarely"
    recorded, _ = read("input_tokens", "replies are 120 tokens")
    assert recorded == {"output_tokens": Decimal(120)}


@pytest.mark.parametrize(
    ("question", "text", "cautious"),
    [
        ("examples", "between 200 and 500", 200),
        ("upkeep_usd", "2 to 3k a month", Decimal(3000)),
        ("real_share", "60-70%", Decimal("0.6")),
        ("requests_per_month", "10k to 12k a day", Decimal(300_000)),
    ],
)
def test_of_a_span_the_end_that_argues_less_for_training_is_proposed(question: str, text: str, cautious: Any) -> None:
    recorded, proposed = read(question, text)
    assert recorded == {}
    assert proposed == {question: (cautious,)}


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("examples", "1,000 tickets, but not really labelled"),
        ("examples", "5000 emails, nobody looked at them"),
        ("examples", "500 examples, half wrong"),
        ("examples", "we could label 2,000"),
        ("test_items", "we want 200"),
        ("monthly_spend_usd", "$50k a year cap"),
        ("monthly_spend_usd", "€3k/month"),
        ("upkeep_usd", "2.000 Euro im Monat"),
        ("model", "QLoRA on mistral 7b"),
        ("model", "teacher on gpt-5.4"),
    ],
)
def test_what_would_wrongly_argue_for_training_is_not_recorded(question: str, text: str) -> None:
    recorded, _ = read(question, text)
    assert recorded.get(question) is None
    assert "monthly_spend_usd" not in recorded
    assert "model" not in recorded


def test_a_count_of_conversations_answers_what_was_asked() -> None:
    assert read("test_items", "280 conversations")[0] == {"test_items": 280}
    assert read("real_share", "50/50")[0] == {"real_share": Decimal("0.5")}
    assert read("model", "not decided")[0] == {"model": None}


@pytest.mark.parametrize(
    ("question", "text", "other"),
    [
        ("prompting", "no labelled data", "prompting"),
        ("labels", "most of it is real, say 95", "labels"),
        ("upkeep_owner", "haiku gets .84", "baseline"),
        ("gap", "data must not leave the building", "gap"),
    ],
)
def test_words_of_something_else_are_not_taken_for_an_answer(question: str, text: str, other: str) -> None:
    assert other not in read(question, text)[0]


def test_where_quality_is_fine_the_reason_is_heard_with_it() -> None:
    recorded, _ = read("gap", "it's consistent enough, cost is killing us")
    assert recorded == {"gap": "none", "reason": "cost"}


@pytest.mark.parametrize(
    ("question", "text"),
    [
        ("prompting", "lunch at 12?"),
        ("labels", "Tom is on holiday until Tuesday"),
        ("test_items", "back in 10 minutes"),
        ("reason", "haha, great weather today"),
        ("hosts", "azure is down again?"),
        ("baseline", "my phone is at 3%, brb"),
    ],
)
def test_talk_is_never_taken_for_an_answer(question: str, text: str) -> None:
    assert read(question, text) == ({}, {})


def test_a_question_back_is_no_answer() -> None:
    for text in ("which one do you mean by strongest?", "does a sample count as checked?"):
        reading = read_reply(text, BY_ID["labels"])
        assert (reading.recorded, reading.proposed, reading.is_question) == ({}, {}, True)


def test_slips_of_the_keyboard_are_put_right() -> None:
    assert read("requirements_change", "evrey mnoth")[0] == {"requirements_change": "monthly"}
    assert read("labels", "partialy cheked")[0] == {"labels": "mixed"}


def test_a_first_message_tells_what_it_tells() -> None:
    reading = read_reply(
        "Sorting supplier mails into 14 queues, 60k a month on gpt-5.4-mini. 2,000 mails labelled by our clerks and"
        " checked twice. Best prompt gets 81% on 150 mails, we need 90%. It is too expensive.",
        None,
    )
    assert reading.recorded["requests_per_month"] == Decimal(60_000)
    assert reading.recorded["examples"] == 2000
    assert reading.recorded["baseline"] == Decimal("0.81")
    assert reading.recorded["test_items"] == 150
    assert reading.recorded["target"] == Decimal("0.9")
    assert reading.recorded["reason"] == "cost"
    assert reading.recorded["model"] == "gpt-5.4-mini"
    assert reading.proposed["task"] == ("classification",)
