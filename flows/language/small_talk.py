"""Whether words in a team's thread are people talking to each other rather than an answer or a command.

`hear` reads anything as an answer that can be one, which is right where somebody speaks to the program.
In a thread people also speak to each other: what they say there counts only where all of it is an answer.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from flows.language.extract import Extraction, find
from flows.language.intent import Heard, reads
from flows.questions.question import Question, Value
from flows.text import bare, clean, word_set

# Words with which people speak to people; an answer to a free-text question does without them.
_PEOPLE = word_set(
    "thanks thank thx lol haha hi hello hey ok okay lets let's brb sorry lunch meeting call standup sync holiday backlog you u your guys"
    " anyone someone everybody everyone who i i'll i'm i've id i'd me my we'll we're he she they'll think guess maybe perhaps probably hmm"
    " wait checking agree agreed cool nice wow again please surely interesting imo looping joining sent send attached quoted recommends"
    " see seen say says said told ask asked asks know knows thread channel slack doc jira friday monday tuesday wednesday thursday saturday"
    " sunday today tomorrow yesterday ago later soon until legal marketing vendor problem done why where discussion"
)
# Words that tell what happened or judge it, where an answer names a thing or says what should be.
_TELLING = word_set(
    "went was were been had did didn't isn't wasn't dropped fell rose down last great fine bad terrible awful broken looks seems wants needs"
    " tried failed fails moved ships enough depends just but though because if"
)
_SPOKEN = re.compile(
    r"\b(?:we|you|they|he|she) (?:should|could|can|must|will|might|would|need)\b|\b(?:is|are) (?:not|a|on|in|out|at)\b"
    r"|^(?:they|he|she)\b|^(?!it\b|that\b|model\b)\w+ (?:can|will|always|never)\b"
)
_WANTED = re.compile(
    r"^(?:(?:i|we)(?: want|'d like| would like| need) (?:it |the model )?to|it (?:should|must|has to)|to)\s+"
)

_MEASURES = word_set(
    "f1 accuracy precision recall match rate share score percentage csat nps preference preferred latency wer cer bleu rouge meteor"
    " chrf auc auroc roc map mrr ndcg perplexity rmse mae mse error errors win kappa agreement resolution deflection"
    " containment coverage faithfulness correctness validity valid pass exact"
)
# These measure only with another word, and those say how it went.
_WEAK_MEASURES = word_set("match rate share score error errors win map pass exact valid coverage")
_HOW_IT_WENT = word_set("matters high low good poor worse what up important")
_MEASURING = re.compile(r"\bpass@|(?<![0-9])(?<![0-9] )%|\b(?:f1|bleu|rouge|em|recall|precision|p)[-@][0-9l]")

_TEACHING = re.compile(
    r"\b(?:teach|learn|follow|keep|us(?:e|ing)|answer|label|format|style|tone|voice|schema|taxonomy|json|rais|reduc|improv|lower|increas"
    r"|always|never|return|output|writ|respond|reply|replies|cit(?:e|ing|ation)|classif|extract|summari[sz]|pick|choos|refus|avoid|stop"
    r"|produc|emit|call)\w*|\bfrom \S*[0-9]\S* to\b"
)
# Verbs and nouns of a model's work, which say a task with one other word; and those that need a thing to be done to.
_TASKS = re.compile(
    r"(?:extract|classif|summar|translat|transcri|moderat|categori[sz]|tagg?(?:ing|s)?$|detect|generat|rewrit|rout(?:e|ing)|triag|draft|pars(?:e|ing)"
    r"|annotat|rank|redact|normali[sz]|ocr$|chatbot|autocomplet|predict|recogni[sz]|paraphras|answering$)\w*"
)
_TASK_ALONE = re.compile(r"(?:ocr|summaries|summari[sz]ation|translations?|transcription|moderation|triage)")
_VERBS = word_set(
    "sort sorting answer write writing read reading label labelling labeling find fill make making reply respond turn convert match score"
    " return follow keep improve reduce get produce judge grade fix complete recommend search review reviewing pick choose replying"
)
_THINGS = re.compile(
    r"(?:ticket|contract|clause|invoice|repl(?:y|ies)|email|document|doc|question|answer|review|message|summar|report|text|code|sql|quer|form"
    r"|letter|article|transcript|call|record|claim|order|product|description|label|field|image|scan|receipt|note|chat|comment|post|page|json"
    r"|tone|style|format|translation|intent|entit|title|headline|complaint|request|resume|cv|paragraph|sentence|name|case|log|alert)\w*"
)
_WISHES = word_set(
    "better shorter longer faster cheaper fewer less more long short slow wrong consistent clearer friendlier accurate tone correctly"
)

_MODEL_NAMES = re.compile(
    r"(?:gpt|chatgpt|claude|sonnet|haiku|opus|fable|gemini|gemma|llama|mistral|ministral|mixtral|codestral|qwen|deepseek|nova|phi|o[134]"
    r"|command|cohere|grok|kimi|glm|granite|nemotron|jamba|olmo|yi|titan)(?:[-.:/]?[\w.-]*)?"
)
_MODEL_WORDS = re.compile(
    r"v?[0-9]+(?:\.[0-9]+)*[a-z]{0,2}|oss|mini|nano|pro|luna|sol|terra|astra|haiku|sonnet|opus|flash|lite|small|medium|large|turbo|instruct"
    r"|preview|latest|micro|premier|r\+?|chat|base|max|plus|we|use|it's|it|is|our|own|on|via|at|from|the|api|model|today|currently|self-hosted"
    r"|hosted|azure|aws|bedrock|vertex|openai|anthropic|google|amazon|together|fireworks|foundry|groq|meta|ai|tuned|fine-tuned|finetuned|and"
)
_PLACES = word_set("openai azure bedrock vertex together fireworks tinker prime_intellect self_hosted any anthropic")
# Agreement that is as often meant for a colleague as for a question.
_AGREEMENT = frozenset({"ok", "okay", "sure", "correct", "of course", "it is", "true", "yes please", "?"})


def _never(_text: str) -> bool:
    return False


def is_talk(text: str, heard: Heard, question: Question | None, is_model: Callable[[str], bool] = _never) -> bool:
    """Whether to leave a reply alone although it could be read: it was not spoken to the program.

    `is_model` says whether a text is what people call a model, and nothing else.
    """
    match heard.act:
        case "request" if heard.request == "next":
            return True
        case "refuse":
            return not heard.named
        case "answer":
            named = question is not None and question.id == "model" and is_model(bare(text))
            return not heard.named and not named and not _is_answer(bare(text), heard, question)
        case "back" | "restart" | "go_on":
            # "I think start over" is an opinion.
            return clean(text).lower().startswith("i")
        case _:
            return False


def _is_answer(text: str, heard: Heard, question: Question | None) -> bool:
    plain = text.lower().strip(" .!")
    if plain.endswith("?") or plain in _AGREEMENT:
        return False
    values = {changed.id: value for changed, value in heard.changes}
    if question is None or question.id not in values:
        extracted = find(text)
        return not extracted.left and not extracted.doubtful & values.keys() and not _stray(extracted, question)
    value = values[question.id]
    if value is None:
        return True
    if question.kind in ("text", "box", "name", "hosts", "host"):
        return _is_in_words(question, value, values, text)
    return (len(values) == 1 and reads(question, text)) or _is_among_facts(question, values, find(text))


def _stray(extracted: Extraction, question: Question | None) -> frozenset[str]:
    """The facts in parts that say more; a task may have words of work beside it where it is asked for, or stands with numbers."""
    loose = extracted.stray & extracted.values.keys()
    told = (question is not None and question.id == "task") or len(extracted.values) > 1
    return (
        loose - {"task"}
        if told and all(_THINGS.fullmatch(word) or _TASKS.match(word) for word in extracted.beside)
        else loose
    )


def _is_among_facts(question: Question, values: dict[str, Value | None], extracted: Extraction) -> bool:
    """Whether the open question's answer stands beside other facts, and nothing else is said."""
    doubtful = extracted.doubtful & values.keys() - {question.id, *({"labels"} if question.id == "examples" else ())}
    if doubtful or _stray(extracted, question):
        return False
    return question.id not in extracted.values or not _PEOPLE & set(_words(extracted.left.lower()))


