"""Text in, spans of sentences and clauses out. Knows punctuation, not meaning.

Sentences end at 。！？； and at the end of a line, clauses also at ，： — but not inside 《》, “”,
（） or <>. A bracket that is not closed within `_REACH` characters of its line protects nothing,
so that one lost bracket cannot swallow a paragraph. Every repetition of characters is possessive
or bounded: the time is linear in the text. The group around them is not possessive, which early
versions of Python 3.11 get wrong. Expects full-width punctuation (`normalise.full_width`).
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
_GOES_ON = "(?=[，、：的等是为）》；。])"

_CLAUSE = re.compile(
    r"[^\S\n]*+(?:"
    r"[^，：。！？；《“（<「\n]++"
    f"|{_bracketed('《', '》')}"
    f"|{_QUOTED}”(?:(?<![。！？]”)|{_GOES_ON})"
    f"|“(?!{_QUOTED[1:]}”)"
    f"|{_bracketed('（', '）')}"
    f"|{_bracketed('<', '>')}"
    f"|{_bracketed('「', '」')}"
    r"|[《（<「]"
    r")*"
    f"(?:([。！？；]++[”’）]?|{_QUOTED}[。！？]”)\\n?|(\\n)|[，：]++|\\Z)"
)
_FULL_STOP = 1


class Split(NamedTuple):
    """Bounds of sentences and clauses in parallel lists; clauses make up their sentence without a
    gap. `first_clauses[n]` is the number of the first clause of sentence n."""

    starts: list[int]
    ends: list[int]
    first_clauses: list[int]
    clause_ends: list[int]

    @property
    def sentences(self) -> list[tuple[int, int, int, int]]:
        """Per sentence: start, end, first clause, clause after the last."""
        after = [*self.first_clauses, len(self.clause_ends)][1:]
        return list(zip(self.starts, self.ends, self.first_clauses, after, strict=True))

    @property
    def clauses(self) -> list[tuple[int, int, int]]:
        """Per clause: start, end, sentence."""
        result = []
        for number, (start, _, first, after) in enumerate(self.sentences):
            for end in self.clause_ends[first:after]:
                result.append((start, end, number))
                start = end
        return result


def split(text: str, cuts: Iterable[int] = ()) -> Split:
    """Split at punctuation, line ends and `cuts` (offsets in order, not at a line's start)."""
    result = Split([], [], [], [])
    start = 0
    for cut in (*cuts, len(text)):
        _split_stretch(text, start, cut, result)
        start = cut
    return result


def _split_stretch(text: str, start: int, end: int, result: Split) -> None:
    starts, ends, first_clauses, clause_ends = result
    while end > start and text[end - 1].isspace():
        end -= 1
    finish = 0
    opened = False
    for match in _CLAUSE.finditer(text, start, end):
        begin, after = match.span()
        ended_by = match.lastindex
        if ended_by is not None:
            after = match.end(_FULL_STOP) if ended_by == _FULL_STOP else after - 1
        if not opened:
            if begin == after:
                continue
            if text[begin].isspace():
                begin = after - len(text[begin:after].lstrip())
            starts.append(begin)
            first_clauses.append(len(clause_ends))
            opened = True
        if after != finish:
            clause_ends.append(after)
            finish = after
        if ended_by is not None:
            ends.append(finish)
            opened = False
    if opened:
        ends.append(finish)
