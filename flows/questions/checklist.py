"""The readiness checklist of [guide]."""

from __future__ import annotations

from decimal import Decimal

from flows.questions.question import Question

CHECKLIST: tuple[Question, ...] = (
    Question(
        "metric", "box", "readiness",
        "Which one metric decides (accuracy, F1, share of valid JSON, preference)?",
        "Without one number nobody can say that training helped.",
        names=("primary metric",),
    ),
    Question(
        "test_items", "count", "readiness",
        "How many labelled test items do you have?",
        "50 to 100 items is the least; fewer cannot tell a gain from luck.",
        names=("test items", "test set", "eval set"), unit="items", high=Decimal(10) ** 9,
    ),
    Question(
        "test_independent", "flag", "readiness",
        "Do the test items come from elsewhere than the training data?",
        "A test set from the same generator measures memory, not quality.",
        names=("independent", "test independent"),
    ),
    Question(
        "baseline_measured", "flag", "readiness",
        "Has the best prompt been scored on those items?",
        "It is the number training has to beat.",
        names=("baseline measured",),
    ),
    Question(
        "baseline", "share", "readiness",
        "What did the best prompt score on those items?",
        "It sets the smallest gain your test items can show.",
        names=("baseline score",), unit="of the items",
    ),
    Question(
        "hypothesis", "box", "readiness",
        "Which behaviour would training teach, in a sentence?",
        "A hypothesis that can fail is what stops a project in time.",
    ),
    Question(
        "target", "share", "readiness",
        "Which score would make training worth it?",
        "It becomes an abort criterion of the checkpoints.",
        names=("target score", "goal"), unit="of the items",
    ),
    Question(
        "iterations", "rounds", "readiness",
        "How many training rounds are budgeted?",
        "The first checkpoint is rarely the last: 2 to 3 rounds are usual.",
        names=("rounds", "training rounds"), unit="rounds", high=Decimal(100),
    ),
)  # fmt: skip
