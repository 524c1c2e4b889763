"""Headings line by line in, headings as the lines beside them confirm them out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from scorer.segment.headings import LONGEST, SECOND, UNNUMBERED, Head, tells
from scorer.segment.lexicon import Lexicon
from scorer.segment.normalise import Line

_THEME = re.compile(r"[^。；！？：]{4,26}。")


def compare_neighbours(
    text: str, lines: Sequence[Line], heads: list[Head | None], lexicon: Lexicon
) -> list[Head | None]:
    """Take the items of lists out, put glued headings without numbers in."""
    compared = list(heads)
    _drop_list_items(text, lines, compared)
    _add_glued_themes(text, lines, compared, lexicon)
    return compared


def _drop_list_items(text: str, lines: Sequence[Line], heads: list[Head | None]) -> None:
    """Numbered sentences one below the other, with nothing under them, are a list, no headings."""
    previous_item = False
    for index, head in enumerate(heads):
        item = False
        if head is not None and not head.roles and SECOND <= head.rank < UNNUMBERED:
            whole = head.end == lines[index].end and text[head.end - 1] in "。；"
            following = heads[index + 1] if index + 1 < len(heads) else None
            sibling = following is not None and following.rank == head.rank
            item = whole and (sibling or (previous_item and following is not None))
            if whole and index + 1 == len(heads):
                item = True
        if item:
            heads[index] = None
        previous_item = item


def _add_glued_themes(
    text: str, lines: Sequence[Line], heads: list[Head | None], lexicon: Lexicon
) -> None:
    """Headings without numbers that stand before their paragraphs: 落实责任，夯实基础。区政府…

    One such line may be an ordinary paragraph; two or more, one after the other, are headings.
    """
    ends = [0] * (len(lines) + 1)
    for index, (line, head) in enumerate(zip(lines, heads, strict=True)):
        if head is None and line.end - line.start > LONGEST:
            above = heads[index - 1] if index else None
            own_line = above is not None and not above.roles and above.end == lines[index - 1].end
            ends[index] = 0 if own_line else _theme_end(text, line, lexicon)
    for index, line in enumerate(lines):
        end = ends[index]
        if end and (ends[index + 1] or (index and ends[index - 1])):
            heads[index] = Head(line.start, end, line.start, UNNUMBERED, 0, (), False, False)


def _theme_end(text: str, line: Line, lexicon: Lexicon) -> int:
    if not text.startswith(lexicon.themes, line.start):
        return 0
    run = _THEME.match(text, line.start, line.end)
    return 0 if run is None or tells(text, line.start, run.end(), lexicon) else run.end()
