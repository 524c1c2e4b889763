"""A node of a rule file and what it shall say → the fewest splices of text that make it say so.

Everything that is not changed keeps its bytes: comments, order, quotes, breaks of lines. What is
taken away goes with the comments inside it; comments above it stay, since nobody can tell whether
they were its own or a heading.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scorer.authoring.alignment import align, canonical
from scorer.authoring.blocks import block_splices
from scorer.authoring.flows import flow_splices
from scorer.authoring.keys import position_of
from scorer.authoring.spans import (
    EntrySpan,
    ListSpan,
    MapSpan,
    ScalarSpan,
    Span,
    Value,
    spans_of,
    value_of,
)
from scorer.authoring.splices import Bounds, Splice, Step, line_start, newline_of, spliced
from scorer.authoring.writing import (
    element_lines,
    entry_lines,
    flow_entry,
    flow_text,
    holds_lines,
    is_block,
    is_long,
    scalar_text,
)

_QUOTES = frozenset({"'", '"'})


def rewritten(text: str, value: Value, name: str) -> str:
    """The text of a rule file, changed so that it says `value`. ChecklistError where the text
    cannot be read or the value cannot be written so that the loader takes it."""
    root = spans_of(text, name)
    if canonical(value_of(root)) == canonical(value):
        return text
    if _same_kind(root, value):
        better = spliced(text, _inside(text, root, value))
    else:
        better = spliced(text, [Splice(root.start, root.end, _root_text(text, value))])
    if canonical(value_of(spans_of(better, name))) != canonical(value):
        raise AssertionError(f"{name}: what was written does not say what was meant")
    return better


def _root_text(text: str, value: Value) -> str:
    if isinstance(value, list) and value:
        lines = (line for one in value for line in element_lines(one, 0))
        return newline_of(text).join(lines)
    return flow_text(value)


def _same_kind(span: Span, value: Value) -> bool:
    """Whether the node can become the value by changes inside it."""
    if isinstance(span, MapSpan):
        if not isinstance(value, dict) or not any(one.key.text in value for one in span.entries):
            return False
        first = span.entries[0].key.text in value
        return span.flow or first
    return isinstance(span, ListSpan) and isinstance(value, list) and bool(value and span.items)


def _inside(text: str, span: Span, value: Value) -> Iterator[Splice]:
    if isinstance(span, MapSpan) and isinstance(value, dict):
        yield from _map(text, span, value)
    elif isinstance(span, ListSpan) and isinstance(value, list):
        yield from _list(text, span, value)


def _map(text: str, span: MapSpan, value: dict[str, Value]) -> Iterator[Splice]:
    old = [entry.key.text for entry in span.entries]
    for entry in span.entries:
        if entry.key.text in value:
            yield from _entry(text, span, entry, value[entry.key.text])
    order = list(old)
    for key in value:
        if key not in old:
            order.insert(position_of(key, order), key)
    write = flow_entry if span.flow else entry_lines
    steps = [
        Step(old=old.index(key), kept=key in value)
        if key in old
        else Step(
            lines=(flow_entry(key, value[key]),)
            if write is flow_entry
            else tuple(entry_lines(key, value[key], span.column))
        )
        for key in order
    ]
    bounds = [Bounds(entry.key.start, entry.end) for entry in span.entries]
    yield from _elements(text, span, bounds, steps)


def _elements(
    text: str, span: ListSpan | MapSpan, bounds: Sequence[Bounds], steps: Sequence[Step]
) -> Iterator[Splice]:
    if all(step.kept for step in steps):
        return
    if span.flow:
        inside = Bounds(span.start + 1, span.end - 1)
        yield from flow_splices(text, inside, bounds, steps)
    else:
        yield from block_splices(text, bounds, steps)


def _entry(text: str, parent: MapSpan, entry: EntrySpan, value: Value) -> Iterator[Splice]:
    span = entry.value
    if canonical(value_of(span)) == canonical(value):
        return
    if _same_kind(span, value):
        yield from _inside(text, span, value)
    elif parent.flow or _on_one_line(span, value):
        yield _in_line(text, span, value, flow=parent.flow)
    else:
        lines = entry_lines(entry.key.text, value, parent.column)
        written = newline_of(text).join(lines)
        after = text.index(":", entry.key.end) + 1
        body = written[written.index(":", len(_key_text(lines[0], entry))) + 1 :]
        comment = text[after : span.start].strip()
        if comment and body.startswith(("\n", "\r")):
            body = f"  {comment}{body}"
        elif comment:
            body = f"{body}  {comment}"
        yield Splice(after, max(span.end, after), body)


def _key_text(line: str, entry: EntrySpan) -> str:
    """Indent and key of an entry's first line: a quoted key may hold a colon itself."""
    indent = line[: len(line) - len(line.lstrip())]
    return indent + scalar_text(entry.key.text, flow=False)


