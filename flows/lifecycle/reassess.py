"""Looking back: what has changed between the figures that were last recorded of a decision and those of today's catalogue.

The comparison is always with what people were last told, never with last week: a cost that creeps by a percent
a week is told once it has crept far enough, and what was told once is not told again.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from flows.costs import Catalogue, Fact, rounded, show_usd
from flows.lifecycle.figures import figures_now
from flows.log.figures import About, ChangeKind, Figures, KeptChange
from flows.questions.answers import Answers
from flows.rules.rule import TRAINING
from flows.thresholds import DEFAULT, Thresholds
from flows.verdict.headlines import NAMES


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is different now.

    kind       "verdict", "route_closes", "model_ends" or "cost"
    sentence   in plain words, with days, dollars and percents
    about      "verdict", "today" for today's model, "option" for the option that is followed
    source     the catalogue's fact behind it, with its date and grade; None where it has none
    """

    kind: ChangeKind
    sentence: str
    about: About
    source: str | None = None
    source_date: str | None = None
    grade: str | None = None

    @property
    def text(self) -> str:
        """The sentence with its source."""
        if self.source is None:
            return self.sentence
        return f"{self.sentence} Source: {self.source} ({self.source_date or 'undated'}, grade {self.grade})."

    @property
    def kept(self) -> KeptChange:
        """As the log keeps it, and as it is exported."""
        return KeptChange(self.kind, self.about, self.text, self.source, self.source_date, self.grade)


@dataclass(frozen=True, slots=True)
class Reassessment:
    """A look back: today's figures, what changed, and what to compare with the next time.

    `record` is what to keep where something changed; where nothing did, keep nothing.
    """

    now: Figures
    changes: tuple[Change, ...]
    record: Figures


def reassess(
    before: Figures,
    answers: Answers,
    as_of: date,
    catalogue: Catalogue,
    thresholds: Thresholds = DEFAULT,
    *,
    live_on: date | None = None,
) -> Reassessment:
    """Look at a decision again on a day; `before` is what was last recorded of it, and names the option to follow.

    live_on   the day its tuned model went live, or is planned to, where that is known
    """
    now = figures_now(answers, as_of, catalogue, thresholds, follows=before.option, live_on=live_on)
    told = changes(before, now, thresholds)
    return Reassessment(now, told, to_record(before, now, told))


def changes(before: Figures, now: Figures, thresholds: Thresholds = DEFAULT) -> tuple[Change, ...]:
    """What is different now, the weightiest first; nothing where `before` is of a later day, as after a clock was set back."""
    if before.as_of is not None and now.as_of is not None and before.as_of > now.as_of:
        return ()
    # What is not of the same option was never told of this one.
    same = before if before.option == now.option else replace(before, **_OF_NO_OPTION)
    return (*_verdict(before, now), *_route_closes(same, now), *_models_end(same, now), *_costs(same, now, thresholds))


_OF_NO_OPTION: dict[str, Any] = {
    "option": None, "open": None, "monthly_usd": None, "pays_back_on": None, "route_closes_on": None, "model_ends_on": None,
}  # fmt: skip


def to_record(before: Figures, now: Figures, told: Iterable[Change]) -> Figures:
    """Today's figures, but the costs that people were last told where no change of them is told now.

    Else a verdict that changes would begin the count anew, and two rises of 15 % each would never be told.
    """
    costs_told = {change.about for change in told if change.kind == "cost"}
    kept: dict[str, Any] = {}
    if before.today_usd is not None and "today" not in costs_told:
        kept["today_usd"] = before.today_usd
    if before.monthly_usd is not None and before.option == now.option and _cost_of(now) not in costs_told:
        kept["monthly_usd"] = before.monthly_usd
    return replace(now, **kept)


# --- the verdict -----------------------------------------------------------------------------------


def _verdict(before: Figures, now: Figures) -> Iterable[Change]:
    if before.verdict is None or now.verdict is None or (before.verdict, before.then) == (now.verdict, now.then):
        return
    because = now.because if before.verdict != now.verdict else now.then_because or now.because
    change = f"The verdict changed from {_named(before)} to {_named(now)}"
    yield Change("verdict", f"{change}: {because}" if because else f"{change}.", "verdict")


def _named(figures: Figures) -> str:
    name = NAMES.get(str(figures.verdict), str(figures.verdict))
    return f"{name} (once ready: {NAMES.get(figures.then, figures.then)})" if figures.then else name


# --- routes and models that end --------------------------------------------------------------------


def _route_closes(before: Figures, now: Figures) -> Iterable[Change]:
    """A training route that the team can no longer begin on, or not until it would have paid back."""
    if not _trains(now) or _is_gone(now) or not _closes(now):
        return
    sooner = now.open and before.open and _is_sooner(now.route_closes_on, before.route_closes_on)
    if _closes(before) and not sooner:
        return
    if not now.open:
        yield _change(
            "route_closes", f"{_label(now)} is not open to you any more", now.facts.get("open"), now.unavailable_because
        )
        return
    late = f"before it would have paid back ({now.pays_back_on})" if now.pays_back_on else _within(now)
    yield _change(
        "route_closes",
        f"{_label(now)} closes to you on {now.route_closes_on}, {late}",
        now.facts.get("route_closes_on"),
    )


