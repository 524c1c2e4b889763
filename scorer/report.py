"""Values of a government report: what a reader hands over and what `segment` makes of it.

Every offset is a half-open character offset into `Report.text`. Text is cleaned before these
values are made and never after. The small values that exist by the thousand are named tuples
(frozen, and several times cheaper to make than dataclasses); the rest are frozen dataclasses.
`number` is a value's place in its tuple of the report, from 0.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple


class Span(NamedTuple):
    """Half-open range of characters of `Report.text`."""

    start: int
    end: int


class BlockKind(StrEnum):
    """What a block is in the file it was read from."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    TABLE_ROW = "table_row"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One paragraph, heading, table row or note as a person sees it, automatic number included."""

    text: str
    kind: BlockKind = BlockKind.PARAGRAPH
    level: int | None = None
    """Heading level that the file itself gives, from 1; None where it gives none."""
    page: int | None = None
    """Page from 1, for formats that have pages."""
    confidence: float | None = None
    """Mean confidence 0..1 of text recognised in a picture; None for real text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingGap:
    """A part of the file that could not be read, so nothing may be called missing from it."""

    message: str
    page: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """A file as read: blocks in the order in which a person reads them."""

    source: str
    """File name without its folder."""
    format: str
    """Format by content: txt, docx, pdf …"""
    digest: str
    """SHA-256 of the file's bytes, hexadecimal."""
    blocks: tuple[Block, ...]
    warnings: tuple[str, ...] = ()
    gaps: tuple[ReadingGap, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether everything that a person sees was read."""
        return not self.gaps


class SectionRole(StrEnum):
    """What a section is for; decides what its clauses may give credit to."""

    PREAMBLE = "preamble"
    MEASURES = "measures"
    SHORTCOMINGS = "shortcomings"
    LEADER = "leader"
    PLAN = "plan"
    SIGNATURE = "signature"
    OTHER = "other"


class SentenceKind(StrEnum):
    """What a sentence is in the report's build; only BODY sentences carry evidence."""

    TITLE = "title"
    HEADING = "heading"
    PREAMBLE = "preamble"
    BODY = "body"
    SIGNATURE = "signature"


class Section(NamedTuple):
    """A stretch of one role. Sections are disjoint, in order, and together cover the text."""

    number: int
    span: Span
    title: str
    """Text of the heading that opened it, empty where none did."""
    title_span: Span | None
    role: SectionRole


class Paragraph(NamedTuple):
    """One line of the normalised text, or the part of a line that stands in one section."""

    number: int
    span: Span
    section: int
    headings: tuple[int, ...]
    """Numbers of the heading sentences above it, outermost first."""
    page: int | None
    confidence: float | None = None
    """Of the recognition of a picture's text, 0..1; None for real text."""


class Sentence(NamedTuple):
    """A sentence without surrounding blanks; a heading glued to a paragraph is its own sentence."""

    number: int
    span: Span
    paragraph: int
    section: int
    kind: SentenceKind
    first_clause: int
    last_clause: int
    """Clauses `report.clauses[first_clause:last_clause]` make up the sentence."""


class Clause(NamedTuple):
    """A piece of a sentence up to a comma, semicolon or colon that stands outside 《》“”（）."""

    number: int
    span: Span
    sentence: int
    section: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A segmented report."""

    source: str
    format: str
    digest: str
    text: str
    title: str
    unit: str
    unit_kind: str
    """Id of a `UnitKind` of the checklist."""
    unit_kind_guessed: bool
    year: int | None
    year_guessed: bool
    signed_by: str | None
    signed_on: str | None
    """ISO date (2024-01-10), or year and month (2024-01) where no day is given."""
    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    clauses: tuple[Clause, ...]
    complete: bool
    warnings: tuple[str, ...]
    gaps: tuple[ReadingGap, ...] = ()
    signature: tuple[int, ...] = ()
    """Numbers of the sentences of the signature block (unit line, date line)."""

    def quote(self, span: Span) -> str:
        """The text at a span."""
        return self.text[span.start : span.end]
