"""A file that somebody shared in Slack: what Slack says of it, and its bytes, in memory and within a limit."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import httpx2
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.slack_api.errors import UNREACHABLE, NotTold, is_passing, slack_error

# What a file from Slack may hold, in bytes.
MOST_BYTES = 20_000_000
_SECONDS = 30.0
_PIECE = 1 << 16
_SLACK = ".slack.com"


class NoFile(Exception):
    """The file cannot be had; the message is one sentence for the person who shared it."""


def fetch(client: WebClient, file_id: str) -> tuple[str, bytes]:
    """The name and the bytes of a file. Raises NoFile, or NotTold where another try may help."""
    try:
        about: dict[str, Any] = client.files_info(file=file_id).get("file") or {}
    except SlackApiError as error:
        if is_passing(error):
            raise NotTold(slack_error(error)) from error
        raise NoFile(_REFUSED.get(slack_error(error), _GONE)) from error
    except UNREACHABLE as error:
        raise NotTold(type(error).__name__) from error
    name = str(about.get("name") or about.get("title") or "file")
    url = str(about.get("url_private_download") or about.get("url_private") or "")
    if isinstance(about.get("size"), int) and about["size"] > MOST_BYTES:
        raise NoFile(_too_large(name))
    if not url or about.get("mode") in {"tombstone", "hidden_by_limit", "external"}:
        raise NoFile(f"{name} is not a file that Slack holds: upload the file itself.")
    if not _is_slacks(url, client.base_url):
        # The token goes to nobody else.
        raise NoFile(f"{name} does not lie at Slack, so it was not opened: upload the file itself.")
    return name, _bytes(name, url, str(client.token))


def _bytes(name: str, url: str, token: str) -> bytes:
    pieces: list[bytes] = []
    size = 0
    try:
        with httpx2.stream(
            "GET", url, headers={"Authorization": f"Bearer {token}"}, timeout=_SECONDS, follow_redirects=False
        ) as answer:
            if answer.status_code >= 500 or answer.status_code == 429:
                raise NotTold(f"HTTP {answer.status_code}")
            if answer.status_code != 200 or "text/html" in answer.headers.get("content-type", ""):
                # Without the scope files:read Slack answers with a page to sign in.
                raise NoFile(_REFUSED["missing_scope"])
            for piece in answer.iter_bytes(_PIECE):
                size += len(piece)
                if size > MOST_BYTES:
                    raise NoFile(_too_large(name))
                pieces.append(piece)
    except httpx2.HTTPError as error:
        raise NotTold(type(error).__name__) from error
    return b"".join(pieces)


def _is_slacks(url: str, base_url: str) -> bool:
    """Whether an address is Slack's own, or that of the API that this bot was told to use."""
    there, ours = urlsplit(url), urlsplit(base_url)
    host = there.hostname or ""
    if ours.hostname is not None and not ours.hostname.endswith(_SLACK):
        return (there.scheme, host, there.port) == (ours.scheme, ours.hostname, ours.port)
    return there.scheme == "https" and host.endswith(_SLACK)


def _too_large(name: str) -> str:
    return (
        f"{name} is larger than {MOST_BYTES // 1_000_000} MB: measure it where it lies, with "
        "should-we-finetune measure, or drop a part of it."
    )


_GONE = "That file is not there any more, so nothing was measured."
_REFUSED = {
    "missing_scope": "I may not read files here: whoever runs me adds the scope files:read and installs the app again.",
    "file_not_found": _GONE,
    "file_deleted": _GONE,
}
