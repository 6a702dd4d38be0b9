"""What a reply says, in three layers: recorded (plainly said), proposed (probably said; a click confirms it), or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from flows.language.extract import find
from flows.language.intent import reads
from flows.language.value import read
from flows.questions import BY_ID
from flows.questions.question import Question, Value
from flows.reading import talk
from flows.reading.asked_figures import Told, cautious_end, told
from flows.reading.beside import SURE, beside, is_about_another, parts
from flows.reading.choices import found
from flows.reading.figures import figures, is_in_other_money
from flows.reading.models import todays_model
from flows.reading.places import places_in
from flows.reading.plain import MOST, Speller, plain
from flows.reading.vocabulary import known_words
from flows.text import bare, is_not_sure, word_set

Said = dict[str, Value | None]
# A choice is proposed where so few readings are left.
_MOST_PROPOSED = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a text: values by question id, None is "not sure"; and whether the text bears on the question at all."""

    recorded: Said = field(default_factory=dict)
    proposed: dict[str, tuple[Value, ...]] = field(default_factory=dict)
    is_talk: bool = False
    is_question: bool = False


@lru_cache(maxsize=1)
def _speller() -> Speller:
    return Speller(known_words())


def read_reply(text: str, question: Question | None) -> Reading:
    """Read a reply while a question is open; without one, a first message. Never raises."""
    words = plain(text, _speller())
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
    by_figure, loosely = _of_figures(words, question)
    recorded, proposed = _of_the_open_one(text, words, question, by_figure, loosely, aside)
    sure: Said = {**by_figure, **{id_: value for id_, value in aside.items() if id_ in SURE}}
    likely = {id_: (value,) for id_, value in aside.items() if id_ not in SURE}
    recorded = {id_: value for id_, value in sure.items() if id_ != question.id} | recorded
    proposed = {id_: values for id_, values in likely.items() if id_ != question.id} | proposed
    more, perhaps = _said_plainly(text, words, {question.id, *recorded, *proposed}, recorded)
    recorded, proposed = more | recorded, perhaps | proposed
    if talk.is_perhaps_chat(words) and not _LEADS.match(words):
        proposed |= {id_: (value,) for id_, value in recorded.items() if value is not None}
        recorded = {}
    return Reading(recorded, {id_: values for id_, values in proposed.items() if id_ not in recorded})


def _read_first(text: str, words: str) -> Reading:
    """What a first message says: of the kind of work, and of what is wrong with it, only probably."""
    by_figure, _ = _of_figures(words, None)
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


def _said_plainly(text: str, words: str, known: set[str], recorded: Said) -> tuple[Said, dict[str, tuple[Value, ...]]]:
    """What stands plainly in a text besides: facts in the forms that are known everywhere, and today's model."""
    extracted = find(text[:MOST])
    more: Said = {}
    perhaps: dict[str, tuple[Value, ...]] = {}
    for id_, value in extracted.values.items():
        if id_ in known or id_ in extracted.doubtful or value in recorded.values():
            continue
        if id_ in _MANY_THINGS:
            perhaps[id_] = (value,)
        else:
            more[id_] = value
    if not {"model"} & (known | more.keys()):
        model = todays_model(words, asked=False)
        more |= {"model": model} if model is not None else {}
    return more, perhaps


_TELLS_MORE = 12


def _of_the_first(words: str) -> dict[str, tuple[Value, ...]]:
    """What a first message probably says of the questions that a use case speaks of."""
    said: dict[str, tuple[Value, ...]] = {}
    tasks, gaps = found("task", words), found("gap", words)
    if tasks:
        said["task"] = tuple(tasks[:_MOST_PROPOSED])
    # A few words name the work; what is wrong with it takes more.
    if gaps and len(words.split()) >= _TELLS_MORE:
        said["gap"] = tuple(gaps[:_MOST_PROPOSED])
    return said


# Who begins with an answer goes on about it.
_LEADS = re.compile(r"(?:yes|no|none|nobody|never|always|[$0-9.,]+ ?[km%]?)(?: percent| prozent)?(?:[,.!;: ]|$)")


