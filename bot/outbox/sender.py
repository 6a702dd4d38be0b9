"""One effect -> Slack: what to call, and what its answer means for the outbox."""

from __future__ import annotations

import http.client
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.error import HTTPError, URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError, SlackClientError
from slack_sdk.webhook import WebhookClient

from bot.outbox.deletions import Fits, Seek, delete
from bot.outbox.naming import Names, named
from bot.outbox.pace import Pace
from bot.outbox.results import Again, Done, Never, NotLetIn, SendResult, judged
from bot.slack_api.client import pages
from bot.slack_api.errors import UNREACHABLE
from bot.store.effects import (
    Delete,
    Direct,
    Ephemeral,
    GiveFile,
    Post,
    Publish,
    React,
    Respond,
    Unreact,
    Update,
    UploadFile,
)
from bot.store.records import Effect

MARK = "should_we_finetune_message"
CHECK = "white_check_mark"
# Slack shows no preview of an address that the bot writes.
_UNFURLED: dict[str, Any] = {"unfurl_links": False, "unfurl_media": False}

_MOST_PAGES, _NEWEST_PAGES = 20, 3


@dataclass(frozen=True)
class Sender:
    """Sends effects. `client` must not retry by itself: what is tried again, and when, is the outbox's to say."""

    client: WebClient
    pace: Pace
    # What people are called; asked only where a message has a name in it.
    names: Names = lambda _people: {}
    timeout: int = 10

    def send(self, effect: Effect, thread_ts: str | None, ts: str | None) -> SendResult:
        """Do one effect. `thread_ts` is its thread's id, `ts` that of the message to change. Never raises for Slack's faults."""
        item = effect.item
        if isinstance(item, GiveFile) and item.direct is not None:
            effect = replace(effect, channel=item.direct)
        if effect.uncertain and (
            isinstance(item, Post | UploadFile) or (isinstance(item, GiveFile) and effect.channel)
        ):
            earlier = self._tried(effect, lambda: self._find(effect, thread_ts))
            if isinstance(earlier, Never | NotLetIn):
                return self._tried(effect, lambda: self._call(effect, thread_ts, ts))
            if not isinstance(earlier, Done) or earlier.ts is not None:
                return earlier
            effect = replace(effect, uncertain=False)
        return self._tried(effect, lambda: self._call(effect, thread_ts, ts))

    def join(self, channel: str) -> bool:
        """Join a public channel; False where that cannot be."""
        try:
            self.client.conversations_join(channel=channel)
        except UNREACHABLE:
            return False
        return True

    def let_in(self, effect: Effect) -> SendResult:
        """Join the public channel that an effect is for: Done, Again where Slack is in trouble, else why it cannot be."""

        def call() -> Done:
            self.client.conversations_join(channel=effect.channel)
            return Done()

        outcome = self._tried(effect, call)
        # What was to be sent was refused: it is certain that it does not stand, and nothing else has to wait.
        return replace(outcome, uncertain=False, pause=False) if isinstance(outcome, Again) else outcome

    def is_public(self, channel: str) -> bool:
        """Whether Slack says that a channel is public."""
        try:
            answer: Any = self.client.conversations_info(channel=channel)
        except UNREACHABLE:
            return False
        told = answer.get("channel") or {}
        return bool(told.get("is_channel")) and not (told.get("is_private") or told.get("is_im") or told.get("is_mpim"))

    def _call(self, effect: Effect, thread_ts: str | None, ts: str | None) -> Done:
        channel = effect.channel
        match named(effect.item, self.names):
            case Post(broadcast=broadcast) as post:
                answer = self.client.chat_postMessage(
                    channel=channel,
                    thread_ts=thread_ts,
                    reply_broadcast=True if broadcast and thread_ts else None,
                    metadata={"event_type": MARK, "event_payload": {"effect": marker(effect)}},
                    **_UNFURLED,
                    **_new_words(post, marker(effect)),
                )
                return Done(str(answer["ts"]))
            case Update(text, blocks):
                # A changed message keeps its old blocks unless it is given none in so many words.
                self.client.chat_update(channel=channel, ts=str(ts), text=text, blocks=list(blocks))
                return Done(ts)
            case Ephemeral(text, user, blocks, thread_ts=where):
                self.client.chat_postEphemeral(
                    channel=channel, user=user, thread_ts=where, text=text, blocks=list(blocks) or None
                )
            case Direct(text, user):
                self.client.chat_postMessage(channel=user, text=text, **_UNFURLED)
            case Respond() as respond:
                self._respond(respond)
            case Publish(user, view):
                self.client.views_publish(user_id=user, view=view)
            case React(message):
                self.client.reactions_add(channel=channel, timestamp=message, name=CHECK)
            case Unreact(message):
                self.client.reactions_remove(channel=channel, timestamp=message, name=CHECK)
            case GiveFile(user=user) if not channel:
                # Only a message tells which channel a direct message is.
                answer = self.client.chat_postMessage(channel=user, text="Your export comes here.", **_UNFURLED)
                return Done(direct=str(answer["channel"]))
            case UploadFile() | GiveFile() as file:
                uploaded: Any = self.client.files_upload_v2(
                    channel=channel,
                    thread_ts=thread_ts,
                    content=file.content,
                    filename=file.filename,
                    title=file.title,
                    initial_comment=file.text,
                    request_file_info=False,
                )
                return Done(file=next((str(upload["id"]) for upload in uploaded.get("files") or []), None))
            case Delete() as item:
                delete(self.client, channel, item, *self._ways_to_find(channel, item))
            case _:
                raise LookupError(f"{effect.kind} is carried out, not sent")
        return Done()

    def _respond(self, item: Respond) -> None:
        answer = WebhookClient(item.url, timeout=self.timeout, retry_handlers=[]).send(
            text=item.text, blocks=list(item.blocks) or None, response_type="ephemeral", replace_original=False
        )
        if answer.status_code != 200:
            raise SlackApiError(
                "response_url", _Answered(answer.status_code, answer.headers, {"error": answer.body[:60]})
            )  # type: ignore[no-untyped-call]

    def _find(self, effect: Effect, thread_ts: str | None) -> Done:
        """A message that an earlier try may have posted, by the mark it carries."""
        title = effect.item.title if isinstance(effect.item, UploadFile | GiveFile) else None
        posted = self._seek(effect.channel, thread_ts, lambda message: _carries(message, marker(effect), title))
        if posted is None:
            return Done()
        files = posted.get("files") or []
        return Done(str(posted["ts"]), file=str(files[0]["id"]) if title is not None and files else None)

    def _ways_to_find(self, channel: str, item: Delete) -> tuple[Seek, Fits]:
        """How a message to delete is looked for whose id is not known."""
        mark = item.mark
        return (
            lambda fits: self._seek(channel, item.thread_ts, fits),
            lambda message: mark is not None and _carries(message, mark, item.title),
        )

    def _seek(
        self, channel: str, thread_ts: str | None, fits: Callable[[Mapping[str, Any]], bool]
    ) -> Mapping[str, Any] | None:
        """The first message that fits of a thread, or of the end of a channel."""

        def ask(cursor: str | None) -> Any:
            wanted: dict[str, Any] = {"limit": 200, "include_all_metadata": True, "cursor": cursor}
            if thread_ts:
                return self.client.conversations_replies(channel=channel, ts=thread_ts, **wanted)
            return self.client.conversations_history(channel=channel, **wanted)

        # A thread is read from its beginning, a channel from its end: there the newest are enough.
        for page in pages(ask, _MOST_PAGES if thread_ts else _NEWEST_PAGES):
            for message in page.get("messages") or []:
                if fits(message):
                    return dict(message)
        return None

    def _tried(self, effect: Effect, call: Callable[[], Done]) -> SendResult:
        try:
            return call()
        except SlackApiError as error:
            return judged(error, effect, self._backoff(effect))
        except ValueError as error:
            # Not an address, or not JSON: no further try makes it one.
            return (
                Never(type(error).__name__)
                if isinstance(effect.item, Respond)
                else Again(self._backoff(effect), type(error).__name__, uncertain=True)
            )
        except (URLError, OSError, http.client.HTTPException, SlackClientError) as error:
            refused = isinstance(getattr(error, "reason", error), ConnectionRefusedError)
            answered = isinstance(error, HTTPError)
            wait = self._backoff(effect) if refused or answered else max(self.pace.after_silence, self._backoff(effect))
            return Again(wait, type(error).__name__, uncertain=not refused)

    def _backoff(self, effect: Effect) -> float:
        return float(min(self.pace.longest_wait, self.pace.first_wait * 2 ** min(effect.attempts, 10)))


class _Answered(dict[str, Any]):
    """What `SlackApiError` carries, for an answer that is not the Web API's."""

    def __init__(self, status_code: int, headers: Mapping[str, str], data: dict[str, Any]) -> None:
        super().__init__(data)
        self.status_code, self.headers, self.data = status_code, headers, data


def marker(effect: Effect) -> str:
    """What tells this effect's message from every other."""
    return f"swf-{effect.decision}-{effect.id}-{int(effect.created * 1000)}"


def _new_words(post: Post, mark: str) -> dict[str, Any]:
    """Text and blocks of a new message; the mark stands in the first block's id as well as in the metadata."""
    if not post.blocks:
        # Without blocks Slack would make bold text of a typed `*`.
        return {"text": post.text, "mrkdwn": False}
    first, *rest = post.blocks
    return {"text": post.text, "blocks": [{**first, "block_id": mark}, *rest]}


def _carries(message: Mapping[str, Any], wanted: str, title: str | None) -> bool:
    if title is not None:
        return any(file.get("title") == title for file in message.get("files") or [])
    metadata = message.get("metadata") or {}
    if (metadata.get("event_payload") or {}).get("effect") == wanted:
        return True
    return any(block.get("block_id") == wanted for block in message.get("blocks") or [])
