"""Numbers in words and by custom ("half a million", "three dozen", "two thirds", "1.200 Beispiele") as digits."""

from __future__ import annotations

import re

_ONES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10, "eleven": 11,
    "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18, "nineteen": 19,
    "zwei": 2, "drei": 3, "vier": 4, "fünf": 5, "sechs": 6, "sieben": 7, "acht": 8, "neun": 9, "zehn": 10, "elf": 11, "zwölf": 12,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
    "zwanzig": 20, "dreißig": 30, "vierzig": 40, "fünfzig": 50, "sechzig": 60, "siebzig": 70, "achtzig": 80, "neunzig": 90,
}  # fmt: skip
_SCALES = {
    "hundred": 100, "thousand": 1000, "grand": 1000, "million": 10**6, "mio": 10**6, "mil": 1000, "billion": 10**9,
    "tausend": 1000, "hundert": 100, "millionen": 10**6, "millones": 10**6, "millions": 10**6, "hundreds": 100, "thousands": 1000,
}  # fmt: skip
_UNIT = "|".join(sorted(_ONES, key=len, reverse=True))
_TEN = "|".join(sorted(_TENS, key=len, reverse=True))
_SCALE = "|".join(sorted(_SCALES, key=len, reverse=True))
_SMALL = rf"(?:(?:{_TEN})(?:[- ](?:{_UNIT}))?|(?:{_UNIT}))"
_WORDED = re.compile(
    rf"\b(?P<first>{_SMALL})(?: (?P<scale>{_SCALE}))?(?: (?:and )?(?P<second>{_SMALL})(?! (?:{_SCALE})))?(?: (?P<last>{_SCALE}))?\b"
)
_DIGITS_SCALED = re.compile(rf"(?<![\w.,])(?P<digits>[0-9]+(?:[.,][0-9]+)?) ?(?P<scale>{_SCALE})s?\b")
_PARTS = {"half": 2, "third": 3, "quarter": 4, "fifth": 5, "tenth": 10, "hälfte": 2, "drittel": 3, "viertel": 4}
_SHARE = re.compile(
    r"\b(?P<count>an?|one|two|three|four|1|2|3|4|ein|zwei|drei)[ -](?P<part>third|quarter|fifth|tenth|drittel|viertel)s?\b(?! (?:of )?(?:a )?(?:million|year|thousand|the year|hour|after|with|if|one|party|person|time))"
)
# What stands for a number and may be taken for one.
_FIXED: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), said)
    for pattern, said in (
        (r"\bhalf a million\b", "500000"),
        (r"\ba quarter (?:of a )?million\b", "250000"),
        (r"\bhalf a dozen\b", "6"),
        (r"\ba (?:couple|pair)(?: of)? hundred\b", "200"),
        (r"\b(?:a )?(?:couple|pair)(?: of)? (hundred|thousand|million)\b", r"2 \1"),
        (r"\ba (hundred|thousand|million)\b", r"one \1"),
        (r"\ba dozen\b", "12"),
        (r"\bno (?:two|three)\b", "no"),
        (r"\b(?:a|one|1) year and a half\b|\b(?:1|one) and a half years?\b|\banderthalb jahre?\b", "18 months"),
        (r"\b([0-9]+)k([0-9])\b", r"\1.\2k"),
        (r"\bhalf a year\b|\bein halbes jahr\b", "6 months"),
        (r"\bfifty[ -]fifty\b", "50%"),
    )
)
_DOZEN = re.compile(r"\b([0-9]+) dozens?\b")
# A point that parts thousands, where people write so: "1.200 Beispiele", "300.000 im Monat".
_POINTS = re.compile(r"(?<![\w.,])([1-9][0-9]{0,2}(?:\.[0-9]{3})+)(?![\w.,]?[0-9])")
# Nobody gives three digits of nothing: "6.000" is six thousand wherever it is typed.
_EVEN_THOUSANDS = re.compile(r"(?<![\w.,])[1-9][0-9]{0,2}(?:\.000)+(?![\w.,]?[0-9])")
_COMMA = re.compile(r"(?<![\w.,])([0-9]+),([0-9]{1,2})(?![0-9])")
_GERMAN = re.compile(
    r"\b(?:der|die|das|und|ist|im|von|wir|auf|nur|etwa|rund|ungefähr|höchstens|ca|beispiele|monat|dollar|prozent|mit|nicht|für|pro|woche|tag|jahr|alle|davon|par|les|des|por|mes)\b"
)


def in_digits(text: str) -> str:
    """A text in small letters with its numbers in digits; what is no number is left as it is."""
    text = _EVEN_THOUSANDS.sub(lambda match: match[0].replace(".", ""), text)
    german = _GERMAN.search(text) is not None
    if german or re.fullmatch(r"[^a-z]*", text):
        text = _POINTS.sub(lambda match: match[1].replace(".", ""), text) if german else text
        text = _COMMA.sub(r"\1.\2", text)
    for pattern, said in _FIXED:
        text = pattern.sub(said, text)
    text = _SHARE.sub(_share, text)
    text = _WORDED.sub(_number, text)
    text = _DIGITS_SCALED.sub(lambda match: _scaled(match["digits"], match["scale"]), text)
    return _DOZEN.sub(lambda match: str(12 * int(match[1])), text)


def _share(match: re.Match[str]) -> str:
    count = {"a": 1, "an": 1, "one": 1, "ein": 1, "two": 2, "zwei": 2, "three": 3, "drei": 3, "four": 4}.get(
        match["count"]
    )
    share = (count or int(match["count"])) / _PARTS[match["part"]]
    return f"{round(share * 100, 1):g}%"


_COUNTED = re.compile(
    r"^ ?(?:(?:in|of|out of|or|to) (?:[0-9]|two|three|four|five|six|seven|eight|nine|ten|twenty|twelve|hundred)|month|months|year|years|week|weeks|round|rounds|person|%|percent|point|points|item|items|more round)\b|^ ?%|^$"
)


def _number(match: re.Match[str]) -> str:
    alone = match["scale"] is None and match["second"] is None and match["last"] is None
    if alone and match["first"] in ("one", "eleven") and not _COUNTED.match(match.string[match.end() :].strip()):
        # "One of them", "a smaller one": a pronoun.
        return match[0]
    first = _small(match["first"])
    scale, second, last = match["scale"], match["second"], match["last"]
    if scale is None and last is None:
        # "Five three" are two numbers.
        return f"{first}" if second is None else f"{first} {_small(second)}"
    value = first * _SCALES[scale] if scale is not None else first
    value += _small(second) if second is not None else 0
    return str(value * (_SCALES[last] if last is not None else 1))


def _small(words: str) -> int:
    parts = re.split(r"[- ]", words)
    return sum(_TENS.get(part, 0) + _ONES.get(part, 0) for part in parts)


def _scaled(digits: str, scale: str) -> str:
    value = float(digits.replace(",", "."))
    return f"{value * _SCALES[scale]:.0f}"
