"""CK-01: a year in a title or heading that fits neither the report year nor the section."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scorer.checks.inspection import Check, Inspection
from scorer.report import SectionRole, Sentence, SentenceKind
from scorer.result import Finding

CHECK = Check("CK-01", "年度错位")

# A single year; not a period such as 2021—2025 and not part of a longer number or a title.
_YEAR = re.compile(r"(?<![\d—\-–－~至])(20\d{2})(?=年)(?!年?[—\-–－~至]\s?20)")
_TITLES = re.compile(r"《[^》]*》|（[^）]*）|\([^)]*\)")


def _years(text: str) -> list[int]:
    return [int(year) for year in _YEAR.findall(_TITLES.sub("", text))]


def _section_title(inspection: Inspection, sentence: Sentence) -> bool:
    return inspection.report.sections[sentence.section].title_span == sentence.span


def find(inspection: Inspection) -> Iterator[Finding]:
    """Compares every title and heading that names a year with the report year."""
    year = inspection.report.year
    if year is None:
        return
    for sentence in inspection.headings:
        years = _years(inspection.quote(sentence))
        if not years:
            continue
        planning = sentence.kind is SentenceKind.HEADING and (
            inspection.role(sentence) is SectionRole.PLAN
        )
        if planning and year + 1 not in years:
            yield CHECK.finding(
                inspection,
                "error",
                f"这是下一年度安排的标题，写的却是{years[0]}年；报告年度是{year}年。",
                suggestion=f"把标题中的年份改为{year + 1}年。",
                spans=[sentence.span],
            )
        elif not planning and year not in years and _own(inspection, sentence):
            yield CHECK.finding(
                inspection,
                "warning",
                f"标题写的是{years[0]}年，报告年度是{year}年。",
                suggestion=f"核对年份；如写的是本年度工作，应为{year}年。",
                spans=[sentence.span],
            )


def _own(inspection: Inspection, sentence: Sentence) -> bool:
    """Titles and headings of sections; a theme's heading may name the year of a document."""
    return sentence.kind is SentenceKind.TITLE or _section_title(inspection, sentence)