def _is_in_words(question: Question, value: Value, values: dict[str, Value | None], text: str) -> bool:
    extracted = find(text)
    stray = extracted.stray & values.keys() - ({"task"} if question.id in ("use_case", "hypothesis") else set())
    if stray or extracted.doubtful & values.keys():
        return False
    if isinstance(value, bool):
        return True
    said = str(value) if extracted.stray else extracted.left or str(value)
    said = bare(said).lower()
    match question.id:
        case "hosts" | "model_host":
            return _PLACES.issuperset(value if isinstance(value, tuple) else (str(value),))
        case "model":
            return _names_a_model(
                said if question.id not in extracted.values else extracted.left.lower() or str(value).lower()
            )
        case "metric":
            return _names_a_metric(said)
        case "hypothesis":
            return _says_a_behaviour(said)
        case _:
            return _says_a_task(said)


def _words(text: str) -> list[str]:
    return re.findall(r"[\w@%][\w'-]*", text)


def _is_spoken(text: str) -> bool:
    words = set(_words(text))
    return bool((_PEOPLE | _TELLING) & words or _SPOKEN.search(text) or "?" in text or "://" in text)


def _names_a_model(text: str) -> bool:
    words = re.sub(r"[(),;!]", " ", text).strip(" .").split()
    return any(_MODEL_NAMES.fullmatch(word) for word in words) and all(
        _MODEL_NAMES.fullmatch(word) or _MODEL_WORDS.fullmatch(word) for word in words
    )


def _names_a_metric(text: str) -> bool:
    words = _words(text)
    if _HOW_IT_WENT & set(words) or (len(words) == 1 and words[0] in _WEAK_MEASURES):
        return False
    return (
        (bool(_MEASURES & set(words)) or _MEASURING.search(text) is not None)
        and len(words) <= 15
        and not _is_spoken(text.removeprefix("probably "))
    )


def _says_a_behaviour(text: str) -> bool:
    return len(_words(text)) >= 4 and _TEACHING.search(text) is not None and not _is_spoken(_WANTED.sub("", text))


def _says_a_task(text: str) -> bool:
    text = _WANTED.sub("", text)
    words = _words(text)
    if _is_spoken(text):
        return False
    if len(words) == 1:
        return _TASK_ALONE.fullmatch(words[0]) is not None
    things = sum(_THINGS.fullmatch(word) is not None for word in words)
    verbs = sum(word in _VERBS for word in words)
    return any(_TASKS.match(word) for word in words) or (things > 0 and (verbs > 0 or bool(_WISHES & set(words))))
