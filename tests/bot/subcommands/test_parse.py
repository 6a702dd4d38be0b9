"""Which words after the command are an order, and which are a use case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.subcommands.parse import Subcommand, read_subcommand
from bot.subcommands.registry import HANDLERS


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("list", Subcommand("list")),
        ("LIST Due", Subcommand("list", words="due")),
        ("search contract clauses", Subcommand("search", words="contract clauses")),
        ("show 12", Subcommand("show", 12)),
        ("show #12", Subcommand("show", 12)),
        ("export 12", Subcommand("export", 12)),
        ("export all", Subcommand("export", words="csv")),
        ("export all jsonl", Subcommand("export", words="jsonl")),
        ("forget 12", Subcommand("forget", 12)),
        ("replace 12 clauses on gpt-6, 1M a month", Subcommand("replace", 12, "clauses on gpt-6, 1M a month")),
        ("digest here monday 09:00", Subcommand("digest", words="here monday 09:00")),
        ("digest  preview", Subcommand("digest", words="preview")),
        ("digest", Subcommand("digest")),
        ("list all", Subcommand("list")),
        ("list my open decisions, please", Subcommand("list", words="open")),
        ("show decision 12", Subcommand("show", 12)),
        ("show 12 please.", Subcommand("show", 12)),
        ("forget decision no. 12", Subcommand("forget", 12)),
        ("export all as csv", Subcommand("export", words="csv")),
    ],
)
def test_an_order_is_read(text: str, order: Subcommand) -> None:
    assert read_subcommand(text) == order


@pytest.mark.parametrize(
    "text",
    [
        "list opn",
        "search",
        "show",
        "show me",
        "export",
        "forget",
        "forget it",
        "replace 12",
        "digest tomorrow",
        "list 12",
    ],
)
def test_what_is_nearly_one_gets_a_sentence_on_how_to_say_it(text: str) -> None:
    assert isinstance(read_subcommand(text), str)


@pytest.mark.parametrize(
    "text",
    [
        "digest monday 09:00",
        "digest on monday 09:00",
        "digest every friday",
        "digest off for this channel",
        "export 12 csv",
        "export all xlsx please",
        "forget 7 and 8",
        "show 12 13",
        "list due this week",
    ],
)
def test_a_slip_begins_no_decision(text: str) -> None:
    assert isinstance(read_subcommand(text), str)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "contract clause extraction",
        "list the clauses of a contract, 10k a day",
        "show customers the right product, 1M requests a month",
        "digest customer emails into summaries",
        "forget about hand-written rules for routing",
        "listing cars",
        "export invoices to csv",
        "show similar products",
        "digest support tickets",
        "list ingredients of recipes",
    ],
)
def test_a_use_case_stays_one(text: str) -> None:
    assert read_subcommand(text) is None


@given(verb=st.sampled_from(("", *HANDLERS)), rest=st.text(max_size=60))
def test_nothing_that_can_be_typed_fails(verb: str, rest: str) -> None:
    subcommand = read_subcommand(f"{verb} {rest}")
    assert subcommand is None or isinstance(subcommand, str) or subcommand.verb in HANDLERS
