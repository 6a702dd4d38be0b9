"""The figures that were last told of a decision, and those of a week later."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from flows.log.figures import Figures
from tests.helpers.support import NOVEMBER

BEFORE = Figures(
    verdict="sft",
    headline="Fine-tune.",
    rule="behavior",
    because="It is ready.",
    recommended="sft:bedrock/nova-2-lite",
    as_of=NOVEMBER,
    today_usd=Decimal(4250),
    today_model="gpt-5.4",
    horizon_ends_on=date(2027, 11, 23),
    option="sft:bedrock/nova-2-lite",
    label="nova-2-lite tuned at Amazon Bedrock",
    model="nova-2-lite",
    open=True,
    monthly_usd=Decimal("652.00"),
    upkeep_usd=Decimal(500),
    upfront_usd=Decimal(900),
    net_usd=Decimal(30_000),
    pays_back_on=date(2027, 1, 10),
)


def later(figures: Figures = BEFORE, **moved: Any) -> Figures:
    """The figures of a week later, with what moved."""
    assert figures.as_of is not None
    return replace(figures, **{"as_of": figures.as_of + timedelta(days=7)} | moved)
