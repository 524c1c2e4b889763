"""What the checks look at, and how a finding is made."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
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
    body: tuple[Sentence, ...]
    """The sentences of the running text."""
    headings: tuple[Sentence, ...]
    """Headings and the title."""
    ends: Sequence[int]
    """Where each sentence of the report ends."""

    def quote(self, sentence: Sentence) -> str:
        """The sentence's text."""
        start, end = sentence.span
        return self.report.text[start:end]

    def found_in_body(self, pattern: re.Pattern[str]) -> dict[int, list[re.Match[str]]]:
        """Matches in one pass over the whole text, by the number of the body sentence that holds
        them. The pattern must not look at what stands around a match, nor run across sentences.
        """
        found: dict[int, list[re.Match[str]]] = {}
        for match in pattern.finditer(self.report.text):
            sentence = self.sentence_at(match.start())
            if (
                sentence is not None
                and sentence.kind is SentenceKind.BODY
                and match.end() <= sentence.span.end
            ):
                found.setdefault(sentence.number, []).append(match)
        return found

    def role(self, sentence: Sentence) -> SectionRole:
        """Role of the section that the sentence stands in."""
        return self.report.sections[sentence.section].role

    def words(self, name: str) -> tuple[str, ...]:
        """Phrases of a vocabulary entry, none where the checklist has no such entry."""
        term = self.checklist.terms.get(name)
        return term.words if term else ()

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds a character, None between sentences."""
        sentences = self.report.sentences
        place = bisect_right(self.ends, offset)
        if place == len(sentences):
            return None
        return sentences[place] if sentences[place].span.start <= offset else None


def inspect(
    report: Report,
    checklist: Checklist,
    assertions: Sequence[Assertion],
    facts: Sequence[Fact],
    actors: Sequence[Actor],
) -> Inspection:
    """The inspection of one report."""
    is_body = SentenceKind.BODY
    body = tuple([sentence for sentence in report.sentences if sentence.kind is is_body])
    heads = (SentenceKind.HEADING, SentenceKind.TITLE)
    headings = tuple([sentence for sentence in report.sentences if sentence.kind in heads])
    ends = [sentence.span.end for sentence in report.sentences]
    return Inspection(report, checklist, assertions, facts, actors, body, headings, ends)


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
