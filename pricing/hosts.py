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
    "cohere": "cohere",
    "groq": "groq",
}

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
    "novita": "Novita",
    SELF_HOSTED: "your own GPUs",
}

# How people say where a model runs; the longer names are tried first.
PLACES = {
    "azure openai": "azure",
    "azure": "azure",
    "microsoft foundry": "azure",
    "foundry": "azure",
    "amazon bedrock": "bedrock",
    "aws bedrock": "bedrock",
    "bedrock": "bedrock",
    "aws": "bedrock",
    "vertex ai": "vertex",
    "vertex": "vertex",
    "google cloud": "vertex",
    "gcp": "vertex",
    "gemini api": "gemini",
    "ai studio": "gemini",
    "google": "gemini",
    "openai": "openai",
    "anthropic": "anthropic",
    "openrouter": "openrouter",
    "groq": "groq",
    "cerebras": "cerebras",
    "together": "together",
    "fireworks": "fireworks",
    "mistral": "mistral",
    "deepseek": "deepseek",
    "xai": "x-ai",
    "our own gpus": SELF_HOSTED,
    "our gpus": SELF_HOSTED,
    "our own servers": SELF_HOSTED,
    "our servers": SELF_HOSTED,
    "own gpus": SELF_HOSTED,
    "own servers": SELF_HOSTED,
    "vllm": SELF_HOSTED,
}


def host_name(host: str) -> str:
    """What people call a host."""
    return _NAMES.get(host, host)
