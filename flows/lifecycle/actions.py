"""What people do with a decision after its verdict -> the entries that say so, or one sentence why not.

Nothing here changes what stands on a log; who may do what is the front end's to check.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from flows.costs import Catalogue
from flows.language.intent import Said
from flows.lifecycle.checkpoint import judge
from flows.lifecycle.in_use import against_the_start, asks_monthly
from flows.lifecycle.plan import proposed, route_for, training_criteria
from flows.lifecycle.records import Life
from flows.lifecycle.scored import counts_fit, on_test_items
from flows.lifecycle.stages import life
from flows.log.entries import (
    Accepted,
    Adopted,
    CarriedOn,
    Deferred,
    Dissented,
    Entry,
    Measured,
    Overrode,
    Owned,
    Planned,
    Reaction,
    Reassessed,
    Renewed,
    Rescored,
    Reviewed,
    Stopped,
)
from flows.log.figures import Figures, KeptChange
from flows.log.log import Log
from flows.log.measurements import Numbers, Outcome
from flows.log.plans import TrainingPlan
from flows.text import Refused
from flows.thresholds import Thresholds
from flows.verdict.reply import CriterionPart

# So much is kept of what somebody says with an act.
MAX_WORDS = 3000


class Already(Refused):
    """Somebody did it before. `by` is who, None where nobody knows; `rest` is the sentence without its subject."""

    def __init__(self, entry: Entry | None, what: str) -> None:
        self.by = entry.by if entry is not None else None
        self.rest = f"{what}{_on(entry)}; nothing was changed."
        super().__init__(f"Somebody {self.rest}")


def not_overtaken(now: Life, said: Said, seen: Life) -> None:
    """A form or a button decides on what was seen. Raises Refused where the verdict or what was decided is another by now."""
    if now.verdict_number != seen.verdict_number:
        raise Refused("There is a newer verdict by now, and nothing was changed: please look at it below first.")
    decided = now.reaction
    if (
        decided is not None
        and decided != seen.reaction
        and decided.by != said.by
        and now.stage not in ("adopted", "stopped")
    ):
        raise Already(decided, _DID.get(type(decided), "accepted this already"))


_DID: dict[type[Reaction], str] = {Overrode: "took another way already", Deferred: "put this off already"}


def plan_for(log: Log, method: str, today: date, catalogue: Catalogue, thresholds: Thresholds) -> TrainingPlan:
    """The plan to propose for training by a method: the verdict's own criteria, or where it said otherwise those of the method."""
    now, answers = life(log), log.answers
    verdict = now.concluded
    by_verdict = verdict is not None and verdict.verdict == method
    fixed = (_criteria(now) if by_verdict else ()) or training_criteria(answers, today, catalogue, thresholds, method)
    option = (
        verdict.recommended
        if verdict is not None and by_verdict
        else route_for(answers, today, catalogue, thresholds, method)
    )
    return replace(proposed(method, fixed, answers, today, thresholds), option=option)


def accept(now: Life, said: Said, plan: TrainingPlan | None, owner: str | None = None) -> tuple[Entry, ...]:
    """Take the verdict; where it trains, with the plan. Raises Refused."""
    if now.stage in ("accepted", "training") and isinstance(now.reaction, Accepted):
        raise Already(now.reaction, "accepted this already")
    _may_react(now)
    if plan is not None:
        _not_against_a_stop(now, "train anew")
    accepted = Accepted(verdict=now.verdict_number, owner=owner or said.by, **told_by(said))
    return (accepted, *_planned(said, plan))


def override(
    now: Life, said: Said, method: str, reason: str, plan: TrainingPlan | None, owner: str | None = None
) -> tuple[Entry, ...]:
    """Go another way, and why; where that trains, with a plan. Raises Refused."""
    _may_react(now)
    if not reason.strip():
        raise Refused("Say why you go another way: the reason is kept with the decision.")
    overrode = Overrode(verdict=now.verdict_number, method=method, owner=owner or said.by, **told_by(said, reason))
    return (overrode, *_planned(said, plan))


def defer(now: Life, said: Said) -> tuple[Entry, ...]:
    """Not now. Raises Refused."""
    if now.stage == "deferred" and now.reaction is not None and not now.asks_whether_now:
        raise Already(now.reaction, "put this off already")
    _may_react(now)
    if now.stage == "training":
        raise Refused("Training has begun. To end it, press Stop or say why: stop: no people for it before spring.")
    return (Deferred(verdict=now.verdict_number, owner=now.owner or said.by, **told_by(said)),)


