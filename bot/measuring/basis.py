"""What measuring takes from outside: the tokenizer, where one is installed, and the price lists."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from flows.costs import Catalogue
from flows.costs.a_round import rounds, said_of
from flows.costs.list_price import list_usd
from flows.measure.measure import RoundCosts
from flows.measure.months import ListPrice
from flows.measure.tokens import Tokens
from flows.measure.usage.used import Used


def installed_tokens() -> Tokens:
    """o200k where rs-bpe is installed (the extra `tokens`), else an estimate from the size."""
    try:
        from rs_bpe.bpe import openai  # type: ignore[import-not-found,unused-ignore]
    except ImportError:
        return Tokens()
    encoding: Any = openai.o200k_base()
    count: Callable[[str], int] = encoding.count
    return Tokens(count)


def round_costs(catalogue: Callable[[], Catalogue], today: date, route: str | None) -> RoundCosts:
    """What a round on so many tokens an epoch costs where training is open, and where the longest row does not fit.

    route   the option that a verdict names, such as sft:openai/gpt-4.1: then it alone counts
    """
    return lambda tokens, longest: said_of(rounds(catalogue(), today, tokens), longest, route)


def list_prices(catalogue: Callable[[], Catalogue], today: date) -> ListPrice:
    """US dollars by list for what a row of usage used, on its day or else today."""

    def price(used: Used) -> float | None:
        return list_usd(
            catalogue(),
            used.model,
            used.day or today,
            used.input or 0,
            used.output or 0,
            used.cached or 0,
            used.requests,
            batch=used.batch,
        )

    return price
