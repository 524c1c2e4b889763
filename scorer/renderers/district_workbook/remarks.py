"""The sheets 逐项审查 and 全文核查, where reviewers write; hidden columns tell what a row is on."""

from __future__ import annotations

from typing import Any

from scorer.checklist import Verdict
from scorer.renderers.district_workbook.sheets import (
    FIRST_ROW,
    Book,
    Column,
    add_sheet,
    close_table,
    fit_height,
    number,
    page_link,
    text,
)
from scorer.renderers.page_opinions import decision_word, opinions_on
from scorer.renderers.page_values import OpinionView
from scorer.renderers.wording import SEVERITY_WORDS, VERDICT_SYMBOLS, VERDICT_WORDS
from scorer.season import DistrictSummary, FindingMark, ItemMark, UnitRow

_KEYS = (Column("报告摘要", 10, hidden=True), Column("键", 10, hidden=True))
_REVIEWER = (
    *(Column("审查意见", 30), Column("审查人", 10), Column("日期", 12)),
    Column("已登记的意见", 34),
)
_ITEM_COLUMNS = (
    *_KEYS,
    Column("编号", 8),
    Column("项目", 24),
    Column("单位", 20),
    Column("判定", 16),
    Column("得分", 6),
    Column("满分", 6),
    Column("判定理由", 26),
    Column("原句", 50),
    Column("位置", 8),
    Column("复核提示", 22),
    Column("改判为", 14),
    *_REVIEWER,
)
_FINDING_COLUMNS = (
    *_KEYS,
    Column("编号", 8),
    Column("名称", 16),
    Column("单位", 20),
    Column("程度", 9),
    Column("问题", 50),
    Column("建议", 36),
    Column("处理", 12),
    *_REVIEWER,
)
_CHANGES = [
    VERDICT_WORDS[verdict]
    for verdict in (
        Verdict.EVIDENCED,
        Verdict.STATED,
        Verdict.PLANNED,
        Verdict.ABSENT,
        Verdict.NOT_APPLICABLE,
    )
]
_DECISIONS = ["采纳", "不采纳"]


def _marks(summary: DistrictSummary) -> list[tuple[UnitRow, ItemMark]]:
    """Item by item, so that one question is decided alike for all units."""
    order = {item.id: place for place, item in enumerate(summary.items)}
    marks = [(row, mark) for row in summary.scored for mark in row.marks if mark.id in order]
    return sorted(marks, key=lambda pair: (order[pair[1].id], pair[0].entry.unit))


def first_rows(summary: DistrictSummary) -> dict[str, int]:
    """Row, from 0, at which each item begins on the sheet 逐项审查."""
    rows: dict[str, int] = {}
    for at, (_, mark) in enumerate(_marks(summary), FIRST_ROW):
        rows.setdefault(mark.id, at)
    return rows


def write_items(book: Book, summary: DistrictSummary) -> None:
    titles = {item.id: item.title for item in summary.items}
    sheet = add_sheet(
        book,
        "逐项审查",
        "逐项审查（在黄色格中填写）",
        columns=_ITEM_COLUMNS,
        note="需要改判的在“改判为”中选一种判定，并在“审查意见”中写明理由。已登记且有效的意见已填好，可以改。"
        "判定是程序的，得分已计入有效的意见。"
        "隐藏的 A、B 列供程序读回，请勿删改。",
        frozen=5,
    )
    marks = _marks(summary)
    for at, (row, mark) in enumerate(marks, FIRST_ROW):
        _item_row(book, sheet, at, row, mark, titles[mark.id])
    _choices(sheet, 12, len(marks), _CHANGES)
    close_table(sheet, len(_ITEM_COLUMNS), len(marks))


