"""Numbers that people report in a line: of a checkpoint, and of how it went."""

from __future__ import annotations

from contextlib import suppress
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.lifecycle.reports import read_gain, read_monthly, read_number, read_numbers, read_outcome
from flows.log.measurements import Numbers
from flows.text import Refused
from tests.helpers.pace import PATIENCE

REPORTS: list[tuple[str, dict[str, str]]] = [
    ("score 86%, general 71% (was 73%), spent $900", {"score": "0.86", "general": "0.71", "general_before": "0.73", "spent_usd": "900"}),
    ("Score: 86 %; general: 71 %; spent: $1,200", {"score": "0.86", "general": "0.71", "spent_usd": "1200"}),
    ("86%", {"score": "0.86"}), ("0.86", {"score": "0.86"}), ("86", {"score": "0.86"}), ("86% and 71%", {"score": "0.86", "general": "0.71"}),
    ("86%, $900", {"score": "0.86", "spent_usd": "900"}), ("43 of 50", {"score": "0.86", "items": "50"}), ("score was 86%", {"score": "0.86"}), ("the general set was 71%", {"general": "0.71"}),
    ("accuracy is at 0.86 now and we spent 900", {"score": "0.86", "spent_usd": "900"}), ("F1 0.86", {"score": "0.86"}), ("general 71% down from 73%", {"general": "0.71", "general_before": "0.73"}),
    ("general 71%, general before training 73%", {"general": "0.71", "general_before": "0.73"}), ("untuned model 80%", {"untuned": "0.8"}),
    ("2 wrong labels of 50", {"wrong_labels": "2", "labels_sample": "50"}), ("wrong labels: none", {"wrong_labels": "0"}), ("shared items 0", {"shared_items": "0"}), ("overlap: none", {"shared_items": "0"}),
    ("• score 86%\n• general 71%\n• spent $1.2k", {"score": "0.86", "general": "0.71", "spent_usd": "1200"}), ("spent $900 so far", {"spent_usd": "900"}),
    ("score 86 of 100, 9 fixed, 4 broken", {"score": "0.86", "items": "100", "fixed": "9", "broken": "4"}), ("9 fixed, 4 broken", {"fixed": "9", "broken": "4"}),
    ("score 86 of 100 with 9 fixed and 4 broken", {"score": "0.86", "items": "100", "fixed": "9", "broken": "4"}), ("86% (9 fixed, 4 broken)", {"score": "0.86", "fixed": "9", "broken": "4"}),
    ("fixed 9 items, broke 4 items, 86%", {"score": "0.86", "fixed": "9", "broken": "4"}), ("86% on 100 items", {"score": "0.86", "items": "100"}), ("score 86/100", {"score": "0.86", "items": "100"}),
    ("score 0.9, 5 fixed, 0 broken, general 90 of 120 (was 96), 2 fixed, 8 broken", {"score": "0.9", "fixed": "5", "broken": "0", "general": "0.75", "general_before": "0.8", "general_items": "120", "general_fixed": "2", "general_broken": "8"}),
    ("untuned 80 of 100, 2 fixed, 8 broken", {"untuned": "0.8", "items": "100", "untuned_fixed": "2", "untuned_broken": "8"}),
    ("shared items 0, wrong labels 9 of 150, real traffic 85%", {"shared_items": "0", "wrong_labels": "9", "labels_sample": "150", "real_share": "0.85"}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "numbers"), REPORTS)
def test_a_report_is_read_as_people_type_it(text: str, numbers: dict[str, str]) -> None:
    assert {name: f"{number.normalize():f}" for name, number in read_numbers(text).to_json().items()} == numbers


def test_the_teams_own_name_of_its_score_is_known_as_a_whole_word() -> None:
    assert read_numbers("exact match 86%", "Exact match").score == Decimal("0.86")
    assert read_numbers("general 71%", "era").general == Decimal("0.71")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hello",
        "score",
        "score high",
        "score 86% 71%",
        "score 86%, score 71%",
        "score 4.2",
        "8",
        "score 120%",
        "score -5",
        "1, 2 and 3",
        "spent $900 a month",
        "50%, 60% and 70%",
        "100 test items",
        "test set 200",
        "wrong labels 51",
        "wrong labels 9 of 8",
        "score 86%, 9 fixed",
        "score 86%, 4 broken",
        "score 8 of 10, 9 fixed, 4 broken",
        "score 86 of 100, untuned 40 of 50",
        "general 71%, 86%, 80%",
        "score 86% or so maybe",
        "score was 3-1",
    ],
)
def test_what_can_be_read_in_two_ways_or_none_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(Refused) as refused:
        read_numbers(text)
    assert str(refused.value).endswith((".", '".'))


