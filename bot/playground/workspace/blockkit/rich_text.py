"""The rich_text block and what stands inside it."""

from bot.playground.workspace.blockkit.composition import IDENTIFIER, URL
from bot.playground.workspace.blockkit.schema import (
    SchemaRule,
    array,
    boolean,
    integer,
    kind,
    one_of,
    shape,
    string,
    typed,
)

_STYLE: dict[str, SchemaRule] = {
    "style": shape(
        optional=dict.fromkeys(
            ("bold", "italic", "strike", "code", "underline", "highlight", "client_highlight", "unlink"), boolean
        )
    )
}
_LINK = kind(
    "link",
    {"url": string(1, 3000, r"https?://\S+")},
    _STYLE | {"text": string(1)} | dict.fromkeys(("unsafe", "from_llm", "is_slack_url", "truncated"), boolean),
)
_TEXT = kind("text", {"text": string(1)}, _STYLE)
INLINE = typed(
    _TEXT
    | _LINK
    | kind("user", {"user_id": string(1)}, _STYLE)
    | kind("channel", {"channel_id": string(1)}, _STYLE)
    | kind("usergroup", {"usergroup_id": string(1)}, _STYLE)
    | kind("team", {"team_id": string(1)}, _STYLE)
    | kind("emoji", {"name": string(1)}, _STYLE | {"unicode": string(1), "skin_tone": integer(1, 6)})
    | kind("date", {"timestamp": integer(0), "format": string(1)}, _STYLE | {"url": URL, "fallback": string(1)})
    | kind("broadcast", {"range": one_of("here", "channel", "everyone")}, _STYLE)
    | kind("color", {"value": string(1)}, _STYLE)
)
_PLAIN_INLINE = typed(_TEXT | _LINK)
_BORDER = one_of(0, 1)
_SECTION = kind("rich_text_section", {"elements": array(INLINE, 1)})
_PARTS = typed(
    _SECTION
    | kind(
        "rich_text_list",
        {"elements": array(typed(_SECTION), 1), "style": one_of("bullet", "ordered")},
        {"indent": integer(0, 8), "offset": integer(0), "border": _BORDER},
    )
    | kind("rich_text_preformatted", {"elements": array(_PLAIN_INLINE, 1)}, {"border": _BORDER, "language": string(1)})
    | kind("rich_text_quote", {"elements": array(INLINE, 1)}, {"border": _BORDER})
)
RICH_TEXT = kind("rich_text", {"elements": array(_PARTS, 1)}, {"block_id": IDENTIFIER})
