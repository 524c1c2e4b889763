"""Blocks in, one text and its lines out. The only place where text is cleaned.

What a person sees is kept as it is (full-width digits too); what nobody sees is dropped.
`full_width` gives the same text, character for character, as the recognisers want to see it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from scorer.report import Block, BlockKind

# Zero-width characters, soft hyphens, direction marks and control characters.
_UNSEEN = re.compile(
    "[\u0000-\u0008\u000e-\u001b\u007f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064"
    "\ufeff\ufff9-\ufffb]"
)
_BREAKS = re.compile("\r\n?|[\u000b\u000c\u001c-\u001e\u0085\u2028\u2029]")


_ENDERS = "。！？；："
_FEWEST_WRAPPED = 12
_NARROWEST, _WIDEST = 20, 60
_SHARE_WRAPPED = 0.4


class Line(NamedTuple):
    """A line of the text: not empty, without blanks at its ends."""

    start: int
    end: int
    level: int | None
    page: int | None
    kind: BlockKind
    confidence: float | None = None


def normalise(blocks: Iterable[Block]) -> tuple[str, list[Line]]:
    """The report's text and its lines; offsets count characters of that text."""
    pieces = [
        (seen, block)
        for block in blocks
        for piece in _clean(block.text).split("\n")
        if (seen := piece.strip())
    ]
    lines: list[Line] = []
    position = 0
    pieces = _unwrapped(pieces)
    for seen, block in pieces:
        end = position + len(seen)
        lines.append(Line(position, end, block.level, block.page, block.kind, block.confidence))
        position = end + 1
    return "\n".join([seen for seen, _ in pieces]), lines


def _unwrapped(pieces: list[tuple[str, Block]]) -> list[tuple[str, Block]]:
    """Join the lines of a text that was broken by hand at a fixed width."""
    width = max((len(seen) for seen, _ in pieces), default=0)
    if len(pieces) < _FEWEST_WRAPPED or not _NARROWEST <= width <= _WIDEST:
        return pieces
    full = [len(seen) >= width - 2 and seen[-1] not in _ENDERS for seen, _ in pieces]
    if sum(full) < _SHARE_WRAPPED * len(pieces):
        return pieces
    result: list[tuple[str, Block]] = []
    goes_on = False
    for (seen, block), open_end in zip(pieces, full, strict=True):
        if goes_on:
            before, of_paragraph = result[-1]
            result[-1] = (before + seen, of_paragraph)
        else:
            result.append((seen, block))
        goes_on = open_end
    return result


def _clean(text: str) -> str:
    if text.isprintable():
        return text
    return _BREAKS.sub("\n", _UNSEEN.sub("", text))


_HALF_WIDTH = re.compile(r"[,:;!?().．\uff61\ufe50-\ufe56]")
_FULL_WIDTH = dict(zip(",:;!?().．\uff61", "，：；！？（）。。。", strict=True))
_QUOTED = re.compile(r"\"([^\"\n]{1,200})\"")
_NUMBER_BEFORE = re.compile(r"[\dA-Za-z.．一二三四五六七八九十]")
_NAME_AFTER = re.compile(r"[A-Za-z.．]")


def full_width(text: str) -> str:
    """The text with full-width punctuation: as long as the text, so that offsets agree.

    1,386 · 10:30 · 5.12 · 1. keep theirs, because nothing ends there.
    """
    if '"' in text:
        text = _QUOTED.sub(r"“\1”", text)
    return _HALF_WIDTH.sub(_widen, text)


def _widen(match: re.Match[str]) -> str:
    sign, text, start = match.group(), match.string, match.start()
    before, after = text[start - 1 : start], text[start + 1 : start + 2]
    if sign in ",:" and before.isdecimal() and after.isdecimal():
        return sign
    if sign in ".．" and (_NUMBER_BEFORE.match(before) or _NAME_AFTER.match(after)):
        return sign
    return _FULL_WIDTH.get(sign, "，")
