"""A district's summary in, the district page out: one HTML file whose every number leads to the gap
pages beside it."""

from __future__ import annotations

from collections import Counter
from typing import Final

from scorer.checklist import Verdict
from scorer.renderers.copied_words import compared_text, copy_words
from scorer.renderers.district_opinions import open_opinions
from scorer.renderers.district_values import (
    AbsentRow,
    BandBar,
    Cell,
    CopyPair,
    CopySide,
    Count,
    DistrictPage,
    FindingRow,
    GapRow,
    GroupBar,
    HeatCell,
    HeatLine,
    HeatUnit,
    LegendMark,
    RankRow,
    RateCell,
    UnitMark,
)
from scorer.renderers.page_opinions import total_counts_text
from scorer.renderers.pages import page_href, render_page, shell
from scorer.renderers.wording import (
    DISCLAIMER,
    VERDICT_SYMBOLS,
    VERDICT_WORDS,
    date_text,
    percent_text,
    points_text,
    printable,
    unit_remark,
)
from scorer.season import (
    CopiedPassage,
    CopyPlace,
    DistrictSummary,
    ItemShare,
    UnitRow,
)

COPIES_SHOWN: Final = 50
UNITS_OPEN: Final = 8
"""Up to so many units are listed openly; more are folded."""
_LEVELS: Final = ((0.85, "r4"), (0.7, "r3"), (0.5, "r2"))


def render_district_page(summary: DistrictSummary) -> bytes:
    """The page as UTF-8; the same summary gives the same bytes. Gap pages are linked by the paths
    that the rows give, relative to where this page will stand."""
    return render_page(
        "district.html",
        district_page(summary),
        shell("overview.css", "district.js", "district.css"),
    )


def district_page(summary: DistrictSummary) -> DistrictPage:
    """Everything that the page shows, as its template sees it."""
    checklist = summary.checklist
    kinds = Counter(row.kind for row in summary.units)
    return DistrictPage(
        year="" if summary.season.year is None else f"{summary.season.year}年度",
        bureau=printable(summary.season.bureau),
        facts=_facts(summary),
        bands=_bands(summary),
        grades=tuple(Count(grade, count) for grade, count in summary.grades.items()),
        group_bars=_group_bars(summary),
        gaps=_gaps(summary),
        kinds=tuple(Count(printable(kind), count) for kind, count in kinds.items() if kind),
        group_titles=tuple(group.title for group in checklist.groups),
        units=tuple(
            _rank(place, row, summary)
            for place, row in zip(summary.places, summary.units, strict=True)
        ),
        heat_units=tuple(_unit(row.entry.unit, row.gap_page) for row in summary.scored),
        heat=_heat(summary),
        legend=tuple(
            LegendMark(verdict.value, symbol, VERDICT_WORDS[verdict])
            for verdict, symbol in VERDICT_SYMBOLS.items()
        ),
        findings=_findings(summary),
        copied=tuple(map(_pair, summary.copied[:COPIES_SHOWN])),
        copied_count=len(summary.copied),
        compared=compared_text(summary),
        opinions=open_opinions(summary),
        absent=_absent(summary),
        disclaimer=DISCLAIMER,
        checklist_title=checklist.title,
        checklist_version=checklist.version,
        checklist_digest=checklist.digest,
        tool_version=summary.tool_version,
    )


def _unit(name: str, path: str) -> HeatUnit:
    return HeatUnit(printable(name), page_href(path))


def _facts(summary: DistrictSummary) -> tuple[Cell, ...]:
    late = sum((row.days_late or 0) > 0 for row in summary.units)
    failed = len(summary.units) - len(summary.scored)
    changed = sum(row.changed for row in summary.scored)
    return (
        Cell("应报", f"{len(summary.units) + len(summary.not_submitted)} 份"),
        Cell("已评分", f"{len(summary.scored)} 份"),
        Cell("未能评分", f"{failed} 份"),
        Cell("未报送", f"{len(summary.not_submitted)} 家"),
        Cell("逾期报送", f"{late} 家"),
        Cell("平均与中位", f"{percent_text(summary.mean)} 分，{percent_text(summary.median)} 分"),
        Cell("审查意见", total_counts_text(summary) or "还没有登记"),
        Cell("改判", f"{changed} 项"),
        Cell("总分", "已计入有效的审查意见" if summary.decided else "程序的初判"),
    )


def _bands(summary: DistrictSummary) -> tuple[BandBar, ...]:
    most = max((len(band.units) for band in summary.bands), default=0) or 1
    return tuple(
        BandBar(
            f"{band.low}～{band.high}",
            len(band.units),
            round(100 * len(band.units) / most, 1),
            printable("、".join(band.units)),
        )
        for band in reversed(summary.bands)
    )


