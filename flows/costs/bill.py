"""What a team really pays beside the list price: the bill is a measurement, tokens times list price a product of guesses."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pricing.money import ONE, show_number, show_usd
from pricing.options import LIST_PRICE, Paid

# Below this share of list a bill counts and is asked about; above the other two list counts so many times at most,
# until somebody says what else is in it. [own]
ASKED_BELOW, MOST_TIMES, MOST_TIMES_REASONING = Decimal("0.2"), Decimal("1.2"), Decimal(3)


@dataclass(frozen=True, slots=True)
class Bill:
    """How a stated bill is read.

    paid     what share of the list price counts at today's provider
    calls    how many times the tokens of a request count for every model
    hidden   how many times the output counts for every model that reasons; None where nothing was said of it
    asked    the contradiction to be cleared up, in sentences; None where there is none
    unsaid   whether it is above list, and nobody has said what else it holds
    """

    paid: Paid = LIST_PRICE
    calls: Decimal = ONE
    hidden: Decimal | None = None
    asked: str | None = None
    unsaid: bool = False


def read_bill(
    bill: Decimal | None, inputs: Decimal | None, outputs: Decimal | None, covers: str | None, *, reasons: bool
) -> Bill:
    """Lay a bill beside the list price.

    inputs, outputs   USD a month at list prices for what was said of requests and tokens; None where that is not known
    covers            what the team says a bill above list holds (`bill_covers`)
    reasons           whether today's model thinks in hidden tokens
    """
    if bill is None or inputs is None or outputs is None or inputs + outputs <= 0:
        return Bill()
    listed = inputs + outputs
    share = bill / listed
    if share < ASKED_BELOW:
        told = (
            f"Your bill ({show_usd(bill)} a month) is {share:.0%} of what your requests and tokens cost at list prices ({show_usd(listed)}): "
            "the bill counts. Which of the two is right?"
        )
        return Bill(_paid(share), asked=told)
    if share <= 1:
        return Bill() if share == 1 else Bill(_paid(share))
    if covers == "other_work":
        return Bill()
    if covers == "several_calls":
        return Bill(calls=share)
    if covers == "hidden_tokens" and outputs > 0:
        return Bill(hidden=max(ONE, (bill - inputs) / outputs))
    most = MOST_TIMES_REASONING if reasons else MOST_TIMES
    if covers == "this_only" or share <= most:
        return Bill(_paid(share))
    told = (
        f"Your bill ({show_usd(bill)} a month) is {show_number(share)} times what your requests and tokens cost at list prices ({show_usd(listed)}): "
        f"does it hold other work, several calls a request, or hidden reasoning tokens (bill_covers)? Until you say, {most.normalize():f} times list counts."
    )
    return Bill(_paid(most), asked=told, unsaid=True)


def _paid(share: Decimal) -> Paid:
    why = "cache, batch or a discount" if share < 1 else "more tokens than you said, or a dearer tier"
    return Paid(share, f"you pay {share * 100:.0f} % of list: {why}")
