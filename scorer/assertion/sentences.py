"""Report and assertions in; the status of every sentence out, by its main content."""

from __future__ import annotations

from collections.abc import Sequence

from scorer.checklist import Status
from scorer.report import Report, Sentence, SentenceKind
from scorer.result import Assertion, SentenceResult, SentenceStatus

_BY_KIND = {
    SentenceKind.TITLE: SentenceResult(SentenceStatus.TITLE, None),
    SentenceKind.HEADING: SentenceResult(SentenceStatus.HEADING, None),
    SentenceKind.PREAMBLE: SentenceResult(SentenceStatus.PREAMBLE, None),
    SentenceKind.SIGNATURE: SentenceResult(SentenceStatus.OTHER, None),
}
_BY_STATUS = {
    Status.DONE: SentenceStatus.DONE,
    Status.PLANNED: SentenceStatus.PLANNED,
    Status.SHORTCOMING: SentenceStatus.SHORTCOMING,
    Status.CAUSE: SentenceStatus.CAUSE,
    # A report that quotes a demand tells of the meeting or document that made it.
    Status.DEMAND: SentenceStatus.DONE,
}


def sentence_statuses(
    report: Report, assertions: Sequence[Assertion]
) -> tuple[SentenceResult, ...]:
    """One result per sentence: its place in the report decides, or else the status that governs
    most of its characters; where two govern as much, the one that comes first."""
    body = SentenceKind.BODY
    return tuple(
        [
            _main_status(report, sentence, assertions)
            if sentence.kind is body
            else _BY_KIND[sentence.kind]
            for sentence in report.sentences
        ]
    )


def _main_status(
    report: Report, sentence: Sentence, assertions: Sequence[Assertion]
) -> SentenceResult:
    governing = assertions[sentence.first_clause : sentence.last_clause]
    first = governing[0].status
    if all([assertion.status is first for assertion in governing]):
        # Most sentences are of one piece, and need no weighing.
        status = _BY_STATUS[first]
        return SentenceResult(status, next((a.cue for a in governing if a.cue is not None), None))
    weights: dict[SentenceStatus, int] = {}
    cues: dict[SentenceStatus, str] = {}
    clauses = report.clauses[sentence.first_clause : sentence.last_clause]
    for clause, assertion in zip(clauses, governing, strict=True):
        start, end = clause.span
        status = _BY_STATUS[assertion.status]
        weights[status] = weights.get(status, 0) + end - start
        if assertion.cue is not None:
            cues.setdefault(status, assertion.cue)
    status = max(weights, key=weights.__getitem__)
    return SentenceResult(status, cues.get(status))
