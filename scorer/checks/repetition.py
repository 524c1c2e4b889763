"""CK-03: passages that the report repeats.

Fingerprints are the report's own clauses without blanks and marks; two sentences that share enough
of them are aligned, and the aligned stretches are shown.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher

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

MARKED = 0.3
"""Least share of the shorter sentence in fingerprints that makes aligning worth its time."""
_COPIES = 3
"""Earlier copies of a fingerprint that are looked at, so that cost grows with the text alone."""

_MARKS = re.compile(r"[\s，,。；;：:、“”‘’（）()]+")
_JOINTS = ("并", "均", "已", "且", "也", "共", "先后", "进一步", "切实")


def _print(text: str) -> str:
    bare = _MARKS.sub("", text)
    for joint in _JOINTS:
        if bare.startswith(joint):
            return bare[len(joint) :]
    return bare


def _candidates(inspection: Inspection) -> Iterator[tuple[Sentence, Sentence]]:
    """Pairs of sentences that share enough fingerprints, in the order of the text."""
    seen: defaultdict[str, list[int]] = defaultdict(list)
    pairs: Counter[tuple[int, int]] = Counter()
    report = inspection.report
    for sentence in inspection.body():
        if sentence.span.end - sentence.span.start < SENTENCE_CHARACTERS:
            continue
        for clause in report.clauses[sentence.first_clause : sentence.last_clause]:
            if clause.span.end - clause.span.start < CLAUSE_CHARACTERS:
                continue
            mark = _print(report.quote(clause.span))
            for earlier in seen[mark][:_COPIES]:
                if earlier != sentence.number:
                    pairs[earlier, sentence.number] += len(mark)
            seen[mark].append(sentence.number)
    for (earlier, later), marked in sorted(pairs.items()):
        first, second = report.sentences[earlier], report.sentences[later]
        shorter = min(first.span.end - first.span.start, second.span.end - second.span.start)
        if marked >= MARKED * shorter:
            yield first, second


def _shared(first: str, second: str) -> float:
    """Share of the shorter text that the longer holds in stretches of six characters or more."""
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    size = sum(block.size for block in matcher.get_matching_blocks() if block.size >= 6)
    return size / max(1, min(len(first), len(second)))


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
