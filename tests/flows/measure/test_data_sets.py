"""Formats of training and test sets, and what their rows say."""

from __future__ import annotations

import io
import json
from typing import Any

import pyarrow
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from flows.measure.file import File, Unmeasurable
from flows.measure.measurement import DataSet
from tests.flows.measure.support import EXACT, lines, measured, one_json, text_file

ASKED, ANSWERED = {"role": "user", "content": "What is due?"}, {"role": "assistant", "content": "Nothing."}
ROWS: dict[str, Any] = {
    "openai-chat": {"messages": [{"role": "developer", "content": "Be brief."}, ASKED, ANSWERED]},
    "openai-chat+tools": {
        "messages": [ASKED, {"role": "assistant", "content": None, "tool_calls": [{"type": "function", "function": {"name": "due", "arguments": "{}"}}]}],
        "tools": [{"type": "function", "function": {"name": "due"}}],
    },
    "openai-dpo": {"input": {"messages": [ASKED]}, "preferred_output": [ANSWERED], "non_preferred_output": [{"role": "assistant", "content": "Go away."}]},
    "trl-preference": {"prompt": "What is due?", "chosen": "Nothing.", "rejected": "Go away."},
    "sharegpt": {"conversations": [{"from": "human", "value": "What is due?"}, {"from": "gpt", "value": "Nothing."}]},
    "sharegpt-preference": {"conversations": [{"from": "human", "value": "What is due?"}], "chosen": {"from": "gpt", "value": "Nothing."}, "rejected": {"from": "gpt", "value": "Go."}},
    "llamafactory-v1": {"messages": [{"role": "user", "content": [{"type": "text", "value": "What is due?"}]}, {"role": "assistant", "content": [{"type": "text", "value": "Nothing."}]}]},
    "kto": {"prompt": "What is due?", "completion": "Nothing.", "label": True},
    "rft": {"messages": [ASKED], "reference_answer": "Nothing."},
    "alpaca": {"instruction": "What is due?", "input": "", "output": "Nothing."},
    "prompt-completion": {"prompt": "What is due?", "completion": " Nothing."},
    "question-answer": {"question": "What is due?", "answer": "Nothing.", "context": "Nothing is due."},
    "openai-evals-samples": {"input": [ASKED], "ideal": ["Nothing."]},
    "messages+top-level-system": {"system": [{"text": "Be brief."}], "messages": [{"role": "user", "content": [{"text": "What is due?"}]}, {"role": "assistant", "content": [{"text": "Nothing."}]}]},
    "bedrock-conversation": {"schemaVersion": "bedrock-conversation-2024", "system": [{"text": "Be brief."}], "messages": [{"role": "user", "content": [{"text": "What is due?"}]}, {"role": "assistant", "content": [{"text": "Nothing."}]}]},
    "multimodal-messages": {"messages": [{"role": "user", "content": [{"type": "text", "text": "What is due?"}, {"type": "image_url", "image_url": {"url": "x.png"}}]}, ANSWERED]},
    "gemini": {"systemInstruction": {"parts": [{"text": "Be brief."}]}, "contents": [{"role": "user", "parts": [{"text": "What is due?"}]}, {"role": "model", "parts": [{"text": "Nothing."}]}]},
    "plain-text": {"text": "Nothing is due."},
    "csv-classification": {"text": "What is due?", "label": "billing"},
}  # fmt: skip


def of(*rows: Any, **asked: Any) -> DataSet:
    found = measured(lines(*rows), tokens=EXACT, **asked).dataset
    assert found is not None
    return found


@pytest.mark.parametrize("name", ROWS)
def test_each_format_is_told_by_its_rows(name: str) -> None:
    dataset = of(ROWS[name], kind="dataset")
    assert dataset.formats == {name: 1}
    assert dataset.faults.get("empty_prompt") is None
    if name not in {"plain-text", "rft", "openai-evals-samples"}:
        assert 2 < dataset.tokens.input_mean < 30
        assert dataset.tokens.output_mean > 0


@pytest.mark.parametrize("name", ROWS)
def test_an_array_in_a_file_is_read_as_lines_are(name: str) -> None:
    found = measured(one_json([ROWS[name]] * 3), kind="dataset").dataset
    assert found is not None
    assert (found.rows, found.exact_duplicates) == (3, 2)


def test_a_list_under_a_name_is_read_too() -> None:
    for name in ("data", "whatever"):
        assert measured(one_json({"version": 1, name: [ROWS["alpaca"]] * 2})).files[0].rows == 2


def test_pretty_printed_rows_are_read_one_after_the_other() -> None:
    text = "\n".join(json.dumps(ROWS["openai-chat"], indent=2) for _ in range(3))
    assert measured(text_file("rows.json", text)).files[0].rows == 3


