"""Typed text becomes a value, a value becomes text that is read back; nothing that can be typed breaks anything."""

import contextlib
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flows.language.value import read
from flows.questions import BY_ID, MORE, QUESTIONS
from flows.questions.answers import Refused, read_stored, show
from flows.questions.compound import OwnGpus, ScoredModels
from flows.questions.question import Question, Value
from flows.text import MAX_TEXT, NOT_SURE_WORDS
from tests.helpers.pace import within
from tests.helpers.strategies import a_value

questions = st.sampled_from(QUESTIONS)


@given(st.data(), questions)
def test_what_is_shown_can_be_read_back(data: st.DataObject, question: Question) -> None:
    value = data.draw(a_value(question))
    assert read(question, show(question, value)) == value


@given(questions, st.text(max_size=300))
def test_any_text_is_read_or_refused_with_a_sentence(question: Question, text: str) -> None:
    try:
        value = read(question, text)
    except Refused as refused:
        assert str(refused).endswith(".")
        assert "please give" in str(refused)
    else:
        assert read_stored(question, value) == value


@given(questions, st.sampled_from(sorted(NOT_SURE_WORDS)), st.sampled_from(["{}", "{}.", " {} "]), st.booleans())
def test_not_knowing_is_never_taken_for_a_value(question: Question, word: str, around: str, loud: bool) -> None:
    text = around.format(word.upper() if loud else word)
    if question.kind == "text":
        assert read(question, text) == text
    else:
        with pytest.raises(Refused, match="please give"):
            read(question, text)


@pytest.mark.parametrize(
    ("id_", "text", "value"),
    [
        ("requests_per_month", "1.2M", 1_200_000),
        ("requests_per_month", "1,200,000 a month", 1_200_000),
        ("requests_per_month", "40k/day", 1_216_000),
        ("requests_per_month", "about 2 million per month", 2_000_000),
        ("requests_per_month", "3 per second", 7_879_680),
        ("requests_per_month", "70k weekly", 304_000),
        ("monthly_spend_usd", "$4,250/mo", 4250),
        ("monthly_spend_usd", "4.2k", 4200),
        ("upkeep_usd", "$176,000 a year", Decimal("14666.67")),
        ("baseline", "84%", Decimal("0.84")),
        ("baseline", "0.84", Decimal("0.84")),
        ("baseline", "84", Decimal("0.84")),
        ("baseline", "84 percent", Decimal("0.84")),
        ("baseline", "42 of 50", Decimal("0.84")),
        ("real_share", "all of them", 1),
        ("real_share", "half", Decimal("0.5")),
        ("real_share", "none", 0),
        ("growth_per_month", "-5%", Decimal("-0.05")),
        ("model", "gpt 5.4 mini", "gpt 5.4 mini"),
        ("prompting", "we tried it and scored it", "scored"),
        ("prompting", "2", "tried"),
        ("prompting", "No", "none"),
        ("prompting", "not yet", "none"),
        ("gap", "mostly style drift", "behavior"),
        ("labels", "nobody checked them", "unchecked"),
        ("strongest_model", "doesn't", "does_not"),
        ("strongest_model", "not tried", "not_tried"),
        ("task", "support chatbot", "qa"),
        ("recurrence", "one-off", "one_off"),
        ("upkeep_owner", "yes, Ana", True),
        ("upkeep_owner", "nobody", False),
        ("iterations", "3", 3),
        ("iterations", "yes", True),
        ("metric", "no", False),
        ("metric", "F1 on clauses", "F1 on clauses"),
        ("examples", "about 1500", 1500),
        ("examples", "2k", 2000),
        ("hosts", "AWS and Google", ("bedrock", "vertex")),
        ("hosts", "anywhere", ("any",)),
        ("input_tokens", "1.5k", 1500),
    ],
)
def test_typed_text_is_read_generously(id_: str, text: str, value: Value) -> None:
    assert read(BY_ID[id_], text) == value


