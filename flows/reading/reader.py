"""What a reply says, in three layers: recorded (plainly said), proposed (probably said; a click confirms it), or nothing."""

from __future__ import annotations

import re
from dataclasses import replace

from flows.language.extract import find
from flows.language.intent import reads
from flows.language.value import read
from flows.questions import BY_ID
from flows.questions.question import Question
from flows.questions.sheets import sheet_of
from flows.reading import talk
from flows.reading.beside import SURE, beside
from flows.reading.choices import found
from flows.reading.models import todays_model
from flows.reading.open_answer import of_the_open_one
from flows.reading.places import places_in
from flows.reading.plain import MOST, plain
from flows.reading.reading import MOST_PROPOSED, Proposed, Reading, Said
from flows.reading.together import read_together
from flows.reading.told_figures import of_figures
from flows.reading.vocabulary import speller
from flows.text import bare, is_not_sure


def read_reply(text: str, question: Question | None) -> Reading:
    """Read a reply while a question is open, and those that are asked with it; without one, a first message. Never raises."""
    reading = read_alone(text, question)
    if question is None or not (reading.recorded or reading.proposed):
        return reading
    more = read_together(text, question, reading.recorded, read_alone)
    if question.id in reading.recorded:
        more.pop(question.id, None)
    proposed = {id_: values for id_, values in reading.proposed.items() if id_ not in more}
    return replace(reading, recorded=reading.recorded | more, proposed=proposed)


def read_alone(text: str, question: Question | None) -> Reading:
    """The same of a reply to a message that asks nothing else."""
    words = plain(text, speller())
    if not words:
        return Reading()
    if question is None:
        return _read_first(text, words)
    if is_not_sure(bare(text)):
        return Reading({question.id: None})
    chat, asking = talk.is_chat(words), talk.asks(words)
    if asking or chat:
        return Reading(is_talk=chat, is_question=asking)
    aside = beside(words, question.id)
    by_figure, loosely = of_figures(words, question)
    recorded, proposed = of_the_open_one(text, words, question, by_figure, loosely, aside)
    if question.id == "prompting" and "baseline" in by_figure and "prompting" not in recorded:
        # Who tells the score has scored.
        recorded, proposed = recorded | {"prompting": "scored"}, {}
    sure: Said = {**by_figure, **{id_: value for id_, value in aside.items() if id_ in SURE}}
    likely = {id_: (value,) for id_, value in aside.items() if id_ not in SURE}
    recorded = {id_: value for id_, value in sure.items() if id_ != question.id} | recorded
    proposed = {id_: values for id_, values in likely.items() if id_ != question.id} | proposed
    more, perhaps = _said_plainly(text, words, {question.id, *recorded, *proposed}, recorded)
    recorded, proposed = more | recorded, perhaps | proposed
    proposed = _in_and_out(words, question, recorded) | proposed
    if talk.is_perhaps_chat(words) and not _LEADS.match(words):
        proposed |= {id_: (value,) for id_, value in recorded.items() if value is not None}
        recorded = {}
    return Reading(recorded, {id_: values for id_, values in proposed.items() if id_ not in recorded})


_IN_AND_OUT = re.compile(r"(?<![\w.,$/])(?!24/7\b)(?P<in>[0-9][0-9.,]*k?) ?/ ?(?P<out>[0-9][0-9.,]*k?)(?![\w/%])")


def _in_and_out(words: str, question: Question, recorded: Said) -> Proposed:
    """Tokens in and out, where what runs today is asked and two numbers stand so: "4o-mini, 300k/mo, 700/10"."""
    match = _IN_AND_OUT.search(words) if sheet_of(question.id).id == "workload" else None
    sides = {"input_tokens": match["in"], "output_tokens": match["out"]} if match is not None else {}
    return {
        id_: (read(BY_ID[id_], said),) for id_, said in sides.items() if id_ not in recorded and reads(BY_ID[id_], said)
    }


def _read_first(text: str, words: str) -> Reading:
    """What a first message says: of the kind of work, and of what is wrong with it, only probably."""
    by_figure, _ = of_figures(words, None)
    recorded: Said = dict(beside(words, None) | by_figure)
    more, perhaps = _said_plainly(text, words, set(recorded), recorded)
    recorded |= more
    model = todays_model(words, asked=False, first=True)
    if model is not None and "model" not in recorded:
        recorded["model"] = model
    places = tuple(place for place in places_in(words) if place not in ("openai", "any"))
    if "hosts" not in recorded and (places == ("self_hosted",) or (places and _ONLY_THERE.search(words))):
        recorded["hosts"] = places
    proposed = {id_: values for id_, values in (perhaps | _of_the_first(words)).items() if id_ not in recorded}
    return Reading(recorded, proposed)


_ONLY_THERE = re.compile(
    r"\b(?:azure|vertex|bedrock|aws|google)\b[^.;]{0,30}\b(?:only|approved|for everything|would be fine|is fine)\b|\bonly (?:on )?(?:azure|vertex|bedrock|aws)\b|\balso azure\b|\bon (?:azure|vertex|bedrock|aws) for everything\b"
)
# Where a team's data may be, and whether it may wait, are many things at once.
_MANY_THINGS = ("region", "batch")


def _said_plainly(text: str, words: str, known: set[str], recorded: Said) -> tuple[Said, Proposed]:
    """What stands plainly in a text besides: facts in the forms that are known everywhere, and today's model."""
    extracted = find(text[:MOST])
    more: Said = {}
    perhaps: Proposed = {}
    for id_, value in extracted.values.items():
        if id_ in known or id_ in extracted.doubtful or value in recorded.values():
            continue
        if id_ in _MANY_THINGS:
            perhaps[id_] = (value,)
        else:
            more[id_] = value
    if "model" not in known and "model" not in more:
        model = todays_model(words, asked=False)
        more |= {"model": model} if model is not None else {}
    return more, perhaps


# A few words name the work; more of them tell of it.
TELLS_MORE = 12


def _of_the_first(words: str) -> Proposed:
    """What a first message probably says of the questions that a use case speaks of."""
    said: Proposed = {}
    tasks, gaps = found("task", words), found("gap", words)
    if tasks:
        said["task"] = tuple(tasks[:MOST_PROPOSED])
    # A few words name the work; what is wrong with it takes more.
    if gaps and len(words.split()) >= TELLS_MORE:
        said["gap"] = tuple(gaps[:MOST_PROPOSED])
    return said


# Who begins with an answer goes on about it.
_LEADS = re.compile(r"(?:yes|no|none|nobody|never|always|[$0-9.,]+ ?[km%]?)(?: percent| prozent)?(?:[,.!;: ]|$)")
