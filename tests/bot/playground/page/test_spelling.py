"""Typed names become mentions, and a message can be edited as it was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.playground.page.spelling import as_said, as_typed
from bot.playground.workspace.workspace import Workspace
from bot.playground.workspace.writing import typed

MADE = Workspace()
ANA = MADE.person("Ana")
CHANNEL = MADE.channel("ml-team", [ANA])


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("hi @Ana, and @ana!", f"hi <@{ANA.id}>, and <@{ANA.id}>!"),
        ("@should-we-finetune sort tickets", f"<@{MADE.bot.id}> sort tickets"),
        ("see #ml-team", f"see <#{CHANNEL.id}|ml-team>"),
        ("@here @channel @everyone", "<!here> <!channel> <!everyone>"),
        ("mail ana@example.com or @zoe", "mail <mailto:ana@example.com|ana@example.com> or @zoe"),
        ("a < b & <@U1> <!channel>", "a &lt; b &amp; &lt;@U1&gt; &lt;!channel&gt;"),
        ("https://example.com/@Ana", "<https://example.com/@Ana>"),
    ],
)
def test_names_are_marked_and_nothing_else_is(text: str, said: str) -> None:
    assert typed(as_said(MADE, text, ANA)) == said


@given(
    st.lists(
        st.sampled_from(
            [
                "@Ana",
                "#ml-team",
                "@here",
                "https://example.com",
                "a@example.com",
                " ",
                "\n",
                "<b>",
                "&amp;",
                "x",
                "<@U1>",
            ]
        )
    ).map(" ".join)
)
def test_a_message_is_edited_as_it_was_typed(text: str) -> None:
    assert as_typed(MADE, typed(as_said(MADE, text, ANA))) == text


def test_a_private_channel_has_no_name_for_who_is_not_in_it() -> None:
    ben = MADE.person("Ben")
    secret = MADE.channel("secret", [ANA], private=True)
    assert as_said(MADE, "#secret", ben) == "#secret"
    assert typed(as_said(MADE, "#secret", ANA)) == f"<#{secret.id}|secret>"
