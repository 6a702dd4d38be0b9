"""Which process has claimed an effect, and whether it is still there."""

from __future__ import annotations

import os
import secrets
import socket


def owner_name() -> str:
    """A name for this process, told apart from every other, also from one that had its number before."""
    return f"{socket.gethostname()}:{os.getpid()}:{secrets.token_hex(4)}"


def is_gone(owner: str, me: str) -> bool:
    """Whether a process that claimed something is certainly dead; of another machine nobody can tell."""
    host, pid, _ = owner.rsplit(":", 2)
    mine = me.rsplit(":", 2)
    if owner == me or host != mine[0]:
        return False
    if pid == mine[1]:
        return True
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except (OSError, ValueError):
        return False
    return False
