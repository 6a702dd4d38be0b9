"""The README stays true: every command, option, key and path it should name is there and exists."""

import re

import click
import pytest
from click.testing import CliRunner

from bot.cli import COMMANDS, main
from bot.process.manifest import SCOPES
from bot.settings import Settings
from flows.questions import QUESTIONS
from pricing import catalogue
from tests.helpers.support import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_and_option_is_in_the_readme(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert f"should-we-finetune {name}" in README
    for subcommand in (command, *(command.commands.values() if isinstance(command, click.Group) else ())):
        assert f"    {subcommand.name} " in README or subcommand is command, subcommand.name
        for option in subcommand.params:
            if isinstance(option, click.Option) and "--help" not in option.opts:
                assert option.opts[0] in README, option.opts


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_key_and_choice_is_in_the_readme(question) -> None:
    assert f"`{question.id}`" in README
    for choice in question.choices:
        assert choice.value in README


def test_every_path_that_the_readme_names_exists() -> None:
    for path in re.findall(r"`((?:bot|flows|pricing|tests)/[\w./]*)`", README):
        assert (ROOT / path).exists(), path


def test_the_transcript_is_what_the_program_says() -> None:
    """The first lines of the reply stand in the README as they are printed."""
    golden = (ROOT / "tests" / "golden" / "clause_extraction.txt").read_text(encoding="utf-8")
    assert "\n".join(golden.splitlines()[:7]) in README


def test_the_changelog_counts_what_the_catalogue_holds() -> None:
    facts = catalogue.load()
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"{len(facts.routes)} training routes, {len(facts.untuned)} untuned models" in changes


@pytest.mark.parametrize("name", list(COMMANDS))
def test_each_command_explains_itself(name: str) -> None:
    told = CliRunner().invoke(main, [name, "--help"])
    assert told.exit_code == 0
    assert "Usage:" in told.output


def test_the_conversation_is_what_the_program_says() -> None:
    """Every line that the program speaks in the README's conversation stands in the golden one."""
    golden = (ROOT / "tests" / "golden" / "chat.txt").read_text(encoding="utf-8")
    block = README[README.index("Take about 20 real failures.") :].split("```")[0]
    spoken = [line for line in block.splitlines() if not line.startswith(">") and line.strip() not in ("", "...")]
    assert len(spoken) > 10
    for line in spoken:
        assert line in golden, line


@pytest.mark.parametrize("scope", list(SCOPES))
def test_every_scope_is_explained_in_the_readme(scope: str) -> None:
    assert f"| `{scope}` | {SCOPES[scope]} |" in README


@pytest.mark.parametrize("setting", list(Settings.model_fields))
def test_every_setting_is_in_the_readme(setting: str) -> None:
    assert f"| `{setting.upper()}` |" in README
