"""The general-ability set: what is right passes, what is wrong does not, and two models are compared on it."""

from __future__ import annotations

import json

import pytest

from flows.measure.general.grading import general_set, handed_out, is_right
from tests.flows.measure.support import lines, measured

# An answer of each kind of check that is right, and some that are not.
ANSWERS = [
    ("general-001", '{"city": "Lisbon", "country": "Portugal"}', '{"city": "Porto", "country": "Portugal"}'),
    ("general-001", '```json\n{"country": "Portugal", "city": "Lisbon"}\n```', "Lisbon, Portugal"),
    ("general-005", "HARBOUR", "Harbour"),
    ("general-009", "| Name | Age |\n|---|---|\n| Ida | 41 |", "Name, Age\nIda, 41"),
    ("general-017", "Soft drops on glass.", "Rain falls."),
    ("general-019", "cat\ndog\nhorse\nowl\neel", "1. cat\n2. dog"),
    ("general-020", "The moon is small. It shines at night.", "The moon is small."),
    ("general-021", "- Walk far\n- Walk slowly\n- Rest", "Walk far"),
    ("general-023", "6", "There are 6 or 7."),
    ("general-027", "1. pan\n2. pot\n3. whisk\n4. ladle", "pan, pot, whisk, ladle"),
    ("general-030", "When does the last train leave?", "Trains leave at noon every single day?"),
    ("general-033", "Certainly, it is Jupiter.", "Jupiter."),
    ("general-035", "A soft animal that purrs and naps all day.", "A cat sleeps."),
    ("general-037", "Hello there, see you soon", "See you soon, hello"),
    ("general-049", "391", "Between 390 and 391."),
    ("general-053", "10.50", "11"),
    ("general-059", "512", "1024"),
    ("general-075", "I am not aware of a country with that name.", "The capital is Zerb City."),
]


@pytest.mark.parametrize(("id_", "right", "wrong"), ANSWERS)
def test_code_tells_right_from_wrong(id_: str, right: str, wrong: str) -> None:
    prompt = general_set()[id_]
    assert is_right(prompt, right)
    assert not is_right(prompt, wrong)


def test_it_has_so_many_prompts_each_once_and_nobody_is_handed_the_checks() -> None:
    rows = [json.loads(line) for line in handed_out().splitlines()]
    assert 60 <= len(rows) <= 100
    assert len({row["prompt"] for row in rows}) == len(rows)
    assert all(set(row) == {"id", "prompt"} for row in rows)


def test_every_check_can_be_failed_and_an_empty_answer_fails_all() -> None:
    assert not [prompt.id for prompt in general_set().values() if is_right(prompt, "")]
    assert not [prompt.id for prompt in general_set().values() if is_right(prompt, "lorem ipsum dolor zzz eee")]


def test_two_models_are_compared_on_it() -> None:
    numbered = [prompt for prompt in general_set().values() if "number" in prompt.check]
    first = [{"id": prompt.id, "output": str(prompt.check["number"])} for prompt in numbered]
    second = [{**row, "output": "I do not know"} if at < 3 else row for at, row in enumerate(first)]
    found = measured(baseline=lines(*first, name="base.jsonl"), candidate=lines(*second, name="tuned.jsonl"))
    assert found.evaluation is not None
    assert found.evaluation.general
    assert found.comparison is not None
    assert (found.comparison.better, found.comparison.worse) == (0, 3)
    assert any("has no answer to" in sentence for sentence in found.said)