def dissent(said: Said, sentence: str) -> tuple[Entry, ...]:
    """Register a dissent, which is shown with the decision. Raises Refused."""
    if not sentence.strip():
        raise Refused("Say in a sentence what you disagree with.")
    return (Dissented(**told_by(said, sentence)),)


def own(now: Life, said: Said, person: str) -> tuple[Entry, ...]:
    """Make somebody the owner. Raises Refused."""
    if (now.reaction is None and now.plan is None) or now.superseded_by is not None:
        raise Refused("An owner comes with a decision: accept the verdict first, go another way, or say not now.")
    return () if now.owner == person else (Owned(owner=person, **told_by(said)),)


def replan(now: Life, said: Said, plan: TrainingPlan) -> tuple[Entry, ...]:
    """Change dates or budget of a training that goes on. Raises Refused."""
    if now.stage != "training":
        raise Refused("Nothing is being trained here any more, so there is no plan to change.")
    _not_against_a_stop(now, "change the plan")
    return _planned(said, plan)


def measure(now: Life, said: Said, numbers: Numbers, checkpoint: int | None = None) -> tuple[Entry, ...]:
    """Set the numbers of a checkpoint against the criteria; in use, those of a month against the start. Raises Refused."""
    if asks_monthly(now):
        return (Rescored(numbers=numbers, judgement=against_the_start(now, numbers), **told_by(said, said.text)),)
    if now.stage != "training" or now.plan is None:
        raise Refused("Nothing is being trained here any more; the numbers were not counted.")
    day = said.at.date() if said.at is not None else now.plan.start
    if checkpoint is not None:
        number = checkpoint
    else:
        number = 0 if now.asks_data and numbers.is_of_data else now.checkpoint_at(day)
    if not (0 if now.plan.checks_data else 1) <= number <= now.plan.looks:
        raise Refused(f"The plan has checkpoints 1 to {now.plan.looks}.")
    before, stood = now.numbers(number), now.judged(number)
    known = numbers.renewing(before)
    for earlier in reversed(range(number)):
        known = known.with_lasting(now.numbers(earlier))
    if known.general_before is None:
        known = replace(known, general_before=now.plan.general)
    counts_fit(now.plan, known)
    was_open = stood is not None and stood.says == "undecided" and stood.more_items is not None
    scored_more = was_open and (known.items or 0) > (before.items or now.plan.items or 0)
    judgement = judge(now.plan, number, known, warnings(now), scored_more=scored_more)
    return (Measured(checkpoint=number, numbers=known, judgement=judgement, **told_by(said, said.text)),)


def carry_on(now: Life, said: Said, reason: str, checkpoint: int | None = None) -> tuple[Entry, ...]:
    """Go on against a stop, with the reason that is kept; `checkpoint` is that of the stop that was read. Raises Refused."""
    stop = now.says_stop
    if stop is not None and checkpoint not in (None, stop.checkpoint):
        raise Refused(f"By now checkpoint {stop.checkpoint} says stop: please look at its numbers first.")
    if stop is None:
        raise Refused("No criterion says stop here any more; nothing was changed.")
    if not reason.strip():
        raise Refused("Say why you go on against the criteria: the reason is kept with the decision.")
    return (CarriedOn(checkpoint=stop.checkpoint, **told_by(said, reason)),)


def stop(now: Life, said: Said, reason: str, outcome: Outcome | None = None) -> tuple[Entry, ...]:
    """End the training, with its measured result. Raises Refused."""
    if now.stage != "training":
        raise Refused("Nothing is being trained here any more; nothing was changed.")
    return (Stopped(outcome=_result(now, outcome or Outcome()), **told_by(said, reason)),)


def adopt(now: Life, said: Said, outcome: Outcome) -> tuple[Entry, ...]:
    """What was decided is in use, with its measured result. Raises Refused."""
    if now.stage == "adopted":
        raise Already(now.ended or now.reviewed, "said already that this is in use")
    if now.stage not in ("training", "accepted", "overridden"):
        raise Refused("Nothing was decided here that could be adopted: accept the verdict first, or go another way.")
    _not_against_a_stop(now, "use it")
    return (Adopted(outcome=_result(now, outcome), **told_by(said, said.text)),)


