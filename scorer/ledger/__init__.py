"""What was scored and what reviewers decided, kept for good: in SQLite by default, or PostgreSQL.

Append-only: rows are added and never changed, and the database itself refuses it. Values and what
stands of them need no library; only an open ledger needs the extra `ledger`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scorer.ledger.values import (
    Decision,
    DecisionKind,
    KeptReading,
    Run,
    RunHead,
    Submission,
    evidence_hash,
)

if TYPE_CHECKING:
    from scorer.ledger.store import Ledger, open_ledger

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


def __getattr__(name: str) -> Any:
    """What needs the database libraries, when it is asked for: workers only need the values."""
    if name in {"Ledger", "open_ledger"}:
        from scorer.ledger import store

        return getattr(store, name)
    raise AttributeError(name)
