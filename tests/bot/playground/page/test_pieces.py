"""What a page is told: exactly what it lacks."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.playground.page.pieces import Panes, Piece, Told
from tests.bot.playground.page.conftest import Page

KEYS = st.lists(st.sampled_from("abcdefgh"), unique=True, max_size=8)
VERSIONS = st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 2))


def panes(state: dict[str, list[str]], versions: dict[str, int], drawn: list[str]) -> Panes:
    def piece(key: str) -> Piece:
        version = versions.get(key, 0)

        def draw() -> str:
            drawn.append(key)
            return f"{key}{version}"

        return Piece(key, version, draw)

    return {name: [piece(key) for key in keys] for name, keys in state.items()}


@given(st.lists(st.tuples(st.fixed_dictionaries({"messages": KEYS, "thread": KEYS}), VERSIONS), min_size=1, max_size=8))
def test_a_page_that_heard_all_news_shows_what_there_is(
    states: list[tuple[dict[str, list[str]], dict[str, int]]],
) -> None:
    told, page = Told(), Page()
    for state, versions in states:
        page.hear(told.news(panes(state, versions, [])))
        assert {name: list(page.panes[name].items()) for name in state} == {
            name: [(key, f"{key}{versions.get(key, 0)}") for key in keys] for name, keys in state.items()
        }


def test_what_did_not_change_is_neither_drawn_nor_told() -> None:
    told, drawn = Told(), list[str]()
    told.news(panes({"messages": ["a", "b"]}, {}, drawn))
    assert drawn == ["a", "b"]
    assert told.news(panes({"messages": ["a", "b"]}, {}, drawn)) == []
    (news,) = told.news(panes({"messages": ["b", "a", "c"]}, {"a": 1}, drawn))
    assert news == {"pane": "messages", "order": ["b", "a", "c"], "html": {"a": "a1", "c": "c0"}}
    assert drawn == ["a", "b", "a", "c"]
