"""The report's own text cut into pieces, each marked with what refers to it.

Marks may overlap, nest and cross paragraphs: the text is cut at every edge of every mark, so that
a piece is covered by the same marks from end to end and pieces never overlap.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from scorer.renderers.wording import printable
from scorer.report import Paragraph, Report, SentenceKind, Span


class MarkKind(StrEnum):
    """What refers to a stretch of the text, the worthiest first; the values are class names."""

    EVIDENCED = "e"
    STATED = "s"
    NEAR_MISS = "n"
    FINDING = "k"


class Reference(NamedTuple):
    """Where a link back leads, what it is called, and what it is there for."""

    anchor: str
    label: str
    kind: MarkKind


class Mark(NamedTuple):
    """A stretch of the text and what refers to it, an item or a finding."""

    span: Span
    reference: Reference


class Piece(NamedTuple):
    """A run of text under the same marks; `classes` is empty where nothing refers to it."""

    text: str
    start: int
    classes: str
    is_heading: bool
    """Whether it belongs to a heading that is glued to its paragraph."""
    references: tuple[Reference, ...]
    """Of the marks that end with this piece, the worthiest kind first, one per anchor."""


SURE = 0.9
"""Confidence of recognition below which a reader is asked to compare with the original."""


class MarkedParagraph(NamedTuple):
    """A paragraph; `look` is its class name on the page."""

    look: str
    pieces: tuple[Piece, ...]
    doubtful: bool = False
    """Whether it was recognised in a picture and may hold misread characters."""


def mark_text(report: Report, marks: Sequence[Mark]) -> tuple[MarkedParagraph, ...]:
    """All paragraphs of the report in order, empty ones included."""
    by_paragraph = _by_paragraph(report.paragraphs, marks)
    sentences = iter(report.sentences)
    sentence = next(sentences, None)
    marked = []
    for paragraph in report.paragraphs:
        kinds, headings = set(), []
        while sentence is not None and sentence.paragraph == paragraph.number:
            kinds.add(sentence.kind)
            if sentence.kind is SentenceKind.HEADING:
                headings.append(sentence.span)
            sentence = next(sentences, None)
        pieces = _pieces(
            report.text,
            paragraph.span,
            by_paragraph[paragraph.number],
            headings if len(kinds) > 1 else (),
        )
        look = _look(report, paragraph, kinds)
        doubtful = paragraph.confidence is not None and paragraph.confidence < SURE
        marked.append(MarkedParagraph(look, pieces, doubtful))
    return tuple(marked)


def _by_paragraph(paragraphs: Sequence[Paragraph], marks: Sequence[Mark]) -> list[list[Mark]]:
    """The marks that touch each paragraph, in the order of their starts."""
    touching: list[list[Mark]] = [[] for _ in paragraphs]
    first = 0
    for mark in sorted(marks, key=lambda mark: mark.span.start):
        while first < len(paragraphs) and paragraphs[first].span.end <= mark.span.start:
            first += 1
        number = first
        while number < len(paragraphs) and paragraphs[number].span.start < mark.span.end:
            touching[number].append(mark)
            number += 1
    return touching


def _look(report: Report, paragraph: Paragraph, kinds: set[SentenceKind]) -> str:
    if kinds == {SentenceKind.TITLE}:
        return "title"
    if kinds == {SentenceKind.SIGNATURE}:
        return "signature"
    if kinds == {SentenceKind.HEADING}:
        is_top = paragraph.span == report.sections[paragraph.section].title_span
        return "top" if is_top or not paragraph.headings else "sub"
    return "body"


def _pieces(
    text: str, span: Span, marks: Sequence[Mark], headings: Sequence[Span]
) -> tuple[Piece, ...]:
    edges = {span.start, span.end}
    for edge in (*(mark.span for mark in marks), *headings):
        edges.update((max(edge.start, span.start), min(edge.end, span.end)))
    ordered = sorted(edges)
    pieces = []
    for start, end in pairwise(ordered):
        over = [mark for mark in marks if mark.span.start < end and start < mark.span.end]
        pieces.append(
            Piece(
                printable(text[start:end]),
                start,
                _classes(over),
                any(heading.start <= start < heading.end for heading in headings),
                _ending(over, end),
            )
        )
    return tuple(pieces)


def _ending(marks: Sequence[Mark], end: int) -> tuple[Reference, ...]:
    references = [mark.reference for mark in marks if mark.span.end == end]
    by_anchor: dict[str, Reference] = {}
    for reference in sorted(references, key=lambda reference: _WORTH[reference.kind]):
        by_anchor.setdefault(reference.anchor, reference)
    return tuple(by_anchor.values())


def _classes(marks: Sequence[Mark]) -> str:
    """Class names: the worthiest of evidence and near miss, and the finding beside it."""
    kinds = {mark.reference.kind for mark in marks}
    found = kinds & {MarkKind.FINDING}
    worthiest = sorted(kinds - found, key=_WORTH.__getitem__)[:1]
    return " ".join(kind.value for kind in (*worthiest, *found))


_WORTH = {kind: order for order, kind in enumerate(MarkKind)}
