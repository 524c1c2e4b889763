"""A scored report as the ledger keeps it, before and after it is kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from scorer import __version__
from scorer.checklist import Checklist
from scorer.ledger.values import Run


def run_of(
    unit: str,
    file: str,
    figures: Mapping[str, Any],
    result: str,
    *,
    checklist: Checklist,
    recorded_at: str,
) -> Run:
    """The run; `result` is the JSON of its result, `figures` are those of the list of units."""
    return Run(
        unit=unit,
        year=figures["year"],
        file=file,
        recorded_at=recorded_at,
        report_digest=figures["digest"],
        checklist_id=checklist.id,
        checklist_version=checklist.version,
        checklist_digest=checklist.digest,
        tool_version=__version__,
        percent=figures["percent"],
        points=figures["points"],
        max_points=figures["max_points"],
        grade=figures["grade"],
        weights=_weights(checklist),
        result=result,
    )


@lru_cache(maxsize=4)
def _weights(checklist: Checklist) -> str:
    told = {
        "credits": {verdict.value: credit for verdict, credit in checklist.credits.items()},
        "points": {item.id: item.points for item in checklist.items},
    }
    return json.dumps(told)
