"""The register as bureaus keep it: titles above, merged cells, dates as text, columns missing."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

from scorer.errors import UsageError
from scorer.register import date_of, read_register
from scorer.wordlists import UnitKind

KINDS = (
    UnitKind(id="office", title="政府办公室", names=("办公室",)),
    UnitKind(id="department", title="其他部门", names=("局",)),
)


def table(path: Path, *rows: str, encoding: str = "utf-8") -> Path:
    path.write_bytes("\r\n".join(rows).encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_csv_in_any_usual_encoding_gives_its_units_in_order(
    tmp_path: Path, encoding: str
) -> None:
    path = table(
        tmp_path / "台账.csv",
        "序号,单位名称,单位类型,截止日期,收到日期,联系人（电话）",
        "1,某某区甲局,其他部门,2025年3月1日,2025.2.20,张某 1234",
        "2,某某区 乙办公室,office,,,",
        "合计,,,,,",
        encoding=encoding,
    )
    register = read_register(path, KINDS)
    first, second = register.entries
    assert (first.unit, first.kind, first.due) == ("某某区甲局", "department", date(2025, 3, 1))
    assert first.contact == "张某 1234"
    assert (second.unit, second.kind, second.due) == ("某某区乙办公室", "office", None)
    assert register.received == {"某某区甲局": date(2025, 2, 20)}
    assert register.notices == ()


def test_a_sheet_with_a_merged_title_and_merged_kinds_is_read(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (
        ["2024年度报告报送台账", None, None],
        ["报送单位", "类别", "报送期限"],
        ["甲局", "其他部门", date(2025, 3, 1)],
        ["乙局", None, "3月5日"],
        ["丙办公室", "政府办公室", 45717],
    ):
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("B3:B4")
    hidden = book.create_sheet("旧", 0)
    hidden.sheet_state = "hidden"
    hidden.append(["单位"])
    hidden.append(["旧局"])
    path = tmp_path / "台账.xlsx"
    book.save(path)
    entries = read_register(path, KINDS, year=2024).entries
    assert [(one.unit, one.kind, one.due) for one in entries] == [
        ("甲局", "department", date(2025, 3, 1)),
        ("乙局", "department", date(2025, 3, 5)),
        ("丙办公室", "office", date(2025, 3, 1)),
    ]


def test_what_cannot_be_taken_is_told_with_its_row_and_the_unit_still_counts(
    tmp_path: Path,
) -> None:
    path = table(
        tmp_path / "t.csv",
        "单位,类型,期限",
        "甲局,外星机关,月底前",
        "甲局,,",
    )
    register = read_register(path, KINDS)
    assert [entry.unit for entry in register.entries] == ["甲局"]
    assert [notice[:13] for notice in register.notices] == ["台账“t.csv”第2行："] * 2 + [
        "台账“t.csv”第3行："
    ]
    assert "月底前" in register.notices[0] and "外星机关" in register.notices[1]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2025年3月1日", date(2025, 3, 1)),
        ("2025-03-01", date(2025, 3, 1)),
        ("2025/3/1 0:00", date(2025, 3, 1)),
        ("２０２５．３．１", date(2025, 3, 1)),
        ("20250301", date(2025, 3, 1)),
        ("45717", date(2025, 3, 1)),
        ("3月1日", date(2025, 3, 1)),
        ("2025年2月30日", None),
        ("2月30日", None),
        ("尽快", None),
        ("12", None),
    ],
)
def test_dates_as_people_type_them(text: str, expected: date | None) -> None:
    assert date_of(text, year=2024) == expected


def test_a_day_without_a_year_is_no_date_where_no_year_is_known() -> None:
    assert date_of("3月1日") is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "空表"),
        ("甲,乙\n1,2".encode(), "甲、乙、1、2"),
        ("单位名称,类型\n".encode(), "一个单位也没有"),
        (b"\xd0\xcf\x11\xe0rest", "另存为 .xlsx"),
        (b"PK\x03\x04rest", "已损坏"),
        (b"\xff\xff\xff", "编码认不出"),
    ],
)
def test_a_file_that_is_no_register_says_what_to_do(
    tmp_path: Path, content: bytes, told: str
) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=told):
        read_register(path, KINDS)


def test_an_absent_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="找不到台账"):
        read_register(tmp_path / "无.xlsx", KINDS)


def test_an_empty_workbook_is_told(tmp_path: Path) -> None:
    path = tmp_path / "空.xlsx"
    Workbook().save(path)
    with pytest.raises(UsageError, match="空表"):
        read_register(path, KINDS)


def with_merged(path: Path, area: bytes) -> Path:
    """A workbook of one unit whose file tells of a merged area."""
    made, book = path.with_suffix(".made"), Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["单位名称", "单位类型"], ["甲局", None]):
        sheet.append(row)
    sheet.merge_cells("A5:B6")
    book.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b"A5:B6", area))
    return path


def test_a_merged_area_as_large_as_the_sheet_costs_nothing(tmp_path: Path) -> None:
    path = with_merged(tmp_path / "台账.xlsx", b"A5:XFD1048576")
    assert [entry.unit for entry in read_register(path, KINDS).entries] == ["甲局"]


def test_a_title_far_below_the_units_is_more_than_a_register(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["单位名称", "单位类型"])
    sheet.cell(20_001, 1, "甲局")
    book.save(tmp_path / "台账.xlsx")
    with pytest.raises(UsageError, match="有20001行，超过20000行"):
        read_register(tmp_path / "台账.xlsx", KINDS)


def test_a_document_type_in_a_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "台账.xlsx"
    Workbook().save(tmp_path / "made")
    with zipfile.ZipFile(tmp_path / "made") as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            new.writestr(name, b"<!DOCTYPE x>" * name.endswith("sheet1.xml") + old.read(name))
    with pytest.raises(UsageError, match="含有 DTD"):
        read_register(path, KINDS)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ('单位名称,类型\n甲局,"'.encode() + b"x" * 200_000, "引号没有成对"),
        ("单位名称,类型\n".encode() + "甲局,\n".encode() * 20_000, "有20001行"),
        (b"x" * (50 * 1024 * 1024 + 1), "超过50MB"),
    ],
    ids=["one endless cell", "endless rows", "endless bytes"],
)
def test_a_table_without_end_is_refused(tmp_path: Path, content: bytes, told: str) -> None:
    path = tmp_path / "台账.csv"
    path.write_bytes(content)
    with pytest.raises(UsageError, match=told):
        read_register(path, KINDS)
