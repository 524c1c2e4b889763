"""Every candidate of one item with what became of it, as the matcher itself decides.

The same steps as in `find_evidence`, but for one thing: no pattern is spared because a sentence is
settled, so that each pattern tells what it alone would give. For explanations; matching itself does
not pass through here.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from scorer.checklist import Checklist
from scorer.matcher import Found, patterns_met
from scorer.matcher.hits import Hit, Hits
from scorer.matcher.matching import Matching
from scorer.matcher.refusals import Refusals
from scorer.matcher.rules import CompiledPattern, compile_rules
from scorer.report import Report
from scorer.result import Actor, Assertion, Fact, NearMissReason


class Candidate(NamedTuple):
    """An anchor with all other terms in reach, and what came of it."""

    pattern: CompiledPattern
    clause: int
    anchor: Hit
    reason: NearMissReason | None
    """Why it was refused; None where the pattern matched."""
    facts: tuple[Fact, ...]


class Trace(NamedTuple):
    """One item's patterns in one report, and the lookups to ask further with."""

    matching: Matching
    refusals: Refusals
    patterns: tuple[CompiledPattern, ...]
    """All of the item's, in the checklist's order."""
    tried: frozenset[str]
    """Ids of those that can match at all: all terms stand in the report, kind and year fit."""
    candidates: tuple[Candidate, ...]


class _Witness(Found):
    """Keeps every candidate, and lets none settle a sentence for the others."""

    def __init__(self, matching: Matching, refusals: Refusals) -> None:
        super().__init__(matching, refusals)
        self.candidates: list[Candidate] = []
        self._outcome: tuple[NearMissReason | None, tuple[Fact, ...]] = (None, ())

    def _weigh(
        self, compiled: CompiledPattern, anchor: Hit, clause: int, reason: NearMissReason | None
    ) -> None:
        self._outcome = (None, ())
        super()._weigh(compiled, anchor, clause, reason)
        self.candidates.append(Candidate(compiled, clause, anchor, *self._outcome))

    def _credit(
        self, compiled: CompiledPattern, sentence: int, clause: int, facts: tuple[Fact, ...]
    ) -> None:
        super()._credit(compiled, sentence, clause, facts)
        self._outcome = (None, facts)
        self._unsettle()

    def _refuse(
        self, compiled: CompiledPattern, sentence: int, clause: int, reason: NearMissReason
    ) -> None:
        super()._refuse(compiled, sentence, clause, reason)
        self._outcome = (reason, ())
        self._unsettle()

    def _unsettle(self) -> None:
        self._settled = self._stated = self._proven = self._full = 0


def trace_item(
    report: Report,
    assertions: Sequence[Assertion],
    actors: Sequence[Actor],
    facts: Sequence[Fact],
    *,
    checklist: Checklist,
    item: str,
) -> Trace:
    """What each pattern of an item finds in a report; arguments as for `find_evidence`."""
    rules = compile_rules(checklist)
    hits = Hits(report, rules)
    matching = Matching(report, assertions, actors, facts, hits)
    refusals = Refusals(matching)
    witness = _Witness(matching, refusals)
    tried = set()
    for compiled in patterns_met(rules, hits, report):
        if compiled.item == item:
            tried.add(compiled.id)
            witness.try_pattern(compiled)
    patterns = [
        compiled
        for started in rules.by_anchor.values()
        for compiled in started
        if compiled.item == item
    ]
    patterns.sort(key=lambda compiled: compiled.order)
    return Trace(matching, refusals, tuple(patterns), frozenset(tried), tuple(witness.candidates))
