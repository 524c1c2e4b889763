"""Dates finer than the year: 4月25日, 12月, 三季度, 3月至5月, 2023.11.20.

A year alone is no date here, nor is the day up to which a report counts (截至12月底), the span
that a whole report covers (1—11月), or the day from which a rule is in force (自7月1日起施行).
"""

from __future__ import annotations

import re
from collections.abc import Callable

from scorer.numerals import DIGITS, whole
from scorer.report import Span

_NUMBER = f"[{DIGITS}一二三四五六七八九十廿]"
_DASH = "[-—–~～－至到]{1,2}"
_DAY = rf"{_NUMBER}{{1,3}}[日号]"
_PART = rf"(?:份|底|初|末|中旬|上旬|下旬|{_DAY})"
_CALENDAR = re.compile(
    rf"(?P<month>{_NUMBER}(?<![{DIGITS}.．〇零一二三四五六七八九十].){_NUMBER}{{0,2}}+)"
    rf"(?:(?P<quarter>季度)|(?:{_DASH}(?P<until>{_NUMBER}{{1,2}}+))?月"
    rf"(?P<part>{_PART})?(?:{_DASH}(?:(?P<last>{_NUMBER}{{1,2}}+)月)?{_PART}?)?)"
)
_DOTTED = re.compile(
    rf"[2２][0０][{DIGITS}]{{2}}(?P<mark>[-./．])(?P<month>[{DIGITS}]{{1,2}}+)(?P=mark)(?P<day>[{DIGITS}]{{1,2}}+)(?![{DIGITS}])"
)
_CUT_OFFS = ("截至", "截止", "截止到", "截至到", "截止至")
_IN_FORCE = ("起施行", "起实施", "起正式", "起执行", "起生效", "施行", "起试行")
_YEAR_DIGITS = frozenset("0123456789０１２３４５６７８９〇○零一二三四五六七八九")


def find_dates(text: str, hidden: Callable[[int], bool]) -> list[Span]:
    """Places of dates in `text`."""
    dates = [
        Span(start, found.end())
        for found in _CALENDAR.finditer(text)
        if _is_calendar(text, found)
        and not _is_frame(text, start := _with_year(text, found.start()), found.end())
        and not hidden(start)
    ]
    dates.extend(
        Span(*found.span())
        for found in _DOTTED.finditer(text)
        if 1 <= (whole(found["month"]) or 0) <= 12
        and 1 <= (whole(found["day"]) or 0) <= 31
        and not hidden(found.start())
    )
    return dates


def _is_calendar(text: str, found: re.Match[str]) -> bool:
    """Whether it names months or a quarter, and not a whole report's span (1—11月)."""
    month = whole(found["month"])
    before = text[found.start() - 1 : found.start()]
    if not month or month > 12 or before == "每":
        return False
    if found["quarter"]:
        return month <= 4 and before not in ("上", "下", "前", "新", "个", "某")
    last = whole(found["until"] or found["last"] or "")
    if month == 1 and last and last >= 6 and "日" not in found[0]:
        return False
    if found["month"][0].isdigit():
        return True
    # 三月, 一月一法: a month in Chinese numerals needs a year, a day or a part of the month.
    return bool(found["part"]) or before == "年"


def _with_year(text: str, start: int) -> int:
    year = text[start - 5 : start - 1] if start >= 5 and text[start - 1] == "年" else ""
    return start - 5 if len(year) == 4 and _YEAR_DIGITS.issuperset(year) else start


def _is_frame(text: str, start: int, end: int) -> bool:
    """Whether the date only bounds figures or says since when a rule is in force."""
    return text.endswith(_CUT_OFFS, 0, start) or text.startswith(_IN_FORCE, end)
