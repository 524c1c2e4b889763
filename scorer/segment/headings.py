"""A line in, its heading out: numbered, unnumbered, or glued to the paragraph it stands over.

What a heading is for comes from the outline's words; whether a line is one comes from its form.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from scorer.report import BlockKind, SectionRole
from scorer.segment.dates import split_date
from scorer.segment.lexicon import Found, Hit, Lexicon
from scorer.segment.normalise import Line

# Residue of word processors and list signs that may stand before a heading.
_RESIDUE = r"(?:\[[A-Za-z_][^\]\n]{0,40}\]\s*|[●■◆▪•·★☆※#*]+\s*)*+"
_HAN = "[一二三四五六七八九十]{1,3}"
_DIGITS = r"\d{1,2}"
NUMBER = re.compile(
    rf"{_RESIDUE}(?:"
    rf"(第{_HAN}(?:部分|章|节)[、，：\s]*)"
    rf"|({_HAN}(?:[、.．，。]|\s+(?=\w)))"
    rf"|(（\s*{_HAN}\s*）[、.．]?|[㈠-㈩]|第{_HAN}[、，])"
    rf"|({_DIGITS}\s*(?:[.．](?!\d)|[.．](?=20\d\d年)|、)|[⒈-⒛]|[0-9](?:[.．][0-9]){{1,2}}\s+)"
    rf"|(（\s*{_DIGITS}\s*）|[⑴-⒇])"
    rf"|([①-⑳]|{_DIGITS}）)"
    r")\s*"
)
_START = re.compile(_RESIDUE)
FIRST, SECOND = 2, 3
"""Ranks of numbering styles: 第一部分 · 一、 · （一） · 1. · （1） · ① have 1 to 6."""
UNNUMBERED = 50
TOP = 0

_STOP = re.compile("[。！？；]")
_RUN = re.compile(r"[^。！？；：\s]{4,40}(?=\s+\S|：)")
_LONG_RUN = re.compile(r"[^。！？；：，\s]{4,60}(?=\s+\S|：)")
_SHORT = re.compile(r"[^。\n]{4,40}。")
# 二、存在的不足一是… · 一、主要举措（一）…: what follows is no part of the heading.
_FIRST_POINT = re.compile(r"\s*(?<![统唯单第])(?:一是|（[一1]）)")
_COUNT = re.compile(r"\d\s*[余多]?[次场件名人份家期项条起个篇册％%万户宗部]")
_DATED = re.compile(r"\d{4}年，|\d{1,2}月|[一二三四五六七八九十]是")
_ENDING = "。！？；：，、"
_LEADER_TAIL = re.compile(r"[^。，；：（\s]{0,20}?情况|")
_TAIL = re.compile(r"(?:的|等)?(?:有关|相关|主要)?(?:情况|工作|方面|分析)?")
_BETWEEN = re.compile(r"[^。；！？：（\s]{0,8}")

_PUNCTUATION = re.compile("[，。；：？！]")

LONGEST = 70
_LONGEST_WITH_STOP = 50
_LONGEST_GLUED = 45
_LONGEST_UNNUMBERED = 40
_LONGEST_THEME = 32
_LEFT_OVER = 4
"""Characters beside role phrases and fillers that a heading about its role alone may hold."""


class Head(NamedTuple):
    """A heading at the start of a line."""

    start: int
    end: int
    words_start: int
    """Where its words begin, after residue; the number belongs to them."""
    rank: int
    value: int
    """1 for 一、, 0 without a number."""
    roles: tuple[SectionRole, ...]
    """Roles whose phrases it holds, in order."""
    strong: bool
    """Whether it is about its roles and nothing else."""
    edge: bool
    """Whether it begins or ends with a role's phrase, as headings of whole sections do."""


