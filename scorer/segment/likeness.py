"""A report in, whether it is one at all, and whether it is two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from scorer.checklist import Outline
from scorer.report import Paragraph, Report, SectionRole
from scorer.segment.dates import find_years, split_date
from scorer.segment.headings import NUMBER
from scorer.segment.identity import unit_of_title
from scorer.segment.lexicon import Lexicon, lexicon_of

_SUBJECTS = ("法治", "依法行政", "行政执法", "普法", "学法", "规范性文件", "合法性审查")
_ROLES = (SectionRole.MEASURES, SectionRole.SHORTCOMINGS, SectionRole.LEADER, SectionRole.PLAN)
_ENOUGH = 3
_LONGEST_TITLE = 60
_CHARACTERS_PER_SUBJECT = 250


class Identified(Protocol):
    """What tells one report from another."""

    @property
    def title(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def year(self) -> int | None: ...


def report_likeness(report: Report, outline: Outline) -> tuple[bool, str]:
    """Whether the text is an annual report on law-based government, and why not (Chinese).

    The reason is empty where it is one. Title, sections, subject and opening are weighed
    together, so that a report with a lost title or without headings still counts as one.
    """
    titled = lexicon_of(outline).titles.search(report.title) is not None
    headed = sum(
        any(section.role is role and section.title for section in report.sections)
        for role in _ROLES
    )
    subjects = sum(report.text.count(word) for word in _SUBJECTS)
    dense = subjects >= 2 and subjects * _CHARACTERS_PER_SUBJECT >= len(report.text)
    opened = any(phrase in report.text for phrase in outline.openings)
    weight = 2 * titled + min(headed, 2) + 2 * dense + opened
    if weight >= _ENOUGH and subjects:
        return True, ""
    missing = []
    if not titled:
        missing.append("没有“法治政府建设……报告”一类的题目")
    if headed < 2:
        missing.append("找不到举措、不足、第一责任人、下步安排这几部分的标题")
    if not dense:
        missing.append(f"全文{len(report.text)}字，只有{subjects}处谈到法治、执法、普法、学法")
    return False, "；".join(missing)


def second_report(
    text: str,
    paragraphs: Sequence[Paragraph],
    after: int,
    first: Identified,
    lexicon: Lexicon,
) -> str | None:
    """A warning that names both places where a second title, with another unit or year, stands."""
    if not first.title:
        return None
    previous = ""
    for paragraph in paragraphs[after:]:
        start, end = paragraph.span
        words = text[start:end]
        if end - start > _LONGEST_TITLE or words[-1] in "。；：":
            previous = ""
            continue
        if lexicon.titles.search(previous + words) is None:
            title = ""
        else:
            title = words if _names_itself(words, lexicon) else previous + words
        if title and _is_other(title, first, lexicon):
            return (
                f"文件里像是有两份报告：第1处“{first.title}”，第2处“{title}”"
                f"（第{paragraph.number + 1}段）。请分成两个文件，一份一份地评"
            )
        numbered = NUMBER.match(words) is not None
        previous = "" if numbered or split_date(words) is not None else words
    return None


def _names_itself(title: str, lexicon: Lexicon) -> bool:
    """Whether a line tells by itself whose report it heads, or on which year."""
    return bool(unit_of_title(title, lexicon) or find_years(title))


def _is_other(title: str, first: Identified, lexicon: Lexicon) -> bool:
    if lexicon.titles.search(title) is None or NUMBER.match(title) is not None or "《" in title:
        return False
    unit = unit_of_title(title, lexicon)
    years = find_years(title)
    other_unit = bool(unit and first.unit) and unit not in first.unit and first.unit not in unit
    other_year = bool(years) and first.year is not None and years[0] != first.year
    return other_unit or other_year
