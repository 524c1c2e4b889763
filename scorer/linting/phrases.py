"""Arithmetic of phrases: which occurs wherever another does, and where two can overlap.

A phrase is text in which `…` stands for a gap of at most `GAP_CHARACTERS` inside one clause.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from scorer.checklist import GAP_CHARACTERS

GAP = "…"
_PROTECTED = re.compile(r"《[^《》]*》|“[^“”]*”|（[^（）]*）")
_CLAUSE_ENDS = re.compile("[，：。！？；,;!?\n]")


def parts_of(phrase: str) -> tuple[str, ...]:
    """The phrase's pieces between its gaps."""
    return tuple(part for part in phrase.split(GAP) if part)


def crosses_clauses(phrase: str) -> bool:
    """Whether no single clause can hold the phrase."""
    return any(_CLAUSE_ENDS.search(_PROTECTED.sub("", part)) for part in parts_of(phrase))


@lru_cache(maxsize=1 << 16)
def offset_in(inner: str, outer: str) -> int | None:
    """Where in `outer` its `inner` always stands (from the start, gaps counted as one character);
    None where `outer` can occur without `inner`."""
    if GAP not in inner:
        found = outer.find(inner)
        return None if found < 0 else found
    wanted = parts_of(inner)
    pieces = outer.split(GAP)
    for number, piece in enumerate(pieces):
        start = piece.find(wanted[0])
        while start >= 0:
            if _follows(wanted, pieces, number, start):
                return sum(len(one) + 1 for one in pieces[:number]) + start
            start = piece.find(wanted[0], start + 1)
    return None


def _follows(wanted: Sequence[str], pieces: Sequence[str], number: int, start: int) -> bool:
    """Whether the wanted parts follow each other in the pieces, certainly near enough."""
    end = start + len(wanted[0])
    for part in wanted[1:]:
        here = pieces[number].find(part, end)
        if 0 <= here <= end + GAP_CHARACTERS:
            end = here + len(part)
        elif (
            number + 1 < len(pieces)
            and end == len(pieces[number])
            and pieces[number + 1].startswith(part)
        ):
            number, end = number + 1, len(part)
        else:
            return False
    return True


def implied_by(outer: str, words: Iterable[str]) -> str | None:
    """The first of the words that stands wherever `outer` does."""
    return next((word for word in words if offset_in(word, outer) is not None), None)


def overlaps(word: str, alike: str) -> bool:
    """Whether a place of `word` can share a character with one of `alike`."""
    if GAP in alike or GAP in word:
        return True
    return any(True for _ in _alignments(word, alike))


def escapes(word: str, alike: str, inner: str) -> bool:
    """Whether `word` can overlap `alike` without overlapping the `inner` that `alike` holds."""
    start = offset_in(inner, alike)
    if start is None or GAP in alike or GAP in word or GAP in inner:
        return True
    end = start + len(inner)
    return any(not (left < end and left + len(word) > start) for left in _alignments(word, alike))


def _alignments(word: str, alike: str) -> Iterator[int]:
    """Offsets in `alike` at which `word` can begin so that both agree where they overlap."""
    for left in range(1 - len(word), len(alike)):
        first, last = max(left, 0), min(left + len(word), len(alike))
        if alike[first:last] == word[first - left : last - left]:
            yield left
