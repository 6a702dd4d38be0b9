"""What the outbox holds: jobs that are carried out here, and messages that go to Slack; one small class a kind.

A row keeps the name of the kind and the fields as JSON. Rows of earlier versions are read too: what they lack has its
default, what is not known any more is passed over, and what cannot be read at all is `UnreadableItem`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import Any, Literal, get_args

from pydantic import TypeAdapter, ValidationError

Place = Literal["public", "private", "im", "mpim"]
Block = dict[str, Any]

# --- jobs ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DrawThread:
    """Make a decision's thread say what its log says."""


@dataclass(frozen=True, slots=True)
class AnswerRequest:
    """Answer what a person asked in a thread: "status", "what if volume is 2M".

    request   one of `flows.language.intent.Request`; None in a row of an earlier version, which has the words alone
    changes   of a what-if: values by question, as a document has them
    size      how long the log was
    """

    by: str
    size: int
    request: str | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    text: str | None = None


@dataclass(frozen=True, slots=True)
class ExportVerdict:
    """Put a decision's how-many-th verdict into its thread as a file."""

    by: str
    number: int


@dataclass(frozen=True, slots=True)
class RunSubcommand:
    """Carry out a subcommand, such as "list due", and answer that person.

    usage   how it is said right, where it was not: then that is the answer
    text    the words, in a row of an earlier version, which were not read yet
    """

    by: str
    place: Place = "private"
    thread_ts: str | None = None
    url: str | None = None
    verb: str | None = None
    number: int | None = None
    words: str = ""
    usage: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class MeasureFiles:
    """Measure files that a person shared in a decision's thread, by their ids in Slack, and say there what they show.

    chosen   the model, project or metric that counts, where somebody chose one
    """

    by: str
    files: tuple[str, ...]
    chosen: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class DrawDigest:
    """Draw a channel's digest: the week's, which was due `at` a time, or one that somebody wants now."""

    by: str
    place: Place
    zone: str
    at: float | None = None


@dataclass(frozen=True, slots=True)
class DrawHome:
    """Draw the Home tab of a person."""

    by: str


@dataclass(frozen=True, slots=True)
class EraseWorkspace:
    """Delete all that is kept of a workspace, up to a decision and a time."""

    why: str
    up_to: int
    at: float


@dataclass(frozen=True, slots=True)
class ScrubFile:
    """Rub what was deleted out of the database file."""


# --- messages --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class DigestPosted:
    """Of which digest a post is: who wanted it, where, up to when it tells (None for one that is none of the week's).

    told   the keys of the lines in it that wait
    """

    by: str
    place: Place
    until: float | None = None
    set_at: float | None = None
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Post:
    """A new message; `version` says what it says, `expires` after which time nobody wants it any more (epoch seconds)."""

    text: str
    blocks: tuple[Block, ...] = ()
    plainer: tuple[tuple[Block, ...], ...] = ()
    version: str = ""
    broadcast: bool = False
    digest: DigestPosted | None = None
    expires: float | None = None


@dataclass(frozen=True, slots=True)
class Update:
    """A change to a message that stands."""

    text: str
    blocks: tuple[Block, ...] = ()
    plainer: tuple[tuple[Block, ...], ...] = ()
    version: str = ""
    broadcast: bool = False


@dataclass(frozen=True, slots=True)
class Ephemeral:
    """Something for one person's eyes, where they are. `about`: the decisions that it quotes, None where it may be any."""

    text: str
    user: str
    blocks: tuple[Block, ...] = ()
    plainer: tuple[tuple[Block, ...], ...] = ()
    thread_ts: str | None = None
    about: tuple[int, ...] | None = ()


@dataclass(frozen=True, slots=True)
class Respond:
    """The same by the address of a click or a command, which lives for half an hour."""

    text: str
    user: str
    url: str
    blocks: tuple[Block, ...] = ()
    plainer: tuple[tuple[Block, ...], ...] = ()
    thread_ts: str | None = None
    about: tuple[int, ...] | None = ()


@dataclass(frozen=True, slots=True)
class Direct:
    """A direct message."""

    text: str
    user: str
    about: tuple[int, ...] | None = ()


@dataclass(frozen=True, slots=True)
class Publish:
    """A person's Home tab."""

    user: str
    view: dict[str, Any]


@dataclass(frozen=True, slots=True)
class React:
    """A check mark on a message."""

    ts: str


@dataclass(frozen=True, slots=True)
class Unreact:
    """A check mark taken off."""

    ts: str


@dataclass(frozen=True, slots=True)
class UploadFile:
    """A file in a thread. The title tells this upload from every other, should nobody know whether it arrived."""

    content: str
    filename: str
    title: str
    text: str
    by: str


@dataclass(frozen=True, slots=True)
class GiveFile:
    """A file in a person's direct message with the bot; `direct` is its channel, None until it is known."""

    content: str
    filename: str
    title: str
    text: str
    user: str
    by: str
    direct: str | None = None


@dataclass(frozen=True, slots=True)
class Delete:
    """A message or a file of ours that has to go: where it stands or how to find it, and nothing of what it said."""

    ts: str | None = None
    file: str | None = None
    thread_ts: str | None = None
    root: bool = False
    on: str | None = None
    mark: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class UnreadableItem:
    """A row that this version cannot read, with its text as it stands."""

    kind: str
    text: str


Job = (
    DrawThread
    | AnswerRequest
    | ExportVerdict
    | RunSubcommand
    | MeasureFiles
    | DrawDigest
    | DrawHome
    | EraseWorkspace
    | ScrubFile
)
Outgoing = Post | Update | Ephemeral | Respond | Direct | Publish | React | Unreact | UploadFile | GiveFile | Delete
Item = Job | Outgoing | UnreadableItem

# A name stands in rows for good.
KINDS: dict[str, type[Any]] = {
    "thread": DrawThread, "aside": AnswerRequest, "export": ExportVerdict, "order": RunSubcommand, "measure": MeasureFiles, "digest": DrawDigest,
    "home": DrawHome, "erase": EraseWorkspace, "scrub": ScrubFile,
    "post": Post, "update": Update, "ephemeral": Ephemeral, "respond": Respond, "direct": Direct, "publish": Publish,
    "react": React, "unreact": Unreact, "file": UploadFile, "document": GiveFile, "delete": Delete,
}  # fmt: skip
_NAMES = {class_: kind for kind, class_ in KINDS.items()}
JOBS: tuple[type[Any], ...] = get_args(Job)


def kind_of(item: Item) -> str:
    """The name of an item's kind."""
    return item.kind if isinstance(item, UnreadableItem) else _NAMES[type(item)]


def to_json(item: Item) -> str:
    """The fields of an item, as a row keeps them."""
    return item.text if isinstance(item, UnreadableItem) else _adapter(kind_of(item)).dump_json(item).decode()


def from_json(kind: str, text: str) -> Item:
    """An item as a row keeps it, however old."""
    if kind not in KINDS:
        return UnreadableItem(kind, text)
    try:
        item: Item = _adapter(kind).validate_json(text)
    except ValidationError:
        return UnreadableItem(kind, text)
    return item


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(KINDS[kind])
