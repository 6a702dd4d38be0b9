"""Where the bot's token may go, and which files it opens."""

from __future__ import annotations

from typing import Any

import pytest
from slack_sdk import WebClient

from bot.playground.workspace.workspace import Workspace
from bot.slack_api import files
from bot.slack_api.client import web_client
from bot.slack_api.files import NoFile, fetch


def client_that_says(monkeypatch: pytest.MonkeyPatch, about: dict[str, Any]) -> WebClient:
    client = web_client("xoxb-1", None, 5)
    monkeypatch.setattr(client, "files_info", lambda file: {"file": about})
    monkeypatch.setattr(files.httpx2, "stream", lambda *a, **k: pytest.fail("the token went out"))
    return client


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/files/x.csv",
        "http://files.slack.com/x.csv",
        "https://files.slack.com.evil.example/x.csv",
        "https://evilslack.com/x.csv",
        "https://files.slack.com@evil.example/x.csv",
        "file:///etc/passwd",
    ],
)
def test_the_token_goes_to_slack_alone(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    client = client_that_says(monkeypatch, {"name": "x.csv", "size": 3, "url_private_download": url})
    with pytest.raises(NoFile, match="does not lie at Slack"):
        fetch(client, "F1")


def test_a_file_that_is_too_large_is_not_even_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    about = {"name": "x.csv", "size": files.MOST_BYTES + 1, "url_private_download": "https://files.slack.com/x.csv"}
    with pytest.raises(NoFile, match="larger than 20 MB"):
        fetch(client_that_says(monkeypatch, about), "F1")


def test_a_size_that_lies_is_noticed_while_reading(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    ana = workspace.person("Ana")
    file = workspace.upload(ana, "x.csv", b"a" * 5_000)
    monkeypatch.setattr(files, "MOST_BYTES", 1_000)
    client = web_client(workspace.app.bot_token, workspace.api_url, 5)
    about = workspace.file_json(file) | {"size": 10}
    monkeypatch.setattr(client, "files_info", lambda file: {"file": about})
    with pytest.raises(NoFile, match="larger than"):
        fetch(client, file.id)


def test_a_file_comes_with_its_name_and_its_bytes(workspace: Workspace) -> None:
    file = workspace.upload(workspace.person("Ana"), "x.csv", b"id,score\n1,1\n")
    assert fetch(web_client(workspace.app.bot_token, workspace.api_url, 5), file.id) == ("x.csv", b"id,score\n1,1\n")


def test_a_file_that_is_gone_is_a_sentence(workspace: Workspace) -> None:
    with pytest.raises(NoFile, match="not there any more"):
        fetch(web_client(workspace.app.bot_token, workspace.api_url, 5), "F0")
