"""Bodies of reports in, passages that two of them share out (雷同).

Fingerprints are winnowed six-character grams (at least one in any run of nine characters), blind to
digits, blanks and marks, so that the same text with other numbers is still the same text. What
many reports share is the genre's wording and is no fingerprint. Passages that share enough
fingerprints are aligned character by character; only then is anything called copied.
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import SequenceMatcher
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
    each other. `formulas` are words that all reports have to use; they are left out."""
    stretches = _stretches(sources, formulas)
    found = [
        copied
        for one, two in _candidates(stretches, sources)
        if (copied := _compare(stretches[one], stretches[two], sources))
    ]
    found.sort(key=lambda copied: (-copied.shared, _place_key(copied.first, copied.second)))
    return tuple(found)


def _place_key(*places: CopyPlace) -> tuple[tuple[str, int, str, int], ...]:
    return tuple((place.unit, place.year or 0, place.file, place.paragraph) for place in places)


def _stretches(sources: Sequence[PassageSource], formulas: Iterable[str]) -> list[_Stretch]:
    words = sorted({_UNHEARD.sub("", formula) for formula in formulas} - {""}, key=len)
    formula = re.compile("|".join(map(re.escape, reversed(words)))) if words else None
    stretches = []
    for number, source in enumerate(sources):
        for passage in source.passages:
            heard = _UNHEARD.sub("", passage.text)
            heard = formula.sub("", heard) if formula else heard
            if len(heard) >= SHARED_CHARACTERS:
                stretches.append(_Stretch(number, passage, heard))
    return stretches


def _prints(heard: str) -> set[int]:
    """Winnowed fingerprints: the least of each window's hashes, the same in every process."""
    encoded = memoryview(heard.encode("utf-32-le"))
    crc32 = zlib.crc32
    hashes = [crc32(encoded[at : at + 4 * GRAM]) for at in range(0, 4 * (len(heard) - GRAM + 1), 4)]
    shifted = (hashes[offset:] for offset in range(WINDOW))
    return set(map(min, zip(*shifted, strict=False)))


def _candidates(
    stretches: Sequence[_Stretch], sources: Sequence[PassageSource]
) -> list[tuple[int, int]]:
    """Pairs of stretches of different reports that share enough fingerprints."""
    # One number per occurrence, the print above and the stretch below: sorting brings equal prints
    # together in a fraction of the memory that a dictionary of lists takes.
    occurrences = [
        found << _BITS | number
        for number, stretch in enumerate(stretches)
        for found in _prints(stretch.heard)
    ]
    occurrences.sort()
    most = min(MOST_REPORTS, max(ALWAYS, len(sources) // REPORT_SHARE))
    pairs: Counter[int] = Counter()
    for numbers in _equal_prints(occurrences):
        if len({stretches[number].source for number in numbers}) <= most:
            pairs.update(_pairs(numbers))
    candidates = [
        (pair >> _BITS, pair & _MASK) for pair, shared in pairs.items() if shared >= SHARED_PRINTS
    ]
    return sorted(
        (one, two) for one, two in candidates if _comparable(stretches, sources, (one, two))
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


def _comparable(
    stretches: Sequence[_Stretch], sources: Sequence[PassageSource], pair: tuple[int, int]
) -> bool:
    one, two = (stretches[number].source for number in pair)
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
    )
