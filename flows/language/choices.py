"""A choice, a yes or no, or names of places out of typed words: a word that is not known is not guessed at."""

from __future__ import annotations

import re

from flows.questions.answers import hosts, is_known_host
from flows.questions.question import Question
from flows.text import NO, YES, Refused, phrase_set, word_set

_FILLERS = word_set(
    "we we've i it it's its the is are was were be been has have had our us they them this that a an and to by for"
    " just so think say please well already"
)
_MOSTLY = frozenset({"mostly", "mainly"})
# Where several things may be true at once, the answer is what most of it is.
_MAY_BE_MOSTLY = frozenset({"gap", "task", "reason"})
_YES_SAID = frozenset({"yes", "yep", "yeah"})
# What was tried may be said: it changes nothing.
_WHAT_WAS_TRIED = {
    "prompting": re.compile(
        r"(?<=\btried )(?:few[- ]shot(?: examples)?|prompt engineering|prompting|a schema)(?![\w'-])"
    ),
    "retrieval": re.compile(r"(?<=\btried )(?:rag|retrieval)(?![\w'-])"),
}
# Models have names as people have; these are not people.
_NOT_PEOPLE = word_set(
    "claude sonnet haiku opus gemini gemma gpt chatgpt llama mistral qwen deepseek nova grok kimi copilot phi llm bot ai it that this they we"
    " monday tuesday wednesday thursday friday he she you who everyone everybody anybody time legal marketing engineering support ops finance management hr team model models"
)
_CHECKED_BY = re.compile(r"(?P<name>[A-Z][a-z]+) (?:checked|reviewed|verified) (?:them|it|all|them all|all of them)")
_OWNED_BY = re.compile(r"(?P<name>[A-Z][a-z]+(?: [A-Z][a-z]+)?) (?:will|owns it|owns this|will own it|is the owner)")
_NUMBERED = re.compile(r"(?:option|number|choice|answer)?\s*[#(]?([0-9]{1,2})\s*[).:]?", re.IGNORECASE)


def chosen(question: Question, text: str) -> str:
    """The choice that the words name, by number, label or other words. Raises Refused."""
    numbered = _NUMBERED.fullmatch(text.strip())
    if numbered is not None:
        if not 1 <= int(numbered[1]) <= len(question.choices):
            raise Refused("a number of a choice")
        return question.choices[int(numbered[1]) - 1].value
    if "?" in text:
        raise Refused("an answer, not a question")
    bare = _plain(text)
    for choice in question.choices:
        if bare in (choice.value, choice.value.replace("_", " "), _plain(choice.label)) or bare in choice.words:
            return choice.value
    if question.id == "labels" and _is_a_person(_CHECKED_BY.fullmatch(text.strip(" .!"))):
        return "checked"
    if question.id == "region":
        # "for us" is said of a team, and not of a country.
        bare = _plain(re.sub(r"\bus\b", " ", text))
    if question.id in _WHAT_WAS_TRIED:
        bare = " ".join(_WHAT_WAS_TRIED[question.id].sub(" ", bare).split())
    values, rest = _named(question, bare)
    fillers = _FILLERS | (_MOSTLY if question.id in _MAY_BE_MOSTLY else frozenset())
    if question.ordered and values and question.choices[0].value not in values:
        fillers |= _YES_SAID
    if any(word not in fillers for word in rest.replace("|", " ").split()):
        raise Refused("a plain choice")
    if question.ordered and values and question.choices[0].value not in values:
        return [choice.value for choice in question.choices if choice.value in values][-1]
    if len(values) != 1:
        raise Refused("one choice")
    return values.pop()


def _plain(text: str) -> str:
    return " ".join(re.sub(r'[.,;:!()"/|]', " ", text.lower()).split())


def _named(question: Question, bare: str) -> tuple[set[str], str]:
    """The choices that are named, the longest words first, and the words that are left."""
    phrases = sorted(
        (
            (phrase, choice.value)
            for choice in question.choices
            for phrase in (choice.value.replace("_", " "), *choice.words)
        ),
        key=lambda pair: -len(pair[0]),
    )
    values: set[str] = set()
    rest = bare
    for phrase, value in phrases:
        rest, times = re.subn(rf"(?<![\w'-]){re.escape(phrase)}(?![\w'-])", "|", rest)
        if times:
            values.add(value)
    return values, rest


_YES_FIRST = re.compile(r"(?:yes|yep|yeah)(?P<comma>\s*[,;:.!-])?\s+(?P<rest>.+)", re.IGNORECASE)
_NO_FIRST = re.compile(r"(?:no|nope|nobody|none)\s*[,;:.!-]?\s+(?P<rest>.+)", re.IGNORECASE)
_AFTER_YES = word_set("we do it does is there they of course sure indeed absolutely have has and yes can may")
_AFTER_NO = NO | phrase_set(
    "yet, one yet, nobody yet, no one yet, nobody does, we do not, it does not, there is not, they do not"
)
_NO_NAMES = word_set(
    "but if when once sometimes partly mostly maybe perhaps soon later almost nearly hardly kind sort eventually"
    " usually often rarely occasionally not no none never nothing without nobody except unless until though although"
    " theory planned hopefully probably some somebody someone tbd anyone or only planning hiring part half might"
    " could would should will unclear informally officially formally technically theoretically supposedly barely"
    " possibly depends nominally someday tomorrow"
)


def flag(question: Question, text: str) -> bool:
    """Yes or no, with at most a name or the same said again after it. Raises Refused."""
    bare = text.strip(" .!")
    if bare.lower() in YES | NO:
        return bare.lower() in YES
    if question.id == "upkeep_owner":
        if bare.lower() in ("me", "i will", "i do", "i own it", "that's me") or _is_a_person(_OWNED_BY.fullmatch(bare)):
            return True
        if bare.lower() in ("no owner", "no owner yet"):
            return False
    no = _NO_FIRST.fullmatch(bare)
    if no is not None and no["rest"].lower().strip(" .!") in _AFTER_NO:
        return False
    yes = _YES_FIRST.fullmatch(bare)
    if yes is not None and (
        yes["rest"].lower() in YES or _says_who(question, yes["rest"], after_comma=bool(yes["comma"]))
    ):
        return True
    raise Refused("yes or no")


def _is_a_person(match: re.Match[str] | None) -> bool:
    return match is not None and not (_NOT_PEOPLE | _NO_NAMES | YES | NO) & set(match["name"].lower().split())


def _says_who(question: Question, rest: str, *, after_comma: bool) -> bool:
    """Whether the words after a yes are small words, or the name of a person where one is asked for."""
    others = [word for word in re.sub(r"[,.!]", " ", rest).split() if word.lower() not in _AFTER_YES]
    if not others:
        return True
    if question.id != "upkeep_owner" or not after_comma or len(others) > 3:
        return False
    if any(not word.replace("-", "").replace("'", "").isalpha() or word.lower() in _NO_NAMES for word in others):
        return False
    return len(others) == 1 or all(word[0].isupper() for word in others)


def places(text: str) -> tuple[str, ...]:
    """Names of places; a name of several words has to be one that we know. Raises Refused."""
    for name in re.split(r"[,;/+&]|\band\b|\bor\b", text.lower()):
        if name.strip() == "nowhere" or (" " in name.strip() and not is_known_host(name.strip())):
            raise Refused("names of places")
    return hosts(text)
