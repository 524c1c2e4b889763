"""A YAML syntax error → its place, its cause in Chinese, and the text with that cause mended.

Recognisers look at the line rather than at the parser's words, which name the spot where libyaml
gave up: with a full-width colon that is the line after the mistake.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

from scorer.errors import Problem, SourcePlace

_LEADING_TAB = re.compile(r"[ ]*\t")
_WIDE_COLON = re.compile(r"([ ]*(?:- +)*[\w$.-]{1,40})：[ ]*")
_WIDE_INDENT = re.compile(r"[ ]*[\u3000\xa0][ \u3000\xa0]*")
_WIDE_COLON_INSIDE = re.compile(r"[{,]\s*[a-z_]+(：)[ ]*")
_WIDE_COMMA_INSIDE = re.compile(r"(，)[ ]*(?=[a-z_]+: )")
_TIGHT_DASH = re.compile(r"[ ]*-(?=[{\[])")
_BEFORE_VALUE = re.compile(r"[ ]*(?:- +)*(?:[^\s:#\"'\[{]+: +)?")
_FLOW_ITEM_STAR = re.compile(r"[\[,]\s*([*&!@%`][^,\]]*)")
_RESERVED = "*&!%@`|>"
_TIGHT_COLON = re.compile(r"[ ]*(?:- +)*[\w$·-]{1,40}:(?=[^\s:/])")
_COLON_IN_TITLE = re.compile(r"(?<!['\"])《[^《》]*?(: )[^《》]*》")
_CLOSED = re.compile(r"\[[^\[\]]*\]|\{[^{}]*\}")

_REASONS = {
    "found character that cannot start any token": "此处的字符不能用在这里；若属文字，请加引号",
    "mapping values are not allowed": "此处的缩进与上文不齐（同层的键要左对齐），或上一行没有写完",
    "could not find expected ':'": "此处缺少冒号“: ”",
    "did not find expected key": "此处的缩进与上文不齐，或上一行没有写完",
    "did not find expected '-' indicator": "此处的缩进与上文不齐：同一层的键和“- ”都要左对齐",
    "did not find expected ',' or ']'": "方括号没有写完，或缺少英文逗号",
    "did not find expected ',' or '}'": "花括号没有写完，或缺少英文逗号",
    "found unexpected end of stream": "引号没有成对",
    "block sequence entries are not allowed": "列表的“- ”应另起一行",
    "sequence entries are not allowed": "列表的“- ”应另起一行",
    "expected <block end>": "此处的缩进与上文不齐，或上一行没有写完",
}


class _Finding(NamedTuple):
    """A mistake recognised in a line: 1-based column, message, the line as it may have been."""

    column: int
    message: str
    better: str


def diagnose(error: yaml.MarkedYAMLError, text: str, path: str) -> tuple[Problem, str | None]:
    """The problem behind a syntax error, and the text without it where the cause is known."""
    lines = text.split("\n")
    marks = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
    for number in _suspects(marks, lines):
        finding = _recognise(lines[number])
        if finding:
            lines[number] = finding.better
            place = SourcePlace(path, number + 1, finding.column)
            return Problem(place, finding.message), "\n".join(lines)
    mark = marks[-1] if "end of stream" in str(error.problem) else marks[0]
    line = min(mark.line, len(lines) - 1)
    place = SourcePlace(path, line + 1, mark.column + 1)
    return Problem(place, f"YAML 写法有误：{_reason(error)}"), None


def _suspects(marks: list[yaml.Mark], lines: list[str]) -> list[int]:
    """Lines that may hold the cause, the likeliest first: the spot itself, what it belongs to,
    and the nearest written line above."""
    numbers = [min(mark.line, len(lines) - 1) for mark in marks]
    above = numbers[0] - 1
    while above >= 0 and (not lines[above].strip() or lines[above].lstrip().startswith("#")):
        above -= 1
    if above >= 0:
        numbers.insert(1, above)
    return list(dict.fromkeys(numbers))


def _reason(error: yaml.MarkedYAMLError) -> str:
    problem = str(error.problem or "")
    for start, reason in _REASONS.items():
        if problem.startswith(start):
            return reason
    return f"请检查该行和上一行的缩进、引号、括号、冒号（{problem}）"


def _recognise(line: str) -> _Finding | None:
    for recogniser in _RECOGNISERS:
        finding = recogniser(line)
        if finding:
            return finding
    return None


def _tab(line: str) -> _Finding | None:
    indent = _LEADING_TAB.match(line)
    if not indent:
        return None
    message = "缩进用了制表符（Tab），请改用空格"
    body = line.lstrip()
    return _Finding(indent.end(), message, line[: len(line) - len(body)].replace("\t", "  ") + body)


def _wide_indent(line: str) -> _Finding | None:
    indent = _WIDE_INDENT.match(line)
    if not indent:
        return None
    message = "缩进用了全角空格，请改用半角空格"
    blanks = indent[0].replace("\u3000", " ").replace("\xa0", " ")
    return _Finding(1, message, blanks + line[indent.end() :])


def _wide_mark_inside(line: str) -> _Finding | None:
    """`{name：某某， all: [甲]}`: marks of Chinese text in brackets, beside a key."""
    start, value = _value(line)
    if value[:1] not in {"[", "{"}:
        return None
    colon = _WIDE_COLON_INSIDE.search(line, start)
    if colon:
        message = "键后用了全角冒号“：”，请改用英文冒号加空格“: ”"
        better = f"{line[: colon.start(1)]}: {line[colon.end() :]}"
        return _Finding(colon.start(1) + 1, message, better)
    comma = _WIDE_COMMA_INSIDE.search(line, start)
    if comma:
        message = "键前用了全角逗号“，”，请改用英文逗号加空格“, ”"
        better = f"{line[: comma.start(1)]}, {line[comma.end() :]}"
        return _Finding(comma.start(1) + 1, message, better)
    return None


def _tight_dash(line: str) -> _Finding | None:
    """`-{name: 某某}`: without a blank the dash is part of the text."""
    dash = _TIGHT_DASH.match(line)
    if not dash:
        return None
    end = dash.end()
    return _Finding(end, "列表的“-”后面要空一格", f"{line[:end]} {line[end:]}")


def _wide_colon(line: str) -> _Finding | None:
    key = _WIDE_COLON.match(line)
    if not key:
        return None
    message = "键后用了全角冒号“：”，请改用英文冒号加空格“: ”"
    return _Finding(len(key[1]) + 1, message, f"{key[1]}: {line[key.end() :]}")


def _value(line: str) -> tuple[int, str]:
    """Start and text of what stands after `- ` or `key: `."""
    before = _BEFORE_VALUE.match(line)
    start = before.end() if before else 0
    return start, line[start:].rstrip()


def _quoted(line: str, start: int) -> str:
    return line[:start] + "'" + line[start:].rstrip().replace("'", "''") + "'"


def _half_quoted(line: str) -> _Finding | None:
    """`"八五"普法`: the quotes end before the text does."""
    start, value = _value(line)
    if not re.match(r"\"[^\"]*\"\s*[^\s#,:\]}]|'[^']*'\s*[^\s#,:'\]}]", value):
        return None
    message = "英文引号只包住了前半句；请用单引号把整句括起来，或把句中的引号改成中文引号“”"
    return _Finding(start + 1, message, _quoted(line, start))


def _reserved(line: str) -> _Finding | None:
    start, value = _value(line)
    if value[:1] and value[0] in _RESERVED and value not in {"|", ">", "|-", ">-"}:
        message = f"句首的“{value[0]}”是 YAML 的记号；若属文字，请给整句加引号"
        return _Finding(start + 1, message, _quoted(line, start))
    inside = _FLOW_ITEM_STAR.search(line, start)
    if inside and value.startswith("["):
        message = f"句首的“{inside[1][0]}”是 YAML 的记号；若属文字，请给整句加引号"
        better = f"{line[: inside.start(1)]}'{inside[1].strip()}'{line[inside.end(1) :]}"
        return _Finding(inside.start(1) + 1, message, better)
    return None


def _unclosed(line: str) -> _Finding | None:
    """`[普法` with no end; lists over several lines are left to the parser's own words."""
    start, value = _value(line)
    for opening, closing in ("[]", "{}"):
        if value.startswith(opening) and value.count(opening) > value.count(closing):
            message = f"“{opening}”没有与之成对的“{closing}”；若属文字，请给整句加引号"
            return _Finding(start + 1, message, _quoted(line, start))
    if value[:1] in {'"', "'"} and value.count(value[0]) == 1:
        return _Finding(start + 1, "引号没有成对", _quoted(line, start))
    return None


