"""The app is taken out of its workspace, or its token is."""

from __future__ import annotations

from slack_bolt import App, BoltContext

from bot.listeners.deps import Deps
from bot.listeners.payloads import Body

APP_UNINSTALLED, TOKENS_REVOKED = "app uninstalled", "tokens revoked"


def register(app: App, deps: Deps) -> None:
    """Listen to goodbyes: nothing of the workspace is kept."""

    @app.event("app_uninstalled")
    def uninstalled(body: Body, context: BoltContext) -> None:
        if context.team_id == deps.identity.team:
            deps.intake.uninstalled(deps.identity.team, APP_UNINSTALLED, f"event:{body.get('event_id')}")

    @app.event("tokens_revoked")
    def revoked(body: Body, context: BoltContext) -> None:
        # Slack names the users whose tokens they were; those of people are none that this bot has.
        tokens = ((body.get("event") or {}).get("tokens") or {}).get("bot") or []
        if context.team_id == deps.identity.team and deps.identity.bot_user in tokens:
            deps.intake.uninstalled(deps.identity.team, TOKENS_REVOKED, f"event:{body.get('event_id')}")
