"""How often a property is tried: as often as finds something in every run, five times that in the slow tier."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

_USUAL = 100
_FULL_SIZE = 5 * _USUAL


def register() -> None:
    """The two profiles. No run is luckier than another: every example is derived from the test itself."""
    for name, often in {"usual": _USUAL, "full-size": _FULL_SIZE}.items():
        settings.register_profile(
            name, max_examples=often, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
        )


def examples(usual: int) -> int:
    """For a property whose one example takes long: so many examples, and five times as many in the slow tier."""
    return usual * settings().max_examples // _USUAL
