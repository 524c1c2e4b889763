"""What a season's outputs show, as rows of plain values: the workbook's sheets, the district page and
the Word files as a reader sees them."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, Final

import docx
import openpyxl
from docx.oxml.ns import qn
from lxml import html

_CELL: Final = qn("w:tc")
_ROW: Final = qn("w:tr")
_TABLE: Final = qn("w:tbl")
_TEXT: Final = qn("w:t")


@cache
def workbook(path: Path) -> Any:
    return openpyxl.load_workbook(path, rich_text=True)


def sheet_rows(path: Path, name: str, first: int = 4) -> list[list[Any]]:
    """Rows of a sheet; numbers rounded, empty cells as None, dates as ISO text."""
    lines = workbook(path)[name].iter_rows(min_row=first, values_only=True)
    rows = [[plain(value) for value in line] for line in lines]
    return [row for row in rows if any(value is not None for value in row)]


def plain(value: Any) -> Any:
    """A cell's value so that two ways to the same number are equal."""
    if isinstance(value, bool) or value is None or value == "":
        return value or None
    if isinstance(value, int | float):
        return round(float(value), 6)
    return value.date().isoformat() if hasattr(value, "date") else str(value)


@cache
def page(path: Path) -> Any:
    return html.fromstring(path.read_bytes().decode("utf-8"))


def words(element: Any) -> str:
    """An element's text without blanks."""
    return re.sub(r"\s+", "", element.text_content())


def page_table(path: Path, title: str) -> list[list[str]]:
    """Cells of the rows of the body of the table after the heading with this id."""
    (heading,) = page(path).xpath(f'//*[@id="{title}"]')
    rows = heading.xpath("following::table[1]/tbody/tr")
    return [[words(cell) for cell in row.xpath("./th|./td")] for row in rows]


@cache
def word_tables(path: Path) -> list[list[list[str]]]:
    """Cells of all tables of a Word file, row by row."""
    body = docx.Document(str(path)).element.body
    return [
        [[_text(cell) for cell in row.iter(_CELL)] for row in table.iter(_ROW)]
        for table in body.iter(_TABLE)
    ]


@cache
def word_text(path: Path) -> str:
    """All words of a Word file without blanks."""
    return _text(docx.Document(str(path)).element.body)


def _text(element: Any) -> str:
    return re.sub(r"\s+", "", "".join(node.text or "" for node in element.iter(_TEXT)))
