"""The use case and the five questions of [book], with the probes that go with them."""

from __future__ import annotations

from decimal import Decimal

from flows.questions.question import Choice, Question

_TRIED = (
    Choice("none", "No", ("not yet", "nothing", "never", "not tried", "no")),
    Choice("tried", "Tried, not scored", (
        "tried but not scored", "tried", "informally", "eyeballed", "a bit", "tried but not measured", "tried not measured",
        "tried but didn't score it", "tried but did not score it", "tried it but didn't score it", "tried it but did not score it",
        "tried it but not scored", "tried but didn't measure it", "tried but we didn't score it", "tried but haven't scored it",
    )),
    Choice("scored", "Tried and scored", ("tried and scored", "scored", "measured", "benchmarked", "evaluated", "done and scored")),
)  # fmt: skip

FRAMEWORK: tuple[Question, ...] = (
    Question(
        "use_case", "text", "use_case",
        "What should the model do better, in a sentence?",
        "It names the decision in the log.",
        names=("use case", "title"),
    ),
    # 1. Exhausted prompt engineering?
    Question(
        "prompting", "choice", "prompting",
        "Have few-shot examples, a schema and splitting the task been tried, and scored on the same test items?",
        "Prompting takes hours and often closes the gap; until it is scored nobody knows what training must add.",
        _TRIED, ("prompt engineering", "prompts"), ordered=True,
    ),
    Question(
        "retrieval", "choice", "prompting",
        "Has retrieval (putting the right passages into the prompt) been tried, and scored?",
        "Facts belong in the prompt, where they can be changed; training does not hold them reliably.",
        _TRIED, ("rag",), ordered=True,
    ),
    # 2. Knowledge or behaviour?
    Question(
        "gap", "choice", "gap",
        "Take about 20 real failures. What fixes most of them?",
        "Teams misname their own gap in a third of the published cases; what fixes a failure shows what it is.",
        (
            Choice("knowledge", "Pasting the right facts into the prompt", ("knowledge", "facts", "missing facts", "it does not know")),
            Choice("behavior", "It can do it, but style, format, labels or tool calls drift", ("behavior", "behaviour", "style", "format", "labels", "drift", "drifts", "drifting", "inconsistent", "consistency", "tone", "tool calls")),
            Choice("reasoning", "It goes wrong in several steps", ("reasoning", "multi-step", "several steps", "logic", "math")),
            Choice("modality", "It cannot read this kind of input", ("modality", "images", "audio", "cannot read", "scans")),
            Choice("safety", "It must be stopped from doing or saying something", ("safety", "jailbreak", "jailbreaks", "must be stopped", "harmful")),
            Choice("none", "Quality is fine: it is cost, speed or where data may go", ("none", "quality is fine", "no gap", "only cost", "cost", "costs", "speed", "latency")),
        ),
        ("problem", "failures"),
    ),
    Question(
        "strongest_model", "choice", "gap",
        "Does the strongest model you may use fix them?",
        "A stronger model has overtaken many trained ones within a year; it is an afternoon's test.",
        (
            Choice("fixes_it", "Yes, it fixes them", ("fixes it", "fixes them", "fixes", "yes", "yep", "yeah", "it does")),
            Choice("does_not", "No, it does not", ("does not", "doesn't", "does not fix it", "does not fix them", "doesn't fix it", "doesn't fix them", "fails too", "no", "nope")),
            Choice("not_tried", "Not tried", ("not tried", "untried", "not yet", "never tried", "not tried yet", "haven't tried", "have not tried", "haven't tried yet")),
        ),
        ("strongest model", "bigger model", "stronger model"),
    ),
    Question(
        "smaller_model", "choice", "gap",
        "Does a smaller or newer untuned model pass, scored on your test items?",
        "Untuned small models have become cheaper than tuned ones; if one passes, there is nothing to train.",
        (
            Choice("passes", "Yes, one passes", ("passes", "pass", "good enough", "yes", "yep", "yeah")),
            Choice("fails", "No, it fails", ("fails", "fail", "not good enough", "no", "nope")),
            Choice("not_tried", "Not tried", ("not tried", "untried", "not yet", "never tried", "not tried yet", "haven't tried", "have not tried", "haven't tried yet")),
        ),
        ("smaller model", "small model"),
    ),
    # 3. Enough quality data?
    Question(
        "examples", "count", "data",
        "How many labelled examples do you have?",
        "Inside 400 to 5,000 examples outcomes followed the gap and the checking of labels, not the count; below a floor few-shot prompting wins.",
        names=("labelled examples", "training examples", "data"), unit="examples", high=Decimal(10) ** 10,
    ),
    Question(
        "labels", "choice", "data",
        "Who checked the labels?",
        "A model learns wrong labels as faithfully as right ones.",
        (
            Choice("checked", "People checked all or a sample, and it held", ("checked", "reviewed", "verified", "gold", "people checked", "checked by people", "all checked", "checked all", "we did")),
            Choice("mixed", "Some are checked", ("mixed", "some", "partly", "partly checked", "some checked", "some of them", "some of them are checked", "some are checked", "half", "half checked", "half of them", "half of them are checked")),
            Choice("unchecked", "Nobody checked them", ("unchecked", "not checked", "nobody checked them", "nobody checked", "nobody", "raw", "scraped", "unverified")),
        ),
        ("labelling", "label quality"),
    ),
    Question(
        "real_share", "share", "data",
        "Which share of the inputs comes from real traffic?",
        "A model trained on invented inputs scored 93 % on its own test set and 71 % in production.",
        names=("real share", "real traffic", "real inputs"), unit="of the inputs",
    ),
    # 4. Requirements stable?
    Question(
        "requirements_change", "choice", "stability",
        "How often does the wanted behaviour change?",
        "Trained behaviour stays as it was on the day of training; changing it means training again.",
        (
            Choice("rarely", "Rarely", ("rarely", "stable", "never", "seldom", "yearly", "quarterly", "rarely changes", "never changes", "changes rarely", "rarely change", "never change", "hardly ever", "hardly ever changes", "almost never", "almost never changes", "once a year", "every year", "every quarter", "once a quarter")),
            Choice("monthly", "About monthly", ("monthly", "every month", "each month", "changes monthly", "once a month")),
            Choice("weekly", "Weekly or faster", ("weekly", "daily", "constantly", "every week", "each week", "every day", "all the time", "changes weekly", "changes daily", "once a week", "once a day")),
        ),
        ("requirements", "stability"),
    ),
    Question(
        "facts_change", "choice", "stability",
        "How often do the facts that it needs change?",
        "Facts that change cannot be trained in; they have to be looked up.",
        (
            Choice("rarely", "Rarely", ("rarely", "stable", "never", "seldom", "rarely change", "never change", "hardly ever", "almost never")),
            Choice("often", "Often", ("often", "daily", "weekly", "constantly", "monthly")),
        ),
        ("facts",),
    ),
    Question(
        "recurrence", "choice", "stability",
        "Is this recurring work, or done once?",
        "Training never pays for a job that is done once.",
        (
            Choice("recurring", "Recurring", ("recurring", "ongoing", "continuous", "every day", "production")),
            Choice("one_off", "Done once", ("one off", "one-off", "once", "one time", "single run")),
        ),
        ("recurring",),
    ),
    # 5. Ongoing costs justified?
    Question(
        "upkeep_owner", "flag", "upkeep",
        "Is there a named person who keeps a tuned model alive (monitoring, retraining, base-model changes)?",
        "Upkeep has ended projects that had paid back many times over.",
        names=("owner", "upkeep owner", "maintainer"),
    ),
    Question(
        "upkeep_usd", "usd", "upkeep",
        "What may keeping it alive cost a month, people included?",
        "Sources range from nothing to $176,000 a year; your own figure decides when it pays back.",
        names=("upkeep", "maintenance", "upkeep cost"), unit="a month",
    ),
)  # fmt: skip
