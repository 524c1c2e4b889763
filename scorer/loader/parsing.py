"""YAML text → nodes, with every mistake of the writing at once.

libyaml stops at the first syntax error. Where the mistake is a well-known one, its line is mended
in memory and the rest is read too, so that one run tells them all; what was mended is never used.
A checklist is data: no tags, no anchors, no aliases, bounded size and depth.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NoReturn

import yaml

from scorer.errors import Problem, SourcePlace
from scorer.loader.mistakes import diagnose
from scorer.loader.nodes import Entry, ListNode, MapNode, Node, ScalarNode

MAX_CHARACTERS = 2_000_000
MAX_DEPTH = 16
MAX_NODES = 200_000
_MAX_MENDED = 50

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NO_TEXT = re.compile(r"[-+\d.]*|true|false|null")
_UNSEEN = re.compile(
    "[^\t\n\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


class _TooMuchError(Exception):
    """The file passes a limit; its problem is noted already."""


@dataclass(slots=True)
class _Open:
    """A list or map whose end has not come yet; a map's children are keys and values in turn."""

    place: SourcePlace
    is_map: bool
    flow: bool
    children: list[Node] = field(default_factory=list)


def parse(text: str, path: str) -> tuple[Node | None, tuple[Problem, ...]]:
    """Tree of the file's only document and the mistakes in it; None where nothing can be read."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    refusal = _refusal(text, path)
    if refusal:
        return None, (refusal,)
    mended: list[Problem] = []
    for _ in range(_MAX_MENDED):
        problems: list[Problem] = []
        try:
            root = _build(text, path, problems)
        except _TooMuchError:
            return None, (*mended, *problems)
        except yaml.MarkedYAMLError as error:
            problem, better = diagnose(error, text, path)
            mended.append(problem)
            if better is None or better == text:
                return None, tuple(mended)
            text = better
        else:
            return root, (*mended, *problems)
    return None, tuple(mended)


def _refusal(text: str, path: str) -> Problem | None:
    """Why the text is not given to the parser at all."""
    if len(text) > MAX_CHARACTERS:
        return Problem(SourcePlace(path, 1, 1), f"文件过大：超过{MAX_CHARACTERS}个字符")
    if unseen := _UNSEEN.search(text):
        before = text[: unseen.start()]
        place = SourcePlace(path, before.count("\n") + 1, len(before) - before.rfind("\n"))
        return Problem(place, f"有不可见字符U+{ord(unseen[0]):04X}，请删去")
    return None


def _build(text: str, path: str, problems: list[Problem]) -> Node | None:
    lines = text.split("\n")
    root: Node | None = None
    opened: list[_Open] = []
    count = documents = 0
    for event in _events(text):
        # Scalars first: five events in six are one, and this loop is most of a load's time.
        if isinstance(event, yaml.ScalarEvent):
            node: Node = _scalar(event, lines, path, problems)
        elif isinstance(event, yaml.CollectionEndEvent):
            node = _close(opened.pop(), problems)
        elif isinstance(event, yaml.CollectionStartEvent):
            opened.append(_opened(event, path, problems))
            if len(opened) > MAX_DEPTH:
                _stop(problems, opened[-1].place, f"层次过深：超过{MAX_DEPTH}层")
            continue
        elif isinstance(event, yaml.AliasEvent):
            node = ScalarNode(_place(event, path), f"*{event.anchor}")
            message = f"“{node.text}”会被当作别名；若是文字，请加引号"
            problems.append(Problem(node.place, message))
        else:
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                _stop(problems, _place(event, path), "一个文件只能有一份内容，请删去多余的“---”")
            continue
        count += 1
        if count > MAX_NODES:
            _stop(problems, node.place, f"内容过多：超过{MAX_NODES}项")
        if opened:
            opened[-1].children.append(node)
        else:
            root = node
    return root


def _opened(event: yaml.CollectionStartEvent, path: str, problems: list[Problem]) -> _Open:
    if event.tag or event.anchor:
        _refuse_extras(event, path, problems)
    is_map = isinstance(event, yaml.MappingStartEvent)
    return _Open(_place(event, path), is_map, bool(event.flow_style))


def _events(text: str) -> Iterator[yaml.Event]:
    return yaml.parse(text, Loader=_LOADER)


def _place(event: yaml.Event, path: str) -> SourcePlace:
    return _at(event.start_mark, path)


def _at(mark: Any, path: str) -> SourcePlace:
    # Events made by the parser always carry marks; only hand-made ones do not.
    return SourcePlace(path, mark.line + 1, mark.column + 1) if mark else SourcePlace(path, 1, 1)


def _stop(problems: list[Problem], place: SourcePlace, message: str) -> NoReturn:
    problems.append(Problem(place, message))
    raise _TooMuchError


def _refuse_extras(
    event: yaml.ScalarEvent | yaml.CollectionStartEvent, path: str, problems: list[Problem]
) -> None:
    if event.tag:
        shown = event.tag.replace("tag:yaml.org,2002:", "!!")
        message = f"不允许使用标签“{shown}”；若是文字，请加引号"
        problems.append(Problem(_place(event, path), message))
    if event.anchor:
        message = f"不允许使用锚点“&{event.anchor}”；若是文字，请加引号"
        problems.append(Problem(_place(event, path), message))


def _scalar(
    event: yaml.ScalarEvent, lines: list[str], path: str, problems: list[Problem]
) -> ScalarNode:
    if event.tag or event.anchor:
        _refuse_extras(event, path, problems)
    plain = not event.style
    end: Any = event.end_mark
    # An empty value may end behind the last line; nothing can cut it.
    if plain and event.value and lines[end.line].startswith(" #", end.column):
        _refuse_cut(event.value, lines[end.line][end.column + 1 :], _at(end, path), problems)
    return ScalarNode(_place(event, path), event.value, plain)


def _refuse_cut(value: str, comment: str, end: SourcePlace, problems: list[Problem]) -> None:
    """One blank before `#` is how text is cut by accident; after a number it can only be meant."""
    if not _NO_TEXT.fullmatch(value):
        message = (
            f"“{comment.rstrip()}”会被当作注释丢掉；若属文字，请给整句加引号，"
            "若是注释，请在“#”前空两格或另起一行"
        )
        problems.append(Problem(end._replace(column=end.column + 1), message))


def _close(opened: _Open, problems: list[Problem]) -> Node:
    if opened.is_map:
        return _close_map(opened, problems)
    if opened.flow:
        _refuse_split_titles(opened.children, problems)
    return ListNode(opened.place, tuple(opened.children))


def _close_map(opened: _Open, problems: list[Problem]) -> MapNode:
    entries: dict[str, Entry] = {}
    pairs = iter(opened.children)
    before: Node | None = None
    for key, value in zip(pairs, pairs, strict=True):
        if opened.flow and before is not None and _is_split(before, key):
            _refuse_split_titles([before, key], problems)
        elif not isinstance(key, ScalarNode):
            problems.append(Problem(key.place, "键必须是一个词；方括号、花括号若属文字，请加引号"))
        elif key.text == "<<":
            problems.append(Problem(key.place, "不支持合并键“<<”，请把内容写全"))
        elif key.text in entries:
            first = entries[key.text].key.place
            message = f"键“{key.text}”重复，第{first.line}行已有；后写的不会自动生效"
            problems.append(Problem(key.place, message))
        else:
            entries[key.text] = Entry(key, value)
        before = value
    return MapNode(opened.place, tuple(entries.values()))


def _refuse_split_titles(items: list[Node], problems: list[Problem]) -> None:
    """In `[《办法, 条例》]` the comma parts a title in two phrases that nobody meant."""
    texts = [item for item in items if isinstance(item, ScalarNode) and item.plain]
    for left, right in pairwise(texts):
        for marks in _split_by(left, right):
            message = f"{marks}被英文逗号切成两段；请给整句加引号"
            problems.append(Problem(left.place, message))


def _is_split(left: Node, right: Node) -> bool:
    """Whether the value `left` and the key `right` of `{a: 《办法, 条例》}` were one text."""
    if not (isinstance(left, ScalarNode) and isinstance(right, ScalarNode)):
        return False
    return left.plain and right.plain and bool(_split_by(left, right))


def _split_by(left: ScalarNode, right: ScalarNode) -> list[str]:
    """Marks that open in one text and close in the next."""
    return [
        opening + closing
        for opening, closing in ("《》", "“”", "（）")
        if left.text.count(opening) > left.text.count(closing)
        and right.text.count(closing) > right.text.count(opening)
    ]
