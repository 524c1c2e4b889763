"""An edited workbook (.xlsx) → its cells as text, by sheet, row and column.

It may have been saved by Excel, WPS or LibreOffice: numbers come as floats, text in pieces, rows
below the last one as blanks. Nothing in it runs; what is too large to be such a workbook is not
opened at all.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, NamedTuple

from scorer.authoring.columns import Layout
from scorer.authoring.faults import Fault, WorkbookError, letter
from scorer.errors import ReadError, UsageError
from scorer.readers.rawfile import RawFile
from scorer.readers.workbooks import Book
from scorer.renderers.extras import needed
from scorer.renderers.rules_workbook import KEY_TITLE, RECORD_SHEET

MOST_BYTES = 30_000_000
MOST_UNPACKED = 300_000_000
MOST_FILES = 500
MOST_ROWS = 30_000
_MOST_COLUMNS = 40
_HEADER_ROWS = 15


class CellText(NamedTuple):
    """What a cell says; `fault` tells why it cannot be taken as text."""

    text: str
    fault: str = ""


class SheetRow(NamedTuple):
    """A row: its number as Excel shows it, its key, its cells by the rule's keys."""

    number: int
    key: str
    cells: Mapping[str, CellText]


class SheetText(NamedTuple):
    """A sheet's rows and the letter of each column."""

    rows: tuple[SheetRow, ...]
    letters: Mapping[str, str]


class BookText(NamedTuple):
    """The workbook."""

    sheets: Mapping[str, SheetText]
    record: tuple[tuple[str, ...], ...]
    """Rows of the hidden sheet: what was exported."""


def read_book(content: bytes, name: str, layouts: Sequence[Layout]) -> BookText:
    """All sheets. WorkbookError with every sheet and column that is missing and every cell that
    is merged; UsageError where it is no workbook, larger than it can be, or was not exported by
    this program."""
    needed("openpyxl", "读 Excel 工作簿")
    if content[:4] == b"\xd0\xcf\x11\xe0":
        raise UsageError(f"“{name}”是旧的 .xls 格式或者加了密码，请另存为不加密码的 .xlsx 再试")
    _refuse_bombs(content, name)
    try:
        with Book(RawFile(name=name, data=content)) as book:
            return _book(book, layouts)
    except ReadError as error:
        raise UsageError(f"“{name}”：{error.message}") from error


def _book(book: Book, layouts: Sequence[Layout]) -> BookText:
    if RECORD_SHEET not in book.titles:
        raise UsageError(
            f"没有隐藏的“{RECORD_SHEET}”表：这不是 scorer rules export 导出的工作簿，"
            "或者那张表被删了；请重新导出，再把改动抄过去"
        )
    record = tuple(tuple(one.text for one in row) for _, row in _rows(book, RECORD_SHEET))
    faults: list[Fault] = []
    sheets = {}
    for layout in layouts:
        found = [title for title in book.titles if title.strip() == layout.name]
        if not found:
            known = "、".join(name for name in book.titles if name != RECORD_SHEET)
            message = f"没有这张表，是不是改了名？现有：{known}；请改回原名"
            faults.append(Fault(layout.name, "", message))
            continue
        sheets[layout.name] = _sheet(book, found[0], layout, faults)
    if faults:
        raise WorkbookError(faults)
    return BookText(sheets, record)


def _refuse_bombs(content: bytes, name: str) -> None:
    if len(content) > MOST_BYTES:
        raise UsageError(f"“{name}”超过{MOST_BYTES // 1_000_000}MB，不像是规则的工作簿")
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except zipfile.BadZipFile as error:
        raise UsageError(f"“{name}”不是 .xlsx 工作簿") from error
    if len(parts) > MOST_FILES or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise UsageError(f"“{name}”解开后过大，不像是规则的工作簿，没有打开")


def _sheet(book: Book, title: str, layout: Layout, faults: list[Fault]) -> SheetText:
    for area in book.merged(title):
        place = f"{letter(area.left)}{area.top}:{letter(area.right)}{area.bottom}"
        faults.append(Fault(layout.name, place, "合并了单元格，请取消合并，每行写全"))
    rows = list(_rows(book, title))
    if len(rows) > MOST_ROWS:
        faults.append(Fault(layout.name, "", f"超过{MOST_ROWS}行，请删去多余的行"))
    titles = {column.title: column.key for column in layout.columns} | {KEY_TITLE: ""}
    top, columns = _header(rows, titles)
    missing = [title for title, key in titles.items() if key not in columns]
    shown = {column.title for column in layout.columns if column.shown}
    for lost in missing:
        if lost not in shown:
            message = f"缺少“{lost}”这一列，是不是删了或改了表头？请按导出时的样子补上"
            faults.append(Fault(layout.name, "", message))
    letters = {key: letter(at + 1) for key, at in columns.items() if key}
    found = []
    for number, row in rows[top + 1 :]:
        cells = {key: row[at] if at < len(row) else CellText("") for key, at in columns.items()}
        key = cells.pop("", CellText("")).text
        said = [cells[one.key] for one in layout.columns if one.key in cells and not one.shown]
        if any(one.text or one.fault for one in said):
            found.append(SheetRow(number, key, cells))
    return SheetText(tuple(found), letters)


def _header(
    rows: Sequence[tuple[int, tuple[CellText, ...]]], titles: Mapping[str, str]
) -> tuple[int, dict[str, int]]:
    """Place of the header row and the column of each key: the row that has most of the titles."""
    best: tuple[int, dict[str, int]] = (0, {})
    for place, (_, row) in enumerate(rows[:_HEADER_ROWS]):
        found: dict[str, int] = {}
        for at, cell in enumerate(row):
            title = cell.text.replace("\n", "").strip()
            if title in titles:
                found.setdefault(titles[title], at)
        if len(found) > len(best[1]):
            best = place, found
    return best


def _rows(book: Book, title: str) -> Iterator[tuple[int, tuple[CellText, ...]]]:
    """Rows that say anything, with their numbers."""
    for number, cells in book.rows(title, columns=_MOST_COLUMNS):
        if any(cell.value is not None for cell in cells):
            yield number, tuple(map(_text, cells))


def _text(cell: Any) -> CellText:
    value = cell.value
    if value is None:
        return CellText("")
    if cell.data_type == "f":
        return CellText("", "是公式，请改成文字或数字")
    if cell.data_type == "e":
        return CellText("", f"是错误值（{value}），请改正")
    if isinstance(value, datetime | date | time):
        return CellText("", f"成了日期（{value}）；请把单元格格式设为“文本”再写")
    if isinstance(value, bool):
        return CellText("是" if value else "否")
    if isinstance(value, float):
        return CellText(f"{value:.10g}")
    return CellText(tidy(str(value)))


def tidy(text: str) -> str:
    """Text as it is compared: one kind of line end, no blanks at the ends of lines."""
    text = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()
