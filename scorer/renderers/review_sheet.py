"""A reviewed report in, the review sheet (审查表) as a Word file out.

It is all that the gap page shows of the items, on paper, with room for what the reviewer says."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from scorer.checklist import Verdict
from scorer.opinions import Opinion
from scorer.renderers.gap_page import gap_page
from scorer.renderers.page_values import (
    GapPage,
    GroupView,
    ItemView,
    PlaceView,
    ScoreView,
    TallyRow,
)
from scorer.renderers.word_parts import (
    TITLE_CHARACTERS,
    day_text,
    due_text,
    gap_points,
    gaps,
    on_time_text,
    publication_text,
    report_year,
    scorecard_of,
    word_findings,
    word_opinion,
    word_quote,
)
from scorer.renderers.word_template import document_text, render_word
from scorer.renderers.word_values import (
    ReviewSheet,
    WordBasis,
    WordGap,
    WordGroup,
    WordItem,
    WordQuote,
    WordSection,
    WordTally,
)
from scorer.renderers.wording import ROLE_WORDS, VERDICT_SYMBOLS
from scorer.report import Report
from scorer.result import Scorecard
from scorer.season import ReviewedReport, Season

_START: Final = 16
"""Characters of a sentence by which it is known again."""
_WORTH_SHORTENING: Final = 30
"""A shorter sentence is repeated: a reference would be as long."""


def render_review_sheet(
    reviewed: ReviewedReport, season: Season, *, template: bytes | None = None
) -> bytes:
    """The .docx; `template` is a bureau's own instead of the shipped one.

    The file's property `identifier` is the report's digest, by which a sheet that was filled in
    finds its report again; rows are known by the item's id, findings by `CK-…#number`.
    ValueError where the report has no scorecard."""
    sheet = review_sheet(reviewed, season)
    digest = scorecard_of(reviewed).report.digest
    return render_word(sheet, "review_sheet.docx", template=template, identifier=digest)


def review_sheet(reviewed: ReviewedReport, season: Season) -> ReviewSheet:
    """Everything that the sheet shows, as its template sees it."""
    card = scorecard_of(reviewed)
    opinions = reviewed.opinions
    page, report, year = gap_page(card, opinions), card.report, report_year(card, season)
    facts = {fact.label: f"{fact.text}{'（推断）' if fact.guess else ''}" for fact in page.facts}
    return ReviewSheet(
        unit=_named(reviewed.entry.unit or page.unit),
        kind=facts["单位类别"],
        report_title=_named(report.title) or "（未识别出标题）",
        year="年度未识别" if year is None else f"{year}年度",
        year_guess="推断" if year is not None and report.year_guessed else "",
        signed=_named(facts["落款"]),
        source=_named(reviewed.file or report.source),
        length=facts["篇幅"],
        bureau=_named(season.bureau),
        percent=page.percent,
        points=page.points,
        max_points=page.max_points,
        grade=page.grade,
        grade_scale=page.grade_scale,
        judged=str(page.judged),
        applicable=str(page.applicable),
        item_count=str(page.item_count),
        deduction=page.deduction,
        unread=tuple(map(document_text, page.gaps)),
        warnings=tuple(map(document_text, page.warnings)),
        sections=tuple(_sections(report)),
        tally=tuple(map(_tally, page.tally)),
        groups=_shortened(_groups(page), gaps(card, opinions)),
        findings=word_findings(page.findings),
        **_open(card, opinions),
        disclaimer=page.disclaimer,
        checklist=_checklist(page),
        checklist_digest=page.checklist_digest,
        report_digest=page.report_digest,
        tool_version=page.tool_version,
        **_days(reviewed, season, year),
        **_after_review(page),
    )


def _open(card: Scorecard, opinions: Sequence[Opinion]) -> dict[str, Any]:
    """The sheet's fields that tell what is to be supplemented."""
    found = gaps(card, opinions)
    points = gap_points(card, opinions)
    return {"gaps": found, "gap_count": str(len(found)), "gap_points": points}


def _after_review(page: GapPage) -> dict[str, Any]:
    """The sheet's fields that tell the score after the reviewers' decisions."""
    after = page.reviewed or ScoreView("", "", "", "", "")
    return {
        "decided_percent": after.percent,
        "decided_points": after.points,
        "decided_max_points": after.max_points,
        "decided_grade": after.grade,
        "opinion_counts": after.counts,
    }


