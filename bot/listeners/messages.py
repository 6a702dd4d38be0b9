"""Mentions, thread replies and direct messages: written, edited, deleted."""

from __future__ import annotations

from slack_bolt import App

from bot.incoming import Message, NotYet
from bot.listeners.parts import NOT_CHECKED, Parts
from bot.listeners.payloads import Body, is_from_people, message_of, speaks_to_others
from bot.store.records import Decision

_NEW = (None, "", "thread_broadcast", "file_share", "me_message")
_HELP = ("help", "hi", "hello", "hey", "?", "")


def register(app: App, parts: Parts) -> None:
    """Listen to what people write."""

    @app.event("app_mention")
    def mentioned(body: Body) -> None:
        message = message_of(body, parts.identity.bot_user)
        if _is_ours(body, parts) and is_from_people(body):
            _said(parts, message)

    @app.event("message")
    def written(body: Body) -> None:
        if not _is_ours(body, parts) or not is_from_people(body):
            return
        event = body["event"]
        message = message_of(body, parts.identity.bot_user)
        match event.get("subtype"):
            case "message_changed":
                if (event.get("previous_message") or {}).get("text") != (event.get("message") or {}).get("text"):
                    _edited(parts, message)
            case "message_deleted":
                decision = parts.replies.find_thread(message)
                if decision is not None and _may(parts, decision, message):
                    parts.replies.deleted(decision, message)
            case subtype if subtype in _NEW:
                if message.where.place == "im":
                    _said(parts, message)
                elif message.addressed or not speaks_to_others(str(event.get("text", ""))):
                    _replied(parts, message)


def _said(parts: Parts, message: Message) -> None:
    """Something said to the bot: a reply where its thread has a decision, else the beginning of one."""
    decision = parts.replies.find_thread(message)
    if decision is not None and (message.thread_ts is not None or not parts.replies.is_settled(decision)):
        if _may(parts, decision, message):
            parts.replies.reply(decision, message)
    elif message.text.lower().strip(" .!") in _HELP and (message.where.place == "im" or message.text):
        parts.replies.helped(message)
    else:
        parts.intake.begin(message.where, message.by, message.text, message.key, thread_ts=message.thread_ts or message.ts)


def _replied(parts: Parts, message: Message) -> None:
    decision = parts.replies.find_thread(message) if message.thread_ts else None
    if decision is not None and _may(parts, decision, message):
        parts.replies.reply(decision, message)


def _edited(parts: Parts, message: Message) -> None:
    decision = parts.replies.find_thread(message)
    if decision is not None and _may(parts, decision, message):
        parts.replies.edited(decision, message)


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


def _is_ours(body: Body, parts: Parts) -> bool:
    return body.get("team_id") == parts.identity.team
