"""Small reports of one section, for tests of the assertion: text and role in, `Report` out.

Sentences and clauses are cut by the rules of `segment`; sections and kinds are given, not guessed.
"""

from __future__ import annotations

import re
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


_CLAUSE = re.compile(
    r"(?:《[^》\n]*》|“[^”\n]*”|（[^）\n]*）|[^，：,:。！？；;\n])*[，：,:。！？；;\n]?"
)
_ENDINGS = "。！？；;\n"


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
    clauses: list[Clause] = []
    sentences: list[Sentence] = []
    paragraphs: list[Paragraph] = []
    start = 0
    for number, line in enumerate(text.split("\n")):
        under = (0,) if heading and number else ()
        paragraphs.append(Paragraph(number, Span(start, start + len(line)), 0, under, None))
        first = len(clauses)
        for match in _CLAUSE.finditer(line):
            begin, end = start + match.start(), start + match.end()
            if begin == end:
                continue
            clauses.append(Clause(len(clauses), Span(begin, end), len(sentences), 0))
            if match.group()[-1] in _ENDINGS or match.end() == len(line):
                opens = clauses[first].span.start
                given = SentenceKind.HEADING if heading and not number else kind
                sentences.append(
                    Sentence(
                        len(sentences), Span(opens, end), number, 0, given, first, len(clauses)
                    )
                )
                first = len(clauses)
        start += len(line) + 1
    return make_report(
        year=year,
        text=text,
        sections=(Section(0, Span(0, len(text)), heading, None, role),),
        paragraphs=tuple(paragraphs),
        sentences=tuple(sentences),
        clauses=tuple(clauses),
    )
