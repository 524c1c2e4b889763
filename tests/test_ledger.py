"""The ledger's promises, each on SQLite and on a real PostgreSQL server: nothing is lost, nothing
is overwritten, two at once both stay."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

import pytest
from databases import private_server
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.exc import DBAPIError

from scorer.errors import UsageError
from scorer.ledger import (
    Decision,
    DecisionKind,
    KeptReading,
    Ledger,
    Run,
    RunHead,
    evidence_hash,
    open_ledger,
)
from scorer.ledger.tables import METADATA

RUN = Run(
    unit="某某区司法局",
    year=2024,
    file="司法局.docx",
    recorded_at="2025-03-02T09:00:00",
    report_digest="a" * 64,
    checklist_id="annual-report",
    checklist_version="2026.1",
    checklist_digest="b" * 64,
    tool_version="0.1.0",
    percent=61.5,
    points=61.5,
    max_points=100.0,
    grade="合格",
    weights='{"stated": 0.5}',
    result='{"items": []}',
)
DECISION = Decision(
    run=RUN.key,
    unit=RUN.unit,
    year=2024,
    kind=DecisionKind.VERDICT,
    subject="LA-01",
    reviewer="审查人甲",
    decided_at="2025-03-03T10:00:00",
    reason="附件里有合同",
    old="stated",
    new="evidenced",
    score_before=61.5,
    score_after=63.5,
    evidence_hash=evidence_hash(["充分发挥法律顾问作用。"]),
    evidence='["充分发挥法律顾问作用。"]',
)
READING = KeptReading(
    report_digest=RUN.report_digest,
    recorded_at="2025-03-02T09:00:00",
    reading='{"format":"txt","digest":"…","blocks":[],"warnings":[],"gaps":[]}',
)


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    with private_server() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Where a new ledger can be."""
    if request.param == "sqlite":
        return str(tmp_path / "结果" / "审查记录.sqlite")
    server = request.getfixturevalue("server")
    name = f"t{uuid4().hex}"
    engine = create_engine(
        server.replace("postgresql:", "postgresql+psycopg:"), isolation_level="AUTOCOMMIT"
    )
    with engine.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
    engine.dispose()
    return str(server.replace("/postgres?", f"/{name}?"))


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    with open_ledger(place) as opened:
        yield opened


def test_what_was_added_is_read_back_in_order(ledger: Ledger) -> None:
    other = replace(RUN, unit="某某区财政局", year=None, percent=None)
    assert ledger.add([RUN, other, DECISION]) == 3
    assert ledger.runs() == (RUN, other)
    assert ledger.runs("某某区司法局") == (RUN,)
    assert ledger.runs(year=2024) == (RUN,)
    assert ledger.decisions() == (DECISION,)
    assert ledger.decisions("某某区财政局") == ()
    assert ledger.run_keys() == {RUN.key, other.key}


def test_the_same_run_is_kept_once_and_a_later_time_does_not_make_it_another(
    ledger: Ledger,
) -> None:
    assert ledger.add([RUN]) == 1
    assert ledger.add([RUN, replace(RUN, recorded_at="2026-01-01")]) == 0
    assert ledger.add([replace(RUN, checklist_digest="c" * 64)]) == 1
    assert ledger.runs()[0].recorded_at == "2025-03-02T09:00:00"


def test_opened_again_everything_is_there(place: str) -> None:
    with open_ledger(place) as first:
        first.add([RUN, DECISION])
    with open_ledger(place) as second:
        assert second.runs() == (RUN,)
        assert second.decisions() == (DECISION,)


