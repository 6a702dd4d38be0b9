"""What files show: the shape of `measure --format json`. Counts, ids and line numbers only; never a row."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Kind = Literal["dataset", "eval", "usage"]
KINDS: tuple[Kind, ...] = ("dataset", "eval", "usage")
# Lines named of each fault; the count stands beside.
MOST_LINES = 20


class _Shown(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Bad(_Shown):
    """A row that cannot be read."""

    line: int
    reason: str


class MeasuredFile(_Shown):
    """A file: what it was taken for, its rows, those that cannot be read (the first; all are counted)."""

    name: str
    kind: Kind
    format: str
    said: str
    rows: int
    unreadable: list[Bad] = []
    unreadable_rows: int = 0
    sha256: str = ""


class TokenFigures(_Shown):
    """Tokens of a row: means, and the longest. `training` is what one epoch trains on, in all. `error` a share."""

    input_mean: float
    output_mean: float
    input_p95: int
    output_p95: int
    longest: int
    longest_line: int
    training: int
    exact: bool
    error: float


class Fault(_Shown):
    """Rows with one fault, and the lines of the first."""

    rows: int
    lines: list[int] = []


class Share(_Shown):
    """One thing that the rows say of the gap: how many of those looked at, and a sentence."""

    what: str
    rows: int
    of: int
    sentence: str


class DataSet(_Shown):
    """A training or test set. Duplicates: rows beyond the first, near pairs (Jaccard 0.85), prompts with two answers."""

    rows: int
    usable: int
    formats: dict[str, int]
    exact_duplicates: int
    near_duplicates: int
    near_duplicates_complete: bool
    same_prompt_other_answer: int
    tokens: TokenFigures
    labels: dict[str, int] | None = None
    rows_with: dict[str, int]
    faults: dict[str, Fault]
    evidence: list[Share] = []


class Leakage(_Shown):
    """Items of a test set that stand in the training set, exactly or nearly."""

    items: int
    exact: int
    near: int
    lines: list[int] = []
    complete: bool = True


class Labels(_Shown):
    """What two people found in a random sample of labels: rows that both looked at, wrong by either, judged differently."""

    rows: int
    wrong: int
    differ: int
    enough: bool


class Scores(_Shown):
    """One side of an evaluation: items with a score, without one, and the mean."""

    run: str
    items: int
    without_score: int
    mean: float | None


class Comparison(_Shown):
    """Two sides on the same items. Scores as the file has them; `interval` at 95 %; `worse_items` ids, made safe to show."""

    metric: str
    baseline_run: str
    candidate_run: str
    candidate_model: str = ""
    pairs: int
    only_baseline: int
    only_candidate: int
    left_out: int
    baseline: float
    candidate: float
    difference: float
    better: int
    worse: int
    binary: bool
    p_value: float | None
    interval: tuple[float, float]
    outcome: str
    items_needed: int | None
    worse_items: list[str] = []
    method: str

    @property
    def in_shares(self) -> bool:
        """Whether both scores lie in 0..1, so that they are shares of the items and no other grade."""
        return min(self.baseline, self.candidate) >= 0 and max(self.baseline, self.candidate) <= 1


class Evaluation(_Shown):
    """What result files hold: their runs and metrics, whether or not they can be compared."""

    runs: list[Scores]
    metrics: list[str]
    metric: str | None = None
    general: bool = False


class Month(_Shown):
    """A calendar month (UTC). Tokens are all of them, cached and cache-written included; None is unknown, not zero."""

    requests: int | None = None
    input_tokens: int | None = None
    output_tokens: int | None = None
    cached_share: float | None = None
    spend_usd: float | None = None
    list_usd: float | None = None
    days: int
    whole_month: bool


class Usage(_Shown):
    """A usage or cost export. `billed`: its money is a bill, all of it of what was chosen, and no tool's own reckoning."""

    months: dict[str, Month]
    total: Month | None = None
    models: dict[str, float]
    projects: dict[str, float] = {}
    input_mean: float | None = None
    output_mean: float | None = None
    cached_share: float | None = None
    growth_per_month: float | None = None
    billed: bool = True
    paid_of_list: float | None = None
    failed: int = 0
    left_out: int = 0


class Measurement(_Shown):
    """Everything that some files show. `answers` are those that follow, by question; `proposed` those people decide; `choose` what has to be said first."""

    files: list[MeasuredFile]
    dataset: DataSet | None = None
    test_set: DataSet | None = None
    leakage: Leakage | None = None
    labels: Labels | None = None
    evaluation: Evaluation | None = None
    comparison: Comparison | None = None
    usage: Usage | None = None
    answers: dict[str, Any] = Field(default_factory=dict)
    proposed: dict[str, Any] = Field(default_factory=dict)
    choose: dict[str, list[str]] = Field(default_factory=dict)
    said: list[str] = []
