"""Answers to the general-ability set (`flows/measure/general`): its ids, and what a model put out for each.

An answer is right where code says so; a prompt without an answer has no score.
"""

from __future__ import annotations

from flows.measure.general.grading import general_set, is_right
from flows.measure.records import Rows
from flows.measure.results.score import Results, Score, objects
from flows.measure.values import words

_OUTPUTS = ("output", "response", "answer", "completion", "generation", "text")
METRIC = "general ability"


def reads(rows: Rows) -> bool:
    """Whether the rows name prompts of the set, and answers."""
    named = [row for row in rows.first if str(row.get("id")) in general_set()]
    return bool(named) and len(named) > len(rows.first) / 2 and any(name in named[0] for name in _OUTPUTS)


def read(rows: Rows) -> Results:
    """Whether each answer is right."""
    results = Results("general-ability set", "answers to the general-ability set", general=True)
    prompts = general_set()
    for _, row in objects(rows, results):
        prompt = prompts.get(str(row.get("id")))
        output = next((row[name] for name in _OUTPUTS if isinstance(row.get(name), str)), None)
        if prompt is not None:
            value = None if output is None else float(is_right(prompt, words(output)))
            results.scores.append(Score(rows.name, prompt.id, value, METRIC))
    missing = len(prompts) - len({score.item for score in results.scores if score.value is not None})
    if missing:
        results.notes.append(f"{rows.name} has no answer to {missing} of the {len(prompts)} prompts.")
    return results
