"""What people do with a decision after its verdict -> the entries that say so, or one sentence why not.

Nothing here changes what stands on a log; who may do what is the front end's to check.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from flows.costs import Catalogue
from flows.language.intent import Said
from flows.lifecycle.checkpoint import Numbers, judge
from flows.lifecycle.figures import Figures
from flows.lifecycle.intent import After
from flows.lifecycle.plan import TrainingPlan, proposed, route_for, training_criteria
from flows.lifecycle.records import changes_of, text_of
from flows.lifecycle.stages import Life, Outcome, life
from flows.log.entries import Entry, fold
from flows.questions.answers import Answers
from flows.rules.rule import TRAINING
from flows.text import Refused
from flows.thresholds import Thresholds
from flows.verdict.reply import CriterionPart

_MAX_TEXT = 3000


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
        did = {"overrode": "took another way already", "deferred": "put this off already"}
        raise Already(decided, did.get(decided.kind, "accepted this already"))


def plan_for(
    log: tuple[Entry, ...], method: str, today: date, catalogue: Catalogue, thresholds: Thresholds
) -> TrainingPlan:
    """The plan to propose for training by a method: the verdict's own criteria, or where it said otherwise those of the method."""
    now, answers = life(log), fold(log)
    by_verdict = text_of(now.concluded, "verdict") == method
    fixed = (_criteria(now) if by_verdict else ()) or training_criteria(answers, today, catalogue, thresholds, method)
    option = (
        text_of(now.concluded, "recommended")
        if by_verdict
        else route_for(answers, today, catalogue, thresholds, method)
    )
    return replace(proposed(method, fixed, answers, today, thresholds), option=option)


def accept(now: Life, said: Said, plan: TrainingPlan | None, owner: str | None = None) -> tuple[Entry, ...]:
    """Take the verdict; where it trains, with the plan. Raises Refused."""
    if now.stage in ("accepted", "training") and now.reaction is not None and now.reaction.kind == "accepted":
        raise Already(now.reaction, "accepted this already")
    _may_react(now)
    if plan is not None:
        _not_against_a_stop(now, "train anew")
    entries = [_entry("accepted", said, {"verdict": now.verdict_number, "owner": owner or said.by})]
    return (*entries, *_planned(said, plan))


def override(
    now: Life, said: Said, method: str, reason: str, plan: TrainingPlan | None, owner: str | None = None
) -> tuple[Entry, ...]:
    """Go another way, and why; where that trains, with a plan. Raises Refused."""
    _may_react(now)
    if not reason.strip():
        raise Refused("Say why you go another way: the reason is kept with the decision.")
    value = {"verdict": now.verdict_number, "method": method, "owner": owner or said.by}
    return (_entry("overrode", said, value, reason), *_planned(said, plan))


def defer(now: Life, said: Said) -> tuple[Entry, ...]:
    """Not now. Raises Refused."""
    if now.stage == "deferred" and now.reaction is not None and not now.asks_whether_now:
        raise Already(now.reaction, "put this off already")
    _may_react(now)
    if now.stage == "training":
        raise Refused("Training has begun. To end it, press Stop or say why: stop: no people for it before spring.")
    return (_entry("deferred", said, {"verdict": now.verdict_number, "owner": now.owner or said.by}),)


def dissent(said: Said, sentence: str) -> tuple[Entry, ...]:
    """Register a dissent, which is shown with the decision. Raises Refused."""
    if not sentence.strip():
        raise Refused("Say in a sentence what you disagree with.")
    return (_entry("dissented", said, None, sentence),)


def own(now: Life, said: Said, person: str) -> tuple[Entry, ...]:
    """Make somebody the owner. Raises Refused."""
    if (now.reaction is None and now.plan is None) or now.superseded_by is not None:
        raise Refused("An owner comes with a decision: accept the verdict first, go another way, or say not now.")
    return () if now.owner == person else (_entry("owned", said, {"owner": person}),)


