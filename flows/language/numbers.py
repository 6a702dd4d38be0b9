"""One number out of a short text, or a refusal: every word beside the number has to be one that we know."""

from __future__ import annotations

import re
from decimal import Decimal

from flows.questions.question import Question
from flows.text import Refused, word_set

DAYS_PER_MONTH = Decimal("30.4")

# 1,200,000 or 1 000 000 or 1_000_000 or 1200000.5 or 1e6 or .5; "1 200" may be two numbers, and is not read.
NUMERAL = (
    r"(?:[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?:_[0-9]{3})+|(?:'[0-9]{3})+|(?: 000)+(?! ?[0-9])|(?: [0-9]{3}){2,})(?:\.[0-9]+)?"
    r"|[0-9]+(?:\.[0-9]+)?(?:e\+?[0-9]{1,2})?|\.[0-9]+)"
)
SCALE = r"(?:k|thousand|mm|mn|m|mio|millions?|bn|b|billion)"
_SCALES = {
    "k": 3,
    "thousand": 3,
    "m": 6,
    "mm": 6,
    "mn": 6,
    "mio": 6,
    "million": 6,
    "millions": 6,
    "b": 9,
    "bn": 9,
    "billion": 9,
}
_NUMBER = re.compile(
    rf"(?<![0-9a-z.,'_/-])(?P<minus>-\s?)?(?P<dollar>us\$|usd\b|\$)?\s?(?P<digits>{NUMERAL})\s?(?P<scale>{SCALE})?(?![0-9a-z'_])"
)
# "10.000" is ten in one country and ten thousand in another.
_TWO_WAYS = re.compile(r"[0-9]{1,3}\.[0-9]{3}")

_PERIODS: dict[str, tuple[str, str, Decimal]] = {
    "second": (r"second|sec", r"rps|qps|/s", DAYS_PER_MONTH * 86_400),
    "minute": (r"minute|min", r"rpm|/min", DAYS_PER_MONTH * 1_440),
    "hour": (r"hour|hr", r"hourly|/h", DAYS_PER_MONTH * 24),
    "day": (r"day", r"daily|/d", DAYS_PER_MONTH),
    "week": (r"week|wk", r"weekly|/w", DAYS_PER_MONTH / 7),
    "fortnight": (r"fortnight", r"fortnightly", DAYS_PER_MONTH / 14),
    "month": (r"month|mo", r"monthly|/m", Decimal(1)),
    "quarter": (r"quarter|qtr", r"quarterly", Decimal(1) / 3),
    "year": (r"year|yr|annum", r"yearly|annually|annual|p\.\s?a\.?|/y", Decimal(1) / 12),
}


def period(*names: str) -> str:
    """A pattern of the named periods: "per day", "/day", "daily"."""
    units = "|".join(_PERIODS[name][0] for name in names)
    adverbs = "|".join(_PERIODS[name][1] for name in names)
    return rf"(?:(?:/|\bper\b|\ban?\b|\beach\b|\bevery\b)\s*(?:{units})(?![\w-])|(?<![\w-])(?:{adverbs})(?![\w-]))"


ANY_PERIOD = tuple(_PERIODS)
LONG_PERIODS = tuple(name for name in _PERIODS if name not in ("second", "minute", "hour"))
_PERIOD_PATTERNS = {name: re.compile(period(name)) for name in _PERIODS}

_FILLERS = word_set(
    "about around roughly approx approximately circa ca some say we we've i've have got there are is it it's its"
    " the only just total exactly currently now today our average avg of"
)
_PHRASES = re.compile(r"\b(?:in total|or so|on average|so far)\b")
_SIGNS = frozenset(".,:;!~|=()")
_A_REQUEST = re.compile(
    r"(?:/|\bper\b|\ban?\b|\beach\b|\bfor each\b)\s*(?:request|call|reply|prompt|message|query|answer|completion)\b"
)

