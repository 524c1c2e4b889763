"""The order in which reports were handed in: a report taken back to an earlier text is the newest
one though its run is old."""

from __future__ import annotations

import hashlib
import json

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_COLUMNS = ("run", "unit", "year", "recorded_at", "previous")


def upgrade() -> None:
    """Make the table and its guards; each run known so far was handed in when it was added."""
    table = op.create_table(
        "submissions",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("key", sa.Text, nullable=False, unique=True),
        sa.Column("run", sa.Text, sa.ForeignKey("runs.key"), nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("year", sa.Integer),
        sa.Column("recorded_at", sa.Text, nullable=False),
        sa.Column("previous", sa.Text, nullable=False),
    )
    op.create_index("submissions_by_unit", "submissions", ["unit", "year"])
    op.create_index("submissions_by_run", "submissions", ["run"])
    connection = op.get_bind()
    known = sa.text("SELECT key, unit, year, recorded_at FROM runs ORDER BY id")
    last: dict[tuple[str, int | None], str] = {}
    for run, unit, year, recorded_at in connection.execute(known).all():
        told = (run, unit, year, recorded_at, last.get((unit, year), ""))
        row = dict(zip(_COLUMNS, told, strict=True))
        last[unit, year] = _key(row)
        connection.execute(table.insert().values(**row, key=last[unit, year]))
    _guard(postgresql=connection.dialect.name == "postgresql")


def _key(row: dict[str, object]) -> str:
    told = json.dumps(row, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(told.encode("utf-8", "backslashreplace")).hexdigest()


def _guard(*, postgresql: bool) -> None:
    for event in ("UPDATE", "DELETE"):
        head = f"CREATE TRIGGER submissions_no_{event.lower()} BEFORE {event} ON submissions"
        if postgresql:
            op.execute(f"{head} FOR EACH ROW EXECUTE FUNCTION refuse_change()")
        else:
            op.execute(f"{head} BEGIN SELECT RAISE(ABORT, 'append-only'); END")


def downgrade() -> None:
    """History is not thrown away."""
    raise NotImplementedError
