"""The published and constructed files, with the right answers counted by brute force."""

from __future__ import annotations

from typing import Any

import pytest

from flows.measure.file import Unmeasurable
from flows.measure.tokens import Tokens
from tests.flows.measure.support import EXACT, EXPECTED, measured, sample


@pytest.mark.parametrize("name", EXPECTED["train"])
def test_a_data_set_is_read_row_by_row(name: str) -> None:
    right, found = EXPECTED["train"][name], measured(sample(f"train/{name}"), tokens=EXACT)
    dataset = found.dataset
    assert dataset is not None
    assert (found.files[0].rows, found.files[0].unreadable_rows) == (right["rows"], 0)
    assert dataset.exact_duplicates == right["exact_duplicates"]["extra_rows"]
    # The near ones are found exactly, not by sketches.
    assert dataset.near_duplicates == right["near_duplicates_whole"]["near_pairs_at_085"]
    assert dataset.same_prompt_other_answer == right["same_prompt_other_answer"]["prompts"]
    assert dataset.tokens.input_mean == pytest.approx(right["tokens_o200k"]["input"], rel=0.03, abs=3)
    assert dataset.tokens.output_mean == pytest.approx(right["tokens_o200k"]["output"], rel=0.03, abs=3)
    for kind in ("email", "api_key"):
        assert dataset.rows_with[kind] == right["rows_with"][kind]
    assert dataset.rows_with["phone"] == pytest.approx(right["rows_with"]["phone"], abs=2)
    if right.get("labels"):
        assert dataset.labels == right["labels"]
    runaway = dataset.faults.get("runaway")
    assert set(right.get("runaway_rows") or []) <= set(runaway.lines if runaway else [])


@pytest.mark.parametrize("name", EXPECTED["train"])
def test_an_estimate_of_tokens_keeps_the_error_that_it_names(name: str) -> None:
    right, dataset = EXPECTED["train"][name]["tokens_o200k"], measured(sample(f"train/{name}"), tokens=Tokens()).dataset
    assert dataset is not None
    assert not dataset.tokens.exact
    for said, counted in ((dataset.tokens.input_mean, right["input"]), (dataset.tokens.output_mean, right["output"])):
        assert said == pytest.approx(counted, rel=dataset.tokens.error, abs=8)


@pytest.mark.parametrize("name", [name for name, right in EXPECTED["train"].items() if right.get("leakage_from")])
def test_test_items_that_stand_in_the_training_set_are_found(name: str) -> None:
    for train, right in EXPECTED["train"][name]["leakage_from"].items():
        found = measured(sample(f"train/{train}"), test=sample(f"train/{name}"))
        assert found.leakage is not None
        assert (found.leakage.exact, found.leakage.near) == (right["exact"], right["near_not_exact"])
        assert found.answers["test_independent"] is (right["exact"] + right["near_not_exact"] == 0)


def _files(right: dict[str, Any]) -> dict[str, Any]:
    files = [sample(f"eval/{name}") for name in right["files"]]
    return {"baseline": files[0], "candidate": files[1]} if len(files) > 1 else {}


COMPARED = {name: right for name, right in EXPECTED["eval"].items() if (right.get("comparison") or {}).get("pairs")}


@pytest.mark.parametrize("name", COMPARED)
def test_results_are_paired_item_by_item(name: str) -> None:
    right = COMPARED[name]["comparison"]
    sides = _files(COMPARED[name])
    found = measured(*([] if sides else [sample(f"eval/{name}")]), **sides).comparison
    assert found is not None
    assert (found.pairs, found.better, found.worse) == (right["pairs"], right["better"], right["worse"])
    assert found.difference == pytest.approx(right["difference"], abs=0.0005)
    if "mcnemar_exact_p" in right:
        assert found.p_value == pytest.approx(right["mcnemar_exact_p"], abs=0.0005)
    low, high = right.get("tango_95") or right["bootstrap_95"]
    assert found.interval == pytest.approx((low, high), abs=0.003 if right["binary"] else 0.02)


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("inspect_one_sample.json", "one side only"),
        ("openai_evals_items.jsonl", "call failed, which is not a wrong answer"),
        ("lmeval_gsm8k_a.jsonl", "exact_match (strict-match), exact_match (flexible-extract). Which counts?"),
        ("ragas_scores_base.csv", "faithfulness, answer_relevancy, context_precision, context_recall. Which counts?"),
    ],
)
def test_what_cannot_be_compared_is_not_and_says_what_is_missing(name: str, says: str) -> None:
    sides = _files(EXPECTED["eval"][name])
    found = measured(*([] if sides else [sample(f"eval/{name}")]), **sides)
    assert found.comparison is None
    assert any(says in sentence for sentence in found.said)


