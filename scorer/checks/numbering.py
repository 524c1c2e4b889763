"""CK-02: headings and lists whose numbers are missing, repeated or skipped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import partial
from typing import NamedTuple

from scorer.checks.inspection import Check, Inspection
from scorer.numerals import whole
from scorer.report import Sentence, SentenceKind
from scorer.result import Finding

CHECK = Check("CK-02", "标题编号")

_NUMBER = r"[一二三四五六七八九十百\d]{1,4}"
_STYLES = (
    ("chapter", re.compile(rf"第({_NUMBER})(?:部分|章|节|篇)")),
    ("one", re.compile(rf"({_NUMBER})、")),
    ("two", re.compile(rf"[（(]({_NUMBER})[）)]")),
    ("three", re.compile(r"(\d{1,2})[.．](?!\d)")),
)
_RESIDUE = re.compile(r"^\[[^\]]{1,40}\]\s*")
# 是 comes first, so that the search can skip to it.
_LIST_POINT = re.compile(r"是(?<=([一二三四五六七八九十])是)")
_BEFORE_POINT = re.compile(r"[。；：:;\s]")


class _Numbered(NamedTuple):
    sentence: Sentence
    style: str | None
    number: int | None


def _read(inspection: Inspection, sentence: Sentence) -> _Numbered:
    text = _RESIDUE.sub("", inspection.quote(sentence))
    for style, pattern in _STYLES:
        match = pattern.match(text)
        if match:
            return _Numbered(sentence, style, whole(match.group(1)))
    return _Numbered(sentence, None, None)


def _siblings(inspection: Inspection) -> Iterator[list[_Numbered]]:
    """The section headings, then the sub-headings of each section.

    An unnumbered heading has no level of its own; it is taken for a sub-heading of its section.
    """
    sections = inspection.report.sections
    top: list[_Numbered] = []
    below: dict[str, list[_Numbered]] = {}
    chapter = ""
    for sentence in inspection.headings:
        if sentence.kind is not SentenceKind.HEADING:
            continue
        entry = _read(inspection, sentence)
        opens = sections[sentence.section].title_span == sentence.span
        if entry.style in ("chapter", "one") or (opens and entry.style is None):
            chapter = inspection.quote(sentence)
            top.append(entry)
        elif entry.style != "three":
            below.setdefault(chapter, []).append(entry)
    yield top
    yield from below.values()


def _mixed(inspection: Inspection, group: Sequence[_Numbered]) -> Finding | None:
    """Headings of one level of which some or all have no number."""
    bare = [entry for entry in group if entry.number is None]
    if not bare or len(group) < 2:
        return None
    spans = [entry.sentence.span for entry in group]
    if len(bare) == len(group):
        return CHECK.finding(
            inspection,
            "hint",
            f"这一部分的{len(group)}个小标题都没有编号。",
            suggestion="按（一）（二）（三）的顺序给小标题编号；自动编号在转换格式时容易丢失。",
            spans=spans,
        )
    return CHECK.finding(
        inspection,
        "warning",
        f"同一级的{len(group)}个标题中有{len(bare)}个没有编号，编号不连续。",
        suggestion="补齐编号；自动编号在转换格式时容易丢失，报送前请核对。",
        spans=spans,
    )


def _broken(inspection: Inspection, group: Sequence[_Numbered]) -> Finding | None:
    """Numbers of one style that are repeated or skipped."""
    for style in dict.fromkeys(entry.style for entry in group if entry.style):
        entries = [e for e in group if e.style == style and e.number is not None]
        numbers = [entry.number for entry in entries]
        if numbers == list(range(1, len(numbers) + 1)) or _complete(inspection, style, numbers):
            continue
        twice = len(set(numbers)) < len(numbers)
        return CHECK.finding(
            inspection,
            "warning",
            "标题编号" + ("重号" if twice else "断号或没有从一开始") + "。",
            suggestion="按顺序重新编号。",
            spans=[entry.sentence.span for entry in entries],
        )
    return None


def _complete(inspection: Inspection, style: str | None, numbers: Sequence[int | None]) -> bool:
    """Whether the numbers that the headings skip stand before sentences of the running text."""
    known = [number for number in numbers if number is not None]
    missing = set(range(1, max(known, default=0) + 1)) - set(known)
    if not missing or len(set(known)) < len(known):
        return False
    told = {
        entry.number
        for entry in map(partial(_read, inspection), inspection.body)
        if entry.style == style
    }
    return missing <= told


def _lists(inspection: Inspection) -> Iterator[Finding]:
    """一是…三是… without 二是, through the paragraphs of a section."""
    section, expected = -1, 1
    report = inspection.report
    for place, matches in inspection.found_in_body(_LIST_POINT).items():
        sentence = report.sentences[place]
        if sentence.section != section:
            section, expected = sentence.section, 1
        for match in matches:
            start, opens = match.start(1), sentence.span.start
            if start < opens or (start > opens and not _BEFORE_POINT.match(report.text, start - 1)):
                continue
            number = whole(match.group(1)) or 0
            if number not in (1, expected):
                yield CHECK.finding(
                    inspection,
                    "hint",
                    f"列举时“{match.group(1)}是”前面的序号不连续。",
                    suggestion="核对列举的序号，补齐漏写的一项。",
                    spans=[sentence.span],
                )
            expected = number + 1


def find(inspection: Inspection) -> Iterator[Finding]:
    """One finding per group of headings, worst first, then broken lists."""
    for group in _siblings(inspection):
        found = _mixed(inspection, group) or _broken(inspection, group)
        if found is not None:
            yield found
    yield from _lists(inspection)
