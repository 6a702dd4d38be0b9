"""What differs between two replies, in Slack: a what-if, and what a changed answer did to a verdict."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from bot.block_kit.message import Message
from bot.block_kit.rich_text import escaped, rich
from bot.decisions.comparison import ComparedFact, answer, answer_was, compare
from bot.text.labels import question_name
from bot.text.templates import slack
from flows.conversation.shows import RecordedAnswer
from flows.verdict.reply import Reply

# So many changed answers stand in one message; nobody tries more at once.
_CHANGES = 6


def difference_message(changes: Iterable[RecordedAnswer], now: Reply, then: Reply) -> Message:
    """What would be different with other answers. Nothing was changed, and it says so."""
    values = _values(changes, compare(now, then)) | {
        "stays": now.verdict == then.verdict and now.then == then.then,
        "then": then,
    }
    text = slack("compare", part="what if text", **values)
    return Message(escaped(" ".join(text.split("\n"))), (rich(slack("compare", part="what if", **values)),))


def changed_words(taken: Iterable[RecordedAnswer], before: Reply, after: Reply, *, by: str | None = None) -> str:
    """Rendered words for a new verdict: what was changed, by whom (a person's id), and what that did.

    Without answers the verdict was computed anew: another day, other prices.
    """
    facts = compare(before, after)
    return slack(
        "compare",
        part="changed",
        by=by,
        before=before,
        after=after,
        stays=before.verdict == after.verdict and before.then == after.then,
        **_values(taken, facts),
    )


def _values(changes: Iterable[RecordedAnswer], facts: tuple[ComparedFact, ...]) -> dict[str, Any]:
    taken = tuple(changes)
    named = [
        {"name": question_name(change.question.id), "value": answer(change, change.value), "was": answer_was(change)}
        for change in taken[:_CHANGES]
    ]
    return {
        "changes": named,
        "more": len(taken) - len(named),
        "differing": [fact for fact in facts if fact.differs],
        "same": [fact.label for fact in facts if not fact.differs],
    }
