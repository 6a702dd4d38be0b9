"""What is not known and would matter, in sentences. "We don't know" is part of an honest answer."""

from __future__ import annotations

from datetime import date

from flows.costs import BEGINS_ON, Assessment, Option, Shutdown, host_name, show_usd
from flows.questions import BY_ID, FIVE
from flows.questions.answers import Answers
from flows.rules.rule import TRAINING
from flows.verdict.detectable_gain import Detectable
from flows.verdict.untried import listed

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
    answers: Answers,
    assessment: Assessment,
    verdict: str,
    then: str | None,
    recommended: Option | None,
    seen: Detectable,
) -> tuple[str, ...]:
    """Sentences, the most telling first."""
    sentences: list[str] = []
    name = answers.text("model")
    if assessment.unclear_model is not None:
        sentences.append(f"{assessment.unclear_model} Until you say, what you pay today is not known.")
    elif name and assessment.base is None:
        sentences.append(
            f'The price of "{name[:80]}" is not known to us, so what you pay today is not either, unless you give the bill.'
        )
    ends = assessment.today.offer.ends
    if ends is not None:
        sentences.append(_end(assessment.today.offer.model, ends, assessment.as_of))
    if recommended is not None and recommended.trains:
        sentences += [
            f"{recommended.offer.label}: the {what} is not known."
            for what in recommended.unknown
            if "volume" not in what
        ]
    if verdict in TRAINING and recommended is None:
        sentences.append("No open route for this method whose price is known is listed for this day.")
    missing = [
        id_ for id_ in (*FIVE, *_MATTER.get(verdict, ()), *_MATTER.get(then or "", ())) if answers.get(id_) is None
    ]
    if answers.get("examples") is None and verdict == "rft":
        missing.remove("examples")
    sentences += [f"Nobody said: {BY_ID[id_].ask}" for id_ in dict.fromkeys(missing)]
    money = assessment.missing()
    if money:
        names = listed(BY_ID[id_].names[0] for id_ in money)
        sentences.append(f"What today costs: give {names}{'' if 'monthly_spend_usd' in money else ', or the bill'}.")
    if answers.number("upkeep_usd") is None and verdict in TRAINING:
        sentences.append("What upkeep may cost: a lean estimate stands in.")
    if answers.get("openai_tuning") is None and verdict in TRAINING and assessment.may_use("openai"):
        sentences.append(
            "Your history with OpenAI tuning was not said: you are counted as a team that never tuned there."
        )
    if seen.too_small and seen.items_needed:
        sentences.append(
            f"The gain you hope for cannot be seen on {seen.items} test items; about {seen.items_needed:,} would show it."
        )
    return tuple(dict.fromkeys([*contradictions(assessment, verdict), *sentences]))


def _end(model: str, ends: Shutdown, as_of: date) -> str:
    """That today's model ends, what its provider names to follow, and that staying put ends there."""
    follows = f" Its provider names {ends.successor} to follow." if ends.successor else ""
    if ends.at_earliest:
        return f"{model} may be shut down from {ends.on} on ({ends.cite()}): no later day is promised.{follows}"
    when = "was" if ends.on <= as_of else "will be"
    return f"{model} {when} shut down on {ends.when} ({ends.cite()}): staying put ends there.{follows}"


