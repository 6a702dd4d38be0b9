"""What the rules ask of money."""

from __future__ import annotations

from flows.case import Case
from flows.truth import FALSE, Truth


def pays(case: Case, *methods: str) -> Truth:
    """Some route for one of the methods pays back; asked only where cost is the reason to train."""
    found = [case.pays_back(method) for method in methods]
    return next((one for one in found if one.value is True), next((one for one in found if one.value is None), FALSE))
