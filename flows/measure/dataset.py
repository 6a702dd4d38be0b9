"""A training or test set measured, row by row: what is kept of a row is its hashes, its size and its faults."""

from __future__ import annotations

import statistics
import zlib
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b

from flows.measure.datasets import example_of
from flows.measure.datasets.example import Example
from flows.measure.gap import Evidence, generated, proposed_by, said_of
from flows.measure.measurement import MOST_LINES, DataSet, Fault, Leakage, TokenFigures
from flows.measure.personal import FOUND_BY, found_in
from flows.measure.records import Record, Unreadable
from flows.measure.similar import Hashes, near_in, near_pairs, normalised, shingles
from flows.measure.tokens import ESTIMATE_ERROR, Counting, Tokens

# A text that packs to less than this share of its size says the same thing over and over.
_PACKS_TO, _LONG = 0.12, 600
# Formats whose rows judge answers: one prompt with two of them is what they are for.
_JUDGED = ("preference", "dpo", "kto")
_MOST_LABELS = 200


@dataclass(slots=True)
class Gathered:
    """What is kept of the rows of one set."""

    counting: Counting
    with_prompts: bool = False
    formats: Counter[str] = field(default_factory=Counter)
    lines: list[int] = field(default_factory=list)
    whole: list[bytes] = field(default_factory=list)
    prompts: list[bytes] = field(default_factory=list)
    shingled: list[Hashes] = field(default_factory=list)
    shingled_prompts: list[Hashes] = field(default_factory=list)
    answers: dict[bytes, bytes] = field(default_factory=dict)
    two_answers: set[bytes] = field(default_factory=set)
    inputs: list[float] = field(default_factory=list)
    outputs: list[float] = field(default_factory=list)
    training: float = 0.0
    labels: Counter[str] = field(default_factory=Counter)
    faults: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    evidence: Evidence = field(default_factory=Evidence)


def gather(
    records: Iterable[Record | Unreadable], tokens: Tokens, unreadable: list[Unreadable], *, with_prompts: bool = False
) -> Gathered:
    """Read every row of a set; what no reader knows is added to the unreadable.

    with_prompts   whether prompts are held beside another set's: their shingles are kept too
    """
    kept = Gathered(Counting(tokens), with_prompts)
    for record in records:
        if isinstance(record, Unreadable):
            unreadable.append(record)
            continue
        example = example_of(record.value, record.line)
        if example is None:
            unreadable.append(Unreadable(record.line, "its kind is not known: no messages, no prompt and answer"))
        else:
            _add(kept, example)
    return kept


def _add(kept: Gathered, example: Example) -> None:
    line, answer = example.line, example.answer
    kept.formats[example.format] += 1
    kept.lines.append(line)
    prompt = normalised(example.prompt)
    answered = normalised(answer or "")
    besides = normalised(example.besides)
    pictures = "\n".join(example.pictures)
    whole = " ".join(filter(None, (prompt, answered or besides)))
    kept.whole.append(_digest(f"{prompt}\n{answered}\n{besides}\n{pictures}"))
    kept.prompts.append(_digest(prompt))
    kept.shingled.append(shingles(whole))
    if kept.with_prompts:
        kept.shingled_prompts.append(shingles(prompt))
    if prompt and not any(mark in example.format for mark in _JUDGED):
        system = normalised(example.system)
        asked, told = _digest(f"{system}\n{prompt}\n{pictures}"), _digest(answered or besides)
        if kept.answers.setdefault(asked, told) != told:
            kept.two_answers.add(asked)
    given = kept.counting.of("input", example.system, example.prompt, example.tools)
    output = kept.counting.of("output", answer or "", example.thinking)
    kept.inputs.append(given)
    kept.outputs.append(output)
    # What is trained on is every row whole, the rejected answer too: the providers bill all of its tokens.
    pairwise = "preference" in example.format or "dpo" in example.format
    rejected = kept.counting.of("output", example.besides) if pairwise else 0.0
    kept.training += given + output + rejected
    _note_faults(kept, example, prompt)
    if example.label is not None and len(kept.labels) <= _MOST_LABELS:
        kept.labels[example.label] += 1
    kept.evidence.add(example)


def _note_faults(kept: Gathered, example: Example, prompt: str) -> None:
    line, answer = example.line, example.answer
    text = "\n".join((example.system, example.prompt, answer or "", example.besides))
    for kind in found_in(text):
        kept.faults[kind].append(line)
    if answer is None and not example.besides:
        kept.faults["without_answer"].append(line)
    elif answer is not None and not answer.strip():
        kept.faults["empty_answer"].append(line)
    if not prompt and example.format != "plain-text":
        kept.faults["empty_prompt"].append(line)
    if (
        answer
        and len(answer) >= _LONG
        and len(zlib.compress(answer[:100_000].encode(errors="replace"), 1)) < _PACKS_TO * min(len(answer), 100_000)
    ):
        kept.faults["repetition"].append(line)
    if generated(prompt):
        kept.faults["generated_input"].append(line)


