"""Counts with a unit: 12件, 两场次, 三百余人（次）, 3-5次, 0件, 零投诉, 未收到…申请.

In goes the text, out come candidates with value and unit; which noun they belong to is
`owners`' business. A range gives its lower end, an approximation the least it can mean.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from scorer.facts import words
from scorer.facts.count import RATE, Count
from scorer.facts.rates import is_change
from scorer.numerals import DIGITS, HAN, number
from scorer.report import Span

_RUN = rf"(?:[{DIGITS}{HAN}几]|[,，](?=[{DIGITS}]{{3}}(?![{DIGITS}]))|[.．](?=[{DIGITS}]))"
_CANDIDATE = re.compile(
    # The number; not a second time from within itself, which keeps long runs of digits linear.
    rf"(?P<number>[{DIGITS}{HAN}几数上半](?<![{DIGITS}{HAN}.．].){_RUN}{{0,20}}+)"
    rf"(?:[-—–~～－至到]{{1,2}}[{DIGITS}{HAN}][{DIGITS}{HAN}.]{{0,11}}+)?+"
    r"[余多来]?+(?P<scale>[十百千万亿])?+[余多]?+(?P<bracket>[)）])?+[ 　]?+"
    rf"(?:(?P<rate>[%％])|(?P<unit>{words.UNITS})(?:[（(](?P<second>[次份件个条户家项起部])[)）])?+)"
)
_ARABIC_END = re.compile(rf"[{DIGITS}]+(?:[.．][{DIGITS}]+)?[万亿千百]?\Z")
_ZERO = re.compile(
    "[零0０未没无](?:"
    r"(?:(?<=无)|(?<=没)有)[一1](?P<unit>[件例起宗])(?P<rest>[^，。；：！？,;!?\n（）]{0,24})"
    rf"|(?<=[零0０])(?P<word>{words.ZERO_NOUNS}|差错|违纪|违规|违法)"
    "|(?:(?<=未)(?:收到|发生|受理|产生|接到|出现|办理|被提起|引发|涉及|有|发现)"
    "|(?<=没)有(?:收到|发生|受理|产生|接到|出现|办理|被)?"
    rf"|(?<=无)(?<!有无)(?!{words.NO_ZERO}))"
    rf"(?P<noun>[^，。；：！？,;!?\n（）《》“”]{{0,24}}(?:{words.ZERO_NOUNS}))"
    r"(?=[，。；：！？、,;!?\n（）]|情况|情形|发生|记录|办理|\Z)"
    ")"
)
_SPOILERS = "第×xX*＊+＋·_"
"""Characters before a number that make it an ordinal, a masked figure or part of a name."""
_IN_DATE = ("月", "至", "-", "—", "、", "年", "～", "~")
_MONEY = (("万", 10_000), ("亿", 100_000_000))
MOST_BY_RULE = 3
"""Persons up to which N人以上 is taken for a rule."""


def find_counts(text: str, hidden: Callable[[int], bool]) -> list[Count]:
    """Counts and percentages of `text` by start.

    `hidden` tells the offsets inside titles and quoted names, where a number counts nothing.
    """
    zeros = [zero for zero in _zeros(text) if not hidden(zero.start)]
    counts = [count for count in _numbers(text) if not hidden(count.start)]
    if not zeros:
        return counts
    free = [one for one in counts if not any(z.start <= one.start < z.end for z in zeros)]
    return sorted(free + zeros)


def _numbers(text: str) -> Iterator[Count]:
    for found in _CANDIDATE.finditer(text):
        start, end = found.span()
        if start and text[start - 1] in _SPOILERS:
            continue
        value, start = _value(found)
        if value is None:
            continue
        if found["rate"]:
            if not is_change(text, start):
                yield Count(start, end, value, RATE)
        elif _is_count(text, found, value):
            yield _with_unit(found, start, value)


def _with_unit(found: re.Match[str], start: int, value: float) -> Count:
    """The count with its unit as reports write it: 人（次） is 人次; money keeps its 万元, 亿元."""
    unit = found["unit"]
    if found["second"] == "次" and not unit.endswith("次"):
        unit += "次"
    if unit == "元":
        for scale, factor in _MONEY:
            if scale in found[0]:
                value, unit = round(value / factor, 6), scale + unit
    return Count(start - (found["bracket"] is not None), found.end(), value, unit)


def _value(found: re.Match[str]) -> tuple[float | None, int]:
    """Value of a candidate and where its number starts: 唯一12家 is 12, from the 1 on."""
    written, start = found["number"], found.start()
    value = number(written)
    if value is None and (tail := _ARABIC_END.search(written)):
        value, start = number(tail[0]), start + tail.start()
    if value is not None and found["scale"]:
        value *= number(found["scale"]) or 1
    return value, start


def _is_count(text: str, found: re.Match[str], value: float) -> bool:
    """Whether a number with a unit counts something; formulas, rules and days of dates do not."""
    start, end = found.span()
    if not found["number"][0].isdigit() and not _counts_in_words(text, found):
        return False
    if found["bracket"] and not _is_bracketed(text, start):
        return False
    unit = found["unit"]
    if unit in ("人", "名") and value <= MOST_BY_RULE and text.startswith(("以上", "及以上"), end):
        # 2人以上执法 says how it must be done, not how many there were.
        return False
    return unit != "日" or text[start - 1 : start] not in _IN_DATE


def _is_bracketed(text: str, start: int) -> bool:
    """Whether （1386）条 stands inside running text; at the start of a line it is a list number."""
    return start > 1 and text[start - 1] in "（(" and text[start - 2] not in "，。；：！？;\n 　"


def _counts_in_words(text: str, found: re.Match[str]) -> bool:
    """Whether a number in Chinese numerals counts at all; formulas of the genre do not."""
    start, end = found.span()
    written, unit = found["number"], found["unit"]
    if text.startswith(words.FORMULAS, start):
        return False
    if written == "一":
        return _counts_one(text, found)
    if written == "半":
        return unit in ("学时", "课时", "小时", "天")
    if written in "百千万亿":
        # 千家万户: a bare scale counts only as 百余人.
        return text[start + 1] in "余多"
    if unit == "个":
        return not text.startswith(words.ASPECTS, end)
    return unit not in ("方面", "种", "分", "站", "段")


def _counts_one(text: str, found: re.Match[str]) -> bool:
    """Whether 一 + unit is one of something: 一名律师 is, 一次性 and 一起 (together) are not."""
    start, end = found.span()
    unit = found["unit"]
    before = text[start - 1 : start]
    if unit == "起":
        return before not in ("每", "任", "同", "无") and text.startswith(words.SINGLE_CASES, end)
    if unit == "期":
        return text.endswith(words.SINGLE_PHASES, 0, start)
    if unit == "个":
        made = text.endswith(words.SINGLE_MADE, 0, start)
        return made and not text.startswith(words.ASPECTS, end)
    if unit not in words.SINGLES:
        return False
    if before and before in words.NO_SINGLE_BEFORE:
        return False
    return not text.startswith(words.SINGLE_AFTER.get(unit, ("一",)), end)


def _zeros(text: str) -> Iterator[Count]:
    """零投诉, 未收到…申请, 无一例…: nothing of the noun that is denied."""
    for found in _ZERO.finditer(text):
        group = found.lastgroup or "noun"
        noun = Span(*found.span(group))
        yield Count(found.start(), found.end(), 0.0, found["unit"] or "件", noun)