def _days(reviewed: ReviewedReport, season: Season, year: int | None) -> dict[str, Any]:
    """The sheet's fields that tell days and deadlines."""
    return {
        "received": day_text(reviewed.received),
        "due": due_text(reviewed, year),
        "on_time": on_time_text(reviewed, year),
        "publish_by": publication_text(year),
        "supplement_by": day_text(season.supplement_by),
    }


def _named(text: str) -> str:
    return document_text(text, TITLE_CHARACTERS)


def _checklist(page: GapPage) -> str:
    overlays = "".join(f"，叠加 {overlay}" for overlay in page.overlays)
    return document_text(f"{page.checklist_title} {page.checklist_version} 版{overlays}")


def _sections(report: Report) -> Iterator[WordSection]:
    first = {p.section: p.number + 1 for p in reversed(report.paragraphs)}
    for section in report.sections:
        characters = section.span.end - section.span.start
        if characters and section.number in first:
            yield WordSection(
                ROLE_WORDS[section.role],
                document_text(section.title, TITLE_CHARACTERS) or "（无标题）",
                f"第{first[section.number]}段起",
                str(characters),
            )


def _tally(row: TallyRow) -> WordTally:
    symbol = VERDICT_SYMBOLS[Verdict(row.verdict)]
    return WordTally(
        symbol, row.word, row.meaning, str(row.items), row.max_points, row.rate, row.points
    )


def _groups(page: GapPage) -> tuple[WordGroup, ...]:
    rates = {bar.anchor: bar.rate for bar in page.bars}
    numbers = {
        item.id: number
        for number, item in enumerate((i for group in page.groups for i in group.items), 1)
    }
    return tuple(_group(group, rates[group.anchor], numbers) for group in page.groups)


def _group(group: GroupView, rate: str, numbers: Mapping[str, int]) -> WordGroup:
    counts = Counter(Verdict(item.verdict) for item in group.items)
    return WordGroup(
        group.title,
        group.points,
        group.max_points or "不计",
        rate,
        str(counts[Verdict.EVIDENCED]),
        str(counts[Verdict.STATED]),
        str(counts[Verdict.PLANNED]),
        str(counts[Verdict.ABSENT]),
        str(counts[Verdict.NOT_APPLICABLE] + counts[Verdict.UNREADABLE]),
        tuple(_item(item, numbers[item.id]) for item in group.items),
    )


def _item(item: ItemView, number: int) -> WordItem:
    decided = item.decided
    return WordItem(
        str(number),
        item.id,
        item.title,
        item.word,
        VERDICT_SYMBOLS[Verdict(item.verdict)],
        item.points if item.max_points else "不计",
        item.max_points,
        item.requirement,
        document_text(item.reason),
        document_text(item.review),
        tuple(map(word_quote, item.quotes)),
        _also(item.more_quotes),
        tuple(map(word_quote, item.misses)),
        _also(item.more_misses),
        item.advice,
        tuple(WordBasis(*basis) for basis in item.basis),
        decided.word if decided else "",
        VERDICT_SYMBOLS[Verdict(decided.verdict)] if decided else "",
        (decided.points if decided.max_points else "不计") if decided else "",
        decided.max_points if decided else "",
        tuple(map(word_opinion, item.opinions)),
    )


def _shortened(groups: Sequence[WordGroup], open_items: Sequence[WordGap]) -> tuple[WordGroup, ...]:
    """The groups, with what the sheet says elsewhere marked, so that a template can refer to it:
    what is to be supplemented, and sentences that an item above refused already."""
    numbers = {gap.id: gap.number for gap in open_items}
    first: dict[tuple[str, str], str] = {}
    return tuple(
        group._replace(
            items=tuple(
                item._replace(
                    misses=tuple(_referred(miss, item.id, first) for miss in item.misses),
                    gap_number=numbers.get(item.id, ""),
                )
                for item in group.items
            )
        )
        for group in groups
    )


def _referred(miss: WordQuote, item: str, first: dict[tuple[str, str], str]) -> WordQuote:
    above = first.setdefault((miss.text, miss.place), item)
    if above == item or len(miss.text) <= _WORTH_SHORTENING:
        return miss
    return miss._replace(start=f"{miss.text[:_START]}……", full_at=above)


def _also(places: tuple[PlaceView, ...]) -> str:
    return "、".join(place.paragraph for place in places)