def _second_colon(line: str) -> _Finding | None:
    start, value = _value(line)
    colon = value.find(": ")
    if start == 0 or colon < 0 or value[0] in "[{\"'":
        return None
    message = "文字里有“: ”（英文冒号加空格），会被当作键；请给整句加引号"
    return _Finding(start + colon + 1, message, _quoted(line, start))


def _colon_in_title(line: str) -> _Finding | None:
    """`{document: 《关于某事: 意见》}`: in brackets the colon makes the title a key."""
    start, value = _value(line)
    found = _COLON_IN_TITLE.search(line, start)
    if not found or value[:1] not in {"[", "{"}:
        return None
    message = "《》里有“: ”（英文冒号加空格），会被当作键；请给整个书名加引号"
    # As long as it was, so that a second one on the line keeps its column.
    better = f"{line[: found.start(1)]}、、{line[found.end(1) :]}"
    return _Finding(found.start(1) + 1, message, better)


def _half_bracketed(line: str) -> _Finding | None:
    """`[注]说明`: the bracket closes before the text ends."""
    start, value = _value(line)
    closed = _CLOSED.match(value)
    if not closed or not re.match(r"[^\s,:#\]}]", value[closed.end() :]):
        return None
    message = f"“{value[0]}”只包住了前半句；若属文字，请给整句加引号"
    return _Finding(start + 1, message, _quoted(line, start))


def _tight_colon(line: str) -> _Finding | None:
    """`title:某某`: without a blank the colon is part of the text."""
    key = _TIGHT_COLON.match(line)
    if not key:
        return None
    end = key.end()
    return _Finding(end, "冒号后要有一个空格，写成“键: 值”", f"{line[:end]} {line[end:]}")


_RECOGNISERS = (
    _tab,
    _wide_indent,
    _wide_colon,
    _wide_mark_inside,
    _tight_dash,
    _half_quoted,
    _colon_in_title,
    _reserved,
    _half_bracketed,
    _unclosed,
    _second_colon,
    _tight_colon,
)
"""The likelier causes first."""