THINGS = "requests request reqs req calls call queries query documents docs messages tickets emails prompts completions inferences"
_ITEMS = "items item examples example cases samples rows records pairs"
_WORDS: dict[str, frozenset[str]] = {
    id_: word_set(words)
    for id_, words in {
        "requests_per_month": f"{THINGS} volume traffic api",
        "input_tokens": "tokens token tok in input prompt",
        "output_tokens": "tokens token tok out output reply completion",
        "saved_input_tokens": "tokens token tok input saved fewer",
        "examples": f"{_ITEMS} tickets emails documents docs messages conversations labelled labeled annotated training gold "
        "checked unchecked reviewed",
        "test_items": f"{_ITEMS} test eval evaluation labelled labeled checked held-out",
        "iterations": "rounds round training iterations iteration runs budgeted planned",
        "horizon_months": "within",
        "monthly_spend_usd": "dollars dollar usd us spend bill cost costs pay",
        "upkeep_usd": "dollars dollar usd us upkeep maintenance cost costs budget people included",
        "real_share": "real traffic production inputs them from comes come examples",
        "baseline": "accuracy acc score scored items them right correct best prompt it passed",
        "target": "accuracy acc score items them right correct target",
        "cached_share": "cached cache input tokens prompt same",
        "success_rate": "requests them succeed success need no redo",
        "tuned_success_rate": "requests them succeed success need no redo",
        "growth_per_month": "growth grow grows growing by",
        "error_cost_usd": "dollars dollar usd us a an each per one wrong answer error mistake costs cost",
        "margin": "points point pp pts percentage",
        "success_odds": "chance chances odds likely likelihood probability a",
        "latency_now_ms": "latency at",
        "latency_needed_ms": "latency at",
    }.items()
}


def number(question: Question, text: str) -> Decimal:
    """The one number in a text ("1.2M", "40k/day" as 1,216,000 where the question is of a month).

    Raises Refused unless the whole text is one number with words that belong to it.
    """
    if question.id == "horizon_months":
        return _months(question, text.lower())
    if question.id in ("latency_now_ms", "latency_needed_ms"):
        return _milliseconds(question, text.lower())
    value, rest = _one_number(text.lower(), dollars=question.kind == "usd")
    times = Decimal(1)
    if question.id == "requests_per_month":
        rest, times = _without_period(rest, ANY_PERIOD)
    elif question.kind == "usd" and question.unit == "a month":
        rest, times = _without_period(rest, LONG_PERIODS)
    elif "token" in question.id:
        rest = _A_REQUEST.sub(" ", rest, count=1)
    _only_fillers(question, rest)
    return value if times == 1 else (value * times).quantize(Decimal("0.01"))


def _one_number(text: str, *, dollars: bool = False, scaled: bool = True, exact: bool = True) -> tuple[Decimal, str]:
    """The number, and the text around it with "|" in its place."""
    text = re.sub(r"(?<=[0-9])(?=(?:rps|qps)\b)", " ", text)
    match = _NUMBER.search(text)
    if match is None or (match["dollar"] and not dollars) or (match["scale"] and not scaled):
        raise Refused("a number")
    if exact and is_two_ways(match["digits"]):
        raise Refused("a number that can be read in one way")
    rest = f"{text[: match.start()]} | {text[match.end() :]}"
    if any(letter.isdigit() for letter in rest):
        raise Refused("one number")
    value = plain_value(match["digits"], match["scale"])
    return -value if match["minus"] else value, rest


def is_two_ways(digits: str) -> bool:
    """Whether a numeral means one number in one country and another in the next."""
    return _TWO_WAYS.fullmatch(digits) is not None


def plain_value(digits: str, scale: str | None) -> Decimal:
    """What a `NUMERAL` with a `SCALE` is worth."""
    return Decimal(re.sub(r"[,_' ]", "", digits)).scaleb(_SCALES.get((scale or "").lower(), 0))


def _without_period(rest: str, names: tuple[str, ...]) -> tuple[str, Decimal]:
    for name in names:
        left, times = _PERIOD_PATTERNS[name].subn(" ", rest)
        if times == 1:
            return left, _PERIODS[name][2]
    return rest, Decimal(1)


def _only_fillers(question: Question, rest: str) -> None:
    known = _FILLERS | _WORDS.get(question.id, frozenset())
    for word in re.findall(r"[a-z'-]+|[^\sa-z'-]", _PHRASES.sub(" ", rest)):
        if word not in known and word not in _SIGNS:
            raise Refused("a number and no other words")


_MONTHS = (
    (re.compile(r"\|\s*(?:months?|mos?)\b"), Decimal(1)),
    (re.compile(r"\|\s*(?:quarters?|qtrs?)\b"), Decimal(3)),
    (re.compile(r"\|\s*(?:years?|yrs?|y)\b"), Decimal(12)),
)


