"""Lookups of one report while patterns are tried: where terms meet, which facts are theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from operator import attrgetter

from scorer.checklist import ActorKind, FactKind, Status
from scorer.matcher.hits import Hit, Hits
from scorer.matcher.rules import CompiledNeed, CompiledPattern
from scorer.report import Report, SectionRole, Sentence, SentenceKind
from scorer.result import Actor, Assertion, Fact

_LISTED = "、和及与"
_PLANNING = (SectionRole.PLAN, SectionRole.SHORTCOMINGS)
# Looked up by name in every comparison otherwise: the members of an enum are no cheap globals.
_COUNT = FactKind.COUNT
_DONE = Status.DONE
_by_clause = attrgetter("clause")


class Matching:
    """One report's lookups, made once and only read while its patterns are tried.

    Bits of sentences are as `sentence_finder` gives them.
    """

    def __init__(
        self,
        report: Report,
        assertions: Sequence[Assertion],
        actors: Sequence[Actor],
        facts: Sequence[Fact],
        hits: Hits,
    ) -> None:
        self.report = report
        self.assertions = assertions
        self.actors = actors
        self.hits = hits
        self.sentence_bits, self._sentence_clauses = _sentence_bits(report)
        """By clause: the bit of its sentence, and the bits of all clauses of that."""
        self.facts: defaultdict[int, list[Fact]] = defaultdict(list)
        told: defaultdict[FactKind, int] = defaultdict(int)
        self._sentence_facts: defaultdict[int, list[Fact]] = defaultdict(list)
        """By the bit of the sentence."""
        for fact in sorted(facts, key=_by_clause):
            bit = self.sentence_bits[fact.clause]
            self.facts[fact.clause].append(fact)
            self._sentence_facts[bit].append(fact)
            told[fact.kind] |= bit
        self._told_kinds = told
        self._told: dict[frozenset[FactKind], int] = {}
        """By kinds of facts: the sentences that hold one."""
        self._speaking, self._preamble, self._roles = _kinds_and_roles(report)
        self.creditable = hits.sentences_of(_creditable(report, assertions, actors))
        """Sentences with a clause that may give credit."""

    def candidates(self, compiled: CompiledPattern, settled: int) -> list[tuple[int, Hit]]:
        """Clauses and anchors with all terms of the pattern in its scope.

        `settled` holds the bits of sentences that have nothing to gain from the pattern.
        """
        hits = self.hits
        clauses = hits.clauses[compiled.anchor]
        sentences = self._admissible(compiled) & ~settled
        for term in compiled.others:
            if compiled.in_clause:
                clauses &= hits.clauses[term]
            else:
                sentences &= hits.sentences(term)
        sentences &= hits.sentences_of(clauses)
        if not sentences:
            return []
        literals = hits.term_literals[compiled.anchor]
        return [
            (clause, hit)
            for clause in self._clauses_in(clauses, sentences)
            for hit in hits.by_clause[clause]
            if hit[0] in literals
            and (not compiled.others or self._others_found(compiled, hit, clause))
        ]

    def _clauses_in(self, clauses: int, sentences: int) -> list[int]:
        """Numbers of the clauses that stand in one of the sentences, both given as bits."""
        numbers = []
        sentence_bits = self.sentence_bits
        while clauses:
            # Without `bits_of`, since this is the innermost loop of all matching.
            low = clauses & -clauses
            clauses ^= low
            number = low.bit_length() - 1
            if sentences & sentence_bits[number]:
                numbers.append(number)
        return numbers

    def _admissible(self, compiled: CompiledPattern) -> int:
        """Bits of the sentences whose kind, section and facts let them speak of the item."""
        bits = self._speaking
        if compiled.needs:
            # Without a fact a plan is still a plan, but a statement gains nothing here.
            bits &= self.told(compiled.fact_kinds) | ~self.creditable
        if compiled.in_preamble:
            bits |= self._preamble
        if compiled.sections:
            asked = 0
            for role in compiled.sections:
                asked |= self._roles[role]
            bits &= asked
        return bits

    def told(self, kinds: frozenset[FactKind]) -> int:
        """Bits of the sentences that hold a fact of one of the kinds."""
        bits = self._told.get(kinds)
        if bits is None:
            bits = 0
            for kind in kinds:
                bits |= self._told_kinds[kind]
            self._told[kinds] = bits
        return bits

    def _others_found(self, compiled: CompiledPattern, anchor: Hit, clause: int) -> bool:
        """Whether every other term stands apart from the anchor, as near and in the order asked."""
        if compiled.measured:
            return self._others_near(compiled, anchor, clause)
        elsewhere = 0 if compiled.in_clause else self._sentence_clauses[clause] & ~(1 << clause)
        _, start, end = anchor
        hits = self.hits
        for term in compiled.others:
            if hits.clauses[term] & elsewhere:
                continue
            literals = hits.term_literals[term]
            for literal, left, right in hits.by_clause[clause]:
                if literal in literals and (right <= start or left >= end):
                    break
            else:
                return False
        return True

    def _others_near(self, compiled: CompiledPattern, anchor: Hit, clause: int) -> bool:
        first, last = clause, clause + 1
        if not compiled.in_clause:
            sentence = self.report.sentences[self.report.clauses[clause].sentence]
            first, last = sentence.first_clause, sentence.last_clause
        _, left, right = anchor
        near = compiled.near
        for term in compiled.others:
            found = [
                hit
                for number in range(first, last)
                for hit in self.hits.in_clause(term, number)
                if (hit[2] <= anchor[1] or hit[1] >= anchor[2])
                and (not compiled.ordered or hit[1] >= right)
                and (near is None or (left - near <= hit[2] and hit[1] <= right + near))
            ]
            if not found:
                return False
            left, right = min(left, found[0][1]), max(right, found[0][2])
        return True

    def overlaps(self, term: int, anchor: Hit, clause: int) -> bool:
        """Whether the anchor overlaps a place of the term."""
        _, start, end = anchor
        literals = self.hits.term_literals[term]
        for literal, left, right in self.hits.by_clause[clause]:
            if left < end and right > start and literal in literals:
                return True
        return False

    def under(self, words: Sequence[str], sentence: Sentence) -> bool:
        """Whether a heading above the sentence holds one of the words."""
        for number in self.report.paragraphs[sentence.paragraph].headings:
            heading = self.report.quote(self.report.sentences[number].span)
            if any(word in heading for word in words):
                return True
        return False

    def facts_for(self, compiled: CompiledPattern, anchor: Hit, clause: int) -> tuple[Fact, ...]:
        """The facts that satisfy the first satisfied need, empty where none is."""
        kinds = compiled.fact_kinds
        if not self.told(kinds) & self.sentence_bits[clause]:
            return ()
        if compiled.in_clause:
            near = [fact for fact in self.facts[clause] if fact[0] in kinds]
        else:
            near = [
                fact
                for fact in self._sentence_facts[self.sentence_bits[clause]]
                if fact[0] in kinds and (fact[2] == clause or self._done(fact[2]))
            ]
        if not near:
            return ()
        pooled = compiled.pooled
        for need in compiled.needs:
            kind = need.kind
            found = [
                fact
                for fact in near
                if fact[0] is kind
                and self._satisfies(fact, need, pooled=pooled)
                # A number told in an earlier clause is another act's.
                and (
                    kind is not _COUNT
                    or fact[2] > clause
                    or (fact[2] == clause and self._owned(fact, anchor, pooled=pooled))
                )
            ]
            if len(found) >= need.at_least:
                return tuple(found)
        return ()

    def facts_in(self, clause: int) -> int:
        """How many facts the sentence of the clause holds."""
        return len(self._sentence_facts.get(self.sentence_bits[clause], ()))

    def _done(self, clause: int) -> bool:
        """Whether the clause tells of something done in the report year."""
        assertion = self.assertions[clause]
        return assertion.status is _DONE and not assertion.other_year

    def _satisfies(self, fact: Fact, need: CompiledNeed, *, pooled: bool) -> bool:
        """Whether a fact of the right kind is of the unit and wording that the need asks for."""
        if need.units and fact.unit not in need.units:
            return False
        if need.own and not fact.own:
            return False
        if need.words:
            owner = self.report.quote(fact.owner) if fact.owner else ""
            return any(word in fact.text or word in owner for word in need.words)
        return pooled or not fact.pooled

    def _owned(self, fact: Fact, anchor: Hit, *, pooled: bool) -> bool:
        """Whether a count of the anchor's own clause belongs to the anchor and not to another act.

        Numbers stand before or after what they count; the one is shut off by another number, the
        other also by 、 (审查合同10件、开展培训3次).
        """
        text = self.report.text
        _, start, end = anchor
        fact_start, fact_end = fact.span
        if fact_end <= start:
            return not any(mark in text[fact_end:start] for mark in "、，；")
        between_counts = any(
            other.kind is _COUNT and end <= other.span.start and other.span.end <= fact_start
            for other in self.facts[fact.clause]
        )
        respectively = "分别" in text[end:fact_start]
        if between_counts or pooled or respectively:
            return respectively or not between_counts
        listed = text[start - 1 : start] in _LISTED if start else False
        return not (listed and fact.pooled)


def _sentence_bits(report: Report) -> tuple[list[int], list[int]]:
    bits: list[int] = []
    clauses: list[int] = []
    for *_, first, last in report.sentences:
        size = last - first
        if size > 0:
            bits += [1 << (last - 1)] * size
            clauses += [((1 << size) - 1) << first] * size
    return bits, clauses


def _creditable(report: Report, assertions: Sequence[Assertion], actors: Sequence[Actor]) -> int:
    """Bits of the clauses that may give credit: done, or demanded by the leader himself; those of
    shortcomings left out."""
    admitted = [section.role is not SectionRole.SHORTCOMINGS for section in report.sections]
    bits, bit = 0, 1
    for clause, assertion, actor in zip(report.clauses, assertions, actors, strict=True):
        status = assertion.status
        told = status is _DONE or (status is Status.DEMAND and actor.kind is ActorKind.LEADER)
        if told and admitted[clause.section]:
            bits |= bit
        bit <<= 1
    return bits


def _kinds_and_roles(report: Report) -> tuple[int, int, defaultdict[SectionRole, int]]:
    """Bits of the sentences that may speak of an item (the body, and headings of plans and
    shortcomings), of those of the opening, and of those in sections of each role."""
    roles = [section.role for section in report.sections]
    body, heading, preamble = SentenceKind.BODY, SentenceKind.HEADING, SentenceKind.PREAMBLE
    speaking = opening = 0
    of_role: defaultdict[SectionRole, int] = defaultdict(int)
    for sentence in report.sentences:
        if sentence.last_clause > sentence.first_clause:
            bit = 1 << (sentence.last_clause - 1)
            role, kind = roles[sentence.section], sentence.kind
            of_role[role] |= bit
            if kind is body or (kind is heading and role in _PLANNING):
                speaking |= bit
            elif kind is preamble:
                opening |= bit
    return speaking, opening, of_role
