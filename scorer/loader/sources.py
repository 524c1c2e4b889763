"""Which files make up a checklist, and their text.

A checklist names its parts (`vocabulary: vocabulary.yaml`, `items: items/`) or holds them itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from scorer.errors import ChecklistError, Problem, SourcePlace
from scorer.loader.nodes import Entry, ListNode, MapNode, Node, ScalarNode, scalar_of
from scorer.loader.parsing import parse
from scorer.loader.places import (
    SUFFIXES,
    SourceText,
    find_checklist,
    find_overlay,
    find_part,
    read_source,
)

_NO_PARTS = frozenset({"id", "title", "version", "date"})
"""Keys of a checklist that never stand in files of their own."""


class Sources(NamedTuple):
    """Everything that a checklist is made of; equal sources give the same checklist."""

    checklist: SourceText
    parts: tuple[tuple[str, tuple[SourceText, ...]], ...]
    overlays: tuple[SourceText, ...]


def gather(checklist: str | Path | None, overlays: Iterable[str | Path]) -> Sources:
    """Read the files of a checklist. ChecklistError where one is missing or is no text."""
    main = find_checklist(checklist)
    source = read_source(main)
    root, _ = parse_source(source)
    entries = root.entries if isinstance(root, MapNode) else ()
    parts = tuple(
        (entry.key.text, tuple(_read_parts(entry, main.parent)))
        for entry in entries
        if entry.key.text not in _NO_PARTS
    )
    found = [read_source(find_overlay(overlay)) for overlay in overlays]
    return Sources(source, parts, tuple(found))


@lru_cache(maxsize=64)
def parse_source(source: SourceText) -> tuple[Node | None, tuple[Problem, ...]]:
    """Tree and mistakes of a file's text."""
    return parse(source.text, source.name)


def assemble(sources: Sources, problems: list[Problem]) -> MapNode | None:
    """The checklist's map with its parts in their place; None where it cannot be read."""
    root = _root_map(sources.checklist, "检查单", problems)
    if root is None:
        return None
    parts = dict(sources.parts)
    return root._replace(
        entries=tuple(
            entry._replace(value=_with_files(entry, parts.get(entry.key.text, ()), problems))
            for entry in root.entries
        )
    )


def title_of(overlay: str | Path) -> str:
    """Title that an overlay gives itself; empty where it gives none."""
    root, _ = parse_source(read_source(find_overlay(overlay)))
    return scalar_of(root, "title")


def overlay_root(source: SourceText, problems: list[Problem]) -> MapNode | None:
    """The map of an overlay, None where the file cannot be read."""
    return _root_map(source, "补充规则", problems)


def _root_map(source: SourceText, what: str, problems: list[Problem]) -> MapNode | None:
    root, found = parse_source(source)
    problems.extend(found)
    if isinstance(root, MapNode):
        return root
    if not found:
        place = SourcePlace(source.name, 1, 1)
        problems.append(Problem(place, f"{what}应由“键: 值”组成"))
    return None


def _with_files(entry: Entry, files: tuple[SourceText, ...], problems: list[Problem]) -> Node:
    if not files:
        return entry.value
    inline = entry.value.items if isinstance(entry.value, ListNode) else ()
    pieces: list[Node] = [node for node in inline if not isinstance(node, ScalarNode)]
    lists: list[Node] = []
    for source in files:
        root, found = parse_source(source)
        problems.extend(found)
        key = entry.key.text
        if isinstance(root, MapNode) and [one.key.text for one in root.entries] == [key]:
            # A file may name what it holds: `items:` above the items.
            root = root.entries[0].value
        if root is None:
            if not found:
                problems.append(Problem(SourcePlace(source.name, 1, 1), "文件是空的"))
        elif isinstance(root, ListNode):
            pieces.extend(root.items)
        else:
            lists.append(root)
    if lists and not pieces:
        return _merged([node for node in lists if isinstance(node, MapNode)], entry, problems)
    return ListNode(entry.value.place, (*pieces, *lists))


def _merged(maps: list[MapNode], entry: Entry, problems: list[Problem]) -> MapNode:
    entries: dict[str, Entry] = {}
    for one in maps:
        for new in one.entries:
            old = entries.setdefault(new.key.text, new)
            if old is not new:
                message = f"“{new.key.text}”重复，{old.key.place}已有"
                problems.append(Problem(new.key.place, message))
    return MapNode(maps[0].place if maps else entry.value.place, tuple(entries.values()))


def _read_parts(entry: Entry, folder: Path) -> Iterable[SourceText]:
    """Texts of the files that a part names; nothing where it stands in the checklist itself."""
    named = entry.value.items if isinstance(entry.value, ListNode) else (entry.value,)
    for one in named:
        if isinstance(one, ScalarNode) and one.text.endswith((*SUFFIXES, "/")):
            yield from _read_part(entry.key.text, one, folder)


def _read_part(key: str, node: ScalarNode, folder: Path) -> Iterable[SourceText]:
    paths = find_part(node.text, folder)
    if not paths:
        message = f"{key}：找不到文件“{node.text}”，它应在检查单旁边"
        raise ChecklistError([Problem(node.place, message)])
    return [read_source(path) for path in paths]
