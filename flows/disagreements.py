"""Where the sources contradict each other on something that this decision touches: one line each, with names."""

from __future__ import annotations

from dataclasses import dataclass

from flows.answers import Answers
from flows.assess import Assessment, show_usd
from flows.rule import TRAINING
from flows.thresholds import Thresholds


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A topic, what the sources say, and what is done here."""

    topic: str
    text: str
    sources: tuple[str, ...]


def disagreements(
    answers: Answers, thresholds: Thresholds, assessment: Assessment, verdict: str, then: str | None
) -> tuple[Disagreement, ...]:
    """Only those that touch what was said or concluded."""
    found: list[Disagreement] = []
    trains = verdict in TRAINING or then in TRAINING
    volume = answers.number("requests_per_month")
    if volume is not None:
        low, high = thresholds.volume_low, thresholds.volume_high
        place = (
            f"below {low:,}, where [guide] says no" if volume < low
            else f"above {high:,}, where [guide] says yes" if volume > high
            else f"between {low:,} and {high:,}, which [guide] leaves open"
        )  # fmt: skip
        text = f"Your {volume:,.0f} requests a month are {place}; its own rule of three months' savings would pass at about 18,000. The pay-back here is computed instead."
        found.append(Disagreement("volume", text, ("guide",)))
    spend = answers.number("monthly_spend_usd") or assessment.today.monthly_usd
    if spend is not None and trains:
        side = "below" if spend < thresholds.spend_low_usd else "at or above"
        text = f"[book] wants $5,000 to $10,000 of spend a month before training; yours, {show_usd(spend)}, is {side} that. [guide]'s own success story spent $4,250."
        found.append(Disagreement("spend", text, ("book", "guide")))
    if trains:
        text = "[book] counts $176,000 a year of upkeep (and says it can exceed $200,000); [guide] counts none. Your figure decides, or a lean scenario; the flip points say where it turns."
        found.append(Disagreement("upkeep", text, ("book", "guide")))
        if verdict != "rft" and then != "rft":
            text = f"[guide] wants 200 to 2,000 examples, [book] 50 to 100 for simple tasks and 500 to 2,000 for generation, [fails] 10,000. Here: at least {assessment.floor:,}; 8 of 13 published wins contradict 10,000."
            found.append(Disagreement("examples", text, ("guide", "book", "fails", "cases")))
        text = "[book] says tuned tokens cost four to six times the base price; that was gpt-3.5. The gpt-4.1 family costs 1.5 to 2 times. Here each price is looked up."
        found.append(Disagreement("tuned token price", text, ("book", "catalogue")))
        text = "Review after 90 days ([fails]), quarterly ([book]) or at a base-model update ([guide]): the earliest of them is taken."
        found.append(Disagreement("review", text, ("fails", "book", "guide")))
    if "distillation" in (verdict, then):
        text = "[guide] names GPT-5.4 to mini and nano as a distillation route; no provider text shows it. It also warns of synthetic data and yet distils: real inputs with a teacher's outputs is the reading used here."
        found.append(Disagreement("distillation", text, ("guide", "catalogue")))
    share = answers.number("real_share")
    if share is not None and share < thresholds.real_share and trains:
        text = f"[guide] wants 80 % real inputs; yours are {share:.0%}. Published cases won with synthetic outputs on realistic inputs, and lost with synthetic inputs tested on their own kind."
        found.append(Disagreement("synthetic data", text, ("guide", "cases")))
    return tuple(found)
