"""The app is uninstalled, or its token revoked: all of the workspace is deleted, also across a crash, and is not tried again."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from bot.playground.workspace.workspace import Workspace
from bot.store.sqlite import SqliteStore
from pricing.catalogue import Catalogue
from tests.helpers.effects import an_effect
from tests.helpers.entries import an_entry
from tests.helpers.running import Running, running
from tests.helpers.support import ROOT

SECRET = b"nachtigall"


def content(path: Path) -> bytes:
    return b"".join(file.read_bytes() for file in path.parent.glob(f"{path.name}*")).lower()


def fill(store: SqliteStore, team: str, count: int) -> None:
    with store.write() as unit:
        for number in range(count):
            id_ = unit.open_decision(team, "C1", "public", None, "U1", 1.0)
            unit.append(id_, [an_entry("answered", "use_case", f"Nachtigall {number}", "Nachtigall")])
            unit.first_time(f"message:{team}:C1:{number}", 1.0)
            unit.enqueue(
                [an_effect("post", f"thread:{id_}", {"text": "Nachtigall"}, id_, team, "C1", due=1e12, created=1.0)]
            )


def left(store: SqliteStore) -> list[int]:
    tables = ("decisions", "entries", "messages", "standings", "files", "digests", "outbox")
    with closing(sqlite3.connect(store.path)) as looking:
        return [looking.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]


def test_when_it_is_uninstalled_nothing_of_the_workspace_is_left(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, "Nachtigall letters, 20k requests a month")
    bot.settle()
    bot.say(ana, root, "prompts scored")
    bot.health.watch("posting", lambda: bot.application.installation.can_post)
    assert SECRET in content(bot.store.path)
    bot.expected_refusals |= {"account_inactive"}
    calls = len(bot.workspace.calls)
    assert all(delivery.wait(5).acked for delivery in bot.workspace.uninstall_app())
    bot.until(lambda: not any(left(bot.store)))
    bot.settle()
    assert SECRET not in content(bot.store.path)
    with bot.store.read() as reader:
        record = reader.forgotten(1, bot.workspace.app.team_id)
        assert reader.seen(f"message:{bot.workspace.app.team_id}:{channel.id}:{root.ts}") is None
    assert record is not None
    assert record.why in ("app uninstalled", "tokens revoked")
    assert record.decision is None
    assert len(bot.workspace.calls) == calls, "nothing is sent to who has sent the bot away"
    well, report = bot.health.report(bot.store)
    assert not well
    assert report["posting"] in ("app uninstalled", "tokens revoked")


def test_a_revoked_token_of_somebody_else_changes_nothing(bot: Running) -> None:
    ana, _, channel = bot.team()
    bot.begin(ana, channel, "letters")
    bot.settle()
    bot.workspace.emit({"type": "tokens_revoked", "tokens": {"oauth": [ana.id], "bot": ["U99999999"]}})
    bot.workspace.emit({"type": "tokens_revoked", "tokens": {"oauth": [ana.id]}})
    bot.settle()
    with bot.store.read() as reader:
        assert reader.decision(1) is not None


def test_installed_again_it_begins_with_nothing_and_no_number_comes_twice(
    tmp_path: Path, facts: Catalogue, workspace: Workspace
) -> None:
    with running(tmp_path / "decisions.db", facts, workspace) as bot:
        ana, _, channel = bot.team()
        root = bot.begin(ana, channel, "Nachtigall letters")
        bot.settle()
        old = bot.question(root).snapshot()
        workspace.emit({"type": "tokens_revoked", "tokens": {"bot": [workspace.bot.id]}})
        bot.until(lambda: not any(left(bot.store)))
        bot.settle()
    with running(tmp_path / "decisions.db", facts, workspace) as bot:
        bot.press(ana, old, "answer:prompting:none")
        assert "Decision 1 was forgotten on" in workspace.ephemerals(ana)[-1].text
        bot.begin(ana, channel, "ticket routing")
        bot.settle()
        with bot.store.read() as reader:
            decision = reader.latest_in_channel(workspace.app.team_id, channel.id)
        assert decision is not None
        assert decision.id == 2


def test_much_is_acked_at_once_and_deleted_afterwards(tmp_path: Path, facts: Catalogue, workspace: Workspace) -> None:
    with closing(SqliteStore(tmp_path / "decisions.db")) as store:
        fill(store, workspace.app.team_id, 1_500)
    workspace.app.events = {"app_uninstalled"}
    with running(tmp_path / "decisions.db", facts, workspace) as bot:
        delivery = workspace.emit({"type": "app_uninstalled"})
        assert delivery is not None
        assert delivery.wait(5).attempts[0].seconds < 1
        bot.until(lambda: not any(left(bot.store)), seconds=30)
        bot.settle()
    assert SECRET not in content(tmp_path / "decisions.db")


_ERASING = """
import sys, time
from bot.outbox.effects import erase
from bot.outbox.installation import Installation
from bot.privacy.erase import Erasing
from bot.store.sqlite import SqliteStore
store = SqliteStore(sys.argv[1])
with store.write() as unit:
    up_to = unit.forget_workspace("T1", "app uninstalled", 2.0)
    unit.enqueue([erase("T1", "app uninstalled", up_to, 2.0)])
while True:
    with store.read() as reader:
        (effect,) = reader.effects("erase:T1")
    Erasing(store, lambda: 3.0, Installation()).erase(effect, effect.item)
    print("part", flush=True)
"""


@pytest.mark.parametrize("parts", [2])
def test_killed_in_the_middle_it_goes_on_where_it_was(
    tmp_path: Path, facts: Catalogue, workspace: Workspace, parts: int
) -> None:
    path = tmp_path / "decisions.db"
    with closing(SqliteStore(path)) as store:
        fill(store, "T1", 1_000)
    process = subprocess.Popen([sys.executable, "-c", _ERASING, str(path)], cwd=ROOT, stdout=subprocess.PIPE)
    assert process.stdout is not None
    for _ in range(parts):
        assert process.stdout.readline() == b"part\n"
    process.send_signal(signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with closing(SqliteStore(path)) as store:
        assert left(store)[0] > 0, "it was in the middle"
    with running(path, facts, workspace) as bot:
        bot.until(lambda: not any(left(bot.store)))
        bot.settle()
    assert SECRET not in content(path)


def test_what_is_sent_while_the_workspace_goes_is_not_chased(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, "letters, 20k requests a month")
    bot.settle()
    bot.workspace.faults.slow("chat.postMessage", seconds=0.4)
    assert bot.workspace.click(ana, bot.question(root), "answer:prompting:scored").wait(5).acked
    time.sleep(0.1)
    bot.workspace.emit({"type": "tokens_revoked", "tokens": {"bot": [bot.workspace.bot.id]}})
    bot.until(lambda: not any(left(bot.store)))
    bot.settle()
    assert not any(call.method == "chat.delete" for call in bot.workspace.calls)
