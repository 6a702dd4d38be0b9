"""Answers -> plan, options and figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, partial

from flows.costs.ranking import rank, token_rank
from flows.costs.situation import Situation
from flows.text import word_set
from flows.truth import Truth, known, unknown
from pricing import breakeven
from pricing.lines import TeamPlan
from pricing.offers import Offer, distilling_offers, offer_named, training_offers, untuned_offers
from pricing.options import Option, serve_tuned, serve_untuned, serve_with_retrieval
from pricing.today import todays_offer
from pricing.uncertainty import NetDistribution, net_distributions


@dataclass(frozen=True)
class Assessment(Situation):
    """The money side of a case: every option with its pay-back, and the route to take."""

    # --- options ---

    @cached_property
    def today(self) -> Option:
        """Staying on today's model."""
        offer = todays_offer(self.catalogue, self.as_of, self.todays_model, self._request_size)
        return serve_untuned(offer, self._plain_plan)

    @cached_property
    def _plain_plan(self) -> TeamPlan:
        return TeamPlan(self.as_of, self.workload, None, 0, self.upkeep, bill=self.answers.number("monthly_spend_usd"))

    @cached_property
    def untuned(self) -> tuple[Option, ...]:
        """The untuned models, cheapest first; those without a known cost last."""
        offers = untuned_offers(self.catalogue, self.as_of, self.team, self._request_size)
        options = [serve_untuned(offer, self._plain_plan) for offer in offers if offer.model != self.today.offer.model]
        return tuple(
            sorted(
                options,
                key=lambda option: (
                    option.offer.rates is None,
                    option.monthly_usd or token_rank(option.offer),
                    option.id,
                ),
            )
        )

    @cached_property
    def retrieval(self) -> Option:
        """Today's model with retrieval."""
        return serve_with_retrieval(self.today.offer, self._plain_plan, self.catalogue)

    @cached_property
    def tuned(self) -> tuple[Option, ...]:
        """Every training route of the catalogue, open to the team or not."""
        return tuple(self._tune(offer) for offer in self._offers)

    @cached_property
    def _offers(self) -> tuple[Offer, ...]:
        """Distillation is an option where quality is fine: then a teacher exists."""
        routes = training_offers(self.catalogue, self.as_of, self.team)
        if self.answers.get("gap") != "none":
            return routes
        return (*routes, *distilling_offers(self.catalogue, self.as_of, self.team))

    @cached_property
    def _plans(self) -> dict[str, TeamPlan]:
        return {}

    @cached_property
    def _tuned_by_id(self) -> dict[str, Option]:
        return {}

    def _tune(self, offer: Offer) -> Option:
        """A route with its costs, made once and only where somebody asks for it."""
        if offer.id not in self._tuned_by_id:
            plan = self._plans.get(offer.kind) or self._plans.setdefault(offer.kind, self.plan(offer.kind))
            self._tuned_by_id[offer.id] = serve_tuned(offer, plan, self.catalogue)
        return self._tuned_by_id[offer.id]

    def tuned_again(self, option: Option) -> Option:
        """The same route under these answers: one option without building the others."""
        return serve_tuned(option.offer, self.plan(option.offer.kind), self.catalogue)

    def money_key(self) -> tuple[object, ...]:
        """What the pay-back depends on: two cases with the same key have the same."""
        return tuple(sorted((id_, str(value)) for id_, value in self.answers.values.items() if id_ not in _NO_MONEY))

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """All options, today's first."""
        return (self.today, *self.untuned, self.retrieval, *self.tuned)

    def named(self, id_: str) -> Option | None:
        """One option by its id without building the others, also where it can no longer be taken; None for an id of none."""
        if id_ in ("status_quo", "rag"):
            return self.today if id_ == "status_quo" else self.retrieval
        offer = offer_named(self.catalogue, self.as_of, self.team, id_, self._request_size)
        if offer is None:
            return None
        return serve_untuned(offer, self._plain_plan) if offer.training is None else self._tune(offer)

    # --- pay-back ---

    def horizon(self, option: Option) -> Decimal:
        """Months over which the option is counted, from the day it goes live."""
        ends = self.today.offer.ends
        # A model that is gone already was replaced by something; what it would cost still tells the most.
        today_ends = ends.on if ends is not None and ends.on > self.as_of else None
        starts = self.live_on if option.trains else self.as_of
        return breakeven.horizon_months(option, starts, self.team_horizon, self.retrain_months, today_ends)

    def net(self, option: Option) -> Decimal | None:
        """Net USD over the option's horizon against staying put; None where unknown."""
        return (
            None
            if self.workload is None
            else breakeven.net_usd(option, self.today, self.workload, self.horizon(option))
        )

    def break_even(self, option: Option) -> Decimal | None:
        """Months to pay-back; None for never or unknown."""
        return None if self.workload is None else breakeven.break_even_months(option, self.today, self.workload)

    def pays_back_on(self, option: Option, live_on: date | None = None) -> date | None:
        """The day a tuned model has earned its training back, counted from the day it goes live; None for never or unknown."""
        months = self.break_even(option) if option.trains else None
        return None if months is None else breakeven.day_past(live_on or self.live_on, months)

    def saving(self, option: Option) -> Decimal | None:
        """USD saved in the first month before upkeep; None where unknown."""
        return breakeven.saving_usd(option, self.today)

    def cumulative(self, option: Option, months: int) -> list[tuple[Decimal, Decimal]] | None:
        """USD spent by the end of each month, staying put and on the option; None where unknown."""
        return None if self.workload is None else breakeven.cumulative_usd(option, self.today, self.workload, months)

    def candidates(self, method: str) -> list[Option]:
        """Options by which a method can be done by this team on the day, the best first."""
        fitting = [self._tune(offer) for offer in self._offers if offer.available and offer.kind == method]
        return sorted(fitting, key=partial(rank, self))

    def bill_mismatch(self) -> Decimal | None:
        """The stated bill where what was said of requests and tokens gives another one (by a fifth or more)."""
        bill, computed = self.answers.number("monthly_spend_usd"), self.today.monthly_usd
        if bill is None or computed is None or self.assumed or abs(computed - bill) <= max(bill, computed) / 5:
            return None
        return bill

    def outlives_horizon(self, option: Option) -> bool:
        """The model is not announced to stop before the team's horizon ends."""
        ends = option.offer.ends
        return ends is None or breakeven.months_between(self.as_of, ends.on) >= self.team_horizon

    def is_dated(self, option: Option) -> bool:
        """Newer models of its size have overtaken it; it is taken where nothing newer fits."""
        released = option.offer.released
        return released is not None and (self.as_of - released).days > self.thresholds.dated_days

    def recommended(self, method: str) -> Option | None:
        """The route to take for a training method, None where none is open."""
        candidates = self.candidates(method)
        return candidates[0] if candidates else None

    def made_for_traffic(self) -> list[Option]:
        """The supervised routes open to the team that may serve traffic: those whose pay-back counts."""
        return [
            option
            for option in self.tuned
            if option.offer.available and option.offer.kind in ("sft", "lora") and not option.offer.trial_serving
        ]

    def hosted_open(self, method: str) -> bool:
        """Whether a hosted route for the method is open to the team on the day."""
        return any(offer.available and offer.kind == method for offer in self._offers)

    def pays_back(self, method: str) -> Truth:
        """Whether a route for the method that is open to the team, and made for traffic, pays back inside its horizon."""
        missing = self.missing()
        waiting = tuple(id_ for id_ in (*missing, *_ALSO_DECIDE) if not self.settled(id_))
        if missing or waiting:
            return unknown(*(waiting or missing))
        fitting = [
            offer for offer in self._offers if offer.available and offer.kind == method and not offer.trial_serving
        ]
        lost = False
        for offer in fitting:
            net = self.net(self._tune(offer))
            if net is not None and net > 0:
                return known(True)
            lost = lost or net is not None
        return known(False) if lost or not fitting else unknown()

    def missing(self) -> tuple[str, ...]:
        """The questions without which today's cost cannot be computed."""
        if self.today.monthly_usd is not None:
            return ()
        wanted = ["model"] if self.answers.get("model") is None or self.unclear_model else []
        wanted += [
            id_ for id_ in ("requests_per_month", "input_tokens", "output_tokens") if self.answers.get(id_) is None
        ]
        return tuple(wanted or ["monthly_spend_usd"])

    def outcomes(self) -> dict[str, NetDistribution]:
        """Ranges of the net and chances of loss for every option whose costs are known."""
        if self.workload is None or self.today.request_usd is None:
            return {}
        counted = {
            option.id: (option, self.horizon(option))
            for option in self.options
            if option.id != "status_quo" and option.offer.available
        }
        spread = self.catalogue.estimate("workload.spread").range
        return net_distributions(counted, self.today, self.workload, spread)


# What can turn a pay-back beside today's cost: in a conversation it is asked before money decides.
_ALSO_DECIDE = (
    "upkeep_usd", "openai_tuning", "data_may_leave", "hosts", "cached_share", "growth_per_month", "saved_input_tokens", "iterations",
    "horizon_months",
)  # fmt: skip

# Answers that no cost depends on. An id that is missing here only costs time.
_NO_MONEY = word_set(
    "use_case prompting retrieval gap strongest_model smaller_model real_share facts_change recurrence"
    " upkeep_owner metric test_independent baseline hypothesis target gradeable sometimes_right"
    " latency_sensitive success_rate tuned_success_rate"
)
