"""What the gap says by itself: most teams end here, and most of them without training."""

from __future__ import annotations

from flows.rules.case import Case
from flows.rules.rule import Rule
from flows.truth import Truth, known


def _gap_unknown(case: Case) -> Truth:
    gap = case.gap("knowledge", "behavior", "reasoning", "modality", "safety", "none")
    return gap if gap.value is None and not case.answers.asked("gap") else known(gap.value is None)


DIAGNOSIS: tuple[Rule, ...] = (
    Rule(
        "safety",
        lambda c: known(c.answers.get("gap") == "safety") & ~c.filter_is_the_product(),
        "guardrails",
        "The model must be stopped from something: put checks on input and output. Training on your own data can weaken a model's safety instead of adding to it.",
        ("guide", "cases"),
        if_unknown="holds",
        text_if_unknown="The model must be stopped from something: put checks on input and output. Only where a filter is the product itself is training in question.",
    ),
    Rule(
        "modality",
        lambda c: known(c.answers.get("gap") == "modality") & ~c.is_("strongest_model", "does_not"),
        "bigger_model",
        "The model cannot read this kind of input, and training does not change what it reads: use one that does.",
        ("guide", "cases"),
        if_unknown="holds",
        text_if_unknown="The model cannot read this kind of input, and training does not change what it reads: use one that does.",
    ),
    Rule(
        "one-off",
        lambda c: c.is_("recurrence", "one_off"),
        "prompt_engineering",
        "Work that is done once never earns back a training run: prompt a good model and be done.",
        ("guide", "cases"),
    ),
    Rule(
        "knowledge-in-a-cached-prompt",
        lambda c: c.gap("knowledge") & known((c.answers.number("cached_share") or 0) >= c.thresholds.cached_by_all),
        "prompt_engineering",
        "Most of what a request reads is the same for all and cached: what every request needs belongs into that prompt, or a longer one, not into an index.",
        ("cases", "own"),
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
        lambda c: _gap_unknown(c) & c.untuned_passes(),
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
        lacks=("gap",),
    ),
    Rule(
        "gap-unknown-no-tests",
        lambda c: _gap_unknown(c) & ~c.at_least("test_items", c.thresholds.test_items),
        "not_ready",
        "There is no test set, so neither the gap nor a gain can be seen. Collect 50 to 100 labelled items and read 20 failures.",
        ("guide", "cases"),
        lacks=("gap",),
    ),
    Rule(
        "gap-unknown-measured",
        lambda c: _gap_unknown(c) & c.yes("baseline_measured"),
        "not_ready",
        "A prompt has been scored, but nobody has said what fixes the failures. Take 20 of them: paste in the facts, try the strongest model, rewrite the output. That is an afternoon, and it decides the method.",
        ("cases",),
        lacks=("gap",),
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
        lambda c: c.gap("reasoning") & (~c.is_("gradeable", "code", "rubric") | c.never_right()),
        "bigger_model",
        "Reinforcement fine-tuning needs a grader (code or an agreed rubric) and a model that is sometimes right; without both, a stronger model or a split task is what is left.",
        ("guide", "cases"),
        if_unknown="holds",
        text_if_unknown="Nobody has said how an answer can be graded or whether the model is sometimes right; without both, reinforcement fine-tuning has nothing to learn from.",
    ),
)  # fmt: skip
