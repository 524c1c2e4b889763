"""Report, assertions, actors, facts and rules in; evidence and near misses out.

Phrases of all items are found in one pass; patterns are then arithmetic over positions, started by
the terms that the text really holds. What a verdict is worth is decided elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter, itemgetter
from typing import NamedTuple

from scorer.checklist import ActorKind, Checklist, Status, Verdict
from scorer.matcher.hits import Hit, Hits
from scorer.matcher.matching import Matching
from scorer.matcher.refusals import Refusals
from scorer.matcher.rules import CompiledPattern, Rules, compile_rules
from scorer.report import Report, SectionRole
from scorer.result import Actor, Assertion, Evidence, Fact, NearMiss, NearMissReason

__all__ = ["ActorKind", "SectionRole", "Status", "find_evidence"]

_PROVEN = 1 << 20
_by_span_and_item = itemgetter(1, 0)
_order = attrgetter("order")
_FINAL = frozenset(
    {NearMissReason.PLANNED_ONLY, NearMissReason.SHORTCOMING, NearMissReason.WRONG_SECTION}
)
# Which reason is told when a sentence was refused in several ways: the nearest to a credit first.
_REASON_ORDER = {
    reason: order
    for order, reason in enumerate(
        (
            NearMissReason.NO_FACT,
            NearMissReason.PLANNED_ONLY,
            NearMissReason.SHORTCOMING,
            NearMissReason.WRONG_SECTION,
            NearMissReason.OTHER_ACTOR,
            NearMissReason.OTHER_YEAR,
            NearMissReason.LOOK_ALIKE,
        )
    )
}


class _Best(NamedTuple):
    """What a sentence gives one item, before it is made a piece of evidence."""

    worth: int
    """Facts, and more than any number of them where the verdict is `evidenced`."""
    pattern: CompiledPattern
    clause: int
    facts: tuple[Fact, ...]


class _Missed(NamedTuple):
    order: int
    """Of its reason; the lower is told."""
    pattern: CompiledPattern
    clause: int
    reason: NearMissReason


class Found:
    """The best evidence and the nearest refusal per sentence, for one item."""

    def __init__(self, matching: Matching, refusals: Refusals) -> None:
        self._matching = matching
        self._refusals = refusals
        self.best: dict[int, _Best] = {}
        """By the number of the sentence, as are the refusals."""
        self.missed: dict[int, _Missed] = {}
        self.waived: list[tuple[int, _Best]] = []
        """Told as not having occurred."""
        self._settled = 0
        """Bits of the sentences that no pattern can change any more."""
        self._stated = 0
        """Bits of those that only a pattern with facts can change."""
        self._proven = 0
        """Bits of those that only more facts can change."""
        self._full = 0
        """Bits of those proven by as many facts as they hold."""

    def try_pattern(self, compiled: CompiledPattern) -> None:
        """Adds what one pattern finds in the report."""
        matching = self._matching
        clauses, sentences = matching.report.clauses, matching.report.sentences
        waives = compiled.verdict is Verdict.NOT_APPLICABLE
        settled = 0 if waives else self._settled
        if compiled.verdict in (Verdict.STATED, Verdict.PLANNED):
            settled |= self._stated
        elif not waives:
            settled |= self._full if compiled.needs else self._proven
        for clause, anchor in matching.candidates(compiled, settled):
            if compiled.under:
                sentence = sentences[clauses[clause].sentence]
                if not matching.under(compiled.under, sentence):
                    continue
            reason = self._refusals.reason(compiled, anchor, clause)
            if waives and reason is not None:
                if reason is not NearMissReason.SHORTCOMING:
                    continue
                # 本年度未制定…: a lack by its words, and the very thing that is to be told.
                reason = None
            self._weigh(compiled, anchor, clause, reason)

    def _weigh(
        self, compiled: CompiledPattern, anchor: Hit, clause: int, reason: NearMissReason | None
    ) -> None:
        """Keeps a candidate with the reason that refuses it so far."""
        sentence = self._matching.report.clauses[clause].sentence
        facts: tuple[Fact, ...] = ()
        if reason is None and compiled.needs:
            facts = self._matching.facts_for(compiled, anchor, clause)
            reason = None if facts else NearMissReason.NO_FACT
        if reason is not None:
            self._refuse(compiled, sentence, clause, reason)
        elif compiled.verdict is Verdict.NOT_APPLICABLE:
            self.waived.append((sentence, _Best(0, compiled, clause, facts)))
        elif compiled.verdict is not Verdict.PLANNED:
            self._credit(compiled, sentence, clause, facts)

    def _credit(
        self, compiled: CompiledPattern, sentence: int, clause: int, facts: tuple[Fact, ...]
    ) -> None:
        """Keeps the worthiest evidence; between equals the pattern named first."""
        worth = len(facts) + (_PROVEN if compiled.verdict is Verdict.EVIDENCED else 0)
        known = self.best.get(sentence)
        if known is None or worth > known.worth:
            self.best[sentence] = _Best(worth, compiled, clause, facts)
        bit = self._matching.sentence_bits[clause]
        self._stated |= bit
        # In a sentence that tells of nothing done, a refusal settles all (see `_refuse`).
        if worth >= _PROVEN and self._matching.creditable & bit:
            self._proven |= bit
            if worth - _PROVEN >= self._matching.facts_in(clause):
                self._full |= bit

    def _refuse(
        self, compiled: CompiledPattern, sentence: int, clause: int, reason: NearMissReason
    ) -> None:
        order = _REASON_ORDER[reason]
        known = self.missed.get(sentence)
        if known is None or order < known.order:
            self.missed[sentence] = _Missed(order, compiled, clause, reason)
        bit = self._matching.sentence_bits[clause]
        if reason in _FINAL and not self._matching.creditable & bit:
            self._settled |= bit

    def evidence(self) -> list[Evidence]:
        """One piece per sentence, and what tells that there was nothing of the kind."""
        assertions, sentences = self._matching.assertions, self._matching.report.sentences
        return [
            Evidence(
                compiled.item,
                sentences[number].span,
                number,
                assertions[clause].status,
                compiled.id,
                compiled.verdict,
                facts,
                "",
                all([fact.clause == clause for fact in facts]),
            )
            for number, (_, compiled, clause, facts) in [*self.best.items(), *self.waived]
        ]

    def near_misses(self, *, provable: bool) -> list[NearMiss]:
        """The refusals of sentences without evidence, and the facts that statements lack."""
        best, missed = self.best, self.missed
        found = [
            self._near_miss(number, miss.pattern, miss.clause, miss.reason)
            for number, miss in missed.items()
            if number not in best
        ]
        if provable:
            no_fact = NearMissReason.NO_FACT
            for number, (worth, compiled, clause, _) in best.items():
                if worth < _PROVEN:
                    refused = missed.get(number)
                    close = refused is not None and refused.reason is no_fact
                    found.append(self._near_miss(number, compiled, clause, no_fact, close=close))
        return found

    def _near_miss(
        self,
        number: int,
        compiled: CompiledPattern,
        clause: int,
        reason: NearMissReason,
        *,
        close: bool = False,
    ) -> NearMiss:
        span = self._matching.report.sentences[number].span
        status = self._matching.assertions[clause].status
        return NearMiss(compiled.item, span, number, status, compiled.id, reason, close)


def find_evidence(
    report: Report,
    assertions: Sequence[Assertion],
    actors: Sequence[Actor],
    facts: Sequence[Fact],
    checklist: Checklist,
) -> tuple[tuple[Evidence, ...], tuple[NearMiss, ...]]:
    """All evidence and near misses, one per item and sentence, in the order of the text.

    `assertions` and `actors` hold one value per clause. A sentence that carries evidence of a fact
    is no near miss of the same item; one that carries a bare statement may still miss a fact.
    """
    rules = compile_rules(checklist)
    hits = Hits(report, rules)
    matching = Matching(report, assertions, actors, facts, hits)
    refusals = Refusals(matching)
    found: dict[str, Found] = {}
    for compiled in patterns_met(rules, hits, report):
        of_item = found.get(compiled.item)
        if of_item is None:
            of_item = found[compiled.item] = Found(matching, refusals)
        of_item.try_pattern(compiled)
    evidence: list[Evidence] = []
    near_misses: list[NearMiss] = []
    for item, of_item in found.items():
        evidence += of_item.evidence()
        near_misses += of_item.near_misses(provable=item in rules.provable)
    evidence.sort(key=_by_span_and_item)
    near_misses.sort(key=_by_span_and_item)
    return tuple(evidence), tuple(near_misses)


def patterns_met(rules: Rules, hits: Hits, report: Report) -> list[CompiledPattern]:
    """The patterns of which the report holds all terms, in the checklist's order, so that facts
    are looked for before bare statements."""
    present = hits.present
    patterns = [
        compiled
        for term in present & rules.by_anchor.keys()
        for compiled in rules.by_anchor[term]
        if present.issuperset(compiled.others)
        and (not compiled.kinds or report.unit_kind in compiled.kinds)
        and (compiled.to_year is None or (report.year or 0) <= compiled.to_year)
    ]
    return sorted(patterns, key=_order)
