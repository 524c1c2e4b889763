"""How far a cue reaches, in numbers of clauses."""

from __future__ import annotations

import re
from collections.abc import Mapping

from scorer.report import Report, Sentence, SentenceKind

_TELLS_OF_THE_YEAR = re.compile(
    "(?:全年|今年以来|今年来|一年来|本年度|年内|累计|截至|截止|目前)(?!.{0,6}(?:拟|将|计划|力争))"
)
"""How a sentence opens that tells what was done: 全年开展培训3期 after 我局将深入学习…"""


def chain_end(report: Report, sentence: Sentence) -> int:
    """The clause after the last one up to the full stop: sentences parted by ； are one chain."""
    text = report.text
    while text[sentence.span.end - 1] == "；":
        following = next_body(report, sentence)
        if following is None or following.paragraph != sentence.paragraph:
            break
        sentence = following
    return sentence.last_clause


def next_body(report: Report, sentence: Sentence) -> Sentence | None:
    """The next sentence, where it is a body sentence of the same section."""
    number = sentence.number + 1
    if number == len(report.sentences):
        return None
    following = report.sentences[number]
    same = following.section == sentence.section and following.kind is SentenceKind.BODY
    return following if same else None


def lead_end(report: Report, sentence: Sentence) -> int:
    """The clause after the last one that a lead-in governs: to the end of its paragraph, or of its
    section where it ends with a colon (下一步重点做好以下工作：). What was done ends it."""
    to_section = report.text[sentence.span.end - 1] == "："
    end = sentence.last_clause
    paragraph = sentence.paragraph
    following = next_body(report, sentence)
    while following is not None and (to_section or following.paragraph == paragraph):
        if not to_section and _TELLS_OF_THE_YEAR.match(report.text, following.span.start):
            break
        end = following.last_clause
        following = next_body(report, following)
    return end


def points_end(report: Report, sentence: Sentence, points: Mapping[int, bool]) -> int:
    """The clause after the last one of a list that the sentence leads in: 一是…。二是…。

    `points` tells, by clause in which a point opens, whether it is the first of its list.
    """
    end = sentence.last_clause
    awaits_first = not any(clause in points for clause in range(sentence.first_clause, end))
    following = next_body(report, sentence)
    while following is not None and following.paragraph == sentence.paragraph:
        if points.get(following.first_clause) is not awaits_first:
            break
        awaits_first = False
        end = chain_end(report, following)
        following = next_body(report, report.sentences[report.clauses[end - 1].sentence])
    return end
