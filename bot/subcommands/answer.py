"""What a subcommand comes to: a message for who said it, and what is written with it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.block_kit.message import Message
from bot.block_kit.rich_text import escaped, rich
from bot.store.protocol import Unit


@dataclass(frozen=True)
class Answer:
    """What a subcommand comes to: a message for who said it, and what is written in the same transaction.

    `about` names every decision that the message quotes, None where it may be any: it is not sent any more once one of
    them is forgotten. `write` returns what is to be said instead, where somebody else was quicker.
    """

    message: Message
    write: Callable[[Unit], Message | None] = field(default=lambda _unit: None)
    about: tuple[int, ...] | None = ()


def in_words(sentence: str, write: Callable[[Unit], Message | None] = lambda _unit: None) -> Answer:
    """An answer in one sentence; what stands in it is shown as text."""
    return Answer(Message(text=escaped(sentence), blocks=(rich(sentence),)), write)


def not_found(number: int) -> Answer:
    """The same for what is not there and what may not be seen: nobody learns which."""
    return in_words(
        f"There is no decision {number} that you can see. It is in a channel you are not in, was forgotten, or was never made."
    )
