"""Where Slack refuses a form, the same fields are asked in a plainer one."""

from __future__ import annotations

from bot.block_kit.forms import About, answer_form
from bot.block_kit.plainer_form import plainer_form
from flows.questions import QUESTIONS
from flows.questions.answers import Answers
from tests.helpers.running import Running, words

ABOUT = About("T1", "C1", 1)


def test_it_asks_the_same_without_what_only_helps() -> None:
    view = answer_form(ABOUT, QUESTIONS[:12], Answers({"examples": 900, "prompting": "scored"}))
    plain = plainer_form(view)
    fields = [block for block in plain["blocks"] if block["type"] == "input"]
    assert [block["type"] for block in plain["blocks"]] == ["context", *["input"] * len(fields)]
    assert [block["block_id"] for block in fields] == [
        block["block_id"] for block in view["blocks"] if block["type"] == "input"
    ]
    assert all("hint" not in block and "placeholder" not in block["element"] for block in fields)
    assert not any(name.startswith("initial") for block in fields for name in block["element"])
    assert plain["private_metadata"] == view["private_metadata"]


def test_places_are_typed_there() -> None:
    hosts = tuple(question for question in QUESTIONS if question.id == "hosts")
    (_, field) = plainer_form(answer_form(ABOUT, hosts, Answers()))["blocks"]
    assert field["element"]["type"] == "plain_text_input"


def test_a_refused_form_opens_plainer_and_its_answers_count(bot: Running) -> None:
    ana, _, channel = bot.team()
    root = bot.begin(ana, channel, "tone of replies")
    bot.settle()
    bot.workspace.faults.refuse_blocks({"header"})
    bot.expected_refusals.add("invalid_arguments")
    bot.press(ana, root, "Answer in a form")
    view = bot.workspace.open_view(ana)
    assert view is not None
    assert {block["type"] for block in view.blocks} == {"context", "input"}
    bot.submit(ana, {"q:examples": "900"})
    assert ("answered", "examples", 900) in bot.log()
    assert words(root)
