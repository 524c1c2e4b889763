"""The order of the stages; no logic of its own."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from scorer import __version__
from scorer.actors import find_actors
from scorer.assertion import classify, sentence_statuses
from scorer.checklist import Checklist, Example, Item, Verdict
from scorer.checks import find_findings
from scorer.errors import ReadError
from scorer.facts import find_facts
from scorer.matcher import find_evidence
from scorer.readers import read, read_text
from scorer.report import Reading, Report, SectionRole
from scorer.result import Actor, Assertion, Fact, ItemResult, Scorecard, SentenceResult
from scorer.scoring import score
from scorer.segment import report_likeness, segment
from scorer.structure import find_structure

_IF_IT_IS = "请核对是否选错了文件；确是年度报告的，请在开头补上报告题目后再试。"


class Prepared(NamedTuple):
    """Everything that is known of a report before any item is looked at."""

    report: Report
    assertions: tuple[Assertion, ...]
    sentences: tuple[SentenceResult, ...]
    actors: tuple[Actor, ...]
    facts: tuple[Fact, ...]


def prepare(
    reading: Reading,
    checklist: Checklist,
    *,
    unit_kind: str | None = None,
    year: int | None = None,
    reports_only: bool = False,
) -> Prepared:
    """The stages before the items; parameters and errors are those of `score_reading`."""
    report = segment(
        reading, checklist.outline, checklist.unit_kinds, unit_kind=unit_kind, year=year
    )
    if reports_only and report.complete:
        likely, doubt = report_likeness(report, checklist.outline)
        if not likely:
            raise ReadError(reading.source, f"这不像一份法治政府建设年度报告：{doubt}。{_IF_IT_IS}")
    assertions = classify(report, checklist.cues)
    return Prepared(
        report=report,
        assertions=assertions,
        sentences=sentence_statuses(report, assertions),
        actors=find_actors(report, checklist.actors),
        facts=find_facts(report),
    )


def prepare_again(
    known: Prepared, checklist: Checklist, *, same_cues: bool, same_actors: bool
) -> Prepared:
    """A prepared report under another checklist whose outline and kinds of units say the same as
    those that `known` was made with. What else says the same is not done again."""
    assertions, sentences, actors = known.assertions, known.sentences, known.actors
    if not same_cues:
        assertions = classify(known.report, checklist.cues)
        sentences = sentence_statuses(known.report, assertions)
    if not same_actors:
        actors = find_actors(known.report, checklist.actors)
    return known._replace(assertions=assertions, sentences=sentences, actors=actors)


def judge(prepared: Prepared, checklist: Checklist) -> Scorecard:
    """The items' verdicts on a prepared report, without findings on the whole text."""
    report, assertions, sentences, actors, facts = prepared
    evidence, near_misses = find_evidence(report, assertions, actors, facts, checklist)
    parts, missing_parts = find_structure(report, assertions, actors, sentences, checklist)
    return score(
        report,
        parts + evidence,
        missing_parts + near_misses,
        sentences,
        checklist,
        tool_version=__version__,
    )


def score_reading(
    reading: Reading,
    checklist: Checklist,
    *,
    unit_kind: str | None = None,
    year: int | None = None,
    reports_only: bool = False,
) -> Scorecard:
    """Scores a file that was read. `unit_kind` and `year` override what the report itself tells.

    With `reports_only`, a text that is no such report raises ReadError, which says why.
    """
    prepared = prepare(
        reading, checklist, unit_kind=unit_kind, year=year, reports_only=reports_only
    )
    scorecard = judge(prepared, checklist)
    findings = find_findings(
        prepared.report, checklist, prepared.assertions, prepared.facts, prepared.actors
    )
    return replace(scorecard, findings=findings)


def score_file(
    path: Path,
    checklist: Checklist,
    *,
    unit_kind: str | None = None,
    year: int | None = None,
    encoding: str | None = None,
    reports_only: bool = False,
) -> Scorecard:
    """Reads and scores one file; ReadError where it cannot be read (or is no report)."""
    reading = read(path, encoding=encoding)
    return score_reading(
        reading, checklist, unit_kind=unit_kind, year=year, reports_only=reports_only
    )


def score_text(
    text: str,
    checklist: Checklist,
    *,
    source: str = "text",
    unit_kind: str | None = None,
    year: int | None = None,
) -> Scorecard:
    """Scores a report given as text; the same result as for a .txt file that holds it.

    >>> from scorer import load_checklist, score_text
    >>> score_text("某某区某某局2023年度法治政府建设情况报告\\n……", load_checklist()).grade
    """
    return score_reading(read_text(text, source), checklist, unit_kind=unit_kind, year=year)


_EXAMPLE_YEAR = 2024
_EXAMPLE_HEADINGS = {
    SectionRole.MEASURES: "一、主要举措和成效",
    SectionRole.SHORTCOMINGS: "二、存在的不足和原因",
    SectionRole.LEADER: "三、党政主要负责人履行推进法治建设第一责任人职责情况",
    SectionRole.PLAN: "四、下一年度主要安排",
}


class ExampleReport(NamedTuple):
    """An example put into a small report of its own, and what is known of that report."""

    text: str
    unit_kind: str
    year: int


def example_report(item: Item, example: Example) -> ExampleReport:
    """The report that an example of an item is judged in.

    An example of several lines is taken as the whole report, with a title put above it.
    """
    year = example.year or _EXAMPLE_YEAR
    kind = example.unit_kind or (item.applies_to or ("department",))[0]
    title = f"某某区某某局{year}年度法治政府建设情况报告"
    if "\n" in example.text.strip():
        return ExampleReport(f"{title}\n{example.text}", kind, year)
    heading = _EXAMPLE_HEADINGS.get(example.section, "")
    lines = [title, f"现将{year}年度法治政府建设情况报告如下：", heading, example.heading]
    text = "\n".join([*(line for line in lines if line), example.text])
    return ExampleReport(text, kind, year)


def score_example(item: Item, example: Example, checklist: Checklist) -> ItemResult:
    """The item's result on one of its examples, put into a small report of its own."""
    scorecard = example_scorecard(item, example, checklist)
    return next(result for result in scorecard.items if result.item.id == item.id)


def example_scorecard(item: Item, example: Example, checklist: Checklist) -> Scorecard:
    """The results of all items on an item's example, in the report that it is judged in."""
    text, kind, year = example_report(item, example)
    return score_text(text, checklist, unit_kind=kind, year=year)


def example_verdict(item: Item, example: Example, checklist: Checklist) -> Verdict:
    """The verdict that the item gives to one of its examples."""
    return score_example(item, example, checklist).verdict
