"""What Slack says of the installation, for whoever watches the bot."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass
class Installation:
    """Set by what is sent and carried out, read by the health check.

    refused     what Slack refuses of the bot as it is, such as "token_revoked"; None while it takes what is sent
    sent_away   why the workspace sent the bot away, such as "app uninstalled"
    """

    refused: str | None = None
    sent_away: str | None = None

    @property
    def can_post(self) -> bool | str:
        """Whether Slack takes what is sent; where the workspace sent the bot away, why it did."""
        return self.sent_away or self.refused is None

    def works(self) -> None:
        """Slack took something."""
        self.refused = self.sent_away = None
