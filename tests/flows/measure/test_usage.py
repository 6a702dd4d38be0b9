"""Formats of usage exports: what is inside the input and what beside it, cents and dollars, whole months and parts."""

from __future__ import annotations

from typing import Any

import pytest

from flows.measure.measurement import Usage
from tests.flows.measure.support import lines, measured, one_json, text_file


def used(*files: Any, **asked: Any) -> Usage:
    found = measured(*files, **asked).usage
    assert found is not None
    return found


def page(*results: dict[str, Any], day: int = 0, **more: Any) -> dict[str, Any]:
    start = 1790812800 + 86400 * day
    return {
        "object": "page",
        "data": [{"object": "bucket", "start_time": start, "end_time": start + 86400, "results": list(results)}],
        **more,
    }


def test_openai_costs_are_dollars_and_join_the_usage_of_the_day() -> None:
    tokens = {
        "object": "organization.usage.completions.result",
        "num_model_requests": 10,
        "input_tokens": 1000,
        "output_tokens": 100,
    }
    cost = {"object": "organization.costs.result", "amount": {"value": "2.5", "currency": "usd"}}
    found = used(one_json(page(tokens), "u.json"), one_json(page(cost), "c.json")).months["2026-10"]
    assert (found.requests, found.input_tokens, found.spend_usd) == (10, 1000, 2.5)


def test_costs_as_a_table_and_flat_spans() -> None:
    costs = "start_time,start_time_iso,amount_value,amount_currency,line_item,project_id\n1790812800,2026-10-01T00:00:00+00:00,3.5,usd,x,p\n"
    assert used(text_file("c.csv", costs)).months["2026-10"].spend_usd == 3.5
    flat = {
        "timestamp": "2026-10-01T00:00:00Z",
        "attributes": {"gen_ai.usage.input_tokens": 5, "gen_ai.usage.output_tokens": 6, "gen_ai.request.model": "m"},
    }
    found = used(lines(flat))
    assert (found.months["2026-10"].input_tokens, found.models) == (5, {"m": 1.0})


def test_other_kinds_of_usage_are_left_out_and_more_pages_are_missed() -> None:
    other = {"object": "organization.usage.embeddings.result", "num_model_requests": 5, "input_tokens": 5}
    found = measured(one_json(page(other, has_more=True)))
    assert found.usage is not None
    assert found.usage.left_out == 1
    assert any("has_more" in sentence for sentence in found.said)


def test_anthropic_cost_is_cents_and_its_tokens_stand_beside_each_other() -> None:
    bucket = {"starting_at": "2026-10-01T00:00:00Z", "ending_at": "2026-10-02T00:00:00Z"}
    usage = {
        "uncached_input_tokens": 100,
        "cache_read_input_tokens": 800,
        "cache_creation": {"ephemeral_5m_input_tokens": 60, "ephemeral_1h_input_tokens": 40},
        "output_tokens": 50,
        "model": "claude-haiku-4-5",
    }
    cost = {"amount": "1234.5", "currency": "USD", "model": "claude-haiku-4-5"}
    found = used(
        one_json({"data": [{**bucket, "results": [usage]}]}, "u.json"),
        one_json({"data": [{**bucket, "results": [cost]}]}, "c.json"),
    )
    month = found.months["2026-10"]
    assert (month.input_tokens, month.cached_share, month.requests) == (1000, 0.8, None)
    assert month.spend_usd == pytest.approx(12.345)


def test_anthropics_analytics_count_requests() -> None:
    row = {
        "starting_at": "2026-10-01T00:00:00Z",
        "group": {"model": "claude-haiku-4-5"},
        "usage": {"requests": 7, "uncached_input_tokens": 70, "output_tokens": 7},
    }
    found = used(one_json({"data": [row]})).months["2026-10"]
    assert (found.requests, found.input_tokens) == (7, 70)


def test_claude_code_reports_are_read_by_model() -> None:
    row = {
        "date": "2026-10-02T00:00:00Z",
        "model_breakdown": [
            {
                "model": "claude-opus-4-6",
                "tokens": {"input": 5, "output": 6, "cache_read": 7, "cache_creation": 2},
                "estimated_cost": {"currency": "USD", "amount": 250},
            }
        ],
    }
    month = used(one_json({"data": [row], "has_more": False})).months["2026-10"]
    assert (month.input_tokens, month.output_tokens, month.spend_usd) == (14, 6, 2.5)


def test_a_console_of_before_with_one_column_of_cache_writes() -> None:
    text = "usage_date_utc,model_version,usage_input_tokens_no_cache,usage_input_tokens_cache_write,usage_input_tokens_cache_read,usage_output_tokens\n2026/9/1,claude,10,5,85,3\n"
    month = used(text_file("u.csv", text)).months["2026-09"]
    assert (month.input_tokens, month.cached_share) == (100, 0.85)


