"""What the structure items look things up in, and how their evidence is made."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scorer.checklist import Checklist, Item, Status, Verdict
from scorer.report import Report, Section, SectionRole, Sentence, SentenceKind
from scorer.result import Actor, Assertion, Evidence, NearMiss, SentenceResult, SentenceStatus


class Stage(NamedTuple):
    """What the six functions look things up in."""

    report: Report
    assertions: Sequence[Assertion]
    actors: Sequence[Actor]
    sentences: Sequence[SentenceResult]
    checklist: Checklist
    item: Item

    def words(self, name: str) -> tuple[str, ...]:
        term = self.checklist.terms.get(name)
        return term.words if term else ()


Found = tuple[list[Evidence], list[NearMiss]]


def sections_of(stage: Stage, role: SectionRole) -> list[Section]:
    return [section for section in stage.report.sections if section.role is role]


def body_of(stage: Stage, role: SectionRole) -> list[Sentence]:
    wanted = {section.number for section in sections_of(stage, role)}
    return [
        sentence
        for sentence in stage.report.sentences
        if sentence.section in wanted and sentence.kind is SentenceKind.BODY
    ]


def carried_by(
    stage: Stage, sentences: Sequence[Sentence], verdict: Verdict, defect: str | None = None
) -> list[Evidence]:
    """One piece of evidence per sentence; the first carries the note of the defect."""
    note = stage.item.defects.get(defect, "") if defect else ""
    return [
        Evidence(
            stage.item.id,
            sentence.span,
            sentence.number,
            _status(stage, sentence),
            f"{stage.item.id}.{defect or 'found'}",
            verdict,
            (),
            note,
        )
        for sentence in sentences
    ]


def _status(stage: Stage, sentence: Sentence) -> Status | None:
    if sentence.kind is not SentenceKind.BODY or sentence.first_clause >= sentence.last_clause:
        return None
    return stage.assertions[sentence.first_clause].status


def headings_of(stage: Stage, role: SectionRole) -> list[Sentence]:
    """The heading sentences that open the sections of a role."""
    spans = {section.title_span for section in sections_of(stage, role) if section.title_span}
    return [sentence for sentence in stage.report.sentences if sentence.span in spans]


def sentences_with(stage: Stage, role: SectionRole, *statuses: SentenceStatus) -> list[Sentence]:
    return [s for s in body_of(stage, role) if stage.sentences[s.number].status in statuses]
