"""Predicted against real: what many reviews say together, and when they are too few to say anything."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.lifecycle.calibration import Calibration, Prediction, calibration
from flows.log.measurements import Outcome


def cost(predicted: str | None, real: str | None) -> Prediction:
    return Prediction(*(None if figure is None else Decimal(figure) for figure in (predicted, real)))


def gain(predicted: str | None, real: str | None) -> Prediction:
    return Prediction(None, None, *(None if figure is None else Decimal(figure) for figure in (predicted, real)))


def calibrated(*outcomes: Prediction) -> Calibration:
    result = calibration(outcomes)
    assert result is not None
    return result


def test_nothing_measured_is_nothing_to_say() -> None:
    assert calibration([]) is None
    assert calibration([Prediction(), cost("100", None), gain("0.05", None)]) is None


def test_seven_reviews_give_a_middle_and_a_range() -> None:
    ratios = ("0.9", "1", "1.2", "1.3", "1.6", "1.8", "2.1")
    result = calibrated(*(cost("200", str(Decimal(ratio) * 200)) for ratio in ratios))
    assert result.text == (
        "Over 7 reviewed decisions the real monthly cost was 1.3 times the predicted one in the middle (0.9 to 2.1)."
    )
    assert (result.reviewed, result.costs, result.gains) == (7, 7, 0)


def test_from_ten_on_the_range_is_that_of_eight_in_ten() -> None:
    result = calibrated(*(cost("100", str(100 + 10 * step)) for step in range(11)))
    assert result.cost_ratio is not None
    assert (result.cost_ratio.middle, result.cost_ratio.low, result.cost_ratio.high) == (
        Decimal("1.5"),
        Decimal("1.1"),
        Decimal("1.9"),
    )
    assert "(1.1 to 1.9 for eight in ten)" in result.text


@pytest.mark.parametrize(
    ("real", "said"),
    [
        (("0.02", "0.03", "0.10"), "2.0 points less than predicted in the middle (-3.0 to +5.0 points)"),
        (("0.05", "0.05", "0.05"), "as predicted in the middle (+0.0 to +0.0 points)"),
        (("0.06", "0.07", "0.08"), "2.0 points more than predicted in the middle (+1.0 to +3.0 points)"),
    ],
)
def test_gains_are_compared_in_points(real: tuple[str, ...], said: str) -> None:
    assert (
        calibrated(*(gain("0.05", measured_gain) for measured_gain in real)).text
        == f"Over 3 reviewed decisions the measured gain was {said}."
    )


@pytest.mark.parametrize(("count", "said"), [(1, "1 reviewed decision with"), (2, "2 reviewed decisions with")])
def test_one_or_two_are_too_few_to_tell(count: int, said: str) -> None:
    result = calibrated(*[cost("100", "150")] * count)
    assert result.cost_ratio is None
    assert result.text == f"{said} a predicted and a real monthly cost: too few to tell."


def test_what_was_predicted_to_be_free_has_no_ratio() -> None:
    result = calibrated(cost("0", "50"), cost("0", "0"), *[cost("100", "100")] * 3)
    assert (result.costs, result.free) == (5, 2)
    assert result.text == (
        "Over 3 reviewed decisions the real monthly cost was 1.0 times the predicted one in the middle (1.0 to 1.0); "
        "2 more were predicted to cost nothing."
    )
    assert calibrated(cost("0", "50"), cost("0", "5"), cost("0", "9")).text == (
        "3 reviewed decisions were predicted to cost nothing: the real monthly cost cannot be compared with that."
    )
    assert calibrated(cost("0", "50"), cost("100", "100")).text == (
        "1 reviewed decision with a predicted and a real monthly cost: too few to tell."
    )


def test_a_measurement_without_a_prediction_counts_as_reviewed_only() -> None:
    result = calibrated(cost(None, "50"))
    assert (result.reviewed, result.costs, result.text) == (
        1,
        0,
        "1 reviewed decision without a prediction to compare it with.",
    )


amounts = st.none() | st.decimals(0, 10**9, places=2)
shares = st.none() | st.decimals(-1, 1, places=4)


@given(st.lists(st.builds(Prediction, amounts, amounts, shares, shares), max_size=25))
def test_whatever_was_measured_has_a_sentence_and_an_ordered_range(outcomes: list[Prediction]) -> None:
    result = calibration(outcomes)
    if result is None:
        assert all(outcome.real_monthly_usd is None and outcome.real_gain is None for outcome in outcomes)
        return
    assert result.text.endswith(".")
    for spread in (result.cost_ratio, result.gain_points):
        assert spread is None or spread.low <= spread.middle <= spread.high
    assert calibration(list(reversed(outcomes))) == result


def test_how_much_may_be_luck_of_the_items_is_said_with_three() -> None:
    def sure(predicted: str, real: str, low: str, high: str) -> Prediction:
        return replace(gain(predicted, real), real_between=(Decimal(low), Decimal(high)))

    within, outside = sure("0.05", "0.02", "-0.02", "0.06"), sure("0.09", "0.02", "-0.02", "0.06")
    said = calibrated(within, within, outside, gain("0.05", "0.05"))
    assert said.text.endswith(
        "In 2 of 3 the predicted gain lies within what the test items show of the measured one, so the difference may be luck."
    )
    assert "luck" not in calibrated(within, outside, gain("0.05", "0.05")).text


def test_an_interval_goes_with_the_gain_that_it_was_measured_with() -> None:
    ended = Outcome(gain=Decimal("0.04"), gain_low=Decimal("0.01"), gain_high=Decimal("0.07"))
    assert Outcome(adopted="yes").over(ended).between == (Decimal("0.01"), Decimal("0.07"))
    assert Outcome(gain=Decimal("0.04")).over(ended).between == (Decimal("0.01"), Decimal("0.07"))
    assert Outcome(gain=Decimal("0.02")).over(ended).between is None
