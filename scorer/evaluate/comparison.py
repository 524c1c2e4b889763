"""One scored report against its labels: which items, sentences and findings differ."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from scorer.checklist import Verdict
from scorer.errors import UsageError
from scorer.evaluate.labels import CheckLabel, ItemLabel, ReportLabels
from scorer.report import Report, Span
from scorer.result import Finding, ItemResult, NearMissReason, Scorecard, SentenceStatus


class RefusedQuote(NamedTuple):
    """A candidate that the scorer refused, with its reason."""

    quote: str
    reason: NearMissReason


class ItemComparison(NamedTuple):
    """One item of one report: what the label says and what the scorer gave, each with quotes."""

    report: str
    item: str
    title: str
    labelled: Verdict
    given: Verdict
    sure: bool
    """False where the annotators called the label one that fair reviewers could dispute."""
    note: str
    label_quotes: tuple[str, ...]
    quotes: tuple[str, ...]
    refused: tuple[RefusedQuote, ...]
    review: str | None

    @property
    def agrees(self) -> bool:
        """Whether both sides have the same verdict."""
        return self.labelled == self.given

    @property
    def shares_quote(self) -> bool:
        """Whether one of the scorer's quotes lies within a labelled one, or holds one."""
        mine = [compact(quote) for quote in self.quotes if quote]
        labelled = [compact(quote) for quote in self.label_quotes]
        return any(a in b or b in a for a in mine for b in labelled)


class SentenceComparison(NamedTuple):
    """A labelled sentence and its status; `given` is None where the scorer cut otherwise."""

    text: str
    labelled: SentenceStatus
    given: SentenceStatus | None


class CheckComparison(NamedTuple):
    """A labelled finding and whether the scorer has one of that id at one of its places."""

    label: CheckLabel
    found: bool


class UnlabelledFinding(NamedTuple):
    """A finding that no label of its id overlaps. Labels are not complete: a person decides."""

    id: str
    severity: str
    message: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportComparison:
    """Everything that was compared for one report."""

    report: str
    labelled_unit_kind: str | None
    given_unit_kind: str
    labelled_year: int | None
    given_year: int | None
    items: tuple[ItemComparison, ...]
    """In the checklist's order; only the items that have a label."""
    sentences: tuple[SentenceComparison, ...]
    extra_sentences: tuple[str, ...]
    """Sentences of the scorer that match no labelled one."""
    checks: tuple[CheckComparison, ...]
    unlabelled_findings: tuple[UnlabelledFinding, ...]


def compact(text: str) -> str:
    """Text without any white space: line breaks and blanks are no part of what a report says."""
    return "".join(text.split())


def compare(labels: ReportLabels, scorecard: Scorecard) -> ReportComparison:
    """Put one scorecard beside its labels. Raises UsageError for labels of unknown items."""
    results = {result.item.id: result for result in scorecard.items}
    unknown = sorted(labels.items.keys() - results.keys())
    if unknown:
        raise UsageError(f"标注 {labels.report} 里有清单没有的项目：{'、'.join(unknown)}")
    report = scorecard.report
    sentences, extra = _compare_sentences(labels, scorecard)
    checks, unlabelled = _compare_findings(labels, scorecard)
    return ReportComparison(
        report=labels.report,
        labelled_unit_kind=labels.unit_kind,
        given_unit_kind=report.unit_kind,
        labelled_year=labels.year,
        given_year=report.year,
        items=tuple(
            _compare_item(labels.report, labels.items[name], result, report)
            for name, result in results.items()
            if name in labels.items
        ),
        sentences=sentences,
        extra_sentences=extra,
        checks=checks,
        unlabelled_findings=unlabelled,
    )


def _compare_item(
    name: str, label: ItemLabel, result: ItemResult, report: Report
) -> ItemComparison:
    return ItemComparison(
        report=name,
        item=result.item.id,
        title=result.item.title,
        labelled=label.verdict,
        given=result.verdict,
        sure=label.sure,
        note=label.note,
        label_quotes=label.evidence,
        quotes=tuple(dict.fromkeys(report.quote(one.span) for one in result.evidence)),
        refused=tuple(
            dict.fromkeys(
                RefusedQuote(report.quote(miss.span), miss.reason) for miss in result.near_misses
            )
        ),
        review=result.review,
    )


def _compare_sentences(
    labels: ReportLabels, scorecard: Scorecard
) -> tuple[tuple[SentenceComparison, ...], tuple[str, ...]]:
    """Match sentences by their text without white space; equal ones in the order they stand."""
    report = scorecard.report
    texts = [report.quote(sentence.span) for sentence in report.sentences]
    waiting: defaultdict[str, deque[int]] = defaultdict(deque)
    for number, text in enumerate(texts):
        waiting[compact(text)].append(number)
    compared = []
    for label in labels.sentences:
        same = waiting[compact(label.text)]
        given = scorecard.sentences[same.popleft()].status if same else None
        compared.append(SentenceComparison(label.text, label.status, given))
    extra = sorted(number for rest in waiting.values() for number in rest)
    return tuple(compared), tuple(texts[number] for number in extra)


def _compare_findings(
    labels: ReportLabels, scorecard: Scorecard
) -> tuple[tuple[CheckComparison, ...], tuple[UnlabelledFinding, ...]]:
    report = scorecard.report
    ink = tuple(index for index, letter in enumerate(report.text) if not letter.isspace())
    labelled = [(check, tuple(_label_spans(check, report, ink))) for check in labels.checks]
    checks = tuple(
        CheckComparison(
            check,
            any(one.id == check.id and _meets(one, spans) for one in scorecard.findings),
        )
        for check, spans in labelled
    )
    unlabelled = tuple(
        UnlabelledFinding(
            one.id,
            one.severity,
            one.message,
            tuple(report.quote(place.span) for place in one.places),
        )
        for one in scorecard.findings
        if not any(one.id == check.id and _meets(one, spans) for check, spans in labelled)
    )
    return checks, unlabelled


def _label_spans(check: CheckLabel, report: Report, ink: Sequence[int]) -> Iterator[Span]:
    """Every place of the report where a labelled quote stands, blanks aside."""
    text = compact(report.text)
    for quote in map(compact, check.quotes):
        start = text.find(quote) if quote else -1
        while start >= 0:
            yield Span(ink[start], ink[start + len(quote) - 1] + 1)
            start = text.find(quote, start + 1)


def _meets(finding: Finding, spans: Sequence[Span]) -> bool:
    """Whether a place of the finding overlaps one of the spans; an empty place is a point."""
    return any(
        place.span.start < span.end and span.start < max(place.span.end, place.span.start + 1)
        for place in finding.places
        for span in spans
    )