def _on_one_line(span: Span, value: Value) -> bool:
    """Whether one line of text gives way to another."""
    if isinstance(value, list | dict) or (isinstance(value, str) and is_long(value)):
        return False
    return isinstance(span, ScalarSpan) and span.style not in {"|", ">"}


def _in_line(text: str, span: Span, value: Value, *, flow: bool) -> Splice:
    if isinstance(span, ScalarSpan) and not isinstance(value, list | dict):
        quote = span.style if span.style in _QUOTES else ""
        written = scalar_text(value, flow=flow, quote=quote)
    else:
        written = flow_text(value)
    blank = " " if span.start == span.end and text[span.start - 1 : span.start] == ":" else ""
    return Splice(span.start, span.end, blank + written)


def _list(text: str, span: ListSpan, value: list[Value]) -> Iterator[Splice]:
    old = [value_of(item) for item in span.items]
    steps = []
    for pair in align(old, value):
        if pair.new is None:
            steps.append(Step(old=pair.old))
        elif pair.old is None:
            steps.append(Step(lines=_element(span, value[pair.new])))
        else:
            steps.append(Step(old=pair.old, kept=True))
            if canonical(old[pair.old]) != canonical(value[pair.new]):
                yield from _changed_element(text, span, span.items[pair.old], value[pair.new])
    bounds = [Bounds(_dash(text, span, item), item.end) for item in span.items]
    yield from _elements(text, span, bounds, steps)


def _changed_element(text: str, parent: ListSpan, span: Span, value: Value) -> Iterator[Splice]:
    outgrown = not parent.flow and isinstance(span, MapSpan) and span.flow
    # The first dash of a list in a list stands behind another one, on no line of its own.
    nested = isinstance(span, ListSpan) and not span.flow
    if nested or (outgrown and _is_more(value, value_of(span))):
        pass
    elif _same_kind(span, value):
        yield from _inside(text, span, value)
        return
    elif parent.flow or _on_one_line(span, value):
        yield _in_line(text, span, value, flow=parent.flow)
        return
    written = newline_of(text).join(element_lines(value, parent.column))
    yield Splice(span.start, span.end, written[parent.column + 2 :])


def _element(parent: ListSpan, value: Value) -> tuple[str, ...]:
    """A new element, written like its neighbours."""
    if parent.flow:
        return (flow_text(value),)
    block = None
    last = parent.items[-1]
    if isinstance(last, MapSpan):
        block = not last.flow or _is_more(value, value_of(last))
    return tuple(element_lines(value, parent.column, block=block))


def _is_more(value: Value, other: Value) -> bool:
    """Whether a map asks for lines of its own where another one does not."""
    if not isinstance(value, dict) or not isinstance(other, dict):
        return False
    return is_block(value) and (not is_block(other) or holds_lines(value))


def _dash(text: str, parent: ListSpan, item: Span) -> int:
    """Where an element of a block list begins: at its dash, above comments before its value."""
    if parent.flow:
        return item.start
    start = line_start(text, item.start)
    while text[start : start + parent.column].strip() or text[start + parent.column] != "-":
        start = line_start(text, start - 1)
    return start + parent.column
