"""CK-12: a shortcoming that denies what the measures claim, by pairs of claim and denial."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from scorer.checks.inspection import Check, Inspection
from scorer.report import SectionRole, Sentence
from scorer.result import Finding

CHECK = Check("CK-12", "不足与正文矛盾")

TOPICS = ("学习", "氛围", "审查", "覆盖", "常态", "培训")
"""Each topic has two vocabulary entries: 自称·… for the claim, 自认·… for the denial."""


def _holding(
    inspection: Inspection, sentences: Sequence[Sentence], words: Sequence[str]
) -> list[Sentence]:
    """Sentences that hold one of the phrases; `A…B` means both parts in this order."""
    return [s for s in sentences if any(_holds(inspection.quote(s), word) for word in words)]


def _holds(text: str, phrase: str) -> bool:
    place = 0
    for part in phrase.split("…"):
        place = text.find(part, place)
        if place < 0:
            return False
        place += len(part)
    return True


def find(inspection: Inspection) -> Iterator[Finding]:
    """One finding per topic: the first claim and the first denial."""
    body = list(inspection.body())
    claims = [s for s in body if inspection.role(s) in (SectionRole.MEASURES, SectionRole.LEADER)]
    denials = [s for s in body if inspection.role(s) is SectionRole.SHORTCOMINGS]
    for topic in TOPICS:
        denied = _holding(inspection, denials, inspection.words(f"自认·{topic}"))
        if not denied:
            continue
        claimed = _holding(inspection, claims, inspection.words(f"自称·{topic}"))
        if claimed:
            yield CHECK.finding(
                inspection,
                "hint",
                "不足部分的说法与前面的成效相矛盾。",
                suggestion="核对两处：成效写到什么程度，不足就不要把它全盘否定；或者把不足写得更具体。",
                spans=[claimed[0].span, denied[0].span],
            )
