"""Charts that can be read, with eyes and without."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.page.draw.axes import category_labels, scale, shown, text_width
from tests.helpers.support import ROOT

STYLES = ROOT / "bot/playground/page/static/blocks.css"


def chart(kind: str, categories: list[str], *series: list[float], **axes: str) -> dict[str, Any]:
    return {
        "type": "data_visualization",
        "title": "Title",
        "chart": {
            "type": kind,
            "series": [
                {
                    "name": f"Series {nth}",
                    "data": [{"label": label, "value": value} for label, value in zip(categories, values, strict=True)],
                }
                for nth, values in enumerate(series)
            ],
            "axis_config": {"categories": categories, **axes},
        },
    }


def pie(**shares: float) -> dict[str, Any]:
    segments = [{"label": label, "value": value} for label, value in shares.items()]
    return {"type": "data_visualization", "title": "Title", "chart": {"type": "pie", "segments": segments}}


def decimals(*values: float) -> list[Decimal]:
    return [Decimal(repr(float(value))) for value in values]


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        ((0, 51_000), "0 20K 40K 60K"),
        ((0, 1_150_000), "0 250K 500K 750K 1M 1.25M"),
        ((0, 4_250), "0 1,000 2,000 3,000 4,000 5,000"),
        ((0, 1), "0 1"),
        ((0, 0.9), "0 0.2 0.4 0.6 0.8 1.0"),
        ((0, 0), "0 0.2 0.4 0.6 0.8 1.0"),
        ((7, 7), "0 2 4 6 8"),
        ((-3, 4), "−4 −2 0 2 4"),
        ((-12_000, 25_000), "−20K −10K 0 10K 20K 30K"),
        ((1e15, 5e14), "0 200T 400T 600T 800T 1,000T"),
        ((1e-7, 3.5e-7), "0 1e-7 2e-7 3e-7 4e-7"),
        ((3e20, 1e20), "0 1e20 2e20 3e20"),
        ((1001, 1009), "1,000 1,002 1,004 1,006 1,008 1,010"),
        ((1_000_001, 1_000_002), "1,000,001 1,000,002"),
        ((), "0 0.2 0.4 0.6 0.8 1.0"),
    ],
)
def test_ticks_are_round_and_short(values: tuple[float, ...], labels: str) -> None:
    assert " ".join(scale(decimals(*values), from_zero=False).labels) == labels


def test_bars_and_areas_start_at_zero_even_where_values_lie_close(drawn: Callable[..., Any]) -> None:
    assert scale(decimals(1001, 1009), from_zero=True).ticks[0] == 0
    for kind in ("bar", "area"):
        assert drawn(chart(kind, ["a", "b"], [1001, 1009])).all("text", class_="tick")[0].text == "0"


finite = st.floats(allow_nan=False, allow_infinity=False)


@given(values=st.lists(finite | st.integers(-(10**18), 10**18).map(float), max_size=20), from_zero=st.booleans())
def test_any_values_lie_between_a_few_ticks_that_can_be_told_apart(values: list[float], from_zero: bool) -> None:
    axis = scale(decimals(*values), from_zero=from_zero)
    assert 2 <= len(axis.ticks) <= 8
    assert len(set(axis.labels)) == len(axis.labels)
    assert all(-1e-9 <= axis.share(value) <= 1 + 1e-9 for value in decimals(*values))
    steps = {after - before for before, after in zip(axis.ticks, axis.ticks[1:], strict=False)}
    assert {step.normalize().as_tuple().digits for step in steps} <= {(1,), (2,), (2, 5), (5,)}


words = st.text(st.characters(categories=["L", "N", "Zs", "P"]), min_size=1, max_size=20)


@given(categories=st.lists(words, min_size=1, max_size=20))
def test_labels_never_stand_on_each_other_nor_outside(categories: list[str]) -> None:
    band = 560 / len(categories)
    centres = [80 + (nth + 0.5) * band for nth in range(len(categories))]
    labels = category_labels(categories, centres, 13, (0, 640))
    assert labels
    assert all(before.right < after.left for before, after in itertools.pairwise(labels))
    assert all(label.left >= -1e-9 and label.right <= 640 + 1e-9 for label in labels)
    assert all(text_width(line, 13) <= label.width + 1e-9 for label in labels for line in label.lines)


def test_labels_are_folded_before_they_are_thinned() -> None:
    names = ["Staying put", "Fine-tune", "Retrieval (RAG)", "Prompting only", "Distillation of it"]
    centres = [100.0 + nth * 105 for nth in range(5)]
    folded = category_labels(names, centres, 13, (0, 640))
    assert [" ".join(label.lines) for label in folded] == names
    many = category_labels(
        [f"category number {nth}" for nth in range(20)], [60.0 + nth * 29 for nth in range(20)], 13, (0, 640)
    )
    assert 1 < len(many) < 20


def test_bars_are_as_high_as_their_values(drawn: Callable[..., Any]) -> None:
    page = drawn(chart("bar", ["a", "b", "c"], [10, 20, 0], [-5, 15, 2.5]))
    bars = page.all("rect", class_="bar")
    heights = [float(bar["height"]) for bar in bars]
    assert [height / heights[0] for height in heights] == pytest.approx([1, 2, 0, 0.5, 1.5, 0.25], abs=0.01)
    zero = float(page.one("line", class_="zero")["y1"])
    for bar, value in zip(bars, (10, 20, 0, -5, 15, 2.5), strict=True):
        top, bottom = float(bar["y"]), float(bar["y"]) + float(bar["height"])
        assert (bottom if value > 0 else top) == pytest.approx(zero, abs=0.02)


def test_bars_of_a_category_stand_side_by_side(drawn: Callable[..., Any]) -> None:
    bars = drawn(chart("bar", ["a", "b"], *[[1.0, 2.0]] * 6)).all("rect", class_="bar")
    spans = sorted((float(bar["x"]), float(bar["x"]) + float(bar["width"])) for bar in bars)
    assert len(spans) == 12
    assert all(before[1] <= after[0] + 0.02 for before, after in itertools.pairwise(spans))
    assert spans[0][0] > 0
    assert spans[-1][1] <= 640


def numbers(path: str) -> list[float]:
    assert re.fullmatch(r"[MLAZ\d. -]+", path)
    return [float(number) for number in re.findall(r"-?[\d.]+", path)]


@pytest.mark.parametrize("kind", ["line", "bar", "area"])
@pytest.mark.parametrize(
    "values",
    [[5], [0, 0], [7, 7, 7], [1e15, -1e15], [1e-9, 2e-9], [1e308, -1e308], [5e-324, 0], [-3, -1], list(range(20))],
)
def test_charts_of_any_values_stay_in_the_picture(drawn: Callable[..., Any], kind: str, values: list[float]) -> None:
    page = drawn(chart(kind, [str(nth) for nth in range(len(values))], values, x_label="x" * 50, y_label="y" * 50))
    picture = page.one("svg", class_="chart")
    for node in picture.nodes():
        for name in ("x", "x1", "x2", "y", "y1", "y2", "width", "height"):
            if name in node.attributes:
                assert 0 <= float(node[name] or "") <= (640 if name in {"x", "x1", "x2", "width"} else 300)
        if "line" in node.classes or "area" in node.classes:
            across, up = numbers(node["d"])[::2], numbers(node["d"])[1::2]
            assert 0 <= min(across) <= max(across) <= 640
            assert 0 <= min(up) <= max(up) <= 300


def test_a_line_goes_through_its_points_and_leaves_out_what_is_missing(drawn: Callable[..., Any]) -> None:
    block = chart("line", ["a", "b", "c", "d", "e"], [1, 2, 3, 4, 5])
    del block["chart"]["series"][0]["data"][2]
    picture = drawn(block).one("svg", class_="chart")
    assert len(picture.all("path", class_="line")) == 2
    assert [marker.one("title").text for marker in picture.all("path", class_="marker")] == [
        "Series 0, a: 1",
        "Series 0, b: 2",
        "Series 0, d: 4",
        "Series 0, e: 5",
    ]


def test_axes_are_named_and_a_chart_says_what_it_is(drawn: Callable[..., Any], samples: dict[str, Any]) -> None:
    page = drawn(samples["line"])
    picture = page.one("svg", class_="chart")
    assert (picture["role"], picture["viewbox"]) == ("img", "0 0 640 300")
    assert page.one("figcaption").text == "Lines" == page.one(id=picture["aria-labelledby"]).text
    assert page.one(id=picture["aria-describedby"]).text == (
        "Line chart of 2 series over 2 categories. Values from −2 to 4. All its numbers are in the table below it."
    )
    assert [label.text for label in picture.all("text", class_="axis")] == ["Month", "Dollars"]
    assert [label.text for label in picture.all("text", class_="category")] == ["Jan", "Feb"]


def test_a_legend_names_the_series_where_there_are_several(drawn: Callable[..., Any]) -> None:
    several = drawn(chart("line", ["a"], *[[1.0]] * 6)).one("ul", class_="chart-legend")
    assert [entry.text for entry in several.all("li")] == [f"Series {nth}" for nth in range(6)]
    assert len({marker["d"] for marker in several.all("path", class_="marker")}) == 6
    assert not drawn(chart("line", ["a"], [1])).all(class_="chart-legend")


def test_surfaces_have_patterns_that_are_there(drawn: Callable[..., Any]) -> None:
    page = drawn(chart("bar", ["a"], *[[1.0]] * 6), pie(a=1, b=2))
    defined = {pattern["id"] for pattern in page.all("pattern")}
    used = {shape["fill"] for shape in page.all("rect") + page.all("path") if shape.get("fill")}
    assert used == {f"url(#{id_})" for id_ in defined}
    assert len(defined) == 8


def test_all_numbers_stand_in_a_table(drawn: Callable[..., Any]) -> None:
    page = drawn(chart("area", ["a", "b"], [1_234_567.5, -2], [1e-9, 1e20], x_label="Month")).one(
        "details", class_="b-chart-data"
    )
    assert page.one("summary").text == "The numbers"
    rows = [[node.text for node in row.nodes()] for row in page.all("tr")]
    assert rows == [["Month", "Series 0", "Series 1"], ["a", "1,234,567.5", "1e-9"], ["b", "−2", "1e20"]]


def test_a_pie_shows_shares(drawn: Callable[..., Any]) -> None:
    page = drawn(pie(much=996, little=3, least=1))
    assert [entry.text for entry in page.one("ul", class_="chart-legend").all("li")] == [
        "much: over 99%",
        "little: under 1%",
        "least: under 1%",
    ]
    assert len(page.all("path", class_="segment")) == 3
    half, _quarter, _rest = drawn(pie(a=2, b=1, c=1)).all("path", class_="segment")
    x, y = numbers(half["d"])[-2:]
    assert (x, y) == (pytest.approx(320), pytest.approx(150 + 136))
    assert drawn(pie(only=3)).one("circle", class_="segment")


@pytest.mark.parametrize("shares", [{"a": 0}, {"a": 1, "b": -1}, {"a": -1}, {}, {"a": math.inf}])
def test_what_is_no_share_is_shown_as_it_came(drawn: Callable[..., Any], shares: dict[str, float]) -> None:
    assert drawn(pie(**shares)).one("summary").text == 'Cannot draw block "data_visualization"'


def test_a_point_beside_the_categories_is_not_dropped_in_silence(drawn: Callable[..., Any]) -> None:
    block = chart("line", ["a"], [1])
    block["chart"]["series"][0]["data"].append({"label": "b", "value": 2})
    assert drawn(block).one("summary").text == 'Cannot draw block "data_visualization"'


def test_numbers_are_shown_as_they_are() -> None:
    assert [shown(value) for value in decimals(0, 1200, 0.5, -1e16, 1e-5)] == ["0", "1,200", "0.5", "−1e16", "1e-5"]


def linear(color: str) -> list[float]:
    parts = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def lightness(color: str) -> float:
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear(color), strict=True))


def test_the_colours_of_series_stand_out_from_the_page() -> None:
    colors = re.findall(r"--series-\d: (#[0-9a-f]{6})", STYLES.read_text())
    for color in colors[:6]:
        assert 1.05 / (lightness(color) + 0.05) >= 3
    for color in colors[6:12]:
        assert (lightness(color) + 0.05) / (lightness("#1a1d21") + 0.05) >= 3
    assert len(set(colors[:6])) == len(set(colors[6:12])) == 6
