"""A company's own prices, discounts, machines and limits: the shape of its file, and how it is read.

Of rows of a kind the first is number 1: `prices[2].input` is the input price of the second [[prices]].
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

import tomli
from pydantic import BaseModel, BeforeValidator, Field, ValidationError

from pricing.facts import DataRow, Size
from pricing.hosts import SELF_HOSTED, host_ids, host_of
from pricing.money import ZERO
from pricing.route_facts import TuningMethod

SOURCE = "your price list"
_FIRST_DAY, _LAST_DAY = date(2000, 1, 1), date(2100, 12, 31)
_MOST_SHOWN = 40
_MOST_ROWS = 1_000
_ROWS = Field(max_length=_MOST_ROWS)


class _Wanted:
    """What a value has to be, in words that go on from "must be"."""

    def __init__(self, words: str) -> None:
        self.words = words


def _number(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("not a number")
    # A whole number too long for a float is one all the same; what has an exponent as long is not.
    if isinstance(value, Decimal) and not math.isfinite(value):
        raise ValueError("not a finite number")
    return Decimal(str(value))


def _whole(value: Any) -> int:
    number = _number(value)
    if number != number.to_integral_value():
        raise ValueError("not a whole number")
    return int(number)


def _day(value: Any) -> date:
    day = date.fromisoformat(value) if isinstance(value, str) else value
    if not isinstance(day, date) or isinstance(day, datetime) or not _FIRST_DAY <= day <= _LAST_DAY:
        raise ValueError("not a day")
    return day


def _host(value: Any) -> str:
    host = host_of(value) if isinstance(value, str) else None
    if host is None:
        raise ValueError("not a host")
    return host


def _text(value: Any) -> str:
    if not isinstance(value, str) or not value.strip() or not value.isprintable():
        raise ValueError("not a text")
    return value.strip()


_Text = Annotated[str, BeforeValidator(_text), Field(max_length=200)]
_Model = Annotated[_Text, _Wanted('the name of a model, such as "gpt-5.4-mini"')]
_Host = Annotated[str, BeforeValidator(_host), _Wanted(f"one of {', '.join(host_ids())}")]
_Since = Annotated[date, BeforeValidator(_day), _Wanted(f"a day from {_FIRST_DAY} to {_LAST_DAY}, such as 2026-01-01")]
_PerMillion = Annotated[
    Decimal, BeforeValidator(_number), Field(ge=0, le=10_000), _Wanted("a price in USD per 1M tokens from 0 to 10,000")
]
_PerHour = Annotated[Decimal, BeforeValidator(_number), Field(ge=0, le=10_000), _Wanted("USD an hour from 0 to 10,000")]
_Share = Annotated[Decimal, BeforeValidator(_number), Field(ge=0, le=1), _Wanted("a share from 0 to 1, such as 0.2")]
_Rate = Annotated[
    Decimal,
    BeforeValidator(_number),
    Field(ge=Decimal("0.000001"), le=10_000),
    _Wanted("what one of it costs in USD, from 0.000001 to 10,000, such as 1.08"),
]
_Count = Annotated[int, BeforeValidator(_whole), Field(ge=1, le=100_000), _Wanted("a whole number from 1 to 100,000")]
_Speed = Annotated[
    Decimal,
    BeforeValidator(_number),
    Field(gt=0, le=10_000_000),
    _Wanted("output tokens a second of one deployment, above 0 and at most 10,000,000"),
]
_Code = Annotated[str, Field(pattern=r"^[A-Z]{3}$"), _Wanted("a currency code of three capital letters, such as EUR")]
_Words = {
    TuningMethod: _Wanted('"sft", "distillation", "rft" or "lora"'),
    Size: _Wanted('"small", "mid", "large" or "frontier"'),
}


class People(DataRow):
    """What an hour of the company's own people costs."""

    usd_per_hour: Annotated[
        Decimal, BeforeValidator(_number), Field(ge=0, le=2_000), _Wanted("USD an hour from 0 to 2,000")
    ]


class Providers(DataRow):
    """Where the company may run models and training; without `allowed`, anywhere."""

    allowed: Annotated[tuple[_Host, ...], _Wanted('a list of hosts, such as ["azure", "self_hosted"]')] | None = None


