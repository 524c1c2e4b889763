"""The sheet 项目与单位: every item's verdict on every scored unit, by colour and symbol."""

from __future__ import annotations

from scorer.renderers.district_workbook.sheets import (
    A3,
    FIRST_ROW,
    HEADER_ROW,
    Book,
    Column,
    add_sheet,
    close_table,
    number,
    text,
)
from scorer.renderers.wording import VERDICT_SYMBOLS, VERDICT_WORDS
from scorer.season import DistrictSummary

NAME = "项目与单位"


def write_matrix(book: Book, summary: DistrictSummary) -> None:
    units = summary.scored
    columns = [
        Column("编号", 8),
        Column("项目", 34),
        Column("缺失率", 8),
        *(Column(row.entry.unit, 3.6) for row in units),
    ]
    legend = "　".join(f"{VERDICT_SYMBOLS[v]} {VERDICT_WORDS[v]}" for v in VERDICT_SYMBOLS)
    sheet = add_sheet(book, NAME, "项目与单位对照表", columns=columns, note=legend, frozen=3)
    sheet.set_row(HEADER_ROW, 150)
    for column, row in enumerate(units, 3):
        text(sheet, HEADER_ROW, column, row.entry.unit, book.formats["tall"])
    marks = [{mark.id: mark for mark in row.marks} for row in units]
    for at, item in enumerate(summary.items, FIRST_ROW):
        text(sheet, at, 0, item.id, book.formats["centre"])
        text(sheet, at, 1, item.title, book.formats["text"])
        share = item.missing_share if item.judged else None
        number(sheet, at, 2, share, book.formats["rate"])
        for column, known in enumerate(marks, 3):
            if item.id in known:
                verdict = known[item.id].verdict
                symbol, look = VERDICT_SYMBOLS[verdict], book.formats[verdict.value]
                text(sheet, at, column, symbol, look)
    close_table(sheet, len(columns), len(summary.items))
    sheet.set_paper(A3)
    sheet.fit_to_pages(0, 1)
    sheet.repeat_columns(0, 2)
