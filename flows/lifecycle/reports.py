"""Numbers that people report in a line: of a checkpoint ("score 86%, general 71% (was 73%), spent $900"), or of how it went."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from flows.language.value import read
from flows.log.measurements import Numbers, Outcome
from flows.questions import BY_ID
from flows.text import Refused, bare, clean

# A comma inside a number separates nothing: "$1,200".
_PARTS = re.compile(r"[;\n•|]|,(?!\d{3}(?!\d))|\band\b|\bbut\b")
_WAS = re.compile(
    r"\(?\b(?:was|before|from|down from|up from)\s+(?P<before>[0-9.,]+\s?%?)(?:\s+before(?:\s+training)?)?\)?$"
)
# The longest label that fits says what a part is about.
_LABELS: tuple[tuple[str, str], ...] = (
    ("general_before", r"general(?:[ -](?:set|ability|score))*(?: score)? before(?: training)?|before training"),
    ("general", r"general(?:[ -](?:set|ability|score))*"),
    ("spent_usd", r"(?:we (?:have |'ve )?)?(?:spent|spend|spending|cost|costs)(?: so far)?|budget (?:used|spent)"),
    ("untuned", r"(?:best )?untuned(?: model)?|base model|(?:best )?other model"),
    ("fixed", r"(?:items? )?(?:fixed|gained|newly right)"),
    ("broken", r"(?:items? )?(?:broken|broke|lost|newly wrong)"),
    ("real_share", r"(?:inputs? )?(?:from )?real(?: traffic| inputs?| share)?(?: inputs?)?"),
    ("shared_items", r"(?:shared|overlapping|common)(?: items?)?|items? shared|overlap|contamination"),
    ("wrong_labels", r"wrong(?: labels?)?|labels? wrong|bad labels?"),
    ("score", r"(?:test )?(?:scored?|accuracy|f1|result)|test (?:items?|set)"),
)
_PATTERNS = tuple((name, re.compile(rf"(?<!\w)(?:{pattern})(?!\w)")) for name, pattern in _LABELS)
# Where no comma stands between them: "score 86% general 71% spent $900".
_NEXT_LABEL = re.compile(
    r"(?<=[0-9%k])\s+(?=(?:the\s+)?(?:general|spent|spend|cost|score|accuracy|f1|untuned|best untuned)\b)"
)
_NUMBER = re.compile(r"[0-9]+(?:[.,][0-9]+)*")
_OF_ITEMS = re.compile(r"(?<![\w.,$])(?P<right>[0-9]{1,7})\s?(?:of|out of|/)\s?(?P<items>[0-9]{1,7})(?![\w.,]*[0-9%])")
_ON_ITEMS = re.compile(
    r"(?<=[0-9%])\s+(?:(?:on|over)\s+)?(?:the |our |all )?(?P<items>[0-9]{1,7})(?:\s(?:test )?items?)?$"
)
# "86 of 100 with 9 fixed (4 broken)": counts of items begin a part of their own.
_COUNTED = re.compile(
    r"\s*\(?\s*(?:\bwith\s+)?(?<![\w.,$])(?=[0-9]{1,7}\s(?:items? )?(?:fixed|gained|newly right|broken|broke|lost|newly wrong)\b)"
)
# Each score with its items, and the counts of what was fixed and broken, which follow the score that they belong to.
_ITEMS = {"score": "items", "general": "general_items", "untuned": "items"}
_COUNTS = {"score": "", "general": "general_", "untuned": "untuned_"}
_EMOJI = re.compile(r":[a-z][a-z0-9_+'-]*:|[\u2600-\u27bf\U0001f000-\U0001faff\ufe0f]")
_BELOW_NOTHING = re.compile(r"(?<!\S)-\$?\s?[0-9]|\$\s?-\s?[0-9]")
_SMALL = re.compile(
    r"(?<!\w)(?:on|at|is|are|was|the|our|a|in|so far|set|items?|score|scored|now|today|model|labels?|total|it|we|got|have|test|=|:|-)(?!\w)|[=:]"
)
_NO_SHARE = re.compile(r"0*(?:[2-9](?:\.[0-9]*)?|1\.[0-9]*[1-9][0-9]*)")
_ITEMS_ONLY = re.compile(
    r"(?:we have )?[0-9]+ test items?|(?:the |our )?test (?:set|items?)(?: (?:is|are|at|of|has|have))* [0-9]+(?: items?)?"
)
HOW = 'Say it as "score 86 of 100, 9 fixed, 4 broken, general 71% (was 73%), spent $900".'
HOW_IT_WENT = 'Say it as "adopted, gain 3 points, $700 a month", or "not adopted".'


def read_numbers(text: str, metric: str | None = None) -> Numbers:
    """What was measured. `metric` is the team's own name of the score. Raises Refused where a part cannot be read."""
    numbers: dict[str, Decimal] = {}
    unnamed: list[str] = []
    about = "score"
    for part in _parts(text, metric):
        if _BELOW_NOTHING.search(part):
            raise Refused(f"Nothing here can be below 0. {HOW}")
        name, rest, before = _labelled(part)
        if name is None:
            unnamed.append(rest)
            continue
        about = name if name in _COUNTS else about
        if name in ("fixed", "broken"):
            name = _COUNTS[about] + name
        if name in numbers:
            raise Refused(f"That has two numbers for one thing. {HOW}")
        _read_into(numbers, name, rest)
        if before is not None and name == "general":
            numbers["general_before"] = read_number("general_before", _of_as_many(before, numbers))
    for rest in unnamed:
        name = (
            "spent_usd"
            if "$" in rest
            else "score"
            if "score" not in numbers
            else "general"
            if "general" not in numbers
            else ""
        )
        if not name or (numbers and len(unnamed) == 1 and name == "general"):
            raise Refused(f"I could not tell what each number is. {HOW}")
        _read_into(numbers, name, rest)
    if not numbers:
        raise Refused(HOW)
    _counts_fit(numbers)
    return Numbers(**numbers)


