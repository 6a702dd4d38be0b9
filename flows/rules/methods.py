"""Which training, once every gate stands open."""

from __future__ import annotations

from flows.rules.case import Case
from flows.rules.rule import Rule
from flows.truth import Truth, known


def hosted_method(case: Case) -> str:
    """The training that would be done at a provider, were one open and worth its money."""
    if case.answers.get("gap") == "reasoning":
        return "rft"
    by_people = case.gap("behavior").value is True or case.people_wrote_labels().value is True
    return "sft" if by_people else "distillation"


def _only_own_gpus_pay(case: Case) -> Truth:
    costs = case.trainable_gap() & case.is_("reason", "cost")
    return costs if costs.value is not True else ~case.pays(hosted_method(case)) & case.pays("lora")


METHODS: tuple[Rule, ...] = (
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
        "only-own-gpus-pay",
        _only_own_gpus_pay,
        "lora",
        "Cost is the reason, and of the routes open to you only your own GPUs pay back: train an adapter on an open-weight model.",
        ("guide", "catalogue"),
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
