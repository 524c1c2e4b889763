"""The effective checklist's map → `Checklist`, and what must hold between its parts."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import string
from collections.abc import Mapping
from functools import partial
from types import MappingProxyType
from typing import Any

from scorer.checklist import PATTERN_LISTS, Checklist, Cue, Group, Item, Pattern, Term, UnitKind
from scorer.loader.agreement import check_agreement, check_item
from scorer.loader.intake import (
    Intake,
    Path,
    Reader,
    RefusedError,
    element_path,
    entries_of,
    items_of,
    read_list,
    read_text,
)
from scorer.loader.nodes import ListNode, MapNode, Node, ScalarNode, scalar_of
from scorer.loader.records import read_record
from scorer.loader.terms import resolve_vocabulary


def build_checklist(root: MapNode, overlays: tuple[str, ...], intake: Intake) -> Checklist:
    """The checklist with its digest. RefusedError where anything was noted."""
    vocabulary = _vocabulary(root, intake)
    intake = dataclasses.replace(intake, terms=vocabulary)
    terms = {name: Term(name=name, words=words) for name, words in vocabulary.items()}
    items = _items(root, intake)
    checklist = read_record(
        Checklist,
        root,
        (),
        intake,
        given={"digest": "", "overlays": overlays, "terms": terms, "items": items},
        readers=_READERS,
        others=("vocabulary", "items"),
    )
    check_agreement(checklist, intake)
    if intake.problems:
        raise RefusedError
    order = {group.id: number for number, group in enumerate(checklist.groups)}
    ordered = sorted(checklist.items, key=lambda item: order[item.group])
    checklist = dataclasses.replace(checklist, items=tuple(ordered))
    return dataclasses.replace(checklist, digest=digest_of(checklist))


def digest_of(checklist: Checklist) -> str:
    """SHA-256 over all that can show in a result, so not over comments, the order of keys or
    what linting lets pass."""
    values = _fields(checklist)
    for key in ("digest", "overlays", "changelog", "retired"):
        del values[key]
    canonical = json.dumps(
        values, default=_fields, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    )
    return hashlib.sha256(canonical.encode("utf-8")).hexdigest()


def _fields(value: Any) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__ if name != "allow"}


def _vocabulary(root: MapNode, intake: Intake) -> Mapping[str, tuple[str, ...]]:
    node = root.get("vocabulary")
    if node is None:
        return {}
    try:
        return resolve_vocabulary(entries_of(node, ("vocabulary",), intake), intake)
    except RefusedError:
        return {}


def _items(root: MapNode, intake: Intake) -> tuple[Item, ...]:
    """The items that can be read; what is wrong with the others is noted and the rest checked."""
    path = ("items",)
    node = root.get("items")
    if node is None:
        intake.note(root.place, (), "缺少必填的键“items”")
        return ()
    if not isinstance(node, ListNode):
        intake.note(node.place, (), "此处应为列表")
        return ()
    _check_ids(node, path, intake)
    items = []
    for number, one in enumerate(node.items):
        try:
            items.append(_read_item(one, element_path(path, one, number), intake))
        except RefusedError:
            continue
    return tuple(items)


def _read_unique(cls: type, node: Node, path: Path, intake: Intake) -> tuple[object, ...]:
    _check_ids(node, path, intake)
    return read_list(partial(read_record, cls), node, path, intake)


def _read_item(node: Node, path: Path, intake: Intake) -> Item:
    item = read_record(Item, node, path, intake, readers={"applies_to": _read_applies_to, **_LISTS})
    check_item(item, path, intake)
    return _with_pattern_ids(item)


def _read_applies_to(node: Node, path: Path, intake: Intake) -> tuple[str, ...]:
    """`all`, or a list of unit kinds."""
    if isinstance(node, ScalarNode) and node.text == "all":
        return ()
    kinds = read_list(read_text, node, path, intake)
    if not kinds:
        intake.refuse(node, path, "applies_to 是空的；适用于全部单位时请写 all")
    return kinds


def _read_pattern(node: Node, path: Path, intake: Intake) -> Pattern:
    pattern = read_record(Pattern, node, path, intake, given={"id": ""})
    if not pattern.all:
        intake.refuse(node, path, f"模式“{pattern.name}”的 all 至少要有一个词语")
    return pattern


def _read_patterns(node: Node, path: Path, intake: Intake) -> tuple[Pattern, ...]:
    return read_list(_read_pattern, node, path, intake)


_LISTS = dict.fromkeys(PATTERN_LISTS, _read_patterns)


_READERS: Mapping[str, Reader] = MappingProxyType(
    {
        "cues": partial(_read_unique, Cue),
        "unit_kinds": partial(_read_unique, UnitKind),
        "groups": partial(_read_unique, Group),
    }
)


def _with_pattern_ids(item: Item) -> Item:
    """Letters run through the item's lists of patterns: FR-01.a, FR-01.b …"""
    changes: dict[str, Any] = {}
    number = 0
    for name in PATTERN_LISTS:
        patterns = []
        for pattern in getattr(item, name):
            patterns.append(dataclasses.replace(pattern, id=f"{item.id}.{_letters(number)}"))
            number += 1
        changes[name] = tuple(patterns)
    return dataclasses.replace(item, **changes)


def _letters(number: int) -> str:
    """a … z, aa, ab …"""
    alphabet = string.ascii_lowercase
    if number < len(alphabet):
        return alphabet[number]
    return _letters(number // len(alphabet) - 1) + alphabet[number % len(alphabet)]


def _check_ids(node: Node, path: Path, intake: Intake) -> None:
    seen: dict[str, Node] = {}
    for item in items_of(node, path, intake):
        name = scalar_of(item, "id")
        if not name:
            continue
        if name in seen:
            message = f"编号“{name}”重复，{seen[name].place}已有"
            intake.note(item.place, path, message)
        seen.setdefault(name, item)
