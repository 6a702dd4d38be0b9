"""One-line names and headlines of verdicts. Longer prose stands in the templates."""

from __future__ import annotations

from decimal import Decimal

from flows.costs import Assessment, Option, rounded, show_usd
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
        return ", never pays back in money"
    within = assessment.horizon(option)
    late = "" if net > 0 else f", which is not within the {rounded(within, Decimal('0.1'))} months that count"
    return f", pays back {show_months(float(rounded(months, Decimal('0.01'))))} after it goes live{late}"


def first_step(
    answers: Answers, verdict: str, then: str | None, recommended: Option | None, assessment: Assessment
) -> str | None:
    """What to do before a dollar is spent, where a cheap test that was not reported could end the question."""
    if verdict == "rft" and answers.get("strongest_model") is None:
        return f"First run the strongest untuned model you may use on your test items{_named(_strong(assessment))}: if it passes, there is nothing to train."
    trains = verdict in TRAINING or then in TRAINING
    untried = answers.get("smaller_model") in (None, "not_tried")
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
    if months < 1:
        days = max(1, round(months * 30.4))
        return f"{days} day{'s' if days != 1 else ''}"
    return f"{months:.1f} months" if months < 10 else f"{months:.0f} months"
