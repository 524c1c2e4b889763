"""Bodies of reports in, passages that two of them share out (雷同).

Fingerprints are winnowed six-character grams (at least one in any run of nine characters), blind to
digits, blanks and marks, so that the same text with other numbers is still the same text. What
many reports share is the genre's wording and is no fingerprint. Passages that share enough
fingerprints are aligned character by character; only then is anything called copied.
"""

from __future__ import annotations

import re
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple

from scorer.report import Report, SectionRole, SentenceKind
from scorer.season import CopiedPassage, CopyPiece, CopyPlace, Passage, PassageSource

GRAM: Final = 6
WINDOW: Final = 4
SHARED_PRINTS: Final = 4
"""Least common fingerprints of two passages that are worth aligning."""
MOST_REPORTS: Final = 20
"""A fingerprint of more reports than this is wording of the genre …"""
REPORT_SHARE: Final = 10
"""… and of more than one report in so many, too, when it is in more than `ALWAYS` reports."""
ALWAYS: Final = 5
RUN: Final = GRAM
"""Shortest run of equal characters that counts as shared."""
SHARED_CHARACTERS: Final = 24
SIMILARITY: Final = 0.5
LONGEST: Final = 400
"""Longest passage; longer paragraphs are cut at sentence ends."""

_UNHEARD: Final = re.compile(r"[\W\d_]+")
_BITS: Final = 32
_MASK: Final = (1 << _BITS) - 1
_PILES: Final = 61
"""Prime, so that piles of pairs are as even as those of fingerprints."""
_SOURCES_HELD: Final = 32
_STRETCHES_HELD: Final = 1024
_UNCOMPARED: Final = (SectionRole.PREAMBLE, SectionRole.SIGNATURE)


def passage_source(
    report: Report, *, unit: str = "", gap_page: str = "", earlier: bool = False
) -> PassageSource:
    """The report's body without title, headings, opening and signature, by paragraphs."""
    passages: list[Passage] = []
    for number, sentences in groupby(_body(report), key=lambda told: told[0]):
        text = ""
        for _, sentence in sentences:
            if text and len(text) + len(sentence) > LONGEST:
                passages.append(Passage(text, number + 1))
                text = ""
            text += sentence
        passages.append(Passage(text, number + 1))
    return PassageSource(
        unit=unit or report.unit,
        year=report.year,
        file=report.source,
        passages=tuple(passages),
        gap_page=gap_page,
        earlier=earlier,
    )


def _body(report: Report) -> Iterator[tuple[int, str]]:
    for sentence in report.sentences:
        role = report.sections[sentence.section].role
        if sentence.kind is SentenceKind.BODY and role not in _UNCOMPARED:
            yield sentence.paragraph, report.quote(sentence.span)


class _Stretch(NamedTuple):
    source: int
    passage: Passage
    heard: str
    """What the fingerprints see of it."""


def find_copies(
    sources: Sequence[PassageSource], *, formulas: Iterable[str] = ()
) -> tuple[CopiedPassage, ...]:
    """Copied passages between reports, the longest first; earlier reports are not compared with
    each other. `formulas` are words that all reports have to use; they are left out.

    Passages are read once for their fingerprints and those of candidates once more, so that a
    source may fetch them from a disk each time; they are not held.
    """
    stretches = _Stretches(sources, formulas)
    found = [
        copied
        for one, two in _candidates(stretches)
        if (copied := _compare(stretches.read(one), stretches.read(two), sources))
    ]
    found.sort(key=lambda copied: (-copied.shared, _place_key(copied.first, copied.second)))
    return tuple(found)


def _place_key(*places: CopyPlace) -> tuple[tuple[str, int, str, int], ...]:
    return tuple((place.unit, place.year or 0, place.file, place.paragraph) for place in places)


class _Stretches:
    """The passages that are long enough to be compared, by number; only where each of them stands
    and their fingerprints are held."""

    def __init__(self, sources: Sequence[PassageSource], formulas: Iterable[str]) -> None:
        words = sorted({_UNHEARD.sub("", formula) for formula in formulas} - {""}, key=len)
        self._formula = re.compile("|".join(map(re.escape, reversed(words)))) if words else None
        self.sources = sources
        self.source_of = array("L")
        self._passage_of = array("L")
        # One number per occurrence, the print above and the stretch below, in piles by the
        # print's last bits: sorting a pile brings equal prints together, in eight bytes each.
        self.occurrences = _piles()
        for number, source in enumerate(sources):
            for place, passage in enumerate(source.passages):
                self._add(number, place, self._heard(passage))
        self._passages = lru_cache(maxsize=_SOURCES_HELD)(self._read_passages)
        self.read = lru_cache(maxsize=_STRETCHES_HELD)(self._read)

    def _add(self, source: int, place: int, heard: str) -> None:
        if len(heard) < SHARED_CHARACTERS:
            return
        number = len(self.source_of)
        self.source_of.append(source)
        self._passage_of.append(place)
        for found in _prints(heard):
            self.occurrences[found % _PILES].append(found << _BITS | number)

    def _heard(self, passage: Passage) -> str:
        heard = _UNHEARD.sub("", passage.text)
        return self._formula.sub("", heard) if self._formula else heard

    def _read_passages(self, source: int) -> tuple[Passage, ...]:
        return tuple(self.sources[source].passages)

    def _read(self, number: int) -> _Stretch:
        source = self.source_of[number]
        passage = self._passages(source)[self._passage_of[number]]
        return _Stretch(source, passage, self._heard(passage))


