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
    """One half of a term. With one wrong character at most one of the ends of the other half is
    wrong; places are counted from where the half was found."""

    one: int
    one_right: str
    """The right character at the first end of the other half."""
    two: int
    two_right: str
    begin: int
    """Where the whole term begins."""
    term: FixedTerm


class _Lexicon(NamedTuple):
    automaton: AhoCorasick
    halves: tuple[tuple[_Half, ...], ...]
    wrong_of: tuple[FixedTerm | None, ...]
    """By word of the automaton: the term of which it is a wrong form."""
    right: frozenset[str]
    padding: str
    """As long as the longest term."""


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
            _add_half(halves, term, (0, middle), (middle, len(term.text)))
            _add_half(halves, term, (middle, len(term.text)), (0, middle))
    for form in wrong:
        halves.setdefault(form, [])
    return _Lexicon(
        AhoCorasick(list(halves)),
        tuple(tuple(found) for found in halves.values()),
        tuple(map(wrong.get, halves)),
        frozenset(right),
        "\n" * max(map(len, halves), default=0) * 2,
    )


def _add_half(
    halves: dict[str, list[_Half]], term: FixedTerm, half: tuple[int, int], other: tuple[int, int]
) -> None:
    text, start = term.text, half[0]
    one, two = other[0], other[1] - 1
    found = _Half(one - start, text[one], two - start, text[two], -start, term)
    halves.setdefault(text[slice(*half)], []).append(found)


def _misspelt(found: str, right: str) -> bool:
    """Whether exactly one of the characters is another Chinese one."""
    return sum(map(ne, found, right)) == 1 and all("一" <= char <= "鿿" for char in found)


def _terms(inspection: Inspection) -> Iterator[tuple[Span, FixedTerm]]:
    lexicon = _lexicon(inspection.checklist)
    text = inspection.report.text
    # Room for every term behind the text, so that no place needs to be checked against its end.
    padded = text + lexicon.padding
    for number, start, end in lexicon.automaton.find_matches_as_indexes(text, overlapping=True):
        known = lexicon.wrong_of[number]
        if known is not None and not _inside_right(text, start, end, known):
            yield Span(start, end), known
        for one, one_right, two, two_right, begin, term in lexicon.halves[number]:
            if padded[start + one] == one_right or padded[start + two] == two_right:
                span = _place(text, start + begin, term, lexicon)
                if span is not None:
                    yield span, term


def _place(text: str, begin: int, term: FixedTerm, lexicon: _Lexicon) -> Span | None:
    """Where the term stands misspelt, None where it does not, or is part of a right form."""
    end = begin + len(term.text)
    found = text[begin:end]
    if begin < 0 or end > len(text) or found in lexicon.right or not _misspelt(found, term.text):
        return None
    return None if _inside_right(text, begin, end, term) else Span(begin, end)


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
