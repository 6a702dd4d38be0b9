"""The doctor finds each thing that is wrong, says what to do about it, and leaves no trace."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from bot.cli import main
from bot.playground.workspace.workspace import Workspace
from bot.process.doctor import CheckResult, examine
from bot.process.manifest import SCOPES
from bot.settings import Settings
from bot.store.sqlite import SqliteStore
from pricing.catalogue import Catalogue
from tests.helpers.process import OURS

Examine = Callable[..., dict[str, CheckResult]]


@pytest.fixture(scope="module")
def slack() -> Iterator[Workspace]:
    with Workspace() as workspace:
        yield workspace


@pytest.fixture
def workspace(slack: Workspace) -> Iterator[Workspace]:
    scopes, app_scopes = slack.app.scopes, slack.app.app_scopes
    yield slack
    slack.faults.clear()
    slack.app.scopes, slack.app.app_scopes = scopes, app_scopes


@pytest.fixture
def examined(workspace: Workspace, tmp_path: Path, facts: Catalogue, monkeypatch: pytest.MonkeyPatch) -> Examine:
    for name in list(os.environ):
        if name.startswith(OURS):
            monkeypatch.delenv(name)
    app = workspace.app

    def examined(now: Callable[[], float] = time.time, **changed: Any) -> dict[str, CheckResult]:
        given = {
            "slack_bot_token": app.bot_token,
            "slack_app_token": app.app_token,
            "slack_signing_secret": app.signing_secret,
            "slack_api_url": workspace.api_url,
            "decisions_db": tmp_path / "decisions.db",
        } | changed
        settings = Settings(_env_file=None, **given)  # type: ignore[call-arg]
        results = list(examine(settings, facts, now))
        assert [secret for secret in settings.secrets() if secret in str(results)] == []
        assert len({result.about for result in results}) == len(results)
        return {result.about: result for result in results}

    return examined


def wrong(results: dict[str, CheckResult]) -> list[str]:
    return [about for about, result in results.items() if not result.well and about != "catalogue"]


def test_all_is_well(examined: Examine, workspace: Workspace, tmp_path: Path) -> None:
    results = examined()
    assert list(results) == ["settings", "bot token", "scopes", "clock", "app token", "database", "catalogue"]
    assert wrong(results) == []
    assert "should-we-finetune in acme" in results["bot token"].text
    assert "will be made" in results["database"].text
    assert list(tmp_path.iterdir()) == []
    assert {call.method for call in workspace.calls} == {"auth.test", "apps.connections.open"}


def test_a_company_file_is_read_where_one_is_set(examined: Examine, tmp_path: Path) -> None:
    path = tmp_path / "company.toml"
    path.write_text("[people]\nusd_per_hour = 90\n")
    well = examined(company_file=path)["company file"]
    assert (well.well, well.text) == (True, f"{path} counts for every verdict")
    path.write_text("[people]\nusd_per_hour = -90\n")
    wrong_ = examined(company_file=path)["company file"]
    assert not wrong_.well
    assert wrong_.text == f"{path}: people.usd_per_hour must be USD an hour from 0 to 2,000, not -90."
    assert not examined(company_file=tmp_path / "gone.toml")["company file"].well


def test_a_missing_setting_is_told_and_nothing_is_asked_for_it(examined: Examine) -> None:
    results = examined(slack_bot_token=None, slack_app_token=None)
    assert list(results) == ["settings", "database", "catalogue"]
    assert "SLACK_BOT_TOKEN is missing" in results["settings"].text


def test_a_mixed_up_setting_is_told_and_not_sent(examined: Examine, workspace: Workspace) -> None:
    before = len(workspace.calls)
    results = examined(slack_bot_token="xapp-1-\n", slack_app_token="xoxb-1")
    assert "bot token" not in results
    assert "app token" not in results
    assert "SLACK_BOT_TOKEN holds something else" in results["settings"].text
    assert len(workspace.calls) == before


def test_a_token_that_slack_does_not_take_is_told(examined: Examine) -> None:
    results = examined(slack_bot_token="xoxb-1-wrong", slack_app_token="xapp-1-wrong")
    assert wrong(results) == ["bot token", "app token"]
    assert results["bot token"].text.startswith(
        "Slack says invalid_auth. Copy SLACK_BOT_TOKEN again from api.slack.com/apps"
    )
    assert results["app token"].text.startswith("Slack says invalid_auth. Make one at api.slack.com/apps")


def test_a_missing_scope_is_named(examined: Examine, workspace: Workspace) -> None:
    workspace.app.scopes = frozenset(SCOPES) - {"groups:history", "files:write"}
    results = examined()
    assert wrong(results) == ["scopes"]
    assert results["scopes"].text.startswith(
        "missing: files:write, groups:history. Paste the output of `should-we-finetune manifest`"
    )
    workspace.app.scopes = frozenset(SCOPES)
    assert examined()["scopes"].text == f"all {len(SCOPES)} granted"


def test_a_missing_scope_of_the_app_token_is_told(examined: Examine, workspace: Workspace) -> None:
    workspace.app.app_scopes = frozenset()
    results = examined()
    assert wrong(results) == ["app token"]
    assert "missing_scope" in results["app token"].text
    assert "connections:write" in results["app token"].text


@pytest.mark.parametrize(
    ("seconds", "well", "words"),
    [(-400, False, "behind Slack's"), (400, False, "ahead of Slack's"), (20, True, "right")],
)
def test_a_clock_that_is_off_is_told(examined: Examine, seconds: float, well: bool, words: str) -> None:
    results = examined(now=lambda: time.time() + seconds)
    assert (results["clock"].well, words in results["clock"].text) == (well, True)
    if not well:
        assert "set this machine's clock" in results["clock"].text


@pytest.mark.parametrize("trouble", ["unreachable", "dropped", "server error", "not a web api"])
def test_a_slack_that_cannot_be_reached_is_told(examined: Examine, workspace: Workspace, trouble: str) -> None:
    url = {"unreachable": "http://127.0.0.1:9/api/", "not a web api": f"{workspace.url}elsewhere/"}.get(
        trouble, workspace.api_url
    )
    if trouble == "dropped":
        workspace.faults.drop(times=5)
    if trouble == "server error":
        workspace.faults.server_error(times=5)
    results = examined(slack_api_url=url)
    assert wrong(results) == ["bot token", "app token"]
    assert results["bot token"].text.startswith(("Slack cannot be reached (", "Slack says no answer that can be read"))
    assert "scopes" not in results


class TestDatabase:
    def test_one_in_use_is_well(self, examined: Examine, tmp_path: Path) -> None:
        with closing(SqliteStore(tmp_path / "decisions.db")):
            result = examined()["database"]
        assert result.well
        assert "0 messages waiting, 0 waiting for an invitation, 0 failed" in result.text

    def test_an_empty_or_older_one_is_left_as_it_is(self, examined: Examine, tmp_path: Path) -> None:
        path = tmp_path / "decisions.db"
        path.touch()
        result = examined()["database"]
        assert result.well
        assert "brings it up to date when it starts" in result.text
        assert path.read_bytes() == b""
        assert list(tmp_path.iterdir()) == [path]

    def test_a_folder_that_is_not_there_is_told(self, examined: Examine, tmp_path: Path) -> None:
        results = examined(decisions_db=tmp_path / "nowhere" / "d.db")
        assert wrong(results) == ["database"]
        assert (
            "nowhere cannot be written (No such file or directory): name another file in DECISIONS_DB."
            in results["database"].text
        )

    def test_a_folder_that_may_not_be_written_is_told(self, examined: Examine, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuses(**_: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("tempfile.TemporaryFile", refuses)
        assert "cannot be written (Permission denied)" in examined()["database"].text

    def test_one_that_is_locked_is_told(
        self, examined: Examine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("bot.store.sqlite._BUSY_MS", 50)
        with (
            closing(SqliteStore(tmp_path / "decisions.db")),
            closing(sqlite3.connect(tmp_path / "decisions.db")) as holder,
        ):
            holder.execute("BEGIN IMMEDIATE")
            assert "locked by another process" in examined()["database"].text

    def test_one_that_may_only_be_read_is_told(
        self, examined: Examine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        SqliteStore(tmp_path / "decisions.db").close()
        really = sqlite3.connect
        monkeypatch.setattr(sqlite3, "connect", lambda path, **more: really(f"file:{path}?mode=ro", uri=True, **more))
        results = examined()
        assert wrong(results) == ["database"]
        assert "cannot be written: check who owns" in results["database"].text

    @pytest.mark.parametrize("content", [b"not a database", b"\x00" * 5000])
    def test_one_that_is_none_is_told_and_left_as_it_is(
        self, examined: Examine, tmp_path: Path, content: bytes
    ) -> None:
        path = tmp_path / "decisions.db"
        path.write_bytes(content)
        results = examined()
        assert wrong(results) == ["database"]
        assert "not a database of this program" in results["database"].text
        assert path.read_bytes() == content

    def test_it_leaves_no_file_behind(self, examined: Examine, tmp_path: Path) -> None:
        path = tmp_path / "decisions.db"
        SqliteStore(path).close()
        before = path.read_bytes()
        assert examined()["database"].well
        assert list(tmp_path.iterdir()) == [path]
        assert path.read_bytes() == before


def test_an_old_catalogue_is_told(examined: Examine, facts: Catalogue) -> None:
    checked = time.mktime(facts.checked_on().timetuple())
    assert examined(now=lambda: checked + 59 * 86_400)["catalogue"].well
    old = examined(now=lambda: checked + 70 * 86_400)["catalogue"]
    assert not old.well
    assert "70 days ago: install a newer version" in old.text


def test_the_command_prints_each_finding_and_says_by_its_status_whether_all_is_well(
    examined: Examine, workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "SLACK_BOT_TOKEN": workspace.app.bot_token,
        "SLACK_APP_TOKEN": workspace.app.app_token,
        "SLACK_API_URL": workspace.api_url,
    }.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("bot.process.doctor._OLD_DAYS", 10_000)
    good = CliRunner().invoke(main, ["doctor"])
    assert (good.exit_code, [line[:4] for line in good.output.splitlines()]) == (0, ["ok  "] * 7)
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-1-wrong")
    bad = CliRunner().invoke(main, ["doctor"])
    assert bad.exit_code == 1
    assert "NOT bot token: Slack says invalid_auth" in bad.output
    monkeypatch.setenv("PORT", "http")
    unreadable = CliRunner().invoke(main, ["doctor"])
    assert unreadable.exit_code == 2
    assert "PORT cannot be read" in unreadable.output
    assert list(tmp_path.iterdir()) == []
