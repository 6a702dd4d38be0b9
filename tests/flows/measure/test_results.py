"""Formats of evaluation results: paired by id, judged by what was asked of the answer, and what is missing said."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from backports.zstd import zipfile as zstd_zipfile

from flows.measure.file import File, Unmeasurable
from flows.measure.measurement import Comparison, Measurement
from tests.flows.measure.support import lines, measured, one_json, text_file


def compared(*files: File, **asked: Any) -> Comparison:
    found = measured(*files, **asked)
    assert found.comparison is not None, found.said
    return found.comparison


def sides(base: File, tuned: File, **asked: Any) -> Comparison:
    return compared(baseline=base, candidate=tuned, **asked)


RIGHT = {"base": [1, 0, 1, 0, 1, 1], "tuned": [1, 1, 1, 0, 0, 1]}


def archive(name: str, model: str, scores: dict[str, Any], *, status: str = "success", summaries: bool = True) -> File:
    samples = [{"id": id_, "epoch": 1, "scores": {"match": {"value": value}}} for id_, value in scores.items()]
    header = {"status": status, "eval": {"model": model, "task": "t", "dataset": {"samples": len(scores)}}}
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as inside:
        inside.writestr("header.json", json.dumps(header))
        for sample in samples:
            inside.writestr(f"samples/{sample['id']}_epoch_1.json", json.dumps(sample))
        if summaries:
            inside.writestr("summaries.json", json.dumps(samples))
    return File(name, held.getvalue())


@pytest.mark.parametrize("summaries", [True, False])
def test_inspect_archives_are_paired_by_sample(summaries: bool) -> None:
    base = archive("a.eval", "m1", {"x": "C", "y": "I", "z": "I"}, summaries=summaries)
    tuned = archive("b.eval", "m2", {"z": "C", "x": "C", "y": "N"}, summaries=summaries)
    found = sides(base, tuned)
    assert (found.pairs, found.better, found.worse) == (3, 1, 0)


def test_a_run_that_was_cancelled_is_not_compared() -> None:
    base = archive("a.eval", "m1", {"x": "C", "y": "I"})
    found = measured(baseline=base, candidate=archive("b.eval", "m2", {"x": "C"}, status="cancelled"))
    assert found.comparison is None
    assert any("was not finished (cancelled)" in sentence for sentence in found.said)
    assert "baseline" not in found.answers


def test_an_archive_that_is_none_gets_a_sentence() -> None:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as inside:
        inside.writestr("xl/workbook.xml", "x")
    with pytest.raises(Unmeasurable, match="is an Excel file: save the sheet as CSV"):
        measured(File("t.xlsx", held.getvalue()))
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as inside:
        inside.writestr("rows.jsonl", "{}")
    with pytest.raises(Unmeasurable, match="not an Inspect log: unpack it"):
        measured(File("t.zip", held.getvalue()))
    with pytest.raises(Unmeasurable, match="damaged or cut off"):
        measured(File("t.eval", held.getvalue()[:40]))
    good = archive("a.eval", "m", {"x": "C"}).data
    # The flag of a password, in both heads of every file inside.
    protected = good.replace(b"PK\x03\x04\x14\x00\x00\x00", b"PK\x03\x04\x14\x00\x01\x00").replace(
        b"PK\x01\x02\x14\x03\x14\x00\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01\x00"
    )
    with pytest.raises(Unmeasurable, match="protected by a password"):
        measured(File("t.eval", protected))
    for method, says in ((b"\x5d", "damaged or cut off"), (b"\x62", "packed in a way that is not read here")):
        other = good.replace(b"PK\x03\x04\x14\x00\x00\x00\x08", b"PK\x03\x04\x14\x00\x00\x00" + method).replace(
            b"PK\x01\x02\x14\x03\x14\x00\x00\x00\x08", b"PK\x01\x02\x14\x03\x14\x00\x00\x00" + method
        )
        with pytest.raises(Unmeasurable, match=says):
            measured(File("t.eval", other))


def test_newer_archives_are_packed_with_zstd() -> None:
    held = io.BytesIO()
    with zstd_zipfile.ZipFile(held, "w", zstd_zipfile.ZIP_ZSTANDARD) as inside:
        inside.writestr(
            "header.json", json.dumps({"status": "success", "eval": {"model": "m", "dataset": {"samples": 1}}})
        )
        inside.writestr("summaries.json", json.dumps([{"id": 1, "epoch": 1, "scores": {"match": {"value": "C"}}}]))
    found = measured(File("t.eval", held.getvalue()))
    assert found.evaluation is not None
    assert found.evaluation.runs[0].mean == 1


def test_an_inspect_log_as_json_on_one_line_is_read() -> None:
    def log(model: str, values: list[str]) -> dict[str, Any]:
        samples = [{"id": at, "epoch": 1, "scores": {"match": {"value": value}}} for at, value in enumerate(values)]
        return {
            "version": 2,
            "status": "success",
            "eval": {"model": model, "dataset": {"samples": len(values)}},
            "samples": samples,
        }

    found = sides(one_json(log("a", ["C", "I", "I"]), "a.json"), one_json(log("b", ["C", "C", "I"]), "b.json"))
    assert (found.pairs, found.better) == (3, 1)


def promptfoo(provider: str, passed: list[int], latency: bool = True) -> dict[str, Any]:
    results = []
    for at, right in enumerate(passed):
        parts = [
            {"pass": bool(right), "assertion": {"type": "contains"}},
            {"pass": latency, "assertion": {"type": "latency"}},
        ]
        results.append(
            {"testIdx": at, "promptIdx": 0, "provider": {"id": provider}, "success": bool(right) and latency, "failureReason": 0,
             "gradingResult": {"componentResults": parts}}
        )  # fmt: skip
    results.append({"testIdx": 99, "promptIdx": 0, "provider": {"id": provider}, "success": False, "failureReason": 2})
    return {"evalId": "e", "results": {"version": 3, "results": results}}


def test_an_answer_that_is_late_is_no_wrong_answer_and_an_error_is_none() -> None:
    base, tuned = promptfoo("openai:a", RIGHT["base"]), promptfoo("openai:b", RIGHT["tuned"], latency=False)
    found = measured(baseline=one_json(base, "a.json"), candidate=one_json(tuned, "b.json"))
    assert found.comparison is not None
    assert (found.comparison.pairs, found.comparison.better, found.comparison.worse) == (6, 1, 1)
    assert found.comparison.left_out == 1
    assert any("failed on latency or cost alone" in sentence for sentence in found.said)


def test_two_files_of_one_provider_are_still_two_sides() -> None:
    base, tuned = promptfoo("openai:a", RIGHT["base"]), promptfoo("openai:a", RIGHT["tuned"])
    found = sides(one_json(base, "before.json"), one_json(tuned, "after.json"))
    assert (found.better, found.worse) == (1, 1)
    assert found.baseline_run.startswith("before.json")


def test_promptfoo_columns_with_errors() -> None:
    text = (
        "question,[openai:a] say,[openai:b] say\nq1,[PASS] (1.00) x,[FAIL] (0.50) y\nq2,[ERROR] boom,[PASS] (1.00) z\n"
    )
    found = compared(text_file("r.csv", text))
    assert (found.pairs, found.worse, found.left_out) == (1, 1, 1)


def harness(values: list[Any], metric: str = "acc") -> list[dict[str, Any]]:
    return [
        {
            "doc_id": at,
            "doc": {},
            "doc_hash": f"h{at}",
            "filter": "none",
            "metrics": [metric, "f1"],
            metric: value,
            "f1": [1, [0]],
        }
        for at, value in enumerate(values)
    ]


def test_lm_eval_samples_pair_by_document_whatever_their_order() -> None:
    tuned = harness([1.0, 1.0, [0.0]])
    found = sides(lines(*harness([1.0, 0.0, 0.0]), name="a.jsonl"), lines(*reversed(tuned), name="b.jsonl"))
    assert (found.metric, found.pairs, found.better) == ("acc", 3, 1)


def test_openai_evals_logs_with_two_runs_in_one_file() -> None:
    def events(run: str, right: list[int]) -> list[dict[str, Any]]:
        head = {"spec": {"run_id": run, "completion_fns": [run]}}
        found = [
            {"run_id": run, "event_id": at, "sample_id": f"s{at}", "type": "match", "data": {"correct": bool(one)}}
            for at, one in enumerate(right)
        ]
        return [head, *found, {"final_report": {"accuracy": 1}}]

    found = compared(lines(*events("a", RIGHT["base"]), *events("b", RIGHT["tuned"])))
    assert (found.pairs, found.better, found.worse) == (6, 1, 1)


def test_a_log_without_a_final_report_says_so() -> None:
    rows = [
        {"spec": {"run_id": "a"}},
        {"run_id": "a", "event_id": 0, "sample_id": "s", "type": "match", "data": {"correct": True}},
    ]
    assert any("no final report" in sentence for sentence in measured(lines(*rows)).said)


def test_deepeval_in_snake_case_and_with_errors() -> None:
    def run(right: list[int]) -> dict[str, Any]:
        cases = [
            {"name": f"c{at}", "success": bool(one), "metrics_data": [{"name": "m", "score": one, "error": None}]}
            for at, one in enumerate(right)
        ]
        cases[0]["metrics_data"][0]["error"] = "boom"
        return {"test_cases": cases}

    found = sides(one_json(run(RIGHT["base"]), "a.json"), one_json(run(RIGHT["tuned"]), "b.json"))
    assert (found.pairs, found.left_out) == (5, 1)


def test_evals_api_items_as_one_list() -> None:
    def items(run: str, right: list[int]) -> list[dict[str, Any]]:
        return [
            {"run_id": run, "data_source_idx": at, "passes": {"g": bool(one)}, "sample": {"sampled_model_name": run}}
            for at, one in enumerate(right)
        ]

    found = compared(one_json({"object": "list", "data": [*items("a", RIGHT["base"]), *items("b", RIGHT["tuned"])]}))
    assert (found.pairs, found.better, found.worse) == (6, 1, 1)


@pytest.mark.parametrize(
    ("text", "better", "worse"),
    [
        ("id,baseline,candidate\na,1,0\nb,0,1\nc,0,1\n", 2, 1),
        ("id;before;after\na;0,5;0,7\nb;0,1;0,1\n", 1, 0),
        ("case_id\tmodel-a\tmodel-b\na\tpass\tfail\nb\tfail\tpass\n", 1, 1),
        ("question,gpt-5-mini,ft:gpt-5-mini,latency_ms\nq1,correct,incorrect,12\nq2,incorrect,correct,13\n", 1, 1),
        ("id,baseline,candidate\na,84%,90%\nb,10%,5%\n", 1, 1),
        ("id,model,score,epoch\na,x,1,1\na,x,0,2\na,y,1,1\na,y,1,2\n", 1, 0),
        ("sample_id,score_x,score_y\na,C,I\nb,I,C\nc,C,C\n", 1, 1),
        ("id,candidate,baseline\na,1,0\nb,1,1\n", 1, 0),
        ("﻿id,baseline,candidate\r\na,1,0\r\nb,,1\r\n", 0, 1),
        ("id,run,passed\na,base,true\na,tuned,false\nb,base,false\nb,tuned,true\n", 1, 1),
    ],
)
def test_tables_of_anybodys_making(text: str, better: int, worse: int) -> None:
    found = compared(text_file("t.csv", text))
    assert (found.better, found.worse) == (better, worse)


def test_rows_of_scores_as_json_lines_and_two_tables_of_one_side_each() -> None:
    def side(right: list[int], name: str) -> File:
        return lines(*({"id": at, "score": one, "output": "x"} for at, one in enumerate(right)), name=name)

    found = sides(side(RIGHT["base"], "scores.jsonl"), side(RIGHT["tuned"], "scores.jsonl"))
    assert (found.pairs, found.better, found.worse) == (6, 1, 1)
    assert found.baseline_run == "scores.jsonl"
    assert found.candidate_run == "scores.jsonl (2)"


def test_the_items_that_got_worse_are_named_and_a_question_is_named_by_its_row() -> None:
    text = "question,baseline,candidate\nWho is the head of the office in Lisbon?,1,0\nq2,1,0\nq3,1,1\n"
    found = measured(text_file("t.csv", text))
    assert any("0 items got better, 2 worse (row 1, q2)." in sentence for sentence in found.said)
    assert "Lisbon" not in found.model_dump_json()


def test_columns_that_are_metrics_are_no_models() -> None:
    text = "id,f1,bleu\n" + "".join(f"q{at},0.{at % 7},0.{at % 5}\n" for at in range(30))
    found = measured(text_file("t.csv", text))
    assert found.comparison is None
    assert found.choose == {"metric": ["f1", "bleu"]}
    again = measured(baseline=text_file("a.csv", text), candidate=text_file("b.csv", text), metric="bleu")
    assert again.comparison is not None
    assert (again.comparison.metric, again.comparison.pairs) == ("bleu", 30)


def test_a_table_that_names_its_own_separator_is_read() -> None:
    found = compared(text_file("t.csv", "sep=;\r\nid;baseline;candidate\r\n1;0;1\r\n2;1;1\r\n"))
    assert (found.pairs, found.better) == (2, 1)


def test_a_score_with_texts_beside_it_is_one_side() -> None:
    rows = [{"question": f"q{at}", "expected": "y", "actual": "n", "pass": at % 2 == 0} for at in range(6)]
    found = measured(lines(*rows))
    assert found.comparison is None
    assert found.evaluation is not None
    assert found.evaluation.runs[0].mean == 0.5


def test_rows_in_a_list_under_a_name_are_compared() -> None:
    rows = [{"id": at, "model": model, "score": int(model == "b" or at % 2)} for at in range(6) for model in "ab"]
    assert compared(one_json({"summary": {"n": 6}, "results": rows})).better == 3


def test_an_id_twice_counts_once_and_is_said() -> None:
    found = measured(text_file("t.csv", "id,baseline,candidate\na,1,0\na,0,1\nb,1,1\n"))
    assert found.comparison is not None
    assert (found.comparison.pairs, found.comparison.worse) == (2, 1)
    assert any("the first row of each counts" in sentence for sentence in found.said)


def test_of_many_runs_the_pair_is_named_and_can_be_chosen() -> None:
    text = "id,a,b,c\n" + "".join(f"q{at},1,{at % 2},0\n" for at in range(4))
    found = measured(text_file("t.csv", text))
    assert any(
        "a was taken for the baseline and b for the candidate, of 3 runs." in sentence for sentence in found.said
    )
    chosen = compared(text_file("t.csv", text), runs=("c", "a"))
    assert (chosen.baseline_run, chosen.candidate_run, chosen.better) == ("c", "a", 4)
    assert any(
        "The runs are a, b, c" in sentence for sentence in measured(text_file("t.csv", text), runs=("x", "y")).said
    )


def enough(gain: int) -> Measurement:
    rows = "".join(f"q{at},{int(at % 3 > 0)},{int(at % 3 > 0 or at < gain)}\n" for at in range(90))
    return measured(text_file("t.csv", "id,baseline,candidate\n" + rows))


def test_enough_pairs_answer_the_baseline_and_the_items() -> None:
    found = enough(30)
    assert found.answers == {"test_items": 90, "baseline_measured": True, "baseline": 0.6667, "metric": "accuracy"}
    assert found.comparison is not None
    assert found.comparison.outcome == "better"


@pytest.mark.parametrize(
    ("models", "gain", "proposed"),
    [
        (("gpt-5.4", "gpt-5-mini"), 3, {"success_rate": 0.6667, "smaller_model": "passes"}),
        (("gpt-5.4", "gpt-5-mini"), -30, {"success_rate": 0.6667, "smaller_model": "fails"}),
        (("gpt-5.4", "claude-opus-4-6"), 30, {"success_rate": 0.6667, "strongest_model": "fixes_it"}),
        (("gpt-5.4", "ft:gpt-5-mini"), 30, {}),
        (("gpt-5.4", "gpt-5-mini-tuned"), 30, {}),
    ],
)
def test_what_an_untuned_model_scores_is_proposed_by_its_name(
    models: tuple[str, str], gain: int, proposed: dict[str, Any]
) -> None:
    def second(at: int) -> int:
        return int(at % 3 > 0 or at < gain) if gain > 0 else int(at % 3 > 0 and at >= -gain)

    rows = "".join(f"q{at},{int(at % 3 > 0)},{second(at)}\n" for at in range(300))
    found = measured(text_file("t.csv", f"id,{models[0]},{models[1]}\n" + rows))
    assert found.proposed == proposed


def test_a_difference_that_luck_gives_is_called_that() -> None:
    assert any("not more than luck" in sentence for sentence in enough(6).said)


def test_grades_of_a_hundred_are_no_share_and_answer_no_baseline() -> None:
    rows = "".join(f"q{at},{50 + at % 7},{52 + at % 5}\n" for at in range(40))
    found = measured(text_file("t.csv", "id,baseline,candidate\n" + rows))
    assert found.comparison is not None
    assert not found.comparison.binary
    assert "baseline" not in found.answers
    assert found.answers["test_items"] == 40


def test_a_sheet_of_labels_answers_whether_they_are_right() -> None:
    def sheet(wrong: int, rows: int = 50) -> File:
        body = "".join(f"{at},x,y,{'wrong' if at < wrong else 'right'},right\n" for at in range(rows))
        return text_file("sheet.csv", "line,input,label,person_1,person_2\n" + body + "99,x,y,right,\n")

    assert measured(sheet(2)).answers == {"labels": "checked"}
    assert measured(sheet(9)).answers == {"labels": "mixed"}
    few = measured(sheet(0, 5))
    assert few.answers == {}
    assert any("too few to conclude" in sentence for sentence in few.said)
