"""The whole answer: `decide(answers, as_of, catalogue)` -> reply. One read of the facts, no clock, no randomness but a seed."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, timedelta
from decimal import Decimal

from flows.abort import criteria
from flows.answers import Answers, to_document
from flows.assess import Assessment, Catalogue, Option
from flows.case import Case
from flows.disagreements import disagreements
from flows.five import board
from flows.flips import flip_points
from flows.measure import detectable
from flows.parts import curve, jsonable, option_part, upkeep_parts
from flows.policy import Conclusion, Undecided, conclude, deciding
from flows.questions import BY_ID
from flows.readiness import checklist
from flows.reply import (
    CriterionPart,
    DisagreementPart,
    FlipPart,
    MarkPart,
    ReadinessPart,
    ReasonPart,
    Reply,
    SourcePart,
)
from flows.rule import TRAINING, Verdict
from flows.sources import SOURCES
from flows.thresholds import DEFAULT, Thresholds
from flows.truth import Truth
from flows.unknowns import assumptions, unknowns
from flows.words import first_step, headline


def settled(answers: Answers) -> Answers:
    """The answers with everything that was not asked as "not sure": what a document without a key means."""
    return Answers(answers.values, frozenset(BY_ID) - frozenset(answers.values))


def make_case(answers: Answers, assessment: Assessment, thresholds: Thresholds) -> Case:
    """The answers as the rules see them."""
    return Case(answers, thresholds, assessment.pays_back, assessment.hosted_open)


def decide(answers: Answers, as_of: date, catalogue: Catalogue, thresholds: Thresholds = DEFAULT) -> Reply:
    """The verdict with reasons, costs, flip points and abort criteria, on a day. Same input, same bytes."""
    answers = settled(answers)
    assessment = Assessment(answers, as_of, catalogue, thresholds)
    case = make_case(answers, assessment, thresholds)
    concluded = _conclude(case)
    verdict = concluded.verdict
    then = _then(answers, assessment, thresholds) if verdict == "not_ready" else None
    method = verdict if verdict in TRAINING else then if then in TRAINING else None
    recommended = _recommended(verdict, assessment)
    trained = assessment.recommended(method) if method else _best_training(assessment)
    seen = detectable(answers)

    paid: dict[tuple[object, ...], Truth] = {}

    def judge(other: Answers) -> Verdict:
        money = Assessment(other, as_of, catalogue, thresholds)

        def pays_back(method: str) -> Truth:
            key = (method, *money.money_key())
            if key not in paid:
                paid[key] = money.pays_back(method)
            return paid[key]

        found = deciding(Case(other, thresholds, pays_back, money.hosted_open))
        assert not isinstance(found, Undecided), "settled answers leave nothing to ask"
        return found[0].verdict

    flips = flip_points(answers, verdict, judge, assessment, trained)
    stops = criteria(answers, thresholds, assessment, trained, seen, method) if method else ()
    boxes = checklist(answers, thresholds, assessment, method or verdict)
    outcomes = assessment.outcomes()
    shown = disagreements(answers, thresholds, assessment, verdict, then)
    cited = {id_ for reason in concluded.reasons for id_ in reason.sources} | {id_ for one in shown for id_ in one.sources}
    cited |= {"statistics"} if seen.gain is not None else set()
    cited |= {"guide", "book"}
    return Reply(
        use_case=answers.text("use_case"),
        verdict=verdict,
        then=then,
        headline=headline(verdict, then, recommended, assessment),
        first_step=first_step(answers, verdict, then, recommended, assessment),
        recommended=recommended.id if recommended else None,
        reasons=tuple(
            ReasonPart(rule=one.rule, text=one.text, sources=one.sources, deciding=one.deciding) for one in concluded.reasons
        ),
        five_questions=tuple(MarkPart(**asdict(one)) for one in board(case)),
        readiness=ReadinessPart(
            met=tuple(one.id for one in boxes if one.met),
            missing=tuple(one.id for one in boxes if not one.met),
            texts={one.id: one.text for one in boxes},
        ),
        options=tuple(option_part(one, assessment, outcomes.get(one.id)) for one in assessment.options),
        curve=curve(assessment, trained) if trained is not None else None,
        upkeep_scenarios=tuple(upkeep_parts(assessment, trained)) if trained and assessment.net(trained) is not None else (),
        flip_points=tuple(
            FlipPart(
                input=one.input, now=jsonable(one.now), at=jsonable(one.at), verdict=one.verdict,
                changes=one.changes, option=one.option,
            )
            for one in flips
        ),
        abort_criteria=tuple(CriterionPart(**asdict(one)) for one in stops),
        unknowns=unknowns(answers, assessment, verdict, then, recommended, seen),
        assumptions=assumptions(assessment, verdict, recommended),
        disagreements=tuple(DisagreementPart(**asdict(one)) for one in shown),
        minimum_detectable_gain=seen.gain,
        test_items_needed=seen.items_needed,
        review_on=_review_on(as_of, thresholds, trained if method else recommended, assessment.today),
        as_of=as_of,
        prices_as_of=min(as_of, catalogue.checked_on()),
        sources=tuple(SourcePart(**asdict(source)) for id_, source in SOURCES.items() if id_ in cited),
        answers=to_document(answers),
    )  # fmt: skip


def _conclude(case: Case) -> Conclusion:
    concluded = conclude(case)
    if isinstance(concluded, Undecided):
        raise LookupError(f"settled answers left {concluded.rule} open")
    return concluded


def _then(answers: Answers, assessment: Assessment, thresholds: Thresholds) -> Verdict | None:
    """What would be right once ready: the same answers with the missing preparation done."""
    ready = answers
    for id_, value in (
        ("test_items", thresholds.test_items_good),
        ("test_independent", True),
        ("baseline_measured", True),
        ("labels", "checked"),
        ("examples", max(assessment.floor, int(answers.number("examples") or 0))),
        ("real_share", max(thresholds.real_share, answers.number("real_share") or Decimal(0))),
    ):
        ready = ready.having(id_, value)
    if answers.get("requirements_change") is None:
        ready = ready.having("requirements_change", "rarely")
    other = Assessment(ready, assessment.as_of, assessment.catalogue, thresholds)
    verdict = _conclude(make_case(ready, other, thresholds)).verdict
    return None if verdict == "not_ready" else verdict


def _recommended(verdict: Verdict, assessment: Assessment) -> Option | None:
    """The option that does what the verdict says."""
    if verdict in TRAINING:
        return assessment.recommended(verdict)
    if verdict == "rag":
        return assessment.retrieval
    if verdict == "bigger_model":
        images = assessment.answers.get("gap") == "modality"
        sizes = ("mid", "large", "frontier") if images else ("frontier",)
        return _untuned(assessment, sizes, images=images)
    if verdict == "prompt_engineering" and assessment.answers.get("smaller_model") == "passes":
        return _untuned(assessment, ("mid",)) or assessment.today
    return assessment.today


def _untuned(assessment: Assessment, sizes: tuple[str, ...], *, images: bool = False) -> Option | None:
    """The cheapest untuned model of these sizes that will still be there at the end of the horizon."""
    fitting = [
        one
        for one in assessment.untuned
        if one.offer.available
        and one.offer.size in sizes
        and (one.offer.reads_images or not images)
        and assessment.outlives_horizon(one)
        and not assessment.is_dated(one)
    ]
    return fitting[0] if fitting else None


def _best_training(assessment: Assessment) -> Option | None:
    """The training option to show beside a verdict against training, where training was in question at all."""
    answers = assessment.answers
    if answers.get("gap") not in ("none", "behavior") or answers.get("recurrence") == "one_off":
        return None
    for method in ("sft", "lora"):
        found = assessment.recommended(method)
        if found is not None and assessment.net(found) is not None:
            return found
    return None


def _review_on(as_of: date, thresholds: Thresholds, option: Option | None, today: Option) -> date:
    """The earliest of the review span, the route's closing and a model's shutdown (today's too), never before tomorrow."""
    days = [as_of + timedelta(days=thresholds.review_days)]
    if today.offer.ends is not None and today.offer.ends.on > as_of:
        days.append(today.offer.ends.on)
    if option is not None:
        days += [one.from_ for one in (option.offer.closes,) if one is not None]
        days += [one.on for one in (option.offer.ends,) if one is not None]
    return max(min(days), as_of + timedelta(days=1))