@pytest.mark.parametrize(
    ("id_", "text"),
    [
        ("examples", "-5"),
        ("examples", "many"),
        ("examples", "12.5"),
        ("baseline", "140%"),
        ("baseline", "1.5.5"),
        ("prompting", "not scored"),
        ("gap", "style and facts"),
        ("upkeep_owner", "perhaps"),
        ("requests_per_month", "500 in 200 out"),
        ("horizon_months", "0"),
        ("growth_per_month", "-200%"),
        ("use_case", "   "),
        ("hosts", ","),
        ("model", "\x00\x07"),
        ("examples", "9" * 400),
        ("examples", "3 x 9"),
    ],
)
def test_what_cannot_be_read_is_refused(id_: str, text: str) -> None:
    with pytest.raises(Refused, match="please give"):
        read(BY_ID[id_], text)


NUMBERS_READ = {
    "requests_per_month": {
        "1 000 000": 1_000_000, "1,200,000": 1_200_000, "1e6": 1_000_000, "12 345 678": 12_345_678, "10 rps": 26_265_600, "10qps": 26_265_600,
        "10 hourly": 7296, "10 daily": 304, "70 weekly": 304, "5 monthly": 5, "30 quarterly": 10, "12 yearly": 1, "12 annually": 1,
        "30 per quarter": 10, "700 per fortnight": 1520, "12 per annum": 1, "12 p.a.": 1, "daily: 10": 304, "1.5M req/month": 1_500_000,
    },
    "monthly_spend_usd": {"$4,250/mo": 4250, "USD 5k": 5000, "5k dollars per month": 5000, "$1.2345": Decimal("1.2345")},
    "baseline": {"F1 0.84": Decimal("0.84"), "0.84 F1-score": Decimal("0.84"), "42 out of 50 items": Decimal("0.84"), "about half": Decimal("0.5")},
    "real_share": {"80% real": Decimal("0.8"), "all real": 1, "0.125": Decimal("0.125")},
    "examples": {"about 1500 checked": 1500, "we have 2,000 labelled tickets": 2000, "1e3": 1000},
    "input_tokens": {"500 tokens per request": 500, "about 1.5k tokens": 1500},
    "horizon_months": {"1 year": 12, "3 quarters": 9, "18 months": 18, "2 years": 24, "12": 12, "within 1.5 years": 18},
    "growth_per_month": {"5": Decimal("0.05"), "1": Decimal("0.01"), "0.05": Decimal("0.05"), "5% a month": Decimal("0.05"), "-5": Decimal("-0.05"), "flat": 0},
}  # fmt: skip
NUMBERS_REFUSED = {
    "examples": [
        "2000, 80% real", "20, 30", "500 200", "2, 3", "2 hundred", "2 dozen", "2k5", "1,5M", "0,8", "4,25k", "10.000", "0,800", "1-2k", "500 a month",
        "no 500", "500?", "-5", "fivefold", "500 poorly checked", "²", "5²", "1,00,000", "less than 500", "١٥٠٠", "500 \ud800",
    ],
    "requests_per_month": [
        "500 twice a day", "1M tokens a month", "100k per working day", "50k a night", "100k/24h", "1-2M", "between 100k and 200k", "4.250", "10.000",
        "$5k a month", "500 a day per user", "10 rps a day", "every other day 500", "1.234M", "bi-weekly 500",
    ],
    "upkeep_usd": ["0.2 FTE", "2 days a month", "2 hours per week", "10%", "€5k", "£3000", "$3/hour", "4.250", "$4.250", "5k per head"],
    "input_tokens": ["500 words", "2 pages", "2k characters", "500 tokens a month", "500 output tokens", "500 in 200 out"],
    "growth_per_month": ["5% a year", "5% yearly", "5% per annum", "5% a week", "half", "doubles"],
    "horizon_months": ["52 weeks", "90 days", "1 year and 6 months", "12k", "1.5 weeks"],
    "real_share": ["20% synthetic", "not all", "almost all", "all synthetic", "80%, 20%", "1.5", "80% or so real? no", "0,8", "84k", "5 of 0", "51 of 50"],
    "baseline": ["none", "F1 0.84 recall 0.9"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("id_", "text", "value"), [(id_, *pair) for id_, pairs in NUMBERS_READ.items() for pair in pairs.items()]
)
def test_a_number_with_words_that_belong_to_it_is_read(id_: str, text: str, value: Value) -> None:
    assert read(BY_ID[id_], text) == value


@pytest.mark.parametrize(("id_", "text"), [(id_, text) for id_, texts in NUMBERS_REFUSED.items() for text in texts])
def test_a_number_with_anything_else_is_refused(id_: str, text: str) -> None:
    with pytest.raises(Refused, match="please give"):
        read(BY_ID[id_], text)


WORDS_READ = {
    "prompting": {"we tried it and scored it": "scored", "not tried": "none", "tried and scored": "scored", "option 2": "tried", "2)": "tried", "(3)": "scored", "Tried, not scored": "tried"},
    "gap": {"mostly style drift": "behavior", "format drifts": "behavior", "style, and format": "behavior"},
    "labels": {"nobody checked them": "unchecked", "people checked them": "checked"},
    "strongest_model": {"doesn't": "does_not", "doesn't fix it": "does_not", "no, it does not": "does_not", "yes, it fixes them": "fixes_it", "not tried": "not_tried"},
    "task": {"support chatbot": "qa"}, "recurrence": {"one-off": "one_off"}, "reason": {"costs": "cost", "cost": "cost"},
    "openai_tuning": {"yes, but not recently": "inactive"},
    "upkeep_owner": {"yes, Ana": True, "yes": True, "no": False, "nobody": False, "no, nobody": False, "yes, Anna Smith": True, "yes, we do": True},
    "hosts": {"acme": ("acme",), "AWS Bedrock and azure": ("azure", "bedrock"), "all of them": ("any",)},
}  # fmt: skip
WORDS_REFUSED = {
    "prompting": ["none of it was scored", "scored? no", "not scored", "²", "2 or 3", "4", "0", "tried nothing", "never scored", "mostly scored", "partly scored", "scored 👎"],
    "gap": ["I do not think it is reasoning", "no style drift", "style and facts", "style or format?", "none of these", "7"],
    "labels": ["checked? no", "GPT-4 checked them", "the model checked them", "un-checked", "mostly checked", "nothing was checked", "almost checked"],
    "strongest_model": ["fixes nothing", "fixes them, no", "almost fixes it", "yes and no", "yes but"],
    "smaller_model": ["almost passes", "nearly good enough", "hardly passes", "passes without a doubt", "passes?"],
    "recurrence": ["once a day", "once a month", "not once"],
    "requirements_change": ["bi-weekly", "every two weeks", "every few months", "not weekly", "weekly or monthly"],
    "upkeep_owner": ["no problem", "no problem, Anna does it", "yes and no", "yes but", "yes, but", "yes, maybe", "yes?", "yes, if we hire", "yes, not yet", "nobody but Anna", "no, Anna"],
    "data_may_leave": ["yes, partly", "yes, Azure", "no problem"],
    "hosts": ["not openai", "EU only", "nowhere", "azure, not openai", "any but openai", "no", "n/a", "not", "openai?"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("id_", "text", "value"), [(id_, *pair) for id_, pairs in WORDS_READ.items() for pair in pairs.items()]
)
def test_plain_words_are_read(id_: str, text: str, value: Value) -> None:
    assert read(BY_ID[id_], text) == value


@pytest.mark.parametrize(("id_", "text"), [(id_, text) for id_, texts in WORDS_REFUSED.items() for text in texts])
def test_words_that_may_mean_something_else_are_refused(id_: str, text: str) -> None:
    with pytest.raises(Refused, match="please give"):
        read(BY_ID[id_], text)


@given(st.data(), st.sampled_from([question for question in QUESTIONS if question.unit]))
def test_a_value_is_read_back_with_its_unit(data: st.DataObject, question: Question) -> None:
    value = data.draw(a_value(question))
    assert read(question, f"{show(question, value)} {'' if isinstance(value, bool) else question.unit}") == value


@given(
    st.sampled_from([question for question in QUESTIONS if question.choices]),
    st.data(),
    st.sampled_from(["perhaps", "7", "almost", "but", "never", "x"]),
)
def test_a_choice_with_an_unknown_word_is_refused(question: Question, data: st.DataObject, word: str) -> None:
    choice = data.draw(st.sampled_from(question.choices))
    for text in (f"{word} {choice.label}", f"{choice.label} {word}"):
        try:
            value = read(question, text)
        except Refused:
            continue
        assert word in next(chosen.words for chosen in question.choices if chosen.value == value)


@given(st.integers(0, 999), st.integers(0, 999), st.sampled_from([" ", ", ", "-", " or ", " to ", "/", ",", ";"]))
def test_two_numbers_are_never_one(first: int, second: int, between: str) -> None:
    text = f"{first}{between}{second}"
    try:
        value = read(BY_ID["examples"], text)
    except Refused:
        return
    assert (between, len(str(second)), str(value)) == (",", 3, f"{first}{second}") or (between == " " and second == 0)


CHAT_READ = {
    "prompting": {
        "*3*": "scored", "`2`": "tried", "_scored_": "scored", "- scored": "scored", "• scored": "scored", "> scored": "scored",
        "scored 👍": "scored", "scored :+1:": "scored", "yes we scored it": "scored", "yes, tried and scored": "scored",
        "we tried few-shot and scored it": "scored", "we tried few-shot but didn’t score it": "tried", "tried but not measured": "tried",
        "I think we tried it": "tried", "scored, thanks": "scored", "scored, I think": "scored",
    },
    "strongest_model": {"yep": "fixes_it", "nope": "does_not", "it does": "fixes_it", "not tried yet": "not_tried", "it doesn't": "does_not", "it does not": "does_not"},
    "upkeep_owner": {"me": True, "I will": True, "no one yet": False, "Priya will": True, "Ben owns it": True, "no owner": False, "Ana Diaz will": True},
    "labels": {"Ben checked them": "checked", "we did": "checked", "some of them": "mixed", "half checked": "mixed", "half of them are checked": "mixed"},
    "requirements_change": {"once a month": "monthly", "they rarely change": "rarely", "hardly ever": "rarely", "almost never": "rarely"},
    "examples": {
        "`1500`": 1500, "1500 👍": 1500, "1500 :+1:": 1500, "I think 1500": 1500, "I'd say 1500": 1500, "maybe 1500": 1500, "1500, please": 1500,
        "1500 I think": 1500, "none": 0, "zero": 0, "none yet": 0, "no examples": 0, "that's 1500": 1500, "• 1500": 1500, "three": 3,
    },
    "test_items": {"none yet": 0, "not yet": 0},
    "target": {"at least 90%": Decimal("0.9"), "above 90%": Decimal("0.9"), "≥ 90%": Decimal("0.9"), "> 90%": Decimal("0.9"), "92% or better": Decimal("0.92")},
    "baseline": {"at least 84%": None},
    "iterations": {"three": 3, "three rounds": 3, "2-3": None, "2 or 3": None},
    "horizon_months": {"a year": 12, "two years": 24, "six months": 6},
    "growth_per_month": {"- 5": Decimal("-0.05"), "none": 0},
}  # fmt: skip
CHAT_REFUSED = {
    "prompting": ["yes", "no few-shot", "few-shot", "scored 👎", "yes, not scored", "not really", "tried but scored nothing", "yes tried but never scored"],
    "strongest_model": ["yes, nope", "it does not, it does", "no thanks"],
    "upkeep_owner": ["nobody will", "Somebody will", "They will", "Claude will", "Marketing will", "no thanks", "yes please", "Priya", "maybe", "priya might"],
    "labels": ["Claude checked them", "GPT checked them", "Nobody really checked them", "Someone checked them", "we did not", "half unchecked", "Ben labelled them"],
    "requirements_change": ["almost", "every sprint", "not rarely", "hardly"],
    "examples": ["over 1500", "at least 1500", "> 1500", "1 500", "a few hundred", "2-3k", "1500ish", "not 1500", "three hundred", "1500 I think, or 2000"],
    "target": ["at least", "not above 90%", "below 90%"],
    "baseline_measured": ["yes, 0.84"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("id_", "text", "value"), [(id_, *pair) for id_, pairs in CHAT_READ.items() for pair in pairs.items()]
)
def test_an_answer_reads_as_people_type_it_in_a_chat(id_: str, text: str, value: Value | None) -> None:
    if value is None:
        with pytest.raises(Refused):
            read(BY_ID[id_], text)
    else:
        assert read(BY_ID[id_], text) == value


@pytest.mark.parametrize(("id_", "text"), [(id_, text) for id_, texts in CHAT_REFUSED.items() for text in texts])
def test_a_chat_is_refused_where_a_word_is_not_known(id_: str, text: str) -> None:
    with pytest.raises(Refused, match="please give"):
        read(BY_ID[id_], text)


def _results(**said: str) -> ScoredModels:
    return ScoredModels(tuple((name.replace("_", " "), result) for name, result in said.items()))


MORE_READ = {
    "scored_models": {
        "gpt-6-luna passes, haiku 4.5 fails": ScoredModels((("gpt-6-luna", "passes"), ("haiku 4.5", "fails"))),
        "gpt-6-luna: passed; haiku 4.5 = failed": ScoredModels((("gpt-6-luna", "passes"), ("haiku 4.5", "fails"))),
        "*haiku* passes but gemma fails.": _results(gemma="fails", haiku="passes"),
        "haiku and gemma both fail": _results(gemma="fails", haiku="fails"),
        "haiku, gemma pass, nova fails": _results(gemma="passes", haiku="passes", nova="fails"),
        "llama3.1:70b - fails": ScoredModels((("llama3.1:70b", "fails"),)),
    },
    "own_gpus": {
        "4 x H100": OwnGpus("H100", 4), "4x h100": OwnGpus("H100", 4), "4xh100": OwnGpus("H100", 4), "4×H100": OwnGpus("H100", 4),
        "we have 4 H100s": OwnGpus("H100", 4), "H100 x 4": OwnGpus("H100", 4), "8 A100-80GB GPUs": OwnGpus("A100 80GB", 8), "2 L4s": OwnGpus("L4", 2),
        "2 l40s": OwnGpus("L40S", 2), "1 T4": OwnGpus("T4", 1), "10,000 x H200": OwnGpus("H200", 10_000), "4 x RTX 6000 Ada": OwnGpus("RTX 6000 Ada", 4),
        "4 x xeon": OwnGpus("xeon", 4),
    },
    "error_cost_usd": {"$40": 40, "$40 a wrong answer": 40, "40 dollars each": 40, "1.2k": 1200, "nothing": 0},
    "margin": {"2": 2, "2 points": 2, "about 1.5 pp": Decimal("1.5"), "none": 0},
    "success_odds": {
        "60%": Decimal("0.6"), "0.6": Decimal("0.6"), "1 in 4": Decimal("0.25"), "a 1 in 12 chance": Decimal("0.0833"), "50/50": Decimal("0.5"),
        "fifty-fifty": Decimal("0.5"), "2 of 3": Decimal("0.6667"),
    },
    "latency_now_ms": {"1800": 1800, "1,800 ms": 1800, "1.8s": 1800, "1.8 seconds": 1800, "p95 is 1800ms": 1800, "about 1800 ms at p95": 1800},
    "latency_needed_ms": {"under 500 ms": 500, "< 500": 500, "at most 0.5 s": 500, "500ms or less": 500},
    "region": {"EU only": "eu", "EU-only": "eu", "only in the EU": "eu", "in the US": "us", "US": "us", "anywhere": "any", "for us the EU": "eu"},
    "earlier_training": {"never": "none", "it brought no gain": "no_gain", "it brought a gain": "gained", "it helped": "gained"},
    "model_host": {"Azure": "azure", "AWS Bedrock": "bedrock", "our own GPUs": "self_hosted", "acme": "acme"},
    "batch": {"yes": True, "no": False}, "hosts_only": {"yes": True, "no": False},
    "bill_covers": {"other work": "other_work", "several calls a request": "several_calls", "reasoning tokens": "hidden_tokens", "only this work": "this_only"},
}  # fmt: skip
MORE_REFUSED = {
    "scored_models": [
        "passes", "it passes", "nothing passes", "haiku does not pass", "haiku almost passes", "gpt-6-luna passes?", "haiku, gemma fails", "gpt-6 passes 90%",
        "I think gpt-6 passes", "gpt-5 passes, GPT-5 fails", "haiku", ", ".join(f"model {at} fails" for at in range(21)), "x" * 81 + " fails",
        "not haiku passes", "haiku passes, if we help it",
    ],
    "own_gpus": [
        "4", "H100", "4 GPUs", "none", "4 RTX 6000 Ada", "0 x H100", "10,001 x H100", "4 x H100 and 2 x T4", "4 H100, 2 T4", "2-4 x H100", "4 or 5 x H100", "4.5 x H100",
        "8 GPUs at $3/hour", "4 x", "not 4 x H100", "4 x H100?", "-4 x H100", "4 apples",
    ],
    "error_cost_usd": ["$40 a month", "$40 a year", "€40", "-3", "$40 or $50", "a lot", "$40 a request"],
    "margin": ["51", "-1", "2 items", "2-3", "half", "a few points"],
    "success_odds": ["60/40", "40-60", "1 in 0", "5 in 4", "likely", "140%", "60% or more"],
    "latency_now_ms": ["p99 is 1800 ms", "p50 900, p95 1800", "2 minutes", "0", "600,001", "under 1800 ms", "1.8k", "2 s or 3 s", "fast"],
    "latency_needed_ms": ["over 500 ms", "500 tokens", "p50 under 500 ms", "soon", "$500"],
    "region": ["for us", "only us", "just us", "EU or US", "EU and US", "not EU", "Germany", "everywhere but the EU"],
    "earlier_training": ["no real gain", "did not gain", "nothing", "yes", "gained nothing", "never gained"],
    "model_host": ["azure and aws", "any", "anywhere", "no", "not azure", "azure?", "the usual one"],
    "batch": ["fine", "some of them", "yes, but"], "hosts_only": ["azure", "mostly"],
    "bill_covers": ["other work and several calls", "no idea what", "yes", "not other work"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("id_", "text", "value"), [(id_, *pair) for id_, pairs in MORE_READ.items() for pair in pairs.items()]
)
def test_what_a_team_knows_besides_is_read(id_: str, text: str, value: Value) -> None:
    assert read(BY_ID[id_], text) == value


@pytest.mark.parametrize(("id_", "text"), [(id_, text) for id_, texts in MORE_REFUSED.items() for text in texts])
def test_what_a_team_knows_besides_is_refused_where_it_is_not_plain(id_: str, text: str) -> None:
    with pytest.raises(Refused, match="please give"):
        read(BY_ID[id_], text)


@pytest.mark.parametrize("id_", MORE)
@pytest.mark.parametrize(
    "pumped",
    [
        "x passes, ",
        "4 x ",
        "4x",
        "a ",
        "1,000",
        ", and ",
        "x x x ",
        "p95 ",
        "passes ",
        "1 in ",
        "- : ",
        "(",
        "us ",
        "." * 9,
    ],
)
def test_no_answer_takes_long_however_often_it_says_the_same(id_: str, pumped: str) -> None:
    text = (pumped * MAX_TEXT)[: MAX_TEXT - 4]
    with within(1), contextlib.suppress(Refused):
        read(BY_ID[id_], text + " !?%")


def test_a_refused_choice_lists_the_numbers_on_screen() -> None:
    with pytest.raises(Refused, match="please give one of: 1 No, 2 Tried, not scored, 3 Tried and scored"):
        read(BY_ID["prompting"], "hmm")


@given(st.decimals(Decimal("0.001"), 999, places=3))
def test_three_places_after_the_point_are_shown_so_that_they_are_read_back(value: Decimal) -> None:
    for id_ in ("monthly_spend_usd", "requests_per_month"):
        assert read(BY_ID[id_], show(BY_ID[id_], value)) == value


def test_an_endless_answer_is_refused() -> None:
    with pytest.raises(Refused, match="10,000"):
        read(BY_ID["use_case"], "x" * 10_001)
