"""From the command to the verdict in a real browser, with the mouse and with the keyboard alone."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tests.bot.playground.browser.conftest import Visitor
from tests.bot.playground.browser.steps import answered, begun, is_decided


def test_from_the_command_by_clicks_to_the_verdict(visitor: Visitor, tmp_path: Path, update_golden: bool) -> None:
    begun(visitor)
    visitor.reply("change real share to 1")
    expect(visitor.thread.get_by_title("should-we-finetune")).to_be_visible()
    answered(visitor)
    expect(visitor.thread).to_contain_text("A month")
    expect(visitor.thread).to_contain_text("Next, by")
    expect(visitor.thread.locator("table").first).to_contain_text("Stay on")
    expect(visitor.messages).to_contain_text("Verdict")
    visitor.page.set_viewport_size({"width": 1280, "height": 900})
    verdict = visitor.thread.locator(".message", has=visitor.page.get_by_role("button", name="Details", exact=True))
    expect(verdict).to_have_count(1)
    message, pane = verdict.bounding_box(), visitor.thread.bounding_box()
    assert message is not None
    assert pane is not None
    assert message["height"] <= pane["height"], "the whole verdict is one pane, its buttons with it"
    visitor.shoot("playground_verdict.png", visitor.page.locator("body"), tmp_path, update_golden)
    visitor.press("Details", verdict)
    expect(visitor.modal).to_contain_text("Decides:")
    visitor.modal.get_by_role("combobox").select_option(label="Options side by side")
    expect(visitor.modal).to_contain_text("What each option costs")
    visitor.shoot("playground_details.png", visitor.page.locator("body"), tmp_path, update_golden)


def test_from_the_command_by_typing_to_the_verdict_with_the_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.page
    page.locator("#composer-text").focus()
    page.keyboard.type("/sh")
    expect(page.locator("#composer-list").get_by_role("option").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("contract clause extraction")
    page.keyboard.press("Enter")
    link = visitor.messages.get_by_role("link", name=re.compile("repl"))
    expect(link).to_be_visible()
    visitor.stage.rest()
    link.press("Enter")
    page.locator("#reply-text").focus()
    expect(visitor.thread).to_contain_text("Have few-shot examples")
    typed = {"Have few-shot": "tried and scored", "What fixes most": "pasting the right facts into the prompt"}
    for _ in range(30):
        if is_decided(visitor):
            break
        question = visitor.thread.locator(
            ".message", has=page.locator("button[data-action^='answer:']")
        ).last.inner_text()
        before = visitor.thread.locator(".message").count()
        page.keyboard.type(next((words for part, words in typed.items() if part in question), "not sure"))
        page.keyboard.press("Enter")
        expect(visitor.thread.locator(".message")).not_to_have_count(before)
    expect(visitor.thread.get_by_role("button", name="Details", exact=True)).to_be_visible()
    # The box keeps the focus all the while.
    expect(page.locator("#reply-text")).to_be_focused()
    expect(visitor.thread).to_contain_text("etriev")
