"""The effective checklist's nodes → one YAML file that loads to the same checklist.

With origins, every line ends with the file and line that gave its value, so that an overlay's
changes can be told from the base. Without them the file can be archived as a version.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator

from scorer.loader.nodes import Entry, ListNode, MapNode, Node, ScalarNode, scalar_of

_WIDEST = 100
_SAFE = re.compile(r"[\w$…（）《》“”〔〕][\w$…（）《》“”〔〕、，。：；%.+/—·-]*")


def render_checklist(root: MapNode, *, origins: bool = False) -> str:
    """The whole checklist."""
    return "".join(f"{line}\n" for line in _map_lines(root, 0, origins))


def render_item(root: MapNode, item: str, *, origins: bool = False) -> str | None:
    """One item of the checklist, None where there is none of that id."""
    items = root.get("items")
    for node in items.items if isinstance(items, ListNode) else ():
        if isinstance(node, MapNode) and scalar_of(node, "id") == item:
            return "".join(f"{line}\n" for line in _map_lines(node, 0, origins))
    return None


def _map_lines(node: MapNode, indent: int, origins: bool) -> Iterator[str]:
    for entry in node.entries:
        yield from _entry_lines(entry, indent, origins)


def _entry_lines(entry: Entry, indent: int, origins: bool) -> Iterator[str]:
    head = f"{' ' * indent}{_scalar(entry.key)}:"
    value = entry.value
    flow = _flow(value)
    if _fits(f"{head} {flow}", value, origins):
        yield f"{head} {flow}{_origin(value, origins)}"
    elif isinstance(value, MapNode):
        yield head
        yield from _map_lines(value, indent + 2, origins)
    elif isinstance(value, ListNode):
        yield head
        yield from _list_lines(value, indent + 2, origins)


def _list_lines(node: ListNode, indent: int, origins: bool) -> Iterator[str]:
    for item in node.items:
        head = f"{' ' * indent}-"
        flow = _flow(item)
        if _fits(f"{head} {flow}", item, origins) or not isinstance(item, MapNode):
            yield f"{head} {flow}{_origin(item, origins)}"
            continue
        for number, line in enumerate(_map_lines(item, indent + 2, origins)):
            yield line if number else f"{head} {line[indent + 2 :]}"


def _fits(line: str, node: Node, origins: bool) -> bool:
    """Whether a value stands on one line: short, and with origins all from one file."""
    if isinstance(node, ScalarNode) or not _children(node):
        return True
    return _columns(line) <= _WIDEST and not (origins and len(set(_paths(node))) > 1)


def _children(node: ListNode | MapNode) -> tuple[Node, ...]:
    if isinstance(node, ListNode):
        return node.items
    return tuple(entry.value for entry in node.entries)


def _paths(node: Node) -> Iterator[str]:
    yield node.place.path
    if not isinstance(node, ScalarNode):
        for child in _children(node):
            yield from _paths(child)


def _flow(node: Node) -> str:
    if isinstance(node, ScalarNode):
        return _scalar(node)
    if isinstance(node, ListNode):
        return f"[{', '.join(_flow(item) for item in node.items)}]"
    pairs = (f"{_scalar(entry.key)}: {_flow(entry.value)}" for entry in node.entries)
    return f"{{{', '.join(pairs)}}}"


def _scalar(node: ScalarNode) -> str:
    if node.plain and _SAFE.fullmatch(node.text):
        return node.text
    if "\n" in node.text:
        # JSON's strings are YAML's double-quoted ones.
        return json.dumps(node.text, ensure_ascii=False)
    quoted = node.text.replace("'", "''")
    return f"'{quoted}'"


def _origin(node: Node, origins: bool) -> str:
    return f"  # {node.place.path}:{node.place.line}" if origins else ""


def _columns(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)
