"""Whether words are people talking to each other, a question back, or that nobody knows: plain texts (`flows.reading.plain`)."""

from __future__ import annotations

import re

from flows.text import word_set

# What people speak of when they do not speak of the question.
_CHAT = word_set(
    "afaik all-hands battery beer birthday bored brb btw bucks-on cheers confluence-page congrats crashed daughter drinks "
    "feierabend flight folks football funny gif guitar guys gym haha hahaha hangout homework husband joining joke jokes kids "
    "laugh laughing lmao lol lunchtime match-day meme msgs omg parking party pizza pto retro rofl scroll sick soccer son "
    "stand-up standup teenage thx tired-today train-ride vacation vpn wedding wife wifi wow zoom"
)
# What they often speak of then, and sometimes in an answer: it is proposed then.
_WEAK = word_set(
    "badge band bike breakfast calendar cat channel deploy deployment desk dienstag dinner dog donnerstag elevator excel "
    "freitag friday game hello hey hi holiday holidays jira keyboard kitchen laptop lunch meeting mittag mittwoch monday "
    "monitor montag morning movie music notebook office phone podcast pr printer promotion rain salary samstag saturday slack "
    "song sonntag sorry staging sunday thank thanks thread thursday traffic tuesday urlaub weather wednesday weekend welcome"
)
_ASIDE = re.compile(
    r"^(?:&gt;|>)|^@[a-z]|https?://|\bmy (?:cat|dog|eyes|kids?|car|head|screen|wedding|train|bus|turn|bad)\b|\bmine (?:says|is|vanished)\b|\btrust me\b|\bignore (?:that|me)\b|\bgo ahead\b|\bon mute\b|\bdentist\b|^(?:ok )?who\b|^can (?:we|you|i)\b|^oh no\b|\blet me (?:ask|check|see|look|find)\b|^and here i\b|\bi swear\b|\bthe other thread\b|^(?:sorry|did the|you are right)\b|\b(?:different|other|off) topic\b|\bback in (?:a |[0-9]+ )?(?:min|minutes?|sec|hour)\b|\b(?:i am|i'm) (?:slow|late|out|off|away|sick|in a|on (?:the|a) (?:train|bus|call|plane))\b"
    r"|\b(?:can|could|may|would|will) (?:you|we|i|someone|somebody|anyone) (?:please )?(?:send|share|look|join|change|move|pass|check|ping|call|leave|meet|have|post|resend|forward)\b|\bwho (?:broke|has|wants|is|pays|wrote|called)\b|\bdid(?: not)? (?:we|you|they)\b"
    r"|\bi(?: would| will)? (?:pull|check|ask|look|send|come|do) (?:it |them |that |[0-9]+ )?(?:from|after|later|tomorrow|in a|when|tonight)\b|\bwhen(?:ever)? you have\b|\bwill (?:answer|reply|check|look) later\b|\bchange my mind\b|\btold you so\b|\bremember when\b"
    r"|\b(?:was not it|were not you|weren't you)\b|\bat the same time\b|\bmore minutes\b|\b(?:great|good|nice|fun) (?:question|times|one|idea|point)\b|\bmakes sense\b|\bis down again\b|\bsounds like a (?:band|movie|plan)\b|\bnever say never\b|\b(?:my|the) (?:old|boss's|favourite|favorite) (?:teacher|joke)\b"
    r"|\bping(?:ing)? you\b|\bon leave till\b|\btill my\b|\bin review\b|\bpop quiz\b|^\$[0-9]+ says\b|\b(?:do|does) not judge (?:me|us)\b|\bstarts in [0-9]+\b|\bin a meeting\b|\bso far:|\bwe can do it\b|\boutside\b$|\bround and round\b|\bfailed successfully\b|\btesting testing\b|\btoken of\b|\breal talk\b|\borg admin\b|\bup and to the right\b|\bon that flight\b|\bto be fair\b$|\btyping\b|\bfamous last words\b|\bno rush\b|\bno worries\b|\bgood luck\b|\blet us (?:talk|discuss|meet)\b|\bhypothetically\b|\bdoes that count\b|\bonce (?:more|upon)\b|\bmany fathers\b|\bcan not follow\b|\bup for grabs\b"
)
_UNKNOWN = re.compile(
    r"\b(?:no|any) (?:idea|clue)\b|\bidk\b|\bdunno\b|\b(?:^|i |we |really |honestly |still |just |yet |hm,? |hmm,? |good question,? )(?:do|did) not (?:really |actually |yet )?know\b|^do not know\b|\bnot (?:sure|certain|decided)\b|\bunsure\b|\bcan not (?:tell|say)\b|\bhard to (?:say|tell)\b|\b(?:would|will|need|have|has|got) (?:need |have )?to (?:ask|count|check|look it up|find out|measure|look up)\b|^ask [a-z]+|\bnever (?:measured|counted|looked at that|checked)\b$|\btoo early to\b"
    r"|\bforgot\b|\bkeine ahnung\b|\bweiß (?:ich )?(?:es )?nicht\b|\bno s[eé]\b|\bje ne sais pas\b|\bnobody (?:here )?knows\b|\bonly [a-z]+ (?:sees?|knows?)\b|\b(?:have|has) not (?:looked|counted|checked|decided)\b[^.;]{0,20}\b(?:yet|failures)\b|\bteam owns that\b|\b(?:only )?(?:launched|live) (?:last|for|since) (?:2 )?(?:weeks?|days)\b[^.;]{0,10}\bno idea\b|\btbd\b|\bto be (?:decided|determined)\b|\bbeats me\b|\bwho knows\b$|\bunknown\b|\bnever saw\b|\bunklar\b|\bstill (?:open|under discussion)\b|\bdepends on how the\b|\bnot a clue\b|\b(?:have|has) (?:not )?(?:a |the foggiest )?clue\b|\b(?:could|would) not (?:say|know|tell)\b|\bnot my call\b|\bnobody (?:has )?(?:told|said)\b|\bkein(?:e)? ahnung\b|\bto be seen\b"
)
_LATER = re.compile(r"\b(?:i|we)(?: would| will)? (?:check|find out|ask|look|get back|let you know)\b(?![^.;]*\bnot\b)")


def is_chat(text: str) -> bool:
    """Whether the words are of another matter, or said to somebody else."""
    words = set(re.findall(r"[a-zäöüß'-]+", text))
    return bool(words & _CHAT) or _ASIDE.search(text) is not None


def is_perhaps_chat(text: str) -> bool:
    """Whether the words may be of another matter, though they may answer as well."""
    return bool(set(re.findall(r"[a-zäöüß'-]+", text)) & _WEAK)


_OPEN_ENDED = re.compile(
    r"^(?:it |that )?depends\b|^both\b|^a bit of everything|^some of it\b|^(?:all kinds|a lot|everything|whoever|something)\b|^now and then$|^from time to time$|^yes and no\b"
)


def leaves_it_open(text: str) -> bool:
    """Whether the words answer without saying which."""
    return _OPEN_ENDED.search(text) is not None


def asks(text: str) -> bool:
    """Whether the words ask something, and so answer nothing."""
    return (
        text.rstrip(" .!\")'").endswith("?")
        or re.match(
            r"^(?:what (?:if|is|are|do|does|counts|about)|how (?:do|can|should|would)|which (?:one|model) (?:do|is)|who is|why)\b",
            text,
        )
        is not None
    )


def knows_not(text: str) -> bool:
    """Whether somebody says that they do not know."""
    return _UNKNOWN.search(text) is not None and _LATER.match(text) is None
