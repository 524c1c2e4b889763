"""Nodes → plain values: texts, numbers, flags, choices, lists and maps.

Every mistake is noted with its place and reading goes on; `RefusedError` only carries the news
upwards, so that one run tells them all.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NoReturn, TypeVar

from scorer.errors import Problem, SourcePlace
from scorer.loader.nodes import ListNode, MapNode, Node, ScalarNode, scalar_of

Path = tuple[str, ...]
"""Where a value is in the checklist: ("items", "LA-01", "points")."""

_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d*)(?:\.\d+)?")
_NUMBER_LIKE = re.compile(r"[-+]?(?:[\d_]+(?:\.[\d_]*)?(?:[eE][-+]?\d+)?|0x[\da-fA-F_]+|[\d:]+)")
_DATE_LIKE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}(?:[Tt ].*)?")
_BOOLEANS = frozenset({"yes", "no", "on", "off", "true", "false", "y", "n"})
_BLANKS = " \u3000\xa0"
_CODES = {
    "有实据": "evidenced",
    "泛泛表述": "stated",
    "仅计划": "planned",
    "仅计划或自认不足": "planned",
    "缺失": "absent",
    "不适用": "not_applicable",
    "已核对": "verified",
    "已核对原文": "verified",
    "间接核实": "secondary",
    "待核": "recalled",
    "凭记忆": "recalled",
    "数量": "count",
    "次数": "count",
    "比率": "rate",
    "日期": "date",
    "文件": "document",
    "会议": "meeting",
    "机构": "organisation",
    "人名": "person",
    "举措成效": "measures",
    "不足": "shortcomings",
    "第一责任人": "leader",
    "主要负责人": "leader",
    "下一年度安排": "plan",
    "开头": "preamble",
    "同一分句": "clause",
    "同一句": "sentence",
}
"""What the guide and the pages call a choice, and how it is written."""
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class RefusedError(Exception):
    """A value could not be made; its problems are noted already."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """What reading gathers beside the values."""

    problems: list[Problem] = dataclasses.field(default_factory=list)
    origins: dict[Path, SourcePlace] = dataclasses.field(default_factory=dict)
    terms: Mapping[str, tuple[str, ...]] = dataclasses.field(default_factory=dict)
    """The vocabulary, resolved."""

    def refuse(self, node: Node, path: Path, message: str) -> NoReturn:
        """Note a mistake and give the value up."""
        self.note(node.place, path, message)
        raise RefusedError

    def note(self, place: SourcePlace | None, path: Path, message: str) -> None:
        """Note a mistake; items are named, since a line number means little to a lawyer."""
        label = f"{path[1]}：" if len(path) > 1 and path[0] == "items" else ""
        self.problems.append(Problem(place, label + message))


Reader = Callable[[Node, Path, Intake], Any]
T = TypeVar("T")


def suggestion(word: str, allowed: Iterable[str]) -> str:
    """`；是否想写“x”？` for a near neighbour of the word, else nothing."""
    import difflib

    near = difflib.get_close_matches(word.strip(_BLANKS), list(allowed), n=1, cutoff=0.5)
    return f"；是否想写“{near[0]}”？" if near else ""


def listed(words: Iterable[str]) -> str:
    """Words as a Chinese enumeration."""
    return "、".join(words)


def read_text(node: Node, path: Path, intake: Intake) -> str:
    """Text that is certainly meant as text."""
    if not isinstance(node, ScalarNode):
        what = "列表" if isinstance(node, ListNode) else "“键: 值”"
        message = f"此处应为文字，却读成了{what}；文字里有方括号或“: ”时，请给整句加引号"
        intake.refuse(node, path, message)
    if node.text in _NULLS and (node.plain or not node.text):
        intake.refuse(node, path, "此处是空的，应为文字")
    if node.plain:
        kind = _other_kind(node.text)
        if kind:
            message = f'此处应为文字，“{node.text}”会被当作{kind}；请加引号："{node.text}"'
            intake.refuse(node, path, message)
    return node.text


def _other_kind(text: str) -> str:
    if text.lower() in _BOOLEANS:
        return "是否值"
    if _DATE_LIKE.fullmatch(text):
        return "日期"
    return "数字" if _NUMBER_LIKE.fullmatch(text) else ""


def read_number(node: Node, path: Path, intake: Intake) -> float:
    """A decimal number, written plainly."""
    if not isinstance(node, ScalarNode):
        intake.refuse(node, path, "此处应为一个数字")
    if not node.plain or not _NUMBER.fullmatch(node.text) or not node.text.isascii():
        hint = "；请去掉引号" if not node.plain and _NUMBER.fullmatch(node.text) else ""
        if not node.text.isascii():
            hint = "；请用半角数字，不带单位"
        intake.refuse(node, path, f"此处应为数字，现为“{node.text}”{hint}")
    return float(node.text)


def read_whole(node: Node, path: Path, intake: Intake) -> int:
    """A whole number."""
    number = read_number(node, path, intake)
    if not number.is_integer():
        intake.refuse(node, path, f"此处应为整数，现为“{node.text}”")  # type: ignore[union-attr]
    return int(number)


def read_flag(node: Node, path: Path, intake: Intake) -> bool:
    """`true` or `false`, nothing else that YAML takes for one."""
    if isinstance(node, ScalarNode) and node.plain and node.text in {"true", "false"}:
        return node.text == "true"
    intake.refuse(node, path, "此处应写 true（是）或 false（否），不加引号")


def read_choice(allowed: tuple[str, ...], node: Node, path: Path, intake: Intake) -> str:
    """One of a few words."""
    if isinstance(node, ScalarNode) and node.text in allowed:
        return node.text
    if not isinstance(node, ScalarNode):
        intake.refuse(node, path, f"此处应为下列之一：{listed(allowed)}")
    meant = _CODES.get(node.text, "")
    hint = f"；这里写 {meant}" if meant in allowed else suggestion(node.text, allowed)
    intake.refuse(node, path, f"不认识“{node.text}”，应为下列之一：{listed(allowed)}{hint}")


def items_of(node: Node, path: Path, intake: Intake) -> tuple[Node, ...]:
    """Elements of a list; a value that stands alone is refused with the remedy."""
    if isinstance(node, ListNode):
        return node.items
    if isinstance(node, ScalarNode) and node.plain and node.text.startswith("【"):
        intake.refuse(node, path, "列表用了全角方括号“【】”，请改用英文方括号“[]”")
    if isinstance(node, ScalarNode) and node.text and not (node.plain and node.text in _NULLS):
        intake.refuse(node, path, f"此处应为列表，请加方括号：[{node.text}]")
    intake.refuse(node, path, "此处应为列表")


def entries_of(node: Node, path: Path, intake: Intake) -> MapNode:
    """The node as a map."""
    if isinstance(node, MapNode):
        return node
    if isinstance(node, ScalarNode) and "：" in node.text:
        message = "此处应为“键: 值”；键后用了全角冒号“：”，请改用英文冒号加空格“: ”"
        intake.refuse(node, path, message)
    intake.refuse(node, path, "此处应为“键: 值”")


def element_path(path: Path, item: Node, number: int) -> Path:
    """Path of a list's element: by its `id` where it has one, else by its number from 0."""
    return (*path, scalar_of(item, "id") or str(number))


