"""The playground in a real browser: forms, the clock, the digest, people, faults and editing."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.bot.playground.browser.conftest import Visitor
from tests.bot.playground.browser.steps import answered, begun

pytestmark = pytest.mark.slow


def test_a_form_says_what_is_wrong_where_it_is_wrong_and_loses_nothing(visitor: Visitor) -> None:
    visitor.type("/should-we-finetune")
    expect(visitor.modal).to_be_visible()
    visitor.press("Start", visitor.modal)
    field = visitor.modal.get_by_label("What should the model do better, in a sentence?")
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_be_focused()
    expect(visitor.modal).to_contain_text("This field is required.")
    field.fill("clause extraction")
    visitor.press("Start", visitor.modal)
    expect(visitor.modal).to_be_hidden()
    visitor.messages.get_by_role("link", name=re.compile("repl")).click()
    # What the bot itself finds wrong.
    visitor.press("Answer in a form", visitor.thread)
    expect(visitor.modal).to_be_visible()
    first = visitor.modal.locator("input[type=text], textarea").first
    first.fill("bananas")
    visitor.modal.locator("button[type=submit]").click()
    expect(visitor.modal.locator("[aria-invalid=true]").first).to_be_visible()
    expect(visitor.modal.locator("[aria-invalid=true]").first).to_have_value("bananas")
    visitor.page.keyboard.press("Escape")
    expect(visitor.modal).to_be_hidden()
    assert visitor.stage.workspace.open_view(visitor.stage.ana) is None


def test_the_clock_brings_a_checkpoint_and_its_numbers_a_stop(visitor: Visitor) -> None:
    begun(visitor)
    visitor.reply("change real share to 1")
    answered(visitor)
    expect(visitor.thread).to_contain_text("Fine-tune")
    visitor.press("Accept", visitor.thread)
    expect(visitor.modal).to_be_visible()
    # What nobody has said, and the criteria need, is asked before anything is accepted.
    visitor.modal.get_by_label("Which one metric decides?").fill("accuracy")
    visitor.modal.get_by_label("Score before training", exact=True).fill("90%")
    visitor.modal.locator("button[type=submit]").click()
    expect(visitor.modal).to_be_hidden()
    visitor.stage.rest()
    expect(visitor.thread).to_contain_text("Training starts on 2026-12-09")
    for _ in range(10):
        visitor.press("+1 week")
        expect(visitor.page.locator("body.turning")).to_have_count(0, timeout=20_000)
        if "What do you measure?" in visitor.thread.locator(".message").last.inner_text():
            break
    visitor.reply("score 50%, general 40% (was 73%), spent $90000")
    expect(visitor.thread).to_contain_text("Stop", timeout=15_000)


def test_the_owner_is_chosen_in_a_menu_and_a_dissent_is_kept(visitor: Visitor) -> None:
    begun(visitor)
    answered(visitor, ("No", "Not sure"))
    visitor.press("Accept", visitor.thread)
    expect(visitor.thread).to_contain_text("Owner: Ana")
    visitor.thread.get_by_role("combobox").select_option(label="Ben")
    expect(visitor.thread).to_contain_text("Owner: Ben")
    visitor.be("Cara")
    visitor.messages.get_by_role("link", name=re.compile("repl")).click()
    visitor.press("Dissent", visitor.thread)
    visitor.modal.locator("textarea, input[type=text]").first.fill("we have no labels")
    visitor.modal.locator("button[type=submit]").click()
    expect(visitor.thread).to_contain_text("we have no labels")
    expect(visitor.thread).to_contain_text("Cara")


def test_the_digest_comes_on_its_day(visitor: Visitor, tmp_path: Path, update_golden: bool) -> None:
    begun(visitor)
    visitor.reply("change real share to 1")
    answered(visitor)
    visitor.page.get_by_role("button", name="Close the thread").click()
    visitor.type("/should-we-finetune digest here monday 09:00")
    expect(visitor.messages).to_contain_text("Every Monday at 09:00")
    visitor.be("Ben")
    visitor.type("/should-we-finetune label support tickets by product")
    visitor.stage.rest()
    visitor.press("+1 week")
    digest = visitor.messages.locator(".message", has_text="Decisions from")
    expect(digest).to_be_visible(timeout=20_000)
    expect(digest).to_contain_text("contract clause extraction")
    expect(digest).to_contain_text("label support tickets")
    expect(visitor.messages.locator(".divider", has_text="Monday 30 November 2026")).to_be_visible()
    visitor.shoot("playground_digest.png", visitor.page.locator("body"), tmp_path, update_golden)
    # Its links lead to the threads, within the page.
    digest.get_by_role("link", name=re.compile("contract clause extraction")).first.click()
    expect(visitor.thread).to_contain_text("A month")
    assert "thread=" in visitor.page.url


def test_a_published_case_begins_with_its_answers(visitor: Visitor) -> None:
    visitor.press("Examples")
    visitor.page.get_by_role("button", name=re.compile("Start from Legal|Start from .*clause")).first.click()
    expect(visitor.page.locator("dialog#examples")).to_be_hidden()
    visitor.messages.get_by_role("link", name=re.compile("repl")).click()
    expect(visitor.thread).to_contain_text("Volume: 1,000,000 requests a month")
    visitor.press("Examples")
    visitor.press("Start from nothing")
    expect(visitor.modal).to_be_visible()


def test_two_people_share_a_thread_and_the_third_sees_no_private_channel(visitor: Visitor) -> None:
    visitor.open("?as=ana&in=ml-leads")
    visitor.type("/should-we-finetune pay slips")
    visitor.messages.get_by_role("link", name=re.compile("repl")).click()
    visitor.press("Tried and scored", visitor.thread)
    expect(visitor.thread).to_contain_text("Prompting")
    visitor.be("Ben")
    visitor.messages.get_by_role("link", name=re.compile("repl")).click()
    visitor.reply("dissent I would not")
    expect(visitor.thread.locator(".message", has_text="Ben").first).to_be_visible()
    visitor.be("Cara")
    expect(visitor.page.locator("nav.places")).not_to_contain_text("ml-leads")
    expect(visitor.messages).not_to_contain_text("pay slips")
    visitor.type("/should-we-finetune list")
    expect(visitor.messages).to_contain_text("Only visible to you")
    expect(visitor.messages).not_to_contain_text("pay slips")


def test_a_link_that_was_drawn_for_somebody_else_makes_nobody_them(visitor: Visitor) -> None:
    visitor.type("/should-we-finetune sort tickets")
    link = visitor.messages.get_by_role("link", name=re.compile("repl"))
    expect(link).to_be_visible()
    # Before the page is drawn anew for Ben.
    visitor.page.evaluate(
        """() => {
            const who = document.querySelector('#who'), link = document.querySelector('a.replies');
            who.value = 'ben';
            who.dispatchEvent(new Event('change', {bubbles: true}));
            link.click();
        }"""
    )
    visitor.reply("tried and scored")
    expect(visitor.thread.get_by_role("article", name=re.compile("^Ben"))).to_be_visible()
    assert "as=ben" in visitor.page.url


def test_what_slack_refuses_is_red_with_its_code_and_all_calls_are_listed(visitor: Visitor) -> None:
    visitor.press("Under the hood")
    bench = visitor.page.locator("#bench")
    bench.get_by_label("What goes wrong").select_option("charts")
    visitor.press("Switch on", bench)
    expect(bench).to_contain_text("blocks of type data_visualization, table are refused")
    begun(visitor)
    answered(visitor)
    refusal = visitor.thread.locator(".refusal").first
    expect(refusal).to_contain_text("Slack refused chat.postMessage: invalid_blocks")
    expect(refusal).to_contain_text("unsupported type")
    expect(bench.locator(".row.red").first).to_contain_text("invalid_blocks")
    expect(visitor.page.locator("#hood .badge")).to_contain_text(re.compile(r"\d"))
    # The table came in another form.
    expect(visitor.thread.locator("li", has_text="a month").first).to_be_visible()
    row = bench.locator(".row", has_text="chat.postMessage").first
    row.get_by_role("button").click()
    expect(row.locator("pre")).to_contain_text('"blocks"')
    visitor.press("Take them back", bench)
    expect(bench).to_contain_text("Nothing goes wrong just now.")


def test_faults_are_lived_through(visitor: Visitor) -> None:
    visitor.press("Under the hood")
    bench = visitor.page.locator("#bench")
    bench.get_by_label(re.compile("Socket Mode")).check()
    visitor.press("Cut the socket", bench)
    visitor.stage.workspace.wait_for(lambda: visitor.stage.workspace.sockets.opened == 2)
    expect(bench).to_contain_text("1 connected")
    for fault in ("rate_limited", "drop", "slow", "duplicate"):
        bench.get_by_label("What goes wrong").select_option(fault)
        bench.get_by_label("Times").fill("2")
        bench.get_by_label("Seconds").fill("1")
        visitor.press("Switch on", bench)
    expect(bench).to_contain_text("429")
    visitor.type("/should-we-finetune sort tickets")
    expect(visitor.messages).to_contain_text("sort tickets", timeout=20_000)
    visitor.stage.rest()
    assert (
        len([message for message in visitor.stage.workspace.messages("ml-team") if "sort tickets" in message.text]) == 1
    )
    expect(bench.locator(".row.delivery", has_text="socket").first).to_be_visible()
    bench.get_by_label("HTTP, signed").check()


def test_the_home_tab_has_a_button_that_starts_a_decision(visitor: Visitor) -> None:
    visitor.page.get_by_role("link", name="Home tab").click()
    home = visitor.page.locator("[data-pane=home]")
    expect(home).to_contain_text("Should we fine-tune?")
    visitor.press("Start a decision", home)
    expect(visitor.modal).to_be_visible()


def test_one_edits_and_deletes_what_one_wrote(visitor: Visitor) -> None:
    visitor.type("hello @should-we-finetune & <b>friends</b>")
    mine = visitor.messages.locator(".message", has_text="friends").first
    expect(mine).to_contain_text("<b>friends</b>")
    mine.hover()
    mine.get_by_role("button", name="Edit").click()
    expect(visitor.page.locator("#composer-text")).to_have_value("hello @should-we-finetune & <b>friends</b>")
    visitor.type("good bye")
    expect(visitor.messages.locator(".message", has_text="good bye").first).to_contain_text("(edited)")
    mine = visitor.messages.locator(".message", has_text="good bye").first
    mine.hover()
    mine.get_by_role("button", name="Delete").click()
    expect(visitor.messages.locator(".message", has_text="good bye")).to_have_count(0)


def test_what_cannot_be_done_is_told_and_what_was_typed_stays(visitor: Visitor) -> None:
    visitor.type("/giphy cats")
    expect(visitor.page.get_by_role("alert")).to_contain_text("/giphy is not a command here")
    expect(visitor.page.locator("#composer-text")).to_have_value("/giphy cats")


def test_what_goes_wrong_is_told_before_a_form_and_after_it(visitor: Visitor) -> None:
    visitor.type("/should-we-finetune")
    expect(visitor.modal).to_be_visible()
    visitor.modal.get_by_label("What should the model do better, in a sentence?").fill("sort tickets")
    visitor.stage.workspace.faults.lose_ack()
    visitor.press("Start", visitor.modal)
    expect(visitor.page.get_by_role("alert")).to_contain_text("did not answer within three seconds")
    visitor.page.keyboard.press("Escape")
    expect(visitor.modal).to_be_hidden()
    visitor.type("/giphy cats")
    expect(visitor.page.get_by_role("alert")).to_contain_text("/giphy is not a command here")


def test_what_was_written_for_a_private_channel_is_never_said_in_another(visitor: Visitor) -> None:
    stage = visitor.stage
    visitor.open("?as=ben&in=ml-leads")
    visitor.page.locator("#composer-text").fill("a draft for us alone")
    stage.workspace.kick(stage.ben, stage.private)
    expect(visitor.page.get_by_role("alert")).to_contain_text("You are not in that channel.")
    expect(visitor.page.locator("#composer-text")).to_have_value("")
    assert "in=ml-team" in visitor.page.url
    visitor.type("good morning")
    expect(visitor.messages).to_contain_text("good morning")
    assert [message.text for message in stage.workspace.messages("ml-team")] == ["good morning"]
