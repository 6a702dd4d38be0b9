"""The options side by side: Slack's table, and the same figures as rows of words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from bot.block_kit.message import Block
from bot.text.labels import pays_back
from bot.text.screen import ScreenRow
from bot.text.templates import short
from flows.verdict.reply import OptionPart, Reply
from pricing.money import show_usd

_NOTHING = "-"
_NOT_KNOWN = "not known"
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True)
class Row:
    """One option in words. `role` says whether it is today's, the recommended one, both or neither ("")."""

    id: str
    role: str
    label: str
    monthly: str
    upfront: str
    pays: str
    net: str
    loss: str

    @property
    def named(self) -> str:
        """The option with its role in front, for eyes and ears alike."""
        return f"{self.role}: {self.label}" if self.role else self.label


@dataclass(frozen=True, slots=True)
class Compared:
    """The rows that are shown, how many are not, and the months of the net where they are the same for all (else "")."""

    rows: tuple[Row, ...]
    left_out: int
    months: str

    @property
    def untuned(self) -> bool:
        """Whether a model that nobody has tuned, or scored, is among the rows."""
        return any(row.id.startswith("untuned:") for row in self.rows)


def compared(reply: Reply, shown: tuple[OptionPart, ...], most: int, width: int) -> Compared:
    """At most so many rows of a shortlist: today's, the recommended one, the others; one of each kind before a second."""
    kept = {option.id for option in sorted(shown, key=_rank(reply, shown))[:most]}
    first = ("status_quo", reply.recommended)
    options = sorted(
        (option for option in shown if option.id in kept),
        key=lambda option: first.index(option.id) if option.id in first else 2,
    )
    horizons = {option.horizon_months for option in options}
    months = plain_number(horizons.pop()) if len(horizons) == 1 else ""
    rows = tuple(_row(option, reply, width, every_horizon_alike=bool(months)) for option in options)
    return Compared(rows, len(shown) - len(rows), months)


def compact_table(titles: Sequence[str], rows: Sequence[ScreenRow]) -> Block:
    """The few rows of a verdict's first screen as Slack's own table; the one that is next stands out."""
    heads = [_raw(title) for title in titles]
    # The label of today's model is what somebody typed.
    names = [short(row.named, _LONGEST_NAME) for row in rows]
    cells = [
        [_strong(name) if row.next else _raw(name), _raw(row.monthly), _raw(row.pays)]
        for name, row in zip(names, rows, strict=True)
    ]
    figures = [{"align": "right"} for _ in titles[1:]]
    return {"type": "table", "column_settings": [{"is_wrapped": True}, *figures], "rows": [heads, *cells]}


def plain_number(value: Decimal) -> str:
    """Months without a needless ".0"."""
    return f"{float(value):g}"


def _rank(reply: Reply, shown: tuple[OptionPart, ...]) -> Any:
    first_of_kind = {reply.recommended.split(":")[0]: reply.recommended} if reply.recommended else {}
    for option in shown:
        first_of_kind.setdefault(option.id.split(":")[0], option.id)
    musts = ["status_quo", reply.recommended, reply.curve.option if reply.curve else None, *first_of_kind.values()]
    return lambda option: musts.index(option.id) if option.id in musts else len(musts)


def _row(option: OptionPart, reply: Reply, width: int, *, every_horizon_alike: bool) -> Row:
    today = option.id == "status_quo"
    recommended = option.id == reply.recommended
    role = (
        "Today, and recommended"
        if today and recommended
        else "Today"
        if today
        else "Recommended"
        if recommended
        else ""
    )
    net = _NOT_KNOWN if option.net_usd is None else show_usd(option.net_usd)
    if option.net_usd is not None and not every_horizon_alike:
        net += f" in {plain_number(option.horizon_months)} months"
    return Row(
        option.id,
        role,
        short(option.label, width) + (f" ({option.aged})" if option.aged else ""),
        _usd(option.monthly_usd),
        _usd(option.upfront_usd),
        pays_back(option),
        _NOTHING if today else net,
        chance(option.p_loss),
    )


def _usd(value: Decimal | None) -> str:
    return _NOT_KNOWN if value is None else show_usd(value)


def chance(share: Decimal | None) -> str:
    """10,000 draws that all went well are still not a promise."""
    if share is None:
        return _NOTHING
    if share < Decimal("0.005"):
        return "under 1 %"
    return "over 99 %" if share > Decimal("0.995") else f"{float(share):.0%}".replace("%", " %")


def _raw(text: str) -> dict[str, Any]:
    # Slack refuses an empty cell.
    return {"type": "raw_text", "text": text or _NOTHING}


def _strong(text: str) -> dict[str, Any]:
    piece = {"type": "text", "text": text or _NOTHING, "style": {"bold": True}}
    return {"type": "rich_text", "elements": [{"type": "rich_text_section", "elements": [piece]}]}
