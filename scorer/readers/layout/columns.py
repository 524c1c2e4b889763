"""Reading order of one page: columns one after the other, lines from the top, table rows whole."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from statistics import median
from typing import Final, NamedTuple

from scorer.readers.layout.places import Line, Page, Piece, Row, character_width

_SAME_CELL_GAP: Final = 1.2
"""Pieces of a line closer than so many characters belong together."""
_GUTTER: Final = 1.0
"""Least width of the white between columns, in characters."""
_CROSSING: Final = 0.35
"""Share of a page's text that may run across the columns (titles, headings)."""
_FILLED: Final = 0.7
"""Usual share of a column's width that its lines fill; cells of a table fill less."""
_COLUMN_LINES: Final = 4
_COLUMN_CHARACTERS: Final = 60


class _Gutter(NamedTuple):
    left: float
    right: float

    @property
    def middle(self) -> float:
        return (self.left + self.right) / 2


def ordered_lines(page: Page) -> list[Line | Row]:
    """Lines and table rows of a page in the order in which a person reads them."""
    if not page.pieces:
        return []
    em = character_width(page.pieces)
    free = list(page.pieces)
    rows: list[tuple[float, Row]] = []
    for cells in page.rows:
        inside = [[piece for piece in free if cell.holds(piece)] for cell in cells]
        taken = {id(piece) for pieces in inside for piece in pieces}
        free = [piece for piece in free if id(piece) not in taken]
        lines = tuple(tuple(_lines(pieces, page.number, (), em)) for pieces in inside)
        rows.append((cells[0].top, Row(lines, tuple(cell.right for cell in cells), page.number)))
    found: list[Line | Row] = []
    for top, row in sorted(rows, key=lambda item: item[0]):
        above = [piece for piece in free if piece.middle < top]
        free = [piece for piece in free if piece.middle >= top]
        found.extend(_flow(above, page.number, em))
        found.append(row)
    found.extend(_flow(free, page.number, em))
    return found


def _flow(pieces: list[Piece], page: int, em: float) -> Iterator[Line]:
    for column, part in _columns(pieces, em, ()):
        yield from _lines(part, page, column, em)


def _columns(
    pieces: list[Piece], em: float, path: tuple[int, ...]
) -> Iterator[tuple[tuple[int, ...], list[Piece]]]:
    gutter = _gutter(pieces, em) if len(path) < 2 else None
    if gutter is None:
        yield path, pieces
        return
    sides: tuple[list[Piece], list[Piece]] = ([], [])
    for piece in sorted(pieces, key=lambda piece: piece.top):
        if piece.right <= gutter.middle:
            sides[0].append(piece)
        elif piece.left >= gutter.middle:
            sides[1].append(piece)
        else:
            yield from _sides(sides, em, path)
            yield path, [piece]
            sides = ([], [])
    yield from _sides(sides, em, path)


def _sides(
    sides: tuple[list[Piece], list[Piece]], em: float, path: tuple[int, ...]
) -> Iterator[tuple[tuple[int, ...], list[Piece]]]:
    for number, side in enumerate(sides):
        if side:
            yield from _columns(side, em, (*path, number))


def _gutter(pieces: list[Piece], em: float) -> _Gutter | None:
    """The widest white strip near the middle, if what stands on both sides looks like columns."""
    if len(pieces) < 2 * _COLUMN_LINES:
        return None
    start = min(piece.left for piece in pieces)
    width = max(piece.right for piece in pieces) - start
    allowed = _CROSSING * len(pieces)
    edges = sorted([(piece.left, 1) for piece in pieces] + [(piece.right, -1) for piece in pieces])
    best: _Gutter | None = None
    covered, least = 0, allowed
    for (place, change), (following, _) in pairwise(edges):
        covered += change
        strip = _Gutter(place, following)
        central = 0.2 * width < strip.middle - start < 0.8 * width
        if central and following - place >= _GUTTER * em and covered < least:
            best, least = strip, covered
    return best if best is not None and _is_columns(pieces, best) else None


def _is_columns(pieces: list[Piece], gutter: _Gutter) -> bool:
    left = [piece for piece in pieces if piece.right <= gutter.middle]
    right = [piece for piece in pieces if piece.left >= gutter.middle]
    return _is_filled(left) and _is_filled(right)


def _is_filled(side: list[Piece]) -> bool:
    if len(side) < _COLUMN_LINES or sum(len(piece.text) for piece in side) < _COLUMN_CHARACTERS:
        return False
    width = max(piece.right for piece in side) - min(piece.left for piece in side)
    return median(piece.right - piece.left for piece in side) >= _FILLED * width


def _lines(pieces: list[Piece], page: int, column: tuple[int, ...], em: float) -> Iterator[Line]:
    current: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: piece.middle):
        if current and piece.middle - _middle(current) > 0.5 * min(piece.height, _height(current)):
            yield _line(current, page, column, em)
            current = []
        current.append(piece)
    if current:
        yield _line(current, page, column, em)


def _middle(pieces: list[Piece]) -> float:
    return sum(piece.middle for piece in pieces) / len(pieces)


def _height(pieces: list[Piece]) -> float:
    return max(piece.height for piece in pieces)


def _line(pieces: list[Piece], page: int, column: tuple[int, ...], em: float) -> Line:
    """One line; pieces with little white between them grow together, doubles go."""
    joined: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: piece.left):
        if joined and piece.left - joined[-1].right < _SAME_CELL_GAP * em:
            if not _is_double(joined[-1], piece, em):
                joined[-1] = _grown(joined[-1], piece, em)
        else:
            joined.append(piece)
    return Line(tuple(joined), page, column)


def _is_double(first: Piece, second: Piece, em: float) -> bool:
    """Whether bold is faked by printing twice."""
    return first.text == second.text and abs(first.left - second.left) < 0.3 * em


def _grown(first: Piece, second: Piece, em: float) -> Piece:
    words = first.text[-1:].isascii() and second.text[:1].isascii()
    blank = " " if words and second.left - first.right > 0.2 * em else ""
    confidences = [c for c in (first.confidence, second.confidence) if c is not None]
    return Piece(
        first.text + blank + second.text,
        first.left,
        min(first.top, second.top),
        max(first.right, second.right),
        max(first.bottom, second.bottom),
        min(confidences, default=None),
    )
