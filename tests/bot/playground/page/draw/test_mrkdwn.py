"""Slack's own markup of text."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.workspace.writing import escaped, typed
from tests.helpers.pace import growth


def spans(node: Any) -> list[tuple[str, str]]:
    """Every element and what it says."""
    return [(inner.name, inner.text) for inner in node.nodes() if inner.name != "br"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("*bold*", [("b", "bold")]),
        ("_italic_ ~strike~", [("i", "italic"), ("s", "strike")]),
        ("*_both_*", [("b", "both"), ("i", "both")]),
        ("_*both*_", [("i", "both"), ("b", "both")]),
        ("(*bold*), *again*.", [("b", "bold"), ("b", "again")]),
        ("*a b*c d*", [("b", "a b*c d")]),
        ("snake_case_name and 2*3*4", []),
        ("* not* *not * **", []),
        ("*not\nbold*", []),
        ("**not**", []),
        ("`*code*`", [("code", "*code*")]),
        ("*`code`*", [("b", "code"), ("code", "code")]),
        ("a`b`c ` `", []),
        ("```a\n*b* :tada:```", [("pre", "a\n*b* :tada:")]),
        ("*<https://e.com|words>*", [("b", "words"), ("a", "words")]),
        ("> said\n> more\nnot", [("blockquote", "said\nmore")]),
        ("&gt; said", [("blockquote", "said")]),
        ("&gt;&gt;&gt; all\nof it", [("blockquote", "all\nof it")]),
        ("a &gt; b", []),
        ("&amp;gt; x", []),
    ],
)
def test_marks_work_at_the_borders_of_words(
    marked: Callable[..., Any], text: str, expected: list[tuple[str, str]]
) -> None:
    assert spans(marked(text)) == expected


def test_what_is_quoted_or_preformatted_needs_no_line_breaks_around_it(marked: Callable[..., Any]) -> None:
    assert [part if isinstance(part, str) else part.name for part in marked("a\n> b\nc\n```d```\ne").inside] == [
        "a",
        "blockquote",
        "c",
        "pre",
        "e",
    ]
    assert marked("a\nb").text == "a\nb"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<@U1>", "@maria"),
        ("<@U9|zoe>", "@zoe"),
        ("<@U9>", "@U9"),
        ("<#C1|old-name>", "#general"),
        ("<#C9|secret>", "#secret"),
        ("<!here> <!channel> <!everyone|everyone>", "@here @channel @everyone"),
        ("<!subteam^S1|@legal>", "@legal"),
        ("<!subteam^S1>", "@S1"),
        ("<!unheard|label>", "label"),
        ("<!unheard>", "<!unheard>"),
        ("<foo>", "<foo>"),
        ("&lt;@U1&gt; &amp;amp;", "<@U1> &amp;"),
        ("a < b > c", "a < b > c"),
        (":tada: `:tada:`", "🎉 :tada:"),
        ("<javascript:alert(1)|words>", "words"),
        ("<javascript:alert(1)>", "javascript:alert(1)"),
    ],
)
def test_what_stands_in_angle_brackets_is_named(marked: Callable[..., Any], text: str, said: str) -> None:
    page = marked(text)
    assert page.text == said
    assert not page.all("a")


def test_links_lead_outside_to_the_mail_or_into_the_page(marked: Callable[..., Any]) -> None:
    page = marked(
        "<https://e.com?a=1&amp;b=2|A &lt;site&gt;> <mailto:a@b.c|a@b.c> <https://acme.slack.com/archives/C1/p1>"
    )
    outside, mail, inside = page.all("a")
    assert (outside["href"], outside["target"], outside["rel"]) == (
        "https://e.com?a=1&b=2",
        "_blank",
        "noopener noreferrer",
    )
    assert outside.text == "A <site>"
    assert mail["href"] == "mailto:a@b.c"
    assert (inside["href"], inside.classes, inside.get("target")) == ("/c/C1", ["way"], None)
    assert inside.text == "https://acme.slack.com/archives/C1/p1"


@pytest.mark.parametrize(
    ("template", "said"),
    [
        ("{date_num}", "2014-02-18"),
        ("{date}", "February 18th, 2014"),
        ("{date_short}", "Feb 18, 2014"),
        ("{date_long} at {time}", "Tuesday, February 18th, 2014 at 2:39 PM"),
        ("{time_secs}", "2:39:42 PM"),
        ("{ago}", "fallback"),
        ("{date} {nonsense}", "fallback"),
    ],
)
def test_dates_are_said_in_utc(marked: Callable[..., Any], template: str, said: str) -> None:
    assert marked(f"<!date^1392734382^{template}|fallback>").text == said


def test_a_date_can_be_a_link_and_falls_back_where_it_is_none(marked: Callable[..., Any]) -> None:
    link = marked("<!date^1392734382^{date_num}^https://e.com|x>").one("a")
    assert (link["href"], link.one("time")["datetime"]) == ("https://e.com", "2014-02-18T14:39:42Z")
    for stamp in ("soon", "999999999999999", ""):
        assert marked(f"<!date^{stamp}^{{date}}|fallback>").text == "fallback"


def test_the_signs_that_stand_for_drawings_cannot_be_typed(marked: Callable[..., Any]) -> None:
    page = marked("\x00\x01 <@U1> \x00")
    assert page.text == "\ufffd\ufffd @maria \ufffd"


words_without_marks = st.text(st.characters(exclude_characters="*_~`<>&:\r\x00\x01", exclude_categories=["Cs"]))


@given(text=words_without_marks)
def test_text_without_markup_is_kept_as_it_is(marked: Callable[..., Any], text: str) -> None:
    page = marked(text)
    assert page.text == text
    assert {node.name for node in page.nodes()} <= {"br"}


@given(text=st.text(st.characters(exclude_characters=":\r\x00\x01*_~`>", exclude_categories=["Cs"])))
def test_what_somebody_types_is_read_as_typed(marked: Callable[..., Any], text: str) -> None:
    assert marked(escaped(text)).text == text.replace("\ue000", "<").replace("\ue001", ">")


@given(text=st.text("*_~`<>&|!@#^:;ab \n") | st.text())
def test_any_text_is_drawn_and_leads_nowhere_bad(marked: Callable[..., Any], text: str) -> None:
    for page in (marked(text), marked(typed(text))):
        for node in page.nodes():
            assert node.name in {"b", "i", "s", "code", "pre", "blockquote", "a", "span", "time", "br"}
            assert (node.get("href") or "https://").startswith(("https://", "http://", "mailto:", "/c/"))


@pytest.mark.parametrize(
    ("before", "text"), [("", "*a "), ("", "`a"), ("`", "a"), ("", "<"), ("```", "a`"), ("", "*_~"), ("", "> ")]
)
def test_no_text_takes_long(marked: Callable[..., Any], before: str, text: str) -> None:
    assert growth(lambda long: marked(before + long), text * (15_000 // len(text))) < 8
