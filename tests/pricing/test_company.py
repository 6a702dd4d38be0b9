"""A company's file: what it says counts first, and what is wrong in it is one sentence with its key."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flows.costs import Assessment
from flows.thresholds import DEFAULT
from flows.verdict.decide import decide
from pricing import base_prices
from pricing.catalogue import Catalogue
from pricing.company import read_company
from pricing.hosts import host_ids
from pricing.laid_over import laid_over
from pricing.lines import CostLine
from pricing.options import Option
from tests.helpers.support import NOVEMBER, clauses

LUNA = """
[[prices]]
model = "gpt-6-luna"
host = "openai"
input = {usd}
cached_input = 0.01
output = 0.4
since = 2026-10-01
"""


def of(facts: Catalogue, text: str) -> Catalogue:
    return laid_over(facts, read_company(text))


def option(facts: Catalogue, id_: str, as_of: date = NOVEMBER, **answers: object) -> Option:
    found = Assessment(clauses(**answers), as_of, facts, DEFAULT).named(id_)
    assert found is not None
    return found


def line(found: Option, label: str) -> CostLine:
    return next(line for line in found.lines if line.label.startswith(label))


# --- prices ---


def test_an_own_price_counts_before_all_others_from_its_day_on(facts: Catalogue) -> None:
    own = of(facts, LUNA.format(usd=0.05))
    before, after = (option(own, "untuned:gpt-6-luna", day) for day in (date(2026, 9, 30), date(2026, 10, 1)))
    assert before.lines == option(facts, "untuned:gpt-6-luna", date(2026, 9, 30)).lines
    # 1,000,000 requests of 500 tokens in and 200 out.
    assert after.monthly_usd == Decimal(25) + Decimal(80)
    paid = line(after, "input tokens").fact
    assert paid is not None
    assert paid.cite() == "your price list (2026-10-01, grade own)"


def test_of_two_own_prices_the_newer_counts(facts: Catalogue) -> None:
    newer = LUNA.format(usd=0.02).replace("2026-10-01", "2026-11-01")
    for text in (LUNA.format(usd=0.05) + newer, newer + LUNA.format(usd=0.05)):
        assert line(option(of(facts, text), "untuned:gpt-6-luna"), "input tokens").usd == 10


def test_a_price_without_a_cached_one_counts_cached_input_in_full(facts: Catalogue) -> None:
    text = LUNA.format(usd=0.05).replace("cached_input = 0.01\n", "")
    assert option(of(facts, text), "untuned:gpt-6-luna", cached_share=Decimal("0.9")).monthly_usd == 105


def test_todays_model_at_an_own_price(facts: Catalogue) -> None:
    text = '[[prices]]\nmodel = "gpt-5.4"\nhost = "azure"\ninput = 1\noutput = 5\nsince = 2026-01-01\n'
    own = of(facts, text)
    assert option(own, "status_quo").monthly_usd == 500 + 1000
    assert option(own, "status_quo", model="gpt-5.4 on azure").monthly_usd == 1500
    # Who says that it runs elsewhere pays what it costs there.
    assert option(own, "status_quo", model="gpt-5.4 on openai").monthly_usd == 4250


def test_an_own_price_needs_no_other_to_stand_in(facts: Catalogue) -> None:
    text = '[[prices]]\nmodel = "gpt-5.4"\nhost = "fireworks"\ninput = 1\noutput = 5\nsince = 2026-01-01\n'
    listed, own = (
        Assessment(clauses(model="gpt-5.4 on fireworks"), NOVEMBER, found, DEFAULT)
        for found in (facts, of(facts, text))
    )
    assert "stands in" in str(listed.model_remark)
    assert "stands in" not in str(own.model_remark)
    assert own.today.monthly_usd == 1500


def test_a_model_is_counted_at_the_host_where_the_company_has_a_price(facts: Catalogue) -> None:
    text = LUNA.format(usd=0.05).replace('"openai"', '"azure"')
    luna = option(of(facts, text), "untuned:gpt-6-luna")
    assert (luna.offer.route, luna.offer.label) == ("azure", "GPT-6 Luna at Azure, untuned")
    assert luna.monthly_usd == 105


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    dearer=st.decimals(0, 100, places=3), share=st.decimals(0, 1, places=3), host=st.sampled_from(["openai", "azure"])
)
def test_a_cheaper_own_price_never_makes_an_option_dearer(
    facts: Catalogue, dearer: Decimal, share: Decimal, host: str
) -> None:
    texts = [LUNA.format(usd=usd).replace("openai", host) for usd in (dearer, dearer * share)]
    dear, cheap = (option(of(facts, text), "untuned:gpt-6-luna").monthly_usd for text in texts)
    assert dear is not None
    assert cheap is not None
    assert cheap <= dear


# --- discounts ---


def test_a_discount_is_taken_off_every_list_price_at_its_host(facts: Catalogue) -> None:
    own = of(facts, "[discounts]\nopenai = 0.2\nbedrock = 0.5\n")
    assert option(own, "status_quo").monthly_usd == Decimal(3400)
    listed, paid = (option(found, "sft:bedrock/nova-2-lite") for found in (facts, own))
    assert listed.monthly_usd is not None
    assert paid.monthly_usd == listed.monthly_usd / 2
    for label in ("input tokens", "training"):
        before, after = line(listed, label), line(paid, label)
        assert before.usd is not None
        assert before.fact is not None
        assert after.fact is not None
        assert after.usd == before.usd / 2
        # As old and as sure as the list is.
        assert after.fact.source == f"your price list: 50 % off list ({before.fact.source})"
        assert (after.fact.grade, after.fact.source_date) == (before.fact.grade, before.fact.source_date)


def test_a_discount_is_not_taken_off_an_own_price(facts: Catalogue) -> None:
    own = of(facts, "[discounts]\nopenai = 0.5\n" + LUNA.format(usd=0.05))
    assert option(own, "untuned:gpt-6-luna").monthly_usd == 105


# --- what is allowed ---


def test_what_a_company_does_not_allow_is_closed_with_the_reason(facts: Catalogue) -> None:
    reply = decide(clauses(), NOVEMBER, of(facts, '[providers]\nallowed = ["azure"]\n'), DEFAULT, all_options=True)
    options = {option.id: option for option in reply.options}
    assert options["sft:bedrock/nova-2-lite"].unavailable_because == "your company does not allow Amazon Bedrock"
    assert options["untuned:claude-haiku-5-5"].unavailable_because == "your company does not allow Anthropic"
    assert not options["lora:self_hosted/gpt-oss-20b"].available
    assert {option.route for option in reply.options if option.available and option.id != "status_quo"} <= {
        "azure",
        "openai",
    }
    assert reply.unknowns[0].startswith("Your company does not allow OpenAI, where gpt-5.4 runs today: staying put")


def test_a_route_that_a_company_closes_is_closed_by_its_own_word(facts: Catalogue) -> None:
    offer = option(of(facts, '[providers]\nallowed = ["azure"]\n'), "sft:bedrock/nova-2-lite").offer
    assert offer.availability is not None
    assert offer.availability.fact is not None
    assert offer.availability.fact.source == "your price list"


def test_a_model_of_several_hosts_is_counted_at_the_first_that_is_allowed(facts: Catalogue) -> None:
    own = of(facts, '[providers]\nallowed = ["Amazon Bedrock", "azure"]\n')
    luna = option(own, "untuned:gpt-6-luna")
    assert luna.offer.available
    assert (luna.offer.route, facts.model("gpt-6-luna").everywhere[0]) == ("azure", "openai")  # type: ignore[union-attr]


def test_own_gpus_are_allowed_where_the_list_or_a_row_names_them(facts: Catalogue) -> None:
    listed = '[providers]\nallowed = ["azure", "self_hosted"]\n'
    machine = '[[gpus]]\ntype = "H100"\ncount = 8\nusd_per_hour = 0\n'
    for text in (listed, '[providers]\nallowed = ["azure"]\n' + machine, "", machine):
        assert option(of(facts, text), "lora:self_hosted/gpt-oss-20b").offer.available, text


def test_todays_model_where_it_may_run_is_no_contradiction(facts: Catalogue) -> None:
    own = of(facts, '[providers]\nallowed = ["azure"]\n')
    reply = decide(clauses(model="gpt-5.4 on azure"), NOVEMBER, own, DEFAULT)
    assert not any("does not allow" in sentence for sentence in reply.unknowns)
    unknown = decide(clauses(model="a model nobody knows"), NOVEMBER, own, DEFAULT)
    assert not any("does not allow" in sentence for sentence in unknown.unknowns)


# --- people, routes, ends, machines ---


def test_an_hour_of_people_costs_what_the_company_says(facts: Catalogue) -> None:
    own = of(facts, "[people]\nusd_per_hour = 100\n")
    hourly = own.estimate("people.hourly").range
    assert (hourly.low, hourly.likely, hourly.high) == (100, 100, 100)
    tuned = option(own, "sft:bedrock/nova-2-lite")
    people = line(tuned, "people: set up training")
    assert people.usd == 800
    assert people.how.endswith("hours, likely 8 at $100 an hour (your price list)")
    upkeep = line(tuned, "upkeep, lean scenario")
    assert upkeep.usd == 620 + 8 * 31
    assert upkeep.how == "8 hours at $100 an hour (your price list), and tools."
    assert line(option(own, "rag"), "people: build retrieval").how.endswith("at $100 an hour (your price list)")


@pytest.mark.parametrize("usd", [0, 1, 2000])
def test_upkeep_stays_a_range_at_any_hourly_rate(facts: Catalogue, usd: int) -> None:
    lean = of(facts, f"[people]\nusd_per_hour = {usd}\n").estimate("upkeep.lean").range
    assert 0 < lean.low <= lean.likely <= lean.high


def test_an_own_route_changes_a_known_one_from_its_day_on(facts: Catalogue) -> None:
    text = """
