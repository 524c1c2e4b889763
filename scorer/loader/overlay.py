"""An overlay file → changes to a checklist's nodes, before they become values.

Nodes keep the place that they were written at, so the effective checklist can tell of every
value whether the base or an overlay gave it. Whatever an overlay names must exist.

    id: tianjin
    extends: annual-report
    drop: [PU-05]
    add: [{id: PU-06, …}]
    change:
      LA-01: {points: 5, basis: {add: [{…}], change: {某某办法: {to_year: 2025}}, drop: [旧办法]}}
    vocabulary: {法律顾问: [法顾]}       # phrases for an entry that exists
    new_vocabulary: {述法: [述法]}
    cues: {planned-03: [拟于]}          # phrases for a cue that exists
    groups: {LA: {points: 12}}          # a group that exists, or a new one with title and points
    grades, credits, deductions, fixed_terms, legal_titles, allow: whole, or lists by add and drop
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType

from scorer.loader.edits import edited
from scorer.loader.intake import (
    Intake,
    RefusedError,
    check_keys,
    entries_of,
    items_of,
    read_number,
    read_text,
    suggestion,
)
from scorer.loader.nodes import Entry, ListNode, MapNode, Node, ScalarNode, scalar_of, with_entry

_ABOUT = ("id", "title", "version", "date", "extends")
REPLACED = ("grades", "credits", "deductions", "fixed_terms", "legal_titles", "allow")

Step = Callable[[MapNode, Node, Intake], MapNode]


def apply_overlay(root: MapNode, overlay: MapNode, intake: Intake) -> tuple[MapNode, str]:
    """The checklist with an overlay's changes, and the overlay's id.

    Mistakes are noted and what they belong to is left out."""
    check_keys(overlay, (*OVERLAY_KEYS, *REPLACED), (), intake)
    _check_about(root, overlay, intake)
    for name, step in _STEPS.items():
        value = overlay.get(name)
        if value is None:
            continue
        try:
            root = step(root, value, intake)
        except RefusedError:
            continue
    plain = [entry for entry in overlay.entries if entry.key.text in REPLACED]
    root = edited(root, overlay._replace(entries=tuple(plain)), (), intake)
    return _with_sums(root, overlay), scalar_of(overlay, "id")


def _check_about(root: MapNode, overlay: MapNode, intake: Intake) -> None:
    for key in ("id", "extends"):
        if not scalar_of(overlay, key):
            intake.note(overlay.place, (), f"缺少必填的键“{key}”")
    base, meant = scalar_of(root, "id"), overlay.get("extends")
    if meant is not None and scalar_of(overlay, "extends") not in {"", base}:
        message = f"这份补充规则针对检查单“{scalar_of(overlay, 'extends')}”，不能用于“{base}”"
        intake.note(meant.place, (), message)


def _items(root: MapNode) -> tuple[Node, ...]:
    node = root.get("items")
    return node.items if isinstance(node, ListNode) else ()


def _with_items(root: MapNode, items: Iterable[Node]) -> MapNode:
    return _with_value(root, "items", ListNode(root.place, tuple(items)))


def _with_value(root: MapNode, key: str, value: Node) -> MapNode:
    return with_entry(root, Entry(ScalarNode(value.place, key), value))


def _refuse_unknown(name: str, node: Node, what: str, known: Iterable[str], intake: Intake) -> None:
    message = f"检查单里没有{what}“{name}”{suggestion(name, known)}"
    intake.refuse(node, (), message)


def _drop(root: MapNode, value: Node, intake: Intake) -> MapNode:
    known = [scalar_of(item, "id") for item in _items(root)]
    dropped = set()
    for node in items_of(value, (), intake):
        try:
            name = read_text(node, (), intake)
            if name not in known:
                _refuse_unknown(name, node, "要点", known, intake)
            dropped.add(name)
        except RefusedError:
            continue
    return _with_items(root, (one for one in _items(root) if scalar_of(one, "id") not in dropped))


def _change(root: MapNode, value: Node, intake: Intake) -> MapNode:
    items = {scalar_of(item, "id"): item for item in _items(root)}
    for entry in entries_of(value, (), intake).entries:
        name = entry.key.text
        try:
            item = items.get(name)
            if not isinstance(item, MapNode):
                _refuse_unknown(name, entry.key, "要点", items, intake)
            else:
                changes = entries_of(entry.value, ("items", name), intake)
                items[name] = edited(item, changes, ("items", name), intake)
        except RefusedError:
            continue
    return _with_items(root, items.values())


def _add(root: MapNode, value: Node, intake: Intake) -> MapNode:
    # An id that exists already is refused with the other ids.
    return _with_items(root, (*_items(root), *items_of(value, (), intake)))


def _vocabulary(root: MapNode, value: Node, intake: Intake) -> MapNode:
    words = root.get("vocabulary")
    if not isinstance(words, MapNode):
        return root
    for entry in entries_of(value, (), intake).entries:
        old = words.get(entry.key.text)
        try:
            if not isinstance(old, ListNode):
                known = [one.key.text for one in words.entries]
                _refuse_unknown(entry.key.text, entry.key, "词条", known, intake)
            else:
                longer = _longer(old, entry.value, intake)
                words = with_entry(words, Entry(entry.key, longer))
        except RefusedError:
            continue
    return _with_value(root, "vocabulary", words)


def _longer(old: ListNode, new: Node, intake: Intake) -> ListNode:
    return old._replace(items=(*old.items, *items_of(new, (), intake)))


def _new_vocabulary(root: MapNode, value: Node, intake: Intake) -> MapNode:
    words = root.get("vocabulary")
    if not isinstance(words, MapNode):
        words = MapNode(value.place, ())
    for entry in entries_of(value, (), intake).entries:
        if words.get(entry.key.text) is not None:
            message = f"词条“{entry.key.text}”已有；给它加词请写在 vocabulary 下"
            intake.note(entry.key.place, (), message)
        else:
            words = with_entry(words, entry)
    return _with_value(root, "vocabulary", words)


def _cues(root: MapNode, value: Node, intake: Intake) -> MapNode:
    node = root.get("cues")
    cues = {scalar_of(one, "id"): one for one in node.items} if isinstance(node, ListNode) else {}
    for entry in entries_of(value, (), intake).entries:
        name = entry.key.text
        cue = cues.get(name)
        words = cue.get("words") if isinstance(cue, MapNode) else None
        try:
            if not isinstance(cue, MapNode) or not isinstance(words, ListNode):
                _refuse_unknown(name, entry.key, "线索词", cues, intake)
            else:
                longer = _longer(words, entry.value, intake)
                cues[name] = _with_value(cue, "words", longer)
        except RefusedError:
            continue
    return _with_value(root, "cues", ListNode(root.place, tuple(cues.values())))


def _groups(root: MapNode, value: Node, intake: Intake) -> MapNode:
    node = root.get("groups")
    old = node.items if isinstance(node, ListNode) else ()
    groups = {scalar_of(one, "id"): one for one in old}
    for entry in entries_of(value, (), intake).entries:
        name = entry.key.text
        changes = entries_of(entry.value, (), intake)
        group = groups.get(name)
        if not isinstance(group, MapNode):
            # A group that is new needs title and points; reading the groups will tell.
            group = MapNode(entry.key.place, (Entry(ScalarNode(entry.key.place, "id"), entry.key),))
        groups[name] = edited(group, changes, ("groups", name), intake)
    return _with_value(root, "groups", ListNode(root.place, tuple(groups.values())))


_STEPS: Mapping[str, Step] = MappingProxyType(
    {
        "new_vocabulary": _new_vocabulary,
        "vocabulary": _vocabulary,
        "cues": _cues,
        "groups": _groups,
        "drop": _drop,
        "change": _change,
        "add": _add,
    }
)
"""In the order in which they are applied, whatever the order in the file."""
OVERLAY_KEYS = (*_ABOUT, *_STEPS)


def _with_sums(root: MapNode, overlay: MapNode) -> MapNode:
    """Points of a group follow its items, unless the overlay says them: then they are checked.
    A group that has lost its last item goes with it."""
    node, said = root.get("groups"), overlay.get("groups")
    if not isinstance(node, ListNode) or not {"drop", "change", "add"} & {
        entry.key.text for entry in overlay.entries
    }:
        return root
    sums: defaultdict[str, float] = defaultdict(float)
    quiet = Intake()
    for item in _items(root):
        points = item.get("points") if isinstance(item, MapNode) else None
        try:
            if points is not None:
                sums[scalar_of(item, "group")] += read_number(points, (), quiet)
        except RefusedError:
            # The item itself is refused later, with its place.
            continue
    groups = []
    for group in node.items:
        name = scalar_of(group, "id")
        own = said.get(name) if isinstance(said, MapNode) else None
        keeps = isinstance(own, MapNode) and own.get("points") is not None
        if not keeps and name not in sums:
            continue
        if isinstance(group, MapNode) and not keeps:
            total = ScalarNode(overlay.place, f"{sums[name]:g}", plain=True)
            if scalar_of(group, "points") != total.text:
                group = _with_value(group, "points", total)
        groups.append(group)
    return _with_value(root, "groups", ListNode(node.place, tuple(groups)))
