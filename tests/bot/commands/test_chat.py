"""`chat` at the command line: its log is its whole state."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from tests.helpers.support import SCENARIOS, check_golden

ROOT = SCENARIOS.parent.parent


def chat(log: Path, *lines: str, more: tuple[str, ...] = ()) -> Result:
    arguments = ["chat", "--log", str(log), "--as-of", "2026-11-22", *more]
    return CliRunner().invoke(main, arguments, input="".join(f"{line}\n" for line in lines))


def test_a_conversation_is_as_reviewed(tmp_path: Path, update_golden: bool) -> None:
    lines = (
        "hello there",
        "why",
        "we tried it and scored it",
        "behavior",
        "1500 checked examples, 1M requests a month on gpt-5.4, 500 in 200 out",
        "all",
        "back",
        "80%",
        "rarely",
        "what if volume is 20k",
        "recurring",
        "yes",
        "it fails",
        "it does not",
        "100 test items, independent",
        "quality",
        "yes",
        "anywhere",
        "change labels to unchecked",
        "change labels to checked",
        "status",
        "go on",
        "clause extraction",
        "quit",
    )
    done = chat(tmp_path / "log.jsonl", *lines)
    assert done.exit_code == 0
    check_golden("chat.txt", done.stdout.replace(str(tmp_path), "."), update_golden)


def test_what_a_team_knows_besides_is_kept_and_read_again(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    first = chat(
        log, "scored", "change scored_models to gpt-6-luna passes, haiku 4.5 fails", "set own gpus to 4 H100s", "quit"
    )
    assert "Noted: scored models: gpt-6-luna passes, haiku 4.5 fails" in first.stdout
    assert "Noted: own gpus: 4 x H100" in first.stdout
    again = chat(log, "status", "change own gpus to some", "change margin to 2 points", "quit")
    assert "scored models: gpt-6-luna passes, haiku 4.5 fails" in again.stdout
    assert "own gpus: 4 x H100" in again.stdout
    assert "such as 4 x H100" in again.stdout
    assert "Noted: margin: 2 points" in again.stdout


def test_at_the_end_of_input_it_says_what_is_open_and_ends_well(tmp_path: Path) -> None:
    done = chat(tmp_path / "log.jsonl", "scored")
    assert done.exit_code == 0
    assert "Still open: Take about 20 real failures." in done.stdout
    assert "take" in done.stdout


def test_when_nothing_is_open_it_says_so(tmp_path: Path) -> None:
    assert "Nothing is open that could change the verdict." in chat(tmp_path / "log.jsonl", "none", "behavior").stdout


def test_starting_again_goes_on_where_it_was(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    chat(log, "scored", "behavior")
    again = chat(log)
    assert "problem: behavior" in again.stdout
    assert "How many labelled examples do you have?" in again.stdout


def test_every_entry_has_its_words_author_and_time(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    chat(log, "Tried and scored")
    row = json.loads(log.read_text())
    assert (row["kind"], row["question"], row["value"], row["text"]) == (
        "answered",
        "prompting",
        "scored",
        "Tried and scored",
    )
    assert row["at"].endswith("+00:00")


@pytest.mark.parametrize(
    "junk",
    [
        b"",
        b"\n\n",
        b"nonsense\n",
        b'{"kind": "answered"',
        b"\xff\xfe\x00\n",
        b"[" * 5000 + b"\n",
        b'{"kind":"answered","question":"gone","value":1}\n',
    ],
)
def test_any_log_file_loads_and_is_only_appended_to(tmp_path: Path, junk: bytes) -> None:
    log = tmp_path / "log.jsonl"
    log.write_bytes(junk)
    done = chat(log, "scored")
    assert done.exit_code == 0
    assert log.read_bytes().startswith(junk)
    assert "prompt engineering: scored" in chat(log).stdout


def test_a_log_that_cannot_be_read_or_written_is_said(tmp_path: Path) -> None:
    done = chat(tmp_path / "no" / "such" / "folder.jsonl", "scored")
    assert done.exit_code == 2
    assert "cannot be written: No such file" in done.stderr
    blocked = tmp_path / "file"
    blocked.write_text("x")
    assert "cannot be read" in chat(blocked / "log.jsonl").stderr


def test_hostile_words_are_kept_whole_and_shown_as_text(tmp_path: Path) -> None:
    log = tmp_path / "log.jsonl"
    nasty = "[bold]<!channel> \u202e\x1b[31m {{ 7919*7919 }} 😀"
    done = chat(log, "none", "behavior", "go on", nasty)
    assert json.loads(log.read_text().splitlines()[-1])["value"] == nasty
    assert "62710561" not in done.stdout
    assert "\x1b" not in done.stdout
    assert "[bold]<!channel>" in done.stdout


def test_every_answer_is_on_disk_before_the_next_question_even_when_killed(tmp_path: Path) -> None:
    """A real process, killed the moment the next question stands: the answer is there."""
    log = tmp_path / "log.jsonl"
    command = [sys.executable, "-u", "-c", "from bot.cli import main; main()", "chat", "--log", str(log)]
    for expected, answer in (("prompting", "scored"), ("gap", "behavior"), ("examples", "1500")):
        talk = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, text=True)
        assert talk.stdin is not None
        assert talk.stdout is not None
        talk.stdin.write(answer + "\n")
        talk.stdin.flush()
        line = ""
        deadline = time.monotonic() + 30
        while not line.startswith("Noted") and time.monotonic() < deadline:
            line = talk.stdout.readline()
        os.kill(talk.pid, signal.SIGKILL)
        talk.wait()
        talk.stdin.close()
        talk.stdout.close()
        rows = [json.loads(line) for line in log.read_text().splitlines()]
        assert rows[-1]["question"] == expected
