"""The only door from the flows into pricing: figures for a team's answers, and the types they come in."""

from __future__ import annotations

from flows.costs.assessment import Assessment
from pricing.breakeven import day_after
from pricing.catalogue import BEGINS_ON, Catalogue
from pricing.facts import Fact, Shutdown
from pricing.money import cents, rounded, show_usd
from pricing.options import Option
from pricing.uncertainty import NetDistribution

__all__ = [
    "BEGINS_ON",
    "Assessment",
    "Catalogue",
    "Fact",
    "NetDistribution",
    "Option",
    "Shutdown",
    "cents",
    "day_after",
    "rounded",
    "show_usd",
]
