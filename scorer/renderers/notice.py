"""A reviewed report in, the notice of supplement (补正通知书) as a Word file out."""

from __future__ import annotations

from scorer.checklist import Verdict
from scorer.renderers.gap_page import gap_page
from scorer.renderers.word_parts import (
    TITLE_CHARACTERS,
    day_text,
    due_text,
    gaps,
    on_time_text,
    publication_text,
    report_year,
    scorecard_of,
    sorted_keys,
    word_findings,
)
from scorer.renderers.word_template import document_text, render_word
from scorer.renderers.word_values import Notice
from scorer.result import Scorecard
from scorer.season import ReviewedReport, Season

_MUST_BE_MENDED = (Verdict.ABSENT, Verdict.PLANNED)


def needs_notice(card: Scorecard) -> bool:
    """Whether the unit has to hand in again: an item is missing, or a part cannot be read. What
    is only told in general words is asked for when a notice goes out anyway."""
    missing = any(
        result.verdict in _MUST_BE_MENDED and result.points_at_stake > 0 for result in card.items
    )
    return missing or not card.report.complete


def render_notice(
    reviewed: ReviewedReport, season: Season, *, template: bytes | None = None
) -> bytes:
    """The .docx; `template` is a bureau's own instead of the shipped one. ValueError where the
    report has no scorecard."""
    digest = scorecard_of(reviewed).report.digest
    value = notice(reviewed, season)
    return render_word(value, "notice.docx", template=template, identifier=digest)


def notice(reviewed: ReviewedReport, season: Season) -> Notice:
    """Everything that the notice says, as its template sees it. Of the findings only those that
    must be mended; what is to be compared or is a hint stays with the reviewer."""
    card = scorecard_of(reviewed)
    page, report, year = gap_page(card), card.report, report_year(card, season)
    keys = sorted_keys(card)
    errors = [
        (view, key)
        for view, key in zip(page.findings, keys, strict=True)
        if view.severity == "error"
    ]
    open_gaps = gaps(card)
    return Notice(
        unit=document_text(reviewed.entry.unit or page.unit, TITLE_CHARACTERS),
        report_title=document_text(report.title, TITLE_CHARACTERS) or "法治政府建设年度报告",
        year="　　　　年度" if year is None else f"{year}年度",
        source=document_text(reviewed.file or report.source, TITLE_CHARACTERS),
        received=day_text(reviewed.received),
        due=due_text(reviewed, year),
        on_time=on_time_text(reviewed, year),
        publish_by=publication_text(year),
        bureau=document_text(season.bureau, TITLE_CHARACTERS),
        contact=document_text(season.contact, TITLE_CHARACTERS),
        issued=day_text(season.issued),
        percent=page.percent,
        grade=page.grade,
        unread=tuple(map(document_text, page.gaps)),
        gaps=open_gaps,
        gap_count=str(len(open_gaps)),
        findings=word_findings(
            [view for view, _ in errors], [key for _, key in errors], reviewed.opinions
        ),
        supplement_by=day_text(season.supplement_by),
        disclaimer=page.disclaimer,
        checklist=document_text(f"{page.checklist_title} {page.checklist_version} 版"),
        report_digest=page.report_digest,
    )
