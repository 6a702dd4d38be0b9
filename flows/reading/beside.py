"""Facts that stand beside the open question's answer, said in words: only where their own words name what they are about."""

from __future__ import annotations

import re

from flows.questions.question import Value
from flows.reading.choices import found

# What a part of a text has to speak of before it answers a question that nobody asked.
TOPICS: dict[str, re.Pattern[str]] = {
    id_: re.compile(topic)
    for id_, topic in {
        "retrieval": r"\b(?:rag|retrieval|vector db|pgvector)\b",
        "prompting": r"\b(?:few[- ]?shot|zero[- ]?shot|prompt work)\b|\bbest prompt\b|\bprompts? (?:was|were|is) (?:scored|measured)\b|\bthe prompts? and scored\b",
        "strongest_model": r"\b(?:strongest|biggest|stronger|bigger|larger|flagship|most expensive|largest|opus|frontier model)\b",
        "smaller_model": r"\b(?:smaller|small (?:one|model)|mini|nano|haiku|flash|flash-lite|cheap (?:one|model)s?)\b",
        "labels": r"\b(?:labels?|labell?ed|annotated)\b[^.;]{0,40}\b(?:check|review|verif|audit|approv|certified|expert|interns|nobody|paralegals)\w*|\b(?:tickets|clauses|notes|decisions|reports|examples|segments|records|documents|ones|beispiele|ejemplos)\b[^.;]{0,60}\b(?:check|review|verif|audit|double|certified|geprüft|revisad|vérifi)\w*|\bnobody (?:checked|reviewed|cleaned)\b|\breviewed by\b|\bgone over\b|\bdouble-?check\w*|\bvon [a-zäöü ]{2,25} geprüft\b|\bwent (?:over|through) (?:them|each|every|all)\b|\bspot[- ]?checked\b",
        "requirements_change": r"\b(?:format|behaviou?r|style ?guide|codes|regeln|taxonomy|categories|rules|guidelines?|persona|requirements?|template|codebook|wanted behaviou?r)\b[^.;]{0,40}\b(?:chang\w*|ändern|updat\w*|revis\w*|rework\w*|edited|new|stable|fixed|frozen|never|rarely|since|will not)\b",
        "facts_change": r"\b(?:facts?|prices?|price list|catalogue|inventory|skus?|docs|documents|manuals|pages|stock|regulations|they|knowledge)\b[^.;]{0,30}\b(?:chang\w*|updat\w*|new)\b",
        "openai_tuning": r"\b(?:tuned|fine-?tuned|trained|tuning)\b[^.;]{0,30}\bopenai\b|\bopenai\b[^.;]{0,40}\b(?:tun\w+|train\w+)|\bft:",
        "data_may_leave": r"\b(?:data|daten)\b[^.;]{0,40}\b(?:public|dürfen|bleiben|leave|stay|go|out|outside|eu|provider|cloud|house)\b|\bon[- ]?prem\w*|\bair[- ]?gapped\b|\bself-?hosted only\b|\bin[- ]house\b|\bown servers\b|\beigenen servern\b|\bsend (?:the )?(?:documents|data)\b|\bleaves? (?:our|the)\b",
        "gradeable": r"\brubric\b|\bgrad(?:e|es|ed|ing)\b(?! by (?:teachers|humans|people))|\bjudge\b|\bchecks (?:it|them)\b|\bcompiler\b|\bscript checks\b|\bexact match\b|\bcompare rows\b",
        "sometimes_right": r"\bhard (?:cases?|ones?)\b",
        "latency_sensitive": r"\b(?:speed|latency)\b[^.;]{0,20}\b(?:matter\w*|critical|important|not)\b|\b(?:under|below|within|<|than) ?(?:a |[0-9.]+ ?)(?:ms|s|sec|seconds?)\b|\bvoice agent\b|\bas you type\b|\bmore than a second\b|\bhang up\b|\bwait of\b",
        "teacher_outputs": r"\b(?:approved|accepted)\b[^.;]{0,20}\b(?:outputs?|answers?|suggestions?|ones)\b[^.;]{0,30}\b(?:gpt|claude|opus|sonnet|gemini|model|llm|from)\b|\b(?:gpt|claude|opus|gemini)[-0-9.]*[^.;]{0,20}\b(?:answers?|outputs?)\b[^.;]{0,30}\b(?:accept|approv)\w*",
        "test_independent": r"\btest (?:set|items|cases)\b[^.;]{0,40}\b(?:from|of) (?:another|other|a different|different)\b|\bheld out .* from (?:another|other)\b",
        "upkeep_owner": r"\b(?:[a-z]+|team) would (?:own|look after|maintain|take care of|kümmern)\b|\bwould own it\b|\bwürde sich kümmern\b|\bnobody (?:who would|would|to) (?:do|own|maintain|keep)\b|\bwould look after\b|\bwould take care\b|\bteam would\b|\bowner\b|\bbetreuen\b|\bin charge of it\b",
        "recurrence": r"\bonce and (?:never|then)\b|\bnever touch it again\b|\bone[- ]?off\b|\b(?:done|exactly|only|just|nur|job is|, ) ?once\b|\bonce, then never\b|\bnur einmal\b",
        "reason": r"\bcost is (?:the|our)\b|\b(?:main|real) (?:driver|reason)\b|\btoo expensive\b|\bwant (?:it |something |to be )?(?:just )?(?:cheaper|faster)\b|\b(?:just )?want (?:it )?(?:cheaper|faster)\b|\bcut (?:the )?costs?\b|\bsave money\b|\blatency is the\b|\btrop cher\b|\bdemasiado caro\b|\bzu teuer\b|\bkilling our margin\b|\bcosts? down\b|\bmust (?:get|be) (?:cheaper|faster)\b|\btoo slow\b|\b(?:costs?|bill) (?:is|are) (?:killing|eating)\b|\bcosts? (?:it )?less\b|\bneeds? to be (?:cheaper|faster|under)\b|\bto be less\b|\bcheaper\b[^.;]{0,12}$|\bbecause of (?:cost|latency|privacy)\b|\bgo to a us cloud\b",
        "baseline_measured": r"\bbaseline (?:is |was )?(?:measured|scored)\b",
    }.items()
}  # fmt: skip
_FLAGS = frozenset(
    {
        "data_may_leave",
        "sometimes_right",
        "latency_sensitive",
        "teacher_outputs",
        "test_independent",
        "upkeep_owner",
        "baseline_measured",
    }
)
_SIMPLE: tuple[tuple[str, Value, re.Pattern[str]], ...] = tuple(
    (id_, value, re.compile(pattern))
    for id_, value, pattern in (
        ("real_share", 1, r"\b(?:all|alles) (?:of (?:it|them) )?(?:is |are |from )*(?:real|prod\w*|echte?)\b|\ball real\b|\b100% real\b"),
        ("real_share", 0, r"\b(?:all|100%|entirely|fully|completely|purely)\b[^.;]{0,15}\b(?:synthetic|generated|invented|made up)\b"),
        ("test_independent", True, r"\bindependent (?:test|eval)\w*"),
        ("upkeep_usd", 0, r"\b(?:zero|no) (?:budget )?(?:for )?upkeep\b|\bupkeep is (?:zero|nothing)\b|\bzero budget for upkeep\b"),
        ("prompting", "tried", r"\bglossary in the prompt\b|\bexample dialogues in the prompt\b|\btried,? (?:but )?not scored\b"),
    )
)  # fmt: skip


