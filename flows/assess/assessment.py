"""Answers -> plan, options and figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from flows.answers import Answers
from flows.assess.people import work_left
from flows.assess.workload import ASSUMED_INPUT, ASSUMED_OUTPUT, workload_of
from flows.thresholds import Thresholds, examples_floor
from flows.truth import Truth, known, unknown
from pricing import breakeven
from pricing.base_prices import find
from pricing.catalogue import Catalogue
from pricing.facts import BaseModelId
from pricing.lines import Item, Plan
from pricing.money import ZERO, Range
from pricing.offers import Offer, Team, distilling_offers, todays_offer, training_offers, untuned_offers
from pricing.options import Option, serve_tuned, serve_untuned, serve_with_retrieval
from pricing.uncertainty import Outcome, outcomes
from pricing.workload import Workload

# Methods that may carry one another: a distillation is supervised training on a teacher's outputs.
CARRIERS: dict[str, tuple[str, ...]] = {
    "sft": ("sft",),
    "distillation": ("distillation",),
    "rft": ("rft",),
    "lora": ("lora",),
}


@dataclass(frozen=True)
class Assessment:
    """The money side of a case. Everything is computed once, when first asked for."""

    answers: Answers
    as_of: date
    catalogue: Catalogue
    thresholds: Thresholds

    # --- what the team has and wants, in numbers ---

    @cached_property
    def base(self) -> BaseModelId | None:
        """Where today's model is priced, None for an unknown name."""
        name = self.answers.text("model")
        return None if not name else self.catalogue.base_named(name) or find(name)

    @cached_property
    def team(self) -> Team:
        """Which routes the team may take."""
        hosts = self.answers.get("hosts")
        history = self.answers.text("openai_tuning")
        may = self.answers.get("data_may_leave")
        if may is None and self.answers.get("reason") == "residency":
            may = False
        return Team(
            history="active" if history == "active" else "inactive" if history == "inactive" else "never",
            hosts=None if not isinstance(hosts, tuple) or "any" in hosts else frozenset(hosts),
            data_may_leave=may if isinstance(may, bool) else None,
        )

    @cached_property
    def known_hosts(self) -> frozenset[str]:
        """Every place for which the catalogue has a route."""
        return frozenset(one.host for one in self.catalogue.routes)

    def may_use(self, host: str) -> bool:
        """Whether the team's own limits allow a provider."""
        return self.team.data_may_leave is not False and (self.team.hosts is None or host in self.team.hosts)

    @cached_property
    def assumed(self) -> tuple[str, ...]:
        """What was assumed to make a workload of an incomplete answer, in sentences."""
        return self._workload[1]

    @cached_property
    def workload(self) -> Workload | None:
        """Requests and tokens; from the bill where only that is known; None where neither is."""
        return self._workload[0]

    @cached_property
    def _workload(self) -> tuple[Workload | None, tuple[str, ...]]:
        return workload_of(self.answers, self.base, self.catalogue, self.as_of)

    @cached_property
    def _request_size(self) -> int:
        return int(self.workload.input_tokens if self.workload else ASSUMED_INPUT)

    @cached_property
    def floor(self) -> int:
        """The fewest examples worth training on for this task."""
        return examples_floor(self.answers.text("task"), self.thresholds)

    @cached_property
    def iterations(self) -> int:
        """Training rounds budgeted, the threshold's default where not said."""
        said = self.answers.get("iterations")
        return said if isinstance(said, int) and not isinstance(said, bool) and said > 0 else self.thresholds.iterations

    @cached_property
    def retrain_months(self) -> Decimal | None:
        """Months until behaviour has changed so that training must be repeated; None for rarely or unknown."""
        change = self.answers.get("requirements_change")
        return {"monthly": Decimal(1), "weekly": Decimal("0.25")}.get(change) if isinstance(change, str) else None

    @cached_property
    def team_horizon(self) -> Decimal:
        """Months within which the team wants its money back."""
        return self.answers.number("horizon_months") or self.thresholds.horizon_months

    def checkpoint(self, number: int) -> date:
        """The day of a checkpoint; 0 is the start. Rounds take `days_per_iteration`, the start is one such span away."""
        return self.as_of + timedelta(days=self.thresholds.days_per_iteration * (number + 1))

    @cached_property
    def deciding_checkpoint(self) -> int:
        """Checkpoint 2, or the only one: what has not reached the target by then stops."""
        return min(2, self.iterations)

    @property
    def live_on(self) -> date:
        """The day a tuned model goes live: the checkpoint that decides."""
        return self.checkpoint(self.deciding_checkpoint)

    @cached_property
    def upkeep(self) -> Item:
        """The team's figure, or the lean scenario."""
        said = self.answers.number("upkeep_usd")
        if said is not None:
            return Item("upkeep", Range.exactly(said), "your figure", None)
        lean = self.catalogue.estimate("upkeep.lean")
        return Item("upkeep, lean scenario", lean.range, lean.note or "", lean.as_fact())

    def plan(self, method: str) -> Plan:
        """What doing it by a method would take: rounds, people, labels, teacher outputs."""
        examples = self.answers.number("examples")
        need = self.floor if method != "rft" else 1
        trained = max(int(examples), need) if examples is not None else self.floor
        return Plan(
            as_of=self.as_of,
            workload=self.workload,
            examples=trained,
            iterations=self.iterations,
            upkeep=self.upkeep,
            once=tuple(work_left(method, trained, self.answers, self.catalogue, self.thresholds)),
            teacher_usd=self._teacher_usd(trained) if method == "distillation" else ZERO,
            saved_input_tokens=self.answers.number("saved_input_tokens") or ZERO,
            bill=self.answers.number("monthly_spend_usd"),
        )

    def _teacher_usd(self, examples: int) -> Decimal | None:
        if self.answers.get("teacher_outputs") is True:
            return ZERO
        return None if self.today.request_usd is None else self.today.request_usd * examples

    # --- options ---

    @cached_property
    def today(self) -> Option:
        """Staying on today's model."""
        offer = todays_offer(self.catalogue, self.as_of, self.answers.text("model"), self.base, self._request_size)
        return serve_untuned(offer, self._plain_plan)

    @cached_property
    def _plain_plan(self) -> Plan:
        return Plan(self.as_of, self.workload, None, 0, self.upkeep, bill=self.answers.number("monthly_spend_usd"))

    @cached_property
    def untuned(self) -> tuple[Option, ...]:
        """The untuned models, cheapest first; those without a known cost last."""
        offers = untuned_offers(self.catalogue, self.as_of, self.team, self._request_size)
        options = [serve_untuned(one, self._plain_plan) for one in offers if one.model != self.today.offer.model]
        return tuple(sorted(options, key=lambda one: (one.offer.rates is None, one.monthly_usd or _rate_rank(one.offer), one.id)))

    @cached_property
    def retrieval(self) -> Option:
        """Today's model with retrieval."""
        return serve_with_retrieval(self.today.offer, self._plain_plan, self.catalogue)

    @cached_property
    def tuned(self) -> tuple[Option, ...]:
        """Every training route of the catalogue, open to the team or not."""
        return tuple(self._tune(one) for one in self._offers)

    @property
    def _offers(self) -> tuple[Offer, ...]:
        """Distillation is an option where quality is fine: then a teacher exists."""
        routes = training_offers(self.catalogue, self.as_of, self.team)
        if self.answers.get("gap") != "none":
            return routes
        return (*routes, *distilling_offers(self.catalogue, self.as_of, self.team))

    @cached_property
    def _plans(self) -> dict[str, Plan]:
        return {method: self.plan(method) for method in CARRIERS}

    def _tune(self, offer: Offer) -> Option:
        return serve_tuned(offer, self._plans[offer.kind], self.catalogue)

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
        return None if self.workload is None else breakeven.net_usd(option, self.today, self.workload, self.horizon(option))

    def break_even(self, option: Option) -> Decimal | None:
        """Months to pay-back; None for never or unknown."""
        return None if self.workload is None else breakeven.break_even_months(option, self.today, self.workload)

    def saving(self, option: Option) -> Decimal | None:
        """USD saved in the first month before upkeep; None where unknown."""
        return breakeven.saving_usd(option, self.today)

    def cumulative(self, option: Option, months: int) -> list[tuple[Decimal, Decimal]] | None:
        """USD spent by the end of each month, staying put and on the option; None where unknown."""
        return None if self.workload is None else breakeven.cumulative_usd(option, self.today, self.workload, months)

    def candidates(self, method: str) -> list[Option]:
        """Options by which a method can be done by this team on the day, the best first."""
        fitting = [one for one in self.tuned if one.offer.available and one.offer.kind in CARRIERS[method]]
        return sorted(fitting, key=self._rank)

    def _rank(self, option: Option) -> tuple[object, ...]:
        net = self.net(option)
        complete = (
            option.upfront is not None
            and (option.request_usd is not None or self.workload is None)
            and "serving price" not in option.unknown
        )
        return (
            not complete,
            not option.offer.named_model,
            self.answers.get("task") in option.offer.unsuited,
            option.offer.trial_serving,
            self.answers.get("reason") == "cost" and net is not None and net <= 0,
            self._freshness(option),
            self._size_order[option.offer.size],
            -net if net is not None else Decimal(0),
            _rate_rank(option.offer),
            option.id,
        )

    def _freshness(self, option: Option) -> int:
        """0 for a base of the last 18 months, 1 where its age is not known, 2 for one that newer ones have overtaken."""
        return 1 if option.offer.released is None else 2 if self.is_dated(option) else 0

    @cached_property
    def _size_order(self) -> dict[str, int]:
        """Middle sizes first; where speed counts small ones come before large ones."""
        fast = self.answers.get("reason") == "latency" or self.answers.get("latency_sensitive") is True
        return {"mid": 0, "small": 1, "large": 2, "frontier": 3} if fast else {"mid": 0, "large": 1, "small": 2, "frontier": 3}

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
        found = self.candidates(method)
        return found[0] if found else None

    def made_for_traffic(self) -> list[Option]:
        """The supervised routes open to the team that may serve traffic: those whose pay-back counts."""
        kinds = (*CARRIERS["sft"], *CARRIERS["lora"])
        return [one for one in self.tuned if one.offer.available and one.offer.kind in kinds and not one.offer.trial_serving]

    def hosted_open(self, method: str) -> bool:
        """Whether a hosted route for the method is open to the team on the day."""
        return any(one.available and one.kind in CARRIERS[method] for one in self._offers)

    def pays_back(self, method: str) -> Truth:
        """Whether a route for the method that is open to the team, and made for traffic, pays back inside its horizon."""
        missing = self.missing()
        waiting = tuple(one for one in (*missing, *_ALSO_DECIDE) if not self.answers.asked(one))
        if missing or waiting:
            return unknown(*(waiting or missing))
        fitting = [one for one in self._offers if one.available and one.kind in CARRIERS[method] and not one.trial_serving]
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
        wanted = ["model"] if self.answers.get("model") is None else []
        wanted += [one for one in ("requests_per_month", "input_tokens", "output_tokens") if self.answers.get(one) is None]
        return tuple(wanted or ["monthly_spend_usd"])

    def outcomes(self) -> dict[str, Outcome]:
        """Ranges of the net and chances of loss for every option whose costs are known."""
        if self.workload is None or self.today.request_usd is None:
            return {}
        counted = {one.id: (one, self.horizon(one)) for one in self.options if one.id != "status_quo" and one.offer.available}
        spread = self.catalogue.estimate("workload.spread").range
        return outcomes(counted, self.today, self.workload, spread)


# What can turn a pay-back beside today's cost: in a conversation it is asked before money decides.
_ALSO_DECIDE = (
    "upkeep_usd", "openai_tuning", "data_may_leave", "hosts", "cached_share", "growth_per_month", "saved_input_tokens", "iterations",
    "horizon_months",
)  # fmt: skip

# Answers that no cost depends on. An id that is missing here only costs time.
_NO_MONEY = frozenset(
    {
        "use_case", "prompting", "retrieval", "gap", "strongest_model", "smaller_model", "real_share", "facts_change",
        "recurrence", "upkeep_owner", "metric", "test_independent", "baseline", "hypothesis", "target", "gradeable",
        "sometimes_right", "latency_sensitive", "success_rate", "tuned_success_rate",
    }
)  # fmt: skip


def _rate_rank(offer: Offer) -> Decimal:
    """USD for 1,000 requests of an assumed size, to order options while the volume is unknown."""
    if offer.rates is not None:
        return offer.rates.request_usd(ASSUMED_INPUT, ZERO, ASSUMED_OUTPUT) * 1000
    return offer.gpus.usd_per_hour.likely if offer.gpus is not None else Decimal(10**6)
