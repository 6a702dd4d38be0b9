"""response_urls: five uses within half an hour, to answer a command or an interaction."""

import json
from typing import Any

from bot.playground.calls import Call
from bot.playground.conversations import Channel, Json
from bot.playground.interactions import Interactions
from bot.playground.limits import message_problems
from bot.playground.state import ResponseUrl

USES = 5
SECONDS = 30 * 60


def use(workspace: Interactions, name: str, body: bytes) -> tuple[int, str | Json]:
    """Do what a POST to a response_url says; the answer is a status and a body."""
    with workspace.lock:
        found = workspace.response_urls.get(name)
        try:
            said = json.loads(body)
        except ValueError:
            said = None
        status, told = _done(workspace, found, said)
        answer = {"ok": True} if status == 200 else told
        kept = said if isinstance(said, dict) else {"body": body.decode(errors="replace")}
        workspace.calls.append(
            Call("response_url", kept, workspace.clock(), status, answer if isinstance(answer, dict) else {"ok": False})
        )
        workspace.changed.notify_all()
    return status, told


def _done(workspace: Interactions, found: ResponseUrl | None, said: Any) -> tuple[int, str | Json]:
    if found is None:
        return _error("invalid_url")
    if workspace.clock() - found.at > SECONDS:
        return _error("expired_url")
    if found.uses >= USES:
        return _error("used_url")
    if not isinstance(said, dict):
        return _error("invalid_payload", 400)
    channel = workspace.channels[found.channel]
    found.uses += 1
    if said.get("delete_original") in {True, "true"}:
        _delete(workspace, channel, found)
        return 200, "ok"
    wrong = message_problems(said)
    where = workspace.faults.refuses(said.get("blocks"))
    if wrong or where is not None:
        messages = [f"[ERROR] {each}" for each in wrong] or [f"[ERROR] unsupported type [json-pointer:{where}/type]"]
        code = wrong[0].code if wrong else "invalid_blocks"
        return 400, {"ok": False, "error": code, "response_metadata": {"messages": messages}}
    if said.get("replace_original") in {True, "true"} and found.message is not None and not found.message.deleted:
        _replace(workspace, channel, found, said)
    else:
        workspace.respond(found.person, channel, said)
    return 200, "ok"


def _error(code: str, status: int = 404) -> tuple[int, Json]:
    return status, {"ok": False, "error": code}


def _delete(workspace: Interactions, channel: Channel, found: ResponseUrl) -> None:
    if found.message is not None and not found.message.deleted:
        workspace.remove(channel, found.message)


def _replace(workspace: Interactions, channel: Channel, found: ResponseUrl, said: Json) -> None:
    assert found.message is not None
    fields = {"text": said.get("text") or "", "blocks": said.get("blocks") or [], "attachments": said.get("attachments") or []}
    workspace.change(channel, found.message, workspace.bot.id, **fields)
