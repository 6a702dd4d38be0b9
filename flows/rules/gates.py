"""What stops training although it could help: each missing gate, the cheapest to mend first."""

from __future__ import annotations

from flows.rules.case import Case
from flows.rules.methods import hosted_method
from flows.rules.rule import Rule
from flows.truth import FALSE, Truth, known


def _never_pays(case: Case) -> Truth:
    """Money decides where cost is the reason; unknown money never does, the reply then says that it is unknown."""
    costs = case.trains() & case.is_("reason", "cost")
    if costs.value is not True:
        return costs
    return ~case.pays(*_ways(case))


def _ways(case: Case) -> tuple[str, ...]:
    """The methods that the rules behind could name: reinforcement runs on own GPUs only where no provider offers it."""
    if case.data_stays().value is True:
        return ("lora",)
    method = hosted_method(case)
    return (method,) if method == "rft" and case.hosted_open("rft") else (method, "lora")


def _money_unknown(case: Case) -> Truth:
    """Cost is the reason, and nobody knows whether anything pays: what is unknown never argues for training."""
    costs = case.trains() & case.is_("reason", "cost")
    if costs.value is not True:
        return costs
    pays = _never_pays(case)
    return pays if pays.value is None else FALSE


def _not_worth_it(case: Case) -> Truth:
    """Known to be not worth it by the team's own figures; what is not known stops nobody here."""
    trains = case.trains()
    if trains.value is not True:
        return trains
    worth = _worth(case)
    return worth if worth.asks else known(worth.value is False)


def _worth(case: Case) -> Truth:
    return case.is_worth_it("lora" if case.data_stays().value is True else hosted_method(case))


def _worth_not_known(case: Case) -> Truth:
    """Quality is the reason, and nobody knows what it takes to say what one more right answer costs."""
    trains = case.trains()
    if trains.value is not True:
        return trains
    worth = _worth(case)
    return worth if worth.value is None and worth.asks else FALSE


