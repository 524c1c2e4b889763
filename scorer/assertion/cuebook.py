"""Cues in; one automaton over all their words and, for a text, the places where they stand.

A word of a cue may hold gaps inside one clause: `…` spans at most `GAP_CHARACTERS`, `……` any number
and then the last possible place, a gap at the end reaches to the clause's end. Between gaps `|`
parts alternatives: 解决|破解……问题|不足.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from scorer.checklist import GAP_CHARACTERS, Cue, Direction
from scorer.report import Report, SectionRole

_GAP = re.compile("(……|…)")
_NEAR = "…"

# Names and quotations say nothing about the sentence that they stand in. Unclosed ones protect
# nothing; every repetition is bounded, so that the search stays linear.
_PROTECTED = re.compile(
    r"《[^《》\n]{0,120}(?:《[^《》\n]{0,80}》[^《》\n]{0,80}){0,3}》"
    r"|“[^“”\n]{0,120}”"
    r"|\"[^\"\n]{1,40}\""
    r"|（[^（）\n]{0,120}）"
    r"|\([^()\n]{0,120}\)"
)

_FAR = sys.maxsize

CONTINUES = "year-continues"
EARLIER_YEAR = "year-earlier"
LATER_YEAR = "year-later"
FIRST_POINT = "list-first"
NEXT_POINT = "list-next"
"""Ids of the cues that the code knows by name; their words may be changed, the ids may not."""


class Hit(NamedTuple):
    """A cue's word in a text."""

    start: int
    end: int
    cue: Cue


class _Part(NamedTuple):
    """What follows a gap: any of some literals."""

    near: bool
    pattern: re.Pattern[str] | None
    """None: the gap reaches to the clause's end."""
    longest: int


class _Entry(NamedTuple):
    cue: Cue
    parts: tuple[_Part, ...]
    """What must follow the word in its clause; empty for words without gaps."""


class _Word(NamedTuple):
    """What one word of the automaton begins; a word without gaps is a cue by itself."""

    plain: tuple[Cue, ...]
    gapped: tuple[_Entry, ...]
    silencers: tuple[_Entry, ...]
    """Pseudo-cues with gaps."""


class CueBook(NamedTuple):
    """Compiled cues."""

    automaton: AhoCorasick
    words: tuple[_Word, ...]
    by_id: dict[str, Cue]


@lru_cache(maxsize=8)
def compile_cues(cues: tuple[Cue, ...]) -> CueBook:
    """The cues as one automaton; cached, since the same checklist reads many reports."""
    plain: dict[str, list[Cue]] = {}
    # Words that differ only in what follows their one gap are looked for as one.
    gapped: dict[str, dict[tuple[str, bool, Cue], list[str]]] = {}
    for cue in cues:
        # These are looked for only in sentences that name an earlier year.
        for word in cue.words if cue.id != CONTINUES else ():
            first, *rest = _GAP.split(word)
            for literal in first.split("|"):
                if not rest:
                    plain.setdefault(literal, []).append(cue)
                    continue
                single = len(rest) == 2 and rest[1] != ""
                key = (rest[0] if single else "".join(rest), single, cue)
                gapped.setdefault(literal, {}).setdefault(key, []).append(rest[-1])
    literals = dict.fromkeys([*plain, *gapped])
    return CueBook(
        AhoCorasick(list(literals)),
        tuple(_word(plain.get(one, ()), gapped.get(one, {})) for one in literals),
        {cue.id: cue for cue in cues},
    )


def _word(plain: Iterable[Cue], gapped: Mapping[tuple[str, bool, Cue], Sequence[str]]) -> _Word:
    entries = []
    for (rest, single, cue), tails in gapped.items():
        pieces = [rest, "|".join(tails)] if single else _GAP.split(rest)[1:]
        parts = tuple(map(_part, pieces[::2], pieces[1::2]))
        entries.append(_Entry(cue, parts))
    return _Word(
        tuple(plain),
        tuple(entry for entry in entries if entry.cue.direction is not Direction.PSEUDO),
        tuple(entry for entry in entries if entry.cue.direction is Direction.PSEUDO),
    )


def _part(gap: str, alternatives: str) -> _Part:
    if not alternatives:
        return _Part(False, None, 0)
    literals = sorted(alternatives.split("|"), key=len, reverse=True)
    pattern = re.compile("|".join(re.escape(literal) for literal in literals))
    return _Part(gap == _NEAR, pattern, len(literals[0]))


