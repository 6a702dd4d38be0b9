"""Flip points: the value of one answer at which the verdict, or the pay-back, changes.

Every point is checked before it is shown: put in, it does flip what it says it flips.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Literal

from flows.costs import Assessment, Option, rounded
from flows.questions import BY_ID
from flows.questions.answers import Answers
from flows.questions.question import Value
from flows.rules.rule import Verdict
from flows.verdict.turning import distance, where_sign_turns

Judge = Callable[[Answers], Verdict]
Changes = Literal["verdict", "net"]

# Choices that a team can still change or find out, and the gap: the likeliest of all answers to be wrong.
DISCRETE = (
    "smaller_model", "strongest_model", "gap", "prompting", "upkeep_owner", "requirements_change", "labels", "baseline_measured",
    "test_independent", "gradeable", "sometimes_right", "data_may_leave", "teacher_outputs", "openai_tuning", "recurrence",
)  # fmt: skip
MONEY = ("upkeep_usd", "requests_per_month", "input_tokens", "output_tokens", "horizon_months")
_HALF = Decimal("0.5")
# Routes looked at one after the other for where the last of them stops paying.
_MOST_ROUTES = 4
# A figure so many times today's, or so small a part of it, is no answer of this team.
_OUT_OF_REACH = 1000
# How far a value is from one that nobody has said.
_UNKNOWN = Decimal(10**6)
# A prompt or reply shorter than this is no answer anybody could give.
_FEWEST_TOKENS = 10


@dataclass(frozen=True, slots=True)
class Flip:
    """At `at` instead of `now`, the verdict is `verdict`, or the sign of the option's net turns.

    changes   "verdict", or "net" (of the option over the horizon)
    """

    input: str
    now: Value | None
    at: Value
    verdict: Verdict
    changes: Changes
    option: str | None
    distance: Decimal


def flip_points(
    answers: Answers, verdict: Verdict, judge: Judge, assessment: Assessment, option: Option | None
) -> tuple[Flip, ...]:
    """All flip points, the tightest first; those that are a choice come after those that are a number.

    judge    the verdict for other answers, same day and catalogue
    option   the training option whose pay-back is looked at
    """
    numbers = [*_gates(answers, verdict, judge, assessment)]
    if option is not None and assessment.workload is not None and assessment.net(option) is not None:
        if answers.get("reason") == "cost":
            numbers += [*_where_money_decides(answers, verdict, judge, assessment, option)]
        found = {flip.input for flip in numbers}
        numbers += [*_money(answers, verdict, judge, assessment, option, found)]
        numbers += [*_price_of_an_error(answers, verdict, judge, assessment, option)]
        numbers += [*_odds_of_success(answers, verdict, judge, assessment, option)]
    return (*_each_once(numbers), *_choices(answers, verdict, judge))


def _each_once(flips: list[Flip]) -> list[Flip]:
    """Of each input where the verdict turns, else the first crossing; the tightest first."""
    first: dict[str, Flip] = {}
    for flip in sorted(flips, key=lambda flip: (flip.changes != "verdict", flip.distance)):
        first.setdefault(flip.input, flip)
    return sorted(first.values(), key=lambda flip: (flip.distance, flip.input))


def _gates(answers: Answers, verdict: Verdict, judge: Judge, assessment: Assessment) -> Iterable[Flip]:
    """Counts and shares with a threshold in a rule: the first value on the other side of it."""
    thresholds = assessment.thresholds
    for id_, gate, step in (
        ("examples", Decimal(assessment.floor), Decimal(1)),
        ("test_items", Decimal(thresholds.test_items), Decimal(1)),
        ("real_share", thresholds.invented_below, Decimal("0.01")),
    ):
        now = answers.number(id_)
        if now is None:
            continue
        at: Value = gate if now < gate else gate - step
        if step == 1:
            at = int(Decimal(str(at)))
        turned = judge(answers.having(id_, at))
        if turned != verdict:
            yield Flip(id_, answers.get(id_), at, turned, "verdict", None, distance(now, Decimal(str(at))))


def _choices(answers: Answers, verdict: Verdict, judge: Judge) -> Iterable[Flip]:
    for id_ in DISCRETE:
        question = BY_ID[id_]
        values: tuple[Value, ...] = (
            (True, False) if question.kind == "flag" else tuple(choice.value for choice in question.choices)
        )
        now = answers.get(id_)
        for value in values:
            if value != now and (turned := judge(answers.having(id_, value))) != verdict:
                yield Flip(id_, now, value, turned, "verdict", None, Decimal(0))
                break


def _supposing(assessment: Assessment, id_: str, value: Decimal) -> Assessment:
    """The same day and facts, one figure changed; the bill follows where it is the size of the work."""
    return assessment.of(assessment.supposing(id_, value))


def _money(
    answers: Answers, verdict: Verdict, judge: Judge, assessment: Assessment, option: Option, found: set[str]
) -> Iterable[Flip]:
    """Where the net of one option turns. `found` are inputs of which it is known where they turn the verdict."""
    for id_ in MONEY:
        now = _now(id_, assessment)
        if now is None or id_ in found:
            continue

        def net(value: Decimal, id_: str = id_) -> Decimal | None:
            changed = _supposing(assessment, id_, value)
            return changed.net(changed.tuned_again(option))

        guess = _guess(assessment, option, id_, now, _HALF)
        at = where_sign_turns(net, now, BY_ID[id_].low, BY_ID[id_].high, guess)
        if at is None or not _is_within_reach(id_, now, at):
            continue
        turned = judge(assessment.supposing(id_, at))
        changes: Changes = "net" if turned == verdict else "verdict"
        yield Flip(id_, answers.get(id_), at, turned, changes, option.id, distance(now, at))


def _where_money_decides(
    answers: Answers, verdict: Verdict, judge: Judge, assessment: Assessment, option: Option
) -> Iterable[Flip]:
    """Where the last route passes the gate of money no more, or the first begins to: the verdict turns there."""
    for id_ in MONEY:
        now = _now(id_, assessment)
        if now is None:
            continue
        follows: Option | None = option
        for _ in range(_MOST_ROUTES):
            if follows is None:
                break
            at = _where_the_gate_turns(assessment, follows, id_, now)
            if at is None or not _is_within_reach(id_, now, at):
                break
            turned = judge(assessment.supposing(id_, at))
            if turned != verdict:
                yield Flip(id_, answers.get(id_), at, turned, "verdict", None, distance(now, at))
                break
            # Another route passes where this one does not: the verdict turns where that one stops to.
            there = _supposing(assessment, id_, at).recommended(follows.offer.kind)
            follows = None if there is None or there.id == follows.id else there


def _where_the_gate_turns(assessment: Assessment, option: Option, id_: str, now: Decimal) -> Decimal | None:
    def margin(value: Decimal) -> Decimal | None:
        changed = _supposing(assessment, id_, value)
        return changed.gate_margin(changed.tuned_again(option))

    again = assessment.tuned_again(option)
    guess = _guess(assessment, again, id_, now, assessment.thresholds.loss_share)
    return where_sign_turns(margin, now, BY_ID[id_].low, BY_ID[id_].high, guess)


def _is_within_reach(id_: str, now: Decimal, at: Decimal) -> bool:
    """Whether it is a value that this team may come to have."""
    if id_.endswith("_tokens") and at < _FEWEST_TOKENS:
        return False
    return at == 0 or not now or now / _OUT_OF_REACH <= at <= now * _OUT_OF_REACH


def _guess(assessment: Assessment, option: Option, id_: str, now: Decimal, share: Decimal) -> Decimal | None:
    """Where such a share of the futures begins or ends to lose, were each future's net a straight line in the input."""
    other = now / 2 if now else Decimal(1)
    away = assessment.turns_at(option, _supposing(assessment, id_, other), other - now, share)
    return None if away is None else now + away


