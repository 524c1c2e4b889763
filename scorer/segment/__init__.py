"""Blocks in, a `Report` out: title, unit, year, signature, sections with roles, paragraphs,
sentences, clauses. Offsets are given here, once, and hold to the end.

Knows the outline's words and the form of such reports, nothing about items or evidence.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scorer.checklist import Outline, UnitKind
from scorer.report import Reading, Report, SectionRole, SentenceKind
from scorer.segment.assembly import Parts, assemble
from scorer.segment.frame import Signature, find_signature, find_title, title_end
from scorer.segment.headings import find_heads
from scorer.segment.identity import (
    kind_of_unit,
    unit_of_opening,
    unit_of_title,
    year_of_report,
)
from scorer.segment.lexicon import Found, Lexicon, find, lexicon_of
from scorer.segment.likeness import find_second_report, report_likeness, second_report
from scorer.segment.neighbours import compare_neighbours
from scorer.segment.normalise import Line, full_width, normalise
from scorer.segment.run_in import find_run_in
from scorer.segment.sections import Stretch, assign, settle_ranks
from scorer.segment.unfold import cut_after_opening, cut_at_headings, cut_before_signature

__all__ = ["find_second_report", "report_likeness", "segment"]


def segment(
    reading: Reading,
    outline: Outline,
    kinds: tuple[UnitKind, ...],
    *,
    unit_kind: str | None = None,
    year: int | None = None,
) -> Report:
    """Segment a file as read; an empty reading gives a report without paragraphs.

    `unit_kind` and `year` overrule what the text says. `kinds` must not be empty.
    """
    text, lines = normalise(reading.blocks)
    lexicon = lexicon_of(outline)
    seen = full_width(text)
    outlined = _outline(seen, lines, lexicon, year)
    parts = assemble(text, seen, outlined.stretches, outlined.title)
    identity = _identify(text, seen, outlined, parts, lexicon)
    another = second_report(seen, parts.paragraphs, outlined.title.stop, identity, lexicon)
    return Report(
        source=reading.source,
        format=reading.format,
        digest=reading.digest,
        text=text,
        title=identity.title,
        unit=identity.unit,
        unit_kind=unit_kind or kind_of_unit(identity.unit, _told(seen, parts), kinds),
        unit_kind_guessed=unit_kind is None,
        year=identity.year if year is None else year,
        year_guessed=year is None,
        signed_by=outlined.signature.unit,
        signed_on=outlined.signature.date,
        sections=parts.sections,
        paragraphs=parts.paragraphs,
        sentences=parts.sentences,
        clauses=parts.clauses,
        complete=reading.complete,
        warnings=(*reading.warnings, *([another] if another else [])),
        gaps=reading.gaps,
        signature=_signature_sentences(parts, outlined.signed_lines),
    )


class _Outlined(NamedTuple):
    stretches: list[Stretch]
    title: range
    """Numbers of the stretches that are the title."""
    signature: Signature
    signed_lines: tuple[Line, ...]


def _outline(text: str, lines: list[Line], lexicon: Lexicon, year: int | None) -> _Outlined:
    """Give every line, and every part of a line that lost its breaks, its role."""
    found = find(text, lexicon)
    whole = _prepared(text, lines, found, lexicon)
    first, after = find_title(text, whole, lexicon)
    signature = find_signature(text, whole, after, lexicon)
    body = cut_after_opening(text, whole[after : signature.first], found)
    heads = find_heads(text, body, found, lexicon)
    heads = settle_ranks(compare_neighbours(text, body, heads, lexicon))
    title = text[whole[first].start : whole[after - 1].end] if after else ""
    opening = text[body[0].start : body[min(4, len(body)) - 1].end][:600] if body else ""
    known_year = year or year_of_report(title, opening, (), signature.date)
    stretches = assign(text, body, heads, found, lexicon, known_year)
    stretches = find_run_in(text, stretches, found, lexicon, known_year)
    before = [Stretch(line, None, SectionRole.PREAMBLE) for line in whole[:after]]
    below = [Stretch(line, None, SectionRole.SIGNATURE) for line in whole[signature.first :]]
    numbers = {*signature.unit_lines, signature.date_line} - {None}
    signed = tuple(whole[number] for number in sorted(n for n in numbers if n is not None))
    return _Outlined([*before, *stretches, *below], range(first, after), signature, signed)


def _prepared(text: str, lines: list[Line], found: Found, lexicon: Lexicon) -> list[Line]:
    """Lines, with those cut that lost their breaks."""
    if not lines:
        return lines
    first = lines[0]
    end = title_end(text, first, lexicon) if first.end - first.start > 60 else 0
    if end:
        begin = end
        while text[begin].isspace():
            begin += 1
        lines = [first._replace(end=end), first._replace(start=begin), *lines[1:]]
    return cut_before_signature(text, cut_at_headings(text, lines, found, lexicon), lexicon)


class _Identity(NamedTuple):
    title: str
    unit: str
    year: int | None


def _identify(
    text: str, seen: str, outlined: _Outlined, parts: Parts, lexicon: Lexicon
) -> _Identity:
    words = [parts.paragraphs[number].span for number in outlined.title]
    title = "".join("".join(text[span.start : span.end] for span in words).split())
    opening = "\n".join(
        seen[span.start : span.end]
        for _, span, _, _, kind, _, _ in parts.sentences[:12]
        if kind is SentenceKind.PREAMBLE
    )
    headings = [section.title for section in parts.sections]
    signature = outlined.signature
    unit = unit_of_title(title, lexicon) or signature.unit or unit_of_opening(opening, lexicon)
    return _Identity(title, unit, year_of_report(title, opening, headings, signature.date))


def _told(text: str, parts: Parts) -> str:
    """What the report tells as done: the sections that may refine the kind of unit."""
    return "\n".join(
        text[section.span.start : section.span.end]
        for section in parts.sections
        if section.role is SectionRole.MEASURES
    )


def _signature_sentences(parts: Parts, signed: Sequence[Line]) -> tuple[int, ...]:
    starts = {line.start for line in signed}
    return tuple(
        sentence.number
        for sentence in reversed(parts.sentences[-60:])
        if sentence.span.start in starts
    )[::-1]
