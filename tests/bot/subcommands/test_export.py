"""`export`: one decision as a MADR record in its thread, all that one may see as a file for that person alone."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from markdown_it import MarkdownIt

from bot.block_kit.decision_record import decision_words
from bot.decisions.export_madr import madr
from bot.decisions.export_table import cell
from bot.decisions.record import DecisionRecord
from bot.text.templates import markdown
from flows.log.entries import Entry
from pricing.catalogue import Catalogue
from tests.helpers.entries import an_entry
from tests.helpers.lived import ANA, BEN, CARA, a_life, keep_life
from tests.helpers.running import Running

SECTIONS = [
    "Context and Problem Statement",
    "Decision Drivers",
    "Considered Options",
    "Decision Outcome",
    "Pros and Cons of the Options",
    "More Information",
]
NAMES = {ANA: "Ana", BEN: "Ben O'Neill", CARA: "Cara"}
HOSTILE = "<script>alert(1)</script> <!-- # ![x](https://evil.example/y.png) [z](javascript:1) **b** _i_ ~~s~~ `c` | &lt; https://evil.example www.evil.example"


def front(text: str) -> dict[str, object]:
    """The front matter: every value is a JSON string or a list of them, which YAML reads alike."""
    lines = text.split("\n")
    assert lines[0] == "---"
    end = lines.index("---", 1)
    return {key: json.loads(value) for key, _, value in (line.partition(": ") for line in lines[1:end])}


def test_a_record_has_the_form_of_madr_and_all_that_became_of_the_decision(
    record: Callable[..., DecisionRecord], facts: Catalogue
) -> None:
    decision_record = record(a_life(facts))
    text = madr(decision_record, lambda person: NAMES.get(person, person))
    assert front(text) == {
        "status": "accepted",
        "date": "2027-01-16",
        "decision-makers": ["Ben O'Neill", "Ana"],
        "consulted": ["Cara"],
        "informed": ["everybody in the channel C1"],
    }
    assert re.findall(r"^## (.*)$", text, re.MULTILINE) == SECTIONS
    assert [
        heading
        for heading in re.findall(r"^### (.*)$", text, re.MULTILINE)
        if heading in ("Consequences", "Confirmation")
    ] == ["Consequences", "Confirmation"]
    for part in (
        "# 1. Contract clause extraction: supervised fine-tuning",
        'Chosen option: "supervised fine-tuning: nova-2-lite tuned at Amazon Bedrock", because',
        "Accepted by Ana, 2026-11-23: accepted as we hoped",
        "- Cara, 2026-11-23: dissent as we hoped",
        "- spend passes the up-front budget of $3,700",
        "| 1 | 2026-12-21 | stop | score 93 %, general set 35 %, $400 spent |",
        "| 2 | 2027-01-04 | go on | score 98 %, general set 70 %, 8 fixed and 0 broken, $450 spent |",
        "| 3 | 2027-01-18 | - | nothing yet |",
        "- Going on regardless: Ben O'Neill, 2026-12-13: went on as we hoped",
        "Outcome: in use (score 98 %, gain 8 points (between +2.1 and +17 points), $450 spent), said by Ben O'Neill",
        "Review (in use, $640 a month), said by Ana",
        "- Good, because it costs $652 a month instead of $4,250.",
        "- It replaces decision 3.",
        "2027-01-06: Serving costs 30 % more",
        "[its thread](<https://acme.slack.com/archives/C1/",
    ):
        assert part in text, part
    # All that the whole reply says of options, costs and sources stands in the record too.
    lines = set(text.replace("### ", "## ").split("\n"))
    for line in markdown(decision_record.reply).split("## Options")[1].split("\n"):
        if not line.startswith(("- By ", "- Stop on any day", "## Abort")):
            assert line.replace("### ", "## ") in lines, line


@pytest.mark.parametrize(
    ("entries", "status"),
    [
        ((), "proposed"),
        ((an_entry("deferred", value={"verdict": 1}),), "proposed"),
        ((an_entry("accepted", value={"verdict": 1}),), "accepted"),
        ((an_entry("overrode", value={"verdict": 1, "method": "rag"}, text="cheaper"),), "accepted"),
        ((an_entry("accepted", value={"verdict": 1}), an_entry("stopped", value={})), "deprecated"),
        ((an_entry("reviewed", value={"adopted": "no"}),), "rejected"),
        ((an_entry("superseded", value={"decision": 14}),), "superseded by 0014"),
        ((an_entry("restarted"),), "proposed"),
    ],
)
def test_its_status_is_madrs_word_for_the_stage(
    record: Callable[..., DecisionRecord], facts: Catalogue, entries: tuple[Entry, ...], status: str
) -> None:
    text = madr(record((*_until_the_verdict(facts), *entries)))
    assert front(text)["status"] == status
    if entries and entries[0].kind == "overrode":
        assert 'Chosen option: "retrieval (RAG)", because cheaper' in text
        assert 'The verdict had been "supervised fine-tuning: nova-2-lite tuned at Amazon Bedrock"' in text


def _until_the_verdict(facts: Catalogue) -> tuple[Entry, ...]:
    log = a_life(facts)
    return log[: next(at for at, entry in enumerate(log) if entry.kind == "concluded") + 1]


@pytest.mark.parametrize(
    "typed",
    [
        HOSTILE,
        "---\nstatus: x\n---",
        '"quoted" \\ : {a: b} %',
        "1. one",
        "- a",
        "+ b",
        "--- ",
        "2) two",
        "😀 \u202e x",
        "# h",
        "> q",
        "    code",
        "[x]: https://evil.example",
    ],
)
def test_what_was_typed_is_text_in_the_record(
    record: Callable[..., DecisionRecord], facts: Catalogue, typed: str
) -> None:
    plain = _shape(
        madr(record(a_life(facts, use_case="plain words", said="plain words"), by=ANA), lambda _: "plain words")
    )
    text = madr(record(a_life(facts, use_case=typed, said=typed)), lambda _: typed)
    assert set(front(text)) == {"status", "date", "decision-makers", "consulted", "informed"}
    assert front(text)["consulted"] == [
        "".join(letter if letter.isprintable() or letter in "\u200c\u200d" else " " for letter in typed)
    ]
    assert _shape(text) == plain
    assert "<script" not in MarkdownIt("commonmark", {"html": True}).render(text)
    assert "evil" not in str([token for token in _tokens(text) if token.type in ("link_open", "image")])


def _shape(text: str) -> list[str]:
    """The kinds of block and inline marks, without how long texts are: typed words must not change them."""
    return [
        token.type
        for token in _tokens(text.split("\n---\n", 1)[1])
        if token.type not in ("text", "text_special", "softbreak")
    ]


def _tokens(text: str) -> list:
    reader = MarkdownIt("commonmark").enable("table").enable("strikethrough")
    return [token for block in reader.parse(text) for token in (block, *(block.children or ()))]


def test_what_joiners_hold_together_stays_so(record: Callable[..., DecisionRecord], facts: Catalogue) -> None:
    family = "\U0001f469\u200d\U0001f467 \u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"
    assert cell(family) == family
    assert cell("\u200d=1") == "\u200d'=1"
    text = madr(record(a_life(facts, said=family)), lambda _: family)
    assert front(text)["consulted"] == [family]
    assert f"dissent {family}" in text


def test_a_day_that_a_criterion_names_is_said_once(record: Callable[..., DecisionRecord], facts: Catalogue) -> None:
    decision_record = record(a_life(facts))
    assert any("(expected by 2027-02-04)" in limit.text for limit in decision_record.life.plan.limits)
    for text in (madr(decision_record), decision_words(decision_record)):
        assert "(expected by 2027-02-04) (by" not in text
        assert "(by 2027-01-18)" in text


def test_a_record_goes_to_the_thread(bot: Running, decide, add, order) -> None:
    ana, ben, channel = bot.team()
    root = decide(ana, channel)
    add(
        1,
        an_entry("accepted", value={"verdict": 1, "owner": ben.id}, by=ana.id),
        an_entry("dissented", text="too early", by=ben.id, source="1.1"),
    )
    assert "its thread" in order(ben, channel, "export 1")
    (file,) = bot.workspace.files.values()
    text = file.content.decode()
    assert front(text)["decision-makers"] == ["Ben", "Ana"]
    assert "too early" in text
    assert [message.files[0]["name"] for message in bot.thread(root) if message.files] == ["decision-1.md"]
    bot.press(ana, bot.verdict(root), "Export")
    assert [file.content.decode().split("##")[1:] for file in bot.workspace.files.values()][1] == text.split("##")[1:]


def test_all_comes_to_who_asked_alone(bot: Running, order) -> None:
    ana, ben, channel = bot.team()
    secret = bot.workspace.channel("secret", [ben], private=True)
    assert "nothing to export" in order(ana, channel, "export all")
    bot.begin(ana, channel, "ticket routing")
    bot.begin(ben, secret, "layoff letters")
    bot.settle()
    before = len(bot.workspace.messages(channel))
    assert "1 decision comes to you as a file" in order(ana, channel, "export all")
    assert "2 decisions come to you as a file" in order(ben, channel, "export all jsonl")
    order(ana, channel, "export all jsonl")
    assert len(bot.workspace.messages(channel)) == before
    mine, theirs = (
        bot.workspace.messages(bot.workspace.direct_message(ana)),
        bot.workspace.messages(bot.workspace.direct_message(ben)),
    )
    assert [message.files[0]["name"].split(".")[-1] for message in mine if message.files] == ["csv", "jsonl"]
    assert len(mine) == 3, "the way is known the second time"
    assert len(theirs) == 2
    contents = [file.content.decode() for file in bot.workspace.files.values()]
    assert ["layoff" in text for text in contents] == [False, True, False]
    assert ["ticket routing" in text for text in contents] == [True, True, True]


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("step", ["chat.postMessage", "files.getUploadURLExternal", "files.completeUploadExternal"])
def test_a_file_comes_once_whatever_is_lost_on_the_way(bot: Running, order, step: str, after: bool) -> None:
    ana, _, channel = bot.team()
    bot.begin(ana, channel, "ticket routing")
    bot.settle()
    bot.workspace.faults.drop(step, times=1, after=after)
    order(ana, channel, "export all")
    told = bot.workspace.messages(bot.workspace.direct_message(ana))
    assert len([message for message in told if message.files]) == 1


def test_who_cannot_be_given_a_file_is_told(bot: Running, order) -> None:
    ana, _, channel = bot.team()
    bot.begin(ana, channel, "ticket routing")
    bot.settle()
    bot.workspace.app.scopes.discard("files:write")
    bot.expected_refusals.add("missing_scope")
    order(ana, channel, "export all")
    assert "could not put the file here" in bot.workspace.messages(bot.workspace.direct_message(ana))[-1].text


def test_a_decision_without_a_thread_is_not_exported_to_the_channel(bot: Running, order) -> None:
    ana, _, channel = bot.team()
    keep_life(bot.store, (), team=bot.workspace.team_id, channel=channel.id, thread_ts=None, by=ana.id)
    assert "no thread yet" in order(ana, channel, "export 1")
    assert not bot.workspace.files
