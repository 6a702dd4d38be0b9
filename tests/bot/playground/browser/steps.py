"""What a visitor does on the way to a verdict, step by step."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, expect

from tests.bot.playground.browser.conftest import Visitor

START = "/should-we-finetune contract clause extraction, 1M requests a month on gpt-5.4, 500 in 200 out, 1500 checked examples, 100 test items"
# Buttons that lead to a verdict that trains.
TRAIN = (
    "Tried and scored", "Quality is fine: it is cost, speed or where data may go", "No, it fails", "Cost", "Rarely", "Yes", "Recurring",
    "Never tuned there", "Not sure",
)  # fmt: skip


def begun(visitor: Visitor) -> None:
    """Begin by typing the command, and open the thread."""
    visitor.type(START)
    visitor.messages.get_by_role("link", name=re.compile("repl")).click()
    expect(visitor.thread).to_contain_text("Have few-shot examples")


def is_decided(visitor: Visitor) -> bool:
    """Once all has come to rest: whether the verdict stands; else a question does."""
    visitor.stage.rest()
    verdict = visitor.thread.get_by_role("button", name="Details", exact=True)
    expect(verdict.or_(asking(visitor)).first).to_be_visible()
    return verdict.count() > 0


def asking(visitor: Visitor) -> Locator:
    """The buttons of the question that is open."""
    return visitor.thread.locator("button[data-action^='answer:']")


def answered(visitor: Visitor, answers: tuple[str, ...] = TRAIN) -> None:
    """Click answers until the verdict stands."""
    for _ in range(40):
        if is_decided(visitor):
            return
        names = asking(visitor).all_inner_texts()
        wanted = next(name for name in (*answers, "Not sure of these") if name in names)
        button = asking(visitor).get_by_text(wanted, exact=True).first
        action = button.get_attribute("data-action")
        button.click()
        expect(visitor.thread.locator(f"button[data-action='{action}']")).to_have_count(0)
    raise AssertionError("no verdict was ever reached")
