"""Elements taken out of and put into a list or map that has lines of its own for each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from scorer.authoring.splices import (
    Bounds,
    Splice,
    Step,
    line_end,
    line_start,
    newline_of,
    next_line,
)

_BLANK_LINE = re.compile(r"\n[ \t]*\r?\n")


def block_splices(text: str, bounds: Sequence[Bounds], steps: Sequence[Step]) -> Iterator[Splice]:
    """Splices for what goes and what is new. An element begins with its dash or key; the lines of
    a new one are indented already."""
    newline = newline_of(text)
    kept = next((at for at, step in enumerate(steps) if step.kept), len(steps))
    heads = any(step.lines for step in steps[:kept])
    anchor: int | None = None
    for step in steps:
        if step.kept:
            anchor = step.old
        elif step.old is not None:
            # In front of the first element there may be a new one, right below the blank line.
            yield _removal(text, bounds[step.old], close_up=bool(step.old) or not heads)
        elif anchor is None:
            blank = newline if _apart(text, bounds, 0) else ""
            lines = newline.join(step.lines)
            at = _line_break(text, line_start(text, bounds[0].start))
            yield Splice(at, at, newline + lines + blank if at else lines + newline + blank)
        else:
            end = line_end(text, bounds[anchor].end)
            blank = newline if _apart(text, bounds, anchor) else ""
            yield Splice(end, end, blank + newline + newline.join(step.lines))


def _removal(text: str, gone: Bounds, *, close_up: bool) -> Splice:
    """Whole lines, with the break before them: what is put in behind them begins with their end.
    Of the blank lines on both sides the one above goes too."""
    first = line_start(text, gone.start)
    start, end = _line_break(text, first), line_end(text, gone.end)
    if not first:
        return Splice(0, next_line(text, end), "")
    above = line_start(text, start)
    below = next_line(text, end)
    blank = not text[above:start].strip() and not text[below : line_end(text, below)].strip()
    if close_up and above and blank:
        start = _line_break(text, above)
    return Splice(start, end, "")


def _line_break(text: str, start: int) -> int:
    """Where the break before a line begins; 0 for the first line."""
    return max(start - (2 if text[:start].endswith("\r\n") else 1), 0)


def _apart(text: str, bounds: Sequence[Bounds], at: int) -> bool:
    """Whether a blank line stands between the element and a neighbour."""
    pairs = [(at - 1, at), (at, at + 1)]
    gaps = [
        text[bounds[left].end : bounds[right].start]
        for left, right in pairs
        if left >= 0 and right < len(bounds)
    ]
    return bool(gaps) and all(_BLANK_LINE.search(gap) for gap in gaps[:1])
