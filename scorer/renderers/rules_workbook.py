"""The rules as a workbook that a lawyer edits: tables of cells in, an .xlsx file out.

Knows nothing of rules: what the cells say and mean is decided by whoever gives the tables. Every
cell is text or a number, never a formula. The first column of each table is hidden and holds the
row's key; a hidden sheet keeps what was exported, for the way back.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from math import ceil
from typing import Any, Final, NamedTuple

from scorer.errors import UsageError
from scorer.renderers.district_workbook.sheets import NAVY
from scorer.renderers.extras import needed

RECORD_SHEET: Final = "导出记录"
KEY_TITLE: Final = "位置（勿改）"
MOST_CHARACTERS: Final = 32_000
"""Excel takes 32,767 in a cell."""
_MOST_LISTED: Final = 255
"""Excel's limit for a drop-down list that stands in the rule itself."""
_SPARE_ROWS: Final = 500
_LINE_POINTS: Final = 14.5
_MOST_POINTS: Final = 220
"""Higher rows would fill the window; the rest is read by opening the cell."""
_FONT: Final = {"font_name": "仿宋", "font_size": 10.5, "valign": "top"}
_CELL: Final = {**_FONT, "border": 1, "border_color": "#BFBFBF", "text_wrap": True}
_FORMATS: Final = {
    # "@" keeps what is typed as it is typed: 1/2 stays no date and = no formula.
    "text": {**_CELL, "num_format": "@"},
    "number": {**_CELL, "align": "center"},
    "centre": {**_CELL, "num_format": "@", "align": "center"},
    "shown": {**_CELL, "num_format": "@", "font_color": "#5A616B", "bg_color": "#F0F0EE"},
    "head": {
        **_CELL,
        "font_name": "黑体",
        "align": "center",
        "valign": "vcenter",
        "bg_color": NAVY,
        "font_color": "#FFFFFF",
    },
    "shown_head": {
        **_CELL,
        "font_name": "黑体",
        "align": "center",
        "valign": "vcenter",
        "bg_color": "#7A828C",
        "font_color": "#FFFFFF",
    },
    "title": {"font_name": "黑体", "font_size": 16, "valign": "vcenter"},
    "part": {"font_name": "黑体", "font_size": 12, "valign": "vcenter", "font_color": NAVY},
    "line": {**_FONT, "text_wrap": True},
    "key": {"font_size": 8, "font_color": "#808080", "num_format": "@"},
}


class TableColumn(NamedTuple):
    """A column: heading, width in characters, the note on its heading."""

    title: str
    width: float
    note: str
    choices: tuple[str, ...] = ()
    is_number: bool = False
    is_shown: bool = False
    """For reading only: edits of it are not taken back."""


class TableRow(NamedTuple):
    """A row's key and what its cells say."""

    key: str
    cells: tuple[str, ...]


class Table(NamedTuple):
    """One sheet."""

    name: str
    columns: tuple[TableColumn, ...]
    rows: tuple[TableRow, ...]


class Introduction(NamedTuple):
    """The first sheet: title, and parts with their lines."""

    title: str
    parts: tuple[tuple[str, tuple[str, ...]], ...]


def render_rules_workbook(
    introduction: Introduction, tables: Sequence[Table], record: Iterable[Sequence[str]]
) -> bytes:
    """The workbook's bytes; `record` are the rows of the hidden sheet. UsageError where a text is
    longer than a cell can be."""
    needed("xlsxwriter", "导出 Excel 工作簿")
    from datetime import datetime

    import xlsxwriter

    stream = io.BytesIO()
    workbook = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_urls": False})
    # The same rules give the same bytes.
    workbook.set_properties({"title": introduction.title, "created": datetime(2000, 1, 1)})
    formats = {name: workbook.add_format(dict(look)) for name, look in _FORMATS.items()}
    _introduction(workbook.add_worksheet("说明"), introduction, formats)
    for table in tables:
        _table(workbook.add_worksheet(table.name), table, formats)
    kept = workbook.add_worksheet(RECORD_SHEET)
    for number, row in enumerate(record):
        for column, words in enumerate(row):
            kept.write_string(number, column, words)
    kept.very_hidden()
    workbook.close()
    return stream.getvalue()


