"""The sheets 逐项审查 and 全文核查, where reviewers write; hidden columns tell what a row is on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Final, TypeVar

from scorer.checklist import Verdict
from scorer.renderers.district_workbook.sheets import (
    FIRST_ROW,
    Book,
    Column,
    add_sheet,
    close_table,
    is_linked,
    row_height,
)
from scorer.renderers.district_workbook.streamed import Cell, Link, Row, Streamed, styles
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
_UNIT: Final = "E"
"""The column whose cells lead to the gap pages."""
_LOOKS: Final = ("key", "centre", "text", "link")
Told = TypeVar("Told")


def _marks(summary: DistrictSummary) -> Iterator[tuple[UnitRow, ItemMark]]:
    """Item by item, so that one question is decided alike for all units."""
    units = sorted(summary.scored, key=lambda row: row.entry.unit)
    known = [(row, {mark.id: mark for mark in row.marks}) for row in units]
    for item in summary.items:
        for row, marks in known:
            if item.id in marks:
                yield row, marks[item.id]


def _findings(summary: DistrictSummary) -> Iterator[tuple[UnitRow, FindingMark]]:
    return ((row, finding) for row in summary.scored for finding in row.findings)


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
    verdicts = [mark.program.value for _, mark in _marks(summary)]
    marks = partial(_marks, summary)
    streamed = Streamed(
        length=len(verdicts),
        rows=lambda: (
            _item_row(at, row, mark, titles[mark.id]) for at, (row, mark) in _numbered(marks())
        ),
        links=lambda: _links((row, mark.id) for row, mark in marks()),
        link_column=_UNIT,
        styles=styles(book, (*_LOOKS, *dict.fromkeys(verdicts), "number", "open")),
    )
    _put(book, sheet, streamed, _ITEM_COLUMNS, choices=_CHANGES)


def _item_row(at: int, row: UnitRow, mark: ItemMark, title: str) -> Row:
    verdict = f"{VERDICT_SYMBOLS[mark.program]} {VERDICT_WORDS[mark.program]}"
    counted = bool(mark.max_points)
    filled, said = _opinion(row, mark.id)
    cells = (
        Cell(row.digest, "key"),
        Cell(mark.id, "key"),
        Cell(mark.id, "centre"),
        Cell(title, "text"),
        _unit_cell(at, row),
        Cell(verdict, mark.program.value),
        Cell(mark.points if counted else None, "number"),
        Cell(mark.max_points if counted else None, "number"),
        *(Cell(words, "text") for words in (mark.reason, mark.quote, mark.place, mark.review)),
        *(Cell(words, "open") for words in filled),
        Cell(said, "text"),
    )
    shown = {3: title, 4: row.entry.unit, 8: mark.reason, 9: mark.quote, 11: mark.review}
    height = row_height(_ITEM_COLUMNS, {**shown, 13: filled[1], 16: said})
    return Row(cells, height)


def write_findings(book: Book, summary: DistrictSummary) -> None:
    sheet = add_sheet(
        book,
        "全文核查",
        "全文核查（在黄色格中填写）",
        columns=_FINDING_COLUMNS,
        note="“处理”中选采纳或者不采纳。隐藏的 A、B 列供程序读回，请勿删改。",
        frozen=5,
    )
    found = partial(_findings, summary)
    streamed = Streamed(
        length=sum(1 for _ in found()),
        rows=lambda: (_finding_row(at, *told) for at, told in _numbered(found())),
        links=lambda: _links((row, "checks") for row, _ in found()),
        link_column=_UNIT,
        styles=styles(book, (*_LOOKS, "open")),
    )
    _put(book, sheet, streamed, _FINDING_COLUMNS, choices=_DECISIONS)


def _finding_row(at: int, row: UnitRow, finding: FindingMark) -> Row:
    filled, said = _opinion(row, finding.key)
    cells = (
        Cell(row.digest, "key"),
        Cell(finding.key, "key"),
        Cell(finding.id, "centre"),
        Cell(finding.title, "text"),
        _unit_cell(at, row),
        Cell(SEVERITY_WORDS[finding.severity], "centre"),
        Cell(finding.message, "text"),
        Cell(finding.suggestion, "text"),
        *(Cell(words, "open") for words in filled),
        Cell(said, "text"),
    )
    shown = {4: row.entry.unit, 6: finding.message, 7: finding.suggestion}
    height = row_height(_FINDING_COLUMNS, {**shown, 9: filled[1], 12: said})
    return Row(cells, height)


def _numbered(told: Iterable[Told]) -> Iterator[tuple[int, Told]]:
    """With the number of its row on the sheet, from 0."""
    return enumerate(told, FIRST_ROW)


def _links(told: Iterable[tuple[UnitRow, str]]) -> Iterator[Link]:
    return (
        Link(at, row.gap_page, anchor)
        for at, (row, anchor) in _numbered(told)
        if is_linked(row.gap_page, at)
    )


def _unit_cell(at: int, row: UnitRow) -> Cell:
    if is_linked(row.gap_page, at):
        return Cell(row.entry.unit or "打开", "link")
    return Cell(row.entry.unit, "text")


def _put(
    book: Book, sheet: Any, streamed: Streamed, columns: Sequence[Column], *, choices: list[str]
) -> None:
    """The rows, with a choice in the first cell that is open to reviewers."""
    book.streamed[sheet.name] = streamed
    _choices(sheet, len(columns) - len(_REVIEWER) - 1, streamed.length, choices)
    close_table(sheet, len(columns), streamed.length)


def _opinion(row: UnitRow, subject: str) -> tuple[tuple[str, str, str, str], str]:
    """A choice, the reviewer's words, name and date, filled in where a decision holds; then all
    that was said so far."""
    if not row.opinions:
        return ("", "", "", ""), ""
    last = next((o for o in reversed(row.opinions) if o.subject == subject and o.decides), None)
    filled = ("", "", "", "")
    if last is not None:
        filled = (decision_word(last.new), last.reason, last.reviewer, last.decided_at[:10])
    return filled, "\n".join(map(_said, opinions_on(subject, row.opinions)))


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
