"""Sums in another money, put into US dollars by what a company says one costs; without that they are left, and asked back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal

from flows.language.numbers import NUMERAL, SCALE, is_two_ways, plain_value

_CALLED = {
    "EUR": r"€|\beur\b|\beuros?\b", "GBP": r"£|\bgbp\b|\bpounds?\b|\bquid\b", "CHF": r"\bchf\b|\bfrancs?\b|\bfranken\b",
    "JPY": r"¥|\bjpy\b|\byen\b", "INR": r"₹|\binr\b|\brupees?\b", "SEK": r"\bsek\b", "NOK": r"\bnok\b", "DKK": r"\bdkk\b", "PLN": r"\bpln\b|\bzł\b",
    "CAD": r"\bcad\b|\bc\$", "AUD": r"\baud\b|\ba\$",
}  # fmt: skip


def in_dollars(text: str, usd_of: Mapping[str, Decimal]) -> str:
    """The text with each sum in a known money as dollars: "about €4k a month" at 1.08 is "about $4320 a month".

    usd_of   currency code -> what one of it costs in USD
    """
    for code, rate in usd_of.items():
        name = _CALLED.get(code, rf"\b{code.lower()}\b")
        sum_ = rf"(?P<digits>{NUMERAL})(?:\s?(?P<scale>{SCALE}\b))?"
        for form in (rf"(?:{name})\s?{sum_}", rf"(?<![\w.,$]){sum_}\s?(?:{name})"):
            text = re.sub(form, lambda match, rate=rate: _dollars(match, rate), text, flags=re.IGNORECASE)  # type: ignore[misc]
    return text


def _dollars(match: re.Match[str], rate: Decimal) -> str:
    if is_two_ways(match["digits"]):
        # "4.000 €" is four euros or four thousand: it stays, and is asked back.
        return match[0]
    usd = (plain_value(match["digits"], match["scale"]) * rate).quantize(Decimal("0.01")).normalize()
    return f"${usd:f}"
