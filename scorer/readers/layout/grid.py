"""Rules drawn on a page → rows of cells of the tables that they make. Lengths in points."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from scorer.readers.layout.places import Box, Cell

_THIN: Final = 3.0
"""A path thinner than this is a rule, whether drawn as a line or as a filled box."""
_LONG: Final = 8.0
_SAME: Final = 3.0
"""Rules closer than this are one: Word draws the border of each cell for itself."""
_MOST_RULES: Final = 2_000


def table_rows(paths: list[Box]) -> tuple[tuple[Cell, ...], ...]:
    """Rows of at least two cells that rules enclose; merged cells reach over their rows."""
    across: list[Box] = []
    down: list[Box] = []
    for box in paths:
        _sort_path(box, across, down)
    if max(len(across), len(down)) > _MOST_RULES:
        return ()  # a drawing, not a table
    rows: list[list[Cell]] = []
    for top, bottom in pairwise(_places([(box[1] + box[3]) / 2 for box in across])):
        row: list[Cell] = []
        for left, right in pairwise(_crossing(down, (top + bottom) / 2)):
            cell = Cell(left, top, right, bottom)
            if _has_rule_above(cell, across) or not _reached_down(rows, cell):
                row.append(cell)
        rows.append(row)
    return tuple(tuple(row) for row in rows if len(row) > 1)


def _sort_path(box: Box, across: list[Box], down: list[Box]) -> None:
    left, top, right, bottom = box
    wide, high = right - left > _LONG, bottom - top > _LONG
    if wide and bottom - top < _THIN:
        across.append(box)
    elif high and right - left < _THIN:
        down.append(box)
    elif wide and high:
        across += [(left, top, right, top), (left, bottom, right, bottom)]
        down += [(left, top, left, bottom), (right, top, right, bottom)]


def _places(values: list[float]) -> list[float]:
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > _SAME:
            found.append(value)
    return found


def _crossing(down: list[Box], height: float) -> list[float]:
    return _places([(box[0] + box[2]) / 2 for box in down if box[1] <= height <= box[3]])


def _has_rule_above(cell: Cell, across: list[Box]) -> bool:
    middle = (cell.left + cell.right) / 2
    return any(
        box[0] <= middle <= box[2] and abs((box[1] + box[3]) / 2 - cell.top) <= _SAME
        for box in across
    )


def _reached_down(rows: list[list[Cell]], cell: Cell) -> bool:
    """Let the cell above reach down over this place; False where there is none."""
    for row in reversed(rows):
        for number, above in enumerate(row):
            if abs(above.left - cell.left) <= _SAME and abs(above.right - cell.right) <= _SAME:
                if abs(above.bottom - cell.top) > _SAME:
                    return False
                row[number] = above._replace(bottom=cell.bottom)
                return True
    return False
