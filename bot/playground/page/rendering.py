"""The page's templates: HTML with everything escaped."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from bot.events import utc


@cache
def _environment() -> Environment:
    made = Environment(
        loader=PackageLoader("bot.playground.page"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"day": day, "hour": hour, "short": short, "when": when}
    return made


def drawn(template: str, **given: Any) -> str:
    """A template of the page, filled in."""
    return _environment().get_template(f"{template}.html.j2").render(**given).strip()


def day(at: float) -> str:
    """The day of a time, as `Wednesday 25 November 2026`."""
    return f"{utc(at):%A} {utc(at).day} {utc(at):%B %Y}"


def hour(at: float) -> str:
    """The hour and minute of a time, UTC."""
    return f"{utc(at):%H:%M}"


def short(at: float) -> str:
    """The day and time of a time, as `25 Nov, 10:00`."""
    return f"{utc(at).day} {utc(at):%b, %H:%M}"


def when(at: float) -> str:
    """A time for machines, as the `datetime` of an HTML element."""
    return f"{utc(at):%Y-%m-%dT%H:%M:%SZ}"
