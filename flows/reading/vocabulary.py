"""The words that a slip of the keyboard may have meant."""

from __future__ import annotations

import re
from functools import lru_cache

from flows.questions import QUESTIONS
from flows.reading.cues import CUES
from flows.reading.plain import Speller

_MORE = (
    "precent percent reqeusts requests tokens months month accuracy quality latency nothing prompt prompts retrieval scored measured"
    " tried labelled labeled labels checked partially partly hallucinates facts missing examples items weekly monthly rarely sometimes"
    " somewhere recurring recall precision exact match judge rubric smaller bigger strongest passes passed fails failed fixes fixed does active"
    " inactive extraction classification summarise summarize classify emails categories about around roughly roughly really needed nobody"
    " everything production traffic synthetic dollars thousand hundred million requests cached budget twelve fifteen eighty ninety every week"
    " fireworks together bedrock vertex azure openai microsoft amazon google anonymised anonymized changes change largest overnight"
    " format drifts style behavior behaviour knowledge reasoning speed money expensive cheaper slower faster privacy"
)


def known_words() -> frozenset[str]:
    """Whole words of the cues, the questions' own, and those with which figures are said."""
    said = " ".join(cue for cues in CUES.values() for _, cue in cues)
    ours = " ".join(" ".join(choice.words) for question in QUESTIONS for choice in question.choices)
    whole = re.findall(r"(?<![\w\\])[a-zäöüß]{5,18}(?![\w*?+])", re.sub(r"\\[bwsd]", " ", said))
    misspelt = {"precent", "reqeusts", "recuring", "departement"}
    return frozenset({*whole, *ours.split(), *_MORE.split()}) - misspelt


@lru_cache(maxsize=1)
def speller() -> Speller:
    """The one that knows these words, made on first use."""
    return Speller(known_words())
