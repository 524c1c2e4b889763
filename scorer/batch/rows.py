"""Rows of the district's summary as text, for the journal and on the way between processes."""

from __future__ import annotations

import base64
import io
import pickle
import sys
from typing import Any, Final

from scorer.season import UnitRow

_MODULES: Final = frozenset({"scorer.kinds", "scorer.result", "scorer.season"})
_OTHERS: Final = frozenset({("datetime", "date")})


class _RowsOnly(pickle.Unpickler):
    """Makes the values of a row and refuses everything else: a tampered journal runs nothing."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) not in _OTHERS and (module not in _MODULES or "." in name):
            raise pickle.UnpicklingError(f"{module}.{name}")
        found = getattr(sys.modules[module], name, None)
        if not isinstance(found, type) or found.__module__ != module:
            raise pickle.UnpicklingError(f"{module}.{name}")
        return found


def packed_row(row: UnitRow) -> str:
    """The row as ASCII."""
    return base64.b64encode(pickle.dumps(row, protocol=5)).decode("ascii")


def unpacked_row(text: str) -> UnitRow | None:
    """The row, None where the text is damaged or of another version."""
    try:
        found = _RowsOnly(io.BytesIO(base64.b64decode(text))).load()
    except Exception:
        # A pickle of another shape fails in many ways; all of them mean: make it afresh.
        return None
    return found if isinstance(found, UnitRow) else None
