"""CK-12: a shortcoming that denies what the measures claim, by pairs of claim and denial."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scorer.checks.inspection import Check, Inspection
from scorer.report import SectionRole, Sentence
from scorer.result import Finding

CHECK = Check("CK-12", "不足与正文矛盾")

TOPICS = ("学习", "氛围", "审查", "覆盖", "常态", "培训")
"""Each topic has two vocabulary entries: 自称·… for the claim, 自认·… for the denial."""


class _Passage(NamedTuple):
    """Sentences that claim or deny, each as a text, and all as one."""

    sentences: list[Sentence]
    texts: list[str]
    text: str


def _passage(inspection: Inspection, *roles: SectionRole) -> _Passage:
    sentences = [s for s in inspection.body if inspection.role(s) in roles]
    texts = [inspection.quote(sentence) for sentence in sentences]
    return _Passage(sentences, texts, "\n".join(texts))


def _holding(passage: _Passage, words: Sequence[str]) -> Sentence | None:
    """The first sentence that holds one of the phrases; `A…B` means both parts in this order."""
    # Most phrases stand nowhere: one search spares those of all sentences.
    told = [word for word in words if _holds(passage.text, word)]
    if told:
        for sentence, text in zip(passage.sentences, passage.texts, strict=True):
            if any(_holds(text, word) for word in told):
                return sentence
    return None


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
    denials = _passage(inspection, SectionRole.SHORTCOMINGS)
    denied = {
        topic: sentence
        for topic in TOPICS
        if (sentence := _holding(denials, inspection.words(f"自认·{topic}"))) is not None
    }
    if not denied:
        return
    claims = _passage(inspection, SectionRole.MEASURES, SectionRole.LEADER)
    for topic, denial in denied.items():
        claim = _holding(claims, inspection.words(f"自称·{topic}"))
        if claim is not None:
            yield CHECK.finding(
                inspection,
                "hint",
                "不足部分的说法与前面的成效相矛盾。",
                suggestion="核对两处：成效写到什么程度，不足就不要把它全盘否定；或者把不足写得更具体。",
                spans=[claim.span, denial.span],
            )
