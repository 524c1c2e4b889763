"""What the checks look at, and how a finding is made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from scorer.checklist import Checklist
from scorer.report import Report, SectionRole, Sentence, SentenceKind, Span
from scorer.result import Actor, Assertion, Fact, Finding, Place, Severity


class Inspection(NamedTuple):
    """One report with everything that earlier stages found in it."""

    report: Report
    checklist: Checklist
    assertions: Sequence[Assertion]
    facts: Sequence[Fact]
    actors: Sequence[Actor]

    def quote(self, sentence: Sentence) -> str:
        """The sentence's text."""
        return self.report.quote(sentence.span)

    def body(self) -> Iterator[Sentence]:
        """The sentences of the running text."""
        return (s for s in self.report.sentences if s.kind is SentenceKind.BODY)

    def role(self, sentence: Sentence) -> SectionRole:
        """Role of the section that the sentence stands in."""
        return self.report.sections[sentence.section].role

    def words(self, name: str) -> tuple[str, ...]:
        """Phrases of a vocabulary entry, none where the checklist has no such entry."""
        term = self.checklist.terms.get(name)
        return term.words if term else ()

    def headings(self, sentence: Sentence) -> list[Sentence]:
        """The headings above a sentence, outermost first."""
        numbers = self.report.paragraphs[sentence.paragraph].headings
        return [self.report.sentences[number] for number in numbers]

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds a character, None between sentences."""
        low, high = 0, len(self.report.sentences)
        while low < high:
            middle = (low + high) // 2
            if self.report.sentences[middle].span.end <= offset:
                low = middle + 1
            else:
                high = middle
        found = self.report.sentences[low] if low < len(self.report.sentences) else None
        return found if found is not None and found.span.start <= offset else None


class Check(NamedTuple):
    """A check's id and title."""

    id: str
    title: str

    def finding(
        self,
        inspection: Inspection,
        severity: Severity,
        message: str,
        *,
        suggestion: str,
        spans: Sequence[Span],
    ) -> Finding:
        """A finding of this check, with the deduction that the checklist sets for it."""
        return Finding(
            id=self.id,
            title=self.title,
            severity=severity,
            message=message,
            suggestion=suggestion,
            places=tuple(Place(span) for span in spans),
            deduction=inspection.checklist.deductions.get(self.id, 0.0),
        )
