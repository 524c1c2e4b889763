"""What came of collecting: per unit what was taken and the score, and all that was not taken."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from scorer.collecting.values import Told
from scorer.ledger.values import Decision


class Conflict(NamedTuple):
    """Reviewers who decided differently on the same evidence."""

    subject: str
    sides: tuple[tuple[str, str], ...]
    """Reviewer and what they decided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitScore:
    """What was taken on a unit's report, and its score by the decisions that hold."""

    unit: str
    year: int | None
    taken: tuple[Decision, ...]
    before: float | None
    """Percent; None where nothing could be judged."""
    after: float | None
    conflicts: tuple[Conflict, ...]
    """All that there are now, whoever brought them in."""
    reopened: tuple[Decision, ...]
    """Those taken that do not hold against the newest result."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collection:
    """What came of the files."""

    files: int
    rows: int
    empty: int
    """Files in which nothing was filled in."""
    known: int
    """Rows that are in the ledger already."""
    units: tuple[UnitScore, ...]
    notices: tuple[Told, ...]
    faults: tuple[Told, ...]

    @property
    def taken(self) -> int:
        """Decisions that are new."""
        return sum(len(unit.taken) for unit in self.units)
