"""What people write around the name of a model, taken off one thing at a time: words, hosts, versions, prices.

Each step gives a shorter text and what was learnt from the part that was taken off. Nothing here knows a model.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from pricing.hosts import PLACES, SELF_HOSTED

LONGEST = 200


@dataclass(frozen=True, slots=True)
class Shorter:
    """A text without something that stood around it, and what that told."""

    text: str
    host: str | None = None
    tuned: bool = False


def plain(text: str) -> str:
    """A name as it is looked up: lower case, single blanks, nothing but the name's own signs at its ends."""
    joined = " ".join(unicodedata.normalize("NFKC", text[: LONGEST * 10]).lower().replace("’", "'").split())
    return joined[:LONGEST].strip(" .,;:!?\"'`*")


_PLACE = "|".join(re.escape(place) for place in sorted(PLACES, key=len, reverse=True))
_GPUS = r"(?:our )?(?:own )?(?:\d+ ?x ?)?(?:h100|h200|a100|l40s|l4|a10g?|t4|gpu)s?"
_AT = "on|at|via|in|through|by|from|with|auf|bei|über|sur|chez|en"
_SERVICE = "(?: (?:service|ptu|deployment|endpoint|api))?"

_TUNED_ID = re.compile(r"^ft:(?P<rest>[^:]+?)(?::.*?)?(?P<at> (?:on|at|via) .+)?$")
_TUNED_DEPLOYMENT = re.compile(r"^(?P<rest>.+?)\.ft-[\w-]+$")
_TUNED_AT = re.compile(rf"^(?P<rest>.+?),? (?:fine-? ?)?tuned (?:on|at|by|with) (?P<place>{_PLACE})$")
_TUNED_FIRST = re.compile(r"^(?:our |a |the )?(?:own )?(?:fine-? ?tuned?|tuned|finetune of|fine-tune of) (?P<rest>.+)$")
_TUNED_LAST = re.compile(r"^(?:our )?(?P<rest>.+?),? \(?(?:fine-? ?tuned?|tuned)\)?$")
_OWN = re.compile(r"^(?:our own|self[- ]?hosted|on-? ?prem(?:ises?)?|ollama|vllm):? (?P<rest>.+)$")
_OLLAMA = re.compile(r"^(?P<family>[a-z][a-z.\d-]*\d[\d.]*|[a-z]+):(?P<size>\d+(?:\.\d+)?b)(?:-[\w-]+)?$")
_AT_PLACE = re.compile(
    rf"^(?P<rest>.+?),? (?:hosted |served |deployed |running )?(?:{_AT})[ -](?:(?P<place>{_PLACE})|{_GPUS}){_SERVICE}$"
)
_IN_BRACKETS = re.compile(rf"^(?P<rest>.+?) ?\((?P<place>{_PLACE}){_SERVICE}\)$")
_PLACE_LAST = re.compile(rf"^(?P<rest>.+?),? (?P<place>{_PLACE}){_SERVICE}$")
_PLACE_FIRST = re.compile(rf"^(?P<place>{_PLACE})(?:'s)?[ :]+(?P<rest>.+)$")
_URL = re.compile(r"^https?://(?:www\.)?")
_MAKER_FIRST = re.compile(
    r"^(?:openai|open ai|anthropic|google|meta|amazon|microsoft|alibaba|moonshot(?:ai)?|xai|z\.?ai|nvidia|mistral ?ai)(?:'s)?[ -](?P<rest>.+)$"
)
_BEFORE = re.compile(
    r"^(?:we(?:'re| are)? (?:use|using|on|run|running) |on |currently |today |it's |it is |the |an? |our |plain |using |mostly |mainly "
    r"|(?:today's |current )?model ?[:=]? ?|wir (?:nutzen|verwenden|benutzen) |nous utilisons |on utilise |usamos |utilizamos |estamos usando "
    r"|我们(?:用|使用)|使用)(?=\S)"
)
_BEHIND = re.compile(r" (?:model|api|now|right now|today|currently|at the moment)$")
_EXTRA = re.compile(
    r"[ ,]+(?:\([^()]*\)|(?:with|plus|\+|at \$?\d).*)$|:(?:beta|free|batch|nitro|thinking|extended)$| ?\((?:batch|flex|preview)\)$"
)

# Bedrock's ids: where, whose, which, which version.
_BEDROCK = re.compile(
    r"^(?:(?:us|eu|apac|jp|au|global|regional)\.)?"
    r"(?:ai21|amazon|anthropic|cohere|deepseek|google|meta|minimax|mistral|moonshot|moonshotai|nvidia|openai|qwen|xai|zai)\.(?P<rest>[\w.:-]+)$"
)
_BEDROCK_VERSION = re.compile(r"-v\d+(?::\d+)?(?::\w+)?$")
_VERTEX_VERSION = re.compile(r"^(?P<rest>claude[\w.-]+)@\w+$")