def _strictly(text: str, question: Question | None) -> Said:
    """What the whole text says by itself, as an answer to the open question."""
    if question is None or question.kind in ("text", "box", "name") or not reads(question, text):
        return {}
    return {question.id: read(question, text)}


def _of_figures(words: str, question: Question | None) -> tuple[dict[str, Value], dict[str, Value]]:
    """What figures say by their own words, and what they say because the question is open."""
    open_ = question.id if question is not None else None
    surely: dict[str, list[Told]] = {}
    loosely: dict[str, list[Told]] = {}
    for figure in figures(words):
        one = told(figure, open_, words)
        if one is None or one.id not in BY_ID:
            continue
        if (figure.is_usd or one.id.endswith("_usd")) and is_in_other_money(words):
            continue
        (surely if one.plainly else loosely).setdefault(one.id, []).append(one)
    return _single(surely), _single(loosely)


def _single(said: dict[str, list[Told]]) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for id_, several in said.items():
        # "1.1k, 700 of it the system prompt": where one is asked for, the first one is the answer.
        if len({one.value for one in several}) == 1 or not several[0].plainly:
            value = _value(id_, several[0].value)
            if value is not None:
                values[id_] = value
    return values


def _value(id_: str, value: Decimal) -> Value | None:
    """A figure as a value of a question; None for what it cannot be."""
    question = BY_ID[id_]
    if question.kind in ("count", "rounds"):
        whole = int(value)
        return whole if whole == value and 0 <= whole <= question.high else None
    if question.kind == "share":
        return value if 0 <= value <= 1 else None
    if question.kind in ("number", "usd") and value != value.to_integral_value():
        value = value.quantize(Decimal("0.01"))
    return value if question.low <= value <= question.high else None


def _of_the_open_one(
    text: str,
    words: str,
    question: Question,
    by_figure: dict[str, Value],
    loosely: dict[str, Value],
    aside: dict[str, Value],
) -> tuple[Said, dict[str, tuple[Value, ...]]]:
    """The open question's answer: recorded, or proposed."""
    id_ = question.id
    if id_ in by_figure:
        if id_ in _COUNTS and _NOT_THERE.search(words):
            return {}, {}
        doubted = id_ in _COUNTS and _DOUBTED.search(words) is not None
        return ({}, {id_: (by_figure[id_],)}) if doubted else ({id_: by_figure[id_]}, {})
    if question.kind not in ("hosts", "text", "box") and talk.leaves_it_open(words):
        return {}, {}
    if talk.knows_not(words) and not (question.kind in ("choice", "flag") and _leads_with_an_answer(words, question)):
        return {id_: None}, {}
    match question.kind:
        case "choice" | "flag":
            return _chosen(text, words, question)
        case "hosts":
            return _hosts(text, words, question)
        case "text" | "box" | "name":
            return _worded(text, words, question, {**by_figure, **aside})
    return _figure(text, words, question, loosely)


def _figure(
    text: str, words: str, question: Question, loosely: dict[str, Value]
) -> tuple[Said, dict[str, tuple[Value, ...]]]:
    """A figure that is an answer because its question is open."""
    id_ = question.id
    if id_ in _COUNTS and _NOT_THERE.search(words):
        return {}, {}
    doubted = id_ in _COUNTS and _DOUBTED.search(words) is not None
    span = None if is_in_other_money(words) else cautious_end(words, id_)
    if span is not None:
        value = _value(id_, span)
        return {}, ({id_: (value,)} if value is not None else {})
    strict = _strictly(text, question)
    said = next(iter(strict.values()), None)
    if said is None:
        said = next((value for pattern, value in _NUMBERS_IN_WORDS.get(id_, ()) if pattern.search(words)), None)
    if said is not None:
        return ({}, {id_: (said,)}) if doubted else ({id_: said}, {})
    if id_ not in loosely or is_about_another(words, id_):
        return {}, {}
    # Beside many other words a figure may be one of anything.
    first = re.split(r"[,.;:](?:\s|$)", words, maxsplit=1)[0]
    told_in = first if re.search(r"[0-9]", first) else words
    alien = [word for word in re.findall(r"[a-zäöüß]{3,}", told_in) if word not in _FILLERS]
    sure = len(alien) <= _FEW_WORDS and not doubted
    return ({id_: loosely[id_]}, {}) if sure else ({}, {id_: (loosely[id_],)})


