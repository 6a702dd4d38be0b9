"""The Home tab: somebody opens it, or starts from there."""

from __future__ import annotations

from typing import Any

from slack_bolt import Ack, App, BoltContext

from bot.block_kit.forms import About, begin_form
from bot.block_kit.home_tab import START
from bot.events import Click, Where
from bot.listeners.deps import FORM_LATE, OTHER_PLACE, Deps
from bot.listeners.payloads import Body, click_of


def register(app: App, deps: Deps) -> None:
    """Listen to the Home tab."""

    @app.event("app_home_opened")
    def opened(body: Body, context: BoltContext) -> None:
        event = body.get("event") or {}
        if event.get("tab", "home") == "home" and context.team_id == deps.identity.team:
            where = Where(context.team_id or "", str(event.get("channel", "")), "im")
            deps.intake.opened_home(where, str(event.get("user", "")), f"event:{body.get('event_id')}")

    @app.action(START)
    def start(ack: Ack, body: Body, context: BoltContext) -> None:
        view: dict[str, Any] = body.get("view") or {}
        # A click in a view has no channel: the view carries that of the direct message.
        about = About.from_metadata(str(view.get("private_metadata", "")))
        click = click_of(body, context.team_id or "")
        if about is None or about.team != deps.identity.team or context.team_id != about.team:
            deps.intake.refuse(None, click, OTHER_PLACE)
        elif not deps.open_form(str(body.get("trigger_id", "")), begin_form(about)):
            deps.intake.refuse(None, Click(Where(about.team, about.channel, "im"), click.by, click.key), FORM_LATE)
        ack()
