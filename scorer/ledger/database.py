"""A ledger's database: how to connect to it, bring it to this version, and read its errors."""

from __future__ import annotations

import re
import sqlite3
import time
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import NullPool

from scorer.errors import UsageError

_SCRIPTS: Final = Path(__file__).parent / "migrations"
_WAIT_SECONDS: Final = 30
_RETRY_SECONDS: Final = 0.02
_MIGRATION_LOCK: Final = 0x5C0E4
"""Any number, the same for every process: who migrates a PostgreSQL ledger keeps others waiting."""
_PASSWORD: Final = re.compile(r"(?<=:)[^:/]+(?=@)")


def reason_of(error: DBAPIError) -> str:
    """What is wrong with the database, and what to do."""
    code = getattr(error.orig, "sqlite_errorcode", 0) & 0xFF
    if code == sqlite3.SQLITE_FULL:
        return "磁盘已满。已记录的都在，腾出空间后再次运行同一命令即可。"
    if code == sqlite3.SQLITE_IOERR:
        return "磁盘读写出错，多半是磁盘已满。已记录的都在，腾出空间后再次运行同一命令即可。"
    why = str(error.orig).splitlines()[0] if error.orig else "原因不明"
    return f"{why}。请核对路径或地址、账号和写入权限，再次运行同一命令。"


def engine_of(place: str) -> tuple[str, Engine]:
    """What messages call a place, and the engine for it. UsageError where it is none."""
    if "://" not in place:
        return place, _sqlite(Path(place))
    try:
        url = make_url(place)
    except (ArgumentError, ValueError):
        told = _PASSWORD.sub("***", place)
        raise UsageError(
            f"审查记录库的地址“{told}”写得不对，应写成 postgresql://用户:密码@主机/库名 的样子。"
        ) from None
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
    engine = create_engine(URL.create("sqlite", database=str(path)), poolclass=NullPool)

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


def migrate(connection: Connection, shown: str) -> None:
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
