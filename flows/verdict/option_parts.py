"""Options, curves and scenarios as parts of the reply."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from flows.costs import Assessment, CostLine, Option, cents, rounded
from flows.verdict.reply import CurvePart, LinePart, OptionPart, PointPart, RangePart, UpkeepPart


def upkeep_parts(assessment: Assessment, option: Option) -> list[UpkeepPart]:
    """None, lean, [book]'s and the team's own upkeep, side by side."""
    estimate = assessment.catalogue.estimate
    # The lean scenario is a range, as it is where nothing was said.
    scenarios: list[tuple[str, Decimal, Decimal | None]] = [("none", Decimal(0), Decimal(0))]
    scenarios.append(("lean", estimate("upkeep.lean").likely, None))
    scenarios.append(("book", estimate("upkeep.book").likely, estimate("upkeep.book").likely))
    own = assessment.answers.number("upkeep_usd")
    if own is not None:
        scenarios.append(("yours", own, own))
    parts = []
    for name, usd, said in scenarios:
        changed = Assessment(
            assessment.answers.having("upkeep_usd", said), assessment.as_of, assessment.catalogue, assessment.thresholds
        )
        again = changed.tuned_again(option)
        parts.append(
            UpkeepPart(
                scenario=name,
                usd_per_month=usd,
                break_even_months=_rounded(changed.break_even(again), "0.01"),
                net_usd=_cents(changed.net(again)),
            )
        )
    return parts


def curve(assessment: Assessment, option: Option) -> CurvePart | None:
    """Cumulative costs by month, to the horizon the team set; None where a cost is unknown."""
    months = min(int(assessment.team_horizon), _LONGEST_CURVE)
    costs = assessment.cumulative(option, months)
    if costs is None:
        return None
    points = (
        PointPart(month=month, today_usd=cents(stay), option_usd=cents(move))
        for month, (stay, move) in enumerate(costs)
    )
    return CurvePart(option=option.id, points=tuple(points))


# Slack's line chart takes 20 categories; months 0 to 18 fit.
_LONGEST_CURVE = 18


def option_part(option: Option, assessment: Assessment) -> OptionPart:
    """An option with its lines and, where costs are known, its pay-back, net and range."""
    offer, load = option.offer, assessment.workload
    outcome = assessment.outcome(option) if offer.available and offer.kind != "status_quo" else None
    monthly = option.monthly_usd
    if offer.kind == "status_quo" and monthly is None:
        monthly = assessment.answers.number("monthly_spend_usd")
    per_request = (
        monthly / load.requests_per_month
        if monthly is not None and load is not None and load.requests_per_month
        else None
    )
    # Nobody has scored the others: their success is not known.
    success = assessment.answers.number("tuned_success_rate" if option.trains else "success_rate")
    if not option.trains and offer.kind != "status_quo":
        success = None
    upfront = assessment.upfront(option)
    # What cannot be taken is there for its reason, not for its bill.
    lines = option.lines if offer.available else ()
    if lines and upfront is not None and option.upfront is not None and upfront - option.upfront.likely >= 1:
        how = "ranges reach further up than down: this is the middle of 10,000 futures"
        lines = (
            *lines,
            CostLine("what hours and prices usually add", upfront - option.upfront.likely, "once", how, None),
        )
    return OptionPart(
        id=option.id,
        method=_METHODS.get(offer.kind, offer.kind),
        label=offer.label,
        model=offer.model,
        route=offer.route,
        size=offer.size,
        released=offer.released,
        dated=assessment.is_dated(option),
        state=offer.availability.state if offer.availability else None,
        trial_serving=offer.trial_serving,
        note=offer.training.note if offer.training else None,
        available=offer.available,
        unavailable_because=offer.unavailable_because,
        open_as_of=_openness(option, assessment.as_of),
        aged=offer.availability.aged(assessment.as_of) if offer.availability and offer.available else None,
        named_in=offer.training.named_in if offer.training else (),
        monthly_usd=_cents(monthly),
        upfront_usd=upfront,
        budget_usd=assessment.budget(option) if option.trains else None,
        upkeep_usd=_cents(option.upkeep.usd.likely),
        usd_per_1k_requests=_rounded(per_request * 1000 if per_request is not None else None, "0.0001"),
        usd_per_successful_task=_rounded(
            per_request / success if per_request is not None and success else None, "0.000001"
        ),
        break_even_months=_rounded(assessment.break_even(option), "0.01") if offer.kind != "status_quo" else None,
        horizon_months=rounded(assessment.team_horizon, Decimal("0.1")).normalize() + 0,
        pays_back_on=assessment.pays_back_on(option),
        counted_from="asked",
        life_months=_rounded(assessment.life_months(option), "0.1"),
        usd_per_right_answer=_rounded(assessment.usd_per_right_answer(option), "0.0001") if offer.available else None,
        odds_needed=_rounded(assessment.odds_needed(option), "0.001") if offer.available else None,
        confirmed=is_confirmed(option),
        route_closes_on=offer.closes.from_ if offer.closes else None,
        model_ends_on=offer.ends.on if offer.ends else None,
        net_usd=_cents(assessment.net(option)),
        net_range=RangePart(p10=outcome.p10, p50=outcome.p50, p90=outcome.p90) if outcome else None,
        p_loss=outcome.p_loss if outcome else None,
        unknown=option.unknown,
        lines=tuple(
            LinePart(
                label=line.label,
                usd=_rounded(line.usd, "0.01"),
                per=line.per,
                how=line.how,
                source=line.fact.source if line.fact else None,
                source_date=line.fact.source_date if line.fact else None,
                grade=line.fact.grade if line.fact else None,
            )
            for line in lines
        ),
    )


_METHODS: dict[str, str] = {"status_quo": "prompt_engineering", "untuned": "prompt_engineering"}


def _openness(option: Option, as_of: date) -> str | None:
    """How sure it is that a route is open: its source, the source's age and its grade."""
    availability = option.offer.availability
    if availability is None or availability.fact is None or not option.offer.available:
        return None
    age = availability.fact.age_days(as_of)
    old = f"{age} days old" if age is not None and age >= 0 else "of unknown age"
    return f"open as of {availability.fact.cite()}, {old}: confirm it on the provider's page before money is spent"


def _cents(usd: Decimal | None) -> Decimal | None:
    return None if usd is None else cents(usd)


def _rounded(value: Decimal | None, unit: str) -> Decimal | None:
    return None if value is None else rounded(value, Decimal(unit))


def is_confirmed(option: Option) -> bool | None:
    """Whether every price of a provider in it (tokens, training, hosting, storage) is the provider's own word.

    None where a price is not known. Grade A or B, or the team's own price list; hours and upkeep are nobody's list price.
    """
    offer = option.offer
    if offer.rates is None and offer.gpus is None:
        return None
    facts = [priced.fact for priced in (offer.prices or {}).values()]
    facts += [] if offer.rates is None else [offer.rates.fact]
    return all(fact.grade in ("A", "B", "own") for fact in facts) if facts else None
