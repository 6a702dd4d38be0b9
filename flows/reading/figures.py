"""Figures in a plain text, each with what stands around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

# USD for one euro or pound is not known here: such sums are asked back.
_OTHER_MONEY = re.compile(r"[€£¥]|\b(?:eur|euros?|gbp|pounds?|chf|francs?|yen)\b")
_NUMBER = re.compile(
    r"(?<![\w.,+-])(?P<minus>[-+])?(?P<usd>\$ ?)?(?P<digits>[0-9]{1,3}(?:[,'’ ][0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?P<scale> ?[km](?![\w/])| ?[km](?=/)| ?(?:mn|mio|bn)\b)?(?P<ish>ish\b|\+)?"
    r"(?P<unit> ?(?:%|percents?\b|per cent\b|prozent\b)| ?(?:usd|dollars?|bucks)\b)?"
)
_SCALES = {"k": 1000, "m": 10**6, "mn": 10**6, "mio": 10**6, "bn": 10**9}
SPAN = re.compile(
    r"(?<![\w.])\$?[0-9][0-9.,]*\s?[km]?%?\s*(?:-|–|—|to|or|bis)\s*\$?[0-9][0-9.,]*\s?[km]?%?(?![\w])|\bbetween [^.;]{1,15} and \$?[0-9][0-9.,]*\s?[km]?%?"
)
_OF = re.compile(r"(?<![\w.,])(?P<part>[0-9][0-9,]*) ?(?:out of|of(?: the)?|in|von|/) ?(?P<all>[0-9][0-9,]*)(?![\w%.])")
_PERIODS = (
    (re.compile(r"^ ?(?:[a-z]+ ){0,2}?(?:/ ?|per |a |an |each |every |pro |am )?(?:day|daily|tag)\b"), Decimal(30)),
    (re.compile(r"^ ?(?:[a-z]+ ){0,2}?(?:/ ?|per |a |an |each |every |pro |die )?(?:week|wk|weekly|woche)\b"), Decimal(52) / 12),
    (re.compile(r"^ ?(?:[a-z]+ ){0,3}?(?:/ ?|per |a |each |every |pro |im |por |par )?(?<!last )(?<!this )(?<!next )(?:months?|mo\b|monthly|monat|mes|mois)\b"), Decimal(1)),
    (re.compile(r"^ ?(?:[a-z]+ ){0,2}?(?:/ ?|per |a |each |every |pro |im )?(?:year|yr|annum|jahr|annually|yearly)\b"), Decimal(1) / 12),
    (re.compile(r"^ ?(?:[a-z]+ ){0,1}?(?:/ ?|per |a |an |each |every )(?:hour|hr|h)\b"), Decimal(720)),
    (re.compile(r"^ ?(?:[a-z]+ ){0,1}?(?:/ ?|per |a |each |every )(?:minute|min)\b"), Decimal(43_200)),
    (re.compile(r"^ ?(?:[a-z]+ ){0,1}?(?:/ ?|per |a |each |every )(?:second|sec|s)\b|^ ?(?:rps|qps)\b"), Decimal(2_592_000)),
)  # fmt: skip


_EVEN = re.compile(r"(?<![\w.,])50 ?/ ?50(?![\w.,])")


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure where it stands: a share as 0 to 1, money in USD; a month's worth where a period is named."""

    value: Decimal
    is_share: bool
    is_usd: bool
    per: Decimal | None
    start: int
    end: int
    before: str
    after: str
    # "+5" is said of something else.
    is_relative: bool = False

    @property
    def a_month(self) -> Decimal:
        """What it comes to in a month."""
        return self.value * (self.per or 1)


# Who lists more figures than this pastes a table.
_MOST = 40


def is_in_other_money(text: str) -> bool:
    """Whether a sum is in another money than US dollars."""
    return _OTHER_MONEY.search(text) is not None


def figures(text: str) -> list[Figure]:
    """The figures of a plain text, in order; counts such as "63 of 90" are one share, spans are left out."""
    taken = [match.span() for match in SPAN.finditer(text)]
    found: list[Figure] = []
    for match in _EVEN.finditer(text):
        taken.append(match.span())
        found.append(figure_at(text, match.start(), match.end(), Decimal("0.5"), is_share=True))
    for match in _OF.finditer(text):
        part, all_ = (Decimal(match[name].replace(",", "")) for name in ("part", "all"))
        if all_ <= 0 or part > all_ or _covered(match, taken):
            continue
        taken.append(match.span())
        found.append(
            figure_at(text, match.start(), match.end(), (part / all_).quantize(Decimal("0.0001")), is_share=True)
        )
    for match in _NUMBER.finditer(text):
        if len(found) >= _MOST:
            break
        if _covered(match, taken):
            continue
        try:
            value = Decimal(re.sub(r"[,'’ ]", "", match["digits"]))
        except InvalidOperation:
            continue
        scale = (match["scale"] or "").strip()
        value *= _SCALES.get(scale, 1)
        unit = (match["unit"] or "").strip()
        is_share = unit.startswith(("%", "per", "pro"))
        money = bool(match["usd"]) or unit.startswith(("usd", "doll", "buck"))
        value = -value if match["minus"] == "-" else value
        figure = figure_at(text, *match.span(), value / 100 if is_share else value, is_share=is_share, is_usd=money)
        found.append(replace(figure, is_relative=match["minus"] == "+"))
    return sorted(found, key=lambda figure: figure.start)


def _covered(match: re.Match[str], taken: list[tuple[int, int]]) -> bool:
    return any(match.start() < end and start < match.end() for start, end in taken)


def figure_at(text: str, start: int, end: int, value: Decimal, *, is_share: bool, is_usd: bool = False) -> Figure:
    """The figure of a place in a text, with its period and what stands around it."""
    after = re.split(r"[;!?\n]|\.(?:\s|$)|,\s|\bbut\b", text[end:], maxsplit=1)[0]
    before = re.split(r"[;!?\n]|\.\s|,\s|\bbut\b", text[:start])[-1]
    nearer = re.split(r"[0-9]", after, maxsplit=1)[0]
    per = next((times for pattern, times in _PERIODS if pattern.match(nearer)), None)
    return Figure(value, is_share, is_usd, per, start, end, before[-60:], nearer[:60])
