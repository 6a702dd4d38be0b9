"""Typed words after the verdict -> the entries of the act they mean."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from flows.costs import Catalogue
from flows.language.intent import Said
from flows.lifecycle import actions, steps
from flows.lifecycle.expectation import MARGINS, in_words, lacks, margin_needs
from flows.lifecycle.intent import After
from flows.lifecycle.records import Life
from flows.lifecycle.stages import life
from flows.log.entries import Entry, Measured
from flows.log.log import Log
from flows.log.measurements import Numbers, Outcome
from flows.log.plans import TrainingPlan
from flows.questions.answers import Answers
from flows.rules.rule import TRAINING
from flows.text import Refused
from flows.thresholds import Thresholds


def entries_of(
    heard: After, log: Log, said: Said, today: date, catalogue: Catalogue, thresholds: Thresholds
) -> tuple[Entry, ...]:
    """What typed words do. Raises Refused."""
    now = life(log)

    def plan(method: str | None) -> TrainingPlan | None:
        return actions.plan_for(log, method, today, catalogue, thresholds) if method in TRAINING else None

    match heard.act:
        case "accept":
            actions.accept(now, said, None)
            proposed = plan(now.concluded.verdict if now.concluded is not None else None)
            _without_holes(proposed)
            return actions.accept(now, said, proposed)
        case "override":
            return actions.override(now, said, str(heard.method), heard.text, plan(heard.method))
        case "defer":
            return tuple(
                replace(entry, text=heard.text[: actions.MAX_WORDS] or None) for entry in actions.defer(now, said)
            )
        case "dissent":
            return actions.dissent(said, heard.text)
        case "own":
            return actions.own(now, said, str(heard.person))
        case "measure":
            return actions.measure(now, said, heard.numbers or Numbers(), _counted_for(log, now, said))
        case "carry_on":
            return actions.carry_on(now, said, heard.text)
        case "stop":
            return actions.stop(now, said, heard.text)
        case "adopt":
            return actions.adopt(now, said, heard.outcome or Outcome())
        case "review":
            return actions.review(now, said, heard.outcome or Outcome())
        case "refuse":
            raise Refused(heard.text)
        case "renew" | "step_done" | "step_later":
            return _WITHOUT_WORDS[heard.act](now, said)


_WITHOUT_WORDS = {"renew": actions.renew, "step_done": steps.done, "step_later": steps.later}


def _without_holes(plan: TrainingPlan | None) -> None:
    """A plan is accepted once what its criteria need was said. Raises Refused with what is to be said."""
    lacking = lacks(plan) if plan is not None else ()
    if not lacking:
        return
    if lacking == ("margin",):
        needs = "; ".join(margin_needs(margin) for margin in MARGINS)
        raise Refused(
            f'Before it is accepted, say how many points may be lost without harm ({needs}): "margin 5". Or press Accept.'
        )
    names = [in_words(name) for name in lacking]
    told = f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]
    raise Refused(f"Before it is accepted, say {told}. Or press Accept, which asks for it.")


def metric_of(answers: Answers) -> str | None:
    """The team's own name of its score."""
    metric = answers.get("metric")
    return metric if isinstance(metric, str) else None


def _counted_for(log: Log, now: Life, said: Said) -> int | None:
    """The checkpoint that a message was counted for before it was edited: its numbers stay there, whatever is due by now."""
    mine = [
        entry.checkpoint for entry in log if isinstance(entry, Measured) and entry.source == said.source and said.source
    ]
    known = mine[-1] if mine else None
    in_plan = known is not None and now.plan is not None and 1 <= known <= len(now.plan.checkpoints)
    return known if in_plan else None
