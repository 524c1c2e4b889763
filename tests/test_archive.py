"""Archives: whatever a report was kept in, scored again it gives the bytes that it gave then; what
cannot be had again is named and stops nothing."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from databases import private_server
from sqlalchemy import text as sql

from scorer import archive as archives
from scorer.archive import Archive, ArchivedReport, Unarchived, open_archive
from scorer.batch import Request, review_folder
from scorer.batch.recording import LEDGER_NAME, record_review
from scorer.checklist import Checklist
from scorer.errors import UsageError
from scorer.ledger import KeptReading, open_ledger
from scorer.loader import load_checklist
from scorer.pipeline import score_file, score_reading
from scorer.register import Register
from scorer.renderers.result_json import render_json
from scorer.season import RegisterEntry

ROOT = Path(__file__).parents[1]
TINY = Path(__file__).parent / "checklists" / "tiny.yaml"
UNITS = ("某某区司法局", "某某区财政局", "某某区教育局")
NOW = "2025-03-02T09:00:00"


def report(unit: str, *, year: int = 2024, lawyers: int = 2) -> str:
    return f"""{unit}{year}年度法治政府建设情况报告
一、主要举措
全年聘请{lawyers}名律师担任法律顾问，审查合同12件。
二、下一年度安排
下一步将继续加强行政执法培训。
{unit}
{year + 1}年1月10日
"""


@pytest.fixture(scope="module")
def checklist() -> Checklist:
    return load_checklist(TINY)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "报告"
    (made / "街道").mkdir(parents=True)
    for number, unit in enumerate(UNITS):
        (made / f"{number}.txt").write_text(report(unit, lawyers=number + 2), "utf-8")
    (made / "街道" / "坏.docx").write_bytes(b"PK\x03\x04 torn")
    (made / "空.txt").write_bytes(b"")
    return made


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with private_server() as url:
        yield url


@pytest.fixture(params=["results", "sqlite", "postgresql"])
def reviewed(request: pytest.FixtureRequest, folder: Path, checklist: Checklist) -> str:
    """The archive of a review: its results folder, its ledger, or the URL of one."""
    if request.param == "postgresql":
        server: str = request.getfixturevalue("server")
        return record(folder, checklist, server)
    place = record(folder, checklist)
    return str(Path(place).parent) if request.param == "results" else place


def record(folder: Path, checklist: Checklist, place: str = "") -> str:
    out = folder.parent / "结果"
    kinds = [RegisterEntry(unit=UNITS[0], kind="office"), RegisterEntry(unit=UNITS[1])]
    register = Register(entries=tuple(kinds))
    request = Request(folder=folder, out=out, checklist=checklist, register=register)
    result = review_folder(request)
    place = place or str(out / LEDGER_NAME)
    with open_ledger(place) as ledger:
        record_review(ledger, result, out, checklist=checklist, recorded_at=NOW)
    return place


def all_of(place: str | Path) -> list[ArchivedReport | Unarchived]:
    with open_archive(place) as archive:
        return list(archive.reports())


def test_a_folder_gives_its_reports_and_names_what_cannot_be_read(
    folder: Path, checklist: Checklist
) -> None:
    found = all_of(folder)
    good = [one for one in found if isinstance(one, ArchivedReport)]
    bad = [one for one in found if isinstance(one, Unarchived)]
    assert [one.source for one in good] == ["0.txt", "1.txt", "2.txt"]
    assert [one.name for one in bad] == ["空.txt", "街道/坏.docx"]
    assert "空文件" in bad[0].reason and bad[1].reason
    for one in good:
        fresh = score_file(folder / one.source, checklist)
        assert render_json(score_reading(one.reading, checklist)) == render_json(fresh)
        assert (one.unit, one.year, one.unit_kind, one.run) == ("", None, None, "")


def test_what_a_review_recorded_scores_to_the_same_bytes_as_then(
    reviewed: str, folder: Path, checklist: Checklist
) -> None:
    found = [one for one in all_of(reviewed) if isinstance(one, ArchivedReport)]
    assert [(one.unit, one.year) for one in found] == sorted((unit, 2024) for unit in UNITS)
    assert {one.unit: one.unit_kind for one in found} == {
        UNITS[0]: "office",
        UNITS[1]: None,
        UNITS[2]: None,
    }
    for one in found:
        again = score_reading(one.reading, checklist, unit_kind=one.unit_kind)
        kept = folder.parent / "结果" / "结果数据" / f"{one.unit}.json"
        assert render_json(again) == kept.read_bytes()
        assert json.loads(kept.read_bytes())["report"]["source"] == one.source


def test_of_a_report_that_was_handed_in_again_only_the_newest_counts(
    folder: Path, checklist: Checklist
) -> None:
    record(folder, checklist)
    (folder / "1.txt").write_text(report(UNITS[1], lawyers=9), "utf-8")
    found = [one for one in all_of(record(folder, checklist)) if isinstance(one, ArchivedReport)]
    assert len(found) == 3
    (again,) = [one for one in found if one.unit == UNITS[1]]
    assert "聘请9名律师" in "".join(block.text for block in again.reading.blocks)


def test_the_same_file_under_another_name_keeps_the_name_of_its_run(
    folder: Path, checklist: Checklist
) -> None:
    record(folder, checklist)
    (folder / "1.txt").rename(folder / "财政局.txt")
    (folder / "2.txt").write_text(report(UNITS[2], lawyers=7), "utf-8")
    place = record(folder, checklist)
    with open_ledger(place) as ledger:
        assert len(ledger.read_digests()) == 4
    # The run of 1.txt was recorded first and stays: same bytes, same rules, same unit.
    sources = [one.source for one in all_of(place) if isinstance(one, ArchivedReport)]
    assert sorted(sources) == ["0.txt", "1.txt", "2.txt"]


def test_a_run_without_a_text_is_told_and_gets_one_when_it_is_reviewed_again(
    folder: Path, checklist: Checklist
) -> None:
    place = record(folder, checklist)
    with open_ledger(place) as ledger, ledger.engine.begin() as connection:
        connection.execute(sql("DROP TRIGGER readings_no_delete"))
        connection.execute(sql("DELETE FROM readings"))
    found = all_of(place)
    assert [type(one) for one in found] == [Unarchived] * 3
    assert found[0] == Unarchived(f"{sorted(UNITS)[0]}（2024年度）", archives._NO_TEXT)
    record(folder, checklist)
    assert [type(one) for one in all_of(place)] == [ArchivedReport] * 3


def test_a_review_whose_journal_lost_a_text_records_the_run_all_the_same(
    folder: Path, checklist: Checklist
) -> None:
    request = Request(folder=folder, out=folder.parent / "结果", checklist=checklist)
    result = review_folder(request)
    for path in (request.out / ".scorer" / "readings").glob("*.json"):
        path.write_bytes(b"torn")
    with open_ledger(request.out / LEDGER_NAME) as ledger:
        told = record_review(ledger, result, request.out, checklist=checklist, recorded_at=NOW)
        assert (told, ledger.read_digests()) == (3, frozenset())


@pytest.mark.parametrize("text", ["{torn", "{}", '{"blocks": 1}'])
def test_a_text_that_cannot_be_made_out_is_told(
    folder: Path, checklist: Checklist, text: str
) -> None:
    place = record(folder, checklist)
    with open_ledger(place) as ledger:
        digest = next(head.report_digest for head in ledger.heads() if head.unit == UNITS[1])
        ledger.add([KeptReading(report_digest=digest, recorded_at=NOW, reading=text)])
    bad = [one for one in all_of(place) if isinstance(one, Unarchived)]
    assert bad == [Unarchived(f"{UNITS[1]}（2024年度）", archives._OTHER_TEXT)]


def test_a_text_with_half_a_character_comes_back_as_it_was(
    folder: Path, checklist: Checklist
) -> None:
    from scorer.batch.kept_readings import packed_reading, reading_of_text, reading_text
    from scorer.readers import read_text

    reading = read_text(f"{report(UNITS[0])}半个字\ud83d和\0零。", "a.txt")
    text = reading_text(packed_reading(replace(reading, warnings=("提示",))))
    text.encode("utf-8")
    assert reading_of_text(text, "a.txt") == replace(reading, warnings=("提示",))
    assert "a.txt" not in text


def test_a_zip_of_reports_is_an_archive_and_leaves_nothing_behind(folder: Path) -> None:
    packed = folder.parent / "往年.zip"
    with zipfile.ZipFile(packed, "w") as made:
        for number in range(3):
            made.write(folder / f"{number}.txt", f"{number}.txt")
    with open_archive(packed) as archive:
        names = [entry.name for entry in archive.entries]
        paths = [entry.path for entry in archive.entries if entry.path is not None]
        assert all(path.is_file() for path in paths)
        assert all(isinstance(one, ArchivedReport) for one in archive.reports())
    assert names == [f"往年.zip/{number}.txt" for number in range(3)]
    assert [path for path in paths if path.exists()] == []


def test_an_archive_within_the_folder_that_cannot_be_opened_is_told(folder: Path) -> None:
    with zipfile.ZipFile(folder / "坏.zip", "w") as made:
        made.writestr("1.txt", report(UNITS[0]))
        made.writestr("2.txt", report(UNITS[1]))
    content = (folder / "坏.zip").read_bytes()
    at = content.index("法律顾问".encode())
    (folder / "坏.zip").write_bytes(content[:at] + b"XXXX" + content[at + 4 :])
    found = all_of(folder)
    assert isinstance(found[0], Unarchived) and found[0].name == "坏.zip"
    assert sum(isinstance(one, ArchivedReport) for one in found) == 3


def test_memory_holds_one_portion_at_a_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch, checklist: Checklist
) -> None:
    monkeypatch.setattr(archives, "PORTION", 2)
    loaded: list[int] = []
    load = Archive.load

    def counting(self: Archive, entries: list[archives.Entry]) -> object:
        loaded.append(len(entries))
        return load(self, entries)

    monkeypatch.setattr(Archive, "load", counting)
    with open_archive(folder) as archive:
        reports = archive.reports()
        next(reports)
        assert loaded == [2]
        list(reports)
    assert loaded == [2, 2, 1]


def test_a_fault_in_reading_one_file_costs_only_that_one(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(_: object) -> object:
        raise RuntimeError

    def alone(path: Path) -> object:
        if path.name == "1.txt":
            raise RuntimeError
        return read(path)

    read = archives.read
    monkeypatch.setattr(archives, "read_many", failing)
    monkeypatch.setattr(archives, "read", alone)
    found = all_of(folder)
    faults = [one for one in found if isinstance(one, Unarchived) and "程序出错" in one.reason]
    assert [(one.name, one.reason[:18]) for one in faults] == [
        ("1.txt", "程序出错（RuntimeError）")
    ]
    assert sum(isinstance(one, ArchivedReport) for one in found) == 2


def test_places_that_are_no_archive_say_what_to_do(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(UsageError, match="找不到"):
        all_of(tmp_path / "无")
    (tmp_path / "空").mkdir()
    with pytest.raises(UsageError, match="没有文件"):
        all_of(tmp_path / "空")
    (tmp_path / "结果" / ".scorer").mkdir(parents=True)
    with pytest.raises(UsageError, match="评查的结果文件夹"):
        all_of(tmp_path / "结果")
    with open_ledger(tmp_path / "a.sqlite"):
        pass
    with pytest.raises(UsageError, match="还没有评查过"):
        all_of(tmp_path / "a.sqlite")
    with pytest.raises(UsageError, match="不能用"):
        all_of("mysql://u:secret@host/db")


def test_without_the_library_a_ledger_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match="rule-of-law-scorer\\[ledger\\]"):
        all_of("postgresql://u:secret@host/db")


def test_the_ledger_has_the_name_that_reviews_give_it() -> None:
    assert archives.LEDGER_NAME == LEDGER_NAME
