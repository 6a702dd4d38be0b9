"""Requests and tokens a month."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal

HOURS_PER_MONTH = Decimal(730)
SECONDS_PER_MONTH = HOURS_PER_MONTH * 3600


@dataclass(frozen=True, slots=True)
class Workload:
    """What is served: requests a month, tokens per request, share of input read from cache, growth.

    requests_per_month   requests per month in the first month
    input_tokens         tokens per request, cached ones included
    output_tokens        tokens per request
    cached_share         share (0 to 1) of the input tokens billed at the cached rate
    growth_per_month     share by which requests grow each month (0.05 is 5 %)
    """

    requests_per_month: Decimal
    input_tokens: Decimal
    output_tokens: Decimal
    cached_share: Decimal = Decimal(0)
    growth_per_month: Decimal = Decimal(0)

    def requests_in(self, month: int) -> Decimal:
        """Requests in a month, counted from 0."""
        return self.requests_per_month * (1 + self.growth_per_month) ** month

    def shorter(self, saved: Decimal) -> Workload:
        """The same requests with so many input tokens less each."""
        return replace(self, input_tokens=max(Decimal(0), self.input_tokens - saved)) if saved else self
