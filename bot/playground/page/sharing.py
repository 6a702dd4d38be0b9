"""Files that a person gives on the page: dropped into a conversation, or put into a field of a form."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from typing import Any

from bot.playground.page.act_request import ActRequest
from bot.playground.stage import Stage
from bot.playground.workspace.state import NotPossible

# Of a request with files in it, which are a third larger as text.
MOST_BYTES = 56_000_000
_MOST_FILES = 2


def share(stage: Stage, given: Mapping[str, Any]) -> list[str]:
    """Take files in, and share them where the person is unless a form wants them; their ids. Raises NotPossible."""
    request = ActRequest(stage, given)
    files = _files(given.get("files"))
    workspace = stage.workspace
    if request.text("into") == "form":
        return [workspace.upload(request.person, name, content).id for name, content in files.items()]
    thread = request.text("thread") or None
    message = workspace.share(request.person, request.channel, files, request.text("text").strip(), thread=thread)
    return [str(file["id"]) for file in message.files]


def _files(given: object) -> dict[str, bytes]:
    if not isinstance(given, list) or not 1 <= len(given) <= _MOST_FILES:
        raise NotPossible(f"Give one file, or {_MOST_FILES} that belong together.")
    files: dict[str, bytes] = {}
    for file in given:
        name, data = (file.get("name"), file.get("data")) if isinstance(file, Mapping) else (None, None)
        if not isinstance(name, str) or not isinstance(data, str) or not 0 < len(name) <= 200:
            raise NotPossible("A file has a name and its bytes.")
        try:
            content = base64.b64decode(data, validate=True)
        except (binascii.Error, ValueError):
            raise NotPossible(f"{name} did not arrive whole: drop it again.") from None
        # Two of one name stay two.
        files[name if name not in files else f"2-{name}"] = content
    return files
