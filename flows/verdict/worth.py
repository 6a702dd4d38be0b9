"""Beside the headline: what a try is worth, what one more right answer costs, and a price that nobody confirmed."""

from __future__ import annotations

from decimal import ROUND_FLOOR, Decimal

from flows.costs import Assessment, Option, show_number, show_usd
from flows.verdict.option_parts import is_confirmed

# Below this chance whatever is tried is worth it, and a number tells nothing more.
_ANY_CHANCE = Decimal("0.001")


def notes(assessment: Assessment, option: Option | None) -> tuple[str, ...]:
    """Sentences on the training option that a verdict names, or speaks against; none where there is none."""
    if option is None:
        return ()
    told = (
        unconfirmed(option) if is_confirmed(option) is False else None,
        price_of_a_right_answer(assessment, option),
        chance_needed(assessment, option),
    )
    return tuple(sentence for sentence in told if sentence is not None)


def worth(assessment: Assessment, option: Option | None) -> str | None:
    """What the team's reason asks of a try: the price of one more right answer, or the chance that makes it worth it."""
    if option is None:
        return None
    return price_of_a_right_answer(assessment, option) or chance_needed(assessment, option)


def unconfirmed(option: Option) -> str:
    """That a price is not the provider's own word."""
    return f"Price unconfirmed: {option.offer.label} is priced by a third party's figure, or by one without an address."


def price_of_a_right_answer(assessment: Assessment, option: Option) -> str | None:
    """What one more right answer costs, where quality is the reason and that is known."""
    price, error_usd = assessment.usd_per_right_answer(option), assessment.answers.number("error_cost_usd")
    if price is None or assessment.answers.get("reason") != "quality":
        return None
    against = f", a wrong one costs you {show_usd(error_usd)}" if error_usd is not None else ""
    costs = f"costs {show_usd(price)}" if price > 0 else "saves money too"
    return f"One more right answer {costs}{against}."


def chance_needed(assessment: Assessment, option: Option) -> str | None:
    """The chance of success from which a try is worth what it risks; None where that is no question."""
    odds = assessment.odds_needed(option)
    if odds is None or odds < _ANY_CHANCE:
        return None
    return f"Worth trying if you give it a better than 1 in {_one_in(odds)} chance; the chance of a loss leaves out that training fails."


def _one_in(odds: Decimal) -> str:
    """The chance as one in so many, never better than it is: 0.076 is 1 in 13."""
    least = (1 / odds).to_integral_value(ROUND_FLOOR)
    return f"{least:,}" if odds < Decimal("0.3") else show_number(1 / odds)
