"""Settings: from the environment and `.env`; what is missing or wrong is named, with where to find it, and never shown."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, company_file, load_settings
from tests.helpers.process import OURS

GOOD = {"SLACK_BOT_TOKEN": "xoxb-1-2-abc", "SLACK_APP_TOKEN": "xapp-1-A-2-abc"}


@pytest.fixture(autouse=True)
def _empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for name in list(os.environ):
        if name.startswith(OURS):
            monkeypatch.delenv(name)


def given(monkeypatch: pytest.MonkeyPatch, **values: str) -> Settings:
    for name, value in values.items():
        monkeypatch.setenv(name, value)
    return load_settings()


def plain(settings: Settings, name: str) -> str | None:
    secret = getattr(settings, name)
    return secret.get_secret_value() if secret else None


def test_nothing_given_is_the_defaults(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = given(monkeypatch)
    assert settings.decisions_db == Path("decisions.db")
    assert (settings.port, settings.slack_api_url, settings.broadcast_verdict, settings.log_level) == (
        None,
        None,
        False,
        "info",
    )
    assert settings.secrets() == ()


def test_a_company_file_is_a_path_and_blank_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    assert given(monkeypatch).company_file is None
    assert given(monkeypatch, COMPANY_FILE=" ~/c.toml ").company_file == Path.home() / "c.toml"
    assert company_file() == Path.home() / "c.toml"
    assert given(monkeypatch, COMPANY_FILE=" ").company_file is None


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = given(
        monkeypatch,
        **GOOD,
        SLACK_SIGNING_SECRET=" abc ",
        PORT="8080",
        DECISIONS_DB="a/b.db",
        SLACK_API_URL="http://x:1/api",
        LOG_LEVEL="DEBUG",
        BROADCAST_VERDICT="yes",
    )
    assert settings.secrets() == ("xoxb-1-2-abc", "xapp-1-A-2-abc", "abc")
    assert (settings.port, settings.decisions_db, settings.slack_api_url) == (8080, Path("a/b.db"), "http://x:1/api/")
    assert (settings.log_level, settings.broadcast_verdict) == ("DEBUG", True)
    assert settings.problems() == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_file_says_what_the_environment_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    text = "SLACK_BOT_TOKEN=xoxb-file\nexport PORT='7'\n# a comment\nSOMETHING_ELSE=ä\n"
    (tmp_path / ".env").write_text(text, encoding=encoding)
    settings = given(monkeypatch, PORT="8")
    assert plain(settings, "slack_bot_token") == "xoxb-file"
    assert settings.port == 8


def test_what_is_blank_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = given(
        monkeypatch,
        SLACK_BOT_TOKEN="  ",
        PORT="",
        SLACK_API_URL="",
        DECISIONS_DB="",
        LOG_LEVEL=" ",
        BROADCAST_VERDICT="",
    )
    assert settings == Settings(_env_file=None, slack_bot_token=None)  # type: ignore[call-arg]
    assert "SLACK_BOT_TOKEN is missing" in settings.problems()[0]


def test_a_home_folder_may_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    assert given(monkeypatch, DECISIONS_DB="~/d.db").decisions_db == tmp_path / "d.db"


@pytest.mark.parametrize(
    ("values", "words"),
    [
        (
            {},
            [
                "SLACK_BOT_TOKEN is missing",
                "OAuth & Permissions",
                "Neither SLACK_APP_TOKEN (Socket Mode) nor PORT (HTTP)",
                "App-Level Tokens",
            ],
        ),
        ({"SLACK_BOT_TOKEN": "xoxb-1"}, ["Neither SLACK_APP_TOKEN", "connections:write"]),
        ({"SLACK_BOT_TOKEN": "xoxb-1", "PORT": "1"}, ["SLACK_SIGNING_SECRET is missing", "App Credentials"]),
        ({"SLACK_APP_TOKEN": "xapp-1"}, ["SLACK_BOT_TOKEN is missing"]),
        (GOOD | {"SLACK_BOT_TOKEN": "xapp-1"}, ["SLACK_BOT_TOKEN holds something else", 'begins with "xoxb-"']),
        (GOOD | {"SLACK_BOT_TOKEN": "xoxp-1"}, ["SLACK_BOT_TOKEN holds something else"]),
        (GOOD | {"SLACK_BOT_TOKEN": "xoxb-1\nX: y"}, ["SLACK_BOT_TOKEN holds something else"]),
        (GOOD | {"SLACK_BOT_TOKEN": "xoxb-\u00e4"}, ["SLACK_BOT_TOKEN holds something else"]),
        (GOOD | {"SLACK_APP_TOKEN": "xoxb-1"}, ["SLACK_APP_TOKEN holds something else", "App-Level Tokens"]),
        (GOOD | {"SLACK_SIGNING_SECRET": "xoxb-1"}, ["SLACK_SIGNING_SECRET holds something else", "App Credentials"]),
    ],
)
def test_what_is_missing_or_mixed_up_is_named_with_where_to_find_it(
    monkeypatch: pytest.MonkeyPatch, values: dict[str, str], words: list[str]
) -> None:
    problems = " ".join(given(monkeypatch, **values).problems())
    assert [word for word in words if word not in problems] == []
    assert [value for value in values.values() if len(value) > 1 and value in problems] == []


@pytest.mark.parametrize(
    "values", [GOOD, {"SLACK_BOT_TOKEN": "xoxe.xoxb-1-a_b", "PORT": "0", "SLACK_SIGNING_SECRET": "abc"}]
)
def test_what_is_enough_is_enough(monkeypatch: pytest.MonkeyPatch, values: dict[str, str]) -> None:
    assert given(monkeypatch, **values).problems() == []


@pytest.mark.parametrize(
    ("name", "value", "hint"),
    [
        ("PORT", "http", "whole number"),
        ("PORT", "70000", "65535"),
        ("PORT", "-1", "whole number"),
        ("LOG_LEVEL", "loud", "debug, info"),
        ("BROADCAST_VERDICT", "perhaps", "true or false"),
        ("SLACK_API_URL", "slack.example", "base of a Web API"),
        ("SLACK_API_URL", "file:///etc/passwd", "base of a Web API"),
        ("SLACK_API_URL", "https:///api", "base of a Web API"),
        ("SLACK_API_URL", "https://x/api?token=1", "base of a Web API"),
    ],
)
def test_a_value_that_cannot_be_read_is_named_and_not_shown(
    monkeypatch: pytest.MonkeyPatch, name: str, value: str, hint: str
) -> None:
    with pytest.raises(SettingsError) as told:
        given(monkeypatch, **{name: value})
    (problem,) = told.value.problems
    assert problem.startswith(f"{name} cannot be read. ")
    assert hint in problem
    assert value not in problem.removeprefix(name)


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".env").write_bytes(b"SLACK_BOT_TOKEN=\xff\xfe")
    with pytest.raises(SettingsError, match=r"\.env is not UTF-8 text"):
        given(monkeypatch)
    (tmp_path / ".env").unlink()

    def refuses(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    (tmp_path / ".env").touch()
    monkeypatch.setattr("builtins.open", refuses)
    with pytest.raises(SettingsError, match=r"\.env cannot be read \(Permission denied\)"):
        given(monkeypatch)


def test_no_secret_shows_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    shown = repr(given(monkeypatch, **GOOD, SLACK_SIGNING_SECRET="8f742231"))
    assert [secret for secret in ("xoxb-1", "xapp-1", "8f742231") if secret in shown] == []
