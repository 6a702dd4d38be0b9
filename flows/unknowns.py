"""What is not known and would matter, in sentences. "We don't know" is part of an honest answer."""

from __future__ import annotations

from flows.answers import Answers
from flows.assess import Assessment, Option
from flows.measure import Detectable
from flows.questions import BY_ID, FIVE
from flows.rule import TRAINING

# Questions that matter for each verdict, beyond the five.
_MATTER: dict[str, tuple[str, ...]] = {
    "sft": ("smaller_model", "test_items", "baseline", "target", "real_share", "labels"),
    "distillation": ("smaller_model", "test_items", "baseline", "target", "teacher_outputs"),
    "lora": ("smaller_model", "test_items", "baseline", "target", "labels", "data_may_leave"),
    "rft": ("strongest_model", "sometimes_right", "gradeable", "baseline", "target"),
    "not_ready": ("test_items", "labels", "real_share", "strongest_model", "smaller_model"),
    "prompt_engineering": ("strongest_model", "smaller_model", "test_items"),
    "rag": ("facts_change", "retrieval"),
    "bigger_model": ("strongest_model", "gradeable"),
    "guardrails": ("task",),
}


def unknowns(
    answers: Answers, assessment: Assessment, verdict: str, then: str | None, recommended: Option | None, seen: Detectable
) -> tuple[str, ...]:
    """Sentences, the most telling first."""
    found: list[str] = []
    name = answers.text("model")
    if name and assessment.base is None:
        found.append(
            f'The price of "{name[:80]}" is not known to us, so what you pay today is not either, unless you give the bill.'
        )
    ends = assessment.today.offer.ends
    if ends is not None:
        when = "was" if ends.on <= assessment.as_of else "will be"
        found.append(f"{assessment.today.offer.model} {when} shut down on {ends.on} ({ends.cite()}): staying put ends there.")
    if recommended is not None and recommended.trains:
        found += [f"{recommended.offer.label}: the {what} is not known." for what in recommended.unknown if "volume" not in what]
    if verdict in TRAINING and recommended is None:
        found.append("No open route for this method is known on this day.")
    missing = [one for one in (*FIVE, *_MATTER.get(verdict, ()), *_MATTER.get(then or "", ())) if answers.get(one) is None]
    if answers.get("examples") is None and verdict == "rft":
        missing.remove("examples")
    found += [f"{BY_ID[one].ask} (not said: {one})" for one in dict.fromkeys(missing)]
    money = assessment.missing()
    if money:
        found.append(f"What today costs: give {', '.join(money)}, or monthly_spend_usd.")
    if answers.number("upkeep_usd") is None and verdict in TRAINING:
        found.append("What upkeep may cost (upkeep_usd): the lean scenario stands in.")
    if answers.get("openai_tuning") is None and verdict in TRAINING:
        found.append("Your history with OpenAI tuning was not said: you are counted as a team that never tuned there.")
    if seen.too_small and seen.items_needed:
        found.append(
            f"The gain you hope for cannot be seen on {seen.items} test items; about {seen.items_needed:,} would show it."
        )
    return tuple(dict.fromkeys(found))
