"""Which of a reply's options people see side by side; the rest stays in the document."""

from __future__ import annotations

from datetime import date

from flows.rules.rule import TRAINING
from flows.verdict.reply import OptionPart, Reply

UNTUNED_SHOWN = 4
_PER_METHOD = 2


def shortlist(reply: Reply) -> tuple[OptionPart, ...]:
    """Today's model, the recommended one, the cheapest untuned, retrieval, and the best of each training method."""
    today = reply.option("status_quo")
    if all(option.monthly_usd is None for option in reply.options) and (today is None or today.monthly_usd is None):
        return ()
    open_ = [option for option in reply.options if option.available]
    untuned = [
        option
        for option in open_
        if option.id.startswith("untuned:") and option.size != "small" and option.monthly_usd is not None
    ]
    fresh = [option for option in untuned if not option.dated]
    # A team whose smaller models fail gets one to compare with, not a table of them.
    most = 1 if reply.answers.get("smaller_model") == "fails" else UNTUNED_SHOWN
    picked = [option for option in reply.options if option.id in ("status_quo", reply.recommended, "rag")]
    picked += sorted(fresh or untuned, key=lambda option: (option.monthly_usd or 0, option.id))[:most]
    for method in ("distillation", "sft", "rft", "lora"):
        fitting = [option for option in open_ if option.id.startswith(f"{method}:") and option.monthly_usd is not None]
        picked += sorted(fitting, key=_best_first)[:_PER_METHOD]
    # Who has the GPUs for an adapter can serve the same weights as they are.
    twins = {
        option.id.replace("lora:", "untuned:", 1) for option in picked if option.id.startswith("lora:self_hosted/")
    }
    picked += [option for option in open_ if option.id in twins]
    order = {id_: index for index, id_ in enumerate(option.id for option in reply.options)}
    return tuple(
        sorted(
            {option.id: option for option in picked}.values(),
            key=lambda option: (option.id != "status_quo", order[option.id]),
        )
    )


def ruled_out(reply: Reply) -> tuple[OptionPart, ...]:
    """The routes that the sources name and that are not open to this team, where training is the question."""
    if reply.verdict not in TRAINING and reply.then not in TRAINING:
        return ()
    return tuple(
        option
        for option in reply.options
        if option.named_in and not option.available and is_over(option.state, option.model_ends_on, reply.as_of)
    )


def is_over(state: str | None, ends_on: date | None, as_of: date) -> bool:
    """Closed, never there or shut down; not merely outside the team's own limits."""
    return state in ("closed", "never") or (ends_on is not None and ends_on <= as_of)


def open_instead(reply: Reply) -> tuple[str, ...]:
    """Labels of the training routes on the shortlist: what is open where a named route is not."""
    return tuple(option.label for option in shortlist(reply) if option.id.split(":")[0] in TRAINING)


def _best_first(option: OptionPart) -> tuple[object, ...]:
    known = option.net_usd is not None and not option.unknown
    return (
        not known,
        option.trial_serving,
        {"mid": 0, "large": 1, "small": 2}.get(option.size, 3),
        -(option.net_usd or 0),
        option.id,
    )
