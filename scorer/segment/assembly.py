"""Stretches with roles in, the report's sections, paragraphs, sentences and clauses out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import count
from typing import NamedTuple, cast

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
_TITLE_ENDING = "。：:；;. \u3000"


# What the named tuples' own _make does, without a call per value: reports have hundreds of them.
_new_span = cast(Callable[[Iterable[object]], Span], partial(tuple.__new__, Span))
_new_sentence = cast(Callable[[Iterable[object]], Sentence], partial(tuple.__new__, Sentence))
_new_clause = cast(Callable[[Iterable[object]], Clause], partial(tuple.__new__, Clause))


class Parts(NamedTuple):
    """What makes up a report, each in order."""

    sections: tuple[Section, ...]
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]
    clauses: tuple[Clause, ...]


def assemble(text: str, seen: str, stretches: Sequence[Stretch], title: range) -> Parts:
    """Put the parts together.

    `seen` is the text with full-width punctuation, `title` the numbers of the title's stretches.
    """
    if not stretches:
        return Parts((), (), (), ())
    sections, section_of = _sections(text, stretches)
    starts, ends, first_clauses, clause_ends = split(seen, _cuts(text, stretches))
    firsts, kinds, paragraph_of = _places(stretches, starts, title)
    in_section = [section_of[paragraph] for paragraph in paragraph_of]
    last_clauses = [*first_clauses[1:], len(clause_ends)]
    spans = map(_new_span, zip(starts, ends, strict=True))
    sentences = map(
        _new_sentence,
        zip(count(), spans, paragraph_of, in_section, kinds, first_clauses, last_clauses),
    )
    # A clause begins where the one before it ends, the first one where its sentence does.
    clause_starts = [0, *clause_ends[:-1]]
    sentence_of = []
    for number, (start, first, last) in enumerate(
        zip(starts, first_clauses, last_clauses, strict=True)
    ):
        clause_starts[first] = start
        sentence_of += [number] * (last - first)
    clauses = map(
        _new_clause,
        zip(
            count(),
            map(_new_span, zip(clause_starts, clause_ends, strict=True)),
            sentence_of,
            [in_section[number] for number in sentence_of],
        ),
    )
    paragraphs = _paragraphs(stretches, section_of, firsts)
    return Parts(sections, paragraphs, tuple(sentences), tuple(clauses))


def _places(
    stretches: Sequence[Stretch], starts: Sequence[int], title: range
) -> tuple[list[int], list[SentenceKind], list[int]]:
    """The first sentence of every stretch, and kind and stretch of every sentence."""
    firsts: list[int] = []
    kinds: list[SentenceKind] = []
    paragraph_of: list[int] = []
    total = len(starts)
    sentence = 0
    for number, (line, head, role, _) in enumerate(stretches):
        firsts.append(sentence)
        kind = SentenceKind.TITLE if number in title else _KIND_OF_ROLE.get(role, SentenceKind.BODY)
        while sentence < total and starts[sentence] < line.end:
            heading = head is not None and starts[sentence] < head.end
            kinds.append(SentenceKind.HEADING if heading else kind)
            paragraph_of.append(number)
            sentence += 1
    return firsts, kinds, paragraph_of


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
    headings: tuple[int, ...] = ()
    for number, (line, head, role, _) in enumerate(stretches):
        here = headings
        if role in _KIND_OF_ROLE:
            above, here, headings = [], (), ()
        elif head is not None:
            above = [entry for entry in above if entry[0] < head.rank]
            here = tuple([sentence for _, sentence in above])
            above.append((head.rank, firsts[number]))
            headings = (*here, firsts[number])
            if head.end < line.end:
                here = headings
        span = Span(line.start, line.end)
        paragraphs.append(
            Paragraph(number, span, section_of[number], here, line.page, line.confidence)
        )
    return tuple(paragraphs)
