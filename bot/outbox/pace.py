"""How fast the bot speaks, and how patient it is. All in seconds."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Pace:
    """The defaults are what Slack asks for; tests are in more of a hurry."""

    # Slack takes about one message a second in a channel.
    between_messages: float = 1.0
    # How long a changed card waits for more changes: several answers in a row are one change of it.
    card_waits: float = 2.0
    # Before the second try of what failed; each further one waits twice as long.
    first_wait: float = 0.5
    longest_wait: float = 60.0
    # Before looking for what was sent without an answer: Slack may still be at it.
    after_silence: float = 5.0
