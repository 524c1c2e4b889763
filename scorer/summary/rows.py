"""One reviewed report in, the district's row on it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from scorer.checklist import Checklist, Verdict
from scorer.deciding import decided_scorecard, dismissed
from scorer.opinions import Opinion
from scorer.report import Report
from scorer.result import Evidence, Finding, ItemResult, NearMiss, Scorecard
from scorer.season import (
    FindingMark,
    ItemMark,
    ReviewedReport,
    Season,
    UnitRow,
    due_date,
    finding_keys,
)
from scorer.summary.copies import passage_source

QUOTE_CHARACTERS: Final = 160


def unit_row(reviewed: ReviewedReport, season: Season) -> UnitRow:
    """The row, with the figures that reviewers left; without a scorecard it has the register's
    words and the problem only."""
    card, entry = reviewed.scorecard, reviewed.entry
    year = season.year if card is None else (card.report.year or season.year)
    due = entry.due or (due_date(year) if year is not None else None)
    bare = UnitRow(
        entry=entry,
        kind=entry.kind or "",
        file=reviewed.file,
        gap_page=reviewed.gap_page,
        problem=reviewed.problem,
        received=reviewed.received,
        due=due,
        days_late=_days_late(reviewed.received, due),
        opinions=reviewed.opinions,
    )
    return bare if card is None else _scored(bare, card)


def _scored(bare: UnitRow, program: Scorecard) -> UnitRow:
    report = program.report
    card = decided_scorecard(program, bare.opinions)
    verdicts = {result.item.id: result.verdict for result in program.items}
    return UnitRow(
        entry=bare.entry,
        kind=kind_title(card.checklist, report.unit_kind),
        file=bare.file or report.source,
        gap_page=bare.gap_page,
        problem=bare.problem,
        received=bare.received,
        due=bare.due,
        days_late=bare.days_late,
        digest=report.digest,
        title=report.title,
        year=report.year,
        percent=card.percent,
        points=card.points,
        max_points=card.max_points,
        grade=card.grade,
        judged=card.judged,
        applicable=card.applicable,
        complete=report.complete,
        groups=card.groups,
        marks=tuple(_mark(report, result, verdicts) for result in card.items),
        findings=_finding_marks(card.findings, bare.opinions),
        passages=passage_source(report, unit=bare.entry.unit, gap_page=bare.gap_page),
        opinions=bare.opinions,
        program_percent=program.percent,
        program_grade=program.grade,
    )


def _finding_marks(
    findings: Sequence[Finding], opinions: Sequence[Opinion]
) -> tuple[FindingMark, ...]:
    keys = finding_keys(findings)
    without = dismissed(keys, opinions)
    return tuple(
        FindingMark(key, f.id, f.title, f.severity, f.message, f.suggestion, key in without)
        for key, f in zip(keys, findings, strict=True)
    )


def _mark(report: Report, result: ItemResult, verdicts: Mapping[str, Verdict]) -> ItemMark:
    quote, place = "", ""
    found: Evidence | NearMiss | None = next(
        iter(result.evidence), next(iter(result.near_misses), None)
    )
    if found is not None:
        quote = report.quote(found.span)
        if len(quote) > QUOTE_CHARACTERS:
            quote = f"{quote[:QUOTE_CHARACTERS]}……"
        place = f"第{report.sentences[found.sentence].paragraph + 1}段"
    return ItemMark(
        result.item.id,
        result.verdict,
        result.points,
        result.max_points,
        result.reason,
        result.review or "",
        quote,
        place,
        verdicts[result.item.id],
    )


def _days_late(received: date | None, due: date | None) -> int | None:
    return None if received is None or due is None else (received - due).days


def kind_title(checklist: Checklist, kind: str) -> str:
    """The title of a kind of unit given by its id; a title, or an unknown word, stays as it is."""
    return next((known.title for known in checklist.unit_kinds if known.id == kind), kind)
