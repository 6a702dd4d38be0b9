"""Where a thread stands on the web, for a link to it."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from bot.store.records import Decision

_WORKSPACE = re.compile(r"https?://[^\s<>|\"?#]+/")


def thread_link(workspace: str, decision: Decision | None) -> str | None:
    """The address of a decision's thread; None while it has none, or where Slack did not say what the workspace's is.

    workspace   the workspace's address as `auth.test` tells it, such as "https://acme.slack.com/"
    """
    if decision is None or decision.thread_ts is None or not _WORKSPACE.fullmatch(workspace):
        return None
    place = f"{workspace}archives/{decision.channel}/p{decision.thread_ts.replace('.', '')}"
    return f"{place}?{urlencode({'thread_ts': decision.thread_ts, 'cid': decision.channel})}"
