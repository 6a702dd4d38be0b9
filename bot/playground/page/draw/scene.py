"""Where a drawing stands: the names, addresses and values that it needs and cannot know."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bot.playground.workspace.conversations import Json
from bot.playground.workspace.forms import Values


@dataclass(frozen=True)
class Surroundings:
    """What a drawing has to know of the place where it stands."""

    prefix: str
    """Begins every id attribute; unique on the page."""
    name_of: Callable[[str], str | None]
    """The name of a person, or of the bot, by id."""
    channel_of: Callable[[str], str | None]
    """The name of a channel, without '#', by id."""
    way_to: Callable[[str], str | None]
    """Where inside the page an address of this workspace leads; None for every other address."""
    picture_of: Callable[[Json], str | None]
    """The address on the page's own server of a `slack_file`; None where there is none."""
    people: tuple[tuple[str, str], ...] = ()
    """Who can be chosen in menus of people: (id, name)."""
    channels: tuple[tuple[str, str], ...] = ()
    """What can be chosen in menus of channels and conversations: (id, name)."""
    state: Values = field(default_factory=dict)
    """What stands in the fields now, as `bot.playground.workspace.forms.values` gives it."""
    errors: Mapping[str, str] = field(default_factory=dict)
    """What is wrong with a field, by block_id."""
    active: bool = True
    """Whether the controls can be used."""


@dataclass(frozen=True)
class ElementPlace:
    """Where an interactive element stands: its block, its own id attribute, and what its block says about it."""

    block_id: str
    id: str
    live: bool = True
    """Whether a change is told to the bot at once."""
    label: str = ""
    """What the block calls it; empty where nothing does."""
    required: bool = False
    described_by: str | None = None
    """The id attributes of its hint and error."""
    wrong: bool = False
    """Whether there is an error."""
