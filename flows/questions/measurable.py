"""Which questions a file answers better than anybody: they are asked with a button to measure one."""

from __future__ import annotations

# What a data set, evaluation results or a usage export tell (`flows.measure.following`).
MEASURABLE = frozenset(
    {
        "examples",
        "labels",
        "test_items",
        "test_independent",
        "baseline_measured",
        "baseline",
        "requests_per_month",
        "input_tokens",
        "output_tokens",
        "cached_share",
        "growth_per_month",
        "monthly_spend_usd",
    }
)
