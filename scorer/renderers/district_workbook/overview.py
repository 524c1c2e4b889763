"""The sheet 总表: one row per unit with a file."""

from __future__ import annotations

from collections import Counter
from typing import Any

from scorer.checklist import Verdict
from scorer.opinions import Hold
from scorer.renderers.district_workbook.sheets import (
    A3,
    FIRST_ROW,
    HEADER_ROW,
    Book,
    Column,
    add_sheet,
    close_table,
    day,
    fit_height,
    number,
    page_link,
    text,
    year_text,
)
from scorer.renderers.page_opinions import total_counts_text
from scorer.renderers.wording import DISCLAIMER, percent_text, unit_remark
from scorer.season import DistrictSummary, UnitRow

_OPINIONS = ("改判项数", "有效意见", "须重新审查", "意见不一")
_VERDICTS = (Verdict.EVIDENCED, Verdict.STATED, Verdict.PLANNED, Verdict.ABSENT)


def _columns(summary: DistrictSummary) -> list[Column]:
    """Narrow enough for A3 across at a size that can be read; what only decisions fill is hidden
    as long as there are none."""
    bare = not summary.decided
    return [
        Column("名次", 5),
        Column("单位", 20),
        Column("类别", 9.5),
        Column("收到日期", 10.5),
        Column("报送期限", 10.5),
        Column("报送情况", 8.5),
        Column("总分", 6.5),
        Column("等次", 7),
        Column("程序总分", 6.5, hidden=bare),
        Column("程序等次", 7, hidden=bare),
        Column("得分", 6),
        Column("满分", 6),
        *(Column(group.title, 6.2) for group in summary.checklist.groups),
        *(Column(title, 5) for title in ("有实据", "泛泛", "仅计划", "缺失")),
        *(Column(title, 5) for title in ("应改正", "应核对", "供参考")),
        *(Column(title, 5, hidden=bare) for title in _OPINIONS),
        Column("已判定/适用", 7.5),
        Column("说明", 20),
        Column("文件", 16),
        Column("报告摘要", 12, hidden=True),
    ]


def write_overview(book: Book, summary: DistrictSummary) -> None:
    groups, columns = summary.checklist.groups, _columns(summary)
    sheet = add_sheet(
        book,
        "总表",
        f"{year_text(summary)}法治政府建设年度报告审查汇总表",
        columns=columns,
        note=_note(summary),
    )
    fit_height(sheet, HEADER_ROW, columns, {n: one.title for n, one in enumerate(columns)})
    for offset, (place, row) in enumerate(zip(summary.places, summary.units, strict=True)):
        at, after = FIRST_ROW + offset, len(columns) - 3
        _row(book, sheet, at, row, place, len(groups))
        told = unit_remark(row, summary.season.year)
        words = {1: row.entry.unit, 2: row.kind, after: told, after + 1: row.file}
        text(sheet, at, after, told, book.formats["text"])
        fit_height(sheet, at, columns, words)
    close_table(sheet, len(columns), len(summary.units))
    last = max(FIRST_ROW, HEADER_ROW + len(summary.units))
    _paper(sheet, last, len(columns))


def _paper(sheet: Any, last: int, columns: int) -> None:
    """A3 across with all columns up to the remark; the file's name is for the screen only."""
    sheet.set_paper(A3)
    sheet.set_margins(left=0.3, right=0.3, top=0.5, bottom=0.6)
    sheet.print_area(0, 0, last, columns - 3)
    # For whoever lets it run over several pages beside each other.
    sheet.repeat_columns(0, 1)


def _note(summary: DistrictSummary) -> str:
    figures = (
        f"应报 {len(summary.units) + len(summary.not_submitted)} 份，已评 {len(summary.scored)}"
    )
    rest = len(summary.units) - len(summary.scored)
    return (
        f"{figures} 份，未能评分 {rest} 份，未报送 {len(summary.not_submitted)} 家；"
        f"平均 {percent_text(summary.mean)} 分，中位数 {percent_text(summary.median)} 分。"
        f"{_opinions(summary)}{DISCLAIMER}"
    )


def _opinions(summary: DistrictSummary) -> str:
    told = total_counts_text(summary)
    return f"总分已计入有效的审查意见（{told}）。" if told else ""


def late_text(days: int | None) -> str:
    """Whether a report came in time; empty where that is not known."""
    if days is None:
        return ""
    return f"逾期 {days} 天" if days > 0 else "按期"


def _row(book: Book, sheet: Any, at: int, row: UnitRow, place: int | None, groups: int) -> None:
    look = book.formats
    number(sheet, at, 0, place, look["number"])
    page_link(book, sheet, at, 1, row.entry.unit, target=row.gap_page)
    text(sheet, at, 2, row.kind, look["centre"])
    day(sheet, at, 3, row.received, look["date"])
    day(sheet, at, 4, row.due, look["date"])
    text(sheet, at, 5, late_text(row.days_late), look["centre"])
    number(sheet, at, 6, row.percent, look["score"])
    text(sheet, at, 7, row.grade, look["centre"])
    number(sheet, at, 8, row.program_percent, look["number"])
    text(sheet, at, 9, row.program_grade, look["centre"])
    number(sheet, at, 10, row.points if row.scored else None, look["number"])
    number(sheet, at, 11, row.max_points if row.scored else None, look["number"])
    points = [group.points if group.max_points else None for group in row.groups]
    for offset in range(groups):
        value = points[offset] if offset < len(points) else None
        number(sheet, at, 12 + offset, value, look["number"])
    severities = Counter(finding.severity for finding in row.open_findings)
    counts = [
        *(row.count(verdict) for verdict in _VERDICTS),
        *(severities[severity] for severity in ("error", "warning", "hint")),
        row.changed,
        *(row.holds[hold] for hold in (Hold.HOLDS, Hold.REOPENED, Hold.CONFLICT)),
    ]
    for offset, count in enumerate(counts, 12 + groups):
        number(sheet, at, offset, count if row.scored else None, look["number"])
    after = 12 + groups + len(counts)
    judged = f"{row.judged}/{row.applicable}" if row.scored else ""
    text(sheet, at, after, judged, look["centre"])
    text(sheet, at, after + 2, row.file, look["text"])
    text(sheet, at, after + 3, row.digest, look["key"])
