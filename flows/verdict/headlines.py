"""One-line names and headlines of verdicts. Longer prose stands in the templates."""

from __future__ import annotations

from decimal import Decimal

from flows.costs import Assessment, Option, rounded, show_number, show_usd
from flows.questions.answers import Answers
from flows.rules.rule import TRAINING

NAMES: dict[str, str] = {
    "prompt_engineering": "prompt engineering",
    "rag": "retrieval (RAG)",
    "bigger_model": "another untuned model",
    "guardrails": "guardrails",
    "distillation": "distillation into a smaller model",
    "sft": "supervised fine-tuning",
    "lora": "LoRA on your own GPUs",
    "rft": "reinforcement fine-tuning",
    "not_ready": "not ready to train",
}

# Where a decision stands (`flows.lifecycle.stages.Stage`), in words that fit after its title.
STAGES: dict[str, str] = {
    "asking": "questions are open",
    "decided": "decided, not accepted yet",
    "accepted": "accepted",
    "overridden": "decided another way",
    "deferred": "put off",
    "training": "in training",
    "stopped": "stopped",
    "adopted": "in use",
    "superseded": "replaced",
}

_HEADLINES: dict[str, str] = {
    "prompt_engineering": "Do not fine-tune. Work on the prompt and on untuned models.",
    "rag": "Do not fine-tune. Retrieve the facts.",
    "bigger_model": "Do not fine-tune. Use another untuned model.",
    "guardrails": "Do not fine-tune. Put guardrails around the model.",
    "distillation": "Fine-tune: distil into a smaller model.",
    "sft": "Fine-tune: supervised fine-tuning.",
    "lora": "Fine-tune: train an adapter (LoRA) on your own GPUs.",
    "rft": "Fine-tune: reinforcement fine-tuning.",
    "not_ready": "Do not fine-tune yet.",
}


def headline(verdict: str, then: str | None, recommended: Option | None, assessment: Assessment) -> str:
    """The verdict in a sentence or two, with the number that matters most where it is known."""
    text = _HEADLINES[verdict]
    moves = recommended is not None and recommended.id.startswith(("successor:", "untuned:"))
    if recommended is not None and moves and assessment.successor is not None:
        text = f"Do not fine-tune. {_moving(recommended, assessment)}"
        return (
            text
            if verdict in ("prompt_engineering", "bigger_model")
            else f"{_HEADLINES[verdict]} {_moving(recommended, assessment)}"
        )
    if verdict == "not_ready":
        return f"{text} Once ready: {NAMES[then]}." if then else text
    if recommended is None:
        return text
    cost = recommended.monthly_usd
    if verdict in TRAINING:
        text = f"{text[:-1]}, {recommended.offer.label}."
        if cost is not None:
            text += f" {show_usd(cost)} a month to serve{_paying(recommended, assessment)}."
        ends = recommended.offer.ends
        if ends is not None and not assessment.outlives_horizon(recommended):
            text += f" Its model stops on {ends.when}."
    elif verdict == "bigger_model":
        text += f" For instance {recommended.offer.model}" + (
            f", {show_usd(cost)} a month." if cost is not None else "."
        )
    return text


def _paying(option: Option, assessment: Assessment) -> str:
    """Whether and when it pays back, and whether that is in time."""
    net, months = assessment.net(option), assessment.break_even(option)
    if net is None:
        return ""
    if months is None:
        return f", does not pay back in money within {show_months(float(assessment.team_horizon))}"
    return f", pays back in about {show_months(float(rounded(months, Decimal('0.01'))))}"


def _moving(successor: Option, assessment: Assessment) -> str:
    """The move that cannot be put off: what today's model is followed by, and when."""
    ends, name = assessment.today.offer.ends, assessment.today.offer.model
    follows = successor.offer.model
    if ends is None or ends.on <= assessment.as_of:
        return f"Move to {follows}: {name} is gone."
    return f"Move to {follows} by {ends.on.day} {ends.on:%B %Y}, when {name} ends."


def first_step(
    answers: Answers, verdict: str, then: str | None, recommended: Option | None, assessment: Assessment
) -> str | None:
    """What to do before a dollar is spent, where a cheap test that was not reported could end the question."""
    successor = assessment.successor
    if successor is not None and successor.offer.available and successor.offer.model not in assessment.scored:
        cost = f" ({show_usd(successor.monthly_usd)} a month)" if successor.monthly_usd is not None else ""
        ends = assessment.today.offer.ends
        when = f"ends on {ends.on}" if ends is not None and ends.on > assessment.as_of else "is gone"
        return f"First score {successor.offer.model}{cost} on your test items: {assessment.today.offer.model} {when}."
    if "rft" in (verdict, then) and answers.get("strongest_model") in (None, "not_tried"):
        return f"First run the strongest untuned model you may use on your test items{_named(_strong(assessment))}: if it passes, there is nothing to train."
    trains = verdict in TRAINING or then in TRAINING
    untried = answers.get("smaller_model") in (None, "not_tried") and not assessment.scored
    if untried and (trains or answers.get("gap") == "none"):
        limit = recommended.monthly_usd if recommended is not None else assessment.today.monthly_usd
        cheap = _cheaper(assessment, limit)
        if cheap:
            against = f", against {show_usd(limit)}" if limit is not None else ""
            return f"First score untuned models on your test items{_named(cheap)}{against}: if one passes, there is nothing to train."
    return None


def _cheaper(assessment: Assessment, limit: Decimal | None) -> list[Option]:
    """Up to three untuned models of middle size, the newest first; at most half of `limit` where costs are known."""
    fitting = [
        option
        for option in assessment.untuned
        if option.offer.available and option.offer.size == "mid" and option.offer.rates
    ]
    if limit is not None:
        fitting = [option for option in fitting if option.monthly_usd is not None and option.monthly_usd < limit / 2]
    fitting = [option for option in fitting if not assessment.is_dated(option)]
    return sorted(fitting, key=lambda option: option.offer.released or assessment.as_of, reverse=True)[:3]


def _strong(assessment: Assessment) -> list[Option]:
    return [option for option in assessment.untuned if option.offer.available and option.offer.size == "frontier"][:2]


def _named(options: list[Option]) -> str:
    names = [
        option.offer.model + (f" at {show_usd(option.monthly_usd)} a month" if option.monthly_usd is not None else "")
        for option in options
    ]
    return f" ({', '.join(names)})" if names else ""


def show_months(months: float) -> str:
    """Months in the unit people think in: days below one month."""
    if months < 2 and months >= 1 and months != int(months):
        return f"{round(months * 30.4 / 7)} weeks"
    if months < 1:
        days = max(1, round(months * 30.4))
        return f"{days} day{'s' if days != 1 else ''}"
    if months == int(months) or months >= 10:
        return f"{months:.0f} month{'s' if months != 1 else ''}"
    return f"{show_number(months)} months"
