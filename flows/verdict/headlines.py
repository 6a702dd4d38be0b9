"""One-line names and headlines of verdicts. Longer prose stands in the templates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from flows.costs import Assessment, Option, rounded, show_number, show_usd
from flows.questions import BY_ID
from flows.rules.engine import Reason
from flows.rules.rule import TRAINING
from flows.verdict.before import Step, hours_of
from flows.verdict.missing import Missing
from flows.verdict.schedule import training_days
from flows.verdict.untried import listed, to_score

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
    "bigger_model": "Do not fine-tune. Use another untuned model",
    "guardrails": "Do not fine-tune. Put guardrails around the model.",
}
# What leads while questions are open. Training never does: what is unknown does not argue for it.
_LEADS: dict[str, str] = {
    "prompt_engineering": "work on the prompt and on untuned models",
    "rag": "retrieve the facts",
    "bigger_model": "use another untuned model",
    "guardrails": "put guardrails around the model",
}
_IN_WORDS = ("", "One question confirms it", "Two questions confirm it", "Three questions confirm it")
# Where the rule that decides says more than the method does.
_BY_RULE: dict[str, str] = {
    "prompting-not-scored": "Do not fine-tune. Score prompts on your test items first.",
    "one-off": "Do not fine-tune. Prompt a good model: the work is done once.",
    "unstable": "Do not fine-tune. Keep it in the prompt: the behaviour changes faster than a model can be trained.",
    "no-owner": "Do not fine-tune. Nobody would keep a tuned model alive: work on the prompt and on untuned models.",
    "never-pays": "Do not fine-tune. No training pays back: work on the prompt and on untuned models.",
    "not-worth-it": "Do not fine-tune. It costs more than the better answers are worth: work on the prompt and on untuned models.",
    "fast-enough": "Do not fine-tune. Today's model is fast enough.",
}
_ANSWERS = ("", "One answer decides", "Two answers decide", "Three answers decide", "Four answers decide")
# How a headline asks, where the question itself is too long for one.
_ASKS: dict[str, str] = {
    "prompting": "were prompts scored on your test items?",
    "smaller_model": "does a smaller untuned model pass?",
    "strongest_model": "does the strongest untuned model do it?",
    "upkeep_owner": "does a named person keep it alive?",
    "reason": "what is it for?",
    "test_independent": "do the test items come from elsewhere than the training data?",
    "labels": "who checked the labels?",
    "bill_covers": "does the bill hold other work too?",
}
_TRIES = ("scored_models", "smaller_model", "strongest_model")


def headline(
    assessment: Assessment,
    reason: Reason,
    then: str | None,
    option: Option | None,
    before: tuple[Step, ...],
    missing: Missing,
) -> str:
    """The verdict in a sentence or two, with the number that matters most where it is known.

    option   what does as the verdict says; where training is to come, its route
    """
    if "gap" in missing.not_told:
        not_yet = "Not yet" if reason.verdict == "not_ready" else "Do not fine-tune"
        text = f"{not_yet}: nobody has said what fixes the failures. Look at 20 of them first (an afternoon); that decides."
        return text + _ending(assessment)
    if then is not None:
        return _not_yet(assessment, then, before, missing)
    if reason.verdict in TRAINING:
        return _trained(assessment, reason.verdict, option, before)
    moves = option is not None and option.id.startswith(("successor:", "untuned:"))
    if option is not None and moves and assessment.successor is not None:
        moving = _moving(option, assessment)
        also = "" if reason.verdict in ("prompt_engineering", "bigger_model") else f" {_HEADLINES[reason.verdict]}"
        return f"{also or 'Do not fine-tune.'} {moving}".strip()
    if reason.verdict == "bigger_model":
        cost = "" if option is None or option.monthly_usd is None else f", {show_usd(option.monthly_usd)} a month"
        return _HEADLINES["bigger_model"] + ("." if option is None else f", for example {option.offer.model}{cost}.")
    if reason.verdict == "prompt_engineering" and option is not None and option.id.startswith("untuned:"):
        cost = "" if option.monthly_usd is None else f", {show_usd(option.monthly_usd)} a month"
        if assessment.passing is None:
            return f"Do not fine-tune. Move to the untuned model that passes, for example {option.offer.model}{cost}."
        return f"Do not fine-tune. Move to {option.offer.model}, which passes{cost}."
    return _BY_RULE.get(reason.rule, _HEADLINES[reason.verdict])


def lead(verdict: str, left: int) -> str:
    """Where the answers lead so far, with so many questions to come; empty where that is at training, or open."""
    if verdict not in _LEADS or not left:
        return ""
    confirm = _IN_WORDS[left] if left < len(_IN_WORDS) else f"{left} questions confirm it"
    return f"On what you said: {_LEADS[verdict]}. {confirm}."


def _not_yet(assessment: Assessment, then: str, before: tuple[Step, ...], missing: Missing) -> str:
    """Something is missing, and the road leads to training."""
    tries = [step for step in before if step.question in _TRIES]
    untold = [id_ for id_ in missing.not_told if id_ not in _TRIES]
    no_tests = any(step.id == "test-set" for step in before)
    if tries and not no_tests:
        what = listed(_to_try(assessment, step) for step in tries)
        successor = any(step.id == "score-successor" for step in tries)
        fails = "if it fails" if successor and len(tries) == 1 else "if none passes"
        when = f", {_end_of_today(assessment)}" if successor else ""
        return f"Not yet: score {what} first ({_hours(hours_of(tries))}){when}; {fails}, fine-tune: {NAMES[then]}."
    if untold and not missing.lacking:
        asked = [_ASKS.get(id_, _lower(BY_ID[id_].ask)) for id_ in untold]
        if len(untold) == 1:
            return f"Leaning: {NAMES[then]}. One answer decides: {asked[0]}{_ending(assessment)}"
        many = _ANSWERS[len(untold)] if len(untold) < len(_ANSWERS) else f"{len(untold)} answers decide"
        return f"Leaning: {NAMES[then]}. {many}, first of all: {asked[0]}{_ending(assessment)}"
    waits = {*missing.lacking, *missing.not_told}
    first = next((step for step in before if step.question in waits), before[0])
    others = len(before) - 1
    more = "" if not others else f", and {others} more thing{'s' if others > 1 else ''}"
    return f"Not yet: {_lower(first.text).rstrip('.')} first{_took(first.hours)}{more}; then fine-tune: {NAMES[then]}.{_ending(assessment)}"


def _to_try(assessment: Assessment, step: Step) -> str:
    """What is to be scored, by count where it is several."""
    if step.id == "score-successor" and assessment.successor is not None:
        return assessment.successor.offer.model
    if step.id == "score-strongest":
        return "the strongest untuned model"
    return _COUNTED[len(to_score(assessment, assessment.today.monthly_usd))]


_COUNTED = ("smaller untuned models", "one untuned model", "two untuned models", "three untuned models")


def _trained(assessment: Assessment, verdict: str, option: Option | None, before: tuple[Step, ...]) -> str:
    things = len(before)
    after = ""
    if before:
        after = f", after {things} thing{'s' if things > 1 else ''}{_took(hours_of(before))}"
    text = f"Fine-tune{after}: {NAMES[verdict]}"
    if option is None:
        return f"{text}."
    text += f", {option.offer.label}."
    if option.monthly_usd is not None:
        text += f" {show_usd(option.monthly_usd)} a month to serve{_paying(option, assessment)}"
        text += (
            "."
            if before
            else f"; stop by {_day(_last_checkpoint(assessment), assessment)} if {_falls_short(assessment)}."
        )
    ends = option.offer.ends
    if ends is not None and not assessment.outlives_horizon(option):
        text += f" Its model stops on {ends.when}."
    return text


def _last_checkpoint(assessment: Assessment) -> date:
    """The day by which the criteria and the plan want the target reached."""
    return training_days(assessment.as_of, assessment.iterations, assessment.thresholds)[-1]


def _falls_short(assessment: Assessment) -> str:
    answers = assessment.answers
    metric, target = answers.get("metric"), answers.number("target")
    if answers.get("gap") == "none":
        return "it is worse than today's model by then"
    if target is None:
        return "it is no better by then"
    return f"{metric if isinstance(metric, str) else 'the score'} is below {show_share(target)} by then"


def _took(hours: Decimal | None) -> str:
    return "" if not hours else f" (about {_hours(hours)})"


def _hours(hours: Decimal | None) -> str:
    return "hours" if hours is None else f"{show_number(hours)} hour{'s' if hours != 1 else ''}"


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


def _paying(option: Option, assessment: Assessment) -> str:
    """Whether and when it pays back, and whether that is in time."""
    net, months = assessment.net(option), assessment.break_even(option)
    if net is None:
        return ""
    if months is None:
        return f", does not pay back in money within {show_months(float(assessment.team_horizon))}"
    return f", pays back in about {show_months(float(rounded(months, Decimal('0.01'))))}"


def _end_of_today(assessment: Assessment) -> str:
    """That today's model is gone, or on which day it ends."""
    ends, name = assessment.today.offer.ends, assessment.today.offer.model
    if ends is None or ends.on <= assessment.as_of:
        return f"{name} is gone"
    return f"{name} ends on {_day(ends.on, assessment)}"


def _ending(assessment: Assessment) -> str:
    """The same as a sentence, with what follows; nothing where today's model stays."""
    follows = assessment.successor
    return "" if follows is None else f" And {_end_of_today(assessment)}: {follows.offer.model} follows."


def _moving(successor: Option, assessment: Assessment) -> str:
    """The move that cannot be put off: what today's model is followed by, and when."""
    ends, name = assessment.today.offer.ends, assessment.today.offer.model
    follows = successor.offer.model
    if ends is None or ends.on <= assessment.as_of:
        return f"Move to {follows}: {name} is gone."
    return f"Move to {follows} by {_day(ends.on, assessment)}, when {name} ends."


def _day(day: date, assessment: Assessment) -> str:
    """A day as people say it: without its year where it is the next one of that name."""
    near = (day - assessment.as_of).days < _NEARLY_A_YEAR
    return f"{day.day} {day:%B}" if near else f"{day.day} {day:%B %Y}"


_NEARLY_A_YEAR = 330


def show_share(share: Decimal) -> str:
    """A share of the items as people say it: 84 %, 84.5 %."""
    return f"{(share * 100).normalize():f} %"


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
