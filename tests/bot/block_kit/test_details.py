"""Everything behind a verdict: in parts, and nothing left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from decimal import Decimal
from typing import Any

import pytest

from bot.block_kit.details import PARTS, details_view
from bot.block_kit.forms import About
from flows.verdict.decide import decide
from flows.verdict.reply import CurvePart, Reply
from pricing.catalogue import Catalogue
from tests.helpers.support import NOVEMBER, check_golden, clauses

Read = Callable[[Iterable[dict[str, Any]]], str]
ABOUT = About("T1", "C1", 12, of="3")


@pytest.fixture(scope="module")
def november(facts: Catalogue) -> Reply:
    return decide(clauses(), NOVEMBER, facts)


def test_every_part_reads_as_reviewed(
    november: Reply, as_text: Read, check_view: Callable[[dict[str, Any]], None], update_golden: bool
) -> None:
    told = []
    for part, (label, _) in PARTS.items():
        view = details_view(november, ABOUT, part)
        check_view(view)
        told.append(f"=== {label}\n{as_text(view['blocks'][1:])}")
    check_golden("slack_details.txt", "\n".join(told), update_golden)


def test_the_menu_stands_on_the_part_that_is_shown(november: Reply) -> None:
    for part, (label, _) in PARTS.items():
        (menu,) = details_view(november, ABOUT, part)["blocks"][0]["elements"]
        assert menu["initial_option"]["text"]["text"] == label
        assert menu["initial_option"]["value"] == f"1|12|{part}|3"
        assert menu["initial_option"] in menu["options"]


def test_a_part_that_is_gone_is_the_first_one(november: Reply) -> None:
    assert details_view(november, ABOUT, "gone") == details_view(november, ABOUT, "why")


def test_the_parts_leave_nothing_out(november: Reply, as_text: Read) -> None:
    shown = "\n".join(as_text(details_view(november, ABOUT, part)["blocks"]) for part in PARTS)
    for sentence in (*november.unknowns, *november.assumptions, *november.notes):
        assert sentence in shown
    for part in (*november.reasons, *november.abort_criteria, *november.before):
        assert part.text in shown
    assert all(disagreement.topic in shown for disagreement in november.disagreements)
    for source in november.sources:
        assert source.title in shown
        assert source.trust in shown
    for id_ in ("status_quo", november.recommended or ""):
        option = november.option(id_)
        assert option is not None
        assert all(line.how in shown for line in option.lines)


def test_beside_a_verdict_to_stay_it_explains_the_best_tuned_option(facts: Catalogue, as_text: Read) -> None:
    fewer = decide(clauses(requests_per_month=20_000), NOVEMBER, facts)
    assert fewer.recommended == "status_quo"
    assert "What the best tuned option would cost" in as_text(details_view(fewer, ABOUT, "costs")["blocks"])
    assert "never pays back" in as_text(details_view(fewer, ABOUT, "curve")["blocks"])


def test_a_verdict_of_before_that_paid_back_too_late_says_so(november: Reply, as_text: Read) -> None:
    late = tuple(
        option.model_copy(update={"break_even_months": Decimal(30), "net_usd": Decimal(-500), "counted_from": "live"})
        if option.id == november.recommended
        else option
        for option in november.options
    )
    shown = as_text(details_view(november.model_copy(update={"options": late}), ABOUT, "curve")["blocks"])
    assert "pays back 30 months after it goes live, but not within the 12 months that count" in shown


@pytest.mark.parametrize("curve", [None, CurvePart(option="sft:bedrock/nova-2-lite", points=())])
def test_without_a_curve_that_is_said(november: Reply, as_text: Read, curve: CurvePart | None) -> None:
    view = details_view(november.model_copy(update={"curve": curve}), ABOUT, "curve")
    assert "there is no break-even to show" in as_text(view["blocks"])


def test_what_does_not_fit_is_cut_at_the_end_and_said(
    november: Reply, as_text: Read, check_view: Callable[[dict[str, Any]], None]
) -> None:
    crowded = november.model_copy(update={"unknowns": ("\U0001f600" * 9000,) * 200})
    view = details_view(crowded, ABOUT, "unknowns")
    check_view(view)
    assert "The rest does not fit here" in as_text(view["blocks"])
