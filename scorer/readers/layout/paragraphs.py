"""Lines → paragraphs: a line goes on with the next when it is full and the next is not indented."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from scorer.readers.cleaning import clean
from scorer.readers.layout.places import Line, Piece, Row, character_width, without_loose_blanks
from scorer.readers.rows import table_row
from scorer.report import Block, BlockKind

_FULL: Final = 2.2
"""A full line ends so many characters or fewer before the column's edge."""
_NARROWEST: Final = 15
"""Columns of text are wider, in characters."""
_INDENT: Final = 1.2
_WIDE_STEP: Final = 1.4
"""A step to the next line this much above the usual one parts paragraphs."""
_LARGER: Final = 1.2
"""Characters this much larger or smaller belong to another paragraph (a title, a note)."""
_ENDED: Final = re.compile(r"[。！？；：…]”?$")
_HEADING: Final = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]{1,3}[章节条部]|\d{1,2}[.．、](?!\d)|附件)"
)
_UNBROKEN: Final = re.compile(r".?[，。、；：！？”’）》“‘（《]*([A-Za-z0-9.%\-]*)")
"""What a typesetter keeps on one line: a number, a character with the marks that follow it."""
_PURE: Final = re.compile(r"[\u4e00-\u9fff]{4,}$")


class Edges(NamedTuple):
    """Where the text of a column begins and ends, and the usual step from line to line."""

    left: float
    right: float
    step: float
    em: float


def join_lines(pages: list[list[Line | Row]]) -> list[Block]:
    """Blocks of a document from the ordered lines and rows of its pages."""
    items = [item for page in pages for item in page]
    edges = _edges([item for item in items if isinstance(item, Line)])
    blocks: list[Block] = []
    open_lines: list[Line] = []
    for item in items:
        if isinstance(item, Row):
            blocks.extend(_paragraph(open_lines))
            open_lines = []
            blocks.extend(_row(item))
        elif open_lines and _goes_on(open_lines, item, edges):
            open_lines.append(item)
        else:
            blocks.extend(_paragraph(open_lines))
            open_lines = [item]
    return blocks + _paragraph(open_lines)


def _row(row: Row) -> list[Block]:
    """A row's blocks; inside a cell a line is full when it reaches the cell's edge."""
    cells: list[list[Block]] = []
    for lines, edge in zip(row.cells, row.edges, strict=True):
        own = _edges(list(lines))
        blocks: list[Block] = []
        current: list[Line] = []
        for line in lines:
            right = max(own[line.column].right, edge - own[line.column].em)
            if current and _goes_on(
                current, line, {line.column: own[line.column]._replace(right=right)}
            ):
                current.append(line)
            else:
                blocks.extend(_paragraph(current))
                current = [line]
        cells.append(blocks + _paragraph(current))
    return table_row(cells)


def _edges(lines: list[Line]) -> dict[tuple[int, ...], Edges]:
    columns: dict[tuple[int, ...], list[Line]] = defaultdict(list)
    for line in lines:
        columns[line.column].append(line)
    em = character_width([piece for line in lines for piece in line.pieces])
    return {column: _edges_of(found, em) for column, found in columns.items()}


def _edges_of(lines: list[Line], em: float) -> Edges:
    """Edges that at least a tenth of the lines respect, so that one outlier moves nothing."""
    lefts = sorted(line.left for line in lines)
    rights = sorted(line.right for line in lines)
    tenth = len(lines) // 10
    steps = [
        second.top - first.top
        for first, second in pairwise(lines)
        if first.page == second.page and second.top > first.top
    ]
    return Edges(lefts[tenth], rights[-1 - tenth], median(steps) if steps else em * 2, em)


def _goes_on(open_lines: list[Line], line: Line, all_edges: dict[tuple[int, ...], Edges]) -> bool:
    last = open_lines[-1]
    if len(last.pieces) > 1 or len(line.pieces) > 1:
        return False  # cells of a table without rules
    last_edges, edges = all_edges.get(last.column, all_edges[line.column]), all_edges[line.column]
    if not _is_full(last, line, last_edges):
        return False
    if _is_other_size(last, line):
        return False
    same_run = last.page == line.page and last.column == line.column
    if same_run and line.top - last.top > _WIDE_STEP * edges.step:
        return False
    if line.left - edges.left > _INDENT * edges.em:
        # A block that is indented as a whole goes on until a sentence ends.
        whole_block = abs(line.left - last.left) < 0.5 * edges.em
        return whole_block and not _ENDED.search(last.text)
    return not (_ENDED.search(last.text) and _HEADING.match(line.text))


def _is_full(last: Line, line: Line, edges: Edges) -> bool:
    """Whether nothing more of the next line would have gone into the last one."""
    if edges.right - edges.left < _NARROWEST * edges.em and _ENDED.search(last.text):
        return False  # a few short lines say nothing of the column's width
    unbroken = _UNBROKEN.match(line.text)
    latin = len(unbroken[1]) if unbroken else 0
    needed = (len(unbroken[0]) - latin if unbroken else 0) + latin * 0.55
    return edges.right - last.right < max(_FULL, needed + 1) * edges.em


def _is_other_size(last: Line, line: Line) -> bool:
    sizes = [_pure_width(piece) for piece in (last.pieces[0], line.pieces[0])]
    if None in sizes:
        return False
    first, second = (size for size in sizes if size is not None)
    return max(first, second) > _LARGER * min(first, second)


def _pure_width(piece: Piece) -> float | None:
    """Width of a character where the piece is nothing but Chinese."""
    if not _PURE.match(piece.text):
        return None
    return max((piece.right - piece.left) / len(piece.text), 1e-6)


def _paragraph(lines: list[Line]) -> list[Block]:
    text = ""
    for line in lines:
        following = line.text
        words = text[-1:].isascii() and text[-1:].isalpha() and following[:1].isalpha()
        text += (" " if words and following[:1].isascii() else "") + following
    cells = [cleaned for cell in clean(text).split("\t") if (cleaned := without_loose_blanks(cell))]
    if not cells:
        return []
    kind = BlockKind.TABLE_ROW if len(cells) > 1 else BlockKind.PARAGRAPH
    return [
        Block(
            text="\t".join(cells),
            kind=kind,
            page=lines[0].page,
            confidence=_confidence(lines),
        )
    ]


def _confidence(lines: list[Line]) -> float | None:
    weights = [
        (piece.confidence, len(piece.text))
        for line in lines
        for piece in line.pieces
        if piece.confidence is not None
    ]
    total = sum(weight for _, weight in weights)
    return sum(value * weight for value, weight in weights) / total if total else None