@pytest.mark.parametrize(
    ("body", "given", "cached", "output"),
    [
        ({"usage": {"prompt_tokens": 100, "completion_tokens": 20, "prompt_tokens_details": {"cached_tokens": 40}}}, 100, 40, 20),
        ({"usage": {"input_tokens": 100, "output_tokens": 20, "input_tokens_details": {"cached_tokens": 40}}}, 100, 40, 20),
        ({"usage": {"input_tokens": 60, "output_tokens": 20, "cache_read_input_tokens": 40, "cache_creation_input_tokens": 0}}, 100, 40, 20),
        ({"usageMetadata": {"promptTokenCount": 100, "cachedContentTokenCount": 40, "candidatesTokenCount": 5, "thoughtsTokenCount": 15}}, 100, 40, 20),
        ({"usage": {"inputTokens": 60, "outputTokens": 20, "cacheReadInputTokens": 40, "cacheWriteInputTokens": 0}}, 100, 40, 20),
        ({"response": {"body": {"model": "m", "usage": {"prompt_tokens": 100, "completion_tokens": 20, "prompt_tokens_details": {"cached_tokens": 40}}}}}, 100, 40, 20),
    ],
)  # fmt: skip
def test_every_vendors_body_gives_the_same_request(body: dict[str, Any], given: int, cached: int, output: int) -> None:
    total = used(lines({"model": "m", **body}, {"model": "m", **body})).total
    assert total is not None
    assert (total.requests, total.input_tokens, total.output_tokens) == (2, 2 * given, 2 * output)
    assert total.cached_share == pytest.approx(cached / given)


def test_a_table_of_days_counts_the_requests_that_it_names() -> None:
    rows = "".join(f"2026-10-{at:02d},gpt-5.4,1000,500000,100000\n" for at in range(1, 32))
    found = measured(text_file("d.csv", "date,model,requests,prompt_tokens,completion_tokens\n" + rows))
    assert found.answers["requests_per_month"] == 31_000
    assert (found.answers["input_tokens"], found.answers["output_tokens"]) == (500, 100)
    alone = measured(text_file("d.csv", "date,model,prompt_tokens,completion_tokens\n2026-10-01,gpt-5.4,5,5\n"))
    assert any("Each row was taken for one request." in sentence for sentence in alone.said)


def test_money_that_a_tool_reckons_is_no_bill() -> None:
    day = "2026-10-{:02d} 01:00:00"
    logs = [
        {
            "call_type": "acompletion",
            "spend": 0.5,
            "prompt_tokens": 10,
            "completion_tokens": 5,
            "startTime": day.format(at),
            "model": "gpt-5.4",
            "status": "success",
        }
        for at in range(1, 32)
    ]
    found = measured(lines(*logs))
    assert found.usage is not None
    assert found.usage.months["2026-10"].spend_usd == 15.5
    assert "monthly_spend_usd" not in found.answers
    assert found.answers["requests_per_month"] == 31
    slug = "Date,Slug,Usage,Requests,Prompt Tokens,Completion Tokens\n" + "".join(
        f"2026-10-{at:02d},gpt-5.4,0.5,1,10,5\n" for at in range(1, 32)
    )
    assert measured(text_file("o.csv", slug)).answers["monthly_spend_usd"] == 15.5


def test_own_logs_with_a_time_count_by_month() -> None:
    rows = [
        {"timestamp": f"2026-10-{at:02d}T10:00:00Z", "model": "gpt-5.4", "input_tokens": 500, "output_tokens": 50}
        for at in range(1, 32)
    ]
    found = measured(lines(*rows))
    assert found.answers["requests_per_month"] == 31
    assert found.answers["input_tokens"] == 500


def span(
    id_: str, parent: str, tokens: int | None, names: tuple[str, str] = ("input_tokens", "output_tokens")
) -> dict[str, Any]:
    attributes = (
        []
        if tokens is None
        else [
            {"key": f"gen_ai.usage.{names[0]}", "value": {"intValue": str(tokens)}},
            {"key": f"gen_ai.usage.{names[1]}", "value": {"intValue": "10"}},
            {"key": "gen_ai.request.model", "value": {"stringValue": "gpt-5.4"}},
        ]
    )
    return {"spanId": id_, "parentSpanId": parent, "startTimeUnixNano": "1790812800000000000", "attributes": attributes}


@pytest.mark.parametrize("names", [("input_tokens", "output_tokens"), ("prompt_tokens", "completion_tokens")])
def test_agents_spans_repeat_what_their_calls_used(names: tuple[str, str]) -> None:
    spans = [span("a", "", 300, names), span("t", "a", None), span("b", "t", 100, names), span("c", "a", 200, names)]
    total = used(one_json({"resourceSpans": [{"scopeSpans": [{"spans": spans}]}]})).total
    assert total is not None
    assert (total.requests, total.input_tokens) == (2, 300)


def test_spans_that_are_each_others_parents_end() -> None:
    assert used(one_json({"resourceSpans": [{"scopeSpans": [{"spans": [span("a", "b", 1), span("b", "a", 2)]}]}]}))


