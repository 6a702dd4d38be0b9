"""Answers -> whether training pays or is worth it, and what has to be known to say so."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from flows.costs.every_option import has_price
from flows.costs.extremes import at, extremes, largest_bills, smallest_bills
from flows.costs.gate import Gate
from flows.costs.ranking import for_traffic
from flows.truth import TRUE, Truth, known, unknown
from pricing.money import ONE, ZERO
from pricing.options import Option


@dataclass(frozen=True)
class Assessment(Gate):
    """The money side of a case: every option with its pay-back, the route to take, and whether it pays."""

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
        if self.bill.unsaid and not self.settled("bill_covers"):
            return unknown("bill_covers")
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
        dearest = self.of(largest)
        return not dearest.missing() and not dearest.pays_at_best(method)

    def pays_at_best(self, method: str) -> bool:
        """Whether it may pay where all that nobody said speaks for training."""
        best = self.answers
        for id_, (_, for_it) in extremes(self).items():
            best = best if self.settled(id_) else at(best, id_, for_it)
        return self.of(best).pays_as_said(method).value is not False

    def _turning(self, method: str, pays: Truth) -> Iterator[str]:
        """What nobody was asked yet and turns whether it pays, each alone at its extreme."""
        unasked = [id_ for id_ in self._also_decide if not self.settled(id_)]
        if not unasked or (pays.value is False and not self.pays_at_best(method)):
            return
        far = extremes(self)
        for id_ in unasked:
            against, for_it = far[id_]
            changed = at(self.answers, id_, against if pays.value else for_it)
            if changed is not self.answers and self.of(changed).pays_as_said(method).value != pays.value:
                yield id_

    @property
    def _also_decide(self) -> tuple[str, ...]:
        """What can turn a pay-back beside today's cost: in a conversation it is asked before money decides."""
        # Data that may not leave rules every provider out, whatever the team has there.
        stays = self.team.data_may_leave is False
        return (
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
        cheapest = None if smallest is None else self.of(smallest)
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


# A gain that training may well bring: five more right answers of a hundred. [own]
_SMALL_GAIN = Decimal("0.05")

# Of what can turn a pay-back what does so for everybody.
_ALSO_DECIDE = (
    "upkeep_usd", "openai_tuning", "data_may_leave", "hosts", "cached_share", "growth_per_month", "saved_input_tokens", "iterations",
    "horizon_months",
)  # fmt: skip
