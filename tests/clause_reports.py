"""Small reports of one section, for tests of the assertion: text and role in, `Report` out.

Sentences and clauses are cut as `segment` cuts them; sections and kinds are given, not guessed.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

from scorer.checklist import Cue
from scorer.kinds import Direction, Scope, Status
from scorer.report import (
    Clause,
    Paragraph,
    Report,
    Section,
    SectionRole,
    Sentence,
    SentenceKind,
    Span,
)
from scorer.segment.sentences import Split, split
from tests.builders import make_report

CUES_FILE = Path(__file__).parents[1] / "checklists" / "cues.yaml"


def load_cues() -> tuple[Cue, ...]:
    return tuple(_cue(fields) for fields in yaml.safe_load(CUES_FILE.read_text("utf-8")))


def _cue(fields: dict[str, Any]) -> Cue:
    return Cue(
        id=fields["id"],
        words=tuple(fields["words"]),
        status=Status(fields["status"]) if fields["status"] else None,
        direction=Direction(fields["direction"]),
        scope=Scope(fields.get("scope", "clause")),
        strength=fields.get("strength", 0),
        sections=tuple(SectionRole(name) for name in fields.get("sections", ())),
    )


def cut_report(
    text: str,
    *,
    role: SectionRole = SectionRole.MEASURES,
    year: int | None = 2024,
    heading: str = "",
    kind: SentenceKind = SentenceKind.BODY,
) -> Report:
    """A report of one section; every line a paragraph, `heading` a heading over all of them."""
    text = f"{heading}\n{text}" if heading else text
    cut = split(text)
    lines = [0]
    for line in text.split("\n"):
        lines.append(lines[-1] + len(line) + 1)
    number_of = {start: number for number, start in enumerate(lines[:-1])}
    paragraphs = tuple(
        Paragraph(
            number, Span(start, lines[number + 1] - 1), 0, (0,) if heading and number else (), None
        )
        for start, number in number_of.items()
    )
    sentences = tuple(
        Sentence(
            number,
            Span(start, end),
            max(p.number for p in paragraphs if p.span.start <= start),
            0,
            SentenceKind.HEADING if heading and start == 0 else kind,
            first,
            last,
        )
        for number, (start, end, first, last) in enumerate(_bounds(cut))
    )
    return make_report(
        year=year,
        text=text,
        sections=(Section(0, Span(0, len(text)), heading, None, role),),
        paragraphs=paragraphs,
        sentences=sentences,
        clauses=tuple(
            Clause(number, Span(start, end), sentence, 0)
            for number, (start, end, sentence) in enumerate(_clauses(cut))
        ),
    )


def _bounds(cut: Split) -> list[tuple[int, int, int, int]]:
    """Start, end, first and last clause of every sentence."""
    lasts = [*cut.first_clauses, len(cut.clause_ends)][1:]
    return list(zip(cut.starts, cut.ends, cut.first_clauses, lasts, strict=True))


def _clauses(cut: Split) -> list[tuple[int, int, int]]:
    """Start, end and sentence of every clause; clauses make up their sentence without a gap."""
    found = []
    for number, (start, _, first, last) in enumerate(_bounds(cut)):
        for end in cut.clause_ends[first:last]:
            found.append((start, end, number))
            start = end
    return found
