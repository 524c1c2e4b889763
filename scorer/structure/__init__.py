"""Report, assertions and actors in; evidence of the six items that ask for a part of the report.

An item's `defects` say in Chinese what a defective part lacks, by the names given here: `thin`,
`few_points`, `no_field`, `hinted`, `some_points`, `one_sentence`, `unit_as_actor`, `wrong_year`,
`no_date`, `no_unit`, `late`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from scorer.checklist import Checklist, StructureKind, Verdict
from scorer.report import Report, SectionRole, SentenceKind, Span
from scorer.result import (
    Actor,
    Assertion,
    Evidence,
    NearMiss,
    SentenceResult,
    SentenceStatus,
)
from scorer.structure.leader import find_leader
from scorer.structure.shortcomings import find_causes, find_shortcomings
from scorer.structure.stage import Found, Stage, bodies, carried_by, headings_of, sentences_with

LATEST_SIGNING = (3, 1)
"""Month and day of the year after the report year by which a report is due
(法治政府建设与责任落实督察工作规定, chapter on annual reports)."""

_YEAR = re.compile(r"(?<!\d)([2２][0０]\d\d)(?!\d)年?")


def _measures(stage: Stage) -> Found:
    """There when the unit tells of several things that it did, under whatever heading."""
    done = sentences_with(stage, SectionRole.MEASURES, SentenceStatus.DONE)
    done += sentences_with(stage, SectionRole.OTHER, SentenceStatus.DONE)
    heading = headings_of(stage, SectionRole.MEASURES)[:1]
    if len(done) >= 2:
        return carried_by(stage, [*heading, *done[:2]], Verdict.EVIDENCED), []
    return carried_by(stage, [*heading, *done], Verdict.STATED, "thin"), []


def _plan(stage: Stage) -> Found:
    planned = sentences_with(stage, SectionRole.PLAN, SentenceStatus.PLANNED)
    if not planned:
        planned = [
            s
            for s in stage.report.sentences
            if s.kind is SentenceKind.BODY
            and stage.sentences[s.number].status is SentenceStatus.PLANNED
            and stage.report.sections[s.section].role is not SectionRole.SHORTCOMINGS
        ]
    if not planned:
        return [], []
    heading = headings_of(stage, SectionRole.PLAN)
    if stage.report.year is not None:
        for sentence in [*heading, *planned[:1]]:
            years = [int(y) for y in _YEAR.findall(stage.report.quote(sentence.span)[:24])]
            if years and stage.report.year + 1 not in years and max(years) < 2100:
                return carried_by(stage, [sentence], Verdict.STATED, "wrong_year"), []
    return carried_by(stage, [*heading[:1], *planned[:2]], Verdict.EVIDENCED), []


def _signature(stage: Stage) -> Found:
    report = stage.report
    lines = [report.sentences[number] for number in report.signature]
    if not (report.signed_by or report.signed_on):
        return [], []
    if lines:
        # Unit and date are one signature: quoted apart, neither line would carry the verdict.
        lines = [lines[0]._replace(span=Span(lines[0].span.start, lines[-1].span.end))]
    if not report.signed_by:
        return carried_by(stage, lines, Verdict.STATED, "no_unit"), []
    if not report.signed_on:
        return carried_by(stage, lines, Verdict.STATED, "no_date"), []
    if report.year is not None and _late(report.signed_on, report.year):
        return carried_by(stage, lines, Verdict.STATED, "late"), []
    return carried_by(stage, lines, Verdict.EVIDENCED), []


def _late(signed_on: str, report_year: int) -> bool:
    """Whether an ISO date (or year and month) is after 1 March of the year after the report's."""
    year, *rest = (int(part) for part in signed_on.split("-"))
    if year != report_year + 1:
        return year > report_year + 1
    return tuple(rest) > LATEST_SIGNING if len(rest) == 2 else bool(rest) and rest[0] > 2


_FINDERS: dict[StructureKind, Callable[[Stage], Found]] = {
    StructureKind.MEASURES: _measures,
    StructureKind.SHORTCOMINGS: find_shortcomings,
    StructureKind.CAUSES: find_causes,
    StructureKind.LEADER: find_leader,
    StructureKind.PLAN: _plan,
    StructureKind.SIGNATURE: _signature,
}


def find_structure(
    report: Report,
    assertions: Sequence[Assertion],
    actors: Sequence[Actor],
    sentences: Sequence[SentenceResult],
    checklist: Checklist,
) -> tuple[tuple[Evidence, ...], tuple[NearMiss, ...]]:
    """Evidence and near misses of the items that have a `structure`."""
    evidence: list[Evidence] = []
    near_misses: list[NearMiss] = []
    body = bodies(report)
    by_span = {sentence.span: sentence for sentence in report.sentences}
    for item in checklist.items:
        if item.structure is not None:
            stage = Stage(report, assertions, actors, sentences, checklist, item, body, by_span)
            found, missed = _FINDERS[item.structure](stage)
            evidence += found
            near_misses += missed
    return tuple(evidence), tuple(near_misses)
