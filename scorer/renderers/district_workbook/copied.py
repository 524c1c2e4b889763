"""The sheet 雷同: copied passages, both places side by side, the common words marked."""

from __future__ import annotations

from typing import Any

from scorer.renderers.copied_words import compared_text, copy_words
from scorer.renderers.district_workbook.sheets import (
    CELL_CHARACTERS,
    FIRST_ROW,
    Book,
    Column,
    add_sheet,
    close_table,
    fit_height,
    number,
    page_link,
    text,
)
from scorer.renderers.word_template import document_text
from scorer.season import CopyPlace, DistrictSummary

_PLACE = (Column("单位", 18), Column("年度", 8), Column("位置", 9), Column("原文", 52))
_COLUMNS = (
    Column("序号", 6),
    Column("类型", 12),
    Column("相同字数", 8),
    Column("相似度", 8),
    *_PLACE,
    *_PLACE,
)


def write_copied(book: Book, summary: DistrictSummary) -> None:
    sheet = add_sheet(
        book,
        "雷同",
        "雷同段落",
        columns=_COLUMNS,
        note="红字为两处逐字相同的部分；比对时不计数字、标点，不计固定提法和多数单位都写的话。"
        f"{compared_text(summary)}雷同只是提示，谁先谁后、是否不当，由审查人判断。",
        frozen=4,
    )
    for place, copied in enumerate(summary.copied):
        at, look = FIRST_ROW + place, book.formats
        number(sheet, at, 0, place + 1, look["number"])
        text(sheet, at, 1, copy_words(copied), look["centre"])
        number(sheet, at, 2, copied.shared, look["number"])
        number(sheet, at, 3, copied.similarity, look["rate"])
        _place(book, sheet, at, 4, copied.first)
        _place(book, sheet, at, 8, copied.second)
        fit_height(sheet, at, _COLUMNS, {7: _words(copied.first), 11: _words(copied.second)})
    close_table(sheet, len(_COLUMNS), len(summary.copied))


def _words(place: CopyPlace) -> str:
    return "".join(piece.text for piece in place.pieces)


def _place(book: Book, sheet: Any, at: int, column: int, place: CopyPlace) -> None:
    look = book.formats
    page_link(book, sheet, at, column, place.unit, target=place.gap_page)
    text(sheet, at, column + 1, "" if place.year is None else str(place.year), look["centre"])
    text(sheet, at, column + 2, f"第{place.paragraph}段", look["centre"])
    runs: list[Any] = []
    for piece in place.pieces:
        runs += [
            look["same" if piece.same else "plain"],
            document_text(piece.text, CELL_CHARACTERS),
        ]
    # Excel takes marked runs from two on.
    if len(place.pieces) > 1:
        sheet.write_rich_string(at, column + 3, *runs, look["text"])
    else:
        text(sheet, at, column + 3, _words(place), look["text"])
