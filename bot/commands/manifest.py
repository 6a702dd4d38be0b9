"""`manifest`: what to paste into Slack when the app is made."""

from __future__ import annotations

import json
from urllib.parse import urlsplit

import click

from bot.process.manifest import EVENTS_PATH, manifest


@click.command("manifest")
@click.option(
    "--http",
    metavar="URL",
    help="For HTTP instead of Socket Mode: where the bot is reached, such as https://bot.example.com",
)
def command(http: str | None) -> None:
    """Print the app manifest: paste it at api.slack.com/apps > Create New App > From a manifest."""
    if http is not None:
        http = _base(http)
    click.echo(json.dumps(manifest(http), indent=2, ensure_ascii=False))


def _base(http: str) -> str:
    """The address without what the manifest adds to it itself."""
    try:
        url = urlsplit(http)
        fits = url.scheme == "https" and bool(url.hostname) and not url.query and not url.fragment
    except ValueError:
        fits = False
    if not fits:
        raise click.BadParameter("it must be an https address, such as https://bot.example.com", param_hint="--http")
    return http.rstrip("/").removesuffix(EVENTS_PATH)
