"""What was scored and what reviewers decided, kept for good: in SQLite by default, or PostgreSQL.

Append-only: rows are added and never changed, and the database itself refuses it.
"""

from __future__ import annotations

from scorer.ledger.store import Ledger, open_ledger
from scorer.ledger.values import (
    Decision,
    DecisionKind,
    KeptReading,
    Run,
    RunHead,
    Submission,
    evidence_hash,
)

__all__ = [
    "Decision",
    "DecisionKind",
    "KeptReading",
    "Ledger",
    "Run",
    "RunHead",
    "Submission",
    "evidence_hash",
    "open_ledger",
]
