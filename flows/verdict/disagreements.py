"""Where the sources contradict each other on something that this decision touches: one line each, with names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from flows.costs import Assessment, show_usd
from flows.questions.answers import Answers
from flows.rules.rule import TRAINING
from flows.thresholds import Thresholds


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A topic, what the sources say, and what is done here."""

    topic: str
    text: str
    sources: tuple[str, ...]


def _corrections(assessment: Assessment) -> list[Disagreement]:
    """What is wrong in a source that people may hold against the reply."""
    corrections = [
        Disagreement(
            "price of the tuned gpt-4.1-mini",
            "[guide] puts a million requests at $520 a month, which is the untuned rate; tuned tokens cost twice that, $1,040.",
            ("guide", "catalogue"),
        ),
        Disagreement(
            "cost of training",
            "[guide] says about $200 and two weeks to break even. Its 1,500 examples at $5 per 1M tokens cost $15.75 a round, and $200 "
            "against its own saving of $3,730 a month is under two days. Here training, labelling and people are separate lines.",
            ("guide",),
        ),
        Disagreement(
            "statistics",
            "Shares of failed projects and average gains in [book], [fails] and [returns] have no source that can be read: none feeds a figure here.",
            ("book", "fails", "returns"),
        ),
        Disagreement(
            "Mistral Small 4",
            "[guide] calls it a 24B model; it has 119B parameters, 6.5B active.",
            ("guide", "catalogue"),
        ),
    ]
    if assessment.as_of >= _OPENAI_CLOSES:
        text = (
            f"[guide] and [returns] do not know that OpenAI has been closing its self-serve tuning since {_OPENAI_CLOSES}, and "
            "[guide] names Claude 3 Haiku on Bedrock, closed to new jobs since 2026-03-10. Here each route has its dates."
        )
        corrections.append(Disagreement("availability", text, ("guide", "returns", "catalogue")))
    return corrections


_OPENAI_CLOSES = date(2026, 5, 7)


def disagreements(
    answers: Answers, thresholds: Thresholds, assessment: Assessment, verdict: str, then: str | None
) -> tuple[Disagreement, ...]:
    """Only those that touch what was said or concluded."""
    relevant: list[Disagreement] = []
    trains = verdict in TRAINING or then in TRAINING
    volume = answers.number("requests_per_month")
    if volume is not None:
        low, high = thresholds.volume_low, thresholds.volume_high
        place = (
            f"below {low:,}, where [guide] says no"
            if volume < low
            else f"above {high:,}, where [guide] says yes"
            if volume > high
            else f"between {low:,} and {high:,}, which [guide] leaves open"
        )
        text = f"Your {volume:,.0f} requests a month are {place}; its own rule of three months' savings would pass at about 18,000. The pay-back here is computed instead."
        relevant.append(Disagreement("volume", text, ("guide",)))
    spend = answers.number("monthly_spend_usd") or assessment.today.monthly_usd
    if spend is not None and trains:
        side = "below" if spend < thresholds.spend_low_usd else "at or above"
        text = f"[book] wants $5,000 to $10,000 of spend a month before training; yours, {show_usd(spend)}, is {side} that. [guide]'s own success story spent $4,250."
        relevant.append(Disagreement("spend", text, ("book", "guide")))
    if trains:
        text = "[book] counts $176,000 a year of upkeep (and says it can exceed $200,000); [guide] counts none. Your figure decides, or a lean scenario; the flip points say where it turns."
        relevant.append(Disagreement("upkeep", text, ("book", "guide")))
        if verdict != "rft" and then != "rft":
            text = f"[guide] wants 200 to 2,000 examples, [book] 50 to 100 for simple tasks and 500 to 2,000 for generation, [fails] 10,000. Here: at least {assessment.floor:,}; 8 of 13 published wins contradict 10,000."
            relevant.append(Disagreement("examples", text, ("guide", "book", "fails", "cases")))
        text = "[book] says tuned tokens cost four to six times the base price; that was gpt-3.5. The gpt-4.1 family costs 1.5 to 2 times. Here each price is looked up."
        relevant.append(Disagreement("tuned token price", text, ("book", "catalogue")))
        text = "Review after 90 days ([fails]), quarterly ([book]) or at a base-model update ([guide]): the earliest of them is taken."
        relevant.append(Disagreement("review", text, ("fails", "book", "guide")))
    if trains:
        relevant += _corrections(assessment)
    if "distillation" in (verdict, then):
        text = "[guide] names GPT-5.4 to mini and nano as a distillation route; no provider text shows it. It also warns of synthetic data and yet distils: real inputs with a teacher's outputs is the reading used here."
        relevant.append(Disagreement("distillation", text, ("guide", "catalogue")))
    share = answers.number("real_share")
    if share is not None and share < thresholds.real_share and trains:
        text = f"[guide] wants 80 % real inputs; yours are {share:.0%}. Published cases won with synthetic outputs on realistic inputs, and lost with synthetic inputs tested on their own kind."
        relevant.append(Disagreement("synthetic data", text, ("guide", "cases")))
    return tuple(relevant)