def _closes(figures: Figures) -> bool:
    """Whether the route is closed, or closes before it has paid back (inside the horizon where that is not known)."""
    pays = figures.pays_back_on
    if figures.open is False:
        return pays is None or figures.as_of is None or pays > figures.as_of
    return _by(figures.route_closes_on, pays or figures.horizon_ends_on)


def _is_gone(figures: Figures) -> bool:
    """The model has stopped: that says more than that its route is closed."""
    return figures.model_ends_on is not None and figures.as_of is not None and figures.model_ends_on <= figures.as_of


def _models_end(before: Figures, now: Figures) -> Iterable[Change]:
    """The model of the option, or today's, that stops before the option has paid back or inside the horizon."""
    if now.option != "status_quo" and _is_news(before, now, "model_ends_on"):
        what = f"{now.model}, the model of {_label(now)}," if _trains(now) else str(now.model)
        yield _ending(now, what, "model_ends_on", "option")
    if not _same_model(now) and _is_news(before, now, "today_ends_on"):
        yield _ending(now, f"Today's model, {now.today_model},", "today_ends_on", "today")


def _is_news(before: Figures, now: Figures, figure: str) -> bool:
    """An end that matters now, and did not when it was last recorded, or was to come later."""
    on, told = getattr(now, figure), getattr(before, figure)
    return _ends(now, on) and (not _ends(before, told) or _is_sooner(on, told))


def _same_model(figures: Figures) -> bool:
    """Retrieval and the like run on today's model: its end is told once."""
    return figures.option not in (None, "status_quo") and not _trains(figures) and figures.model == figures.today_model


def _ends(figures: Figures, on: date | None) -> bool:
    before_horizon = on is not None and figures.horizon_ends_on is not None and on < figures.horizon_ends_on
    return before_horizon or _by(on, figures.pays_back_on)


def _ending(now: Figures, what: str, figure: str, about: About) -> Change:
    on: date = getattr(now, figure)
    if now.as_of is not None and on <= now.as_of:
        return _change("model_ends", f"{what} was shut down on {on}", now.facts.get(figure), about=about)
    pays = now.pays_back_on
    when = f"before {_label(now)} would have paid back ({pays})" if pays is not None and on <= pays else _within(now)
    return _change("model_ends", f"{what} shuts down on {on}, {when}", now.facts.get(figure), about=about)


def _within(now: Figures) -> str:
    return f"within the months that count (to {now.horizon_ends_on})"


def _by(day: date | None, limit: date | None) -> bool:
    return day is not None and limit is not None and day <= limit


def _is_sooner(day: date | None, told: date | None) -> bool:
    return day is not None and told is not None and day < told


# --- costs -----------------------------------------------------------------------------------------


def _costs(before: Figures, now: Figures, thresholds: Thresholds) -> Iterable[Change]:
    if _has_moved(before.today_usd, now.today_usd, thresholds.cost_moved_share):
        name = f"today's model ({now.today_model})" if now.today_model not in (None, "unknown") else "today's model"
        yield _cost(name, before.today_usd, now.today_usd, now.facts.get("today_usd"), "today")
    if _cost_of(now) == "option" and _has_moved(before.monthly_usd, now.monthly_usd, thresholds.cost_moved_share):
        yield _cost(_label(now), before.monthly_usd, now.monthly_usd, now.facts.get("monthly_usd"), "option")


def _cost_of(figures: Figures) -> About:
    """Staying on today's model is one cost, however it is called."""
    return "today" if figures.option == "status_quo" else "option"


def _has_moved(before: Decimal | None, now: Decimal | None, share: Decimal) -> bool:
    """By more than the share; a cost that is not known has not moved, one that was nothing moves with the first cent."""
    if before is None or now is None:
        return False
    return abs(now - before) > abs(before) * share


def _cost(name: str, before: Decimal | None, now: Decimal | None, fact: Fact | None, about: About) -> Change:
    assert before is not None, "what has moved was known"
    assert now is not None, "what has moved is known"
    by = f" by {_percent(abs(now - before) / before)}" if before > 0 else ""
    moved = "rose" if now > before else "fell"
    return _change(
        "cost", f"The monthly cost of {name} {moved}{by}, from {show_usd(before)} to {show_usd(now)}", fact, about=about
    )


def _percent(share: Decimal) -> str:
    """One place after the point, where it is not lost among the digits before it."""
    percent = share * 100
    return f"{rounded(percent, Decimal('0.1') if percent < 100 else Decimal(1)).normalize():,f} %"


# --- sentences -------------------------------------------------------------------------------------


def _label(figures: Figures) -> str:
    return figures.label or figures.option or "the route"


def _change(
    kind: ChangeKind, text: str, fact: Fact | None, because: str | None = None, about: About = "option"
) -> Change:
    if fact is not None and because is not None:
        because = because.removesuffix(f"; {fact.cite()}")
    sentence = f"{text}: {because.rstrip('.')}." if because else f"{text}."
    if fact is None:
        return Change(kind, sentence, about)
    return Change(kind, sentence, about, fact.source, fact.source_date, fact.grade)


def _trains(figures: Figures) -> bool:
    """Whether the option that is followed is a training route."""
    return figures.option is not None and figures.option.partition(":")[0] in TRAINING
