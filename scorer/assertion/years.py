"""Years named in a report: which clauses speak of a later year, which of an earlier one.

Only a year that opens its clause counts: 印发2025年工作要点 is an act of the report year.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from scorer.assertion.cuebook import CONTINUES, EARLIER_YEAR, LATER_YEAR, CueBook, Hit
from scorer.report import Report

_MARK = "年"
_YEAR_DIGITS = 4
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")

_OPENING = re.compile(r"[\s在于自从到至早并]{0,4}")
_PAST_OPENING = re.compile(rf"(?:截[至止]到?)?{_OPENING.pattern}")
_INTENDED = re.compile(r"(?:力争|争取|计划|预计|拟于?)[在于到至]?$")
# 到2025年, 至2025年底 set a goal wherever they stand; 截至 and 2021年至2025年 do not.
_GOAL = re.compile(r"(?<![\d年月日底末截收])[到至]$")
# What follows a later year that is the time of the clause and no part of a name.
_TO_COME = re.compile(
    r"度?(?:[，,。；]|我|本|将|拟|要|计划|打算|力争|争取|继续|重点|进一步|持续|着力|努力|底|末|内|前"
    r"|[上下]半年|第?[一二三四]季度)"
)
_RANGE = re.compile(r"度?(?:以来|起|开始|[至到和与、及～~—–－-])")


class Year(NamedTuple):
    """A year with its number, written 2024年 or 二〇二四年."""

    start: int
    end: int
    number: int


def find_years(text: str) -> list[Year]:
    """The years that a text names, in order."""
    years = []
    end = text.find(_MARK) + 1
    while end:
        digits = text[max(end - 5, 0) : end - 1]
        if not digits.isdecimal():
            digits = digits.translate(_DIGITS) if digits.startswith("二") else ""
        if len(digits) == _YEAR_DIGITS and digits.isdecimal():
            years.append(Year(end - 5, end, int(digits)))
        end = text.find(_MARK, end) + 1
    return years


def _before(text: str, starts: Sequence[int], position: int) -> str:
    """What stands before a position in its clause."""
    return text[starts[bisect_right(starts, position) - 1] : position]


def later_years(
    report: Report, starts: Sequence[int], years: Iterable[Year], book: CueBook
) -> list[Hit]:
    """Years after the report's own that say when something is to be done, as hits of the cue for
    later years; `starts` are the starts of the clauses."""
    cue = book.by_id.get(LATER_YEAR)
    if cue is None or report.year is None:
        return []
    hits = []
    for start, end, year in years:
        if year > report.year:
            before = _before(report.text, starts, start)
            opens = _OPENING.fullmatch(before) and _TO_COME.match(report.text, end)
            if opens or _INTENDED.search(before) or _GOAL.search(before):
                hits.append(Hit(start, end, cue))
    return hits


def earlier_clauses(
    report: Report,
    starts: Sequence[int],
    years: Iterable[Year],
    hits: Iterable[Hit],
    book: CueBook,
) -> set[int]:
    """Numbers of the clauses that tell only of an earlier year.

    A sentence that comes back to the report year (2022年招录，2023年取得资格), compares with it or
    tells of the report on the earlier year tells of no other year.
    """
    text = report.text
    earlier = [(start, end) for start, end, cue in hits if cue.id == EARLIER_YEAR]
    if report.year is not None:
        earlier += [(start, end) for start, end, year in years if year < report.year]
    clauses: set[int] = set()
    for start, end in earlier:
        if not _PAST_OPENING.fullmatch(_before(text, starts, start)) or _RANGE.match(text, end):
            continue
        first = max(bisect_right(starts, start) - 1, 0)
        sentence = report.sentences[report.clauses[first].sentence]
        if not _continues(report, report.quote(sentence.span), book):
            clauses.update(range(first, sentence.last_clause))
    return clauses


def _continues(report: Report, sentence: str, book: CueBook) -> bool:
    if any(year.number == report.year for year in find_years(sentence)):
        return True
    cue = book.by_id.get(CONTINUES)
    return cue is not None and any(word in sentence for word in cue.words)
