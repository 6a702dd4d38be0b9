"""Whether words in a team's thread are people talking to each other rather than an answer or a command.

`hear` reads anything as an answer that can be one, which is right where somebody speaks to the program.
In a thread people also speak to each other, and a free-text question would swallow whatever they say.
"""

from __future__ import annotations

import re

from flows.hear import Heard
from flows.plain import clean
from flows.question import Question

# Words with which people speak to people; an answer to a free-text question does without them.
_PEOPLE = frozenset(
    [
        "thanks",
        "thank",
        "thx",
        "lol",
        "haha",
        "hi",
        "hello",
        "hey",
        "ok",
        "okay",
        "lets",
        "let's",
        "brb",
        "sorry",
        "lunch",
        "meeting",
        "you",
        "u",
        "guys",
        "anyone",
        "someone",
        "everybody",
        "everyone",
        "who",
        "i",
        "i'll",
        "i'm",
        "i've",
        "id",
        "i'd",
        "me",
        "my",
        "we'll",
        "think",
        "guess",
        "maybe",
        "perhaps",
        "hmm",
        "wait",
        "checking",
        "tomorrow",
        "agree",
        "agreed",
        "cool",
        "nice",
        "wow",
        "again",
        "please",
    ]
)
# Agreement that is as often meant for a colleague as for a question.
_AGREEMENT = frozenset({"ok", "okay", "sure", "correct", "of course", "it is", "true", "?"})
_LONGEST_NAME = 5


def is_talk(text: str, heard: Heard, question: Question | None) -> bool:
    """Whether to leave a reply alone although it could be read: it was not spoken to the program."""
    plain = clean(text).lower().strip(" .!")
    match heard.act:
        case "request" if heard.request == "next":
            return True
        case "refuse":
            return not heard.named
        case "answer":
            return _is_talk(plain, heard, question)
        case _:
            return False


def _is_talk(plain: str, heard: Heard, question: Question | None) -> bool:
    if heard.named:
        return False
    if plain.endswith("?") or plain in _AGREEMENT:
        return True
    words = re.findall(r"[\w']+", plain)
    if question is None or question.id not in {one.id for one, _ in heard.changes}:
        return False
    value = next(value for one, value in heard.changes if one.id == question.id)
    match question.kind:
        case "text" | "box" if value is not None and not isinstance(value, bool):
            return bool(_PEOPLE & set(words)) or (question.kind == "text" and len(words) < 2)
        case "name" if value is not None:
            return len(words) > _LONGEST_NAME or bool(_PEOPLE & set(words))
        case _:
            return False
