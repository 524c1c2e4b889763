"""Where the phrases of a rule set stand in a report.

Which clauses hold a term is kept as the bits of one integer, so that the places where all terms of
a pattern meet come out of a few `&`, whatever the number of rules. A sentence is written in such
bits by its last clause: that makes the sentences of some clauses a matter of one addition.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence

from scorer.checklist import GAP_CHARACTERS
from scorer.matcher.rules import Rules
from scorer.report import Report

_TITLE = re.compile(r"《[^《》\n]{0,120}(?:《[^《》\n]{0,80}》[^《》\n]{0,80}){0,3}》")
# Names of web columns in a row of quotation marks: 开设“行政执法”“行政复议”等栏目. The first one
# stands outside the repetition, so that the search can skip to its mark.
_COLUMNS = re.compile(
    r"“[^“”\n]{1,30}”[、，和及与以]{0,2}(?:“[^“”\n]{1,30}”[、，和及与以]{0,2}){0,7}"
    r"(?:等)?(?:方面|多个|\d个|几个)?"
    r"(?:的)?(?:子|小)?(?:栏目|专栏|专题|板块|版块|模块|专区|内容|链接|目录)"
)
_THEME = re.compile(r"以“[^“”\n]{1,60}”为(?:主题|题|主线)")


Hit = tuple[int, int, int]
"""Literal, start and end of one place: the automaton's own tuples, kept as they come."""


class Hits:
    """The places of all literals, by clause."""

    def __init__(self, report: Report, rules: Rules) -> None:
        self.term_literals = rules.term_literals
        self.by_clause: list[list[Hit]] = [[] for _ in report.clauses]
        self.masked = mask_names(report.text)
        """1 where a character stands in a title 《》, a quoted column name or a quoted theme."""
        self.sentences_of = sentence_finder(report)
        """From the bits of clauses to the bits of their sentences."""
        self._literals: defaultdict[int, int] = defaultdict(int)
        """By literal: bits of its clauses."""
        self._place_literals(report, rules)
        self._place_gapped(rules)
        self.clauses: defaultdict[int, int] = defaultdict(int)
        """By term: bits of the clauses that hold it; terms found nowhere are no keys."""
        for literal, bits in self._literals.items():
            for term in rules.literal_terms[literal]:
                self.clauses[term] |= bits
        self.present = set(self.clauses)
        self._sentences: dict[int, int] = {}

    def _place_literals(self, report: Report, rules: Rules) -> None:
        # The automaton gives its hits by their ends, so the clauses are walked along with them.
        spans = iter([clause[1] for clause in report.clauses])
        literals, by_clause = self._literals, self.by_clause
        number, bit = -1, 0
        clause_start = clause_end = 0
        here: list[Hit] = []
        for hit in rules.automaton.find_matches_as_indexes(report.text, overlapping=True):
            literal, start, end = hit
            while end > clause_end:
                span = next(spans, None)
                if span is None:
                    return
                clause_start, clause_end = span
                number += 1
                bit = 1 << number
                here = by_clause[number]
            if start >= clause_start:
                here.append(hit)
                literals[literal] |= bit

    def _place_gapped(self, rules: Rules) -> None:
        """Adds phrases with gaps as literals of their own, where their parts meet in a clause."""
        found = self._literals
        begun = [
            (literal, parts)
            for first in found.keys() & rules.gapped.keys()
            for literal, parts in rules.gapped[first]
            if found[first] & found.get(parts[-1], 0)
        ]
        by_literal: dict[int, dict[int, list[Hit]]] = {}
        for literal, parts in sorted(begun):
            meeting = found[parts[0]] & found[parts[-1]]
            for part in parts[1:-1]:
                meeting &= found.get(part, 0)
            in_clauses = 0
            for clause in bits_of(meeting):
                places = by_literal.get(clause)
                if places is None:
                    places = by_literal[clause] = _by_literal(self.by_clause[clause])
                hits = _gapped(literal, parts, places)
                if hits:
                    self.by_clause[clause] += hits
                    in_clauses |= 1 << clause
            if in_clauses:
                found[literal] = in_clauses

    def in_clause(self, term: int, clause: int) -> list[Hit]:
        """The term's places in one clause."""
        literals = self.term_literals[term]
        return [hit for hit in self.by_clause[clause] if hit[0] in literals]

    def sentences(self, term: int) -> int:
        """Bits of the sentences that hold a term."""
        known = self._sentences.get(term)
        if known is None:
            known = self._sentences[term] = self.sentences_of(self.clauses[term])
        return known


def sentence_finder(report: Report) -> Callable[[int], int]:
    """A function from the bits of clauses to the bits of the sentences that they stand in.

    Added to a sentence's clauses but the last, any of them carries over into the last one's bit.
    """
    lasts = 0
    for sentence in report.sentences:
        if sentence.last_clause > sentence.first_clause:
            lasts |= 1 << (sentence.last_clause - 1)
    others = ((1 << len(report.clauses)) - 1) & ~lasts

    def sentences_of(clauses: int) -> int:
        return (((clauses & others) + others) | clauses) & lasts

    return sentences_of


def bits_of(bits: int) -> Iterator[int]:
    """Numbers of the bits that are set, from the lowest."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def mask_names(text: str) -> bytearray:
    """Marks what stands inside names of documents, columns and themes."""
    masked = bytearray(len(text))
    for pattern in (_TITLE, _COLUMNS, _THEME):
        for match in pattern.finditer(text):
            start, end = match.span()
            masked[start:end] = b"\1" * (end - start)
    return masked


def _by_literal(hits: Sequence[Hit]) -> dict[int, list[Hit]]:
    places: dict[int, list[Hit]] = {}
    for hit in hits:
        places.setdefault(hit[0], []).append(hit)
    return places


def _gapped(literal: int, parts: tuple[int, ...], places: Mapping[int, Sequence[Hit]]) -> list[Hit]:
    """Places in a clause where the parts follow each other at most the allowed gap apart."""
    hits = []
    for _, start, end in places[parts[0]]:
        for part in parts[1:]:
            limit = end + GAP_CHARACTERS
            ends = [right for _, left, right in places[part] if end <= left <= limit]
            if not ends:
                break
            end = min(ends)
        else:
            hits.append((literal, start, end))
    return hits
