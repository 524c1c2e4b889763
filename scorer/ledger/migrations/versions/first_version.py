"""Runs and decisions, which the database refuses to change or delete."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_TABLES = ("runs", "decisions")


def upgrade() -> None:
    """Make the tables and their guards."""
    _make_runs()
    _make_decisions()
    postgresql = op.get_bind().dialect.name == "postgresql"
    if postgresql:
        op.execute(
            "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'append-only'; END $$"
        )
    for table in _TABLES:
        for event in ("UPDATE", "DELETE"):
            head = f"CREATE TRIGGER {table}_no_{event.lower()} BEFORE {event} ON {table}"
            if postgresql:
                op.execute(f"{head} FOR EACH ROW EXECUTE FUNCTION refuse_change()")
            else:
                op.execute(f"{head} BEGIN SELECT RAISE(ABORT, 'append-only'); END")


def _make_runs() -> None:
    texts = ("report_digest", "checklist_id", "checklist_version", "checklist_digest")
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("year", sa.Integer),
        sa.Column("file", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.Text, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        sa.Column("tool_version", sa.Text, nullable=False),
        sa.Column("percent", sa.Float),
        sa.Column("points", sa.Float, nullable=False),
        sa.Column("max_points", sa.Float, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in ("grade", "weights", "result")),
    )
    op.create_index("runs_by_unit", "runs", ["unit", "year"])


def _make_decisions() -> None:
    texts = ("kind", "subject", "reviewer", "decided_at", "reason", "old", "new")
    op.create_table(
        "decisions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("run", sa.Text, sa.ForeignKey("runs.key"), nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("year", sa.Integer),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        sa.Column("score_before", sa.Float),
        sa.Column("score_after", sa.Float),
        sa.Column("evidence_hash", sa.Text, nullable=False),
        sa.Column("evidence", sa.Text, nullable=False),
    )
    op.create_index("decisions_by_unit", "decisions", ["unit", "year", "subject"])


def downgrade() -> None:
    """There is nothing before the first version, and history is not thrown away."""
    raise NotImplementedError