def _read_into(numbers: dict[str, Decimal], name: str, text: str) -> None:
    """A number, and the items of a score or the sample of labels where they were said with it: 86 of 100. Raises Refused."""
    on = _ON_ITEMS.search(text) if name in _ITEMS else None
    numbers[name] = read_number(name, text if on is None else _ON_ITEMS.sub("", text, count=1))
    of = on or _OF_ITEMS.search(text)
    if of is None:
        return
    items = Decimal(of["items"])
    if name == "wrong_labels":
        numbers["labels_sample"] = items
    elif name in _ITEMS and numbers.setdefault(_ITEMS[name], items) != items:
        raise Refused("Score both models on the same items: that has two numbers of test items.")


def _of_as_many(before: str, numbers: dict[str, Decimal]) -> str:
    """A score before training as a count of the same items: 71 of 120 (was 73)."""
    items = numbers.get("general_items")
    return f"{before} of {items}" if items is not None and before.strip().isdecimal() else before


def _counts_fit(numbers: dict[str, Decimal]) -> None:
    """What was fixed and broken goes together, within the items. Raises Refused."""
    for score, prefix in _COUNTS.items():
        fixed, broken = numbers.get(f"{prefix}fixed"), numbers.get(f"{prefix}broken")
        if (fixed is None) != (broken is None):
            raise Refused('Give both, how many items were fixed and how many broke: "9 fixed, 4 broken".')
        items = numbers.get(_ITEMS[score])
        if fixed is not None and broken is not None and items is not None and fixed + broken > items:
            raise Refused(f"Of {items:,} items at most {items:,} can be fixed or broken together.")


def names_several(text: str, metric: str | None = None) -> bool:
    """Whether words that cannot be read name two or more of our numbers, so that they can hardly be about anything else."""
    plain = _plain(text, metric)
    named = [name for name, pattern in _PATTERNS if pattern.search(plain)]
    return len(named) > 1 and len(_NUMBER.findall(plain)) >= len(named)


def _parts(text: str, metric: str | None) -> list[str]:
    stated = (statement.strip() for statement in _PARTS.split(_plain(text, metric)))
    return [
        part.rstrip(" )") if ")" in part and "(" not in part else part
        for statement in stated
        for counted in _COUNTED.split(statement)
        for part in (_NEXT_LABEL.split(counted) if len(_NUMBER.findall(counted)) > 1 else [counted])
        if part.strip(" .!)")
    ]


_WHOLE = frozenset(name for name in Numbers.__dataclass_fields__) - frozenset(
    {"score", "general", "general_before", "untuned", "spent_usd", "real_share"}
)


def read_number(name: str, text: str) -> Decimal:
    """One number of a checkpoint by its name (a field of `Numbers`). Raises Refused."""
    question = "upkeep_usd" if name == "spent_usd" else "test_items" if name in _WHOLE else "baseline"
    plain = re.sub(r"\ba month\b|/mo(?:nth)?\b", "a month", text) if name == "spent_usd" else text
    if name == "spent_usd" and "month" in plain:
        raise Refused("Give what was spent in all, in US dollars, such as $900.")
    sample = Decimal(50)
    if name in _WHOLE:
        of = _OF_ITEMS.search(plain)
        if of is not None:
            sample, plain = Decimal(of["items"]), of["right"]
        plain = "0" if plain.strip(" .") in ("none", "no", "nothing", "zero") else plain
    if question == "baseline" and _NO_SHARE.fullmatch(plain.strip(" .!")):
        # 4.2 may be of 5, and 8 of 10.
        raise Refused("I could not read that: please give a score such as 86% or 0.86.")
    try:
        value = read(BY_ID[question], plain.strip())
    except Refused:
        wanted = {
            "spent_usd": "US dollars in all, such as $900",
            "wrong_labels": "how many of 50, such as 2",
            "real_share": "a share such as 85%",
        }.get(name, "a whole number from 0" if name in _WHOLE else "a score such as 86% or 0.86")
        raise Refused(f"I could not read that: please give {wanted}.") from None
    if name == "wrong_labels" and Decimal(str(value)) > sample:
        raise Refused(f"Of a sample of {sample:,} at most {sample:,} can be wrong.")
    return Decimal(str(value))


