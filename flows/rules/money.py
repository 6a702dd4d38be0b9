"""What the rules ask of money."""

from __future__ import annotations

from flows.rules.case import Case
from flows.truth import FALSE, Truth


def pays(case: Case, *methods: str) -> Truth:
    """Some route for one of the methods pays back; asked only where cost is the reason to train."""
    answer = FALSE
    for method in methods:
        paid = case.pays_back(method)
        if paid.value is True:
            return paid
        if paid.value is None and answer.value is False:
            answer = paid
    return answer
