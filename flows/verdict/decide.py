"""The whole answer: `decide(answers, as_of, catalogue)` -> reply. One read of the facts, no clock, no randomness but a seed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta

from flows.costs import Assessment, Catalogue, Option
from flows.questions.answers import Answers, stored, to_document
from flows.rules.rule import Verdict
from flows.sources import SOURCES
from flows.thresholds import DEFAULT, Thresholds
from flows.verdict.abort_criteria import criteria
from flows.verdict.detectable_gain import detectable
from flows.verdict.disagreements import disagreements
from flows.verdict.doubt import strongest_doubt
from flows.verdict.five_questions import board
from flows.verdict.flip_points import flip_points
from flows.verdict.held import held
from flows.verdict.judging import judged_anew
from flows.verdict.option_parts import curve, option_part, upkeep_parts
from flows.verdict.readiness import checklist
from flows.verdict.reply import (
    CriterionPart,
    DisagreementPart,
    FlipPart,
    ForkPart,
    MarkPart,
    NextStepPart,
    ReadinessPart,
    ReasonPart,
    Reply,
    SourcePart,
    StepPart,
)
from flows.verdict.ruling import rule_on
from flows.verdict.unknowns import assumptions, contradictions, unknowns
from flows.verdict.worth import notes, worth


def decide(
    answers: Answers, as_of: date, catalogue: Catalogue, thresholds: Thresholds = DEFAULT, *, all_options: bool = False
) -> Reply:
    """The verdict with reasons, costs, flip points and abort criteria, on a day. Same input, same bytes.

    all_options   whether the reply holds every model and route, not only those that people see
    """
    ruling = rule_on(answers, as_of, catalogue, thresholds)
    assessment, verdict, then, method = ruling.assessment, ruling.verdict, ruling.then_verdict, ruling.method
    answers, recommended = assessment.answers, ruling.recommended
    reasons = ruling.reasons
    trained = ruling.route if method else _best_training(assessment)
    seen = detectable(answers)

    def judge(changed: Answers) -> Verdict:
        return judged_anew(changed, assessment)[0].verdict

    spoken_of = (recommended, ruling.route, trained, *_named(assessment, ruling.next_step.option))
    options = assessment.options if all_options else held(assessment, spoken_of, trains=method is not None)
    flips = flip_points(answers, verdict, judge, assessment, trained)
    stops = criteria(answers, thresholds, assessment, trained, method) if method else ()
    boxes = checklist(answers, thresholds, assessment, method or verdict)
    disagreed = disagreements(answers, thresholds, assessment, verdict, then)
    cited = {id_ for reason in reasons for id_ in reason.sources} | {
        id_ for disagreement in disagreed for id_ in disagreement.sources
    }
    cited |= {"statistics"} if seen.gain is not None else set()
    cited |= {"guide", "book"}
    return Reply(
        use_case=answers.text("use_case"),
        verdict=verdict,
        then=then,
        headline=ruling.headline,
        next_step=NextStepPart(**asdict(ruling.next_step)),
        lacking=ruling.missing.lacking,
        not_told=ruling.missing.not_told,
        decides=tuple(ForkPart(question=fork.question, outcomes=fork.outcomes) for fork in ruling.forks),
        doubt=strongest_doubt(assessment, ruling.route if method else None, contradictions(assessment, verdict)),
        worth=worth(assessment, trained),
        notes=notes(assessment, trained),
        before=tuple(StepPart(**asdict(step)) for step in ruling.before),
        recommended=recommended.id if recommended else None,
        route=ruling.route.id if ruling.route else None,
        reasons=tuple(
            ReasonPart(rule=reason.rule, text=reason.text, sources=reason.sources, deciding=reason.deciding)
            for reason in reasons
        ),
        five_questions=tuple(MarkPart(**asdict(mark)) for mark in board(ruling.case)),
        readiness=ReadinessPart(
            met=tuple(box.id for box in boxes if box.met),
            missing=tuple(box.id for box in boxes if not box.met),
            texts={box.id: box.text for box in boxes},
        ),
        options=tuple(option_part(option, assessment) for option in options),
        curve=curve(assessment, trained) if trained is not None else None,
        upkeep_scenarios=tuple(upkeep_parts(assessment, trained))
        if trained and assessment.net(trained) is not None
        else (),
        flip_points=tuple(
            FlipPart(
                input=flip.input,
                now=stored(flip.now),
                at=stored(flip.at),
                verdict=flip.verdict,
                changes=flip.changes,
                option=flip.option,
            )
            for flip in flips
        ),
        abort_criteria=tuple(CriterionPart(**asdict(criterion)) for criterion in stops),
        unknowns=unknowns(answers, assessment, verdict, then, recommended, seen),
        assumptions=assumptions(assessment, verdict, recommended),
        disagreements=tuple(DisagreementPart(**asdict(disagreement)) for disagreement in disagreed),
        minimum_detectable_gain=seen.gain,
        test_items_needed=seen.items_needed,
        review_on=_review_on(as_of, thresholds, trained if method else recommended, assessment.today),
        as_of=as_of,
        prices_as_of=min(as_of, catalogue.checked_on()),
        sources=tuple(
            SourcePart(id=id_, title=source.title, date=source.date, trust=source.trust)
            for id_, source in SOURCES.items()
            if id_ in cited
        ),
        answers=to_document(answers),
    )


def _named(assessment: Assessment, id_: str | None) -> tuple[Option, ...]:
    """The untuned option with this id, where there is one: what is to be scored first has to be seen."""
    return tuple(option for option in assessment.untuned if option.id == id_)


def _best_training(assessment: Assessment) -> Option | None:
    """The training option to show beside a verdict against training, where training was in question at all."""
    answers = assessment.answers
    if answers.get("gap") not in ("none", "behavior") or answers.get("recurrence") == "one_off":
        return None
    for method in ("sft", "lora"):
        option = assessment.recommended(method)
        if option is not None and assessment.net(option) is not None:
            return option
    return None


def _review_on(as_of: date, thresholds: Thresholds, option: Option | None, today: Option) -> date:
    """The earliest of the review span, the route's closing and a model's shutdown (today's too), never before tomorrow."""
    days = [as_of + timedelta(days=thresholds.review_days)]
    if today.offer.ends is not None and today.offer.ends.on > as_of:
        days.append(today.offer.ends.on)
    if option is not None:
        days += [closes.from_ for closes in (option.offer.closes,) if closes is not None]
        days += [ends.on for ends in (option.offer.ends,) if ends is not None]
    return max(min(days), as_of + timedelta(days=1))
