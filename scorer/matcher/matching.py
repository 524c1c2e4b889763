"""Lookups of one report while patterns are tried: where terms meet, which facts are theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from scorer.checklist import FactKind, Status, Verdict
from scorer.matcher.hits import Hit, Hits, bits_of
from scorer.matcher.rules import CompiledNeed, CompiledPattern
from scorer.report import Report, SectionRole, Sentence, SentenceKind
from scorer.result import Actor, Assertion, Fact

_LISTED = "、和及与"
_PLANNING = (SectionRole.PLAN, SectionRole.SHORTCOMINGS)


class Matching:
    """One report's lookups, made once and only read while its patterns are tried."""

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
        self.facts: defaultdict[int, list[Fact]] = defaultdict(list)
        self._fact_sentences: defaultdict[FactKind, int] = defaultdict(int)
        for fact in facts:
            self.facts[fact.clause].append(fact)
            self._fact_sentences[fact.kind] |= 1 << report.clauses[fact.clause].sentence
        self._body, self._preamble, self._planning = _sentence_bits(report)
        self._creditable = _creditable(report, assertions)
        self._role_bits: defaultdict[SectionRole, int] = defaultdict(int)
        for sentence in report.sentences:
            self._role_bits[report.sections[sentence.section].role] |= 1 << sentence.number

    def creditable(self, sentence: int) -> bool:
        """Whether any clause of the sentence may give credit."""
        return bool(self._creditable >> sentence & 1)

    def candidates(self, compiled: CompiledPattern, settled: int) -> Iterator[tuple[int, Hit]]:
        """Clauses and anchors with all terms of the pattern in its scope.

        `settled` holds the bits of sentences that have nothing to gain from the pattern.
        """
        hits = self.hits
        sentences = hits.sentences[compiled.anchor] & self._admissible(compiled) & ~settled
        clauses = hits.clauses[compiled.anchor]
        for term in compiled.others:
            if compiled.in_clause:
                clauses &= hits.clauses[term]
            else:
                sentences &= hits.sentences[term]
        if not clauses or not sentences:
            return
        of = self.report.clauses
        for clause in bits_of(clauses):
            if sentences >> of[clause].sentence & 1:
                for anchor in hits.in_clause(compiled.anchor, clause):
                    if self._others_found(compiled, anchor, clause):
                        yield clause, anchor

    def _admissible(self, compiled: CompiledPattern) -> int:
        """Bits of the sentences whose kind, section and facts let them speak of the item."""
        bits = self._body | self._planning
        if compiled.needs:
            told = 0
            for kind in compiled.fact_kinds:
                told |= self._fact_sentences[kind]
            # Without a fact a plan is still a plan, but a statement gains nothing here.
            bits &= told | ~self._creditable
        if compiled.item.in_preamble and compiled.verdict is Verdict.STATED:
            bits |= self._preamble
        if compiled.pattern.sections:
            asked = 0
            for role in compiled.pattern.sections:
                asked |= self._role_bits[role]
            bits &= asked
        return bits

    def scope(self, clause: int, compiled: CompiledPattern) -> tuple[int, int]:
        """First and one past the last clause in which the pattern's other parts may stand."""
        if compiled.in_clause:
            return clause, clause + 1
        sentence = self.report.sentences[self.report.clauses[clause].sentence]
        return sentence.first_clause, sentence.last_clause

    def _others_found(self, compiled: CompiledPattern, anchor: Hit, clause: int) -> bool:
        """Whether every other term stands apart from the anchor, as near and in the order asked."""
        if not compiled.others:
            return True
        first, last = self.scope(clause, compiled)
        if not compiled.measured:
            return all(self._stands(term, first, last, anchor, clause) for term in compiled.others)
        _, left, right = anchor
        near = compiled.pattern.near
        for term in compiled.others:
            found = [
                hit
                for number in range(first, last)
                for hit in self.hits.in_clause(term, number)
                if (hit[2] <= anchor[1] or hit[1] >= anchor[2])
                and (not compiled.pattern.ordered or hit[1] >= right)
                and (near is None or (left - near <= hit[2] and hit[1] <= right + near))
            ]
            if not found:
                return False
            left, right = min(left, found[0][1]), max(right, found[0][2])
        return True

    def _stands(self, term: int, first: int, last: int, anchor: Hit, clause: int) -> bool:
        """Whether the term stands in the clauses without overlapping the anchor."""
        bits = self.hits.clauses[term]
        if bits & ~(1 << clause) & ((1 << last) - (1 << first)):
            return True
        _, start, end = anchor
        return any(hit[2] <= start or hit[1] >= end for hit in self.hits.in_clause(term, clause))

    def overlaps(self, term: int, anchor: Hit, clause: int) -> bool:
        """Whether the anchor overlaps a place of the term."""
        if not self.hits.clauses[term] >> clause & 1:
            return False
        _, start, end = anchor
        return any(hit[1] < end and hit[2] > start for hit in self.hits.in_clause(term, clause))

    def under(self, compiled: CompiledPattern, sentence: Sentence) -> bool:
        """Whether a heading above the sentence holds one of the pattern's words."""
        if not compiled.under:
            return True
        for number in self.report.paragraphs[sentence.paragraph].headings:
            heading = self.report.quote(self.report.sentences[number].span)
            if any(word in heading for word in compiled.under):
                return True
        return False

    def facts_for(self, compiled: CompiledPattern, anchor: Hit, clause: int) -> tuple[Fact, ...]:
        """The facts that satisfy the first satisfied need, empty where none is."""
        sentence = self.report.clauses[clause].sentence
        if not any(self._fact_sentences[kind] >> sentence & 1 for kind in compiled.fact_kinds):
            return ()
        first, last = self.scope(clause, compiled)
        near = [
            fact
            for number in range(first, last)
            if number in self.facts and (number == clause or self.done(number))
            for fact in self.facts[number]
            if fact.kind in compiled.fact_kinds
        ]
        for need in compiled.needs:
            found = tuple(
                fact
                for fact in near
                if self._satisfies(fact, need, compiled)
                and self._belongs(fact, anchor, clause, compiled)
            )
            if len(found) >= need.need.at_least:
                return found
        return ()

    def done(self, clause: int) -> bool:
        """Whether the clause tells of something done in the report year."""
        assertion = self.assertions[clause]
        return assertion.status is Status.DONE and not assertion.other_year

    def _satisfies(self, fact: Fact, need: CompiledNeed, compiled: CompiledPattern) -> bool:
        """Whether the fact is of the kind, unit and wording that the need asks for."""
        if fact.kind is not need.need.kind:
            return False
        if need.units and fact.unit not in need.units:
            return False
        if fact.kind is FactKind.DOCUMENT and need.need.own and not fact.own:
            return False
        if need.words:
            owner = self.report.quote(fact.owner) if fact.owner else ""
            return any(word in fact.text or word in owner for word in need.words)
        return not (fact.pooled and not compiled.pattern.pooled)

    def _belongs(self, fact: Fact, anchor: Hit, clause: int, compiled: CompiledPattern) -> bool:
        """Whether the fact can be the anchor's: a number told in an earlier clause is another's."""
        if fact.clause == clause:
            return fact.kind is not FactKind.COUNT or self._owned(fact, anchor, compiled)
        return fact.clause > clause or fact.kind is not FactKind.COUNT

    def _owned(self, fact: Fact, anchor: Hit, compiled: CompiledPattern) -> bool:
        """Whether a count of the anchor's own clause belongs to the anchor and not to another act.

        Numbers stand before or after what they count; the one is shut off by another number, the
        other also by 、 (审查合同10件、开展培训3次).
        """
        text = self.report.text
        _, start, end = anchor
        if fact.span.end <= start:
            return not any(mark in text[fact.span.end : start] for mark in "、，；")
        between_counts = any(
            other.kind is FactKind.COUNT
            and end <= other.span.start
            and other.span.end <= fact.span.start
            for other in self.facts.get(fact.clause, ())
        )
        respectively = "分别" in text[end : fact.span.start]
        if between_counts or compiled.pattern.pooled or respectively:
            return respectively or not between_counts
        listed = text[start - 1 : start] in _LISTED if start else False
        return not (listed and fact.pooled)


def _creditable(report: Report, assertions: Sequence[Assertion]) -> int:
    """Bits of the sentences with a clause that tells of something done, shortcomings left out."""
    bits = 0
    for clause, assertion in zip(report.clauses, assertions, strict=True):
        role = report.sections[clause.section].role
        if assertion.status is Status.DONE and role is not SectionRole.SHORTCOMINGS:
            bits |= 1 << clause.sentence
    return bits


def _sentence_bits(report: Report) -> tuple[int, int, int]:
    """Bits of the body sentences, those of the opening, and headings of plans and shortcomings."""
    body = preamble = planning = 0
    for sentence in report.sentences:
        bit = 1 << sentence.number
        if sentence.kind is SentenceKind.BODY:
            body |= bit
        elif sentence.kind is SentenceKind.PREAMBLE:
            preamble |= bit
        elif (
            sentence.kind is SentenceKind.HEADING
            and report.sections[sentence.section].role in _PLANNING
        ):
            planning |= bit
    return body, preamble, planning
