"""Mentions, thread replies and direct messages: written, edited, deleted."""

from __future__ import annotations

from slack_bolt import App, BoltContext

from bot.events import MessageEvent, NotYet, TypedMessage
from bot.listeners.deps import NOT_CHECKED, Deps
from bot.listeners.payloads import Body, files_of, is_from_people, is_gone, read_message, speaks_to_others, written_of
from bot.store.records import Decision
from bot.subcommands.parse import Subcommand, read_subcommand, to_run
from flows.language.greeting import is_greeting

_NEW = (None, "", "thread_broadcast", "file_share", "me_message")


def register(app: App, deps: Deps) -> None:
    """Listen to what people write."""

    @app.event("app_mention")
    def mentioned(body: Body, context: BoltContext) -> None:
        written = written_of(body, deps.identity.bot_user, context.team_id or "")
        if written.where.team == deps.identity.team and is_from_people(body):
            _said(deps, body, written)

    @app.event("message")
    def written(body: Body, context: BoltContext) -> None:
        event = body.get("event") or {}
        written = written_of(body, deps.identity.bot_user, context.team_id or "")
        if written.where.team != deps.identity.team:
            return
        if is_gone(event):
            _gone(deps, body, written)
        elif not is_from_people(body):
            return
        elif event.get("subtype") == "message_changed":
            if (event.get("previous_message") or {}).get("text") != (event.get("message") or {}).get("text"):
                _edited(deps, body, written)
        elif event.get("subtype") in _NEW:
            if written.where.place == "im":
                _said(deps, body, written)
            elif written.thread_ts is not None:
                _replied(deps, body, written)


def _said(deps: Deps, body: Body, written: MessageEvent) -> None:
    """Something said to the bot: a subcommand, a reply where its thread has a decision, else the beginning of one."""
    message = read_message(body, written, deps.identity.bot_user)
    subcommand = read_subcommand(message.text)
    if isinstance(subcommand, Subcommand):
        _run(deps, message, subcommand)
        return
    decision = deps.replies.find_thread(message)
    if decision is not None and message.thread_ts is None and deps.replies.is_settled(decision):
        # In a direct message the last decision is done: is this about it, or about something new?
        only_a_file = not message.text and bool(files_of(body))
        decision = decision if only_a_file or deps.replies.wants_an_answer(decision, message) else None
    if decision is not None:
        if _may(deps, decision, message):
            _taken(deps, decision, body, message)
    elif is_greeting(message.text) and (message.where.place == "im" or message.text):
        deps.replies.helped(message)
    elif subcommand is not None:
        # Nearly one: the answer says how it is said right.
        _run(deps, message, subcommand)
    else:
        # In a direct message it is answered where one typed; in a channel a mention opens a thread.
        thread_ts = message.thread_ts or (None if message.where.place == "im" else message.ts)
        begun = deps.intake.begin(
            message.where, message.by, message.text, message.key, thread_ts=thread_ts, source=message.ts
        )
        if begun is not None:
            with deps.context.store.read() as reader:
                decision = reader.decision(begun)
            if decision is not None:
                deps.intake.dropped(decision, message.by, files_of(body), f"files:{message.key}")


def _run(deps: Deps, message: TypedMessage, subcommand: Subcommand | str) -> None:
    item = to_run(subcommand, message.by, message.where, thread_ts=message.thread_ts)
    deps.intake.subcommand(message.where, item, message.key)


def _replied(deps: Deps, body: Body, written: MessageEvent) -> None:
    """Something written in a thread of a channel: most of them are none of the bot's, and their words are not even read."""
    decision = deps.replies.find_thread(written)
    if not written.addressed and speaks_to_others(str((body.get("event") or {}).get("text", ""))):
        return
    if decision is None:
        deps.replies.gone(written)
    elif _may(deps, decision, written):
        _taken(deps, decision, body, read_message(body, written, deps.identity.bot_user))


def _taken(deps: Deps, decision: Decision, body: Body, message: TypedMessage) -> None:
    """The files of a message in a decision's thread are measured, its words taken as a reply."""
    deps.intake.dropped(decision, message.by, files_of(body), f"files:{message.key}")
    if message.text or not files_of(body):
        deps.replies.reply(decision, message)


def _edited(deps: Deps, body: Body, written: MessageEvent) -> None:
    decision = deps.replies.find_source(written)
    if decision is None:
        deps.replies.gone(written)
    elif _may(deps, decision, written):
        deps.edits.edited(decision, read_message(body, written, deps.identity.bot_user))


def _gone(deps: Deps, body: Body, written: MessageEvent) -> None:
    if not is_from_people(body):
        deps.replies.lost(written.where, written.ts)
        return
    decision = deps.replies.find_source(written)
    if decision is not None and _may(deps, decision, written):
        deps.edits.deleted(decision, written)


def _may(deps: Deps, decision: Decision, message: MessageEvent) -> bool:
    """Whether the author may answer there; who may not is told.

    Raises NotYet where Slack does not say: the event comes again.
    """
    refusal = deps.refusal(decision, message.where, message.by)
    if refusal == NOT_CHECKED:
        raise NotYet(refusal)
    if refusal is not None:
        deps.replies.refused(decision, message, refusal)
    return refusal is None
