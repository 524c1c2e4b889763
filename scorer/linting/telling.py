"""A lint report as lines for a person and as JSON for a machine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

from scorer.linting.findings import (
    ABOUT,
    SEVERITIES,
    SEVERITY_NAMES,
    LintFinding,
    LintReport,
)

JSON_VERSION = 1


def lines_of(report: LintReport, *, allowed: bool = False) -> Iterator[str]:
    """The findings, what was let pass where asked for, and what was looked for."""
    for finding in report.findings:
        yield from _finding_lines(finding)
    if allowed:
        for finding, reason in report.silenced:
            yield f"{_where(finding)}放过 {finding.rule}：{finding.message}"
            yield f"    理由：{reason}"
    found = Counter(finding.rule for finding in report.findings)
    passed = Counter(finding.rule for finding, _ in report.silenced)
    yield f"查了{len(report.checked)}类问题："
    for rule, number in report.checked.items():
        about = ABOUT[rule]
        let_pass = f"，放过{passed[rule]}处" if passed[rule] else ""
        yield (
            f"  {SEVERITY_NAMES[about.severity]}  {rule:<18}{about.title}："
            f"查{number}处，有{found[rule]}处{let_pass}"
        )
    counts = "、".join(f"{SEVERITY_NAMES[one]}{report.count(one)}处" for one in SEVERITIES)
    yield f"合计：{counts}；规则文件里用 allow 放过{len(report.silenced)}处。"


def _finding_lines(finding: LintFinding) -> Iterator[str]:
    yield (
        f"{_where(finding)}{SEVERITY_NAMES[finding.severity]} {finding.rule}：{finding.message}。"
    )
    yield f"    怎样改：{finding.remedy}。"


def _where(finding: LintFinding) -> str:
    place = f"{finding.place}: " if finding.place else ""
    return f"{place}{finding.item}：" if finding.item else place


def report_json(report: LintReport) -> dict[str, Any]:
    """The whole report; keys are stable within a version."""
    found = Counter(finding.rule for finding in report.findings)
    passed = Counter(finding.rule for finding, _ in report.silenced)
    return {
        "version": JSON_VERSION,
        "counts": {severity: report.count(severity) for severity in SEVERITIES},
        "findings": [_finding_json(finding) for finding in report.findings],
        "silenced": [
            {**_finding_json(finding), "reason": reason} for finding, reason in report.silenced
        ],
        "checked": [
            {
                "rule": rule.value,
                "title": ABOUT[rule].title,
                "severity": ABOUT[rule].severity,
                "looked_at": number,
                "found": found[rule],
                "silenced": passed[rule],
            }
            for rule, number in report.checked.items()
        ],
    }


def _finding_json(finding: LintFinding) -> dict[str, Any]:
    place = finding.place
    return {
        "rule": finding.rule.value,
        "severity": finding.severity,
        "file": place.path if place else None,
        "line": place.line if place else None,
        "column": place.column if place else None,
        "item": finding.item,
        "names": list(finding.names),
        "message": finding.message,
        "remedy": finding.remedy,
    }
