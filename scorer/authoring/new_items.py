"""Answers to the questions about a new item, one text each; the item as the rule files say it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, Final, NamedTuple

from scorer.checklist import Checklist
from scorer.errors import UsageError

_SPLIT: Final = re.compile(r"[、，,；;\s]+")
_FACTS: Final[Mapping[str, str]] = {
    "比率": "rate",
    "日期": "date",
    "文件": "document",
    "会议": "meeting",
    "机构": "organisation",
    "人名": "person",
}
_BETWEEN_FACTS: Final = re.compile(r"[、，,；;\s]+(?![^（(]*[）)])")
"""Between facts, not between the units in brackets."""
_COUNT: Final = re.compile(r"数量(?:[（(](.+)[）)])?")
_ALL: Final = ("全部", "所有", "all")


class Question(NamedTuple):
    """One question; `read` gives what the rule file says or refuses with a UsageError."""

    key: str
    asks: str
    read: Callable[[str, Checklist], Any]


def next_id(group: str, checklist: Checklist) -> str:
    """The next free id of a group, never one that was retired."""
    taken = [*(item.id for item in checklist.items), *checklist.retired]
    numbers = [int(one[len(group) + 1 :]) for one in taken if re.fullmatch(rf"{group}-\d+", one)]
    return f"{group}-{max(numbers, default=0) + 1:02d}"


def item_of_answers(answers: Mapping[str, str], checklist: Checklist) -> dict[str, Any]:
    """The item. UsageError names the first answer that does not do."""
    said = {}
    for question in QUESTIONS:
        try:
            said[question.key] = question.read(str(answers.get(question.key, "")), checklist)
        except UsageError as error:
            raise UsageError(f"“{question.asks}”的答案不行：{error}") from None
    words, examples = said["words"], said.pop("examples_evidenced")
    pairs = [(text, "evidenced") for text in examples]
    for verdict in ("stated", "planned", "absent"):
        pairs += [(text, verdict) for text in said.pop(f"examples_{verdict}")]
    facts = said.pop("facts")
    del said["words"]
    return {
        "id": next_id(said["group"], checklist),
        **said,
        "stated": [{"name": "泛称", "all": [words]}],
        "evidenced": [{"name": "有事实", "all": [words], "facts": facts}],
        "examples": [
            # A plan stands where reports put it.
            {"text": text, "verdict": verdict}
            | ({"section": "plan"} if verdict == "planned" else {})
            for text, verdict in pairs
        ],
    }


def _text(answer: str, _: Checklist) -> str:
    if not answer.strip():
        raise UsageError("不能空着")
    return answer.strip()


def _group(answer: str, checklist: Checklist) -> str:
    for group in checklist.groups:
        if answer.strip() in (group.id, group.title):
            return group.id
    raise UsageError(
        "没有这一组；可选：" + "、".join(f"{g.id} {g.title}" for g in checklist.groups)
    )


def _points(answer: str, _: Checklist) -> int | float:
    try:
        points = float(answer)
    except ValueError:
        points = 0.0
    if not 0 < points <= 100:
        raise UsageError(f"“{answer}”不是0到100之间的数")
    return int(points) if points.is_integer() else points


def _kinds(answer: str, checklist: Checklist) -> str | list[str]:
    if answer.strip() in ("", *_ALL):
        return "all"
    ids = {name: kind.id for kind in checklist.unit_kinds for name in (kind.id, kind.title)}
    asked = [one for one in _SPLIT.split(answer.strip()) if one]
    for one in asked:
        if one not in ids:
            titles = "、".join(kind.title for kind in checklist.unit_kinds)
            raise UsageError(f"没有单位类型“{one}”；可选：全部、{titles}")
    return [ids[one] for one in asked]


def _words(answer: str, checklist: Checklist) -> list[str]:
    words = [one for one in _SPLIT.split(answer.strip()) if one]
    if not words:
        raise UsageError("至少写一个词，多个词用、隔开")
    for word in words:
        if word.startswith("$") and word[1:] not in checklist.terms:
            raise UsageError(f"词表里没有“{word[1:]}”")
    return words


def _facts(answer: str, _: Checklist) -> list[Any]:
    facts: list[Any] = []
    for one in _BETWEEN_FACTS.split(answer.strip()):
        count = _COUNT.fullmatch(one)
        if count:
            facts.append({"count": [unit for unit in _SPLIT.split(count[1] or "") if unit]})
        elif one in _FACTS:
            facts.append(_FACTS[one])
        else:
            known = "、".join(["数量（次、件）", *_FACTS])
            raise UsageError(f"不认识“{one}”；可选：{known}，多种用、隔开")
    return facts


def _basis(answer: str, checklist: Checklist) -> list[dict[str, str]]:
    return [{"document": _text(answer, checklist), "confidence": "recalled"}]


def _examples(answer: str, checklist: Checklist) -> list[str]:
    return [one.strip() for one in _text(answer, checklist).split("|") if one.strip()]


QUESTIONS: Final = (
    Question("title", "一、要点的标题", _text),
    Question("group", "　　放在哪一组（编号或名称）", _group),
    Question("requirement", "二、要求单位做什么（一两句话）", _text),
    Question("basis", "三、依据（文件名称和条款；先记为待核）", _basis),
    Question("points", "四、分值", _points),
    Question("applies_to", "　　对哪些单位（全部，或几类单位，用、隔开）", _kinds),
    Question("words", "五、报告里用哪些词写这件事（用、隔开）", _words),
    Question("facts", "六、什么事实能证明（数量（次、件）、日期、文件……，用、隔开）", _facts),
    Question("advice", "　　没写到的，建议怎样写", _text),
    Question("examples_evidenced", "例句：应判有实据（多句用|隔开，下同）", _examples),
    Question("examples_stated", "例句：应判泛泛表述", _examples),
    Question("examples_planned", "例句：应判仅计划", _examples),
    Question("examples_absent", "例句：应判缺失（字面相近而不是这件事的）", _examples),
)
