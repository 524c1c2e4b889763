"""The district's workbook (.xlsx) as reviewers filled it in, its entries out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any, Final

from scorer.collecting.rows import UNUSABLE, Row, Taken, take_rows
from scorer.collecting.values import Filled, Origin, Told
from scorer.readers.rawfile import RawFile
from scorer.readers.workbooks import Area, Book

_MOST_COLUMNS: Final = 60
_MOST_MERGED: Final = 100_000
"""Cells of merged areas that are looked at; more is no table that people fill in."""


class NoWorkbook(Exception):
    """There is no sheet in which a reviewer could write."""


def read_workbook(raw: RawFile) -> Filled:
    """What was filled in. NoWorkbook where nothing could be; ReadError where it cannot be
    opened."""
    taken = Taken(raw.name)
    with Book(raw) as book:
        for title in book.titles:
            rows = list(_rows(book, title))
            if any(UNUSABLE in cells for _, cells in rows):
                rows = _with_values(raw, title, rows)
            merged = _merged(book.merged(title))
            take_rows(taken, _placed(title, rows, merged), Origin())
    if not taken.tables:
        raise NoWorkbook
    return _filled(taken)


def _filled(taken: Taken) -> Filled:
    notices = []
    if taken.merged:
        message = (
            f"有{taken.merged}行的意见同上一行在一个合并的单元格里，按每一行都写了这条意见登记。"
        )
        notices.append(Told(taken.file, "", message))
    return Filled(
        file=taken.file,
        entries=tuple(taken.entries),
        rows=taken.rows,
        notices=tuple(notices),
        faults=tuple(taken.faults),
    )


def _rows(book: Book, title: str) -> Iterator[tuple[int, list[str]]]:
    """Rows with text, by their number; cells without usable text are UNUSABLE."""
    for number, row in book.rows(title, columns=_MOST_COLUMNS):
        cells = [_text(cell) for cell in row]
        if any(cells):
            yield number, cells


def _with_values(
    raw: RawFile, title: str, rows: list[tuple[int, list[str]]]
) -> list[tuple[int, list[str]]]:
    """The rows with the results of formulas that have one."""
    with Book(raw, values=True) as book:
        results = dict(_rows(book, title))
    return [
        (number, [_result(cell, at, results.get(number, [])) for at, cell in enumerate(cells)])
        for number, cells in rows
    ]


def _result(cell: str, at: int, results: list[str]) -> str:
    if cell != UNUSABLE:
        return cell
    told = results[at] if at < len(results) else ""
    return told or f"{UNUSABLE}单元格是公式，没有算出的结果"


def _text(cell: Any) -> str:
    value = cell.value
    match value:
        case None:
            return ""
        case bool():
            return "是" if value else "否"
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    if cell.data_type == "f":
        return UNUSABLE
    if cell.data_type == "e":
        return f"{UNUSABLE}单元格是错误值“{value}”"
    return str(value)


def _merged(areas: Sequence[Area]) -> dict[tuple[int, int], tuple[int, int]]:
    """First cell of the merged area that a cell lies in; rows count from 1, columns from 0."""
    found: dict[tuple[int, int], tuple[int, int]] = {}
    for area in areas:
        left = area.left - 1
        lines = range(area.top, area.bottom + 1)
        columns = range(left, min(area.right - 1, _MOST_COLUMNS) + 1)
        if len(found) + len(lines) * len(columns) > _MOST_MERGED:
            break
        found.update({(line, at): (area.top, left) for line in lines for at in columns})
    return found


def _placed(
    title: str, rows: list[tuple[int, list[str]]], merged: dict[tuple[int, int], tuple[int, int]]
) -> Iterator[Row]:
    """Rows with their place; a merged cell's text in each of its cells."""
    by_number = dict(rows) if merged else {}
    texts = {
        (line, at): by_number[line][at]
        for line, at in set(merged.values())
        if line in by_number and at < len(by_number[line])
    }
    width = max((len(cells) for _, cells in rows), default=0)
    for number, short in rows:
        cells = [*short, *[""] * (width - len(short))]
        firsts = [merged.get((number, at), (number, at)) for at in range(len(cells))]
        shown = [texts.get(first, cell) for first, cell in zip(firsts, cells, strict=True)]
        same = [line * (_MOST_COLUMNS + 1) + at for line, at in firsts]
        yield Row(f"工作表“{title}”第{number}行", shown, same)
