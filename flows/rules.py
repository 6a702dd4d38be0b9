"""The ordered rules. The first that is not false decides; add, move or change a rule here.

A rule whose statement stays unknown although everything was asked takes the safe way, `if_unknown`:
"holds" keeps the team from training, "passes" goes on to the next rule.
"""

from __future__ import annotations

from flows.case import Case
from flows.rule import Rule
from flows.truth import Truth, known


def _cost_is_the_reason(case: Case) -> Truth:
    return case.is_("reason", "cost")


def _never_pays(case: Case) -> Truth:
    """Money decides where cost is the reason; unknown money never does, the reply then says that it is unknown."""
    paid = case.trainable_gap() & _cost_is_the_reason(case)
    return paid if paid.value is not True else ~case.pays_back()


def _gap_unknown(case: Case) -> Truth:
    gap = case.gap("knowledge", "behavior", "reasoning", "modality", "safety", "none")
    return gap if gap.value is None and not case.answers.asked("gap") else known(gap.value is None)


RULES: tuple[Rule, ...] = (
    Rule(
        "safety",
        lambda c: c.is_("gap", "safety") & ~c.is_("task", "moderation", "classification"),
        "guardrails",
        "The model must be stopped from something: put checks on input and output. Training on your own data can weaken a model's safety instead of adding to it.",
        ("guide", "cases"),
    ),
    Rule(
        "modality",
        lambda c: c.gap("modality"),
        "bigger_model",
        "The model cannot read this kind of input, and training does not change what it reads: use one that does.",
        ("guide", "cases"),
    ),
    Rule(
        "one-off",
        lambda c: c.is_("recurrence", "one_off"),
        "prompt_engineering",
        "Work that is done once never earns back a training run: prompt a good model and be done.",
        ("guide", "cases"),
    ),
    Rule(
        "knowledge",
        lambda c: c.gap("knowledge"),
        "rag",
        "The right facts in the prompt fix it, so the gap is knowledge: retrieve the facts. Training teaches how to answer, not what is true.",
        ("guide", "book", "fails", "cases"),
    ),
    Rule(
        "knowledge-fix-retrieval",
        lambda c: c.gap("knowledge") & c.is_("retrieval", "tried", "scored"),
        "rag",
        "Retrieval has been tried already: one that fails is a reason to repair it (chunks, ranking, freshness), not to train.",
        ("guide", "book", "cases"),
    ),
    # The gap is not known: nothing may lead to training, but the rest of the answers says where to start.
    Rule(
        "gap-unknown-strongest-fixes",
        lambda c: _gap_unknown(c) & c.is_("strongest_model", "fixes_it"),
        "bigger_model",
        "The strongest model fixes it, whatever the gap is: use it, and look at cost later.",
        ("guide", "cases"),
    ),
    Rule(
        "gap-unknown-smaller-passes",
        lambda c: _gap_unknown(c) & c.is_("smaller_model", "passes"),
        "prompt_engineering",
        "A smaller untuned model passes on your test items: use it as it is.",
        ("cases",),
    ),
    Rule(
        "gap-unknown-facts-change",
        lambda c: _gap_unknown(c) & c.is_("facts_change", "often"),
        "rag",
        "You have not said what fixes the failures, but the facts change often: those have to be looked up, a trained model would be out of date.",
        ("guide", "cases"),
    ),
    Rule(
        "gap-unknown-bad-data",
        lambda c: _gap_unknown(c) & (c.is_("labels", "unchecked") | ~c.at_least("real_share", c.thresholds.invented_below)),
        "not_ready",
        "The data would teach the wrong thing: its labels are unchecked, or its inputs are invented. Read 20 real failures first.",
        ("guide", "fails", "cases"),
    ),
    Rule(
        "gap-unknown-no-tests",
        lambda c: _gap_unknown(c) & ~c.at_least("test_items", c.thresholds.test_items),
        "not_ready",
        "There is no test set, so neither the gap nor a gain can be seen. Collect 50 to 100 labelled items and read 20 failures.",
        ("guide", "cases"),
    ),
    Rule(
        "gap-unknown-measured",
        lambda c: _gap_unknown(c) & c.yes("baseline_measured"),
        "not_ready",
        "A prompt has been scored, but nobody has said what fixes the failures. Take 20 of them: paste in the facts, try the strongest model, rewrite the output. That is an afternoon, and it decides the method.",
        ("cases",),
    ),
    Rule(
        "gap-unknown",
        _gap_unknown,
        "prompt_engineering",
        "Nobody has said what fixes the failures. Start with prompts, scored on test items, and read 20 failures: it is the cheapest way to find out.",
        ("book", "cases"),
    ),
    # Reasoning
    Rule(
        "reasoning-stronger-model",
        lambda c: c.gap("reasoning") & c.stronger_left_to_try(),
        "bigger_model",
        "Reasoning gaps close with a stronger model first: it fixes this, or has not been tried, and new ones keep overtaking trained ones.",
        ("guide", "cases"),
        if_unknown="holds",
        text_if_unknown="Nobody has said whether the strongest model fixes it: try that first, it is an afternoon's test.",
    ),
    Rule(
        "reasoning-not-gradeable",
        lambda c: c.gap("reasoning") & (~c.is_("gradeable", "code", "rubric") | ~c.sometimes_right()),
        "bigger_model",
        "Reinforcement fine-tuning needs a grader (code or an agreed rubric) and a model that is sometimes right; without both, a stronger model or a split task is what is left.",
        ("guide", "cases"),
        if_unknown="holds",
        text_if_unknown="Nobody has said how an answer can be graded or whether the model is sometimes right; without both, reinforcement fine-tuning has nothing to learn from.",
    ),
    # From here on training could help: every gate that is missing stops it.
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
        "smaller-model-passes",
        lambda c: c.gap("none") & c.is_("smaller_model", "passes"),
        "prompt_engineering",
        "Quality is fine and a smaller or newer untuned model passes: move to it. It has no training, no upkeep and no route that can close.",
        ("cases", "catalogue"),
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
        if_unknown="holds",
        text_if_unknown="The wanted behaviour changes about monthly, and nobody has said who would retrain. A prompt changes in minutes.",
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
        "never-pays",
        _never_pays,
        "prompt_engineering",
        "Cost is the reason, and no route open to you pays back inside the horizon: stay, or move to a cheaper untuned model.",
        ("guide", "book", "catalogue"),
    ),
    # Which training
    Rule(
        "grader-data-stays",
        lambda c: c.gap("reasoning") & c.data_stays(),
        "lora",
        "An objective grader exists, but the data may not leave: reinforcement training on your own GPUs with an adapter.",
        ("guide", "cases"),
        fallback=True,
    ),
    Rule(
        "grader-no-route",
        lambda c: c.gap("reasoning") & known(not c.hosted_open("rft")),
        "lora",
        "Reinforcement fine-tuning fits, but no hosted route for it is open to you on this day: train an adapter on your own GPUs.",
        ("guide", "catalogue"),
        fallback=True,
    ),
    Rule(
        "grader",
        lambda c: c.gap("reasoning"),
        "rft",
        "The gap is reasoning, an objective grader exists and the model is sometimes right: reinforcement fine-tuning makes the right answers likelier, with few examples.",
        ("guide", "cases"),
        fallback=True,
    ),
    Rule(
        "data-stays",
        lambda c: c.trainable_gap() & c.data_stays(),
        "lora",
        "Training fits, and the data may not leave: train an adapter on an open-weight model on your own GPUs.",
        ("guide", "book", "cases"),
        fallback=True,
    ),
    Rule(
        "no-hosted-route",
        lambda c: c.trainable_gap() & known(not c.hosted_open("sft")),
        "lora",
        "Training fits, but no hosted route is open to you on this day: train an adapter on an open-weight model on your own GPUs.",
        ("guide", "catalogue"),
        fallback=True,
    ),
    Rule(
        "behavior",
        lambda c: c.gap("behavior"),
        "sft",
        "The model can do it but does not do it steadily, prompting has been scored, and the data is there: supervised fine-tuning teaches steadiness.",
        ("guide", "book", "cases"),
        fallback=True,
    ),
    Rule(
        "compress-with-peoples-labels",
        lambda c: c.gap("none") & c.people_wrote_labels(),
        "sft",
        "Quality is fine and people wrote the labels: train a smaller model on those labels.",
        ("guide", "cases"),
        fallback=True,
    ),
    Rule(
        "compress",
        lambda c: c.gap("none"),
        "distillation",
        "Quality is fine: teach a smaller model to answer as today's does, on real inputs with approved outputs.",
        ("guide", "cases"),
        fallback=True,
    ),
)  # fmt: skip
