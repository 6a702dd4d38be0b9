"""What words mean after the verdict: accept, another way, not now, a dissent, the numbers of a checkpoint, the end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from flows.lifecycle.in_use import asks_monthly
from flows.lifecycle.records import Life
from flows.lifecycle.reports import names_several, read_numbers, read_outcome
from flows.lifecycle.steps import DONE, NOT_YET
from flows.log.measurements import Numbers, Outcome
from flows.text import NO, YES, Refused, bare, clean
from flows.verdict.headlines import NAMES

ActName = Literal[
    "accept",
    "override",
    "defer",
    "dissent",
    "own",
    "measure",
    "carry_on",
    "stop",
    "adopt",
    "review",
    "renew",
    "step_done",
    "step_later",
    "refuse",
]

# Beside the methods a team may keep what it has.
STAY = "stay"
WAYS: dict[str, str] = {name: words for name, words in NAMES.items() if name != "not_ready"} | {
    STAY: "today's model as it is"
}
_MORE_WAYS = {
    "prompt": "prompt_engineering", "prompting": "prompt_engineering", "prompts": "prompt_engineering", "retrieval": "rag",
    "bigger model": "bigger_model", "another model": "bigger_model", "fine-tuning": "sft", "fine tuning": "sft", "finetuning": "sft",
    "fine-tune": "sft", "training": "sft", "train": "sft", "distil": "distillation", "distill": "distillation", "guardrail": "guardrails",
    "reinforcement": "rft", "nothing": STAY, "keep": STAY, "do nothing": STAY, "keep today's model": STAY, "today's model": STAY,
}  # fmt: skip
_ACCEPT = re.compile(
    r"(?:(?:ok(?:ay)?|yes),? )?(?:we |i |let's )?accept(?:ed)?(?: (?:it|this|that|the verdict|the decision))?|accept(?:ed)? by (?:us|me)"
)
# Said to nobody in particular these mean the verdict; "I accept that" may be about anything.
_ACCEPT_PLAINLY = re.compile(r"(?:(?:we |i )?accept|accepted|(?:we )?accept it)")
_DEFER = re.compile(
    r"(?P<not>not (?:for )?now|not yet,? later|put (?:it|this) off|defer(?: it| this)?)(?P<rest>\s*[:,–-].+|\s+because\s.+)?",
    re.DOTALL,
)
_OVERRIDE = re.compile(
    r"(?:let's |we |we'll |we will )?(?:(?:go(?:ing)?|take|taking) )?another way(?:\s*[:,–-]\s*|\s+with\s+|\s+)(?P<rest>.+)",
    re.IGNORECASE | re.DOTALL,
)
_BECAUSE = re.compile(r"\s*(?:,|:|–|\s-\s)?\s*\b(?:because|since|as)\b\s*[:,]?\s*|\s*[:;–]\s*|\s+-\s+", re.IGNORECASE)
_DISSENT = re.compile(r"(?:(?:i )?(?:dissent|disagree)|i object)\s*:\s*(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_DISSENT_TOLD = re.compile(
    r"(?:i )?(?:dissent|disagree|object)\b[\s,:–-]*(?:because\s+)?(?P<rest>.*)", re.IGNORECASE | re.DOTALL
)
_OWNER = re.compile(
    r"(?:the )?(?:new )?owner(?: is|:|=)?\s*<@(?P<person>[UW][A-Z0-9]{1,20})(?:\|[^>]*)?>", re.IGNORECASE
)
# A colon and "because" give a reason; a comma or a dash does so only in words that were said to the bot.
_STOP = re.compile(
    r"(?:please )?(?:(?:we |let's )?stop|we (?:have )?stopped)(?P<training> (?:the )?training(?: it| this)?)?(?P<it> it| this)?"
    r"(?P<rest>\s*[:,;–-]\s*.+|\s+because\s+.+)?", re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_ADOPT = re.compile(r"(?:we )?adopt(?:ed)?(?: it| this)?(?:\s*[:,–-]\s*(?P<rest>.+))?", re.IGNORECASE | re.DOTALL)
_CARRY_ON = re.compile(
    r"(?:please )?(?:(?:we |we'll |let's )?(?:(?:go|carry) on|continue)|(?:we are |we're )?(?:going|carrying) on)(?P<anyway> anyway)?"
    r"(?P<rest>\s*[:,;–-]\s*.+|\s+(?:because|since|as)\s+.+)?", re.IGNORECASE | re.DOTALL,
)  # fmt: skip
_RENEW = re.compile(r"decide (?:again|anew)|verdict (?:again|anew|of today)|new verdict")

_REASON = re.compile(r"\s*[:,;–-]?\s*(?:(?:because|since|as)\b\s*[:,]?\s*)?", re.IGNORECASE)
# Said to nobody in particular, these are as often about something else.
_ABOUT_ANYTHING = re.compile(
    r"half|dropped|abandoned|use it|live|in part|partly|partially|we use it|[-+]\s?[0-9.]+|no gain|gain(?:ed)? (?:nothing|none|zero)|(?:gain(?:ed)?|(?:better|worse|dropped|improved) by) [0-9.]+ ?%?|lost [0-9.]+ ?(?:%|points?)?"
)
_MEASURED_SIGN = re.compile(
    r"[0-9]\s?(?:%|percent\b)|\$\s?[0-9]|(?<![0-9.])0?\.[0-9]|\b(?:score|accuracy|f1|general|spent|untuned|labels?|items?)\b",
    re.IGNORECASE,
)
SAY_WHAT = 'Say in a sentence what you disagree with: "I disagree: the labels are too few".'
SAY_WAY = (
    f'Say which and why: "another way: retrieval because the facts change daily". Ways: {", ".join(WAYS.values())}.'
)
SAY_WHY = 'The criteria say stop. To go on against them, say why: "go on because the second half of the data comes on Friday".'


@dataclass(frozen=True, slots=True)
class After:
    """What somebody's words do to a decision after its verdict; `text` is a reason, a dissent, or a sentence of refusal."""

    act: ActName
    text: str = ""
    method: str | None = None
    person: str | None = None
    numbers: Numbers | None = None
    outcome: Outcome | None = None


