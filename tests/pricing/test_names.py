"""What people call models: an id with its host, or the few that they may mean and what decides."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pricing import names
from pricing.catalogue import Catalogue
from pricing.loading import DATA
from pricing.names import Named
from tests.helpers.pace import growth

ALIASES = tomllib.loads((DATA / "aliases.toml").read_text(encoding="utf-8"))["alias"]


@pytest.mark.parametrize("alias", ALIASES, ids=lambda alias: alias["names"][0])
def test_every_alias_leads_where_its_row_says(facts: Catalogue, alias: dict) -> None:
    for name in alias["names"]:
        for spelled in (name, name.upper(), f"  {name} ", f"we use {name}", f"{name}."):
            named = names.read(facts, spelled)
            assert (named.model, named.candidates) == (
                alias.get("model"),
                tuple(alias.get("candidates", ())) if "model" not in alias else (),
            ), spelled
            assert named.text == spelled
            if "host" in alias:
                assert named.host == alias["host"]


@pytest.mark.parametrize(
    ("typed", "model", "host"),
    [
        ("sonnet 4.5", "claude-sonnet-4-5", "anthropic"),
        ("Claude Sonnet 4.5", "claude-sonnet-4-5", "anthropic"),
        ("claude-sonnet-4-5-20250929", "claude-sonnet-4-5", "anthropic"),
        ("4o", "gpt-4o", "openai"),
        ("gpt4o-mini on azure", "gpt-4o-mini", "azure"),
        ("GPT-4.1 mini via Azure OpenAI", "gpt-4.1-mini", "azure"),
        ("azure gpt-4.1", "gpt-4.1", "azure"),
        ("gpt-4.1 (Azure)", "gpt-4.1", "azure"),
        ("openai/gpt-5.4-mini", "gpt-5.4-mini", "openai"),
        ("Anthropic's Claude Haiku 4.5", "claude-haiku-4-5", "anthropic"),
        ("sonnet 4.5 on Bedrock", "claude-sonnet-4-5", "bedrock"),
        ("gemini 2.5 flash on vertex", "gemini-2.5-flash", "vertex"),
        ("gemini 2.5 flash", "gemini-2.5-flash", "gemini"),
        ("our own llama 70b", "llama-3.3-70b", "self_hosted"),
        ("self-hosted llama 3.3 70b", "llama-3.3-70b", "self_hosted"),
        ("gpt-oss-20b on our own GPUs", "gpt-oss-20b", "self_hosted"),
        ("gpt-4-turbo", "gpt-4-turbo", "openai"),
        ("gpt-3.5", "gpt-3.5-turbo", "openai"),
        ("Claude 3.5 Sonnet", "claude-3-5-sonnet", "anthropic"),
        ("claude-3-opus-20240229", "claude-3-opus", "anthropic"),
        ("text-davinci-003", "text-davinci-003", "openai"),
        ("deepseek-chat", "deepseek-chat", "deepseek"),
        ("we're using gpt-5.4", "gpt-5.4", "openai"),
        ("on sonnet 4.6", "claude-sonnet-4-6", "anthropic"),
        ("gpt-5-chat-latest", "gpt-5-chat-latest", "openai"),
        ("the gpt-5.4 api", "gpt-5.4", "openai"),
    ],
)
def test_a_name_means_a_model_at_a_host(facts: Catalogue, typed: str, model: str, host: str) -> None:
    named = names.read(facts, typed)
    assert (named.model, named.host, named.candidates) == (model, host, ())


@pytest.mark.parametrize(
    ("typed", "first", "told"),
    [
        ("haiku", "claude-haiku-5-5", "a tenth"),
        ("gemini flash", "gemini-3.8-flash", "2026-12-01"),
        ("ChatGPT", "gpt-6.1-sol", "product"),
        ("gpt4", "gpt-4o", "2026-10-23"),
        ("GPT 4", "gpt-4o", "2026-10-23"),
        ("claude on bedrock", "claude-sonnet-5-5", "10 %"),
        ("bedrock", "claude-sonnet-5-5", "where it runs"),
        ("our fine-tuned gpt-4o mini", "gpt-4o-mini tuned at azure", "where was it tuned"),
    ],
)
def test_a_name_that_means_several_says_which_and_what_decides(
    facts: Catalogue, typed: str, first: str, told: str
) -> None:
    named = names.read(facts, typed)
    assert named.model is None
    assert 2 <= len(named.candidates) <= 3
    assert named.candidates[0] == first
    assert named.which is not None
    assert named.which.startswith(f'"{typed}" can be {first}')
    assert told in named.which


def test_a_host_beside_an_unclear_name_is_kept(facts: Catalogue) -> None:
    named = names.read(facts, "haiku on bedrock")
    assert (named.host, named.host_said) == ("bedrock", True)
    assert named.candidates[0] == "claude-haiku-5-5"


def test_a_version_is_kept_beside_the_model(facts: Catalogue) -> None:
    named = names.read(facts, "gpt-4o-2024-05-13")
    assert (named.model, named.version) == ("gpt-4o", "gpt-4o-2024-05-13")
    assert names.read(facts, "gpt-4o").version is None


@pytest.mark.parametrize("typed", ["ft:gpt-4.1-mini-2025-04-14:acme::abc", "our tuned gpt-4.1-mini on azure"])
def test_a_tuned_model_is_known_as_one(facts: Catalogue, typed: str) -> None:
    named = names.read(facts, typed)
    assert (named.model, named.tuned) == ("gpt-4.1-mini", True)
    assert named.host == ("openai" if typed.startswith("ft:") else "azure")


def test_what_runs_on_own_gpus_is_not_sold_by_the_token(facts: Catalogue) -> None:
    assert names.read(facts, "our own llama 70b").base is None
    assert names.read(facts, "llama 3.3 70b").base is not None


@pytest.mark.parametrize("typed", ["", " ", "?", "whatever-9000", "a model of ours", "🙂", "on azure"])
def test_a_name_that_nobody_knows_means_nothing(facts: Catalogue, typed: str) -> None:
    named = names.read(facts, typed)
    assert (named.model, named.base, named.candidates, named.which) == (None, None, (), None)


# What engineers write, with the model and the host that they mean; an empty host is whoever serves it by the token.
WRITTEN = [
    ("gpt-4o-2024-05-13", "gpt-4o", "openai"),
    ("gpt-4o 2024-08-06", "gpt-4o", "openai"),
    ("gpt-4o (2024-08-06)", "gpt-4o", "openai"),
    ("gpt-4o@2024-05-13", "gpt-4o", "openai"),
    ("gpt-4o_2024-08-06", "gpt-4o", "openai"),
    ("claude-sonnet-4-20250514", "claude-sonnet-4", "anthropic"),
    ("sonnet 4", "claude-sonnet-4", "anthropic"),
    ("claude-opus-4-20250514", "claude-opus-4", "anthropic"),
    ("claude opus 4", "claude-opus-4", "anthropic"),
    ("Claude 4 Sonnet", "claude-sonnet-4", "anthropic"),
    ("claude-sonnet-4-0", "claude-sonnet-4", "anthropic"),
    ("claude-3-7-sonnet-latest", "claude-3-7-sonnet", "anthropic"),
    ("claude 3 opus", "claude-3-opus", "anthropic"),
    ("gpt-4-1106-preview", "gpt-4-1106-preview", "openai"),
    ("gemini-2.0-flash-001", "gemini-2.0-flash-001", "gemini"),
    ("pixtral-large-2411", "pixtral-large-2411", "mistral"),
    ("codestral-2501", "codestral-2501", "mistral"),
    ("qwen3-max", "qwen3-max", "alibaba"),
    ("qwen-turbo", "qwen-turbo", "alibaba"),
    ("kimi-latest", "kimi-latest", "moonshotai"),
    ("azure/gpt-4o", "gpt-4o", "azure"),
    ("azure_ai/gpt-4o", "gpt-4o", "azure"),
    ("vertex_ai/gemini-2.5-pro", "gemini-2.5-pro", "vertex"),
    ("bedrock/claude-haiku-4-5", "claude-haiku-4-5", "bedrock"),
    ("openrouter/openai/gpt-4o", "gpt-4o", "openrouter"),
    ("https://openrouter.ai/openai/gpt-4o", "gpt-4o", "openrouter"),
    ("openrouter/deepseek/deepseek-v4-pro", "deepseek-v4-pro", "openrouter"),
    ("command r+", "command-r-plus", ""),
    ("gpt-5.4 mini (batch)", "gpt-5.4-mini", "openai"),
    ("us.anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5", "bedrock"),
    ("eu.anthropic.claude-haiku-4-5-20251001-v1:0", "claude-haiku-4-5", "bedrock"),
    ("us.amazon.nova-micro-v1:0", "nova-micro", "bedrock"),
    ("us.meta.llama3-3-70b-instruct-v1:0", "llama-3.3-70b", "bedrock"),
    ("amazon.nova-2-lite-v1:0", "nova-2-lite", "bedrock"),
    ("anthropic.claude-sonnet-4-5-20250929-v1:0", "claude-sonnet-4-5", "bedrock"),
    ("claude-sonnet-4-5@20250929", "claude-sonnet-4-5", "vertex"),
    ("claude-3-5-sonnet-v2@20241022", "claude-3-5-sonnet", "vertex"),
    ("Claude 4.5 Sonnet", "claude-sonnet-4-5", "anthropic"),
    ("Claude 4.5 Haiku", "claude-haiku-4-5", "anthropic"),
    ("Claude Sonnet 3.5", "claude-3-5-sonnet", "anthropic"),
    ("Claude 3.5 Sonnet v2", "claude-3-5-sonnet", "anthropic"),
    ("opus 4", "claude-opus-4", "anthropic"),
    ("opus 4.1", "claude-opus-4-1", "anthropic"),
    ("opus 4.6", "claude-opus-4-6", "anthropic"),
    ("claude-3-5-sonnet-latest", "claude-3-5-sonnet", "anthropic"),
    ("ChatGPT-4o", "gpt-4o", "openai"),
    ("chatgpt 4o mini", "gpt-4o-mini", "openai"),
    ("open ai gpt-4o", "gpt-4o", "openai"),
    ("gpt-4o 0806", "gpt-4o", "openai"),
    ("6 luna", "gpt-6-luna", "openai"),
    ("Gemini 3 Pro", "gemini-3-pro-preview", "gemini"),
    ("Gemini 3 Flash", "gemini-3-flash-preview", "gemini"),
    ("llama 3.3", "llama-3.3-70b", ""),
    ("llama-3.1-8b-instant", "llama-3.1-8b", ""),
    ("llama3.1:8b-instruct-q4_K_M", "llama-3.1-8b", "self_hosted"),
    ("ollama llama3.1:8b", "llama-3.1-8b", "self_hosted"),
    ("accounts/fireworks/models/llama-v3p1-8b-instruct", "llama-3.1-8b", "fireworks"),
    ("Meta-Llama-3.1-8B-Instruct-Turbo", "llama-3.1-8b", ""),
    ("mistral large 3", "mistral-large-2512", "mistral"),
    ("open-mistral-nemo", "open-mistral-nemo-2407", "mistral"),
    ("ministral-3-8b-25-12", "ministral-3-8b-25-12", "mistral"),
    ("grok-4.20-0309-reasoning", "grok-4.20-0309-reasoning", "x-ai"),
    ("model: gpt-4o", "gpt-4o", "openai"),
    ("model=gpt-4o-mini", "gpt-4o-mini", "openai"),
    ("gpt-4o ($2.50/$10)", "gpt-4o", "openai"),
    ("mostly gpt-4o", "gpt-4o", "openai"),
    ("gpt-4o-mini with RAG", "gpt-4o-mini", "openai"),
    ("gpt-4o on Azure OpenAI Service", "gpt-4o", "azure"),
    ("gpt-4o Azure PTU", "gpt-4o", "azure"),
    ("sonnet 4.5 vertex", "claude-sonnet-4-5", "vertex"),
    ("llama 3.1 8b on prem", "llama-3.1-8b", "self_hosted"),
    ("llama 3.3 70b on our H100s", "llama-3.3-70b", "self_hosted"),
    ("gpt-oss-20b on 2x A100", "gpt-oss-20b", "self_hosted"),
    ("wir nutzen gpt-4o-mini", "gpt-4o-mini", "openai"),
    ("GPT-4o-mini auf Azure", "gpt-4o-mini", "azure"),
    ("nous utilisons gpt-4o", "gpt-4o", "openai"),
    ("usamos gpt-4o en azure", "gpt-4o", "azure"),
    ("我们使用gpt-4o", "gpt-4o", "openai"),
    ("llama 3.3 70b on groq", "llama-3.3-70b", "groq"),
    ("nemo", "open-mistral-nemo-2407", "mistral"),
    ("deepseek-v4-pro on openrouter", "deepseek-v4-pro", "openrouter"),
    ("mistral-large-2411", "mistral-large-2411", "mistral"),
    ("codestral", "codestral", "mistral"),
    ("sonnet 4.5 at 3 dollars per million", "claude-sonnet-4-5", "anthropic"),
    ("GPT-5", "gpt-5", "openai"),
    ("gpt-4o-mini on openrouter", "gpt-4o-mini", "openrouter"),
]
TUNED = [
    ("ft:gpt-4o-mini", "gpt-4o-mini", "openai"),
    ("ft:gpt-4o", "gpt-4o", "openai"),
    ("ft:gpt-3.5-turbo", "gpt-3.5-turbo", "openai"),
    ("ft:gpt-4.1-nano", "gpt-4.1-nano", "openai"),
    ("ft:o4-mini", "o4-mini", "openai"),
    ("ft:gpt-4o-mini on azure", "gpt-4o-mini", "azure"),
    ("gpt-4o-mini tuned at openai", "gpt-4o-mini", "openai"),
    ("gpt-4o-mini tuned at azure", "gpt-4o-mini", "azure"),
    ("fine-tuned llama-3.1-8b on nebius", "llama-3.1-8b", "nebius"),
    ("self-hosted fine-tuned llama 3.1 8b", "llama-3.1-8b", "self_hosted"),
    ("gpt-4o-mini (fine-tuned) on openai", "gpt-4o-mini", "openai"),
    ("our gpt-4o-mini fine-tune at azure", "gpt-4o-mini", "azure"),
    ("gpt-4o-mini-2024-07-18.ft-abc", "gpt-4o-mini", "azure"),
    ("fine-tuned 4o mini on Azure", "gpt-4o-mini", "azure"),
    ("fine-tuned modernbert", "modernbert-base", ""),
    ("fine-tuned mistral-large-2411 on azure", "mistral-large-2411", "azure"),
]
SEVERAL = [
    "gpt-5.6",
    "gpt-6.1",
    "gemini 2.5",
    "llama3.1",
    "deepseek v4",
    "kimi-k2",
    "our fine-tuned 4o mini",
    "claude on bedrock",
    "our own model",
    "fine-tuned nova lite",
    "gpt 5",
]
NONE = [
    "gpt-4o / gpt-4o-mini",
    "qwen2.5:14b",
    "azure my-deployment",
    "gpt-4o and gpt-4o-mini",
    "nobody knows",
    "none yet",
]


@pytest.mark.parametrize(("typed", "model", "host"), WRITTEN)
def test_a_model_is_read_however_it_is_written(facts: Catalogue, typed: str, model: str, host: str) -> None:
    named = names.read(facts, typed)
    assert (named.model, named.tuned, named.candidates) == (model, False, ())
    assert named.host == (host or named.host)


@pytest.mark.parametrize(("typed", "model", "host"), TUNED)
def test_a_tuned_model_is_read_however_it_is_written(facts: Catalogue, typed: str, model: str, host: str) -> None:
    named = names.read(facts, typed)
    assert (named.model, named.tuned, named.candidates) == (model, True, ())
    assert named.host == (host or named.host)


@pytest.mark.parametrize("typed", [*SEVERAL, "haiku on bedrock", "fine-tuned nova lite", "self-hosted llama3.1"])
def test_what_is_chosen_among_several_reads_back_with_all_that_was_said(facts: Catalogue, typed: str) -> None:
    named = names.read(facts, typed)
    assert 2 <= len(named.choices) <= 3
    for choice in named.choices:
        back = names.read(facts, choice)
        assert back.known, choice
        assert back.tuned == named.tuned, choice
        assert not named.host_said or (back.host, back.host_said) == (named.host, True), choice


@pytest.mark.parametrize("typed", NONE)
def test_what_is_no_name_of_one_model_is_not_guessed_at(facts: Catalogue, typed: str) -> None:
    named = names.read(facts, typed)
    assert (named.model, named.base, named.candidates) == (None, None, ())


@pytest.mark.parametrize(
    ("typed", "provider", "id_", "stands_in"),
    [
        ("gpt-4o-2024-05-13", "openai", "gpt-4o-2024-05-13", False),
        ("deepseek-v4-pro on openrouter", "openrouter", "deepseek/deepseek-v4-pro", False),
        ("claude haiku 4.5 on bedrock", "aws", "global.anthropic.claude-haiku-4-5-20251001-v1:0", False),
        ("llama 3.3 70b on together", "together", "meta-llama/Llama-3.3-70B-Instruct-Turbo", False),
        ("gpt-4o on azure", "openai", "gpt-4o", False),
        ("gemini-3.8-flash on vertex", "google", "gemini-3.8-flash", False),
        ("llama 3.3 70b on azure", "openrouter", "meta-llama/llama-3.3-70b-instruct", True),
        ("gpt-4o on bedrock", "openai", "gpt-4o", True),
    ],
)
def test_a_model_costs_what_its_host_takes(
    facts: Catalogue, typed: str, provider: str, id_: str, stands_in: bool
) -> None:
    named = names.read(facts, typed)
    assert named.base is not None
    assert (named.base.provider, named.base.id, named.stands_in) == (provider, id_, stands_in)


@pytest.mark.parametrize(("slip", "meant"), [("gpt-4o-minni", "gpt-4o-mini"), ("claud-haiku-5-5", "claude-haiku-5-5")])
def test_a_slip_is_told_what_it_may_have_meant(facts: Catalogue, slip: str, meant: str) -> None:
    assert names.read(facts, slip).model is None
    assert names.near(facts, slip) == meant
    assert names.near(facts, "our own thing") is None


@given(
    text=st.text(max_size=300) | st.sampled_from(["gpt-4o ", "on azure ", "our ", "haiku "]).map(lambda part: part * 9)
)
def test_any_text_can_be_read(facts: Catalogue, text: str) -> None:
    assert isinstance(names.read(facts, text), Named)


@pytest.mark.parametrize("part", [" ", "our ", "on azure ", "gpt-5.4 ", "ft:", "the ", "(", ".", "claude "])
def test_no_name_takes_long_to_read(facts: Catalogue, part: str) -> None:
    assert growth(lambda text: names.read.__wrapped__(facts, text), part * 2_500) < 8
