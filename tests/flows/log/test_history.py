"""Who said what, what it replaced, and what would count without one message."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from flows.log.entries import Entry, answered
from flows.log.history import fold, without_source
from flows.log.history import given as history
from flows.log.log import Log
from tests.helpers.entries import an_entry
from tests.helpers.examples import examples


def _said(question: str, value: object, by: str, source: str) -> Entry:
    return answered(question, value, str(value), by, None, source)  # type: ignore[arg-type]


def test_the_last_answer_counts_and_the_earlier_ones_are_kept_with_who_gave_them() -> None:
    log = (_said("examples", 100, "Ana", "1"), _said("examples", 200, "Ben", "2"), _said("examples", 300, "Ana", "3"))
    given_ = history(log)["examples"]
    assert (given_.value, given_.by) == (300, "Ana")
    assert [(earlier.value, earlier.by) for earlier in given_.earlier] == [(100, "Ana"), (200, "Ben")]
    assert Log(log).is_last_word("examples", "3")
    assert not Log(log).is_last_word("examples", "1")


def test_without_a_message_what_stood_before_it_counts() -> None:
    log = (_said("examples", 100, "Ana", "1"), _said("examples", 200, "Ben", "2"))
    assert without_source(log, "2")["examples"].value == 100
    assert without_source(log, "1")["examples"].value == 200


def test_what_was_withdrawn_with_its_message_never_comes_back_with_another() -> None:
    log = (
        _said("examples", 100, "Ana", "1"),
        _said("examples", 200, "Ben", "2"),
        an_entry("withdrawn", "examples", source="2", how="deleted"),
        _said("examples", 100, "Ana", "1"),
    )
    assert "examples" not in without_source(log, "1")


def test_a_restart_begins_anew() -> None:
    log = (_said("examples", 100, "Ana", "1"), an_entry("restarted"), _said("gap", "none", "Ben", "2"))
    assert set(history(log)) == {"gap"}


ENTRIES = st.lists(
    st.one_of(
        st.builds(
            _said,
            st.just("examples"),
            st.integers(0, 5),
            st.sampled_from(["Ana", "Ben"]),
            st.sampled_from(["1", "2", "3"]),
        ),
        st.builds(
            an_entry, st.sampled_from(["withdrawn", "unsure"]), st.just("examples"), source=st.sampled_from(["1", "2"])
        ),
        st.just(an_entry("restarted")),
        st.just(an_entry("went_on")),
        st.just(an_entry("answered", "gone", 3)),
        st.just(an_entry("answered", "examples", "plenty")),
    ),
    max_size=12,
)


@given(ENTRIES)
@settings(max_examples=examples(100))
def test_history_and_fold_agree_on_every_log(entries: list[Entry]) -> None:
    log = tuple(entries)
    folded = fold(log)
    assert {key: stands.value for key, stands in history(log).items() if stands.value is not None} == dict(
        folded.values
    )
    assert {key for key, stands in history(log).items() if stands.value is None} == set(folded.unsure)
    assert Log(log).says_the_same(Log(log))
