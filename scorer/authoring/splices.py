"""Pieces of text that take the place of others."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Splice(NamedTuple):
    """The characters from `start` up to `end` give way to `text`."""

    start: int
    end: int
    text: str


class Step(NamedTuple):
    """One element of a list or map on the way from old to new: with `old` alone it goes, with
    `old` and `kept` it stays, with `lines` it is new."""

    old: int | None = None
    kept: bool = False
    lines: tuple[str, ...] = ()


class Bounds(NamedTuple):
    """Where an element of a list or map begins and ends."""

    start: int
    end: int


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """The text with every splice made. Those at one place keep their order."""
    pieces: list[str] = []
    at = 0
    for splice in sorted(splices, key=lambda one: (one.start, one.end > one.start)):
        if splice.start < at:
            raise AssertionError("two changes want the same text")
        pieces += (text[at : splice.start], splice.text)
        at = splice.end
    return "".join((*pieces, text[at:]))


def line_start(text: str, at: int) -> int:
    """Beginning of the line in which a place is."""
    return max(text.rfind("\n", 0, at), text.rfind("\r", 0, at)) + 1


def line_end(text: str, at: int) -> int:
    """End of the line in which a place is, before its line end."""
    ends = [found for found in (text.find("\n", at), text.find("\r", at)) if found >= 0]
    return min(ends, default=len(text))


def next_line(text: str, at: int) -> int:
    """Beginning of the line after the one in which a place is."""
    end = line_end(text, at)
    return min(end + (2 if text.startswith("\r\n", end) else 1), len(text))


def newline_of(text: str) -> str:
    """How lines end in the text."""
    return "\r\n" if "\r\n" in text else "\n"
