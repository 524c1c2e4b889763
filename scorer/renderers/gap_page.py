"""Scorecard in, the gap page out: one HTML file that tells what is missing and quotes the rest."""

from __future__ import annotations

from collections.abc import Sequence

from scorer.checklist import Item, Verdict
from scorer.deciding import decided_scorecard
from scorer.opinions import Opinion
from scorer.renderers.marked_text import Mark, MarkKind, Reference, mark_text
from scorer.renderers.page_opinions import counts_text, opinions_on
from scorer.renderers.page_quotes import (
    EVIDENCE_SHOWN,
    QUOTES_SHOWN,
    evidence_view,
    finding_place_view,
    near_miss_view,
    place_views,
)
from scorer.renderers.page_summary import (
    bars,
    filters,
    grade_scale,
    priorities,
    priority_note,
    tally,
)
from scorer.renderers.page_values import (
    BasisView,
    DecidedView,
    FactCell,
    FindingView,
    GapPage,
    GroupView,
    ItemView,
    OpinionView,
    ScoreView,
)
from scorer.renderers.pages import render_page, shell
from scorer.renderers.wording import (
    CONFIDENCE_WORDS,
    DISCLAIMER,
    SEVERITY_WORDS,
    VERDICT_WORDS,
    basis_of,
    by_severity,
    date_text,
    gap_messages,
    percent_text,
    points_text,
    printable,
    unit_kind_title,
)
from scorer.report import Report
from scorer.result import Finding, ItemResult, Scorecard
from scorer.season import finding_keys


def render_gap_page(scorecard: Scorecard, opinions: Sequence[Opinion] = ()) -> bytes:
    """The page as UTF-8; the same scorecard and opinions give the same bytes."""
    page = gap_page(scorecard, opinions)
    more = ("gap_opinions.css",) if opinions else ()
    return render_page("gap_page.html", page, shell("gap_page.css", "gap_page.js", *more))


def gap_page(scorecard: Scorecard, opinions: Sequence[Opinion] = ()) -> GapPage:
    """Everything that the page shows, as its template sees it. Verdicts and points are the
    program's; what reviewers decided stands beside them."""
    report, checklist, results = scorecard.report, scorecard.checklist, scorecard.items
    findings = by_severity(scorecard.findings)
    after = decided_scorecard(scorecard, opinions)
    deducted = sum(finding.deduction for finding in findings)
    return GapPage(
        unit=printable(report.unit) or "（未识别出报告单位）",
        year=_year(report),
        facts=_facts(scorecard),
        notes=_notes(scorecard),
        gaps=gap_messages(report),
        warnings=tuple(map(printable, report.warnings)),
        percent=percent_text(scorecard.percent),
        grade=scorecard.grade,
        grade_scale=grade_scale(scorecard),
        points=points_text(scorecard.points),
        max_points=points_text(scorecard.max_points),
        judged=scorecard.judged,
        applicable=scorecard.applicable,
        item_count=len(results),
        reviewed=_reviewed(after, opinions),
        tally=tally(scorecard),
        deduction=points_text(deducted) if deducted else "",
        bars=bars(scorecard),
        priorities=priorities(after.items),
        priority_note=priority_note(after.items),
        filters=filters(results),
        groups=_groups(scorecard, after, opinions),
        findings=_findings(scorecard, opinions),
        paragraphs=mark_text(report, _marks(results, findings)),
        disclaimer=DISCLAIMER,
        checklist_title=checklist.title,
        checklist_id=checklist.id,
        checklist_version=checklist.version,
        checklist_digest=checklist.digest,
        overlays=checklist.overlays,
        report_digest=report.digest,
        tool_version=scorecard.tool_version,
    )


def _year(report: Report) -> str:
    return "" if report.year is None else f"{report.year}年度"


def _facts(scorecard: Scorecard) -> tuple[FactCell, ...]:
    report = scorecard.report
    signed = " ".join(
        part for part in (report.signed_by, date_text(report.signed_on or "")) if part
    )
    kind = unit_kind_title(scorecard.checklist, report.unit_kind)
    year_is_guess = report.year is not None and report.year_guessed
    return (
        FactCell("报告单位", printable(report.unit) or "未识别出", False),
        FactCell("单位类别", kind, report.unit_kind_guessed),
        FactCell("报告年度", _year(report) or "未识别出", year_is_guess),
        FactCell("落款", printable(signed) or "未识别出", False),
        FactCell("原文件", printable(report.source), False),
        FactCell("篇幅", f"{len(report.text)} 字 {len(report.paragraphs)} 段", False),
    )


def _notes(scorecard: Scorecard) -> tuple[str, ...]:
    """What was guessed about the report and how a user overrides it."""
    report, notes = scorecard.report, []
    if report.unit_kind_guessed:
        kinds = "、".join(f"{kind.id}（{kind.title}）" for kind in scorecard.checklist.unit_kinds)
        notes.append(
            "单位类别由程序按名称和内容推断，它决定哪些项适用。"
            f"如不符，评单份报告时加 --unit-kind（可选：{kinds}），评查整批时在台账写明单位类型。"
        )
    if report.year is None:
        notes.append("没有识别出报告年度。请在报告标题里写明年度，或者评单份报告时加 --year 指定。")
    elif report.year_guessed:
        notes.append("报告年度由程序推断，请核对。如不符，评单份报告时加 --year 指定。")
    return tuple(notes)


