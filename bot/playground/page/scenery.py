"""What drawings have to know of the workspace: names, ways from link to thread, pictures."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from bot.playground.page.draw import Surroundings
from bot.playground.page.seat import Seat, named, visible
from bot.playground.stage import Stage
from bot.playground.workspace import forms
from bot.playground.workspace.conversations import PostedMessage
from bot.playground.workspace.views import View

PICTURES = {"png": "image/png", "jpg": "image/jpeg", "jpeg": "image/jpeg", "gif": "image/gif"}
_PRIVATE = "private-channel"
_PATH = re.compile(r"/archives/(?P<channel>\w+)(?:/p(?P<second>\d{10})(?P<rest>\d{6}))?/?")


def scene_of(stage: Stage, seat: Seat, place: PostedMessage | View) -> Surroundings:
    """How a message or view is drawn for whoever looks."""
    workspace = stage.workspace
    own = isinstance(place, View)
    return Surroundings(
        prefix=f"{'v' if own else 'm'}-{re.sub(r'[^0-9A-Za-z]', '-', place_id(place))}-",
        name_of=lambda id_: workspace.people[id_].name if id_ in workspace.people else None,
        channel_of=lambda id_: _channel_name(stage, seat, id_),
        way_to=lambda url: way_to(stage, seat, url),
        picture_of=lambda file: picture_of(stage, seat, file),
        people=tuple((person.id, person.name) for person in workspace.people.values() if not person.deleted),
        channels=tuple((channel.id, channel.name) for channel in visible(stage, seat.person)),
        state=place.values
        if isinstance(place, View)
        else forms.values(place.blocks, workspace.filled_in(seat.person, place)),
        errors=place.errors if isinstance(place, View) else {},
    )


def place_id(place: PostedMessage | View) -> str:
    """A message or view by a name that is unique in the workspace."""
    return place.id if isinstance(place, View) else f"{place.channel}:{place.ts}"


def way_to(stage: Stage, seat: Seat, url: str) -> str | None:
    """The page's own address for a link to a channel or thread of this workspace; None for every other link."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    match = _PATH.fullmatch(parts.path) if parts.netloc == f"{stage.workspace.name}.slack.com" else None
    channel = stage.workspace.channels.get(match["channel"]) if match else None
    if match is None or channel is None or seat.person.id not in channel.members:
        return None
    own = f"{match['second']}.{match['rest']}" if match["second"] else ""
    thread = parse_qs(parts.query).get("thread_ts", [own])[0]
    return seat.address(
        stage, **{"in": named(stage, channel, seat.person), "thread": thread if thread in channel.messages else None}
    )


def _channel_name(stage: Stage, seat: Seat, id_: str) -> str | None:
    """What a mention of a channel says: of a private one nothing to whoever is not in it."""
    channel = stage.workspace.channels.get(id_)
    if channel is None:
        return None
    return channel.name if channel.kind == "channel" or seat.person.id in channel.members else _PRIVATE


def picture_of(stage: Stage, seat: Seat, file: Any) -> str | None:
    """Where the page gets an uploaded picture from."""
    id_ = file.get("id") if isinstance(file, dict) else None
    there = stage.workspace.files.get(id_) if isinstance(id_, str) else None
    if there is None or there.name.rpartition(".")[2].lower() not in PICTURES:
        return None
    return f"/picture/{there.id}?{urlencode({'as': seat.person.name.lower()})}"
