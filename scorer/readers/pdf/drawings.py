"""What a PDF page draws beside text: pictures, and the rules of tables as rows of cells."""

from __future__ import annotations

import ctypes
from typing import Final, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from scorer.readers.layout.grid import table_rows
from scorer.readers.layout.places import Box, Cell
from scorer.readers.pdf.pieces import upright

_MOST_OBJECTS: Final = 20_000


class Drawings(NamedTuple):
    """Boxes in points from the upper left corner of the page."""

    pictures: list[Box]
    rows: tuple[tuple[Cell, ...], ...]
    paths: int = 0
    """How many lines and shapes the page draws."""


def drawings(page: pdfium.PdfPage) -> Drawings:
    """Pictures and table rows of a page."""
    frame, rotation = page.get_bbox(), page.get_rotation()
    pictures: list[Box] = []
    paths: list[Box] = []
    edges = [ctypes.c_float() for _ in range(4)]
    for number in range(min(pdfium_c.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = pdfium_c.FPDFPage_GetObject(page, number)
        kind = pdfium_c.FPDFPageObj_GetType(item)
        if kind not in (pdfium_c.FPDF_PAGEOBJ_IMAGE, pdfium_c.FPDF_PAGEOBJ_PATH):
            continue
        if not pdfium_c.FPDFPageObj_GetBounds(item, *map(ctypes.byref, edges)):
            continue
        left, bottom, right, top = (edge.value for edge in edges)
        box = upright((left, bottom, right, top), frame, rotation)
        if kind == pdfium_c.FPDF_PAGEOBJ_IMAGE:
            pictures.append(box)
        else:
            paths.append(box)
    return Drawings(pictures, table_rows(paths), len(paths))
