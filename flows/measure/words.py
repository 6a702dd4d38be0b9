"""What was measured, in plain sentences: counts, shares and line numbers, the weightiest first."""

from __future__ import annotations

from collections.abc import Iterator

from flows.measure.measurement import Comparison, DataSet, Fault, Measurement, Month, Usage
from flows.measure.months import last_whole
from flows.measure.personal import PERSONAL
from flows.measure.records import Noticed
from flows.statistics.words import chance, percent, points, span

FORMATS = {
    "openai-chat": "OpenAI chat format",
    "openai-chat+tools": "OpenAI chat format with tools",
    "messages+top-level-system": "messages with the system text at the top",
    "multimodal-messages": "messages with pictures",
    "openai-dpo": "OpenAI preference format (DPO)",
    "trl-preference": "preference format (TRL)",
    "sharegpt": "ShareGPT format",
    "sharegpt+tools": "ShareGPT format with tools",
    "sharegpt-preference": "ShareGPT preference format",
    "llamafactory-v1": "LLaMA-Factory messages",
    "llamafactory-v1-preference": "LLaMA-Factory preference format",
    "bedrock-conversation": "Bedrock conversation format",
    "kto": "judged answers (KTO)",
    "rft": "prompts with references (RFT)",
    "gemini": "Gemini tuning format",
    "alpaca": "Alpaca format",
    "prompt-completion": "prompt and completion",
    "question-answer": "question and answer",
    "openai-evals-samples": "openai/evals samples",
    "plain-text": "plain text",
    "prompts": "prompts without answers",
    "csv-classification": "texts with labels",
}
_KINDS = {
    "email": "e-mail addresses",
    "phone": "phone numbers",
    "card_number": "card numbers",
    "account_number": "account numbers",
    "api_key": "keys",
    "placeholder": "placeholders that nobody filled",
    "empty_answer": "an empty answer",
    "empty_prompt": "an empty prompt",
    "without_answer": "no answer",
    "runaway": "a runaway answer",
    "repetition": "an answer that repeats itself",
    "length_outlier": "far more tokens than the others",
    "generated_input": "an input that reads as if a model had written it",
}
_NAMED_LINES = 5


def sentences(measurement: Measurement) -> list[str]:
    """Everything worth saying, in order."""
    said: list[str] = []
    for file in measurement.files:
        said += [f"{file.name}: {file.said}."]
        if file.unreadable:
            bad = file.unreadable[0]
            more = f", the first of {file.unreadable_rows}" if file.unreadable_rows > 1 else ""
            said.append(f"{file.name}, line {bad.line}{more}: {bad.reason}.")
    if measurement.dataset is not None:
        said += _of_set(measurement.dataset)
    if measurement.leakage is not None:
        leak = measurement.leakage
        where = f" ({_lines(leak.lines, leak.exact + leak.near)})" if leak.lines else ""
        said.append(
            f"{leak.exact} of {leak.items:,} test items stand in the training set exactly and {leak.near} nearly{where}."
        )
    if measurement.labels is not None:
        found = measurement.labels
        said.append(
            f"{found.wrong} of {found.rows} labels are wrong to at least one of the two; they differ on {found.differ}."
        )
        if not found.enough:
            said.append("That is too few to conclude anything: have both fill in right or wrong for at least 20 rows.")
    if measurement.comparison is not None:
        said += _of_comparison(measurement.comparison)
    if measurement.usage is not None:
        said += _of_usage(measurement.usage)
    return said


def of_reading(noticed: Noticed, formats: dict[str, int]) -> Iterator[str]:
    """What reading noticed: several formats, names given twice, what is no number."""
    if len(formats) > 1:
        named = ", ".join(f"{rows:,} {FORMATS.get(name, name)}" for name, rows in formats.items())
        yield f"{len(formats)} formats are in one file ({named}): a trainer takes one."
    if noticed.twice:
        yield f"A name is given twice in one row ({_lines(noticed.twice[:_NAMED_LINES], len(noticed.twice))}): the last counts here, other readers take the first."
    if noticed.not_numbers:
        yield f"NaN or infinity stands where a value belongs ({_lines(noticed.not_numbers[:_NAMED_LINES], len(noticed.not_numbers))}): read as nothing."


