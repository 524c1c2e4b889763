"""Pieces of text with places on pages → blocks as a person reads them.

Shared by PDF, OFD and recognised scans, which all say where text stands but not what belongs
together: columns in order, running headers and page numbers out, lines joined into paragraphs.
"""

from __future__ import annotations

from scorer.readers.layout.columns import ordered_lines
from scorer.readers.layout.furniture import without_furniture
from scorer.readers.layout.paragraphs import join_lines
from scorer.readers.layout.places import Page, Piece
from scorer.report import Block


def flow(pages: list[Page]) -> list[Block]:
    """Blocks of a document from the pieces of its pages, in reading order."""
    return join_lines([ordered_lines(page) for page in without_furniture(pages)])


__all__ = ["Page", "Piece", "flow"]
