"""The sheet 说明: what the figures mean, how they came about, how to fill the workbook in."""

from __future__ import annotations

from scorer.renderers.district_workbook.sheets import (
    Book,
    Column,
    fit_height,
    printing,
    text,
    year_text,
)
from scorer.renderers.wording import (
    DISCLAIMER,
    VERDICT_MEANINGS,
    VERDICT_SYMBOLS,
    VERDICT_WORDS,
    points_text,
)
from scorer.season import DistrictSummary

_NAME = "说明"
_COLUMNS = (Column("", 18), Column("", 100))


def write_legend(book: Book, summary: DistrictSummary) -> None:
    sheet = book.workbook.add_worksheet(_NAME)
    for number, column in enumerate(_COLUMNS):
        sheet.set_column(number, number, column.width)
    sheet.write_string(0, 0, "说明", book.formats["title"])
    at = 2
    for label, words in _lines(summary):
        text(sheet, at, 0, label, book.formats["group"])
        text(sheet, at, 1, words, book.formats["text"])
        fit_height(sheet, at, _COLUMNS, {1: words})
        at += 1
    for verdict, meaning in VERDICT_MEANINGS.items():
        shown = f"{VERDICT_SYMBOLS[verdict]} {VERDICT_WORDS[verdict]}"
        text(sheet, at, 0, shown, book.formats[verdict.value])
        text(sheet, at, 1, meaning, book.formats["text"])
        at += 1
    printing(sheet, _NAME)
    sheet.print_area(0, 0, at - 1, 1)


def _lines(summary: DistrictSummary) -> list[tuple[str, str]]:
    checklist = summary.checklist
    overlays = "".join(f"，叠加 {overlay}" for overlay in checklist.overlays)
    grades = "，".join(
        f"{points_text(grade.percent)} 分以上为{grade.title}" for grade in checklist.grades[:-1]
    )
    rest = "".join(f"，其余为{grade.title}" for grade in checklist.grades[-1:])
    return [
        ("得分的意思", DISCLAIMER),
        ("范围", f"{year_text(summary)}法治政府建设年度报告{_by(summary)}"),
        (
            "总分",
            "得分除以适用项满分，折合百分制。不适用和未能判定的项不计入。总分、等次、名次、各组得分和共性问题"
            "都已计入有效的审查意见；“程序总分”“程序等次”是程序的初判。审查人不采纳的核查发现不计数。",
        ),
        (
            "审查意见",
            "所依据的原句没有变的有效；重新报送后原句有变的，须重新审查；几位审查人意见不一的，"
            "取得一致以前按程序的判定。全部意见见“审查意见”表。",
        ),
        ("等次", f"{grades}{rest}。"),
        (
            "报送期限",
            "报告年度的次年 3 月 1 日，台账另有规定的从其规定；次年 4 月 1 日前向社会公开。",
        ),
        ("缺失率", "缺失和仅计划的单位，占判定了该项的单位的比例。"),
        (
            "雷同",
            "按连续六个字的指纹找出候选，再逐字比对；数字、标点、固定提法和多数单位都写的话不算。",
        ),
        (
            "怎样填写",
            "在“逐项审查”“全文核查”两表的黄色格中填写，保存后由程序读回。可以筛选和排序，请勿删除隐藏的列。",
        ),
        ("检查单", f"{checklist.title} {checklist.version} 版{overlays}，摘要 {checklist.digest}"),
        ("程序", f"{summary.tool_version} 版。同样的报告、检查单和程序，得出同样的结果。"),
    ]


def _by(summary: DistrictSummary) -> str:
    return f"，审查机关：{summary.season.bureau}" if summary.season.bureau else ""