def replan(now: Life, said: Said, plan: TrainingPlan) -> tuple[Entry, ...]:
    """Change dates or budget of a training that goes on. Raises Refused."""
    if now.stage != "training":
        raise Refused("Nothing is being trained here any more, so there is no plan to change.")
    _not_against_a_stop(now, "change the plan")
    return _planned(said, plan)


def measure(now: Life, said: Said, numbers: Numbers, checkpoint: int | None = None) -> tuple[Entry, ...]:
    """Set the numbers of a checkpoint against the criteria. Raises Refused."""
    if now.stage != "training" or now.plan is None:
        raise Refused("Nothing is being trained here any more; the numbers were not counted.")
    day = said.at.date() if said.at is not None else now.plan.start
    number = checkpoint or now.checkpoint_at(day)
    if not 1 <= number <= len(now.plan.checkpoints):
        raise Refused(f"The plan has checkpoints 1 to {len(now.plan.checkpoints)}.")
    known = numbers.over(now.numbers(number))
    if known.general_before is None:
        earlier = [one for one in (now.numbers(each).general_before for each in range(1, number)) if one is not None]
        known = replace(known, general_before=earlier[-1] if earlier else now.plan.general)
    found = judge(now.plan, number, known, warnings(now))
    return (_entry("measured", said, {"checkpoint": number, **known.to_json(), **found.to_json()}, said.text),)


def carry_on(now: Life, said: Said, reason: str, checkpoint: int | None = None) -> tuple[Entry, ...]:
    """Go on against a stop, with the reason that is kept; `checkpoint` is that of the stop that was read. Raises Refused."""
    stop = now.says_stop
    if stop is not None and checkpoint not in (None, stop.value.get("checkpoint")):
        raise Refused(f"By now checkpoint {stop.value.get('checkpoint')} says stop: please look at its numbers first.")
    if stop is None:
        raise Refused("No criterion says stop here any more; nothing was changed.")
    if not reason.strip():
        raise Refused("Say why you go on against the criteria: the reason is kept with the decision.")
    return (_entry("carried_on", said, {"checkpoint": stop.value.get("checkpoint")}, reason),)


def stop(now: Life, said: Said, reason: str, outcome: Outcome | None = None) -> tuple[Entry, ...]:
    """End the training, with its measured result. Raises Refused."""
    if now.stage != "training":
        raise Refused("Nothing is being trained here any more; nothing was changed.")
    return (_entry("stopped", said, _result(now, outcome or Outcome()), reason),)


def adopt(now: Life, said: Said, outcome: Outcome) -> tuple[Entry, ...]:
    """What was decided is in use, with its measured result. Raises Refused."""
    if now.stage == "adopted":
        raise Already(now.ended or now.reviewed, "said already that this is in use")
    if now.stage not in ("training", "accepted", "overridden"):
        raise Refused("Nothing was decided here that could be adopted: accept the verdict first, or go another way.")
    _not_against_a_stop(now, "use it")
    return (_entry("adopted", said, _result(now, outcome), said.text),)


def review(now: Life, said: Said, outcome: Outcome) -> tuple[Entry, ...]:
    """How it went. Raises Refused."""
    if now.stage in ("asking", "superseded"):
        raise Refused("There is nothing to review here any more; nothing was changed.")
    if outcome.adopted == "yes":
        _not_against_a_stop(now, "use it")
    return (_entry("reviewed", said, _with_gain(now, outcome).to_json(), said.text),)


def renew(now: Life, said: Said) -> tuple[Entry, ...]:
    """Ask for the verdict by today's prices and routes. Raises Refused."""
    if now.stage in ("asking", "superseded"):
        raise Refused("There is no verdict to give again; nothing was changed.")
    return (_entry("renewed", said, {}),)


