"""The figures by which a decision is followed: what a verdict rests on, on a day, small enough to be kept with every look back.

They come from a verdict that was kept (`figures_of`) or from today's catalogue (`figures_now`), which costs
neither draws nor flip points. Both agree: `figures_of(decide(...)) == figures_now(...)`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from flows.costs import Assessment, Catalogue, Fact, Option, cents, day_after
from flows.log.figures import Figures, usd
from flows.questions.answers import Answers
from flows.rules.rule import TRAINING
from flows.thresholds import DEFAULT, Thresholds
from flows.verdict.reply import Reply
from flows.verdict.ruling import Ruling, rule_on

# --- from today's catalogue ------------------------------------------------------------------------


def figures_now(
    answers: Answers,
    as_of: date,
    catalogue: Catalogue,
    thresholds: Thresholds = DEFAULT,
    *,
    follows: str | None = None,
    live_on: date | None = None,
) -> Figures:
    """The figures of these answers on a day.

    follows   the option to follow, such as the one that was recommended when the verdict was given; without it the one
              that is recommended on the day. One that the catalogue no longer has comes back as not open, its costs unknown.
    live_on   the day a tuned model went live, or is planned to, where that is known; without it training begins at once
    """
    ruling = rule_on(answers, as_of, catalogue, thresholds)
    assessment = ruling.assessment
    own = ruling.route or ruling.recommended
    option = own if follows is None or (own is not None and own.id == follows) else assessment.named(follows)
    figures = _ruled(ruling)
    if option is None and follows is None:
        return figures
    if option is None:
        return replace(
            figures, option=follows, label=follows, open=False, unavailable_because="the catalogue no longer has it"
        )
    offer = option.offer
    return replace(
        figures,
        option=option.id,
        label=offer.label,
        model=offer.model,
        open=offer.available,
        unavailable_because=offer.unavailable_because,
        monthly_usd=_cents(_monthly(assessment, option)),
        upkeep_usd=cents(option.upkeep.usd.likely),
        upfront_usd=assessment.upfront(option),
        net_usd=_cents(assessment.net(option)),
        pays_back_on=assessment.pays_back_on(option, live_on),
        route_closes_on=offer.closes.from_ if offer.closes else None,
        model_ends_on=offer.ends.on if offer.ends else None,
        facts=_facts(assessment, option),
    )


def _ruled(ruling: Ruling) -> Figures:
    assessment, today = ruling.assessment, ruling.assessment.today
    return Figures(
        verdict=ruling.verdict,
        then=ruling.then_verdict,
        headline=ruling.headline,
        rule=ruling.reason.rule,
        because=ruling.reason.text,
        recommended=ruling.recommended.id if ruling.recommended else None,
        as_of=assessment.as_of,
        today_usd=_cents(_monthly(assessment, today)),
        today_model=today.offer.model,
        today_ends_on=today.offer.ends.on if today.offer.ends else None,
        horizon_ends_on=day_after(assessment.as_of, assessment.team_horizon),
        then_because=ruling.then.text if ruling.then else None,
        facts=_facts(assessment, None),
    )


def _monthly(assessment: Assessment, option: Option) -> Decimal | None:
    """USD a month to serve; the team's own bill stands in for today's model where its cost is not known."""
    if option.monthly_usd is None and option.id == "status_quo":
        return assessment.answers.number("monthly_spend_usd")
    return option.monthly_usd


def _facts(assessment: Assessment, option: Option | None) -> dict[str, Fact]:
    """What the catalogue says behind the figures, by the figure's name."""
    today = assessment.today.offer
    facts: dict[str, Fact | None] = {
        "today_usd": today.rates.fact if today.rates else None,
        "today_ends_on": today.ends,
    }
    if option is not None:
        offer = option.offer
        priced = offer.rates or offer.gpus
        facts |= {
            "monthly_usd": priced.fact if priced else None,
            "model_ends_on": offer.ends,
            "route_closes_on": offer.closes,
            "open": offer.availability.fact if offer.availability else None,
        }
    return {name: fact for name, fact in facts.items() if fact is not None}


def _cents(usd: Decimal | None) -> Decimal | None:
    return None if usd is None else cents(usd)


# --- from a verdict that was kept ------------------------------------------------------------------


def figures_of(reply: Reply, thresholds: Thresholds = DEFAULT, *, follows: str | None = None) -> Figures:
    """The figures of a verdict as it was given; `follows` is another option of it, where a team chose one."""
    today = reply.option("status_quo")
    followed = reply.option(follows or _route(reply) or reply.recommended or "")
    figures = Figures(
        verdict=reply.verdict,
        then=reply.then,
        headline=reply.headline,
        rule=reply.reasons[0].rule if reply.reasons else None,
        because=reply.reasons[0].text if reply.reasons else None,
        recommended=reply.recommended,
        as_of=reply.as_of,
        today_usd=today.monthly_usd if today else None,
        today_model=today.model if today else None,
        today_ends_on=today.model_ends_on if today else None,
        horizon_ends_on=day_after(reply.as_of, usd(reply.answers.get("horizon_months")) or thresholds.horizon_months),
    )
    if followed is None:
        return figures
    return replace(
        figures,
        option=followed.id,
        label=followed.label,
        model=followed.model,
        open=followed.available,
        unavailable_because=followed.unavailable_because,
        monthly_usd=followed.monthly_usd,
        upkeep_usd=followed.upkeep_usd,
        upfront_usd=followed.upfront_usd,
        net_usd=followed.net_usd,
        pays_back_on=followed.pays_back_on,
        route_closes_on=followed.route_closes_on,
        model_ends_on=followed.model_ends_on,
    )


def _route(reply: Reply) -> str | None:
    """The training route that a verdict names; verdicts of before it was kept have it on their curve."""
    if reply.route is None and reply.then in TRAINING and reply.curve is not None:
        return reply.curve.option
    return reply.route
