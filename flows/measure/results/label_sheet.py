"""The sheet of random rows that came back (`flows/measure/label_sheet.py`): which labels two people call right or wrong."""

from __future__ import annotations

from flows.measure.measurement import Labels
from flows.measure.records import Rows
from flows.measure.results.score import Results, judged, objects

PEOPLE = ("person_1", "person_2")
# Below so many rows that both looked at nothing is concluded. [own]
_ENOUGH = 20


def reads(rows: Rows) -> bool:
    """Whether a table is such a sheet."""
    return {"line", "label", *PEOPLE} <= set(rows.head)


def read(rows: Rows) -> Results:
    """What two people found: right or wrong in each of their columns."""
    results = Results("label sheet", "a sheet of labels checked by two people")
    looked = wrong = differ = 0
    for _, row in objects(rows, results):
        said = [judged(row.get(person)) for person in PEOPLE]
        if None in said:
            continue
        looked += 1
        # Wrong where either says so: a label that two people do not agree on teaches nothing.
        wrong += 0.0 in said
        differ += said[0] != said[1]
    results.labels = Labels(rows=looked, wrong=wrong, differ=differ, enough=looked >= _ENOUGH)
    return results
