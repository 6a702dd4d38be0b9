"""Texts that are the same, or nearly: exact copies by their normalised text, near ones by Jaccard of word 5-grams.

The near ones are found exactly, not by sketches: two sets with a Jaccard index of at least t share an element among the
first |A| - ceil(t |A|) + 1 of each in any common order [prefix filter: Chaudhuri 2006; Bayardo, All-Pairs, WWW 2007].
The order is rare shingles first, so that few pairs have to be looked at. Only hashes are kept, never the texts.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

# Jaccard index from which on two texts are nearly the same. [own: 0.8 to 0.9 is usual for training data]
NEAR = 0.85
_GRAM = 5
# Signs that stand for a word each: Chinese, Japanese, Korean.
_CJK = re.compile("([\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af])")
_BUCKETS = 1 << 20
# Pairs looked at before counting stops: a set of one text in a hundred thousand versions would have billions.
MOST_LOOKED_AT = 2_000_000
# A text longer than this is known by its beginning, in words.
_MOST_WORDS = 20_000
_BASE = np.uint64(0x9E3779B97F4A7C15)

_LOW, _HALF = 0xFFFFFFFF, np.uint64(32)

Hashes = NDArray[np.uint32]


def normalised(text: str) -> str:
    """A text without case and with single blanks."""
    return " ".join(text.casefold().split())


def shingles(text: str) -> Hashes:
    """The hashes of the word 5-grams of a normalised text, each once, sorted; of a shorter text one."""
    spaced = text if text.isascii() else _CJK.sub(r" \1 ", text)
    words = spaced.split()[:_MOST_WORDS]
    if len(words) < _GRAM:
        return np.array([hash(tuple(words)) & _LOW], dtype=np.uint32)
    grams = _rolled(np.fromiter(map(hash, words), dtype=np.int64, count=len(words)).view(np.uint64))
    folded = (grams >> _HALF).astype(np.uint32)
    folded.sort()
    apart = folded[1:] != folded[:-1]
    return folded if apart.all() else np.concatenate((folded[:1], folded[1:][apart]))


def _rolled(hashed: NDArray[np.uint64]) -> NDArray[np.uint64]:
    # Horner's rule, modulo 2^64: the high half of the sum depends on every word.
    size = len(hashed) - _GRAM + 1
    grams: NDArray[np.uint64] = hashed[:size] * _BASE
    for place in range(1, _GRAM - 1):
        grams += hashed[place : place + size]
        grams *= _BASE
    grams += hashed[_GRAM - 1 :]
    grams *= _BASE
    return grams


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of positions that are nearly the same, and whether all of them were looked for."""

    pairs: list[tuple[int, int]]
    all_of_them: bool


def near_pairs(texts: Sequence[Hashes], threshold: float = NEAR) -> Pairs:
    """Every pair of sets with at least this Jaccard index; a pair is given once, the earlier position first."""
    return _pairs(texts, texts, threshold, same=True)


def near_in(texts: Sequence[Hashes], known: Sequence[Hashes], threshold: float = NEAR) -> Pairs:
    """Pairs of a position in `texts` and one in `known` with at least this Jaccard index."""
    return _pairs(texts, known, threshold, same=False)


def _pairs(texts: Sequence[Hashes], known: Sequence[Hashes], threshold: float, *, same: bool) -> Pairs:
    frequency = np.zeros(_BUCKETS, dtype=np.uint32)
    for sets in (known,) if same else (known, texts):
        for hashes in sets:
            frequency[hashes % _BUCKETS] += 1
    every = known if same else (*known, *texts)
    first, second, all_of_them = _candidates(every, frequency, threshold)
    begin = 0 if same else len(known)
    if not same:
        across = (first < begin) & (second >= begin)
        first, second = first[across], second[across]
    sizes = np.fromiter(map(len, every), dtype=np.int64, count=len(every))
    alike = np.minimum(sizes[first], sizes[second]) >= threshold * np.maximum(sizes[first], sizes[second])
    found = [
        (a, b) if same else (b - begin, a)
        for a, b in zip(first[alike].tolist(), second[alike].tolist(), strict=True)
        if _jaccard(every[a], every[b]) >= threshold
    ]
    return Pairs(found, all_of_them)


def _candidates(
    sets: Sequence[Hashes], frequency: NDArray[np.uint32], threshold: float
) -> tuple[NDArray[np.int64], NDArray[np.int64], bool]:
    """Pairs of positions that share one of their rarest shingles, each once, the earlier first; and whether all are there."""
    prefixes = [_prefix(hashes, frequency, threshold) for hashes in sets]
    grams = np.concatenate(prefixes) if prefixes else np.empty(0, dtype=np.uint32)
    places = np.repeat(np.arange(len(sets), dtype=np.int64), [len(prefix) for prefix in prefixes])
    order = np.argsort(grams, kind="stable")
    grams, places = grams[order], places[order]
    found: list[NDArray[np.int64]] = []
    looked_at, step = 0, 1
    # Places of one shingle lie together, in rising order: each is paired with the next, the next but one, and so on.
    while len(grams) > step:
        pairs = np.flatnonzero(grams[step:] == grams[:-step])
        if not len(pairs):
            break
        left = MOST_LOOKED_AT - looked_at
        looked_at += len(pairs)
        found.append(np.unique(places[pairs[:left]] * len(sets) + places[pairs[:left] + step]))
        if looked_at > MOST_LOOKED_AT:
            break
        step += 1
    if not found:
        return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64), looked_at <= MOST_LOOKED_AT
    each = np.unique(np.concatenate(found))
    return each // len(sets), each % len(sets), looked_at <= MOST_LOOKED_AT


def _prefix(hashes: Hashes, frequency: NDArray[np.uint32], threshold: float) -> Hashes:
    """The rarest shingles, as many as two near texts must share one of."""
    many = len(hashes) - math.ceil(threshold * len(hashes) - 1e-9) + 1
    # One number orders by frequency and then by hash: the same order for every set.
    ranked = (frequency[hashes % _BUCKETS].astype(np.uint64) << np.uint64(32)) | hashes
    rarest = np.partition(ranked, many - 1)[:many] if many < len(ranked) else ranked
    return rarest.astype(np.uint32)


def _jaccard(first: Hashes, second: Hashes) -> float:
    shared = len(np.intersect1d(first, second, assume_unique=True))
    return shared / (len(first) + len(second) - shared)
