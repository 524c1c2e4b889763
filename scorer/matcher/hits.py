"""Where the phrases of a rule set stand in a report.

Which clauses and sentences hold a term is kept as the bits of one integer each, so that the places
where all terms of a pattern meet come out of a few `&`, whatever the number of rules.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence

from scorer.checklist import GAP_CHARACTERS
from scorer.matcher.rules import Rules
from scorer.report import Report

_TITLE = re.compile(r"《[^《》\n]{0,120}(?:《[^《》\n]{0,80}》[^《》\n]{0,80}){0,3}》")
# Names of web columns in a row of quotation marks: 开设“行政执法”“行政复议”等栏目.
_COLUMNS = re.compile(
    r"(?:“[^“”\n]{1,30}”[、，和及与以]{0,2}){1,8}(?:等)?(?:方面|多个|\d个|几个)?"
    r"(?:的)?(?:子|小)?(?:栏目|专栏|专题|板块|版块|模块|专区|内容|链接|目录)"
)
_THEME = re.compile(r"以“[^“”\n]{1,60}”为(?:主题|题|主线)")


Hit = tuple[int, int, int]
"""Literal, start and end of one place: the automaton's own tuples, kept as they come."""


class Hits:
    """The places of all literals, by clause, with lookups that are made when first asked for."""

    def __init__(self, report: Report, rules: Rules) -> None:
        self._rules = rules
        self.by_clause: list[list[Hit]] = [[] for _ in report.clauses]
        self.masked = mask_names(report.text)
        """1 where a character stands in a title 《》, a quoted column name or a quoted theme."""
        self._literals: dict[int, tuple[int, int]] = {}
        """By literal: bits of its clauses and of its sentences."""
        self._place_literals(report)
        if not rules.gap_literals.isdisjoint(self._literals):
            self._place_gapped(report)
        self.clauses: defaultdict[int, int] = defaultdict(int)
        """By term: bits of the clauses that hold it; terms found nowhere are no keys."""
        self.sentences: defaultdict[int, int] = defaultdict(int)
        for literal, (in_clauses, in_sentences) in self._literals.items():
            for term in rules.literal_terms[literal]:
                self.clauses[term] |= in_clauses
                self.sentences[term] |= in_sentences
        self.present = frozenset(self.clauses)

    def _place_literals(self, report: Report) -> None:
        clause_at = clause_numbers(report)
        by_clause = self.by_clause
        in_clauses: defaultdict[int, int] = defaultdict(int)
        in_sentences: defaultdict[int, int] = defaultdict(int)
        clause_bit = [1 << number for number in range(len(report.clauses))]
        sentence_bit = [1 << clause.sentence for clause in report.clauses]
        found = self._rules.automaton.find_matches_as_indexes(report.text, overlapping=True)
        for hit in found:
            literal, start, end = hit
            clause = clause_at[start]
            if clause >= 0 and clause_at[end - 1] == clause:
                by_clause[clause].append(hit)
                in_clauses[literal] |= clause_bit[clause]
                in_sentences[literal] |= sentence_bit[clause]
        self._literals = {
            literal: (bits, in_sentences[literal]) for literal, bits in in_clauses.items()
        }

    def _place_gapped(self, report: Report) -> None:
        """Adds phrases with gaps as literals of their own, where their parts meet in a clause."""
        for literal, parts in self._rules.gapped:
            meeting = -1
            for part in parts:
                meeting &= self._literals.get(part, (0, 0))[0]
                if not meeting:
                    break
            in_clauses = in_sentences = 0
            for clause in bits_of(meeting):
                hits = [(literal, *place) for place in _gapped(self.by_clause[clause], parts)]
                if hits:
                    self.by_clause[clause] += hits
                    in_clauses |= 1 << clause
                    in_sentences |= 1 << report.clauses[clause].sentence
            if in_clauses:
                self._literals[literal] = in_clauses, in_sentences

    def in_clause(self, term: int, clause: int) -> list[Hit]:
        """The term's places in one clause."""
        literals = self._rules.term_literals[term]
        return [hit for hit in self.by_clause[clause] if hit[0] in literals]


def bits_of(bits: int) -> Iterator[int]:
    """Numbers of the bits that are set, from the lowest."""
    while bits:
        low = bits & -bits
        yield low.bit_length() - 1
        bits ^= low


def clause_numbers(report: Report) -> list[int]:
    """The clause number of every character; -1 where there is none."""
    numbers: list[int] = []
    for clause in report.clauses:
        start, end = clause.span
        if start > len(numbers):
            numbers.extend([-1] * (start - len(numbers)))
        numbers.extend([clause.number] * (end - start))
    numbers.extend([-1] * (len(report.text) - len(numbers)))
    return numbers


def mask_names(text: str) -> bytearray:
    """Marks what stands inside names of documents, columns and themes."""
    masked = bytearray(len(text))
    for pattern in (_TITLE, _COLUMNS, _THEME):
        for match in pattern.finditer(text):
            start, end = match.span()
            masked[start:end] = b"\1" * (end - start)
    return masked


def _gapped(hits: Sequence[Hit], parts: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Places where the parts follow each other at most the allowed gap apart."""
    for literal, start, end in hits:
        if literal != parts[0]:
            continue
        for part in parts[1:]:
            ends = [
                right
                for number, left, right in hits
                if number == part and end <= left <= end + GAP_CHARACTERS
            ]
            if not ends:
                break
            end = min(ends)
        else:
            yield start, end
