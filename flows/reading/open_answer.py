"""The answer to the open question in a reply: recorded where it is said plainly, else proposed, else neither."""

from __future__ import annotations

import re
from decimal import Decimal

from flows.language.intent import reads
from flows.language.value import read
from flows.questions.question import Question, Value
from flows.reading import talk
from flows.reading.asked_figures import cautious_end
from flows.reading.beside import is_about_another, parts
from flows.reading.choices import found
from flows.reading.figures import is_in_other_money
from flows.reading.models import todays_model
from flows.reading.places import places_in
from flows.reading.plain import plain
from flows.reading.reading import MOST_PROPOSED, Proposed, Said
from flows.reading.told_figures import value_of
from flows.reading.vocabulary import speller
from flows.text import bare, word_set


def _strictly(text: str, question: Question) -> Said:
    """What the whole text says by itself, as an answer to the open question."""
    if question.kind in ("text", "box", "name") or not reads(question, text):
        return {}
    return {question.id: read(question, text)}


def of_the_open_one(
    text: str,
    words: str,
    question: Question,
    by_figure: dict[str, Value],
    loosely: dict[str, Value],
    aside: dict[str, Value],
) -> tuple[Said, Proposed]:
    """The open question's answer: recorded, or proposed."""
    id_ = question.id
    if id_ in by_figure:
        return _unless_doubted(id_, by_figure[id_], words)
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


def _figure(text: str, words: str, question: Question, loosely: dict[str, Value]) -> tuple[Said, Proposed]:
    """A figure that is an answer because its question is open."""
    id_ = question.id
    if id_ in _COUNTS and _NOT_THERE.search(words):
        return {}, {}
    span = None if is_in_other_money(words) else cautious_end(words, id_)
    if span is not None:
        value = value_of(id_, span)
        return {}, ({id_: (value,)} if value is not None else {})
    strict = _strictly(text, question)
    said = next(iter(strict.values()), None)
    if said is None:
        said = next((value for pattern, value in _NUMBERS_IN_WORDS.get(id_, ()) if pattern.search(words)), None)
    if said is not None:
        return _unless_doubted(id_, said, words)
    first = re.split(r"[,.;:](?:\s|$)", words, maxsplit=1)[0]
    if id_ in _COUNTS and reads(question, first):
        # "100, separate from the training data, 84% now": the count comes first.
        return _unless_doubted(id_, read(question, first), words)
    told_in = first if re.search(r"[0-9]", first) else words
    if id_ not in loosely or is_about_another(told_in, id_):
        return {}, {}
    # Beside many other words a figure may be one of anything.
    alien = [word for word in re.findall(r"[a-zäöüß]{3,}", told_in) if word not in _FILLERS]
    if len(alien) > _FEW_WORDS:
        return {}, {id_: (loosely[id_],)}
    return _unless_doubted(id_, loosely[id_], words)


def _unless_doubted(id_: str, value: Value, words: str) -> tuple[Said, Proposed]:
    """A figure that is said: of a count that may not be there, proposed; of one that is not, nothing."""
    if id_ in _COUNTS and _NOT_THERE.search(words):
        return {}, {}
    if id_ in _COUNTS and _DOUBTED.search(words):
        return {}, {id_: (value,)}
    return {id_: value}, {}


def _leads_with_an_answer(words: str, question: Question) -> bool:
    """Whether a choice comes before the doubt: "scraped, so who knows"."""
    first = re.split(r"[,.;]", words, maxsplit=1)[0]
    return not talk.knows_not(first) and len(found(question.id, first, flag=question.kind == "flag")) == 1


_COUNTS = frozenset({"examples", "test_items"})
# What is only hoped for is not there, and what is not labelled is no labelled example.
_NOT_THERE = re.compile(
    r"\b(?:could|would|(?<!% now )want|need|plan|hope|will|going to|aim)\b(?![^.;]*\b(?:have|got)\b)|\bun-?labell?ed\b|\bnot (?:really |yet |even |properly )?(?:labell?ed|annotated)\b|\bwithout labels\b|\bnone (?:of them )?labell?ed\b|\bnot nearly\b"
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


def _chosen(text: str, words: str, question: Question) -> tuple[Said, Proposed]:
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
        return {}, {id_: tuple(values[:MOST_PROPOSED])}
    return ({}, {id_: (values[0],)}) if values else ({}, {})


def _hosts(text: str, words: str, question: Question) -> tuple[Said, Proposed]:
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


def _worded(text: str, words: str, question: Question, others: dict[str, Value]) -> tuple[Said, Proposed]:
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
        if _MEASURE.search(plain(kept, speller())) is None or (others and _MEASURE.search(kept) is None):
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
    words = plain(text, speller())
    return _NOT_THERE.search(words) is not None or (
        len(words.split()) > _FEW_WORDS and _DOUBTED.search(words) is not None
    )
