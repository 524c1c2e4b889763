"""The frame of a report: which lines are its title, and which its signature.

Works on lines only, before anything is known about sections.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from scorer.report import BlockKind
from scorer.segment.dates import YEAR, split_date
from scorer.segment.headings import NUMBER
from scorer.segment.lexicon import Lexicon
from scorer.segment.normalise import Line

_TITLE_LINES = 14
_LONGEST_TITLE_LINE = 60
_LONGEST_SIGNATURE_LINE = 50
_SIGNATURE_LINES = 25
_MOST_UNITS = 3
_SENTENCE_END = "。；！？："
_NO_TITLE = re.compile(r"[。>|\uff1e\uff5c]|：.")
_TITLE_TAIL = re.compile(r"（?[^。；：]{0,12}(?:报告|总结|汇报|年报|情况|稿)[^。；：]{0,8}")
_PLAIN_TITLE = re.compile(r"(?:报告|总结|汇报)\Z")
_ATTACHMENT = re.compile(r"附[件表录]|附：")
_PAGE = re.compile(r"[\W\d]{1,10}|第.{1,4}页.{0,8}")
_STAMP = re.compile(r"（(?:公章|盖章|印章|章|代章|签章)）|\s+")


class Signature(NamedTuple):
    """Lines of the signature block; `first` equals the number of lines where there is none."""

    first: int
    unit_lines: tuple[int, ...]
    date_line: int | None
    unit: str | None
    date: str | None


def find_title(text: str, lines: Sequence[Line], lexicon: Lexicon) -> tuple[int, int]:
    """Lines [first, after last) of the title; (0, 0) where the text has none.

    Where the site repeats the title above its own lines, the last one before the text counts.
    """
    title = (0, 0)
    index = 0
    while index < min(len(lines), _TITLE_LINES):
        line = lines[index]
        found = _title_at(text, lines, index, lexicon)
        if found is not None:
            title = found
            index = found[1]
            continue
        if title != (0, 0) and not _may_stand_in_head(text, line):
            break
        if NUMBER.match(text, line.start, line.end) is not None:
            break
        index += 1
    return title if title != (0, 0) else _plain_title(text, lines, lexicon)


def _plain_title(text: str, lines: Sequence[Line], lexicon: Lexicon) -> tuple[int, int]:
    """A first line that names a year and a report, though not of this kind, or with a misprint."""
    for index, line in enumerate(lines[:3]):
        if (
            _may_be_title(text, line, lexicon)
            and _PLAIN_TITLE.search(text, line.start, line.end) is not None
            and YEAR.search(text, line.start, line.end) is not None
        ):
            return (index, index + 1)
    return (0, 0)


def _title_at(
    text: str, lines: Sequence[Line], index: int, lexicon: Lexicon
) -> tuple[int, int] | None:
    if not _may_be_title(text, lines[index], lexicon):
        return None
    for after in range(index + 1, min(index + 4, len(lines) + 1)):
        if after - index > 1 and not _may_be_title(text, lines[after - 1], lexicon):
            return None
        joined = "".join(_words(text, line) for line in lines[index:after])
        if lexicon.titles.search(joined) is not None:
            return _with_neighbours(text, lines, index, after, lexicon)
    return None


def _may_stand_in_head(text: str, line: Line) -> bool:
    """Whether a line may stand between two copies of the title: a date, a source, a crumb."""
    return line.end - line.start <= _LONGEST_TITLE_LINE and text[line.end - 1] not in _SENTENCE_END


def _may_be_title(text: str, line: Line, lexicon: Lexicon) -> bool:
    return (
        line.end - line.start <= _LONGEST_TITLE_LINE
        and text[line.end - 1] not in _SENTENCE_END
        and _NO_TITLE.search(text, line.start, line.end) is None
        and not lexicon.is_posting(text, line.start, line.end)
        and NUMBER.match(text, line.start, line.end) is None
    )


def _with_neighbours(
    text: str, lines: Sequence[Line], first: int, after: int, lexicon: Lexicon
) -> tuple[int, int]:
    """Add a unit's name above the title and the rest of it below (情况报告)."""
    above = first - 1
    if above >= 0 and _may_be_title(text, lines[above], lexicon):
        words = text[lines[above].start : lines[above].end]
        if words.endswith(lexicon.unit_endings) and not words.startswith(lexicon.trailers):
            first = above
    if after < len(lines) and after - first < 4:
        line = lines[after]
        if (
            line.end - line.start <= 24
            and _may_be_title(text, line, lexicon)
            and _TITLE_TAIL.fullmatch(text, line.start, line.end) is not None
        ):
            after += 1
    return (first, after)