def test_helicone_of_anthropic_has_its_cache_beside() -> None:
    row = {
        "request_created_at": "2026-10-01T00:00:00Z",
        "response_status": 200,
        "provider": "ANTHROPIC",
        "response_model": "claude",
        "prompt_tokens": 60,
        "completion_tokens": 5,
        "prompt_cache_read_tokens": 40,
        "prompt_cache_write_tokens": 0,
        "total_tokens": 105,
    }
    total = used(lines(row, {**row, "response_status": 529})).total
    assert total is not None
    assert (total.input_tokens, total.requests) == (100, 1)


FOCUS = "BilledCost,EffectiveCost,ListCost,BillingCurrency,ChargeCategory,ChargeDescription,ChargePeriodStart,ChargePeriodEnd,ConsumedQuantity,ConsumedUnit,SkuMeter\n"


@pytest.mark.parametrize(
    ("meter", "unit", "given", "cached", "output"),
    [
        ("gpt-5.4 Inp glbl Tokens", "1M Tokens", 2_000_000, 0, 0),
        ("Claude4.5Haiku-input-tokens", "1K tokens", 2_000, 0, 0),
        ("Gemini 3 Flash Text Input - Cached tokens", "Tokens", 2, 2, 0),
        ("gpt-5.4 cached Inp Tokens", "1K", 2_000, 2_000, 0),
        ("Nova-output-token-count", "1K tokens", 0, 0, 2_000),
    ],
)
def test_meters_say_which_tokens_and_units_how_many(
    meter: str, unit: str, given: int, cached: int, output: int
) -> None:
    rows = f"9,8,10,USD,Usage,{meter},2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,2,{unit},{meter}\n5,5,5,USD,Tax,Tax,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,1,Each,Tax\n"
    month = used(text_file("f.csv", FOCUS + rows)).months["2026-10"]
    assert (month.input_tokens, month.output_tokens, month.spend_usd, month.whole_month) == (given, output, 8, True)
    assert (month.cached_share or 0) == pytest.approx(cached / given if given else 0)


def test_money_that_is_not_in_dollars_is_left_out() -> None:
    row = "9,8,10,EUR,Usage,gpt Inp Tokens,2026-10-01T00:00:00Z,2026-11-01T00:00:00Z,2,1K Tokens,gpt Inp Tokens\n"
    found = measured(text_file("f.csv", FOCUS + row))
    assert found.usage is not None
    assert found.usage.months["2026-10"].spend_usd is None
    assert any("not in US dollars" in sentence for sentence in found.said)


def test_azures_own_export_counts_tokens_of_its_meters() -> None:
    text = "Date,MeterCategory,MeterName,UnitOfMeasure,Quantity,CostInBillingCurrency,BillingCurrency,SubscriptionName,ChargeType\n10/01/2026,Azure OpenAI,gpt 5 Inp Tokens,1K,12,3.5,USD,prod,Usage\n10/02/2026,Storage,LRS,1 GB,2,9,USD,prod,Usage\n"
    found = used(text_file("a.csv", text))
    assert (found.months["2026-10"].input_tokens, found.months["2026-10"].spend_usd, found.left_out) == (12_000, 3.5, 1)


def test_a_part_of_a_month_is_never_made_a_whole_one() -> None:
    tokens = {
        "object": "organization.usage.completions.result",
        "num_model_requests": 1000,
        "input_tokens": 10,
        "output_tokens": 10,
        "model": "gpt-5.4",
    }
    found = measured(lines(*(page(tokens, day=day) for day in range(5))))
    assert "requests_per_month" not in found.answers
    assert any("no whole month, so requests a month are not taken from it" in sentence for sentence in found.said)
    whole = measured(lines(*(page(tokens, day=day) for day in range(31 + 30))))
    assert whole.answers["requests_per_month"] == 30_000
    assert whole.answers["growth_per_month"] == pytest.approx(-0.032)


def test_of_several_projects_which_one_is_asked_and_can_be_said() -> None:
    rows = [
        {
            "timestamp": f"2026-10-{at:02d}",
            "model": "gpt-5.4",
            "app": "ab"[at % 2],
            "input_tokens": 500,
            "output_tokens": 50,
        }
        for at in range(1, 32)
    ]
    found = measured(lines(*rows))
    assert "requests_per_month" not in found.answers
    assert any("Several projects are in it" in sentence for sentence in found.said)
    assert found.choose == {"project": ["b", "a"]}
    assert used(lines(*rows), project="a").total.requests == 15  # type: ignore[union-attr]


def test_money_that_does_not_belong_to_the_tokens_is_said() -> None:
    row = {
        "Date": "2026-10-01",
        "Slug": "m",
        "Usage": "10",
        "Requests": "1",
        "Prompt Tokens": "10",
        "Completion Tokens": "1",
    }
    text = ",".join(row) + "\n" + ",".join(row.values()) + "\n"
    from flows.measure.measure import Asked, measure
    from flows.measure.tokens import Tokens

    found = measure(Asked((text_file("o.csv", text),)), Tokens(), lambda used: 0.01)
    assert any("do not belong together" in sentence for sentence in found.said)
