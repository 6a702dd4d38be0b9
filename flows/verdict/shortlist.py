"""Which of the many options people see side by side; the rest stays in the document."""

from __future__ import annotations

from datetime import date

from flows.rules.rule import TRAINING
from flows.verdict.reply import OptionPart, Reply

_UNTUNED_SHOWN = 4
_PER_METHOD = 2


def shortlist(reply: Reply) -> tuple[OptionPart, ...]:
    """Today's model, the recommended one, the cheapest untuned, retrieval, and the best of each training method."""
    today = reply.option("status_quo")
    if all(one.monthly_usd is None for one in reply.options) and (today is None or today.monthly_usd is None):
        return ()
    open_ = [one for one in reply.options if one.available]
    untuned = [
        one for one in open_ if one.id.startswith("untuned:") and one.size != "small" and one.monthly_usd is not None
    ]
    fresh = [one for one in untuned if not one.dated]
    # A team whose smaller models fail gets one to compare with, not a table of them.
    most = 1 if reply.answers.get("smaller_model") == "fails" else _UNTUNED_SHOWN
    picked = [one for one in reply.options if one.id in ("status_quo", reply.recommended, "rag")]
    picked += sorted(fresh or untuned, key=lambda one: (one.monthly_usd or 0, one.id))[:most]
    for method in ("distillation", "sft", "rft", "lora"):
        fitting = [one for one in open_ if one.id.startswith(f"{method}:")]
        picked += sorted(fitting, key=_best_first)[:_PER_METHOD]
    order = {id_: index for index, id_ in enumerate(one.id for one in reply.options)}
    return tuple(
        sorted({one.id: one for one in picked}.values(), key=lambda one: (one.id != "status_quo", order[one.id]))
    )


def ruled_out(reply: Reply) -> tuple[OptionPart, ...]:
    """The routes that the sources name and that are not open to this team, where training is the question."""
    if reply.verdict not in TRAINING and reply.then not in TRAINING:
        return ()
    return tuple(one for one in reply.options if one.named_in and not one.available and _is_over(one, reply.as_of))


def _is_over(option: OptionPart, as_of: date) -> bool:
    """Closed, never there or shut down; not merely outside the team's own limits."""
    gone = option.model_ends_on is not None and option.model_ends_on <= as_of
    return option.state in ("closed", "never") or gone


def open_instead(reply: Reply) -> tuple[str, ...]:
    """Labels of the training routes on the shortlist: what is open where a named route is not."""
    return tuple(one.label for one in shortlist(reply) if one.id.split(":")[0] in TRAINING)


def _best_first(option: OptionPart) -> tuple[object, ...]:
    known = option.net_usd is not None and not option.unknown
    return (
        not known,
        option.trial_serving,
        {"mid": 0, "large": 1, "small": 2}.get(option.size, 3),
        -(option.net_usd or 0),
        option.id,
    )