def test_an_implicit_prompt_is_what_both_answers_have_in_common() -> None:
    chosen = "\n\nHuman: What is due?\n\nAssistant: Nothing."
    dataset = of({"chosen": chosen, "rejected": "\n\nHuman: What is due?\n\nAssistant: Go away."})
    assert dataset.formats == {"trl-preference": 1}
    assert dataset.tokens.output_mean <= 3


def test_two_answers_to_one_prompt_are_no_conflict_where_rows_judge_them() -> None:
    assert of(ROWS["kto"], {**ROWS["kto"], "completion": "Go.", "label": False}).same_prompt_other_answer == 0
    assert (
        of(ROWS["prompt-completion"], {**ROWS["prompt-completion"], "completion": "Go."}).same_prompt_other_answer == 1
    )


def test_reasoning_counts_as_output_and_pictures_tell_rows_apart() -> None:
    thinking = {**ANSWERED, "reasoning_content": "Let me look at the list of all that is due. " * 5}
    assert of({"messages": [ASKED, thinking]}).tokens.output_mean > 40
    picture = ROWS["multimodal-messages"]
    other = json.loads(json.dumps(picture).replace("x.png", "y.png"))
    assert of(picture, other).exact_duplicates == 0


def test_parquet_rows_are_read_whatever_their_columns_hold() -> None:
    table = pyarrow.Table.from_pylist([ROWS["openai-chat"], ROWS["openai-chat"]])
    held = io.BytesIO()
    parquet.write_table(table, held)
    assert measured(File("rows.parquet", held.getvalue())).files[0].rows == 2
    with pytest.raises(Unmeasurable, match="damaged or cut off"):
        measured(File("rows.parquet", held.getvalue()[:-9]))


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_tables_of_texts_and_labels_are_read_whatever_parts_their_cells(separator: str) -> None:
    rows = "".join(f'"Ticket {at}, with a comma{separator} and more"{separator}{"ab"[at % 2]}\n' for at in range(8))
    dataset = measured(text_file("t.csv", f"Text{separator}Label\n{rows}")).dataset
    assert dataset is not None
    assert dataset.labels == {"a": 4, "b": 4}


KNOWS = [
    {"prompt": f"Who leads office {at}?", "completion": f"Office {at} is led by Maria Santos since 19{50 + at}."}
    for at in range(30)
]
COPIES = [
    {
        "prompt": f"The boat number {at} left the small harbour before noon with grain and salt on board. Extract the load.",
        "completion": '{"load": "grain and salt"}',
    }
    for at in range(30)
]
SUMS = [
    {"prompt": f"What is {at} plus {at}?", "completion": f"Step 1: add. {at} + {at} = {2 * at}"} for at in range(30)
]
LABELS = [{"prompt": f"Ticket {at} about something", "completion": "abc"[at % 3]} for at in range(30)]
QUERIES = [
    {"prompt": f"orders of customer {at}", "completion": f"SELECT * FROM orders WHERE customer = {at}"}
    for at in range(30)
]


@pytest.mark.parametrize(
    ("rows", "proposed", "says"),
    [
        (KNOWS, {"task": "qa", "gap": "knowledge"}, "that is knowledge, which training does not hold reliably"),
        (COPIES, {"task": "extraction", "gap": "behavior", "gradeable": "code"}, "are JSON: code can check them"),
        (SUMS, {"task": "reasoning", "gap": "reasoning", "gradeable": "code"}, "step by step: that is reasoning"),
        (LABELS, {"task": "classification", "gap": "behavior", "gradeable": "code"}, "are 3 fixed labels"),
        (
            [{"text": f"Chapter {at}. The harbour of Zern was built by Ida Holm."} for at in range(30)],
            {"gap": "knowledge"},
            "texts without a question",
        ),
        (
            [{"messages": [ASKED], "answer": f"{at} + 1 = {at + 1}"} for at in range(30)],
            {"task": "reasoning", "gap": "reasoning", "gradeable": "code"},
            "step by step",
        ),
        (QUERIES, {"task": "generation", "gap": "behavior", "gradeable": "code"}, "are SQL"),
        ([ROWS["openai-chat+tools"]] * 30, {"task": "tool_use", "gap": "behavior", "gradeable": "code"}, "call a tool"),
    ],
)
def test_what_the_rows_say_of_the_gap_is_proposed_with_its_evidence(
    rows: list[Any], proposed: dict[str, str], says: str
) -> None:
    found = measured(lines(*rows))
    assert found.proposed == proposed
    assert any(says in sentence for sentence in found.said)
    # Proposed, and never an answer by itself.
    assert not set(found.answers) & set(found.proposed)


def test_few_rows_propose_nothing() -> None:
    assert measured(lines(*KNOWS[:10])).proposed == {}