def review(now: Life, said: Said, outcome: Outcome) -> tuple[Entry, ...]:
    """How it went. Raises Refused."""
    if now.stage in ("asking", "superseded"):
        raise Refused("There is nothing to review here any more; nothing was changed.")
    if outcome.adopted == "yes":
        _not_against_a_stop(now, "use it")
    return (Reviewed(outcome=_with_gain(now, outcome), **told_by(said, said.text)),)


def renew(now: Life, said: Said) -> tuple[Entry, ...]:
    """Ask for the verdict by today's prices and routes. Raises Refused."""
    if now.stage in ("asking", "superseded"):
        raise Refused("There is no verdict to give again; nothing was changed.")
    return (Renewed(**told_by(said)),)


def warnings(now: Life) -> tuple[str, ...]:
    """What re-assessments said since the verdict of the route in training: that it closes, or its model stops, before it has paid back."""
    method = now.plan.method if now.plan is not None else None
    return tuple(
        str(change.text)
        for entry in now.reassessed
        for change in entry.changes
        if _ends_training(change, entry, method)
    )


def _ends_training(change: KeptChange, entry: Reassessed, method: str | None) -> bool:
    """Whether a change is about the route in training. That today's model stops, or another option, is no reason to stop."""
    if change.kind not in ("route_closes", "model_ends") or (change.about or "option") != "option":
        return False
    figures = entry.figures or Figures()
    if figures.option is not None and figures.option.partition(":")[0] != method:
        return False
    pays, ends = figures.pays_back_on, figures.model_ends_on
    return change.kind == "route_closes" or pays is None or ends is None or ends <= pays


def _criteria(now: Life) -> tuple[CriterionPart, ...]:
    """The criteria that the verdict showed."""
    try:
        return tuple(CriterionPart.model_validate(row) for row in now.concluded.criteria) if now.concluded else ()
    except ValueError:
        return ()


def _result(now: Life, outcome: Outcome) -> Outcome:
    """The result that a decision ends with: what is said of it, and where nothing is said what was measured last."""
    measured = Numbers()
    for entry in now.measured:
        measured = entry.numbers.renewing(measured)
    last = _with_gain(now, Outcome(score=measured.score, spent_usd=measured.spent_usd))
    pair = on_test_items(now.plan, measured) if now.plan is not None else None
    if pair is not None and now.plan is not None:
        compared = pair.compared(now.plan.looks)
        gain, low, high = (Decimal(str(round(end, 4))) for end in (compared.difference, *compared.interval))
        last = replace(last, score=last.score or pair.after, gain=gain, gain_low=low, gain_high=high)
    # What is said of the gain in words may rest on other items: then nobody knows between what it lies.
    return _with_gain(now, outcome).over(last)


def _with_gain(now: Life, outcome: Outcome) -> Outcome:
    """With the gain over the baseline, where the score is known and the gain was not said."""
    baseline = now.plan.baseline if now.plan is not None else None
    if outcome.gain is not None or outcome.score is None or baseline is None:
        return outcome
    return replace(outcome, gain=outcome.score - baseline)


def _may_react(now: Life) -> None:
    if now.stage == "asking":
        raise Refused("There is no verdict yet: answer the open question first.")
    if now.stage == "superseded":
        raise Refused(f"Decision {now.superseded_by} replaced this one; decide there.")
    if now.stage in ("adopted", "stopped") and now.ended is not None:
        raise Refused(
            f"This was {now.ended.stored_kind}{_on(now.ended)}; say undo to take that back, or restart for a new round."
        )


def _not_against_a_stop(now: Life, what: str) -> None:
    """Whatever goes on against a stop needs the reason first, which is kept."""
    if now.says_stop is not None:
        raise Refused(
            f'The criteria say stop. To {what} all the same, first say why: "go on because half of the data came late".'
        )


def _planned(said: Said, plan: TrainingPlan | None) -> tuple[Entry, ...]:
    return (Planned(plan=plan, **told_by(said)),) if plan is not None else ()


def told_by(said: Said, text: str | None = None) -> dict[str, Any]:
    """By whom, when and where something was done, in which words."""
    return {"text": text[:MAX_WORDS] if text else None, "by": said.by, "at": said.at, "source": said.source}


def _on(entry: Entry | None) -> str:
    return f" on {entry.day}" if entry is not None and entry.day is not None else ""
