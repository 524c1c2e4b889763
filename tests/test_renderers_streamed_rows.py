"""What rows that go straight into the workbook promise: XlsxWriter would have written the same."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from io import BytesIO
from pathlib import Path

import pytest

openpyxl = pytest.importorskip("openpyxl", reason="reads the workbook back")
xlsxwriter = pytest.importorskip("xlsxwriter", reason="extra report")

from scorer.renderers.district_workbook.sheets import (  # noqa: E402
    FIRST_ROW,
    Book,
    Column,
    add_sheet,
    formats,
    number,
    page_link,
    text,
)
from scorer.renderers.district_workbook.streamed import (  # noqa: E402
    Cell,
    Link,
    Row,
    Streamed,
    relations,
    styles,
    with_rows,
)

COLUMNS = tuple(Column(title, 10) for title in ("单位", "话", "分"))
PART = "xl/worksheets/sheet2.xml"
RELATIONS = "xl/worksheets/_rels/sheet2.xml.rels"
LINES = [
    ("甲局", "有“实据” & <更多>", 2.5),
    (" 乙局\t", "=SUM(A1)\n第二行", 0.0),
    ("丙_x0041_局", "\x00\ufffe控制\r字符\U0001f600", 1 / 3),
    ("丁局", "", None),
    ("丁局", "长" * 9000, 1e20),
]
TARGETS = [
    "缺项页/甲局.html",
    "缺项页/乙 局[1]{二}^`.html",
    'a"<b>&c.html',
    "甲\\乙.html",
    "",
]


def written(path: Path, lines: Sequence[tuple], targets: Sequence[str]) -> zipfile.ZipFile:
    """A package whose rows XlsxWriter wrote."""
    workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    book = Book(workbook, formats(workbook), {})
    number(add_sheet(book, "前", "题", columns=COLUMNS, note="注"), FIRST_ROW, 0, 1, None)
    sheet = add_sheet(book, "表", "题", columns=COLUMNS, note="注")
    look = book.formats
    for at, ((unit, words, points), target) in enumerate(
        zip(lines, targets, strict=True), FIRST_ROW
    ):
        page_link(book, sheet, at, 0, unit, target=target, anchor="LL-01")
        text(sheet, at, 1, words, look["text"])
        number(sheet, at, 2, points, look["number"])
        sheet.set_row(at, 47.5)
    workbook.close()
    return zipfile.ZipFile(path)


def streamed(path: Path, lines: Sequence[tuple], targets: Sequence[str]) -> dict[str, bytes]:
    """The sheet's part and its relations with the rows put in."""
    workbook = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    book = Book(workbook, formats(workbook), {})
    number(add_sheet(book, "前", "题", columns=COLUMNS, note="注"), FIRST_ROW, 0, 1, None)
    add_sheet(book, "表", "题", columns=COLUMNS, note="注")
    rows = [
        Row(
            (
                Cell(unit, "link" if target else "text"),
                Cell(words, "text"),
                Cell(points, "number"),
            ),
            47.5,
        )
        for (unit, words, points), target in zip(lines, targets, strict=True)
    ]
    links = [Link(at, to, "LL-01") for at, to in enumerate(targets, FIRST_ROW) if to]
    told = Streamed(
        length=len(rows),
        rows=lambda: rows,
        links=lambda: links,
        link_column="A",
        styles=styles(book, ("link", "text", "number")),
    )
    workbook.close()
    sheet = zipfile.ZipFile(path).read(PART)
    return {PART: b"".join(with_rows(sheet, told)), RELATIONS: b"".join(relations(told))}


def test_rows_and_links_are_byte_for_byte_those_of_the_library(tmp_path: Path) -> None:
    whole = written(tmp_path / "whole.xlsx", LINES, TARGETS)
    parts = streamed(tmp_path / "bare.xlsx", LINES, TARGETS)
    assert parts[PART] == whole.read(PART)
    assert parts[RELATIONS] == whole.read(RELATIONS).replace(b"\\", b"/")


def test_a_sheet_without_links_has_none(tmp_path: Path) -> None:
    whole = written(tmp_path / "whole.xlsx", LINES, [""] * len(LINES))
    parts = streamed(tmp_path / "bare.xlsx", LINES, [""] * len(LINES))
    assert b"hyperlink" not in parts[PART]
    assert RELATIONS not in whole.namelist()
    # The text's format comes first here, the link's there; the rest is the same.
    assert parts[PART].count(b"<c ") == whole.read(PART).count(b"<c ")


def test_many_rows_arrive_whole_and_in_order(tmp_path: Path) -> None:
    lines = [(f"{at}局", f"第{at}行", at) for at in range(1000)]
    whole = written(tmp_path / "whole.xlsx", lines, ["页.html"] * 1000)
    assert streamed(tmp_path / "bare.xlsx", lines, ["页.html"] * 1000)[PART] == whole.read(PART)


def test_a_page_whose_name_has_a_number_sign_or_percent_sign_is_found(tmp_path: Path) -> None:
    parts = streamed(tmp_path / "bare.xlsx", LINES[:1], ["缺项页/一#号%20.html"])
    assert 'Target="缺项页/一%23号%2520.html"'.encode() in parts[RELATIONS]


def test_the_workbook_with_its_rows_put_in_opens(tmp_path: Path) -> None:
    parts = streamed(tmp_path / "bare.xlsx", LINES, TARGETS)
    made = BytesIO()
    with (
        zipfile.ZipFile(tmp_path / "bare.xlsx") as package,
        zipfile.ZipFile(made, "w") as mended,
    ):
        for name in package.namelist():
            mended.writestr(name, parts.get(name, package.read(name)))
        mended.writestr(RELATIONS, parts[RELATIONS])
    sheet = openpyxl.load_workbook(made)["表"]
    assert sheet["B4"].value == LINES[0][1]
    assert sheet["A4"].hyperlink.target == TARGETS[0]
    assert sheet["A4"].hyperlink.location == "LL-01"
    assert sheet["A8"].hyperlink is None
    assert sheet["C7"].value is None