def _findings(scorecard: Scorecard, opinions: Sequence[Opinion]) -> tuple[FindingView, ...]:
    told = zip(by_severity(scorecard.findings), sorted_keys(scorecard), strict=True)
    return tuple(
        _finding(scorecard.report, finding, (f"f{number}", key), opinions_on(key, opinions))
        for number, (finding, key) in enumerate(told, 1)
    )


def sorted_keys(scorecard: Scorecard) -> list[str]:
    """Keys of the findings in the order in which the page lists them."""
    told = scorecard.findings
    keys = dict(zip(map(id, told), finding_keys(told), strict=True))
    return [keys[id(finding)] for finding in by_severity(told)]


def _reviewed(after: Scorecard, opinions: Sequence[Opinion]) -> ScoreView | None:
    if not opinions:
        return None
    return ScoreView(
        percent_text(after.percent),
        after.grade,
        points_text(after.points),
        points_text(after.max_points),
        counts_text(opinions) or "只有附言",
    )


def _groups(
    scorecard: Scorecard, after: Scorecard, opinions: Sequence[Opinion]
) -> tuple[GroupView, ...]:
    return tuple(
        GroupView(
            f"g-{group.id}",
            group.title,
            points_text(group.points),
            points_text(group.max_points) if group.max_points else "",
            tuple(
                _item(scorecard.report, result, decided, opinions_on(result.item.id, opinions))
                for result, decided in zip(scorecard.items, after.items, strict=True)
                if result.item.group == group.id
            ),
        )
        for group in scorecard.groups
    )


def _item(
    report: Report, result: ItemResult, decided: ItemResult, opinions: tuple[OpinionView, ...]
) -> ItemView:
    item = result.item
    evidence = result.evidence
    # What is quoted as evidence already tells there why it was not taken for more.
    quoted = {found.span for found in evidence}
    misses = [miss for miss in result.near_misses if miss.span not in quoted]
    shown = evidence[:EVIDENCE_SHOWN]
    left = min(EVIDENCE_SHOWN, QUOTES_SHOWN - len(shown))
    can_be_mended = decided.points_at_stake > 0 or decided.verdict is Verdict.UNREADABLE
    return ItemView(
        item.id,
        item.title,
        result.verdict.value,
        VERDICT_WORDS[result.verdict],
        points_text(result.points),
        points_text(result.max_points) if result.max_points else "",
        item.requirement,
        printable(result.reason),
        printable(result.review or ""),
        tuple(evidence_view(report, found, result.near_misses) for found in shown),
        place_views(report, evidence, len(shown)),
        tuple(near_miss_view(report, miss) for miss in misses[:left]),
        place_views(report, misses, left),
        item.advice if can_be_mended else "",
        _basis(item, report.year),
        None if decided.verdict is result.verdict else _decided(decided),
        opinions,
    )


def _decided(result: ItemResult) -> DecidedView:
    return DecidedView(
        result.verdict.value,
        VERDICT_WORDS[result.verdict],
        points_text(result.points),
        points_text(result.max_points) if result.max_points else "",
    )


def _basis(item: Item, year: int | None) -> tuple[BasisView, ...]:
    return tuple(
        BasisView(basis.document, basis.article or "", CONFIDENCE_WORDS[basis.confidence])
        for basis in basis_of(item, year)
    )


def _finding(
    report: Report, finding: Finding, names: tuple[str, str], opinions: tuple[OpinionView, ...]
) -> FindingView:
    """`names` are the finding's anchor on the page and its key."""
    anchor, key = names
    return FindingView(
        anchor,
        finding.id,
        key,
        finding.title,
        finding.severity,
        SEVERITY_WORDS[finding.severity],
        printable(finding.message),
        printable(finding.suggestion),
        points_text(finding.deduction) if finding.deduction else "",
        tuple(finding_place_view(report, place) for place in finding.places),
        opinions,
    )


def _marks(results: Sequence[ItemResult], findings: Sequence[Finding]) -> list[Mark]:
    """All that is quoted anywhere on the page; findings are numbered as they are listed."""
    marks = []
    for result in results:
        label = result.item.id
        for found in result.evidence:
            evidenced = found.verdict is Verdict.EVIDENCED
            kind = MarkKind.EVIDENCED if evidenced else MarkKind.STATED
            marks.append(Mark(found.span, Reference(label, label, kind)))
        for miss in result.near_misses:
            marks.append(Mark(miss.span, Reference(label, label, MarkKind.NEAR_MISS)))
    for number, finding in enumerate(findings, 1):
        reference = Reference(f"f{number}", finding.id, MarkKind.FINDING)
        marks.extend(Mark(place.span, reference) for place in finding.places)
    return marks
