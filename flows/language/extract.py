"""Several answers out of one sentence: "1M requests a month on gpt-5.4, 500 in 200 out, 1500 checked examples"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flows.costs import PLACES
from flows.language.numbers import ANY_PERIOD, LONG_PERIODS, NUMERAL, SCALE, THINGS, period
from flows.language.value import read
from flows.questions import BY_ID
from flows.questions.compound import GPU_KINDS
from flows.questions.question import Value
from flows.text import MAX_TEXT, Refused, clean, is_storable, word_set

_N = rf"{NUMERAL}\s?{SCALE}?(?![\w])(?![.,][0-9])"
_START = r"(?<![\w.,$€£/'–—-])(?<![0-9] )"
_USD = rf"(?:\$\s?{_N}|(?<![\w.,$€£/-]){_N}\s?(?:usd|dollars)\b)"
_PER = period(*ANY_PERIOD)
_LONG = period(*LONG_PERIODS)
_THINGS = rf"(?:{THINGS.replace(' ', '|')})\b"
_ADJECTIVES = r"(?:checked|reviewed|labelled|labeled|annotated|training|gold|unchecked|good|real)"
_NOUNS = r"(?:tickets|emails|documents|docs|messages|samples|pairs|conversations|records)"
_END = r"(?=\s*(?:$|[,;.)/]|and\b|with\b|on\b))"
_TOKENS = r"tok(?:en)?s?"
_MISTAKE = r"(?:wrong (?:answer|reply|result)|error|mistake)"
_TIME = rf"{NUMERAL}\s?(?:ms|milliseconds?|s|secs?|seconds?)\b"
_P95 = r"\b(?:latency\s)?p95(?:\slatency)?\s?(?:is|of|at|:|=)?\s(?:about\s|around\s)?{}(?!\s(?:or (?:less|lower|below|faster|better)|at most|max))"
_MUST_BE = rf"(?:must|has to|needs to)\s(?:be|stay)\s(?:under|below|less than|at most|within|<)\s?(?P<all>{_TIME})"
_KINDS = "|".join(re.escape(kind).replace(r"\ ", "[ -]?") for kind in GPU_KINDS)
# GPUs of two types are no answer yet, and rented ones are not a team's own.
_MORE_GPUS = rf"(?:{_KINDS})s?|[abgv]{{1,2}}[0-9]{{2,4}}[a-z]?s?|mi[0-9]{{3}}[a-z]?s?|rtx|gpus?|rent\w*|leas\w+|cloud"

# Of one question, "all" is what is read as its value.
_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (id_, re.compile(pattern, re.IGNORECASE))
    for id_, pattern in (
        ("error_cost_usd", rf"\b(?:an?|one|each|every)\s{_MISTAKE}\scosts(?:\sus)?(?:\s(?:about|around))?\s(?P<all>{_USD})"),
        ("error_cost_usd", rf"(?P<all>{_USD})\s(?:per|an?|for each|for every)\s{_MISTAKE}\b"),
        ("latency_now_ms", _P95.format(rf"(?P<all>{_TIME})")),
        ("latency_needed_ms", rf"(?:{_P95.format(_TIME)},?\s(?:and|but)\s(?:it\s)?|\bp95(?:\slatency)?\s){_MUST_BE}"),
        ("own_gpus", rf"(?:^|\bwe(?: have|'ve got| own| run)\s)(?P<all>[1-9][0-9,]{{0,5}}\s?(?:[x×]\s?)?(?:{_KINDS})s?)(?:\s(?:gpus?|cards?))?"
         rf"(?=\s*(?:$|[,;.)]|and\b))(?![^.;!?]{{0,200}}\b(?:{_MORE_GPUS})\b)"),
        ("upkeep_usd", rf"\b(?:upkeep|maintenance)\s*(?:of|is|at|:|costs?)?\s*(?P<all>(?:{_USD}|{_N})(?:\s*{_LONG})?)"),
        ("upkeep_usd", rf"(?P<all>{_USD}(?:\s*{_LONG})?)\s+(?:of\s+|for\s+|on\s+)?(?:upkeep|maintenance)\b"),
        ("monthly_spend_usd", rf"(?P<all>{_USD}\s*{_LONG})"),
        ("requests_per_month", rf"{_START}(?P<all>{_N}\s*{_THINGS}\s*{_PER})"),
        ("requests_per_month", rf"{_START}(?P<all>{_N}\s*(?:rps|qps)\b)"),
        ("requests_per_month", rf"{_START}(?P<bare>{_N}\s*{_PER})"),
        ("input_tokens", rf"{_START}(?P<all>{_N})(?:\s*{_TOKENS})?\s*in(?:put)?\s*[,/;]?\s*{_N}(?:\s*{_TOKENS})?\s*out(?:put)?\b(?!\s+of)"),
        ("output_tokens", rf"{_START}{_N}(?:\s*{_TOKENS})?\s*in(?:put)?\s*[,/;]?\s*(?P<all>{_N})(?:\s*{_TOKENS})?\s*out(?:put)?\b(?!\s+of)"),
        ("input_tokens", rf"{_START}(?P<all>{_N})\s*(?:input\s*{_TOKENS}\b|{_TOKENS}\s*in(?:put)?\b{_END})"),
        ("output_tokens", rf"{_START}(?P<all>{_N})\s*(?:output\s*{_TOKENS}\b|{_TOKENS}\s*out(?:put)?\b{_END})"),
        ("test_items", rf"{_START}(?P<all>{_N})\s*(?:(?:labelled|labeled)\s+)?(?:test|eval|evaluation)[ -]?(?:items?|cases?|examples?)\b"),
        ("examples", rf"{_START}(?P<all>{_N})\s*(?P<kind>(?:{_ADJECTIVES}\s+)*)(?:examples?\b|(?<=\s){_NOUNS}\b)"),
    )
)  # fmt: skip

# So much of a text stands near a place in it.
_NEAR = 300
# Words in the same part of the sentence that make a number something other than what the team has.
_HEDGED = re.compile(
    r"\b(?:no|not|never|none|nobody|nothing|neither|without|hardly|barely|nearly|almost|less|fewer|more|over|under|above|below|up to"
    r"|at (?:least|most)|max|maximum|min|minimum|limit|cap|need|needs|needed|want|if|would|could|should|will|might|may|maybe"
    r"|perhaps|plan|planned|planning|goal|target|hope|aim|another|other|extra|additional|lack|lacking|missing|used to|had|were|was"
    r"|previously|formerly|instead|except|possibly|un|poorly|badly|partly|half|save|saves|saved|saving|cut|drop|expect)\b|n't\b",
    re.IGNORECASE,
)
_JUST_BEFORE = re.compile(
    r"\b(?:than|per|every|each|to|from|of|first|last|next|between|gave|give|giving|add|added|put|show|showed)$",
    re.IGNORECASE,
)
_RANGE_BEFORE = re.compile(rf"[0-9]\s?{SCALE}?\s*(?:-|–|—|~|\.\.+|to|and|or|/)\s*\$?$", re.IGNORECASE)
_RANGE_AFTER = re.compile(r"^\s*(?:-|–|—|~|\.\.+|to|or)\s*\$?\s?[0-9]", re.IGNORECASE)
_OTHERWISE_AFTER = re.compile(
    rf"^\s*(?:/|(?:per|each|every|an?|times|from each|for each|for every|on week|on work|at peak|peak|in peak|during|in the prompt"
    r"|in our prompt|of (?:failures|errors)|needed|missing|short|planned|required|too few|to go|to check|would|could|will|should"
    r"|by|next|soon|more|are not|is not|aren't|isn't|do not|don't|did not|was|were|weren't|have not|haven't|not|yet)\b)|^[^.!;]*\?"
    rf"|^\s*{_PER}",
    re.IGNORECASE,
)
_A_REQUEST = re.compile(r"^\s*(?:/|per|an?|each)\s*(?:request|call|reply|prompt|message|query)\b", re.IGNORECASE)
_MONEY = re.compile(
    r"\b(?:upkeep|maintenance|budget|costs?|spend|spent|pay|bill|salary|price|usd|dollars|save)\b", re.IGNORECASE
)
_NOT_THE_BILL = re.compile(
    r"\b(?:budget|salary|label\w*|hosting|rent|people|gpus?|training|retraining|team|engineer\w*)\b", re.IGNORECASE
)
_BARE_BEFORE = re.compile(
    r"(?:^|[,;(]|\band|\b(?:get|serve|handle|process|receive|volume|traffic)(?:\s+(?:is|of|at))?)\s*(?:about|around|roughly|~)?\s*$",
    re.IGNORECASE,
)

_PLACE = "|".join(re.escape(place) for place in sorted(PLACES, key=len, reverse=True))
_MODEL = re.compile(
    r"(?<![\w-])(?P<intro>(?:on|using|with|model is|model:?|served by|we use|today is)\s+)?"
    r"(?P<name>(?:gpt|claude|gemini|gemma|llama|mistral|ministral|qwen|deepseek|nova|o[134])"
    r"(?:[-. ]?(?:\d+(?:\.\d+)*[a-z]?|oss|mini|nano|pro|luna|sol|terra|astra|haiku|sonnet|opus|fable|flash|lite|small|medium|large|turbo|v\d+|\d+b|instruct))+"
    rf"(?: (?:on|at|via|in) (?:{_PLACE}))?)(?![\w-])",
    re.IGNORECASE,
)
_NOT_TODAYS = re.compile(
    r"\b(?:test|tri|try|scor|check|review|label|evaluat|compar|train|tun|fine-?tun|distill|judg|grad|mov|switch)\w*",
    re.IGNORECASE,
)
# What is said in words, where nothing else is said in the same part of the sentence; "us" is no country.
_ALONE = r"(?:^|(?<=[,;.(]\s)|(?<=\band\s))"
_NO_MORE = r"(?=\s*(?:$|[,;.!)]|and\b))(?!\s*,?\s*(?:but|except|unless|if|or)\b)"
_DATA_STAYS = r"(?:[Oo]ur\s|[Tt]he\s|[Aa]ll\s)?[Dd]ata\s(?:must|has to|needs to)\s(?:only\s)?(?:stay|remain|be kept|be processed)\s(?:only\s)?(?:in|within)\sthe\s"
_IN_WORDS: tuple[tuple[str, Value, re.Pattern[str]], ...] = (
    (
        "batch", True,
        re.compile(
            rf"{_ALONE}(?:batch(?: mode)? (?:is|would be) (?:fine|ok|okay)|(?:answers|replies|results) (?:may|can) wait (?:an hour|hours|overnight))"
            rf"(?: for us| with us)?{_NO_MORE}",
            re.IGNORECASE,
        ),
    ),
    *(
        ("region", value, re.compile(
            rf"(?:{_ALONE}(?:(?:{name})[ -][Oo]nly|[Oo]nly (?:in the )?(?:{name})|[Ii]n the (?:{name}) only)|\b{_DATA_STAYS}(?:{name})){_NO_MORE}"
        ))
        for value, name in (("eu", "EU|eu"), ("us", "US|U\\.S\\.|USA"))
    ),
)  # fmt: skip
_TASK = re.compile(
    r"(?<![\w-])(classification|extraction|summari[sz]ation|moderation|tool use|question answering)(?![\w-])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Extraction:
    """What stands plainly in a text, by question id, and the text without the parts that say only that.

    `stray` are those in a part of the text that says more, `beside` the other words of such parts; `doubtful`
    those that may be of something else.
    """

    values: dict[str, Value]
    left: str
    stray: frozenset[str] = frozenset()
    doubtful: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class _Hit:
    id: str
    value: Value
    start: int
    end: int


def extract(text: str) -> dict[str, Value]:
    """Every answer that stands plainly in the text, by question id; nothing is guessed. Never raises."""
    return find(text).values


def find(text: str) -> Extraction:
    """The same, with the text that is left for the open question. Never raises."""
    plain = clean(text[:MAX_TEXT])
    if not is_storable(plain):
        return Extraction({}, "")
    hits, unclear = _numbers(plain)
    hits += _models(plain)
    tasks = [match for match in _TASK.finditer(plain) if not _is_hedged(plain, match.start())]
    for match in tasks:
        value = _read("task", match[1])
        if value is not None:
            hits.append(_Hit("task", value, *match.span()))
    hits += _in_words(plain)
    said: dict[str, set[Value]] = {}
    for hit in hits:
        said.setdefault(hit.id, set()).add(hit.value)
    values = {id_: next(iter(readings)) for id_, readings in said.items() if len(readings) == 1 and id_ not in unclear}
    left, stray, beside = _left(plain, [hit for hit in hits if hit.id in values])
    return Extraction(values, left, stray, frozenset(hit.id for hit in hits if _doubtful(plain, hit)), beside)


def _numbers(plain: str) -> tuple[list[_Hit], set[str]]:
    """The numbers that are said, and the questions for which a range makes them unclear."""
    hits: list[_Hit] = []
    unclear: set[str] = set()
    taken: list[tuple[str, int, int]] = []
    for id_, pattern in _PATTERNS:
        for match in pattern.finditer(plain):
            if any(
                match.start() < end and start < match.end() and _exclude_each_other(id_, other_id)
                for other_id, start, end in taken
            ):
                continue
            taken.append((id_, *match.span()))
            before, after = _around(plain, match)
            if _RANGE_BEFORE.search(before) or _RANGE_AFTER.search(after):
                unclear.add(id_)
                if id_ == "examples":
                    unclear.add("labels")
            elif _stands(id_, match, before, after):
                hits += _hits(id_, match)
    return hits, unclear


def _around(plain: str, match: re.Match[str]) -> tuple[str, str]:
    """What stands near a place: who pastes a page is read no slower."""
    return plain[max(0, match.start() - _NEAR) : match.start()], plain[match.end() : match.end() + _NEAR]


def _exclude_each_other(id_: str, other_id: str) -> bool:
    """Whether two questions cannot both be answered by the same words; "500 in 200 out" answers two."""
    return {id_, other_id} not in ({"input_tokens", "output_tokens"}, {"latency_now_ms", "latency_needed_ms"})


def _stands(id_: str, match: re.Match[str], before: str, after: str) -> bool:
    if _is_hedged(before, len(before)):
        return False
    if _OTHERWISE_AFTER.search(after) and not ("tokens" in id_ and _A_REQUEST.search(after)):
        return False
    if match.groupdict().get("bare"):
        large = re.search(rf"[0-9]\s?{SCALE}|[0-9]{{4}}|[, ][0-9]{{3}}", match[0], re.IGNORECASE)
        return large is not None and _BARE_BEFORE.search(before) is not None and _MONEY.search(before + after) is None
    return id_ != "monthly_spend_usd" or not (
        _NOT_THE_BILL.search(_part(before))
        or re.match(r"\s*(?:budget\b|(?:for|in|of|on)\b(?!\s+(?:gpt|claude|gemini)))", after, re.IGNORECASE)
    )


def _hits(id_: str, match: re.Match[str]) -> list[_Hit]:
    groups = match.groupdict()
    value = _read(id_, groups.get("all") or groups.get("bare") or "")
    if value is None:
        return []
    hits = [_Hit(id_, value, *match.span())]
    kinds = set((groups.get("kind") or "").lower().split())
    if "unchecked" in kinds:
        hits.append(_Hit("labels", "unchecked", *match.span()))
    if kinds & {"checked", "reviewed", "gold"}:
        hits.append(_Hit("labels", "checked", *match.span()))
    return hits


def _part(before: str) -> str:
    """The part of the sentence that stands before a place in it, at most six words."""
    return " ".join(re.split(r"[,;:!?]|\.(?:\s|$)", before)[-1].split()[-6:])


def _is_hedged(text: str, at: int) -> bool:
    part = _part(text[max(0, at - _NEAR) : at])
    return bool(_HEDGED.search(part) or _JUST_BEFORE.search(part))


def _in_words(plain: str) -> list[_Hit]:
    return [
        _Hit(id_, value, *match.span())
        for id_, value, pattern in _IN_WORDS
        for match in pattern.finditer(plain)
        if not _is_hedged(plain, match.start()) and not re.match(r"[^.!;]*\?", _around(plain, match)[1])
    ]


def _models(plain: str) -> list[_Hit]:
    hits = []
    for match in _MODEL.finditer(plain):
        before, after = _around(plain, match)
        alone = re.search(r"(?:^|[,;.(]|\band)\s*$", before) and re.match(r"\s*(?:$|[,;.)]|and\b)", after)
        skipped = _is_hedged(plain, match.start()) or _NOT_TODAYS.search(_part(before))
        if (match["intro"] or alone) and not skipped and not re.match(r"[^.,;]*\?|\s+as\b", after):
            hits.append(_Hit("model", match["name"], *match.span()))
    return hits


_BETWEEN = re.compile(r"([,;]|\.(?=\s|$)|\band\b|\bwith\b)")
_AROUND = word_set(
    "we have has use get it is are there about around roughly ~ on at a also i and so far our serve runs run"
    " bill spend pay today currently traffic volume we've got"
)
# A count of these is one of labelled examples only where it is said that they are.
_LABELLED = word_set("checked reviewed labelled labeled annotated gold unchecked training")

_FEW = 20


def _doubtful(plain: str, hit: _Hit) -> bool:
    """Whether a count of examples may be one of anything: "12 documents", "2 good examples", "3 examples" of a mail."""
    words = plain[hit.start : hit.end].lower().split()
    if hit.id != "examples" or _LABELLED & set(words):
        return False
    return (isinstance(hit.value, int) and hit.value < _FEW) or len(words) > 2 or "example" not in words[-1]


def _left(plain: str, hits: list[_Hit]) -> tuple[str, frozenset[str], frozenset[str]]:
    """The text without its parts that say nothing but what was found; what was found in parts that say more, and their words.

    There is no text left where a part says more than that.
    """
    marked = list(plain)
    for hit in hits:
        marked[hit.start : hit.end] = ["\x00"] * (hit.end - hit.start)
    kept: list[str] = []
    stray: set[str] = set()
    beside: set[str] = set()
    between, at, mixed = "", 0, False
    for part in _BETWEEN.split("".join(marked)):
        start, at = at, at + len(part)
        if _BETWEEN.fullmatch(part):
            between += part
            continue
        words = part.replace("\x00", " ").lower().strip(" .!:").split()
        if "\x00" in part:
            between = "," if kept else ""
            mixed = mixed or not _AROUND.issuperset(words)
            if "i" in words or not _AROUND.issuperset(words):
                stray |= {hit.id for hit in hits if hit.start < at and start < hit.end}
                beside.update(words)
        elif part.strip():
            kept.append((between if kept else "") + part)
            between = ""
    return "" if mixed else " ".join("".join(kept).split()).strip(" ,;"), frozenset(stray), frozenset(beside) - _AROUND


def _read(id_: str, text: str) -> Value | None:
    try:
        return read(BY_ID[id_], text)
    except Refused:
        return None
