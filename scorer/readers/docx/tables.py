"""Tables of a .docx: which rows and cells a person sees."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scorer.readers.docx.package import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_ROW: Final = W + "tr"
_CELL: Final = W + "tc"
_MOST_COLUMNS: Final = 63
_WRAPPERS: Final = frozenset(
    W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")
)


def rows_of(table: Element) -> Iterator[Element]:
    """Rows of a table, without deleted and hidden ones, through content controls."""
    for row in _unwrapped(table, _ROW):
        properties = row.find(W + "trPr")
        if properties is None or (
            properties.find(W + "del") is None and properties.find(W + "hidden") is None
        ):
            yield row


def cells_of(row: Element) -> Iterator[Element]:
    """Cells of a row; a vertically merged cell only in its first row."""
    for cell in _unwrapped(row, _CELL):
        properties = cell.find(W + "tcPr")
        if properties is not None:
            merge = properties.find(W + "vMerge")
            if merge is not None and (merge.get(W + "val") or "continue") == "continue":
                continue
            if properties.find(W + "cellDel") is not None:
                continue
        yield cell


def _unwrapped(parent: Element, tag: str) -> Iterator[Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _unwrapped(child, tag)


def grid_of(table: Element) -> Iterator[list[Element]]:
    """Rows of a table with the cell that lies in each column; a merged cell lies in several
    columns, or in several rows."""
    above: list[Element] = []
    for row in rows_of(table):
        cells: list[Element] = []
        for cell in _unwrapped(row, _CELL):
            properties = cell.find(W + "tcPr")
            merge = None if properties is None else properties.find(W + "vMerge")
            if merge is not None and (merge.get(W + "val") or "continue") == "continue":
                cell = above[len(cells)] if len(cells) < len(above) else cell
            cells += [cell] * _span(properties)
        yield cells
        above = cells


def _span(properties: Element | None) -> int:
    span = None if properties is None else properties.find(W + "gridSpan")
    told = "" if span is None else span.get(W + "val") or ""
    # Word has at most 63 columns; a file that says otherwise must not cost anything.
    return min(max(int(told), 1), _MOST_COLUMNS) if told.isdecimal() else 1
