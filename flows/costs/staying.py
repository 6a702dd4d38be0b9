"""What staying put costs until the horizon ends: today's model up to its end, then its successor, at prices known to come."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from flows.costs.situation import Situation
from flows.questions.compound import ScoredModels
from flows.truth import FALSE, TRUE, Truth, unknown
from pricing import base_prices, names
from pricing.facts import BaseModelId
from pricing.lines import TeamPlan
from pricing.model_facts import ModelAbility
from pricing.money import EXACTLY_ONE, MILLION, Range
from pricing.names import sold_at
from pricing.offers import DATA_STAYS, Offer, not_allowed
from pricing.options import LIST_PRICE, NO_UPKEEP, Option, serve_untuned
from pricing.timeline import Leg, day_after, months_between
from pricing.today import rates_today, successor_offer, todays_offer
from pricing.workload import HOURS_PER_MONTH

# A successor may end too; nobody names more than a few.
_MOST_SUCCESSORS = 3
# A cache that is not read for five minutes is gone; a month has so many of those.
_CACHE_LIVES_A_MONTH = HOURS_PER_MONTH * 12


@dataclass(frozen=True)
class Staying(Situation):
    """Today's model, what follows it, and every untuned model over the months of the horizon."""

    @cached_property
    def today(self) -> Option:
        """Staying on today's model, at what the team really pays."""
        offer = todays_offer(
            self.catalogue, self.as_of, self.todays_model, self._request_size, batch=self.team.batch
        )  # fmt: skip
        if offer.available and self.team.data_may_leave is False and not offer.own_machines and offer.rates is not None:
            offer = offer.closed(DATA_STAYS)
        return self._serve(offer)

    @property
    def too_long_today(self) -> str | None:
        """That a request, as told, is longer than today's model takes, in a sentence; None where it is not, or nobody knows."""
        load, model = self.workload, self.todays_model.model
        longest = None if model is None else self.catalogue.context_tokens(model, self.as_of)
        if load is None or longest is None or load.input_tokens + load.output_tokens <= longest:
            return None
        both = load.input_tokens + load.output_tokens
        return f"A request of {both:,.0f} tokens is longer than the {longest:,} that {model} takes: one of the two is not so."

    @property
    def may_not_stay(self) -> bool:
        """Today's model is served by a provider, and the data may not leave."""
        return self.today.offer.unavailable_because == DATA_STAYS

    def _serve(self, offer: Offer) -> Option:
        """An untuned model with the team's requests: what is moved to takes hours, what is sold by today's provider its share of list."""
        same = offer.kind == "status_quo" or offer.id.startswith("successor:") or self._same_provider(offer)
        return serve_untuned(
            offer,
            self.plain_plan,
            self.market,
            paid=self.bill.paid if same else LIST_PRICE,
            moving=None if offer.kind == "status_quo" else self.moving,
            bill=self.own_bill if offer.kind == "status_quo" else None,
            tokenizer=self._tokenizer(offer),
            hidden=self._hidden(offer),
        )

    def _same_provider(self, offer: Offer) -> bool:
        """Whether the provider that the team pays today sells it: its discount holds there, and nowhere else."""
        return offer.gpus is None and offer.route is not None and offer.route == self.today.offer.route

    def _hidden(self, offer: Offer) -> Range:
        """How many times its visible output a model is paid for: one that always reasons, where today's does not."""
        ability = self._ability(offer)
        thinks = ability is not None and ability.thinks
        # Of today's model the team itself says that it does.
        if self.bill.hidden is not None and (thinks or offer.kind == "status_quo"):
            return Range.exactly(self.bill.hidden)
        if offer.kind == "status_quo" or ability is None or ability.reasoning != "always" or self._todays_model_thinks:
            return EXACTLY_ONE
        more = self.catalogue.estimate("reasoning.hidden_tokens").range
        return EXACTLY_ONE + more

    def _ability(self, offer: Offer) -> ModelAbility | None:
        return None if offer.listed is None else offer.listed.ability_on(self.as_of)

    def _tokenizer(self, offer: Offer) -> Range:
        """How many tokens the model makes of what today's makes one of, where that is known."""
        ability = self._ability(offer)
        made = None if ability is None else ability.tokenizer
        if made is None or offer.kind == "status_quo" or made.against != self.todays_model.model:
            return EXACTLY_ONE
        return Range(made.low, (made.low + made.high) / 2, made.high)

    def cache_writes_usd(self, option: Option) -> Decimal | None:
        """USD a month at most for writing what is read from a cache: once in its five minutes, at the price of writing.

        None where the provider asks nothing more for it, or no share is cached. How traffic is spread nobody has said, so
        that it is told beside the figures and is in none.
        """
        load, offer = self.workload, option.offer
        base = self._base_of(offer)
        prices = None if base is None or offer.rates is None else base_prices.price_list(base, self.as_of)
        if load is None or prices is None or prices.cache_write is None or prices.cached is None:
            return None
        written = min(load.requests_per_month, _CACHE_LIVES_A_MONTH) * load.input_tokens * load.cached_share
        return written * (prices.cache_write - prices.cached) / MILLION or None

    @cached_property
    def successor(self) -> Option | None:
        """What follows today's model where that ends inside the horizon or is gone; None where nothing is known to."""
        return self._successor_of(self.today.offer) if self._ends_in_time(self.today.offer) is not None else None

    def _successor_of(self, offer: Offer) -> Option | None:
        follows = successor_offer(
            self.catalogue, self.as_of, offer, self._request_size, batch=self.team.batch
        )  # fmt: skip
        if follows is None:
            return None
        why = not_allowed(follows, self.team) if follows.available else None
        return self._serve(follows if why is None else follows.closed(why))

    @cached_property
    def scored(self) -> dict[str, str]:
        """What became of the untuned models that the team scored, by the catalogue's id: "passes" or "fails"."""
        said = self.answers.get("scored_models")
        results = said.results if isinstance(said, ScoredModels) else ()
        named = ((names.read(self.catalogue, name).model, result) for name, result in results)
        return {model: result for model, result in named if model is not None}

    @property
    def scored_another(self) -> bool:
        """Some untuned model beside today's was scored by its name, whatever came of it."""
        return any(model != self.today.offer.model for model in self.scored)

    @cached_property
    def has_the_strongest(self) -> bool:
        """Today's model is the newest of its provider's largest: who is served by it has tried the strongest."""
        mine = self.today.offer.listed
        return (
            mine is not None
            and mine.size == "frontier"
            and not any(
                model.host == mine.host and model.size == mine.size and mine.since < model.since <= self.as_of
                for model in self.catalogue.untuned
            )
        )

    @cached_property
    def successor_unscored(self) -> Truth:
        """Today's model ends before training could be live for a while, and nobody has scored what follows it.

        Unknown while a question about it was not asked (where the model runs, or which models were scored), and
        where nobody says which model it is.
        """
        if self.answers.get("model") is None or self.unclear_model is not None:
            return unknown("model")
        ends = self.today.offer.ends
        if ends is None or months_between(self.live_on, ends.on) >= self.thresholds.life_months:
            return FALSE
        if self.successor is None or self.successor.offer.model in self.scored:
            return FALSE
        asks = ("model_host", "scored_models") if self.host_decides else ("scored_models",)
        waiting = tuple(id_ for id_ in asks if not self.settled(id_))
        return unknown(*waiting) if waiting else TRUE

    def _ends_in_time(self, offer: Offer) -> Decimal | None:
        """Months until an untuned model is gone, where that is inside the horizon. A day "at the earliest" is no end yet."""
        ends = offer.ends
        if ends is None or ends.at_earliest:
            return None
        months = months_between(self.as_of, ends.on)
        return months if months < self.team_horizon else None

    @cached_property
    def staying(self) -> tuple[Leg, ...]:
        """Staying put, from the day asked to the end of the horizon."""
        legs: list[Leg] = []
        option, starts = self.today, Decimal(0)
        for _ in range(_MOST_SUCCESSORS + 1):
            ends = self._ends_in_time(option.offer)
            follows = None if ends is None else self._successor_of(option.offer)
            # Where nothing is known to follow, what it costs now still tells the most.
            until = self.team_horizon if ends is None or follows is None else max(ends, starts)
            legs += self.priced_over(option, starts, until)
            if follows is None or until >= self.team_horizon:
                break
            option, starts = follows, until
        else:
            legs += self.priced_over(option, starts, self.team_horizon)
        return tuple(legs)

    def priced_over(self, option: Option, starts: Decimal, ends: Decimal) -> list[Leg]:
        """An untuned option from one month to another, a leg for each price that is known to come."""
        if ends <= starts:
            return []
        legs, current, since = [], option, starts
        for day in self._changes(option.offer):
            month = months_between(self.as_of, day)
            changed = self._at_prices_of(option, day)
            if month >= ends:
                break
            if month <= since:
                current = changed
                continue
            legs.append(Leg(since, month, current))
            current, since = changed, month
        return [*legs, Leg(since, ends, current)]

    def _changes(self, offer: Offer) -> tuple[date, ...]:
        """The days after this one, within the horizon, on which its price is known to change."""
        base = self._base_of(offer)
        if base is None or offer.rates is None or self.todays_model.tuned:
            return ()
        last = day_after(self.as_of, self.team_horizon)
        return tuple(day for day in base_prices.changes_on(base, self.as_of) if day <= last)

    def _base_of(self, offer: Offer) -> BaseModelId | None:
        """Where the list price of an untuned model is kept."""
        if offer.kind == "status_quo":
            return self.base
        return (
            None if offer.listed is None or offer.route is None else sold_at(self.catalogue, offer.listed, offer.route)
        )

    def _at_prices_of(self, option: Option, day: date) -> Option:
        offer, size = option.offer, Decimal(self._request_size)
        if offer.kind == "status_quo":
            rates = rates_today(self.catalogue, day, self.todays_model, size, batch=self.team.batch)
        else:
            assert offer.listed is not None, "only a listed model has prices to come"
            rates = self.catalogue.rates_at(
                offer.listed.id, offer.route, self._base_of(offer), day, size, batch=self.team.batch
            )  # fmt: skip
        return option if rates is None else self._serve(replace(offer, rates=rates))

    @cached_property
    def plain_plan(self) -> TeamPlan:
        """The same requests, and nothing trained."""
        return self.done_again(TeamPlan(self.as_of, self.workload, None, 0, NO_UPKEEP), tuned=False)
