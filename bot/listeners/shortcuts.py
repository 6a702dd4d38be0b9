"""The message shortcut "Should we fine-tune this?"."""

from __future__ import annotations

from slack_bolt import Ack, App

from bot.incoming import Click
from bot.listeners.parts import OTHER_PLACE, Parts
from bot.listeners.payloads import Body, interaction_where, text_of

SHORTCUT = "should_we_finetune_this"


def register(app: App, parts: Parts) -> None:
    """Listen to the shortcut."""

    @app.message_shortcut(SHORTCUT)
    def shortcut(ack: Ack, body: Body) -> None:
        where, message = interaction_where(body), body.get("message") or {}
        by = str((body.get("user") or {}).get("id", ""))
        thread_ts = str(message.get("thread_ts") or message.get("ts") or body.get("message_ts") or "")
        key = f"shortcut:{where.team}:{by}:{body.get('action_ts') or body.get('trigger_id')}"
        if where.team != parts.identity.team:
            parts.intake.refuse(None, Click(where, by, key, response_url=body.get("response_url")), OTHER_PLACE)
        else:
            parts.intake.begin(
                where, by, text_of(message.get("text")), key, thread_ts=thread_ts, response_url=body.get("response_url")
            )
        ack()
