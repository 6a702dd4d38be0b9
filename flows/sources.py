"""The sources that rules and thresholds cite, with their dates. Figures carry over from them, sentences do not."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Source:
    """A source: its short id, its title, and what it is called in a sentence."""

    id: str
    title: str
    name: str
    date: str
    trust: str


SOURCES: dict[str, Source] = {
    source.id: source
    for source in (
        Source(
            "guide",
            "When to Fine-Tune (LLM foundations guide)",
            "the LLM foundations guide (April 2026)",
            "2026-04",
            "figures partly corrected here",
        ),
        Source(
            "book",
            "When to Fine-Tune (book chapter)",
            "the book chapter (2026)",
            "2026",
            "statistics could not be resolved",
        ),
        Source(
            "fails",
            "LLM Fine-Tuning Fails? Here's Why",
            '"LLM Fine-Tuning Fails?" (2026)',
            "2026",
            "statistics could not be resolved",
        ),
        Source(
            "returns",
            "Diminishing Returns on GPT-4 Fine-Tuning",
            '"Diminishing Returns" (June 2026)',
            "2026-06-12",
            "no data behind its figures",
        ),
        Source(
            "cases",
            "70 published fine-tuning cases, read with hindsight",
            "70 published cases (2026)",
            "2026-11",
            "published accounts, mostly by the teams themselves",
        ),
        Source(
            "catalogue",
            "this program's catalogue of dated prices and routes",
            "the catalogue of prices and routes",
            "2026-11-22",
            "each fact carries its own grade",
        ),
        Source(
            "own", "this program's own choice, which a team may change", "our own choice", "2026-11-22", "an assumption"
        ),
        Source(
            "statistics",
            "tests and intervals for two models on the same items: McNemar, Tango, Wilson, Newcombe; Miller, Adding Error Bars to Evals",
            "the textbooks",
            "1927 to 2024",
            "the methods are exact or hold for few items; what items share is not counted",
        ),
    )
}
