"""The Chinese words of an explanation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from scorer.checklist import (
    ActorKind,
    Direction,
    FactKind,
    FactNeed,
    Item,
    Pattern,
    Scope,
    Status,
    Term,
    Verdict,
)
from scorer.renderers.wording import ROLE_WORDS

STATUS_WORDS: Final[Mapping[Status, str]] = {
    Status.DONE: "已做",
    Status.PLANNED: "计划",
    Status.SHORTCOMING: "不足",
    Status.CAUSE: "原因",
    Status.DEMAND: "要求",
}
ACTOR_WORDS: Final[Mapping[ActorKind, str]] = {
    ActorKind.LEADER: "本单位主要负责人",
    ActorKind.GOVERNMENT_LEADER: "政府主要负责人",
    ActorKind.OTHER_PERSON: "其他领导或人员",
    ActorKind.UNIT: "本单位",
    ActorKind.GOVERNMENT: "本级政府",
    ActorKind.OTHER_ORGAN: "其他机关",
    ActorKind.UNKNOWN: "没有写明（按本单位）",
}
FACT_WORDS: Final[Mapping[FactKind, str]] = {
    FactKind.COUNT: "数量",
    FactKind.RATE: "比率",
    FactKind.DATE: "具体到月日的日期",
    FactKind.DOCUMENT: "文件名称",
    FactKind.MEETING: "会议名称",
    FactKind.ORGANISATION: "机构名称",
    FactKind.PERSON: "人名",
}
LIST_WORDS: Final[Mapping[Verdict, str]] = {
    Verdict.EVIDENCED: "有实据",
    Verdict.STATED: "泛泛表述",
    Verdict.PLANNED: "只认话题",
    Verdict.NOT_APPLICABLE: "写明没有这类事项",
}
_DIRECTION_WORDS: Final[Mapping[Direction, str]] = {
    Direction.FORWARD: "管它后面的话",
    Direction.BACKWARD: "管它前面的话",
    Direction.BOTH: "前后都管",
    Direction.TERMINATE: "终止前面的标志词",
    Direction.PSEUDO: "只是看起来像标志词",
}
SHOWN_WORDS: Final = 6
"""Phrases of a term that are spelt out."""


def governs(direction: Direction, scope: Scope) -> str:
    """How far a cue reaches, by its own definition."""
    reach = "到整句为止" if scope is Scope.SENTENCE else "不出本小句"
    return f"{_DIRECTION_WORDS[direction]}，{reach}"


def named(term: Term, vocabulary: Mapping[str, Term]) -> str:
    """A term by the name of its vocabulary entry, or by its phrases."""
    known = vocabulary.get(term.name)
    if known is not None and known.words == term.words:
        return f"“{term.name}”词条" if len(term.words) > 1 else f"“{term.words[0]}”"
    return phrases_of(term.words)


def phrases_of(words: Sequence[str]) -> str:
    """Some phrases, a few of them spelt out."""
    shown = "、".join(words[:SHOWN_WORDS])
    return (
        f"“{shown}”等{len(words)}个词之一"
        if len(words) > SHOWN_WORDS
        else (f"“{shown}”之一" if len(words) > 1 else f"“{shown}”")
    )


def needed(need: FactNeed) -> str:
    """A fact that would do."""
    told = FACT_WORDS[need.kind]
    if need.kind is FactKind.DOCUMENT and need.own:
        told = f"本单位自己的{told}"
    if need.units:
        told += f"（{'、'.join(need.units[:SHOWN_WORDS])}）"
    if need.words is not None:
        told += f"（名称或所数的事里有{phrases_of(need.words.words)}）"
    return f"至少{need.at_least}个{told}" if need.at_least > 1 else told


def any_of(needs: Sequence[FactNeed]) -> str:
    """The facts of a pattern, any of which would do."""
    return "，或者".join(map(needed, needs))


def read_aloud(pattern: Pattern, vocabulary: Mapping[str, Term]) -> str:
    """What a pattern asks for, as one Chinese sentence."""
    where = "同一小句" if pattern.within is Scope.CLAUSE else "同一句"
    terms = [named(term, vocabulary) for term in pattern.all]
    parts = [f"写到{terms[0]}"]
    if len(terms) > 1:
        parts.append(f"{where}里还有{'、'.join(terms[1:])}")
    if pattern.ordered:
        parts.append("按这个先后")
    if pattern.near is not None:
        parts.append(f"相隔不超过{pattern.near}个字")
    if pattern.facts:
        parts.append(f"{where}里有{any_of(pattern.facts)}")
    if pattern.none:
        parts.append(f"本小句里没有{phrases_of([w for term in pattern.none for w in term.words])}")
    if pattern.actors:
        parts.append(f"行为人是{'或'.join(ACTOR_WORDS[kind] for kind in pattern.actors)}")
    if pattern.sections:
        parts.append(f"写在{'或'.join(f'“{ROLE_WORDS[role]}”' for role in pattern.sections)}部分")
    if pattern.under is not None:
        parts.append(f"上面的标题里有{phrases_of(pattern.under.words)}")
    return "，".join(parts)


def patterns_of(item: Item) -> dict[str, Pattern]:
    """The item's patterns by id."""
    lists = (item.evidenced, item.stated, item.mentioned, item.waived)
    return {pattern.id: pattern for patterns in lists for pattern in patterns}
