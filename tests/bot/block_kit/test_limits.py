"""Whatever was typed and whatever was answered: no form of a message breaks a limit, and nothing typed becomes markup."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.block_kit.details import PARTS, details_view
from bot.block_kit.forms import About, answer_form
from bot.block_kit.message import Message
from bot.block_kit.verdict import verdict_message
from bot.block_kit.what_if import changed_words, difference_message
from bot.playground.workspace.limits import view_problems
from bot.text.screen import MOST, screen
from flows.conversation.shows import RecordedAnswer
from flows.questions import BY_ID, QUESTIONS
from flows.questions.document import from_mapping
from flows.questions.question import Question
from flows.text import clean, is_storable
from flows.verdict.decide import decide
from flows.verdict.reply import Reply
from pricing.catalogue import Catalogue
from pricing.loading import load
from tests.helpers.examples import examples
from tests.helpers.support import APRIL, CLAUSES, NOVEMBER, clauses

FACTS: Catalogue = load()
HOSTILE = (
    "\U0001f600" * 10_000,
    "<!channel> " * 900,
    "<@U9999999> <https://evil.example|click> *bold* _it_ ~no~ `code` > quote & more",
    "a\x00b\x1b[31m\u202egnp.exe\u2066\ue000bold\ue001\ue002U9999999\ue003",
    "&lt;!here&gt; &amp; <<<>>> " * 300,
    "\u0301" * 5_000 + "x",
    ":smile: @here @channel #general\n• one\n• two\n```\ncode\n```",
    "\u200b\u200b\u200b x",
    "W" * 10_000,
)
typed = st.one_of(st.sampled_from(HOSTILE), st.text(min_size=1, max_size=60))


def value_of(question: Question) -> st.SearchStrategy[Any]:
    """A value that the question takes."""
    low, high = question.low, question.high
    match question.kind:
        case "choice":
            return st.sampled_from([choice.value for choice in question.choices])
        case "flag":
            return st.booleans()
        case "count" | "rounds":
            return st.integers(0, int(min(high, Decimal(10) ** 9)))
        case "number":
            return st.sampled_from([low, Decimal(500), Decimal(20_000), Decimal(1_000_000), high]).filter(
                lambda value: low <= value <= high
            )
        case "usd":
            return st.sampled_from([Decimal(0), Decimal("0.01"), Decimal(4_250), Decimal(10) ** 12])
        case "share":
            return st.decimals(0, 1, places=3)
        case "growth":
            return st.sampled_from([Decimal("-0.9"), Decimal(0), Decimal("0.05"), Decimal(1)])
        case "hosts":
            return st.lists(
                st.sampled_from(["openai", "bedrock", "self_hosted", "somewhere", "x" * 3000]), min_size=1, max_size=4
            )
        case "host":
            return st.sampled_from(["openai", "somewhere", "x" * 3000])
        case "scored":
            names = st.sampled_from([f"{at}" + "W" * 78 for at in range(10, 30)])
            return st.dictionaries(names, st.sampled_from(["passes", "fails"]), min_size=1, max_size=20)
        case "gpus":
            return st.sampled_from([{"type": "H100", "count": 4}, {"type": "W" * 40, "count": 10_000}])
        case _:
            return typed.filter(lambda text: bool(clean(text)) and is_storable(text))


GIVEN = st.fixed_dictionaries({}, optional={question.id: value_of(question) for question in QUESTIONS})
ANSWERS = st.builds(lambda base, given: base | given, st.sampled_from([{}, CLAUSES]), GIVEN)


def check_all(
    reply: Reply,
    before: Reply,
    taken: list[RecordedAnswer],
    check_message: Callable[[Message], None],
    check_view: Callable[[Any], None],
) -> None:
    changed = changed_words(taken, before, reply, by="U0123ABCD")
    for message in (
        verdict_message(reply, 10**9, number=10**4),
        verdict_message(reply, 1, number=2, changed=changed, more=True, undecided=True),
        verdict_message(reply, 1, number=1, superseded=True),
        difference_message(taken, before, reply),
    ):
        check_message(message)
    for part in PARTS:
        check_view(details_view(reply, About("T1", "C1", 10**9, of="10000"), part))
    assert len(screen(reply, changed.split("\n"))) <= MOST


@settings(max_examples=examples(8))
@given(ANSWERS, st.sampled_from([APRIL, NOVEMBER]))
def test_any_answers_fit(
    as_text: Callable[[Any], str],
    check_message: Callable[[Message], None],
    check_view: Callable[[Any], None],
    values: dict[str, Any],
    day: Any,
) -> None:
    answers = from_mapping(values)
    taken = [RecordedAnswer(BY_ID[id_], value, clauses().values.get(id_)) for id_, value in answers.values.items()]
    reply = decide(answers, day, FACTS)
    check_all(reply, BASE, taken, check_message, check_view)
    for blocks in (verdict_message(reply, 1, number=1).blocks, *verdict_message(reply, 1, number=1).plainer):
        assert "Next, by" in as_text(blocks), "what can be typed never costs the next step"


@settings(max_examples=examples(8))
@given(st.lists(typed, min_size=1, max_size=5), st.integers(0, 3))
def test_a_reply_made_of_hostile_words_fits(
    check_message: Callable[[Message], None], check_view: Callable[[Any], None], words: list[str], times: int
) -> None:
    """Not only what can be typed today: every sentence of the reply is somebody's."""
    reply = spoiled(BASE, words, times)
    taken = [RecordedAnswer(BY_ID["use_case"], words[0], words[-1]), RecordedAnswer(BY_ID["metric"], words[-1], None)]
    check_all(reply, BASE, taken, check_message, check_view)


