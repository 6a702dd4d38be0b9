"""A verdict on the log: kept whole, since rules, thresholds and catalogue change, and a verdict never does."""

from __future__ import annotations

import base64
import zlib
from datetime import date, datetime
from decimal import Decimal

from flows.costs import Catalogue
from flows.lifecycle.figures import figures_of
from flows.lifecycle.plan import number
from flows.log.entries import Entry, fold
from flows.thresholds import Thresholds
from flows.verdict.decide import decide
from flows.verdict.reply import Reply


def concluded(reply: Reply, now: datetime) -> Entry:
    """The entry that says that a verdict was reached, and for which day."""
    value = {
        "verdict": reply.verdict,
        "then": reply.then,
        "headline": reply.headline,
        "because": reply.reasons[0].text,
        "recommended": reply.recommended,
        "as_of": reply.as_of.isoformat(),
        "prices_as_of": reply.prices_as_of.isoformat(),
        "review_on": reply.review_on.isoformat(),
        "figures": figures(reply),
        "criteria": [one.model_dump(mode="json") for one in reply.abort_criteria] or None,
        "record": figures_of(reply).to_json(),
        "reply": _packed(reply),
    }
    return Entry("concluded", value={key: one for key, one in value.items() if one is not None}, at=now)


def figures(reply: Reply) -> dict[str, Decimal]:
    """What was predicted, in USD (a month where it says so) and as a share: what is not known is left out."""
    today, option = reply.option("status_quo"), reply.option(reply.recommended) if reply.recommended else None
    baseline, target = (number(reply.answers.get(name)) for name in ("baseline", "target"))
    found = {
        "today_usd": today.monthly_usd if today else None,
        "monthly_usd": option.monthly_usd if option else None,
        "upkeep_usd": option.upkeep_usd if option else None,
        "upfront_usd": option.upfront_usd if option else None,
        "net_usd": option.net_usd if option else None,
        "gain": target - baseline if target is not None and baseline is not None else None,
    }
    return {name: value for name, value in found.items() if value is not None}


def reply_at(log: tuple[Entry, ...], index: int, catalogue: Catalogue, thresholds: Thresholds) -> Reply:
    """The verdict that was recorded at an index of a log, as it was; computed for its own day where it was not kept."""
    kept = _unpacked(log[index].value.get("reply"))
    return kept or decide(fold(log[:index]), date.fromisoformat(log[index].value["as_of"]), catalogue, thresholds)


def reply_number(log: tuple[Entry, ...], number: int, catalogue: Catalogue, thresholds: Thresholds) -> Reply | None:
    """A decision's how-many-th verdict; None where it has not so many."""
    indexes = [at for at, one in enumerate(log) if one.kind == "concluded"]
    return reply_at(log, indexes[number - 1], catalogue, thresholds) if 0 < number <= len(indexes) else None


def _packed(reply: Reply) -> str:
    """A reply as short text. Cost lines are kept of the options that are explained: today's and the recommended one."""
    explained = {"status_quo", reply.recommended, reply.curve.option if reply.curve else None}
    options = tuple(one if one.id in explained else one.model_copy(update={"lines": ()}) for one in reply.options)
    text = reply.model_copy(update={"options": options}).model_dump_json()
    return base64.b85encode(zlib.compress(text.encode(), 9)).decode()


def _unpacked(text: object) -> Reply | None:
    try:
        return Reply.model_validate_json(zlib.decompress(base64.b85decode(text))) if isinstance(text, str) else None
    except (ValueError, zlib.error):
        return None
