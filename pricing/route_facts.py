"""The shapes of what is known of training routes: states, prices, ends, and what a route can do."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field

from pricing.facts import BaseModelId, Can, DataRow, Fact, Shutdown, Size

TuningMethod = Literal["sft", "distillation", "rft", "lora"]
RouteState = Literal["open", "closed", "unconfirmed", "gated", "never"]
History = Literal["active", "inactive", "never"]
Tier = Literal["global", "data_zone", "regional", "developer"]


class RouteStatus(Fact):
    """From a day on, a route is open, closed (to all or to teams with some history) or not known.

    `instead_of` names the day of an earlier announcement that this one takes back.
    """

    from_: date = Field(alias="from")
    state: RouteState
    to: tuple[Literal["all", "never", "inactive"], ...] = ("all",)
    known_from: date | None = None
    at_earliest: bool = False
    instead_of: date | None = None


class RoutePrice(Fact):
    """Prices of a route from a day on, in USD. A field that is absent is not known.

    `tier` says how it is deployed where the provider prices that apart; without one it is the list price.
    """

    from_: date = Field(alias="from")
    tier: Tier | None = None
    regions: tuple[str, ...] = ()
    training_usd_per_1m: Decimal | None = Field(None, ge=0)
    training_usd_per_hour: Decimal | None = Field(None, ge=0)
    rollout_input_usd_per_1m: Decimal | None = Field(None, ge=0)
    rollout_output_usd_per_1m: Decimal | None = Field(None, ge=0)
    tuned_input_usd_per_1m: Decimal | None = Field(None, ge=0)
    tuned_cached_input_usd_per_1m: Decimal | None = Field(None, ge=0)
    tuned_output_usd_per_1m: Decimal | None = Field(None, ge=0)
    hosting_usd_per_hour: Decimal | None = Field(None, ge=0)
    storage_usd_per_month: Decimal | None = Field(None, ge=0)
    minimum_usd_per_job: Decimal | None = Field(None, ge=0)


PRICE_FIELDS = tuple(name for name in RoutePrice.model_fields if "usd" in name)


class RouteMeters(DataRow):
    """The meters of Azure's retail price list by which a tier of a route is billed: a name for each field of RoutePrice."""

    tier: Tier
    product: str
    note: str | None = None
    training_usd_per_1m: str | None = None
    training_usd_per_hour: str | None = None
    tuned_input_usd_per_1m: str | None = None
    tuned_cached_input_usd_per_1m: str | None = None
    tuned_output_usd_per_1m: str | None = None
    hosting_usd_per_hour: str | None = None


class RouteAbility(Fact):
    """What training and serving on some routes can do, from a day on. "unknown" is said, never left out.

    routes         option ids, such as sft:azure/gpt-4.1
    train_tokens   the most tokens of one training example; serve_tokens those of one request to the tuned model
    images, tools, reasoning   whether examples may hold images, tool calls, a chain of thought
    trial          whether a tuned model can be tried without a deployment of its own
    scale_to_zero  whether a tuned model that nobody calls costs nothing by the hour
    adapters       whether several adapters share one deployment, and at most how many
    """

    routes: tuple[str, ...] = Field(min_length=1)
    from_: date = Field(alias="from")
    train_tokens: int | None = Field(None, gt=0)
    serve_tokens: int | None = Field(None, gt=0)
    images: Can
    tools: Can
    reasoning: Can
    trial: Can
    scale_to_zero: Can
    adapters: Can
    most_adapters: int | None = Field(None, gt=0)
    lora_rank: int | None = Field(None, gt=0)
    dataset: str | None = None
    regions: str | None = None
    residency: str | None = None
    billing: str | None = None


class Route(DataRow):
    """A provider and base model by which a method could be done: its states, prices and end.

    `shutdown` is the day on which a model tuned here stops answering.
    """

    id: str = Field(pattern=r"^[a-z_]+/[a-z0-9.\-]+$")
    method: TuningMethod
    technique: Literal["lora", "qlora", "full"] | None = None
    host: str
    provider: str
    model: str
    size: Size
    base: BaseModelId | None = None
    open_model: str | None = None
    trial_serving: bool = False
    named_model: bool = True
    unsuited: tuple[str, ...] = ()
    named_in: tuple[str, ...] = ()
    note: str | None = None
    status: tuple[RouteStatus, ...] = Field(min_length=1)
    price: tuple[RoutePrice, ...] = ()
    meter: tuple[RouteMeters, ...] = ()
    shutdown: tuple[Shutdown, ...] = ()

    @property
    def option_id(self) -> str:
        """`sft:openai/gpt-4.1-mini`."""
        return f"{self.method}:{self.id}"
