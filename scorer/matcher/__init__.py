"""Report, assertions, actors, facts and rules in; evidence and near misses out.

Phrases of all items are found in one pass; patterns are then arithmetic over positions, started by
the terms that the text really holds. What a verdict is worth is decided elsewhere.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from scorer.checklist import ActorKind, Checklist, Status, Verdict
from scorer.matcher.hits import Hit, Hits
from scorer.matcher.matching import Matching
from scorer.matcher.rules import CompiledPattern, compile_rules
from scorer.report import Report, SectionRole, Sentence
from scorer.result import Actor, Assertion, Evidence, Fact, NearMiss, NearMissReason

__all__ = ["find_evidence"]

_REFUSED_STATUS = {
    Status.PLANNED: NearMissReason.PLANNED_ONLY,
    Status.DEMAND: NearMissReason.PLANNED_ONLY,
    Status.SHORTCOMING: NearMissReason.SHORTCOMING,
    Status.CAUSE: NearMissReason.SHORTCOMING,
}
_FINAL = frozenset(_REFUSED_STATUS.values()) | {NearMissReason.WRONG_SECTION}
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


def _refusal(matching: Matching, compiled: CompiledPattern, clause: int) -> NearMissReason | None:
    """Why the candidate gives no credit, None where it may.

    The actor comes first: what another person plans or fails to do says nothing of this item.
    """
    assertion = matching.assertions[clause]
    actor = matching.actors[clause].kind
    wanted = compiled.pattern.actors
    if (wanted and actor not in wanted) or (not wanted and actor is ActorKind.OTHER_ORGAN):
        return NearMissReason.OTHER_ACTOR
    if assertion.status in _REFUSED_STATUS:
        return _REFUSED_STATUS[assertion.status]
    role = matching.report.sections[matching.report.clauses[clause].section].role
    if role is SectionRole.SHORTCOMINGS:
        return NearMissReason.WRONG_SECTION
    return NearMissReason.OTHER_YEAR if assertion.other_year else None


def _look_alike(
    matching: Matching, compiled: CompiledPattern, anchor: Hit, clause: int
) -> NearMissReason | None:
    if matching.hits.masked[anchor[1]] and not compiled.pattern.in_titles:
        return NearMissReason.LOOK_ALIKE
    alike, shut_out = compiled.look_alikes, compiled.none
    if alike is not None and matching.overlaps(alike, anchor, clause):
        return NearMissReason.LOOK_ALIKE
    if shut_out is not None and matching.hits.clauses[shut_out] >> clause & 1:
        return NearMissReason.LOOK_ALIKE
    return None


class _Found:
    """The best evidence and the nearest refusal per item and sentence."""

    def __init__(self, matching: Matching) -> None:
        self._matching = matching
        self.best: dict[tuple[str, int], Evidence] = {}
        self.missed: dict[tuple[str, int], NearMiss] = {}
        self.waived: list[Evidence] = []
        """Told as not having occurred."""
        self._settled: defaultdict[tuple[str, Verdict], int] = defaultdict(int)
        """By item and verdict of a pattern: bits of the sentences that it cannot change."""

    def try_pattern(self, compiled: CompiledPattern) -> None:
        """Adds what one pattern finds in the report."""
        matching = self._matching
        report = matching.report
        settled = self._settled[compiled.item.id, compiled.verdict]
        for clause, anchor in matching.candidates(compiled, settled):
            sentence = report.sentences[report.clauses[clause].sentence]
            if not matching.under(compiled, sentence):
                continue
            reason = _look_alike(matching, compiled, anchor, clause) or _refusal(
                matching, compiled, clause
            )
            if compiled.verdict is Verdict.NOT_APPLICABLE and reason is not None:
                if reason is not NearMissReason.SHORTCOMING:
                    continue
                # 本年度未制定…: a lack by its words, and the very thing that is to be told.
                reason = None
            facts: tuple[Fact, ...] = ()
            if reason is None and compiled.needs:
                facts = matching.facts_for(compiled, anchor, clause)
                reason = None if facts else NearMissReason.NO_FACT
            status = matching.assertions[clause].status
            if reason is not None:
                self._refuse(compiled, sentence, status, reason)
            elif compiled.verdict is not Verdict.PLANNED:
                adjoining = all(fact.clause == clause for fact in facts)
                self._credit(compiled, sentence, status, facts, adjoining=adjoining)

    def _settle(self, item: str, sentence: int, *verdicts: Verdict) -> None:
        for verdict in verdicts:
            self._settled[item, verdict] |= 1 << sentence

    def _credit(
        self,
        compiled: CompiledPattern,
        sentence: Sentence,
        status: Status,
        facts: tuple[Fact, ...],
        *,
        adjoining: bool,
    ) -> None:
        """Keeps the worthiest evidence; between equals the pattern named first."""
        item, number, verdict = compiled.item.id, sentence.number, compiled.verdict
        new = Evidence(
            item,
            sentence.span,
            number,
            status,
            compiled.pattern.id,
            verdict,
            facts,
            adjoining=adjoining,
        )
        if verdict is Verdict.NOT_APPLICABLE:
            self.waived.append(new)
            return
        known = self.best.get((item, number))
        if known is None or _worth(new) > _worth(known):
            self.best[item, number] = new
        self._settle(item, number, Verdict.STATED, Verdict.PLANNED)

    def _refuse(
        self, compiled: CompiledPattern, sentence: Sentence, status: Status, reason: NearMissReason
    ) -> None:
        item, number = compiled.item.id, sentence.number
        known = self.missed.get((item, number))
        if known is None or _REASON_ORDER[reason] < _REASON_ORDER[known.reason]:
            miss = NearMiss(item, sentence.span, number, status, compiled.pattern.id, reason)
            self.missed[item, number] = miss
        if reason in _FINAL and not self._matching.creditable(number):
            self._settle(item, number, Verdict.EVIDENCED, Verdict.STATED, Verdict.PLANNED)

    def near_misses(self, checklist: Checklist) -> Iterator[NearMiss]:
        """The refusals of sentences without evidence, and the facts that statements lack."""
        for key, miss in self.missed.items():
            if key not in self.best:
                yield miss
        provable = {item.id for item in checklist.items if item.evidenced}
        for key, evidence in self.best.items():
            if evidence.verdict is Verdict.STATED and evidence.item in provable:
                refused = self.missed.get(key)
                yield NearMiss(
                    evidence.item,
                    evidence.span,
                    evidence.sentence,
                    evidence.status,
                    evidence.pattern,
                    NearMissReason.NO_FACT,
                    close=refused is not None and refused.reason is NearMissReason.NO_FACT,
                )


def _worth(evidence: Evidence) -> tuple[int, int]:
    return (1 if evidence.verdict is Verdict.EVIDENCED else 0, len(evidence.facts))


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
    found = _Found(Matching(report, assertions, actors, facts, hits))
    present = hits.present
    patterns = [
        compiled
        for term in present & rules.by_anchor.keys()
        for compiled in rules.by_anchor[term]
        if present.issuperset(compiled.others)
        and (not compiled.pattern.kinds or report.unit_kind in compiled.pattern.kinds)
    ]
    # In the checklist's order, so that facts are looked for before bare statements.
    for compiled in sorted(patterns, key=lambda pattern: pattern.order):
        found.try_pattern(compiled)
    return (
        tuple(
            sorted(
                [*found.best.values(), *found.waived],
                key=lambda evidence: (evidence.span, evidence.item),
            )
        ),
        tuple(sorted(found.near_misses(checklist), key=lambda miss: (miss.span, miss.item))),
    )
