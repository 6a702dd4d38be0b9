"""A file given on the page: beside the reply, and in the field of a form."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.bot.measuring.test_in_slack import EXPORT
from tests.bot.playground.browser.conftest import Visitor
from tests.bot.playground.browser.steps import begun

pytestmark = pytest.mark.slow
FILE = {"name": "october.json", "mimeType": "application/json", "buffer": EXPORT.encode()}


def test_a_file_beside_the_reply_is_measured_and_taken_in(visitor: Visitor) -> None:
    begun(visitor)
    visitor.page.locator("#reply input[type=file]").set_input_files(FILE)
    expect(visitor.thread).to_contain_text("31,000 requests")
    expect(visitor.thread).to_contain_text("1,000,000 requests a month was said, 31,000 requests a month is measured")
    visitor.thread.get_by_role("button", name="Take these in").click()
    expect(visitor.thread).to_contain_text("Measured from october.json, taken in by")
