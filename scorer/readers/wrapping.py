"""Undoes hard line ends: text copied from a PDF or an old system breaks every line at one width."""

from __future__ import annotations

import re
from typing import Final

_FEWEST_LINES: Final = 8
_WIDTHS: Final = range(40, 121)
"""Widths of a page's line, a Chinese character counting two; paragraphs run longer."""
_SLACK: Final = 6
_FULL_SHARE: Final = 0.5
"""Share of lines that reach the width in a text that was broken by it."""
_OPEN_SHARE: Final = 0.5
"""Share of the full lines that end inside a sentence."""
_ENDED: Final = re.compile(r"[。！？；：…]”?$")
_NARROW: Final = re.compile(r"[\x00-\x7f]")
_INDENT: Final = re.compile(r"(?:\u3000|[ \t\u00a0]{2})")
_HEADING: Final = re.compile(
    r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|\d{1,2}[.．、](?!\d)"
)


def rejoined(lines: list[str]) -> list[str]:
    """Paragraphs of a text whose lines all end at one width; any other text as it is."""
    bare = [line.rstrip() for line in lines]
    filled = [line for line in bare if line]
    if len(filled) < _FEWEST_LINES:
        return lines
    widths = sorted(map(_width, filled))
    edge = widths[len(widths) * 9 // 10]
    full = [line for line in filled if _width(line) >= edge - _SLACK]
    within = edge in _WIDTHS and widths[-1] <= edge + _SLACK
    if not within or len(full) < _FULL_SHARE * len(filled):
        return lines
    if sum(not _ENDED.search(line) for line in full) < _OPEN_SHARE * len(full):
        return lines
    found: list[str] = []
    goes_on = False
    for line in bare:
        if goes_on and line and not _INDENT.match(line) and not _HEADING.match(line):
            found[-1] += line.lstrip()
        else:
            found.append(line)
        goes_on = _width(line) >= edge - _SLACK
    return found


def _width(line: str) -> int:
    return 2 * len(line) - len(_NARROW.findall(line))
