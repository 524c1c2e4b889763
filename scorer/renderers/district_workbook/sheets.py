"""What all sheets of the workbook have in common: formats, title, header, filter, print settings,
and cells that hold what they are given and nothing else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from math import ceil
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from scorer.checklist import Verdict
from scorer.renderers.word_template import document_text
from scorer.season import DistrictSummary

if TYPE_CHECKING:
    from scorer.renderers.district_workbook.streamed import Streamed

CELL_CHARACTERS: Final = 8000
"""Longest text of a cell; Excel itself takes 32,767."""
_LINE_POINTS: Final = 14.5
_MOST_POINTS: Final = 409
"""Excel has no higher rows."""
A3: Final = 8
_A4: Final = 9
HEADER_ROW: Final = 2
FIRST_ROW: Final = 3
MOST_LINKS: Final = 60_000
"""Excel takes 65,530 links on a sheet."""
_LINK_CHARACTERS: Final = 2000
_NARROW: Final = re.compile("[\\x00-\u2000]+")
COLOURS: Final[Mapping[Verdict, tuple[str, str]]] = {
    Verdict.EVIDENCED: ("#1A6638", "#DCEFE1"),
    Verdict.STATED: ("#7A5000", "#FBF0CC"),
    Verdict.PLANNED: ("#9A3D00", "#FBE3D0"),
    Verdict.ABSENT: ("#A3171D", "#F9D9D9"),
    Verdict.NOT_APPLICABLE: ("#5A616B", "#F0F0EE"),
    Verdict.UNREADABLE: ("#4B4784", "#E6E4F4"),
}
"""Ink and ground of each verdict, those of the gap page."""
NAVY: Final = "#1C3A5E"
_BODY: Final = {"font_name": "仿宋", "font_size": 10.5, "valign": "vcenter"}
_CELL: Final = {**_BODY, "border": 1, "border_color": "#BFBFBF"}
_FORMATS: Final[Mapping[str, Mapping[str, Any]]] = {
    "title": {**_BODY, "font_name": "黑体", "font_size": 16},
    "note": {**_BODY, "font_size": 9.5, "font_color": "#5A616B"},
    "head": {
        **_CELL,
        "font_name": "黑体",
        "align": "center",
        "text_wrap": True,
        "bg_color": NAVY,
        "font_color": "#FFFFFF",
    },
    "tall": {
        **_CELL,
        "font_name": "黑体",
        "font_size": 9,
        "rotation": 90,
        "align": "center",
        "bg_color": NAVY,
        "font_color": "#FFFFFF",
    },
    "text": {**_CELL, "text_wrap": True},
    "centre": {**_CELL, "align": "center", "text_wrap": True},
    "link": {**_CELL, "text_wrap": True, "font_color": "#0B57A4", "underline": 1},
    "number": {**_CELL, "align": "center", "num_format": "0.##;-0.##;0"},
    "score": {**_CELL, "align": "center", "num_format": "0.0", "bold": True},
    "rate": {**_CELL, "align": "center", "num_format": "0%"},
    "date": {**_CELL, "align": "center", "num_format": "yyyy-mm-dd"},
    "open": {**_CELL, "text_wrap": True, "bg_color": "#FFFBE6", "locked": False},
    "key": {"font_size": 8, "font_color": "#808080"},
    "same": {"font_name": "仿宋", "font_color": "#A3171D", "bold": True},
    "plain": {"font_name": "仿宋", "font_color": "#333333"},
    "group": {**_CELL, "font_name": "黑体", "bg_color": "#E4EAF2"},
    "line": {**_BODY, "text_wrap": True, "valign": "top"},
}


class Book(NamedTuple):
    """The workbook that is being written, and its formats by name."""

    workbook: Any
    formats: Mapping[str, Any]
    streamed: dict[str, Streamed]
    """Rows that are put in when the workbook is made, by the sheet's name."""


class Column(NamedTuple):
    """A column's heading and its width in characters."""

    title: str
    width: float
    hidden: bool = False


def formats(workbook: Any) -> dict[str, Any]:
    """The workbook's formats by name; a verdict's has the verdict's value as its name."""
    made = {name: workbook.add_format(dict(look)) for name, look in _FORMATS.items()}
    for verdict, (ink, ground) in COLOURS.items():
        look = {**_CELL, "align": "center", "font_color": ink, "bg_color": ground}
        made[verdict.value] = workbook.add_format(look)
    return made


