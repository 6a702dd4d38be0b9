"""The answers document: what is wrong with it is said by key, with what is allowed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
    import json

    from flows.questions import BY_ID

    document = data.draw(st.dictionaries(st.sampled_from(list(BY_ID)), json_values, max_size=4))
    try:
        parse(json.dumps(document))
    except DocumentError as error:
        assert error.problems
