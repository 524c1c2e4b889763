"""Years and dates as reports write them: in digits of either width, in Chinese numerals, with
blanks between the digits. Strings in, numbers and ISO dates out."""

from __future__ import annotations

import datetime
import re

_HAN_DIGITS = str.maketrans("○〇零ＯO一二三四五六七八九", "00000123456789")

# \d and int() take full-width digits as well.
YEAR = re.compile(
    r"(?<!\d)[2２]\s?[0０]\s?\d\s?\d\s?(?=年|法治)|二[○〇零ＯO0][一二三四五六七八九○〇零ＯO0]{2}(?=年)"
)
"""A year before 年, or before 法治 where 年 was left out; `year_of` turns it into a number."""

_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|廿?[一二三四五六七八九]|廿)"
_YEAR_FORM = r"((?:20|２０)\d{2}|二[○〇零ＯO0][一二三四五六七八九○〇零ＯO0]{2})"
_SEPARATOR = "[.．/\uff0f\\-－—]"
_DATE = re.compile(
    rf"{_YEAR_FORM}(?:年({_NUMBER})月(?:({_NUMBER})[日号]?)?|年月?日?"
    rf"|{_SEPARATOR}(\d{{1,2}})(?:{_SEPARATOR}(\d{{1,2}}))?)[（）()印章盖公。]*\Z"
)


def year_of(text: str) -> int:
    """The number of a match of `YEAR`."""
    return int("".join(text.split()).translate(_HAN_DIGITS))


def find_years(text: str) -> list[int]:
    """Every year named in the text, in order."""
    return [year_of(year) for year in YEAR.findall(text)]


def split_date(line: str) -> tuple[str, str | None] | None:
    """What stands before a date at the end of a line, and the date in ISO form (`2024-01-10`, or
    `2024-01` without a day; None where month and day were left blank). None without a date."""
    compact = "".join(line.split())
    match = _DATE.search(compact)
    return None if match is None else (compact[: match.start()], _iso(match))


def _iso(match: re.Match[str]) -> str | None:
    year, month, day, plain_month, plain_day = match.groups()
    number_of_month = _number(month or plain_month)
    if not 1 <= number_of_month <= 12:
        return None
    of_year = year_of(year)
    try:
        return datetime.date(of_year, number_of_month, _number(day or plain_day)).isoformat()
    except ValueError:
        return f"{of_year}-{number_of_month:02d}"


def _number(text: str | None) -> int:
    """一 to 九十九 or digits; 0 for nothing."""
    if not text:
        return 0
    if text.isdecimal():
        return int(text)
    tens, ten, ones = text.replace("廿", "二十").partition("十")
    if not ten:
        return int(tens.translate(_HAN_DIGITS))
    return int(tens.translate(_HAN_DIGITS) or 1) * 10 + int(ones.translate(_HAN_DIGITS) or 0)
