"""The playground in a real browser: from the command to the verdict, forms, the clock, the digest, people and faults."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
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
    verdict = visitor.thread.get_by_role("button", name="Why", exact=True)
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
        last = asking(visitor).last.get_attribute("data-block")
        wanted = next(name for name in answers if name in names)
        button = visitor.thread.locator(f"button[data-block='{last}']").get_by_text(wanted, exact=True)
        button.click()
        expect(button).to_have_count(0)
    raise AssertionError("no verdict was ever reached")


def test_from_the_command_by_clicks_to_the_verdict(visitor: Visitor, tmp_path: Path, update_golden: bool) -> None:
    begun(visitor)
    visitor.reply("change real share to 1")
    expect(visitor.thread.get_by_title("should-we-finetune")).to_be_visible()
    answered(visitor)
    expect(visitor.thread).to_contain_text("What each option costs")
    expect(visitor.thread).to_contain_text("The five questions")
    expect(visitor.thread.locator("svg.chart")).to_be_visible()
    expect(visitor.thread.locator("table").first).to_contain_text("Today: stay on")
    expect(visitor.messages).to_contain_text("Verdict")
    visitor.page.set_viewport_size({"width": 1440, "height": 1500})
    visitor.shoot("playground_verdict.png", visitor.page.locator("body"), tmp_path, update_golden)


def test_from_the_command_by_typing_to_the_verdict_with_the_keyboard_alone(visitor: Visitor) -> None:
    page = visitor.page
    page.locator("#composer-text").focus()
    page.keyboard.type("/sh")
    expect(page.locator("#composer-list").get_by_role("option").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.type("contract clause extraction")
    page.keyboard.press("Enter")
    link = visitor.messages.get_by_role("link", name=re.compile("repl"))
    link.focus()
    page.keyboard.press("Enter")
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
    expect(visitor.thread.get_by_role("button", name="Why", exact=True)).to_be_visible()
    # The box keeps the focus all the while.
    expect(page.locator("#reply-text")).to_be_focused()
    expect(visitor.thread).to_contain_text("etriev")


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
    visitor.modal.locator("button[type=submit]").click()
    expect(visitor.modal).to_be_hidden()
    visitor.stage.rest()
    expect(visitor.thread).to_contain_text("Training starts on 2026-11-26")
    for _ in range(10):
        visitor.press("+1 week")
        expect(visitor.page.locator("body.turning")).to_have_count(0, timeout=20_000)
        if "score" in visitor.thread.locator(".message").last.inner_text().lower():
            break
    visitor.reply("score 50%, general 40% (was 73%), spent $90000")
    expect(visitor.thread).to_contain_text("Stop", timeout=15_000)


def test_the_owner_is_chosen_in_a_menu_and_a_dissent_is_kept(visitor: Visitor) -> None:
    begun(visitor)
    answered(visitor, ("No", "Not sure"))
    visitor.press("Accept", visitor.thread)
    expect(visitor.thread).to_contain_text("Owner: @Ana")
    visitor.thread.get_by_role("combobox").select_option(label="Ben")
    expect(visitor.thread).to_contain_text("Owner: @Ben")
    visitor.be("Cara")
    visitor.messages.get_by_role("link", name=re.compile("repl")).click()
    visitor.press("Dissent", visitor.thread)
    visitor.modal.locator("textarea, input[type=text]").first.fill("we have no labels")
    visitor.modal.locator("button[type=submit]").click()
    expect(visitor.thread).to_contain_text("we have no labels")
    expect(visitor.thread).to_contain_text("@Cara")


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
    expect(visitor.thread).to_contain_text("What each option costs")
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
    expect(bench).to_contain_text("blocks of type data_visualization are refused")
    begun(visitor)
    answered(visitor)
    refusal = visitor.thread.locator(".refusal").first
    expect(refusal).to_contain_text("Slack refused chat.postMessage: invalid_blocks")
    expect(refusal).to_contain_text("unsupported type")
    expect(bench.locator(".row.red").first).to_contain_text("invalid_blocks")
    expect(visitor.page.locator("#hood .badge")).to_contain_text(re.compile(r"\d"))
    # The curve came in another form.
    expect(visitor.thread.locator("pre").first).to_contain_text("Month")
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
    # Who scrolls back stays there.
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


@pytest.fixture
def phone(look: dict[str, object]) -> None:
    look |= {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "color_scheme": "dark"}


@pytest.mark.usefixtures("phone")
def test_it_fits_a_phone_in_the_dark(visitor: Visitor) -> None:
    begun(visitor)
    answered(visitor)
    wide = visitor.page.evaluate("document.scrollingElement.scrollWidth")
    assert wide <= 360
    dark = visitor.page.evaluate("getComputedStyle(document.documentElement).backgroundColor")
    assert dark == "rgb(26, 29, 33)"
    for part in (".topbar", ".places", "#reply"):
        box = visitor.page.locator(part).bounding_box()
        assert box is not None
        assert box["width"] <= 360


_HARD_TO_READ = """() => {
    const lightness = ([r, g, b]) => [r, g, b].map((channel) => channel / 255)
        .map((channel) => channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4)
        .reduce((sum, channel, at) => sum + channel * [0.2126, 0.7152, 0.0722][at], 0);
    const parts = (colour) => colour.match(/[0-9.]+/g).map(Number);
    const behind = (start) => {
        for (let element = start; element; element = element.parentElement) {
            const colour = parts(getComputedStyle(element).backgroundColor);
            if (colour.length === 3 || colour[3] === 1) return colour;
        }
        return [255, 255, 255];
    };
    return [...document.querySelectorAll('body *')].filter((element) => {
        const says = [...element.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
        if (!says || element.disabled || element.closest('svg, .unseen, .skip, script, option, :disabled') || !element.checkVisibility()) return false;
        const [light, dark] = [lightness(parts(getComputedStyle(element).color)), lightness(behind(element))].sort((a, b) => b - a);
        return (light + 0.05) / (dark + 0.05) < 4.5;
    }).map((element) => element.outerHTML.slice(0, 200));
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_can_be_read_in_the_light_and_in_the_dark(visitor: Visitor, scheme: str) -> None:
    visitor.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    visitor.stage.workspace.faults.refuse_blocks({"data_visualization"})
    begun(visitor)
    answered(visitor)
    visitor.type("/giphy cats")
    visitor.type("/should-we-finetune help")
    visitor.page.locator("#hood").click()
    expect(visitor.page.locator("#bench .row.red").first).to_be_visible()
    assert visitor.page.evaluate(_HARD_TO_READ) == []
    visitor.type("/should-we-finetune")
    visitor.press("Start", visitor.modal)
    expect(visitor.modal.locator(".b-error")).to_be_visible()
    assert visitor.page.evaluate(_HARD_TO_READ) == []


def test_everything_has_a_name_for_a_screen_reader(visitor: Visitor) -> None:
    begun(visitor)
    visitor.press("Under the hood")
    visitor.press("Answer in a form", visitor.thread)
    expect(visitor.modal).to_be_visible()
    nameless = visitor.page.evaluate(
        """() => [...document.querySelectorAll('button, a, input, select, textarea')]
            .filter((control) => !(control.textContent.trim() || control.labels?.length || control.ariaLabel || control.title || control.closest('fieldset')))
            .map((control) => control.outerHTML)"""
    )
    assert nameless == []
    expect(visitor.page.get_by_role("log", name="Messages")).to_have_count(1)
    assert visitor.page.title() == "should-we-finetune playground"
    assert visitor.page.locator("html").get_attribute("lang") == "en"
