"""Rows of the district's summary as text, for the journal and on the way between processes."""

from __future__ import annotations

import base64
import pickle
from typing import Final

from scorer.season import UnitRow
from scorer.unpickling import load_values

_MODULES: Final = frozenset({"scorer.kinds", "scorer.result", "scorer.season"})
_OTHERS: Final = frozenset({("datetime", "date")})


def packed_row(row: UnitRow) -> str:
    """The row as ASCII."""
    return base64.b64encode(pickle.dumps(row, protocol=5)).decode("ascii")


def unpacked_row(text: str) -> UnitRow | None:
    """The row, None where the text is damaged or of another version."""
    try:
        found = load_values(base64.b64decode(text), modules=_MODULES, others=_OTHERS)
    except Exception:
        # A pickle of another shape fails in many ways; all of them mean: make it afresh.
        return None
    return found if isinstance(found, UnitRow) else None
