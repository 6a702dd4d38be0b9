"""What one round of supervised fine-tuning on a data set costs on the routes that are open, and whether its rows fit there."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from pricing.catalogue import Catalogue
from pricing.hosts import host_name
from pricing.money import MILLION, show_usd


@dataclass(frozen=True, slots=True)
class Round:
    """A round on a route: US dollars, and the most tokens of one example there (None: not known)."""

    option: str
    name: str
    usd: Decimal
    most_tokens: int | None
    cited: str

    def takes(self, longest: int) -> bool:
        """Whether an example of so many tokens fits, as far as that is known."""
        return self.most_tokens is None or longest <= self.most_tokens


def rounds(catalogue: Catalogue, as_of: date, tokens: int) -> tuple[Round, ...]:
    """A round of so many tokens an epoch on every route that a new team may start on, the cheapest first."""
    epochs = catalogue.estimate("training.epochs").likely
    found = []
    for route in catalogue.routes:
        if route.method != "sft" or not route.named_model or not catalogue.allows(route.host):
            continue
        price = catalogue.route_prices(route, as_of).get("training_usd_per_1m")
        if price is None or not price.value or not catalogue.availability(route, as_of, "never").available:
            continue
        usd = tokens * epochs / MILLION * price.value
        minimum = catalogue.route_prices(route, as_of).get("minimum_usd_per_job")
        ability = catalogue.ability(route.option_id, as_of)
        found.append(
            Round(
                route.option_id,
                f"{route.model} at {host_name(route.host)}",
                max(usd, minimum.value) if minimum is not None else usd,
                None if ability is None else ability.train_tokens,
                price.fact.cite(),
            )
        )
    return tuple(sorted(found, key=lambda one: (one.usd, one.name)))


def _on_one(named: Round, longest: int) -> list[str]:
    sentences = [f"A round on this set (three epochs) costs {_usd(named.usd)} on {named.name}; {named.cited}."]
    if not named.takes(longest):
        sentences.append(f"The longest row has {longest:,} tokens; an example there may have {named.most_tokens:,}.")
    return sentences


def _usd(value: Decimal) -> str:
    return show_usd(value) if value >= Decimal("0.01") else "under a cent"


def said_of(found: tuple[Round, ...], longest: int, route: str | None = None) -> list[str]:
    """What a round costs on the route that the verdict names, else on the cheapest and the dearest; and where rows are too long."""
    if not found:
        return []
    named = next((one for one in found if one.option == route), None)
    if named is not None:
        return _on_one(named, longest)
    least, most = found[0], found[-1]
    sentences = [
        f"A round on this set (three epochs) costs {_usd(least.usd)} at the cheapest open route that is billed by the token "
        f"({least.name}) and {_usd(most.usd)} at the dearest ({most.name}); {least.cited}."
    ]
    short = [one for one in found if not one.takes(longest)]
    if short:
        limit = max(one.most_tokens or 0 for one in short)
        sentences.append(
            f"The longest row has {longest:,} tokens: on {len(short)} of {len(found)} routes that is more than an example may have "
            f"({short[0].name} takes {short[0].most_tokens:,}; at most {limit:,} among them)."
        )
    return sentences
