"""Whether words said to the program are a greeting or a question about it, rather than a use case to decide on."""

from __future__ import annotations

import re

from flows.language.intent import REQUESTS
from flows.text import clean, word_set

_GREETING = word_set(
    "hi hello hey yo howdy morning afternoon evening good thanks thank you thx cheers ok okay great nice cool bye"
    " ping test testing please there bot help again all everyone folks guys team so much a lot lol ha haha done"
)
_ABOUT_IT = re.compile(
    r"^(?:how (?:do|does|can|should) (?:i|we|this|it|you)\b.*(?:work|start|begin|use (?:this|it|you))|what (?:can|do) you do|who are you"
    r"|what (?:is|are) (?:this|you)|are you (?:there|alive|ok|up)|what now|what's this|what (?:do|would) you (?:think|say|recommend|suggest)|any (?:thoughts|ideas|opinions?)|do you agree|is (?:that|this|it) (?:right|true|ok)"
    r"|(?:can|could) you (?:help|explain)(?: (?:us|me|this|that))?)\W*$"
)


def is_greeting(text: str) -> bool:
    """Whether somebody greets, thanks, asks what this is, or asks for something that needs a decision where there is none."""
    plain = clean(text).lower().strip(" .!")
    words = re.findall(r"[\w']+", plain)
    return plain in REQUESTS or _ABOUT_IT.match(plain) is not None or all(word in _GREETING for word in words)
