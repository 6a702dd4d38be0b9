"""`compare` at the command line."""

from __future__ import annotations

import json
from typing import Any

import pytest
from click.testing import CliRunner, Result

from bot.cli import main


def compare(arguments: str) -> Result:
    return CliRunner().invoke(main, ["compare", *arguments.split()])


def as_json(arguments: str) -> dict[str, Any]:
    done = compare(f"{arguments} --format json")
    assert done.exit_code == 0, done.output
    said: dict[str, Any] = json.loads(done.stdout)
    return said


KNOWN: list[tuple[str, list[float], float, str, int | None]] = [
    ("--items 100 --gained 6 --lost 0", [0.0208, 0.1248], 0.0313, "better", None),
    ("--items 100 --gained 9 --lost 1", [0.0226, 0.1541], 0.0215, "better", None),
    ("--items 100 --gained 20 --lost 12", [-0.0320, 0.1918], 0.2153, "undecided", 391),
    ("--items 100 --gained 8 --lost 2", [-0.0024, 0.1336], 0.1094, "undecided", 216),
    ("--items 100 --gained 8 --lost 2 --target-gain .04", [-0.0024, 0.1336], 0.1094, "undecided", 489),
    ("--items 400 --gained 10 --lost 10 --margin .02", [-0.0237, 0.0237], 1, "undecided", 982),
    ("--items 100 --gained 0 --lost 0", [-0.0370, 0.0370], 1, "undecided", None),
    ("--items 100 --gained 7 --lost 0 --looks 3", [0.0120, 0.1571], 0.0156, "better", None),
    ("--items 100 --gained 5 --lost 0", [0.0112, 0.1118], 0.0625, "undecided", 406),
    ("--items 300 --gained 0 --lost 0 --margin 0.03", [-0.0126, 0.0126], 1, "not_worse", None),
]


@pytest.mark.parametrize(("arguments", "interval", "p_value", "outcome", "needed"), KNOWN)
def test_known_answers(arguments: str, interval: list[float], p_value: float, outcome: str, needed: int | None) -> None:
    said = as_json(arguments)
    assert list(said) == ["difference", "interval", "p_value", "outcome", "items_needed", "paired"]
    assert said["interval"] == pytest.approx(interval, abs=6e-5)
    assert said["p_value"] == pytest.approx(p_value, abs=6e-5)
    assert (said["outcome"], said["items_needed"], said["paired"]) == (outcome, needed, True)


def test_two_scores_alone_are_wider_and_it_says_so() -> None:
    said = as_json("--items 100 --baseline .84 --candidate .88")
    assert said["interval"] == pytest.approx([-0.0579, 0.1379], abs=6e-5)
    assert (said["paired"], said["items_needed"]) == (False, 1178)
    assert (
        "as if each had its own items, which is wider" in compare("--items 100 --baseline .84 --candidate .88").stdout
    )


def test_the_text_is_in_points_and_items() -> None:
    assert compare("--items 100 --gained 6 --lost 0").stdout == (
        "Better: 6 points more on 100 items (6 gained, 0 lost).\n"
        "The true difference lies between +2.1 and +12.5 points (95 % interval).\n"
        "Chance alone shows as much 3 times in 100 (p = 0.031).\n"
    )


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("--items 100 --gained 5 --lost 0", "the interval leaves out 0, but p is 0.062, above 0.05. The p-value decides."),
        ("--items 100 --gained 6 --lost 0 --looks 3", "so each look has 1.7 % of the 5 % that chance is allowed in all."),
        ("--items 100 --gained 8 --lost 2", "About 216 items would tell four times in five."),
        ("--items 100 --gained 0 --lost 0", "No difference was seen, so no number of items can be named"),
        ("--items 100 --gained 0 --lost 0 --margin .05", "Not worse: no difference on 100 items (0 gained, 0 lost)."),
        ("--items 100 --gained 0 --lost 9 --margin .01", "The margin of 1 point that may be lost is not kept."),
        ("--items 100 --gained 0 --lost 9", "Worse: 9 points less on 100 items"),
        ("--items 100 --gained 6 --lost 0 --baseline .8 --candidate .9", "The scores 80 % and 90 % do not fit these counts"),
    ],
)  # fmt: skip
def test_what_it_says_besides(arguments: str, sentence: str) -> None:
    assert sentence in compare(arguments).stdout


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ("--gained 6 --lost 0", "Missing option '--items'"),
        ("--items 100", "Give --gained and --lost, counts from 0, or else --baseline and --candidate"),
        ("--items 100 --gained 6", "--lost is missing"),
        ("--items 100 --lost 6", "--gained is missing"),
        ("--items 100 --baseline .8", "Give --gained and --lost, counts from 0, or else --baseline and --candidate"),
        ("--items 100 --gained 60 --lost 50", "at most --items, which is 100, can differ"),
        ("--items 0 --gained 0 --lost 0", "'--items': 0 is not a whole number from 1 to 1,000,000."),
        ("--items ten --gained 0 --lost 0", "'--items': ten is not a whole number from 1 to 1,000,000."),
        ("--items 100 --gained -1 --lost 0", "'--gained': -1 is not a whole number from 0 to 1,000,000."),
        ("--items 100 --gained 6 --lost 0 --margin 2", "'--margin': 2 is not a share from 0.0001 to 1: 2 points are 0.02."),
        ("--items 100 --gained 6 --lost 0 --margin nan", "'--margin': nan is not a share"),
        ("--items 100 --gained 6 --lost 0 --target-gain 0", "'--target-gain': 0 is not a share"),
        ("--items 100 --baseline 84 --candidate .9", "'--baseline': 84 is not a share from 0 to 1: 84 % is 0.84."),
        ("--items 100 --gained 6 --lost 0 --looks 0", "'--looks': 0 is not a whole number from 1 to 100."),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_one_sentence_with_the_option(arguments: str, sentence: str) -> None:
    done = compare(arguments)
    assert (done.exit_code, done.stdout) == (2, "")
    assert sentence in done.stderr
