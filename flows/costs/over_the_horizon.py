"""An option against staying put over the months: its net, when it pays back, its budget, and what a right answer and a try are worth."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from flows.costs.every_option import EveryOption
from pricing.lines import CostItem
from pricing.money import ZERO
from pricing.offers import Offer
from pricing.options import Option
from pricing.timeline import Comparison, Leg, compare, day_after, growth_sum, months_between
from pricing.uncertainty import (
    BUDGET,
    MEDIAN,
    NetDistribution,
    Nets,
    Spread,
    cumulative_nets,
    nets,
    pay_back_months,
    upfront_usd,
)


@dataclass(frozen=True)
class OverTheHorizon(EveryOption):
    """Every option with its months."""

    @cached_property
    def _spread(self) -> Spread:
        volume, output = (self.catalogue.estimate(f"workload.{name}").range for name in ("spread", "output_spread"))
        return Spread(volume, output)

    def _legs(self, option: Option) -> tuple[Leg, ...]:
        """When an option serves, inside the horizon: a tuned model from its going live to its end or to the next planned retrain."""
        if option.id == "status_quo":
            return self.staying
        starts, ends = self._span(option.offer)
        if ends <= starts:
            return ()
        if option.trains:
            return (Leg(starts, ends, option),)
        if option.offer.kind == "rag":
            todays = self.priced_over(self.today, starts, ends)
            return tuple(replace(leg, option=self._with_retrieval(leg.option)) for leg in todays)
        return tuple(self.priced_over(option, starts, ends))

    def _span(self, offer: Offer) -> tuple[Decimal, Decimal]:
        """The months from the day asked between which an offer serves."""
        trains, ends = offer.training is not None, self.team_horizon
        starts = months_between(self.as_of, self.live_on) if trains else ZERO
        if trains and offer.ends is not None:
            ends = min(ends, months_between(self.as_of, offer.ends.on))
        elif not trains:
            last = self._ends_in_time(offer)
            ends = ends if last is None else min(ends, last)
        if trains and self.retrain_months is not None:
            ends = min(ends, starts + self.retrain_months)
        return starts, ends

    def compared(self, option: Option) -> Comparison | None:
        """An option beside staying put; None while the workload is not known."""
        if self.workload is None:
            return None
        if option.id not in self._compared:
            self._compared[option.id] = compare(option, self._legs(option), self.staying, self.workload, self.moving)
        return self._compared[option.id]

    @cached_property
    def _compared(self) -> dict[str, Comparison]:
        return {}

    def months_served(self, option: Option) -> Decimal:
        """Months of the horizon in which an option serves."""
        return sum((leg.ends - leg.starts for leg in self._legs(option)), ZERO)

    def life_months(self, option: Option) -> Decimal | None:
        """Months from going live to the end of serving, not cut at the horizon; None where no end is known."""
        if option.offer.ends is None:
            return None
        return months_between(self.live_on if option.trains else self.as_of, option.offer.ends.on)

    def nets(self, option: Option) -> Nets | None:
        """Net USD over the horizon against staying put in each future; None where unknown. Drawn once."""
        if option.id not in self._nets:
            compared = self.compared(option)
            self._nets[option.id] = None if compared is None else nets(compared, self._spread)
        return self._nets[option.id]

    @cached_property
    def _nets(self) -> dict[str, Nets | None]:
        return {}

    def net(self, option: Option) -> Decimal | None:
        """Net USD over the horizon against staying put, in the middle of the futures; None where unknown."""
        if option.id == "status_quo":
            return ZERO if self.workload is not None and option.is_known else None
        if option.id not in self._middles:
            drawn = self.nets(option)
            self._middles[option.id] = None if drawn is None else drawn.middle
        return self._middles[option.id]

    @cached_property
    def _middles(self) -> dict[str, Decimal | None]:
        return {}

    def outcome(self, option: Option) -> NetDistribution | None:
        """The range of the net and the chance of a loss; None where a cost is unknown."""
        drawn = self.nets(option)
        return None if drawn is None else drawn.distribution()

    def break_even(self, option: Option) -> Decimal | None:
        """Months from the day asked until it has cost less than staying put, in the middle of the futures.

        None for never within the horizon, or unknown.
        """
        if option.id not in self._paid_back:
            compared, drawn = self.compared(option), self.nets(option)
            never = compared is None or drawn is None or not drawn.gains
            self._paid_back[option.id] = None if never or compared is None else pay_back_months(compared, self._spread)
        return self._paid_back[option.id]

    @cached_property
    def _paid_back(self) -> dict[str, Decimal | None]:
        return {}

    def pays_back_on(self, option: Option, live_on: date | None = None) -> date | None:
        """The day a tuned model has earned its training back; None for never or unknown.

        live_on   the day it goes live where that is known; without it training begins at once
        """
        months = self.break_even(option) if option.trains else None
        if months is None:
            return None
        moved = timedelta(0) if live_on is None else live_on - self.live_on
        return day_after(self.as_of, months) + moved

    def upfront(self, option: Option) -> Decimal | None:
        """USD once, in the middle of the futures; None where unknown."""
        return upfront_usd(option, MEDIAN)

    def budget(self, option: Option) -> Decimal | None:
        """USD once that four of five futures stay below: what an abort criterion holds; None where unknown."""
        return upfront_usd(option, BUDGET)

    def saving(self, option: Option) -> Decimal | None:
        """Likely USD saved in the first month it serves, before upkeep; None where unknown."""
        compared = self.compared(option)
        if compared is None or not compared.stretches or self.workload is None:
            return None
        first = compared.stretches[0]
        requests = self.workload.requests_in(int(first.starts))
        stay, move = first.stay.monthly(requests), first.move.monthly(requests)
        return None if stay is None or move is None else stay - move

    def cumulative(self, option: Option, months: int) -> list[tuple[Decimal, Decimal]] | None:
        """USD spent by the end of each month, staying put and on the option, in the middle of the futures; None where unknown."""
        compared, load = self.compared(option), self.workload
        nets = None if compared is None else cumulative_nets(compared, self._spread, months)
        if nets is None or load is None:
            return None
        spent = [self._stayed(Decimal(month)) for month in range(months + 1)]
        return [(stay, stay - net) for stay, net in zip(spent, nets, strict=True)]

    def _stayed(self, months: Decimal) -> Decimal:
        """Likely USD that staying put has cost after so many months."""
        load, spent = self.workload, ZERO
        assert load is not None, "only where the workload is known"
        for leg in self.staying:
            ends = min(leg.ends, months)
            if ends <= leg.starts:
                break
            grown = growth_sum(load.growth_per_month, ends) - growth_sum(load.growth_per_month, leg.starts)
            monthly = leg.option.spent(load.requests_per_month * grown / (ends - leg.starts))
            spent += (monthly or ZERO) * (ends - leg.starts)
        return spent

    # --- what one more right answer, and one try, is worth ---

    def usd_per_right_answer(self, option: Option) -> Decimal | None:
        """USD for each answer that training turns right; negative where it saves money too; None where unknown.

        (What it costs more a month, upkeep, and the up-front over its life or the horizon) over the answers turned right.
        """
        baseline, target = self.answers.number("baseline"), self.answers.number("target")
        return None if baseline is None or target is None else self._per_right_answer(option, target - baseline)

    def _per_right_answer(self, option: Option, gain: Decimal) -> Decimal | None:
        """USD for each right answer more, where such a share of the requests turns right.

        Over all months in which it serves: today's model may end meanwhile, and what follows it cost less.
        """
        compared, load, upfront = self.compared(option), self.workload, self.upfront(option)
        if gain <= 0 or load is None or not load.requests_per_month or compared is None or upfront is None:
            return None
        more, requests = upfront, ZERO
        for stretch in compared.stretches:
            served = load.requests_per_month * stretch.grown
            stay, move = (side.monthly(served / stretch.months) for side in (stretch.stay, stretch.move))
            if stay is None or move is None:
                return None
            more += (move - stay + option.upkeep.usd.likely) * stretch.months
            requests += served
        return more / (requests * gain) if requests else None

    def odds_needed(self, option: Option) -> Decimal | None:
        """The chance of success (0 to 1) from which trying is worth what it risks; None where it never is, or nobody can say.

        U / (U + G): U is spent until the checkpoint that decides, G is the net where it works, with the worth of the answers
        that it turns right where the cost of a wrong one is known. Where money is not the reason and that is not known, None.
        """
        net, load = self.net(option), self.workload
        if net is None or load is None or not option.trains:
            return None
        error_usd, worth = self.answers.number("error_cost_usd"), ZERO
        baseline, target = self.answers.number("baseline"), self.answers.number("target")
        if self.wrong_answers is not None:
            # They are in the net already.
            worth = ZERO
        elif error_usd is not None and baseline is not None and target is not None:
            worth = error_usd * max(ZERO, target - baseline) * load.requests_per_month * self.months_served(option)
        elif self.answers.get("reason") != "cost":
            return None
        gain, risked = net + worth, self._risked(option)
        return None if gain <= 0 or risked is None else risked / (risked + gain)

    def _risked(self, option: Option) -> Decimal | None:
        """USD spent until the deciding checkpoint, in the middle of the futures: later rounds are not run where it fails."""
        if option.training is None:
            return None
        share = Decimal(self.deciding_checkpoint) / self.iterations
        once = tuple(_part_of(item, share) for item in option.once)
        return upfront_usd(replace(option, training=option.training.times(share), once=once), MEDIAN)


def _part_of(item: CostItem, share: Decimal) -> CostItem:
    """An item as far as it is spent by a share of the rounds: what comes with each round, else the whole."""
    if not any(name in ("rounds", "judge") for name, _ in item.factors):
        return item
    (name, first), *others = item.factors
    return replace(item, factors=((name, first.times(share)), *others))