class OwnPrice(DataRow):
    """What an untuned model costs the company at a host from a day on, USD per 1M tokens.

    Cached input counts in full where its price is left out.
    """

    model: _Model
    host: _Host
    input: _PerMillion
    cached_input: _PerMillion | None = None
    output: _PerMillion
    since: _Since


class OwnRoute(DataRow):
    """A training route as the company has it from a day on: a new one, or other prices or another state of a known one.

    training, input, cached_input, output   USD per 1M tokens, the latter three of the tuned model
    training_per_hour, hosting_per_hour     USD
    ends                                    the day on which models tuned there stop answering
    """

    method: Annotated[TuningMethod, _Words[TuningMethod]]
    model: _Model
    host: _Host
    size: Annotated[Size, _Words[Size]] = "mid"
    state: Annotated[Literal["open", "closed"], _Wanted('"open" or "closed"')] = "open"
    training: _PerMillion | None = None
    training_per_hour: _PerHour | None = None
    input: _PerMillion | None = None
    cached_input: _PerMillion | None = None
    output: _PerMillion | None = None
    hosting_per_hour: _PerHour | None = None
    since: _Since
    ends: _Since | None = None


class OwnEnd(DataRow):
    """The day on which the company can no longer use an untuned model at a host, known to it from `known_from` on."""

    model: _Model
    host: _Host
    on: _Since
    known_from: _Since = _FIRST_DAY
    successor: _Text | None = None


class OwnGpus(DataRow):
    """GPUs that the company has.

    usd_per_hour        of one GPU; 0 where they are paid for
    free_share          how much of them nothing else uses
    tokens_per_second   output tokens a second of one deployment of the models in `serves`, as measured
    serves              the models that run on them today
    """

    type: Annotated[_Text, _Wanted('a type of GPU, such as "H100"')]
    count: _Count
    usd_per_hour: _PerHour
    free_share: _Share = Decimal(1)
    tokens_per_second: _Speed | None = None
    serves: Annotated[tuple[_Model, ...], _Wanted("a list of models")] = ()

    @property
    def free(self) -> int:
        """How many whole GPUs nothing else uses."""
        return int(self.count * self.free_share)


class Company(DataRow):
    """All of a company's file. Money is USD; thresholds are kept as written, for the rules to read."""

    people: People | None = None
    providers: Providers | None = None
    discounts: dict[_Host, _Share] = Field(default_factory=dict)
    prices: Annotated[tuple[OwnPrice, ...], _ROWS] = ()
    routes: Annotated[tuple[OwnRoute, ...], _ROWS] = ()
    ends: Annotated[tuple[OwnEnd, ...], _ROWS] = ()
    gpus: Annotated[tuple[OwnGpus, ...], _ROWS] = ()
    currency: dict[_Code, _Rate] = Field(default_factory=dict)
    thresholds: dict[str, Any] = Field(default_factory=dict)

    def allows(self, host: str) -> bool:
        """Whether models may run, and be trained, at a host.

        Its own GPUs count as a host like any other; a company that lists some in [[gpus]] need not allow them again.
        """
        allowed = None if self.providers is None else self.providers.allowed
        return allowed is None or host in allowed or (host == SELF_HOSTED and bool(self.gpus))

    def discount(self, host: str | None) -> Decimal:
        """The share off list prices at a host, 0 without one."""
        return ZERO if host is None else self.discounts.get(host, ZERO)


def discounted_source(share: Decimal, source: str) -> str:
    """Where a price with a discount comes from: such as "your price list: 20 % off list (https://...)"."""
    return f"{SOURCE}: {(share * 100).normalize():f} % off list ({source})"


