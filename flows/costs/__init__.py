"""The only door from the flows into pricing: figures for a team's answers, and the types they come in."""

from __future__ import annotations

from flows.costs.assessment import Assessment
from flows.costs.called import options_called
from flows.costs.every_option import IN_NO_FIGURE
from flows.costs.situation import names_a_model
from pricing.catalogue import BEGINS_ON, Catalogue
from pricing.facts import Fact, Shutdown
from pricing.hosts import PLACES, host_name
from pricing.lines import CostLine
from pricing.money import cents, rounded, show_number, show_usd
from pricing.options import Option
from pricing.timeline import day_after
from pricing.uncertainty import NetDistribution

__all__ = [
    "BEGINS_ON",
    "IN_NO_FIGURE",
    "PLACES",
    "Assessment",
    "Catalogue",
    "CostLine",
    "Fact",
    "NetDistribution",
    "Option",
    "Shutdown",
    "cents",
    "day_after",
    "host_name",
    "names_a_model",
    "options_called",
    "rounded",
    "show_number",
    "show_usd",
]