def _leads_with_an_answer(words: str, question: Question) -> bool:
    """Whether a choice comes before the doubt: "scraped, so who knows"."""
    first = re.split(r"[,.;]", words, maxsplit=1)[0]
    return not talk.knows_not(first) and len(found(question.id, first, flag=question.kind == "flag")) == 1


_COUNTS = frozenset({"examples", "test_items"})
# What is only hoped for is not there, and what is not labelled is no labelled example.
_NOT_THERE = re.compile(
    r"\b(?:could|would|want|need|plan|hope|will|going to|aim)\b(?![^.;]*\b(?:have|got)\b)|\bun-?labell?ed\b|\bnot (?:really |yet |even |properly )?(?:labell?ed|annotated)\b|\bwithout labels\b|\bnone (?:of them )?labell?ed\b|\bnot nearly\b"
)
_DOUBTED = re.compile(
    r"\bwrong\b|\bnobody\b|\bnot (?:checked|reviewed|usable|clean)\b|\bduplicates?\b|\bsynthetic\b|\bnois\w+|\bbut\b"
)
_FEW_WORDS = 2
_FILLERS = word_set(
    "about around roughly approximately maybe probably guess think say would call exactly give take less more than over least most some circa etwa"
    " rund ungefähr the and for our are have has had got get gets its that this these there they them all per cent percent tokens token months"
    " month requests request items item examples right correct score scored today now currently could should realistic realistically honestly"
    " median average mean typical typically usually hope hoping expect expecting minimum maximum max min just only like with from into out way"
    " labelled tickets ones dollars usd year half well okay yes not sure answers questions test duplicates few anything above below official"
    " ideally exact good enough first time budget pay trainings number percents innerhalb von jahren höchstens monat dollar prozent answer"
)
_NUMBERS_IN_WORDS: dict[str, tuple[tuple[re.Pattern[str], Value], ...]] = {
    "real_share": (
        (re.compile(r"\b(?:all|alles|everything) (?:of (?:it|them) )?(?:is |are |ist )?(?:real|echt|prod\w*|from (?:real|prod\w*|live))\b|^(?:all|everything)(?: of (?:it|them))?(?:$|[,.] (?!but|except|synth))|^100%$"), Decimal(1)),
        (re.compile(r"\b(?:100%|all|entirely|fully|completely|purely|alles|only)\b[^.;]{0,15}\b(?:synthetic|generated|invented|made up|synthetisch)\b"), Decimal(0)),
    ),
    "upkeep_usd": ((re.compile(r"\b(?:zero|nothing|no budget)\b"), Decimal(0)),),
    "examples": (
        (re.compile(r"^(?:zero|none|we have none|not a single one)\b|^(?:we have )?no (?:labell?ed |training )?(?:data|examples|labels)\b"), 0),
    ),
    "horizon_months": ((re.compile(r"^(?:within )?(?:a|1) year\b|\bein(?:em)? jahr\b"), Decimal(12)),),
    "growth_per_month": ((re.compile(r"^(?:flat|stable|none|no growth|constant|it is flat)\b"), Decimal(0)),),
    "iterations": ((re.compile(r"^(?:single|one) (?:shot|round|run)\b|\bjust (?:1|one)\b"), 1),),
    "cached_share": ((re.compile(r"^(?:about )?half(?: of it)?$"), Decimal("0.5")),),
    "test_items": ((re.compile(r"^(?:zero|none)\b"), 0),),
    "saved_input_tokens": ((re.compile(r"^(?:zero|none|nothing|keine)\b"), Decimal(0)),),
}  # fmt: skip


# Said beside another choice these say which it is: "partly checked", "tried and scored".
_TRIED: dict[frozenset[Value], Value] = {frozenset({"tried", "scored"}): "scored"}
_SETTLED: dict[str, dict[frozenset[Value], Value]] = {
    "labels": {frozenset({"mixed", other}): "mixed" for other in ("checked", "unchecked")},
    "prompting": _TRIED,
    "retrieval": _TRIED,
}


