"""Questions that are asked together, in one message and one form: what people know at the same moment.

To have two questions asked together, put them into one sheet here. A question of no sheet is asked alone.
"""

from __future__ import annotations

from dataclasses import dataclass

from flows.questions import READINESS


@dataclass(frozen=True, slots=True)
class Sheet:
    """Questions that share a message.

    id         its name in messages and forms
    title      what it is about, for people
    questions  the ids of its questions, in the order asked
    example    a reply that answers several of them
    instead    ids that may be answered in place of some of these; its form offers them
    """

    id: str
    title: str
    questions: tuple[str, ...]
    example: str = ""
    instead: tuple[str, ...] = ()

    @property
    def is_shared(self) -> bool:
        """Whether several questions share it."""
        return len(self.questions) > 1


SHEETS: tuple[Sheet, ...] = (
    Sheet("data", "Your data", ("examples", "labels", "real_share"), "1,500 examples, all checked by people, 90% real traffic"),
    Sheet("stability", "How it changes", ("requirements_change", "recurrence", "facts_change"), "rarely changes, and it is ongoing work"),
    Sheet("untuned", "Untuned models", ("smaller_model", "strongest_model"), "the smaller ones fail, the strongest was not tried"),
    Sheet(
        "workload", "What runs today", ("model", "requests_per_month", "input_tokens", "output_tokens"),
        "gpt-5.4, 1M requests a month, 500 in, 200 out", ("monthly_spend_usd",),
    ),
    Sheet("speed", "Speed", ("latency_needed_ms", "latency_now_ms"), "latency needed 500 ms, latency now 2000 ms"),
    Sheet("grading", "Grading", ("gradeable", "sometimes_right"), "code grades it, and it is sometimes right"),
    Sheet("routes", "Where training may run", ("data_may_leave", "hosts", "hosts_only", "openai_tuning"), "data may leave, hosts azure or bedrock"),
    Sheet(
        "checklist", "Readiness checklist", READINESS, "200 independent test items, baseline 71%, target 90%",
    ),
    Sheet(
        "money", "What else the pay-back turns on",
        ("upkeep_usd", "cached_share", "saved_input_tokens", "growth_per_month", "horizon_months", "batch"),
        "upkeep is $500, horizon is 12, growth is 5%",
    ),
)  # fmt: skip

SHEET_BY_ID: dict[str, Sheet] = {sheet.id: sheet for sheet in SHEETS}
_OF_QUESTION: dict[str, Sheet] = {id_: sheet for sheet in SHEETS for id_ in sheet.questions}


def sheet_of(question: str) -> Sheet:
    """The sheet in which a question is asked; one of its own where it is asked alone."""
    return _OF_QUESTION.get(question) or _alone(question)


def sheet_named(id_: str) -> Sheet:
    """The sheet of an id; for the id of a question a sheet that holds it alone."""
    return SHEET_BY_ID.get(id_) or _alone(id_)


def _alone(question: str) -> Sheet:
    return Sheet(question, "", (question,))
