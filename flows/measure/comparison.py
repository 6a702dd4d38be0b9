"""Two sides of an evaluation held together, item by item: who got better, by how much, and whether it could be luck.

Items are paired by their id, never by their order; several epochs of one item are averaged first, since they are not
items of their own. Right and wrong: exact McNemar and Tango's interval (`flows.statistics.compare`). Grades: a paired
bootstrap of the mean difference with a fixed seed.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from flows.measure.measurement import MOST_LINES, Comparison, Evaluation, Scores
from flows.measure.results.score import Results
from flows.statistics.compare import compare
from flows.statistics.power import ALPHA
from flows.text import clean

_RESAMPLES, _SEED = 10_000, 7
# Numbers drawn at once by the bootstrap.
_AT_ONCE = 5_000_000
# Fewer pairs are shown and conclude nothing. [own]
ENOUGH_PAIRS = 20
# Signs of an id that are shown.
_MOST_ID = 60
# What is longer, or has as many blanks, is no id but a question.
_LONGEST_ID, _WORDS = 40, 2

# The scores of a run by item; None is an item without one.
Items = dict[str, float | None]


def distinct(results: Sequence[Results]) -> list[Results]:
    """The same results, where two files have a run of one name each named with its file as well."""
    names = Counter(run for result in results for run in {score.run for score in result.scores})
    return [
        _named_apart(result) if any(names[score.run] > 1 for score in result.scores) else result for result in results
    ]


def _named_apart(result: Results) -> Results:
    def named(run: str) -> str:
        return run if run == result.name else f"{result.name}: {run}"

    return replace(
        result,
        scores=[replace(score, run=named(score.run)) for score in result.scores],
        apart={named(run): prompt for run, prompt in result.apart.items()},
        model_of={named(run): model for run, model in result.model_of.items()},
        baseline=None if result.baseline is None else named(result.baseline),
    )


def evaluation_of(results: Sequence[Results], metric: str | None) -> Evaluation:
    """What the files hold, side by side."""
    sides = _sides(results)
    chosen = metric if metric in sides else _metric(sides)
    runs = sides.get(chosen or "", {}) if chosen else {}
    return Evaluation(
        runs=[_scores(run, items) for run, items in runs.items()],
        metrics=list(sides),
        metric=chosen,
        general=any(result.general for result in results),
    )


def compared(
    baseline: Sequence[Results], candidate: Sequence[Results], metric: str | None, runs: Sequence[str]
) -> tuple[Comparison | None, list[str]]:
    """Both sides compared, and what is to be said; no comparison where a choice or something else is missing.

    `candidate` is empty where one file holds both sides. `runs` names two of them, the baseline first.
    """
    every = (*baseline, *candidate)
    unfinished = [result.unfinished for result in every if result.unfinished]
    if unfinished:
        return None, [f"{sentence}: it is not compared. Let it run to its end." for sentence in unfinished]
    sides = _sides(every)
    if not sides:
        return None, ["There is no score for each item, so nothing can be paired: export the rows, not the summary."]
    chosen = metric or _metric(sides)
    if chosen is None or chosen not in sides:
        named = ", ".join(sides)
        return None, [f"There are several scores: {named}. Which counts?"]
    by_run = sides[chosen]
    pair, said = _pair(by_run, baseline, candidate, runs)
    if pair is None:
        return None, said
    before, now = pair
    model = next((result.model_of[now] for result in every if now in result.model_of), "")
    comparison = _compare(chosen, before, by_run[before], now, by_run[now], model)
    if comparison is None:
        return None, [*said, f"No item has a score on both sides ({before} and {now}): nothing can be compared."]
    return comparison, [*said, *_beside(comparison)]


def _sides(results: Sequence[Results]) -> dict[str, dict[str, Items]]:
    values: defaultdict[str, defaultdict[str, defaultdict[str, list[float | None]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for result in results:
        for score in result.scores:
            values[score.metric][score.run][score.item].append(score.value)
    return {
        metric: {run: {item: _mean(scores) for item, scores in items.items()} for run, items in runs.items()}
        for metric, runs in values.items()
        if any(value is not None for items in runs.values() for scores in items.values() for value in scores)
    }


def _mean(scores: list[float | None]) -> float | None:
    told = [score for score in scores if score is not None]
    return sum(told) / len(told) if told else None


def _metric(sides: dict[str, dict[str, Items]]) -> str | None:
    """The metric that counts where nobody named one: the only one, or whether a case passed."""
    if len(sides) == 1:
        return next(iter(sides))
    return next((metric for metric in sides if metric in {"success", "pass"}), None)


def _pair(
    by_run: dict[str, Items], baseline: Sequence[Results], candidate: Sequence[Results], named: Sequence[str]
) -> tuple[tuple[str, str] | None, list[str]]:
    runs = list(by_run)
    if len(named) == 2:
        found = [next((run for run in runs if run == name or run.startswith(name)), None) for name in named]
        if found[0] is None or found[1] is None or found[0] == found[1]:
            return None, [f"The runs are {', '.join(runs)}: name two of them by --run, the baseline first."]
        return (found[0], found[1]), []
    if candidate:
        of_baseline = [run for run in runs if any(score.run == run for result in baseline for score in result.scores)]
        of_candidate = [run for run in runs if any(score.run == run for result in candidate for score in result.scores)]
        apart = [run for run in of_candidate if run not in of_baseline]
        if of_baseline and apart:
            return (of_baseline[0], apart[0]), []
    if len(runs) < 2:
        return None, [f"There is one side only ({runs[0]}): give the other model's results on the same items as well."]
    told = next((result.baseline for result in baseline if result.baseline in runs), None)
    if told is not None and len(runs) == 2:
        return (told, next(run for run in runs if run != told)), []
    first = runs[0]
    other = next((run for run in runs[1:] if len(runs) > 2 and _is_other_prompt(first, run, baseline)), runs[1])
    said = f"{first} was taken for the baseline and {other} for the candidate"
    more = f", of {len(runs)} runs" if len(runs) > 2 else ""
    return (first, other), [f"{said}{more}."]


def _is_other_prompt(first: str, other: str, results: Sequence[Results]) -> bool:
    """Whether two runs are one model with two prompts: the pair that people mean where a file has many."""
    result = next((result for result in results if first in result.apart and other in result.apart), None)
    return result is not None and result.model_of.get(first) == result.model_of.get(other)


def _compare(metric: str, before: str, first: Items, now: str, second: Items, model: str) -> Comparison | None:
    shared = [item for item in first if item in second]
    pairs = [(item, a, b) for item in shared if (a := first[item]) is not None and (b := second[item]) is not None]
    if not pairs:
        return None
    differences = np.array([b - a for _, a, b in pairs])
    better, worse = int((differences > 0).sum()), int((differences < 0).sum())
    binary = all(score in {0.0, 1.0} for _, a, b in pairs for score in (a, b))
    if binary:
        found = compare(better, worse, len(pairs))
        interval, p_value, outcome, needed = found.interval, found.p_value, str(found.outcome), found.items_needed
    else:
        interval, p_value = _bootstrap(differences)
        outcome = "better" if interval[0] > 0 else "worse" if interval[1] < 0 else "undecided"
        needed = None
    return Comparison(
        metric=metric,
        baseline_run=shown_id(before),
        candidate_run=shown_id(now),
        candidate_model=shown_id(model) if model else "",
        pairs=len(pairs),
        only_baseline=len(first) - len(shared),
        only_candidate=len(second) - len(shared),
        left_out=len(shared) - len(pairs),
        baseline=_rounded(sum(a for _, a, _ in pairs) / len(pairs)),
        candidate=_rounded(sum(b for _, _, b in pairs) / len(pairs)),
        difference=_rounded(float(differences.mean())),
        better=better,
        worse=worse,
        binary=binary,
        p_value=_rounded(p_value, 6),
        interval=(_rounded(interval[0]), _rounded(interval[1])),
        outcome=outcome,
        items_needed=needed,
        worse_items=_worse(first, pairs)[:MOST_LINES],
        method="exact McNemar, Tango's interval" if binary else "paired bootstrap of the mean difference",
    )


def _worse(first: Items, pairs: list[tuple[str, float, float]]) -> list[str]:
    """The items that got worse. An id that is a text of the set itself stays in the file: its row is named instead."""
    rows = {item: number for number, item in enumerate(first, 1)}
    return [
        shown_id(item) if len(item) <= _LONGEST_ID and item.count(" ") < _WORDS else f"row {rows[item]}"
        for item, a, b in pairs
        if b < a
    ]


def _bootstrap(differences: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[tuple[float, float], float]:
    """The 95 % percentile interval of the mean, and how often chance does as much [Efron and Tibshirani 1993, 13 and 16]."""
    draws = np.random.default_rng(_SEED)
    size = len(differences)
    means, left = [], _RESAMPLES
    while left:
        now = min(left, max(1, _AT_ONCE // size))
        means.append(differences[draws.integers(0, size, (now, size))].mean(axis=1))
        left -= now
    drawn = np.concatenate(means)
    low, high = np.percentile(drawn, [100 * ALPHA / 2, 100 - 100 * ALPHA / 2])
    tail = min(float((drawn <= 0).mean()), float((drawn >= 0).mean()))
    return (float(low), float(high)), min(1.0, 2 * tail)


def _beside(comparison: Comparison) -> list[str]:
    said = []
    apart = comparison.only_baseline + comparison.only_candidate
    if apart:
        said.append(f"{apart} items stand on one side only: they are left out.")
    if comparison.left_out:
        count = comparison.left_out
        said.append(
            f"{count} {'item has' if count == 1 else 'items have'} no score on one side: left out, not counted as wrong."
        )
    if comparison.pairs < ENOUGH_PAIRS:
        said.append(f"{comparison.pairs} pairs are too few to conclude anything: at least {ENOUGH_PAIRS}.")
    return said


def _scores(run: str, items: Items) -> Scores:
    told = [score for score in items.values() if score is not None]
    mean = _rounded(sum(told) / len(told)) if told else None
    return Scores(run=shown_id(run), items=len(items), without_score=len(items) - len(told), mean=mean)


def shown_id(item: str) -> str:
    """An id as it may be shown: one line, short, without the signs that make it a formula or a mention elsewhere."""
    plain = clean(item)[:_MOST_ID]
    return plain if plain[:1] not in {"=", "+", "-", "@"} else f"'{plain}"


def _rounded(value: float, digits: int = 5) -> float:
    return round(value, digits)
