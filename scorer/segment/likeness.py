"""A report in, whether it is one at all, and whether it is two."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple, Protocol

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
_LEAST_BODY = 200
"""Characters in whole sentences below a title that make a report of it, not an entry of a list."""


class SecondReport(NamedTuple):
    """Where a text begins anew as the report of another unit or year."""

    title: str
    unit: str
    """The other unit; empty where only the year is another, or where hardly any text follows."""
    paragraph: int

    def warning(self, first: str) -> str:
        """What to tell of it; `first` is the title of the first report."""
        return (
            f"文件里像是有两份报告：第1处“{first}”，第2处“{self.title}”"
            f"（第{self.paragraph + 1}段）。请分成两个文件，一份一份地评"
        )


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
    found = _second(text, paragraphs[after:], first, lexicon)
    return None if found is None else found.warning(first.title)


def find_second_report(report: Report, outline: Outline) -> SecondReport | None:
    """The second report of a text that holds two."""
    return _second(report.text, report.paragraphs, report, lexicon_of(outline))


def _second(
    text: str, paragraphs: Sequence[Paragraph], first: Identified, lexicon: Lexicon
) -> SecondReport | None:
    if not first.title:
        return None
    previous = ""
    for place, paragraph in enumerate(paragraphs):
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
            unit = _other_unit(title, first, lexicon)
            followed = _told(text, paragraphs[place + 1 :]) >= _LEAST_BODY
            return SecondReport(title, unit if followed else "", paragraph.number)
        numbered = NUMBER.match(words) is not None
        previous = "" if numbered or split_date(words) is not None else words
    return None


def _names_itself(title: str, lexicon: Lexicon) -> bool:
    """Whether a line tells by itself whose report it heads, or on which year."""
    return bool(unit_of_title(title, lexicon) or find_years(title))


def _told(text: str, paragraphs: Sequence[Paragraph]) -> int:
    """Characters in paragraphs that end as sentences do."""
    return sum(p.span.end - p.span.start for p in paragraphs if text[p.span.end - 1] in "。；")


def _other_unit(title: str, first: Identified, lexicon: Lexicon) -> str:
    """The unit of a title where it is not the first report's, else empty."""
    unit = unit_of_title(title, lexicon)
    other = bool(unit and first.unit) and unit not in first.unit and first.unit not in unit
    return unit if other else ""


def _is_other(title: str, first: Identified, lexicon: Lexicon) -> bool:
    if lexicon.titles.search(title) is None or NUMBER.match(title) is not None or "《" in title:
        return False
    years = find_years(title)
    other_year = bool(years) and first.year is not None and years[0] != first.year
    return other_year or bool(_other_unit(title, first, lexicon))
