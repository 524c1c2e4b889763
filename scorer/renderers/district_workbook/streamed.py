"""Rows of a long sheet that go straight into the finished package.

XlsxWriter makes such a sheet without them, as it would hold every row's link in memory and take
several times as long. What is put in is what XlsxWriter would have written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from scorer.renderers.district_workbook.sheets import CELL_CHARACTERS, FIRST_ROW, Book
from scorer.renderers.word_template import document_text

_SCHEMAS: Final = "http://schemas.openxmlformats.org"
_LINK: Final = f"{_SCHEMAS}/officeDocument/2006/relationships/hyperlink"
_RELATIONS: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    f'<Relationships xmlns="{_SCHEMAS}/package/2006/relationships">'
)
_DIMENSION: Final = re.compile(rb'(<dimension ref="[A-Z]+\d+:[A-Z]+)\d+')
_ROWS_END: Final = b"</sheetData>"
_AFTER_LINKS: Final = b"<pageMargins "
_PORTION: Final = 256
_TEXTS_HELD: Final = 4096
_QUOTE: Final = {'"': "&quot;"}
_ESCAPE_LIKE: Final = re.compile("(_x[0-9a-fA-F]{4}_)")
"""Excel takes this for a character's code."""
_IN_PATHS: Final = str.maketrans({sign: f"%{ord(sign):02x}" for sign in '%" <>[]^`{}#'})


class Cell(NamedTuple):
    """A text, a number, or None for an empty cell, and the name of its format."""

    value: str | float | None
    look: str


class Row(NamedTuple):
    """A row's cells from column A on, and its height in points."""

    cells: Sequence[Cell]
    height: float


class Link(NamedTuple):
    """Where the link of a row leads: the row's number from 0, path of a page, place on it."""

    row: int
    target: str
    anchor: str


class Streamed(NamedTuple):
    """What is put into a sheet's part below its header. Rows and links are made anew each time."""

    length: int
    rows: Callable[[], Iterable[Row]]
    links: Callable[[], Iterable[Link]]
    link_column: str
    styles: Mapping[str, int]
    """Numbers by which cells name their formats."""


def styles(book: Book, looks: Iterable[str]) -> dict[str, int]:
    """The formats' numbers, which XlsxWriter gives in the order in which it is first asked."""
    return {look: book.formats[look]._get_xf_index() for look in looks}


def with_rows(sheet: bytes, streamed: Streamed) -> Iterator[bytes]:
    """A sheet's part with its rows and their links put in."""
    head, rest = sheet.split(_ROWS_END)
    middle, tail = rest.split(_AFTER_LINKS)
    yield _DIMENSION.sub(rb"\g<1>%d" % (FIRST_ROW + streamed.length), head)
    rows = enumerate(streamed.rows(), FIRST_ROW + 1)
    yield from _portions(_row(number, row, streamed.styles) for number, row in rows)
    yield _ROWS_END + middle
    if has_links(streamed):
        links = (
            f'<hyperlink ref="{streamed.link_column}{link.row + 1}" r:id="rId{relation}" '
            f'location="{_attribute(link.anchor)}"/>'
            for relation, link in enumerate(streamed.links(), 1)
        )
        yield from _portions(chain(["<hyperlinks>"], links, ["</hyperlinks>"]))
    yield _AFTER_LINKS + tail


def has_links(streamed: Streamed) -> bool:
    """Whether the sheet has a part with `relations`."""
    return any(True for _ in streamed.links())


def relations(streamed: Streamed) -> Iterator[bytes]:
    """The part that tells where the sheet's links lead."""
    told = (
        f'<Relationship Id="rId{relation}" Type="{_LINK}" Target="{_path(link.target)}" '
        f'TargetMode="External"/>'
        for relation, link in enumerate(streamed.links(), 1)
    )
    return _portions(chain([_RELATIONS], told, ["</Relationships>"]))


def _row(number: int, row: Row, styles: Mapping[str, int]) -> str:
    cells = "".join(
        _cell(f"{letter}{number}", cell.value, styles[cell.look])
        for letter, cell in zip(_LETTERS, row.cells, strict=False)
    )
    # Excel's rows are whole pixels high.
    height = int(row.height * 4 / 3 + 0.5) * 0.75
    return f'<row r="{number}" ht="{height:.16g}" customHeight="1">{cells}</row>'


_LETTERS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def _cell(place: str, value: str | float | None, style: int) -> str:
    if value is None or value == "":
        return f'<c r="{place}" s="{style}"/>'
    if isinstance(value, str):
        return f'<c r="{place}" s="{style}" t="inlineStr"><is>{_inline(value)}</is></c>'
    return f'<c r="{place}" s="{style}"><v>{value:.16G}</v></c>'


@lru_cache(maxsize=_TEXTS_HELD)
def _inline(words: str) -> str:
    shown = _ESCAPE_LIKE.sub(r"_x005F\1", document_text(words, CELL_CHARACTERS))
    keep = ' xml:space="preserve"' if shown != shown.strip() else ""
    return f"<t{keep}>{escape(shown)}</t>"


@lru_cache(maxsize=_TEXTS_HELD)
def _path(target: str) -> str:
    return _attribute(document_text(target).replace("\\", "/").translate(_IN_PATHS))


def _attribute(words: str) -> str:
    return escape(words, _QUOTE)


def _portions(pieces: Iterable[str]) -> Iterator[bytes]:
    """The pieces as UTF-8, many at a time."""
    held: list[str] = []
    for piece in pieces:
        held.append(piece)
        if len(held) == _PORTION:
            yield "".join(held).encode("utf-8")
            held.clear()
    yield "".join(held).encode("utf-8")