OUTCOMES: list[tuple[str, dict[str, object]]] = [
    ("adopted, gain 3 points, $700 a month", {"adopted": "yes", "gain": Decimal("0.03"), "monthly_usd": Decimal(700)}),
    ("not adopted", {"adopted": "no"}), ("we did not adopt it", {"adopted": "no"}), ("no", {"adopted": "no"}), ("yes", {"adopted": "yes"}), ("in use", {"adopted": "yes"}),
    ("partly in use, no gain", {"adopted": "partly", "gain": Decimal(0)}), ("it's not in use", {"adopted": "no"}), ("we don't use it", {"adopted": "no"}),
    ("in use; lost 1.5 points; costs us $1,200 a month", {"adopted": "yes", "gain": Decimal("-0.015"), "monthly_usd": Decimal(1200)}),
    ("score 87% and +2.5 points", {"score": Decimal("0.87"), "gain": Decimal("0.025")}), ("$8,400 a year", {"monthly_usd": Decimal(700)}),
]  # fmt: skip


@pytest.mark.parametrize(("text", "outcome"), OUTCOMES)
def test_how_it_went_is_read_as_people_type_it(text: str, outcome: dict[str, object]) -> None:
    assert read_outcome(text).to_json() == outcome


@pytest.mark.parametrize(
    "text", ["", "great", "adopted, not adopted", "gain 3 kg", "gain 300 points", "it went well", "two kittens"]
)
def test_how_it_went_is_refused_where_it_cannot_be_read(text: str) -> None:
    with pytest.raises(Refused):
        read_outcome(text)


def test_a_gain_is_given_in_points() -> None:
    assert [read_gain(gain) for gain in ("3", "-1.5 points", "+ 2 pp", "3 %", "−2", "none", "0.5")] == [
        Decimal(gain) / 100 for gain in ("3", "-1.5", "2", "3", "-2", "0", "0.5")
    ]


def test_money_a_month_and_counts_of_a_sample() -> None:
    assert read_monthly("$700 a month") == 700
    assert read_number("wrong_labels", "2 of 50") == 2
    assert read_number("shared_items", "none") == 0
    assert read_number("general", "9%") == Decimal("0.09")


@given(
    st.text(max_size=50)
    | st.from_regex(r"(?:(?:score|general|spent|gain|was) [-$]?[0-9.,]{1,6}%?[,; ]{0,2}){1,3}", fullmatch=True)
)
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    for reader in (read_numbers, read_outcome, read_gain, read_monthly):
        try:
            reader(text)
        except Refused as refused:
            assert str(refused)


@pytest.mark.parametrize(
    "text",
    [
        "score 86% general 71% spent $900",
        "Score 86% | general 71% | spent $900",
        "score 86%, general 71%, spent $900 :tada:",
        "we scored 86% on the test, 71% on general, spent $900",
    ],
)
def test_a_report_is_read_however_its_parts_are_told_apart(text: str) -> None:
    assert read_numbers(text) == Numbers(score=Decimal("0.86"), general=Decimal("0.71"), spent_usd=Decimal(900))


@pytest.mark.parametrize("text", ["spent -$5", "spent $-5", "score 86%, spent -5"])
def test_nothing_that_is_measured_is_below_nothing(text: str) -> None:
    with pytest.raises(Refused, match="below 0"):
        read_numbers(text)


@pytest.mark.parametrize("size", [1_000, 10_000, 40_000])
@pytest.mark.parametrize("pump", [" ", ",", "1", "9 fixed ", "(", "with ", "86 of ", "86% on ", "items "])
def test_long_texts_are_read_as_quickly_as_they_are_long(pump: str, size: int) -> None:
    began = perf_counter()
    with suppress(Refused):
        read_numbers((pump * size)[:size])
    assert perf_counter() - began < 0.5 * PATIENCE