def _introduction(sheet: Any, introduction: Introduction, formats: dict[str, Any]) -> None:
    sheet.hide_gridlines(2)
    sheet.set_column(0, 0, 3)
    sheet.set_column(1, 1, 96)
    sheet.set_row(0, 34)
    sheet.write_string(0, 1, introduction.title, formats["title"])
    row = 2
    for heading, lines in introduction.parts:
        sheet.set_row(row, 24)
        sheet.write_string(row, 1, heading, formats["part"])
        for line in lines:
            row += 1
            sheet.set_row(row, _LINE_POINTS * ceil(_width(line) / 94) + 5)
            sheet.write_string(row, 1, line, formats["line"])
        row += 2
    _printing(sheet, "说明")
    sheet.set_portrait()


def _table(sheet: Any, table: Table, formats: dict[str, Any]) -> None:
    columns = table.columns
    sheet.set_column(0, 0, 8, None, {"hidden": True})
    sheet.write_string(0, 0, KEY_TITLE, formats["head"])
    sheet.set_row(0, 32)
    for at, column in enumerate(columns, start=1):
        look = formats[_look(column)]
        sheet.set_column(at, at, column.width, look)
        head = formats["shown_head" if column.is_shown else "head"]
        sheet.write_string(0, at, column.title, head)
        lines = ceil(_width(column.note) / 34) + column.note.count("\n") + 1
        size = {"x_scale": 2.0, "y_scale": max(0.5, lines * 0.24), "font_size": 9}
        sheet.write_comment(0, at, column.note, size)
        _validation(sheet, at, column, len(table.rows))
    for number, row in enumerate(table.rows, start=1):
        _row(sheet, number, row, table, formats)
    last = max(len(table.rows), 1)
    sheet.freeze_panes(1, 3 if len(columns) > 2 else 2)
    sheet.autofilter(0, 0, last, len(columns))
    sheet.print_area(0, 0, last, len(columns))
    sheet.repeat_rows(0)
    _printing(sheet, table.name)


def _look(column: TableColumn) -> str:
    if column.is_shown:
        return "shown"
    if column.is_number:
        return "number"
    return "centre" if column.choices else "text"


def _row(sheet: Any, number: int, row: TableRow, table: Table, formats: dict[str, Any]) -> None:
    sheet.write_string(number, 0, row.key, formats["key"])
    lines = 1
    for at, (column, words) in enumerate(zip(table.columns, row.cells, strict=True), start=1):
        look = formats[_look(column)]
        if len(words) > MOST_CHARACTERS:
            raise UsageError(
                f"{table.name}：“{words[:20]}……”超过一个单元格能装的{MOST_CHARACTERS}字"
            )
        if not words:
            sheet.write_blank(number, at, None, look)
        elif column.is_number and _is_number(words):
            sheet.write_number(number, at, float(words), look)
        else:
            sheet.write_string(number, at, words, look)
        shown = sum(ceil((_width(line) + 1) / column.width) for line in words.split("\n"))
        lines = max(lines, shown)
    sheet.set_row(number, min(_LINE_POINTS * lines + 4, _MOST_POINTS))


def _is_number(words: str) -> bool:
    return words.replace(".", "", 1).replace("-", "", 1).isdecimal()


def _validation(sheet: Any, at: int, column: TableColumn, rows: int) -> None:
    if not column.choices or len(",".join(column.choices)) > _MOST_LISTED:
        return
    rule = {
        "validate": "list",
        "source": list(column.choices),
        "error_title": column.title,
        "error_message": f"只能是：{'、'.join(column.choices)}"[:_MOST_LISTED],
    }
    sheet.data_validation(1, at, rows + _SPARE_ROWS, at, rule)


def _printing(sheet: Any, name: str) -> None:
    sheet.set_paper(8 if name in {"模式", "要点"} else 9)
    if name != "短语":
        sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer(f"&C{name}　第 &P 页，共 &N 页")


def _width(words: str) -> int:
    """Width in columns, a Chinese character being two."""
    return sum(2 if letter > "\u2000" else 1 for letter in words)
