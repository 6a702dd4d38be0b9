"""Answers -> the team, its workload and what training would take."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

from flows.costs.people import work_left
from flows.costs.workload import ASSUMED_INPUT, workload_of
from flows.questions.answers import Answers
from flows.thresholds import Thresholds, examples_floor
from pricing import names
from pricing.base_prices import TokenRates
from pricing.catalogue import Catalogue
from pricing.facts import BaseModelId
from pricing.hosts import SELF_HOSTED, host_name
from pricing.in_words import end_in_words
from pricing.lines import CostItem, TeamPlan
from pricing.money import ZERO, Range
from pricing.names import Named
from pricing.offers import Team
from pricing.today import as_the_company_has_it, end_of, rates_today
from pricing.workload import Workload


@dataclass(frozen=True)
class Situation:
    """What a team has and wants, in numbers. Everything is computed once, when first asked for."""

    answers: Answers
    as_of: date
    catalogue: Catalogue
    thresholds: Thresholds

    @cached_property
    def todays_model(self) -> Named:
        """What the name of today's model means."""
        named = names.read(self.catalogue, self.answers.text("model") or "")
        return as_the_company_has_it(self.catalogue, self.as_of, named)

    @property
    def not_allowed_today(self) -> str | None:
        """That the company does not allow the host of today's model, in a sentence; None where it does, or the host is not known."""
        named = self.todays_model
        if named.host is None or named.model is None or self.catalogue.allows(named.host):
            return None
        where = host_name(named.host)
        told = f"Your company does not allow {where}, where {named.model} runs today"
        hint = "" if named.host_said else f'; if yours runs elsewhere, say so, as in "{named.model} on azure"'
        return f"{told}: staying put, or retrieval with it, is against that{hint}."

    @property
    def base(self) -> BaseModelId | None:
        """Where today's model is priced by the token; None for an unknown name, and where it is not."""
        return self.todays_model.base

    @property
    def unclear_model(self) -> str | None:
        """Which models the name of today's may mean, and what to know to choose, in sentences; None where it is clear."""
        return self.todays_model.which

    def settled(self, id_: str) -> bool:
        """Whether a question was answered so that it need not be asked again: a name that means several models was not."""
        return self.answers.asked(id_) and not (id_ == "model" and self.unclear_model is not None)

    @cached_property
    def model_remark(self) -> str | None:
        """What a team should know at once of the model that it named: that it is gone, ends or moves, or which it may be."""
        named = self.todays_model
        if named.which is not None:
            return f'{named.either}: say "change model to ..." once you know which.'
        if not named.known or named.host is None:
            return self._unknown_model
        if named.host == SELF_HOSTED:
            return f"{named.model} on your own GPUs costs GPU hours, not tokens: the bill says what you pay."
        ends = end_of(self.catalogue, self.as_of, named)
        told = [] if ends is None else [end_in_words(self.catalogue, ends, self.as_of)]
        if named.moving:
            told.append(f'"{named.text[:80]}" moves to another model without notice')
        if named.stands_in and named.base is not None:
            told.append(f"its price there is not known, that of {named.base.provider} stands in")
        where = f"{named.version or named.model}{', tuned,' if named.tuned else ''} at {host_name(named.host)}"
        return f"{where}: {'; '.join(told)}." if told else None

    @property
    def _unknown_model(self) -> str | None:
        """That a name means nothing here, and what it may be a slip of."""
        named = self.todays_model
        if not named.text.strip():
            return None
        guess = names.near(self.catalogue, named.text)
        hint = f' Did you mean "{guess}"?' if guess is not None else ""
        return f'No model is known here as "{named.text[:80]}", so what it costs is not either: give the bill.{hint}'

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
        return frozenset(route.host for route in self.catalogue.routes)

    def may_use(self, host: str) -> bool:
        """Whether the team's own limits allow a provider."""
        within = self.team.hosts is None or host in self.team.hosts
        return self.team.data_may_leave is not False and within and self.catalogue.allows(host)

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
        return workload_of(self.answers, self._rates_today)

    def _rates_today(self, input_tokens: Decimal) -> TokenRates | None:
        return rates_today(self.catalogue, self.as_of, self.todays_model, input_tokens)

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
    def upkeep(self) -> CostItem:
        """The team's figure, or the lean scenario."""
        said = self.answers.number("upkeep_usd")
        if said is not None:
            return CostItem("upkeep", Range.exactly(said), "your figure", None)
        lean = self.catalogue.estimate("upkeep.lean")
        return CostItem("upkeep, lean scenario", lean.range, lean.note or "", lean.as_fact())

    def plan(self, method: str) -> TeamPlan:
        """What doing it by a method would take: rounds, people, labels, teacher outputs."""
        examples = self.answers.number("examples")
        need = self.floor if method != "rft" else 1
        trained = max(int(examples), need) if examples is not None else self.floor
        return TeamPlan(
            as_of=self.as_of,
            workload=self.workload,
            examples=trained,
            iterations=self.iterations,
            upkeep=self.upkeep,
            once=tuple(work_left(method, trained, self.iterations, self.answers, self.catalogue, self.thresholds)),
            teacher_usd=self._teacher_usd(trained) if method == "distillation" else ZERO,
            saved_input_tokens=self.answers.number("saved_input_tokens") or ZERO,
            bill=self.answers.number("monthly_spend_usd"),
        )

    def _teacher_usd(self, examples: int) -> Decimal | None:
        if self.answers.get("teacher_outputs") is True:
            return ZERO
        rates = self._rates_today(Decimal(self._request_size))
        load, bill = self.workload, self.answers.number("monthly_spend_usd")
        if load is None:
            return None
        if rates is None:
            return bill / load.requests_per_month * examples if bill is not None and load.requests_per_month else None
        return rates.request_usd(load.input_tokens, load.cached_share, load.output_tokens) * examples


def names_a_model(catalogue: Catalogue, text: str) -> bool:
    """Whether a text is what people call a model, or several, and nothing else."""
    named = names.read(catalogue, text)
    return named.known or named.which is not None