def entries_of(
    found: After, log: tuple[Entry, ...], said: Said, today: date, catalogue: Catalogue, thresholds: Thresholds
) -> tuple[Entry, ...]:
    """What typed words do. Raises Refused."""
    now = life(log)

    def plan(method: str | None) -> TrainingPlan | None:
        return plan_for(log, method, today, catalogue, thresholds) if method in TRAINING else None

    match found.act:
        case "accept":
            accept(now, said, None)
            return accept(now, said, plan(text_of(now.concluded, "verdict")))
        case "override":
            return override(now, said, str(found.method), found.text, plan(found.method))
        case "defer":
            return tuple(replace(one, text=found.text[:_MAX_TEXT] or None) for one in defer(now, said))
        case "dissent":
            return dissent(said, found.text)
        case "own":
            return own(now, said, str(found.person))
        case "measure":
            return measure(now, said, found.numbers or Numbers(), _said_of(log, now, said))
        case "carry_on":
            return carry_on(now, said, found.text)
        case "stop":
            return stop(now, said, found.text)
        case "adopt":
            return adopt(now, said, found.outcome or Outcome())
        case "review":
            return review(now, said, found.outcome or Outcome())
        case "renew":
            return renew(now, said)
        case "refuse":
            raise Refused(found.text)


def warnings(now: Life) -> tuple[str, ...]:
    """What re-assessments said since the verdict of the route in training: that it closes, or its model stops, before it has paid back."""
    method = now.plan.method if now.plan is not None else None
    return tuple(
        str(change.get("text"))
        for one in now.reassessed
        for change in changes_of(one)
        if _ends_training(change, one, method)
    )


def metric_of(answers: Answers) -> str | None:
    """The team's own name of its score."""
    found = answers.get("metric")
    return found if isinstance(found, str) else None


def _said_of(log: tuple[Entry, ...], now: Life, said: Said) -> int | None:
    """The checkpoint that a message was counted for before it was edited: its numbers stay there, whatever is due by now."""
    mine = [
        one.value.get("checkpoint")
        for one in log
        if one.kind == "measured" and one.source == said.source and said.source
    ]
    known = mine[-1] if mine else None
    return (
        known if isinstance(known, int) and now.plan is not None and 1 <= known <= len(now.plan.checkpoints) else None
    )


def _ends_training(change: dict[str, Any], entry: Entry, method: str | None) -> bool:
    """Whether a change is about the route in training. That today's model stops, or another option, is no reason to stop."""
    if change.get("kind") not in ("route_closes", "model_ends") or change.get("about", "option") != "option":
        return False
    found = Figures.from_json(entry.value.get("record"))
    if found.option is not None and found.option.partition(":")[0] != method:
        return False
    pays, ends = found.pays_back_on, found.model_ends_on
    return change["kind"] == "route_closes" or pays is None or ends is None or ends <= pays


def _criteria(now: Life) -> tuple[CriterionPart, ...]:
    """The criteria that the verdict showed."""
    value = now.concluded.value if now.concluded is not None and isinstance(now.concluded.value, dict) else {}
    try:
        return tuple(CriterionPart.model_validate(one) for one in value.get("criteria") or ())
    except (TypeError, ValueError):
        return ()


def _result(now: Life, outcome: Outcome) -> dict[str, Any]:
    """The result that a decision ends with: what is said of it, and where nothing is said what was measured last."""
    measured = Numbers()
    for one in now.measured:
        measured = Numbers.from_json(one.value).over(measured)
    last = _with_gain(now, Outcome(score=measured.score, spent_usd=measured.spent_usd))
    return {**last.to_json(), **_with_gain(now, outcome).to_json()}


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
            f"This was {now.ended.kind}{_on(now.ended)}; say undo to take that back, or restart for a new round."
        )


def _not_against_a_stop(now: Life, what: str) -> None:
    """Whatever goes on against a stop needs the reason first, which is kept."""
    if now.says_stop is not None:
        raise Refused(
            f'The criteria say stop. To {what} all the same, first say why: "go on because half of the data came late".'
        )


def _planned(said: Said, plan: TrainingPlan | None) -> tuple[Entry, ...]:
    return (_entry("planned", said, plan.to_json()),) if plan is not None else ()


def _entry(kind: str, said: Said, value: Any, text: str | None = None) -> Entry:
    return Entry(kind, value=value, text=text[:_MAX_TEXT] if text else None, by=said.by, at=said.at, source=said.source)


def _on(entry: Entry | None) -> str:
    return f" on {entry.at.date()}" if entry is not None and entry.at is not None else ""
