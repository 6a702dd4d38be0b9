"""What words mean after the verdict: accept, another way, not now, a dissent, the numbers of a checkpoint, the end."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from flows.checkpoint import Numbers
from flows.lifecycle import Life, Outcome
from flows.measured import read_numbers, read_outcome
from flows.plain import NO, YES, Refused, bare, clean
from flows.words import NAMES

Act = Literal[
    "accept", "override", "defer", "dissent", "own", "measure", "carry_on", "stop", "adopt", "review", "renew", "refuse"
]

# Beside the methods a team may keep what it has.
STAY = "stay"
WAYS: dict[str, str] = {name: words for name, words in NAMES.items() if name != "not_ready"} | {STAY: "today's model as it is"}
_MORE_WAYS = {
    "prompt": "prompt_engineering", "prompting": "prompt_engineering", "prompts": "prompt_engineering", "retrieval": "rag",
    "bigger model": "bigger_model", "another model": "bigger_model", "fine-tuning": "sft", "fine tuning": "sft", "finetuning": "sft",
    "fine-tune": "sft", "training": "sft", "train": "sft", "distil": "distillation", "distill": "distillation", "guardrail": "guardrails",
    "reinforcement": "rft", "nothing": STAY, "keep": STAY, "do nothing": STAY, "keep today's model": STAY, "today's model": STAY,
}  # fmt: skip
_ACCEPT = re.compile(r"(?:we |i )?accept(?:ed)?(?: (?:it|this|the verdict|that))?")
_DEFER = re.compile(r"not now|not (?:for )?now|not yet,? later")
_OVERRIDE = re.compile(r"(?:let's |we |we'll |we will )?(?:(?:go(?:ing)?|take|taking) )?another way(?:\s*[:,–-]\s*|\s+with\s+|\s+)(?P<rest>.+)", re.IGNORECASE | re.DOTALL)  # fmt: skip
_BECAUSE = re.compile(r"\s*(?:,|:|–|\s-\s)?\s*\b(?:because|since|as)\b\s*[:,]?\s*|\s*[:;–]\s*|\s+-\s+", re.IGNORECASE)
_DISSENT = re.compile(r"(?:i )?(?:dissent|disagree|object)\s*:\s*(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_DISSENT_TOLD = re.compile(r"i (?:dissent|disagree|object)\b[\s,:]*(?:because\s+)?(?P<rest>.+)", re.IGNORECASE | re.DOTALL)
_OWNER = re.compile(r"(?:the )?(?:new )?owner(?: is|:|=)?\s*<@(?P<person>[UW][A-Z0-9]{1,20})(?:\|[^>]*)?>", re.IGNORECASE)
_STOP = re.compile(r"(?:we )?stop(?:ped)?(?P<training> (?:the )?training)?(?:(?:\s*[:,–-]\s*|\s+because\s+)(?P<rest>.+))?", re.IGNORECASE | re.DOTALL)  # fmt: skip
_ADOPT = re.compile(r"(?:we )?adopt(?:ed)?(?: it| this)?(?:\s*[:,–-]\s*(?P<rest>.+))?", re.IGNORECASE | re.DOTALL)
_CARRY_ON = re.compile(r"(?:we )?(?:go|going|carry|carrying) on(?: anyway)?(?:(?:\s*[:,–-]\s*|\s+)(?:because\s+|since\s+)?(?P<rest>.+))?", re.IGNORECASE | re.DOTALL)  # fmt: skip
_RENEW = re.compile(r"decide (?:again|anew)|verdict (?:again|anew|of today)|new verdict")

SAY_WAY = f'Say which and why: "another way: retrieval because the facts change daily". Ways: {", ".join(WAYS.values())}.'
SAY_WHY = 'The criteria say stop. To go on against them, say why: "go on because the second half of the data comes on Friday".'


@dataclass(frozen=True, slots=True)
class After:
    """What somebody's words do to a decision after its verdict; `text` is a reason, a dissent, or a sentence of refusal."""

    act: Act
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
    found = (
        _reaction(now, plain, command) or _told(plain, addressed=addressed) or _training(now, plain, command, addressed=addressed)
    )
    return found or _reported(now, text, metric, addressed=addressed)


def way_of(text: str) -> str | None:
    """The method that words name; None for none that we know."""
    plain = clean(text).lower().strip(" .!,")
    for name, words in WAYS.items():
        if plain in (name, words, name.replace("_", " "), words.split(" (")[0]):
            return name
    return _MORE_WAYS.get(plain)


def _reaction(now: Life, plain: str, command: str) -> After | None:
    if _ACCEPT.fullmatch(command):
        return After("accept")
    if _DEFER.fullmatch(command) and now.stage == "decided":
        return After("defer")
    if command in ("another way", "go another way", "we go another way"):
        return After("refuse", SAY_WAY)
    if _RENEW.fullmatch(command):
        return After("renew")
    match = _OVERRIDE.fullmatch(plain)
    if match is None:
        return None
    way, reason = _split(match["rest"])
    return After("override", reason, method=way) if way is not None and reason else After("refuse", SAY_WAY)


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
        return After("dissent", match["rest"].strip())
    match = _OWNER.fullmatch(plain)
    return After("own", person=match["person"]) if match is not None else None


def _training(now: Life, plain: str, command: str, *, addressed: bool) -> After | None:
    if now.stage == "training":
        match = _STOP.fullmatch(plain)
        if match is not None and (match["training"] or match["rest"] or now.says_stop is not None or addressed):
            return After("stop", (match["rest"] or "").strip())
        match = _CARRY_ON.fullmatch(plain)
        if match is not None and now.says_stop is not None:
            reason = (match["rest"] or "").strip()
            return After("carry_on", reason) if reason else After("refuse", SAY_WHY)
    match = _ADOPT.fullmatch(plain)
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


def _reported(now: Life, text: str, metric: str | None, *, addressed: bool) -> After | None:
    """The numbers of a checkpoint, or how it went, where one of them is asked or may come any day."""
    ask = now.open_ask
    if now.stage == "training" and (addressed or (ask is not None and ask.what == "checkpoint")):
        try:
            return After("measure", text, numbers=read_numbers(text, metric))
        except Refused as refused:
            if addressed and any(one.isdigit() for one in text):
                return After("refuse", str(refused))
    # A bare yes or no may be said to anybody.
    if ask is not None and ask.what == "review" and (addressed or clean(text).lower().strip(" .!") not in YES | NO):
        try:
            return After("review", text, outcome=read_outcome(text))
        except Refused as refused:
            if addressed and any(one.isdigit() for one in text):
                return After("refuse", str(refused))
    return None
