"""`/should-we-finetune`, alone, with a use case, or with `help`."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.block_kit.forms import About, begin_form
from bot.block_kit.notes import told
from bot.listeners.deps import Deps
from bot.listeners.payloads import Body, command_where, text_of
from bot.subcommands.parse import read_subcommand, to_run

COMMAND = "/should-we-finetune"
_NO_FORM = f"Slack did not open the form. Please try again, or type {COMMAND} with your use case in the same line."
_OTHER_TEAM = "This workspace has not installed the app: ask whoever runs it."


def register(app: App, deps: Deps) -> None:
    """Listen to the command."""

    @app.command(COMMAND)
    def command(ack: Ack, body: Body, context: BoltContext) -> None:
        where, by = command_where(body, context.team_id or ""), str(body.get("user_id", ""))
        text, response_url = text_of(body.get("text")).strip(), body.get("response_url")
        if where.team != deps.identity.team:
            ack(_private(text=_OTHER_TEAM))
        elif text.lower() in ("help", "?", "-h", "--help"):
            message = told("help")
            ack(_private(text=message.text, blocks=list(message.blocks)))
        elif isinstance(subcommand := read_subcommand(text), str):
            ack(_private(text=subcommand))
        elif subcommand is not None:
            item = to_run(subcommand, by, where, response_url=response_url)
            deps.intake.subcommand(where, item, f"command:{where.team}:{body.get('trigger_id')}")
            ack()
        elif text:
            deps.intake.begin(
                where, by, text, f"command:{where.team}:{body.get('trigger_id')}", response_url=response_url
            )
            ack()
        else:
            about = About(where.team, where.channel, place=where.place, response_url=response_url)
            opened = deps.open_form(str(body.get("trigger_id", "")), begin_form(about))
            ack() if opened else ack(_private(text=_NO_FORM))


def _private(**content: Any) -> dict[str, Any]:
    return {"response_type": "ephemeral", **content}
