"""Elements into which something is typed: texts, numbers, days and times."""

from markupsafe import Markup

from bot.playground.page.draw.checked_json import Malformed, a_string, kind_of, maybe_count, maybe_flag, maybe_items
from bot.playground.page.draw.dates import moment
from bot.playground.page.draw.rich import typed_again
from bot.playground.page.draw.scene import ElementPlace, Surroundings
from bot.playground.page.draw.tags import preformatted, tag
from bot.playground.page.draw.wrapping import current, naming, placeholder, wrapped
from bot.playground.workspace.conversations import Json

# The native control of each element that is one line.
_CONTROLS: dict[str, dict[str, str]] = {
    "datepicker": {"type": "date"},
    "timepicker": {"type": "time"},
    "number_input": {"type": "text", "inputmode": "decimal"},
    "email_text_input": {"type": "email"},
    "url_text_input": {"type": "url"},
}
_ROWS = 4


def field(given: Json, place: ElementPlace, scene: Surroundings) -> Markup:
    """A field of one line: a day, a time, a number, an address."""
    attributes = _CONTROLS[kind_of(given)] | naming(given, place, scene) | {"placeholder": placeholder(given)}
    return wrapped(given, place, scene, tag("input", value=_value(given, place, scene), **attributes))


def text_field(given: Json, place: ElementPlace, scene: Surroundings) -> Markup:
    """A field for text, of one line or several."""
    attributes = naming(given, place, scene) | {
        "placeholder": placeholder(given),
        "maxlength": maybe_count(given, "max_length"),
    }
    value = _value(given, place, scene)
    if maybe_flag(given, "multiline"):
        return wrapped(given, place, scene, preformatted("textarea", value or "", rows=_ROWS, **attributes))
    return wrapped(given, place, scene, tag("input", type="text", value=value, **attributes))


def rich_field(given: Json, place: ElementPlace, scene: Surroundings) -> Markup:
    """A field for text with styles, here without them."""
    now = current(given, place, scene)
    text = "" if now is None else typed_again(now, scene)
    attributes = naming(given, place, scene) | {"placeholder": placeholder(given)}
    return wrapped(given, place, scene, preformatted("textarea", text, rows=_ROWS, **attributes))


def datetime_field(given: Json, place: ElementPlace, scene: Surroundings) -> Markup:
    """A field for a moment, in UTC."""
    now = current(given, place, scene)
    value = None
    if now is not None:
        if isinstance(now, bool) or not isinstance(now, int):
            raise Malformed("must be a whole number")
        at = moment(now)
        if at is None:
            raise Malformed("must be a moment")
        value = f"{at.year:04}-{at:%m-%dT%H:%M}"
    control = tag("input", type="datetime-local", value=value, **naming(given, place, scene))
    return wrapped(given, place, scene, control, tag("span", "UTC", class_="el-note"))


def file_field(given: Json, place: ElementPlace, scene: Surroundings) -> Markup:
    """A field for files: what is chosen is uploaded at once, and its ids are what the form sends."""
    maybe_items(given, "filetypes")
    several = (maybe_count(given, "max_files") or 10) > 1
    return wrapped(given, place, scene, tag("input", type="file", multiple=several, **naming(given, place, scene)))


def _value(given: Json, place: ElementPlace, scene: Surroundings) -> str | None:
    now = current(given, place, scene)
    return None if now is None else a_string(now)
