"""What the words mean that the program uses, for who asks: one sentence each, in plain words."""

from __future__ import annotations

import re

from flows.text import bare

# Names, with a comma between them -> what is meant.
_MEANINGS: dict[str, str] = {
    "fine-tuning, finetuning, training, supervised fine-tuning, sft": "Fine-tuning trains a model further on your own examples of inputs with the answers you want (supervised fine-tuning), so that it gives such answers without being told in the prompt.",
    "lora, adapter, qlora": "LoRA trains a small addition to an open-weight model instead of all of it: cheap to train, and it runs on your own GPUs.",
    "rft, reinforcement fine-tuning, reinforcement": "Reinforcement fine-tuning rewards right answers instead of showing them: it needs a grader that code or an agreed rubric can be, and a model that is sometimes right already.",
    "distillation": "Distillation trains a smaller model on the approved answers of a larger one, where quality is fine and cost or speed is not.",
    "rag, retrieval": "Retrieval (RAG) looks up the right passages for each request and puts them into the prompt, so that facts can change without training.",
    "prompt engineering, prompting": "Prompt engineering is work on what the model is told: clear instructions, a few examples, a schema, the task in steps.",
    "few-shot, few-shot examples": "Few-shot means a few worked examples in the prompt.",
    "schema": "A schema says what shape the answer must have, such as these JSON fields.",
    "guardrails": "Guardrails are checks before and after the model that stop what must not be said or done.",
    "rubric": "A rubric is an agreed list of what makes an answer right, with points, so that two people would grade an answer alike.",
    "grader, grading": "A grader is what says whether an answer is right: code, an agreed rubric, or another model's opinion, which misleads.",
    "metric, primary metric": "The metric is the one number that decides whether an answer got better, such as the share of right answers or field F1.",
    "f1": "F1 is one number for what was found rightly and what was missed: 1 is perfect.",
    "exact match": "Exact match counts an answer as right only where it is the expected one, word for word.",
    "baseline": "The baseline is what the best prompt scores on the test items today: the number that training has to beat.",
    "target": "The target is the score that would make training worth it; below it at the last checkpoint, training stops.",
    "margin, non-inferiority margin": "The margin is how many points may be lost without harm where a cheaper model only has to be as good.",
    "test items, test set, eval set, held-out set": "Test items are inputs with right answers that no training sees: on them prompts and models are compared.",
    "independent, independent test items": "Independent test items come from elsewhere than the training data; a model scores well on what it has seen.",
    "labelled examples, labeled examples, examples, training data": "Labelled examples are inputs with the answers you want, which training learns from.",
    "labels, labelling, labeling": "Labels are the wanted answers of the examples; a model learns wrong ones as faithfully as right ones.",
    "real traffic, real share": "Real traffic is what your users really send, not inputs that somebody or a model made up.",
    "token, tokens": "A token is about four letters of English: models are paid by it, for what they read (input) and what they write (output).",
    "input tokens": "Input tokens are what the model reads with each request: the prompt, the passages, the question.",
    "output tokens": "Output tokens are what the model writes; each costs several times as much as one of input.",
    "cached share, cache, prompt caching": "The cached share is the part of the input that is the same every time; providers charge about a tenth for it.",
    "batch": "Batch means that answers may wait for hours; providers ask about half for it.",
    "horizon": "The horizon is the time within which training has to pay back: 12 months unless you say otherwise.",
    "pay-back, payback, break-even": "Training has paid back once what it saved covers all it cost, people and upkeep included.",
    "upkeep": "Upkeep is what keeps a tuned model alive: watching it, retraining it, moving it when its base model ends.",
    "abort criterion, abort criteria": "An abort criterion is fixed before training: where it is met, training stops, whatever was spent.",
    "checkpoint, checkpoints": "A checkpoint is a day in a training at which the numbers are set against the abort criteria.",
    "hypothesis": "The hypothesis says which behaviour training would teach, so that it can turn out wrong.",
    "flip point, flip points": "A flip point is the value of an answer at which the verdict would change.",
    "readiness, readiness checklist": "The readiness checklist holds six things that have to be there before training starts.",
    "hosts, host, route": "A route is a way to train a model and have it served: a provider with a model, or your own GPUs.",
    "strongest model": "The strongest model is the best one that you may use, whatever it costs: if it does the work untuned, there is little to train for.",
    "smaller model, untuned model": "An untuned model is one as its provider sells it; a smaller or newer one that passes leaves nothing to train.",
    "catastrophic forgetting": "Catastrophic forgetting is when a tuned model loses abilities it had, which a set of general questions shows.",
}  # fmt: skip
_BY_NAME = {name: meaning for names, meaning in _MEANINGS.items() for name in names.split(", ")}
_ASKED = re.compile(
    r"^(?:sorry,? |and |but |wait,? )?(?:what(?:'s| is| are| does| do you mean by| counts as)|define|explain|was (?:ist|sind|heißt|bedeutet))\s+"
    r"(?:an? |the |our |your |ein(?:e)? |der |die |das )?(?P<name>.{2,40}?)(?: mean| here| exactly| then)*\s*[?.!]*$",
    re.IGNORECASE,
)


def meaning(text: str) -> str | None:
    """What a word means that somebody asks about, in a sentence; None where nothing is asked, or the word is none of ours."""
    asked = _ASKED.match(bare(text)[:120])
    return None if asked is None else _BY_NAME.get(asked["name"].lower().strip("\"'"))
