"""Who is in the workspace: people, and the app with its bot."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

BOT_SCOPES = frozenset(
    {
        "app_mentions:read",
        "channels:history",
        "channels:join",
        "channels:read",
        "chat:write",
        "chat:write.public",
        "commands",
        "files:read",
        "files:write",
        "groups:history",
        "groups:read",
        "im:history",
        "im:read",
        "im:write",
        "mpim:history",
        "mpim:read",
        "mpim:write",
        "reactions:read",
        "reactions:write",
        "users:read",
    }
)
BOT_EVENTS = frozenset(
    {
        "app_home_opened",
        "app_mention",
        "app_uninstalled",
        "channel_archive",
        "member_joined_channel",
        "member_left_channel",
        "message.channels",
        "message.groups",
        "message.im",
        "message.mpim",
        "tokens_revoked",
    }
)


@dataclass(eq=False)
class Person:
    """Somebody in the workspace; the bot is one too."""

    id: str
    name: str
    team_id: str
    admin: bool = False
    owner: bool = False
    guest: bool = False
    bot: bool = False
    deleted: bool = False
    tz: str | None = "UTC"
    """The IANA name; None is somebody of whom Slack knows none."""
    bot_id: str | None = None
    app_id: str | None = None

    @property
    def mention(self) -> str:
        """The person in the text of a message."""
        return f"<@{self.id}>"

    def as_json(self, now: float) -> dict[str, Any]:
        """The person as users.info gives it."""
        real = self.name.replace(".", " ").title()
        profile: dict[str, Any] = {"real_name": real, "display_name": self.name, "team": self.team_id}
        if self.bot:
            profile |= {"api_app_id": self.app_id, "bot_id": self.bot_id}
        if self.deleted:
            return {
                "id": self.id,
                "team_id": self.team_id,
                "name": self.name,
                "deleted": True,
                "profile": profile,
                "is_bot": self.bot,
            }
        return {
            "id": self.id,
            "team_id": self.team_id,
            "name": self.name,
            "deleted": False,
            "real_name": real,
            **self._zone(now),
            "profile": profile,
            "is_admin": self.admin or self.owner,
            "is_owner": self.owner,
            "is_primary_owner": False,
            "is_restricted": self.guest,
            "is_ultra_restricted": False,
            "is_bot": self.bot,
            "is_app_user": False,
            "updated": 0,
        }

    def _zone(self, now: float) -> dict[str, Any]:
        """The time zone with its offset on this day, in seconds."""
        if self.tz is None:
            return {}
        local = datetime.fromtimestamp(now, UTC).astimezone(ZoneInfo(self.tz))
        offset = local.utcoffset()
        return {"tz": self.tz, "tz_label": local.tzname(), "tz_offset": int(offset.total_seconds()) if offset else 0}


@dataclass(eq=False)
class App:
    """The installed app: its names, secrets, scopes and the events it asked for. All may be changed at any time."""

    app_id: str
    team_id: str
    bot_id: str
    bot_user: str
    bot_token: str
    app_token: str
    signing_secret: str
    verification_token: str
    name: str = "should-we-finetune"
    command: str = "/should-we-finetune"
    scopes: set[str] = field(default_factory=lambda: set(BOT_SCOPES))
    app_scopes: set[str] = field(default_factory=lambda: {"connections:write"})
    events: set[str] = field(default_factory=lambda: set(BOT_EVENTS))
    home_enabled: bool = True
    installed: bool = True
    revoked: str | None = None
    """The code that every call gets once the bot's token is no good: account_inactive, token_revoked, token_expired."""

    def profile(self) -> dict[str, Any]:
        """The `bot_profile` on the bot's messages."""
        return {"id": self.bot_id, "app_id": self.app_id, "name": self.name, "deleted": False, "team_id": self.team_id}
