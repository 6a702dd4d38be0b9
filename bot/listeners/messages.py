"""Mentions, thread replies and direct messages: written, edited, deleted."""

from __future__ import annotations

from slack_bolt import App, BoltContext

from bot.incoming import Message, NotYet
from bot.listeners.parts import NOT_CHECKED, Parts
from bot.listeners.payloads import Body, is_from_people, is_gone, message_of, speaks_to_others
from bot.orders.grammar import Order, read_order
from bot.store.records import Decision
from flows.greeting import is_greeting

_NEW = (None, "", "thread_broadcast", "file_share", "me_message")


def register(app: App, parts: Parts) -> None:
    """Listen to what people write."""

    @app.event("app_mention")
    def mentioned(body: Body, context: BoltContext) -> None:
        message = message_of(body, parts.identity.bot_user, context.team_id or "")
        if message.where.team == parts.identity.team and is_from_people(body):
            _said(parts, message)

    @app.event("message")
    def written(body: Body, context: BoltContext) -> None:
        event = body.get("event") or {}
        message = message_of(body, parts.identity.bot_user, context.team_id or "")
        if message.where.team != parts.identity.team:
            return
        if is_gone(event):
            _gone(parts, body, message)
        elif not is_from_people(body):
            return
        elif event.get("subtype") == "message_changed":
            if (event.get("previous_message") or {}).get("text") != (event.get("message") or {}).get("text"):
                _edited(parts, message)
        elif event.get("subtype") in _NEW:
            if message.where.place == "im":
                _said(parts, message)
            elif message.addressed or not speaks_to_others(str(event.get("text", ""))):
                _replied(parts, message)


def _said(parts: Parts, message: Message) -> None:
    """Something said to the bot: an order, a reply where its thread has a decision, else the beginning of one."""
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


def _replied(parts: Parts, message: Message) -> None:
    decision = parts.replies.find_thread(message) if message.thread_ts else None
    if decision is None:
        parts.replies.gone(message)
    elif _may(parts, decision, message):
        parts.replies.reply(decision, message)


def _edited(parts: Parts, message: Message) -> None:
    decision = parts.replies.find_source(message)
    if decision is None:
        parts.replies.gone(message)
    elif _may(parts, decision, message):
        parts.replies.edited(decision, message)


def _gone(parts: Parts, body: Body, message: Message) -> None:
    if not is_from_people(body):
        parts.replies.lost(message.where, message.ts)
        return
    decision = parts.replies.find_source(message)
    if decision is not None and _may(parts, decision, message):
        parts.replies.deleted(decision, message)


def _may(parts: Parts, decision: Decision, message: Message) -> bool:
    """Whether the author may answer there; who may not is told.

    Raises NotYet where Slack does not say: the event comes again.
    """
    refusal = parts.refusal(decision, message.where, message.by)
    if refusal == NOT_CHECKED:
        raise NotYet(refusal)
    if refusal is not None:
        parts.replies.refused(decision, message, refusal)
    return refusal is None
