"""What stops training although it could help: each missing gate, the cheapest to mend first."""

from __future__ import annotations

from flows.rules.case import Case
from flows.rules.methods import hosted_method
from flows.rules.rule import Rule
from flows.truth import Truth, known


def _never_pays(case: Case) -> Truth:
    """Money decides where cost is the reason; unknown money never does, the reply then says that it is unknown."""
    costs = (case.trainable_gap() | case.gap("reasoning")) & case.is_("reason", "cost")
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
    costs = (case.trainable_gap() | case.gap("reasoning")) & case.is_("reason", "cost")
    return known(costs.value is True and _never_pays(case).value is None)


def _not_worth_it(case: Case) -> Truth:
    """Known to be not worth it by the team's own figures; what is not known stops nobody here."""
    trains = case.trainable_gap() | case.gap("reasoning")
    if trains.value is not True:
        return trains
    worth = case.is_worth_it("lora" if case.data_stays().value is True else hosted_method(case))
    return worth if worth.asks else known(worth.value is False)


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
    ),
    # A defect that is known comes before a prompt that was not scored: without tests nothing can be scored.
    Rule(
        "known-no-tests",
        lambda c: c.gap("behavior") & c.prompting_begun() & ~c.at_least("test_items", c.thresholds.test_items),
        "not_ready",
        "There are too few test items to score a prompt or a tuned model on. Collect 50 to 100 labelled ones first, then score prompts on them.",
        ("guide", "book", "cases"),
    ),
    Rule(
        "known-unchecked-labels",
        lambda c: c.gap("behavior") & c.prompting_begun() & c.is_("labels", "unchecked"),
        "not_ready",
        "Nobody checked the labels: the model would learn their errors. Check a sample of 50 before anything else.",
        ("guide", "fails", "cases"),
    ),
    Rule(
        "known-invented-inputs",
        lambda c: c.gap("behavior") & c.prompting_begun() & c.invented_inputs(),
        "not_ready",
        "All inputs are invented, and the test set is not known to come from elsewhere: such models shine in the test and fail in production. Take most examples from real traffic.",
        ("guide", "cases"),
    ),
    Rule(
        "prompting-not-scored",
        lambda c: c.gap("behavior") & ~c.prompting_scored(),
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
        "smaller-model-not-tried",
        lambda c: c.gap("none") & c.is_("smaller_model", "not_tried"),
        "prompt_engineering",
        "Quality is fine, but no smaller untuned model has been scored. Score the cheap ones below on your test items: hours of work against weeks.",
        ("cases", "catalogue"),
    ),
    Rule(
        "unstable",
        lambda c: (c.trainable_gap() | c.gap("reasoning")) & c.unstable(),
        "prompt_engineering",
        "The wanted behaviour changes faster than a model can be retrained. A prompt changes in minutes.",
        ("book", "cases"),
    ),
    Rule(
        "stability-unknown",
        lambda c: c.trainable_gap() & ~c.said("requirements_change"),
        "not_ready",
        "How often the wanted behaviour changes is not known.",
        ("book", "cases"),
        if_unknown="holds",
        text_if_unknown="Nobody has said how often the wanted behaviour changes; trained behaviour stays as it was on the day of training.",
    ),
    Rule(
        "no-owner",
        lambda c: (c.trainable_gap() | c.gap("reasoning")) & c.nobody_keeps_it(),
        "prompt_engineering",
        "Nobody keeps a tuned model alive. Upkeep has ended projects that had paid back many times over.",
        ("book", "cases"),
    ),
    Rule(
        "never-pays",
        _never_pays,
        "prompt_engineering",
        "Cost is the reason, and no route that is open to you and made for traffic pays back inside the horizon: stay, or move to a cheaper untuned model.",
        ("guide", "book", "catalogue"),
    ),
    Rule(
        "successor-not-scored",
        lambda c: (c.trainable_gap() | c.gap("reasoning")) & c.successor_unscored,
        "not_ready",
        "Today's model ends before a tuned one could be live for long, and nobody has scored what follows it: if that passes, there is little to train for.",
        ("catalogue", "own"),
    ),
    Rule(
        "not-worth-it",
        _not_worth_it,
        "prompt_engineering",
        "It is not worth it as far as anybody has said: one more right answer would cost more than a wrong one does, or your odds are below those that it takes. What a wrong answer costs you (error_cost_usd) can change that.",
        ("own",),
    ),
    Rule(
        "fast-enough",
        lambda c: c.trainable_gap() & known(c.answers.get("reason") == "latency") & c.fast_enough(),
        "prompt_engineering",
        "Speed is the reason, and today's model already answers as fast as you need: there is nothing to train for.",
        ("own",),
    ),
    Rule(
        "latency-not-measured",
        lambda c: c.trainable_gap() & known(c.answers.get("reason") == "latency") & ~c.is_("smaller_model", "passes", "fails"),
        "not_ready",
        "Speed is the reason, and nobody has measured the smaller untuned models: they may be fast and good enough as they are.",
        ("cases", "catalogue"),
        if_unknown="holds",
        text_if_unknown="Speed is the reason, and nobody has said whether a smaller untuned model was measured: that comes first.",
    ),
    Rule(
        "no-test-set",
        lambda c: (c.trainable_gap() | c.gap("reasoning")) & ~c.test_set(),
        "not_ready",
        "There is no test set of 50 to 100 labelled items from elsewhere than the training data, so a gain could not be seen.",
        ("guide", "book", "cases"),
        if_unknown="holds",
        text_if_unknown="Nobody has said that there is a test set of 50 to 100 labelled items; without one a gain could not be seen.",
    ),
    Rule(
        "labels-unchecked",
        lambda c: c.trainable_gap() & ~c.labels_usable(),
        "not_ready",
        "Nobody checked the labels: the model would learn their errors.",
        ("guide", "fails", "cases"),
        if_unknown="holds",
        text_if_unknown="Nobody has said who checked the labels; a model learns wrong labels as faithfully as right ones.",
    ),
    Rule(
        "too-few-examples",
        lambda c: c.trainable_gap() & ~c.enough_examples(),
        "not_ready",
        "There are too few labelled examples for this kind of task; below that, few-shot prompting does as well.",
        ("guide", "book", "cases"),
        if_unknown="holds",
        text_if_unknown="Nobody has said how many labelled examples there are.",
    ),
    Rule(
        "inputs-unknown",
        lambda c: c.gap("behavior") & c.invented_inputs(),
        "not_ready",
        "All inputs are invented, and the test set is not known to come from elsewhere.",
        ("guide", "cases"),
        if_unknown="holds",
        text_if_unknown="Nobody has said whether the inputs come from real traffic; models trained on invented ones fail in production.",
    ),
    Rule(
        "invented-inputs-unmeasured",
        lambda c: c.gap("none") & c.invented_inputs() & known(c.measured().value is not True),
        "not_ready",
        "All inputs are invented and nothing was measured on a test set: a model trained on them would fail in production unseen.",
        ("guide", "cases"),
    ),
    Rule(
        "may-not-stay",
        lambda c: known(c.may_not_stay and _money_unknown(c).value is True),
        "not_ready",
        "Cost is the reason, but today's model is served by a provider and your data may not leave: one of the two is not so, and nothing can be saved against a model that you may not use. Say which.",
        ("own",),
    ),
    Rule(
        "money-unknown",
        _money_unknown,
        "not_ready",
        "Cost is the reason, and what today's model costs is not known, so nothing can be said to pay. Say which model serves how many requests of how many tokens, or what the bill is.",
        ("catalogue",),
    ),
)  # fmt: skip
