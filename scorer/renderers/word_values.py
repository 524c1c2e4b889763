"""What Word templates see, and under which Chinese names: a bureau writes its own templates with
these, so every name is said once, here, and messages and tests take it from here.

Values are plain strings, decided before the template runs, and lists of such values.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, NamedTuple


class WordQuote(NamedTuple):
    """A quote with its place; `facts` are its checkable facts, `why` what is wrong with it."""

    text: str
    facts: str
    place: str
    why: str


class WordBasis(NamedTuple):
    """A legal source; `caution` is 待核 or 间接核实, empty where the text was read."""

    document: str
    article: str
    caution: str


class WordOpinion(NamedTuple):
    """What a reviewer decided or remarked; `lost` and `gained` are quotes that changed since."""

    change: str
    standing: str
    reviewer: str
    decided_at: str
    grounds: str
    scores: str
    lost: tuple[str, ...]
    gained: tuple[str, ...]


class WordItem(NamedTuple):
    """An item with everything that the gap page shows of it; the fields `decided_…` are empty
    where no reviewer changed the verdict."""

    number: str
    id: str
    title: str
    verdict: str
    symbol: str
    points: str
    max_points: str
    requirement: str
    reason: str
    review: str
    quotes: tuple[WordQuote, ...]
    more_quotes: str
    misses: tuple[WordQuote, ...]
    more_misses: str
    advice: str
    basis: tuple[WordBasis, ...]
    decided_verdict: str
    decided_symbol: str
    decided_points: str
    decided_max_points: str
    opinions: tuple[WordOpinion, ...]


class WordGroup(NamedTuple):
    """A group with its points, its items per verdict and its items."""

    title: str
    points: str
    max_points: str
    rate: str
    evidenced: str
    stated: str
    planned: str
    absent: str
    uncounted: str
    items: tuple[WordItem, ...]


class WordSection(NamedTuple):
    """A part of the report as it was recognised."""

    role: str
    heading: str
    place: str
    characters: str


class WordFinding(NamedTuple):
    """A finding of a check on the whole text. `key` is its check's id and its number among that
    check's findings (CK-03#2), by which a sheet that was filled in is read back."""

    number: str
    id: str
    key: str
    title: str
    severity: str
    message: str
    suggestion: str
    deduction: str
    quotes: tuple[WordQuote, ...]
    opinions: tuple[WordOpinion, ...]


class WordGap(NamedTuple):
    """An item to supplement, what would satisfy it and where that is laid down."""

    number: str
    id: str
    title: str
    verdict: str
    reason: str
    requirement: str
    advice: str
    sources: str
    stake: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSheet:
    """Context of `review_sheet.docx`."""

    unit: str
    kind: str
    report_title: str
    year: str
    year_guess: str
    signed: str
    source: str
    length: str
    received: str
    due: str
    on_time: str
    publish_by: str
    bureau: str
    percent: str
    points: str
    max_points: str
    grade: str
    grade_scale: str
    decided_percent: str
    decided_points: str
    decided_max_points: str
    decided_grade: str
    opinion_counts: str
    judged: str
    applicable: str
    item_count: str
    deduction: str
    unread: tuple[str, ...]
    warnings: tuple[str, ...]
    sections: tuple[WordSection, ...]
    groups: tuple[WordGroup, ...]
    findings: tuple[WordFinding, ...]
    gaps: tuple[WordGap, ...]
    gap_count: str
    gap_points: str
    supplement_by: str
    disclaimer: str
    checklist: str
    checklist_digest: str
    report_digest: str
    tool_version: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Context of `notice.docx`."""

    unit: str
    report_title: str
    year: str
    source: str
    received: str
    due: str
    on_time: str
    publish_by: str
    bureau: str
    contact: str
    issued: str
    percent: str
    grade: str
    unread: tuple[str, ...]
    gaps: tuple[WordGap, ...]
    gap_count: str
    findings: tuple[WordFinding, ...]
    supplement_by: str
    disclaimer: str
    checklist: str
    report_digest: str


NAMES: Final[Mapping[str, str]] = {
    "absent": "缺失数",
    "advice": "怎么补",
    "applicable": "适用项数",
    "article": "条款",
    "basis": "依据",
    "bureau": "审查机关",
    "caution": "核实情况",
    "characters": "字数",
    "checklist": "检查单",
    "checklist_digest": "检查单摘要",
    "contact": "联系方式",
    "change": "审查决定",
    "decided_at": "审查时间",
    "decided_grade": "审查后等次",
    "decided_max_points": "审查后满分",
    "decided_percent": "审查后总分",
    "decided_points": "审查后得分",
    "decided_symbol": "审查后符号",
    "decided_verdict": "审查后判定",
    "deduction": "扣分",
    "disclaimer": "说明",
    "document": "文件",
    "due": "报送期限",
    "evidenced": "有实据数",
    "facts": "事实",
    "findings": "全文核查",
    "gained": "现在的句子",
    "gap_count": "待补项数",
    "gap_points": "待补分数",
    "gaps": "待补事项",
    "grade": "等次",
    "grade_scale": "等次标准",
    "grounds": "理由",
    "groups": "各组",
    "heading": "标题",
    "id": "编号",
    "issued": "发文日期",
    "item_count": "总项数",
    "items": "各项",
    "judged": "已判定项数",
    "key": "核查编号",
    "kind": "单位类别",
    "length": "篇幅",
    "lost": "原来的句子",
    "max_points": "满分",
    "message": "问题",
    "misses": "未采信",
    "more_misses": "未采信另见",
    "more_quotes": "原句另见",
    "number": "序号",
    "on_time": "报送情况",
    "opinion_counts": "审查意见情况",
    "opinions": "审查意见",
    "percent": "总分",
    "place": "位置",
    "planned": "仅计划数",
    "points": "得分",
    "publish_by": "公开期限",
    "quotes": "原句",
    "rate": "得分率",
    "reason": "判定理由",
    "received": "收到日期",
    "report_digest": "报告摘要",
    "report_title": "报告标题",
    "requirement": "要求",
    "review": "复核提示",
    "reviewer": "审查人",
    "role": "部分",
    "scores": "总分变化",
    "sections": "报告结构",
    "severity": "程度",
    "signed": "落款",
    "source": "原文件",
    "sources": "依据说明",
    "stake": "可补分数",
    "standing": "效力",
    "stated": "泛泛表述数",
    "suggestion": "建议",
    "supplement_by": "补正期限",
    "symbol": "符号",
    "text": "文字",
    "title": "名称",
    "tool_version": "程序版本",
    "uncounted": "不计数",
    "unit": "单位",
    "unread": "未读出",
    "verdict": "判定",
    "warnings": "读取提示",
    "why": "未采信原因",
    "year": "年度",
    "year_guess": "年度推断",
}
"""Name of each field in a template."""
