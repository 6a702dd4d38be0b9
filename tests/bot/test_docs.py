"""The documents stay true: every command, option, setting, scope, key, room and path they should name is there and exists."""

import re
import tomllib
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from bot.cli import COMMANDS, main
from bot.process.manifest import SCOPES
from bot.settings import Settings
from flows.questions import QUESTIONS
from pricing import loading
from tests.helpers.support import ROOT

PATHS = ("README.md", "bot/README.md", "flows/README.md", "pricing/README.md")
TEXTS = {path: (ROOT / path).read_text(encoding="utf-8") for path in PATHS}
README, BOT, FLOWS, PRICING = TEXTS.values()


@pytest.mark.parametrize("name", list(COMMANDS))
def test_every_command_and_option_is_in_the_documents(name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert f"should-we-finetune {name}" in README
    assert f"should-we-finetune {name}" in BOT
    for subcommand in (command, *(command.commands.values() if isinstance(command, click.Group) else ())):
        assert f"    {subcommand.name} " in BOT or subcommand is command, subcommand.name
        for option in subcommand.params:
            if isinstance(option, click.Option) and "--help" not in option.opts:
                assert option.opts[0] in BOT, option.opts


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question.id)
def test_every_key_and_choice_is_in_the_answers_document(question) -> None:
    assert f"`{question.id}`" in FLOWS
    for choice in question.choices:
        assert choice.value in FLOWS


@pytest.mark.parametrize("path", PATHS)
def test_every_path_that_a_document_names_exists(path: str) -> None:
    """In code and in sentences, paths are given from the root of the repository."""
    for named in re.findall(r"`((?:bot|flows|pricing|tests|\.ci)/[\w./-]*)`", TEXTS[path]):
        assert (ROOT / named).exists(), named


@pytest.mark.parametrize("path", PATHS)
def test_every_link_leads_to_a_file_and_a_heading_that_are_there(path: str) -> None:
    links = [link for link in re.findall(r"\]\(([^)\s]+)\)", TEXTS[path]) if not link.startswith("https://")]
    assert links
    for link in links:
        where, _, heading = link.partition("#")
        target = ROOT / Path(path).parent / where if where else ROOT / path
        assert target.is_file(), link
        assert not heading or heading in headings(target.read_text(encoding="utf-8")), link


def headings(text: str) -> list[str]:
    """The names by which headings are linked to."""
    outside = re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE)
    titles = re.findall(r"^#+ (.+)$", outside, flags=re.MULTILINE)
    return [re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles]


def test_the_first_document_is_short() -> None:
    assert len(README.splitlines()) <= 110


@pytest.mark.parametrize("package", ["bot", "flows"])
def test_every_room_has_a_line_in_the_order_of_the_floors(package: str) -> None:
    rooms = [
        f"{package}/{room.name}{'/' if room.is_dir() else ''}"
        for room in (ROOT / package).iterdir()
        if not room.name.startswith(("_", ".")) and (room.suffix == ".py" or (room / "__init__.py").is_file())
    ]
    lines = re.findall(rf"^\| `({package}/\w+(?:/|\.py))` \| .+ \|$", TEXTS[f"{package}/README.md"], re.MULTILINE)
    assert sorted(lines) == sorted(rooms)
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    (floors,) = (contract["layers"] for contract in contracts if contract["id"] == package)
    assert [Path(line).stem for line in lines] == [room for floor in floors for room in floor.split(" | ")]


@pytest.mark.parametrize(
    ("heading", "command"), [("Try it", "should-we-finetune playground"), ("Test it", ".venv/bin/pytest")]
)
def test_each_thing_to_try_is_one_line_to_copy(heading: str, command: str) -> None:
    section = README.split(f"\n## {heading}\n")[1].split("\n## ")[0]
    assert section.split("```")[1].strip().endswith(command)
    assert section.split("```")[1].strip().count("\n") == 0


