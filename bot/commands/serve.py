"""`serve`: the bot itself."""

from __future__ import annotations

import logging
import os

import click

from bot.commands.options import Basis, basis_options
from bot.logs import configure_logs
from bot.process.serve import Bot, NotAccepted
from bot.settings import SettingsError, load_settings
from bot.store.errors import StoreError


class _CannotRun(click.ClickException):
    """What is missing or wrong; exit status 2."""

    exit_code = 2


@click.command("serve")
@basis_options
def command(basis: Basis) -> None:
    """Run the bot until it is stopped.

    Socket Mode when SLACK_APP_TOKEN is set, HTTP at /slack/events when PORT is, /healthz with either on PORT.
    Settings come from the environment and from .env; what is missing is named. Logs go to standard error, one
    JSON object a line. SIGTERM finishes what was begun.
    """
    try:
        settings = load_settings()
        problems = settings.problems()
        if problems:
            raise SettingsError(problems)
        configure_logs(settings.log_level, settings.secrets())
        bot = Bot(settings, basis.catalogue, basis.thresholds)
        bot.run()
    except SettingsError as error:
        raise _CannotRun("\n".join(error.problems)) from None
    except (StoreError, NotAccepted) as error:
        raise _CannotRun(str(error)) from None
    if bot.left_sending:
        # Everything is closed and logged; only a thread that waits for Slack is left, which Python would wait for.
        logging.shutdown()
        os._exit(0)
