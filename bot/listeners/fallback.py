"""Everything else that Slack may send: acked, and left alone. Registered last."""

from __future__ import annotations

import re

from slack_bolt import App


def register(app: App, _parts: object) -> None:
    """Ack what no other listener wanted, so that Slack does not send it again."""

    @app.event(re.compile("."))
    def unheard() -> None:
        """Nothing to do."""
