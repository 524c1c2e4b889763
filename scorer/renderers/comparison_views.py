"""Comparison in, two parts of its page out: what was followed up, and the words of both reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from scorer.compared import Comparison, Mending, Promise, Relation
from scorer.copies import CopyPiece
from scorer.renderers.comparison_values import (
    Bit,
    FollowRow,
    FollowView,
    PairSide,
    PairView,
    TextsView,
)
from scorer.renderers.comparison_words import OUTCOME_WORDS, kept_text, mended_text
from scorer.renderers.wording import VERDICT_WORDS, points_text, printable

PAIRS_SHOWN: Final = 200


def follow_view(comparison: Comparison) -> FollowView | None:
    """What became of the items asked for or planned; None where there are none."""
    rows: Iterable[Mending | Promise] = comparison.mendings or comparison.promises
    if not rows:
        return None
    changed = {change.id for change in comparison.items}
    order = ("open", "better", "mended", "done", "void")
    views = tuple(
        _follow_row(row, changed) for row in sorted(rows, key=lambda row: order.index(row.outcome))
    )
    if comparison.mendings:
        return FollowView("补正情况", mended_text(comparison), views)
    return FollowView("原报告的计划，新报告写了没有", kept_text(comparison), views)


def texts_view(comparison: Comparison) -> TextsView:
    """The compared words; without texts, where it is told why there are none."""
    again = comparison.relation is Relation.RESUBMISSION
    pairs = _pairs(comparison)
    return TextsView(
        "增删的文字" if again else "沿用的文字",
        _texts_note(comparison),
        pairs[:PAIRS_SHOWN],
        max(0, len(pairs) - PAIRS_SHOWN),
    )


def _follow_row(row: Mending | Promise, changed: set[str]) -> FollowRow:
    old, new = row.old, row.new
    left = row.outcome in {"open", "better"} and new is not None
    return FollowRow(
        printable(old.id),
        printable(old.title),
        f"i-{printable(old.id)}" if old.id in changed else "",
        row.outcome,
        OUTCOME_WORDS[row.outcome] if isinstance(row, Mending) else _kept_word(row),
        old.verdict.value,
        VERDICT_WORDS[old.verdict],
        "not_applicable" if new is None else new.verdict.value,
        "规则已取消" if new is None else VERDICT_WORDS[new.verdict],
        points_text(new.points_at_stake) if left and new else "",
        printable(new.advice) if left and new else "",
    )


def _kept_word(promise: Promise) -> str:
    return "仍没有写到做了" if promise.outcome == "open" else OUTCOME_WORDS[promise.outcome]


def _texts_note(comparison: Comparison) -> str:
    takeover, difference = comparison.takeover, comparison.difference
    if takeover is not None:
        return (
            f"新报告正文 {takeover.body} 字，其中 {takeover.taken} 字（{takeover.share:.0%}）"
            f"在原报告里逐字相同，共 {len(takeover.passages)} 处。"
            "标记的文字两处相同；标题、固定用语、法规名称和数字不计入。是否不当由审核人员判断。"
        )
    if difference is not None:
        return (
            f"新增 {difference.added} 字，删去 {difference.removed} 字，"
            f"共 {len(difference.changes)} 处；另有 {difference.moved} 句只是换了位置。"
        )
    return "没有比对，原因见页首“对照前请先看”。"


def _pairs(comparison: Comparison) -> tuple[PairView, ...]:
    if comparison.takeover is not None:
        return tuple(
            PairView(
                f"相同 {copied.shared} 字，占较短一段的 {copied.similarity:.0%}",
                _side(copied.first.paragraph, copied.first.pieces),
                _side(copied.second.paragraph, copied.second.pieces),
            )
            for copied in comparison.takeover.passages
        )
    if comparison.difference is None:
        return ()
    views = []
    for old, new in comparison.difference.changes:
        title = "新增" if old is None else "删去" if new is None else "改写"
        views.append(
            PairView(
                title,
                None if old is None else _side(old.paragraph, old.pieces),
                None if new is None else _side(new.paragraph, new.pieces),
            )
        )
    return tuple(views)


def _side(paragraph: int, pieces: Iterable[CopyPiece]) -> PairSide:
    bits = tuple(Bit(printable(piece.text), piece.same) for piece in pieces)
    return PairSide(f"第{paragraph}段", bits)
