"""The log of one decision as a value: its entries in order, and what follows from them, each worked out once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar, overload

from flows.log import history
from flows.log.entries import Concluded, Entry
from flows.log.history import Given
from flows.questions.answers import Answers

T = TypeVar("T")
E = TypeVar("E", bound=Entry)


@dataclass(frozen=True)
class Log(Sequence[Entry]):
    """A decision's entries. Nothing is ever changed: `plus` gives another log.

    What is derived from it elsewhere, such as `flows.lifecycle.stages.life`, is kept here too, by `derived`.
    """

    entries: tuple[Entry, ...] = ()
    _derived: dict[Callable[..., Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, entries: Iterable[Entry]) -> Log:
        """The log of these entries."""
        return entries if isinstance(entries, Log) else cls(tuple(entries))

    def __len__(self) -> int:
        return len(self.entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self.entries)

    @overload
    def __getitem__(self, place: int) -> Entry: ...

    @overload
    def __getitem__(self, place: slice) -> Log: ...

    def __getitem__(self, place: int | slice) -> Entry | Log:
        if not isinstance(place, slice):
            return self.entries[place]
        # All of a tuple is that tuple: what was worked out of it stays.
        entries = self.entries[place]
        return self if entries is self.entries else Log(entries)

    def plus(self, *entries: Entry) -> Log:
        """The same log with more at its end."""
        return Log((*self.entries, *entries)) if entries else self

    def derived(self, of: Callable[[Log], T]) -> T:
        """What a function makes of this log, which is asked once."""
        if of not in self._derived:
            self._derived[of] = of(self)
        found: T = self._derived[of]
        return found

    @cached_property
    def answers(self) -> Answers:
        """What has been said by its end."""
        return history.fold(self.entries)

    @cached_property
    def given(self) -> dict[str, Given]:
        """The answers that count, with who gave them and what they replaced, in the order in which they were first given."""
        return history.given(self.entries)

    @cached_property
    def measured(self) -> dict[str, str]:
        """The questions whose answers were measured, and the file of each."""
        return {id_: given.file for id_, given in self.given.items() if given.file is not None}

    @cached_property
    def is_going_on(self) -> bool:
        """Whether the team asked for the full cost picture since it last began."""
        return history.is_going_on(self.entries)

    @cached_property
    def asked_sheets(self) -> tuple[str, ...]:
        """The sheets of questions that messages asked since the team last began, in their order (`flows.questions.sheets`)."""
        return history.asked_sheets(self.entries)

    @cached_property
    def is_untouched(self) -> bool:
        """Whether nothing stands on it but what the first message said."""
        return all(entry.how == "start" for entry in self.entries)

    @cached_property
    def last_answered(self) -> str | None:
        """The question that was answered last and still counts."""
        return history.last_answered(self.entries)

    @cached_property
    def concluded_at(self) -> tuple[int, ...]:
        """The places of its verdicts."""
        return tuple(at for at, entry in enumerate(self.entries) if isinstance(entry, Concluded))

    def last(self, *classes: type[E], after: int = -1) -> int | None:
        """The place of the last entry of these classes behind a place; None where there is none."""
        return next((at for at in range(len(self) - 1, after, -1) if isinstance(self.entries[at], classes)), None)

    def without_source(self, source: str) -> dict[str, Given]:
        """What would count had one message or form never been sent."""
        return history.without_source(self.entries, source)

    def is_last_word(self, question: str, source: str) -> bool:
        """Whether the answer that counts for a question came from this message or form."""
        given = self.given.get(question)
        return given is not None and given.entry.source == source

    def says_the_same(self, other: Log) -> bool:
        """Whether two logs say the same by their end."""
        return dict(self.answers.values) == dict(other.answers.values) and self.answers.unsure == other.answers.unsure