def _price_of_an_error(
    answers: Answers, verdict: Verdict, judge: Judge, assessment: Assessment, option: Option
) -> Iterable[Flip]:
    """Where one more right answer costs as much as a wrong one does."""
    price = assessment.usd_per_right_answer(option)
    if answers.get("reason") != "quality" or price is None or price <= 0:
        return
    now = answers.number("error_cost_usd")
    up = now is not None and now < price
    at = rounded(price, Decimal("0.01"), ROUND_CEILING if up else ROUND_FLOOR)
    if at <= 0 or at == now or at > BY_ID["error_cost_usd"].high:
        return
    turned = judge(answers.having("error_cost_usd", at))
    if turned != verdict:
        yield Flip(
            "error_cost_usd", answers.get("error_cost_usd"), at, turned, "verdict", None, distance(now or at, at)
        )


def _odds_of_success(
    answers: Answers, verdict: Verdict, judge: Judge, assessment: Assessment, option: Option
) -> Iterable[Flip]:
    """The chance that makes a try worth what it risks: the nearest whole percent on its other side."""
    needed, now = assessment.odds_needed(option), answers.number("success_odds")
    if needed is None:
        return
    up = now is not None and now < needed
    at = rounded(needed, Decimal("0.01"), ROUND_CEILING if up else ROUND_FLOOR)
    if at == needed and not up:
        at -= Decimal("0.01")
    if not 0 <= at <= 1 or at == now:
        return
    turned = judge(answers.having("success_odds", at))
    if turned != verdict:
        # Of what was not said nobody knows how far it is, and the headline's notes tell the chance: last of the numbers.
        far = _UNKNOWN if now is None else distance(now, at)
        yield Flip("success_odds", now, at, turned, "verdict", None, far)


def _now(id_: str, assessment: Assessment) -> Decimal | None:
    load = assessment.workload
    if id_ == "upkeep_usd":
        return assessment.upkeep.usd.likely
    if id_ == "horizon_months":
        return assessment.team_horizon
    value = getattr(load, id_, None)
    return value if isinstance(value, Decimal) else None
