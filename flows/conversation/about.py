"""Questions about the verdict and its words, answered from what the program has: why not that model, what is a rubric."""

from __future__ import annotations

import re

from flows.costs import Assessment, Option, options_called, show_usd
from flows.language.glossary import meaning
from flows.text import bare
from flows.verdict.ruling import Ruling, rule_on
from flows.verdict.scene import Scene

_ASKS = re.compile(
    r"^(?:so |and |but |ok,? |hm+,? )*(?:why (?:not|isn't it|is it not)|why don't we|what about|how about|what(?:'s| is) wrong with|"
    r"how much (?:is|would|does|for)|what (?:does|would)|warum nicht|was ist mit|can't we|could we not)\s+"
    r"(?:just |simply |we |then |be |cost )*(?:use |take |try |pick |go with |move to |einfach )?(?:the |a |an )?"
    r"(?P<name>[^,;?!]{3,60}?)(?:\s+(?:cost|instead|then|be|it (?:is|costs)\b.*|it's\b.*))*\s*(?:[,;].*)?[?.!]*$",
    re.IGNORECASE | re.DOTALL,
)


def answer_to(scene: Scene, text: str) -> str | None:
    """What is known of what somebody asks, in a sentence or two; None where it is no such question."""
    asked = _ASKS.match(bare(text)[:300])
    if asked is None:
        return meaning(text)
    ruling = rule_on(scene.answers, scene.as_of, scene.catalogue, scene.thresholds)
    found = options_called(ruling.assessment, asked["name"])
    if not found:
        return meaning(text)
    option = found[0]
    if not option.offer.available:
        because = (option.offer.unavailable_because or "it is not open to you").split("; ")[0].rstrip(".")
        return f"{option.offer.label} is out: {because}."
    chosen = ruling.route if ruling.method is not None else ruling.recommended
    if option.id == "status_quo":
        return f"{_costs(option)}. It is what you use today."
    if chosen is not None and option.id == chosen.id:
        return f"{_costs(option)}. It is what the verdict names."
    if option.trains:
        return _tuned(option, ruling.assessment, chosen)
    alike = [other for other in found if other.offer.available and not other.trains][:_MOST]
    return f"{'; '.join(map(_costs, alike))}. {_untuned(option, ruling)}"


_MOST = 3


def _costs(option: Option) -> str:
    ends = f", ends on {option.offer.ends.when}" if option.offer.ends is not None else ""
    if option.monthly_usd is None:
        return f"{option.offer.label}: what it would cost is not known yet{ends}"
    return f"{option.offer.label}: {show_usd(option.monthly_usd)} a month{ends}"


def _untuned(option: Option, ruling: Ruling) -> str:
    """What stands against an untuned model, or is not known of it."""
    answers, result = ruling.case.answers, ruling.assessment.scored.get(option.offer.model)
    if result is not None:
        return f"You said that it {result} on your test items."
    if ruling.verdict == "rag":
        return "It would not hold your facts either: those are to be looked up, whatever the model."
    tried = answers.get("smaller_model") == "fails"
    unsaid = (
        "You said that a smaller untuned model fails; whether this one was tried is not said"
        if tried
        else "A low price does not say that it does the work, and nobody has said that it was scored on your test items"
    )
    return f"{unsaid}. That is an hour's test; if it passes, there is nothing to train."


def _tuned(option: Option, assessment: Assessment, chosen: Option | None) -> str:
    upfront = assessment.upfront(option)
    costs = _costs(option) + (f" to serve, {show_usd(upfront)} up front" if upfront is not None else "")
    fails = assessment.fails(option)
    if fails is not None and assessment.answers.get("reason") == "cost":
        return f"{costs}. It is not recommended: {fails}."
    if chosen is not None and chosen.trains:
        return f"{costs}. It is open to you; {chosen.offer.label} comes first, and Details says by what."
    return f"{costs}. The verdict is not to train, by whatever route."
