"""Names are put in where a message is sent: as words, at most as long as was reckoned with, and never an id."""

from __future__ import annotations

import json

import pytest

from bot.block_kit.fit import NAME_JSON, json_size
from bot.block_kit.rich_text import escaped, rich
from bot.outbox.naming import named
from bot.store.effects import Direct, Post, Publish, React
from bot.text.marks import name_of_person
from bot.text.templates import short

ANA, BEN = "U0ANA", "U0BEN"
CALLED = {ANA: "Ana <!channel> & *co*"}


def sent(words: str, called: dict[str, str] = CALLED) -> Post:
    return named(Post(escaped(words), (rich(words),)), lambda _people: called)


def test_a_name_is_escaped_where_slack_reads_markup_and_only_there() -> None:
    post = sent(f"Accepted by {name_of_person(ANA)} on Monday.")
    assert post.text == "Accepted by Ana &lt;!channel&gt; &amp; *co* on Monday."
    section = post.blocks[0]["elements"][0]["elements"]
    assert section == [{"type": "text", "text": "Accepted by Ana <!channel> & *co* on Monday."}]
    markup = {"type": "mrkdwn", "text": name_of_person(ANA)}
    assert named(Post("", (markup,)), lambda _: CALLED).blocks[0]["text"] == "Ana &lt;!channel&gt; &amp; *co*"


@pytest.mark.parametrize(
    ("words", "read"),
    [
        (f"{name_of_person(BEN)} disagrees", "Somebody disagrees"),
        (f"Accepted by {name_of_person(BEN)}.", "Accepted by somebody."),
        (f"Said. {name_of_person(BEN)} goes on", "Said. Somebody goes on"),
        (f"Accepted by {name_of_person(ANA)}"[:-3] + "…", "Accepted by somebody…"),
    ],
)
def test_who_is_not_known_is_somebody_and_so_is_one_whose_place_was_cut(words: str, read: str) -> None:
    assert sent(words).text == read


@pytest.mark.parametrize("name", ["x" * 200, "\U0001f600" * 80, "名" * 80, '"\\' * 60, "\ue002U1\ue003\ue007"])
def test_a_name_is_no_longer_than_was_reckoned_with(name: str) -> None:
    words = " ".join([name_of_person(ANA)] * 20)
    before = rich(words)
    after = sent(words, {ANA: name}).blocks[0]
    assert len(json.dumps([after])) <= json_size([before])
    assert len(json.dumps(after["elements"][0]["elements"][0]["text"])) <= 20 * (NAME_JSON + 2)
    assert not {"\ue002", "\ue007"} & set(str(after))


def test_names_are_asked_for_once_and_only_where_there_are_any() -> None:
    asked: list[list[str]] = []

    def names(people: object) -> dict[str, str]:
        asked.append(list(people))  # type: ignore[call-overload]
        return CALLED

    assert named(Post("nobody", ({"type": "divider"},)), names) == Post("nobody", ({"type": "divider"},))
    assert named(React("1.1"), names) == React("1.1")
    assert asked == []
    named(Post(f"{name_of_person(ANA)} {name_of_person(BEN)} {name_of_person(ANA)}"), names)
    assert asked == [[ANA, BEN]]


def test_direct_messages_and_the_home_tab_have_names_too() -> None:
    assert named(Direct(f"{name_of_person(BEN)} did", ANA), lambda _: CALLED).text == "Somebody did"
    view = {"type": "home", "blocks": [rich(f"Owner: {name_of_person(ANA)}.")]}
    assert "Owner: Ana <!channel> & *co*." in str(named(Publish(ANA, view), lambda _: CALLED).view)


def test_nobody_can_type_the_place_of_a_name() -> None:
    assert short(f"said {name_of_person(ANA)}", 100) == f"said {ANA}"
    assert name_of_person("<!channel>") == name_of_person(None) == "somebody"
