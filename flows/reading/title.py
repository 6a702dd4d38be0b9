"""The title of a use case out of a first message: what the work is, without the figures, never cut inside a word or a number."""

from __future__ import annotations

import re

from flows.reading.choices import found
from flows.reading.figures import figures
from flows.reading.models import todays_model
from flows.reading.plain import MOST
from flows.text import clean

LONGEST = 90
# Who is spoken to, and what stands in brackets.
_BESIDE = re.compile(r"<@[A-Z0-9]+>|\s*\([^()]{0,200}\)")
_GOES_ON = re.compile(r"^(?:and|und)\s+(?:the (?:job|task|idea|plan) is to\s+)?", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?;])\s+|\n+")
_CLAUSE = re.compile(r",\s+(?![0-9]{3}\b)|\s+[-–—]\s+|:\s+")
_GREETING = re.compile(
    r"^(?:hi|hello|hey|hallo|moin|(?:good )?(?:morning|day|evening)(?: all)?|long story|sorry to barge in|ok so|in euros|so|ok|okay|please|we'd like|we would like|we want|i want|can you|help)\b[ ,!]*(?:there|all|team|everyone|everybody)?[ ,!.]*$",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"^(?:(?:hi|hello|hey|ok|so|well)[,! ]+)*(?:i think )?(?:(?:we|i)(?:'d| would)? (?:want|like|need|plan|are trying|have)(?: to)? |our task is (?:to )?|it is about |currently |we |wir (?:möchten|wollen|sind) )?(?:have (?:a model |an llm )?(?:to |that )?)?",
    re.IGNORECASE,
)
_NO_WORK = re.compile(
    r"\b(?:million|requests?|a month|per month|monthly|labell?ed|checked|budget|accuracy|target|bill|margin|expensive|cheaper|bear with me|lawyer so|examples?|test set|tokens?|asked me|invest)\b",
    re.IGNORECASE,
)
_DOMAIN_WORDS, _SENTENCE_WORDS = 3, 6
_ASIDE = re.compile(
    r"^(?:should|does|can|is|would|then|but|and|so|rules|quality|nobody|he|she|it|they|i'm|i am|i think|before i|we're an?|we are an?|wir sind|there|something)\b"
)


def title_of(text: str) -> str:
    """At most `LONGEST` characters that name the work; what was typed, where nothing in it does."""
    whole = clean(text[:MOST])
    told = clean(_BESIDE.sub(" ", whole))
    clauses = [clause.strip(" .!?;") for sentence in _SENTENCE.split(told) for clause in _CLAUSE.split(sentence)]
    kept = [clause for clause in clauses if clause and not _GREETING.match(clause)]
    if not kept:
        return shortened(whole)
    best = max(range(len(kept)), key=lambda at: (_weight(kept[at], at), -at))
    title = _LEADING.sub("", kept[best]).strip() or kept[best]
    if best > 0 and _GOES_ON.match(title):
        # "We get customs declarations, and the job is to flag the odd ones": of both.
        title = f"{_LEADING.sub('', kept[best - 1]).strip()}, {title}"
    elif best + 1 < len(kept) and len(title.split()) < _DOMAIN_WORDS and _GOES_ON.match(kept[best + 1]):
        title = f"{title} {kept[best + 1]}"
    # "Pharma. Our leaflet bot ...": a word or two that say whose work it is.
    first = kept[0]
    if best > 0 and len(first.split()) <= _DOMAIN_WORDS and not figures(first.lower()):
        title = f"{first}: {title}"
    elif best == 0 and len(title.split()) < _DOMAIN_WORDS and len(kept) > 1 and not figures(kept[1].lower()):
        title = f"{title}: {kept[1]}"
    return shortened(title)


def shortened(title: str) -> str:
    """Cut after a whole word."""
    if len(title) <= LONGEST:
        return title
    cut = title[: LONGEST + 1].rsplit(" ", 1)[0].rstrip(" ,;:.")
    return f"{cut}..." if cut else title[:LONGEST]


def _weight(clause: str, at: int) -> float:
    plain = clause.lower()
    words = len(plain.split())
    weight = 1.2 * bool(found("task", plain)) - 1.5 * bool(_NO_WORK.search(plain)) - 0.6 * at
    weight -= (0.5 if words >= _SENTENCE_WORDS else 2.0) * len(figures(plain))
    weight -= 2.0 * bool(todays_model(plain, asked=True)) + 1.5 * bool(_ASIDE.search(plain))
    # One word says whose work it is, two may be the work.
    return weight - (1.5 if words < 2 else 0.4 if words < _DOMAIN_WORDS else 0.0)
