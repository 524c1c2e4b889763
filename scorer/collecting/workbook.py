"""The district's workbook (.xlsx) as reviewers filled it in, its entries out."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, Final

from scorer.collecting.rows import UNUSABLE, Row, Taken, take_rows
from scorer.collecting.values import Filled, Origin, Told
from scorer.errors import ReadError
from scorer.readers.archive import Archive
from scorer.readers.rawfile import RawFile

_MERGED: Final = re.compile(rb'<(?:\w+:)?mergeCell [^>]*?ref="([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)"')
_DOCTYPE: Final = b"<!DOCTYPE"
_PROLOG: Final = 4096
_MOST_COLUMNS: Final = 60
_MOST_ROWS: Final = 1_048_576
"""Excel has no more; a damaged file may tell of a thousand times as many."""
_MOST_MERGED: Final = 100_000
"""Cells of merged areas that are looked at; more is no table that people fill in."""
_DAMAGED: Final = "打不开，可能已损坏。请用 Excel 或 WPS 打开后另存为 .xlsx 再试。"


class NoWorkbook(Exception):
    """There is no sheet in which a reviewer could write."""


def read_workbook(raw: RawFile) -> Filled:
    """What was filled in. NoWorkbook where nothing could be; ReadError where it cannot be
    opened."""
    archive = _checked(raw)
    book = _opened(raw, values=False)
    values: Any = None
    taken = Taken(raw.name)
    try:
        for sheet in book.worksheets:
            rows = list(_rows(sheet))
            if any(UNUSABLE in cells for _, cells in rows):
                values = values or _opened(raw, values=True)
                rows = _with_values(rows, values[sheet.title])
            merged = _merged(archive, sheet)
            take_rows(taken, _placed(sheet.title, rows, merged), Origin())
    except ReadError:
        raise
    except Exception as error:
        # openpyxl reads sheets late, and has no error of its own for damage.
        raise raw.error(_DAMAGED) from error
    finally:
        book.close()
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


def _checked(raw: RawFile) -> Archive:
    """The container, within limits and without a DTD in any part that openpyxl parses."""
    archive = Archive(raw)
    for name in archive.names:
        if name.lower().endswith((".xml", ".rels")):
            head = archive.read(name)[:_PROLOG].replace(b"\0", b"")
            if _DOCTYPE in head:
                raise raw.error(
                    f"内部的 {name} 含有 DTD，正常的表格没有这个，出于安全不予读取。"
                    "请用 Excel 或 WPS 打开后另存为 .xlsx 再试。"
                )
    return archive


def _opened(raw: RawFile, *, values: bool) -> Any:
    """The workbook; `values` gives the results of formulas instead of the formulas."""
    try:
        from openpyxl import load_workbook
    except ModuleNotFoundError:
        raise ReadError(
            raw.name,
            '读汇总表需要组件 openpyxl：请运行 pip install "rule-of-law-scorer[report]"。',
        ) from None
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(raw.data), read_only=True, data_only=values)
    except Exception as error:
        # openpyxl has no error of its own for damage: zip, XML and key errors all mean the same.
        raise raw.error(_DAMAGED) from error


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    """Rows with text, by their number; cells without usable text are UNUSABLE."""
    sheet.reset_dimensions()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        # Without a last column, the rows of a gap cost nothing.
        for number, row in enumerate(sheet.iter_rows(), start=1):
            if number > _MOST_ROWS:
                raise ValueError("a row that no table has")
            cells = [_text(cell) for cell in row[:_MOST_COLUMNS]]
            if any(cells):
                yield number, cells


def _with_values(rows: list[tuple[int, list[str]]], sheet: Any) -> list[tuple[int, list[str]]]:
    """The rows with the results of formulas that have one."""
    results = dict(_rows(sheet))
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


def _merged(archive: Archive, sheet: Any) -> dict[tuple[int, int], tuple[int, int]]:
    """First cell of the merged area that a cell lies in; rows count from 1, columns from 0."""
    from openpyxl.utils import column_index_from_string

    found: dict[tuple[int, int], tuple[int, int]] = {}
    for first, top, last, bottom in _MERGED.findall(archive.read(sheet._worksheet_path)):
        left, right = (column_index_from_string(c.decode()) - 1 for c in (first, last))
        lines = range(int(top), int(bottom) + 1)
        columns = range(left, min(right, _MOST_COLUMNS) + 1)
        if len(found) + len(lines) * len(columns) > _MOST_MERGED:
            break
        found.update({(line, at): (int(top), left) for line in lines for at in columns})
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
