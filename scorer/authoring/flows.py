"""Elements taken out of and put into a list or map that is written in brackets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scorer.authoring.splices import Bounds, Splice, Step, line_start, newline_of

_WIDEST = 120


def flow_splices(
    text: str, inside: Bounds, bounds: Sequence[Bounds], steps: Sequence[Step]
) -> Iterator[Splice]:
    """Splices for what goes and what is new; `inside` is what stands between the brackets."""
    if not any(step.kept for step in steps):
        where = Bounds(bounds[0].start, bounds[-1].end) if bounds else inside
        yield Splice(*where, ", ".join(step.lines[0] for step in steps if step.lines))
        return
    anchor: int | None = None
    for step, after in zip(steps, [*steps[1:], None], strict=True):
        if step.kept:
            anchor = step.old
        elif step.old is not None:
            follower = after.old if after and after.kept else None
            yield _removal(text, bounds, step.old, anchor, follower)
        elif anchor is None:
            yield Splice(bounds[0].start, bounds[0].start, f"{step.lines[0]}, ")
        else:
            end = bounds[anchor].end
            wrapped = "\n" in text[inside.start : inside.end]
            yield Splice(end, end, _gap(text, end, step.lines[0], wrapped) + step.lines[0])


def _removal(
    text: str, bounds: Sequence[Bounds], at: int, anchor: int | None, follower: int | None
) -> Splice:
    """An element goes with the comma before it; the first ones of the list, and one at the
    beginning of a line, with the comma behind them."""
    before = text[bounds[at - 1].end : bounds[at].start] if at else ""
    if anchor is not None and not ("\n" in before and follower == at + 1):
        start, end, gap = bounds[at - 1].end, bounds[at].end, before
    else:
        start, end = bounds[at].start, bounds[at + 1].start
        gap = text[bounds[at].end : end]
    return Splice(start, end, gap.replace(",", "", 1) if "#" in gap else "")


def _gap(text: str, end: int, new: str, wrapped: bool) -> str:
    """What stands between an element and the new one behind it: a break where the list has breaks
    and the line is full."""
    start = line_start(text, end)
    line = text[start:end]
    if not wrapped or len(line) + len(new) <= _WIDEST:
        return ", "
    indent = line[: len(line) - len(line.lstrip())]
    return f",{newline_of(text)}{indent or '  '}"
