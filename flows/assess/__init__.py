"""The only door from the flows into pricing: figures for a team's answers, and the types they come in."""

from __future__ import annotations

from flows.assess.assessment import Assessment
from pricing.catalogue import BEGINS_ON, Catalogue
from pricing.money import cents, rounded, show_usd
from pricing.options import Option
from pricing.uncertainty import Outcome

__all__ = ["BEGINS_ON", "Assessment", "Catalogue", "Option", "Outcome", "cents", "rounded", "show_usd"]