GATES: tuple[Rule, ...] = (
    # From here on training could help: every gate that is missing stops it.
    Rule(
        "smaller-model-passes",
        lambda c: c.trainable_gap() & c.untuned_passes(),
        "prompt_engineering",
        "A smaller or newer untuned model passes on your test items: move to it. It has no training, no upkeep and no route that can close.",
        ("cases", "catalogue"),
    ),
    Rule(
        "strongest-model-fixes",
        lambda c: c.gap("behavior") & known(c.answers.get("strongest_model") == "fixes_it") & c.is_("reason", "quality"),
        "bigger_model",
        "Quality is the reason, and the strongest model fixes it untuned: use that one. Train a smaller one later, if its cost is too high.",
        ("guide", "cases"),
        if_unknown="holds",
        text_if_unknown="The strongest model fixes it untuned: use that one. Nobody has said that its cost is the trouble.",
    ),
    # A defect that is known comes before a prompt that was not scored: without tests nothing can be scored.
    Rule(
        "known-no-tests",
        lambda c: c.gap("behavior") & c.prompting_begun() & ~c.at_least("test_items", c.thresholds.test_items),
        "not_ready",
        "There are too few test items to score a prompt or a tuned model on. Collect 50 to 100 labelled ones first, then score prompts on them.",
        ("guide", "book", "cases"),
        lacks=("test_items",),
    ),
    Rule(
        "known-unchecked-labels",
        lambda c: c.gap("behavior") & c.prompting_begun() & c.is_("labels", "unchecked"),
        "not_ready",
        "Nobody checked the labels: the model would learn their errors. Check a sample of 50 before anything else.",
        ("guide", "fails", "cases"),
        lacks=("labels",),
    ),
    Rule(
        "known-invented-inputs",
        lambda c: c.gap("behavior") & c.prompting_begun() & c.invented_inputs(),
        "not_ready",
        "All inputs are invented, and the test set is not known to come from elsewhere: such models shine in the test and fail in production. Take most examples from real traffic.",
        ("guide", "cases"),
        lacks=("real_share",),
    ),
    Rule(
        "prompting-not-scored",
        lambda c: c.gap("behavior") & c.prompting_unscored(),
        "prompt_engineering",
        "Prompting has not been scored on the test items yet. Few-shot examples, a schema and a split task cost hours and often close a behaviour gap.",
        ("guide", "book", "returns", "cases"),
        if_unknown="holds",
        text_if_unknown="Nobody has said that prompting was scored on test items: do that first, it costs hours.",
    ),
    Rule(
        "prompt-untouched",
        lambda c: c.gap("none") & c.is_("prompting", "none"),
        "prompt_engineering",
        "Quality is fine and the prompt was never worked on: a shorter prompt, a cache and a cheaper untuned model come before training.",
        ("book", "cases"),
    ),
    Rule(
        "prompting-not-told",
        lambda c: c.trainable_gap() & ~c.said("prompting"),
        "not_ready",
        "What was done about prompts is not known.",
        ("guide", "book", "cases"),
        if_unknown="holds",
        text_if_unknown="Nobody has said whether prompts were worked on and scored; that costs hours, and comes before training.",
        lacks=("prompting",),
    ),
    Rule(
        "smaller-model-not-tried",
        lambda c: c.trainable_gap() & ~c.smaller_tried(),
        "not_ready",
        "No smaller or newer untuned model has been scored: hours of work against weeks, and if one passes there is nothing to train.",
        ("cases", "catalogue"),
        if_unknown="holds",
        text_if_unknown="Nobody has said that a smaller or newer untuned model was scored: hours of work against weeks, and if one passes there is nothing to train.",
        lacks=("smaller_model",),
    ),
    Rule(
        "strongest-model-not-tried",
        lambda c: c.gap("behavior") & known(c.answers.get("reason") == "quality") & ~c.strongest_tried(),
        "not_ready",
        "The strongest untuned model has not been tried: an hour's test, and if it does it there is nothing to train.",
        ("guide", "cases"),
        if_unknown="holds",
        text_if_unknown="Nobody has said that the strongest untuned model was tried: an hour's test, and if it does it there is nothing to train.",
        lacks=("strongest_model",),
    ),
    Rule(
        "strongest-reasoner-not-told",
        lambda c: c.gap("reasoning") & ~c.strongest_tried(),
        "not_ready",
        "The strongest untuned model has not been tried.",
        ("guide", "cases"),
        if_unknown="holds",
        text_if_unknown="Nobody has said that the strongest untuned model was tried: an hour's test, and if it does it there is nothing to train.",
        lacks=("strongest_model",),
    ),
    Rule(
        "sometimes-right-not-told",
        lambda c: c.gap("reasoning") & ~c.sometimes_right(),
        "not_ready",
        "Today's model is never right.",
        ("guide", "cases"),
        if_unknown="holds",
        text_if_unknown="Nobody has said what today's model scores; one that is never right has nothing to be rewarded for.",
        lacks=("baseline",),
    ),
    Rule(
        "recurrence-not-told",
        lambda c: c.trains() & ~c.said("recurrence"),
        "not_ready",
        "Whether the work recurs is not known.",
        ("guide", "cases"),
        if_unknown="holds",
        text_if_unknown="Nobody has said whether the work recurs; what is done once never earns back a training run.",
        lacks=("recurrence",),
    ),
    Rule(
        "unstable",
        lambda c: c.trains() & c.unstable(),
        "prompt_engineering",
        "The wanted behaviour changes faster than a model can be retrained. A prompt changes in minutes.",
        ("book", "cases"),
    ),
    Rule(
        "stability-unknown",
        lambda c: c.trains() & ~c.said("requirements_change"),
        "not_ready",
        "How often the wanted behaviour changes is not known.",
        ("book", "cases"),
        if_unknown="holds",
        text_if_unknown="Nobody has said how often the wanted behaviour changes; trained behaviour stays as it was on the day of training.",
        lacks=("requirements_change",),
    ),
    Rule(
        "no-owner",
        lambda c: c.trains() & c.nobody_keeps_it(),
        "prompt_engineering",
        "Nobody keeps a tuned model alive. Upkeep has ended projects that had paid back many times over.",
        ("book", "cases"),
    ),
    Rule(
        "owner-not-told",
        lambda c: c.trains() & ~c.said("upkeep_owner"),
        "not_ready",
        "Who keeps a tuned model alive is not known.",
        ("book", "cases"),
        if_unknown="holds",
        text_if_unknown="Nobody has said who keeps a tuned model alive; upkeep has ended projects that had paid back many times over.",
        lacks=("upkeep_owner",),
    ),
    Rule(
        "reason-not-told",
        lambda c: c.trains() & ~c.said("reason"),
        "not_ready",
        "What it is for is not known.",
        ("guide", "cases"),
        if_unknown="holds",
        text_if_unknown="Nobody has said what it is for: better answers, a lower bill, speed, or where the data may go. Each is judged by something else.",
        lacks=("reason",),
    ),
    Rule(
        "never-pays",
        _never_pays,
        "prompt_engineering",
        "Cost is the reason, and no route that is open to you and made for traffic pays back inside the horizon: stay, or move to a cheaper untuned model.",
        ("guide", "book", "catalogue"),
    ),
    Rule(
        "may-not-stay",
        lambda c: known(c.may_not_stay and c.is_("reason", "cost").value is True and c.trains().value is True and _never_pays(c).value is None),
        "not_ready",
        "Cost is the reason, but today's model is served by a provider and your data may not leave: one of the two is not so, and nothing can be saved against a model that you may not use. Say which.",
        ("own",),
    ),
    Rule(
        "money-unknown",
        _money_unknown,
        "not_ready",
        "Cost is the reason, and what today's model costs is not known.",
        ("catalogue",),
        if_unknown="holds",
        text_if_unknown="Cost is the reason, and what today's model costs is not known, so nothing can be said to pay. Say which model serves how many requests of how many tokens, or what the bill is.",
    ),
    Rule(
        "successor-not-scored",
        lambda c: c.trains() & c.successor_unscored,
        "not_ready",
        "Today's model ends before a tuned one could be live for long, and nobody has scored what follows it: if that passes, there is little to train for.",
        ("catalogue", "own"),
        if_unknown="holds",
        text_if_unknown="Nobody has said which model serves it today; if that one ends soon, what follows it comes first.",
        lacks=("scored_models",),
    ),
    Rule(
        "not-worth-it",
        _not_worth_it,
        "prompt_engineering",
        "It is not worth it as far as anybody has said: one more right answer would cost more than a wrong one does, or your odds are below those that it takes. What a wrong answer costs you can change that.",
        ("own",),
    ),
    Rule(
        "worth-not-known",
        _worth_not_known,
        "not_ready",
        "What one more right answer costs cannot be said.",
        ("own",),
        if_unknown="holds",
        text_if_unknown="Quality is the reason, and what one more right answer costs cannot be said: for that it takes today's model, how many requests of how many tokens, and where they are few the score today and the target.",
    ),
    Rule(
        "fast-enough",
        lambda c: c.trainable_gap() & known(c.answers.get("reason") == "latency") & c.fast_enough(),
        "prompt_engineering",
        "Speed is the reason, and today's model already answers as fast as you need: there is nothing to train for.",
        ("own",),
    ),
    Rule(
        "speed-not-told",
        lambda c: c.trainable_gap() & known(c.answers.get("reason") == "latency") & (~c.said("latency_needed_ms") | ~c.said("latency_now_ms")),
        "not_ready",
        "How fast it is and has to be is not known.",
        ("own",),
        if_unknown="holds",
        text_if_unknown="Speed is the reason, and nobody has said how fast it is today and how fast it has to be.",
        lacks=("latency_needed_ms", "latency_now_ms"),
    ),
    Rule(
        "no-test-set",
        lambda c: c.trains() & ~c.at_least("test_items", c.thresholds.test_items),
        "not_ready",
        "There are fewer than 50 labelled test items, so a gain could not be seen.",
        ("guide", "book", "cases"),
        if_unknown="holds",
        text_if_unknown="Nobody has said that there is a test set of 50 to 100 labelled items; without one a gain could not be seen.",
        lacks=("test_items",),
    ),
    Rule(
        "tests-not-independent",
        lambda c: c.trains() & ~c.yes("test_independent"),
        "not_ready",
        "The test items come from the training data: a model scores well on what it has seen, and nobody learns what it can do.",
        ("guide", "book", "cases"),
        if_unknown="holds",
        text_if_unknown="Nobody has said that the test items come from elsewhere than the training data; a model scores well on what it has seen.",
        lacks=("test_independent",),
    ),
    Rule(
        "labels-unchecked",
        lambda c: c.trainable_gap() & ~c.labels_usable(),
        "not_ready",
        "Nobody checked the labels: the model would learn their errors.",
        ("guide", "fails", "cases"),
        if_unknown="holds",
        text_if_unknown="Nobody has said who checked the labels; a model learns wrong labels as faithfully as right ones.",
        lacks=("labels",),
    ),
    Rule(
        "too-few-examples",
        lambda c: c.trainable_gap() & ~c.enough_examples(),
        "not_ready",
        "There are too few labelled examples for this kind of task; below that, few-shot prompting does as well.",
        ("guide", "book", "cases"),
        if_unknown="holds",
        text_if_unknown="Nobody has said how many labelled examples there are.",
        lacks=("examples",),
    ),
    Rule(
        "inputs-unknown",
        lambda c: c.gap("behavior") & c.invented_inputs(),
        "not_ready",
        "All inputs are invented, and the test set is not known to come from elsewhere.",
        ("guide", "cases"),
        if_unknown="holds",
        text_if_unknown="Nobody has said whether the inputs come from real traffic; models trained on invented ones fail in production.",
        lacks=("real_share",),
    ),
    Rule(
        "invented-inputs-unmeasured",
        lambda c: c.gap("none") & known(c.measured().value is not True) & c.invented_inputs(),
        "not_ready",
        "All inputs are invented and nothing was measured on a test set: a model trained on them would fail in production unseen.",
        ("guide", "cases"),
        if_unknown="holds",
        text_if_unknown="Nobody has said whether the inputs come from real traffic, and nothing was measured on a test set.",
        lacks=("real_share", "baseline_measured"),
    ),
)  # fmt: skip
