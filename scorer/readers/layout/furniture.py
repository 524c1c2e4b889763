"""What stands on pages beside the text: running headers and footers, page numbers."""

from __future__ import annotations

import re
from collections import Counter
from statistics import median
from typing import Final

from scorer.readers.layout.places import Page, Piece

_ZONE: Final = 0.15
"""Headers and footers stand in this share of the page's height, at top and bottom."""
_REPEATED: Final = 0.4
"""Share of the pages on which a running header stands; never fewer than two pages."""
_SLACK: Final = 0.006
"""A running header stands at the same height on each page, within this share of it."""
_DIGITS: Final = re.compile(r"\d+")
_BLANK: Final = re.compile(r"\s+")
_PAGE_NUMBER: Final = re.compile(
    r"[—–\-－·•~～_.]*(?:第|共)?(?:\d{1,4}|[ivxlc]{1,6}|[一二三四五六七八九十百]{1,5})页?"
    r"(?:[/\uff0f,，、]?(?:共|总|of)?\d{1,4}页?)?[—–\-－·•~～_.]*"
)
_SECTION: Final = re.compile(r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）")
"""Beginnings of sections are never taken for headers, even where two pages begin alike."""
_LETTERED: Final = re.compile(r"[一-鿿]{3,}")


def without_furniture(pages: list[Page]) -> list[Page]:
    """The same pages without running headers, footers and page numbers."""
    repeated = _repeated(pages)
    once = [
        _kept(page, [not _is_repeated(p, page, repeated) for p in page.pieces]) for page in pages
    ]
    body = [_kept(page, [not _is_page_number(p, page) for p in page.pieces]) for page in once]
    return _without_outliers(body)


def _kept(page: Page, keep: list[bool]) -> Page:
    return page._replace(
        pieces=[piece for piece, kept in zip(page.pieces, keep, strict=True) if kept]
    )


def _is_repeated(piece: Piece, page: Page, repeated: set[tuple[str, int]]) -> bool:
    if not _in_zone(piece, page) or _PAGE_NUMBER.fullmatch(_BLANK.sub("", piece.text)):
        return False
    if _SECTION.match(piece.text):
        return False
    key, place = _key(piece, page)
    return any((key, place + shift) in repeated for shift in (-1, 0, 1))


def _is_page_number(piece: Piece, page: Page) -> bool:
    return (
        _in_zone(piece, page)
        and _PAGE_NUMBER.fullmatch(_BLANK.sub("", piece.text)) is not None
        and not _is_beside_text(piece, page)
    )


def _is_beside_text(piece: Piece, page: Page) -> bool:
    """Whether the number belongs to a line of text, such as a table's cell or a label."""
    return any(
        other is not piece
        and abs(other.middle - piece.middle) < piece.height / 2
        and _LETTERED.search(other.text)
        for other in page.pieces
    )


def _in_zone(piece: Piece, page: Page) -> bool:
    share = piece.middle / page.height if page.height else 0.5
    return share < _ZONE or share > 1 - _ZONE


def _key(piece: Piece, page: Page) -> tuple[str, int]:
    text = _DIGITS.sub("#", _BLANK.sub("", piece.text))
    return text, round(piece.middle / page.height / _SLACK)


def _repeated(pages: list[Page]) -> set[tuple[str, int]]:
    counts = Counter(
        key
        for page in pages
        for key in {_key(piece, page) for piece in page.pieces if _in_zone(piece, page)}
    )
    # Right and left pages may carry different ones; a first page often has none.
    enough = max(2, len(pages) * _REPEATED / 2)
    near = {key: sum(counts[(key[0], key[1] + shift)] for shift in (-1, 0, 1)) for key in counts}
    return {key for key, count in near.items() if count >= enough}


def _without_outliers(pages: list[Page]) -> list[Page]:
    """Drop a header of one page only: text above where the text of the other pages begins."""
    tops = [min(piece.top for piece in page.pieces) for page in pages if page.pieces]
    heights = [piece.height for page in pages for piece in page.pieces]
    if len(tops) < 3:
        return pages
    edge = median(tops) - 1.2 * median(heights)
    return [
        page._replace(pieces=[p for p in page.pieces if p.bottom > edge or not _in_zone(p, page)])
        if number
        else page  # a first page may carry a red head above the text
        for number, page in enumerate(pages)
    ]
