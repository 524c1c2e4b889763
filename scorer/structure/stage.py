"""What the structure items look things up in, and how their evidence is made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from scorer.checklist import Checklist, Item, Status, Verdict
from scorer.report import Report, Section, SectionRole, Sentence, SentenceKind, Span
from scorer.result import Actor, Assertion, Evidence, NearMiss, SentenceResult, SentenceStatus


class Stage(NamedTuple):
    """What the six functions look things up in."""

    report: Report
    assertions: Sequence[Assertion]
    actors: Sequence[Actor]
    sentences: Sequence[SentenceResult]
    checklist: Checklist
    item: Item
    body: Mapping[SectionRole, list[Sentence]]
    """Body sentences by the role of their section; all six items share them."""
    by_span: Mapping[Span, Sentence]

    def words(self, name: str) -> tuple[str, ...]:
        term = self.checklist.terms.get(name)
        return term.words if term else ()


Found = tuple[list[Evidence], list[NearMiss]]


def sections_of(stage: Stage, role: SectionRole) -> list[Section]:
    return [section for section in stage.report.sections if section.role is role]


def bodies(report: Report) -> Mapping[SectionRole, list[Sentence]]:
    """The body sentences of the sections of each role."""
    roles = [section.role for section in report.sections]
    by_role: dict[SectionRole, list[Sentence]] = {role: [] for role in roles}
    is_body = SentenceKind.BODY
    for sentence in report.sentences:
        if sentence.kind is is_body:
            by_role[roles[sentence.section]].append(sentence)
    return by_role


def body_of(stage: Stage, role: SectionRole) -> list[Sentence]:
    return list(stage.body.get(role, ()))


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
    spans = [section.title_span for section in sections_of(stage, role)]
    return [stage.by_span[span] for span in spans if span is not None and span in stage.by_span]


def sentences_with(stage: Stage, role: SectionRole, *statuses: SentenceStatus) -> list[Sentence]:
    return [s for s in body_of(stage, role) if stage.sentences[s.number].status in statuses]
