"""What a person at a terminal sees: boxes, and the same words."""

import io
from decimal import Decimal

from rich.console import Console

from bot.terminal.curve import draw
from bot.terminal.prices import print_prices
from bot.terminal.reply import print_reply
from bot.text.labels import show_value
from flows.verdict.decide import decide
from flows.verdict.reply import CurvePart, PointPart
from pricing.catalogue import Catalogue
from tests.helpers.support import NOVEMBER, clauses


def test_a_terminal_gets_tables_with_rules(facts: Catalogue) -> None:
    out = io.StringIO()
    print_reply(Console(file=out, force_terminal=True, width=100, highlight=False), decide(clauses(), NOVEMBER, facts))
    assert "─" in out.getvalue()
    assert "Abort criteria" in out.getvalue()


def test_the_curve_meets_its_axis_and_marks_the_crossing() -> None:
    points = tuple(
        PointPart(month=month, today_usd=Decimal(100 * month), option_usd=Decimal(100)) for month in range(3)
    )
    drawn = draw(CurvePart(option="x", points=points), "the option")
    assert drawn.count("*") == 2  # where they meet, and in the legend
    assert "$200" in drawn
    assert (
        draw(CurvePart(option="x", points=(PointPart(month=0, today_usd=Decimal(0), option_usd=Decimal(0)),)), "x")
        == ""
    )


def test_nothing_to_show_is_no_error() -> None:
    print_prices([], NOVEMBER, 5, [])


def test_values_are_shown_with_their_unit() -> None:
    assert show_value("requests_per_month", Decimal(5000)) == "5,000 requests a month"
    assert show_value("upkeep_owner", True) == "yes"
    assert show_value("hosts", ["azure", "vertex"]) == "azure, vertex"
    assert show_value("scored_models", {"haiku 4.5": "fails"}) == "haiku 4.5 fails"
    assert show_value("own_gpus", {"type": "H100", "count": 4}) == "4 x H100"
    assert show_value("margin", Decimal(2)) == "2 points"
    assert show_value("examples", None) == "not said"