def read_list(
    reader: Callable[[Node, Path, Intake], T], node: Node, path: Path, intake: Intake
) -> tuple[T, ...]:
    """Every element through `reader`; all of their mistakes are noted before any is raised."""
    values: list[T] = []
    refused = False
    for number, item in enumerate(items_of(node, path, intake)):
        try:
            values.append(reader(item, element_path(path, item, number), intake))
        except RefusedError:
            refused = True
    if refused:
        raise RefusedError
    return tuple(values)


def read_map(
    keys: Reader, values: Reader, node: Node, path: Path, intake: Intake
) -> dict[Any, Any]:
    """A map whose keys and values have one type each."""
    found: dict[Any, Any] = {}
    refused = False
    for entry in entries_of(node, path, intake).entries:
        try:
            key = keys(entry.key, path, intake)
            intake.origins[(*path, entry.key.text)] = entry.value.place
            found[key] = values(entry.value, (*path, entry.key.text), intake)
        except RefusedError:
            refused = True
    if refused:
        raise RefusedError
    return found


def check_keys(node: MapNode, allowed: Iterable[str], path: Path, intake: Intake) -> None:
    """Note every key that is not allowed."""
    names = tuple(allowed)
    for entry in node.entries:
        key = entry.key
        if key.text in names:
            continue
        if key.text.strip(_BLANKS) in names:
            message = f"键“{key.text.strip(_BLANKS)}”旁有全角空格，请改用半角空格"
        else:
            hint = suggestion(key.text, names)
            message = f"不认识的键“{key.text}”；可用的键：{listed(names)}{hint}"
        intake.note(key.place, path, message)
