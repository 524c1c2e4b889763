"""`scorer collect`: from a season's filled-in sheets and workbook to the ledger."""

from __future__ import annotations

import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

docx = pytest.importorskip("docx", reason="extra report")
openpyxl = pytest.importorskip("openpyxl", reason="extra report")
pytest.importorskip("docxtpl", reason="extra report")
pytest.importorskip("xlsxwriter", reason="extra report")

from scorer.cli import run  # noqa: E402
from scorer.ledger import open_ledger  # noqa: E402

TINY = Path(__file__).parent / "checklists" / "tiny.yaml"
UNITS = ("某某区司法局", "某某区财政局")
REPORT = """{unit}2024年度法治政府建设情况报告
一、主要举措
充分发挥法律顾问作用。开展普法宣传5场。{more}
{unit}
2025年1月10日
"""
Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def season(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The results folder of a review of two units."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    (tmp_path / "报告").mkdir()
    for unit in UNITS:
        review_again(tmp_path / "结果", unit, "")
    return tmp_path / "结果"


def review_again(out: Path, unit: str, more: str) -> None:
    """Score the unit's report, `more` being another paragraph, into the results folder."""
    report = out.parent / "报告" / f"{unit}.txt"
    report.write_text(REPORT.format(unit=unit, more=more), "utf-8")
    call = ["review", str(report.parent), "--out", str(out), "--checklist", str(TINY)]
    assert run([*call, "--workers", "1"]) == 0


@pytest.fixture
def collect(season: Path, capfd: pytest.CaptureFixture[str]) -> Call:
    def called(*arguments: str | Path) -> tuple[int, str, str]:
        capfd.readouterr()
        code = run(["collect", *map(str, arguments)])
        return (code, *capfd.readouterr())

    return called


def sheet(season: Path, unit: str = UNITS[0]) -> Path:
    return next(path for path in (season / "审查表").iterdir() if unit in path.name)


def fill_word(
    path: Path,
    rows: Mapping[str, tuple[str, str]],
    *,
    signed: tuple[str, str] = ("审查人甲", "2025年3月3日"),
    out: Path | None = None,
) -> Path:
    """Write the last two columns of rows by their first cell, and sign."""
    made = docx.Document(path)
    for table in made.tables:
        for row in table.rows:
            cells = row.cells
            if cells[0].text in rows:
                cells[-2].text, cells[-1].text = rows[cells[0].text]
            if cells[0].text == "审查人":
                cells[1].text, cells[3].text = signed
    made.save(out or path)
    return out or path


def fill_excel(
    path: Path, cells: Mapping[tuple[str, str, str], Mapping[str, Any]], out: Path | None = None
) -> Path:
    """Write cells by sheet, key and unit, and by header."""
    book = openpyxl.load_workbook(path)
    for (name, key, unit), words in cells.items():
        sheet = book[name]
        header = {cell.value: cell.column for cell in sheet[3]}
        row = next(
            row
            for row in range(4, sheet.max_row + 1)
            if sheet.cell(row, header["键"]).value == key
            and sheet.cell(row, header["单位"]).value == unit
        )
        for column, value in words.items():
            sheet.cell(row, header[column]).value = value
    book.save(out or path)
    return out or path


def decisions(season: Path) -> list[Any]:
    with open_ledger(season / "审查记录.sqlite") as ledger:
        return list(ledger.decisions())


def test_what_a_word_sheet_says_is_taken_once(season: Path, collect: Call) -> None:
    filled = fill_word(sheet(season), {"LA-01": ("有实据", "附件有合同")})
    code, out, err = collect(filled)
    assert (code, err) == (0, "")
    assert "某某区司法局（2024年度）：新登记1条，得分率：" in out
    assert "LA-01　泛泛表述→有实据　审查人甲　2025-03-03　附件有合同" in out
    one = decisions(season)[0]
    assert (one.subject, one.old, one.new) == ("LA-01", "stated", "evidenced")
    assert (one.reviewer, one.decided_at, one.reason) == ("审查人甲", "2025-03-03", "附件有合同")
    assert one.score_after > one.score_before
    code, out, _ = collect(filled)
    assert code == 0
    assert "新登记0条，已登记过的1条" in out
    assert len(decisions(season)) == 1


def test_what_the_workbook_says_is_taken_once(season: Path, collect: Call) -> None:
    book = fill_excel(
        season / "汇总表.xlsx",
        {
            ("逐项审查", "LA-01", UNITS[0]): {
                "改判为": "缺失", "审查意见": "没有合同", "审查人": "审查人甲", "日期": "2025-3-4"
            },
            ("逐项审查", "LA-01", UNITS[1]): {"审查意见": "请补附件", "审查人": "审查人乙"},
        },
    )  # fmt: skip
    code, out, err = collect(book)
    assert (code, err) == (0, "")
    told = {(o.unit, o.kind, o.new, o.reviewer, o.reason): o.decided_at for o in decisions(season)}
    assert set(told) == {
        (UNITS[0], "verdict", "absent", "审查人甲", "没有合同"),
        (UNITS[1], "remark", "", "审查人乙", "请补附件"),
    }
    assert "2025-03-04" in told.values()
    assert "新登记2条" in out
    assert collect(book)[0] == 0
    assert len(decisions(season)) == 2


def test_a_folder_takes_all_its_sheets_and_leaves_other_files_alone(
    season: Path, collect: Call
) -> None:
    fill_word(sheet(season), {"LA-01": ("有实据", "附件有合同")})
    code, out, err = collect(season)
    assert (code, err) == (0, "")
    assert "读了3个文件" in out
    assert "没有填写的文件2个" in out


def test_two_reviewers_are_both_kept_and_their_conflict_is_told(
    season: Path, collect: Call, tmp_path: Path
) -> None:
    first = fill_word(sheet(season), {"LA-01": ("有实据", "有合同")}, out=tmp_path / "甲.docx")
    second = fill_word(
        sheet(season), {"LA-01": ("缺失", "没有合同")}, signed=("审查人乙", ""), out=tmp_path / "乙.docx"
    )  # fmt: skip
    code, out, _ = collect(first, second, "--ledger", season / "审查记录.sqlite")
    assert code == 0
    assert "意见不一：LA-01（审查人甲：有实据，审查人乙：缺失）" in out
    assert len(decisions(season)) == 2


def test_a_row_with_a_fault_is_told_with_its_place_and_the_rest_is_taken(
    season: Path, collect: Call
) -> None:
    book = fill_excel(
        season / "汇总表.xlsx",
        {
            ("逐项审查", "LA-01", UNITS[0]): {"改判为": "有实据"},
            ("逐项审查", "LA-01", UNITS[1]): {"改判为": "很好", "审查意见": "x"},
            ("逐项审查", "ST-01", UNITS[1]): {"改判为": "缺失", "审查意见": "没有写"},
        },
    )
    code, out, err = collect(book, "--reviewer", "审查人甲")
    assert code == 1
    assert "汇总表.xlsx，工作表“逐项审查”第" in err
    assert "改判了，但没有写理由" in err
    assert "“很好”不是可以填的判定" in err
    assert [one.subject for one in decisions(season)] == ["ST-01"]
    assert "有问题的2处" in out


def test_nobody_takes_a_word_without_a_name(season: Path, collect: Call) -> None:
    filled = fill_word(sheet(season), {"LA-01": ("有实据", "有合同")}, signed=("", ""))
    code, _, err = collect(filled)
    assert code == 1
    assert "没有写审查人" in err and "--reviewer" in err
    assert collect(filled, "--reviewer", "审查人甲")[0] == 0
    one = decisions(season)[0]
    assert one.reviewer == "审查人甲"
    assert "T" in one.decided_at


def test_a_dry_run_tells_all_and_adds_nothing(season: Path, collect: Call) -> None:
    filled = fill_word(sheet(season), {"LA-01": ("有实据", "附件有合同")})
    code, out, _ = collect(filled, "--dry-run")
    assert code == 0
    assert "会登记1条" in out and "什么都没有登记" in out
    assert decisions(season) == []


def test_json_tells_what_the_text_tells(season: Path, collect: Call) -> None:
    filled = fill_word(sheet(season), {"LA-01": ("有实据", "附件有合同"), "ST-01": ("很好", "")})
    code, out, _ = collect(filled, "--format", "json")
    told = json.loads(out)
    assert code == 1
    assert (told["taken"], told["known"], told["files"]) == (1, 0, 1)
    unit = told["units"][0]
    assert (unit["unit"], unit["year"]) == (UNITS[0], 2024)
    assert unit["taken"][0]["new"] == "evidenced"
    assert unit["after"] == unit["taken"][0]["score_after"]
    assert "很好" in told["faults"][0]["message"]
    assert told["faults"][0]["place"].startswith("第")


def test_a_sheet_for_an_older_result_is_taken_and_reopened_where_quotes_moved(
    season: Path, collect: Call, tmp_path: Path
) -> None:
    old = fill_word(sheet(season), {"LA-01": ("有实据", "附件有合同")}, out=tmp_path / "旧.docx")
    review_again(season, UNITS[0], "法律顾问审查合同6份。")
    code, out, err = collect(old, "--ledger", season / "审查记录.sqlite")
    assert code == 0
    assert "按较早的结果" in err
    assert "须重新审查：LA-01（审查人甲）" in out


def test_the_ledger_is_found_beside_the_sheets_or_asked_for(
    season: Path, collect: Call, tmp_path: Path
) -> None:
    away = shutil.copy(sheet(season), tmp_path / "审查表.docx")
    code, _, err = collect(away)
    assert code == 2
    assert "--ledger" in err
    assert collect(tmp_path / "没有.docx")[0] == 2
    assert collect(away, "--ledger", tmp_path / "没有.sqlite")[0] == 2
    assert "找不到" in collect(tmp_path / "没有.docx", "--ledger", season / "审查记录.sqlite")[2]
    other = tmp_path / "别的"
    other.mkdir()
    shutil.copy(season / "审查记录.sqlite", other)
    shutil.copy(away, other)
    assert "几个审查记录库" in collect(sheet(season), other)[2]


def test_a_bad_file_is_told_and_the_good_one_taken(
    season: Path, collect: Call, tmp_path: Path
) -> None:
    filled = fill_word(sheet(season), {"LA-01": ("有实据", "附件有合同")})
    (season / "审查表" / "坏的审查表.docx").write_bytes(b"PK\x03\x04 damaged")
    code, out, err = collect(season / "审查表")
    assert code == 1
    assert "坏的审查表.docx" in err
    assert "新登记1条" in out
    assert filled.exists()


@pytest.mark.office
def test_files_that_another_program_saved_again_are_read(
    season: Path, collect: Call, tmp_path: Path
) -> None:
    office = shutil.which("soffice")
    if office is None:
        pytest.skip("needs LibreOffice")
    word = fill_word(sheet(season), {"LA-01": ("√ 有实据", "附件有合同")})
    book = fill_excel(
        season / "汇总表.xlsx",
        {("逐项审查", "ST-01", UNITS[1]): {"改判为": "缺失", "审查意见": "没有写"}},
    )
    for path in (word, book):
        call = [office, f"-env:UserInstallation=file://{tmp_path}/office", "--headless"]
        call += ["--convert-to", path.suffix[1:], "--outdir", str(tmp_path / "另存"), str(path)]
        subprocess.run(call, check=True, capture_output=True, timeout=120)
    code, out, err = collect(
        tmp_path / "另存", "--ledger", season / "审查记录.sqlite", "--reviewer", "审查人乙"
    )
    assert (code, err) == (0, "")
    assert "新登记2条" in out
    told = {(one.unit, one.subject, one.new, one.reviewer) for one in decisions(season)}
    assert told == {
        (UNITS[0], "LA-01", "evidenced", "审查人甲"),
        (UNITS[1], "ST-01", "absent", "审查人乙"),
    }
    with zipfile.ZipFile(tmp_path / "另存" / word.name) as package:
        assert "word/document.xml" in package.namelist()
