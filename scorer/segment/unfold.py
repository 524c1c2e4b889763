"""Lines in, lines out: where a file lost its line breaks, headings are found inside running text.

A line is cut before 二、存在的不足和原因 and the like, after 现将…报告如下：and before a signature
that was glued to the last sentence. Lines that are whole stay as they are.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from scorer.report import SectionRole
from scorer.segment.dates import YEAR, split_date
from scorer.segment.headings import after_phrase
from scorer.segment.lexicon import Found, Lexicon
from scorer.segment.normalise import Line

_LONG = 200
_COLLAPSED = 600
_CERTAINLY_COLLAPSED = 1500
_INLINE = re.compile(
    r"(?<=[^\n])(?:([一二三四五六七八九十]{1,3}、)|(（[一二三四五六七八九十]{1,3}）(?![项款]))"
    r"|(?<=[。；：\s])(\d{1,2}\s?[.．、](?!\d))|(?<=[。；：\s])(（\d{1,2}）))"
)
_OF_SECTION, _OF_PART = 1, 2
"""Groups of `_INLINE`: 一、 and （一）."""
_NUMERALS = "一二三四五六七八九十"
_NUMBER_BEFORE = re.compile(rf"[。；！？\s]([{_NUMERALS}]{{1,3}})$")
_STOP = re.compile("[。；！？]")
_LONGEST_LEAD = 45
_ENDERS = "。；！？：”） \u3000\t"
# 统一、 · 第一、 · 二十一、: the numeral belongs to the word before it.
_NO_NUMBER_AFTER = "第统唯同单专万逐其之百零一二三四五六七八九十条"
_BEFORE_ROLE = re.compile(r"[^。；！？]{0,45}")
_AFTER_LOST_NUMBER = re.compile(
    r"\s|[：（]|[一二三四五六七八九]是|[一二三四五六七八九]、|[0-9]{1,2}[.、]|我[局办委镇乡街区县市]|本单位|20[0-9]{2}年"
)
_SENTENCE_START = re.compile(r"[。；！？：\s]([^。；！？：\s]{0,40})$")
_LATE_ROLES = (SectionRole.SHORTCOMINGS, SectionRole.PLAN, SectionRole.LEADER, SectionRole.MEASURES)


def cut_at_headings(text: str, lines: Sequence[Line], found: Found, lexicon: Lexicon) -> list[Line]:
    """Cut lines that hold headings of sections inside their text."""
    result: list[Line] = []
    for line in lines:
        if line.end - line.start < _LONG:
            result.append(line)
        else:
            result.extend(_cut(line, _inner_starts(text, line, found, lexicon)))
    return result


def _cut(line: Line, starts: Sequence[int]) -> list[Line]:
    bounds = [line.start, *starts, line.end]
    return [line._replace(start=start, end=end) for start, end in pairwise(bounds)]


def _inner_starts(text: str, line: Line, found: Found, lexicon: Lexicon) -> list[int]:
    length = line.end - line.start
    if length >= _CERTAINLY_COLLAPSED or (length >= _COLLAPSED and length >= 0.4 * len(text)):
        starts = {
            match.start()
            for match in _INLINE.finditer(text, line.start + 1, line.end)
            if _opens(text, match, line, found)
        }
        return sorted(starts.union(_lost_numbers(text, line, found, lexicon)))
    starts = set()
    for hit in found.headings_from(line.start + 1, line.end):
        mark = text.rfind("、", max(line.start, hit.start - _LONGEST_LEAD), hit.start)
        if mark >= 0 and text[mark - 1] in _NUMERALS and not _STOP.search(text, mark, hit.start):
            number = _NUMBER_BEFORE.search(text, max(line.start, mark - 5), mark)
            if number is not None:
                starts.add(number.start(1))
    return sorted(starts)


def _opens(text: str, match: re.Match[str], line: Line, found: Found) -> bool:
    """Whether a number inside a line without breaks opens a heading."""
    before = text[match.start() - 1]
    if match.lastindex != _OF_SECTION:
        return not (match.lastindex == _OF_PART and before in "第条款")
    if before in _ENDERS:
        return True
    if before in _NO_NUMBER_AFTER:
        return False
    reach = _BEFORE_ROLE.match(text, match.end(), line.end)
    return reach is not None and bool(found.headings_in(match.end(), reach.end()))


def _lost_numbers(text: str, line: Line, found: Found, lexicon: Lexicon) -> list[int]:
    """Starts of section headings that lost their number together with their line breaks."""
    starts = []
    for hit in found.headings_from(line.start, line.end):
        end = after_phrase(text, hit, line.end)
        if hit.role not in _LATE_ROLES or _AFTER_LOST_NUMBER.match(text, end) is None:
            continue
        before = _SENTENCE_START.search(text, max(line.start, hit.start - 41), hit.start)
        if before is None:
            continue
        most = 8 if YEAR.match(before.group(1)) is not None else 4
        if len(lexicon.fillers.sub("", before.group(1))) <= most:
            starts.append(before.start(1))
    return starts


def cut_after_opening(text: str, lines: Sequence[Line], found: Found) -> list[Line]:
    """Part the opening formula (…报告如下：) from what follows it on the same line."""
    result = list(lines)
    for hit in found.openings:
        for index, line in enumerate(result[:10]):
            if line.start <= hit.start < line.end:
                end = hit.end
                while end < line.end and text[end] in "：。 \u3000":
                    end += 1
                if end < line.end:
                    result[index : index + 1] = _cut(line, [end])
                return result
    return result


def cut_before_signature(text: str, lines: Sequence[Line], lexicon: Lexicon) -> list[Line]:
    """Part a unit and date that stand behind the last sentence of the text."""
    if not lines or split_date(text[lines[-1].start : lines[-1].end][-30:]) is None:
        return list(lines)
    last = lines[-1]
    stop = text.rfind("。", last.start, last.end - 1)
    if stop < 0 or last.end - stop > 80:
        return list(lines)
    dated = split_date(text[stop + 1 : last.end])
    if dated is None or (dated[0] and not dated[0].endswith(lexicon.unit_endings)):
        return list(lines)
    start = stop + 1
    while text[start].isspace():
        start += 1
    return [*lines[:-1], *_cut(last, [start])]