def _digest(text: str) -> bytes:
    return blake2b(text.encode(errors="replace"), digest_size=12).digest()


def measured(kept: Gathered) -> DataSet:
    """The figures of a set. Near duplicates: pairs of different rows; a row that stands twice counts twice."""
    groups: dict[bytes, list[int]] = {}
    for position, digest in enumerate(kept.whole):
        groups.setdefault(digest, []).append(position)
    first = [positions[0] for positions in groups.values()]
    sizes = [len(positions) for positions in groups.values()]
    near = near_pairs([kept.shingled[position] for position in first])
    limit = _outlier_limit([given + out for given, out in zip(kept.inputs, kept.outputs, strict=True)])
    faults = dict(kept.faults)
    outliers = [
        line for line, given, out in zip(kept.lines, kept.inputs, kept.outputs, strict=True) if given + out > limit > 0
    ]
    runaway_limit = _outlier_limit(kept.outputs)
    repeated = set(faults.get("repetition", ()))
    runaways = [
        line
        for line, out in zip(kept.lines, kept.outputs, strict=True)
        if out > max(runaway_limit, 1) and line in repeated
    ]
    faults |= {"length_outlier": outliers, "runaway": runaways}
    rows = len(kept.lines)
    unfit = {
        line for kind in ("empty_answer", "empty_prompt", "without_answer", "runaway") for line in faults.get(kind, ())
    }
    bad_firsts = sum(1 for position in first if kept.lines[position] in unfit)
    return DataSet(
        rows=rows,
        usable=len(first) - bad_firsts - _near_to_drop(near.pairs),
        formats=dict(kept.formats.most_common()),
        exact_duplicates=rows - len(groups),
        near_duplicates=sum(sizes[a] * sizes[b] for a, b in near.pairs),
        near_duplicates_complete=near.all_of_them,
        same_prompt_other_answer=len(kept.two_answers),
        tokens=_tokens(kept),
        labels=_labels(kept),
        rows_with={kind: len(faults.get(kind, ())) for kind in FOUND_BY},
        faults={kind: Fault(rows=len(lines), lines=lines[:MOST_LINES]) for kind, lines in faults.items() if lines},
        evidence=said_of(kept.evidence),
    )


def proposed(kept: Gathered) -> dict[str, str]:
    """What the rows propose for task, gap and gradeable."""
    return proposed_by(kept.evidence)


def leaked(train: Gathered, test: Gathered) -> Leakage:
    """Test items whose prompt stands in the training set: exactly, or nearly (Jaccard 0.85)."""
    known = set(train.prompts)
    exact = [position for position, prompt in enumerate(test.prompts) if prompt in known]
    others = sorted(set(range(len(test.prompts))) - set(exact))
    near = near_in([test.shingled_prompts[position] for position in others], train.shingled_prompts)
    nearly = sorted({others[position] for position, _ in near.pairs})
    lines = [test.lines[position] for position in sorted((*exact, *nearly))]
    return Leakage(
        items=len(test.prompts), exact=len(exact), near=len(nearly), lines=lines[:MOST_LINES], complete=near.all_of_them
    )


def _near_to_drop(pairs: list[tuple[int, int]]) -> int:
    """Rows to take out so that no two are nearly the same: the later one of each pair."""
    return len({later for _, later in pairs})


def _labels(kept: Gathered) -> dict[str, int] | None:
    labels = dict(kept.labels.most_common()) if kept.labels else kept.evidence.labels
    return labels if labels is not None and len(labels) <= _MOST_LABELS else None


def _outlier_limit(values: list[float]) -> float:
    """Q3 + 3 (Q3 - Q1), the outer fence [Tukey 1977]; 0 where there are too few rows to tell."""
    if len(values) < 4:
        return 0.0
    low, _, high = statistics.quantiles(values, n=4, method="inclusive")
    return high + 3 * (high - low)


def _tokens(kept: Gathered) -> TokenFigures:
    rows = len(kept.lines)
    longest = max(range(rows), key=lambda position: kept.inputs[position] + kept.outputs[position], default=None)
    return TokenFigures(
        input_mean=round(sum(kept.inputs) / rows, 1) if rows else 0.0,
        output_mean=round(sum(kept.outputs) / rows, 1) if rows else 0.0,
        input_p95=_p95(kept.inputs),
        output_p95=_p95(kept.outputs),
        longest=0 if longest is None else round(kept.inputs[longest] + kept.outputs[longest]),
        longest_line=0 if longest is None else kept.lines[longest],
        training=round(kept.training),
        exact=kept.counting.tokens.exact,
        error=0.0 if kept.counting.tokens.exact else ESTIMATE_ERROR,
    )


def _p95(values: list[float]) -> int:
    return round(sorted(values)[max(0, -(-95 * len(values) // 100) - 1)]) if values else 0
