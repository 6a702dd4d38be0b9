"""Blocks to draw, and drawings read again as a browser reads them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from bot.playground.page.draw import Surroundings, draw, mrkdwn

_EMPTY = {"br", "hr", "img", "input"}


@dataclass
class Node:
    """An element of a page, with what is inside it."""

    name: str
    attributes: dict[str, str | None] = field(default_factory=dict)
    inside: list[Node | str] = field(default_factory=list)

    def __getitem__(self, name: str) -> str | None:
        return self.attributes[name]

    def get(self, name: str) -> str | None:
        return self.attributes.get(name)

    @property
    def classes(self) -> list[str]:
        return (self.get("class") or "").split()

    @property
    def text(self) -> str:
        """What is read, with a line break for each <br>."""
        return "".join(
            part if isinstance(part, str) else "\n" if part.name == "br" else part.text for part in self.inside
        )

    def nodes(self) -> Iterator[Node]:
        """Every element inside, in order."""
        for part in self.inside:
            if isinstance(part, Node):
                yield part
                yield from part.nodes()

    def all(self, name: str | None = None, **attributes: str) -> list[Node]:
        """The elements of a name that have these attributes; of `class_`, the one class."""
        wanted = {key.rstrip("_").replace("_", "-"): value for key, value in attributes.items()}
        return [
            node
            for node in self.nodes()
            if (name is None or node.name == name)
            and all(
                value in node.classes if key == "class" else node.get(key) == value for key, value in wanted.items()
            )
        ]

    def one(self, name: str | None = None, **attributes: str) -> Node:
        """The only such element."""
        nodes = self.all(name, **attributes)
        assert len(nodes) == 1, f"{len(nodes)} of {name} {attributes}"
        return nodes[0]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open = [Node("page")]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"an attribute of {tag} is there twice"
        node = Node(tag, dict(attrs))
        self.open[-1].inside.append(node)
        if tag not in _EMPTY:
            self.open.append(node)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop().name == tag

    def handle_data(self, data: str) -> None:
        self.open[-1].inside.append(data)

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def read_again(html: str) -> Node:
    """A page out of HTML in which every element is closed in its place."""
    html.encode()
    reader = _Reader()
    reader.feed(html)
    reader.close()
    assert len(reader.open) == 1
    page = reader.open[0]
    ids = [node["id"] for node in page.nodes() if "id" in node.attributes]
    assert len(ids) == len(set(ids))
    return page


def a_scene(**changes: Any) -> Surroundings:
    """A small workspace: Maria and Li, #general, one picture."""
    given: dict[str, Any] = {
        "prefix": "m1-",
        "name_of": {"U1": "maria", "U2": "li"}.get,
        "channel_of": {"C1": "general"}.get,
        "way_to": lambda url: "/c/C1" if url.startswith("https://acme.slack.com/archives/") else None,
        "picture_of": lambda file: "/files/F1" if "F1" in (file.get("id") or file.get("url") or "") else None,
        "people": (("U1", "maria"), ("U2", "li")),
        "channels": (("C1", "general"), ("C2", "random")),
    }
    return Surroundings(**given | changes)


@pytest.fixture(scope="session")
def drawn() -> Callable[..., Node]:
    """Draws blocks in a small workspace and reads them again; keywords change the scene."""
    return lambda *blocks, **changes: read_again(draw(list(blocks), a_scene(**changes)))


@pytest.fixture(scope="session")
def drawn_as_they_are() -> Callable[[Any], Node]:
    """Draws whatever stands where a list of blocks should."""
    return lambda blocks: read_again(draw(blocks, a_scene()))


@pytest.fixture(scope="session")
def marked() -> Callable[..., Node]:
    """Draws text with Slack's markup and reads it again."""
    return lambda text, **changes: read_again(mrkdwn(text, a_scene(**changes)))


@pytest.fixture(scope="session")
def samples() -> dict[str, dict[str, Any]]:
    """A right block of every kind that is drawn, with all it can hold."""
    return dict(json.loads(Path(__file__).with_name("samples.json").read_text()))
