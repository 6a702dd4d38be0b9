"""The database as pages: Datasette, read-only, over the views of `bot.store.sql_views`, with canned queries."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from starlette.middleware.trustedhost import TrustedHostMiddleware

from bot.store.search import fts
from bot.store.verdicts import unpacked

NAME = "decisions"

# Title, what it shows, and the SQL.
QUERIES: dict[str, tuple[str, str, str]] = {
    "open_decisions": (
        "Open decisions",
        "Everything that is not adopted, stopped or superseded, the last changed first.",
        "SELECT number, title, stage, verdict, owner, waits_for, asks_next, asks_next_on, last_change FROM all_decisions WHERE is_open = 'yes' ORDER BY last_change DESC, number DESC",
    ),
    "overdue_checkpoints": (
        "Overdue checkpoints",
        "Trainings whose numbers were asked for, or should have been by today (UTC), and are not there.",
        "SELECT number, title, owner, asks_next, asks_next_on, asked_and_unanswered_since, asked_again_in_vain FROM all_decisions"
        " WHERE stage = 'training' AND (asked_and_unanswered_since IS NOT NULL OR asks_next_on < date('now'))"
        " ORDER BY coalesce(asked_and_unanswered_since, asks_next_on)",
    ),
    "money_at_stake_by_method": (
        "Money at stake by method",
        "Open decisions by the method that was decided on, in US dollars: what they cost up front, what they cost a month against today, and what they are expected to save in all.",
        "SELECT coalesce(method, '(no verdict yet)') AS method, count(*) AS decisions, round(sum(upfront_usd), 2) AS upfront_usd,"
        " round(sum(today_usd_a_month), 2) AS today_usd_a_month, round(sum(usd_a_month), 2) AS usd_a_month, round(sum(net_usd), 2) AS net_usd"
        " FROM all_decisions WHERE is_open = 'yes' GROUP BY 1 ORDER BY sum(upfront_usd) DESC, decisions DESC",
    ),
    "verdicts_by_month": (
        "Verdicts by month",
        "How many verdicts of each kind were reached in each month (UTC).",
        "SELECT substr(at, 1, 7) AS month, verdict, count(*) AS verdicts FROM verdicts GROUP BY 1, 2 ORDER BY 1 DESC, 3 DESC",
    ),
    "options_compared": (
        "Options that a decision compared",
        "Everything that the verdicts of one decision weighed, the latest verdict first: give its number. Money in US dollars.",
        "SELECT verdicts.verdict_id, verdicts.at AS decided, option.value ->> 'label' AS option, option.value ->> 'method' AS method,"
        " CASE option.value ->> 'available' WHEN 1 THEN 'yes' ELSE 'no' END AS open_to_the_team, option.value ->> 'monthly_usd' AS usd_a_month,"
        " option.value ->> 'upfront_usd' AS upfront_usd, option.value ->> 'net_usd' AS net_usd, option.value ->> 'break_even_months' AS break_even_months,"
        " option.value ->> 'id' = verdicts.recommended AS recommended"
        " FROM verdicts JOIN conclusions ON conclusions.entry = verdicts.verdict_id, json_each(unpacked(conclusions.reply), '$.options') AS option"
        " WHERE verdicts.number = :number ORDER BY verdicts.verdict_id DESC, recommended DESC, option.key",
    ),
    "waiting_longest": (
        "Waiting longest",
        "Decisions that wait for somebody to answer, the longest first.",
        "SELECT number, title, stage, waits_for, waits_since, owner, started_by FROM all_decisions WHERE waits_since IS NOT NULL ORDER BY waits_since",
    ),
}

_NO_CSV = (
    b"Not as CSV from here: a spreadsheet would run what people typed as formulas."
    b" Its cells are safe in this one: should-we-finetune decisions export all --format csv --output decisions.csv\n"
)
_NUMBER = "The decision, as `/should-we-finetune show` takes it"
_AT = "When, in UTC"
_DESCRIPTIONS: dict[str, tuple[str, dict[str, str]]] = {
    "all_decisions": (
        "Every decision and where it stands. The search looks in titles, headlines and the team's own words.",
        {
            "number": _NUMBER, "today_usd_a_month": "What today's model costs, US dollars a month",
            "usd_a_month": "What the method decided on is expected to cost, US dollars a month",
            "upfront_usd": "Budget of the training plan, else the estimate, US dollars",
            "net_usd": "What is expected to be saved by the horizon, US dollars",
            "predicted_gain": "Expected gain on the test items, as a share", "real_gain": "Measured gain, as a share",
            "asked_again_in_vain": "Whether the bot asked a second time and got no answer",
        },
    ),
    "answers": ("Every answer as it was typed or clicked, those that were changed later too.", {"number": _NUMBER, "at": _AT}),
    "verdicts": ("Every verdict, those that were superseded too. Money in US dollars.", {"number": _NUMBER, "at": _AT}),
    "checkpoints": (
        "What was measured during training, and what the abort criteria say. Scores are shares, money is US dollars.",
        {"number": _NUMBER, "says": "stop or go on", "at": _AT},
    ),
    "dissents": ("Who disagrees with a decision, and why.", {"number": _NUMBER, "at": _AT}),
    "reassessments": ("What changed when a decision was assessed again under later facts.", {"number": _NUMBER, "at": _AT}),
    "outcomes": ("How it went: adopted, stopped and reviewed decisions, predicted against real.", {"number": _NUMBER, "at": _AT}),
    "forgotten_decisions": ("What was deleted, by whom and when; nothing of what it said.", {"number": _NUMBER, "at": _AT}),
}  # fmt: skip
_FACETS = {
    "all_decisions": ["stage", "verdict", "method", "channel"], "answers": ["question"], "verdicts": ["verdict"],
    "checkpoints": ["says"], "outcomes": ["what", "in_use"],
}  # fmt: skip

SETTINGS: dict[str, Any] = {
    # What anybody may run are the queries above: raw SQL would read the tables that are kept out of sight.
    "default_allow_sql": False,
    "allow_download": False,
    "default_page_size": 50,
    "facet_time_limit_ms": 1000,
    "sql_time_limit_ms": 5000,
    # The bot goes on writing.
    "default_cache_ttl": 0,
}


def metadata(tables: list[str]) -> dict[str, Any]:
    """What Datasette shows: the views; and that every one of the `tables` behind them is kept out of sight."""
    hidden: dict[str, Any] = {name: {"allow": False, "hidden": True} for name in tables}
    views = {
        name: {"description": text, "columns": columns, "facets": _FACETS.get(name, []), "size": 50}
        for name, (text, columns) in _DESCRIPTIONS.items()
    }
    views["all_decisions"] |= {"fts_table": "standings_fts", "fts_pk": "number", "sort_desc": "last_change"}
    queries = {name: {"title": title, "description": text, "sql": sql} for name, (title, text, sql) in QUERIES.items()}
    return {
        "title": "Should we fine-tune?",
        "description": "What was decided, read-only. Times are UTC, money is US dollars.",
        "databases": {NAME: {"tables": hidden | views, "queries": queries}},
    }


def make_app(path: Path, tables: list[str], hosts: tuple[str, ...] = ("*",)) -> Any:
    """The pages over a file, as an ASGI application. It opens the file read-only, and never as one that does not change.

    `hosts` are the names by which it may be asked for: a page from elsewhere must not read it through the visitor's browser.
    """
    from datasette.app import Datasette  # type: ignore[import-untyped]
    from datasette.database import Database  # type: ignore[import-untyped]
    from datasette.plugins import pm  # type: ignore[import-untyped]

    # Plugins that others installed for Datasette have no business in this file.
    for plugin, _ in pm.list_plugin_distinfo():
        pm.unregister(plugin)
    # It would print every local variable of a page that failed, with what people typed.
    pm.get_plugin("datasette.handle_exception").rich = None
    if not pm.has_plugin(NAME):
        pm.register(_search(), NAME)
    pages = Datasette([], metadata=metadata(tables), settings=SETTINGS)
    if "_memory" in pages.databases:
        pages.remove_database("_memory")
    pages.add_database(Database(pages, path=str(path), is_mutable=True), name=NAME)
    return TrustedHostMiddleware(_only_reading(pages.app()), allowed_hosts=list(hosts), www_redirect=False)


def _search() -> Any:
    """A plugin by which words are searched for as the bot does it, no character of them an operator or an error, and replies read."""
    from datasette import hookimpl  # type: ignore[import-untyped]

    class Search:
        @staticmethod
        @hookimpl(trylast=True)  # type: ignore[untyped-decorator]
        def prepare_connection(conn: sqlite3.Connection) -> None:
            # In place of Datasette's own, which is made before.
            conn.create_function("escape_fts", 1, lambda words: fts(str(words)) or '""')
            conn.create_function("unpacked", 1, unpacked)

    return Search


def _only_reading(app: Any) -> Any:
    """An ASGI application that is asked for pages alone: whatever else somebody sends is refused before it is looked at.

    So is CSV: a cell of it would be what somebody typed, which a spreadsheet may run.
    """

    async def asked(scope: dict[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] == "http" and scope["method"] not in ("GET", "HEAD"):
            headers = [(b"content-type", b"text/plain; charset=utf-8"), (b"allow", b"GET, HEAD")]
            await send({"type": "http.response.start", "status": 405, "headers": headers})
            await send({"type": "http.response.body", "body": b"This is read-only.\n"})
        elif scope["type"] == "http" and (
            scope["path"].lower().endswith(".csv")
            or "csv" in parse_qs(scope["query_string"].decode("latin-1")).get("_format", ())
        ):
            headers = [(b"content-type", b"text/plain; charset=utf-8")]
            await send({"type": "http.response.start", "status": 403, "headers": headers})
            await send({"type": "http.response.body", "body": _NO_CSV})
        else:
            await app(scope, receive, send)

    return asked
