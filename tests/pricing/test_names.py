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
        ("claude-3-opus-20240229", "claude-3-opus-latest", "anthropic"),
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


@given(
    text=st.text(max_size=300) | st.sampled_from(["gpt-4o ", "on azure ", "our ", "haiku "]).map(lambda part: part * 9)
)
def test_any_text_can_be_read(facts: Catalogue, text: str) -> None:
    assert isinstance(names.read(facts, text), Named)


@pytest.mark.parametrize("part", [" ", "our ", "on azure ", "gpt-5.4 ", "ft:", "the ", "(", ".", "claude "])
def test_no_name_takes_long_to_read(facts: Catalogue, part: str) -> None:
    assert growth(lambda text: names.read.__wrapped__(facts, text), part * 2_500) < 8
