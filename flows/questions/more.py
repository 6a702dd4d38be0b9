"""What some teams know besides: each may be said by whoever knows it, and none is needed for a verdict."""

from __future__ import annotations

from decimal import Decimal

from flows.questions.question import Choice, Question

_P95 = "ms at p95"
_LONGEST_MS = Decimal(600_000)

MORE_QUESTIONS: tuple[Question, ...] = (
    Question(
        "error_cost_usd", "usd", "more",
        "What does one wrong answer cost you, in US dollars?",
        "It is what one more right answer may cost.",
        names=("cost of an error", "cost of a wrong answer", "error cost"), unit="a wrong answer",
    ),
    Question(
        "margin", "number", "more",
        "How many points may the tuned model lose without harm?",
        "The non-inferiority margin: the smaller it is, the more test items are needed to show that nothing was lost.",
        names=("margin", "non-inferiority margin"), unit="points", high=Decimal(50), example="2 (which is 0.02 of a score)",
    ),
    Question(
        "success_odds", "share", "more",
        "How likely do you think it is that training reaches the target?",
        "Nobody else can know it; money spent is weighed against it.",
        names=("odds of success", "chance of success", "success odds"),
    ),
    Question(
        "earlier_training", "choice", "more",
        "What did an earlier tuning for this bring?",
        "A team's own tuning tells more than anybody else's.",
        (
            Choice("none", "There was none", ("none", "never", "no earlier training", "never tuned", "not yet", "no")),
            Choice("no_gain", "It brought no gain", ("no gain", "no improvement", "got worse", "it failed")),
            Choice("gained", "It brought a gain", ("gained", "gain", "a gain", "improved", "it helped", "it worked")),
        ),
        ("earlier training", "earlier tuning", "last tuning"),
    ),
    Question(
        "scored_models", "scored", "more",
        "Which untuned models were scored on your test items, and which of them pass?",
        "An untuned model that passes leaves nothing to train; one that nobody scored may.",
        names=("scored models", "untuned models scored"),
    ),
    Question(
        "batch", "flag", "more",
        "May answers wait an hour or more (batch)?",
        "Batch halves the price where a provider offers it.",
        names=("batch", "answers may wait"),
    ),
    Question(
        "latency_now_ms", "number", "more",
        "How long does an answer take today, at p95?",
        "Where speed is the reason, it is the number to beat.",
        names=("latency today", "latency now", "p95", "p95 today"), unit=_P95, low=Decimal(1), high=_LONGEST_MS,
        example="1800 ms or 1.8 s",
    ),
    Question(
        "latency_needed_ms", "number", "more",
        "How long may an answer take, at p95?",
        "An untuned smaller model may be fast enough already.",
        names=("latency needed", "needed latency", "p95 needed"), unit=_P95, low=Decimal(1), high=_LONGEST_MS,
        example="500 ms or 0.5 s",
    ),
    Question(
        "region", "choice", "more",
        "In which region must the data stay?",
        "Some routes and models are not served in every region.",
        (
            Choice("eu", "In the EU", (
                "eu", "eu only", "eu-only", "only eu", "europe", "european union", "only in the eu", "in the eu only", "stays in the eu",
            )),
            Choice("us", "In the US", (
                "us", "us only", "us-only", "usa", "united states", "only in the us", "in the us only", "stays in the us",
            )),
            Choice("any", "Anywhere", ("any", "anywhere", "any region", "all regions", "does not matter", "doesn't matter")),
        ),
        ("region", "data region"),
    ),
    Question(
        "model_host", "host", "more",
        "Who serves today's model?",
        "The same model ends on other days, and has other prices, at OpenAI, Azure, Vertex and Bedrock.",
        names=("host of today's model", "model host", "today's host"),
    ),
    Question(
        "hosts_only", "flag", "more",
        "May only the hosts that you named be used?",
        "Without that they come first, and others are still shown.",
        names=("only these hosts", "hosts only"),
    ),
    Question(
        "own_gpus", "gpus", "more",
        "Which GPUs do you have yourselves, and how many?",
        "What is paid for already serves and trains at another price than rented ones.",
        names=("own gpus", "our gpus", "gpus"),
    ),
    Question(
        "bill_covers", "choice", "more",
        "Your bill is higher than your requests and tokens explain: does it hold other work, several calls a request, or hidden"
        " reasoning tokens?",
        "A tuned model saves on this work alone; several calls and hidden tokens make every request dearer than it looks.",
        (
            Choice("this_only", "Only this work, as it was told", ("this only", "only this", "only this work", "none of these", "neither")),
            Choice("other_work", "Other work too", ("other work", "other things", "other projects", "other teams")),
            Choice("several_calls", "Several calls a request", ("several calls", "multiple calls", "retries", "many calls")),
            Choice("hidden_tokens", "Hidden reasoning tokens", ("hidden tokens", "reasoning tokens", "hidden reasoning", "thinking tokens")),
        ),
        ("what the bill covers", "bill covers"),
    ),
)  # fmt: skip
