"""Answers -> options and figures: what each costs over the horizon, when it pays back, and which may be recommended."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, partial
from itertools import chain, groupby

from flows.costs.extremes import at, extremes, largest_bills, smallest_bills
from flows.costs.people import hours_of
from flows.costs.ranking import before_money, by_money, for_traffic, routes, token_rank
from flows.costs.staying import Staying
from flows.questions.answers import Answers
from flows.text import word_set
from flows.truth import TRUE, Truth, known, unknown
from pricing.able import Region, unable
from pricing.lines import CostItem, TeamPlan
from pricing.money import CENT, EXACTLY_ZERO, ONE, ZERO
from pricing.offers import Offer, offer_named, on_gpus_offers, untuned_offers
from pricing.options import Option, serve_tuned, serve_with_retrieval
from pricing.timeline import Comparison, Leg, compare, day_after, growth_sum, months_between
from pricing.uncertainty import (
    BUDGET,
    MEDIAN,
    NetDistribution,
    Nets,
    Spread,
    crossing,
    cumulative_nets,
    has_earned_by,
    nets,
    pay_back_months,
    staying_costs_at_least,
    upfront_usd,
)
from pricing.workload import HOURS_PER_MONTH


@dataclass(frozen=True)
class Assessment(Staying):
    """The money side of a case: every option with its pay-back, and the route to take."""

    # --- options ---

    @cached_property
    def untuned(self) -> tuple[Option, ...]:
        """The untuned models, cheapest first; those without a known cost last."""
        offers = untuned_offers(self.catalogue, self.as_of, self.team, self.need)
        successor = None if self.successor is None else self.successor.offer.model
        options = [self._serve(offer) for offer in offers if offer.model not in (self.today.offer.model, successor)]
        options += [self._serve(offer) for offer in on_gpus_offers(self.market, self.as_of, self.team, self.need)]
        return tuple(
            sorted(
                options,
                key=lambda option: (
                    option.request_usd is None,
                    option.monthly_usd or token_rank(option.offer),
                    option.id,
                ),
            )
        )

    @cached_property
    def passing(self) -> Option | None:
        """The cheapest untuned model that the team scored and that passes, where it can be moved to; None where none does.

        Today's own model, one that is gone or forbidden, and where cost is the reason one that costs no less, is no move.
        """
        limit = self.today.monthly_usd if self.answers.get("reason") == "cost" and self.successor is None else None
        passed = (
            [
                option
                for option in (*([] if self.successor is None else [self.successor]), *self.untuned)
                if self.scored.get(option.offer.model) == "passes" and option.offer.available
                if limit is None or option.monthly_usd is None or option.monthly_usd < limit
            ]
            if "passes" in self.scored.values()
            else []
        )
        return min(passed, key=lambda option: (option.monthly_usd is None, option.monthly_usd or 0), default=None)

    @property
    def no_move(self) -> tuple[str, ...]:
        """Models that were scored and pass, and that are no move, where none that passes is one."""
        passed = tuple(model for model, result in self.scored.items() if result == "passes")
        return passed if self.passing is None else ()

    @cached_property
    def retrieval(self) -> Option:
        """Today's model with retrieval."""
        return self._with_retrieval(self.today)

    def _with_retrieval(self, today: Option) -> Option:
        building = hours_of(self.catalogue, "people.setup_hours", "retrieval", "build retrieval")
        return serve_with_retrieval(today, self.plain_plan, self.catalogue, building)

    @cached_property
    def tuned(self) -> tuple[Option, ...]:
        """Every training route of the catalogue, open to the team or not."""
        return tuple(self._tune(offer) for offer in self._offers)

    @cached_property
    def _offers(self) -> tuple[Offer, ...]:
        """Distillation is an option where quality is fine: then a teacher exists."""
        return routes(self.market, self.as_of, self.team, self.need, taught=self._taught)

    @property
    def _taught(self) -> bool:
        return self.answers.get("gap") == "none"

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
            self._tuned_by_id[offer.id] = serve_tuned(offer, plan, self.market)
        return self._tuned_by_id[offer.id]

    def tuned_again(self, option: Option) -> Option:
        """The same route under these answers: one option without building the others."""
        return serve_tuned(option.offer, self.plan(option.offer.kind), self.market)

    def has_the_figures_of(self, other: Answers) -> bool:
        """Whether other answers would leave every figure as it is here."""
        mine, theirs = self.answers.values, other.values
        return all(mine.get(id_) == theirs.get(id_) for id_ in {*mine, *theirs} - IN_NO_FIGURE)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids of all options, today's first, without building those that train."""
        successor = () if self.successor is None else (self.successor,)
        untuned = (option.id for option in (self.today, *successor, *self.untuned, self.retrieval))
        return (*untuned, *(offer.id for offer in self._offers))

    @property
    def named_in_sources(self) -> list[Option]:
        """The training routes that a source names, so that people ask about them."""
        return [self._tune(offer) for offer in self._offers if offer.named_in_sources]

    @cached_property
    def options(self) -> tuple[Option, ...]:
        """All options, today's first."""
        successor = () if self.successor is None else (self.successor,)
        return (self.today, *successor, *self.untuned, self.retrieval, *self.tuned)

    def named(self, id_: str) -> Option | None:
        """One option by its id without building the others, also where it can no longer be taken; None for an id of none."""
        if id_ in ("status_quo", "rag"):
            return self.today if id_ == "status_quo" else self.retrieval
        if self.successor is not None and self.successor.id == id_:
            return self.successor
        offer = offer_named(self.market, self.as_of, self.team, id_, self.need)
        if offer is None:
            return None
        return self._serve(offer) if offer.training is None else self._tune(offer)

    # --- over the horizon ---

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

    # --- which to take ---

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

    def turns_at(self, option: Option, other: Assessment, apart: Decimal, share: Decimal) -> Decimal | None:
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

    def pays_back(self, method: str) -> Truth:
        """Whether a route for the method that is open to the team passes the gate of money."""
        if method not in self._paying:
            self._paying[method] = self._whether_it_pays(method)
        return self._paying[method]

    @cached_property
    def _paying(self) -> dict[str, Truth]:
        return {}

    def _whether_it_pays(self, method: str) -> Truth:
        missing = self.missing()
        if missing:
            return known(False) if self._too_small_to_pay(method) else unknown(*missing)
        asked_first = ("bill_covers",) if self.bill.unsaid and not self.settled("bill_covers") else ()
        if asked_first:
            return unknown(*asked_first)
        pays = self.pays_as_said(method)
        turning = tuple(self._turning(method, pays)) if pays.value is not None else ()
        return unknown(*turning) if turning else pays

    def pays_as_said(self, method: str) -> Truth:
        """The same by what was said, and by the defaults where nothing was."""
        # The cheapest to serve is the likeliest to pass: none has to be drawn behind the first that does.
        offers = for_traffic(self.market, self.as_of, self.team, self.need, method, taught=self._taught)
        tuned = (self._tune(offer) for offer in offers if not self._surely_fails(offer))
        pays = any(self.fails(option) is None for option in tuned if has_price(option))
        # What may not be stayed on is no measure of what training has to beat.
        return unknown() if not pays and self.may_not_stay and method == "lora" else known(pays)

    def _too_small_to_pay(self, method: str) -> bool:
        """Whether nothing would pay back even with requests as long, and a model as dear, as they may sensibly be."""
        largest = largest_bills(self)
        if largest is None:
            return False
        dearest = replace(self, answers=largest)
        return not dearest.missing() and not self._pays_at_best(method, dearest)

    @staticmethod
    def _pays_at_best(method: str, case: Assessment) -> bool:
        """Whether it may pay where all that nobody said speaks for training."""
        best = case.answers
        for id_, (_, for_it) in extremes(case).items():
            best = best if case.settled(id_) else at(best, id_, for_it)
        return replace(case, answers=best).pays_as_said(method).value is not False

    def _turning(self, method: str, pays: Truth) -> Iterator[str]:
        """What nobody was asked yet and turns whether it pays, each alone at its extreme."""
        unasked = [id_ for id_ in self._also_decide if not self.settled(id_)]
        if not unasked or (pays.value is False and not self._pays_at_best(method, self)):
            return
        far = extremes(self)
        for id_ in unasked:
            if id_ not in far:
                yield id_
                continue
            against, for_it = far[id_]
            changed = at(self.answers, id_, against if pays.value else for_it)
            if changed is not self.answers and replace(self, answers=changed).pays_as_said(method).value != pays.value:
                yield id_

    @property
    def _also_decide(self) -> tuple[str, ...]:
        """What can turn a pay-back beside today's cost: in a conversation it is asked before money decides."""
        # Data that may not leave rules every provider out, whatever the team has there.
        stays = self.team.data_may_leave is False
        return (
            *(("bill_covers",) if self.bill.unsaid else ()),
            *(id_ for id_ in _ALSO_DECIDE if not (stays and id_ in ("openai_tuning", "hosts"))),
            *(("hosts_only",) if self.places and not stays else ()),
            *(("batch",) if self.batch_decides else ()),
        )

    def is_worth_it(self, method: str) -> Truth:
        """Whether, by the team's own figures, one more right answer is worth its price and the odds are those that it takes."""
        quality = self.answers.get("reason") == "quality"
        missing = self.missing() if quality else ()
        if missing:
            return self._too_few_to_be_worth_it(method) or unknown(*missing)
        if self.workload is None or not (quality or self.answers.get("success_odds") is not None):
            return unknown()
        option = self.recommended(method)
        if option is None:
            return unknown()
        odds, needed = self.answers.number("success_odds"), self.odds_needed(option)
        if odds is not None and needed is not None and odds < needed:
            return known(False)
        return self._price_is_right(option) if quality else unknown()

    def _too_few_to_be_worth_it(self, method: str) -> Truth | None:
        """What is so however cheap a request may sensibly be: a right answer costs more than a wrong one; None where it may not."""
        smallest = smallest_bills(self)
        cheapest = None if smallest is None else replace(self, answers=smallest)
        if cheapest is None or cheapest.missing():
            return None
        worth = cheapest.is_worth_it(method)
        return worth if worth.value is False or worth.asks == ("error_cost_usd",) else None

    def _price_is_right(self, option: Option) -> Truth:
        """Whether one more right answer costs no more than a wrong one, or than the threshold where nobody knows that.

        A gain that nobody has named is asked for where a small one would be too dear: 17 requests a month, not a million.
        """
        error_usd = self.answers.number("error_cost_usd")
        limit = self.thresholds.right_answer_usd if error_usd is None else error_usd
        gained = [self.answers.number(id_) for id_ in ("baseline", "target")]
        baseline, target = gained
        best = (ONE if target is None else target) - (baseline or ZERO)
        price = self._per_right_answer(option, best)
        if price is None:
            return unknown()
        # What a wrong answer costs is not known: a price that few of them are worth stands until somebody says.
        if price > limit:
            asks = error_usd is None and not self.settled("error_cost_usd")
            return unknown("error_cost_usd") if asks else known(False)
        if None not in gained:
            return TRUE
        little = self._per_right_answer(option, min(best, _SMALL_GAIN))
        missing = tuple(id_ for id_, share in zip(("baseline", "target"), gained, strict=True) if share is None)
        return TRUE if little is None or little <= limit else unknown(*missing)

    def missing(self) -> tuple[str, ...]:
        """The questions without which today's cost cannot be computed."""
        if self.today.monthly_usd is not None or (self.workload is not None and self.staying[0].option.is_known):
            return ()
        wanted = ["model"] if self.answers.get("model") is None or self.unclear_model else []
        wanted += [
            id_ for id_ in ("requests_per_month", "input_tokens", "output_tokens") if self.answers.get(id_) is None
        ]
        return tuple(wanted or ["monthly_spend_usd"])


def has_price(option: Option) -> bool:
    """Whether all prices of a route are known, whatever the volume."""
    return not any(word in option.unknown for word in ("serving price", "training price"))


def _part_of(item: CostItem, share: Decimal) -> CostItem:
    """An item as far as it is spent by a share of the rounds: what comes with each round, else the whole."""
    if not any(name in ("rounds", "judge") for name, _ in item.factors):
        return item
    (name, first), *others = item.factors
    return replace(item, factors=((name, first.times(share)), *others))


# A gain that training may well bring: five more right answers of a hundred. [own]
_SMALL_GAIN = Decimal("0.05")

# Of what can turn a pay-back what does so for everybody.
_ALSO_DECIDE = (
    "upkeep_usd", "openai_tuning", "data_may_leave", "hosts", "cached_share", "growth_per_month", "saved_input_tokens", "iterations",
    "horizon_months",
)  # fmt: skip

# Answers on which no figure depends.
IN_NO_FIGURE = word_set(
    "prompting retrieval strongest_model smaller_model real_share facts_change recurrence upkeep_owner metric test_independent"
    " hypothesis sometimes_right earlier_training margin latency_now_ms latency_needed_ms"
)
