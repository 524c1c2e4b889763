"""YAML text → nodes that know where they begin and end in the text, so that it can be spliced.

What the loader refuses (tags, anchors, aliases, a second document) is refused before: only text
that the loader's parser took without a problem comes here. Offsets count characters of the text
as it is, whatever its line ends.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

import yaml

from scorer.errors import ChecklistError
from scorer.loader.parsing import parse

Plain = str | int | float | bool | None
Value = Plain | list["Value"] | dict[str, "Value"]
"""What a rule file says, without how it is written."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_LINE_END = re.compile(r"\r\n|\r|\n")
_NUMBER = re.compile(r"[-+]?(?:0|[1-9]\d*)(?:\.\d+)?", re.ASCII)
_NULLS = frozenset({"", "~", "null"})


class ScalarSpan(NamedTuple):
    """One value; `style` is its quote, `|`, `>` or nothing."""

    start: int
    end: int
    text: str
    style: str


class ListSpan(NamedTuple):
    """A list; a block list's dashes stand in `column`."""

    start: int
    end: int
    flow: bool
    column: int
    items: tuple[Span, ...]


class EntrySpan(NamedTuple):
    """A key with its value."""

    key: ScalarSpan
    value: Span

    @property
    def end(self) -> int:
        return max(self.key.end, self.value.end)


class MapSpan(NamedTuple):
    """A map; a block map's keys stand in `column`."""

    start: int
    end: int
    flow: bool
    column: int
    entries: tuple[EntrySpan, ...]

    def get(self, key: str) -> Span | None:
        """Value of a key, None where the map does not have it."""
        return next((one.value for one in self.entries if one.key.text == key), None)


Span = ScalarSpan | ListSpan | MapSpan


def spans_of(text: str, name: str) -> Span:
    """The text's only document. ChecklistError with every mistake where it cannot be read."""
    root, problems = parse(text, name)
    if problems or root is None:
        raise ChecklistError(problems)
    return _Composer(text).compose()


def value_of(span: Span) -> Value:
    """What the node says."""
    if isinstance(span, ListSpan):
        return [value_of(item) for item in span.items]
    if isinstance(span, MapSpan):
        return {entry.key.text: value_of(entry.value) for entry in span.entries}
    if span.style:
        return span.text
    return plain_value(span.text)


def plain_value(text: str) -> Plain:
    """What text without quotes says: number, flag, nothing or the text itself."""
    if text in _NULLS:
        return None
    if text in {"true", "false"}:
        return text == "true"
    if _NUMBER.fullmatch(text):
        number = float(text)
        return int(number) if number.is_integer() else number
    return text


class _Composer:
    """One pass over the parser's events."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
        self._events = yaml.parse(text, Loader=_LOADER)

    def compose(self) -> Span:
        for event in self._events:
            if isinstance(event, yaml.NodeEvent):
                return self._node(event)
        raise AssertionError("the loader's parser found a document")

    def _node(self, event: yaml.Event) -> Span:
        start = self._offset(event.start_mark)
        column: int = getattr(event.start_mark, "column", 0)
        if isinstance(event, yaml.ScalarEvent):
            end = self._offset(event.end_mark)
            style = event.style or ""
            if style in {"|", ">"}:
                end = start + len(self._text[start:end].rstrip())
            return ScalarSpan(start, end, event.value, style)
        children: list[Span] = []
        flow = bool(getattr(event, "flow_style", False))
        is_map = isinstance(event, yaml.MappingStartEvent)
        while not isinstance(one := next(self._events), yaml.CollectionEndEvent):
            children.append(self._node(one))
        # The parser ends a block where the next thing begins, behind comments that are not its own.
        end = self._offset(one.end_mark) if flow or not children else children[-1].end
        if not is_map:
            return ListSpan(start, end, flow, column, tuple(children))
        pairs = zip(children[::2], children[1::2], strict=True)
        entries = tuple(EntrySpan(_key(key), value) for key, value in pairs)
        if entries and not flow:
            end = entries[-1].end
        return MapSpan(start, end, flow, column, entries)

    def _offset(self, mark: Any) -> int:
        # Events made by the parser always carry marks; only hand-made ones do not.
        line: int = mark.line
        column: int = mark.column
        return self._starts[line] + column


def _key(span: Span) -> ScalarSpan:
    if not isinstance(span, ScalarSpan):
        raise AssertionError("the loader's parser refuses keys that are no words")
    return span
