"""How the series of a chart look, so that they can be told apart with and without colours."""

from markupsafe import Markup

from bot.playground.page.draw.tags import NOTHING, joined, tag

LOOKS = 6
_TILE = 8
# Drawn over the colour of a series; the first has none.
_HATCHES = (
    "",
    "M-2 10L10 -2M-2 2L2 -2M6 10L10 6",
    "M0 2H8M0 6H8",
    "M-2 10L10 -2M-2 -2L10 10",
    "M2 0V8M6 0V8",
    "M1 2H3M5 6H7",
)
_MARKERS = (
    "M-4 0A4 4 0 1 0 4 0A4 4 0 1 0 -4 0Z",
    "M-4 -4H4V4H-4Z",
    "M0 -5L5 4H-5Z",
    "M0 -5.5L5.5 0L0 5.5L-5.5 0Z",
    "M-5 -1.7H-1.7V-5H1.7V-1.7H5V1.7H1.7V5H-1.7V1.7H-5Z",
    "M0 5L5 -4H-5Z",
)


def look(nth: int) -> str:
    """The class of a series."""
    return f"series-{nth % LOOKS}"


def patterns(own_id: str, count: int) -> Markup:
    """What surfaces are filled with."""
    return tag("defs", joined(_pattern(own_id, nth) for nth in range(min(count, LOOKS))))


def fill(own_id: str, nth: int) -> str:
    """The fill of a surface."""
    return f"url(#{own_id}-fill-{nth % LOOKS})"


def marker(nth: int, x: float, y: float, words: str = "") -> Markup:
    """The sign of a series at a point, with words for those who point at it."""
    return tag(
        "path",
        tag("title", words) if words else NOTHING,
        class_=f"marker {look(nth)}",
        d=_MARKERS[nth % LOOKS],
        transform=f"translate({x:.2f} {y:.2f})",
    )


def key(own_id: str, nth: int, *, surface: bool) -> Markup:
    """What a series looks like, small, for the legend."""
    if surface:
        inside = tag("rect", class_="surface", x=1, y=1, width=42, height=12, fill=fill(own_id, nth))
    else:
        inside = tag("path", class_=f"line {look(nth)}", d="M0 7H44") + marker(nth, 22, 7)
    return tag("svg", inside, class_="chart-key", viewBox="0 0 44 14", aria_hidden="true")


def _pattern(own_id: str, nth: int) -> Markup:
    return tag(
        "pattern",
        tag("rect", class_=f"ground {look(nth)}", width=_TILE, height=_TILE),
        tag("path", class_="hatch", d=_HATCHES[nth]) if _HATCHES[nth] else NOTHING,
        id=f"{own_id}-fill-{nth}",
        patternUnits="userSpaceOnUse",
        width=_TILE,
        height=_TILE,
    )
