"""An item's result in, the sentence that decided it out, with the words that the rule asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from scorer.checklist import PATTERN_LISTS, Item, Pattern
from scorer.rehearsed import ItemSide, QuotedPiece, QuotedSentence
from scorer.report import Report, Span
from scorer.result import Evidence, ItemResult, NearMiss

QUOTE_CHARACTERS: Final = 160
_LEAD: Final = 40
"""Characters kept before the first mark of a quote that is too long."""
_PARTS: Final = re.compile("[…|]+")


def side_of(result: ItemResult | None, report: Report) -> ItemSide:
    """What one checklist says of an item; without a result, that it has no such item."""
    if result is None:
        return ItemSide(None, 0.0, 0.0, "", None)
    return ItemSide(
        result.verdict, result.points, result.max_points, result.reason, _quote(result, report)
    )


def deciding(result: ItemResult) -> Evidence | NearMiss | None:
    """The first evidence, or where there is none the nearest candidate."""
    places: tuple[Evidence | NearMiss, ...] = result.evidence or result.near_misses
    return places[0] if places else None


def _quote(result: ItemResult, report: Report) -> QuotedSentence | None:
    found = deciding(result)
    if found is None:
        return None
    pattern = next((one for one in _patterns(result.item) if one.id == found.pattern), None)
    paragraph = report.paragraphs[report.sentences[found.sentence].paragraph]
    return QuotedSentence(
        pieces=tuple(_pieces(report, found, pattern)),
        place=f"第{paragraph.number + 1}段",
        pattern=pattern.name if pattern else "",
        refused=found.reason.value if isinstance(found, NearMiss) else "",
    )


def _patterns(item: Item) -> Iterator[Pattern]:
    for name in PATTERN_LISTS:
        yield from getattr(item, name)


def _pieces(
    report: Report, found: Evidence | NearMiss, pattern: Pattern | None
) -> Iterator[QuotedPiece]:
    text, start = report.quote(found.span), found.span.start
    facts = found.facts if isinstance(found, Evidence) else ()
    marks = [(Span(f.span.start - start, f.span.end - start), "fact") for f in facts]
    marks += [(span, "word") for span in _words(text, pattern)]
    marks = list(_apart(marks, len(text)))
    low, high = _window(len(text), [span for span, _ in marks])
    at = low
    if low:
        yield QuotedPiece("……", "")
    for span, look in marks:
        if at <= span.start and span.end <= high:
            if at < span.start:
                yield QuotedPiece(text[at : span.start], "")
            yield QuotedPiece(text[span.start : span.end], look)
            at = span.end
    rest = text[at:high] + ("……" if high < len(text) else "")
    if rest:
        yield QuotedPiece(rest, "")


def _words(text: str, pattern: Pattern | None) -> Iterator[Span]:
    """Where the phrases stand that the pattern asks for."""
    if pattern is None:
        return
    parts = {part for term in pattern.all for word in term.words for part in _PARTS.split(word)}
    for part in parts - {""}:
        at = text.find(part)
        while at >= 0:
            yield Span(at, at + len(part))
            at = text.find(part, at + len(part))


def _apart(marks: Iterable[tuple[Span, str]], length: int) -> Iterator[tuple[Span, str]]:
    """Marks inside the quote that do not overlap: of several at a place the longest."""
    end = 0
    for span, look in sorted(marks, key=lambda mark: (mark[0].start, -mark[0].end, mark[1])):
        if end <= span.start and span.end <= length:
            yield span, look
            end = span.end


def _window(length: int, spans: list[Span]) -> tuple[int, int]:
    """What is shown of a quote: its beginning, or the neighbourhood of its first mark."""
    if length <= QUOTE_CHARACTERS:
        return 0, length
    first = spans[0].start if spans else 0
    low = 0 if first < QUOTE_CHARACTERS - _LEAD else first - _LEAD
    low = min(low, length - QUOTE_CHARACTERS)
    return low, low + QUOTE_CHARACTERS
