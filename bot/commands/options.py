"""Options that several commands share, and their reading."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, TypeVar

import click

from bot.settings import SettingsError, load_settings
from flows.thresholds import DEFAULT, Thresholds, with_own

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


def thresholds_option(command: Command) -> Command:
    """`--thresholds FILE`: the team's own thresholds."""
    help_ = "A TOML or JSON file with your own thresholds."
    decorate = click.option("--thresholds", callback=_read_thresholds, metavar="FILE", help=help_)
    return decorate(command)


def _read_thresholds(ctx: click.Context, param: click.Parameter, value: str | None) -> Thresholds:
    if value is None:
        return DEFAULT
    try:
        text = Path(value).read_text(encoding="utf-8")
        own = (
            json.loads(text, parse_float=Decimal)
            if value.endswith(".json")
            else tomllib.loads(text, parse_float=Decimal)
        )
        if not isinstance(own, dict):
            raise ValueError("it must be one table of names and numbers.")
        return with_own(own)
    except OSError as error:
        raise click.BadParameter(f"{value} cannot be read: {error.strerror}.", ctx, param) from error
    except (ValueError, UnicodeDecodeError) as error:
        raise click.BadParameter(f"{value}: {error}", ctx, param) from error
