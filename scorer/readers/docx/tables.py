"""Tables: which rows and cells a person sees, and how a row becomes blocks.

A row of short cells is one block with tabs between the cells, so that 件数 stays beside its number.
Cells that hold several paragraphs are a layout, not a row: each paragraph stays its own block.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scorer.readers.docx.package import W
from scorer.report import Block, BlockKind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_ROW: Final = W + "tr"
_CELL: Final = W + "tc"
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


def table_row(cells: list[list[Block]]) -> list[Block]:
    """Blocks of a row, from the blocks of its cells; notes come after the row."""
    notes = [block for cell in cells for block in cell if block.kind is BlockKind.NOTE]
    bodies = [[block for block in cell if block.kind is not BlockKind.NOTE] for cell in cells]
    filled = [body for body in bodies if body]
    if len(filled) == 1:
        return filled[0] + notes
    found: list[Block] = []
    short: list[str] = []
    for body in filled:
        if len(body) == 1:
            short.append(body[0].text)
        else:
            found.extend(_joined(short))
            short = []
            found.extend(body)
    return found + _joined(short) + notes


def _joined(cells: list[str]) -> list[Block]:
    return [Block(text="\t".join(cells), kind=BlockKind.TABLE_ROW)] if cells else []


def _unwrapped(parent: Element, tag: str) -> Iterator[Element]:
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in _WRAPPERS:
            yield from _unwrapped(child, tag)
