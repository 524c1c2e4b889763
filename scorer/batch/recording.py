"""A review's results into the ledger; what is there already is not read again."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from scorer import __version__
from scorer.batch.outcomes import Review, State, UnitOutcome
from scorer.checklist import Checklist
from scorer.ledger import Ledger, Run

LEDGER_NAME: Final = "审查记录.sqlite"
_PORTION: Final = 50
"""Runs that are held in memory at once."""


def record_review(
    ledger: Ledger, review: Review, out: Path, *, checklist: Checklist, recorded_at: str
) -> int:
    """Add every scored report as a run; returns how many were new. `out` is the results folder."""
    known = ledger.run_keys()
    added = 0
    waiting: list[Run] = []
    for run in _runs(review, out, checklist, recorded_at):
        if run.key not in known:
            waiting.append(run)
        if len(waiting) == _PORTION:
            added += ledger.add(waiting)
            waiting.clear()
    return added + ledger.add(waiting)


def _runs(review: Review, out: Path, checklist: Checklist, recorded_at: str) -> Iterator[Run]:
    weights = json.dumps(
        {
            "credits": {verdict.value: credit for verdict, credit in checklist.credits.items()},
            "points": {item.id: item.points for item in checklist.items},
        }
    )
    for unit in review.units:
        if unit.state is State.SCORED:
            yield _run(unit, _result(unit, out), (checklist, weights, recorded_at))


def _result(unit: UnitOutcome, out: Path) -> str:
    name = next(name for name in unit.outputs if name.endswith(".json"))
    return (out / name).read_text("utf-8")


def _run(unit: UnitOutcome, result: str, about: tuple[Checklist, str, str]) -> Run:
    checklist, weights, recorded_at = about
    figures = unit.figures
    return Run(
        unit=unit.unit,
        year=figures["year"],
        file=unit.file,
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
        weights=weights,
        result=result,
    )
