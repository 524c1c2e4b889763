"""Where the phrases of a rule set stand in a report, and what the places are."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from scorer.checklist import GAP_CHARACTERS
from scorer.matcher.rules import Rules
from scorer.report import Report

Place = tuple[int, int]

_TITLE = re.compile(r"《[^《》\n]{0,120}(?:《[^《》\n]{0,80}》[^《》\n]{0,80}){0,3}》")
# Names of web columns in a row of quotation marks: 开设“行政执法”“行政复议”等栏目.
_COLUMNS = re.compile(
    r"(?:“[^“”\n]{1,30}”[、，和及与以]{0,2}){1,8}(?:等)?(?:方面|多个|\d个|几个)?"
    r"(?:的)?(?:子|小)?(?:栏目|专栏|专题|板块|版块|模块|专区|内容|链接|目录)"
)
_THEME = re.compile(r"以“[^“”\n]{1,60}”为(?:主题|题|主线)")


class Hits(NamedTuple):
    """Places of each term, in order, and the clause and mask of every character."""

    terms: dict[int, list[Place]]
    clause_at: list[int]
    """Clause number by character; -1 between clauses."""
    masked: bytearray
    """1 where a character stands in a title 《》, a quoted column name or a quoted theme."""


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


def _gapped_places(
    parts: tuple[int, ...], literals: dict[int, list[Place]], clause_at: list[int]
) -> Iterable[Place]:
    """Places where the parts follow each other inside one clause at most the allowed gap apart."""
    for first in literals.get(parts[0], ()):
        start, end = first
        clause = clause_at[start]
        for part in parts[1:]:
            after = [
                place
                for place in literals.get(part, ())
                if end <= place[0] <= end + GAP_CHARACTERS and clause_at[place[0]] == clause
            ]
            if not after:
                break
            end = after[0][1]
        else:
            yield start, end


def _places_by_term(
    literals: dict[int, list[Place]], clause_at: list[int], rules: Rules
) -> dict[int, list[Place]]:
    """Joins the places of each term's phrases; a term with one phrase shares that phrase's list."""
    terms: dict[int, list[Place]] = {}
    joined: set[int] = set()

    def add(term: int, places: list[Place]) -> None:
        if term in terms:
            terms[term] = terms[term] + places
            joined.add(term)
        else:
            terms[term] = places

    for literal, places in literals.items():
        for term in rules.literal_terms[literal]:
            add(term, places)
    if not rules.gap_literals.isdisjoint(literals):
        for term, parts in rules.gapped:
            if all(part in literals for part in parts):
                add(term, list(_gapped_places(parts, literals, clause_at)))
    for term in joined:
        terms[term].sort()
    return {term: places for term, places in terms.items() if places}


def find_hits(report: Report, rules: Rules) -> Hits:
    """One pass over the text for all phrases of all items."""
    literals: defaultdict[int, list[Place]] = defaultdict(list)
    found = rules.automaton.find_matches_as_indexes(report.text, overlapping=True)
    for literal, start, end in found:
        literals[literal].append((start, end))
    clause_at = clause_numbers(report)
    terms = _places_by_term(literals, clause_at, rules)
    return Hits(terms, clause_at, mask_names(report.text))
