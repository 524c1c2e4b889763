"""What reviewers wrote into review sheets and the district's workbook, read back as decisions.

Nothing that was filled in is lost: what cannot be taken is told with its place and what to do.
"""

from __future__ import annotations

from scorer.collecting.outcome import Collection, Conflict, UnitScore
from scorer.collecting.sources import read_filled
from scorer.collecting.taking import collect
from scorer.collecting.values import Entry, Filled, Told

__all__ = [
    "Collection",
    "Conflict",
    "Entry",
    "Filled",
    "Told",
    "UnitScore",
    "collect",
    "read_filled",
]
