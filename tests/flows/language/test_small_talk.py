"""Answers are told from people talking to each other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.language.intent import Said, hear
from flows.language.small_talk import is_talk
from flows.log.log import Log
from flows.questions import BY_ID

ANSWERS = [
    ("prompting", "tried and scored"), ("prompting", "no"), ("prompting", "not yet"), ("gap", "style"), ("gap", "2"), ("gap", "not sure"),
    ("examples", "1500"), ("examples", "about 2k"), ("examples", "none"), ("real_share", "90%"), ("upkeep_owner", "yes"),
    ("upkeep_owner", "nope"), ("upkeep_usd", "$900"), ("metric", "F1 on the held-out set"), ("metric", "yes"), ("test_items", "100"),
    ("hypothesis", "teach it our clause labels, from 0.84 to 0.92"), ("model", "gpt-5.4"), ("model", "claude haiku"),
    ("use_case", "sort support tickets by team"), ("target", "0.95"), ("iterations", "3"), ("requirements_change", "rarely"),
    ("recurrence", "every day"), ("prompting", "1M requests a month, 500 in 200 out"), (None, "change volume to 2M"),
    (None, "1500 checked examples"), ("prompting", "help"), ("prompting", "status"), ("prompting", "back"), (None, "what if volume is 2M"),
]  # fmt: skip
TALK = [
    ("metric", "let me ask Ben"), ("metric", "thanks!"), ("metric", "I think it was F1, who knows?"), ("hypothesis", "we'll see tomorrow"),
    ("use_case", "hm"), ("use_case", "hey, can you look at this?"), ("model", "which one was it again"), ("examples", "lol"),
    ("examples", "is it 1500?"), ("upkeep_owner", "ok"), ("upkeep_owner", "sure"), ("upkeep_owner", "of course"), ("prompting", "good question"),
    ("prompting", "what if we ask Bob?"), ("prompting", "change of plans, let's meet at 3"), ("gap", "no, wait"), (None, "nice"),
    ("prompting", "?"), ("prompting", ""), ("strongest_model", "yes please"),
    ("use_case", "Ben can answer that"), ("hypothesis", "Ben always answers late"), ("use_case", "tickets are piling up"), ("metric", "score!"),
    ("metric", "accuracy matters"), ("metric", "the rate is high"), ("hypothesis", "someone should label the tickets"), (None, "3 examples"),
    ("model", "gpt-4o is great"), ("model", "gemini is down"), ("use_case", "the invoices are late again"), ("prompting", "we have 3 tickets open"),
    ("prompting", "we have 12 documents"), ("use_case", "they always answer late"), ("model", "gpt-4o was terrible at this"),
    ("upkeep_owner", "Friday will"), ("prompting", "$20 for the lunch"), ("metric", "what a score"), (None, "I'd say restart"), (None, "I think go back"),
]  # fmt: skip

# What people say to each other, whatever question is open.
CHATTER = [
    "I'll ask Ben about that", "@Priya can you check?", "we should probably wait for legal", "not my area", "no worries",
    "no problem, take your time", "good question", "good point", "same here", "done", "on it", "give me 5 minutes",
    "back in 10", "back in 5 min", "that was 3 months ago", "we had 3 incidents last week",
    "see the doc: https://docs.acme.com/spec-2", "2nd that", "+1", "+2", "👍", ":thumbsup:", "lgtm", "sounds good",
    "makes sense", "fair enough", "depends on the customer", "legal said no to that last year", "this bot is neat",
    "Priya is out until Tuesday", "we could just use a better prompt", "the eval set is in S3",
    "Accuracy went down after the last release", "F1 is not a great metric here", "Not accuracy, surely",
    "Ben knows the numbers", "marketing wants it by Friday", "budget was approved on 3 March", "let's discuss at standup",
    "looping in Maria", "moving this to the design channel", "the old model was gpt-4", "gpt-4o was terrible at this",
    "Claude handles it fine", "we tried this at my last company", "never mind", "nothing to add", "none of us has time",
    "no one told me", "always the same discussion", "agree with Ana", "joining late, reading up", "reading the thread now",
    "Interesting", "it depends", "hard to say", "too expensive", "probably 50% of them", "5 people are on this project",
    "see you at 3", "call at 15:30", "Q3 goal", "1500 is a lot", "customers complain every day", "it fails all the time",
    "the model fails sometimes", "yes but only in staging", "no, that's wrong", "yes let's do that", "yes, Ben did that",
    "no need", "ok so what next", "good enough for me", "quality is fine imo", "cost is the real problem",
    "The style team wants a new tone", "weekly sync moved to Monday", "see JIRA-1234", "v2 ships in May",
    "can we do this tomorrow", "why not", "why though", "status?", "status of the contract?", "help me understand",
    "restart the server", "undo that please", "change of plans", "set up a meeting with legal", "make it so",
    "what if we ask legal first", "what if we just wait", "go on then", "show me", "next", "skip it", "verdict is obvious",
    "?", "??", "...", "ha", "😂", "true",
]  # fmt: skip
NUMBERS_AND_NAMES = [
    "I closed 12 tickets", "12 documents attached", "3 tickets in the backlog", "I sent 5 emails already",
    "here are 2 examples", "let me label 10 examples", "OpenAI recommends 50 examples", "1000 examples is enough",
    "100 examples are too few", "Team B has 3000 examples", "the vendor quoted us 10k examples",
    "free tier is 1000 requests per day", "they serve 5M requests a month at Acme", "the rate limit: 500 requests per minute",
    "an annotator costs $4000 a month", "we pay Jasper $3000 a month", "Ben is using claude sonnet 4.5 for coding",
    "I'm on gpt-5 in ChatGPT", "The old bot ran on gpt-3.5", "Ben's project: 2M requests a month on gpt-4o",
    "extraction looks fine", "the summarization team is on holiday", "classification is done by another team", "I have 3 emails", "300 examples would do",
    "they have 4 H100s", "Ben wants 4 H100s", "we have 4 H100s in the other team", "p95 is bad again", "batch is fine for Ben", "EU only customers complain",
]  # fmt: skip
MORE_ANSWERS = {
    None: [
        "1M requests a month on gpt-5.4, 500 in 200 out, 1500 checked examples", "we have 1500 labelled examples", "1500 labelled tickets",
        "EU only", "a wrong answer costs us $40", "our p95 is 1800 ms and must be under 500 ms", "we have 4 H100s, batch is fine",
        "we serve 2M requests a month on gpt-5.4", "contract clause extraction, 1M requests a month", "our traffic is 2M requests a month",
    ],
    "examples": ["we have 1500", "1500 tickets", "2000 labelled emails", "I think 1500", "none yet", "1500 examples, all from last year", "`1500`"],
    "use_case": [
        "classify tickets", "ticket routing", "summaries", "OCR", "better tone in our replies", "Our replies are too long",
        "I want it to write shorter replies", "it should extract clauses from contracts", "Answer questions about our docs",
        "How to route tickets faster", "translate product texts", "contract clause extraction, 1M requests a month on gpt-5.4",
    ],
    "metric": ["accuracy", "exact match", "valid JSON rate", "% of valid JSON", "CSAT", "human preference", "yes, F1", "I'd say F1", "it's accuracy"],
    "hypothesis": [
        "Always return valid JSON", "It should follow our tone", "write in our brand voice", "output the right clause type for every clause",
        "that it keeps our format", "how to cite our clauses", "to never miss a clause", "yes",
    ],
    "model": [
        "it's gpt-4o", "gpt-4o (azure)", "our own llama 3.1 70b", "we use gpt-4o", "I think gpt-4o", "mistral large", "Sonnet", "o3",
        "gpt-5.4 via azure", "gpt-5.4, 1M requests a month",
    ],
    "hosts": ["azure", "aws and azure", "anywhere", "our own GPUs"], "task": ["clause extraction", "text classification", "chatbot"],
    "baseline_measured": ["yes, 0.84"], "upkeep_owner": ["Priya will", "me"], "labels": ["Ben checked them"],
    "prompting": ["scored, 1500 labelled examples", "yes we scored it", "*3*", "- scored"],
}  # fmt: skip


def _is_talk(question: str | None, text: str) -> bool:
    open_question = BY_ID[question] if question else None
    return is_talk(text, hear(Log(), Said(text), open_question), open_question)


@pytest.mark.parametrize(("question", "text"), ANSWERS)
def test_what_is_said_to_the_program_is_not_talk(question: str | None, text: str) -> None:
    assert not _is_talk(question, text)


@pytest.mark.parametrize(("question", "text"), TALK)
def test_what_people_say_to_each_other_is_left_alone(question: str | None, text: str) -> None:
    assert _is_talk(question, text)


@pytest.mark.parametrize(("question", "text"), [(id_, text) for id_, texts in MORE_ANSWERS.items() for text in texts])
def test_a_plain_answer_is_not_talk(question: str | None, text: str) -> None:
    assert not _is_talk(question, text)


@pytest.mark.parametrize("text", CHATTER + NUMBERS_AND_NAMES)
def test_chatter_is_left_alone_whatever_is_asked(text: str) -> None:
    assert [id_ for id_ in (None, *BY_ID) if not _is_talk(id_, text)] == []


@given(st.sampled_from([None, *BY_ID]), st.text(max_size=200) | st.lists(st.sampled_from(CHATTER)).map(", ".join))
def test_any_text_is_talk_or_not(question: str | None, text: str) -> None:
    assert _is_talk(question, text) in (True, False)


def test_naming_a_question_is_enough_to_be_heard_even_where_the_value_is_wrong() -> None:
    heard = hear(Log(), Said("change volume to banana"), None)
    assert heard.refusal is not None
    assert not is_talk("change volume to banana", heard, None)
