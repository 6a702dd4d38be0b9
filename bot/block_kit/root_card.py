"""The root card of a decision: the use case, who began it, how far it is."""

from __future__ import annotations

from bot.block_kit.blocks import actions, button, context
from bot.block_kit.button_value import carry
from bot.block_kit.message import Block, Message
from bot.block_kit.rich_text import escaped, rich
from bot.text.length import clip
from bot.text.templates import slack
from flows.questions.question import Question

_TITLE = 150
_REST = 600


def root_message(
    decision: int,
    use_case: str | None,
    by: str | None,
    left: int,
    question: Question | None,
    headline: str | None,
    stands: str = "",
    *,
    may_go: bool = False,
) -> Message:
    """The card. `headline` is that of the verdict that stands, None while there is none; `stands` says what became of it.

    left     about how many questions come before the verdict
    may_go   whether nobody has answered yet, so that it can be taken back
    """
    whole = " ".join((use_case or "Should we fine-tune?").split())
    title = clip(whole, _TITLE)
    words = slack(
        "thread",
        name="root",
        title=title,
        rest=clip(whole, _REST) if title != whole else None,
        by=by,
        progress=f"About {left} more question{'s' if left != 1 else ''}." if left and headline is None else "",
        headline=headline,
        stands=stands,
        waiting=question.ask if question else None,
    )
    blocks: list[Block] = [rich(words)]
    if headline is None and question is not None:
        back = [button("Take it back", "take_back", carry(decision))] if may_go else []
        blocks.append(actions([button("Answer in a form", "form:open", carry(decision)), *back]))
        blocks.append(context('Answer in the thread, together. Say "help" there for what else you can say.'))
    return Message(text=escaped(words), blocks=tuple(blocks))