def _item_row(book: Book, sheet: Any, at: int, row: UnitRow, mark: ItemMark, title: str) -> None:
    look = book.formats
    text(sheet, at, 0, row.digest, look["key"])
    text(sheet, at, 1, mark.id, look["key"])
    text(sheet, at, 2, mark.id, look["centre"])
    text(sheet, at, 3, title, look["text"])
    page_link(book, sheet, at, 4, row.entry.unit, target=row.gap_page, anchor=mark.id)
    verdict = f"{VERDICT_SYMBOLS[mark.program]} {VERDICT_WORDS[mark.program]}"
    text(sheet, at, 5, verdict, look[mark.program.value])
    counted = bool(mark.max_points)
    number(sheet, at, 6, mark.points if counted else None, look["number"])
    number(sheet, at, 7, mark.max_points if counted else None, look["number"])
    for column, words in enumerate((mark.reason, mark.quote, mark.place, mark.review), 8):
        text(sheet, at, column, words, look["text"])
    shown = {3: title, 4: row.entry.unit, 8: mark.reason, 9: mark.quote, 11: mark.review}
    said = _open_cells(book, sheet, at, 12, row=row, subject=mark.id)
    fit_height(sheet, at, _ITEM_COLUMNS, {**shown, **said})


def write_findings(book: Book, summary: DistrictSummary) -> None:
    sheet = add_sheet(
        book,
        "全文核查",
        "全文核查（在黄色格中填写）",
        columns=_FINDING_COLUMNS,
        note="“处理”中选采纳或者不采纳。隐藏的 A、B 列供程序读回，请勿删改。",
        frozen=5,
    )
    found = [(row, finding) for row in summary.scored for finding in row.findings]
    for at, (row, finding) in enumerate(found, FIRST_ROW):
        _finding_row(book, sheet, at, row, finding)
    _choices(sheet, 8, len(found), _DECISIONS)
    close_table(sheet, len(_FINDING_COLUMNS), len(found))


def _finding_row(book: Book, sheet: Any, at: int, row: UnitRow, finding: FindingMark) -> None:
    look = book.formats
    text(sheet, at, 0, row.digest, look["key"])
    text(sheet, at, 1, finding.key, look["key"])
    text(sheet, at, 2, finding.id, look["centre"])
    text(sheet, at, 3, finding.title, look["text"])
    page_link(book, sheet, at, 4, row.entry.unit, target=row.gap_page, anchor="checks")
    text(sheet, at, 5, SEVERITY_WORDS[finding.severity], look["centre"])
    text(sheet, at, 6, finding.message, look["text"])
    text(sheet, at, 7, finding.suggestion, look["text"])
    words = {4: row.entry.unit, 6: finding.message, 7: finding.suggestion}
    said = _open_cells(book, sheet, at, 8, row=row, subject=finding.key)
    fit_height(sheet, at, _FINDING_COLUMNS, {**words, **said})


def _open_cells(
    book: Book, sheet: Any, at: int, first: int, *, row: UnitRow, subject: str
) -> dict[int, str]:
    """A choice, the reviewer's words, name and date, filled in where a decision holds; then all
    that was said so far. Returns the long texts by their column."""
    last = next((o for o in reversed(row.opinions) if o.subject == subject and o.decides), None)
    filled = ("", "", "", "")
    if last is not None:
        filled = (decision_word(last.new), last.reason, last.reviewer, last.decided_at[:10])
    for column, words in enumerate(filled, first):
        text(sheet, at, column, words, book.formats["open"])
    said = "\n".join(map(_said, opinions_on(subject, row.opinions)))
    text(sheet, at, first + 4, said, book.formats["text"])
    return {first + 1: filled[1], first + 4: said}


def _said(view: OpinionView) -> str:
    standing = f"【{view.standing}】" if view.standing else ""
    lines = [f"{standing}{view.change}：{view.reason}（{view.reviewer}，{view.time}）"]
    lines += [f"原来的句子：{quote}" for quote in view.lost]
    lines += [f"现在的句子：{quote}" for quote in view.gained]
    return "\n".join(lines)


def _choices(sheet: Any, column: int, rows: int, choices: list[str]) -> None:
    if rows:
        rule = {
            "validate": "list",
            "source": choices,
            "error_title": "请从列表中选择",
            "error_message": f"可选：{'、'.join(choices)}。",
        }
        sheet.data_validation(FIRST_ROW, column, FIRST_ROW + rows - 1, column, rule)
