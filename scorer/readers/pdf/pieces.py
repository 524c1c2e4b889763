"""Text of one PDF page with places, through pdfium's text page.

pdfium parts a page's characters into lines itself. Asking for the box of every character would
take several times as long as the text; only the ends of lines and the gaps are asked for.
"""

from __future__ import annotations

import ctypes
import math
import re
from collections.abc import Iterator
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from scorer.readers.cleaning import clean
from scorer.readers.layout.places import Box, Piece

_LINE: Final = re.compile(r"[^\r\n]+")
_STRETCH: Final = re.compile(r"\S+")
_WIDE_GAP: Final = 0.8
"""A blank wider than so many line heights parts pieces: columns, cells."""
_UPRIGHT: Final = 0.05
"""Radians by which a line may lean and still be text; stamps and watermarks lean more."""
_STRANGE: Final = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f]")


class PageText:
    """Characters of one page and their boxes, turned so that the page stands upright."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        self._text = page.get_textpage()
        self._rotation = page.get_rotation()
        self._frame: Box = page.get_bbox()
        self.characters = self._characters()

    def pieces(self) -> list[Piece]:
        """Stretches of text in the order of the file; leaning text (watermarks) is left out."""
        found: list[Piece] = []
        for line in _LINE.finditer(self.characters):
            found.extend(self._pieces_of(line.start(), line[0]))
        return found

    def readable(self) -> bool:
        """Whether the page has text, and not only signs of a font without its meaning."""
        text = self.characters.strip()
        return bool(text) and len(_STRANGE.findall(text)) < 0.3 * len(text)

    def _characters(self) -> str:
        """One character per index of pdfium, which `get_text_range` does not promise."""
        count = self._text.count_chars()
        text: str = self._text.get_text_range() if count > 0 else ""
        if len(text) == count:
            return text
        return "".join(
            chr(code) if (code := pdfium_c.FPDFText_GetUnicode(self._text, i)) <= 0x10FFFF else " "
            for i in range(count)
        )

    def _pieces_of(self, start: int, line: str) -> Iterator[Piece]:
        stretches = [(start + m.start(), start + m.end()) for m in _STRETCH.finditer(line)]
        if not stretches or self._leans(stretches[0][0]):
            return
        begin, end = stretches[0]
        end_box = self._box(end - 1)
        for following, following_end in stretches[1:]:
            box = self._box(following)
            if box[0] - end_box[2] > _WIDE_GAP * (end_box[3] - end_box[1]):
                yield self._piece(begin, end)
                begin = following
            end = following_end
            end_box = self._box(end - 1)
        yield self._piece(begin, end)

    def _piece(self, begin: int, end: int) -> Piece:
        first, last = self._box(begin), self._box(end - 1)
        return Piece(
            clean(self.characters[begin:end]),
            min(first[0], last[0]),
            min(first[1], last[1]),
            max(first[2], last[2]),
            max(first[3], last[3]),
        )

    def _leans(self, index: int) -> bool:
        # pdfium counts a character's angle against the clock, a page's with it.
        angle = pdfium_c.FPDFText_GetCharAngle(self._text, index) + math.radians(self._rotation)
        return abs(math.remainder(angle, 2 * math.pi)) > _UPRIGHT

    def _box(self, index: int) -> Box:
        """Left, top, right, bottom of a character, from the page's upper left corner."""
        rect = pdfium_c.FS_RECTF()
        pdfium_c.FPDFText_GetLooseCharBox(self._text, index, ctypes.byref(rect))
        return upright((rect.left, rect.bottom, rect.right, rect.top), self._frame, self._rotation)


def upright(box: Box, frame: Box, rotation: int) -> Box:
    """A box of the page's own coordinates as it stands on the page when shown."""
    left, bottom, right, top = box
    x0, y0, x1, y1 = frame
    turned = {
        0: (left - x0, y1 - top, right - x0, y1 - bottom),
        90: (bottom - y0, left - x0, top - y0, right - x0),
        180: (x1 - right, bottom - y0, x1 - left, top - y0),
        270: (y1 - top, x1 - right, y1 - bottom, x1 - left),
    }
    return turned[rotation % 360]
