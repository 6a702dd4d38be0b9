"""`company`: a company's own file of prices and limits: begin one, or see what it changes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from bot.commands.options import company_path
from bot.own_files import catalogue_of, company_of
from pricing.company import Company
from pricing.hosts import SELF_HOSTED, host_name
from pricing.money import show_usd

_USUAL = "company.toml"
_BEGUN = Path(__file__).with_name("company.toml")


class _Refused(click.ClickException):
    """What cannot be read or written; exit status 2."""

    exit_code = 2


@click.command("company")
@click.argument("file", required=False, metavar="[FILE]")
@click.option(
    "--init", "begins", is_flag=True, help=f"Write a commented file to begin with, {_USUAL} if no FILE is named."
)
def command(file: str | None, begins: bool) -> None:
    """Your company's own prices, discounts, GPUs, providers and thresholds, which count before the catalogue's.

    Says in a few lines what a FILE changes: COMPANY_FILE, or else company.toml, if left out. The exit status is 2 where it
    cannot be read or something in it is wrong; the sentence names the key and what is allowed.
    """
    if begins:
        _begin(Path(file or _USUAL).expanduser())
        return
    path = company_path(file) or Path(_USUAL)
    try:
        company = company_of(path)
        catalogue = catalogue_of(company)
    except ValueError as error:
        raise _Refused(f"{path}: {error}") from None
    changes = list(_changes(catalogue.company or company))
    click.echo(f"{path} changes:" if changes else f"{path} changes nothing: every line of it is a comment.")
    for line in changes:
        click.echo(f"  {line}")


def _begin(path: Path) -> None:
    """Write the file to begin with, and never over another."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(_BEGUN.read_text(encoding="utf-8"))
    except FileExistsError:
        raise _Refused(f"{path} is there already, and is left as it is: name another file.") from None
    except (OSError, ValueError) as error:
        why = error.strerror if isinstance(error, OSError) else "no file can have such a name"
        raise _Refused(f"{path} cannot be written: {why}.") from None
    click.echo(
        f"{path} is written, every line a comment: take away the # where it fits. Then `should-we-finetune company {path}` "
        f"says what it changes, and --company {path} or COMPANY_FILE={path} makes it count."
    )


def _by_gpus_alone(allowed: tuple[str, ...], company: Company) -> bool:
    return SELF_HOSTED not in allowed and company.allows(SELF_HOSTED)


def _changes(company: Company) -> Iterator[str]:
    """What a company's file says, a line each."""
    if company.people is not None:
        yield f"people: {show_usd(company.people.usd_per_hour)} an hour"
    if company.providers is not None and company.providers.allowed is not None:
        hosts = ", ".join(map(host_name, company.providers.allowed)) or "nowhere"
        own = "; your own GPUs too, since some are listed" if _by_gpus_alone(company.providers.allowed, company) else ""
        yield f"allowed: {hosts}{own}"
    for host, share in company.discounts.items():
        yield f"discount: {(share * 100).normalize():f} % off list at {host_name(host)}"
    for price in company.prices:
        cached = "" if price.cached_input is None else f", {show_usd(price.cached_input)} cached"
        yield (
            f"price: {price.model} at {host_name(price.host)} {show_usd(price.input)} in{cached}, {show_usd(price.output)} out "
            f"per 1M tokens since {price.since}"
        )
    for route in company.routes:
        yield f"route: {route.method} of {route.model} at {host_name(route.host)} {route.state} since {route.since}"
    for end in company.ends:
        yield f"end: {end.model} at {host_name(end.host)} on {end.on}"
    for gpus in company.gpus:
        serves = f", serving {', '.join(gpus.serves)}" if gpus.serves else ""
        yield f"GPUs: {gpus.count} x {gpus.type} at {show_usd(gpus.usd_per_hour)} an hour each, {gpus.free} free{serves}"
    for code, usd in company.currency.items():
        yield f"currency: 1 {code} is {show_usd(usd)} (sums that people type in it count as dollars at that)"
    for name, value in company.thresholds.items():
        yield f"threshold: {name} = {value}"
