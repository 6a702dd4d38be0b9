"""Slack's rate limits: a bucket for each method, and one for each channel that is posted to."""

import math
from collections.abc import Callable
from dataclasses import dataclass


@dataclass
class _Bucket:
    left: float
    at: float


POSTS = (5, 1.0)  # a short burst, then one message a second in a channel
TIER_2, TIER_3, TIER_4 = (20, 20 / 60), (50, 50 / 60), (100, 100 / 60)
METHODS: dict[str, tuple[int, float]] = {
    "chat.update": TIER_3,
    "chat.delete": TIER_3,
    "chat.postEphemeral": TIER_4,
    "conversations.history": TIER_3,
    "conversations.info": TIER_3,
    "conversations.join": TIER_3,
    "conversations.list": TIER_2,
    "conversations.members": TIER_4,
    "conversations.open": TIER_3,
    "conversations.replies": TIER_3,
    "files.info": TIER_4,
    "reactions.add": TIER_3,
    "reactions.get": TIER_3,
    "reactions.remove": TIER_2,
    "users.info": TIER_4,
    "users.list": TIER_2,
    "views.open": TIER_4,
    "views.publish": TIER_4,
    "views.update": TIER_4,
}
# What apps that are sold outside the Marketplace may read.
DISTRIBUTED = dict.fromkeys(("conversations.history", "conversations.replies"), (1, 1 / 60))


class RateLimits:
    """Counts calls by the clock and says how many seconds to wait when there are too many."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self.clock = clock
        self._buckets: dict[tuple[str, str], _Bucket] = {}

    def wait(self, method: str, channel: str = "", distributed: bool = False) -> int:
        """How many seconds to wait before this call, 0 when it may go ahead (and is counted)."""
        if method == "chat.postMessage":
            return self._take((method, channel), *POSTS)
        limit = (DISTRIBUTED if distributed else {}).get(method) or METHODS.get(method)
        return self._take((method, ""), *limit) if limit else 0

    def _take(self, key: tuple[str, str], burst: int, a_second: float) -> int:
        now = self.clock()
        bucket = self._buckets.setdefault(key, _Bucket(burst, now))
        bucket.left = min(burst, bucket.left + max(0.0, now - bucket.at) * a_second)
        bucket.at = now
        if bucket.left >= 1:
            bucket.left -= 1
            return 0
        return max(1, math.ceil((1 - bucket.left) / a_second))