def shorter(said: str) -> Iterator[Shorter]:
    """The ways to take something off a name, the surest first; each is worth a try by itself."""
    yield from _tuned(said)
    if match := _OLLAMA.match(said):
        yield Shorter(f"{match['family']} {match['size']}", host=SELF_HOSTED)
    if match := _OWN.match(said):
        yield Shorter(match["rest"], host=SELF_HOSTED)
    for pattern in (_BEFORE, _BEHIND):
        yield from _without(pattern, said)
    for pattern in (_AT_PLACE, _IN_BRACKETS):
        if match := pattern.match(said):
            yield Shorter(match["rest"], host=PLACES[match["place"]] if match["place"] else SELF_HOSTED)
    for pattern in (_PLACE_FIRST, _PLACE_LAST):
        if match := pattern.match(said):
            yield Shorter(match["rest"], host=PLACES[match["place"]])
    if match := _MAKER_FIRST.match(said):
        yield Shorter(match["rest"])
    yield from _without(_EXTRA, said)


def _without(pattern: re.Pattern[str], said: str) -> Iterator[Shorter]:
    rest = pattern.sub("", said, count=1)
    if rest not in (said, ""):
        yield Shorter(rest)


def _tuned(said: str) -> Iterator[Shorter]:
    """Ids and words that say that a model was tuned."""
    if match := _TUNED_ID.match(said):
        yield Shorter(match["rest"] + (match["at"] or ""), host=None if match["at"] else "openai", tuned=True)
    if match := _TUNED_DEPLOYMENT.match(said):
        yield Shorter(match["rest"], host="azure", tuned=True)
    if match := _TUNED_AT.match(said):
        yield Shorter(match["rest"], host=PLACES[match["place"]], tuned=True)
    for pattern in (_TUNED_FIRST, _TUNED_LAST):
        if match := pattern.match(said):
            yield Shorter(match["rest"], tuned=True)


def slug(said: str) -> Iterator[Shorter]:
    """Ids as hosts and libraries write them: `azure/gpt-4o`, `us.anthropic.claude-...-v1:0`, `claude-...@20250929`."""
    if match := _BEDROCK.match(said):
        yield Shorter(_BEDROCK_VERSION.sub("", match["rest"]), host="bedrock")
    if match := _VERTEX_VERSION.match(said):
        yield Shorter(match["rest"], host="vertex")
    if "/" in said and " " not in said:
        first, *_, last = _URL.sub("", said).split("/")
        first = {"@cf": "cloudflare", "accounts": "fireworks", "openrouter.ai": "openrouter"}.get(first, first)
        # A maker's name before the slash says whose model it is, not who serves it.
        host = (
            PLACES.get(first) if first not in ("google", "openai", "anthropic", "mistral", "deepseek", "xai") else None
        )
        if last:
            yield Shorter(last, host=host)


_DAY = re.compile(r"[-_@ ]?\(?(?P<day>20\d\d-?[01]\d-?[0-3]\d)\)?$")
_DAY_OF_YEAR = re.compile(r"[- ](?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])$")
_OPEN_SUFFIX = re.compile(r"(?:[- ](?:instruct|it|chat|hf|turbo|versatile|instant|reference|fp8|bf16|awq|gptq))+$")
_OPEN_FAMILY = re.compile(r"^(?:meta-)?(?:llama|qwen|gemma|mistral|mixtral|ministral|phi|granite|deepseek|gpt-oss)")
_FIREWORKS_POINT = re.compile(r"(?<=\d)p(?=\d)")
_CLAUDE = re.compile(
    r"^(?:claude[- ]?)?(?:(?P<first>sonnet|haiku|opus|fable)[- ]?v?(?P<behind>\d(?:[.-]\d)?)|v?(?P<before>\d(?:[.-]\d)?)[- ]?(?P<last>sonnet|haiku|opus|fable))"
    r"(?:[- ]?(?:v2|v1|latest))?$"
)
_CHATGPT = re.compile(r"^chat[- ]?gpt[- ]?(?=\d)")


def day_behind(said: str) -> tuple[str, str] | None:
    """A name without the day behind it, and the day (YYYY-MM-DD); None where there is none."""
    match = _DAY.search(said)
    if match is None or match.start() == 0:
        return None
    digits = match["day"].replace("-", "")
    return said[: match.start()].rstrip(" -_@("), f"{digits[:4]}-{digits[4:6]}-{digits[6:]}"


def other_spellings(said: str) -> Iterator[str]:
    """The same name as others spell it: word order, a model family's suffixes, a missing prefix."""
    if match := _CLAUDE.match(said):
        family, version = match["first"] or match["last"], (match["behind"] or match["before"]).replace(".", "-")
        yield from (f"claude-{family}-{version}", f"claude-{version}-{family}")
    if _CHATGPT.match(said):
        yield _CHATGPT.sub("gpt-", said)
    if _OPEN_FAMILY.match(said):
        short = _FIREWORKS_POINT.sub(".", _OPEN_SUFFIX.sub("", said.removeprefix("meta-"))).replace("-v3", "-3")
        if short != said:
            yield short
    if said[:1].isdigit():
        yield f"gpt-{said}"
    if (short := _DAY_OF_YEAR.sub("", said)) != said:
        yield short
    yield f"{said}-preview"
