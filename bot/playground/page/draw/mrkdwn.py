"""Slack's own markup of text, mrkdwn, as Slack stores it."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from markupsafe import Markup, escape
from rich.emoji import Emoji

from bot.playground.page.draw.checked_json import whole_characters
from bot.playground.page.draw.dates import spoken
from bot.playground.page.draw.links import channel, link, mention, person
from bot.playground.page.draw.scene import Surroundings
from bot.playground.page.draw.tags import BREAK, NOTHING, joined, preformatted, tag
from bot.playground.workspace.writing import read

# Stand for what is drawn already while the text around it is worked on: a piece of a line, and a block of its own.
_PIECE, _BLOCK = "\x00", "\x01"
_NO_STAND_INS = str.maketrans({_PIECE: "\ufffd", _BLOCK: "\ufffd"})

_CODE_OR_ANGLES = re.compile(
    r"```(?P<block>.+?)```|(?<![^\W_])(?<!`)`(?P<code>(?!\s*`)[^`\n]++)`(?![^\W_]|`)|<(?P<angles>[^<>\n]+)>", re.DOTALL
)
_ANGLES = re.compile(r"<([^<>\n]+)>")
_AROUND_BLOCK = re.compile(rf"\n?{_BLOCK}\n?")
_DRAWN = re.compile(f"[{_PIECE}{_BLOCK}]")
_MARKS = {"*": "b", "_": "i", "~": "s"}
_MARK = re.compile(r"[*_~]")
_RANGES = frozenset({"here", "channel", "everyone"})
_QUOTE, _QUOTE_REST = ">", ">>>"
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)


def mrkdwn(text: str, scene: Surroundings, *, emoji: bool = True) -> Markup:
    """Text with Slack's markup, as it looks."""
    drawn: list[Markup] = []

    def aside(match: re.Match[str]) -> str:
        if match["block"] is not None:
            code = match["block"].removeprefix("\n").removesuffix("\n")
            drawn.append(preformatted("pre", _code(code, scene), class_="m-pre"))
            return _BLOCK
        drawn.append(
            tag("code", _code(match["code"], scene))
            if match["code"] is not None
            else _angled(match["angles"], scene, emoji)
        )
        return _PIECE

    clean = whole_characters(text).translate(_NO_STAND_INS).replace("\r\n", "\n").replace("\r", "\n")
    left = read(_CODE_OR_ANGLES.sub(aside, clean))
    shown = _paragraphs(with_emoji(left) if emoji else left)
    waiting = iter(drawn)
    return Markup(_DRAWN.sub(lambda _: next(waiting), shown))


def with_emoji(text: str) -> str:
    """Text in which the names of emoji are the emoji."""
    return Emoji.replace(text)


def _paragraphs(text: str) -> Markup:
    """Lines and quotes. Line breaks beside a quote or a block are part of it."""
    parts: list[Markup] = []
    for quoted, lines in _runs(text.split("\n")):
        inside = _lines("\n".join(lines))
        parts.append(tag("blockquote", inside, class_="m-quote") if quoted else inside)
    return joined(parts)


def _runs(lines: list[str]) -> Iterator[tuple[bool, list[str]]]:
    """Lines that are quoted and lines that are not, without the signs that quote them."""
    run: list[str] = []
    quoted = rest = False
    for place, line in enumerate(lines):
        opens_rest = not rest and line.startswith(_QUOTE_REST)
        is_quote = rest or line.startswith(_QUOTE)
        if place and is_quote != quoted:
            yield quoted, run
            run = []
        quoted = is_quote
        sign = "" if rest or not is_quote else _QUOTE_REST if opens_rest else _QUOTE
        rest = rest or opens_rest
        said = line.removeprefix(sign)
        run.append(said.removeprefix(" ") if sign else said)
    yield quoted, run


def _lines(text: str) -> Markup:
    around = _AROUND_BLOCK.sub(_BLOCK, text)
    pieces = [BREAK.join(_styled(line) for line in piece.split("\n")) for piece in around.split(_BLOCK)]
    return Markup(_BLOCK).join(pieces)


def _styled(line: str) -> Markup:
    """A line with its bold, italic and struck parts. A mark opens and closes only at the border of a word."""
    closers = {
        mark: [place for place, character in enumerate(line) if character == mark and _closes(line, place)]
        for mark in _MARKS
    }
    parts: list[Markup] = []
    done = 0
    for match in _MARK.finditer(line):
        place, mark = match.start(), match[0]
        if place < done or not _opens(line, place):
            continue
        nth = bisect_left(closers[mark], place + 2)
        if nth == len(closers[mark]):
            continue
        end = closers[mark][nth]
        parts += [escape(line[done:place]), tag(_MARKS[mark], _styled(line[place + 1 : end]))]
        done = end + 1
    return joined([*parts, escape(line[done:])])


def _opens(line: str, place: int) -> bool:
    before, after = line[place - 1 : place] if place else "", line[place + 1 : place + 2]
    return not before.isalnum() and before != line[place] and bool(after.strip()) and after != line[place]


def _closes(line: str, place: int) -> bool:
    before, after = line[place - 1 : place] if place else "", line[place + 1 : place + 2]
    return bool(before.strip()) and before != line[place] and not after.isalnum() and after != line[place]


def _code(text: str, scene: Surroundings) -> Markup:
    """Code: no markup but links and mentions."""
    parts: list[Markup] = []
    done = 0
    for match in _ANGLES.finditer(text):
        parts += [escape(read(text[done : match.start()])), _angled(match[1], scene, emoji=False)]
        done = match.end()
    return joined([*parts, escape(read(text[done:]))])


def _angled(inside: str, scene: Surroundings, emoji: bool) -> Markup:
    """What stands in angle brackets: a mention, a date or a link; else just that, brackets and all."""
    target, bar, rest = inside.partition("|")
    said = read(rest) if bar and rest else None
    label = with_emoji(said) if said is not None and emoji else said
    sign, name = target[:1], target[1:]
    if sign == "@" and name:
        return person(name, scene, label)
    if sign == "#" and name:
        return channel(name, scene, label)
    if sign == "!":
        return _command(name, label, scene) or escape(f"<{read(inside)}>")
    if label is None and not _SCHEME.match(target):
        return escape(f"<{read(inside)}>")
    url = read(target)
    return link(url, label if label is not None else url.removeprefix("mailto:"), scene)


def _command(name: str, label: str | None, scene: Surroundings) -> Markup:
    """A mention of many people, or a date; nothing where it is neither and says nothing for itself."""
    words = name.split("^")
    if words[0] in _RANGES:
        return mention(f"@{words[0]}")
    if words[0] == "subteam" and len(words) > 1:
        return mention(f"@{(label or words[1]).removeprefix('@')}")
    if words[0] == "date" and len(words) > 2:
        at = spoken(int(words[1]), read(words[2])) if re.fullmatch(r"[0-9]{1,15}", words[1]) else None
        shown = at if at is not None else escape(label or "")
        return link(read(words[3]), shown, scene) if len(words) > 3 else shown
    return escape(label) if label else NOTHING
