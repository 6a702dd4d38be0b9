"""The gate of money, and which of the routes that pass it is taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property, partial
from itertools import chain, groupby
from typing import Self

from flows.costs.every_option import has_price
from flows.costs.over_the_horizon import OverTheHorizon
from flows.costs.ranking import before_money, by_money
from flows.questions.answers import Answers
from pricing.able import Region, unable
from pricing.money import CENT, EXACTLY_ZERO
from pricing.offers import Offer
from pricing.options import Option
from pricing.timeline import Leg, compare, months_between
from pricing.uncertainty import crossing, has_earned_by, nets, staying_costs_at_least
from pricing.workload import HOURS_PER_MONTH


@dataclass(frozen=True)
class Gate(OverTheHorizon):
    """What may be recommended, and what is."""

    def available(self, method: str) -> list[Option]:
        """The routes of a method that are open to the team on the day and able to do the task."""
        return [self._tune(offer) for offer in self._offers if offer.available and offer.kind == method]

    def candidates(self, method: str) -> Iterator[Option]:
        """Options by which a method can be done by this team on the day, the best first.

        Nets are drawn only where they decide: among those that are alike in all that counts before money.
        """
        fitting = self.available(method)
        for _, alike in groupby(sorted(fitting, key=partial(before_money, self)), key=partial(before_money, self)):
            yield from sorted(alike, key=partial(by_money, self))

    @cached_property
    def _chosen(self) -> dict[str, Option | None]:
        return {}

    def fails(self, option: Option) -> str | None:
        """Why an option may not be recommended where cost is the reason; None where it may, or its costs are not known.

        A training price that is unknown counts as nothing here: it can put an option out, never in.
        """
        if option.id not in self._failing:
            self._failing[option.id] = self._why_it_fails(option)
        return self._failing[option.id]

    @cached_property
    def _failing(self) -> dict[str, str | None]:
        return {}

    def _surely_fails(self, offer: Offer) -> bool:
        """Whether the GPUs that it rents, and its upkeep, cost more by themselves than too many futures could save."""
        starts, ends = self._span(offer)
        if offer.gpus is None or offer.gpus.own or ends <= starts:
            return False
        if (starts, ends) not in self._stays_cost:
            self._stays_cost[starts, ends] = self._least_stayed(starts, ends)
        stayed = self._stays_cost[starts, ends]
        rent = offer.gpus.usd_per_hour.low * HOURS_PER_MONTH + self.upkeep.usd.low
        return stayed is not None and stayed < rent * (ends - starts)

    @cached_property
    def _stays_cost(self) -> dict[tuple[Decimal, Decimal], Decimal | None]:
        return {}

    def _least_stayed(self, starts: Decimal, ends: Decimal) -> Decimal | None:
        """USD that staying put costs between two months in all but too many of the futures; None where unknown."""
        if self.workload is None:
            return None
        compared = compare(self.today, (Leg(starts, ends, self.today),), self.staying, self.workload, self.moving)
        if any(stretch.stay.input_usd is None for stretch in compared.stretches):
            return None
        moves = compared.moves * self.moving.usd.high
        return staying_costs_at_least(compared, self._spread, self.thresholds.loss_share) + moves

    def _why_it_fails(self, option: Option) -> str | None:
        limits = self.thresholds
        compared = self.compared(option)
        if compared is None:
            return None
        if option.training is None:
            compared = replace(compared, option=replace(option, training=EXACTLY_ZERO))
        drawn = self.nets(option) if option.training is not None else nets(compared, self._spread)
        if drawn is None:
            return None
        if not drawn.gains:
            return "it costs more than staying put"
        if drawn.p_loss > limits.loss_share:
            return f"it loses money in {drawn.p_loss:.0%} of the futures"
        life = self.life_months(option)
        if life is None:
            return None
        if life < limits.life_months:
            return "its model ends too soon after going live"
        pay_backs = limits.life_pay_backs
        if pay_backs and not has_earned_by(compared, self._spread, compared.begins + life / pay_backs):
            return "its model ends before it has paid back for long"
        return None

    def of(self, answers: Answers) -> Self:
        """The same day and facts for other answers, made once; this one where they change no figure."""
        if self.has_the_figures_of(answers):
            return self
        if answers not in self._of_others:
            self._of_others[answers] = replace(self, answers=answers)
        return self._of_others[answers]

    @cached_property
    def _of_others(self) -> dict[Answers, Self]:
        return {}

    def turns_at(self, option: Option, other: Gate, apart: Decimal, share: Decimal) -> Decimal | None:
        """How far from this case, on the way to another one, such a share of the futures loses with an option.

        apart   how far the other case is, in the unit of what differs
        """
        here, there = self.nets(option), other.nets(other.tuned_again(option))
        return None if here is None or there is None or not apart else crossing(here, there, apart, share)

    def gate_margin(self, option: Option) -> Decimal | None:
        """How far an option is from failing the gate of money, in USD of net in its worst futures; above zero it passes.

        None where costs are not known.
        """
        drawn = self.nets(option)
        if drawn is None:
            return None
        worst = drawn.at(self.thresholds.loss_share)
        if self.fails(option) is None:
            return max(worst, CENT)
        return worst if worst < 0 else -CENT

    def recommended(self, method: str) -> Option | None:
        """The route to take for a training method, None where none is open whose price is known."""
        if method not in self._chosen:
            self._chosen[method] = self._choose(method)
        return self._chosen[method]

    def _choose(self, method: str) -> Option | None:
        priced = (option for option in self.candidates(method) if has_price(option))
        first = next(priced, None)
        if first is None or self.answers.get("reason") != "cost" or self.workload is None:
            return first
        return next((option for option in chain([first], priced) if self.fails(option) is None), first)

    def outlives_horizon(self, option: Option) -> bool:
        """The model is not announced to stop before the team's horizon ends."""
        ends = option.offer.ends
        return ends is None or ends.at_earliest or months_between(self.as_of, ends.on) >= self.team_horizon

    def region_decides(self, options: Iterable[Option]) -> bool:
        """One of these is known to be served in only one of the EU and the US, and nobody has said which it has to be."""
        regions: tuple[Region, ...] = ("eu", "us")
        return any(
            unable(option.offer, replace(self.need, region=region)) is not None
            for option in options
            for region in regions
        )

    def is_dated(self, option: Option) -> bool:
        """Newer models of its size have overtaken it; it is taken where nothing newer fits."""
        released = option.offer.released
        return released is not None and (self.as_of - released).days > self.thresholds.dated_days

    def hosted_open(self, method: str) -> bool:
        """Whether a hosted route for the method is open to the team on the day."""
        return any(offer.available and offer.kind == method for offer in self._offers)
