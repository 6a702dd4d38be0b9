"""`playground`: the whole bot on one machine, with a page instead of Slack."""

from __future__ import annotations

import os
import socket
import sys
import tempfile
import webbrowser
from contextlib import ExitStack
from pathlib import Path

import click

from bot.commands.options import Basis, basis_options


class _CannotPlay(click.ClickException):
    """What is missing or wrong; exit status 2."""

    exit_code = 2


@click.command("playground")
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=8300,
    show_default=True,
    help="The port of the page; 0 takes a free one.",
)
@click.option(
    "--db",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Keep the database in this new file; left out, it is a temporary one that is deleted at the end.",
)
@click.option(
    "--open/--no-open",
    "opens",
    default=None,
    help="Open the page in a browser, or do not; by default where there is one.",
)
@basis_options
def command(port: int, db: Path | None, opens: bool | None, basis: Basis) -> None:
    """The whole bot on your own machine, without Slack, until it is stopped.

    A page with channels, threads, forms and a Home tab, three people to be, a clock to turn, published cases to start
    from, and what goes on between Slack and the bot. It listens on 127.0.0.1 only.
    """
    # Imported here: it takes a moment, and a wrong option should be told at once.
    from bot.logs import configure_logs
    from bot.playground.page.bell import Bell
    from bot.playground.page.site import make_site
    from bot.playground.stage import HOST, Stage
    from bot.process.ending import Ending
    from bot.process.http import WebServer
    from bot.process.serve import NotAccepted
    from bot.store.errors import StoreError

    db = db.expanduser() if db else None
    if db is not None and db.exists():
        raise _CannotPlay(
            f"{db} is there already, and the playground begins with a database of its own: name a file that is not there."
        )
    _check(port)
    ending = Ending()
    with ExitStack() as last_to_first:
        # From the first moment on: what was begun is taken away again.
        last_to_first.enter_context(ending.on_signals())
        path = db or Path(last_to_first.enter_context(tempfile.TemporaryDirectory())) / "playground.db"
        try:
            stage = Stage(path, basis.catalogue, thresholds=basis.thresholds)
            configure_logs(
                "warning",
                (stage.workspace.app.bot_token, stage.workspace.app.app_token, stage.workspace.app.signing_secret),
            )
            last_to_first.enter_context(stage)
        except (StoreError, NotAccepted) as error:
            raise _CannotPlay(str(error)) from None
        bell = Bell(stage.workspace.changed)
        try:
            server = WebServer(make_site(stage, bell), port, ending.tell, HOST)
        except OSError as error:
            raise _taken(port, error) from None
        bell.start()
        server.start()
        last_to_first.callback(server.stop)
        last_to_first.callback(bell.close)
        last_to_first.callback(stage.hurry)
        address = f"http://{HOST}:{server.port}/"
        click.echo(f"The playground is at {address} (Ctrl+C ends it)")
        if opens or (opens is None and _has_a_browser()):
            webbrowser.open(address)
        ending.wait()


def _check(port: int) -> None:
    """Find out that a port cannot be had before anything else is begun."""
    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as error:
        raise _taken(port, error) from None


def _taken(port: int, error: OSError) -> click.ClickException:
    return _CannotPlay(
        f"Port {port} cannot be listened on ({os.strerror(error.errno or 0)}): name another with --port."
    )


def _has_a_browser() -> bool:
    """Whether somebody sits before a screen: a browser in the terminal would take it over."""
    if not sys.stdout.isatty():
        return False
    return sys.platform in {"darwin", "win32"} or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
