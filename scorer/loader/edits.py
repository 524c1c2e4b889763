"""One map of an overlay → the map that it changes: keys replaced, lists added to or cut."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from scorer.loader.intake import (
    Intake,
    Path,
    RefusedError,
    check_keys,
    entries_of,
    items_of,
    listed,
    suggestion,
)
from scorer.loader.nodes import Entry, ListNode, MapNode, Node, ScalarNode, scalar_of, with_entry

_NAMED_BY: Mapping[str, str] = MappingProxyType(
    {
        "basis": "document",
        "stated": "name",
        "evidenced": "name",
        "mentioned": "name",
        "waived": "name",
        "examples": "text",
        "allow": "rule",
        "grades": "title",
        "fixed_terms": "text",
        "legal_titles": "title",
    }
)
"""What an element of a list is called by; plain words are called by themselves."""
EDITS = ("add", "change", "drop")


def edited(node: MapNode, changes: MapNode, path: Path, intake: Intake) -> MapNode:
    """The map with every key of `changes` replaced; a list that is given as `{add: …, change: …,
    drop: …}` keeps its other elements. Unknown keys are refused when the map is read."""
    for entry in changes.entries:
        key = entry.key.text
        if key == "id":
            intake.note(entry.key.place, path, "编号一经使用不能更改")
            continue
        value = entry.value
        try:
            if isinstance(value, MapNode) and _is_edit(value):
                value = _edited_list(key, node.get(key), value, path, intake)
            node = with_entry(node, Entry(entry.key, value))
        except RefusedError:
            continue
    return node


def _is_edit(value: MapNode) -> bool:
    return any(entry.key.text in EDITS for entry in value.entries)


def _edited_list(key: str, old: Node | None, edit: MapNode, path: Path, intake: Intake) -> ListNode:
    before = len(intake.problems)
    check_keys(edit, EDITS, path, intake)
    elements = list(old.items) if isinstance(old, ListNode) else []
    for node in _listed_nodes(edit.get("drop"), path, intake):
        wanted = node.text if isinstance(node, ScalarNode) else ""
        kept = [one for one in elements if _name(key, one) != wanted]
        if len(kept) == len(elements):
            _note_unknown(key, node, wanted, elements, path, intake)
        elements = kept
    change = edit.get("change")
    if change is not None:
        elements = _changed(key, elements, entries_of(change, path, intake), path, intake)
    elements.extend(_listed_nodes(edit.get("add"), path, intake))
    if len(intake.problems) > before:
        raise RefusedError
    return ListNode(old.place if old else edit.place, tuple(elements))


def _changed(
    key: str, elements: list[Node], change: MapNode, path: Path, intake: Intake
) -> list[Node]:
    for entry in change.entries:
        wanted = entry.key.text
        if wanted not in {_name(key, one) for one in elements}:
            _note_unknown(key, entry.key, wanted, elements, path, intake)
            continue
        new = entries_of(entry.value, path, intake)
        elements = [
            edited(one, new, path, intake)
            if isinstance(one, MapNode) and _name(key, one) == wanted
            else one
            for one in elements
        ]
    return elements


def _listed_nodes(node: Node | None, path: Path, intake: Intake) -> tuple[Node, ...]:
    return items_of(node, path, intake) if node is not None else ()


def _name(key: str, element: Node) -> str:
    if isinstance(element, ScalarNode):
        return element.text
    return scalar_of(element, _NAMED_BY.get(key, "id"))


def _note_unknown(
    key: str, node: Node, wanted: str, elements: list[Node], path: Path, intake: Intake
) -> None:
    known = [name for name in (_name(key, one) for one in elements) if name]
    hint = suggestion(wanted, known) or f"；现有：{listed(known) or '无'}"
    intake.note(node.place, path, f"{key} 里没有“{wanted}”{hint}")
