"""The texts of scored reports, which the database refuses to change or delete like the rest."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Make the table and its guards. What was scored before has no text here."""
    op.create_table(
        "readings",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("report_digest", sa.Text, nullable=False),
        sa.Column("recorded_at", sa.Text, nullable=False),
        sa.Column("reading", sa.Text, nullable=False),
    )
    op.create_index("readings_by_report", "readings", ["report_digest"])
    postgresql = op.get_bind().dialect.name == "postgresql"
    for event in ("UPDATE", "DELETE"):
        head = f"CREATE TRIGGER readings_no_{event.lower()} BEFORE {event} ON readings"
        if postgresql:
            op.execute(f"{head} FOR EACH ROW EXECUTE FUNCTION refuse_change()")
        else:
            op.execute(f"{head} BEGIN SELECT RAISE(ABORT, 'append-only'); END")


def downgrade() -> None:
    """History is not thrown away."""
    raise NotImplementedError
