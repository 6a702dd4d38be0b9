"""Which of the questions that are still open one message asks, and how many messages are still to come."""

from __future__ import annotations

from collections.abc import Sequence

from flows.questions.sheets import sheet_of

# Who was asked so often gets a verdict: what is open then is told with it, and the rest is asked on request.
MOST_ASKED = 10


def next_message(ahead: Sequence[str], likely: Sequence[str], asked: Sequence[str]) -> tuple[str, ...]:
    """The ids of the questions that are asked now, in the order of their sheet; none where all is settled, or `MOST_ASKED` messages asked.

    What was asked last waits until all of it is answered.

    ahead    the questions that can still change the verdict (`flows.verdict.next_question.ahead`)
    likely   those that would come where all goes well: they are asked with what is asked anyway
    asked    the sheets that messages asked so far, in their order (`Log.asked_sheets`)
    """
    waiting = [id_ for id_ in likely if sheet_of(id_).id in asked[-1:]] if ahead else []
    sheets = _sheets((*ahead, *waiting), asked)
    return tuple(id_ for id_ in sheet_of(sheets[0]).questions if id_ in ahead or id_ in likely) if sheets else ()


def messages_left(ahead: Sequence[str], likely: Sequence[str], asked: Sequence[str]) -> int:
    """About how many messages will ask something before the verdict: at most, where all goes well."""
    return len(_sheets((*ahead, *likely), asked)) if ahead else 0


def _sheets(ids: Sequence[str], asked: Sequence[str]) -> list[str]:
    """A question of each sheet that will be asked, the sheet that was asked last first."""
    first = {sheet_of(id_).id: id_ for id_ in reversed(ids)}
    order = sorted(first, key=lambda sheet: (sheet not in asked[-1:], ids.index(first[sheet])))
    waits = 1 if order[:1] == list(asked[-1:]) else 0
    return [first[sheet] for sheet in order[: max(0, MOST_ASKED - len(asked)) + waits]]
