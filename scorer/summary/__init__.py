"""A district's reviewed reports in, one summary out: arithmetic and comparison, no wording.

`unit_row` keeps of a report what the district needs, so that a run over thousands of reports need
not hold their scorecards; `summarise` takes rows and reviewed reports alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import fmean, median

from scorer.checklist import Checklist
from scorer.report import Report
from scorer.season import DistrictSummary, PassageSource, ReviewedReport, Season, UnitRow
from scorer.summary.copies import find_copies, passage_source
from scorer.summary.rows import kind_title, unit_row
from scorer.summary.shares import bands, finding_shares, grade_counts, group_shares, item_shares

__all__ = ["find_copies", "passage_source", "summarise", "unit_row"]


def summarise(
    reports: Iterable[ReviewedReport | UnitRow],
    checklist: Checklist,
    season: Season,
    *,
    tool_version: str,
    earlier: Sequence[Report | PassageSource] = (),
) -> DistrictSummary:
    """The district's figures. `earlier` are reports of past years to compare passages with."""
    rows = [
        report if isinstance(report, UnitRow) else unit_row(report, season) for report in reports
    ]
    rows = [replace(row, kind=kind_title(checklist, row.kind)) for row in rows]
    submitted = sorted((row for row in rows if row.submitted), key=_rank)
    scored = [row for row in submitted if row.scored]
    percents = [row.percent for row in scored if row.percent is not None]
    return DistrictSummary(
        season=season,
        checklist=checklist,
        units=tuple(submitted),
        not_submitted=tuple(
            sorted((row for row in rows if not row.submitted), key=lambda row: row.entry.unit)
        ),
        items=item_shares(scored, checklist),
        groups=group_shares(scored, checklist),
        findings=finding_shares(scored),
        bands=bands(scored),
        grades=grade_counts(scored, checklist),
        mean=round(fmean(percents), 1) if percents else None,
        median=round(median(percents), 1) if percents else None,
        copied=find_copies(_sources(scored, earlier), formulas=_formulas(checklist)),
        tool_version=tool_version,
        earlier_reports=len(earlier),
    )


def _rank(row: UnitRow) -> tuple[bool, float, str, str]:
    return (
        row.percent is None,
        -(row.percent or 0.0),
        row.entry.unit,
        row.file,
    )


def _sources(
    rows: Iterable[UnitRow], earlier: Iterable[Report | PassageSource]
) -> list[PassageSource]:
    sources = [row.passages for row in rows if row.passages is not None]
    sources += [
        past if isinstance(past, PassageSource) else passage_source(past, earlier=True)
        for past in earlier
    ]
    return sources


def _formulas(checklist: Checklist) -> list[str]:
    """Words that everybody has to write: fixed terms, titles of laws, opening formulas."""
    return [
        *(term.text for term in checklist.fixed_terms),
        *(law.title for law in checklist.legal_titles),
        *checklist.outline.openings,
    ]
