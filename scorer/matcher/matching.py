"""Lookups of one report while patterns are tried: which terms and facts stand near an anchor."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence

from scorer.checklist import FactKind, Status
from scorer.matcher.hits import Hits, Place
from scorer.matcher.rules import CompiledNeed, CompiledPattern
from scorer.report import Report, Sentence
from scorer.result import Actor, Assertion, Fact

_LISTED = "、和及与"


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
        for fact in facts:
            self.facts[fact.clause].append(fact)

    def scope(self, clause: int, compiled: CompiledPattern) -> tuple[int, int]:
        """First and one past the last clause in which the pattern's other parts may stand."""
        if compiled.in_clause:
            return clause, clause + 1
        sentence = self.report.sentences[self.report.clauses[clause].sentence]
        return sentence.first_clause, sentence.last_clause

    def holds(self, term: int, start: int, end: int, anchor: Place | None = None) -> Place | None:
        """First place of the term in the range that does not overlap the anchor."""
        places = self.hits.terms.get(term)
        if not places:
            return None
        for place in places[bisect_left(places, (start, 0)) :]:
            if place[0] >= end:
                return None
            if place[1] <= end and (
                anchor is None or place[1] <= anchor[0] or place[0] >= anchor[1]
            ):
                return place
        return None

    def overlaps(self, terms: Sequence[int], anchor: Place) -> bool:
        """Whether the anchor overlaps a place of one of the terms."""
        for term in terms:
            for start, end in self.hits.terms.get(term, ()):
                if start < anchor[1] and end > anchor[0]:
                    return True
        return False

    def others_found(self, compiled: CompiledPattern, anchor: Place, clause: int) -> bool:
        """Whether every other term of the pattern stands in its scope."""
        if not compiled.others:
            return True
        first, last = self.scope(clause, compiled)
        start = self.report.clauses[first].span.start
        end = self.report.clauses[last - 1].span.end
        pattern = compiled.pattern
        left, right = anchor
        for term in compiled.others:
            low, high = start, end
            if pattern.near is not None:
                low, high = max(low, left - pattern.near), min(high, right + pattern.near)
            if pattern.ordered:
                low = right
            if pattern.near is None:
                found = self.holds(term, low, high, anchor)
            else:
                found = self._starting_before(term, low, high, anchor, end)
            if found is None:
                return False
            left, right = min(left, found[0]), max(right, found[1])
        return True

    def _starting_before(
        self, term: int, low: int, high: int, anchor: Place, end: int
    ) -> Place | None:
        """Like `holds`, but the place need only begin (or end) inside the near range."""
        for place in self.hits.terms.get(term, ()):
            if place[0] > high or place[1] > end:
                continue
            if place[1] >= low and (place[1] <= anchor[0] or place[0] >= anchor[1]):
                return place
        return None

    def under(self, compiled: CompiledPattern, sentence: Sentence) -> bool:
        """Whether a heading above the sentence holds one of the pattern's words."""
        if not compiled.under:
            return True
        for number in self.report.paragraphs[sentence.paragraph].headings:
            heading = self.report.quote(self.report.sentences[number].span)
            if any(word in heading for word in compiled.under):
                return True
        return False

    def facts_for(self, compiled: CompiledPattern, anchor: Place, clause: int) -> tuple[Fact, ...]:
        """The facts that satisfy the first satisfied need, empty where none is."""
        first, last = self.scope(clause, compiled)
        for need in compiled.needs:
            found: list[Fact] = []
            for number in range(first, last):
                if number != clause and not self.done(number):
                    continue
                found += [
                    fact
                    for fact in self.facts.get(number, ())
                    if self.satisfies(fact, need, compiled)
                    and (number != clause or self.owned(fact, anchor, compiled))
                ]
            if len(found) >= need.need.at_least:
                return tuple(found)
        return ()

    def done(self, clause: int) -> bool:
        """Whether the clause tells of something done in the report year."""
        assertion = self.assertions[clause]
        return assertion.status is Status.DONE and not assertion.other_year

    def satisfies(self, fact: Fact, need: CompiledNeed, compiled: CompiledPattern) -> bool:
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

    def owned(self, fact: Fact, anchor: Place, compiled: CompiledPattern) -> bool:
        """Whether a count of the anchor's own clause belongs to the anchor and not to another act.

        Numbers stand before or after what they count; the one is shut off by another number, the
        other also by 、 (审查合同10件、开展培训3次).
        """
        if fact.kind is not FactKind.COUNT:
            return True
        text = self.report.text
        if fact.span.end <= anchor[0]:
            between = text[fact.span.end : anchor[0]]
            return not any(mark in between for mark in "、，；")
        between_counts = any(
            other.kind is FactKind.COUNT
            and anchor[1] <= other.span.start
            and other.span.end <= fact.span.start
            for other in self.facts.get(fact.clause, ())
        )
        if between_counts:
            return "分别" in text[anchor[1] : fact.span.start]
        if compiled.pattern.pooled or "分别" in text[anchor[1] : fact.span.start]:
            return True
        listed = text[anchor[0] - 1 : anchor[0]] in _LISTED if anchor[0] else False
        return not (listed and fact.pooled)