def title_end(text: str, line: Line, lexicon: Lexicon) -> int:
    """End of a title that runs on into the first sentence; 0 where the line has none."""
    match = lexicon.titles.search(text, line.start, min(line.end, line.start + 70))
    if match is None or match.end() == line.end:
        return 0
    end = match.end()
    before = text[line.start : match.start()]
    if re.search("[。，；：]", before) or text[end] in "如的》，。、”：":
        return 0
    return end


def find_signature(text: str, lines: Sequence[Line], body: int, lexicon: Lexicon) -> Signature:
    """The signature block after line `body`, looked for at the end and before the attachments."""
    ends = [len(lines)]
    half = len(lines) // 2
    for index in range(len(lines) - 1, max(body, half), -1):
        if _ATTACHMENT.match(text, lines[index].start, lines[index].end):
            ends.append(index)
    for end in ends:
        signature = _signature_before(text, lines, body, end, lexicon)
        if signature is not None:
            return signature
    return Signature(len(lines), (), None, None, None)


def _signature_before(
    text: str, lines: Sequence[Line], body: int, end: int, lexicon: Lexicon
) -> Signature | None:
    """The block that ends with line `end` - 1, below it nothing but 附件, 抄送 and the like."""
    last = end - 1
    floor = max(body, end - _SIGNATURE_LINES)
    while last >= floor and _may_follow(text, lines[last], lexicon):
        last -= 1
    date_line: int | None = None
    date = unit = None
    units: list[int] = []
    index = last
    if index >= floor:
        dated = _dated(_words(text, lines[index]), lexicon)
        if dated is not None:
            date_line, (unit, date) = index, dated
            if unit:
                units.append(index)
            index -= 1
    while index >= floor and len(units) < _MOST_UNITS:
        name = _STAMP.sub("", _words(text, lines[index]))
        if not _is_unit(name, lexicon):
            break
        units.append(index)
        unit = f"{name} {unit}" if unit else name
        index -= 1
    if date_line is None and not _is_full_unit(unit or "", lexicon):
        return None
    first = index + 1
    while first > body and _ATTACHMENT.match(text, lines[first - 1].start, lines[first - 1].end):
        first -= 1
    return Signature(first, tuple(sorted(units)), date_line, unit or None, date)


def _words(text: str, line: Line) -> str:
    return text[line.start : line.end]


def _dated(words: str, lexicon: Lexicon) -> tuple[str, str | None] | None:
    """Unit and date of a line that ends with a date; the unit may stand on lines of its own."""
    if len(words) > _LONGEST_SIGNATURE_LINE or words[-1] in _SENTENCE_END:
        return None
    dated = split_date(words)
    if dated is None:
        return None
    unit = _STAMP.sub("", dated[0])
    return (unit, dated[1]) if not unit or _is_unit(unit, lexicon) else None


def _may_follow(text: str, line: Line, lexicon: Lexicon) -> bool:
    """Whether a line may stand below the signature: 附件, 抄送, a footnote, a page number …"""
    words = _words(text, line)
    if line.kind is BlockKind.NOTE:
        return True
    if words.startswith((*lexicon.trailers, *lexicon.postings)):
        return True
    return len(words) <= 12 and _PAGE.fullmatch(words) is not None and split_date(words) is None


def _is_unit(name: str, lexicon: Lexicon) -> bool:
    return (
        2 <= len(name) <= 40
        and name.endswith(lexicon.unit_endings)
        and re.search(r"[，。；：、！？《]", name) is None
        and NUMBER.match(name) is None
        and YEAR.search(name) is None
    )


def _is_full_unit(name: str, lexicon: Lexicon) -> bool:
    """A unit without a date must look like one beyond doubt: it opens with a place or 中共."""
    return len(name) >= 5 and re.match(r"中共|.{1,12}[省市区县旗州镇乡盟]", name) is not None