@pytest.mark.parametrize("kept", ["strict-match", "flexible-extract"])
def test_documents_are_paired_within_one_filter(kept: str) -> None:
    right = EXPECTED["eval"]["lmeval_gsm8k_a.jsonl"]["comparison_by_filter"][kept]
    sides = _files(EXPECTED["eval"]["lmeval_gsm8k_a.jsonl"])
    found = measured(metric=f"exact_match ({kept})", **sides).comparison
    assert found is not None
    assert (found.pairs, found.better, found.worse) == (100, right["better"], right["worse"])


def _months(right: dict[str, Any]) -> dict[str, Any]:
    whole = right.get("chat_and_successful") or right.get("chat_only") or right.get("usage") or right
    months: dict[str, Any] = whole.get("months") or {}
    return months


@pytest.mark.parametrize("name", EXPECTED["usage"])
def test_usage_is_summed_by_month(name: str) -> None:
    right = EXPECTED["usage"][name]
    found = measured(*(sample(f"usage/{file}") for file in right["files"]))
    assert found.usage is not None
    assert found.said
    for month, figures in _months(right).items():
        shown = found.usage.months[month]
        for key in ("requests", "input_tokens", "output_tokens"):
            if key in figures:
                assert getattr(shown, key) == pytest.approx(figures[key], rel=0.0005, abs=1)
        if figures.get("spend_usd") is not None:
            assert shown.spend_usd == pytest.approx(figures["spend_usd"], rel=0.0005, abs=0.005)
        if figures.get("cached_share"):
            assert shown.cached_share == pytest.approx(figures["cached_share"], abs=0.002)
        if "whole_month" in figures:
            assert shown.whole_month is figures["whole_month"]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("01_empty.jsonl", "01_empty.jsonl is empty: there is nothing to measure."),
        ("07_nested_10000.json", "nested too deeply"),
    ],
)
def test_a_file_that_shows_nothing_gets_one_sentence(name: str, says: str) -> None:
    with pytest.raises(Unmeasurable, match=says):
        measured(sample(f"broken/{name}"))


@pytest.mark.parametrize(
    ("name", "rows", "bad", "says"),
    [
        ("02_bom.jsonl", 10, [], ""),
        ("03_crlf_quoted_newline.csv", 12, [], "2 labels"),
        ("05_mixed_formats.jsonl", 9, [10], "3 formats are in one file (4 OpenAI chat format, 3 Alpaca format, 2 OpenAI preference"),
        ("06_invalid_utf8.jsonl", 10, [6], "line 6: it is not UTF-8 (byte 0xE9): save the file as UTF-8."),
        ("08_csv_formulas.csv", 7, [], "7 pairs are too few"),
        ("10_truncated_last_line.jsonl", 10, [11], "line 11: it is cut off"),
        ("11_duplicate_keys.jsonl", 4, [], "A name is given twice in one row (line 4)"),
        ("12_nan_infinity.json", 3, [], "2 cases have an error or a score that is no number"),
    ],
)  # fmt: skip
def test_one_bad_row_never_loses_the_others(name: str, rows: int, bad: list[int], says: str) -> None:
    found = measured(sample(f"broken/{name}"))
    assert (found.files[0].rows, [row.line for row in found.files[0].unreadable]) == (rows, bad)
    assert any(says in sentence for sentence in found.said)


def test_labels_lose_no_carriage_return_into_their_names() -> None:
    dataset = measured(sample("broken/03_crlf_quoted_newline.csv")).dataset
    assert dataset is not None
    assert dataset.labels == {"billing": 8, "refund": 4}


def test_an_id_that_is_a_formula_is_shown_as_text() -> None:
    comparison = measured(sample("broken/08_csv_formulas.csv")).comparison
    assert comparison is not None
    assert comparison.worse_items == ['\'=HYPERLINK("http://127.0.0.1/x";"click")']
