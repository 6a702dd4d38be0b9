"""The tables, the curve and the flip points by themselves."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest

from bot.block_kit.break_even_curve import curve_rows
from bot.block_kit.flip_lines import flip_lines
from bot.block_kit.options_table import chance, compact_table, compared
from bot.text.screen import ScreenRow
from flows.verdict.decide import decide
from flows.verdict.reply import CurvePart, FlipPart, PointPart, Reply
from flows.verdict.shortlist import shortlist
from pricing.catalogue import Catalogue
from tests.helpers.support import APRIL, NOVEMBER, clauses


@pytest.fixture(scope="module")
def november(facts: Catalogue) -> Reply:
    return decide(clauses(), NOVEMBER, facts)


def with_curve(reply: Reply, *points: tuple[int, int, int]) -> Reply:
    option = reply.curve.option if reply.curve else ""
    parts = tuple(
        PointPart(month=month, today_usd=Decimal(today), option_usd=Decimal(tuned)) for month, today, tuned in points
    )
    return reply.model_copy(update={"curve": CurvePart(option=option, points=parts)})


def test_today_comes_first_and_the_recommended_one_is_marked_in_words(november: Reply) -> None:
    rows = compared(november, shortlist(november), 8, 80).rows
    assert [row.role for row in rows[:3]] == ["Today", "Recommended", ""]
    assert len(rows) == 8


def test_each_kind_keeps_a_row_before_a_second_of_another(november: Reply) -> None:
    kinds = {row.id.split(":")[0] for row in compared(november, shortlist(november), 7, 80).rows}
    assert kinds == {"status_quo", "untuned", "rag", "sft", "rft", "lora", "distillation"}


def test_an_untuned_model_stays_when_only_a_few_rows_do(november: Reply) -> None:
    assert compared(november, shortlist(november), 3, 80).untuned
    assert not compared(november, shortlist(november), 2, 80).untuned


def test_what_is_left_out_is_counted(november: Reply) -> None:
    all_ = len(shortlist(november))
    assert compared(november, shortlist(november), 5, 80).left_out == all_ - 5
    assert compared(november, shortlist(november), 100, 80).left_out == 0


def test_nets_over_different_months_say_theirs(november: Reply) -> None:
    shown = shortlist(november)
    ends = (shown[0], shown[1].model_copy(update={"horizon_months": Decimal("8.5")}), *shown[2:])
    several = compared(november, ends, 8, 80)
    assert several.months == ""
    assert any(row.net.endswith(" in 8.5 months") for row in several.rows)
    assert compared(november, shown, 8, 80).months == "12"


def test_cells_are_words_and_what_is_not_known_is_said(november: Reply) -> None:
    nothing: dict[str, Any] = {
        "monthly_usd": None,
        "upfront_usd": None,
        "net_usd": None,
        "p_loss": None,
        "break_even_months": None,
    }
    shown = tuple(option.model_copy(update=nothing) for option in shortlist(november))
    rows = compared(november, shown, 8, 80).rows
    assert (rows[-1].monthly, rows[-1].upfront, rows[-1].net, rows[-1].loss) == (
        "not known",
        "not known",
        "not known",
        "-",
    )
    assert len(rows) == 8


def test_a_label_that_somebody_typed_is_short_visible_and_never_empty(november: Reply) -> None:
    shown = shortlist(november)
    named = compared(
        november, (shown[0].model_copy(update={"label": "stay on \u202e" + "x" * 9000}), *shown[1:]), 8, 80
    ).rows
    assert named[0].label == "stay on " + "x" * 71 + "…"
    blank = compact_table(("Option", "A month", "Pays back"), (ScreenRow("\u200b", "$1", "-", next=False),))
    assert blank["rows"][-1][0]["text"] == "-"


@pytest.mark.parametrize(
    ("share", "words"), [("0", "under 1 %"), ("0.12", "12 %"), ("0.999", "over 99 %"), (None, "-")]
)
def test_a_chance_is_never_promised(share: str | None, words: str) -> None:
    assert chance(None if share is None else Decimal(share)) == words


def test_a_line_of_zeros_is_not_drawn(november: Reply) -> None:
    assert curve_rows(with_curve(november, (0, 0, 0), (1, 0, 0))) == ""
    assert curve_rows(with_curve(november, (0, 0, 0))) == ""


def test_the_rows_show_the_months_around_the_crossing(november: Reply) -> None:
    rows = curve_rows(with_curve(november, *((month, month * 100, 650) for month in range(13)))).split("\n")
    assert [row.split()[0] for row in rows] == ["Month", "0", "1", "6", "7", "8", "12"]
    assert len({len(row) for row in rows}) == 1


def flip(reply: Reply, *flips: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    parts = tuple(FlipPart(**({"verdict": "rag", "changes": "verdict", "option": None} | fields)) for fields in flips)
    lines = flip_lines(reply.model_copy(update={"flip_points": parts}))
    return [(line.question, line.at, line.now, line.outcome) for line in lines]


def test_values_of_one_answer_with_one_outcome_share_a_line(november: Reply) -> None:
    assert flip(
        november,
        {"input": "requirements_change", "now": "rarely", "at": "monthly"},
        {"input": "requirements_change", "now": "rarely", "at": "weekly"},
        {"input": "requirements_change", "now": "rarely", "at": "weekly"},
    ) == [("requirements", "monthly or weekly", "rarely", "the verdict becomes retrieval (RAG)")]


def test_a_number_says_which_way_it_turns_and_no_cents(november: Reply) -> None:
    assert flip(
        november,
        {
            "input": "requests_per_month",
            "now": 1_000_000,
            "at": 186_000,
            "changes": "net",
            "option": november.recommended,
        },
        {"input": "upkeep_usd", "now": None, "at": 3598.05, "changes": "pay-back", "option": november.recommended},
        {"input": "real_share", "now": 0.3, "at": 0.5},
    ) == [
        ("real share", "up to 50% of the inputs", "30%", "the verdict becomes retrieval (RAG)"),
        (
            "volume",
            "down to 186,000 requests a month",
            "1,000,000",
            "nova-2-lite tuned at Amazon Bedrock costs more than it saves",
        ),
        ("upkeep", "$3,598 a month", "not said", "nova-2-lite tuned at Amazon Bedrock never pays back"),
    ]


def test_april_and_november_recommend_what_was_open(
    facts: Catalogue, november: Reply, as_text: Callable[[Any], str]
) -> None:
    april = decide(clauses(), APRIL, facts)
    for reply, label in ((april, "gpt-4.1-mini tuned at OpenAI"), (november, "nova-2-lite tuned at Amazon Bedrock")):
        assert any(
            row.named.startswith(f"Recommended: {label}") for row in compared(reply, shortlist(reply), 8, 80).rows
        )
