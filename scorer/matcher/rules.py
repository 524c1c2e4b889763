"""A checklist made ready for matching: one automaton over all phrases, patterns by their anchor.

Made once per checklist. Cost of a text then grows with what is found in it, not with the rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from scorer.checklist import (
    ActorKind,
    Checklist,
    FactKind,
    FactNeed,
    Item,
    Pattern,
    Scope,
    Term,
    Verdict,
)
from scorer.report import SectionRole

GAP = "…"


@dataclass(frozen=True, slots=True, eq=False)
class CompiledNeed:
    """A fact need with its words as a plain tuple and its units as a set."""

    kind: FactKind
    units: frozenset[str]
    words: tuple[str, ...]
    own: bool
    """For documents: only the unit's own."""
    at_least: int


@dataclass(frozen=True, slots=True, eq=False)
class CompiledPattern:
    """A pattern whose terms are numbers of the rule set's term table.

    What matching asks of every candidate is laid out flat here.
    """

    item: str
    id: str
    verdict: Verdict
    """Verdict that a match gives; PLANNED for patterns that recognise mentions only,
    NOT_APPLICABLE for those that tell that there was nothing of the kind."""
    anchor: int
    others: tuple[int, ...]
    none: int | None
    """All phrases that must not stand in the anchor's clause, as one term."""
    look_alikes: int | None
    """All look-alikes of the item, as one term."""
    under: tuple[str, ...]
    needs: tuple[CompiledNeed, ...]
    fact_kinds: frozenset[FactKind]
    in_clause: bool
    measured: bool
    """Whether order or distance of the terms matters."""
    ordered: bool
    near: int | None
    actors: tuple[ActorKind, ...]
    sections: tuple[SectionRole, ...]
    kinds: tuple[str, ...]
    to_year: int | None
    in_titles: bool
    pooled: bool
    in_preamble: bool
    """Whether the opening may give this verdict."""
    order: int
    """Place among all patterns of the checklist, facts before statements before mentions."""


@dataclass(frozen=True, slots=True, eq=False)
class Rules:
    """Everything that matching needs of a checklist.

    Literals are numbered as the automaton numbers them; phrases with a gap come after those.
    """

    automaton: AhoCorasick
    literal_terms: tuple[tuple[int, ...], ...]
    """By literal: the terms that it alone is a phrase of."""
    term_literals: tuple[frozenset[int], ...]
    """By term: its literals."""
    gapped: dict[int, tuple[tuple[int, tuple[int, ...]], ...]]
    """Phrases with gaps, by their first part: their own literal, and those of their parts in
    order."""
    by_anchor: dict[int, tuple[CompiledPattern, ...]]
    provable: frozenset[str]
    """Items that a checkable fact can lift."""


class _Terms:
    """Numbers terms and literals as patterns ask for them."""

    def __init__(self) -> None:
        self.terms: dict[tuple[str, ...], int] = {}
        self.literals: dict[str, int] = {}
        self.gapped: dict[tuple[str, ...], None] = {}
        self.patterns = 0

    def next_order(self) -> int:
        """Place of the next pattern."""
        self.patterns += 1
        return self.patterns

    def number(self, term: Term) -> int:
        known = self.terms.get(term.words)
        if known is not None:
            return known
        number = self.terms[term.words] = len(self.terms)
        for word in term.words:
            parts = _parts(word)
            for part in parts:
                self.literals.setdefault(part, len(self.literals))
            if len(parts) > 1:
                self.gapped.setdefault(parts)
        return number

    def joined(self, terms: Sequence[Term]) -> int | None:
        """One term with the phrases of all of them, None for no terms."""
        words = tuple(word for term in terms for word in term.words)
        return self.number(Term(name="", words=words)) if words else None

    def literal_numbers(self) -> dict[tuple[str, ...], int]:
        """Number of every phrase by its parts."""
        numbers: dict[tuple[str, ...], int] = {
            (text,): number for text, number in self.literals.items()
        }
        for parts in self.gapped:
            numbers[parts] = len(numbers)
        return numbers


def _parts(word: str) -> tuple[str, ...]:
    return tuple(part for part in word.split(GAP) if part)


def _compile_pattern(
    item: Item, pattern: Pattern, verdict: Verdict, terms: _Terms
) -> CompiledPattern:
    anchor, *others = (terms.number(term) for term in pattern.all)
    return CompiledPattern(
        item=item.id,
        id=pattern.id,
        verdict=verdict,
        anchor=anchor,
        others=tuple(others),
        none=terms.joined(pattern.none),
        # That there was none of a thing may be worded just like what is refused as its look-alike.
        look_alikes=None if verdict is Verdict.NOT_APPLICABLE else terms.joined(item.look_alikes),
        under=pattern.under.words if pattern.under else (),
        needs=tuple(map(_compile_need, pattern.facts)),
        fact_kinds=frozenset(need.kind for need in pattern.facts),
        in_clause=pattern.within is Scope.CLAUSE,
        measured=pattern.ordered or pattern.near is not None,
        ordered=pattern.ordered,
        near=pattern.near,
        actors=pattern.actors,
        sections=pattern.sections,
        kinds=pattern.kinds,
        to_year=pattern.to_year,
        in_titles=pattern.in_titles,
        pooled=pattern.pooled,
        in_preamble=item.in_preamble and verdict is Verdict.STATED,
        order=terms.next_order(),
    )


def _compile_need(need: FactNeed) -> CompiledNeed:
    return CompiledNeed(
        kind=need.kind,
        units=frozenset(need.units),
        words=need.words.words if need.words else (),
        own=need.own and need.kind is FactKind.DOCUMENT,
        at_least=need.at_least,
    )


@lru_cache(maxsize=8)
def compile_rules(checklist: Checklist) -> Rules:
    """The checklist's rules; the eight last checklists stay compiled."""
    terms = _Terms()
    by_anchor: defaultdict[int, list[CompiledPattern]] = defaultdict(list)
    for item in checklist.items:
        for verdict, patterns in (
            (Verdict.EVIDENCED, item.evidenced),
            (Verdict.STATED, item.stated),
            (Verdict.PLANNED, item.mentioned),
            (Verdict.NOT_APPLICABLE, item.waived),
        ):
            for pattern in patterns:
                compiled = _compile_pattern(item, pattern, verdict, terms)
                by_anchor[compiled.anchor].append(compiled)
    numbers = terms.literal_numbers()
    term_literals = tuple(
        frozenset(numbers[_parts(word)] for word in words) for words in terms.terms
    )
    literal_terms: list[list[int]] = [[] for _ in numbers]
    for term, literals in enumerate(term_literals):
        for literal in literals:
            literal_terms[literal].append(term)
    return Rules(
        automaton=AhoCorasick(list(terms.literals)),
        literal_terms=tuple(tuple(found) for found in literal_terms),
        term_literals=term_literals,
        gapped=_by_first_part(terms, numbers),
        by_anchor={anchor: tuple(patterns) for anchor, patterns in by_anchor.items()},
        provable=frozenset(item.id for item in checklist.items if item.evidenced),
    )


def _by_first_part(
    terms: _Terms, numbers: Mapping[tuple[str, ...], int]
) -> dict[int, tuple[tuple[int, tuple[int, ...]], ...]]:
    gapped: defaultdict[int, list[tuple[int, tuple[int, ...]]]] = defaultdict(list)
    for parts in terms.gapped:
        literals = tuple(terms.literals[part] for part in parts)
        gapped[literals[0]].append((numbers[parts], literals))
    return {first: tuple(phrases) for first, phrases in gapped.items()}
