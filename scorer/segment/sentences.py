"""Text in, spans of sentences and clauses out. Knows punctuation, not meaning.

Sentences end at 。！？； and at the end of a line, clauses also at ，： — but not inside 《》, “”,
（） or <>. A bracket that is not closed within `_REACH` characters of its line protects nothing,
so that one lost bracket cannot swallow a paragraph. Every repetition is possessive or bounded:
the time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_REACH = 200
_NESTED = 80


def _bracketed(opening: str, closing: str) -> str:
    plain = f"[^{opening}{closing}\n]"
    inner = f"[{opening}]{plain}{{0,{_NESTED}}}[{closing}]{plain}{{0,{_NESTED}}}"
    return f"[{opening}]{plain}{{0,{_REACH}}}(?:{inner})?[{closing}]"


_QUOTED = f"“[^“”\n]{{0,{_REACH}}}"
# A quotation that ends with a full stop ends its sentence, unless the sentence goes on after it.
_WHOLE = f"{_QUOTED}[。！？]”(?![，、,：:的等是为）》；。])"

_CLAUSE = re.compile(
    r"[^\S\n]*+(?:"
    r"[^，,：:。！？；!?;.．｡《“（(<「\n]++"
    f"|{_bracketed('《', '》')}"
    f"|(?!{_WHOLE})“(?:[^“”\n]{{0,{_REACH}}}”)?"
    f"|{_bracketed('（(', '）)')}"
    f"|{_bracketed('<', '>')}"
    f"|{_bracketed('「', '」')}"
    r"|[《（(<「]"
    # 1,386 · 10:30 · 5.12 · 1.（the number of a heading）: no end of anything.
    r"|(?<=[0-9])[,:](?=[0-9])"
    r"|(?<=[\dA-Za-z])[.．]|[.．](?=[\dA-Za-z])"
    r")*+"
    f"(?:([。！？；!?;.．｡]++[”’）)]?|{_QUOTED}[。！？]”)\\n?|(\\n)|[，,：:]++|\\Z)"
)
_FULL_STOP = 1


class Split(NamedTuple):
    """Sentences as (start, end, first clause, clause after the last), clauses as (start, end,
    sentence); clauses make up their sentence without a gap."""

    sentences: list[tuple[int, int, int, int]]
    clauses: list[tuple[int, int, int]]


def split(text: str, cuts: Iterable[int] = ()) -> Split:
    """Split at punctuation, line ends and `cuts` (offsets in order, not at a line's start)."""
    result = Split([], [])
    start = 0
    for cut in (*cuts, len(text)):
        _split_stretch(text, start, cut, result)
        start = cut
    return result


def _split_stretch(text: str, start: int, end: int, result: Split) -> None:
    sentences, clauses = result
    while end > start and text[end - 1].isspace():
        end -= 1
    opened = -1
    first = last_end = 0
    for match in _CLAUSE.finditer(text, start, end):
        begin, finish = match.span()
        ended_by = match.lastindex
        if ended_by is not None:
            finish = match.end(_FULL_STOP) if ended_by == _FULL_STOP else finish - 1
        if opened < 0:
            if begin == finish:
                continue
            if text[begin].isspace():
                begin += len(text[begin:finish]) - len(text[begin:finish].lstrip())
            opened = begin
            first = len(clauses)
        if begin < finish:
            clauses.append((begin, finish, len(sentences)))
            last_end = finish
        if ended_by is not None:
            sentences.append((opened, last_end, first, len(clauses)))
            opened = -1
    if opened >= 0:
        sentences.append((opened, last_end, first, len(clauses)))
