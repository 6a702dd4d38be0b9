"""The answers document: what is wrong with it is said by key, with what is allowed."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.questions.answers import to_document
from flows.questions.document import DocumentError, parse


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('{"exampels": 5}', "Did you mean examples?"),
        ('{"zzz": 5}', "The keys are: use_case"),
        ('{"examples": -1}', "examples must be a whole number from 0"),
        ('{"examples": 10.5}', "examples must be a whole number"),
        ('{"examples": "many"}', "examples must be a whole number"),
        ('{"examples": true}', "examples must be a whole number"),
        ('{"examples": -1}', "from 0 to 10,000,000,000, such as 1500 or 2k"),
        ('{"test_items": -1}', "from 0 to 1,000,000,000, such as"),
        ('{"examples": ' + "9" * 5000 + "}", "begins with 99999999999999999999 is too long"),
        ('{"upkeep_usd": 1e' + "9" * 30 + "}", "is too long"),
        ('{"use_case": "half \\ud800"}', "use_case must be words"),
        ('{"metric": "half \\ud800"}', "metric must be words"),
        ('{"model": "half \\ud800"}', "model must be words"),
        ('{"hosts": ["half\\ud800"]}', "hosts must be names of places"),
        ('{"hosts": ["none"]}', "hosts must be names of places"),
        ('{"gap": "\\ud800"}', "gap must be one of knowledge"),
        ('{"real_share": 1.5}', "real_share must be a share from 0 to 1"),
        ('{"baseline": 84}', "baseline must be a share from 0 to 1"),
        ('{"upkeep_usd": NaN}', "NaN is not a number"),
        ('{"upkeep_usd": Infinity}', "Infinity is not a number"),
        ('{"upkeep_usd": -0.01}', "upkeep_usd must be an amount in US dollars from 0"),
        ('{"upkeep_usd": 1e999999999}', "upkeep_usd must be an amount"),
        ('{"gap": "vibes"}', "gap must be one of knowledge, behavior, reasoning, modality, safety, none"),
        ('{"gap": ["behavior"]}', "gap must be one of"),
        ('{"upkeep_owner": "yes"}', "upkeep_owner must be yes or no"),
        ('{"use_case": 7}', "use_case must be words"),
        ('{"use_case": ""}', "use_case must be words"),
        ('{"hosts": []}', "hosts must be names of places"),
        ('{"horizon_months": 0}', "horizon_months must be a number from 1 to 120"),
        ('{"gap": "none", "gap": "safety"}', "stands twice"),
        ("[]", "must be one JSON object"),
        ("{", "This is not JSON (line 1, column 2)"),
        ("", "This is not JSON"),
        ("[" * 100_000, "This is not JSON"),
    ],
)
def test_what_is_wrong_is_said_with_what_is_allowed(text: str, said: str) -> None:
    with pytest.raises(DocumentError) as error:
        parse(text)
    assert said in str(error.value)


def test_every_wrong_key_is_named_at_once() -> None:
    with pytest.raises(DocumentError) as error:
        parse('{"examples": -1, "real_share": 2, "gap": "behavior"}')
    assert len(error.value.problems) == 2


def test_a_missing_key_null_and_not_sure_are_the_same() -> None:
    assert parse("{}") == parse('{"examples": null}') == parse('{"examples": "not sure", "gap": "not_sure"}')
    assert parse("{}").asked("examples")


def test_values_keep_their_kind() -> None:
    answers = parse(
        '{"examples": 1500.0, "hosts": ["AWS", "vertex"], "model": "  GPT   5.4 ", "iterations": true, "metric": "F1"}'
    )
    assert answers.values == {
        "examples": 1500,
        "hosts": ("bedrock", "vertex"),
        "model": "GPT 5.4",
        "iterations": True,
        "metric": "F1",
    }


MORE = {
    "error_cost_usd": (["40", "0", "0.5"], ["-1", '"$40"', "true", "[40]"], "an amount in US dollars from 0, such as"),
    "margin": (["2", "0", "50", "0.5"], ["50.1", "-1", '"2 points"'], "a number from 0 to 50, such as 2 (which is 0.02 of a score)"),
    "success_odds": (["0.6", "0", "1"], ["60", "-0.1", '"60%"'], "a share from 0 to 1, such as"),
    "earlier_training": (['"none"', '"no_gain"', '"gained"'], ['"yes"', "false"], "one of none, no_gain, gained"),
    "batch": (["true", "false"], ['"yes"', "1"], "yes or no"),
    "hosts_only": (["true", "false"], ['"azure"', "0"], "yes or no"),
    "latency_now_ms": (["1800", "1", "600000", "0.5e3"], ["0", "600001", '"1.8 s"'], "a number from 1 to 600,000, such as 1800 ms"),
    "latency_needed_ms": (["500"], ["0", "600001", "[500]"], "a number from 1 to 600,000, such as 500 ms"),
    "region": (['"eu"', '"us"', '"any"'], ['"EU only"', '"de"'], "one of eu, us, any"),
    "model_host": (['"azure"', '"Azure OpenAI"', '"a place of ours"'], ['"any"', '"azure, openai"', '["azure"]', '""'], "the name of one place, such as"),
    "bill_covers": (['"this_only"', '"hidden_tokens"'], ['"nothing"', '["other_work"]'], "one of this_only, other_work, several_calls, hidden_tokens"),
    "scored_models": (
        ['{"gpt-6-luna": "passes"}', '{"gpt-6-luna": "passes", "haiku 4.5": "fails"}', f'{{"{"x" * 80}": "fails"}}'],
        [
            "{}", '{"gpt-6-luna": "maybe"}', '{"gpt-6-luna": true}', '["gpt-6-luna"]', '"gpt-6-luna passes"', '{"": "passes"}',
            f'{{"{"x" * 81}": "fails"}}', '{"gpt-6, haiku": "fails"}', '{"gpt-6": "passes", "GPT-6": "fails"}', '{"half \\ud800": "fails"}',
            "{" + ", ".join(f'"model {at}": "fails"' for at in range(21)) + "}", '{"it fails": "passes"}',
        ],
        'an object of 1 to 20 names of models (at most 80 letters, digits or -._:/ each), each with passes or fails, such as {"gpt-6-luna": "passes", "haiku 4.5": "fails"}',
    ),
    "own_gpus": (
        ['{"type": "H100", "count": 4}', '{"type": "RTX 6000 Ada", "count": 10000}', f'{{"type": "{"x" * 40}", "count": 1.0}}'],
        [
            "{}", '{"type": "H100"}', '{"count": 4}', '{"type": "H100", "count": 0}', '{"type": "H100", "count": 10001}',
            '{"type": "H100", "count": 1.5}', '{"type": "H100", "count": "4"}', '{"type": "H100", "count": true}', '"4 x H100"',
            '{"type": "H100", "count": 4, "usd": 2}', '{"type": "", "count": 4}', f'{{"type": "{"x" * 41}", "count": 4}}',
            '{"type": "H100 and T4", "count": 4}', '{"type": 100, "count": 4}', '{"type": "H100", "count": 1e999999999}', "4", "[4]",
        ],
        'an object of a type of GPU (2 to 40 letters, digits or -./) and a count from 1 to 10,000, such as {"type": "H100", "count": 4}',
    ),
}  # fmt: skip


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, (good, _, _) in MORE.items() for value in good])
def test_what_a_team_knows_besides_is_taken(key: str, value: str) -> None:
    answers = parse(f'{{"{key}": {value}}}')
    assert answers.get(key) is not None
    assert parse(json.dumps(to_document(answers))) == answers


@pytest.mark.parametrize(
    ("key", "value", "allowed"), [(key, value, allowed) for key, (_, bad, allowed) in MORE.items() for value in bad]
)
def test_what_it_cannot_be_is_refused_in_one_sentence(key: str, value: str, allowed: str) -> None:
    with pytest.raises(DocumentError) as error:
        parse(f'{{"{key}": {value}}}')
    (problem,) = error.value.problems
    assert problem.startswith(f"{key} must be {allowed}")
    assert problem.endswith(".")


def test_results_and_gpus_are_the_same_however_they_are_written() -> None:
    one = parse(
        '{"scored_models": {"b": "fails", " a   model ": "passes"}, "own_gpus": {"type": "a100-80gb", "count": 8}}'
    )
    other = parse(
        '{"own_gpus": {"count": 8.0, "type": "A100 80GB"}, "scored_models": {"a model": "passes", "b": "fails"}}'
    )
    assert one == other
    assert len({one.get("scored_models"), other.get("scored_models"), one.get("own_gpus"), other.get("own_gpus")}) == 2
    assert to_document(one) == {
        "scored_models": {"a model": "passes", "b": "fails"},
        "own_gpus": {"type": "A100 80GB", "count": 8},
    }


@given(st.text(max_size=200))
def test_any_text_is_a_document_or_an_error_of_sentences(text: str) -> None:
    try:
        parse(text)
    except DocumentError as error:
        assert all(problem.endswith((".", "?")) for problem in error.problems)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)


@given(st.data())
def test_any_json_value_under_any_key_is_read_or_refused(data: st.DataObject) -> None:
    from flows.questions import BY_ID

    document = data.draw(st.dictionaries(st.sampled_from(list(BY_ID)), json_values, max_size=4))
    try:
        parse(json.dumps(document))
    except DocumentError as error:
        assert error.problems
