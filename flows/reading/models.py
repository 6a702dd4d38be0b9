"""The model that serves it today, in the words of people: "we're still on 4o", "haiku 4.5 on bedrock"."""

from __future__ import annotations

import re

_FAMILY = r"(?:gpt|gtp|chatgpt|claude|gemini|gemma|llama|mistral|ministral|mixtral|qwen|deepseek|nova|phi|grok|command|haiku|sonnet|opus|flash|o[134])"
_MORE = r"(?:[-. ]?(?:v?[0-9]+(?:\.[0-9]+)*[a-z]?|oss|mini|nano|pro|luna|sol|terra|haiku|sonnet|opus|flash|lite|small|medium|large|turbo|[0-9]+b|instruct|preview))"
_MODEL = re.compile(
    rf"(?<![\w.-])(?:{_FAMILY}{_MORE}+|(?:haiku|sonnet|opus)|[345](?:\.[0-9])?o?[- ](?:mini|nano)|4o(?:[- ]mini)?|{_FAMILY}-?[0-9][\w.]*)(?![\w%-])(?! ?%)"
)
_BARE = re.compile(r"^(?:4o|[345](?:\.[0-9])?o?)(?=[- ]|$)")
# Beside these a model is not the one that serves today.
_OTHERWISE = re.compile(
    r"\b(?:bigger|larger|smaller|cheaper|stronger) than\b|\b(?:q?loras?|fine-?tun\w*|distil\w*|tuned|trained|tun\w+|train\w*|tested|test|tried|try|compar\w*|judge|instead|switch\w*|move to|fails?|failed|passes|approved|outputs from|answers from|accepted|suggestions from|on vs|vs|labell?ed|teacher|openai)\b"
)
_OTHERWISE_AFTER = re.compile(
    r" ?(?:fails?|passes|is (?:good|not|too|way)|forgets|nails|gets|as a|labell?ed|wrote|generated|answers|outputs|meets|reaches|made|annotated|was|were|ones?)\b"
)
_TODAY = re.compile(
    r"\b(?:on|at|using|with|use|uses|we are|runs?|run on|running|currently|today|now|serves|served by|model|model is|model:|läuft auf|auf|sur|en)\s?$"
)
_SERVES = re.compile(r" (?:turns|writes|does|decides|answers|sorts|handles|drafts|reads|makes|summari[sz]es)\b")
_BY = re.compile(r"\b(?:by|macht heute|macht|used|through|is used)\s?$")
_ALONE_BEFORE = re.compile(r"(?:^|[,;.(:]\s*|\band\s)$")
_ALONE_AFTER = re.compile(r"\s*(?:$|[,;.)]|and\b|at [0-9]|decides\b|serves\b|on (?:azure|bedrock|vertex)\b)")


def todays_model(text: str, *, asked: bool, first: bool = False) -> str | None:
    """The one model that a plain text says serves today; None where there is none, or several.

    asked   whether the question is open, so that a name alone is the answer
    first   whether it is a first message, which tells of what is there: "gpt-5 writes them"
    """
    names: list[str] = []
    for match in _MODEL.finditer(text):
        before, after = text[: match.start()], text[match.end() :]
        part = re.split(r"[.;!?]\s", before)[-1][-45:]
        if _OTHERWISE.search(part) or _OTHERWISE_AFTER.match(after):
            continue
        alone = _ALONE_BEFORE.search(before) is not None and _ALONE_AFTER.match(after) is not None
        serves = _SERVES.match(after) is not None or _BY.search(before) is not None
        if asked or alone or (first and serves) or _TODAY.search(before):
            names.append(_whole(match[0]))
    return names[0] if len(set(names)) == 1 else None


def _whole(name: str) -> str:
    name = name.replace("gtp", "gpt").strip()
    if _BARE.match(name):
        name = f"gpt-{name}"
    return (
        re.sub(r"^(gpt) (?=[0-9])", r"\1-", name).replace(" mini", "-mini").replace(" nano", "-nano")
        if name.startswith("gpt")
        else name
    )