def _piles() -> tuple[array[int], ...]:
    return tuple(array("Q") for _ in range(_PILES))


def _prints(heard: str) -> set[int]:
    """Winnowed fingerprints: the least of each window's hashes, the same in every process."""
    encoded = memoryview(heard.encode("utf-32-le"))
    crc32 = zlib.crc32
    hashes = [crc32(encoded[at : at + 4 * GRAM]) for at in range(0, 4 * (len(heard) - GRAM + 1), 4)]
    shifted = (hashes[offset:] for offset in range(WINDOW))
    return set(map(min, zip(*shifted, strict=False)))


def _candidates(stretches: _Stretches) -> list[tuple[int, int]]:
    """Pairs of stretches of different reports that share enough fingerprints."""
    sources, source_of = stretches.sources, stretches.source_of
    most = min(MOST_REPORTS, max(ALWAYS, len(sources) // REPORT_SHARE))
    pairs = _piles()
    for pile in stretches.occurrences:
        for numbers in _equal_prints(sorted(pile)):
            if len({source_of[number] for number in numbers}) <= most:
                for pair in _pairs(numbers):
                    pairs[pair % _PILES].append(pair)
    candidates = [
        (pair >> _BITS, pair & _MASK)
        for pile in pairs
        for pair, shared in Counter(pile).items()
        if shared >= SHARED_PRINTS
    ]
    return sorted(
        (one, two)
        for one, two in candidates
        if _comparable(sources, source_of[one], source_of[two])
    )


def _equal_prints(occurrences: Sequence[int]) -> Iterator[list[int]]:
    """Numbers of the stretches of each fingerprint that more than one stretch has."""
    group: list[int] = []
    last = -1
    for occurrence in occurrences:
        found = occurrence >> _BITS
        if found != last:
            if len(group) > 1:
                yield group
            group, last = [], found
        group.append(occurrence & _MASK)
    if len(group) > 1:
        yield group


def _pairs(numbers: Sequence[int]) -> Iterator[int]:
    for place, one in enumerate(numbers):
        high = one << _BITS
        for two in numbers[place + 1 :]:
            yield high | two


def _comparable(sources: Sequence[PassageSource], one: int, two: int) -> bool:
    return one != two and not (sources[one].earlier and sources[two].earlier)


def _compare(
    one: _Stretch, two: _Stretch, sources: Sequence[PassageSource]
) -> CopiedPassage | None:
    """Both places with what is equal in them, None where it is too little."""
    shortest = min(len(one.heard), len(two.heard))
    if not _is_copied(_gram_runs(one.heard, two.heard), shortest):
        return None
    sizes = [size for _, _, size in _equal_runs(one.heard, two.heard)]
    if not _is_copied(sizes, shortest):
        return None
    runs = _equal_runs(one.passage.text, two.passage.text)
    first, second = sources[one.source], sources[two.source]
    return CopiedPassage(
        first=_place(first, one.passage, [(start, size) for start, _, size in runs]),
        second=_place(second, two.passage, [(start, size) for _, start, size in runs]),
        shared=sum(sizes),
        similarity=round(sum(sizes) / shortest, 4),
        same_unit=first.unit == second.unit,
    )


def _is_copied(sizes: Sequence[int], shortest: int) -> bool:
    """Whether runs of these sizes are too much to be chance, for the shorter passage's length."""
    shared, longest = sum(sizes), max(sizes, default=0)
    return shared >= SHARED_CHARACTERS and (
        shared / shortest >= SIMILARITY or longest >= SHARED_CHARACTERS
    )


def _gram_runs(one: str, two: str) -> list[int]:
    """Sizes of the first text's runs whose grams the second has anywhere: never less than what
    an alignment finds, at a fiftieth of its cost."""
    grams = {two[at : at + GRAM] for at in range(len(two) - GRAM + 1)}
    sizes, run, last = [], 0, -GRAM
    for at in range(len(one) - GRAM + 1):
        if one[at : at + GRAM] in grams:
            run += min(GRAM, at - last)
            last = at
        elif run and at - last >= GRAM:
            sizes.append(run)
            run = 0
    return [*sizes, run] if run else sizes


def _equal_runs(one: str, two: str) -> list[tuple[int, int, int]]:
    matcher = SequenceMatcher(None, one, two, autojunk=False)
    return [(b.a, b.b, b.size) for b in matcher.get_matching_blocks() if b.size >= RUN]


def _place(source: PassageSource, passage: Passage, runs: Sequence[tuple[int, int]]) -> CopyPlace:
    pieces, at = [], 0
    for start, size in runs:
        pieces.append(CopyPiece(passage.text[at:start], False))
        pieces.append(CopyPiece(passage.text[start : start + size], True))
        at = start + size
    pieces.append(CopyPiece(passage.text[at:], False))
    return CopyPlace(
        source.unit,
        source.year,
        source.file,
        passage.paragraph,
        tuple(piece for piece in pieces if piece.text),
        source.gap_page,
        source.earlier,
    )
