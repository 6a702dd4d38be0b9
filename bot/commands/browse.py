"""`browse`: the database in a web browser."""

from __future__ import annotations

import importlib
import socket
from pathlib import Path

import click

from bot.settings import SettingsError, load_settings
from bot.store.errors import StoreError

_LOOPBACK = ("127.0.0.1", "localhost", "::1", "[::1]")


class _CannotBrowse(click.ClickException):
    """What is missing or wrong; exit status 2."""

    exit_code = 2


@click.command("browse")
@click.option(
    "--db", type=click.Path(path_type=Path), metavar="FILE", help="The database file; DECISIONS_DB if left out."
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on. There is no password.")
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=8001, show_default=True, help="The port; 0 takes a free one."
)
def command(db: Path | None, host: str, port: int) -> None:
    """Look at the database in a web browser, read-only, until it is stopped.

    Decisions with facets and full-text search, answers, verdicts, checkpoints, outcomes; open decisions, overdue
    checkpoints, money at stake, verdicts by month, who has waited longest. The bot may go on running meanwhile.

    It needs an extra of the package: pip install 'should-we-finetune[browse]'.
    """
    _check()
    try:
        path = (db or load_settings().decisions_db).expanduser()
        if not path.is_file():
            raise _CannotBrowse(f"There is no file {path}: name one with --db, or set DECISIONS_DB.")
        tables = _tables(path)
    except SettingsError as error:
        raise _CannotBrowse("\n".join(error.problems)) from None
    except StoreError as error:
        raise _CannotBrowse(str(error)) from None
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, port))
            listening.listen()
        except OSError as error:
            raise _CannotBrowse(
                f"{host} port {port} cannot be listened on ({error.strerror}): name another with --port."
            ) from None
        _serve(path, tables, listening, host)


def _check() -> None:
    """Find out that what draws the pages is not installed before anything else is begun."""
    try:
        importlib.import_module("datasette")
    except ModuleNotFoundError as error:
        if error.name != "datasette":
            raise
        raise _CannotBrowse("This needs Datasette: pip install 'should-we-finetune[browse]'") from None


def _tables(path: Path) -> list[str]:
    """Every table of the file, which is of this version. Raises StoreError."""
    from bot.store.sqlite import SqliteStore

    store = SqliteStore(path, upgrade=False)
    try:
        return store.table_names()
    finally:
        store.close()


def _serve(path: Path, tables: list[str], listening: socket.socket, host: str) -> None:
    import uvicorn

    from bot.process.datasette import make_app

    shown = f"[{host}]" if ":" in host else host
    click.echo(f"Browse at http://{shown}:{listening.getsockname()[1]}/ (Ctrl+C ends it)")
    hosts = _LOOPBACK if host in _LOOPBACK else ("*",)
    config = uvicorn.Config(make_app(path, tables, hosts), log_level="warning", access_log=False, lifespan="on")
    uvicorn.Server(config).run(sockets=[listening])