def parts(text: str) -> list[str]:
    """The parts of a text that can be about different things."""
    return [
        part.strip(" ,")
        for part in re.split(
            r"[.;!?\n](?:\s|$)|,\s(?=but\b|and\b|no\b|we\b|our\b|the\b|facts?\b|speed\b|never\b|nobody\b|[a-z]+ would\b)|\bbut\b|\bthough\b",
            text,
        )
        if part.strip(" ,")
    ]


# What is said to these often names what another question is about.
_OWN_WORDS = frozenset({"reason", "gap", "task", "gradeable", "hosts"})


# Whether inputs are real says nothing of who checked the labels.
_OF_INPUTS = re.compile(r"\b(?:real|production|prod|synthetic|traffic)\b")
_CHECKED = re.compile(r"\b(?:check|review|verif|label|look|audit|approv|valid)\w*|\bnobody\b")


def is_about_another(text: str, open_: str) -> bool:
    """Whether a text names what another question is about, and nothing of the open one."""
    if open_ in _OWN_WORDS:
        return False
    if open_ == "labels" and _OF_INPUTS.search(text) and not _CHECKED.search(text):
        return True
    mine = TOPICS.get(open_)
    if mine is not None and mine.search(text) is not None:
        return False
    return any(topic.search(text) is not None for id_, topic in TOPICS.items() if id_ != open_)


# What is said of these beside another answer is taken down at once; of the rest it is proposed.
SURE = frozenset(
    {
        "retrieval",
        "facts_change",
        "requirements_change",
        "data_may_leave",
        "upkeep_owner",
        "latency_sensitive",
        "real_share",
        "reason",
        "test_independent",
    }
)


def beside(text: str, open_: str | None) -> dict[str, Value]:
    """What the parts of a plain text say to questions that are not open, where exactly one value is said."""
    said: dict[str, set[Value]] = {}
    for part in parts(text):
        for id_, topic in TOPICS.items():
            if id_ != open_ and topic.search(part) is not None:
                values = found(id_, part, flag=id_ in _FLAGS)
                if len(values) == 1:
                    said.setdefault(id_, set()).add(values[0])
        for id_, value, pattern in _SIMPLE:
            if id_ != open_ and pattern.search(part) is not None:
                said.setdefault(id_, set()).add(value)
    return {id_: next(iter(values)) for id_, values in said.items() if len(values) == 1}
