"""Which question a figure answers: by its own words, or because that question is open."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from flows.reading.figures import SPAN, Figure, figure_at, figures

# The end of a span that argues less for training.
_CAUTIOUS_IS_HIGH = frozenset({"upkeep_usd", "cached_share", "iterations", "baseline", "success_rate"})


@dataclass(frozen=True, slots=True)
class Told:
    """A figure that answers a question; `plainly` where its own words say so."""

    id: str
    value: Decimal
    plainly: bool


_LOSING = re.compile(r"\b(?:lose|losing|shrink\w*|declin\w*|down|fewer|drop\w*|falling|sinkt)\b")
_THINGS = r"(?:requests?|calls?|queries|messages?|tickets?|documents?|docs|emails?|mails?|letters?|records?|images?|pages?|items?|conversations?|chats?|orders?|invoices?|products?|replies|prompts?|suggestions?|stories|pairs|lines|listings|comments?|tweets?|reports?|briefe|anfragen|cases?|volume|traffic|reviews?|questions?|leases?|rfps?|incidents?|hits|transactions?|reqs?)"
_WORDS: dict[str, re.Pattern[str]] = {
    name: re.compile(pattern)
    for name, pattern in {
        "upkeep": r"\bupkeep\b|\bmaint\w*|\bkeep(?:ing)? it\b|\bincl(?:uding)? people\b",
        "spend": r"\bbill\b|\bpay(?:s|ing)?\b|\binvoice\b|\bspend\w*|\bcosts? us\b|\bapi\b|\bburning\b|\bspent\b|\bkostet\b",
        "other_usd": r"\bbudget\b|\bcap\b|\bsalary\b|\bsaved?\b|\bup front\b|\bvendor\b|\bpitch\w*|\bone[- ]?time\b|\bcoffee\b|\bflight\b|\bquote[ds]?\b|\blabel\w*",
        "cached": r"\bcache[ds]?\b|\bsame (?:instructions|prompt|prefix|every|each|for)\b|\bidentical\b|\bsystem prompt\b|\bof the (?:input|prompt) is\b|\bstatic part\b",
        "real": r"\breal\b|\bproduction\b|\bprod\b|\blive\b|\btraffic\b|\blogs?\b|\bactual users?\b|\becht\w*|\bfrom (?:users|customers)\b",
        "target": r"\banything (?:under|below|less)\b|\bneed\w*\b|\btargets?\b|\bwant\w*\b|\bgoal\b|\bziel\w*|\bwould (?:be|pay|let|need|have|do)\b|\babove\b|\bat least\b|\bminimum\b|\bmust\b|\bbelow\b|\bhappy with\b|\bto break even\b|\bhope\b|\bonce\b|\baim\w*|\bideally\b|\bwäre\w*",
        "score": r"\baccura\w+|\bf1\b|\bscor\w*|\bright\b|\bcorrect\w*|\bbaseline\b|\bbest prompt\b|\btoday\b|\bcurrently\b|\bprecision\b|\brecall\b|\bgets?\b|\bgot\b|\bpass(?:es)? at\b|\btrefferquote\b|\bwe are at\b|\bis at\b|\bexact match\b|\bf-?score\b|\bfails at\b|\bapproval\b|\bevaluated\b|\bacceptance\b|\bmeasured\b",
        "prompt_score": r"\bis right\b|\bright [0-9]|\bit is right\b|\baccura\w+|\bprompt\b|\bcurrently\b|\btoday\b|\bbaseline\b|\bf1\b|\btrefferquote\b|\bfew[- ]?shot\b|\bapproval\b|\bacceptance\b|\bprecision\b|\brecall\b|\bscor\w*",
        "redo": r"\bredo\w*|\bre-?do\b|\bno edits?\b|\bwithout (?:edits?|a redo|changes)\b|\bfirst (?:time|try)\b|\bas is\b|\bgo out\b|\brewrit\w*|\bneed (?:an? )?(?:edit|fix|correction)s?\b|\bcorrect\w* (?:them|by hand)\b|\bretr(?:y|ies)\b|\bunedited\b|\brework\w*",
        "redo_bad": r"\b(?:rewrit|redo|retr|fix|edit|correct|rework)\w*\b|\bgoes? back\b|\bneeds? (?:a |an )?(?:redo|edit|fix|rework|correction|retry)\b|\bfail\w*|\bloops?\b",
        "redo_good": r"\bno (?:edits?|redo)\b|\bwithout (?:edits?|a redo)\b|\bfirst (?:time|try)\b|\bgo out\b|\bneed no\b|\bunedited\b|\bused without\b|\bas is\b",
        "tuned": r"\bonce tuned\b|\btuned\b|\bafter (?:training|tuning)\b",
        "growth": r"\bgrow\w*|\bmom\b|\bm/m\b|\bmonth over month\b|\bmore (?:each|every)\b|\bincrease\w*\b|\bwachstum\b|\bup\b",
        "payback": r"\bpay-?back\b|\bback (?:in|within)\b|\bwithin\b|\bhorizon\b|\bbreak even\b|\bpay (?:for itself|off)\b|\bamorti\w+|\binnerhalb\b|\bunder\b|\bwant it back\b",
        "examples": r"\bexamples?\b|\blabell?ed\b|\bannotat\w*|\btraining\b|\btrain\b|\bgelabelt\w*|\bbeispiele\b|\bejemplos\b|\bexemples\b|\bsamples\b|\bcorrected\b|\bhuman (?:decisions|answers)\b|\bapproved\b|\bhand[- ]?(?:written|made|labelled)\b|\bdecisions\b|\bcoded by\b|\btagged by\b|\bgraded by\b|\bwritten by\b|\btranslated by\b|\bby (?:clerks|humans|professionals?|experts?|people|doctors|agents|copywriters|teachers|interns|paralegals|lawyers|certified|ärzten|human)\b|\bhuman\b|\baccepted\b",
        "in": r"^ ?(?:tokens? |tok )?(?:of )?(?:in(?=\s*(?:$|[,/;]|and\b|out\b|per\b))|input\b|prompt\b|rein\b|herein\b)|^ ?tokens? (?:in|input|prompt)\b|^ ?input tokens?\b",
        "out": r"^ ?(?:tokens? |tok )?(?:out|output|completion|raus|heraus)\b|^ ?tokens? (?:out|output|back|raus|heraus)\b|^ ?output tokens?\b",
        "tokens": r"^ ?(?:tokens?|tok)\b",
        "saved": r"\b(?:drop|sav\w*|cut|remove|could go|would go|go away|gone|strip|of (?:instructions|examples|few-shot))\b",
        "rounds": r"\brounds?\b|\btrainings?\b|\biterations?\b|\btraining runs?\b",
        "months": r"^ ?(?:months?|mos?|monate?n?|mnths?)\b",
        "years": r"^ ?(?:years?|yrs?|jahre?n?)\b",
        "time": r"^ ?(?:ms|milliseconds?|s|secs?|seconds?|min|minutes?|hours?|days?|weeks?|am|pm|people|users|gpus?|languages?|agents?|hotels?|types?|b\b|of us|times|kinds|ways|attributes?|fields|categories|reasons|departments?|grants|factors|datapoints|teams?|clients?|companies|countries|versions?|paragraphs?|sentences?|words|pages|characters|chars|points?|pts|steps?|shots?)\b",
        "requests": rf"^ ?(?:[a-z]+ ){{0,2}}?{_THINGS}\b",
        "needs_more": r"\bneed (?:about |another )?$|\blacking\b|\bmissing\b|\bshort of\b",
        "replies": r"\brepl(?:y|ies)\b|\banswers? (?:are|is|have)\b|\bout(?:put)?s? (?:are|is)\b|\bcompletions?\b",
    }.items()
}  # fmt: skip
_NUMERIC = {
    "share": frozenset({"real_share", "baseline", "target", "cached_share", "success_rate", "tuned_success_rate"}),
    "count": frozenset({"examples", "test_items", "iterations"}),
    "tokens": frozenset({"input_tokens", "output_tokens", "saved_input_tokens"}),
    "usd": frozenset({"monthly_spend_usd", "upkeep_usd"}),
}


def has(name: str, text: str) -> bool:
    """Whether words of this kind stand in the text."""
    return _WORDS[name].search(text) is not None


def told(figure: Figure, open_: str | None, text: str) -> Told | None:
    """The question that a figure answers by its own words, or by the open question; None where nobody can say."""
    if figure.is_relative and open_ != "growth_per_month" and not has("growth", figure.after):
        return None
    around = f"{figure.before} | {figure.after}"
    if not figure.is_usd and not figure.is_share and has("time", figure.after) and not has("requests", figure.after):
        return None
    a_month = figure.per is not None and not figure.is_share and not has("requests", figure.after)
    of_money = open_ in _NUMERIC["usd"] or has("upkeep", around) or has("spend", around)
    if figure.is_usd or (a_month and of_money):
        return _money(figure, open_, around, text)
    if figure.is_share or _is_a_score(figure, open_, text):
        return _share(figure, open_, around, text)
    if has("in", figure.after) and not re.match(r"^ ?in (?:a|the|our|[0-9])\b", figure.after):
        return Told("input_tokens", figure.value, plainly=True)
    if has("out", figure.after) and not re.match(r"^ ?out of\b", figure.after):
        return Told("output_tokens", figure.value, plainly=True)
    if has("months", figure.after) or has("years", figure.after):
        months = figure.value * (12 if has("years", figure.after) else 1)
        if open_ == "horizon_months" or has("payback", around):
            return Told(
                "horizon_months", months, plainly=has("payback", around) and not re.search(r"\bago\b|\bold\b", around)
            )
        return None
    return _count(figure, open_, around, text)


def _is_a_score(figure: Figure, open_: str | None, text: str) -> bool:
    """Whether a bare number is a score: 0.77 after "scored", or 85 after "need" where scores are spoken of."""
    if 0 < figure.value < 1:
        return has("score", text) or has("target", figure.before)
    near = figure.before[-22:]
    return (
        2 <= figure.value <= 100
        and not figure.after.strip()
        and has("target", near)
        and open_
        not in _NUMERIC["usd"] | _NUMERIC["count"] | _NUMERIC["tokens"] | {"horizon_months", "requests_per_month"}
    )


def _score_of(figure: Figure) -> Decimal:
    return figure.value / 100 if not figure.is_share and figure.value > 1 else figure.value


def _money(figure: Figure, open_: str | None, around: str, text: str) -> Told | None:
    if has("other_usd", around) and not has("upkeep", around):
        return None
    if has("upkeep", around) or (has("upkeep", text) and not has("spend", around)):
        return Told("upkeep_usd", figure.a_month, plainly=True)
    if has("spend", around) or (figure.per is not None and open_ is None):
        return Told("monthly_spend_usd", figure.a_month, plainly=True)
    if open_ == "upkeep_owner" and figure.per is not None:
        return Told("upkeep_usd", figure.a_month, plainly=True)
    return Told(open_, figure.a_month, plainly=False) if open_ in _NUMERIC["usd"] else None


def _share(figure: Figure, open_: str | None, around: str, text: str) -> Told | None:
    told_by_words = _share_by_its_words(figure, open_, around)
    if told_by_words is not None:
        return told_by_words
    if open_ not in ("baseline", "target") and _OF_OTHERS.search(around):
        return None
    figure = replace(figure, value=_score_of(figure))
    if open_ in _NUMERIC["share"]:
        return _share_as_asked(figure, str(open_), around)
    if has("target", figure.before) or _WANTED_AFTER.match(figure.after):
        return Told("target", figure.value, plainly=True)
    if "hard" in figure.after or (open_ != "baseline" and _OTHER_MODEL.search(figure.before)):
        return None
    if has("score", around) if open_ is not None else has("prompt_score", around):
        return Told("baseline", figure.value, plainly=True)
    if open_ in ("baseline_measured", "prompting", "metric", "test_items") and has("score", text):
        return Told("baseline", figure.value, plainly=True)
    taken_on = _ON_ITEMS.match(figure.after) is not None and has("score", text)
    return Told("baseline", figure.value, plainly=True) if taken_on else None


_OTHER_MODEL = re.compile(r"\b(?:haiku|mini|nano|flash|opus|llama|mistral|qwen|gemma|smaller|small one|pro|o3)\b")
_ON_ITEMS = re.compile(r"^ ?(?:on|over|across|auf)\b")
_WANTED_AFTER = re.compile(r"^ ?(?:would|is the (?:goal|target)|needed)")
_SYNTHETIC = re.compile(r"\bsynthetic\b|\bgenerated\b|\binvented\b|\bmade up\b")
# A share of something that nobody asks about.
_OF_OTHERS = re.compile(r"\blabels?\b|\breviewed\b|\bchecked\b|\bof the complain|\bthe rest\b")


def _share_by_its_words(figure: Figure, open_: str | None, around: str) -> Told | None:
    grows = open_ == "growth_per_month" or figure.per is not None or re.search(r"\bmom\b|\bgrow", around) is not None
    if (has("growth", around) and grows) or open_ == "growth_per_month":
        return Told("growth_per_month", _growth(figure), plainly=has("growth", around))
    good = has("redo_good", around)
    if good or has("redo_bad", around):
        named = "tuned_success_rate" if open_ == "tuned_success_rate" or has("tuned", around) else "success_rate"
        if open_ in ("success_rate", "tuned_success_rate") or has("redo", around):
            return Told(named, figure.value if good else 1 - figure.value, plainly=True)
    for name, id_ in (("cached", "cached_share"), ("real", "real_share")):
        if has(name, around) and open_ not in ("baseline", "target"):
            return Told(id_, figure.value, plainly=True)
    if open_ in ("real_share", "labels", "examples") and _SYNTHETIC.search(around):
        return Told("real_share", 1 - figure.value, plainly=True)
    return Told("cached_share", figure.value, plainly=True) if has("cached", around) else None


def _share_as_asked(figure: Figure, open_: str, around: str) -> Told:
    if open_ == "tuned_success_rate" and not has("tuned", around) and has("score", around) and "today" in around:
        return Told("success_rate", figure.value, plainly=True)
    if open_ == "baseline" and has("target", figure.before) and not re.search(r"\bgot\b|\bgets\b", around):
        return Told("target", figure.value, plainly=True)
    return Told(open_, figure.value, plainly=False)


def _growth(figure: Figure) -> Decimal:
    if figure.value > 0 and _LOSING.search(figure.before):
        figure = replace(figure, value=-figure.value)
    if figure.per is not None and figure.per < 1:
        return Decimal(str(round(float(1 + figure.value) ** (1 / 12) - 1, 4)))
    return figure.value


def _count(figure: Figure, open_: str | None, around: str, text: str) -> Told | None:
    if figure.per is not None and figure.value * figure.per >= 1:
        if open_ in _NUMERIC["usd"]:
            return Told(str(open_), figure.a_month, plainly=False)
        return None if has("growth", around) else Told("requests_per_month", figure.a_month, plainly=True)
    if has("needs_more", figure.before):
        return None
    if has("tokens", figure.after) or open_ in _NUMERIC["tokens"]:
        return _tokens(figure, open_)
    return _items(figure, open_, around, text) or _count_as_asked(figure, open_)


def _tokens(figure: Figure, open_: str | None) -> Told | None:
    near = f"{figure.before[-25:]} | {figure.after}"
    if has("replies", figure.before[-20:]):
        return Told("output_tokens", figure.value, plainly=True)
    if has("saved", near) and has("tokens", figure.after):
        return Told("saved_input_tokens", figure.value, plainly=True)
    if open_ in _NUMERIC["tokens"]:
        return Told(str(open_), figure.value, plainly=has("tokens", figure.after))
    if _EACH.search(figure.after):
        return Told("input_tokens", figure.value, plainly=True)
    return Told("input_tokens", figure.value, plainly=False) if open_ is None else None


_EACH = re.compile(r"^ ?tokens? (?:each|per|a)\b")


def _items(figure: Figure, open_: str | None, around: str, text: str) -> Told | None:
    """Test items, examples, rounds."""
    if _is_scored_on(figure, text):
        return Told("test_items", figure.value, plainly=True)
    if open_ == "test_items" and "train" not in around and has("examples", figure.after):
        return Told("test_items", figure.value, plainly=False)
    near = _TESTS_AFTER.match(figure.after) is not None or _TESTS_BEFORE.search(figure.before) is not None
    if near and figure.value >= _LEAST_EXAMPLES:
        trains = has("examples", figure.after) and "training" in figure.after
        return Told("examples" if trains else "test_items", figure.value, plainly=True)
    if has("rounds", figure.after[:16]) and figure.value <= _MOST_ROUNDS:
        return Told("iterations", figure.value, plainly=True)
    whole = figure.value == figure.value.to_integral_value() and figure.value >= _LEAST_EXAMPLES
    if open_ == "test_items" and "train" not in around:
        return None
    told = has("examples", " ".join(figure.after.split()[:_NEAR])) or _BY_PEOPLE.match(text[figure.end :])
    if whole and told:
        return Told("examples", figure.value, plainly=True)
    return None


_BY_PEOPLE = re.compile(
    r"^ ?(?!requests|calls|a\b|per\b|each\b)(?:[a-z-]+ ){0,2}[a-z-]+,? (?:all |that |which |who )?(?:[a-z' ]{0,25}\b)?(?:written by|rewrote|wrote|labell?ed|coded by|corrected|translated by|graded by|tagged by|typed by|ticked off|signed off|by hand|geprüft)\b"
)
_MOST_ROUNDS = 30
_TEST = r"(?:test(?:s|ing)?|eval\w*|held[- ]?(?:out|back)|hold-?out|gold|validation)"
_TESTS_AFTER = re.compile(
    rf"^ ?(?!on\b|of\b|in\b|from\b|over\b)(?:(?!on |of |in |from |prompts |ago )[a-z'-]+ ){{0,3}}?(?:for )?{_TEST}\b"
)
_TESTS_BEFORE = re.compile(
    rf"\b{_TEST}[- ]?(?:set|items?|cases?|tickets)?(?: (?:is|are|has|of|with|counts|only|about|around|at|we have))* ?$"
)


def _count_as_asked(figure: Figure, open_: str | None) -> Told | None:
    if open_ in _NUMERIC["share"]:
        return _as_share(figure, str(open_))
    if open_ == "growth_per_month":
        return Told(open_, figure.value / 100 if figure.value >= 1 else figure.value, plainly=False)
    if open_ == "iterations" and figure.value > _MOST_ROUNDS:
        return None
    asked = open_ in {"requests_per_month", "horizon_months"} | _NUMERIC["count"] | _NUMERIC["usd"]
    return Told(str(open_), figure.value, plainly=False) if asked else None


_NEAR, _LEAST_EXAMPLES = 7, 5
_SCORED_ON = re.compile(
    r"(?:%|percent|0\.[0-9]+|score[ds]?|prompt[^.;]{0,12})\)?(?: of the time| right| correct)? (?:on|auf|over|across)(?: the| our)?(?: same)? ?$"
)


def _is_scored_on(figure: Figure, text: str) -> bool:
    """Whether a score was taken on so many: "84 % on 500 letters"."""
    return figure.value >= 10 and _SCORED_ON.search(text[: figure.start]) is not None


def _as_share(figure: Figure, open_: str) -> Told | None:
    """A bare number as a share, where it can be one; the target after "need" where the baseline is open."""
    value = figure.value
    if not (0 <= value <= 1 or 2 <= value <= 100) or figure.value < 0:
        return None
    share = value / 100 if value > 1 else value
    named = open_
    if open_ == "baseline" and has("target", figure.before[-18:]):
        named = "target"
    if open_ == "success_rate" and has("tuned", figure.after):
        named = "tuned_success_rate"
    return Told(named, share, plainly=False)


def cautious_end(text: str, open_: str) -> Decimal | None:
    """Of the one span in a text ("2 to 3", "50-60") the end that argues less for training, as a bare number; None without one."""
    spans = list(SPAN.finditer(text))
    if len(spans) != 1:
        return None
    ends = figures(re.sub(r"[-–—]|\bto\b|\bor\b|\bbis\b|\band\b", " ; ", spans[0][0]))
    after = figure_at(text, *spans[0].span(), Decimal(1), is_share=False).after
    if len(ends) != 2 or has("time", after):
        return None
    shares = any(figure.is_share for figure in ends)
    values = [figure.value / 100 if shares and not figure.is_share else figure.value for figure in ends]
    # "2 to 3k" means thousands twice.
    if values[1] >= 1000 > values[0] * 100 and open_ not in _NUMERIC["share"]:
        values[0] *= 1000
    per = figure_at(text, *spans[0].span(), Decimal(1), is_share=False).per or Decimal(1)
    chosen = max(values) if open_ in _CAUTIOUS_IS_HIGH else min(values)
    if open_ in _NUMERIC["share"] and chosen > 1:
        chosen /= 100
    return chosen * per if open_ in ("requests_per_month", *_NUMERIC["usd"]) else chosen
