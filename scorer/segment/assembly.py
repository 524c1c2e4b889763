"""Stretches with roles in, the report's sections, paragraphs, sentences and clauses out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scorer.report import (
    Clause,
    Paragraph,
    Section,
    SectionRole,
    Sentence,
    SentenceKind,
    Span,
)
from scorer.segment.headings import Head
from scorer.segment.normalise import Line
from scorer.segment.sections import Stretch
from scorer.segment.sentences import split

_KIND_OF_ROLE = {
    SectionRole.PREAMBLE: SentenceKind.PREAMBLE,
    SectionRole.SIGNATURE: SentenceKind.SIGNATURE,
}
_TITLE_ENDING = "。：:；; \u3000"


class Parts(NamedTuple):
    """What makes up a report, each in order."""

    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    clauses: tuple[Clause, ...]


def assemble(text: str, stretches: Sequence[Stretch], title: range) -> Parts:
    """Put the parts together; `title` are the numbers of the stretches that are the title."""
    if not stretches:
        return Parts((), (), (), ())
    sections, section_of = _sections(text, stretches)
    sentences_split, clauses_split = split(text, _cuts(text, stretches))
    sentences: list[Sentence] = []
    firsts = [-1] * len(stretches)
    number = 0
    line, head, role, _ = stretches[0]
    kind = _kind(0, role, title)
    for start, end, first, last in sentences_split:
        while start >= line.end:
            number += 1
            line, head, role, _ = stretches[number]
            kind = _kind(number, role, title)
        if firsts[number] < 0:
            firsts[number] = len(sentences)
        here = kind if head is None or start >= head.end else SentenceKind.HEADING
        sentences.append(
            Sentence(
                len(sentences), Span(start, end), number, section_of[number], here, first, last
            )
        )
    clauses = tuple(
        Clause(index, Span(start, end), sentence, sentences[sentence].section)
        for index, (start, end, sentence) in enumerate(clauses_split)
    )
    paragraphs = _paragraphs(stretches, section_of, firsts)
    return Parts(sections, paragraphs, tuple(sentences), clauses)


def _kind(number: int, role: SectionRole, title: range) -> SentenceKind:
    if number in title:
        return SentenceKind.TITLE
    return _KIND_OF_ROLE.get(role, SentenceKind.BODY)


def _cuts(text: str, stretches: Sequence[Stretch]) -> list[int]:
    """Offsets inside lines at which a sentence ends whatever the punctuation."""
    cuts = []
    for line, head, _, _ in stretches:
        if line.start and text[line.start - 1] != "\n":
            cuts.append(line.start)
        if head is not None and head.end < line.end:
            cuts.append(head.end)
    return cuts


def _sections(text: str, stretches: Sequence[Stretch]) -> tuple[tuple[Section, ...], list[int]]:
    opened: list[tuple[Line, Head | None, SectionRole]] = []
    section_of = []
    current: SectionRole | None = None
    for line, head, role, _ in stretches:
        if role is not current:
            opened.append((line, head, role))
            current = role
        section_of.append(len(opened) - 1)
    starts = [0, *(line.start for line, _, _ in opened[1:]), len(text)]
    sections = []
    for number, (_, head, role) in enumerate(opened):
        span = None
        if head is not None:
            words = text[head.words_start : head.end].rstrip(_TITLE_ENDING)
            span = Span(head.words_start, head.words_start + len(words))
        whole = Span(starts[number], starts[number + 1])
        title = "" if span is None else text[span.start : span.end]
        sections.append(Section(number, whole, title, span, role))
    return tuple(sections), section_of


def _paragraphs(
    stretches: Sequence[Stretch], section_of: Sequence[int], firsts: Sequence[int]
) -> tuple[Paragraph, ...]:
    paragraphs = []
    above: list[tuple[int, int]] = []
    for number, (line, head, _, _) in enumerate(stretches):
        outer = above
        if head is not None:
            outer = [entry for entry in above if entry[0] < head.rank]
            above = [*outer, (head.rank, firsts[number])]
            if head.end < line.end:
                outer = above
        headings = tuple(sentence for _, sentence in outer)
        paragraphs.append(
            Paragraph(number, Span(line.start, line.end), section_of[number], headings, line.page)
        )
    return tuple(paragraphs)
