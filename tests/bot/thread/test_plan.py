"""What a thread should say is worked out from its log alone: the same again changes nothing, and nothing ever contradicts the log."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.playground.workspace.limits import message_problems
from bot.store.records import Shown
from bot.thread.plan import DONE, OPEN, Thread, ThreadPlan
from flows.language.intent import Said, record
from flows.language.value import read
from flows.log.history import fold
from flows.log.log import Log
from flows.questions import BY_ID
from flows.questions.sheets import sheet_of
from flows.text import Refused
from flows.verdict.reply import Reply
from flows.verdict.scene import Scene
from pricing import loading
from tests.helpers.entries import an_entry
from tests.helpers.examples import examples
from tests.helpers.support import CLAUSES

FACTS = loading.load()
NOW = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
WORDS: dict[str, tuple[str, ...]] = {
    "use_case": ("sort tickets <!channel>",), "prompting": ("no", "scored"), "gap": ("style", "facts", "quality is fine"), "examples": ("100", "1500"),
    "labels": ("checked", "nobody"), "requirements_change": ("rarely", "weekly"), "upkeep_owner": ("yes", "no"), "reason": ("cost", "quality"),
    "test_items": ("10", "100"), "test_independent": ("yes", "no"), "baseline_measured": ("yes", "no"), "requests_per_month": ("1M", "20k"),
    "model": ("gpt-5.4", "haiku", "gpt-4"), "input_tokens": ("500",), "output_tokens": ("200",), "smaller_model": ("fails", "passes"), "recurrence": ("recurring",),
}  # fmt: skip


class Wall:
    """A thread that does what every plan says, as Slack would."""

    def __init__(self) -> None:
        self.log = Log()
        self.replies: dict[int, Reply] = {}
        self.shown: tuple[Shown, ...] = ()
        self.posted: list[str] = []
        self.now = NOW

    def thread(self) -> Thread:
        return Thread(1, "U1", Scene(self.log, self.now.date(), FACTS), self.shown, self.now, self.replies.get)

    def plan(self) -> ThreadPlan:
        return self.thread().plan()

    def follow(self, plan: ThreadPlan) -> None:
        self.log = plan.log
        if plan.reply is not None:
            self.replies[len(self.log.concluded_at)] = plan.reply
        for draw in plan.draws:
            assert not message_problems({"text": draw.message.text, "blocks": list(draw.message.blocks)})
            there = {message.name: message for message in self.shown}
            assert (draw.kind == "update") == (draw.name in there)
            there[draw.name] = Shown(draw.name, draw.version, "1.1", 1.0)
            self.shown = tuple(there.values())
            self.posted += [draw.name] if draw.kind == "post" else []

    def say(self, question: str, text: str, by: str) -> None:
        self.now += timedelta(seconds=1)
        asked = BY_ID[question]
        try:
            value: Any = None if text == "not sure" else read(asked, text)
        except Refused:
            return
        self.log = self.log.plus(*record(((asked, value),), Said(text, by, self.now, f"{self.now.timestamp()}")))

    def happen(self, kind: str, question: str | None = None) -> None:
        self.now += timedelta(seconds=1)
        self.log = self.log.plus(an_entry(kind, question, by="U1", at=self.now, source=f"{self.now.timestamp()}"))


STEP = st.one_of(
    st.sampled_from(list(WORDS)).flatmap(
        lambda id_: st.tuples(st.just(id_), st.sampled_from((*WORDS[id_], "not sure")))
    ),
    st.tuples(st.sampled_from(["restarted", "went_on", "withdrawn"]), st.sampled_from(list(WORDS))),
    st.tuples(st.just("look"), st.just("")),
)


@given(st.lists(STEP, max_size=14))
@settings(max_examples=examples(60))
def test_any_history_ends_in_a_thread_that_says_what_the_log_says(steps: list[tuple[str, str]]) -> None:
    wall = Wall()
    for number, (what, detail) in enumerate(steps):
        if what in BY_ID:
            wall.say(what, detail, f"U{number % 3}")
        elif what == "look":
            wall.follow(wall.plan())
        else:
            wall.happen(what, detail if what == "withdrawn" else None)
    wall.follow(wall.plan())
    again = wall.plan()
    assert again == ThreadPlan(wall.log, (), again.question), "a second look must find nothing to do"
    assert len(set(wall.posted)) == len(wall.posted)
    assert wall.posted[0] == "root"
    open_questions = [
        message for message in wall.shown if message.version.startswith(OPEN) and message.name.startswith("ask:")
    ]
    summary = [
        message for message in wall.shown if message.name.startswith("verdict:") and message.version.startswith(DONE)
    ]
    assert len(open_questions) <= 1
    assert len(summary) <= 1
    asked = wall.thread().question
    assert bool(open_questions) == (asked is not None)
    for message in open_questions:
        assert message.name.split(":")[1] == (sheet_of(asked.id).id if asked else "")


def test_the_same_answers_lead_to_the_same_verdict_however_often_the_thread_was_drawn_between() -> None:
    followed, drawn_once = Wall(), Wall()
    for id_, value in CLAUSES.items():
        text = "yes" if value is True else str(value)
        for wall in (followed, drawn_once):
            wall.say(id_, text, "U1")
        followed.follow(followed.plan())
    for wall in (followed, drawn_once):
        while (question := wall.thread().question) is not None:
            wall.say(question.id, "not sure", "U2")
        wall.follow(wall.plan())
    assert fold(followed.log) == fold(drawn_once.log)
    assert followed.log[-1].verdict == drawn_once.log[-1].verdict
    assert sum(name.startswith("verdict:") for name in drawn_once.posted) == 1
