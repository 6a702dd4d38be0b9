"""Messages as they come, change and go, and the events that tell the bot of it."""

from typing import Any

from bot.playground.web_api.delivery import SlackDelivery
from bot.playground.workspace.conversations import PLURAL, Channel, Json, PostedMessage
from bot.playground.workspace.state import WorkspaceState
from bot.playground.workspace.writing import completed

DELETED = "This message was deleted."


class Messages(WorkspaceState):
    """Everything that happens to messages, whoever does it."""

    def post(self, channel: Channel, message: PostedMessage) -> PostedMessage:
        """Put a message into a conversation and tell the bot, if it is there."""
        with self.lock:
            message.blocks = completed(message.blocks, self._block_id)
            message.at = self.clock()
            if message.ephemeral_to is not None:
                channel.ephemerals.append(message)
                self.revise(message)
                return message
            channel.messages[message.ts] = message
            parent = channel.messages.get(message.thread_ts or "")
            if parent is not None and parent.thread_ts is None:
                parent.thread_ts = parent.ts
            self._tell(channel, self.event_json(channel, message))
            if message.bot_id is None and self._addressed(channel, message.text):
                self.emit(self._mention(channel, message), "app_mention")
            self.revise(message, parent)
        return message

    def bot_message(self, channel: Channel, text: str, **more: Any) -> PostedMessage:
        """A message by the bot, not yet posted."""
        app = self.app
        return PostedMessage(
            channel.id,
            self.new_ts(),
            self.bot.id,
            text,
            self.team_id,
            bot=app.profile(),
            bot_id=app.bot_id,
            app_id=app.app_id,
            **more,
        )

    def change(self, channel: Channel, message: PostedMessage, by: str, **fields: Any) -> None:
        """Change a message's text, blocks, attachments or metadata, and tell the bot."""
        with self.lock:
            before = self.full_json(channel, message)
            for name, value in fields.items():
                setattr(message, name, completed(value, self._block_id) if name == "blocks" else value)
            message.edited = {"user": by, "ts": f"{self.new_ts().partition('.')[0]}.000000"}
            if message.ephemeral_to is None:
                self._tell(channel, self._changed(channel, self.full_json(channel, message), before))
                if message.bot_id is None and self._addressed(channel, message.text):
                    self.emit(self._mention(channel, message), "app_mention")
            self.revise(message)

    def remove(self, channel: Channel, message: PostedMessage) -> None:
        """Delete a message; a parent whose replies stay leaves a tombstone, which goes with the last of them."""
        with self.lock:
            message.deleted = True
            if message.ephemeral_to is not None:
                channel.ephemerals.remove(message)
                self.changed.notify_all()
                return
            before = self.full_json(channel, message)
            if channel.replies(message.ts):
                message.subtype, message.text, message.user, message.bot_id = "tombstone", DELETED, "USLACKBOT", None
                message.blocks, message.attachments, message.files, message.metadata, message.edited = (
                    [],
                    [],
                    [],
                    None,
                    None,
                )
                message.reactions = {}
                after = self.full_json(channel, message) | {"hidden": True}
                self._tell(channel, self._changed(channel, after, before))
            else:
                del channel.messages[message.ts]
                self._tell(channel, self._deleted(channel, before))
                parent = channel.messages.get(message.thread_ts or "")
                self.revise(parent)
                if parent is not None and parent.subtype == "tombstone" and not channel.replies(parent.ts):
                    del channel.messages[parent.ts]
                    self._tell(channel, self._deleted(channel, self.full_json(channel, parent)))
            self.revise(message)

    # How messages look in answers and events.

    def full_json(self, channel: Channel, message: PostedMessage, metadata: bool = False) -> Json:
        """A message with what its thread adds to it."""
        told = message.as_json(metadata)
        replies = channel.replies(message.ts)
        if message.thread_ts and message.thread_ts != message.ts:
            parent = channel.messages.get(message.thread_ts)
            if parent is not None:
                told["parent_user_id"] = parent.user
        elif replies:
            people = list(dict.fromkeys(reply.user for reply in replies))
            told |= {
                "thread_ts": message.ts,
                "reply_count": len(replies),
                "reply_users_count": len(people),
                "latest_reply": replies[-1].ts,
                "reply_users": people,
                "is_locked": False,
                "subscribed": False,
            }
        elif message.thread_ts:
            del told["thread_ts"]
        return told

    def event_json(self, channel: Channel, message: PostedMessage) -> Json:
        """A message as its own event."""
        told = self.full_json(channel, message)
        told |= {"channel": channel.id, "event_ts": message.ts, "channel_type": channel.kind}
        if message.broadcast and message.thread_ts in channel.messages:
            told["root"] = self.full_json(channel, channel.messages[message.thread_ts])
        return told

    def _mention(self, channel: Channel, message: PostedMessage) -> Json:
        told = {
            name: value
            for name, value in self.event_json(channel, message).items()
            if name not in {"channel_type", "root"}
        }
        return told | {"type": "app_mention"}

    def _addressed(self, channel: Channel, text: str) -> bool:
        return channel.kind != "im" and self.bot.id in channel.members and f"<@{self.bot.id}>" in text

    def _changed(self, channel: Channel, after: Json, before: Json) -> Json:
        return self._hidden(channel, {"subtype": "message_changed", "message": after, "previous_message": before})

    def _deleted(self, channel: Channel, before: Json) -> Json:
        return self._hidden(
            channel, {"subtype": "message_deleted", "deleted_ts": before["ts"], "previous_message": before}
        )

    def _hidden(self, channel: Channel, told: Json) -> Json:
        ts = self.new_ts()
        return {
            "type": "message",
            "hidden": True,
            "channel": channel.id,
            "ts": ts,
            "event_ts": ts,
            "channel_type": channel.kind,
            **told,
        }

    def _tell(self, channel: Channel, event: Json) -> SlackDelivery | None:
        return self.emit(event, f"message.{PLURAL[channel.kind]}") if self.bot.id in channel.members else None

    def _block_id(self) -> str:
        return self.new_id("b")

    # Coming and going.

    def join(self, channel: Channel, user: str, inviter: str | None = None) -> None:
        """Add somebody to a conversation and tell the bot, if it is there."""
        with self.lock:
            if user in channel.members:
                return
            channel.members.append(user)
            event: Json = {
                "type": "member_joined_channel",
                "user": user,
                "channel": channel.id,
                "channel_type": self._letter(channel),
                "team": self.team_id,
            }
            if inviter is not None:
                event["inviter"] = inviter
            if self.bot.id in channel.members:
                self.emit(event)
            self.changed.notify_all()

    def leave(self, channel: Channel, user: str, by: str) -> None:
        """Take somebody out of a conversation and tell the bot, if it is there."""
        with self.lock:
            if user not in channel.members:
                return
            channel.members.remove(user)
            if user == self.bot.id:
                self.emit(
                    {
                        "type": "channel_left" if channel.kind == "channel" else "group_left",
                        "channel": channel.id,
                        "actor_id": by,
                    }
                )
            elif self.bot.id in channel.members:
                self.emit(
                    {
                        "type": "member_left_channel",
                        "user": user,
                        "channel": channel.id,
                        "channel_type": self._letter(channel),
                        "team": self.team_id,
                    }
                )
            self.changed.notify_all()

    @staticmethod
    def _letter(channel: Channel) -> str:
        return "C" if channel.kind == "channel" else "G"
