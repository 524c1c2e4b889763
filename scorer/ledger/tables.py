"""The ledger's tables as the newest migration leaves them."""

from __future__ import annotations

from sqlalchemy import Column, Float, ForeignKey, Index, Integer, MetaData, Table, Text

METADATA = MetaData()

RUNS = Table(
    "runs",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("unit", Text, nullable=False),
    Column("year", Integer),
    Column("file", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("report_digest", Text, nullable=False),
    Column("checklist_id", Text, nullable=False),
    Column("checklist_version", Text, nullable=False),
    Column("checklist_digest", Text, nullable=False),
    Column("tool_version", Text, nullable=False),
    Column("percent", Float),
    Column("points", Float, nullable=False),
    Column("max_points", Float, nullable=False),
    Column("grade", Text, nullable=False),
    Column("weights", Text, nullable=False),
    Column("result", Text, nullable=False),
    Index("runs_by_unit", "unit", "year"),
)

DECISIONS = Table(
    "decisions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("run", Text, ForeignKey("runs.key"), nullable=False),
    Column("unit", Text, nullable=False),
    Column("year", Integer),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("reviewer", Text, nullable=False),
    Column("decided_at", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("old", Text, nullable=False),
    Column("new", Text, nullable=False),
    Column("score_before", Float),
    Column("score_after", Float),
    Column("evidence_hash", Text, nullable=False),
    Column("evidence", Text, nullable=False),
    Index("decisions_by_unit", "unit", "year", "subject"),
)

READINGS = Table(
    "readings",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("report_digest", Text, nullable=False),
    Column("recorded_at", Text, nullable=False),
    Column("reading", Text, nullable=False),
    Index("readings_by_report", "report_digest"),
)

SUBMISSIONS = Table(
    "submissions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("key", Text, nullable=False, unique=True),
    Column("run", Text, ForeignKey("runs.key"), nullable=False),
    Column("unit", Text, nullable=False),
    Column("year", Integer),
    Column("recorded_at", Text, nullable=False),
    Column("previous", Text, nullable=False),
    Index("submissions_by_unit", "unit", "year"),
    Index("submissions_by_run", "run"),
)
