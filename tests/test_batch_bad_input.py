"""What goes wrong with folders, files, registers and places to write to: each time it is said where
and what to do, and nothing is lost."""

from __future__ import annotations

import csv
import io
import json
import os
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import Workbook

from scorer.batch.files import sole_user
from scorer.cli import run
from scorer.ledger import open_ledger

TINY = Path(__file__).parent / "checklists" / "tiny.yaml"
LEDGER = "审查记录.sqlite"


def report(unit: str, *, lawyers: int = 2, year: int = 2024) -> str:
    return f"""{unit}{year}年度法治政府建设情况报告
一、主要举措
{year}年，{unit}聘请{lawyers}名律师担任法律顾问，审查合同12件，开展普法宣传5场，发放资料500份。
围绕行政执法、政务公开、行政复议和矛盾纠纷化解，组织培训3次，参加人员120人次，考试合格率100%。
全面落实行政执法公示、执法全过程记录、重大执法决定法制审核三项制度，抽查案卷30份，整改问题8个。
班子成员带头学法，集中学习习近平法治思想4次，旁听庭审1次，讲授法治课2次，述法报告按时报送。
二、下一年度安排
下一步将继续加强行政执法培训。
{unit}
{year + 1}年1月10日
"""


class Desk:
    """A bureau's desk: a folder of reports, a results folder, and what the command says."""

    def __init__(self, place: Path, capfd: pytest.CaptureFixture[str]) -> None:
        self.folder, self.out = place / "报告", place / "结果"
        self.folder.mkdir()
        self._capfd = capfd

    def put(self, name: str, text: str, *, time: int = 1_700_000_000) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
        os.utime(path, (time, time))
        return path

    def review(self, *more: object, out: Path | None = None) -> tuple[int, str]:
        """Exit code, and everything that was said."""
        command = ["review", self.folder, "--out", out or self.out, "--checklist", TINY]
        code = run([*map(str, command), "--workers", "1", *map(str, more)])
        said = self._capfd.readouterr()
        return code, said.out + said.err

    def rows(self) -> dict[str, dict[str, str]]:
        """The list's rows by unit."""
        text = (self.out / "清单.csv").read_text("utf-8-sig")
        return {row["单位"]: row for row in csv.DictReader(io.StringIO(text))}


@pytest.fixture
def desk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> Desk:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return Desk(tmp_path, capfd)


