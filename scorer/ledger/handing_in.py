"""Which run of a unit is its newest: the one that was handed in last, not the one that was first
seen last. A report that is taken back to an earlier text has an old run and is still the newest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from sqlalchemy import Connection, Select, func, select

from scorer.ledger.tables import RUNS, SUBMISSIONS
from scorer.ledger.values import Run, RunHead, Submission


def last_handed_in_last(query: Select[Any]) -> Select[Any]:
    """The query on runs in the order in which they were last handed in."""
    last = (
        select(SUBMISSIONS.c.run, func.max(SUBMISSIONS.c.id).label("place"))
        .group_by(SUBMISSIONS.c.run)
        .subquery()
    )
    joined = query.outerjoin(last, RUNS.c.key == last.c.run)
    return joined.order_by(func.coalesce(last.c.place, 0), RUNS.c.id)


def submissions_of(
    connection: Connection, runs: Iterable[Run | RunHead], recorded_at: str = ""
) -> Iterator[Submission]:
    """What is new in these being handed in now: nothing for a run that is its unit's newest.
    Without `recorded_at` each has the time of its run."""
    newest = _newest(connection)
    for run in runs:
        key, previous = newest.get((run.unit, run.year), ("", ""))
        if key != run.key:
            submission = Submission(
                run=run.key,
                unit=run.unit,
                year=run.year,
                recorded_at=recorded_at or run.recorded_at,
                previous=previous,
            )
            newest[run.unit, run.year] = (run.key, submission.key)
            yield submission


def _newest(connection: Connection) -> dict[tuple[str, int | None], tuple[str, str]]:
    """Of each unit and year the run that was handed in last, and the key of that submission."""
    told = SUBMISSIONS.c
    last = select(func.max(told.id)).group_by(told.unit, told.year)
    query = select(told.unit, told.year, told.run, told.key).where(told.id.in_(last))
    return {(unit, year): (run, key) for unit, year, run, key in connection.execute(query)}
