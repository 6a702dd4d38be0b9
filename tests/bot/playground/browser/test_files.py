"""A file given on the page: beside the reply, and in the field of a form."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.bot.measuring.test_in_slack import EXPORT
from tests.bot.playground.browser.conftest import Visitor
from tests.bot.playground.browser.steps import asking, begun

pytestmark = pytest.mark.slow
FILE = {"name": "october.json", "mimeType": "application/json", "buffer": EXPORT.encode()}


def test_a_file_beside_the_reply_is_measured_and_taken_in(visitor: Visitor) -> None:
    begun(visitor)
    visitor.page.locator("#reply input[type=file]").set_input_files(FILE)
    expect(visitor.thread).to_contain_text("31,000 requests")
    expect(visitor.thread).to_contain_text(
        "31,000 requests a month (1,000,000 requests a month was said: which is right?)"
    )
    visitor.thread.get_by_role("button", name="Take these in").click()
    expect(visitor.thread).to_contain_text("Measured from october.json, taken in by")


def test_a_file_dropped_into_the_thread_is_measured(visitor: Visitor) -> None:
    begun(visitor)
    held = visitor.page.evaluate_handle(
        """text => { const held = new DataTransfer(); held.items.add(new File([text], "october.json")); return held; }""",
        EXPORT,
    )
    visitor.page.dispatch_event("#thread", "drop", {"dataTransfer": held})
    expect(visitor.thread).to_contain_text("31,000 requests")


def test_a_file_in_the_form_is_measured(visitor: Visitor) -> None:
    visitor.type(
        "/should-we-finetune triage, prompting is scored, the form drifts, the strongest model does not fix it"
    )
    visitor.messages.get_by_role("link", name=re.compile("repl")).click()
    button = visitor.thread.get_by_role("button", name="Measure a file", exact=True)
    for _ in range(12):
        visitor.stage.rest()
        if button.count():
            break
        asking(visitor).first.click()
    button.last.click()
    expect(visitor.modal).to_contain_text("A data set, evaluation results, or a usage export")
    visitor.modal.locator("input[type=file]").set_input_files(FILE)
    expect(visitor.modal.locator(".el[data-files*='F']")).to_have_count(1)
    visitor.press("Measure", visitor.modal)
    expect(visitor.thread).to_contain_text("31,000 requests")
