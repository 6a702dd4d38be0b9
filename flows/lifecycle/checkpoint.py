"""A checkpoint: the numbers that were measured against the criteria that were fixed -> go on, stop, or more items first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal

from flows.dates import next_working_day
from flows.lifecycle import data_findings, scored
from flows.lifecycle.scored import ASK_COUNTS, Pair, apart
from flows.log.measurements import CriterionState, Finding, Judgement, Numbers, Says
from flows.log.plans import Limit, TrainingPlan
from flows.statistics.words import percent, points

# What is asked on the first day, and what cannot be told before a model was scored.
DATA_CHECKS = ("contamination", "noisy-labels", "distribution-shift")
# Nothing goes on while one of these is open.
_DECISIVE = ("target", "parity", "noisy-labels")
# What was not measured, where there is nothing more to say about it.
_MISSING = {
    "general-ability": "what the model forgot (the general set)",
    "budget": "what was spent",
    "contamination": "items that training set and test set share",
    "noisy-labels": "wrong labels in a sample of 50",
    "distribution-shift": "the share of real inputs",
    "untuned-catches-up": "the best untuned model of today",
}
_GENERAL_DROP = Decimal(2)
# From so many looks on, a set that nobody has tuned against tells more.
_MANY_LOOKS = 3


def judge(
    plan: TrainingPlan, checkpoint: int, measured: Numbers, warnings: tuple[str, ...] = (), *, scored_more: bool = False
) -> Judgement:
    """Set what was measured at a checkpoint (from 1; 0 is the first day, when the data is checked) against the plan.

    warnings      sentences on a route that closes, or a base model that shuts down, before the training has paid back
    scored_more   whether the same checkpoint was undecided before, and more items were scored since
    """
    at = _Checkpoint(plan, checkpoint, measured, scored_more)
    findings = (*at.findings(), *(Finding("route-ends", "crossed", warning) for warning in warnings))
    says = _says(findings)
    more = at.more_items if says == "undecided" else None
    return Judgement(says, findings, more, None if more is None else at.more_by)


def apart_from_missing(findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    """What the criteria say, and in a few words each what nobody looked at."""
    told, missing = [], []
    for finding in findings:
        if finding.state == "not measured" and finding.criterion in _MISSING:
            missing.append(_MISSING[finding.criterion])
        else:
            told.append(finding)
    return tuple(told), tuple(missing)


def _says(findings: tuple[Finding, ...]) -> Says:
    if any(finding.state == "crossed" for finding in findings):
        return "stop"
    for finding in findings:
        missing = finding.state == "not measured" and finding.criterion in ("target", "parity")
        if missing or (finding.state == "undecided" and finding.criterion in _DECISIVE):
            return "undecided"
    return "go on"


class _Checkpoint:
    """One checkpoint of a plan, with what was measured."""

    def __init__(self, plan: TrainingPlan, number: int, measured: Numbers, scored_more: bool) -> None:
        self.plan, self.number, self.measured, self.scored_more = plan, number, measured, scored_more
        self.is_last = number >= plan.looks
        # Set where the score leaves it open.
        self.more_items: int | None = None

    def findings(self) -> Iterator[Finding]:
        """Every criterion that can be looked at by now, each with its numbers."""
        for limit in self.plan.limits:
            finding = self._data(limit) if limit.id in DATA_CHECKS else self._trained(limit) if self.number else None
            if finding is not None:
                yield finding

    def _data(self, limit: Limit) -> Finding | None:
        if limit.id == "contamination":
            finding = data_findings.shared_items(limit, self.measured)
        elif limit.id == "noisy-labels":
            finding = data_findings.labels(limit, self.measured)
        else:
            finding = data_findings.real_inputs(limit, self.measured)
        return finding

    def _trained(self, limit: Limit) -> Finding | None:
        match limit.id:
            case "target":
                return self._target(limit)
            case "parity":
                return self._parity(limit)
            case "general-ability":
                return self._general(limit)
            case "budget":
                return data_findings.budget(limit, self.measured)
            case "untuned-catches-up":
                return self._untuned(limit)
        # The rest is asked of nobody here: routes come as warnings, and the gain of older plans is a part of the target.
        return None

    # --- the score ---

    def _target(self, limit: Limit) -> Finding:
        score = scored.score_of(self.plan, self.measured)
        if score is None:
            return Finding(limit.id, "not measured", "The score on the test items was not given.")
        if limit.limit is None:
            return Finding(
                limit.id,
                "not measured",
                f"The score on the test items is {percent(score)}, but no target was fixed before training.",
            )
        pair = scored.on_test_items(self.plan, self.measured)
        hoped = Decimal(0) if self.plan.baseline is None else apart(limit.limit, self.plan.baseline)
        if pair is None or hoped <= 0:
            return self._plainly(limit, score, limit.limit, "the target")
        compared = pair.compared(self.plan.looks, target_gain=float(hoped))
        said = f"The score on the test items is {percent(score)}, the baseline {percent(pair.before)}: {pair.told(compared)}"
        look = pair.at_target(float(hoped), self.plan.looks)
        if look == "go on":
            short = apart(limit.limit, score)
            still = f" The target of {percent(limit.limit)} is {points(short)} away." if short > 0 else ""
            return Finding(limit.id, "held", f"{said}. That is more than luck.{still}{self._besides(pair)}")
        if look == "stop":
            why = (
                "That is worse by more than luck."
                if compared.outcome == "worse"
                else f"A gain of {points(hoped)}, to the target of {percent(limit.limit)}, is all but ruled out."
            )
            return Finding(limit.id, "crossed", f"{said}. {why}{self._besides(pair)}")
        return self._undecided(limit, said, pair, compared.items_needed)

    def _parity(self, limit: Limit) -> Finding:
        score = scored.score_of(self.plan, self.measured)
        if score is None:
            return Finding(limit.id, "not measured", "The score on the test items was not given.")
        margin, pair = self._margin(limit), scored.on_test_items(self.plan, self.measured)
        if pair is None:
            least = limit.limit if limit.limit is not None else self.plan.baseline
            if least is None:
                return Finding(
                    limit.id,
                    "not measured",
                    f"The score on the test items is {percent(score)}, but there is no score before training to compare it with.",
                )
            return self._plainly(limit, score, least, "the least that is not worse than today")
        compared = pair.compared(self.plan.looks, margin=None if margin is None else float(margin))
        said = f"The score on the test items is {percent(score)}, today's model's {percent(pair.before)}: {pair.told(compared)}"
        allowed = f" The margin of {points(margin)} that may be lost" if margin is not None else ""
        match compared.outcome:
            case "better":
                return Finding(limit.id, "held", f"{said}. That is better by more than luck.{self._besides(pair)}")
            case "not_worse":
                return Finding(limit.id, "held", f"{said}.{allowed} is kept.{self._besides(pair)}")
            case "worse":
                lost = f"{allowed} is not kept." if margin is not None else " That is worse by more than luck."
                return Finding(limit.id, "crossed", f"{said}.{lost}{self._besides(pair)}")
        if margin is None:
            said += ". How many points may be lost without harm nobody has said: change the plan to say it"
        return self._undecided(limit, said, pair, compared.items_needed)

    def _margin(self, limit: Limit) -> Decimal | None:
        """What may be lost: as the plan says, or as the limit of an older plan means it."""
        if self.plan.margin is not None:
            return self.plan.margin if self.plan.margin > 0 else None
        if limit.limit is None or self.plan.baseline is None:
            return None
        meant = apart(self.plan.baseline, limit.limit)
        return meant if meant > 0 else None

    def _plainly(self, limit: Limit, score: Decimal, wanted: Decimal, name: str) -> Finding:
        """Against a limit, where nothing can be said about luck, which is said."""
        why = scored.why_no_luck(self.plan)
        short = apart(wanted, score)
        if short <= 0:
            said = f"The score on the test items is {percent(score)}: {name} of {percent(wanted)} is reached. {why}"
            return Finding(limit.id, "held", said)
        said = f"The score on the test items is {percent(score)}, {points(short)} below {name} of {percent(wanted)}"
        if not self.is_last:
            return Finding(limit.id, "not yet", f"{said}; it has to be there by checkpoint {self.plan.looks}. {why}")
        return Finding(limit.id, "crossed", f"{said}. {why}")

    def _undecided(self, limit: Limit, said: str, pair: Pair, needed: int | None) -> Finding:
        """Left open by the items at hand: how many more, by when."""
        # Where there are enough for the gain that was hoped for and it is open all the same, as many again.
        wanted = max(needed - pair.items, 0) if needed is not None else 0
        wanted = wanted or pair.items
        more = f"{wanted:,} more items"
        if not (self.is_last and self.scored_more):
            self.more_items = wanted
        if not self.is_last:
            rest = f"That could be luck: score {more} by {self.more_by}, the next checkpoint."
        elif self.scored_more:
            rest = "That could still be luck, with more items too: it is not adopted. Stop, or say why you go on."
        else:
            rest = f"That could be luck: it is not adopted, and did not fail. Score {more} once, or stop, by {self.more_by}."
        fresh = " This set was looked at often: fresh items tell more." if self.number >= _MANY_LOOKS else ""
        return Finding(limit.id, "undecided", f"{said}. {rest}{fresh}{self._besides(pair)}")

    @property
    def more_by(self) -> date:
        """By when more items are to be scored: the next checkpoint, or one more round's time after the last."""
        days = (self.plan.start, *self.plan.checkpoints)
        if self.number + 1 < len(days):
            return days[self.number + 1]
        return next_working_day(days[-1] + max(days[-1] - days[-2], timedelta(days=1)))

    @staticmethod
    def _besides(pair: Pair) -> str:
        """What is to be said about the comparison itself."""
        said = scored.misfit(pair) if pair.is_paired else ASK_COUNTS
        return f" {said}" if said else ""

    # --- what else was scored ---

    def _general(self, limit: Limit) -> Finding:
        pair = scored.general_set(self.plan, self.measured)
        if pair is None:
            missing = "the score on the general set" if self.measured.general is None else "its score before training"
            return Finding(
                limit.id, "not measured", f"Whether the model forgot anything else is not known without {missing}."
            )
        most = limit.limit if limit.limit is not None else _GENERAL_DROP
        compared = pair.compared(self.plan.looks, margin=float(most) / 100)
        said = f"The general set is at {percent(pair.after)}, before training it was {percent(pair.before)}: {pair.told(compared)}"
        if self.measured.general_items is None:
            said += f", taken as {pair.items} items: say how many there are"
        match compared.outcome:
            case "better" | "not_worse":
                return Finding(limit.id, "held", f"{said}.")
            case "worse":
                return Finding(limit.id, "crossed", f"{said}. A loss of up to {points(most / 100)} is allowed.")
        needed = f"; about {compared.items_needed:,} would" if compared.items_needed is not None else ""
        return Finding(
            limit.id,
            "undecided",
            f"{said}. So few items cannot tell whether more than the {points(most / 100)} that are allowed were lost{needed}.",
        )

    def _untuned(self, limit: Limit) -> Finding:
        rival, score = self.measured.untuned, scored.score_of(self.plan, self.measured)
        if rival is None:
            return Finding(limit.id, "not measured", "How the best untuned model of today scores was not given.")
        said = f"The best untuned model scores {percent(rival)}"
        if score is None:
            return Finding(limit.id, "not measured", f"{said}; the tuned one was not scored.")
        pair = scored.untuned_rival(self.plan, self.measured)
        if pair is None:
            ahead = apart(score, rival)
            place = f"{points(ahead)} below the tuned one" if ahead > 0 else "no less than the tuned one"
            state: CriterionState = "held" if ahead > 0 else "undecided"
            return Finding(limit.id, state, f"{said}, {place}. {scored.why_no_luck(self.plan)}")
        margin = self.plan.margin if self.plan.margin is not None and self.plan.margin > 0 else None
        compared = pair.compared(self.plan.looks, margin=None if margin is None else float(margin))
        said = f"{said}, the tuned one {percent(score)}: {pair.told(compared)}"
        match compared.outcome:
            case "better":
                return Finding(limit.id, "crossed", f"{said}. The untuned model is better by more than luck.")
            case "not_worse":
                within = points(margin) if margin is not None else ""
                return Finding(
                    limit.id, "crossed", f"{said}. It is not worse by the margin of {within}: use it instead."
                )
            case "worse":
                return Finding(limit.id, "held", f"{said}. The tuned model is better by more than luck.")
        return Finding(
            limit.id,
            "undecided",
            f"{said}. Which of the two is better these items do not show; the last word is yours.",
        )
