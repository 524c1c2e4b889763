"""Values → YAML as the shipped rule files are written: short lists and patterns on one line,
items key by key, text of several lines as a block.

Text gets quotes where without them the loader would take it for something else, or cut it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from scorer.authoring.spans import Plain, Value, plain_value

_LEADING = frozenset("-?:,[]{}#&*!|>'\"%@`=~<")
_BRACKETS = re.compile(r"[\[\]{},]")
_OTHER_KIND = re.compile(
    r"yes|no|on|off|true|false|y|n|null|[-+]?[\d_.:]+(?:e[-+]?\d+)?|0x[\da-f_]+"
    r"|\d{4}-\d{1,2}-\d{1,2}(?:[t ].*)?|\.\.\..*",
    re.IGNORECASE | re.ASCII,
)
"""Text that a reader of YAML could take for a flag, a number or a date."""

BLOCK_LISTS = frozenset(
    {
        *("basis", "stated", "evidenced", "mentioned", "waived", "examples"),
        *("items", "cues", "groups", "grades", "unit_kinds", "changelog", "allow"),
    }
)
"""Keys whose lists have a line for each element."""
BLOCK_MAPS = frozenset({"defects"})
"""Keys whose maps have a line for each entry."""


def scalar_text(value: Plain, *, flow: bool, quote: str = "") -> str:
    """A value on one line; `quote` is the one it had before, kept where it still serves."""
    if not isinstance(value, str):
        return _other(value)
    if quote not in {"'", '"'} and _is_safe(value, flow=flow):
        return value
    if _needs_escapes(value) or (quote != "'" and not _has_escaped(value)):
        return _double_quoted(value)
    if quote == '"':
        return _double_quoted(value)
    return "'" + value.replace("'", "''") + "'"


def flow_text(value: Value) -> str:
    """Any value on one line."""
    if isinstance(value, list):
        return "[" + ", ".join(flow_text(one) for one in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(flow_entry(name, one) for name, one in value.items()) + "}"
    return scalar_text(value, flow=True)


def flow_entry(key: str, value: Value) -> str:
    """An entry of a map on one line."""
    return f"{scalar_text(key, flow=True)}: {flow_text(value)}"


def entry_lines(key: str, value: Value, indent: int) -> list[str]:
    """A key with its value in a block map whose keys stand in column `indent`."""
    head = f"{' ' * indent}{scalar_text(key, flow=False)}:"
    if isinstance(value, str) and is_long(value):
        return [f"{head} |-", *_literal(value, indent + 2)]
    if isinstance(value, dict) and value and key in BLOCK_MAPS:
        return [head, *map_lines(value, indent + 2)]
    if isinstance(value, list) and value and key in BLOCK_LISTS:
        return [head, *(line for one in value for line in element_lines(one, indent + 2))]
    if isinstance(value, list | dict):
        return [f"{head} {flow_text(value)}"]
    return [f"{head} {scalar_text(value, flow=False)}"]


def map_lines(value: Mapping[str, Value], indent: int) -> list[str]:
    """A block map."""
    return [line for key, one in value.items() for line in entry_lines(key, one, indent)]


def element_lines(value: Value, indent: int, *, block: bool | None = None) -> list[str]:
    """An element of a block list whose dashes stand in column `indent`.

    `block` tells whether a map is written key by key; None: as its content asks for."""
    dash = f"{' ' * indent}- "
    if isinstance(value, dict) and value and (is_block(value) if block is None else block):
        lines = map_lines(value, indent + 2)
        return [dash + lines[0].lstrip(), *lines[1:]]
    if isinstance(value, str) and is_long(value):
        return [f"{dash}|-", *_literal(value, indent + 2)]
    if isinstance(value, list | dict):
        return [dash + flow_text(value)]
    return [dash + scalar_text(value, flow=False)]


def is_block(value: Mapping[str, Value]) -> bool:
    """Whether a map is too much for one line."""
    keys = set(value)
    has_lists = bool(keys & (BLOCK_LISTS | BLOCK_MAPS)) or {"words", "status"} <= keys
    return has_lists or holds_lines(value)


def holds_lines(value: Mapping[str, Value]) -> bool:
    """Whether a text of several lines stands in a map."""
    return any(isinstance(one, str) and is_long(one) for one in value.values())


def is_long(text: str) -> bool:
    """Whether a text is written as a block of lines."""
    lines = text.split("\n")
    # A block tells its indent by its first line, and cannot hold blanks at the ends of lines well.
    return len(lines) > 1 and all(line and line == line.strip() for line in lines)


def _literal(text: str, indent: int) -> Iterator[str]:
    return (f"{' ' * indent}{line}" for line in text.split("\n"))


def _other(value: float | bool | None) -> str:
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(int(value)) if float(value).is_integer() else repr(value)


def _is_safe(text: str, *, flow: bool) -> bool:
    """Whether the text is read as itself without quotes."""
    if not text or text != text.strip() or text[0] in _LEADING or not text.isprintable():
        return False
    if ": " in text or " #" in text or text.endswith(":") or "\u3000" in (text[0], text[-1]):
        return False
    if (flow or text[0] in "[{") and _BRACKETS.search(text):
        return False
    return not _OTHER_KIND.fullmatch(text) and plain_value(text) == text


def _has_escaped(text: str) -> bool:
    return '"' in text or "\\" in text


def _needs_escapes(text: str) -> bool:
    return any(letter in text for letter in "\n\t\r")


def _double_quoted(text: str) -> str:
    text = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + text.replace("\n", "\\n").replace("\t", "\\t").replace("\r", "\\r") + '"'