def _chosen(text: str, words: str, question: Question) -> tuple[Said, dict[str, tuple[Value, ...]]]:
    id_, flag = question.id, question.kind == "flag"
    strict = _strictly(text, question)
    if strict:
        return strict, {}
    about = [part for part in parts(words) if not is_about_another(part, id_)]
    if not about:
        return {}, {}
    values = found(id_, " . ".join(about), flag=flag)
    first = found(id_, about[0], flag=flag)
    if frozenset(values) in _SETTLED.get(id_, {}):
        return {id_: _SETTLED[id_][frozenset(values)]}, {}
    if len(values) == 1:
        # After words on something else, a yes is about that.
        first_word = about[0].split(" ", 1)[0].strip(",.!")
        return ({}, {}) if first_word in ("yes", "no") and len(about) < len(parts(words)) else ({id_: values[0]}, {})
    if flag and len(values) == 2:
        last = found(id_, about[-1], flag=True)
        return ({id_: False}, {}) if last == [False] else ({}, {id_: (values[0],)})
    if len(first) == 1 and len(about) > 1:
        # What follows the answer explains it.
        return {id_: first[0]}, {}
    if len(values) > 1 and not flag:
        return {}, {id_: tuple(values[:_MOST_PROPOSED])}
    return ({}, {id_: (values[0],)}) if values else ({}, {})


def _hosts(text: str, words: str, question: Question) -> tuple[Said, dict[str, tuple[Value, ...]]]:
    strict = _strictly(text, question)
    if strict:
        return strict, {}
    places = places_in(words)
    if not places:
        return {}, {}
    return (
        ({}, {question.id: (places,)})
        if re.search(r"\bnot\b|\bno\b|\bexcept\b", words)
        else ({question.id: places}, {})
    )


_LEADING = re.compile(
    r"^(?:(?:yes|well|so|ok|hm+|probably|mainly|mostly|we use|we would use|it would learn|it should learn|it would|it should|teach it|learn|we look at|we measure|the|it is)[,:]?\s+)*(?:to\s+)?",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"\b(?:accura\w+|f1|precision|recall|exact match|rouge|bleu|wer|cer|csat|nps|auc|rate|share|percentage|how (?:often|many)|pass@|kappa|edit distance|win rate|preference|genauigkeit|trefferquote|score|thumbs|correctness|valid\w*|latency|mae|rmse|map|ndcg|deflection|acceptance)\b",
    re.IGNORECASE,
)


def _worded(
    text: str, words: str, question: Question, others: dict[str, Value]
) -> tuple[Said, dict[str, tuple[Value, ...]]]:
    said = bare(text)
    if "?" in said and question.id != "model":
        return {}, {}
    if question.kind == "box" and re.fullmatch(r"no[.!]?", words):
        return {question.id: False}, {}
    if question.id == "model":
        model = todays_model(words, asked=True)
        return ({"model": model}, {}) if model is not None else ({}, {})
    first = re.split(r"[,;.](?:\s|$)|\s-\s", said, maxsplit=1)[0].strip()
    kept = _LEADING.sub("", first if others or question.id == "metric" else said).strip(" .!")
    if question.id == "metric":
        if _MEASURE.search(plain(kept, _speller())) is None or (others and _MEASURE.search(kept) is None):
            return {}, {}
        return (
            ({"metric": kept}, {})
            if not others.keys() & {"baseline"} or len(said.split()) > len(kept.split())
            else ({}, {})
        )
    if question.id == "hypothesis" and len(kept.split()) >= 3:
        return {"hypothesis": kept}, {}
    return {}, {}


def doubts(text: str, question: Question) -> bool:
    """Whether a count that stands in the text may not be there: what is not labelled, nobody looked at, or is only hoped for."""
    if question.id not in _COUNTS:
        return False
    words = plain(text, _speller())
    return _NOT_THERE.search(words) is not None or (
        len(words.split()) > _FEW_WORDS and _DOUBTED.search(words) is not None
    )
