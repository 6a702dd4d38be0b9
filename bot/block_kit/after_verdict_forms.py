"""The forms of a decision's life: the plan, another way, a dissent, numbers, the end, the review."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, Literal

from bot.block_kit.blocks import context, option, plain_text, select, users
from bot.block_kit.forms import FIELD_ACTION, LONGEST_INPUT, About
from bot.block_kit.message import Block
from bot.text.labels import capital
from flows.lifecycle.expectation import MARGINS, Lacking, expected, lacks, margin_needs
from flows.lifecycle.in_use import score_at_start
from flows.lifecycle.intent import WAYS
from flows.lifecycle.records import Life
from flows.log.measurements import Numbers
from flows.log.plans import TrainingPlan
from flows.verdict.schedule import MOST_CHECKPOINTS

AfterVerdictForm = Literal[
    "plan", "replan", "override", "dissent", "numbers", "month", "stop", "carry_on", "adopt", "review"
]

_TITLES: dict[AfterVerdictForm, tuple[str, str]] = {
    "plan": ("Accept, and plan", "Accept"),
    "replan": ("Change the plan", "Save"),
    "override": ("Go another way", "Save"),
    "dissent": ("Register a dissent", "Save"),
    "numbers": ("Numbers of a checkpoint", "Compare"),
    "month": ("Scored again", "Compare"),
    "stop": ("Stop training", "Stop training"),
    "carry_on": ("Go on anyway", "Go on"),
    "adopt": ("It is in use", "Save"),
    "review": ("How did it go?", "Save"),
}
# By these a form after the verdict is known, and a field in it.
CALLBACK_PREFIX, BLOCK_PREFIX = "life:", "l:"
_ONE_BY_ONE = "With this and the next, the same items are compared one by one: that shows much smaller differences."
_SCORE, _GENERAL, _BEFORE = "86% or 0.86", "71% or 0.71", "73% or 0.73"


def plan_form(about: About, plan: TrainingPlan, owner: str | None, *, accepts: bool) -> dict[str, Any]:
    """Start, checkpoints and budget, filled in with what is proposed or stands; and what is still to be said."""
    lacking = lacks(plan)
    blocks = [
        *(context(sentence) for sentence in expected(plan)),
        context("I ask for the numbers on each checkpoint day and compare them with the criteria that are fixed now."),
        _field("owner", "Who owns this?", users(FIELD_ACTION, "Choose somebody", owner)),
        _field("start", "Training starts on", _day(plan.start)),
        _field(
            "checkpoints",
            "Checkpoints",
            _text("2026-12-15, 2026-12-29", ", ".join(day.isoformat() for day in plan.checkpoints)),
            hint=f"The days on which a round is scored, up to {MOST_CHECKPOINTS}. The last of them decides.",
        ),
        _field(
            "budget",
            "Up-front budget in US dollars",
            _text("4500", f"{plan.budget_usd:.0f}" if plan.budget_usd is not None else None),
            optional=True,
            hint="Training, labelling and people. Spending more than this says stop. Proposed: what the verdict computed.",
        ),
        *_to_be_said(plan, lacking, accepts=accepts),
        _field(
            "general",
            "Score on a general set before training",
            _text(_BEFORE, _percent(plan.general)),
            optional=True,
            hint="Any test of other abilities. Without it nobody can see what the model forgets.",
        ),
    ]
    return _view("plan" if accepts else "replan", about, blocks)


def _to_be_said(plan: TrainingPlan, lacking: tuple[Lacking, ...], *, accepts: bool) -> list[Block]:
    """What the criteria need and nobody has said; to accept without it would leave a hole in them."""
    fields = []
    if "metric" in lacking:
        hint = "Where it counts right items, a gain can be told from luck."
        fields.append(_field("metric", "Which one metric decides?", _text("accuracy"), optional=not accepts, hint=hint))
    if "baseline" in lacking:
        hint = "On the same test items. Without it no gain can be seen."
        fields.append(_field("baseline", "Score before training", _text("84%"), optional=not accepts, hint=hint))
    if "target" in lacking:
        hint = "Nobody has named one; without it no score can say stop."
        label = "Target score on the test items"
        fields.append(_field("target", label, _text("90%"), optional=not accepts, hint=hint))
    if "items" in lacking or not accepts:
        fields.append(
            _field(
                "items",
                "Test items, scored before and after",
                _text("300", str(plan.items) if plan.items is not None else None),
                optional=not accepts,
                hint="Both models on the same items. 50 items show 21 points, 100 items 13, 300 items 6.",
            )
        )
    if plan.limit("parity") is not None and ("margin" in lacking or not accepts):
        chosen = plan.margin if plan.margin is not None else MARGINS[0]
        options = [
            option(margin_needs(margin), f"{(margin * 100).normalize():f}")
            for margin in dict.fromkeys((*MARGINS, chosen))
        ]
        element = select(FIELD_ACTION, "Choose one", options)
        element["initial_option"] = options[list(dict.fromkeys((*MARGINS, chosen))).index(chosen)]
        hint = "The items are what shows it four times in five, one round."
        fields.append(_field("margin", "How many points may be lost without harm?", element, hint=hint))
    return fields


def override_form(about: About) -> dict[str, Any]:
    """Which way instead, and why."""
    options = [option(capital(words), name) for name, words in WAYS.items()]
    blocks = [
        _field("method", "Which way instead?", select(FIELD_ACTION, "Choose one", options)),
        _field(
            "reason",
            "Why?",
            _text("the facts change every day", lines=True),
            hint="It is kept with the decision, for whoever asks later.",
        ),
    ]
    return _view("override", about, blocks)


def dissent_form(about: About) -> dict[str, Any]:
    """One sentence."""
    field = _field(
        "reason",
        "What do you disagree with?",
        _text("the test set is too easy", lines=True),
        hint="A sentence. It is shown with the decision, with your name.",
    )
    return _view("dissent", about, [field])


def numbers_form(about: About, now: Life, number: int) -> dict[str, Any]:
    """The numbers of a checkpoint, filled in with what is known."""
    known = now.numbers(number)
    if not number:
        return _data_form(about, known)
    before = known.general_before if known.general_before is not None else now.plan.general if now.plan else None
    blocks = [
        context(f"Checkpoint {number}. Leave out what was not measured; I say so then."),
        _field("score", "Score on the test items", _text(_SCORE, _percent(known.score)), optional=True),
        _field(
            "fixed",
            "Items wrong before training and right now",
            _text("9", _whole(known.fixed)),
            optional=True,
            hint=_ONE_BY_ONE,
        ),
        _field("broken", "Items right before training and wrong now", _text("4", _whole(known.broken)), optional=True),
        _field(
            "items",
            "Test items scored",
            _text("100", _whole(known.items) or (str(now.plan.items) if now.plan and now.plan.items else None)),
            optional=True,
        ),
        _field("general", "Score on the general set", _text(_GENERAL, _percent(known.general)), optional=True),
        _field("general_before", "The general set before training", _text(_BEFORE, _percent(before)), optional=True),
        _field("spent_usd", "Spent so far, US dollars", _text("900", _whole(known.spent_usd)), optional=True),
        _field("general_items", "Items in the general set", _text("200", _whole(known.general_items)), optional=True),
        _field("untuned", "Best score of an untuned model today", _text("80%", _percent(known.untuned)), optional=True),
        *_data_fields(known),
    ]
    return _view("numbers", about, blocks)


def month_form(about: About, now: Life) -> dict[str, Any]:
    """The test items of a month in use."""
    start = score_at_start(now)
    was = f" It was {_percent(start)} when it went live." if start is not None else ""
    items = str(now.plan.items) if now.plan and now.plan.items else None
    return _view(
        "month",
        about,
        [
            _field("score", "Score on the same test items", _text(_SCORE), hint=f"In production as it is today.{was}"),
            _field("fixed", "Items wrong then and right now", _text("2"), optional=True, hint=_ONE_BY_ONE),
            _field("broken", "Items right then and wrong now", _text("5"), optional=True),
            _field("items", "Test items scored", _text("100", items), optional=True),
        ],
    )


def _data_form(about: About, known: Numbers) -> dict[str, Any]:
    """The three boxes of the first day."""
    said = context("Before the first round. Leave out what was not checked; I say so then.")
    return _view("numbers", about, [said, *_data_fields(known)])


def _data_fields(known: Numbers) -> tuple[Block, ...]:
    return (
        _field(
            "shared_items",
            "Items that training set and test set share",
            _text("0", _whole(known.shared_items)),
            optional=True,
        ),
        _field(
            "wrong_labels",
            "Wrong labels in a random sample of 50",
            _text("2", _whole(known.wrong_labels)),
            optional=True,
            hint="3 to 5 do not tell: check 100 more, and write 9 of 150.",
        ),
        _field("real_share", "Inputs from real traffic", _text("85%", _percent(known.real_share)), optional=True),
    )


def reason_form(about: About, purpose: Literal["stop", "carry_on"]) -> dict[str, Any]:
    """Why, in words."""
    if purpose == "carry_on":
        field = _field(
            "reason",
            "Why go on against the criteria?",
            _text("the second half of the data comes on Friday", lines=True),
            hint="The criteria were fixed before training. The reason is kept.",
        )
    else:
        field = _field(
            "reason",
            "Why?",
            _text("the target was not reached", lines=True),
            optional=True,
            hint="What was measured last is kept as the result.",
        )
    return _view(purpose, about, [field])


def outcome_form(about: About, purpose: Literal["adopt", "review"]) -> dict[str, Any]:
    """How it went."""
    options = [option(label, value) for label, value in (("Yes", "yes"), ("Partly", "partly"), ("No", "no"))]
    blocks = [
        *(
            [_field("adopted", "Is it in use?", select(FIELD_ACTION, "Choose one", options))]
            if purpose == "review"
            else []
        ),
        _field(
            "gain",
            "Measured gain, in points",
            _text("3"),
            optional=True,
            hint="On the same test items, against the score before; -2 is a loss.",
        ),
        _field(
            "monthly",
            "Real cost a month, US dollars",
            _text("700"),
            optional=True,
            hint="What serving it costs, without people.",
        ),
    ]
    return _view(purpose, about, blocks)


def _view(purpose: AfterVerdictForm, about: About, blocks: list[Block]) -> dict[str, Any]:
    title, submit = _TITLES[purpose]
    return {
        "type": "modal",
        "callback_id": f"{CALLBACK_PREFIX}{purpose}",
        "title": plain_text(title, 24),
        "submit": plain_text(submit, 24),
        "close": plain_text("Cancel", 24),
        "private_metadata": about.to_metadata(),
        "blocks": blocks,
    }


def _field(name: str, label: str, element: dict[str, Any], *, optional: bool = False, hint: str | None = None) -> Block:
    block: Block = {
        "type": "input",
        "block_id": f"{BLOCK_PREFIX}{name}",
        "optional": optional,
        "label": plain_text(label, 2000),
        "element": element,
    }
    return block | ({"hint": plain_text(hint, 2000)} if hint else {})


def _text(placeholder: str, initial: str | None = None, *, lines: bool = False) -> dict[str, Any]:
    element = {
        "type": "plain_text_input",
        "action_id": FIELD_ACTION,
        "max_length": LONGEST_INPUT,
        "multiline": lines,
        "placeholder": plain_text(placeholder, 150),
    }
    return element | ({"initial_value": initial} if initial else {})


def _day(day: date) -> dict[str, Any]:
    return {"type": "datepicker", "action_id": FIELD_ACTION, "initial_date": day.isoformat()}


def _percent(share: Decimal | None) -> str | None:
    return None if share is None else f"{(share * 100).normalize():f}%"


def _whole(value: Decimal | None) -> str | None:
    return None if value is None else f"{value.normalize():f}"
