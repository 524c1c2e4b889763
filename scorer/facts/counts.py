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
    rf"(?:(?P<rate>[%％])|{words.beginning(words.UNITS)}(?P<unit>{words.UNITS})(?:[（(](?P<second>[次份件个条户家项起部])[)）])?+)"
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
_BEFORE_LIST_NUMBER = "，。；：！？;\n 　"
"""（1）人员… opens a point of a list, where 受理投诉（1386）条 counts."""
_OR_MORE = ("以上", "及以上")
_NO_FEWER = ("少于", "低于", "至少", "由")
_ANY = ("一起", "一件", "一例", "一宗", "1起", "1件", "任何")
_MONEY = (("万", 10_000), ("亿", 100_000_000))
MOST_BY_RULE = 3
"""Persons up to which N人以上 is taken for a rule."""


def find_counts(text: str, hidden: Callable[[int], bool]) -> list[Count]:
    """Counts and percentages of `text` by start.

    `hidden` tells the offsets inside titles and quoted names, where a number counts nothing.
    """
    zeros = [zero for zero in _zeros(text) if not hidden(zero.start)]
    counts = [
        count
        for found in _CANDIDATE.finditer(text)
        if (count := _count(text, found)) is not None and not hidden(count.start)
    ]
    if not zeros:
        return counts
    free = [one for one in counts if not any(z.start <= one.start < z.end for z in zeros)]
    return sorted(free + zeros)


def _count(text: str, found: re.Match[str]) -> Count | None:
    """What a candidate counts; None for ordinals, formulas, rules and days of dates."""
    start, end = found.span()
    if start and text[start - 1] in _SPOILERS:
        return None
    written, scale, bracket, rate, unit, second = found.groups()
    value = number(written)
    if value is None:
        # 唯一12家: the number starts at the 1.
        tail = _ARABIC_END.search(written)
        if tail is None or (value := number(tail[0])) is None:
            return None
        start += tail.start()
    if rate:
        return None if is_change(text, start) else Count(start, end, value, RATE)
    if not written[0].isdigit() and not _counts_in_words(text, found):
        return None
    if scale:
        value *= number(scale) or 1
    if second == "次" and unit[-1] != "次":
        unit += second
    if bracket:
        start -= 1
    return _accepted(text, Count(start, end, value, unit))


def _accepted(text: str, count: Count) -> Count | None:
    """The count, money in its own unit; None for list numbers, rules and days of dates."""
    start, end, value, unit, _ = count
    if text[start] in "（(" and (not start or text[start - 1] in _BEFORE_LIST_NUMBER):
        return None
    if unit == "日" and text[start - 1 : start] in _IN_DATE:
        return None
    if unit == "元":
        return _money(text, count)
    if unit in ("人", "名") and value <= MOST_BY_RULE and _is_rule(text, start, end):
        return None
    return count


def _is_rule(text: str, start: int, end: int) -> bool:
    """2人以上执法, 不少于两人: how it must be done, not how many there were."""
    return text.startswith(_OR_MORE, end) or text.endswith(_NO_FEWER, 0, start)


def _money(text: str, count: Count) -> Count:
    """Money in the unit that the report uses, 万元 or 亿元."""
    written = text[count.start : count.end]
    for scale, factor in _MONEY:
        if scale in written:
            return Count(count.start, count.end, round(count.value / factor, 6), scale + "元")
    return count


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
    if text.startswith("一", end) or text[max(0, start - 2) : start - 1] == "一":
        # 一案一卷, 一企一策
        return False
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
        start, end = found.span(group)
        noun = Span(start + 2 * text.startswith(_ANY, start), end)
        yield Count(found.start(), found.end(), 0.0, found["unit"] or "件", noun)
