"""The sheet 审查意见: everything that reviewers decided, and whether it still stands."""

from __future__ import annotations

from typing import Any

from scorer.opinions import DecisionKind, Opinion
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
from scorer.renderers.page_opinions import (
    decision_word,
    standing_text,
    time_text,
    total_counts_text,
)
from scorer.season import DistrictSummary, UnitRow

_KINDS = {
    DecisionKind.VERDICT: "判定",
    DecisionKind.FINDING: "全文核查",
    DecisionKind.REMARK: "附言",
}
_COLUMNS = (
    Column("序号", 6),
    Column("单位", 20),
    Column("编号", 9),
    Column("项目", 24),
    Column("类别", 9),
    Column("原判定", 12),
    Column("审查决定", 12),
    Column("理由", 40),
    Column("审查人", 10),
    Column("时间", 16),
    Column("效力", 16),
    Column("登记前总分", 8),
    Column("登记后总分", 8),
    Column("原来的句子（现已不见）", 40),
    Column("现在的句子（当时没有）", 40),
)


def write_decided(book: Book, summary: DistrictSummary) -> None:
    said = [(row, opinion) for row in summary.scored for opinion in row.opinions]
    counts = total_counts_text(summary)
    sheet = add_sheet(
        book,
        "审查意见",
        "审查意见（登记的全部意见）",
        columns=_COLUMNS,
        note=f"{counts or '还没有登记的审查意见'}。只有“有效”的计入总分；"
        "须重新审查的，所依据的原句已有变化；意见不一的，两种都列出，取得一致以前按程序的判定。意见只增不改。",
        frozen=3,
    )
    titles = {item.id: item.title for item in summary.items}
    for place, (row, opinion) in enumerate(said):
        _row(book, sheet, place, row, opinion, titles=titles)
    close_table(sheet, len(_COLUMNS), len(said))


def _row(
    book: Book, sheet: Any, place: int, row: UnitRow, opinion: Opinion, *, titles: dict[str, str]
) -> None:
    at, look = FIRST_ROW + place, book.formats
    is_item = opinion.subject in titles
    known = {**titles, **{finding.key: finding.title for finding in row.findings}}
    title = known.get(opinion.subject, "")
    anchor = opinion.subject if is_item else "checks"
    lost, gained = "\n".join(opinion.lost), "\n".join(opinion.gained)
    number(sheet, at, 0, place + 1, look["number"])
    page_link(book, sheet, at, 1, row.entry.unit, target=row.gap_page, anchor=anchor)
    centred = {
        2: opinion.subject,
        4: _KINDS[opinion.kind],
        5: decision_word(opinion.old),
        6: decision_word(opinion.new),
        8: opinion.reviewer,
        9: time_text(opinion),
        10: standing_text(opinion),
    }
    for column, words in centred.items():
        text(sheet, at, column, words, look["centre"])
    plain = {3: title, 7: opinion.reason, 13: lost, 14: gained}
    for column, words in plain.items():
        text(sheet, at, column, words, look["text"])
    number(sheet, at, 11, opinion.score_before, look["score"])
    number(sheet, at, 12, opinion.score_after, look["score"])
    fit_height(sheet, at, _COLUMNS, {1: row.entry.unit, 10: centred[10], **plain})
