"""What people do in conversations: say, edit, delete, react, join, type a command."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Any

from bot.playground.web_api.calls import Call
from bot.playground.web_api.delivery import SlackDelivery
from bot.playground.workspace.conversations import Channel, ChannelKind, File, Json, PostedMessage
from bot.playground.workspace.limits import message_problems
from bot.playground.workspace.people import Person
from bot.playground.workspace.state import NotPossible
from bot.playground.workspace.views import Views
from bot.playground.workspace.writing import CLOSE, OPEN, escaped, rich, typed


class Acts(Views):
    """People, their conversations and what they write."""

    def person(
        self, name: str, *, tz: str | None = "UTC", admin: bool = False, owner: bool = False, guest: bool = False
    ) -> Person:
        """Somebody new in the workspace; `tz` is an IANA name, an owner is an admin too, a guest sees only their own channels."""
        return self._add_person(
            Person(self.new_id("U"), name, self.team_id, tz=tz, admin=admin, owner=owner, guest=guest)
        )

    def channel(
        self, name: str, members: Iterable[Person] = (), private: bool = False, bot: bool = True, shared: bool = False
    ) -> Channel:
        """A new channel with these people in it, and the bot unless told otherwise; a shared one has another company in it."""
        people = [person.id for person in members]
        inside = [*people, self.bot.id] if bot else people
        kind: ChannelKind = "group" if private else "channel"
        return self.add_channel(name, kind, inside, people[0] if people else self.bot.id, shared)

    def direct_message(self, person: Person) -> Channel:
        """The direct message between a person and the bot."""
        return self.dm_with(person.id)

    def group_message(self, people: Iterable[Person]) -> Channel:
        """The group message of these people and the bot."""
        return self.group_of([person.id for person in people])

    def invite(self, person: Person, channel: Channel, by: Person | None = None) -> None:
        """Bring somebody (or the bot) into a channel."""
        self.join(channel, person.id, by.id if by else channel.creator)

    def kick(self, person: Person, channel: Channel, by: Person | None = None) -> None:
        """Take somebody (or the bot) out of a channel."""
        self.leave(channel, person.id, by.id if by else channel.creator)

    def archive(self, channel: Channel, archived: bool = True) -> None:
        """Archive a channel, or bring it back."""
        with self.lock:
            channel.archived = archived
            if archived and self.bot.id in channel.members:
                self.emit(
                    {
                        "type": "channel_archive" if channel.kind == "channel" else "group_archive",
                        "channel": channel.id,
                        "user": channel.creator,
                    }
                )
            self.changed.notify_all()

    def deactivate(self, person: Person) -> None:
        """Close somebody's account."""
        with self.lock:
            person.deleted = True
            for channel in self.channels.values():
                if person.id in channel.members and channel.kind != "im":
                    channel.members.remove(person.id)
            self.changed.notify_all()

    def uninstall_app(self) -> list[SlackDelivery]:
        """Remove the app: its token is no good any more, it is told so, and nothing else reaches it from now on."""
        with self.lock:
            self._silence_bot("account_inactive")
            told = [self.emit({"type": "app_uninstalled"}), self._revoked([], [self.bot.id])]
            self.app.installed = False
            return [delivery for delivery in told if delivery is not None]

    def revoke_tokens(self, bot: bool = True, people: Iterable[Person] = ()) -> SlackDelivery | None:
        """Revoke the bot's token, and those that these people gave the app, which stays installed; tells it whose they were."""
        with self.lock:
            if bot:
                self._silence_bot("token_revoked")
            return self._revoked([person.id for person in people], [self.bot.id] if bot else [])

    def _silence_bot(self, code: str) -> None:
        """Make the bot's token no good; it leaves its channels and group messages, which are not told."""
        self.app.revoked = code
        for channel in self.channels.values():
            if channel.kind != "im" and self.bot.id in channel.members:
                channel.members.remove(self.bot.id)
        self.changed.notify_all()

    def _revoked(self, oauth: list[str], bot: list[str]) -> SlackDelivery | None:
        return self.emit({"type": "tokens_revoked", "tokens": {"oauth": oauth, "bot": bot}})

    def mention(self, who: Person | Channel | str) -> str:
        """Somebody, a channel or "here", "channel", "everyone", to be put into what is said; the same signs typed by hand mean nothing."""
        inside = f"!{who}" if isinstance(who, str) else who.mention[1:-1]
        return f"{OPEN}{inside}{CLOSE}"

    def say(
        self,
        person: Person,
        channel: Channel | str,
        text: str,
        thread: PostedMessage | str | None = None,
        broadcast: bool = False,
    ) -> PostedMessage:
        """Write a message; `thread` is the message (or its ts) that it answers."""
        with self.lock:
            conversation = self.find(channel)
            self._may_write(person, conversation)
            message = self._written(person, conversation, text, thread)
            if broadcast and message.thread_ts is not None:
                message.subtype, message.broadcast = "thread_broadcast", True
            return self.post(conversation, message)

    def share(
        self,
        person: Person,
        channel: Channel | str,
        files: Mapping[str, bytes],
        text: str = "",
        thread: PostedMessage | str | None = None,
    ) -> PostedMessage:
        """Share files, by name, with or without words; `thread` is the message (or its ts) that they answer."""
        with self.lock:
            conversation = self.find(channel)
            self._may_write(person, conversation)
            message = self._written(person, conversation, text, thread)
            message.subtype = "file_share"
            held = [self.upload(person, name, content) for name, content in files.items()]
            for file in held:
                file.shared.append((conversation.id, message.ts))
            message.files = [self.file_json(file) for file in held]
            return self.post(conversation, message)

    def _written(
        self, person: Person, conversation: Channel, text: str, thread: PostedMessage | str | None
    ) -> PostedMessage:
        written = typed(text)
        parent = self._parent(conversation, thread)
        return PostedMessage(
            conversation.id,
            self.new_ts(),
            person.id,
            written,
            self.team_id,
            blocks=rich(written),
            thread_ts=parent,
            client_msg_id=str(uuid.uuid4()),
        )

    def upload(self, person: Person, name: str, content: bytes) -> File:
        """Upload a file that nobody sees yet, as into a form."""
        now = self.clock()
        file = File(self.new_id("F"), name, len(content), person.id, now, name, content, now)
        self.files[file.id] = file
        return file

    def file_json(self, file: File) -> Json:
        """A file as Slack gives it at this moment."""
        ready = file.completed is not None and self.clock() >= file.completed + self.file_seconds
        return file.as_json(self.url, ready, {channel.id: channel.kind for channel in self.channels.values()})

    def edit(self, person: Person, message: PostedMessage, text: str) -> PostedMessage:
        """Change what one has written."""
        channel = self.find(message.channel)
        if message.user != person.id or message.deleted:
            raise NotPossible("people edit only messages of their own that are still there")
        written = typed(text)
        self.change(channel, message, person.id, text=written, blocks=rich(written))
        return message

    def delete(self, person: Person, message: PostedMessage) -> None:
        """Delete what one has written; an admin may delete anything."""
        if message.deleted or (message.user != person.id and not person.admin and message.ephemeral_to != person.id):
            raise NotPossible("people delete only messages of their own")
        self.remove(self.find(message.channel), message)

    def react(self, person: Person, message: PostedMessage, name: str) -> SlackDelivery | None:
        """Put an emoji on a message."""
        return self._reaction(person.id, message, name, added=True)

    def unreact(self, person: Person, message: PostedMessage, name: str) -> SlackDelivery | None:
        """Take one's emoji off a message."""
        return self._reaction(person.id, message, name, added=False)

    def _reaction(self, user: str, message: PostedMessage, name: str, added: bool) -> SlackDelivery | None:
        with self.lock:
            users = message.reactions.setdefault(name, [])
            if added and user not in users:
                users.append(user)
            elif not added and user in users:
                users.remove(user)
            if not users:
                del message.reactions[name]
            self.revise(message)
            if self.bot.id not in self.find(message.channel).members:
                return None
            item = {"type": "message", "channel": message.channel, "ts": message.ts}
            return self.emit(
                {
                    "type": "reaction_added" if added else "reaction_removed",
                    "user": user,
                    "reaction": name,
                    "item": item,
                    "item_user": message.user,
                }
            )

    def command(
        self,
        person: Person,
        channel: Channel | str,
        text: str = "",
        thread: PostedMessage | None = None,
        name: str | None = None,
    ) -> SlackDelivery:
        """Type the slash command; Slack takes it anywhere but in a thread."""
        conversation = self.find(channel)
        spoken = name or self.app.command
        if thread is not None:
            raise NotPossible(f"{spoken} is not supported in threads. Sorry!")
        self._may_write(person, conversation)
        form = {
            "token": self.app.verification_token,
            "team_id": self.team_id,
            "team_domain": self.name,
            "channel_id": conversation.id,
            "channel_name": conversation.spoken,
            "user_id": person.id,
            "user_name": person.name,
            "command": spoken,
            "text": escaped(text).strip(),
            "api_app_id": self.app.app_id,
            "is_enterprise_install": "false",
            "response_url": self.new_response_url(person, conversation),
            "trigger_id": self.new_trigger(person),
        }
        return self.deliver("command", form, lambda delivery: self._answer(person, conversation, delivery))

    def _answer(self, person: Person, channel: Channel, delivery: SlackDelivery) -> None:
        """Show what the bot said along with its ack of a command."""
        said = {"text": delivery.response} if isinstance(delivery.response, str) else delivery.response
        if not said or not isinstance(said, dict):
            return
        if wrong := message_problems(said):
            self.note_refusal("response to a command", said, wrong[0].code, [str(problem) for problem in wrong])
            delivery.failure = wrong[0].code
            return
        self.respond(person.id, channel, said)

    def respond(self, person: str, channel: Channel, said: Json, thread_ts: str | None = None) -> PostedMessage:
        """Show a response to a command or interaction: to one person, or to the channel if it says so."""
        alone = said.get("response_type", "ephemeral") != "in_channel"
        message = self.bot_message(
            channel,
            said.get("text") or "",
            blocks=said.get("blocks") or [],
            attachments=said.get("attachments") or [],
            metadata=said.get("metadata"),
            thread_ts=said.get("thread_ts") or thread_ts,
            ephemeral_to=person if alone else None,
        )
        return self.post(channel, message)

    def note_refusal(self, what: str, arguments: Json, code: str, messages: list[str]) -> None:
        """Keep a record of something the bot sent that Slack would not take."""
        answer: dict[str, Any] = {
            "ok": False,
            "error": code,
            "response_metadata": {"messages": [f"[ERROR] {message}" for message in messages]},
        }
        self.keep_call(Call(what, arguments, self.clock(), 200, answer))

    def _may_write(self, person: Person, channel: Channel) -> None:
        if person.id not in channel.members:
            raise NotPossible(f"{person.name} is not in {channel.name or channel.id}")
        if channel.archived:
            raise NotPossible(f"{channel.name} is archived")

    def _parent(self, channel: Channel, thread: PostedMessage | str | None) -> str | None:
        if thread is None:
            return None
        ts = thread if isinstance(thread, str) else thread.thread_ts or thread.ts
        if ts not in channel.messages:
            raise NotPossible("there is no such message to answer")
        return ts
