"""The first screen of a verdict: what a lead has to read, in at most 1,200 characters. The rest is one click away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from bot.text.labels import asks, capital, leads_shortly, pays_back
from bot.text.length import clip
from flows.verdict.reply import NextStepPart, OptionPart, Reply
from pricing.money import show_usd

MOST = 1_200
_ROWS, _LINES = 5, 3
_HEADLINE, _WHY, _LINE, _LABEL, _SENTENCE = 320, 240, 240, 44, 240
_AND_MORE = len("And 99 more ")
_TITLES = ("Option", "A month", "Pays back")


@dataclass(frozen=True, slots=True)
class ScreenRow:
    """One option: its name, what it costs a month, when it pays back; `next` where the next step is about it."""

    label: str
    monthly: str
    pays: str
    next: bool

    @property
    def named(self) -> str:
        """Its name, marked for eyes and ears alike where it is next."""
        return f"Next: {self.label}" if self.next else self.label


@dataclass(frozen=True, slots=True)
class Screen:
    """What stands on it, top to bottom; what is empty does not.

    changed   what was changed since the verdict before, in lines
    fork      where the answers lead that decide, in lines
    before    what is to be done before training, in lines
    """

    headline: str
    changed: tuple[str, ...] = ()
    why: str = ""
    fork: tuple[str, ...] = ()
    before: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()
    rows: tuple[ScreenRow, ...] = ()
    doubt: str = ""
    step: str = ""
    worth: str = ""
    dated: str = ""

    @property
    def texts(self) -> tuple[str, ...]:
        """Everything that can be read on it."""
        cells = (cell for row in self.rows for cell in (row.named, row.monthly, row.pays))
        lines = (self.headline, *self.changed, self.why, *self.fork, *self.before, *self.titles, *cells)
        return tuple(filter(None, (*lines, self.doubt, self.step, self.worth, self.dated)))

    def __len__(self) -> int:
        return sum(map(len, self.texts))


@dataclass
class _Room:
    """What is left of the 1,200 characters."""

    left: int

    def sentence(self, text: str | None, most: int = _SENTENCE) -> str:
        """The text where there is room for it."""
        kept = clip(text or "", most)
        return kept if self._takes(len(kept)) else ""

    def lines(self, texts: Sequence[str], most: int = _LINES, *, more: str = "") -> tuple[str, ...]:
        """As many of the first lines as there is room for; how many are left out is said where `more` says of what."""
        texts = [clip(text, _LINE) for text in texts]
        fitting = sum(length <= self.left - len(more) - _AND_MORE for length in accumulate(map(len, texts)))
        kept = list(texts[: min(most, fitting)])
        if more and kept and len(kept) < len(texts):
            kept.append(f"And {len(texts) - len(kept)} more {more}")
        self.left -= sum(map(len, kept))
        return tuple(kept)

    def table(self, rows: Sequence[ScreenRow]) -> tuple[ScreenRow, ...]:
        """As many rows as there is room for, the one that is next among them."""
        kept = list(rows)
        while kept and not self._takes(sum(map(len, _TITLES)) + sum(map(_width, kept))):
            kept.remove(next((row for row in reversed(kept) if not row.next), kept[-1]))
        return tuple(kept)

    def _takes(self, length: int) -> bool:
        if length > self.left:
            return False
        self.left -= length
        return True


def screen(reply: Reply, changed: Sequence[str] = (), most: int = MOST) -> Screen:
    """The screen of a reply in at most so many characters; `changed` are lines on what was changed since the verdict before.

    What comes first is kept first. The next step is never left out, so that its room is set aside.
    """
    headline, step = clip(reply.headline, _HEADLINE), step_line(reply)
    dated = f"Prices of {reply.prices_as_of}; review on {reply.review_on}."
    room = _Room(most - len(headline) - len(step) - len(dated))
    news = room.lines([line for line in changed if line.strip()], most=4, more="under Details.")
    deciding = next((reason for reason in reply.reasons if reason.deciding), reply.reasons[0])
    why = room.sentence(deciding.text, _WHY)
    fork = () if news else room.lines(_fork(reply), most=1 if reply.before and reply.lacking else _LINES)
    before = () if news or fork else room.lines(_before(reply), more="under Details.")
    rows = room.table(_rows(reply))
    doubt = room.sentence(reply.doubt or (None if rows else _NO_COSTS))
    worth = room.sentence(reply.worth)
    return Screen(headline, news, why, fork, before, _TITLES if rows else (), rows, doubt, step, worth, dated)


_NO_COSTS = "What today costs is not known, so nothing can be compared: give the model, requests a month and tokens a request, or the bill."


def step_line(reply: Reply) -> str:
    """The next step with its day; of a verdict of before the sentence that it had; "" where it had none."""
    step = reply.next_step
    if step is None:
        return clip(reply.first_step or "", _SENTENCE)
    return f"Next, by {step.by.day} {step.by:%B}: {clip(_short(step), _SENTENCE)}"


def _short(step: NextStepPart) -> str:
    """The step without its second sentence, where it is long."""
    return step.text if len(step.text) <= _SENTENCE else step.text.split(". ")[0].split(": ")[0] + "."


# Where the question is longer than a line with six answers takes.
_SHORT_ASKS = {"gap": "What fixes most failures?", "upkeep_owner": "Does a named person keep it alive?"}


def _fork(reply: Reply) -> list[str]:
    """A line for each question that decides: the question, and where its answers lead."""
    lines = []
    for fork in reply.decides:
        ends = "; ".join(f"{answers}: {end}" for answers, end in leads_shortly(fork))
        lines.append(f"{_SHORT_ASKS.get(fork.question) or asks(fork.question)} {ends}.")
    return lines


def _before(reply: Reply) -> list[str]:
    """What is to be done before training."""
    return [step.text for step in reply.before]


def _rows(reply: Reply) -> list[ScreenRow]:
    """Today's, the one that the next step is about, the recommended one, the training route and the cheapest beside them."""
    about = reply.next_step.option if reply.next_step is not None else None
    marked = about or reply.route or reply.recommended
    untuned = sorted(
        (
            option
            for option in reply.options
            if option.id.startswith("untuned:") and option.available and option.size != "small" and not option.dated
            if option.monthly_usd is not None
        ),
        key=lambda option: (option.monthly_usd or 0, option.id),
    )
    successor = (option.id for option in reply.options if option.id.startswith("successor:"))
    twin = (reply.route or "").replace("lora:", "untuned:", 1)
    ids = [
        "status_quo",
        marked,
        *successor,
        reply.recommended,
        reply.route,
        twin,
        "rag" if reply.verdict == "rag" else None,
    ]
    wanted = _options(reply, [*ids, *(option.id for option in untuned)])
    kept = [option for option in wanted if option.monthly_usd is not None or option.id == marked][:_ROWS]
    if all(option.monthly_usd is None for option in kept):
        return []
    return [_row(option, is_next=option.id == marked) for option in kept]


def _options(reply: Reply, ids: Iterable[str | None]) -> list[OptionPart]:
    found = (reply.option(id_) for id_ in dict.fromkeys(ids))
    return [option for option in found if option is not None]


def _row(option: OptionPart, *, is_next: bool) -> ScreenRow:
    label = clip(capital(option.label) if option.id == "status_quo" else option.label, _LABEL)
    monthly = "not known" if option.monthly_usd is None else show_usd(option.monthly_usd)
    return ScreenRow(label, monthly, pays_back(option), is_next)


def _width(row: ScreenRow) -> int:
    return len(row.named) + len(row.monthly) + len(row.pays)
