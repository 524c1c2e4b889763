"""Where text stands on a page. Any unit of length; x grows to the right, y grows downwards."""

from __future__ import annotations

import math
import re
from typing import Final, NamedTuple

_CHINESE: Final = r"[\u2e80-\u9fff\uf900-\ufaff\u3000-\u303f\uff00-\uffef“”‘’]"
_WIDEST: Final = 1.25
"""A character is no wider than so many line heights."""
_LOOSE_BLANK: Final = re.compile(rf"(?<={_CHINESE})[ \t]+|[ \t]+(?={_CHINESE})")

Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""


class Piece(NamedTuple):
    """Text set without a gap: a line, or a part of one."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    confidence: float | None = None

    @property
    def height(self) -> float:
        return self.bottom - self.top

    @property
    def middle(self) -> float:
        """Height at which the piece stands on the page."""
        return (self.top + self.bottom) / 2


class Cell(NamedTuple):
    """A field of a table that the page draws with rules."""

    left: float
    top: float
    right: float
    bottom: float

    def holds(self, piece: Piece) -> bool:
        """Whether the middle of the piece lies inside."""
        return (
            self.left <= (piece.left + piece.right) / 2 <= self.right
            and self.top <= piece.middle <= self.bottom
        )


class Page(NamedTuple):
    """One page; `number` counts from 1."""

    number: int
    width: float
    height: float
    pieces: list[Piece]
    rows: tuple[tuple[Cell, ...], ...] = ()
    """Rows of tables, from the top, each with two cells or more from the left."""


class Line(NamedTuple):
    """Pieces side by side in one column."""

    pieces: tuple[Piece, ...]
    page: int
    column: tuple[int, ...]
    """Path of the column: () for the whole width, (0,) and (1,) for halves, and so on."""

    @property
    def left(self) -> float:
        return self.pieces[0].left

    @property
    def right(self) -> float:
        return self.pieces[-1].right

    @property
    def top(self) -> float:
        return min(piece.top for piece in self.pieces)

    @property
    def bottom(self) -> float:
        return max(piece.bottom for piece in self.pieces)

    @property
    def text(self) -> str:
        """The pieces with tabs between them."""
        return "\t".join(piece.text for piece in self.pieces)


class Row(NamedTuple):
    """A row of a table: the lines of each of its cells, and each cell's right edge."""

    cells: tuple[tuple[Line, ...], ...]
    edges: tuple[float, ...]
    page: int


def character_width(pieces: list[Piece]) -> float:
    """Usual width of a Chinese character, by the pieces that are long enough to tell."""
    widths = sorted(
        (piece.right - piece.left) / len(piece.text) for piece in pieces if len(piece.text) >= 8
    ) or [math.inf]
    heights = sorted(piece.height for piece in pieces) or [1.0]
    # Digits and Latin letters are narrow; the upper middle is what Chinese takes. Files whose
    # widths are nonsense still have sensible heights.
    widest = heights[len(heights) // 2] * _WIDEST
    return max(min(widths[len(widths) * 2 // 3], widest), 1e-6)


def without_loose_blanks(text: str) -> str:
    """Text without the blanks that a layout puts between Chinese and digits."""
    return _LOOSE_BLANK.sub("", text).strip()
