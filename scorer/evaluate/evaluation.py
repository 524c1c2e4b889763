"""Scored reports against labels as figures: how much is right, and how sure that is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

from scorer.checklist import Checklist, Verdict
from scorer.errors import UsageError
from scorer.evaluate.ablation import AblatedReport, ablate
from scorer.evaluate.comparison import ItemComparison, ReportComparison, compare
from scorer.evaluate.labels import ReportLabels, load_labels
from scorer.evaluate.metrics import (
    CREDITED,
    MISSING,
    ClassScores,
    Interval,
    Pair,
    agreement,
    bootstrap_interval,
    class_scores,
    cohen_kappa,
    confusion,
    f1_missing,
    false_credit,
    quadratic_kappa,
)
from scorer.pipeline import score_file
from scorer.result import Scorecard

Score = Callable[[Path, Checklist], Scorecard]
"""Scores one file; what is measured is `pipeline.score_file`, tests measure others."""

NO_CREDIT = MISSING | {Verdict.NOT_APPLICABLE}


class Measure(NamedTuple):
    """One figure with its 95 % interval and the value that the project aims at."""

    id: str
    title: str
    value: float | None
    """None where the labels do not define it."""
    interval: Interval | None
    aim: float | None = None
    at_most: bool = False
    """Whether the aim is an upper bound."""

    @property
    def reached(self) -> bool | None:
        """Whether the aim is reached; None without an aim or a value."""
        if self.aim is None or self.value is None:
            return None
        return self.value <= self.aim if self.at_most else self.value >= self.aim


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Everything that `scorer evaluate` tells."""

    checklist: str
    version: str
    digest: str
    reports: tuple[ReportComparison, ...]
    measures: tuple[Measure, ...]
    by_verdict: Mapping[Verdict, ClassScores]
    """Of the verdicts that occur on either side."""
    confusion: Mapping[Pair, int]
    """(labelled, given) → items."""
    ablation: tuple[AblatedReport, ...] | None
    """None when it was not asked for."""

    @property
    def items(self) -> tuple[ItemComparison, ...]:
        """Every labelled item of every report."""
        return tuple(item for report in self.reports for item in report.items)

    @property
    def disagreements(self) -> tuple[ItemComparison, ...]:
        """The items on which label and scorer differ."""
        return tuple(item for item in self.items if not item.agrees)


def evaluate(
    labels_dir: Path,
    reports_dir: Path,
    checklist: Checklist,
    *,
    score: Score = score_file,
    ablation: bool = False,
) -> Evaluation:
    """Score every labelled report and compare. Unit kind and year are guessed, not told.

    Raises UsageError for missing or wrong labels and reports, ReadError for unreadable reports.
    """
    labels = load_labels(labels_dir)
    paths = {one.report: _report_path(reports_dir, one) for one in labels}
    reports = tuple(compare(one, score(paths[one.report], checklist)) for one in labels)
    pairs = pairs_of(reports)
    return Evaluation(
        checklist=checklist.id,
        version=checklist.version,
        digest=checklist.digest,
        reports=reports,
        measures=_measures(reports),
        by_verdict={
            verdict: class_scores(pairs, {verdict})
            for verdict in Verdict
            if any(verdict in pair for pair in pairs)
        },
        confusion=confusion(pairs),
        ablation=ablate(labels, paths, checklist, score=score) if ablation else None,
    )


def pairs_of(reports: Sequence[ReportComparison]) -> list[Pair]:
    """(labelled, given) of every item of the reports."""
    return [(item.labelled, item.given) for report in reports for item in report.items]


def _report_path(folder: Path, labels: ReportLabels) -> Path:
    path = folder / labels.file
    if not path.is_file():
        raise UsageError(f"标注 {labels.report} 的报告不存在：{path}")
    return path


def _measures(reports: Sequence[ReportComparison]) -> tuple[Measure, ...]:
    return (*_verdict_measures(reports), *_text_measures(reports), *_review_measures(reports))


def _verdict_measures(reports: Sequence[ReportComparison]) -> tuple[Measure, ...]:
    strata = [pairs_of([report]) for report in reports]
    sure = [[(i.labelled, i.given) for i in report.items if i.sure] for report in reports]

    def f1(verdict: Verdict) -> Callable[[Sequence[Pair]], float | None]:
        return lambda pairs: class_scores(pairs, {verdict}).f1

    undue = partial(false_credit, undeserving=NO_CREDIT)
    return (
        _measure("agreement", "结论一致率", strata, agreement, aim=0.94),
        _measure("agreement_sure", "　其中标注有把握的项目", sure, agreement),
        _measure("kappa", "Cohen κ", strata, cohen_kappa, aim=0.92),
        _measure("quadratic_kappa", "二次加权 κ", strata, quadratic_kappa, aim=0.95),
        _measure("f1_missing", "缺项（缺失＋仅计划）F1", strata, f1_missing, aim=0.93),
        _measure("f1_planned", "仅计划 F1", strata, f1(Verdict.PLANNED), aim=0.80),
        _measure("f1_stated", "泛泛表述 F1", strata, f1(Verdict.STATED), aim=0.88),
        _measure("f1_evidenced", "有实据 F1", strata, f1(Verdict.EVIDENCED)),
        _measure("false_credit", "误给分率", strata, false_credit, aim=0.03, at_most=True),
        _measure("false_credit_with_not_applicable", "　连同不适用的项目", strata, undue),
    )


def _text_measures(reports: Sequence[ReportComparison]) -> tuple[Measure, ...]:
    sentences = [[(s.labelled, s.given or "") for s in report.sentences] for report in reports]
    checks = [check.found for report in reports for check in report.checks]
    shared = [
        item.shares_quote
        for report in reports
        for item in report.items
        if item.agrees and item.labelled in CREDITED and item.label_quotes
    ]
    return (
        _measure("sentence_status", "句子状态一致率", sentences, agreement, aim=0.96),
        Measure("quotes_shared", "引文与标注相合", _mean(shared), None),
        Measure("checks_found", "应查出的问题已查出", _mean(checks), None),
    )


def _review_measures(reports: Sequence[ReportComparison]) -> tuple[Measure, ...]:
    items = [item for report in reports for item in report.items]
    flagged = [item.review is not None for item in items]
    caught = [item.review is not None for item in items if not item.agrees]
    return (
        Measure("review_rate", "提请复核的项目", _mean(flagged), None, 0.20, at_most=True),
        Measure("review_caught", "结论有误的项目已提请复核", _mean(caught), None, 0.70),
    )


def _measure(
    name: str,
    title: str,
    strata: Sequence[Sequence[tuple[str, str]]],
    measure: Callable[..., float | None],
    *,
    aim: float | None = None,
    at_most: bool = False,
) -> Measure:
    pairs = [pair for stratum in strata for pair in stratum]
    interval = bootstrap_interval(strata, measure)
    return Measure(name, title, measure(pairs), interval, aim, at_most)


def _mean(values: Sequence[bool]) -> float | None:
    return sum(values) / len(values) if values else None
