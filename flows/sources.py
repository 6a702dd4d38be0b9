"""The sources that rules and thresholds cite, with their dates. Figures carry over from them, sentences do not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A source by its short name."""

    id: str
    title: str
    date: str
    trust: str


SOURCES: dict[str, Source] = {
    source.id: source
    for source in (
        Source("guide", "When to Fine-Tune (LLM foundations guide)", "2026-04", "figures partly corrected here"),
        Source("book", "When to Fine-Tune (book chapter)", "2026", "statistics could not be resolved"),
        Source("fails", "LLM Fine-Tuning Fails? Here's Why", "2026", "statistics could not be resolved"),
        Source("returns", "Diminishing Returns on GPT-4 Fine-Tuning", "2026-06-12", "no data behind its figures"),
        Source(
            "cases",
            "70 published fine-tuning cases, read with hindsight",
            "2026-11",
            "published accounts, mostly by the teams themselves",
        ),
        Source(
            "catalogue",
            "this program's catalogue of dated prices and routes",
            "2026-11-22",
            "each fact carries its own grade",
        ),
        Source("own", "this program's own choice, which a team may change", "2026-11-22", "an assumption"),
        Source(
            "statistics",
            "normal approximation of a proportion's 95 % interval",
            "textbook",
            "exact enough from about 30 items",
        ),
    )
}