def add_sheet(
    book: Book, name: str, title: str, *, columns: Sequence[Column], note: str, frozen: int = 2
) -> Any:
    """A sheet with title, note and header; the header and the first `frozen` columns stay in
    sight, on screen and on each printed page."""
    sheet = book.workbook.add_worksheet(name)
    for number, column in enumerate(columns):
        sheet.set_column(number, number, column.width, None, {"hidden": column.hidden})
    shown = next(number for number, column in enumerate(columns) if not column.hidden)
    sheet.set_row(0, 27)
    sheet.write_string(0, shown, document_text(title), book.formats["title"])
    sheet.write_string(1, shown, document_text(note), book.formats["note"])
    # Row by row: what is above the row that was written last is on disk already.
    for number, column in enumerate(columns):
        sheet.write_string(HEADER_ROW, number, column.title, book.formats["head"])
    sheet.set_row(HEADER_ROW, 33)
    sheet.freeze_panes(FIRST_ROW, frozen)
    printing(sheet, name)
    sheet.repeat_rows(HEADER_ROW)
    return sheet


def printing(sheet: Any, name: str) -> None:
    """A4 across, one page wide, numbered."""
    sheet.set_paper(_A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    sheet.set_footer(f"&C{name}　第 &P 页，共 &N 页")


def close_table(sheet: Any, columns: int, rows: int) -> None:
    """Filter and print area over the header and its rows."""
    last = max(HEADER_ROW + rows, FIRST_ROW)
    sheet.autofilter(HEADER_ROW, 0, last, columns - 1)
    sheet.print_area(0, 0, last, columns - 1)


def fit_height(sheet: Any, row: int, columns: Sequence[Column], words: Mapping[int, str]) -> None:
    """A row as high as its longest text needs: programs other than Excel do not find that out
    by themselves. `words` are the texts by their column."""
    sheet.set_row(row, row_height(columns, words))


def row_height(columns: Sequence[Column], words: Mapping[int, str]) -> float:
    """Points that the longest text needs."""
    lines = max(
        ceil(0.97 * _columns_of(shown[:CELL_CHARACTERS]) / columns[column].width) or 1
        for column, shown in words.items()
    )
    return min(_LINE_POINTS * lines + 4, _MOST_POINTS)


def _columns_of(words: str) -> int:
    """Width in columns, a Chinese character being two."""
    return len(words) + len(_NARROW.sub("", words))


def text(sheet: Any, row: int, column: int, words: str, look: Any) -> None:
    """A text that stays one, whatever it begins with."""
    if words:
        sheet.write_string(row, column, document_text(words, CELL_CHARACTERS), look)
    else:
        sheet.write_blank(row, column, None, look)


def number(sheet: Any, row: int, column: int, value: float | None, look: Any) -> None:
    """A number, or an empty cell where it is not known."""
    if value is None:
        sheet.write_blank(row, column, None, look)
    else:
        sheet.write_number(row, column, value, look)


def day(sheet: Any, row: int, column: int, value: date | None, look: Any) -> None:
    """A date that Excel can sort, or an empty cell."""
    if value is None:
        sheet.write_blank(row, column, None, look)
    else:
        sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), look)


def page_link(
    book: Book, sheet: Any, row: int, column: int, words: str, *, target: str, anchor: str = ""
) -> None:
    """Words that lead to a gap page, or only the words where there is no page beside the
    workbook."""
    if not is_linked(target, row):
        text(sheet, row, column, words, book.formats["text"])
        return
    place = f"external:{document_text(target)}{f'#{anchor}' if anchor else ''}"
    shown = document_text(words, CELL_CHARACTERS) or "打开"
    sheet.write_url(row, column, place, book.formats["link"], shown)


def is_linked(target: str, row: int) -> bool:
    """Whether a cell of this row leads to a page. A target with a drive, host or scheme is none."""
    outside = ":" in target or target.startswith(("/", "\\")) or len(target) > _LINK_CHARACTERS
    return bool(target) and not outside and row <= MOST_LINKS


def year_text(summary: DistrictSummary) -> str:
    return "" if summary.season.year is None else f"{summary.season.year}年度"
