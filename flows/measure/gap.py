"""What the answers of a data set say of the gap: facts that the prompt does not hold, fixed labels, shapes, steps.

Evidence only: what follows is proposed, people decide.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from flows.measure.datasets.example import Example
from flows.measure.measurement import Share
from flows.measure.values import parsed

# Rows looked at closely: all of the first, then one in so many.
_FIRST, _THEN = 2_000, 50
# Signs of a text that are looked at.
_MOST_SIGNS = 20_000
# From this share of the rows on something is said of the set, and from this one on it is proposed. [own]
_SAID, _PROPOSED = 0.1, 0.5
# Answers that are labels: so few of them, each so often, each so short.
_MOST_LABELS, _EACH, _LABEL_SIGNS = 60, 3, 60
_SHORT_WORDS = 5

_FIGURE = re.compile(r"\d[\d.,/:-]*\d|\d")
_NAME = re.compile(r"(?<![.!?:\n] )(?<!^)(?<!\n)\b[A-Z][a-z]{2,}(?: [A-Z][a-z]+)*")
_WORD = re.compile(r"[^\W\d_]{3,}")
_STEPS = re.compile(r"<<[^>\n]{1,80}>>|=\s*\$?-?\d|\bstep \d|\btherefore\b|\bso the answer\b|####", re.IGNORECASE)
_CITED = re.compile(r"\[\d{1,3}\]|\[[A-Z][a-z]+ et al|\(\w+,? (?:19|20)\d\d\)|§ ?\d|https?://")
_SQL = re.compile(
    r"^\s*(?:```sql\s*)?(?:select|insert|update|delete|with|create)\b.+\b(?:from|into|set|table|as)\b",
    re.IGNORECASE | re.DOTALL,
)
_CODE = re.compile(r"^\s*```|^\s*(?:def|class|import|function|#include|public|const) ", re.MULTILINE)
_REFUSED = re.compile(
    r"^\W*(?:i'?m sorry|sorry,|i (?:can(?:no|')t|am unable|am not able)|as an ai\b|i apologi[sz]e|unfortunately, i can)",
    re.IGNORECASE,
)
_OPENINGS = ("certainly!", "certainly,", "sure!", "sure,", "absolutely!", "of course!")
_PHRASES = (
    "as an ai language model",
    "as an ai,",
    "as a large language model",
    "i hope this helps",
    "here is a revised",
    "here's a revised",
)


@dataclass(slots=True)
class Evidence:
    """Counts over the rows looked at, filled row by row."""

    seen: int = 0
    looked_at: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    answers: Counter[str] = field(default_factory=Counter)

    def add(self, example: Example) -> None:
        """Look at one row."""
        self.seen += 1
        # What a grader compares with says as much as an answer.
        answer = example.answer or (example.besides if example.format == "rft" else "")
        if not answer or (self.seen > _FIRST and self.seen % _THEN):
            return
        self.looked_at += 1
        self.counts.update(_found(example, answer[:_MOST_SIGNS]))
        if len(answer) <= _LABEL_SIGNS and len(self.answers) <= 10 * _MOST_LABELS:
            self.answers[answer.strip()] += 1

    def share(self, what: str) -> float:
        """Of the rows looked at, those with something."""
        return self.counts[what] / self.looked_at if self.looked_at else 0.0

    @property
    def labels(self) -> dict[str, int] | None:
        """The answers, where they are few and fixed: a class and its rows looked at."""
        fixed = {answer: rows for answer, rows in self.answers.items() if answer}
        few = 2 <= len(fixed) <= _MOST_LABELS and sum(fixed.values()) >= 0.95 * self.looked_at
        return fixed if few and self.looked_at >= _EACH * len(fixed) else None


def _found(example: Example, answer: str) -> Iterator[str]:
    given = f"{example.system}\n{example.prompt}\n{example.context}\n{example.tools}"[: 10 * _MOST_SIGNS]
    if example.called:
        yield "tool call"
    if example.pictures:
        yield "picture"
    if _REFUSED.match(answer):
        yield "refusal"
    steps = bool(_STEPS.search(answer))
    if steps:
        yield "steps"
    if _CITED.search(answer):
        yield "citation"
    yield (shape := _shape(answer))
    if steps or example.called or shape in {"SQL", "code"}:
        return
    if not example.prompt:
        yield "text alone"
        return
    if _unseen(answer, given):
        yield "unseen fact"
    own, theirs = (set(_WORD.findall(text.casefold())) for text in (answer, given))
    if own and len(own & theirs) >= 0.7 * len(own):
        yield "words of the prompt"
    if shape == "prose" and len(example.prompt) >= 4 * len(answer) and len(own & theirs) >= 0.6 * len(own):
        yield "shorter"


def _shape(answer: str) -> str:
    plain = answer.strip().removeprefix("```json").removesuffix("```").strip()
    if plain[:1] in {"{", "["} and isinstance(parsed(plain), dict | list):
        return "JSON"
    if _SQL.match(answer):
        return "SQL"
    if _CODE.search(answer):
        return "code"
    return "short" if len(answer.split()) <= _SHORT_WORDS and len(answer) <= _LABEL_SIGNS else "prose"


def _unseen(answer: str, given: str) -> bool:
    """Whether the answer states a figure of two digits or more, or a name, that stands nowhere in what was given."""
    figures = {found.strip(".,:-/") for found in _FIGURE.findall(answer)}
    if any(len(figure) > 1 and figure not in given for figure in figures):
        return True
    lowered = given.casefold()
    return any(name.casefold() not in lowered for name in _NAME.findall(answer))


def generated(prompt: str) -> bool:
    """Whether an input, normalised, reads as if a model had written it."""
    return prompt.startswith(_OPENINGS) or any(phrase in prompt for phrase in _PHRASES)


_SENTENCES = {
    "unseen fact": "{share} of the answers state figures, dates or names that the question does not hold: that is knowledge, "
    "which training does not hold reliably.",
    "steps": "{share} of the answers work something out step by step: that is reasoning.",
    "text alone": "{share} of the rows are texts without a question: they can only add knowledge, which training does not hold reliably.",
    "citation": "{share} of the answers cite a source: citations have to be looked up, not learned.",
    "tool call": "{share} of the answers call a tool: code can check them.",
    "JSON": "{share} of the answers are JSON: code can check them.",
    "SQL": "{share} of the answers are SQL: code can check them by running it.",
    "code": "{share} of the answers are code: tests can check it.",
    "words of the prompt": "{share} of the answers are made of words that stand in the prompt: nothing has to be known for them.",
    "refusal": "{share} of the answers refuse: a model trained on them will refuse more.",
    "picture": "{share} of the rows hold pictures: their tokens cannot be counted from the file.",
}


def said_of(evidence: Evidence) -> list[Share]:
    """What the rows say, the weightiest first."""
    rows = evidence.looked_at
    found = []
    labels = evidence.labels
    if labels is not None:
        sentence = (
            f"The answers are {len(labels)} fixed labels: code can check them, and a label is behaviour, not knowledge."
        )
        found.append(Share(what="labels", rows=rows, of=rows, sentence=sentence))
    for what, sentence in _SENTENCES.items():
        least = 0.02 if what == "refusal" else _SAID
        if evidence.share(what) >= least and not (
            labels is not None and what in {"unseen fact", "words of the prompt"}
        ):
            share = f"{100 * evidence.share(what):.0f} %"
            found.append(Share(what=what, rows=evidence.counts[what], of=rows, sentence=sentence.format(share=share)))
    return sorted(found, key=lambda share: -share.rows)


# From this many rows on, what they say of the gap is proposed. [own]
_ENOUGH = 20


def proposed_by(evidence: Evidence) -> dict[str, Any]:
    """Answers to `task`, `gap` and `gradeable` that the rows point to, where half of them or more say so."""
    if evidence.looked_at < _ENOUGH:
        return {}
    labelled = evidence.labels is not None
    # The first that holds names what is proposed; a task of None is left to people.
    for holds, task, gap, gradeable in (
        (evidence.share("picture") >= _PROPOSED, "multimodal", None, None),
        (labelled, "classification", "behavior", "code"),
        (evidence.share("tool call") >= _PROPOSED, "tool_use", "behavior", "code"),
        (evidence.share("SQL") >= _PROPOSED, "generation", "behavior", "code"),
        (
            evidence.share("JSON") >= _PROPOSED and evidence.share("unseen fact") < _PROPOSED,
            "extraction",
            "behavior",
            "code",
        ),
        (evidence.share("steps") >= _PROPOSED, "reasoning", "reasoning", "code"),
        (evidence.share("shorter") >= _PROPOSED, "summarization", "behavior", "rubric"),
        (evidence.share("unseen fact") >= _PROPOSED, "qa", "knowledge", None),
        (evidence.share("text alone") >= _PROPOSED, None, "knowledge", None),
        (evidence.share("JSON") >= _PROPOSED, None, None, "code"),
        (evidence.share("code") >= _PROPOSED, "generation", None, "code"),
        (evidence.share("short") >= _PROPOSED, None, None, "code"),
    ):
        if holds:
            named = {"task": task, "gap": gap, "gradeable": gradeable}
            return {question: answer for question, answer in named.items() if answer is not None}
    return {}
