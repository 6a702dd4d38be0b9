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

from bot.outbox.deletions import Seek, delete
from bot.outbox.pace import Pace
from bot.outbox.results import Again, Done, Never, NotLetIn, Outcome, judged
from bot.store.records import Effect

MARK = "should_we_finetune_message"
CHECK = "white_check_mark"

_MOST_PAGES, _NEWEST_PAGES = 20, 3


@dataclass(frozen=True)
class Delivery:
    """Sends effects. `client` must not retry by itself: what is tried again, and when, is the outbox's to say."""

    client: WebClient
    pace: Pace
    timeout: int = 10

    def deliver(self, effect: Effect, thread_ts: str | None, ts: str | None) -> Outcome:
        """Do one effect. `thread_ts` is its thread's id, `ts` that of the message to change. Never raises for Slack's faults."""
        if effect.kind == "document" and effect.payload.get("direct"):
            effect = replace(effect, channel=effect.payload["direct"])
        if effect.uncertain and (effect.kind in ("post", "file") or (effect.kind == "document" and effect.channel)):
            found = self._tried(effect, lambda: self._find(effect, thread_ts))
            if not isinstance(found, Done) or found.ts is not None:
                return (
                    found
                    if not isinstance(found, Never | NotLetIn)
                    else self._tried(effect, lambda: self._call(effect, thread_ts, ts))
                )
            effect = replace(effect, uncertain=False)
        return self._tried(effect, lambda: self._call(effect, thread_ts, ts))

    def join(self, channel: str) -> bool:
        """Join a public channel; False where that cannot be."""
        try:
            self.client.conversations_join(channel=channel)
        except (SlackClientError, OSError, http.client.HTTPException):
            return False
        return True

    def let_in(self, effect: Effect) -> Outcome:
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
            found: Any = self.client.conversations_info(channel=channel)
        except (SlackClientError, OSError, http.client.HTTPException):
            return False
        told = found.get("channel") or {}
        return bool(told.get("is_channel")) and not (told.get("is_private") or told.get("is_im") or told.get("is_mpim"))

    def _call(self, effect: Effect, thread_ts: str | None, ts: str | None) -> Done:
        payload = effect.payload
        match effect.kind:
            case "post":
                answer = self.client.chat_postMessage(
                    channel=effect.channel,
                    thread_ts=thread_ts,
                    reply_broadcast=True if payload.get("broadcast") and thread_ts else None,
                    metadata={"event_type": MARK, "event_payload": {"effect": marker(effect)}},
                    unfurl_links=False,
                    unfurl_media=False,
                    **_words(effect),
                )
                return Done(str(answer["ts"]))
            case "update":
                self.client.chat_update(channel=effect.channel, ts=str(ts), **_words(effect))
                return Done(ts)
            case "ephemeral":
                self.client.chat_postEphemeral(
                    channel=effect.channel,
                    user=payload["user"],
                    thread_ts=payload.get("thread_ts"),
                    text=payload["text"],
                    blocks=payload.get("blocks"),
                )
            case "direct":
                self.client.chat_postMessage(
                    channel=payload["user"], text=payload["text"], unfurl_links=False, unfurl_media=False
                )
            case "respond":
                self._respond(payload)
            case "publish":
                self.client.views_publish(user_id=payload["user"], view=payload["view"])
            case "react":
                self.client.reactions_add(channel=effect.channel, timestamp=payload["ts"], name=CHECK)
            case "unreact":
                self.client.reactions_remove(channel=effect.channel, timestamp=payload["ts"], name=CHECK)
            case "document" if not effect.channel:
                # Only a message tells which channel a direct message is.
                answer = self.client.chat_postMessage(
                    channel=payload["user"], text="Your export comes here.", unfurl_links=False, unfurl_media=False
                )
                return Done(direct=str(answer["channel"]))
            case "file" | "document":
                uploaded: Any = self.client.files_upload_v2(
                    channel=effect.channel,
                    thread_ts=thread_ts,
                    content=payload["content"],
                    filename=payload["filename"],
                    title=payload["title"],
                    initial_comment=payload["text"],
                    request_file_info=False,
                )
                return Done(file=next((str(one["id"]) for one in uploaded.get("files") or []), None))
            case "delete":
                delete(self.client, effect.channel, payload, *self._ways_to_find(effect))
            case _:
                raise LookupError(f"{effect.kind} is drawn, not delivered")
        return Done()

    def _respond(self, payload: Mapping[str, Any]) -> None:
        answer = WebhookClient(payload["url"], timeout=self.timeout, retry_handlers=[]).send(
            text=payload["text"], blocks=payload.get("blocks"), response_type="ephemeral", replace_original=False
        )
        if answer.status_code != 200:
            raise SlackApiError(
                "response_url", _Answered(answer.status_code, answer.headers, {"error": answer.body[:60]})
            )  # type: ignore[no-untyped-call]

    def _find(self, effect: Effect, thread_ts: str | None) -> Done:
        """A message that an earlier try may have posted, by the mark it carries."""
        wanted, title = marker(effect), effect.payload.get("title")
        found = self._seek(effect.channel, thread_ts, lambda message: _carries(message, wanted, title))
        if found is None:
            return Done()
        files = found.get("files") or []
        return Done(str(found["ts"]), file=str(files[0]["id"]) if title is not None and files else None)

    def _ways_to_find(self, effect: Effect) -> tuple[Seek, Callable[[Mapping[str, Any]], bool]]:
        """How a message to delete is looked for whose id is not known."""
        thread_ts, wanted, title = (effect.payload.get(name) for name in ("thread_ts", "mark", "title"))
        return (
            lambda fits: self._seek(effect.channel, thread_ts, fits),
            lambda message: wanted is not None and _carries(message, wanted, title),
        )

    def _seek(
        self, channel: str, thread_ts: str | None, fits: Callable[[Mapping[str, Any]], bool]
    ) -> Mapping[str, Any] | None:
        """The first message that fits of a thread, or of the end of a channel."""
        cursor = None
        # A thread is read from its beginning, a channel from its end: there the newest are enough.
        for _ in range(_MOST_PAGES if thread_ts else _NEWEST_PAGES):
            page: Any = (
                self.client.conversations_replies(
                    channel=channel, ts=thread_ts, limit=200, include_all_metadata=True, cursor=cursor
                )
                if thread_ts
                else self.client.conversations_history(
                    channel=channel, limit=200, include_all_metadata=True, cursor=cursor
                )
            )
            for message in page.get("messages") or []:
                if fits(message):
                    return dict(message)
            cursor = ((page.get("response_metadata") or {}).get("next_cursor")) or None
            if not cursor:
                break
        return None

    def _tried(self, effect: Effect, call: Callable[[], Done]) -> Outcome:
        try:
            return call()
        except SlackApiError as error:
            return judged(error, effect, self._backoff(effect))
        except ValueError as error:
            # Not an address, or not JSON: no further try makes it one.
            return (
                Never(type(error).__name__)
                if effect.kind == "respond"
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


def _words(effect: Effect) -> dict[str, Any]:
    """Text and blocks; the mark stands in the first block's id as well as in the metadata."""
    blocks = effect.payload.get("blocks") or []
    if not blocks:
        words: dict[str, Any] = {"text": effect.payload["text"]}
        # Without blocks Slack would make bold text of a typed `*`; only a new message can be told not to.
        # A changed message keeps its old blocks unless it is given none in so many words.
        plain: dict[str, Any] = {"mrkdwn": False} if effect.kind == "post" else {"blocks": []}
        return words | plain
    first = {**blocks[0], "block_id": marker(effect)} if effect.kind == "post" else blocks[0]
    return {"text": effect.payload["text"], "blocks": [first, *blocks[1:]]}


def _carries(message: Mapping[str, Any], wanted: str, title: str | None) -> bool:
    if title is not None:
        return any(file.get("title") == title for file in message.get("files") or [])
    metadata = message.get("metadata") or {}
    if (metadata.get("event_payload") or {}).get("effect") == wanted:
        return True
    return any(block.get("block_id") == wanted for block in message.get("blocks") or [])
