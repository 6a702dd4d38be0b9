"""Beside the headline: what a try is worth, what one more right answer costs, and a price that nobody confirmed."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import ROUND_FLOOR, Decimal

from flows.costs import Assessment, Option, show_number, show_usd
from flows.verdict.option_parts import is_confirmed

# Below this chance whatever is tried is worth it, and a number tells nothing more.
_ANY_CHANCE = Decimal("0.001")


def notes(assessment: Assessment, option: Option | None) -> tuple[str, ...]:
    """Sentences on the training option that a verdict names, or speaks against; none where there is none."""
    return () if option is None else tuple(_notes(assessment, option))


def _notes(assessment: Assessment, option: Option) -> Iterable[str]:
    if is_confirmed(option) is False:
        yield f"Price unconfirmed: {option.offer.label} is priced by a third party's figure, or by one without an address."
    price, error_usd = assessment.usd_per_right_answer(option), assessment.answers.number("error_cost_usd")
    if price is not None and assessment.answers.get("reason") == "quality":
        against = f", a wrong one costs you {show_usd(error_usd)}" if error_usd is not None else ""
        costs = f"costs {show_usd(price)}" if price > 0 else "saves money too"
        yield f"One more right answer {costs}{against}."
    odds = assessment.odds_needed(option)
    if odds is not None and odds >= _ANY_CHANCE:
        yield f"Worth trying if you give it a better than 1 in {_one_in(odds)} chance; the chance of a loss leaves out that training fails."


def _one_in(odds: Decimal) -> str:
    """The chance as one in so many, never better than it is: 0.076 is 1 in 13."""
    least = (1 / odds).to_integral_value(ROUND_FLOOR)
    return f"{least:,}" if odds < Decimal("0.3") else show_number(1 / odds)