def hear_after(now: Life, text: str, *, metric: str | None = None, addressed: bool = False) -> After | None:
    """What words mean where a decision stands; None for what is not about its life.

    Words that were not said to the bot count only where they can hardly mean anything else.
    """
    if now.stage in ("asking", "superseded"):
        return None
    plain = bare(text)
    command = plain.lower().strip(" .!")
    if now.open_ask is not None and now.open_ask.what == "step" and command in NOT_YET | DONE:
        return After("step_later" if command in NOT_YET else "step_done")
    act = (
        _reaction(now, plain, command, addressed=addressed)
        or _told(plain, addressed=addressed)
        or _training(now, plain, command, addressed=addressed)
    )
    return act or _reported(now, text, metric, addressed=addressed)


def way_of(text: str) -> str | None:
    """The method that words name; None for none that we know."""
    plain = clean(text).lower().strip(" .!,")
    for name, words in WAYS.items():
        shown = words.lower()
        if plain in (name, shown, name.replace("_", " "), shown.split(" (")[0]):
            return name
    return _MORE_WAYS.get(plain)


def _reaction(now: Life, plain: str, command: str, *, addressed: bool) -> After | None:
    if _ACCEPT.fullmatch(command) and (addressed or _accepts_plainly(now, command)):
        return After("accept")
    put_off = _DEFER.fullmatch(command)
    if put_off is not None and (
        addressed or ((now.stage == "decided" or now.asks_whether_now) and put_off["not"].startswith("not"))
    ):
        rest = (put_off["rest"] or "").strip()
        if addressed or not rest or rest.startswith(":"):
            return After("defer", _REASON.sub("", rest, count=1))
    if command in ("another way", "go another way", "we go another way"):
        return After("refuse", SAY_WAY)
    if _RENEW.fullmatch(command):
        return After("renew")
    match = _OVERRIDE.fullmatch(plain)
    if match is None:
        return None
    way, reason = _split(match["rest"])
    if way is not None and reason:
        return After("override", reason, method=way)
    # "Another way to look at it" is people talking.
    meant = way is not None or (_BECAUSE.search(match["rest"]) is not None and plain.lower().startswith("another way:"))
    return After("refuse", SAY_WAY) if addressed or meant else None


def _accepts_plainly(now: Life, command: str) -> bool:
    if "the verdict" in command:
        return True
    return now.stage in ("decided", "deferred", "overridden") and _ACCEPT_PLAINLY.fullmatch(command) is not None


def _split(rest: str) -> tuple[str | None, str]:
    """The method and the reason, of words such as: retrieval because the facts change daily."""
    for match in _BECAUSE.finditer(rest):
        way = way_of(rest[: match.start()])
        if way is not None:
            return way, rest[match.end() :].strip()
    return way_of(rest), ""


