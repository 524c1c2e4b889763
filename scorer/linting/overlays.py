"""Edits of an overlay that leave the checklist as it was."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from scorer.checklist import LintRule
from scorer.errors import Problem, SourcePlace
from scorer.linting.findings import LintFinding
from scorer.linting.rulebook import children
from scorer.loader import load_effective
from scorer.loader.intake import Intake
from scorer.loader.nodes import Entry, ListNode, MapNode, Node, ScalarNode
from scorer.loader.overlay import apply_overlay
from scorer.loader.places import find_overlay, read_source
from scorer.loader.sources import overlay_root

_ABOUT = frozenset({"id", "title", "version", "date", "extends"})
_WORDS = ("vocabulary", "cues")
_LISTED = ("drop", "add")


def idle_edits(
    checklist: str | Path | None, overlays: Sequence[str | Path]
) -> Iterator[LintFinding]:
    """Every edit that changes nothing, tried by itself on what stands before its overlay."""
    for number, overlay in enumerate(overlays):
        before = load_effective(checklist, overlays[:number]).root
        ignored: list[Problem] = []
        root = overlay_root(read_source(find_overlay(overlay)), ignored)
        if root is not None:
            yield from _idle_edits(root, before)


def edits_of(overlays: Sequence[str | Path]) -> int:
    """How many edits the overlays hold."""
    ignored: list[Problem] = []
    roots = (overlay_root(read_source(find_overlay(one)), ignored) for one in overlays)
    return sum(1 for root in roots if root is not None for _ in _edits(root))


def _idle_edits(overlay: MapNode, before: MapNode) -> Iterator[LintFinding]:
    known = _bare(before)
    for path, place, single in _edits(overlay):
        if path[0] in _WORDS:
            idle = path[2] in _written(before, path[0], path[1])
        else:
            after, _ = apply_overlay(before, single, Intake())
            idle = _bare(after) == known
        if idle:
            where = " → ".join(path)
            yield LintFinding(
                LintRule.IDLE_OVERLAY_EDIT,
                place,
                path[1] if path[0] == "change" else None,
                path,
                f"“{where}”没有改变任何内容：原来就是这样",
                "删去这处改动",
            )


def _edits(overlay: MapNode) -> Iterator[tuple[tuple[str, ...], SourcePlace, MapNode]]:
    """Every single edit: its path, its place, and an overlay that holds only it."""
    about = tuple(entry for entry in overlay.entries if entry.key.text in _ABOUT)
    for entry in overlay.entries:
        key = entry.key.text
        if key in _ABOUT:
            continue
        for path, place, value in _parts(key, entry):
            yield path, place, overlay._replace(entries=(*about, entry._replace(value=value)))


def _parts(key: str, entry: Entry) -> Iterator[tuple[tuple[str, ...], SourcePlace, Node]]:
    if key in ("change", "groups", *_WORDS) and isinstance(entry.value, MapNode):
        for one in entry.value.entries:
            for name, place, value in _inner(one):
                single = entry.value._replace(entries=(one._replace(value=value),))
                yield (key, one.key.text, name), place, single
    elif key in _LISTED and isinstance(entry.value, ListNode):
        for number, part in enumerate(entry.value.items, start=1):
            name = part.text if isinstance(part, ScalarNode) else str(number)
            yield (key, name), part.place, entry.value._replace(items=(part,))
    else:
        yield (key,), entry.key.place, entry.value


def _inner(one: Entry) -> Iterator[tuple[str, SourcePlace, Node]]:
    if isinstance(one.value, MapNode):
        for entry in one.value.entries:
            yield entry.key.text, entry.key.place, one.value._replace(entries=(entry,))
    else:
        for word in children(one.value):
            if isinstance(word, ScalarNode):
                yield word.text, word.place, one.value


def _written(root: MapNode, key: str, name: str) -> frozenset[str]:
    """The phrases that a term or cue has before the overlay."""
    node = root.get(key)
    found: Node | None = None
    if isinstance(node, MapNode):
        found = node.get(name)
    for one in children(node) if isinstance(node, ListNode) else ():
        if isinstance(one, MapNode) and _bare(one.get("id")) == name:
            found = one.get("words")
    return frozenset(one.text for one in children(found) if isinstance(one, ScalarNode))


def _bare(node: Node | None) -> object:
    """A node without its places, for comparison."""
    if isinstance(node, ScalarNode):
        return node.text
    if isinstance(node, ListNode):
        return [_bare(one) for one in node.items]
    if isinstance(node, MapNode):
        return {entry.key.text: _bare(entry.value) for entry in node.entries}
    return None
