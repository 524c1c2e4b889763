"""What each field of a Word template means, for whoever writes a bureau's own template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple, get_args, get_origin, get_type_hints

from scorer.renderers.word_values import (
    NAMES,
    Notice,
    ReviewSheet,
    WordBasis,
    WordFinding,
    WordGap,
    WordGroup,
    WordItem,
    WordOpinion,
    WordQuote,
    WordSection,
    WordTally,
)

MEANINGS: Final[Mapping[str, str]] = {
    "absent": "这一组里判为缺失的项数",
    "advice": "怎样写才算有实据，附示范写法",
    "applicable": "适用于这类单位的项数",
    "article": "条款，如第28条；没有的为空",
    "basis": "这一项的法律依据，逐条",
    "bureau": "审查机关，即 --bureau",
    "caution": "这条依据还没有完全核实的，写“待核”或“间接核实”；核实过的为空",
    "change": "审查人怎样改的，如“泛泛表述改为有实据”",
    "characters": "这一部分的字数",
    "checklist": "所用检查单的名称和版本",
    "checklist_digest": "检查单内容的摘要，供核对规则是否相同",
    "contact": "联系人和电话，即 --contact",
    "decided_at": "审查人登记的时间",
    "decided_grade": "计入有效审查意见后的等次；没有改变的为空",
    "decided_max_points": "计入有效审查意见后的满分；没有改变的为空",
    "decided_percent": "计入有效审查意见后的总分（百分制）；没有意见的为空",
    "decided_points": "计入有效审查意见后的得分；没有改变的为空",
    "decided_symbol": "审查改判后的符号；没有改判的为空",
    "decided_verdict": "审查改判后的判定；没有改判的为空",
    "deduction": "全文核查扣分的说明；不扣分的为空",
    "disclaimer": "“得分衡量的是报告文本……”这段说明，请保留",
    "document": "文件名称，带书名号",
    "due": "报送截止日期；没有的留空待填",
    "evidenced": "这一组里判为有实据的项数",
    "facts": "这句话里可核查的事实（数量、日期、文件名等），用顿号隔开",
    "findings": "全文核查发现的问题，逐条",
    "full_at": "上面哪一项已引过这句全文，如 FR-01；第一次引的为空",
    "gained": "现在有、当时没有的原句，逐句",
    "gap_count": "待补事项的条数",
    "gap_number": "在待补事项里的序号；不必补的为空",
    "gap_points": "待补事项合计的分数",
    "gaps": "要补的事项，分量重的在前",
    "grade": "等次，如良好；没有评出的为空",
    "grade_scale": "各等次的分数线",
    "grounds": "审查人写的理由",
    "groups": "检查单的各组，每组里有各项",
    "heading": "这一部分的标题",
    "id": "编号，如 LA-01",
    "issued": "通知书的日期，即 --issued；不写则留空待填",
    "item_count": "检查单的总项数",
    "items": "这一组里的各项",
    "judged": "能够判定的项数",
    "key": "全文核查的编号，如 CK-03#2；意见靠它读回来，请保留",
    "kind": "单位类别，推断的会注明",
    "length": "报告的段数和字数",
    "lost": "当时有、现在不见的原句，逐句",
    "max_points": "满分",
    "meaning": "这种判定是什么意思",
    "message": "发现了什么问题",
    "misses": "看上去相关、没有采信的原句，逐句",
    "more_misses": "其余没有采信的原句在哪些段",
    "more_quotes": "其余原句在哪些段",
    "number": "序号，从1起",
    "on_time": "按期报送，或逾期几天；不知道的为空",
    "opinion_counts": "登记的审查意见几条、各处于什么状态；没有的为空",
    "opinions": "登记的审查意见，逐条",
    "percent": "总分（百分制）",
    "place": "在报告里的位置，如第12段",
    "planned": "这一组里判为仅计划的项数",
    "points": "得分",
    "publish_by": "公开截止日期",
    "quotes": "作为依据的原句，逐句",
    "rate": "得分率",
    "reason": "为什么这样判",
    "received": "收到日期，来自台账；没有的留空待填",
    "report_digest": "报告文件的摘要，意见靠它认报告",
    "report_title": "报告标题",
    "requirement": "这一项的要求",
    "review": "提请人工复核的原因；不必复核的为空",
    "reviewer": "审查人",
    "role": "这一部分是什么，如主要举措、存在不足",
    "scores": "这条意见使总分怎样变",
    "sections": "报告的各部分",
    "severity": "应改正、应核对或供参考",
    "signed": "落款单位和日期",
    "source": "报告的文件名",
    "sources": "这一项的依据，合成一句",
    "stake": "补好以后可得的分数",
    "standing": "有效、须重新审查，或意见不一",
    "start": "已引过全文的句子怎样开头；第一次引的为空",
    "stated": "这一组里判为泛泛表述的项数",
    "suggestion": "建议怎样改",
    "supplement_by": "补正后重新报送的期限，即 --supplement-by",
    "symbol": "判定的符号",
    "tally": "按判定分的汇总，每种判定一行",
    "text": "原句",
    "title": "名称",
    "tool_version": "程序的版本",
    "total": "判为这种的项数",
    "uncounted": "这一组里不计分的项数（不适用、读不出）",
    "unit": "单位名称",
    "unread": "文件里没有读出的部分，逐条",
    "verdict": "程序的判定",
    "warnings": "读文件时的提示，逐条",
    "why": "没有采信的原因；采信的为空",
    "year": "报告年度，如2024年度",
    "year_guess": "年度是推断的，写“推断”；否则为空",
}
"""By the field's name in code; the Chinese name is in `NAMES`."""
_PARTS: Final[tuple[tuple[type, str], ...]] = (
    (ReviewSheet, "审查表"),
    (Notice, "补正通知书"),
    (WordGroup, "组"),
    (WordItem, "项"),
    (WordFinding, "核查发现"),
    (WordGap, "待补事项"),
    (WordQuote, "原句"),
    (WordBasis, "依据"),
    (WordOpinion, "意见"),
    (WordTally, "汇总行"),
    (WordSection, "部分"),
)
"""Every value class that a template sees, with what one such thing is called."""


class FieldRow(NamedTuple):
    """A field as the documentation tells it."""

    name: str
    shape: str
    meaning: str


def field_rows(kind: type) -> Iterator[FieldRow]:
    """The fields of a value class, in its order."""
    for name, hint in get_type_hints(kind).items():
        yield FieldRow(NAMES[name], _shape(hint), MEANINGS[name])


def _shape(hint: Any) -> str:
    if get_origin(hint) is not tuple:
        return "文字"
    inner = get_args(hint)[0]
    return "列表（文字）" if inner is str else f"列表（{dict(_PARTS)[inner]}）"


def fields_text() -> str:
    """All fields as Markdown tables, the two templates first, then what is in their lists."""
    return "\n".join(_part(kind, title) for kind, title in _PARTS)


def _part(kind: type, title: str) -> str:
    head = f"{title}模板" if kind in (ReviewSheet, Notice) else f"列表里的每一个“{title}”"
    rows = [f"| {row.name} | {row.shape} | {row.meaning} |" for row in field_rows(kind)]
    return "\n".join([f"### {head}", "", "| 字段 | 种类 | 含义 |", "|---|---|---|", *rows, ""])
