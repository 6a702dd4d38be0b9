"""What costs and routes depend on."""

from __future__ import annotations

from decimal import Decimal

from flows.questions.question import Choice, Question

# The places that the question of hosts names, to pick from; any other known name may be typed.
PICKED_HOSTS = (
    "openai", "azure", "bedrock", "vertex", "together", "fireworks", "tinker", "prime_intellect", "self_hosted", "any",
)  # fmt: skip

COST_QUESTIONS: tuple[Question, ...] = (
    Question(
        "task", "choice", "costs",
        "What kind of task is it?",
        "The number of examples and the price of a label depend on it.",
        (
            Choice("classification", "Classification", ("classify", "routing", "triage", "categorise", "categorize")),
            Choice("extraction", "Extraction", ("extract", "ner", "entities")),
            Choice("format", "Format", ("formatting", "json", "schema")),
            Choice("style", "Style", ("tone", "voice")),
            Choice("tool_use", "Tool use", ("tool use", "tools", "agent", "function calling", "tool calling")),
            Choice("summarization", "Summarization", ("summarise", "summarize", "summarisation", "summaries", "summary")),
            Choice("qa", "Question answering", ("qa", "q&a", "questions", "question answering", "chatbot", "support")),
            Choice("generation", "Generation", ("generate", "writing", "copy", "drafting")),
            Choice("reasoning", "Reasoning", ("reason", "math", "planning")),
            Choice("moderation", "Moderation", ("moderate", "content moderation")),
            Choice("multimodal", "Reading images, audio or video", ("multimodal", "vision", "images", "audio", "ocr")),
            Choice("other", "Other", ("something else",)),
        ),
        ("kind of task",),
    ),
    Question(
        "reason", "choice", "costs",
        "Why train at all?",
        "Volume and spend decide only where cost is the reason.",
        (
            Choice("quality", "Quality", ("accuracy", "better")),
            Choice("cost", "Cost", ("costs", "lower cost", "lower costs", "save money", "cheaper", "money", "price", "spend")),
            Choice("latency", "Latency", ("speed", "faster", "slow")),
            Choice("residency", "Where data may go", ("residency", "compliance", "privacy", "on-prem")),
        ),
        ("goal of training",),
    ),
    Question(
        "model", "name", "costs",
        "Which model serves it today?",
        "Its price is what every alternative is compared with.",
        names=("today's model", "current model"),
    ),
    Question(
        "requests_per_month", "number", "costs",
        "How many requests a month?",
        "Savings grow with volume; people and training do not.",
        names=("volume", "requests", "traffic"), unit="requests a month",
    ),
    Question(
        "input_tokens", "number", "costs",
        "How many input tokens has a request?",
        "Input is most of the bill for long prompts.",
        names=("input", "tokens in", "input tokens", "prompt tokens"), unit="tokens a request", high=Decimal(10) ** 7,
    ),
    Question(
        "output_tokens", "number", "costs",
        "How many output tokens has a reply?",
        "Output tokens cost several times as much as input.",
        names=("output", "tokens out", "output tokens", "completion tokens"), unit="tokens a request", high=Decimal(10) ** 7,
    ),
    Question(
        "cached_share", "share", "costs",
        "Which share of the input is the same every time (read from cache)?",
        "Cached input costs about a tenth; training to shorten a cached prompt saves little.",
        names=("cached share", "cached", "cache"), unit="of the input",
    ),
    Question(
        "growth_per_month", "growth", "costs",
        "By how much do requests grow each month?",
        "Growth brings the pay-back nearer.",
        names=("growth",), unit="a month", low=Decimal("-0.9"), high=Decimal(1),
    ),
    Question(
        "monthly_spend_usd", "usd", "costs",
        "If you only know the bill: what does it cost a month today?",
        "The bill stands in where tokens are not known.",
        names=("spend", "bill", "monthly spend", "monthly bill"), unit="a month",
    ),
    Question(
        "data_may_leave", "flag", "costs",
        "May the data leave for a provider?",
        "Where it may not, only your own GPUs are left.",
        names=("data may leave", "data residency"),
    ),
    Question(
        "hosts", "hosts", "costs",
        "Where may training run: OpenAI, Azure, Bedrock, Vertex, Together, Fireworks, Tinker, Prime Intellect, your own GPUs, or anywhere?",
        "A route that your company may not use is no route.",
        names=("host", "providers"),
    ),
    Question(
        "openai_tuning", "choice", "costs",
        "Has your organisation tuned at OpenAI, and used a tuned model in the last 60 days?",
        "OpenAI closes self-serve tuning by history: a team that never tuned cannot start since 2026-05-07.",
        (
            Choice("active", "Yes, used in the last 60 days", ("active", "yes", "yep", "recently")),
            Choice("inactive", "Yes, but not recently", ("inactive", "not recently", "long ago")),
            Choice("never", "Never", ("never", "no", "nope", "not at all")),
        ),
        ("openai tuning", "tuning history"),
    ),
    Question(
        "gradeable", "choice", "costs",
        "How can an answer be graded?",
        "Reinforcement fine-tuning pays where code or an agreed rubric grades; another model's opinion misled it.",
        (
            Choice("code", "By code", ("code", "tests", "exact match", "programmatically", "automatically")),
            Choice("rubric", "By an agreed rubric", ("rubric", "checklist")),
            Choice("model", "By another model", ("model", "llm judge", "llm", "judge")),
            Choice("no", "It cannot", ("cannot", "can't", "no", "only people")),
        ),
        ("grading", "grader"),
    ),
    Question(
        "sometimes_right", "flag", "costs",
        "Is today's model sometimes right on the hard cases?",
        "Reinforcement fine-tuning makes right answers likelier; it cannot start from none.",
        names=("sometimes right",),
    ),
    Question(
        "teacher_outputs", "flag", "costs",
        "Do approved outputs of a larger model exist?",
        "They are the training data of a distillation.",
        names=("teacher outputs", "teacher"),
    ),
    Question(
        "latency_sensitive", "flag", "costs",
        "Does speed matter to the user?",
        "A smaller model is faster; a longer prompt is not.",
        names=("latency sensitive", "latency"),
    ),
    Question(
        "success_rate", "share", "costs",
        "Which share of requests needs no redo today?",
        "The cost that counts is that of a finished task.",
        names=("success rate", "success"), unit="of requests",
    ),
    Question(
        "tuned_success_rate", "share", "costs",
        "Which share would need no redo once tuned?",
        "A cheaper model that needs more redos is not cheaper.",
        names=("tuned success rate", "tuned success"), unit="of requests",
    ),
    Question(
        "saved_input_tokens", "number", "costs",
        "How many input tokens a request would a tuned model no longer need?",
        "Trained behaviour needs fewer instructions; the default is none.",
        names=("saved tokens", "saved input tokens"), unit="tokens a request", high=Decimal(10) ** 7,
    ),
    Question(
        "horizon_months", "number", "costs",
        "Within how many months must it pay back?",
        "12 unless you say otherwise; the shutdown of the base model comes first where it is earlier.",
        names=("horizon", "payback horizon"), unit="months", low=Decimal(1), high=Decimal(120),
    ),
)  # fmt: skip
