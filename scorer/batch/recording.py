"""A review's results, and the texts they were made from, into the ledger; what is there already is
not read again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from scorer.batch.journal import READINGS
from scorer.batch.kept_readings import reading_text
from scorer.batch.outcomes import Review, State, UnitOutcome
from scorer.batch.runs import run_of
from scorer.batch.stages import File, Setup, abilities, reading_key
from scorer.checklist import Checklist
from scorer.ledger.values import KeptReading, Run, RunHead

if TYPE_CHECKING:
    from scorer.ledger import Ledger

LEDGER_NAME: Final = "审查记录.sqlite"
_PORTION: Final = 50
"""Runs that are held in memory at once."""


def record_review(
    ledger: Ledger, review: Review, out: Path, *, checklist: Checklist, recorded_at: str
) -> int:
    """Add every scored report as a run, with its text; returns how many runs were new. `out` is
    the results folder."""
    known, read = ledger.run_keys(), ledger.read_digests()
    setup = Setup(checklist, out, abilities())
    added = 0
    runs: list[Run] = []
    texts: list[KeptReading] = []
    handed_in: list[RunHead] = []
    for run in _runs(review, out, checklist, recorded_at):
        handed_in.append(RunHead(**{one.name: getattr(run, one.name) for one in fields(RunHead)}))
        if run.key not in known:
            runs.append(run)
        if run.key not in known or run.report_digest not in read:
            texts += _texts(run, setup)
        if max(len(runs), len(texts)) == _PORTION:
            added += _added(ledger, runs, texts)
            runs, texts = [], []
    added += _added(ledger, runs, texts)
    ledger.hand_in(handed_in, recorded_at)
    return added


def _added(ledger: Ledger, runs: list[Run], texts: list[KeptReading]) -> int:
    """Texts first: a run that is there without its text would never get it if we were killed."""
    ledger.add(texts)
    return ledger.add(runs)


def _texts(run: Run, setup: Setup) -> Iterator[KeptReading]:
    """The text of a run's file as the journal has it; none where that is gone or damaged."""
    name = PurePosixPath(run.file).name
    file = File(run.file, Path(name), run.report_digest)
    kept = setup.journal.recall(READINGS, reading_key(file, setup))
    if kept is not None:
        yield KeptReading(
            report_digest=run.report_digest,
            recorded_at=run.recorded_at,
            reading=reading_text(kept),
        )


def _runs(review: Review, out: Path, checklist: Checklist, recorded_at: str) -> Iterator[Run]:
    for unit in review.units:
        if unit.state is State.SCORED:
            yield run_of(
                unit.unit,
                unit.file,
                unit.figures,
                _result(unit, out),
                checklist=checklist,
                recorded_at=recorded_at,
            )


def _result(unit: UnitOutcome, out: Path) -> str:
    name = next(name for name in unit.outputs if name.endswith(".json"))
    return (out / name).read_text("utf-8")
