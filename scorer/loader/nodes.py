"""A YAML file as a tree whose every value knows its place; nothing here knows checklists.

Scalars stay text: what a value must be is decided where it is used, so `no`, `012` and
`2026-11-01` can be refused there by name instead of turning into something else unseen.
"""

from __future__ import annotations

from typing import NamedTuple

from scorer.errors import SourcePlace


class ScalarNode(NamedTuple):
    """One value; `plain` tells whether it was written without quotes."""

    place: SourcePlace
    text: str
    plain: bool = False


class ListNode(NamedTuple):
    """A list."""

    place: SourcePlace
    items: tuple[Node, ...]


class Entry(NamedTuple):
    """One key of a map with its value."""

    key: ScalarNode
    value: Node


class MapNode(NamedTuple):
    """A map; keys are unique and keep the file's order."""

    place: SourcePlace
    entries: tuple[Entry, ...]

    def get(self, key: str) -> Node | None:
        """Value of a key, None where the map does not have it."""
        for entry in self.entries:
            if entry.key.text == key:
                return entry.value
        return None


Node = ScalarNode | ListNode | MapNode


def with_entry(node: MapNode, entry: Entry) -> MapNode:
    """The map with one entry replaced, or added at its end."""
    if node.get(entry.key.text) is None:
        return node._replace(entries=(*node.entries, entry))
    return node._replace(
        entries=tuple(entry if old.key.text == entry.key.text else old for old in node.entries)
    )


def scalar_of(node: Node | None, key: str) -> str:
    """Text of a map's scalar entry; empty where there is none."""
    value = node.get(key) if isinstance(node, MapNode) else None
    return value.text if isinstance(value, ScalarNode) else ""
