"""What the page in a real browser keeps: drafts, the focus, the place one reads at."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.bot.playground.browser.conftest import Visitor
from tests.bot.playground.browser.steps import begun

pytestmark = pytest.mark.slow


def test_suggestions_are_walked_through_and_follow_the_caret(visitor: Visitor) -> None:
    box, page = visitor.page.locator("#composer-text"), visitor.page
    chosen = page.locator("#composer-list [aria-selected=true]")
    box.focus()
    page.keyboard.type("hello @")
    for key, name in (
        ("ArrowDown", "@should-we-finetune"),
        ("ArrowDown", "@Ana"),
        ("ArrowUp", "@should-we-finetune"),
        ("ArrowUp", "@Cara"),
    ):
        page.keyboard.press(key)
        expect(chosen).to_have_text(name)
    page.keyboard.press("Escape")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.type("b")
    page.keyboard.press("Home")
    expect(page.locator("#composer-list")).to_be_hidden()
    page.keyboard.press("End")
    page.keyboard.type("e")
    page.keyboard.press("Tab")
    expect(box).to_have_value("hello @Ben ")


def test_what_was_typed_into_a_form_outlives_the_back_button(visitor: Visitor) -> None:
    visitor.page.get_by_role("link", name="general").click()
    visitor.page.get_by_role("link", name="ml-team").click()
    visitor.type("/should-we-finetune")
    field = visitor.modal.get_by_label("What should the model do better, in a sentence?")
    field.fill("clause extraction")
    visitor.page.go_back()
    expect(visitor.page.locator(".head h2")).to_contain_text("general")
    expect(field).to_have_value("clause extraction")


def test_the_focus_never_falls_out_of_the_page(visitor: Visitor) -> None:
    visitor.press("Add the bot")
    expect(visitor.page.get_by_role("button", name="Remove the bot")).to_be_focused()
    begun(visitor)
    visitor.thread.get_by_role("button", name="Tried and scored").focus()
    visitor.page.keyboard.press("Enter")
    expect(visitor.thread.get_by_role("button", name="Tried and scored")).to_have_count(0)
    assert visitor.page.evaluate("document.activeElement.closest('[data-pane=thread], .composer') !== null")


def test_a_thread_that_is_gone_is_closed(visitor: Visitor) -> None:
    visitor.type("hello")
    mine = visitor.messages.locator(".message", has_text="hello")
    mine.hover()
    mine.get_by_role("link", name="Reply").click()
    expect(visitor.page.locator("#thread")).to_be_visible()
    mine.hover()
    mine.get_by_role("button", name="Delete").click()
    expect(visitor.page.locator("#thread")).to_be_hidden()


def test_a_draft_waits_where_it_was_begun_and_shows_nowhere_else(visitor: Visitor) -> None:
    box = visitor.page.locator("#composer-text")
    visitor.open("?as=ben&in=ml-leads")
    box.fill("for us alone")
    visitor.page.get_by_role("link", name="general").click()
    expect(box).to_have_value("")
    visitor.be("Cara")
    expect(box).to_have_value("")
    visitor.be("Ben")
    visitor.page.get_by_role("link", name="ml-leads").click()
    expect(box).to_have_value("for us alone")


def test_an_edit_ends_where_another_thread_is_opened(visitor: Visitor) -> None:
    for text in ("one", "two"):
        visitor.type(text)
        expect(visitor.messages.locator(".message", has_text=text)).to_be_visible()
    first, second = (visitor.messages.locator(".message", has_text=text) for text in ("one", "two"))
    first.hover()
    first.get_by_role("link", name="Reply").click()
    visitor.reply("a reply to one")
    mine = visitor.thread.locator(".message", has_text="a reply to one")
    mine.hover()
    mine.get_by_role("button", name="Edit").click()
    second.hover()
    second.get_by_role("link", name="Reply").click()
    expect(visitor.page.locator("#reply-text")).to_be_focused()
    visitor.reply("an answer for two")
    expect(visitor.thread).to_contain_text("an answer for two")
    assert "a reply to one" in [message.text for message in visitor.stage.workspace.everything("ml-team")]


def test_a_thread_goes_along_after_a_message_that_is_longer_than_the_window(visitor: Visitor) -> None:
    visitor.page.set_viewport_size({"width": 1280, "height": 460})
    begun(visitor)
    visitor.reply("help")
    expect(visitor.thread).to_contain_text("To find decisions again")
    visitor.reply("good morning everybody")
    expect(visitor.thread.locator(".message", has_text="good morning everybody")).to_be_in_viewport()
    # Who scrolls back stays there. What the bot still has to say to the reply comes before.
    visitor.stage.rest()
    visitor.thread.evaluate("(pane) => { pane.scrollTop = 0 }")
    visitor.page.wait_for_timeout(100)
    visitor.stage.workspace.say(
        visitor.stage.ben, "ml-team", "and me", thread=visitor.stage.workspace.messages("ml-team")[0]
    )
    expect(visitor.thread).to_contain_text("and me")
    assert visitor.thread.evaluate("(pane) => pane.scrollTop") == 0


def test_the_clocks_buttons_stay_where_they_are(visitor: Visitor) -> None:
    button = visitor.page.get_by_role("button", name="+1 day")
    before = button.bounding_box()
    assert before is not None
    visitor.press("+1 day")
    expect(visitor.page.locator(".day")).to_contain_text("1 day ahead")
    assert button.bounding_box() == before
    assert visitor.page.locator(".topbar").bounding_box()["height"] < 60  # type: ignore[index]


def test_a_message_can_be_reached_and_edited_with_the_keyboard(visitor: Visitor) -> None:
    visitor.type("hello")
    expect(visitor.messages).to_contain_text("hello")
    page = visitor.page
    for _ in range(12):
        page.keyboard.press("Shift+Tab")
        if page.evaluate("document.activeElement.textContent") == "Edit":
            break
    page.keyboard.press("Enter")
    expect(page.locator("#composer-text")).to_have_value("hello")


def test_a_draft_is_there_again_after_an_edit(visitor: Visitor) -> None:
    visitor.type("hello")
    visitor.page.locator("#composer-text").fill("a long draft")
    mine = visitor.messages.locator(".message", has_text="hello")
    mine.hover()
    mine.get_by_role("button", name="Edit").click()
    visitor.page.locator("#composer-text").press("Escape")
    expect(visitor.page.locator("#composer-text")).to_have_value("a long draft")


def test_a_page_whose_server_was_away_goes_on_by_itself(visitor: Visitor) -> None:
    visitor.type("before")
    expect(visitor.messages).to_contain_text("before")
    visitor.stage.run = "another"
    visitor.restart()
    expect(visitor.page.get_by_role("alert")).to_contain_text("was started anew", timeout=15_000)
    expect(visitor.page.locator("#offline")).to_be_hidden(timeout=15_000)
    visitor.type("after")
    expect(visitor.messages).to_contain_text("after", timeout=15_000)
    visitor.wrong.clear()