@pytest.mark.parametrize("table", ["runs", "decisions", "readings", "submissions"])
@pytest.mark.parametrize("change", ["UPDATE {} SET key = 'x'", "DELETE FROM {}"])
def test_the_database_itself_refuses_to_change_history(
    ledger: Ledger, table: str, change: str
) -> None:
    ledger.add([RUN, DECISION, READING])
    with pytest.raises(DBAPIError, match="append-only"), ledger.engine.begin() as connection:
        connection.execute(text(change.format(table)))
    assert ledger.runs() == (RUN,)
    assert ledger.decisions() == (DECISION,)
    assert ledger.readings_of([READING.report_digest]) == {READING.report_digest: READING.reading}


def test_the_text_of_a_report_is_kept_once_and_one_read_otherwise_counts_from_then_on(
    ledger: Ledger,
) -> None:
    later = replace(READING, reading='{"blocks":["more"]}')
    other = replace(READING, report_digest="e" * 64)
    assert ledger.readings_of([READING.report_digest]) == {}
    assert ledger.add([READING, replace(READING, recorded_at="2026-01-01"), other]) == 2
    assert ledger.readings_of([READING.report_digest]) == {READING.report_digest: READING.reading}
    assert ledger.add([later]) == 1
    assert ledger.readings_of([READING.report_digest, other.report_digest, "none"]) == {
        READING.report_digest: later.reading,
        other.report_digest: other.reading,
    }
    assert ledger.read_digests() == {READING.report_digest, other.report_digest}


def test_runs_can_be_told_apart_without_their_results(ledger: Ledger) -> None:
    other = replace(RUN, unit="某某区财政局", year=None)
    ledger.add([RUN, other])
    assert ledger.heads() == tuple(
        RunHead(
            key=one.key,
            unit=one.unit,
            year=one.year,
            file=one.file,
            recorded_at=one.recorded_at,
            report_digest=one.report_digest,
            checklist_digest=one.checklist_digest,
        )
        for one in (RUN, other)
    )
    assert ledger.runs_of([other.key, "none"]) == {other.key: other}


