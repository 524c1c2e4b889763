"""A review's rows in, the district's workbook and page out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from importlib.util import find_spec
from typing import Final

from scorer import __version__
from scorer.batch.allotting import Allotment, UnitFile
from scorer.batch.files import unwritable
from scorer.batch.journal import Journal
from scorer.batch.rows import Rows
from scorer.batch.stages import Failed, Scored
from scorer.checklist import Checklist
from scorer.register import Register
from scorer.renderers.district_page import render_district_page
from scorer.season import PassageSource, ReviewedReport, Season, UnitRow
from scorer.summary import summarise, unit_row

PAGE: Final = "汇总.html"
WORKBOOK: Final = "汇总表.xlsx"


def render_district(
    allotment: Allotment,
    scored: dict[str, Scored | Failed],
    register: Register | None,
    *,
    checklist: Checklist,
    season: Season,
    journal: Journal,
    earlier: Sequence[PassageSource] = (),
) -> Iterator[tuple[str, bytes]]:
    """Names and contents, one after the other, as each of them may be large; no workbook without
    the library for it. UsageError where the disk is full."""
    kept = Rows(journal)
    received = register.received if register else {}
    rows = []
    for unit in allotment.units:
        told = scored.get(unit.file) if unit.file else None
        row = kept.of(told.key) if isinstance(told, Scored) else None
        rows.append(row or _bare(unit, told, received.get(unit.entry.unit), season))
    summary = summarise(rows, checklist, season, tool_version=__version__, earlier=earlier)
    yield PAGE, render_district_page(summary)
    if find_spec("xlsxwriter") is not None:
        from scorer.renderers.district_workbook import render_district_workbook

        try:
            workbook = render_district_workbook(summary, scratch=journal.folder)
        except OSError as error:
            raise unwritable(journal.folder, error) from error
        yield WORKBOOK, workbook


def _bare(
    unit: UnitFile, told: Scored | Failed | None, received: date | None, season: Season
) -> UnitRow:
    """The row of a unit without a scorecard."""
    reason = told.reason if isinstance(told, Failed) else unit.reason
    reviewed = ReviewedReport(
        entry=unit.entry,
        file=unit.file or "",
        problem=reason,
        received=received,
    )
    return unit_row(reviewed, season)
