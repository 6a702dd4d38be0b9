"""The message shortcut "Should we fine-tune this"."""

from __future__ import annotations

from slack_bolt import Ack, App, BoltContext

from bot.events import Click
from bot.listeners.deps import OTHER_PLACE, Deps
from bot.listeners.payloads import Body, interaction_where, text_of

SHORTCUT = "should_we_finetune_this"


def register(app: App, deps: Deps) -> None:
    """Listen to the shortcut."""

    @app.message_shortcut(SHORTCUT)
    def shortcut(ack: Ack, body: Body, context: BoltContext) -> None:
        where, message = interaction_where(body, context.team_id or ""), body.get("message") or {}
        by = str((body.get("user") or {}).get("id", ""))
        ts = str(message.get("ts") or body.get("message_ts") or "")
        thread_ts = str(message.get("thread_ts") or ts)
        key = f"shortcut:{where.team}:{by}:{body.get('action_ts') or body.get('trigger_id')}"
        if where.team != deps.identity.team or not thread_ts:
            deps.intake.refuse(None, Click(where, by, key, response_url=body.get("response_url")), OTHER_PLACE)
        else:
            deps.intake.begin(
                where, by, text_of(message.get("text")), key, thread_ts=thread_ts, response_url=body.get("response_url")
            )
        ack()
