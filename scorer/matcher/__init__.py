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
from scorer.matcher.rules import CompiledPattern, Rules, compile_rules
from scorer.report import Report, SectionRole
from scorer.result import Actor, Assertion, Evidence, Fact, NearMiss, NearMissReason

__all__ = ["find_evidence"]

_REFUSED_STATUS = {
    Status.PLANNED: NearMissReason.PLANNED_ONLY,
    Status.DEMAND: NearMissReason.PLANNED_ONLY,
    Status.SHORTCOMING: NearMissReason.SHORTCOMING,
    Status.CAUSE: NearMissReason.SHORTCOMING,
}
_OTHER_ORGAN = ActorKind.OTHER_ORGAN
_PROVEN = 1 << 20
_by_span_and_item = itemgetter(1, 0)
_order = attrgetter("order")
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


class _Refusals:
    """Why candidates of one report give no credit."""

    def __init__(self, matching: Matching) -> None:
        self._matching = matching
        self._masked = matching.hits.masked
        self._terms = matching.hits.clauses
        self._actors = [kind for kind, _ in matching.actors]
        self._by_clause = _refusals_by_clause(matching)

    def reason(self, compiled: CompiledPattern, anchor: Hit, clause: int) -> NearMissReason | None:
        """The one reason, None where the candidate may give credit.

        The actor comes before the status: what another person plans or fails to do says nothing of
        this item.
        """
        if self._masked[anchor[1]] and not compiled.in_titles:
            return NearMissReason.LOOK_ALIKE
        alike, shut_out, wanted = compiled.look_alikes, compiled.none, compiled.actors
        if (
            alike is not None
            and self._terms.get(alike, 0) >> clause & 1
            and self._matching.overlaps(alike, anchor, clause)
        ):
            return NearMissReason.LOOK_ALIKE
        if shut_out is not None and self._terms.get(shut_out, 0) >> clause & 1:
            return NearMissReason.LOOK_ALIKE
        actor = self._actors[clause]
        if actor not in wanted if wanted else actor is _OTHER_ORGAN:
            return NearMissReason.OTHER_ACTOR
        return self._by_clause[clause]


def _refusals_by_clause(matching: Matching) -> list[NearMissReason | None]:
    """What status, section and year of each clause say, whatever the item."""
    sections = [s.role is SectionRole.SHORTCOMINGS for s in matching.report.sections]
    return [
        _refusal(assertion, actor.kind, in_shortcomings=sections[clause.section])
        for clause, assertion, actor in zip(
            matching.report.clauses, matching.assertions, matching.actors, strict=True
        )
    ]


def _refusal(
    assertion: Assertion, actor: ActorKind, *, in_shortcomings: bool
) -> NearMissReason | None:
    status = assertion.status
    # What the leader demands of others is the leader's own act: 局长…要求各科室严格依法办事.
    demanded = status is Status.DEMAND and actor is ActorKind.LEADER and not in_shortcomings
    if status in _REFUSED_STATUS and not demanded:
        return _REFUSED_STATUS[status]
    if in_shortcomings:
        return NearMissReason.WRONG_SECTION
    return NearMissReason.OTHER_YEAR if assertion.other_year else None


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


class _Found:
    """The best evidence and the nearest refusal per sentence, for one item."""

    def __init__(self, matching: Matching, refusals: _Refusals) -> None:
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

    def try_pattern(self, compiled: CompiledPattern) -> None:
        """Adds what one pattern finds in the report."""
        matching = self._matching
        clauses, sentences = matching.report.clauses, matching.report.sentences
        waives = compiled.verdict is Verdict.NOT_APPLICABLE
        settled = 0 if waives else self._settled
        if compiled.verdict in (Verdict.STATED, Verdict.PLANNED):
            settled |= self._stated
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
        self._stated |= self._matching.sentence_bits[clause]

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
    refusals = _Refusals(matching)
    found: dict[str, _Found] = {}
    for compiled in _patterns(rules, hits, report):
        of_item = found.get(compiled.item)
        if of_item is None:
            of_item = found[compiled.item] = _Found(matching, refusals)
        of_item.try_pattern(compiled)
    evidence: list[Evidence] = []
    near_misses: list[NearMiss] = []
    for item, of_item in found.items():
        evidence += of_item.evidence()
        near_misses += of_item.near_misses(provable=item in rules.provable)
    evidence.sort(key=_by_span_and_item)
    near_misses.sort(key=_by_span_and_item)
    return tuple(evidence), tuple(near_misses)


def _patterns(rules: Rules, hits: Hits, report: Report) -> list[CompiledPattern]:
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