def find_heads(
    text: str, lines: Sequence[Line], found: Found, lexicon: Lexicon
) -> list[Head | None]:
    """One entry per line: the heading that it is or opens with, judged by itself."""
    heads: list[Head | None] = []
    for index, line in enumerate(lines):
        if line.kind in (BlockKind.TABLE_ROW, BlockKind.NOTE):
            heads.append(None)
            continue
        number = NUMBER.match(text, line.start, line.end)
        if number is not None and number.end() < line.end:
            head = _numbered(text, line, number, found, lexicon)
        else:
            following = lines[index + 1] if index + 1 < len(lines) else None
            head = _unnumbered(text, line, following, found, lexicon)
        heads.append(head)
    return heads


def _numbered(
    text: str, line: Line, number: re.Match[str], found: Found, lexicon: Lexicon
) -> Head | None:
    begin = number.end()
    rank = number.lastindex or 0
    end = _numbered_end(text, line, begin, lexicon)
    if end == 0:
        end = _role_end(text, begin, line.end, found, 45 if rank <= FIRST else 25)
    if end == 0:
        return None
    words_start = number.start(rank)
    return _head(
        text, line.start, end, words_start, begin, rank, _value(number.group(rank)), found, lexicon
    )


def _numbered_end(text: str, line: Line, begin: int, lexicon: Lexicon) -> int:
    """Where the heading of a numbered line ends; 0 where the line is no heading by its form."""
    reach = min(line.end, begin + LONGEST)
    point = _FIRST_POINT.search(text, begin + 4, reach)
    stop = _STOP.search(text, begin, reach if point is None else point.start())
    if stop is None and point is not None:
        return 0 if tells(text, begin, point.start(), lexicon) else point.start()
    if stop is None:
        if line.end - begin > LONGEST:
            return _run_end(text, begin, line)
        return 0 if tells(text, begin, line.end, lexicon) else line.end
    end = stop.end()
    longest = _LONGEST_WITH_STOP if end == line.end else _LONGEST_GLUED
    if end - begin <= longest and not tells(text, begin, end, lexicon):
        return end if end == line.end or stop.group() != "；" else 0
    return _run_end(text, begin, line)