def read_company(text: str) -> Company:
    """A company's file, TOML. Raises ValueError: one sentence that names the key that is wrong and what is allowed."""
    try:
        table = tomli.loads(text, parse_float=Decimal)
    except RecursionError:
        raise ValueError("This is not TOML that can be read: its brackets are nested too deeply.") from None
    # A number too long to be one is an ArithmeticError.
    except (ValueError, ArithmeticError) as error:
        why = (
            " ".join(str(error).split()).rstrip(".")
            if isinstance(error, tomli.TOMLDecodeError)
            else "a number in it is too long"
        )
        raise ValueError(f"This is not TOML: {why}.") from None
    try:
        company = Company.model_validate(table)
    except ValidationError as error:
        raise ValueError(_sentence(error)) from None
    except RecursionError:
        raise ValueError("This is not TOML that can be read: its brackets are nested too deeply.") from None
    if len(company.discounts) < len(table.get("discounts", ())):
        raise ValueError("discounts must name each host once: two of its names mean the same host.")
    for number, gpus in enumerate(company.gpus, 1):
        if gpus.tokens_per_second is not None and not gpus.serves:
            raise ValueError(f"gpus[{number}].serves is missing: it says of which models tokens_per_second is.")
    return company


# --- what is wrong, in a sentence ---


def _sentence(error: ValidationError) -> str:
    """One thing that is wrong, its key, what it must be and what it is: a key that is none first, since what is missing may be that one."""
    details = error.errors(include_url=False, include_context=False)
    detail = next((detail for detail in details if detail["type"] == "extra_forbidden"), details[0])
    place = detail["loc"]
    of_a_key = place[-1:] == ("[key]",)
    place = place[:-1] if of_a_key else place
    key, kind = _key(place), detail["type"]
    if kind == "extra_forbidden":
        owner = _shape(place[:-1])
        where = f" in {_named(place[:-1])}" if len(place) > 1 else ""
        keys = ", ".join(owner.model_fields) if isinstance(owner, type) and issubclass(owner, BaseModel) else ""
        return f"{key} is not a key: the keys{where} are {keys}."
    wanted = _wanted(place, of_a_key=of_a_key)
    if kind == "missing":
        return f"{key} is missing: it must be {wanted}."
    return f"{key} must be {wanted}, not {_shown(place[-1] if of_a_key else detail['input'])}."


def _key(place: tuple[str | int, ...]) -> str:
    key = ""
    for part in place:
        if isinstance(part, int):
            key += f"[{part + 1}]"
        else:
            key += ("." if key else "") + (part if part.isidentifier() else _shown(part))
    return key


def _named(place: tuple[str | int, ...]) -> str:
    """A table as it is written in the file."""
    return f"[[{place[0]}]]" if len(place) > 1 else f"[{place[0]}]"


def _shown(value: Any) -> str:
    """A value as somebody wrote it, on one line and not too long."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, Mapping):
        return "a table"
    if isinstance(value, list | tuple):
        return "a list"
    shown = ascii(value) if isinstance(value, str) else str(value)
    return shown if len(shown) <= _MOST_SHOWN else f"{shown[:_MOST_SHOWN]}..."


def _annotation(place: tuple[str | int, ...]) -> Any:
    """What the shape says of the value at a place, through every table and list on the way."""
    annotation: Any = Company
    for part in place:
        shape = _bare(annotation)
        if isinstance(shape, type) and issubclass(shape, BaseModel):
            field = shape.model_fields[str(part)]
            annotation = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
        else:
            # A list's items are of one kind, and so are the values of a table of names.
            annotation = get_args(shape)[0 if get_origin(shape) is tuple else 1]
    return annotation


def _bare(annotation: Any) -> Any:
    """A type without what is said of it, and without None."""
    while True:
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, UnionType):
            annotation = next(part for part in get_args(annotation) if part is not type(None))
        else:
            return annotation


def _shape(place: tuple[str | int, ...]) -> Any:
    return _bare(_annotation(place))


def _wanted(place: tuple[str | int, ...], *, of_a_key: bool) -> str:
    annotation = _annotation(place[:-1] if of_a_key else place)
    if of_a_key:
        annotation = get_args(_bare(annotation))[0]
    while True:
        words = [said.words for said in getattr(annotation, "__metadata__", ()) if isinstance(said, _Wanted)]
        if words:
            return words[-1]
        if get_origin(annotation) is Annotated:
            annotation = get_args(annotation)[0]
        elif get_origin(annotation) in (Union, UnionType):
            annotation = next(part for part in get_args(annotation) if part is not type(None))
        else:
            break
    if get_origin(annotation) is tuple:
        return f"rows that begin with [[{place[-1]}]], at most {_MOST_ROWS:,} of them"
    return f"a table that begins with [{place[0]}]" if len(place) == 1 else f"a table of keys in {_named(place)}"
