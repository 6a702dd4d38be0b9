"""Everything that can be made to go wrong between Slack and the bot."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

Failure = Literal["rate_limited", "server_error", "slow", "drop", "error"]


@dataclass
class Fault:
    """One thing that will go wrong with calls of a method, `times` more times."""

    kind: Failure
    method: str
    times: int
    after: bool = False
    status: int = 500
    seconds: float = 0.0
    code: str = ""


class Faults:
    """Faults to come; each is used up by what it hits. `clear` takes all of them back."""

    def __init__(self) -> None:
        self.calls: list[Fault] = []
        self.refused_blocks: set[str] = set()
        self.duplicates = 0
        self.lost_acks = 0
        self.holding = 0
        self.delays: list[float] = []

    def clear(self) -> None:
        """Nothing goes wrong from now on."""
        self.__init__()  # type: ignore[misc]

    # Web API calls, by method; "*" is every method.

    def rate_limited(self, method: str = "*", retry_after: int = 1, times: int = 1) -> None:
        """Answer 429 with Retry-After; nothing is done."""
        self.calls.append(Fault("rate_limited", method, times, seconds=retry_after))

    def server_error(self, method: str = "*", status: int = 500, times: int = 1, after: bool = False) -> None:
        """Answer with a server error; with `after` what was asked for is done all the same."""
        self.calls.append(Fault("server_error", method, times, after, status=status))

    def slow(self, method: str = "*", seconds: float = 5.0, times: int = 1) -> None:
        """Answer late."""
        self.calls.append(Fault("slow", method, times, seconds=seconds))

    def drop(self, method: str = "*", times: int = 1, after: bool = False) -> None:
        """Close the connection without an answer, before or after doing what was asked for."""
        self.calls.append(Fault("drop", method, times, after))

    def error(self, method: str, code: str = "internal_error", times: int = 1) -> None:
        """Answer `ok: false` with a code; nothing is done."""
        self.calls.append(Fault("error", method, times, code=code))

    def refuse_blocks(self, types: Iterable[str]) -> None:
        """Answer invalid_blocks to any payload with a block of one of these types, until given an empty set."""
        self.refused_blocks = set(types)

    def take(self, method: str, *kinds: Failure, after: bool = False) -> Fault | None:
        """The next fault of these kinds for a call of this method, now used once more."""
        for fault in self.calls:
            if fault.kind in kinds and fault.after == after and fault.times > 0 and fault.method in {method, "*"}:
                fault.times -= 1
                return fault
        return None

    # Deliveries.

    def duplicate(self, times: int = 1) -> None:
        """Send each of the next deliveries twice, at the same moment."""
        self.duplicates += times

    def reorder(self, count: int) -> None:
        """Hold this many deliveries and send them the last one first."""
        self.holding = count

    def lose_ack(self, times: int = 1) -> None:
        """Take the next acks for missing, so that events come again."""
        self.lost_acks += times

    def delay(self, seconds: float, times: int = 1) -> None:
        """Send the next deliveries late."""
        self.delays += [seconds] * times

    def take_duplicate(self) -> bool:
        """Whether this delivery is to be sent twice."""
        self.duplicates -= (hit := self.duplicates > 0)
        return hit

    def take_lost_ack(self) -> bool:
        """Whether this ack gets lost."""
        self.lost_acks -= (hit := self.lost_acks > 0)
        return hit

    def take_delay(self) -> float:
        """How late this delivery is."""
        return self.delays.pop(0) if self.delays else 0.0

    def refuses(self, blocks: Any) -> str | None:
        """Where the first block of a refused type stands."""
        if not self.refused_blocks or not isinstance(blocks, list):
            return None
        return next(
            (
                f"/blocks/{place}"
                for place, block in enumerate(blocks)
                if isinstance(block, dict) and block.get("type") in self.refused_blocks
            ),
            None,
        )