def _run_end(text: str, begin: int, line: Line) -> int:
    """End of a heading that blanks or a colon part from its paragraph."""
    run = _RUN.match(text, begin, line.end)
    if run is None or _COUNT.search(text, begin, run.end()) or _DATED.match(text, begin):
        return 0
    colon = text[run.end()] == "："
    if colon and (run.end() - begin > _LONGEST_GLUED // 2 or "，" in run.group()):
        return 0
    return run.end() + colon


def _role_end(text: str, begin: int, limit: int, found: Found, most: int) -> int:
    """End of a heading known only by its role's phrase, which begins within `most` characters:
    二、存在的不足 2023年…; 0 without one."""
    hits = found.headings_in(begin, min(limit, begin + 60))
    if not hits:
        return 0
    last = hits[0]
    if last.start - begin > most or _STOP.search(text, begin, last.start):
        return 0
    for hit in hits[1:]:
        gap = _BETWEEN.match(text, last.end, hit.start)
        if gap is None or gap.end() < hit.start or "一是" in text[last.end : hit.start]:
            break
        last = hit
    end = after_phrase(text, last, limit)
    return end + 1 if end < limit and text[end] in "。：" else end


def after_phrase(text: str, hit: Hit, limit: int) -> int:
    """End of the words that belong to a role's phrase: 第一责任人职责的有关情况."""
    tail = _LEADER_TAIL if hit.role is SectionRole.LEADER else _TAIL
    match = tail.match(text, hit.end, limit)
    return hit.end if match is None else match.end()


def tells(text: str, begin: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a run tells something with a number, a date or 我局: then it is no heading."""
    if text.startswith(lexicon.self_names, begin, end) or _DATED.match(text, begin, end):
        return True
    return _COUNT.search(text, begin, end) is not None


def _unnumbered(
    text: str, line: Line, following: Line | None, found: Found, lexicon: Lexicon
) -> Head | None:
    start, end = line.start, line.end
    length = end - start
    if length > LONGEST and line.level is None:
        return _unnumbered_glued(text, line, found, lexicon)
    residue = _START.match(text, start, end)
    begin = residue.end() if residue is not None else start
    if begin == end:
        return None
    head = _head(text, start, end, begin, begin, UNNUMBERED, 0, found, lexicon)
    told = text[end - 1] == "。" and tells(text, begin, end, lexicon)
    if head.roles and not told and _opens_section(text, head, lexicon):
        return head._replace(strong=True)
    if head.strong:
        head = head._replace(strong=False)
    if line.level is not None and length <= LONGEST and "。" not in text[start : end - 1]:
        return head._replace(rank=min(line.level + 1, 6))
    if following is None or tells(text, begin, end, lexicon):
        return None
    if lexicon.is_posting(text, start, end) or _ends_with_date(text, line, following):
        return None
    return head if _looks_like_heading(text, line, following, begin, lexicon) else None


def _ends_with_date(text: str, line: Line, following: Line) -> bool:
    """Whether a line is the unit or the date of a signature that stands inside the text."""
    if text[line.end - 1] in "日月" and split_date(text[line.start : line.end]) is not None:
        return True
    short = following.end - following.start <= 20
    return short and split_date(text[following.start : following.end]) is not None


def _looks_like_heading(
    text: str, line: Line, following: Line, begin: int, lexicon: Lexicon
) -> bool:
    length = line.end - line.start
    next_length = following.end - following.start
    last = text[line.end - 1]
    if last == "。":
        return (
            length <= _LONGEST_THEME
            and text.startswith(lexicon.themes, begin)
            and next_length > max(30, length)
            and not _STOP.search(text, begin, line.end - 1)
            and NUMBER.match(text, following.start, following.end) is None
        )
    if last in _ENDING or length > _LONGEST_UNNUMBERED or length < 4:
        return False
    return next_length > length or NUMBER.match(text, following.start, following.end) is not None


def _unnumbered_glued(text: str, line: Line, found: Found, lexicon: Lexicon) -> Head | None:
    """存在的不足：一是… — only where the words before the colon name a section and no more."""
    if not found.headings_from(line.start, line.start + 30):
        return None
    run = _LONG_RUN.match(text, line.start, line.end) or _SHORT.match(text, line.start, line.end)
    if run is None:
        return None
    end = run.end() + (text[run.end()] == "：" if run.end() < line.end else 0)
    head = _head(text, line.start, end, line.start, line.start, UNNUMBERED, 0, found, lexicon)
    return head._replace(strong=True) if _opens_section(text, head, lexicon) else None


def _opens_section(text: str, head: Head, lexicon: Lexicon) -> bool:
    """Whether an unnumbered line is the heading of a section, not of a part of the measures."""
    if not head.roles:
        return False
    if head.roles[0] is SectionRole.LEADER and text.startswith(lexicon.themes, head.words_start):
        return False
    plain = _PUNCTUATION.search(text, head.words_start, head.end) is None
    return head.strong or (head.edge and plain and text[head.end - 1] not in _ENDING)


def _head(
    text: str,
    start: int,
    end: int,
    words_start: int,
    begin: int,
    rank: int,
    value: int,
    found: Found,
    lexicon: Lexicon,
) -> Head:
    hits = found.headings_in(begin, end)
    if not hits:
        return Head(start, end, words_start, rank, value, (), False, False)
    words = text[begin:end]
    look_alikes = lexicon.look_alikes
    roles = tuple(
        role
        for role in dict.fromkeys(hit.role for hit in hits)
        if role not in look_alikes or look_alikes[role].search(words) is None
    )
    rest = []
    position = begin
    for hit in hits:
        rest.append(text[position : hit.start])
        position = hit.end
    rest.append(text[position:end])
    left = [len(lexicon.fillers.sub("", part)) for part in rest]
    strong = sum(left) <= _LEFT_OVER
    edge = left[0] <= _LEFT_OVER // 2 or left[-1] <= _LEFT_OVER // 2
    return Head(start, end, words_start, rank, value, roles, strong, edge)


def _value(number: str) -> int:
    """1 for 一、, （一）, 1. and ①; 2 for anything later."""
    return 1 if re.fullmatch(r"\D*?[一1１①㈠⒈⑴]\D*", number) and "十" not in number else 2