def test_the_transcript_is_what_the_program_says(update_golden: bool) -> None:
    """The first lines of the reply stand in the README as they are printed; `pytest --update-golden` writes them anew."""
    golden = (ROOT / "tests" / "golden" / "clause_extraction.txt").read_text(encoding="utf-8")
    begins = "\n".join(golden.splitlines()[:8])
    path = ROOT / "README.md"
    text = path.read_text(encoding="utf-8")
    if update_golden:
        before, _, rest = text.partition("On 22 November 2026 it begins:\n\n```\n")
        after = rest.partition("\n```\n")[2]
        text = f"{before}On 22 November 2026 it begins:\n\n```\n{begins}\n```\n{after}"
        path.write_text(text, encoding="utf-8")
    assert begins in text


def test_the_front_page_measures_a_real_file(update_golden: bool) -> None:
    """The first lines of a measurement stand in the README as they are printed; `pytest --update-golden` writes them anew."""
    path, text = ROOT / "README.md", README
    place = re.search(r"\(`([^`]+)`\) it says first:", text)
    assert place is not None
    told = CliRunner().invoke(main, ["measure", str(ROOT / place[1]), "--as-of", "2026-11-22"])
    assert told.exit_code == 0
    begins = "\n".join(told.output.splitlines()[:4])
    if update_golden:
        before, _, rest = text.partition("it says first:\n\n```\n")
        text = f"{before}it says first:\n\n```\n{begins}\n```\n{rest.partition(chr(10) + '```' + chr(10))[2]}"
        path.write_text(text, encoding="utf-8")
    assert begins in text


def test_the_changelog_counts_what_the_catalogue_holds() -> None:
    facts = loading.load()
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"{len(facts.routes)} training routes, {len(facts.untuned)} untuned models" in changes


def test_the_front_page_tells_how_old_the_catalogue_is(update_golden: bool) -> None:
    """`pytest --update-golden` writes the sentence anew."""
    facts = loading.load()
    age = (
        f"The catalogue was last checked on {facts.checked_on()} ({len(facts.routes)} routes, {len(facts.untuned)} models); "
        "`prices --check` lists what has become old since."
    )
    path = ROOT / "README.md"
    text = path.read_text(encoding="utf-8")
    if update_golden:
        text = re.sub(r"The catalogue was last checked on .*? since\.", age, text)
        path.write_text(text, encoding="utf-8")
    assert age in text


@pytest.mark.parametrize("name", list(COMMANDS))
def test_each_command_explains_itself(name: str) -> None:
    told = CliRunner().invoke(main, [name, "--help"])
    assert told.exit_code == 0
    assert "Usage:" in told.output


def test_the_conversation_is_what_the_program_says() -> None:
    """Every line that the program speaks in the conversation of the flows' document stands in the golden one."""
    golden = (ROOT / "tests" / "golden" / "chat.txt").read_text(encoding="utf-8")
    block = FLOWS[FLOWS.index("Take about 20 real failures.") :].split("```")[0]
    spoken = [line for line in block.splitlines() if not line.startswith(">") and line.strip() not in ("", "...")]
    assert len(spoken) > 10
    for line in spoken:
        assert line in golden, line


@pytest.mark.parametrize("scope", list(SCOPES))
def test_every_scope_is_explained_to_whoever_runs_the_bot(scope: str) -> None:
    assert f"| `{scope}` | {SCOPES[scope]} |" in BOT


@pytest.mark.parametrize("setting", list(Settings.model_fields))
def test_every_setting_is_told_to_whoever_runs_the_bot(setting: str) -> None:
    assert f"| `{setting.upper()}` |" in BOT


def test_the_example_of_a_fact_stands_in_the_catalogue() -> None:
    example = PRICING.split("```toml\n")[1].split("```")[0]
    assert example in (ROOT / "pricing" / "data" / "routes" / "openai.toml").read_text(encoding="utf-8")


def test_every_data_file_of_the_catalogue_is_named() -> None:
    for path in (ROOT / "pricing" / "data").iterdir():
        assert f"`pricing/data/{path.name}{'/' if path.is_dir() else ''}`" in PRICING
