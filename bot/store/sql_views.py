# ruff: noqa: S608 - all of it is made of constants
"""Readable views of what is kept, for people who look at the database: dates as text in UTC, plain names, nothing packed.

The program itself reads none of them. A later migration may drop and make them anew.
"""

from __future__ import annotations

from sqlite_utils import Database


def _utc(column: str) -> str:
    return f"strftime('%Y-%m-%d %H:%M', {column}, 'unixepoch')"


def _said_at(column: str = "entries.at") -> str:
    return f"strftime('%Y-%m-%d %H:%M', {column})"


def _of(key: str, name: str | None = None) -> str:
    return f"""json_extract(entries.value, '$.{key}') AS {name or key}"""


# What somebody took back by editing or deleting the message it stood in does not count.
_COUNTS = (
    "NOT EXISTS (SELECT 1 FROM entries AS back WHERE back.decision = entries.decision AND back.kind = 'retracted'"
    " AND back.id > entries.id AND json_extract(back.value, '$.source') = entries.source)"
)
_TITLED = "FROM entries LEFT JOIN standings ON standings.decision = entries.decision"
_CHANGES = "(SELECT group_concat(coalesce(json_extract(one.value, '$.text'), ''), ' ') FROM json_each(entries.value, '$.changes') AS one)"
_FINDINGS = (
    "(SELECT group_concat(json_extract(one.value, '$.text'), ' ') FROM json_each(entries.value, '$.findings') AS one"
    " WHERE json_extract(one.value, '$.state') = 'crossed')"
)

_CRITERIA = "(SELECT group_concat(json_extract(one.value, '$.text'), '; ') FROM json_each(conclusions.criteria) AS one)"

_OPEN = "'asking', 'decided', 'accepted', 'overridden', 'deferred', 'training'"

VIEWS: dict[str, str] = {
    "all_decisions": f"""
        SELECT decision AS number, title, stage, CASE WHEN stage IN ({_OPEN}) THEN 'yes' ELSE 'no' END AS is_open, verdict, ready_for AS then_once_ready, method, headline, owner, started_by,
            {_utc("started_at")} AS started, {_utc("decided_at")} AS decided, {_utc("reacted_at")} AS reacted,
            {_utc("ended_at")} AS ended, {_utc("changed_at")} AS last_change, waits_for, {_utc("waits_since")} AS waits_since,
            due_what AS asks_next, due_on AS asks_next_on, asked_on AS asked_and_unanswered_since,
            CASE is_late WHEN 1 THEN 'yes' ELSE 'no' END AS asked_again_in_vain, review_on,
            today_usd AS today_usd_a_month, monthly_usd AS usd_a_month, upfront_usd, net_usd, predicted_gain, real_gain,
            real_monthly_usd AS real_usd_a_month, {_utc("reviewed_at")} AS reviewed, supersedes, superseded_by,
            {_utc("assessed_at")} AS last_reassessed, channel, place AS kind_of_channel, team AS workspace
        FROM standings""",
    "answers": f"""
        SELECT entries.decision AS number, standings.title, entries.question, entries.kind AS what, entries.text AS said,
            entries."by" AS person, {_said_at()} AS at, entries.how {_TITLED}
        WHERE entries.kind IN ('answered', 'unsure', 'withdrawn')""",
    "verdicts": f"""
        SELECT conclusions.decision AS number, standings.title, conclusions.verdict, conclusions.ready_for AS then_once_ready,
            conclusions.headline, conclusions.because, conclusions.recommended, conclusions.today_usd AS today_usd_a_month,
            conclusions.monthly_usd AS usd_a_month, conclusions.upkeep_usd AS upkeep_usd_a_month, conclusions.upfront_usd,
            conclusions.net_usd, conclusions.gain AS predicted_gain, {_CRITERIA} AS abort_criteria, conclusions.review_on,
            conclusions.as_of, conclusions.prices_as_of, {_said_at()} AS at, conclusions.entry AS verdict_id
        FROM conclusions JOIN entries ON entries.id = conclusions.entry LEFT JOIN standings ON standings.decision = conclusions.decision""",
    "checkpoints": f"""
        SELECT entries.decision AS number, standings.title, {_of("checkpoint")}, {_of("score", "score_on_test_items")},
            {_of("general", "score_on_general_set")}, {_of("untuned", "best_untuned_score")}, {_of("spent_usd")},
            {_of("shared_items")}, {_of("wrong_labels", "wrong_labels_of_50")}, {_of("says")}, {_FINDINGS} AS criteria_crossed,
            entries."by" AS person, {_said_at()} AS at {_TITLED}
        WHERE entries.kind = 'measured' AND json_type(entries.value) = 'object' AND {_COUNTS}""",
    "dissents": f"""
        SELECT entries.decision AS number, standings.title, entries.text AS dissent, entries."by" AS person, {_said_at()} AS at
        {_TITLED} WHERE entries.kind = 'dissented' AND {_COUNTS}""",
    "reassessments": f"""
        SELECT entries.decision AS number, standings.title, {_of("verdict")}, {_of("headline")}, {_CHANGES} AS what_changed,
            {_said_at()} AS at {_TITLED} WHERE entries.kind = 'reassessed' AND json_type(entries.value) = 'object'""",
    "outcomes": f"""
        SELECT entries.decision AS number, standings.title, entries.kind AS what, {_of("adopted", "in_use")}, {_of("score")},
            {_of("gain", "measured_gain")}, standings.predicted_gain, {_of("monthly_usd", "real_usd_a_month")},
            standings.monthly_usd AS predicted_usd_a_month, {_of("spent_usd")}, entries.text AS said, entries."by" AS person,
            {_said_at()} AS at {_TITLED}
        WHERE entries.kind IN ('adopted', 'stopped', 'reviewed') AND {_COUNTS}""",
    "forgotten_decisions": f"""
        SELECT decision AS number, up_to AS all_up_to, why, "by" AS person, {_utc("at")} AS at, team AS workspace FROM forgotten""",
}  # fmt: skip


def make_views(db: Database) -> None:
    """Make every view."""
    for name, select in VIEWS.items():
        db.execute(f"CREATE VIEW {name} AS {select}")


def drop_views(db: Database) -> None:
    """Take every view away, whatever an earlier version made."""
    for name in db.view_names():
        db.execute(f'DROP VIEW "{name}"')