[[routes]]
method = "sft"
model = "gpt-4.1-mini"
host = "openai"
training = 1
input = 0.1
output = 0.2
since = 2026-10-01
ends = 2027-12-31
"""
    own = of(facts, text)
    assert len(own.routes) == len(facts.routes)
    mini = option(own, "sft:openai/gpt-4.1-mini")
    assert not option(facts, "sft:openai/gpt-4.1-mini").offer.available
    assert mini.offer.available
    assert line(mini, "input tokens").usd == 50
    assert mini.offer.ends is not None
    assert mini.offer.ends.on == date(2027, 12, 31)
    assert not option(own, "sft:openai/gpt-4.1-mini", date(2026, 9, 30)).offer.available


def test_a_route_that_nobody_knows_is_a_new_one(facts: Catalogue) -> None:
    text = """
[[routes]]
method = "sft"
model = "gpt-6-luna"
host = "azure"
training = 2
input = 0.1
output = 0.2
since = 2026-10-01
"""
    luna = option(of(facts, text), "sft:azure/gpt-6-luna")
    assert luna.offer.available
    assert luna.monthly_usd == 50 + 40
    assert line(luna, "training").fact is not None
    closed = option(of(facts, text + 'state = "closed"\n'), "sft:azure/gpt-6-luna")
    assert closed.offer.unavailable_because is not None
    assert "your price list" in closed.offer.unavailable_because


def test_an_own_end_counts_before_what_anybody_looked_at(facts: Catalogue) -> None:
    text = '[[ends]]\nmodel = "gpt-5.4"\nhost = "openai"\non = 2027-02-01\nsuccessor = "gpt-6-luna"\n'
    ends = option(of(facts, text), "status_quo").offer.ends
    assert ends is not None
    assert (ends.on, ends.successor, ends.cite()) == (
        date(2027, 2, 1),
        "gpt-6-luna",
        "your price list (undated, read 2000-01-01, grade own)",
    )


def test_own_gpus_are_paid_for_as_far_as_they_go(facts: Catalogue) -> None:
    text = '[[gpus]]\ntype = "l40s"\ncount = 4\nfree_share = 0.5\nusd_per_hour = 0\n'
    own = of(facts, text)
    few, many = (option(own, "lora:self_hosted/gpt-oss-20b", requests_per_month=n) for n in (1000, 20_000_000))
    assert few.monthly_usd == 0
    assert line(few, "GPUs to serve").fact == own.usd_of_a_gpu_hour("L40S", NOVEMBER)[1]  # type: ignore[index]
    rented = option(facts, "lora:self_hosted/gpt-oss-20b", requests_per_month=20_000_000)
    replicas = many.replicas(Decimal(20_000_000))
    assert replicas > 2
    assert rented.monthly_usd is not None
    assert many.monthly_usd == rented.monthly_usd * (replicas - 2) / replicas


def test_measured_throughput_counts_for_the_models_that_it_is_of(facts: Catalogue) -> None:
    text = '[[gpus]]\ntype = "L40S"\ncount = 1\nusd_per_hour = 1\ntokens_per_second = 77\nserves = ["gpt-oss 20b"]\n'
    own = of(facts, text)
    gpus = option(own, "lora:self_hosted/gpt-oss-20b").gpus
    other = option(own, "lora:self_hosted/llama-3.1-8b").gpus
    assert gpus is not None
    assert other is not None
    assert gpus.throughput.likely == 77
    assert other.throughput.likely != 77


def test_a_gpu_that_is_not_free_is_rented(facts: Catalogue) -> None:
    own = of(facts, '[[gpus]]\ntype = "L40S"\ncount = 1\nfree_share = 0.9\nusd_per_hour = 0\n')
    found = option(own, "lora:self_hosted/gpt-oss-20b")
    assert found.monthly_usd == option(facts, "lora:self_hosted/gpt-oss-20b").monthly_usd


def test_a_companys_word_does_not_make_the_catalogue_look_fresh_or_old(facts: Catalogue) -> None:
    own = of(facts, LUNA.format(usd=1).replace("2026-10-01", "2050-01-01") + "[people]\nusd_per_hour = 1\n")
    assert own.checked_on() == facts.checked_on()
    assert own.prices[-1].age_days(date(2030, 1, 1)) == 0


def test_an_empty_file_changes_no_verdict(facts: Catalogue) -> None:
    own = of(facts, "# nothing yet\n")
    assert decide(clauses(), NOVEMBER, own, DEFAULT) == decide(clauses(), NOVEMBER, facts, DEFAULT)


# --- what is refused ---

PRICE = '[[prices]]\nmodel = "gpt-5.4"\nhost = "azure"\ninput = 1\noutput = 5\nsince = 2026-01-01\n'
GPUS = '[[gpus]]\ntype = "H100"\ncount = 1\nusd_per_hour = 0\n'


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PRICE + PRICE.replace("input = 1", "input = -3"), "prices[2].input must be a price in USD per 1M tokens from 0 to 10,000, not -3."),
        (PRICE.replace("input = 1", "input = nan"), "prices[1].input must be a price in USD per 1M tokens from 0 to 10,000, not NaN."),
        (PRICE.replace("output = 5", "output = inf"), "prices[1].output must be a price in USD per 1M tokens from 0 to 10,000, not Infinity."),
        (PRICE.replace("output = 5", 'output = "5"'), "not '5'."),
        (PRICE.replace("output = 5", "output = true"), "not true."),
        (PRICE.replace("output = 5", "output = " + "9" * 400), "prices[1].output must be a price in USD per 1M tokens from 0 to 10,000, not 9"),
        (PRICE.replace("output = 5", "output = 1e400"), "not 1E+400."),
        (PRICE.replace("gpt-5.4", "gpt-5.4\\u001b"), "prices[1].model must be the name of a model, such as \"gpt-5.4-mini\", not 'gpt-5.4\\x1b'."),
        (GPUS.replace("count = 1", "count = 1e300"), "gpus[1].count must be a whole number from 1 to 100,000, not 1E+300."),
        (PRICE.replace("2026-01-01", '"soon"'), "prices[1].since must be a day from 2000-01-01 to 2100-12-31, such as 2026-01-01, not 'soon'."),
        (PRICE.replace("2026-01-01", "2026-01-01T10:00:00"), "prices[1].since must be a day"),
        (PRICE.replace("2026-01-01", "1999-12-31"), "prices[1].since must be a day"),
        (PRICE.replace("2026-01-01", "2026-13-01"), "This is not TOML"),
        (PRICE.replace("since = 2026-01-01\n", ""), "prices[1].since is missing: it must be a day"),
        (PRICE.replace('"azure"', '"azurre"'), "prices[1].host must be one of alibaba, anthropic, azure,"),
        (PRICE.replace("output", "ouput"), "prices[1].ouput is not a key: the keys in [[prices]] are model, host, input, cached_input, output, since."),
        ("price = 3\n", "price is not a key: the keys are people, providers, discounts, prices, routes, ends, gpus, currency, thresholds."),
        ("prices = 3\n", "prices must be rows that begin with [[prices]], at most 1,000 of them, not 3."),
        ("prices = [3]\n", "prices[1] must be a table of keys in [[prices]], not 3."),
        ("people = 3\n", "people must be a table that begins with [people], not 3."),
        ("[people]\nrate = 3\n", "people.rate is not a key: the keys in [people] are usd_per_hour."),
        ("[people]\nusd_per_hour = -1\n", "people.usd_per_hour must be USD an hour from 0 to 2,000, not -1."),
        ('[providers]\nallowed = "azure"\n', "providers.allowed must be a list of hosts, such as [\"azure\", \"self_hosted\"], not 'azure'."),
        ('[providers]\nallowed = ["azure", "acme"]\n', "providers.allowed[2] must be one of"),
        ("[discounts]\nazurre = 0.2\n", "discounts.azurre must be one of"),
        ("[discounts]\nazure = 20\n", "discounts.azure must be a share from 0 to 1, such as 0.2, not 20."),
        ("[discounts]\nbedrock = 0.1\nAWS = 0.2\n", "discounts must name each host once"),
        ("[currency]\neur = 1\n", "currency.eur must be a currency code of three capital letters, such as EUR, not 'eur'."),
        ("[currency]\nEUR = 0\n", "currency.EUR must be what one of it costs in USD"),
        (GPUS.replace("count = 1", "count = 1.5"), "gpus[1].count must be a whole number from 1 to 100,000, not 1.5."),
        (GPUS + "tokens_per_second = 9\n", "gpus[1].serves is missing: it says of which models tokens_per_second is."),
        (GPUS + 'serves = "x"\n', "gpus[1].serves must be a list of models, not 'x'."),
        ('[[routes]]\nmethod = "dpo"\nmodel = "x"\nhost = "azure"\nsince = 2026-01-01\n', 'routes[1].method must be "sft", "distillation", "rft" or "lora", not \'dpo\'.'),
        ("x = " + "[" * 5000, "nested too deeply."),
        ("people = " + "{a = " * 3000, "nested too deeply."),
        ("x = " + "9" * 5000, "a number in it is too long."),
        ("x = 1e99999999999999999999999", "a number in it is too long."),
        (PRICE * 1001, "prices must be rows that begin with [[prices]], at most 1,000 of them, not a list."),
        ("this is nothing", "This is not TOML: "),
    ],
)  # fmt: skip
def test_what_is_wrong_is_one_sentence_with_its_key(text: str, said: str) -> None:
    with pytest.raises(ValueError) as refused:
        read_company(text)
    assert said in str(refused.value)
    assert is_one_sentence(str(refused.value))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (PRICE.replace("gpt-5.4", "gtp-5.4"), 'prices[1].model must be a model that the catalogue knows, perhaps "gpt-5.4", not \'gtp-5.4\'.'),
        (PRICE.replace("gpt-5.4", "gpt-5.6"), 'prices[1].model must name one model: "gpt-5.6" can be'),
        (GPUS.replace("H100", "H1000"), "gpus[1].type must be one of A100 80GB, H100,"),
        (GPUS + 'serves = ["zzz"]\n', "gpus[1].serves[1] must be a model that the catalogue knows"),
        ('[[ends]]\nmodel = "zzz"\nhost = "azure"\non = 2027-01-01\n', "ends[1].model must be a model that"),
        ('[[routes]]\nmethod = "sft"\nmodel = "zzz"\nhost = "azure"\nsince = 2026-01-01\n', "routes[1].model must be a model that"),
    ],
)  # fmt: skip
def test_what_the_catalogue_does_not_know_is_told_with_its_key(facts: Catalogue, text: str, said: str) -> None:
    with pytest.raises(ValueError) as refused:
        of(facts, text)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def is_one_sentence(text: str) -> bool:
    return text.endswith(".") and "\n" not in text and len(text) < 700


_WORDS = ["prices", "people", "usd_per_hour", "discounts", "azure", "gpus", "since", "input", "currency", "EUR", "x y"]
_VALUES = st.one_of(
    st.sampled_from(
        ["nan", "inf", "-1", "2026-01-01", "2026-99-01", "[]", "{}", "true", '""', '"azure"', "1e9999", "0x"]
    ),
    st.integers().map(str),
    st.integers(10**300, 10**400).map(str),
    st.text(max_size=8),
)
_LINES = st.one_of(
    st.builds(lambda key, value: f"{key} = {value}", st.sampled_from(_WORDS) | st.text(max_size=4), _VALUES),
    st.sampled_from(_WORDS).map(lambda word: f"[{word}]"),
    st.sampled_from(_WORDS).map(lambda word: f"[[{word}]]"),
    st.text(max_size=20),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(_LINES, max_size=8).map("\n".join))
def test_whatever_a_file_says_it_is_read_or_refused_with_one_sentence(text: str) -> None:
    try:
        read_company(text)
    except ValueError as refused:
        assert is_one_sentence(str(refused)), refused


def test_every_host_of_the_catalogue_can_be_named(facts: Catalogue) -> None:
    hosts = {route.host for route in facts.routes}
    hosts |= {host for model in facts.untuned for host in model.everywhere}
    assert hosts <= set(host_ids())


def test_without_a_company_nothing_is_more_than_the_list(facts: Catalogue) -> None:
    luna = facts.model("gpt-6-luna")
    assert luna is not None
    assert luna.base is not None
    assert facts.rates_at("gpt-6-luna", "openai", luna.base, NOVEMBER, Decimal(500)) == base_prices.rates(
        luna.base, NOVEMBER, 500
    )
