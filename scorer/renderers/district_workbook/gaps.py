"""The sheet 共性问题: items by how many units miss them."""

from __future__ import annotations

from typing import Any

from scorer.checklist import Verdict
from scorer.renderers.district_workbook.remarks import first_rows
from scorer.renderers.district_workbook.sheets import (
    FIRST_ROW,
    Book,
    Column,
    add_sheet,
    close_table,
    fit_height,
    number,
    text,
)
from scorer.renderers.wording import VERDICT_SYMBOLS
from scorer.season import DistrictSummary, ItemShare

_COLUMNS = (
    Column("编号", 8),
    Column("项目", 32),
    Column("组别", 16),
    Column("分值", 6),
    Column("判定单位", 7),
    Column("缺失", 6),
    Column("仅计划", 6.5),
    Column("泛泛", 6),
    Column("有实据", 6.5),
    Column("缺失率", 11),
    Column("无实据率", 11),
    Column("合计失分", 8),
    Column("没有实据的单位（× 缺失，○ 仅计划，△ 泛泛表述）", 70),
)
_RATES = (9, 10)


def by_weight(summary: DistrictSummary) -> list[ItemShare]:
    """Items that some unit lacks, the most widely missed first."""
    common = [item for item in summary.items if item.gaps]
    return sorted(common, key=lambda item: (-item.missing_share, -item.unproven_share, item.id))


def write_gaps(book: Book, summary: DistrictSummary) -> None:
    sheet = add_sheet(
        book,
        "共性问题",
        "共性问题（按缺失率）",
        columns=_COLUMNS,
        note="缺失率：缺失和仅计划的单位占判定单位的比例；无实据率另加泛泛表述。"
        "点编号看各单位的判定和原句。不适用和未能判定的单位不计。",
    )
    shares = by_weight(summary)
    titles = {group.id: group.title for group in summary.checklist.groups}
    rows = first_rows(summary)
    for at, share in enumerate(shares, FIRST_ROW):
        place = f"internal:'逐项审查'!C{rows[share.id] + 1}"
        sheet.write_url(at, 0, place, book.formats["link"], share.id)
        text(sheet, at, 1, share.title, book.formats["text"])
        text(sheet, at, 2, titles.get(share.group, share.group), book.formats["text"])
        _figures(book, sheet, at, share)
    for column, colour in zip(_RATES, ("#D98A8D", "#E5C97A"), strict=True):
        last = FIRST_ROW + max(len(shares) - 1, 0)
        scale = {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": colour}
        limits = {"min_type": "num", "min_value": 0, "max_type": "num", "max_value": 1}
        sheet.conditional_format(FIRST_ROW, column, last, column, {**scale, **limits})
    close_table(sheet, len(_COLUMNS), len(shares))


def _figures(book: Book, sheet: Any, at: int, share: ItemShare) -> None:
    plain, rate = book.formats["number"], book.formats["rate"]
    counts = [
        share.counts[verdict]
        for verdict in (Verdict.ABSENT, Verdict.PLANNED, Verdict.STATED, Verdict.EVIDENCED)
    ]
    for column, value in enumerate((share.points, share.judged, *counts), 3):
        number(sheet, at, column, value, plain)
    number(sheet, at, 9, share.missing_share, rate)
    number(sheet, at, 10, share.unproven_share, rate)
    number(sheet, at, 11, share.lost, plain)
    units = "、".join(f"{VERDICT_SYMBOLS[gap.verdict]}{gap.unit}" for gap in share.gaps)
    text(sheet, at, 12, units, book.formats["text"])
    fit_height(sheet, at, _COLUMNS, {1: share.title, 12: units})
