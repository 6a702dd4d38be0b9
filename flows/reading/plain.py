"""Typed words in the form in which they are looked at: small letters, no slips of the keyboard, short forms written out."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from flows.reading.numerals import in_digits
from flows.text import clean, word_set

# Longer texts are looked at up to here: who writes more has said it before.
MOST = 2_000
_SHORT_FORMS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"\bnto\b|\bont\b", "not"),
        (r"\bteh\b", "the"),
        (r"\byse\b|\byeh\b", "yes"),
        (r"\b(?:havnt|haven t|hvnt)\b", "have not"),
        (r"\b(?:dosent|doesnt|dosnt)\b", "does not"),
        (r"\b(?:ppl)\b", "people"),
        (r"\b(?:cannot|can't|cant)\b", "can not"),
        (r"\bwon't\b", "will not"),
        (r"\bain't\b", "is not"),
        (r"\b(do|does|did|is|are|was|were|has|have|had|would|could|should|must|need)n'?t\b", r"\1 not"),
        (r"\b(i|we|they|you|he|she|it|that|there|what|who)'(?:d|ll)\b", r"\1 would"),
        (r"\b(i|we|they|you)'(?:ve)\b", r"\1 have"),
        (r"\b(we|they|you)'re\b", r"\1 are"),
        (r"\b(it|that|there|he|she|what|who)'s\b", r"\1 is"),
        (
            r"\b([a-z]{3,})'s\b(?= (?:fine|ok|okay|good|great|solid|alright|not|too|really|pretty|mostly|all|about|around|roughly|[0-9~])\b)",
            r"\1 is",
        ),
        (r"\bok'?d\b|\bokayed\b", "approved"),
        (r"\bsep\.? from\b", "separate from"),
        (r"\bi'm\b", "i am"),
        (r"\b(?:yep|yeah|yup|yea|ye|yess|yes+|ja|si|oui|jap|klar)\b(?=[\s,.!:;-]|$)", "yes"),
        (r"\b(?:nope|nah|nay|nein|nö|non)\b(?=[\s,.!:;-]|$)", "no"),
        (r"\bno one\b", "nobody"),
        (r"\b(?:few|multi)-(shot|step)\b", r"few \1"),
    )
)
_EMOJI = re.compile(r"[\U0001F300-\U0001FAFF\u2600-\u27BF\uFE0F]|:[a-z0-9_+-]{2,30}:")
_WORD = re.compile(r"[a-zäöüßéèàçñ]{5,18}")


class Speller:
    """Puts slips of the keyboard right where one known word is near, and only one."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = frozenset(known)
        self._by_length: dict[int, list[str]] = {}
        for word in sorted(self._known):
            self._by_length.setdefault(len(word), []).append(word)

    def righted(self, text: str) -> str:
        """The text with its slips put right."""
        return _WORD.sub(lambda match: self._right(match[0]), text)

    @lru_cache(maxsize=4096)  # noqa: B019  one speller lives as long as the program
    def _right(self, word: str) -> str:
        if word in self._known or word.removesuffix("s") in self._known or word in _REAL_WORDS:
            return word
        most = 1 if len(word) < 7 else 2
        near = [
            one for length in range(len(word) - most, len(word) + most + 1) for one in self._by_length.get(length, ())
        ]
        found = process.extract(word, near, scorer=OSA.distance, score_cutoff=most, limit=2)
        if not found or found[0][0][0] != word[0] or (len(found) > 1 and found[1][1] == found[0][1]):
            return word
        return str(found[0][0])


# Words that are near to one that we look for, and are none.
_REAL_WORDS = word_set(
    "kleinere kleineren kleineres modelle modellen schlechter freigegeben stops about above after again against alone along among around batter beads better bought bound brain brought cheap "
    "cheat code coder could course daily dairy dealt deeds even event ever every feeds field fight filed files "
    "filled fills first found great ground heads horse hours house known knows large later leads letter letters "
    "light loads matter matters modal model month mouth needs never night other others paper phone piece place "
    "plain plays price prize quiet quite quote rather reads right roads rough round scope score seeds seven shape "
    "share should small smell sound source steel still store story style terms tests texts thank there these thing "
    "things think third those though thought through tight tough trail train treat until very water weaks weeks "
    "where which while whose would years yield"
)


def plain(text: str, speller: Speller) -> str:
    """The text to look at: at most `MOST` letters of it."""
    words = clean(html.unescape(text[: 2 * MOST]))[:MOST].lower().replace("…", "...")
    words = _EMOJI.sub(" ", words).replace("“", '"').replace("”", '"')
    for pattern, said in _SHORT_FORMS:
        words = pattern.sub(said, words)
    return " ".join(in_digits(speller.righted(words)).split())
