"""Answers -> the team, its workload and what training would take."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache

from flows.costs.bill import Bill, read_bill
from flows.costs.people import hours_of, work_left
from flows.costs.workload import ASSUMED_INPUT, workload_of
from flows.questions.answers import Answers
from flows.questions.compound import OwnGpus
from flows.questions.question import Value
from flows.thresholds import Thresholds, examples_floor
from pricing import names
from pricing.able import MOST_TRIAL_REQUESTS, Need
from pricing.base_prices import TokenRates
from pricing.catalogue import Catalogue, gpu_rank
from pricing.company import Company
from pricing.company import OwnGpus as CompanyGpus
from pricing.endings import undated_key
from pricing.facts import BaseModelId
from pricing.hosts import SELF_HOSTED, host_name
from pricing.in_words import end_in_words
from pricing.lines import CostItem, TeamPlan
from pricing.model_facts import End
from pricing.money import MILLION, ZERO, Range, rounded
from pricing.names import Named, at_host
from pricing.offers import Team
from pricing.timeline import day_after
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
        host = self.answers.text("model_host")
        if host is not None and host != "any" and named.known and not named.host_said:
            named = at_host(self.catalogue, named, host)
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

    @cached_property
    def host_decides(self) -> bool:
        """Today's model ends on another day elsewhere, one of them inside the horizon, and nobody has said who serves it."""
        named = self.todays_model
        if named.model is None or named.host_said:
            return False
        last = day_after(self.as_of, self.team_horizon)
        hosts = self.catalogue.endings.hosts.get(undated_key(named.model), ())
        ends = {end.on if end is not None else None for end in map(self._end_at, hosts)}
        return len(ends) > 1 and any(day is not None and day <= last for day in ends)

    def _end_at(self, host: str) -> End | None:
        return self.catalogue.endings.of(self.todays_model.model or "", host, self.as_of)

    def settled(self, id_: str, answers: Answers | None = None) -> bool:
        """Whether a question was answered so that it need not be asked again: a name that means several models was not.

        answers   other ones, which name the same model
        """
        return (answers or self.answers).asked(id_) and not (id_ == "model" and self.unclear_model is not None)

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
        history = self.answers.text("openai_tuning")
        may = self.answers.get("data_may_leave")
        if may is None and self.answers.get("reason") == "residency":
            may = False
        return Team(
            history="active" if history == "active" else "inactive" if history == "inactive" else "never",
            hosts=self.places if self.answers.get("hosts_only") is True else None,
            data_may_leave=may if isinstance(may, bool) else None,
            batch=self.answers.get("batch") is True,
        )

    @cached_property
    def places(self) -> frozenset[str] | None:
        """Where the team already is; None where it did not say, or is anywhere."""
        hosts = self.answers.get("hosts")
        return None if not isinstance(hosts, tuple) or "any" in hosts else frozenset(hosts)

    @cached_property
    def need(self) -> Need:
        """What the task asks of a model."""
        task, region = self.answers.text("task"), self.answers.text("region")
        load = self.workload
        return Need(
            input_tokens=self._request_size,
            output_tokens=int(load.output_tokens) if load is not None else 0,
            traffic=load is not None and load.requests_per_month > MOST_TRIAL_REQUESTS,
            images=task == "multimodal" or self.answers.get("gap") == "modality",
            tools=task == "tool_use",
            region="eu" if region == "eu" else "us" if region == "us" else None,
            task=task,
        )

    @cached_property
    def market(self) -> Catalogue:
        """The catalogue, with the GPUs that the team has itself."""
        own = self.answers.get("own_gpus")
        return _with_gpus(self.catalogue, own) if isinstance(own, OwnGpus) else self.catalogue

    @property
    def unknown_gpus(self) -> str | None:
        """That nothing is known to run on the GPUs that the team has, in a sentence; None where something is."""
        own = self.answers.get("own_gpus")
        if not isinstance(own, OwnGpus) or gpu_rank(own.type) or own.type in {gpu.kind for gpu in self.catalogue.gpus}:
            return None
        return f"Of your own GPUs ({own.type[:40]}) we do not know what runs on them: rented ones are counted."

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
        load = self._workload[0]
        calls = self.bill.calls
        if load is None or calls == 1:
            return load
        return replace(load, input_tokens=load.input_tokens * calls, output_tokens=load.output_tokens * calls)

    @cached_property
    def bill(self) -> Bill:
        """How the stated bill is read beside what was said of requests and tokens."""
        load, said = self._workload[0], self.answers.number("monthly_spend_usd")
        if load is None or said is None or self.assumed:
            return Bill()
        rates = self._rates_today(load.input_tokens)
        if rates is None:
            return Bill()
        inputs = rates.request_usd(load.input_tokens, load.cached_share, ZERO) * load.requests_per_month
        outputs = load.output_tokens * rates.output / MILLION * load.requests_per_month
        return read_bill(said, inputs, outputs, self.answers.text("bill_covers"), reasons=self._todays_model_thinks)

    @property
    def batch_decides(self) -> bool:
        """Today's provider asks less where answers may wait."""
        size = Decimal(self._request_size)
        now, batched = (
            rates_today(self.catalogue, self.as_of, self.todays_model, size, batch=batch) for batch in (False, True)
        )
        return now is not None and batched is not None and (now.input, now.output) != (batched.input, batched.output)

    @property
    def _todays_model_thinks(self) -> bool:
        """Whether today's model may think in hidden tokens that are billed."""
        listed = self.catalogue.model(self.todays_model.model) if self.todays_model.model else None
        ability = None if listed is None else listed.ability_on(self.as_of)
        return ability is not None and ability.thinks

    @cached_property
    def own_bill(self) -> Decimal | None:
        """USD per month of today's model where no price tells it: the bill, or the team's own GPUs, which are paid for."""
        bill = self.answers.number("monthly_spend_usd")
        own = isinstance(self.answers.get("own_gpus"), OwnGpus)
        return ZERO if bill is None and own and self.todays_model.host == SELF_HOSTED else bill

    @cached_property
    def _workload(self) -> tuple[Workload | None, tuple[str, ...]]:
        return workload_of(self.answers, self._rates_today)

    def _rates_today(self, input_tokens: Decimal) -> TokenRates | None:
        batch = self.answers.get("batch") is True
        return rates_today(self.catalogue, self.as_of, self.todays_model, input_tokens, batch=batch)

    def supposing(self, id_: str, value: Value) -> Answers:
        """The answers with another one: where that is how many requests there are or how long, the bill follows.

        A request goes on costing what it costs now, and what the bill told of the rest is kept.
        """
        bill, load = self.answers.number("monthly_spend_usd"), self._workload[0]
        if id_ not in _SIZES or bill is None or load is None or not isinstance(value, int | Decimal):
            return self.answers.having(id_, value)
        explicit = self.answers
        for size in _SIZES:
            explicit = explicit.having(size, _plain(Decimal(getattr(load, size))))
        changed = explicit.having(id_, value)
        now, then = self._list_usd(load), self._list_usd(replace(load, **{id_: Decimal(value)}))
        if now is None or then is None or not now:
            return changed if id_ != "requests_per_month" or not load.requests_per_month else changed.having(
                "monthly_spend_usd", _plain(bill * Decimal(value) / load.requests_per_month)
            )  # fmt: skip
        return changed.having("monthly_spend_usd", _plain(bill * then / now))

    def _list_usd(self, load: Workload) -> Decimal | None:
        rates = self._rates_today(load.input_tokens)
        if rates is None:
            return None
        return rates.request_usd(load.input_tokens, load.cached_share, load.output_tokens) * load.requests_per_month

    @cached_property
    def _request_size(self) -> int:
        return int(self.workload.input_tokens if self.workload else ASSUMED_INPUT)

    @cached_property
    def floor(self) -> int:
        """The fewest examples worth training on for this task."""
        return examples_floor(self.answers.text("task"), self.thresholds, self.answers.text("use_case"))

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
            return CostItem("upkeep", (("upkeep", Range.exactly(said)),), "your figure", None)
        lean = self.catalogue.estimate("upkeep.lean")
        return CostItem("upkeep, lean scenario", (("upkeep", lean.range),), lean.note or "", lean.as_fact())

    @property
    def moving_hours(self) -> Decimal:
        """Hours that moving to another untuned model likely takes."""
        return self.catalogue.estimate("people.moving_hours").likely

    @cached_property
    def moving(self) -> CostItem:
        """What moving to another untuned model takes once."""
        return hours_of(self.catalogue, "people.moving_hours", "moving", "move to another model")

    @cached_property
    def wrong_answers(self) -> tuple[Decimal, Decimal] | None:
        """The share of requests that have to be done again, today and tuned (0 to 1); None unless both were said."""
        today, tuned = self.answers.number("success_rate"), self.answers.number("tuned_success_rate")
        return None if not today or not tuned else (1 - today, 1 - tuned)

    def done_again(self, plan: TeamPlan, *, tuned: bool) -> TeamPlan:
        """The plan with the requests that are done again, and what wrong answers cost, where both rates were said."""
        if self.wrong_answers is None:
            return plan
        wrong = self.wrong_answers[1 if tuned else 0]
        each = self.answers.number("error_cost_usd") or ZERO
        return replace(plan, tries=1 / (1 - wrong), errors_usd=wrong * each)

    def plan(self, method: str) -> TeamPlan:
        """What doing it by a method would take: rounds, people, labels, teacher outputs."""
        examples = self.answers.number("examples")
        need = self.floor if method != "rft" else 1
        trained = max(int(examples), need) if examples is not None else self.floor
        plan = TeamPlan(
            as_of=self.as_of,
            workload=self.workload,
            examples=trained,
            iterations=self.iterations,
            upkeep=self.upkeep,
            once=tuple(work_left(method, trained, self.iterations, self.answers, self.catalogue, self.thresholds)),
            teacher_usd=self._teacher_usd(trained) if method == "distillation" else ZERO,
            saved_input_tokens=self.answers.number("saved_input_tokens") or ZERO,
        )
        return self.done_again(plan, tuned=True)

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


# What the size of a bill depends on.
_SIZES = ("requests_per_month", "input_tokens", "output_tokens")


def _plain(value: Decimal) -> Decimal:
    """With digits that an answer may have."""
    return rounded(value, Decimal("0.000001")).normalize()


@lru_cache(maxsize=16)
def _with_gpus(catalogue: Catalogue, own: OwnGpus) -> Catalogue:
    """The catalogue to a team that has such GPUs, paid for and free."""
    kinds = {gpu.kind.lower(): gpu.kind for gpu in catalogue.gpus}
    gpus = CompanyGpus(type=kinds.get(own.type.lower(), own.type), count=own.count, usd_per_hour=ZERO)
    company = catalogue.company or Company()
    return replace(catalogue, company=company.model_copy(update={"gpus": (*company.gpus, gpus)}))


def names_a_model(catalogue: Catalogue, text: str) -> bool:
    """Whether a text is what people call a model, or several, and nothing else."""
    named = names.read(catalogue, text)
    return named.known or named.which is not None
