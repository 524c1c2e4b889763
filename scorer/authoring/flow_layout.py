"""What stands in brackets, and single values, as the shipped files write them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scorer.authoring.keys import order_of
from scorer.authoring.spans import EntrySpan, ListSpan, MapSpan, ScalarSpan, Span
from scorer.authoring.writing import scalar_text

_WORD = re.compile(r"[\w…（《“〔$](?:.*[\w…）》”〕])?", re.DOTALL)
"""Text that looks like words at both ends; other text keeps the quotes that it has."""


def scalar_text_of(text: str, span: ScalarSpan, *, flow: bool) -> str:
    """A value on one line, without quotes where it is plain words and needs none."""
    raw = text[span.start : span.end]
    if not span.style:
        return " ".join(raw.split("\n")) if "\n" not in raw else " ".join(raw.split())
    if span.style == '"' and "\\" in raw:
        return raw
    quote = "" if _WORD.fullmatch(span.text) else '"'
    if '"' in span.text or "\\" in span.text:
        quote = "'"
    return scalar_text(span.text, flow=flow, quote=quote)


def flow_text(text: str, span: Span) -> str:
    """What stands in brackets, on one line."""
    if isinstance(span, ScalarSpan):
        return scalar_text_of(text, span, flow=True)
    if isinstance(span, ListSpan):
        return "[" + ", ".join(flow_text(text, item) for item in span.items) + "]"
    order = order_of(entry.key.text for entry in span.entries)
    return "{" + ", ".join(_entry(text, span.entries[place]) for place in order) + "}"


def _entry(text: str, entry: EntrySpan) -> str:
    key = scalar_text_of(text, entry.key, flow=True)
    if not text[entry.value.start : entry.value.end]:
        return f"{key}:"
    return f"{key}: {flow_text(text, entry.value)}"


def flow_lines(text: str, span: ListSpan | MapSpan, column: int) -> list[str]:
    """What stands in brackets over several lines, with its own line breaks; lines but the first
    begin in a column. With comments inside only the lines are put in order."""
    if _holds_comment(text, span):
        raw = text[span.start : span.end].split("\n")
        return [raw[0].rstrip(), *(" " * column + line.strip() for line in raw[1:])]
    opening, closing = "[]" if isinstance(span, ListSpan) else "{}"
    lines = [opening]
    for number, (breaks, element) in enumerate(_elements(text, span)):
        if number:
            lines[-1] += ","
        if breaks and number:
            lines.append(" " * column + element)
        else:
            lines[-1] += f" {element}" if number else element
    lines[-1] += closing
    return lines


def _elements(text: str, span: ListSpan | MapSpan) -> Iterator[tuple[bool, str]]:
    """The elements in order, and whether a line break stands before each place."""
    if isinstance(span, ListSpan):
        bounds = [(item.start, item.end) for item in span.items]
        written = [flow_text(text, item) for item in span.items]
    else:
        bounds = [(entry.key.start, entry.end) for entry in span.entries]
        order = order_of(entry.key.text for entry in span.entries)
        written = [_entry(text, span.entries[place]) for place in order]
    ends = [span.start, *(end for _, end in bounds)]
    for (start, _), before, element in zip(bounds, ends, written, strict=False):
        yield "\n" in text[before:start], element


def _holds_comment(text: str, span: Span) -> bool:
    """Whether a comment stands between the elements, at any depth."""
    if isinstance(span, ScalarSpan):
        return False
    parts: list[Span] = []
    for one in span.items if isinstance(span, ListSpan) else span.entries:
        parts += [one.key, one.value] if isinstance(one, EntrySpan) else [one]
    end = span.start
    for part in parts:
        if "#" in text[end : part.start]:
            return True
        end = part.end
    return "#" in text[end : span.end] or any(_holds_comment(text, part) for part in parts)