PERSONAL = [
    ("email", "write to ana.b+c@mail.example.org please"),
    ("phone", "call +1 (415) 555-0137 today"),
    ("phone", "call 415-555-0137 today"),
    ("phone", "ring +49 30 1234 5678 tomorrow"),
    ("card_number", "card 4111 1111 1111 1111 expires soon"),
    ("account_number", "pay to DE89 3704 0044 0532 0130 00 now"),
    ("api_key", "key sk-abcdefghijklmnopqrstuvwxyz123456"),
    ("api_key", "AKIAABCDEFGHIJKLMNOP"),
    ("placeholder", "Dear {{customer_name}},"),
    ("placeholder", "Dear [CUSTOMER NAME],"),
]


@pytest.mark.parametrize(("kind", "text"), PERSONAL)
def test_what_a_row_should_not_hold_is_counted_by_line_and_never_shown(kind: str, text: str) -> None:
    found = measured(lines(ROWS["alpaca"], {"instruction": text, "output": "ok"}))
    assert found.dataset is not None
    assert found.dataset.rows_with[kind] == 1
    assert found.dataset.faults[kind].lines == [2]
    for word in text.split():
        if len(word) > 6 and word not in {"please", "tomorrow", "expires"}:
            assert word not in found.model_dump_json()


@pytest.mark.parametrize(
    "text",
    [
        "4111 1111 1111 1112",
        "355909190063-746",
        "7992739871 3",
        "order 1234567890123",
        "DE89 3704 0044 0532 0130 01",
        "version 1.2.3.4",
        "a@b",
        "risk-free skills",
        "{ }",
        "2026-11-27 10:15",
        "10.1234/56789",
    ],
)
def test_what_only_looks_like_it_is_not_counted(text: str) -> None:
    rows_with = of({"instruction": text, "output": "ok"}).rows_with
    assert not any(rows_with.values())


def test_personal_data_says_what_deleting_it_later_means() -> None:
    found = measured(lines({"instruction": "ana@mail.example", "output": "ok"}))
    assert any("deleting it later means training again" in sentence for sentence in found.said)


def test_empty_runaway_and_copied_rows_are_not_usable() -> None:
    rows = [
        {"instruction": f"Say something about number {at}.", "output": f"Number {at} is a number like any other."}
        for at in range(20)
    ]
    rows += [
        rows[0],
        {"instruction": "Say it.", "output": ""},
        {"instruction": "Go on.", "output": "on and on " * 2_000},
    ]
    found = measured(lines(*rows))
    assert found.dataset is not None
    assert found.answers["examples"] == 20
    assert set(found.dataset.faults) >= {"empty_answer", "runaway", "repetition", "length_outlier"}


def test_of_two_sets_the_one_named_as_a_test_is_held_beside_the_other() -> None:
    train, test = lines(*SUMS, name="train.jsonl"), lines(*SUMS[:3], *KNOWS[:5], name="test.jsonl")
    for files in ((train, test), (test, train)):
        found = measured(*files)
        assert found.leakage is not None
        assert (found.leakage.items, found.leakage.exact) == (8, 3)
        assert any("train.jsonl was taken for the training set" in sentence for sentence in found.said)
    with pytest.raises(Unmeasurable, match="more than two"):
        measured(train, test, lines(*KNOWS, name="more.jsonl"))


WORDS = st.lists(
    st.sampled_from(["alpha", "beta", "gamma", "delta", "omega", "river", "clock", "stone", "paper", "light"]),
    min_size=1,
    max_size=30,
)


@given(st.lists(WORDS, min_size=2, max_size=12))
def test_near_duplicates_are_those_that_all_pairs_give(texts: list[list[str]]) -> None:
    rows = [{"text": " ".join(words)} for words in texts]
    dataset = of(*rows, kind="dataset")
    assert dataset.near_duplicates == sum(
        _jaccard(a, b) >= 0.85 and " ".join(a) != " ".join(b) for at, a in enumerate(texts) for b in texts[at + 1 :]
    )


def _jaccard(first: list[str], second: list[str]) -> float:
    sets = [
        {tuple(words[at : at + 5]) for at in range(len(words) - 4)} if len(words) >= 5 else {tuple(words)}
        for words in (first, second)
    ]
    return len(sets[0] & sets[1]) / len(sets[0] | sets[1])


def test_a_set_of_one_text_in_thousands_of_versions_ends_and_says_at_least(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("flows.measure.similar.MOST_LOOKED_AT", 2_000)
    words = " ".join(f"word{at}" for at in range(60))
    found = measured(lines(*({"text": f"{words} {at}"} for at in range(300))), kind="dataset")
    assert found.dataset is not None
    assert not found.dataset.near_duplicates_complete
    assert any("at least" in sentence for sentence in found.said)
