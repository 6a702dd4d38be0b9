"""A tuned model in use: its test items are scored again each month, and set against the score that it went live with."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from flows.lifecycle.records import Life
from flows.lifecycle.scored import ASK_COUNTS, counts_fit, misfit, on_test_items, score_of
from flows.log.measurements import Finding, Judgement, Numbers
from flows.statistics.words import percent
from flows.text import Refused

# The criterion whose plan promises to ask each month.
AFTER_LIVE = "after-live"
# A year of months shares the 5 % of being wrong: who looks often enough would see a loss that is none.
LOOKS = 12
EVERY_DAYS = 30


def asks_monthly(now: Life) -> bool:
    """Whether what is in use was trained by a plan that says so."""
    left = now.reviewed is not None and now.reviewed.outcome.adopted == "no"
    promised = now.plan is not None and now.plan.limit(AFTER_LIVE) is not None
    return now.stage == "adopted" and promised and not left


def live_since(now: Life) -> date | None:
    """The day on which it was said to be in use."""
    said = now.ended or now.reviewed
    return said.day if said is not None else None


def score_at_start(now: Life) -> Decimal | None:
    """The score that it went live with, else the first one since."""
    scores = (now.result.score, *(entry.numbers.score for entry in now.rescored))
    return next((score for score in scores if score is not None), None)


def against_the_start(now: Life, numbers: Numbers) -> Judgement:
    """Stop where the items come out worse by more than luck. Raises Refused where no score was given."""
    plan, before = now.plan, score_at_start(now)
    assert plan is not None, "only what was trained by a plan is asked for"
    counts_fit(plan, numbers)
    # The counts are of items right when it went live.
    since = replace(plan, baseline=before)
    score = score_of(since, numbers)
    if score is None:
        raise Refused('Please give the score on the same test items, such as "88 of 100, 2 fixed, 5 broken".')
    said = f"The score on the test items is {percent(score)}"
    if before is None:
        return _fine(f"{said}: the first since it is live, with which the next ones are compared.")
    pair = on_test_items(since, numbers)
    if pair is None:
        return _plainly(said, score, before)
    compared = pair.compared(LOOKS)
    said = f"{said}, {percent(before)} when it went live: {pair.told(compared)}"
    besides = misfit(pair) if pair.is_paired else ASK_COUNTS
    more = f" {besides}" if besides else ""
    if compared.outcome == "worse":
        return Judgement("stop", (Finding(AFTER_LIVE, "crossed", f"{said}. That is worse by more than luck.{more}"),))
    luck = "better by more than luck" if compared.outcome == "better" else "no more than luck would make"
    return _fine(f"{said}. That is {luck}.{more}")


def _plainly(said: str, score: Decimal, before: Decimal) -> Judgement:
    """Where nothing can be said about luck, a lower score is left to the team."""
    than = "lower than" if score < before else "no lower than"
    why = "Whether that is luck these figures do not show." if score < before else ""
    return _fine(f"{said}, {than} the {percent(before)} when it went live. {why}".strip())


def _fine(text: str) -> Judgement:
    return Judgement("go on", (Finding(AFTER_LIVE, "held", text),))
