"""The strongest doubt about a verdict, in one sentence."""

from __future__ import annotations

from decimal import Decimal

from flows.costs import Assessment, Option
from flows.verdict.option_parts import is_confirmed
from flows.verdict.worth import unconfirmed

# From this chance of losing money on it is said on the first screen. [own]
_WORTH_SAYING = Decimal("0.1")


def strongest_doubt(assessment: Assessment, option: Option | None, contradictions: tuple[str, ...]) -> str | None:
    """What contradicts itself comes first, then a likely loss, then a price that nobody confirmed; None where none of these holds.

    option   the training option that the verdict names; None where nothing is trained
    """
    if contradictions:
        return contradictions[0]
    if option is None:
        return None
    outcome = assessment.outcome(option)
    if outcome is not None and assessment.answers.get("reason") == "cost" and outcome.p_loss >= _WORTH_SAYING:
        share = f"{float(outcome.p_loss):.0%}".replace("%", " %")
        return f"It loses money in {share} of 10,000 futures, and that leaves out that training fails."
    return unconfirmed(option) if is_confirmed(option) is False else None
