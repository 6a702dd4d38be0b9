"""How fast an answer is acked after it is on disk, beside what Bolt and SQLite do alone. Ratios of one run; nothing is asserted but that it works.

`python -m pytest tests/bench/test_bench_ack.py -s -n 0`
"""

from __future__ import annotations

import json
import sqlite3
import statistics
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from slack_bolt import App, BoltRequest
from slack_bolt.authorization import AuthorizeResult
from slack_sdk import WebClient
from slack_sdk.signature import SignatureVerifier

from bot.app import make_app
from bot.block_kit.button_value import carry
from bot.context import Identity
from bot.events import Where
from bot.store.sqlite import SqliteStore
from pricing.catalogue import Catalogue

_SECRET = "secret"
_ROUNDS = 600
_THREADS = 4
_NOWHERE = "http://127.0.0.1:9/api/"


def _request(number: int, decision: int) -> BoltRequest:
    value = carry(decision, "gap", "behavior" if number % 2 else "knowledge")
    payload = {
        "type": "block_actions",
        "team": {"id": "T1"},
        "user": {"id": f"U{number}", "team_id": "T1"},
        "channel": {"id": "C1", "name": "general"},
        "container": {"type": "message", "message_ts": "1.1", "channel_id": "C1"},
        "trigger_id": f"1.{number}",
        "response_url": "http://127.0.0.1:9/r",
        "actions": [
            {
                "type": "button",
                "action_id": "answer:gap:behavior",
                "block_id": "b",
                "value": value,
                "action_ts": f"17.{number:06}",
            }
        ],
    }
    body = "payload=" + quote(json.dumps(payload))
    stamp = str(int(time.time()))
    signature = SignatureVerifier(_SECRET).generate_signature(timestamp=stamp, body=body)
    headers = {
        "content-type": "application/x-www-form-urlencoded",
        "x-slack-signature": signature,
        "x-slack-request-timestamp": stamp,
    }
    return BoltRequest(body=body, headers=headers)


def _bolt(*, process_before_response: bool, work: Callable[[], None] = lambda: None) -> App:
    result = AuthorizeResult(enterprise_id=None, team_id="T1", bot_user_id="UB", bot_id="B", bot_token="xoxb-1")
    app = App(
        client=WebClient(base_url=_NOWHERE),
        signing_secret=_SECRET,
        authorize=lambda: result,
        process_before_response=process_before_response,
    )

    @app.action("answer:gap:behavior")
    def clicked(ack: Any) -> None:
        work()
        ack()

    return app


def _commits(path: Path) -> Callable[[], None]:
    local = threading.local()

    def commit() -> None:
        connection = getattr(local, "connection", None)
        if connection is None:
            local.connection = connection = sqlite3.connect(
                path, isolation_level=None, timeout=10, check_same_thread=False
            )
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("CREATE TABLE IF NOT EXISTS t (a)")
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO t VALUES (1)")
        connection.execute("COMMIT")

    return commit


def _timed(do: Callable[[int], None], rounds: int) -> list[float]:
    for number in range(30):
        do(number)
    times = []
    for number in range(30, 30 + rounds):
        start = time.perf_counter()
        do(number)
        times.append(time.perf_counter() - start)
    return sorted(times)


def _a_second(do: Callable[[int], None], rounds: int, threads: int = _THREADS) -> float:
    numbers: Iterator[int] = iter(range(10_000, 10_000 + rounds))
    lock = threading.Lock()

    def work() -> None:
        while True:
            with lock:
                number = next(numbers, None)
            if number is None:
                return
            do(number)

    workers = [threading.Thread(target=work) for _ in range(threads)]
    start = time.perf_counter()
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return rounds / (time.perf_counter() - start)


def test_an_answer_is_acked_after_a_durable_commit(tmp_path: Path, facts: Catalogue) -> None:
    store = SqliteStore(tmp_path / "ours.db")
    application = make_app(
        token="xoxb-1",
        identity=Identity("T1", "UB", "B"),
        store=store,
        catalogue=facts,
        clock=time.time,
        signing_secret=_SECRET,
        api_url=_NOWHERE,
    )
    decisions = [
        application.deps.intake.begin(Where("T1", "C1"), "U1", "clause extraction", f"begin{n}") for n in range(20)
    ]

    def dispatch(app: App) -> Callable[[int], None]:
        def do(number: int) -> None:
            response = app.dispatch(_request(number, decisions[number % len(decisions)] or 0))
            assert response.status == 200

        return do

    default, direct = _bolt(process_before_response=False), _bolt(process_before_response=True)
    lone, with_commit = _commits(tmp_path / "lone.db"), _commits(tmp_path / "with.db")
    committing = _bolt(process_before_response=True, work=with_commit)
    build = _timed(lambda number: _request(number, 1) and None, _ROUNDS)
    cases: dict[str, tuple[Callable[[int], None], int, bool]] = {
        "Bolt no-op, Bolt's defaults": (dispatch(default), 150, True),
        "Bolt no-op, process_before_response": (dispatch(direct), _ROUNDS, True),
        "one SQLite FULL commit alone": (lambda _: lone(), _ROUNDS, False),
        "Bolt no-op with one FULL commit": (dispatch(committing), _ROUNDS, True),
        "an answer, durable, acked": (dispatch(application.app), _ROUNDS, True),
    }
    overhead = statistics.median(build)
    rows = {}
    for name, (do, rounds, builds) in cases.items():
        times = _timed(do, rounds)
        less = overhead if builds else 0.0
        rows[name] = (statistics.median(times) - less, times[int(len(times) * 0.99)] - less, _a_second(do, rounds))
    ours = rows["an answer, durable, acked"]
    print(f"\n{'':40} {'p50 ms':>8} {'p99 ms':>8} {'a second':>9} {'ours p50':>9} {'ours/s':>7}")
    for name, (p50, p99, rate) in rows.items():
        print(f"{name:40} {p50 * 1e3:8.2f} {p99 * 1e3:8.2f} {rate:9.0f} {ours[0] / p50:8.2f}x {ours[2] / rate:6.2f}x")
    with store.read() as reader:
        assert len(reader.log(decisions[0] or 0)) > 10
    store.close()


@pytest.mark.parametrize("threads", [1, 8])
def test_the_same_from_several_threads(tmp_path: Path, facts: Catalogue, threads: int) -> None:
    store = SqliteStore(tmp_path / "ours.db")
    application = make_app(
        token="xoxb-1",
        identity=Identity("T1", "UB", "B"),
        store=store,
        catalogue=facts,
        clock=time.time,
        signing_secret=_SECRET,
        api_url=_NOWHERE,
    )
    decision = application.deps.intake.begin(Where("T1", "C1"), "U1", "clause extraction", "begin") or 0
    rate = _a_second(lambda number: application.app.dispatch(_request(number, decision)) and None, 800, threads)
    print(f"\nanswers a second from {threads} threads: {rate:.0f}")
    store.close()
