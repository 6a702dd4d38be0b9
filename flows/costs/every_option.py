"""Answers -> every option: today's model, what follows it, untuned models, retrieval, and each training route."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from flows.costs.people import hours_of
from flows.costs.ranking import routes, token_rank
from flows.costs.staying import Staying
from flows.questions.answers import Answers
from flows.text import word_set
from pricing.lines import TeamPlan
from pricing.offers import Offer, offer_named, on_gpus_offers, untuned_offers
from pricing.options import Option, serve_tuned, serve_with_retrieval


@dataclass(frozen=True)
class EveryOption(Staying):
    """What a team could do, each with its costs, made once and only where somebody asks for it."""

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


def has_price(option: Option) -> bool:
    """Whether all prices of a route are known, whatever the volume."""
    return not any(word in option.unknown for word in ("serving price", "training price"))


# Answers on which no figure depends.
IN_NO_FIGURE = word_set(
    "prompting retrieval strongest_model smaller_model real_share facts_change recurrence upkeep_owner metric test_independent"
    " hypothesis sometimes_right earlier_training margin latency_now_ms latency_needed_ms"
)
