"""Mentions, thread replies and direct messages: written, edited, deleted."""

from __future__ import annotations

from slack_bolt import App, BoltContext

from bot.events import NotYet, Written
from bot.listeners.deps import NOT_CHECKED, Parts
from bot.listeners.payloads import Body, is_from_people, is_gone, read_message, speaks_to_others, written_of
from bot.store.records import Decision
from bot.subcommands.parse import Order, read_order
from flows.language.greeting import is_greeting

_NEW = (None, "", "thread_broadcast", "file_share", "me_message")


def register(app: App, parts: Parts) -> None:
    """Listen to what people write."""

    @app.event("app_mention")
    def mentioned(body: Body, context: BoltContext) -> None:
        written = written_of(body, parts.identity.bot_user, context.team_id or "")
        if written.where.team == parts.identity.team and is_from_people(body):
            _said(parts, body, written)

    @app.event("message")
    def written(body: Body, context: BoltContext) -> None:
        event = body.get("event") or {}
        written = written_of(body, parts.identity.bot_user, context.team_id or "")
        if written.where.team != parts.identity.team:
            return
        if is_gone(event):
            _gone(parts, body, written)
        elif not is_from_people(body):
            return
        elif event.get("subtype") == "message_changed":
            if (event.get("previous_message") or {}).get("text") != (event.get("message") or {}).get("text"):
                _edited(parts, body, written)
        elif event.get("subtype") in _NEW:
            if written.where.place == "im":
                _said(parts, body, written)
            elif written.thread_ts is not None:
                _replied(parts, body, written)


def _said(parts: Parts, body: Body, written: Written) -> None:
    """Something said to the bot: an order, a reply where its thread has a decision, else the beginning of one."""
    message = read_message(body, written, parts.identity.bot_user)
    order = read_order(message.text)
    if isinstance(order, Order):
        parts.intake.ordered(message.where, message.by, message.text, message.key, thread_ts=message.thread_ts)
        return
    decision = parts.replies.find_thread(message)
    if decision is not None and message.thread_ts is None and parts.replies.is_settled(decision):
        # In a direct message the last decision is done: is this about it, or about something new?
        decision = decision if parts.replies.wants_an_answer(decision, message) else None
    if decision is not None:
        if _may(parts, decision, message):
            parts.replies.reply(decision, message)
    elif is_greeting(message.text) and (message.where.place == "im" or message.text):
        parts.replies.helped(message)
    elif order is not None:
        # Nearly an order: the answer says how it is said right.
        parts.intake.ordered(message.where, message.by, message.text, message.key, thread_ts=message.thread_ts)
    else:
        thread_ts = message.thread_ts or message.ts
        parts.intake.begin(message.where, message.by, message.text, message.key, thread_ts=thread_ts, source=message.ts)


def _replied(parts: Parts, body: Body, written: Written) -> None:
    """Something written in a thread of a channel: most of them are none of the bot's, and their words are not even read."""
    decision = parts.replies.find_thread(written)
    if not written.addressed and speaks_to_others(str((body.get("event") or {}).get("text", ""))):
        return
    if decision is None:
        parts.replies.gone(written)
    elif _may(parts, decision, written):
        parts.replies.reply(decision, read_message(body, written, parts.identity.bot_user))


def _edited(parts: Parts, body: Body, written: Written) -> None:
    decision = parts.replies.find_source(written)
    if decision is None:
        parts.replies.gone(written)
    elif _may(parts, decision, written):
        parts.replies.edited(decision, read_message(body, written, parts.identity.bot_user))


def _gone(parts: Parts, body: Body, written: Written) -> None:
    if not is_from_people(body):
        parts.replies.lost(written.where, written.ts)
        return
    decision = parts.replies.find_source(written)
    if decision is not None and _may(parts, decision, written):
        parts.replies.deleted(decision, written)


def _may(parts: Parts, decision: Decision, message: Written) -> bool:
    """Whether the author may answer there; who may not is told.

    Raises NotYet where Slack does not say: the event comes again.
    """
    refusal = parts.refusal(decision, message.where, message.by)
    if refusal == NOT_CHECKED:
        raise NotYet(refusal)
    if refusal is not None:
        parts.replies.refused(decision, message, refusal)
    return refusal is None
