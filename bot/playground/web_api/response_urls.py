"""response_urls: five uses within half an hour, to answer a command or an interaction."""

import json

from bot.playground.web_api.calls import Call, CallRefused
from bot.playground.workspace.interactions import Interactions
from bot.playground.workspace.limits import message_problems

USES = 5
SECONDS = 30 * 60


def call(body: bytes, at: float) -> Call:
    """The record of a POST to a response_url."""
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    return Call(
        "response_url", said if isinstance(said, dict) else {"not an object": body.decode(errors="replace")}, at
    )


def use(workspace: Interactions, made: Call, name: str) -> None:
    """Do what a POST to a response_url says."""
    target, said = workspace.response_urls.get(name), made.arguments
    if target is None:
        return _refuse(made, "invalid_url")
    if workspace.clock() - target.at > SECONDS:
        return _refuse(made, "expired_url")
    if target.uses >= USES:
        return _refuse(made, "used_url")
    if "not an object" in said:
        return _refuse(made, "invalid_payload", 400)
    channel = workspace.channels[target.channel]
    target.uses += 1
    original = target.message if target.message is not None and not target.message.deleted else None
    made.answer = {"ok": True}
    if said.get("delete_original") in {True, "true"}:
        if original is not None:
            workspace.remove(channel, original)
        return None
    wrong = message_problems(said)
    where = workspace.faults.refuses(said.get("blocks"))
    if wrong or where is not None:
        messages = [str(problem) for problem in wrong] or [f"unsupported type [json-pointer:{where}/type]"]
        return _refuse(made, wrong[0].code if wrong else "invalid_blocks", 400, messages)
    if said.get("replace_original") in {True, "true"} and original is not None:
        fields = {
            "text": said.get("text") or "",
            "blocks": said.get("blocks") or [],
            "attachments": said.get("attachments") or [],
        }
        workspace.change(channel, original, workspace.bot.id, **fields)
    else:
        workspace.respond(target.person, channel, said)
    return None


def _refuse(made: Call, code: str, status: int = 404, messages: list[str] | None = None) -> None:
    made.status, made.answer = status, CallRefused(code, messages).answer()
