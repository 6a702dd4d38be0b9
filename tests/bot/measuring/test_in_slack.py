"""A file dropped into a thread: measured apart, told there, and taken in after a click."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.playground.workspace.conversations import PostedMessage
from bot.playground.workspace.people import Person
from tests.helpers.running import Running, words

USAGE = [
    {
        "start_time": 1790812800 + 86400 * day,
        "end_time": 1790812800 + 86400 * (day + 1),
        "results": [
            {
                "object": "organization.usage.completions.result",
                "num_model_requests": 1_000,
                "input_tokens": 700_000,
                "input_cached_tokens": 70_000,
                "output_tokens": 150_000,
                "model": "gpt-5.4",
            }
        ],
    }
    for day in range(31)
]
EXPORT = json.dumps({"object": "page", "data": [{"object": "bucket", **bucket} for bucket in USAGE], "has_more": False})


def begun(bot: Running, text: str = "ticket triage") -> tuple[Person, Person, PostedMessage]:
    ana, ben, channel = bot.team()
    root = bot.begin(ana, channel, text)
    bot.settle()
    return ana, ben, root


def shared(bot: Running, person: Person, root: PostedMessage, text: str = "", **files: str) -> None:
    held = {name.replace("__", "."): content.encode() for name, content in files.items()}
    bot.workspace.share(person, root.channel, held, text, thread=root)
    bot.settle()


def answers(bot: Running) -> dict[str, Any]:
    return {question: value for kind, question, value in bot.log() if kind == "answered" and question}


def test_a_usage_export_is_measured_and_counts_after_a_click(bot: Running) -> None:
    ana, ben, root = begun(bot)
    shared(bot, ana, root, october__json=EXPORT)
    message = bot.finds(root, "What follows")
    assert "2026-10, the last whole month: 31,000 requests" in words(message)
    assert "requests_per_month" not in answers(bot)
    bot.press(ben, message, "Take these in")
    assert answers(bot)["requests_per_month"] == 31_000
    assert answers(bot)["model"] == "gpt-5.4"
    note = bot.finds(root, "taken in by")
    assert "Measured from october.json" in words(note)
    with bot.store.read() as reader:
        file = next(entry for entry in reader.log(1) if entry.stored_kind == "file").to_json()
    assert (file["value"]["name"], file["value"]["what"], file["value"]["rows"]) == ("october.json", "usage", 31)
    assert len(file["value"]["sha256"]) == 64
    bot.say(ana, root, "status")
    assert "measured from october.json" in words(bot.finds(root, "What has been said"))


def test_what_was_said_otherwise_is_named_before_anything_counts(bot: Running) -> None:
    ana, _, root = begun(bot, "ticket triage, 500k requests a month")
    shared(bot, ana, root, october__json=EXPORT)
    said = words(bot.finds(root, "What follows"))
    assert "31,000 requests a month (500,000 requests a month was said: which is right?)" in said


def test_of_several_projects_one_is_chosen_by_a_click(bot: Running) -> None:
    ana, ben, root = begun(bot)
    rows = [
        {"timestamp": f"2026-10-{day:02d}", "model": "gpt-5.4", "app": app, "input_tokens": 500, "output_tokens": 50}
        for day in range(1, 32)
        for app in ("triage", "triage", "search")
    ]
    shared(bot, ana, root, log__jsonl="\n".join(map(json.dumps, rows)))
    message = bot.finds(root, "Several projects are in it")
    assert "requests a month" not in words(message).split("What follows")[1]
    bot.press(ben, message, "triage")
    message = bot.finds(root, "62 requests a month")
    bot.press(ben, message, "Take these in")
    assert answers(bot)["requests_per_month"] == 62


def test_words_beside_a_file_are_read_too(bot: Running) -> None:
    ana, _, root = begun(bot)
    shared(bot, ana, root, "change volume to 40k", october__json=EXPORT)
    assert answers(bot)["requests_per_month"] == 40_000
    assert bot.finds(root, "What follows")


def test_two_results_in_one_message_are_compared(bot: Running) -> None:
    ana, _, root = begun(bot)
    rows = [f"q{number},{int(number % 4 != 0)}" for number in range(60)]
    better = [f"q{number},{int(number % 12 != 0)}" for number in range(60)]
    shared(bot, ana, root, base__csv="\n".join(["id,score", *rows]), tuned__csv="\n".join(["id,score", *better]))
    said = words(bot.finds(root, "What follows"))
    assert "score on 60 items: 75 % (base.csv) against 91.7 % (tuned.csv)" in said
    assert "10 items got better, 0 worse." in said


def test_a_question_that_a_file_answers_has_a_form_for_it(bot: Running) -> None:
    ana, _, root = begun(bot, "triage of tickets into labels, prompting is scored, they want lower cost")
    bot.say(ana, root, "the form drifts, the strongest model does not fix it")
    for _ in range(12):
        question = bot.question(root)
        if "measure.form" in str(question.blocks):
            break
        answer = next(
            button["action_id"]
            for block in question.blocks
            if block["type"] == "actions"
            for button in block["elements"]
            if button["action_id"].startswith("answer:")
        )
        bot.press(ana, question, answer)
    bot.press(ana, bot.question(root), "Measure a file")
    file = bot.workspace.upload(ana, "october.json", EXPORT.encode())
    bot.submit(ana, {"files": [bot.workspace.file_json(file)]})
    assert bot.finds(root, "31,000 requests")


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("empty.csv", "", "empty.csv is empty: there is nothing to measure."),
        ("deep.json", "[" * 10_000, "nested too deeply"),
        ("notes.txt", "just some words\nin two lines", "neither JSON nor CSV"),
    ],
)
def test_a_file_that_shows_nothing_gets_one_sentence_for_its_owner_alone(
    bot: Running, name: str, content: str, says: str
) -> None:
    ana, _, root = begun(bot)
    bot.workspace.share(ana, root.channel, {name: content.encode()}, thread=root)
    bot.settle()
    told = bot.workspace.wait_for(lambda: next(iter(bot.workspace.ephemerals(ana, root.channel)), None))
    assert says in told.text
    assert "file" not in [kind for kind, *_ in bot.log()]


def test_a_picture_in_a_thread_is_for_people(bot: Running) -> None:
    ana, _, root = begun(bot)
    before = len(bot.thread(root))
    bot.workspace.share(ana, root.channel, {"screen.png": b"\x89PNG"}, thread=root)
    bot.settle()
    assert len(bot.thread(root)) == before + 1


def test_without_the_scope_the_owner_hears_what_is_missing(bot: Running) -> None:
    ana, _, root = begun(bot)
    bot.workspace.app.scopes.discard("files:read")
    bot.expected_refusals.add("missing_scope")
    shared(bot, ana, root, october__json=EXPORT)
    told = bot.workspace.wait_for(lambda: next(iter(bot.workspace.ephemerals(ana, root.channel)), None))
    assert "adds the scope files:read" in told.text


def test_a_file_and_a_click_that_come_twice_count_once(bot: Running) -> None:
    ana, _, root = begun(bot)
    bot.workspace.faults.duplicate(times=1)
    shared(bot, ana, root, october__json=EXPORT)
    message = bot.finds(root, "What follows")
    assert sum("What follows" in words(message) for message in bot.thread(root)) == 1
    bot.workspace.faults.duplicate(times=1)
    bot.press(ana, message, "Take these in")
    assert [kind for kind, *_ in bot.log()].count("file") == 1
    bot.press(ana, message, "Take these in")
    assert [kind for kind, *_ in bot.log()].count("file") == 1


def test_a_slack_that_fails_for_a_moment_gives_the_file_later(bot: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.jobs.measure._AGAIN", 0.2)
    ana, _, root = begun(bot)
    bot.workspace.faults.server_error("files.info", times=2)
    shared(bot, ana, root, october__json=EXPORT)
    assert bot.finds(root, "31,000 requests")


def test_a_slack_that_never_gives_the_file_is_told_of(bot: Running, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.jobs.measure._AGAIN", 0.05)
    ana, _, root = begun(bot)
    bot.workspace.faults.server_error("files.info", times=20)
    shared(bot, ana, root, october__json=EXPORT)
    told = bot.workspace.wait_for(lambda: next(iter(bot.workspace.ephemerals(ana, root.channel)), None))
    assert "Please drop it again." in told.text


def test_forgetting_a_decision_takes_the_measurement_along(bot: Running) -> None:
    ana, _, root = begun(bot)
    shared(bot, ana, root, october__json=EXPORT)
    bot.press(ana, bot.finds(root, "What follows"), "Take these in")
    bot.workspace.command(ana, root.channel, "forget 1").wait(5)
    bot.settle()
    bot.workspace.command(ana, root.channel, "forget 1 for good").wait(5)
    bot.settle()
    with bot.store.read() as reader:
        assert "october.json" not in str([entry.to_json() for entry in reader.log(1)])


def test_the_message_fits_whatever_the_files_hold(bot: Running) -> None:
    ana, _, root = begun(bot)
    rows = [
        {"messages": [{"role": "user", "content": f"mail {at}@mail.example.org, card 4111 1111 1111 1111, call 415-555-0137 " + "w " * at}, {"role": "assistant", "content": f"Sure {at}! Maria Santos said so in 19{at:02d}. " * (at % 5)}]}
        for at in range(80)
    ]  # fmt: skip
    name = "a|very|long|name|" + "x" * 180 + ".jsonl"
    content = "".join(json.dumps(row) + "\n" for row in (*rows, *rows[:20]))
    bot.workspace.share(ana, root.channel, {name: content.encode()}, thread=root)
    bot.settle()
    message = bot.finds(root, "What follows")
    assert len(words(message)) < 3_000
    bot.press(ana, message, "Take these in")
    assert answers(bot)["examples"] > 0
