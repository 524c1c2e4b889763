"""How a table's row becomes blocks, for every format that has tables.

A row of short cells is one block with tabs between the cells, so that 件数 stays beside its number.
Cells that hold several paragraphs are a layout, not a row: each paragraph stays its own block.
"""

from __future__ import annotations

from scorer.report import Block, BlockKind


def table_row(cells: list[list[Block]]) -> list[Block]:
    """Blocks of a row, from the blocks of its cells; notes come after the row."""
    notes = [block for cell in cells for block in cell if block.kind is BlockKind.NOTE]
    bodies = [[block for block in cell if block.kind is not BlockKind.NOTE] for cell in cells]
    filled = [body for body in bodies if body]
    if len(filled) == 1:
        return filled[0] + notes
    found: list[Block] = []
    short: list[Block] = []
    for body in filled:
        if len(body) == 1:
            short.append(body[0])
        else:
            found.extend(_joined(short))
            short = []
            found.extend(body)
    return found + _joined(short) + notes


def _joined(cells: list[Block]) -> list[Block]:
    if not cells:
        return []
    confidences = [cell.confidence for cell in cells if cell.confidence is not None]
    return [
        Block(
            text="\t".join(cell.text for cell in cells),
            kind=BlockKind.TABLE_ROW,
            page=cells[0].page,
            confidence=min(confidences, default=None),
        )
    ]