def _months(question: Question, text: str) -> Decimal:
    value, rest = _one_number(text, scaled=False)
    for pattern, months in _MONTHS:
        left, times = pattern.subn(" ", rest)
        if times:
            _only_fillers(question, left)
            return value * months
    _only_fillers(question, rest)
    return value


_P95 = re.compile(r"\bp95\b|\b95th percentile\b")
_UNITS_OF_TIME = (
    (re.compile(r"\|\s*(?:ms|msecs?|milliseconds?)\b"), Decimal(1)),
    (re.compile(r"\|\s*(?:s|secs?|seconds?)\b"), Decimal(1000)),
)


def _milliseconds(question: Question, text: str) -> Decimal:
    """A time in milliseconds, or in seconds where it says so; another percentile than the 95th is another number."""
    apart = re.sub(r"(?<=[0-9])(?=(?:ms|s|sec)\b)", " ", _P95.sub(" ", text, count=1))
    value, rest = _one_number(apart, scaled=False)
    for pattern, milliseconds in _UNITS_OF_TIME:
        left, times = pattern.subn(" ", rest)
        if times:
            _only_fillers(question, left)
            return value * milliseconds
    _only_fillers(question, rest)
    return value


_SHARES = {"all": "1", "everything": "1", "half": "0.5", "none": "0", "nothing": "0"}
_OF = re.compile(
    r"(?<![\w.,/-])([1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)\s*(?:out of|of|/)\s*([1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)(?![\w%])"
)
_EVEN = re.compile(r"(?:50\s?[/-]\s?50|fifty[ -]fifty|even|a coin flip)")
_HALVES = re.compile(r"(?:about |roughly |around )?(?:50\s?/\s?50|fifty[ -]fifty)")
_F1 = re.compile(r"\bf1\b(?:[ -]?score)?")


def share(question: Question, text: str) -> Decimal:
    """A share out of "84%", "0.84", "42 of 50", "half" or "all of them". Raises Refused."""
    bare = text.lower().strip(" .!")
    if question.id == "success_odds":
        bare = _odds(bare)
    scored = question.id in ("baseline", "target")
    if scored:
        bare = _F1.sub(" ", bare)
    for word, said in _SHARES.items():
        left, times = re.subn(rf"(?<![\w'-]){word}(?![\w'-])", " ", bare)
        if times == 1 and not (scored and said == "0"):
            _only_fillers_of_them(question, left)
            return Decimal(said)
    if _HALVES.fullmatch(bare):
        return Decimal("0.5")
    match = _OF.search(bare)
    if match is not None:
        rest = f"{bare[: match.start()]} | {bare[match.end() :]}"
        if any(letter.isdigit() for letter in rest):
            raise Refused("one share")
        _only_fillers_of_them(question, rest)
        part = Decimal(match[1].replace(",", "")) / Decimal(match[2].replace(",", ""))
        return part.quantize(Decimal("0.0001")) if part <= 1 else part
    value, percent = _percent(question, bare)
    if not percent and 1 < value < 2:
        raise Refused("a share that can be read in one way")
    return value / 100 if percent or 1 < value <= 100 else value


def _odds(bare: str) -> str:
    """A chance as a share: "1 in 4" is one of four; "60/40" is odds of two sides, and only even ones say one thing."""
    if _EVEN.fullmatch(bare):
        return "0.5"
    if "/" in bare:
        raise Refused("a chance")
    return re.sub(r"(?<=[0-9])\s+in\s+(?=[0-9])", " of ", bare)


def _only_fillers_of_them(question: Question, rest: str) -> None:
    _only_fillers(question, re.sub(r"\bof (?:them|it|these)\b", " ", rest))


def _percent(question: Question, bare: str) -> tuple[Decimal, bool]:
    value, rest = _one_number(bare, scaled=False, exact=False)
    rest, percent = re.subn(r"\|\s*(?:%|percent\b|per cent\b)", "|", rest)
    _only_fillers(question, rest)
    return value, percent > 0


def growth(question: Question, text: str) -> Decimal:
    """A share a month; from 1 on a number without a sign means percent. Raises Refused."""
    bare, _ = _without_period(text.lower().strip(" .!"), ("month",))
    if bare.strip() in ("none", "nothing", "flat", "no growth"):
        return Decimal(0)
    value, percent = _percent(question, bare)
    return value / 100 if percent or abs(value) >= 1 else value