def files(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def results(folder: Path) -> dict[str, bytes]:
    return {
        name: content
        for name, content in files(folder).items()
        if not name.startswith((".scorer", LEDGER))
    }


def test_an_empty_folder_says_what_to_check_and_makes_nothing(desk: Desk) -> None:
    code, said = desk.review()
    assert code == 2
    assert "里没有文件。请核对是否选对了文件夹" in said
    assert list(desk.out.rglob("*.csv")) == []


def test_an_empty_folder_below_others_is_no_trouble_and_nested_ones_are_gone_through(
    desk: Desk,
) -> None:
    desk.put("街道/东/1.txt", report("某某区东局"))
    (desk.folder / "街道" / "西").mkdir()
    code, _ = desk.review()
    assert code == 0
    assert desk.rows()["某某区东局"]["文件"] == "街道/东/1.txt"


def test_of_a_unit_that_handed_in_twice_the_newest_counts_and_both_are_listed(desk: Desk) -> None:
    desk.put("旧.txt", report("某某区甲局", lawyers=3), time=1_700_000_000)
    desk.put("新.txt", report("某某区甲局", lawyers=9), time=1_800_000_000)
    assert desk.review()[0] == 0
    told = json.loads((desk.out / "清单.json").read_bytes())
    assert [unit["file"] for unit in told["units"]] == ["新.txt"]
    (other,) = told["other_files"]
    assert (other["file"], other["unit"]) == ("旧.txt", "某某区甲局")
    assert "另有更新的“新.txt”" in other["reason"]
    assert "9名律师" in (desk.out / "结果数据/某某区甲局.json").read_text("utf-8")


def test_a_file_with_the_reports_of_two_units_is_scored_for_neither_and_named_with_both(
    desk: Desk,
) -> None:
    desk.put("合订.txt", report("某某区甲局") + report("某某区乙局"))
    register = desk.folder / "台账.csv"
    register.write_text("单位名称,联系人\n某某区甲局,\n某某区乙局,\n某某区丙局,\n", "utf-8")
    code, said = desk.review("--register", register)
    assert code == 3
    assert said.count("读不了：合订.txt：文件里像是有两份报告") == 1
    for unit in ("某某区甲局", "某某区乙局"):
        row = desk.rows()[unit]
        assert (row["状态"], row["文件"]) == ("读不了", "合订.txt")
        assert f"“{unit}2024年度法治政府建设情况报告”" in row["说明"]
        assert "请分成两个文件" in row["说明"]
    assert desk.rows()["某某区丙局"]["状态"] == "未报送"
    assert not (desk.out / "结果数据").exists(), "a mixture would be scored for one of them"


def test_a_file_of_two_units_yields_to_a_file_of_ones_own_and_is_still_listed(desk: Desk) -> None:
    desk.put("合订.txt", report("某某区甲局") + report("某某区乙局"), time=1_900_000_000)
    desk.put("乙.txt", report("某某区乙局"))
    assert desk.review()[0] == 3
    told = json.loads((desk.out / "清单.json").read_bytes())
    states = {unit["unit"]: (unit["state"], unit["file"]) for unit in told["units"]}
    assert states == {
        "某某区甲局": ("unread", "合订.txt"),
        "某某区乙局": ("scored", "乙.txt"),
    }
    (other,) = told["other_files"]
    assert (other["file"], other["unit"], other["unread"]) == ("合订.txt", "某某区乙局", True)


def test_two_years_of_one_unit_in_a_file_and_titles_in_a_list_are_told_and_scored(
    desk: Desk,
) -> None:
    desk.put("甲.txt", report("某某区甲局") + report("某某区甲局", year=2023))
    desk.put("乙.txt", report("某某区乙局") + "相关链接\n某某区丁局2024年度法治政府建设情况报告\n")
    assert desk.review()[0] == 0
    assert "文件里像是有两份报告" in desk.rows()["某某区甲局"]["说明"]
    assert "某某区丁局" in desk.rows()["某某区乙局"]["说明"]


def test_a_report_that_is_taken_back_to_its_first_text_is_the_newest_in_the_ledger(
    desk: Desk,
) -> None:
    for lawyers in (2, 9, 2, 2):
        desk.put("1.txt", report("某某区甲局", lawyers=lawyers))
        assert desk.review()[0] == 0
    with open_ledger(desk.out / LEDGER) as ledger:
        first, second = ledger.runs("某某区甲局")
        lines = [json.loads(line) for line in ledger.export_lines()]
    assert ("9名律师" in first.result, "2名律师" in second.result) == (True, True)
    assert [line.get("table") for line in lines].count("submissions") == 3


def test_a_register_with_merged_cells_without_columns_and_with_dates_as_text_is_taken(
    desk: Desk,
) -> None:
    desk.put("1.txt", report("某某区甲局"))
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for line in (
        ["2024年度报送台账", None],
        ["报送单位", "报送期限"],
        ["某某区甲局", "2025年3月1日"],
        ["某某区乙局", None],
        ["某某区丙局", "月底前"],
    ):
        sheet.append(line)
    sheet.merge_cells("A1:B1")
    sheet.merge_cells("B3:B4")
    path = desk.folder / "台账.xlsx"
    book.save(path)
    code, said = desk.review("--register", path)
    assert code == 0
    assert "台账“台账.xlsx”第5行：截止日期“月底前”认不出" in said
    rows = desk.rows()
    assert [rows[unit]["截止日期"] for unit in rows] == ["2025-03-01", "2025-03-01", ""]
    assert [rows[unit]["状态"] for unit in rows] == ["已评", "未报送", "未报送"]


def test_a_register_without_a_column_of_units_is_told_before_anything_is_done(desk: Desk) -> None:
    desk.put("1.txt", report("某某区甲局"))
    register = desk.folder / "台账.csv"
    register.write_text("序号,日期\n1,2025-03-01\n", "utf-8")
    code, said = desk.review("--register", register)
    assert code == 2
    assert "没有“单位名称”这一列" in said and "请把单位那一列的表头写成" in said
    assert not desk.out.exists()


def test_where_nothing_may_be_written_it_is_said_and_nothing_is_changed(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.put("1.txt", report("某某区甲局"))
    taken = desk.put("结果在这里", "一个文件")
    code, said = desk.review(out=taken)
    assert code == 2
    assert "路径中有一段是文件" in said and "--out 换一个文件夹" in said
    assert taken.read_text("utf-8") == "一个文件"
    taken.unlink()

    def refused(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.mkstemp", refused)
    # In a process of its own a worker would not be refused: the lists are the parent's.
    code, said = desk.review()
    assert code == 2
    assert "没有写入权限，或文件正被别的程序打开" in said and "接着做" in said


def test_a_results_folder_that_another_run_works_in_is_left_to_it(desk: Desk) -> None:
    desk.put("1.txt", report("某某区甲局"))
    assert desk.review()[0] == 0
    desk.put("2.txt", report("某某区乙局"))
    before = files(desk.out)
    with sole_user(desk.out / ".scorer"):
        code, said = desk.review()
    assert code == 2
    assert "正被另一次运行使用。请等它结束" in said
    assert files(desk.out) == before


def test_a_ledger_of_a_newer_version_is_told_before_anything_is_written(desk: Desk) -> None:
    desk.put("1.txt", report("某某区甲局"))
    assert desk.review()[0] == 0
    ledger = desk.out / LEDGER
    with sqlite3.connect(ledger) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.close()
    desk.put("1.txt", report("某某区甲局", lawyers=8))
    before = {name: content for name, content in files(desk.out).items() if LEDGER not in name}
    code, said = desk.review()
    assert code == 2
    assert "是更新的版本建立的（9999），本版本不会动它。请先升级本程序" in said
    after = {name: content for name, content in files(desk.out).items() if LEDGER not in name}
    assert after == before
    with sqlite3.connect(ledger) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [
            ("9999",)
        ]
    connection.close()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[tuple[Path, Callable[[str], None]]]:
    """A disk of its own and how to give it another size; needs the right to mount."""
    place = tmp_path / "小盘"
    place.mkdir()

    def mount(*options: str) -> int:
        try:
            command = ["mount", "-t", "tmpfs", *options, "tmpfs", str(place)]
            return subprocess.run(command, capture_output=True).returncode
        except FileNotFoundError:
            return 1

    if mount("-o", "size=600k"):
        pytest.skip("no right to mount a small disk here")
    try:
        yield place, lambda size: mount("-o", f"remount,size={size}") and None
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_on_a_full_disk_it_says_so_and_goes_on_once_there_is_room(
    desk: Desk, small_disk: tuple[Path, Callable[[str], None]]
) -> None:
    place, resize = small_disk
    for number in range(12):
        desk.put(f"{number}.txt", report(f"某某区第{number}局", lawyers=number + 1))
    full = place / "结果"
    code, said = desk.review(out=full)
    assert code == 2
    assert "磁盘已满" in said and "再次运行同一命令即可接着做" in said
    assert "Traceback" not in said
    pages = {path: path.stat().st_mtime_ns for path in full.glob("缺项页/*.html")}
    assert 0 < len(pages) < 12
    resize("64m")
    assert desk.review(out=full)[0] == 0
    assert {path: path.stat().st_mtime_ns for path in pages} == pages, "done twice"
    assert desk.review()[0] == 0
    assert results(full) == results(desk.out)
    with open_ledger(full / LEDGER) as ledger:
        assert len(ledger.runs()) == 12


def test_a_disk_that_fills_up_under_the_workbook_is_told(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.put("1.txt", report("某某区甲局"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("xlsxwriter.workbook.Workbook._store_workbook", full)
        code, said = desk.review()
    assert code == 2
    assert "磁盘已满" in said and "接着做" in said
    assert desk.review()[0] == 0
    assert (desk.out / "汇总表.xlsx").is_file()
    assert list((desk.out / ".scorer").glob(".scorer-*")) == []


@pytest.mark.parametrize("room", ["2k", "20k", "60k"])
def test_a_ledger_without_room_says_so_and_is_whole_once_there_is_some(
    desk: Desk, small_disk: tuple[Path, Callable[[str], None]], room: str
) -> None:
    place, resize = small_disk
    for number in range(12):
        desk.put(f"{number}.txt", report(f"某某区第{number}局", lawyers=number + 1))
    resize(room)
    code, said = desk.review("--ledger", place / "记录.sqlite")
    assert code == 2
    assert "磁盘已满" in said and "再次运行同一命令" in said
    assert "Traceback" not in said
    resize("64m")
    assert desk.review("--ledger", place / "记录.sqlite")[0] == 0
    with open_ledger(place / "记录.sqlite") as ledger:
        assert len(ledger.runs()) == 12
