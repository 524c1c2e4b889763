"""A reviewed report in, the notice of supplement (补正通知书) as a Word file out."""

from __future__ import annotations

from collections.abc import Sequence

from scorer.checklist import Verdict
from scorer.deciding import decided_scorecard
from scorer.opinions import ACCEPTED, Opinion, decided
from scorer.renderers.gap_page import gap_page, sorted_keys
from scorer.renderers.word_parts import (
    TITLE_CHARACTERS,
    day_text,
    due_text,
    gaps,
    on_time_text,
    publication_text,
    report_year,
    scorecard_of,
    word_findings,
)
from scorer.renderers.word_template import document_text, render_word
from scorer.renderers.word_values import Notice
from scorer.renderers.wording import percent_text
from scorer.result import Scorecard
from scorer.season import ReviewedReport, Season

_MUST_BE_MENDED = (Verdict.ABSENT, Verdict.PLANNED)


def needs_notice(card: Scorecard, opinions: Sequence[Opinion] = ()) -> bool:
    """Whether the unit has to hand in again: after the reviewers' decisions an item is missing, or
    a part cannot be read. What is only told in general words is asked for when a notice goes out
    anyway."""
    missing = any(
        result.verdict in _MUST_BE_MENDED and result.points_at_stake > 0
        for result in decided_scorecard(card, opinions).items
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
    """Everything that the notice says, as its template sees it: what stands after the reviewers'
    decisions. Of the findings only those that must be mended or that a reviewer accepted; what
    else is to be compared or is a hint stays with the reviewer."""
    card, opinions = scorecard_of(reviewed), reviewed.opinions
    page, report, year = gap_page(card, opinions), card.report, report_year(card, season)
    words = decided(opinions)
    told = [
        view
        for view, key in zip(page.findings, sorted_keys(card), strict=True)
        if words.get(key, ACCEPTED if view.severity == "error" else "") == ACCEPTED
    ]
    after = decided_scorecard(card, opinions)
    open_gaps = gaps(card, opinions)
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
        percent=percent_text(after.percent),
        grade=after.grade,
        unread=tuple(map(document_text, page.gaps)),
        gaps=open_gaps,
        gap_count=str(len(open_gaps)),
        findings=word_findings([view._replace(opinions=()) for view in told]),
        supplement_by=day_text(season.supplement_by),
        disclaimer=page.disclaimer,
        checklist=document_text(f"{page.checklist_title} {page.checklist_version} 版"),
        report_digest=page.report_digest,
    )
