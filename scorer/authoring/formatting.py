"""A rule file's text put in order: keys, indents, blanks and quotes as the shipped files have
them; comments, line breaks inside brackets and everything that the file says stay.

Only how a file is written changes: whoever writes the result must still compare what both say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scorer.authoring.flow_layout import flow_lines, flow_text, scalar_text_of
from scorer.authoring.keys import order_of
from scorer.authoring.spans import EntrySpan, ListSpan, MapSpan, ScalarSpan, Span, spans_of

_STEP = 2


def formatted(text: str, name: str) -> str:
    """The text in order. ChecklistError with every mistake where it cannot be read."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    root = spans_of(text, name)
    layout = _Layout(text)
    before = layout.comments(0, root.start, column=0)
    body = layout.node(root, 0)
    after = layout.comments(_line_end(text, root.end), len(text), column=0)
    lines = _single_blanks([*before, *body.above, *body.lines, *after])
    return "\n".join(lines).strip("\n") + "\n"


def _single_blanks(lines: Sequence[str]) -> Iterator[str]:
    """At most one empty line at a time."""
    previous = ""
    for line in lines:
        if line or previous:
            yield line
        previous = line


def _line_end(text: str, offset: int) -> int:
    end = text.find("\n", offset)
    return len(text) if end < 0 else end


class _Written(NamedTuple):
    """Lines of a node, and comment lines that stand above its first one."""

    lines: list[str]
    above: list[str]


class _Layout:
    """Lines of one text's nodes; knows the text and nothing of rules."""

    def __init__(self, text: str) -> None:
        self._text = text

    def comments(self, start: int, end: int, *, column: int) -> list[str]:
        """The comment and empty lines that stand wholly between two offsets."""
        gap = self._text[start:end]
        lines = gap.split("\n")
        inside = lines[:-1] if start == 0 else lines[1:-1]
        if end == len(self._text):
            inside = lines[1:] if start else lines
        own = self._column(end)
        return [self._comment(line, column, own) for line in inside]

    def _comment(self, line: str, column: int, own: int) -> str:
        """A comment keeps how much farther in it stands than what follows it."""
        written = line.strip()
        if not written.startswith("#"):
            return written
        farther = max(len(line) - len(line.lstrip()) - own, 0)
        return " " * (column + farther) + written

    def _column(self, offset: int) -> int:
        """Where the line's content begins that an offset stands in."""
        start = self._text.rfind("\n", 0, offset) + 1
        line = self._text[start:]
        return len(line) - len(line.lstrip(" "))

    def _trailing(self, end: int, limit: int) -> str:
        """The comment that stands behind something on its line."""
        rest = self._text[end : min(_line_end(self._text, end), limit)]
        found = rest.find("#")
        return "" if found < 0 else f"  {rest[found:].rstrip()}"

    def node(self, span: Span, indent: int) -> _Written:
        """A node whose first line begins in column `indent`."""
        if isinstance(span, MapSpan) and not span.flow and span.entries:
            return self._block_map(span, indent)
        if isinstance(span, ListSpan) and not span.flow and span.items:
            return self._block_list(span, indent)
        first, *rest = self._value(span, indent, "")
        return _Written([" " * indent + first, *rest], [])

    def _block_map(self, span: MapSpan, indent: int) -> _Written:
        pieces: list[_Written] = []
        for number, entry in enumerate(span.entries):
            above: list[str] = []
            if number:
                end = span.entries[number - 1].end
                above = self.comments(end, entry.key.start, column=indent)
            last = number + 1 == len(span.entries)
            limit = len(self._text) if last else span.entries[number + 1].key.start
            pieces.append(_Written(self._entry(entry, indent, limit), above))
        order = order_of(entry.key.text for entry in span.entries)
        return _joined([pieces[place] for place in order])

    def _block_list(self, span: ListSpan, indent: int) -> _Written:
        pieces: list[_Written] = []
        end = span.start
        for number, item in enumerate(span.items):
            above = self.comments(end, item.start, column=indent) if number else []
            lines, inner = self.node(item, indent + _STEP)
            block = not isinstance(item, ScalarSpan) and not item.flow
            if not block:
                lines = [*lines[:-1], lines[-1] + self._trailing(item.end, len(self._text))]
            first = f"{' ' * indent}- {lines[0].lstrip()}"
            above += [line[_STEP:] for line in inner]
            pieces.append(_Written([first, *lines[1:]], above))
            end = item.end
        return _joined(pieces)

    def _entry(self, entry: EntrySpan, indent: int, limit: int) -> list[str]:
        key, value = entry
        head = f"{' ' * indent}{scalar_text_of(self._text, key, flow=False)}:"
        inner = indent + _STEP
        block = not isinstance(value, ScalarSpan) and not value.flow
        if block:
            above = self.comments(key.end, value.start, column=inner)
            lines, more = self.node(value, inner)
            comment = self._trailing(key.end, value.start)
            return [head + comment, *above, *more, *lines]
        if not self._text[value.start : value.end]:
            return [head + self._trailing(key.end, limit)]
        between = self._text[key.end : value.start]
        lines = self._value(value, inner, between)
        if not (isinstance(value, ScalarSpan) and value.style in {"|", ">"}):
            lines[-1] += self._trailing(value.end, limit)
        if "\n" in between and isinstance(value, ListSpan | MapSpan):
            comment = self._trailing(key.end, value.start)
            above = self.comments(key.end, value.start, column=inner)
            return [head + comment, *above, " " * inner + lines[0], *lines[1:]]
        return [f"{head} {lines[0]}", *lines[1:]]

    def _value(self, span: Span, indent: int, between: str) -> list[str]:
        """A scalar or what stands in brackets; the first line is without its indent."""
        if isinstance(span, ScalarSpan):
            return self._scalar(span, indent)
        raw = self._text[span.start : span.end]
        if "\n" not in raw:
            return [flow_text(self._text, span)]
        column = indent + 1 if "\n" in between else indent
        return flow_lines(self._text, span, column)

    def _scalar(self, span: ScalarSpan, indent: int) -> list[str]:
        raw = self._text[span.start : span.end]
        if "\n" not in raw:
            return [scalar_text_of(self._text, span, flow=False)]
        lines = raw.split("\n")
        if span.style not in {"|", ">"}:
            return [lines[0].rstrip(), *(" " * indent + line.strip() for line in lines[1:])]
        written = next(line for line in lines[1:] if line.strip())
        depth = len(written) - len(written.lstrip(" "))
        body = (" " * indent + line[depth:] if line.strip() else "" for line in lines[1:])
        return [lines[0].rstrip(), *(line.rstrip() for line in body)]


def _joined(pieces: Sequence[_Written]) -> _Written:
    """The pieces below each other; comments above the first stand above them all."""
    lines = list(pieces[0].lines)
    for piece in pieces[1:]:
        lines += piece.above
        lines += piece.lines
    return _Written(lines, pieces[0].above)
