"""A ledger's database: opened and brought to this version, added to, read, exported, imported."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Final, TypeVar

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, Table, create_engine, event, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, OperationalError
from sqlalchemy.pool import NullPool

from scorer.errors import UsageError
from scorer.ledger.tables import DECISIONS, READINGS, RUNS
from scorer.ledger.values import Decision, DecisionKind, KeptReading, Run, RunHead

_SCRIPTS: Final = Path(__file__).parent / "migrations"
_WAIT_SECONDS: Final = 30
_RETRY_SECONDS: Final = 0.02
_MIGRATION_LOCK: Final = 0x5C0E4
"""Any number, the same for every process: who migrates a PostgreSQL ledger keeps others waiting."""
EXPORT_VERSION: Final = 2
"""2: with the texts of the reports; exports of version 1 have none."""
Value = TypeVar("Value")
Kept = Run | Decision | KeptReading
_TABLES: Final[dict[str, tuple[Table, type[Run] | type[Decision] | type[KeptReading]]]] = {
    "runs": (RUNS, Run),
    "decisions": (DECISIONS, Decision),
    "readings": (READINGS, KeptReading),
}


def open_ledger(place: str | Path) -> Ledger:
    """A ledger by path (SQLite) or URL (sqlite://, postgresql://), made where there is none.

    UsageError where it cannot be opened, is no ledger, or was made by a newer version.
    """
    shown, engine = _engine(str(place))
    try:
        with engine.begin() as connection:
            _migrate(connection, shown)
    except DBAPIError as error:
        engine.dispose()
        raise UsageError(f"审查记录库“{shown}”打不开：{_why(error)}") from error
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
        UsageError where the disk is full or the server is gone."""
        try:
            with self.engine.begin() as connection:
                return sum(_insert(connection, value) for value in values)
        except OperationalError as error:
            raise UsageError(f"写不进审查记录库“{self.shown}”：{_why(error)}") from error

    def runs(self, unit: str | None = None, year: int | None = None) -> tuple[Run, ...]:
        """Runs in the order in which they were added; None: of all units, of all years."""
        return tuple(self._read(RUNS, _run, unit, year))

    def decisions(self, unit: str | None = None, year: int | None = None) -> tuple[Decision, ...]:
        """Decisions in the order in which they were added."""
        return tuple(self._read(DECISIONS, _decision, unit, year))

    def run_keys(self) -> frozenset[str]:
        """Keys of all runs."""
        with self.engine.connect() as connection:
            return frozenset(connection.execute(select(RUNS.c.key)).scalars())

    def heads(self) -> tuple[RunHead, ...]:
        """All runs without their results, in the order in which they were added."""
        names = [one.name for one in fields(RunHead)]
        query = select(*(RUNS.c[name] for name in names)).order_by(RUNS.c.id)
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
        """Everything as JSON lines: a head, then runs, decisions and readings, as they were
        added."""
        yield _line({"ledger": EXPORT_VERSION})
        for name, (table, _) in _TABLES.items():
            with self.engine.connect() as connection:
                for row in connection.execute(select(table).order_by(table.c.id)).mappings():
                    told = {key: row[key] for key in row if key not in {"id", "key"}}
                    yield _line({"table": name, **told})

    def import_lines(self, lines: Iterable[str]) -> int:
        """Add exported lines, all or none; returns how many were new. UsageError with the line."""
        return self.add(list(_values(lines)))

    def _read(
        self,
        table: Table,
        made: Callable[[Any], Value],
        unit: str | None,
        year: int | None,
    ) -> Iterator[Value]:
        query = select(table).order_by(table.c.id)
        if unit is not None:
            query = query.where(table.c.unit == unit)
        if year is not None:
            query = query.where(table.c.year == year)
        with self.engine.connect() as connection:
            yield from map(made, connection.execute(query).mappings())


def _why(error: DBAPIError) -> str:
    """What is wrong with the database, and what to do."""
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return "磁盘已满。已记录的都在，腾出空间后再次运行同一命令即可。"
    if code == sqlite3.SQLITE_IOERR:
        return "磁盘读写出错，多半是磁盘已满。已记录的都在，腾出空间后再次运行同一命令即可。"
    why = str(error.orig).splitlines()[0] if error.orig else "原因不明"
    return f"{why}。请核对路径或地址、账号和写入权限，再次运行同一命令。"


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
        except (ValueError, TypeError, KeyError, AttributeError) as error:
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


def _engine(place: str) -> tuple[str, Engine]:
    if "://" not in place:
        return place, _sqlite(Path(place))
    try:
        url = make_url(place)
    except ArgumentError as error:
        raise UsageError(f"审查记录库的地址“{place}”写得不对。") from error
    shown = url.render_as_string(hide_password=True)
    if url.get_backend_name() == "sqlite":
        return shown, _sqlite(Path(url.database or ""))
    if url.get_backend_name() not in {"postgresql", "postgres"}:
        raise UsageError(f"审查记录库只能用 SQLite 文件或 postgresql:// 地址，不能用“{shown}”。")
    try:
        engine = create_engine(url.set(drivername="postgresql+psycopg"), poolclass=NullPool)
    except ModuleNotFoundError as error:
        raise UsageError(
            '用 PostgreSQL 需要组件 psycopg：请运行 pip install "rule-of-law-scorer[ledger]"。'
        ) from error
    return shown, engine


def _sqlite(path: Path) -> Engine:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"建不了审查记录库的文件夹“{path.parent}”：{error.strerror}。") from error
    engine = create_engine(f"sqlite:///{path}", poolclass=NullPool)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:
        # sqlite3 would begin transactions by itself, and never one for a change of tables.
        connection.isolation_level = None
        connection.execute(f"PRAGMA busy_timeout = {_WAIT_SECONDS * 1000}")
        _turn_to_wal(connection)
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA foreign_keys = ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # Who writes says so at once: a reader that turns writer could only fail.
        connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _turn_to_wal(connection: Any) -> None:
    """SQLite does not wait for its turn here, whatever the timeout: several that open a new ledger
    at once would fail."""
    last = time.monotonic() + _WAIT_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}
            if not busy or time.monotonic() > last:
                raise
            time.sleep(_RETRY_SECONDS)


def _migrate(connection: Connection, shown: str) -> None:
    """Bring the tables to this version, in the caller's transaction."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_MIGRATION_LOCK})")
    config = Config()
    config.set_main_option("script_location", str(_SCRIPTS).replace("%", "%%"))
    config.attributes["connection"] = connection
    scripts = ScriptDirectory.from_config(config)
    current = MigrationContext.configure(connection).get_current_revision()
    if current == scripts.get_current_head():
        return
    if current is not None and current not in {one.revision for one in scripts.walk_revisions()}:
        raise UsageError(
            f"审查记录库“{shown}”是更新的版本建立的（{current}），本版本不会动它。请先升级本程序。"
        )
    command.upgrade(config, "head")