def _told(plain: str, *, addressed: bool) -> After | None:
    match = _DISSENT.fullmatch(plain) or (_DISSENT_TOLD.fullmatch(plain) if addressed else None)
    if match is not None:
        reason = match["rest"].strip(" .!")
        return After("dissent", match["rest"].strip()) if reason else After("refuse", SAY_WHAT)
    match = _OWNER.fullmatch(plain)
    return After("own", person=match["person"]) if match is not None else None


def _training(now: Life, plain: str, command: str, *, addressed: bool) -> After | None:
    if now.stage == "training":
        match = _STOP.fullmatch(plain) or _STOP.fullmatch(command)
        if match is not None and (addressed or _stops_plainly(now, match)):
            return After("stop", _REASON.sub("", match["rest"] or "", count=1).strip(" ,"))
        match = _CARRY_ON.fullmatch(plain) or _CARRY_ON.fullmatch(command)
        if (
            match is not None
            and now.says_stop is not None
            and (addressed or not _is_aside(match["rest"]) or match["anyway"])
        ):
            reason = _REASON.sub("", match["rest"] or "", count=1).strip()
            return After("carry_on", reason) if reason else After("refuse", SAY_WHY)
    if not addressed and now.open_ask is not None and now.open_ask.what == "review" and now.stage != "training":
        # How it went is what was asked.
        return None
    match = _ADOPT.fullmatch(plain) or _ADOPT.fullmatch(command)
    if (
        match is not None
        and now.stage in ("training", "accepted", "overridden")
        and (match["rest"] or command != "adopt" or addressed)
    ):
        try:
            return After("adopt", plain, outcome=read_outcome(match["rest"]) if match["rest"] else Outcome())
        except Refused:
            return After("adopt", plain, outcome=Outcome()) if addressed else None
    return None


def _is_aside(rest: str | None) -> bool:
    """Whether words hang on by a comma or a dash only, as in "go on, tell me"."""
    return rest is not None and re.match(r"\s*[,;–-]\s*(?!because\b|since\b)", rest, re.IGNORECASE) is not None


def _stops_plainly(now: Life, match: re.Match[str]) -> bool:
    if match["it"] or (_is_aside(match["rest"]) and not match["training"]):
        return False
    return bool(match["training"] or match["rest"] or now.says_stop is not None)


def _reported(now: Life, text: str, metric: str | None, *, addressed: bool) -> After | None:
    """The numbers of a checkpoint, or how it went, where one of them is asked or may come any day."""
    asked = {ask.what for ask in now.asks if ask.asked is not None}
    if _stays_open(now):
        asked.add("checkpoint")
    if "month" in asked or (addressed and asks_monthly(now)):
        try:
            numbers = read_numbers(text, metric)
            if numbers.score is not None or numbers.fixed is not None:
                return After("measure", text, numbers=numbers)
        except Refused as refused:
            if "review" not in asked and names_several(text, metric):
                return After("refuse", str(refused))
    scored = any(entry.checkpoint for entry in now.measured)
    if now.stage == "training" and (addressed or "checkpoint" in asked or scored):
        try:
            numbers = read_numbers(text, metric)
            # Where none are asked for, only several together are a report: it puts the last one right.
            if addressed or (_is_measured(text, numbers, metric) if "checkpoint" in asked else numbers.count > 1):
                return After("measure", text, numbers=numbers)
        except Refused as refused:
            tried = (
                any(character.isdigit() for character in text)
                if addressed
                else "checkpoint" in asked and names_several(text, metric)
            )
            if tried and "review" not in asked:
                return After("refuse", str(refused))
    # A bare yes or no may be said to anybody.
    plain = bare(text).lower().strip(" .!")
    if "review" in asked and (addressed or (plain not in YES | NO and not _ABOUT_ANYTHING.fullmatch(plain))):
        try:
            return After("review", text, outcome=read_outcome(text))
        except Refused as refused:
            if addressed and any(character.isdigit() for character in text):
                return After("refuse", str(refused))
    return None


def _stays_open(now: Life) -> bool:
    """Whether the last numbers left it undecided, so that more of them are waited for."""
    last = now.last_measured
    return last is not None and last.judgement is not None and last.judgement.says == "undecided"


def _is_measured(text: str, numbers: Numbers, metric: str | None) -> bool:
    """Whether numbers that were said to nobody in particular are those of a checkpoint: named, or a share, or an amount."""
    named = metric is not None and clean(metric).lower() in clean(text).lower()
    return named or numbers.count > 1 or _MEASURED_SIGN.search(text) is not None
