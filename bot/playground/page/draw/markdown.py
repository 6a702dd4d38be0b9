"""The markdown block."""

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict
from markupsafe import Markup, escape

from bot.playground.page.draw.checked_json import string
from bot.playground.page.draw.links import link
from bot.playground.page.draw.mrkdwn import with_emoji
from bot.playground.page.draw.scene import Surroundings
from bot.playground.page.draw.tables import scrolling
from bot.playground.page.draw.tags import tag
from bot.playground.workspace.conversations import Json

_HIGHEST = 3  # a message's own headings stand below those of the page
_LOWEST = 6
_LABEL = Markup("\x00")  # stands for what is inside a link, which is drawn later


def markdown(value: Json, scene: Surroundings) -> Markup:
    """A markdown block."""
    return tag("div", Markup(_READER.render(string(value, "text"), {"scene": scene})), class_="b-markdown")


class _Renderer(RendererHTML):
    """Links as everywhere here, pictures as links, and tables that scroll.

    Each rule returns a plain string: added to a Markup, what other rules return would be escaped once more.
    """

    def link_open(self, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType) -> str:
        """What comes before the label of a link."""
        return self._around(tokens[place], env)[0]

    def link_close(self, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType) -> str:
        """What comes after it. Links do not stand in each other, so the one that opened last is the one that closes."""
        opened = next(token for token in reversed(tokens[:place]) if token.type == "link_open")
        return self._around(opened, env)[1]

    def image(self, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType) -> str:
        """A picture, which is not loaded, as a link to it, or as its words alone inside a link."""
        url, alt = (
            str(tokens[place].attrGet("src") or ""),
            self.renderInlineAsText(tokens[place].children, options, env),
        )
        depth = sum(token.nesting for token in tokens[:place] if token.type in {"link_open", "link_close"})
        return str(escape(alt or url) if depth else link(url, alt or url, env["scene"]))

    def text(self, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType) -> str:
        """Words, in which names of emoji are the emoji."""
        return str(escape(with_emoji(tokens[place].content)))

    def table_open(self, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType) -> str:
        """The beginning of a table and of what scrolls it."""
        return str(scrolling("Table", Markup(""))).removesuffix("</div>") + '<table class="b-table">'

    def table_close(self, tokens: Sequence[Token], place: int, options: OptionsDict, env: EnvType) -> str:
        """The end of both."""
        return "</table></div>"

    def _around(self, opened: Token, env: EnvType) -> tuple[str, str]:
        before, _, after = link(str(opened.attrGet("href") or ""), _LABEL, env["scene"]).partition(_LABEL)
        return str(before), str(after)


def _tamed(state: StateCore) -> None:
    """Headings below those of the page, alignment by class instead of style, and no class from what was typed."""
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = f"h{min(int(token.tag[1:]) + _HIGHEST - 1, _LOWEST)}"
        if token.type == "fence":
            token.info = ""
        style: Any = token.attrs.pop("style", None)
        if isinstance(style, str):
            token.attrSet("class", style.removeprefix("text-align:"))


def _is_address(url: str) -> bool:
    return bool(url)


def _reader() -> MarkdownIt:
    reader = MarkdownIt("commonmark", {"html": False, "breaks": True}, renderer_cls=_Renderer).enable(
        ["table", "strikethrough"]
    )
    reader.core.ruler.push("tamed", _tamed)
    # Every link is read as one; whether it may lead anywhere is decided where it is drawn.
    reader.validateLink = _is_address  # type: ignore[method-assign]
    return reader


_READER = _reader()