_ADOPTED: tuple[tuple[str, str], ...] = (
    ("no", r"(?:(?:it(?:'s| is| was)|we(?:'re| are| did| do| have)) )?(?:not|never) (?:adopt(?:ed)?|in use|used?|using)(?: it)?(?: yet)?|(?:it (?:isn't|wasn't)|we (?:didn't|don't|never|aren't)) (?:adopt(?:ed)?|in use|used?|using)(?: it)?(?: yet)?|no|dropped|abandoned"),
    ("partly", r"(?:it is |it was |we )?(?:partly|partially|half)(?: (?:adopted|in use))?|in part"),
    ("yes", r"(?:it is |it was |we |we have )?(?:adopted(?: it)?|in use|use it|live|yes)|yes,? adopted"),
)  # fmt: skip
_GAIN = re.compile(
    r"(?:gain(?:ed)?|improved by|better by|\+)\s*(?:of|is|was|:|=)?\s*(?P<value>[-+−]?\s?[0-9.]+)\s*(?P<unit>%|points?|pts?|pp)?|(?P<value2>[-+−]\s?[0-9.]+)\s*(?P<unit2>%|points?|pts?|pp)"
)
_LOSS = re.compile(
    r"(?:loss|lost|worse by|dropped by)\s*(?:of|is|was|:|=)?\s*(?P<value>[0-9.]+)\s*(?P<unit>%|points?|pts?|pp)?"
)
_NO_GAIN = re.compile(r"no gain|gain(?:ed)? (?:nothing|none|zero)")


def read_outcome(text: str) -> Outcome:
    """How it went: adopted or not, the measured gain, the real cost a month. Raises Refused where a part cannot be read."""
    parts: dict[str, Any] = {}
    for part in (piece.strip(" .!") for piece in _PARTS.split(_plain(text, None))):
        if not part:
            continue
        name, value = _outcome_part(part)
        if name in parts:
            raise Refused(f"That says one thing twice. {HOW_IT_WENT}")
        parts[name] = value
    if not parts:
        raise Refused(HOW_IT_WENT)
    return Outcome(**parts)


def read_gain(text: str) -> Decimal:
    """A gain in points ("3 points", "-1.5", "3 %") as a share. Raises Refused."""
    plain = clean(text).lower().replace("−", "-").strip(" .!")
    if _NO_GAIN.fullmatch(plain) or plain in ("none", "no", "nothing"):
        return Decimal(0)
    match = re.fullmatch(
        r"(?P<value>[-+]?\s?(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+))\s*(?:%|percent|(?:percentage )?points?|pts?|pp)?", plain
    )
    if match is None:
        raise Refused("I could not read that: please give a gain in points, such as 3 or -1.5.")
    value = Decimal(match["value"].replace(" ", ""))
    if abs(value) > 100:
        raise Refused("A gain has at most 100 points.")
    return value / 100


def read_monthly(text: str) -> Decimal:
    """Real USD a month. Raises Refused."""
    value = read(BY_ID["monthly_spend_usd"], text)
    return Decimal(str(value))


def _outcome_part(part: str) -> tuple[str, Any]:
    for adopted, pattern in _ADOPTED:
        if re.fullmatch(pattern, part):
            return "adopted", adopted
    for form, sign in ((_GAIN, 1), (_LOSS, -1)):
        match = form.fullmatch(part)
        if match is not None:
            groups = match.groupdict()
            return "gain", sign * read_gain(str(groups["value"] or groups.get("value2")))
    if _NO_GAIN.fullmatch(part):
        return "gain", Decimal(0)
    name, rest, _ = _labelled(part)
    if name == "score":
        return "score", read_number("score", rest)
    if "$" in part or "dollar" in part or "month" in part:
        try:
            return "monthly_usd", read_monthly(
                re.sub(r"^(?:it )?(?:costs?|cost us|we pay|bill(?: is)?)\s+(?:us )?", "", part)
            )
        except Refused:
            raise Refused(HOW_IT_WENT) from None
    raise Refused(HOW_IT_WENT)


def _plain(text: str, metric: str | None) -> str:
    """Lower case, on lines, with the team's name of its score as "score"."""
    lines = "\n".join(bare(line) for line in text.split("\n"))
    plain = _EMOJI.sub(" ", lines.lower()).replace("−", "-")
    name = clean(metric or "").lower()
    return re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "score", plain) if 2 <= len(name) <= 60 else plain


def _labelled(part: str) -> tuple[str | None, str, str | None]:
    """Which number a part gives, what is left of it, and what it was before."""
    if _ITEMS_ONLY.fullmatch(part.strip(" .!")):
        raise Refused(f"That is a number of test items and no score. {HOW}")
    was = _WAS.search(part)
    # "It was 86%" gives the number itself.
    before = (
        was["before"] if was is not None and any(character.isdigit() for character in part[: was.start()]) else None
    )
    left = part[: was.start()] if was is not None and before is not None else part
    for name, pattern in _PATTERNS:
        rest, count = pattern.subn(" ", left, count=1)
        if count:
            return name, " ".join(_SMALL.sub(" ", rest).split()), before
    return None, left.strip(), before