def _group_bars(summary: DistrictSummary) -> tuple[GroupBar, ...]:
    bars = []
    for group in summary.groups:
        if group.mean_rate is None:
            bars.append(GroupBar(group.title, "不计", "", 0.0))
            continue
        spread = f"{group.lowest_rate:.0%}～{group.highest_rate:.0%}"
        width = round(100 * group.mean_rate, 1)
        bars.append(GroupBar(group.title, f"{group.mean_rate:.0%}", spread, width))
    return tuple(bars)


def _gaps(summary: DistrictSummary) -> tuple[GapRow, ...]:
    common = [share for share in summary.items if len(share.gaps) > 1]
    common.sort(key=lambda share: (-share.missing_share, -share.unproven_share, share.id))
    titles = {group.id: group.title for group in summary.checklist.groups}
    return tuple(_gap(share, titles.get(share.group, share.group)) for share in common)


def _gap(share: ItemShare, group: str) -> GapRow:
    units = tuple(
        UnitMark(
            printable(gap.unit),
            f"{page_href(gap.gap_page)}#{share.id}" if gap.gap_page else "",
            gap.verdict.value,
            VERDICT_SYMBOLS[gap.verdict],
        )
        for gap in share.gaps
    )
    return GapRow(
        share.id,
        share.title,
        group,
        share.judged,
        f"{share.missing_share:.0%}",
        round(100 * share.missing_share, 1),
        f"{share.unproven_share:.0%}",
        round(100 * share.unproven_share, 1),
        points_text(share.lost),
        len(units),
        len(units) > UNITS_OPEN,
        units,
    )


def _rank(place: int | None, row: UnitRow, summary: DistrictSummary) -> RankRow:
    late = row.days_late
    told = "" if late is None else f"逾期{late}天" if late > 0 else "按期"
    missing = row.count(Verdict.ABSENT) + row.count(Verdict.PLANNED)
    rates = tuple(_rate(g.title, g.points, g.max_points, f"g-{g.id}") for g in row.groups)
    return RankRow(
        "" if place is None else str(place),
        printable(row.entry.unit),
        page_href(row.gap_page),
        printable(row.kind),
        printable(unit_remark(row, summary.season.year)),
        percent_text(row.percent),
        percent_text(row.program_percent) if row.opinions else "",
        row.grade,
        rates or (RateCell("", "", "", ""),) * len(summary.checklist.groups),
        str(missing) if row.scored else "",
        str(len(row.open_findings) or "") if row.scored else "",
        told,
    )


def _rate(title: str, points: float, most: float, anchor: str) -> RateCell:
    if not most:
        return RateCell("", "", f"{title}：不计分", anchor)
    rate = points / most
    level = next((name for least, name in _LEVELS if rate >= least), "r1")
    told = f"{title}：{points_text(points)}/{points_text(most)} 分"
    return RateCell(f"{rate:.0%}", level, told, anchor)


def _heat(summary: DistrictSummary) -> tuple[HeatLine, ...]:
    # A thousand units have 44,000 cells: equal ones are one.
    cells: dict[Verdict | None, HeatCell] = {
        verdict: HeatCell(verdict.value, symbol) for verdict, symbol in VERDICT_SYMBOLS.items()
    }
    cells[None] = HeatCell("", "")
    columns = [{mark.id: mark.verdict for mark in row.marks} for row in summary.scored]
    return tuple(
        HeatLine(share.id, share.title, tuple(cells[known.get(share.id)] for known in columns))
        for share in summary.items
    )


def _findings(summary: DistrictSummary) -> tuple[FindingRow, ...]:
    rows = []
    for share in summary.findings:
        units = tuple(
            HeatUnit(
                printable(link.unit), f"{page_href(link.gap_page)}#checks" if link.gap_page else ""
            )
            for link in share.units
        )
        rows.append(
            FindingRow(share.id, share.title, share.findings, len(units) > UNITS_OPEN, units)
        )
    return tuple(rows)


def _pair(copied: CopiedPassage) -> CopyPair:
    return CopyPair(
        f"{copy_words(copied)}的报告",
        copied.shared,
        f"{copied.similarity:.0%}",
        tuple(_side(place) for place in (copied.first, copied.second)),
    )


def _side(place: CopyPlace) -> CopySide:
    year = "" if place.year is None else f"{place.year}年度 "
    earlier = f"（往年：{place.file}）" if place.earlier else ""
    return CopySide(
        printable(place.unit),
        page_href(place.gap_page),
        printable(f"{year}第{place.paragraph}段{earlier}"),
        tuple(piece._replace(text=printable(piece.text)) for piece in place.pieces),
    )


def _absent(summary: DistrictSummary) -> tuple[AbsentRow, ...]:
    failed = [row for row in summary.units if not row.scored]
    return tuple(
        AbsentRow(
            printable(row.entry.unit),
            printable(row.problem) if row.submitted else "未报送",
            "" if row.due is None else date_text(row.due.isoformat()),
            printable(row.entry.contact),
        )
        for row in (*summary.not_submitted, *failed)
    )