def contradictions(assessment: Assessment, verdict: str) -> tuple[str, ...]:
    """Answers that do not fit each other, said first."""
    answers = assessment.answers
    found = [] if assessment.not_allowed_today is None else [assessment.not_allowed_today]
    baseline, target = answers.number("baseline"), answers.number("target")
    if baseline is not None and target is not None and target <= baseline and answers.get("gap") != "none":
        found.append("Your target is not above your baseline: one of the two is wrong, or nothing has to be trained.")
    if answers.get("baseline_measured") is False and baseline is not None:
        found.append("You gave a baseline and said that none was measured.")
    if answers.get("iterations") == 0:
        found.append(f"No training round is budgeted; the costs count {assessment.iterations}.")
    if answers.get("earlier_training") == "no_gain" and verdict in TRAINING:
        found.append("An earlier tuning brought no gain: what is different this time?")
    if assessment.bill.asked is not None:
        found.append(assessment.bill.asked)
    if assessment.too_long_today is not None:
        found.append(assessment.too_long_today)
    found += [
        f'"{name}" passes, but moving to it changes nothing for the better here: it is today\'s model, gone, not yours to use, or costs no less.'
        for name in assessment.no_move
    ]
    if assessment.passing is not None and answers.get("smaller_model") == "fails":
        found.append(
            f"You said that the smaller models fail, and that {assessment.passing.offer.model} passes: the one with a name counts."
        )
    if assessment.unknown_gpus is not None:
        found.append(assessment.unknown_gpus)
    if assessment.may_not_stay:
        found.append(
            f"You said that the data may not leave, but {assessment.today.offer.model} is served by a provider: one of the two is not so."
        )
    hosts = assessment.places
    strangers = sorted(hosts - assessment.known_hosts) if hosts else []
    if strangers:
        found.append(
            f"We know no route at {', '.join(strangers)[:200]}. Known are: {', '.join(sorted(map(host_name, assessment.known_hosts)))}."
        )
    if verdict == "lora" and assessment.team.hosts is not None and "self_hosted" not in assessment.team.hosts:
        found.append("Your list of hosts leaves out your own GPUs, and no other route is open to you.")
    return tuple(found)


def _defaults(assessment: Assessment) -> list[str]:
    """What stands in for each answer that nobody gave and that a pay-back depends on."""
    defaults = {
        "cached_share": "nothing read from the cache",
        "growth_per_month": "as many requests every month",
        "saved_input_tokens": "a prompt as long as today",
        "iterations": f"{assessment.iterations} rounds",
        "horizon_months": f"{assessment.team_horizon.normalize():f} months",
        "data_may_leave": "data that may leave",
        "hosts": "training anywhere",
        **({"batch": "answers that may not wait"} if assessment.batch_decides else {}),
    }
    return [words for id_, words in defaults.items() if assessment.answers.get(id_) is None]


def assumptions(assessment: Assessment, verdict: str, recommended: Option | None) -> tuple[str, ...]:
    """What the figures take for granted, in sentences."""
    answers, sentences = assessment.answers, list(assessment.assumed)
    if verdict in TRAINING and recommended is not None:
        sentences.append(
            "Of the open routes that can do the task the recommended one comes first by: known costs, a named model, where you are already, "
            "paying back where cost is the reason, a base of the last 18 months, middle size, then the best net."
        )
        sentences.append(f"Savings are counted from {assessment.live_on}, when a tuned model could go live.")
    if assessment.workload is not None and (verdict in TRAINING or answers.get("reason") == "cost"):
        unsaid = _defaults(assessment)
        sentences += [f"Nobody said otherwise, so it is counted with: {', '.join(unsaid)}."] if unsaid else []
    share = assessment.bill.paid
    if share.share != 1:
        sentences.append(
            f"{share.why[0].upper()}{share.why[1:]}. It is counted with the same provider, and with no other."
        )
    if assessment.wrong_answers is not None:
        today, tuned = (f"{float(share):.0%}".replace("%", " %") for share in assessment.wrong_answers)
        each = answers.number("error_cost_usd")
        wrong = f", and {show_usd(each)} for each wrong answer" if each else ""
        sentences.append(
            f"In the net, and not in what a month costs: requests that are done again ({today} today, {tuned} tuned){wrong}."
        )
    shown = {option.id: option for option in (assessment.today, recommended) if option is not None}
    for option in shown.values():
        usd = assessment.cache_writes_usd(option)
        if usd is not None and usd >= 1:
            sentences.append(
                f"Reading from the cache is counted, writing to it is not: at most {show_usd(usd)} a month for {option.offer.model}."
            )
    if assessment.successor is not None:
        follows, ends = assessment.successor.offer.model, assessment.today.offer.ends
        sentences.append(f"Staying put is counted as {follows} from {ends.on if ends else assessment.as_of} on.")
    last = assessment.catalogue.checked_on()
    if assessment.as_of > last and (assessment.as_of - last).days > assessment.thresholds.source_age_days:
        sentences.append(f"The newest facts are of {last}, {(assessment.as_of - last).days} days before the day asked.")
    if assessment.as_of < BEGINS_ON:
        sentences.append(f"Hardly anything is known of days before {BEGINS_ON}: prices are the earliest known.")
    return tuple(sentences)
