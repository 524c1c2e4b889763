"""Outline in, its words found in a text in one pass out. Decides nothing.

Built once per outline and remembered; the time of a search does not depend on the number of words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from functools import lru_cache
from operator import ne
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation

from scorer.checklist import GAP_CHARACTERS, Outline
from scorer.report import SectionRole
from scorer.segment.dates import YEAR

_Words = tuple[str, ...]
_ByRole = tuple[tuple[SectionRole, _Words], ...]


_SHORTEST_NEARLY, _SURE = 4, 5
"""A phrase of four characters with a wrong one counts only where the heading holds no more."""
_NUMBER = 3


class Hit(NamedTuple):
    """A phrase of a role found in the text."""

    start: int
    end: int
    role: SectionRole


class _Half(NamedTuple):
    phrase: str
    offset: int
    """Where the half stands in its phrase."""
    role: SectionRole


class Lexicon(NamedTuple):
    """An outline made ready for searching."""

    automaton: AhoCorasick
    uses: tuple[tuple[tuple[int, SectionRole], ...], ...]
    """Per word of the automaton: in which lists of `Found` it stands, for which role."""
    halves: AhoCorasick
    """Halves of the longer phrases of headings: one is whole where one character is wrong."""
    of_half: tuple[tuple[_Half, ...], ...]
    titles: re.Pattern[str]
    leader_opening: re.Pattern[str]
    """A sentence that opens the leader's own paragraph."""
    look_alikes: Mapping[SectionRole, re.Pattern[str]]
    fillers: re.Pattern[str]
    admissions: re.Pattern[str]
    themes: _Words
    self_names: _Words
    trailers: _Words
    postings: _Words
    unit_endings: _Words

    def is_posting(self, text: str, start: int, end: int) -> bool:
        """Whether the publishing site added a line: 发布时间, [ 索引号 ] …"""
        while start < end and not text[start].isalnum():
            start += 1
        return text.startswith(self.postings, start)

    def nearly(self, words: str) -> SectionRole | None:
        """The role of a phrase that the words hold but for one misread or mistyped character."""
        for half, start, _ in self.halves.find_matches_as_indexes(words, overlapping=True):
            for phrase, offset, role in self.of_half[half]:
                begin = start - offset
                seen = words[begin : begin + len(phrase)] if begin >= 0 else ""
                if len(seen) < len(phrase) or sum(map(ne, seen, phrase)) != 1:
                    continue
                if len(phrase) >= _SURE or len(words) <= len(phrase) + _NUMBER:
                    return role
        return None


class Found(NamedTuple):
    """All phrases found in a text, in order of their start."""

    headings: list[Hit]
    run_in: list[Hit]
    openings: list[Hit]

    def headings_from(self, start: int, end: int) -> list[Hit]:
        """Phrases of headings that begin within a stretch."""
        headings = self.headings
        return headings[bisect_left(headings, (start,)) : bisect_left(headings, (end,))]

    def headings_in(self, start: int, end: int) -> list[Hit]:
        """Phrases of headings within a stretch, the longest where several overlap."""
        chosen: list[Hit] = []
        free = start
        for hit in self.headings_from(start, end):
            if hit.start >= free and hit.end <= end:
                chosen.append(hit)
                free = hit.end
        return chosen


_HEADINGS, _RUN_IN, _OPENINGS = range(3)


def find(text: str, lexicon: Lexicon) -> Found:
    """Find every phrase of the outline in the text."""
    found = Found([], [], [])
    uses = lexicon.uses
    for word, start, end in lexicon.automaton.find_matches_as_indexes(text, overlapping=True):
        for use, role in uses[word]:
            found[use].append(Hit(start, end, role))
    # Of phrases that start together the longest comes first, so that it is the one chosen.
    found.headings.sort(key=lambda hit: (hit.start, -hit.end))
    found.run_in.sort(key=lambda hit: (hit.start, -hit.end))
    return found


def lexicon_of(outline: Outline) -> Lexicon:
    """The outline's lexicon, built once."""
    return _build(
        _frozen(outline.headings),
        _frozen(outline.run_in),
        _frozen(outline.look_alikes),
        outline.titles,
        outline.openings,
        (outline.fillers, outline.admissions, outline.themes, outline.self_names),
        (outline.trailers, outline.postings, outline.unit_endings),
    )


def _frozen(words: Mapping[SectionRole, _Words]) -> _ByRole:
    return tuple(words.items())


@lru_cache(maxsize=8)
def _build(
    headings: _ByRole,
    run_in: _ByRole,
    look_alikes: _ByRole,
    titles: _Words,
    openings: _Words,
    heading_words: tuple[_Words, _Words, _Words, _Words],
    line_words: tuple[_Words, _Words, _Words],
) -> Lexicon:
    fillers, admissions, themes, self_names = heading_words
    trailers, postings, unit_endings = line_words
    uses: dict[str, list[tuple[int, SectionRole]]] = {}
    for use, groups in ((_HEADINGS, headings), (_RUN_IN, run_in)):
        for role, words in groups:
            for word in words:
                if "…" not in word:
                    uses.setdefault(word, []).append((use, role))
    for word in openings:
        uses.setdefault(word, []).append((_OPENINGS, SectionRole.PREAMBLE))
    halves = _halves(headings)
    leader = dict(run_in).get(SectionRole.LEADER, ())
    return Lexicon(
        automaton=AhoCorasick(list(uses), implementation=Implementation.DFA),
        uses=tuple(tuple(of_word) for of_word in uses.values()),
        halves=AhoCorasick(list(halves)),
        of_half=tuple(tuple(of_half) for of_half in halves.values()),
        titles=_alternatives(titles, gap=20),
        leader_opening=_alternatives(leader, gap=GAP_CHARACTERS),
        look_alikes={role: _alternatives(words) for role, words in look_alikes},
        fillers=re.compile(rf"(?:{YEAR.pattern})年度?|[\W\d_]|{_alternatives(fillers).pattern}"),
        admissions=_alternatives(admissions),
        themes=themes,
        self_names=self_names,
        trailers=trailers,
        postings=postings,
        unit_endings=unit_endings,
    )


def _halves(headings: _ByRole) -> dict[str, list[_Half]]:
    halves: dict[str, list[_Half]] = {}
    for role, words in headings:
        for word in words:
            if len(word) >= _SHORTEST_NEARLY:
                middle = len(word) // 2
                halves.setdefault(word[:middle], []).append(_Half(word, 0, role))
                halves.setdefault(word[middle:], []).append(_Half(word, middle, role))
    return halves


def _alternatives(words: Iterable[str], *, gap: int = GAP_CHARACTERS) -> re.Pattern[str]:
    """Any of the words, longest first; … in a word is a gap inside one clause."""
    longest_first = sorted(words, key=len, reverse=True)
    between = rf"[^\n。；，！？]{{0,{gap}}}?"
    phrases = [re.escape(word).replace("…", between) for word in longest_first]
    return re.compile("|".join(phrases) or r"(?!)")
