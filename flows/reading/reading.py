"""What was read of a text."""

from __future__ import annotations

from dataclasses import dataclass, field

from flows.questions.question import Value

# By question id; None is "not sure".
Said = dict[str, Value | None]
# One reading of a question, or two.
Proposed = dict[str, tuple[Value, ...]]
# A choice is proposed where so few readings are left.
MOST_PROPOSED = 2


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read of a text: values by question id, None is "not sure"; and whether the text bears on the question at all."""

    recorded: Said = field(default_factory=dict)
    proposed: Proposed = field(default_factory=dict)
    is_talk: bool = False
    is_question: bool = False
