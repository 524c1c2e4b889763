"""CK-05: fixed formulas and terms with a wrong character, and sentences that broke in editing.

No general spell checker: only the checklist's own terms are looked for, by one wrong character at
most, and only a few shapes of broken sentences that cannot be right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from operator import ne
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from scorer.checklist import Checklist, FixedTerm
from scorer.checks.inspection import Check, Inspection
from scorer.report import Span
from scorer.result import Finding

CHECK = Check("CK-05", "错别字与残句")

_BROKEN = (
    (
        re.compile(r"坚持以[^，。；：为\n]{4,40}(?:思想|精神|理论|论述)(?=，)"),
        "“坚持以……”缺少“为指导”一类的后半截。",
    ),
    (
        re.compile(r"存在在|存在[^，。；：\n]{2,16}存在[^，。；：\n]{2,20}问题"),
        "“存在”重复，语句不通。",
    ),
    (re.compile(r"(?:贯彻|推进|加强|实施|开展|深化)把"), "“把”前面的动词多余，语句不通。"),
    (
        # What must not stand before is looked at last, so that the search skips to the characters.
        re.compile(r"的的(?<!目的的)|将将|把把|被被|于于|在在(?<!存在在)(?!校|职|册)|并并"),
        "有重复的字。",
    ),
    (re.compile(r"，，|。。|、、|；；|：：|，。|。，|、。|；。|，；|、，"), "标点重复或者连用。"),
)


class _Half(NamedTuple):
    """One half of a term; a hit says where the whole term would stand."""

    term: FixedTerm
    offset: int
    """Place of the half in the term."""
    length: int
    """Characters of the whole term."""
    first: int
    last: int
    """Places in the term of the other half's first and last characters: with one wrong character
    at most one of them is wrong."""


class _Lexicon(NamedTuple):
    automaton: AhoCorasick
    halves: tuple[tuple[_Half, ...], ...]
    wrong_of: tuple[FixedTerm | None, ...]
    """By word of the automaton: the term of which it is a wrong form."""
    right: frozenset[str]


@lru_cache(maxsize=8)
def _lexicon(checklist: Checklist) -> _Lexicon:
    halves: dict[str, list[_Half]] = {}
    wrong: dict[str, FixedTerm] = {}
    right: set[str] = set()
    for term in checklist.fixed_terms:
        right.update((term.text, *term.allowed))
        wrong.update(dict.fromkeys(term.wrong, term))
        if len(term.text) >= 4:
            middle = len(term.text) // 2
            first, second = term.text[:middle], term.text[middle:]
            last = len(term.text) - 1
            halves.setdefault(first, []).append(_Half(term, 0, last + 1, middle, last))
            halves.setdefault(second, []).append(_Half(term, middle, last + 1, 0, middle - 1))
    for form in wrong:
        halves.setdefault(form, [])
    return _Lexicon(
        AhoCorasick(list(halves)),
        tuple(tuple(found) for found in halves.values()),
        tuple(map(wrong.get, halves)),
        frozenset(right),
    )


def _misspelt(found: str, right: str) -> bool:
    """Whether exactly one of the characters is another Chinese one."""
    return sum(map(ne, found, right)) == 1 and all("一" <= char <= "鿿" for char in found)


def _terms(inspection: Inspection) -> Iterator[tuple[Span, FixedTerm]]:
    lexicon = _lexicon(inspection.checklist)
    text = inspection.report.text
    last = len(text)
    for number, start, end in lexicon.automaton.find_matches_as_indexes(text, overlapping=True):
        known = lexicon.wrong_of[number]
        if known is not None and not _inside_right(text, start, end, known):
            yield Span(start, end), known
        for term, offset, length, first, final in lexicon.halves[number]:
            begin = start - offset
            if begin < 0 or begin + length > last:
                continue
            right = term.text
            if text[begin + first] != right[first] and text[begin + final] != right[final]:
                continue
            found = text[begin : begin + length]
            # Nearly every other half belongs to a term that is written as it should be.
            if found in lexicon.right:
                continue
            if _misspelt(found, term.text) and not _inside_right(text, begin, begin + length, term):
                yield Span(begin, begin + length), term


def _inside_right(text: str, start: int, end: int, term: FixedTerm) -> bool:
    """Whether the place belongs to a longer form that is right."""
    window = text[max(0, start - 8) : end + 8]
    found = text[start:end]
    return any(found in allowed and allowed in window for allowed in term.allowed)


def find(inspection: Inspection) -> Iterator[Finding]:
    """One finding per misspelt place and per broken sentence, in the order of the text."""
    if inspection.checklist.fixed_terms:
        seen: set[int] = set()
        for span, term in sorted(_terms(inspection), key=lambda found: found[0]):
            if span.end in seen or span.start in seen:
                continue
            seen.update((span.start, span.end))
            yield CHECK.finding(
                inspection,
                "warning",
                f"“{inspection.report.quote(span)}”疑为“{term.text}”之误。",
                suggestion=f"核对后改为“{term.text}”。",
                spans=[span],
            )
    for pattern, message in _BROKEN:
        for match in pattern.finditer(inspection.report.text):
            yield CHECK.finding(
                inspection,
                "warning",
                message,
                suggestion="对照原稿改通这一句。",
                spans=[Span(*match.span())],
            )
