"""A ledger opened, added to, read, exported and imported."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Engine, Select, Table, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError, OperationalError

from scorer.errors import UsageError
from scorer.ledger.database import engine_of, migrate, reason_of
from scorer.ledger.handing_in import last_handed_in_last, submissions_of
from scorer.ledger.tables import DECISIONS, READINGS, RUNS, SUBMISSIONS
from scorer.ledger.values import Decision, DecisionKind, KeptReading, Run, RunHead, Submission

EXPORT_VERSION: Final = 3
"""2: with the texts of the reports; 3: with the order in which they were handed in."""
Value = TypeVar("Value")
Kept = Run | Decision | KeptReading | Submission
_TABLES: Final[dict[str, tuple[Table, type[Kept]]]] = {
    "runs": (RUNS, Run),
    "decisions": (DECISIONS, Decision),
    "readings": (READINGS, KeptReading),
    "submissions": (SUBMISSIONS, Submission),
}


def open_ledger(place: str | Path) -> Ledger:
    """A ledger by path (SQLite) or URL (sqlite://, postgresql://), made where there is none.

    UsageError where it cannot be opened, is no ledger, or was made by a newer version.
    """
    shown, engine = engine_of(str(place))
    try:
        with engine.begin() as connection:
            migrate(connection, shown)
    except DBAPIError as error:
        engine.dispose()
        raise UsageError(f"审查记录库“{shown}”打不开：{reason_of(error)}") from error
    except BaseException:
        engine.dispose()
        raise
    return Ledger(engine=engine, shown=shown)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """An open ledger; several processes may have it open at once. To be used with `with`."""

    engine: Engine
    shown: str
    """What messages call it; without the password."""

    def __enter__(self) -> Ledger:
        return self

    def __exit__(self, *_: object) -> None:
        self.engine.dispose()

    def add(self, values: Iterable[Kept]) -> int:
        """Add all or none; what is there already is not added again. Returns how many were new.
        UsageError where the disk is full or the server is gone.

        A new run counts as handed in, unless `values` tell of submissions themselves."""
        with self._writing() as connection:
            return _add(connection, list(values))

    def hand_in(self, runs: Iterable[Run | RunHead], recorded_at: str) -> int:
        """Note that these runs' files are what their units have handed in by now; returns for how
        many that is new. The runs must be there."""
        with self._writing() as connection:
            found = list(submissions_of(connection, runs, recorded_at))
            return sum(_insert(connection, one) for one in found)

    def runs(self, unit: str | None = None, year: int | None = None) -> tuple[Run, ...]:
        """Runs in the order in which they were last handed in; None: of all units, of all
        years."""
        query = last_handed_in_last(_of(select(RUNS), RUNS, unit, year))
        return tuple(self._read(query, _run))

    def decisions(self, unit: str | None = None, year: int | None = None) -> tuple[Decision, ...]:
        """Decisions in the order in which they were added."""
        query = _of(select(DECISIONS), DECISIONS, unit, year).order_by(DECISIONS.c.id)
        return tuple(self._read(query, _decision))

    def run_keys(self) -> frozenset[str]:
        """Keys of all runs."""
        with self.engine.connect() as connection:
            return frozenset(connection.execute(select(RUNS.c.key)).scalars())

    def heads(self) -> tuple[RunHead, ...]:
        """All runs without their results, in the order in which they were last handed in."""
        names = [one.name for one in fields(RunHead)]
        query = last_handed_in_last(select(*(RUNS.c[name] for name in names)))
        with self.engine.connect() as connection:
            return tuple(RunHead(**row) for row in connection.execute(query).mappings())

    def runs_of(self, keys: Sequence[str]) -> dict[str, Run]:
        """Runs by key; keys that no run has are left out. For some dozens at a time."""
        query = select(RUNS).where(RUNS.c.key.in_(keys))
        with self.engine.connect() as connection:
            return {row["key"]: _run(row) for row in connection.execute(query).mappings()}

    def readings_of(self, digests: Sequence[str]) -> dict[str, str]:
        """The last kept reading (JSON) of each report, by its digest; those of which none was kept
        are left out. For some dozens at a time."""
        query = select(READINGS.c.report_digest, READINGS.c.reading).order_by(READINGS.c.id)
        query = query.where(READINGS.c.report_digest.in_(digests))
        with self.engine.connect() as connection:
            return {digest: reading for digest, reading in connection.execute(query)}

    def read_digests(self) -> frozenset[str]:
        """Digests of the reports whose text is kept."""
        with self.engine.connect() as connection:
            return frozenset(connection.execute(select(READINGS.c.report_digest)).scalars())

    def export_lines(self) -> Iterator[str]:
        """Everything as JSON lines: a head, then table by table, as it was added."""
        yield _line({"ledger": EXPORT_VERSION})
        for name, (table, _) in _TABLES.items():
            with self.engine.connect() as connection:
                for row in connection.execute(select(table).order_by(table.c.id)).mappings():
                    told = {key: row[key] for key in row if key not in {"id", "key"}}
                    yield _line({"table": name, **told})

    def import_lines(self, lines: Iterable[str]) -> int:
        """Add exported lines, all or none; returns how many were new. UsageError with the line."""
        return self.add(list(_values(lines)))

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A transaction whose failure is told in plain words."""
        try:
            with self.engine.begin() as connection:
                yield connection
        except OperationalError as error:
            raise UsageError(f"写不进审查记录库“{self.shown}”：{reason_of(error)}") from error

    def _read(self, query: Select[Any], made: Callable[[Any], Value]) -> Iterator[Value]:
        with self.engine.connect() as connection:
            yield from map(made, connection.execute(query).mappings())


def _of(query: Select[Any], table: Table, unit: str | None, year: int | None) -> Select[Any]:
    if unit is not None:
        query = query.where(table.c.unit == unit)
    return query if year is None else query.where(table.c.year == year)


def _add(connection: Connection, values: Sequence[Kept]) -> int:
    new = [value for value in values if _insert(connection, value)]
    if not any(isinstance(value, Submission) for value in values):
        runs = [value for value in new if isinstance(value, Run)]
        for submission in list(submissions_of(connection, runs)):
            _insert(connection, submission)
    return len(new)


def _values(lines: Iterable[str]) -> Iterator[Kept]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
            if number == 1:
                _check_head(told)
                continue
            made = _TABLES[told.pop("table")][1]
            value = made(**told)
            yield _decision(told) if isinstance(value, Decision) else value
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError) as error:
            raise UsageError(
                f"要导入的文件第{number}行不是审查记录（{error}），什么都没有导入。"
                "请用 scorer ledger export 重新导出。"
            ) from error


def _check_head(told: Any) -> None:
    version = told["ledger"]
    if version > EXPORT_VERSION:
        raise UsageError("要导入的文件是更新的版本导出的，什么都没有导入。请先升级本程序。")


def _run(row: Any) -> Run:
    return Run(**{field.name: row[field.name] for field in fields(Run)})


def _decision(row: Any) -> Decision:
    told = {field.name: row[field.name] for field in fields(Decision)}
    return Decision(**{**told, "kind": DecisionKind(told["kind"])})


def _line(told: dict[str, Any]) -> str:
    return json.dumps(told, ensure_ascii=False) + "\n"


def _insert(connection: Connection, value: Kept) -> int:
    table = next(table for table, kind in _TABLES.values() if isinstance(value, kind))
    insert = (sqlite if connection.dialect.name == "sqlite" else postgresql).insert
    row = {**asdict(value), "key": value.key}
    statement = insert(table).values(row).on_conflict_do_nothing(index_elements=["key"])
    return len(connection.execute(statement.returning(table.c.id)).all())