def find_hits(report: Report, starts: Sequence[int], book: CueBook) -> list[Hit]:
    """Cues that count, in order; `starts` are the starts of the clauses.

    Of hits that overlap the first and longest counts. What stands in a title, a quotation or
    brackets is left out, and so is a cue that its section does not admit.
    """
    hits = sorted(_all_hits(report, starts, book), key=_by_start_longest_first)
    kept = []
    covered = soft_end = soft_strength = 0
    for hit in hits:
        start, end, cue = hit
        if start < covered or (end <= soft_end and cue.strength <= soft_strength):
            continue
        if cue.direction is not Direction.PSEUDO:
            kept.append(hit)
        if cue.direction is Direction.PSEUDO and cue.strength:
            soft_end, soft_strength = end, cue.strength
        else:
            covered = end
    return kept


def _by_start_longest_first(hit: Hit) -> tuple[int, int]:
    return hit[0], -hit[1]


def _all_hits(report: Report, starts: Sequence[int], book: CueBook) -> list[Hit]:
    """Hits of whole words and of cues with gaps; pseudo-cues with gaps, which are many, are looked
    at only where they could silence one of these."""
    text, words = report.text, book.words
    protected = [match.span() for match in _PROTECTED.finditer(text)]
    hits: list[Hit] = []
    silencers: list[tuple[int, int, tuple[_Entry, ...]]] = []
    no_cue: dict[int, int] = {}
    for word, start, end in book.automaton.find_matches_as_indexes(text, overlapping=True):
        plain, gapped, pseudo = words[word]
        if pseudo:
            silencers.append((start, end, pseudo))
        if not (plain or gapped) or _covered(protected, start):
            continue
        for cue in plain:
            if not cue.sections or _role_at(report, starts, start) in cue.sections:
                hits.append(Hit(start, end, cue))
                if cue.direction is Direction.PSEUDO:
                    no_cue[start] = end
        if gapped:
            hits += _gapped_hits(report, starts, (start, end), gapped)
    cues = sorted([hit[0] for hit in hits if hit[2].direction is not Direction.PSEUDO])
    for start, end, entries in silencers:
        place = bisect_left(cues, start)
        # 针对性 is not 针对……, which would silence 不强.
        if (
            place < len(cues)
            and cues[place] < _clause_end(report, starts, start)
            and no_cue.get(start, 0) <= end
            and not _covered(protected, start)
        ):
            hits += _gapped_hits(report, starts, (start, end), entries)
    return hits


def _covered(spans: Sequence[tuple[int, int]], position: int) -> bool:
    """Whether one of some disjoint spans, in order, holds a position."""
    place = bisect_right(spans, (position, _FAR)) - 1
    return place >= 0 and position < spans[place][1]


def _gapped_hits(
    report: Report, starts: Sequence[int], word: tuple[int, int], entries: Sequence[_Entry]
) -> list[Hit]:
    """Hits of the entries that begin with a word, where the rest follows in its clause."""
    start, end = word
    limit = _clause_end(report, starts, start)
    hits = []
    for cue, parts in entries:
        if cue.sections and _role_at(report, starts, start) not in cue.sections:
            continue
        whole = _end_of(report.text, end, limit, parts)
        if whole:
            hits.append(Hit(start, whole, cue))
    return hits


def _clause_end(report: Report, starts: Sequence[int], position: int) -> int:
    following = bisect_right(starts, position)
    return starts[following] if following < len(starts) else len(report.text)


def _role_at(report: Report, starts: Sequence[int], position: int) -> SectionRole:
    clause = report.clauses[max(bisect_right(starts, position) - 1, 0)]
    return report.sections[clause.section].role


def _end_of(text: str, end: int, limit: int, parts: tuple[_Part, ...]) -> int:
    """Where a word with gaps ends; 0 where a part is missing."""
    for near, pattern, longest in parts:
        if pattern is None:
            return limit
        if near:
            match = pattern.search(text, end, min(limit, end + GAP_CHARACTERS + longest))
        else:
            match = None
            for match in pattern.finditer(text, end, limit):  # noqa: B007 the last one counts
                pass
        if match is None:
            return 0
        end = match.end()
    return end
