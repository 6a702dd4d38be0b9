"""True, false, or unknown until somebody answers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Truth:
    """Kleene's three values. `value` is None for unknown; `asks` names the questions that would settle it."""

    value: bool | None
    asks: tuple[str, ...] = ()

    def __and__(self, other: Truth) -> Truth:
        """Both. While the left one is unknown only it is asked for: without it the right one decides nothing."""
        if self.value is False or other.value is False:
            return FALSE
        return other if self.value is True else self

    def __or__(self, other: Truth) -> Truth:
        """Either. Each unknown one may settle it, so all are asked for."""
        if self.value is True or other.value is True:
            return TRUE
        if self.value is None and other.value is None:
            return Truth(None, self.asks + tuple(id_ for id_ in other.asks if id_ not in self.asks))
        return self if self.value is None else other

    def __invert__(self) -> Truth:
        return self if self.value is None else Truth(not self.value)


TRUE = Truth(True)
FALSE = Truth(False)


def known(value: bool) -> Truth:
    """A plain true or false."""
    return TRUE if value else FALSE


def unknown(*asks: str) -> Truth:
    """Unknown until one of these questions is answered."""
    return Truth(None, asks)
