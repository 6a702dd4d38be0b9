"""Answers in words: what a question is called, and what was answered.

Documents and the terminal say it as it would be typed (`question_name`, `show_value`); in Slack a question has a label,
and a choice the words of its button (`name_of`, `words_of`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from bot.text.length import clip
from flows.log.history import Given
from flows.questions import BY_ID
from flows.questions.answers import read_stored, show
from flows.questions.question import Question, Value
from flows.sources import SOURCES
from flows.verdict.headlines import NAMES, show_months
from flows.verdict.reply import ForkPart, OptionPart, Reply

LONGEST = 300
# Where the name that people type would read oddly as a label.
_LABELS = {
    "prompting": "Prompting",
    "retrieval": "Retrieval",
    "gap": "What fixes the failures",
    "requirements_change": "Wanted behaviour changes",
    "facts_change": "Facts change",
    "recurrence": "The work is",
    "upkeep_owner": "Somebody keeps it alive",
    "upkeep_usd": "Upkeep",
    "metric": "Metric",
    "test_independent": "Test items come from elsewhere",
    "baseline_measured": "Best prompt was scored",
    "baseline": "Best prompt's score",
    "target": "Score worth training for",
    "iterations": "Training rounds",
    "input_tokens": "Input",
    "output_tokens": "Output",
    "labels": "Labels",
    "own_gpus": "Own GPUs",
    "success_odds": "Your odds of success",
    "earlier_training": "Earlier training",
    "hosts_only": "Only these hosts",
}


def question_name(id_: str) -> str:
    """The words people use for a question."""
    question = BY_ID.get(id_)
    return question.names[0] if question is not None and question.names else id_.replace("_", " ")


def called(ids: Iterable[str]) -> str:
    """Sources as a reader knows them: "the book chapter (2026), 70 published cases (2026)"."""
    return ", ".join(SOURCES[id_].name if id_ in SOURCES else id_ for id_ in ids)


def capital(text: str) -> str:
    """Words with a capital at their beginning, the rest as it is."""
    return text[:1].upper() + text[1:]


def cited(text: str) -> str:
    """A sentence that names sources by their ids in brackets, as a reader knows them."""
    for id_, source in SOURCES.items():
        text = text.replace(f"[{id_}]", source.name)
    return capital(text)


def asks(id_: str) -> str:
    """A question as people read it."""
    question = BY_ID.get(id_)
    return question.ask if question is not None else question_name(id_)


def leads(fork: ForkPart) -> list[tuple[str, str]]:
    """Where each answer of a fork leads, answers with the same end together: ("About monthly or Weekly or faster", "prompt engineering")."""
    question = BY_ID.get(fork.question)
    ends: dict[str, list[str]] = {}
    for value, verdict in fork.outcomes.items():
        choice = question.choice(value) if question is not None else None
        ends.setdefault(NAMES[verdict], []).append(choice.label if choice is not None else value)
    return [("; ".join(labels), end) for end, labels in ends.items()]


# Answers and ends as short as a line with six of them needs.
_SHORT_ANSWERS = {
    "knowledge": "the right facts",
    "behavior": "nothing, it can but drifts",
    "reasoning": "fewer steps",
    "modality": "reading the input",
    "safety": "being stopped",
    "none": "nothing, quality is fine",
}
_SHORT_ENDS = {
    "prompt_engineering": "prompts",
    "rag": "retrieval",
    "bigger_model": "another untuned model",
    "guardrails": "guardrails",
    "distillation": "distillation",
    "sft": "fine-tuning",
    "lora": "LoRA",
    "rft": "reinforcement",
    "not_ready": "not yet",
}


def leads_shortly(fork: ForkPart) -> list[tuple[str, str]]:
    """The same in few words."""
    question = BY_ID.get(fork.question)
    ends: dict[str, list[str]] = {}
    for value, verdict in fork.outcomes.items():
        choice = question.choice(value) if question is not None else None
        label = _SHORT_ANSWERS.get(value) or (choice.label if choice is not None else value)
        ends.setdefault(_SHORT_ENDS[verdict], []).append(label[:1].lower() + label[1:])
    return [(" or ".join(labels), end) for end, labels in ends.items()]


def label_in(id_: str | None, reply: Reply) -> str:
    """What an option of a reply is called."""
    option = reply.option(id_)
    return option.label if option is not None else "the training option"


def pays_back(option: OptionPart) -> str:
    """When an option pays back, in words; "-" of one that has nothing to pay back: only what is trained has."""
    if ":" not in option.id or option.id.startswith(("untuned:", "successor:")):
        return "-"
    if option.break_even_months is not None:
        return show_months(float(option.break_even_months))
    return "not known" if option.net_usd is None else "never"


def show_value(id_: str, value: Any) -> str:
    """A value of a reply as people read it, with its unit."""
    question = BY_ID.get(id_)
    if question is not None and isinstance(value, dict | list):
        value = read_stored(question, value)
    if value is None or question is None:
        return "not said"
    unit = f" {question.unit}" if question.unit and not isinstance(value, bool) else ""
    return show(question, value) + unit


def name_of(question: str) -> str:
    """The words for a question, as a label."""
    name = _LABELS.get(question) or question_name(question)
    return capital(name)


def words_of(question: Question, value: Value | None) -> str:
    """A value as people read it, at most LONGEST characters."""
    if value is None:
        return "not sure"
    if question.kind == "choice":
        choice = question.choice(str(value))
        return choice.label if choice else str(value)
    return clip(show_value(question.id, value), LONGEST)


def line(answer: Given) -> str:
    """An answer in a line, such as `Volume: 2,000,000 requests a month (was 1,000,000 requests a month)`."""
    question = BY_ID[answer.question]
    before = (
        f" (was {words_of(question, answer.earlier[-1].value)})"
        if answer.earlier and answer.earlier[-1].value != answer.value
        else ""
    )
    return f"{name_of(answer.question)}: {words_of(question, answer.value)}{before}{_from(answer.file)}"


def _from(file: str | None) -> str:
    return "" if file is None else f", measured from {clip(file, LONGEST)}"


def measured_lines(measured: Mapping[str, str]) -> list[str]:
    """Which answers were measured, a line for each file."""
    files = dict.fromkeys(measured.values())
    return [f"{', '.join(name_of(id_) for id_ in measured if measured[id_] == file)} (from {file})" for file in files]
