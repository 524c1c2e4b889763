"""CK-03: passages that the report repeats.

Fingerprints are the report's own clauses without blanks and marks; two sentences that share enough
of them are aligned, and the aligned stretches are shown.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from scorer.checks.inspection import Check, Inspection
from scorer.report import Sentence
from scorer.result import Finding

CHECK = Check("CK-03", "内容重复")

CLAUSE_CHARACTERS = 10
"""Shortest clause that is a fingerprint; shorter ones are the genre's stock phrases."""
SENTENCE_CHARACTERS = 30
"""Shortest sentence whose repetition is worth a remark."""
SHARED = 0.6
"""Least share of the shorter sentence that must be found again."""

STRETCH = 6
"""Fewest characters in a row that count as repeated."""

MARKED = 0.3
"""Least share of the shorter sentence in fingerprints that makes aligning worth its time."""
_COPIES = 3
"""Earlier copies of a fingerprint that are looked at, so that cost grows with the text alone."""

_MARKS = re.compile(r"[\s，,。；;：:、“”‘’（）()]+")
_PARTING = "\0"
"""Parts clauses that are cleaned together; no text that was read holds it."""
_JOINTS = ("并", "均", "已", "且", "也", "共", "先后", "进一步", "切实")


def _prints(texts: Sequence[str]) -> list[str]:
    """What is left of each text without blanks and marks, and without a joint in front.

    All are cleaned at once: a call per clause would cost more than all other looking for copies.
    """
    bare = _MARKS.sub("", _PARTING.join(texts)).split(_PARTING)
    return [_without_joint(text) if text.startswith(_JOINTS) else text for text in bare]


def _without_joint(text: str) -> str:
    return text[next(len(joint) for joint in _JOINTS if text.startswith(joint)) :]


def _candidates(inspection: Inspection) -> Iterator[tuple[Sentence, Sentence]]:
    """Pairs of sentences that share enough fingerprints, in the order of the text."""
    report = inspection.report
    clauses = [
        clause
        for sentence in inspection.body
        if sentence.span.end - sentence.span.start >= SENTENCE_CHARACTERS
        for clause in report.clauses[sentence.first_clause : sentence.last_clause]
        if clause.span.end - clause.span.start >= CLAUSE_CHARACTERS
    ]
    if not clauses:
        return
    marks = _prints([report.quote(clause.span) for clause in clauses])
    copies = Counter(marks)
    seen: defaultdict[str, list[int]] = defaultdict(list)
    pairs: Counter[tuple[int, int]] = Counter()
    for clause, mark in zip(clauses, marks, strict=True):
        if copies[mark] == 1:
            continue
        for earlier in seen[mark][:_COPIES]:
            if earlier != clause.sentence:
                pairs[earlier, clause.sentence] += len(mark)
        seen[mark].append(clause.sentence)
    for (earlier, later), marked in sorted(pairs.items()):
        first, second = report.sentences[earlier], report.sentences[later]
        shorter = min(first.span.end - first.span.start, second.span.end - second.span.start)
        if marked >= MARKED * shorter:
            yield first, second


def _shared(first: str, second: str) -> float:
    """Share of the shorter text that the longer holds in stretches of `STRETCH` and more.

    What `difflib.SequenceMatcher` finds, without the shorter stretches, on which it spends most of
    its time: the longest stretch, then the longest ones to the left and to the right of it.
    """
    runs = _common_runs(first, second)
    size = 0
    windows = [(0, len(first), 0, len(second))]
    while windows:
        begin, end, low, high = windows.pop()
        length, one, two = _longest(runs, begin, end, low, high)
        if length:
            size += length
            windows.append((begin, -one, low, -two))
            windows.append((length - one, end, length - two, high))
    return size / max(1, min(len(first), len(second)))


def _common_runs(first: str, second: str) -> list[tuple[int, int, int]]:
    """Stretches that both texts hold and that go no further: start in each, and length."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for place in range(len(second) - STRETCH + 1):
        places[second[place : place + STRETCH]].append(place)
    runs = []
    for one in range(len(first) - STRETCH + 1):
        for two in places.get(first[one : one + STRETCH], ()):
            if not one or not two or first[one - 1] != second[two - 1]:
                length = _common_length(first[one:], second[two:])
                runs.append((one, two, length))
    return runs


def _common_length(first: str, second: str) -> int:
    """How many characters two texts have in common from their start."""
    most = min(len(first), len(second))
    length = 0
    for step in (64, 8, 1):
        while length + step <= most and first.startswith(second[length : length + step], length):
            length += step
    return length


def _longest(
    runs: Sequence[tuple[int, int, int]], begin: int, end: int, low: int, high: int
) -> tuple[int, int, int]:
    """Length of the longest run within bounds of both texts, and its starts, negated; of equals
    the first. Length 0 where no run has `STRETCH` characters within."""
    best = (0, 0, 0)
    for one, two, length in runs:
        cut = max(begin - one, low - two, 0)
        left = min(length, end - one, high - two) - cut
        if left >= STRETCH:
            best = max(best, (left, -one - cut, -two - cut))
    return best


def find(inspection: Inspection) -> Iterator[Finding]:
    """One finding per pair of sentences that repeat each other."""
    for first, second in _candidates(inspection):
        one, two = inspection.quote(first), inspection.quote(second)
        share = 1.0 if one == two else _shared(one, two)
        if share < SHARED:
            continue
        whole = "整句逐字重复" if share == 1.0 else f"约{round(share * 100)}%的文字重复"
        yield CHECK.finding(
            inspection,
            "warning",
            f"报告中有两处{whole}。",
            suggestion="删去一处；如果两处说的是不同主体的工作，请分别写出各自的事实。",
            spans=[first.span, second.span],
        )
