"""Options that several commands share, and their reading."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, wraps
from pathlib import Path
from typing import Any, TypeVar, cast

import click
import tomli

from bot.own_files import catalogue_of, company_of, read_text
from bot.settings import SettingsError, company_file, load_settings
from flows.thresholds import Thresholds, with_own
from pricing import loading
from pricing.catalogue import Catalogue

_FIRST_DAY, _LAST_DAY = date(2020, 1, 1), date(2100, 12, 31)
Command = TypeVar("Command", bound=Callable[..., Any])


def _read_day(ctx: click.Context, param: click.Parameter, value: str | None) -> date:
    if value is None:
        return date.today()
    try:
        day = date.fromisoformat(value)
    except ValueError as error:
        raise click.BadParameter(f"{value!r} is not a day: give YYYY-MM-DD, such as 2026-11-22.", ctx, param) from error
    if not _FIRST_DAY <= day <= _LAST_DAY:
        raise click.BadParameter(f"{value} is out of reach: give a day from {_FIRST_DAY} to {_LAST_DAY}.", ctx, param)
    return day


def as_of_option(command: Command) -> Command:
    """`--as-of DATE`: the day everything is computed for."""
    help_ = "Compute for this day (YYYY-MM-DD); today if left out."
    decorate = click.option("--as-of", callback=_read_day, metavar="DATE", help=help_)
    return decorate(command)


def database_option(command: Command) -> Command:
    """`--db PATH`: the database of the bot."""
    help_ = "The database file; DECISIONS_DB if left out."
    return click.option("--db", type=click.Path(path_type=Path), metavar="PATH", help=help_)(command)


def existing_database(db: Path | None) -> Path:
    """The database to look at, which has to be there. Raises click.ClickException."""
    try:
        path = db or load_settings().decisions_db
    except SettingsError as error:
        raise click.UsageError(" ".join(error.problems)) from None
    if not path.is_file():
        raise click.UsageError(f"{path} is not there. Give the bot's database by --db PATH, or set DECISIONS_DB.")
    return path


@dataclass(frozen=True)
class Basis:
    """What verdicts are computed from: the catalogue, with the company's file laid over it, and the thresholds."""

    thresholds: Thresholds
    _catalogue: Callable[[], Catalogue]

    @cached_property
    def catalogue(self) -> Catalogue:
        """The catalogue, read when it is first asked for: a wrong option is told at once."""
        return self._catalogue()


def basis_options(command: Command) -> Command:
    """`--company FILE` and `--thresholds FILE`; the command is given a `basis` of both.

    What --thresholds says counts before the company's [thresholds], key by key.
    """

    @wraps(command)
    def with_basis(*arguments: Any, company: Catalogue | None, thresholds: dict[str, Any], **named: Any) -> Any:
        of_company = company.company.thresholds if company is not None and company.company is not None else {}
        try:
            together = with_own({**of_company, **thresholds})
        except ValueError as error:
            raise click.UsageError(f"[thresholds] of your company's file and --thresholds together: {error}") from None
        return command(*arguments, basis=Basis(together, loading.load if company is None else lambda: company), **named)

    help_ = "A TOML or JSON file with your own thresholds; they count before those of --company."
    decorate = click.option("--thresholds", callback=_read_thresholds, metavar="FILE", help=help_)
    return decorate(company_option(cast("Command", with_basis)))


def company_option(command: Command) -> Command:
    """`--company FILE`: the catalogue as it is for a company; None without a file."""
    help_ = "Your company's file of prices, discounts and limits (TOML); COMPANY_FILE if left out."
    return click.option("--company", callback=_read_company, metavar="FILE", help=help_)(command)


def company_path(value: str | None) -> Path | None:
    """The company's file that is named, or else set in COMPANY_FILE. Raises click.UsageError."""
    if value is not None:
        return Path(value).expanduser()
    try:
        return company_file()
    except SettingsError as error:
        raise click.UsageError(" ".join(error.problems)) from None


def _read_company(ctx: click.Context, param: click.Parameter, value: str | None) -> Catalogue | None:
    path = company_path(value)
    if path is None:
        return None
    try:
        return catalogue_of(company_of(path))
    except ValueError as error:
        if value is None:
            raise click.UsageError(f"COMPANY_FILE, {path}: {error}", ctx) from None
        raise click.BadParameter(f"{path}: {error}", ctx, param) from None


def _read_thresholds(ctx: click.Context, param: click.Parameter, value: str | None) -> dict[str, Any]:
    if value is None:
        return {}
    try:
        own = _table(read_text(Path(value).expanduser()), json_=value.endswith(".json"))
        with_own(own)
    except ValueError as error:
        raise click.BadParameter(f"{value}: {error}", ctx, param) from None
    return own


def _table(text: str, *, json_: bool) -> dict[str, Any]:
    """The names and numbers of a file. Raises ValueError with one sentence."""
    kind = "JSON" if json_ else "TOML"
    try:
        own = (json.loads if json_ else tomli.loads)(text, parse_float=Decimal)
    except RecursionError:
        raise ValueError(f"This is not {kind} that can be read: its brackets are nested too deeply.") from None
    # A number too long to be one is a ValueError here, an ArithmeticError there.
    except (ValueError, ArithmeticError):
        raise ValueError(f"This is not {kind}: give a name and a number on each line.") from None
    if not isinstance(own, dict):
        raise ValueError("It must be one table of names and numbers.")
    return own