@settings(max_examples=examples(8))
@given(ANSWERS)
def test_a_form_of_every_question_fits(values: dict[str, Any]) -> None:
    view = answer_form(About("T1", "C1", 1), QUESTIONS, from_mapping(values), "change")
    assert [block["block_id"] for block in view["blocks"] if block["type"] == "input"] == [f"q:{id_}" for id_ in BY_ID]
    assert not view_problems(view)


BASE = decide(clauses(use_case="Clauses"), NOVEMBER, FACTS)
_SENTENCES = {
    "use_case", "headline", "first_step", "text", "label", "model", "how", "source", "note", "unavailable_because", "open_as_of", "measure",
    "prevents", "prevention", "topic", "title", "trust", "rule",
}  # fmt: skip
_LISTS = {
    "reasons",
    "flip_points",
    "abort_criteria",
    "disagreements",
    "sources",
    "unknowns",
    "assumptions",
    "five_questions",
}


def spoiled(reply: Reply, words: list[str], times: int) -> Reply:
    """The reply with each sentence replaced, and its lists several times as long."""
    count = 0

    def word() -> str:
        nonlocal count
        count += 1
        return words[count % len(words)]

    def walk(value: Any, key: str | None = None) -> Any:
        if isinstance(value, dict):
            return {name: walk(item, "text" if key == "texts" else name) for name, item in value.items()}
        if isinstance(value, tuple | list):
            again = list(value) * (1 + times if key in _LISTS else 1)
            return [
                word() if isinstance(item, str) and key in ("unknowns", "assumptions", "unknown") else walk(item)
                for item in again
            ]
        return word() if isinstance(value, str) and key in _SENTENCES else value

    return Reply.model_validate(walk(reply.model_dump()))


@pytest.mark.parametrize("text", HOSTILE)
@pytest.mark.parametrize("question", ["use_case", "metric", "model", "hypothesis"])
def test_what_is_typed_anywhere_stays_what_was_typed(
    text: str, question: str, check_message: Callable[[Message], None], check_view: Callable[[Any], None]
) -> None:
    reply = decide(clauses(**{question: text}), NOVEMBER, FACTS)
    check_message(verdict_message(reply, 1, number=1))
    for part in PARTS:
        check_view(details_view(reply, About("T1", "C1", 1), part))


def test_a_table_of_230_options_is_cut(check_message: Callable[[Message], None]) -> None:
    option = BASE.option(BASE.recommended or "")
    assert option is not None
    many = tuple(
        option.model_copy(update={"id": f"sft:host/{number}", "label": "\U0001f600" * 500}) for number in range(230)
    )
    check_message(
        verdict_message(
            BASE.model_copy(update={"options": (*BASE.options, *many), "recommended": "sft:host/7"}), 1, number=1
        )
    )
