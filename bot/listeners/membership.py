"""Who comes into a channel and who leaves it, the bot included."""

from __future__ import annotations

from slack_bolt import App, BoltContext

from bot.events import Where
from bot.listeners.deps import Deps
from bot.listeners.payloads import Body, place_of


def register(app: App, deps: Deps) -> None:
    """Listen to comings and goings."""

    @app.event("member_joined_channel")
    def joined(body: Body, context: BoltContext) -> None:
        event = body["event"]
        deps.context.visibility.forget(str(event.get("channel", "")), str(event.get("user", "")))
        if event.get("user") == deps.identity.bot_user:
            channel = str(event.get("channel", ""))
            where = Where(context.team_id or "", channel, place_of(channel))
            deps.intake.invited(where, f"event:{body.get('event_id')}")

    @app.event("member_left_channel")
    def left(body: Body) -> None:
        channel, person = str(body["event"].get("channel", "")), str(body["event"].get("user", ""))
        deps.membership.left(channel, person)
        deps.context.visibility.forget(channel, person)

    @app.event("channel_unarchive")
    def channel_opened(body: Body, context: BoltContext) -> None:
        _opened(body, context)

    @app.event("group_unarchive")
    def group_opened(body: Body, context: BoltContext) -> None:
        _opened(body, context)

    def _opened(body: Body, context: BoltContext) -> None:
        channel = str(body["event"].get("channel", ""))
        deps.intake.invited(Where(context.team_id or "", channel, place_of(channel)), f"event:{body.get('event_id')}")
