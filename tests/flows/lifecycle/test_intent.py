"""What words do to a decision after its verdict, and that people who talk to each other do nothing to it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.lifecycle.intent import STAY, WAYS, hear_after, way_of
from flows.lifecycle.stages import life
from flows.log.log import Log
from flows.log.plans import Limit, TrainingPlan
from tests.helpers.entries import an_entry

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=14)
PLAN = TrainingPlan(
    "sft", date(2026, 11, 24), (date(2026, 12, 8), date(2026, 12, 22)), Decimal(600),
    (Limit("target", "below", Decimal("0.92"), None),), Decimal("0.84"),
)  # fmt: skip
VERDICT = an_entry("concluded", value={"verdict": "sft", "review_on": "2027-02-20"}, at=NOON)
ACCEPTED = an_entry("accepted", value={"verdict": 1, "owner": "UANA"}, by="UANA", at=NOON)
PLANNED = an_entry("planned", value=PLAN.to_json(), by="UANA", at=NOON)
ASKED = an_entry("asked", value={"what": "checkpoint", "number": 1, "again": False}, at=LATER)
STOP = an_entry("measured", value={"checkpoint": 1, "says": "stop"}, by="UANA", at=LATER)
REVIEW = an_entry("asked", value={"what": "review", "number": 1, "again": False}, at=LATER)
LOGS = {
    "asking": (),
    "decided": (VERDICT,),
    "deferred": (VERDICT, an_entry("deferred", value={}, by="UANA", at=NOON)),
    "accepted": (VERDICT, ACCEPTED),
    "training": (VERDICT, ACCEPTED, PLANNED),
    "asked": (VERDICT, ACCEPTED, PLANNED, ASKED),
    "stop": (VERDICT, ACCEPTED, PLANNED, ASKED, STOP),
    "review": (VERDICT, ACCEPTED, REVIEW),
    "adopted": (VERDICT, ACCEPTED, an_entry("adopted", value={}, by="UANA", at=NOON), REVIEW),
}
LIVES = {name: life(Log(log)) for name, log in LOGS.items()}

CHATTER = [
    "stop it", "stop that, you two", "stop, I can't breathe", "stop - you're both right", "stop worrying, it's fine", "stop training your dog",
    "stopped by your desk, you were out", "let's stop here for today", "the build stopped: out of memory", "we stopped the staging cluster",
    "let's accept the PR", "we accept cookies", "accepted the invite", "I accept that this is hard", "I'll accept whatever Ben says",
    "I disagree with Ben's number", "I disagree", "we disagree on that", "object: null", "object: it has no length", "objection!",
    "go on, tell me", "go on then", "go on without me", "go on - I'm listening", "we go on holiday on Friday", "carry on, nothing to see here",
    "going on holiday tomorrow", "going on vacation, back in 2 weeks", "go ahead", "score was 3-1 last night", "score 3", "what a score", "score was 2 at half time",
    "accuracy 92% on my exam", "not now, in a meeting", "Not now, sorry", "not yet", "later", "another way to look at it: cost",
    "another way would be to ask legal", "another way is to ask Ben because he knows", "there is another way", "we adopt a puppy", "adopted: two kittens", "adopt, adapt, improve",
    "we adopted it last year", "no", "yes", "ok", "+1", "-1", "+3", "half", "dropped", "use it", "never", "spent $20 on lunch", "spent 3 hours on this", "$20 for the lunch",
    "86", "3", "12 of 50", "we are 5", "now 5", "all", "none", "cost 40", "I'm at 50%", "my battery is at 86%", "general election is on Tuesday", "100 test items",
    "the test set is at 100 items", "we have 3 tickets open", "overlap of 2 meetings", "shared 2 docs with you", "F1 at 3pm", "f1 was great yesterday", "gain 3 kg", "gained 3",
    "lost 5", "improved by 5%", "$700/month for the gym", "base model is 5 GB", "base model 2", "result 5", "new owner is Ben", "who owns this?", "verdict?", "can we measure on Friday?",
    "Ben measured 0.9 or so, right?", "the checkpoint is in S3", "training takes 3 hours", "the review is on Monday", "budget is $900, I think we asked for $1,200", "👍", "thanks!", "", "?",
]  # fmt: skip


@pytest.mark.parametrize("text", CHATTER)
def test_people_who_talk_to_each_other_do_nothing_to_a_decision(text: str) -> None:
    assert {state: heard for state, now in LIVES.items() if (heard := hear_after(now, text)) is not None} == {}


# Said to nobody in particular, and read all the same: it is what the bot asked for, or its own words for it.
PLAIN: list[tuple[str, str, str, dict[str, Any]]] = [
    ("decided", "accept", "accept", {}), ("decided", "Accepted!", "accept", {}), ("decided", "we accept", "accept", {}),
    ("decided", "*accept* please", "accept", {}), ("training", "accept the verdict", "accept", {}), ("deferred", "accept", "accept", {}),
    ("decided", "not now", "defer", {}), ("decided", "Not now.", "defer", {}), ("decided", "not now: no people before spring", "defer", {"text": "no people before spring"}),
    ("decided", "another way: retrieval because the facts change daily", "override", {"method": "rag", "text": "the facts change daily"}),
    ("accepted", "Another way: LoRA, since the data may not leave", "override", {"method": "lora", "text": "the data may not leave"}),
    ("decided", "we go another way: keep today's model - it is cheap", "override", {"method": STAY, "text": "it is cheap"}),
    ("decided", "another way: retrieval", "refuse", {}), ("decided", "another way: retrival because the facts change", "refuse", {}), ("decided", "another way", "refuse", {}),
    ("decided", "dissent: 300 examples are too few", "dissent", {"text": "300 examples are too few"}),
    ("training", "I disagree: the labels are Ben's guesses.", "dissent", {"text": "the labels are Ben's guesses."}),
    ("accepted", "owner is <@UBEN1>", "own", {"person": "UBEN1"}), ("training", "new owner: <@UBEN1|ben>", "own", {"person": "UBEN1"}),
    ("training", "stop: no people for it before spring", "stop", {"text": "no people for it before spring"}), ("training", "stop training", "stop", {"text": ""}),
    ("training", "we stopped training, the vendor is gone", "stop", {"text": "the vendor is gone"}), ("training", "Stop because the vendor closes", "stop", {"text": "the vendor closes"}),
    ("stop", "stop", "stop", {"text": ""}), ("stop", "Stop.", "stop", {"text": ""}), ("stop", "go on", "refuse", {}),
    ("stop", "go on because the second half of the data comes on Friday", "carry_on", {"text": "the second half of the data comes on Friday"}),
    ("stop", "Go on: the test set was broken", "carry_on", {"text": "the test set was broken"}), ("stop", "we go on anyway, the test set was broken", "carry_on", {"text": "the test set was broken"}),
    ("training", "adopted, gain 3 points, $700 a month", "adopt", {}), ("accepted", "we adopted it", "adopt", {}),
    ("review", "adopted, gain 3 points, $700 a month", "review", {}), ("review", "not adopted", "review", {}), ("review", "partly in use, $900 a month", "review", {}),
    ("adopted", "gain 2.5 points and $650 a month", "review", {}), ("asked", "86%", "measure", {}), ("asked", "score 86%, general 71% (was 73%), spent $900", "measure", {}),
    ("asked", "score 86, general 71, spent 900", "measure", {}), ("asked", "accuracy was 0.86", "measure", {}), ("asked", "$900 spent so far", "measure", {}),
    ("asked", "match rate 86", "measure", {}), ("decided", "decide again", "renew", {}), ("stop", "new verdict", "renew", {}),
]  # fmt: skip


@pytest.mark.parametrize(("state", "text", "act", "more"), PLAIN)
@pytest.mark.parametrize("addressed", [False, True])
def test_what_the_bot_asked_for_is_read(state: str, text: str, act: str, more: dict[str, Any], addressed: bool) -> None:
    heard = hear_after(LIVES[state], text, metric="Match rate", addressed=addressed)
    assert heard is not None
    assert heard.act == act or (addressed and (heard.act, act) == ("adopt", "review"))
    assert {name: getattr(heard, name) for name in more} == more


# Read where it was said to the bot.
ADDRESSED: list[tuple[str, str, str, str]] = [
    ("decided", "I accept that", "accept", ""), ("decided", "ok, we accept it", "accept", ""), ("accepted", "not now", "defer", ""),
    ("accepted", "accepted", "accept", ""), ("decided", "not now, no budget this quarter", "defer", "no budget this quarter"), ("decided", "put it off", "defer", ""),
    ("decided", "I disagree with Ben's number", "dissent", "with Ben's number"), ("decided", "I disagree", "refuse", ""), ("decided", "dissent", "refuse", ""),
    ("training", "stop", "stop", ""), ("training", "stop it", "stop", ""), ("training", "please stop the training", "stop", ""),
    ("training", "stop, the data is wrong", "stop", "the data is wrong"), ("training", "let's stop - no budget", "stop", "no budget"),
    ("stop", "go on, the data comes on Friday", "carry_on", "the data comes on Friday"), ("stop", "carry on anyway - it was a bad seed", "carry_on", "it was a bad seed"),
    ("stop", "go on anyway", "refuse", ""), ("training", "adopt", "adopt", "adopt"), ("training", "86", "measure", "86"), ("training", "score 4.2 and spent $900", "refuse", ""),
    ("training", "100 test items", "refuse", ""), ("review", "yes", "review", "yes"), ("review", "half", "review", "half"), ("review", "cost 12 of everything", "refuse", ""),
]  # fmt: skip


@pytest.mark.parametrize(("state", "text", "act", "words"), ADDRESSED)
def test_what_is_said_to_the_bot_is_read_more_freely(state: str, text: str, act: str, words: str) -> None:
    heard = hear_after(LIVES[state], text, addressed=True)
    assert heard is not None
    assert heard.act == act
    assert act == "refuse" or heard.text == words


@pytest.mark.parametrize("text", ["accept", "stop", "dissent: no", "86%", "another way: rag because x"])
def test_before_a_verdict_nothing_is_about_it(text: str) -> None:
    assert hear_after(LIVES["asking"], text, addressed=True) is None


def test_every_way_is_known_by_its_name_and_its_words() -> None:
    for name, words in WAYS.items():
        assert {
            way_of(spelling) for spelling in (name, words, words.upper(), name.replace("_", " "), f" {words}. ")
        } == {name}
    assert way_of("magic") is None


@given(st.text(max_size=60), st.sampled_from(sorted(LIVES)), st.booleans(), st.none() | st.text(max_size=12))
def test_nothing_that_can_be_typed_breaks_it(text: str, state: str, addressed: bool, metric: str | None) -> None:
    hear_after(LIVES[state], text, metric=metric, addressed=addressed)