def test_a_ledger_of_the_first_version_is_brought_up_to_date_and_keeps_what_it_has(
    ledger: Ledger, place: str
) -> None:
    ledger.add([RUN, DECISION])
    with ledger.engine.begin() as connection:
        connection.execute(text("DROP TABLE submissions"))
        connection.execute(text("DROP TABLE readings"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    with open_ledger(place) as newer:
        assert (newer.runs(), newer.decisions()) == ((RUN,), (DECISION,))
        assert newer.read_digests() == frozenset()
        assert newer.add([READING]) == 1


def test_a_report_taken_back_to_an_earlier_text_is_the_newest_again(ledger: Ledger) -> None:
    later = replace(RUN, report_digest="d" * 64, recorded_at="2025-03-09T09:00:00")
    ledger.add([RUN])
    ledger.add([later])
    assert ledger.runs(RUN.unit) == (RUN, later)
    assert ledger.hand_in([later], "2025-03-10T09:00:00") == 0, "it is the newest already"
    assert ledger.add([RUN]) == 0
    assert ledger.hand_in([RUN], "2025-03-12T09:00:00") == 1
    assert ledger.runs(RUN.unit) == (later, RUN)
    assert [head.key for head in ledger.heads()] == [later.key, RUN.key]
    assert ledger.hand_in([RUN], "2025-03-12T09:00:00") == 0
    assert ledger.hand_in([later], "2025-03-12T09:00:00") == 1
    assert ledger.hand_in([RUN], "2025-03-12T09:00:00") == 1, "a second's third change is one too"
    assert ledger.runs()[-1] == RUN


def test_units_and_years_do_not_stand_in_one_anothers_order(ledger: Ledger) -> None:
    others = [replace(RUN, unit="某某区财政局"), replace(RUN, year=None), replace(RUN, year=2023)]
    others = [replace(one, report_digest=str(n) * 64) for n, one in enumerate(others)]
    ledger.add([RUN, *others])
    assert ledger.hand_in([RUN, *others], "2025-03-12T09:00:00") == 0
    with pytest.raises(DBAPIError):
        ledger.hand_in([replace(RUN, report_digest="e" * 64)], "2025-03-12T09:00:00")


def test_the_order_of_submissions_goes_along_with_an_export(ledger: Ledger, tmp_path: Path) -> None:
    later = replace(RUN, report_digest="d" * 64)
    ledger.add([RUN, later])
    ledger.hand_in([RUN], "2025-03-12T09:00:00")
    with open_ledger(tmp_path / "copy.sqlite") as copy:
        copy.import_lines(ledger.export_lines())
        assert copy.runs() == ledger.runs() == (later, RUN)
        assert copy.hand_in([RUN], "2025-03-13T09:00:00") == 0


def test_runs_of_an_older_ledger_were_handed_in_when_they_were_added(
    ledger: Ledger, place: str
) -> None:
    later = replace(RUN, report_digest="d" * 64, recorded_at="2025-03-09T09:00:00")
    other = replace(RUN, unit="某某区财政局", year=None)
    ledger.add([RUN, other, later])
    lines = list(ledger.export_lines())
    with ledger.engine.begin() as connection:
        connection.execute(text("DROP TABLE submissions"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0002'"))
    with open_ledger(place) as newer:
        assert list(newer.export_lines()) == lines, "the migration reckons as the ledger does"
        assert newer.hand_in([later, other], "2025-03-12T09:00:00") == 0
        assert newer.hand_in([RUN], "2025-03-12T09:00:00") == 1
        assert newer.runs(RUN.unit) == (later, RUN)


def test_a_decision_without_its_run_is_refused_and_nothing_of_its_portion_stays(
    ledger: Ledger,
) -> None:
    with pytest.raises(DBAPIError):
        ledger.add([RUN, replace(DECISION, run="nobody")])
    assert ledger.runs() == ()


def test_two_reviewers_at_once_are_both_kept(place: str) -> None:
    with open_ledger(place) as ledger:
        ledger.add([RUN])
    failures: list[BaseException] = []

    def decide(reviewer: str) -> None:
        try:
            with open_ledger(place) as own:
                for number in range(10):
                    own.add([replace(DECISION, reviewer=reviewer, reason=str(number))])
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=decide, args=(name,)) for name in ("甲", "乙")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with open_ledger(place) as ledger:
        kept = [(one.reviewer, one.reason) for one in ledger.decisions()]
    assert sorted(kept) == sorted((name, str(n)) for name in ("甲", "乙") for n in range(10))


def test_several_that_make_a_new_ledger_at_once_make_one(place: str) -> None:
    failures: list[BaseException] = []

    def first() -> None:
        try:
            with open_ledger(place) as own:
                own.add([RUN])
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=first) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    with open_ledger(place) as ledger:
        assert ledger.runs() == (RUN,)


def test_exported_and_imported_everything_is_the_same_again(ledger: Ledger, tmp_path: Path) -> None:
    remark = replace(DECISION, reviewer="乙", kind=DecisionKind.REMARK)
    ledger.add([RUN, DECISION, remark, READING])
    lines = list(ledger.export_lines())
    assert json.loads(lines[0]) == {"ledger": 3}
    with open_ledger(tmp_path / "copy.sqlite") as copy:
        assert copy.import_lines([*lines, "\n"]) == 5, "a run's submission is a line of its own"
        assert copy.import_lines(lines) == 0
        assert list(copy.export_lines()) == lines
        assert copy.decisions() == ledger.decisions()
        assert copy.readings_of([RUN.report_digest]) == {RUN.report_digest: READING.reading}


def test_an_export_of_the_first_version_which_has_no_texts_is_imported(ledger: Ledger) -> None:
    run = json.dumps({"table": "runs", **{f: getattr(RUN, f) for f in RUN.__slots__}})
    assert ledger.import_lines(['{"ledger": 1}', run]) == 1
    assert ledger.runs() == (RUN,)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{torn", "第3行"),
        ('{"table": "secrets"}', "第3行"),
        ('{"table": "runs", "unit": "x"}', "第3行"),
        ("[]", "第3行"),
    ],
)
def test_a_line_that_is_no_record_is_told_and_nothing_is_imported(
    ledger: Ledger, line: str, told: str
) -> None:
    good = json.dumps({"table": "runs", **{f: getattr(RUN, f) for f in RUN.__slots__}})
    with pytest.raises(UsageError, match=told):
        ledger.import_lines(['{"ledger": 1}', good, line])
    assert ledger.runs() == ()


def test_an_export_of_a_newer_version_is_refused(ledger: Ledger) -> None:
    with pytest.raises(UsageError, match="更新的版本"):
        ledger.import_lines(['{"ledger": 99}'])


def test_a_ledger_of_a_newer_version_is_left_alone(place: str) -> None:
    with open_ledger(place) as ledger:
        ledger.add([RUN])
        with ledger.engine.begin() as connection:
            connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(UsageError, match=r"更新的版本建立的（9999）"):
        open_ledger(place)


def test_the_migrations_make_the_tables_that_the_code_knows(ledger: Ledger) -> None:
    found = inspect(ledger.engine)
    for table in METADATA.tables.values():
        columns = {one["name"]: one["nullable"] for one in found.get_columns(table.name)}
        assert columns == {one.name: one.nullable for one in table.columns}
        indexes = {one["name"] for one in found.get_indexes(table.name)}
        assert {one.name for one in table.indexes} <= indexes


def test_sqlite_keeps_a_write_ahead_log_and_is_one_file_when_closed(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with open_ledger(f"sqlite:///{path}") as ledger:
        with ledger.engine.connect() as connection:
            assert connection.execute(text("PRAGMA journal_mode")).scalar() == "wal"
        ledger.add([RUN])
    assert [one.name for one in tmp_path.iterdir()] == ["a.sqlite"]


def test_what_is_no_ledger_says_so(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    path.write_bytes(b"this is no database at all, it is text" * 50)
    with pytest.raises(UsageError, match="打不开"):
        open_ledger(path)
    with pytest.raises(UsageError, match="建不了"):
        open_ledger(path / "b.sqlite")
    with pytest.raises(UsageError, match="只能用 SQLite"):
        open_ledger("mysql://u:secret@host/db")
    with pytest.raises(UsageError, match="写得不对"):
        open_ledger("://")


def test_a_password_is_never_shown() -> None:
    with pytest.raises(UsageError) as told:
        open_ledger("postgresql://u:secret@127.0.0.1:1/none?connect_timeout=2")
    assert "打不开" in str(told.value) and "secret" not in str(told.value)


def test_the_hash_of_evidence_does_not_hang_on_blanks_or_order() -> None:
    assert evidence_hash(["甲 乙", "丙"]) == evidence_hash(["丙", "甲乙"])
    assert evidence_hash(["甲乙"]) != evidence_hash(["甲", "乙"])
    assert evidence_hash([]) != evidence_hash([""])


def test_a_path_may_hold_what_means_something_in_an_address(tmp_path: Path) -> None:
    for name in ("记录?mode=ro.sqlite", "记录#1.sqlite", "记录%20.sqlite"):
        with open_ledger(tmp_path / name) as opened:
            opened.add([RUN])
        assert (tmp_path / name).is_file()


def test_a_malformed_address_is_told_without_its_password() -> None:
    with pytest.raises(UsageError, match="写得不对") as told:
        open_ledger("postgresql://user:secret@host:port/x")
    assert "secret" not in str(told.value) and "user" in str(told.value)


def test_a_line_nested_without_end_is_told_by_its_number(ledger: Ledger) -> None:
    head, deep = json.dumps({"ledger": 1}), "[" * 100_000
    with pytest.raises(UsageError, match="第2行"):
        ledger.import_lines([head, deep])
