"""Values of the rules in words, and the steps from an old one to a new one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from scorer.checklist import Basis, Example, FactKind, FactNeed, Term
from scorer.kinds import ActorKind, Others, Status, Verdict
from scorer.renderers.wording import CONFIDENCE_WORDS, ROLE_WORDS, VERDICT_WORDS
from scorer.report import SectionRole

KEY_WORDS: Mapping[str, str] = MappingProxyType(
    {
        **{"title": "名称", "group": "分组", "points": "权重", "requirement": "要求"},
        **{"advice": "补充建议", "applies_to": "适用单位", "others": "其他单位"},
        **{"told_by": "随哪个要点适用", "from_year": "起始年度", "structure": "结构判定"},
        **{"in_preamble": "开头的话算不算", "percent": "起点", "date": "日期"},
        **{"version": "版本", "within": "范围", "ordered": "次序", "near": "最远距离"},
        **{"actors": "行为主体", "sections": "所在部分", "under": "上面的标题"},
        **{"in_titles": "书名号里算不算", "pooled": "合计数算不算", "kinds": "单位类型"},
        **{"to_year": "到哪个年度为止", "all": "词", "none": "不能有的词", "facts": "事实"},
        **{"status": "状态", "direction": "方向", "scope": "管多远", "strength": "强度"},
        **{"refines": "由哪类细分", "names": "单位名称", "signs": "正文里的说法"},
        **{"look_alikes": "貌似说法", "id": "编号", "words": "词语", "wrong": "误写"},
        **{"allowed": "正确的相近写法", "aliases": "其他名称", "from_date": "施行日期"},
        **{"to_date": "废止日期", "replaced_by": "被什么代替", "source": "出处"},
    }
)
_FACTS: Mapping[FactKind, str] = MappingProxyType(
    {
        FactKind.COUNT: "数量",
        FactKind.RATE: "比率",
        FactKind.DATE: "日期",
        FactKind.DOCUMENT: "文件",
        FactKind.MEETING: "会议",
        FactKind.ORGANISATION: "机构",
        FactKind.PERSON: "人名",
    }
)
_MEMBERS: Mapping[type[StrEnum], Mapping[Any, str]] = MappingProxyType(
    {
        Verdict: VERDICT_WORDS,
        SectionRole: ROLE_WORDS,
        Others: {
            Others.NEVER: "不适用",
            Others.WHEN_TOLD: "写到了才判",
            Others.WHEN_HAD: "写到发生过才判",
        },
        Status: {
            Status.DONE: "已做",
            Status.PLANNED: "计划",
            Status.SHORTCOMING: "不足",
            Status.CAUSE: "原因",
            Status.DEMAND: "要求",
        },
        ActorKind: {
            ActorKind.LEADER: "主要负责人",
            ActorKind.GOVERNMENT_LEADER: "政府主要负责人",
            ActorKind.OTHER_PERSON: "其他负责人",
            ActorKind.UNIT: "本单位",
            ActorKind.GOVERNMENT: "政府",
            ActorKind.OTHER_ORGAN: "其他机关",
        },
    }
)
"""By type: members of different types may be equal as text."""


def quoted(words: Iterable[str]) -> str:
    """Words as quoted enumeration."""
    return "、".join(f"“{word}”" for word in words)


def told(value: Any) -> str:
    """A value of a rule in words."""
    if value is None or value == () or value == "":
        return "（无）"
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, StrEnum):
        return _MEMBERS.get(type(value), {}).get(value, str(value))
    if isinstance(value, int | float):
        return f"{value:g}"
    if isinstance(value, Term):
        return f"“{value.name}”"
    if isinstance(value, FactNeed):
        return _need(value)
    if isinstance(value, tuple):
        return "、".join(told(one) for one in value)
    return str(value)


def _need(need: FactNeed) -> str:
    parts = [_FACTS[need.kind]]
    if need.units:
        parts.append(f"量词{'、'.join(need.units)}")
    if need.words is not None:
        parts.append(f"含有{told(need.words)}")
    if need.kind is FactKind.DOCUMENT and not need.own:
        parts.append("不论谁制定")
    if need.at_least > 1:
        parts.append(f"至少{need.at_least}个")
    return parts[0] if len(parts) == 1 else f"{parts[0]}（{'，'.join(parts[1:])}）"


def basis_told(basis: Basis) -> str:
    """A legal basis in words."""
    article = basis.article or ""
    years = ""
    if basis.from_year or basis.to_year:
        years = f"（{basis.from_year or ''}—{basis.to_year or ''}年度）"
    doubt = CONFIDENCE_WORDS[basis.confidence]
    return f"《{basis.document.strip('《》')}》{article}{years}{f'〔{doubt}〕' if doubt else ''}"


def example_told(example: Example) -> str:
    """An example, on one line and not longer than a reader needs."""
    text = example.text.strip().replace("\n", " / ")
    return f"“{text if len(text) <= 60 else text[:59] + '……'}”"


def phrases_told(old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Phrases that were added and those that were dropped."""
    added = [word for word in dict.fromkeys(new) if word not in set(old)]
    dropped = [word for word in dict.fromkeys(old) if word not in set(new)]
    if added:
        yield f"新增短语{quoted(added)}"
    if dropped:
        yield f"删去短语{quoted(dropped)}"


def step(key: str, old: Any, new: Any) -> str:
    """From an old value to a new one: 权重 3→5."""
    name = KEY_WORDS.get(key, key)
    before, after = told(old), told(new)
    if len(before) + len(after) <= 24:
        return f"{name} {before}→{after}"
    return f"{name}由“{before}”改为“{after}”"