def _of_set(dataset: DataSet) -> Iterator[str]:
    tokens = dataset.tokens
    sure = "counted by a tokenizer" if tokens.exact else f"estimated, +-{100 * tokens.error:.0f} %"
    yield (
        f"Tokens a row: {tokens.input_mean:,.0f} in and {tokens.output_mean:,.0f} out ({sure}); "
        f"the longest row has {tokens.longest:,} (line {tokens.longest_line}); one epoch trains on {tokens.training:,}."
    )
    yield from (share.sentence for share in dataset.evidence)
    if dataset.labels is not None:
        yield _of_labels(dataset.labels)
    if dataset.exact_duplicates or dataset.near_duplicates or not dataset.near_duplicates_complete:
        least = "" if dataset.near_duplicates_complete else "at least "
        stand = "stands" if dataset.exact_duplicates == 1 else "stand"
        pairs = "pair is" if dataset.near_duplicates == 1 and not least else "pairs are"
        yield f"{_rows(dataset.exact_duplicates)} {stand} there before, and {least}{dataset.near_duplicates:,} {pairs} nearly the same."
    if dataset.same_prompt_other_answer:
        prompts = "prompt has" if dataset.same_prompt_other_answer == 1 else "prompts have"
        yield f"{dataset.same_prompt_other_answer:,} {prompts} different answers: two people would not agree either."
    faults = dataset.faults
    for kind, words in _KINDS.items():
        if kind in faults and kind not in PERSONAL:
            yield f"{_rows(faults[kind].rows)} with {words} ({_fault(faults[kind])})."
    personal = [kind for kind in PERSONAL if kind in faults]
    if personal:
        named = "; ".join(f"{_KINDS[kind]} in {_rows(faults[kind].rows)} ({_fault(faults[kind])})" for kind in personal)
        yield (
            f"Personal data: {named}. What a model was trained on cannot be taken out of it: deleting it later means training again."
        )
    yield f"{dataset.usable:,} of {dataset.rows:,} rows are usable: without copies, empty and runaway answers."


def _of_labels(labels: dict[str, int]) -> str:
    rows = sum(labels.values())
    largest, smallest = max(labels, key=lambda name: labels[name]), min(labels, key=lambda name: labels[name])
    return (
        f"{len(labels)} labels: the largest has {percent(labels[largest] / rows)} of the rows, the smallest {labels[smallest]:,} "
        f"{'row' if labels[smallest] == 1 else 'rows'}."
    )


def _of_comparison(found: Comparison) -> Iterator[str]:
    outcome = {"better": "better", "worse": "worse", "not_worse": "not worse"}.get(found.outcome)
    tells = f"{found.candidate_run} is {outcome}" if outcome else "that is not more than luck"
    if found.binary:
        yield (
            f"{found.metric} on {found.pairs:,} items: {percent(found.baseline)} ({found.baseline_run}) against "
            f"{percent(found.candidate)} ({found.candidate_run}), {points(abs(found.difference))} "
            f"{'more' if found.difference > 0 else 'less'}, 95 % interval {span(*found.interval)}, p = {chance(found.p_value or 0)}: {tells}."
        )
    else:
        yield (
            f"{found.metric} on {found.pairs:,} items: {found.baseline:g} ({found.baseline_run}) against {found.candidate:g} "
            f"({found.candidate_run}), 95 % interval of the difference {found.interval[0]:+.3g} to {found.interval[1]:+.3g}, "
            f"p = {chance(found.p_value or 0)}: {tells}."
        )
    named = ", ".join(found.worse_items[:_NAMED_LINES])
    more = f" ({named}{' and more' if found.worse > len(found.worse_items[:_NAMED_LINES]) else ''})" if named else ""
    yield f"{found.better:,} items got better, {found.worse:,} worse{more}."
    if found.items_needed is not None:
        yield f"About {found.items_needed:,} items would tell four times in five."


def _of_usage(usage: Usage) -> Iterator[str]:
    whole = last_whole(usage)
    if whole is not None:
        yield f"{whole[0]}, the last whole month: {_month(whole[1])}."
    for name, month in usage.months.items():
        if not month.whole_month:
            yield f"{name} is not whole ({month.days} {'day' if month.days == 1 else 'days'}): {_month(month)}."
    if not usage.months and usage.total is not None:
        yield f"In all: {_month(usage.total)}."
    if usage.input_mean is not None and usage.output_mean is not None:
        yield f"{usage.input_mean:,.0f} tokens in and {usage.output_mean:,.0f} out a request."
    elif usage.total is not None and usage.total.requests is None:
        yield "Requests are not counted in it, so tokens a request are not known."
    if usage.paid_of_list is not None:
        yield _paid(usage.paid_of_list)
    if usage.failed:
        yield f"{usage.failed:,} calls failed: they are no requests."


def _paid(share: float) -> str:
    if share > 3:
        return f"What was paid is {share:.1f} times the list price: the money and the tokens do not belong together."
    return f"What was paid is {percent(round(share, 2))} of the list price."


def _month(month: Month) -> str:
    parts = []
    if month.requests is not None:
        parts.append(f"{month.requests:,} requests")
    if month.input_tokens is not None:
        parts.append(f"{month.input_tokens:,} tokens in")
    if month.output_tokens is not None:
        parts.append(f"{month.output_tokens:,} out")
    if month.cached_share is not None:
        parts.append(f"{percent(round(month.cached_share, 3))} of the input cached")
    if month.spend_usd is not None:
        parts.append(f"${month.spend_usd:,.2f} paid")
    return ", ".join(parts) or "nothing"


def _rows(rows: int) -> str:
    return f"{rows:,} {'row' if rows == 1 else 'rows'}"


def _fault(fault: Fault) -> str:
    return _lines(fault.lines[:_NAMED_LINES], fault.rows)


def _lines(lines: list[int], rows: int) -> str:
    named = ", ".join(map(str, lines[:_NAMED_LINES]))
    return f"line{'s' if rows > 1 else ''} {named}{' and more' if rows > len(lines[:_NAMED_LINES]) else ''}"
