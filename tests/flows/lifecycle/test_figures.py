"""Both ways to the figures of a decision, and the figures as they are stored."""

import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.lifecycle.figures import figures_now, figures_of
from flows.lifecycle.reassess import changes
from flows.log.figures import Figures
from flows.questions.document import from_mapping
from flows.thresholds import with_own
from flows.verdict.decide import decide
from flows.verdict.reply import Reply
from pricing.catalogue import Catalogue
from tests.helpers.examples import examples
from tests.helpers.figures import BEFORE, later
from tests.helpers.strategies import days, documents
from tests.helpers.support import NOVEMBER, clauses

# --- both ways to the figures ----------------------------------------------------------------------


@settings(max_examples=examples(15))
@given(documents, days)
def test_the_light_path_agrees_with_the_whole_verdict(facts: Catalogue, document: dict[str, Any], day: date) -> None:
    answers = from_mapping(document)
    reply = decide(answers, day, facts)
    light = figures_now(answers, day, facts)
    assert light == figures_of(reply)
    assert light == figures_of(Reply.model_validate_json(reply.model_dump_json()))
    assert light == figures_now(answers, day, facts, follows=light.option)
    assert changes(figures_of(reply), light) == ()
    assert Figures.from_json(json.loads(json.dumps(light.to_json()))) == light


@settings(max_examples=examples(20))
@given(documents, days, st.data())
def test_any_option_can_be_followed_with_the_figures_of_the_verdict(
    facts: Catalogue, document: dict[str, Any], day: date, data: st.DataObject
) -> None:
    answers = from_mapping(document)
    reply = decide(answers, day, facts, all_options=True)
    chosen = data.draw(st.sampled_from(reply.options)).id
    assert figures_now(answers, day, facts, follows=chosen) == figures_of(reply, follows=chosen)


def test_what_a_team_prepares_for_is_followed(facts: Catalogue) -> None:
    light = figures_now(clauses(test_items=20, gap="behavior", prompting="scored", reason="quality"), NOVEMBER, facts)
    assert (light.verdict, light.then) == ("not_ready", "sft")
    assert light.recommended == "status_quo"
    assert str(light.option).startswith("sft:")


def test_thresholds_of_the_team_count(facts: Catalogue) -> None:
    own = with_own({"horizon_months": 3, "examples_floor": 5000})
    assert figures_now(clauses(), NOVEMBER, facts, own) == figures_of(decide(clauses(), NOVEMBER, facts, own), own)


# --- JSON ------------------------------------------------------------------------------------------

anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.dates().map(str), lambda inner: st.lists(inner, max_size=2)
)  # fmt: skip


@given(st.dictionaries(st.sampled_from([*BEFORE.to_json(), "something_new"]), anything) | anything)
def test_whatever_was_stored_loads_and_can_be_compared(row: Any) -> None:
    read = Figures.from_json(row)
    assert Figures.from_json(read.to_json()) == read
    changes(read, later())
    changes(later(), read)


@pytest.mark.parametrize("usd", ["1E+999999", "-1E+999999", 10**300, "9" * 5000])
def test_an_amount_beyond_reason_is_not_known(usd: Any) -> None:
    assert Figures.from_json(BEFORE.to_json() | {"today_usd": usd}).today_usd is None


def test_one_broken_key_loses_no_other() -> None:
    row = BEFORE.to_json() | {"as_of": "soon", "monthly_usd": "NaN", "open": "yes", "upkeep_usd": 12.5, "verdict": 7}
    read = Figures.from_json(row)
    assert (read.as_of, read.monthly_usd, read.open, read.verdict) == (None, None, None, None)
    assert read.upkeep_usd == Decimal("12.5")
    assert read.today_usd == BEFORE.today_usd
