"""How the page looks in a real browser: on a phone, in the light and the dark, to a screen reader."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.bot.playground.browser.conftest import Visitor
from tests.bot.playground.browser.steps import answered, begun

pytestmark = pytest.mark.slow


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
    visitor.stage.workspace.faults.refuse_blocks({"data_visualization", "table"})
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
