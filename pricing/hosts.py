"""Who serves models: their ids here, what people call them, and whose prices a provider of genai-prices gives."""

from __future__ import annotations

SELF_HOSTED = "self_hosted"

# The host whose prices a provider of genai-prices gives, where that is one of these.
OF_PROVIDER = {
    "openai": "openai",
    "anthropic": "anthropic",
    "google": "gemini",
    "mistral": "mistral",
    "aws": "bedrock",
    "azure": "azure",
    "deepseek": "deepseek",
    "x-ai": "x-ai",
    "moonshotai": "moonshotai",
    "zai": "zai",
    "openrouter": "openrouter",
    "together": "together",
    "fireworks": "fireworks",
    "cerebras": "cerebras",
    "novita": "novita",
    "cohere": "cohere",
    "groq": "groq",
    "baseten": "baseten",
    "cloudflare": "cloudflare",
}
PROVIDER_OF = {host: provider for provider, host in OF_PROVIDER.items()} | {"vertex": "google"}

_NAMES = {
    "openai": "OpenAI",
    "anthropic": "Anthropic",
    "gemini": "the Gemini API",
    "vertex": "Vertex AI",
    "azure": "Azure",
    "bedrock": "Bedrock",
    "mistral": "Mistral",
    "deepseek": "DeepSeek",
    "x-ai": "xAI",
    "moonshotai": "Moonshot",
    "zai": "Z.ai",
    "openrouter": "OpenRouter",
    "groq": "Groq",
    "cohere": "Cohere",
    "together": "Together",
    "tinker": "Tinker",
    "fireworks": "Fireworks",
    "alibaba": "Alibaba",
    "cerebras": "Cerebras",
    "cloudflare": "Cloudflare",
    "novita": "Novita",
    "nebius": "Nebius",
    "baseten": "Baseten",
    "huggingface": "Hugging Face",
    "huggingface_nscale": "Hugging Face (Nscale)",
    "prime_intellect": "Prime Intellect",
    "predibase": "Predibase",
    "sagemaker": "SageMaker",
    "typesafe": "Typesafe",
    "vercel": "Vercel",
    "wandb": "Weights & Biases",
    SELF_HOSTED: "your own GPUs",
}

# How people say where a model runs.
PLACES = {
    "azure openai service": "azure",
    "azure openai": "azure",
    "azure": "azure",
    "azure_ai": "azure",
    "azure ai foundry": "azure",
    "azure ai": "azure",
    "microsoft foundry": "azure",
    "foundry": "azure",
    "amazon bedrock": "bedrock",
    "aws bedrock": "bedrock",
    "bedrock": "bedrock",
    "aws": "bedrock",
    "vertex_ai": "vertex",
    "vertex ai": "vertex",
    "vertex": "vertex",
    "google cloud": "vertex",
    "gcp": "vertex",
    "gemini api": "gemini",
    "google ai studio": "gemini",
    "ai studio": "gemini",
    "google": "gemini",
    "openai": "openai",
    "open ai": "openai",
    "anthropic": "anthropic",
    "openrouter": "openrouter",
    "groq": "groq",
    "cerebras": "cerebras",
    "cloudflare": "cloudflare",
    "together_ai": "together",
    "together ai": "together",
    "together": "together",
    "fireworks_ai": "fireworks",
    "fireworks ai": "fireworks",
    "fireworks": "fireworks",
    "mistral": "mistral",
    "deepseek": "deepseek",
    "xai": "x-ai",
    "novita": "novita",
    "nebius": "nebius",
    "tinker": "tinker",
    "baseten": "baseten",
    "hugging face": "huggingface",
    "huggingface": "huggingface",
    "alibaba": "alibaba",
    "prime intellect": "prime_intellect",
    "prime_intellect": "prime_intellect",
    "self_hosted": SELF_HOSTED,
    "our own gpus": SELF_HOSTED,
    "our gpus": SELF_HOSTED,
    "our own servers": SELF_HOSTED,
    "our servers": SELF_HOSTED,
    "our own hardware": SELF_HOSTED,
    "our hardware": SELF_HOSTED,
    "own gpus": SELF_HOSTED,
    "own servers": SELF_HOSTED,
    "own hardware": SELF_HOSTED,
    "premises": SELF_HOSTED,
    "premise": SELF_HOSTED,
    "prem": SELF_HOSTED,
    "ollama": SELF_HOSTED,
    "vllm": SELF_HOSTED,
}


def host_name(host: str) -> str:
    """What people call a host."""
    return _NAMES.get(host, host)


def in_a_name(model: str, host: str) -> str:
    """A model at a host, as somebody could type it."""
    return f"self-hosted {model}" if host == SELF_HOSTED else f"{model} on {host}"


def host_of(text: str) -> str | None:
    """The id of a host, as it is or as people call it; None where it is not known."""
    said = text.strip().lower()
    return said if said in _NAMES else PLACES.get(said)


def host_ids() -> tuple[str, ...]:
    """Every host, in alphabetical order."""
    return tuple(sorted(_NAMES))
