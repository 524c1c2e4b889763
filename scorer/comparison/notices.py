"""Two sides in: what the newer report is to the older one, and what a reader must be told first."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from scorer.compared import Basis, Notice, Relation, Side, Takeover, TextDifference

MUCH: Final = 0.3
"""From this share of the newer body on, a reader is warned of what was taken over."""
_BLANKS: Final = re.compile(r"\s+")


def relation_of(old: Side, new: Side) -> Relation:
    """By unit and year alone."""
    if not old.unit or _BLANKS.sub("", old.unit) != _BLANKS.sub("", new.unit):
        return Relation.OTHER_UNIT
    if old.year is None or new.year is None:
        return Relation.UNKNOWN_YEAR
    if old.year == new.year:
        return Relation.RESUBMISSION
    return Relation.LATER_YEAR if old.year < new.year else Relation.EARLIER_YEAR


def notices(
    old: Side, new: Side, relation: Relation, basis: Basis, *, texts: bool
) -> tuple[Notice, ...]:
    """Everything that makes the comparison less than plain, the gravest first. `texts`: whether
    both texts are at hand."""
    return tuple(
        [
            *_who(old, new, relation),
            *_order(old, new, relation),
            *_reading(old, new),
            *_rules(old, new, basis),
            *_texts(texts),
        ]
    )


def _who(old: Side, new: Side, relation: Relation) -> Iterator[Notice]:
    if relation is Relation.OTHER_UNIT:
        one, two = old.unit or "没有识别出单位", new.unit or "没有识别出单位"
        yield Notice(
            "other_unit",
            f"两份报告的单位不同：原报告是“{one}”，新报告是“{two}”。"
            "请核对是否选错了文件；单位改名或机构合并的，可以照看。",
        )
    if old.unit_kind != new.unit_kind:
        yield Notice(
            "other_kind",
            f"两份报告的单位类别不同（{old.kind_title}、{new.kind_title}），适用的项目不一样，"
            "总分不宜直接相比。",
        )


def _order(old: Side, new: Side, relation: Relation) -> Iterator[Notice]:
    if relation is Relation.EARLIER_YEAR or (
        relation is Relation.OTHER_UNIT and old.year and new.year and new.year < old.year
    ):
        yield Notice(
            "wrong_order",
            f"先后像是写反了：原报告是{old.year}年度，新报告是{new.year}年度。"
            "下面的“增”“减”按所写的先后计算。",
        )
    elif relation is Relation.RESUBMISSION and _earlier(new.signed_on, old.signed_on):
        yield Notice(
            "wrong_order",
            f"先后像是写反了：新报告的落款日期（{new.signed_on}）早于原报告（{old.signed_on}）。",
        )
    if old.year is None or new.year is None:
        which = "两份报告都" if old.year == new.year else "有一份报告"
        yield Notice(
            "unknown_year",
            f"{which}没有识别出年度，不知道是补正重报还是另一年度的报告。",
        )


def _earlier(one: str | None, two: str | None) -> bool:
    """Whether an ISO date is before another, as far as both are given."""
    if not one or not two:
        return False
    known = min(len(one), len(two))
    return one[:known] < two[:known]


def _reading(old: Side, new: Side) -> Iterator[Notice]:
    for side, name in ((old, "原报告"), (new, "新报告")):
        if not side.complete:
            told = "；".join(side.gaps) or "原因不明"
            yield Notice(
                "incomplete",
                f"{name}没有读全（{told}）。因此判为“未能判定”的项不能相比，"
                "没有读到的文字也不会算作删去或新增。",
            )


def _rules(old: Side, new: Side, basis: Basis) -> Iterator[Notice]:
    if old.checklist_id != new.checklist_id:
        yield Notice(
            "other_checklist",
            f"两份结果用的不是同一份检查单（{old.checklist_title}、{new.checklist_title}）。",
        )
    elif old.checklist_digest != new.checklist_digest:
        yield Notice("rules_changed", f"评分规则有变：{_version(old)}改为{_version(new)}。")
    if old.tool_version != new.tool_version:
        yield Notice(
            "tool_changed",
            f"两份结果由不同版本的程序得出（{old.tool_version}、{new.tool_version}），"
            "由此引起的变化算在规则一边。",
        )
    if basis is Basis.UNKNOWN:
        yield Notice(
            "cannot_be_told_apart",
            "规则和报告都变了，只凭两份结果分不清各占多少。"
            "给出原报告文件（或用同一规则重新评分）就能分清。",
        )
    elif basis is Basis.SAME_RULES and old.digest == new.digest:
        yield Notice("same_file", "两份结果出自同一个文件，差别在于评分时认定的单位类别或者年度。")


def _version(side: Side) -> str:
    overlays = "".join(f"＋{overlay}" for overlay in side.overlays)
    return f"“{side.checklist_version}版{overlays}”（摘要{side.checklist_digest[:8]}）"


def _texts(texts: bool) -> Iterator[Notice]:
    if not texts:
        yield Notice(
            "no_texts",
            "没有同时给出两份报告的原文，不比对文字的沿用和增删；给出报告文件就能比对。",
        )


def text_notices(
    texts: bool, taken: Takeover | None, changed: TextDifference | None
) -> tuple[Notice, ...]:
    """That texts are at hand and were yet not compared, or that two files have the same words."""
    if changed is not None and not changed.changes and not changed.moved:
        text = "两份报告的文字完全相同，只是文件或者格式不同。"
        return (Notice("same_words", text),)
    if not texts or taken is not None or changed is not None:
        return ()
    return (Notice("too_long", "报告太长，没有比对文字的沿用和增删；逐项判定不受影响。"),)


def takeover_notices(taken: Takeover | None) -> tuple[Notice, ...]:
    """A warning where much of the newer report stands in the older one."""
    if taken is None or taken.share < MUCH:
        return ()
    text = (
        f"新报告正文有 {taken.share:.0%} 的文字在原报告里逐字相同，见“沿用的文字”；"
        "请核对是否照抄旧报告、数字和事实是否已经更新。"
    )
    return (Notice("taken_over", text),)
