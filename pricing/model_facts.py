"""The shapes of what is known of untuned models: where they are, what they can do, when they end, what people call them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from pydantic import Field, model_validator

from pricing.facts import BaseModelId, Can, DataRow, Fact, Shutdown, Size

Tier = Literal["global", "regional"]
AliasKind = Literal["exact", "moving", "tuned", "self_hosted", "encoder", "ambiguous"]


class HostPrice(DataRow):
    """Where genai-prices keeps the price of a model at a host that is not its first."""

    host: str
    tier: Tier | None = None
    base: BaseModelId


class Tokenizer(DataRow):
    """How many tokens a model makes of what another makes one of."""

    against: str
    low: Decimal = Field(gt=0)
    high: Decimal = Field(gt=0)


class ModelAbility(Fact):
    """What an untuned model can do, from a day on. What nobody read is left out, or "unknown".

    context_tokens      input and output of one request together; max_output_tokens its output alone
    reasoning           whether it thinks in hidden tokens that are billed as output
    """

    from_: date = Field(alias="from")
    context_tokens: int | None = Field(None, gt=0)
    max_output_tokens: int | None = Field(None, gt=0)
    images: Can = "unknown"
    reasoning: Literal["never", "optional", "always", "unknown"] = "unknown"
    efforts: str | None = None
    default_effort: str | None = None
    tokenizer: Tokenizer | None = None

    @property
    def thinks(self) -> bool:
        """Whether it may be paid for tokens that nobody sees."""
        return self.reasoning in ("always", "optional")


class Untuned(Fact):
    """A model as its provider serves it.

    host            the host whose price `base` is, the provider's own where there is one; `hosts` are the others known
    base            None where nobody sells it by the token: the cost is that of a machine
    released        None where no source has the day; it counts from the day its source was written
    kind            most write text; an encoder or a classifier only decides
    worth_scoring   whether to offer it as a candidate; the others are here as what a team may use today
    """

    id: str
    label: str
    host: str
    hosts: tuple[str, ...] = ()
    base: BaseModelId | None = None
    price_at: tuple[HostPrice, ...] = ()
    size: Size
    kind: Literal["generator", "encoder", "classifier"] = "generator"
    open_weights: bool | None = None
    reads_images: bool | None = None
    params_b: Decimal | None = Field(None, gt=0)
    active_params_b: Decimal | None = Field(None, gt=0)
    licence: str | None = None
    released: date | None = None
    worth_scoring: bool = True
    ability: tuple[ModelAbility, ...] = ()

    @property
    def since(self) -> date:
        """The first day on which it is known to exist."""
        return self.released or self.dated or self.checked_on

    @property
    def can(self) -> ModelAbility | None:
        """The newest that is known of what it can do."""
        return self.ability[-1] if self.ability else None

    @property
    def images(self) -> Can:
        """Whether it reads images: the newest word on it."""
        newest = self.can.images if self.can is not None else "unknown"
        if newest != "unknown" or self.reads_images is None:
            return newest
        return "yes" if self.reads_images else "no"

    def ability_on(self, as_of: date) -> ModelAbility | None:
        """The newest word on what it can do up to the day, else the first after it."""
        past = [word for word in self.ability if word.from_ <= as_of]
        return past[-1] if past else self.ability[0] if self.ability else None

    @property
    def everywhere(self) -> tuple[str, ...]:
        """Every host that is known to serve it, its first one first."""
        return (self.host, *self.hosts)


class End(Shutdown):
    """The end of an untuned model at one host. The same id can end on other days elsewhere."""

    model: str
    host: str


class Alive(Fact):
    """A model at a host for which no end was announced when its source was read."""

    model: str
    host: str


class ModelPrice(Fact):
    """What an untuned model costs at its host from a day on, USD per 1M tokens; without `from`, on a day nobody has named.

    Cached input counts in full where its price is not known.
    """

    model: str
    host: str
    from_: date | None = Field(None, alias="from")
    input_usd_per_1m: Decimal = Field(ge=0)
    cached_input_usd_per_1m: Decimal | None = Field(None, ge=0)
    output_usd_per_1m: Decimal = Field(ge=0)


class Alias(Fact):
    """Names that people use, and the model they mean; or the candidates, and what to ask.

    exact         one model
    moving        a name of the provider for whatever is newest: it changes without notice
    tuned         a tuned model on this base; self_hosted  on the team's own GPUs; encoder  no generating model
    ambiguous     several models; the candidates come in order of likelihood
    `base` is where genai-prices keeps the price of a model that is not in the list of untuned ones.
    """

    names: tuple[str, ...] = Field(min_length=1)
    kind: AliasKind
    model: str | None = None
    base: BaseModelId | None = None
    host: str | None = None
    candidates: tuple[str, ...] = ()
    ask: str | None = None

    @model_validator(mode="after")
    def _leads_somewhere(self) -> Alias:
        if self.model is None and (not self.candidates or self.ask is None):
            raise ValueError(f"{self.names[0]!r} leads to a model, or to candidates and a question")
        return self
