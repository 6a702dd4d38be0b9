"""`doctor`: what the bot needs, checked one by one."""

from __future__ import annotations

import sys
import time

import click

from bot.process.doctor import examine
from bot.settings import SettingsError, load_settings
from pricing import loading


@click.command("doctor")
def command() -> None:
    """Check settings, tokens, scopes, database, clock, company file and catalogue, and say what to do about each.

    Exit status 0 when all is well, 1 when something is not, 2 when a setting cannot be read.
    """
    try:
        settings = load_settings()
    except SettingsError as error:
        for problem in error.problems:
            click.echo(problem, err=True)
        sys.exit(2)
    well = True
    for result in examine(settings, loading.load(), time.time):
        click.echo(f"{'ok ' if result.well else 'NOT'} {result.about}: {result.text}")
        well = well and result.well
    sys.exit(0 if well else 1)
