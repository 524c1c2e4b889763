"""The sheet 未报送: units without a file, then files without a score."""

from __future__ import annotations

from scorer.renderers.district_workbook.sheets import (
    FIRST_ROW,
    Book,
    Column,
    add_sheet,
    close_table,
    day,
    fit_height,
    number,
    text,
)
from scorer.season import DistrictSummary

_COLUMNS = (
    Column("序号", 6),
    Column("单位", 30),
    Column("类别", 16),
    Column("报送期限", 13),
    Column("情况", 14),
    Column("联系方式", 26),
    Column("文件", 28),
    Column("原因", 50),
)


def write_missing(book: Book, summary: DistrictSummary) -> None:
    failed = [row for row in summary.units if not row.scored]
    sheet = add_sheet(
        book,
        "未报送",
        "未报送和未能评分的单位",
        columns=_COLUMNS,
        note=f"未报送 {len(summary.not_submitted)} 家；已报送但未能评分 {len(failed)} 份，"
        "请换用可以打开的文件。",
    )
    rows = (*summary.not_submitted, *failed)
    for place, row in enumerate(rows):
        at, look = FIRST_ROW + place, book.formats
        number(sheet, at, 0, place + 1, look["number"])
        text(sheet, at, 1, row.entry.unit, look["text"])
        text(sheet, at, 2, row.kind, look["centre"])
        day(sheet, at, 3, row.due, look["date"])
        text(sheet, at, 4, "未能评分" if row.submitted else "未报送", look["centre"])
        text(sheet, at, 5, row.entry.contact, look["text"])
        text(sheet, at, 6, row.file, look["text"])
        text(sheet, at, 7, row.problem, look["text"])
        words = {1: row.entry.unit, 5: row.entry.contact, 6: row.file, 7: row.problem}
        fit_height(sheet, at, _COLUMNS, words)
    close_table(sheet, len(_COLUMNS), len(rows))
