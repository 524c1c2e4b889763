"""Report and what earlier stages found in it; out come findings on the whole text (CK-*).

One module per family. Findings are advice: they change no verdict, and what each of them deducts is
set in the checklist (nothing, unless a bureau decides otherwise).
"""

from __future__ import annotations

from collections.abc import Sequence

from scorer.checklist import Checklist
from scorer.checks import (
    contradiction,
    duties,
    numbering,
    quantities,
    repetition,
    residue,
    titles,
    wording,
    years,
)
from scorer.checks.inspection import inspect
from scorer.report import Report
from scorer.result import Actor, Assertion, Fact, Finding

__all__ = ["find_findings"]

_FAMILIES = (
    years,
    numbering,
    repetition,
    quantities,
    wording,
    titles,
    duties,
    residue,
    contradiction,
)


def find_findings(
    report: Report,
    checklist: Checklist,
    assertions: Sequence[Assertion],
    facts: Sequence[Fact],
    actors: Sequence[Actor],
) -> tuple[Finding, ...]:
    """All findings, by check id and then by place."""
    inspection = inspect(report, checklist, assertions, facts, actors)
    found = [finding for family in _FAMILIES for finding in family.find(inspection)]
    return tuple(sorted(found, key=lambda finding: (finding.id, finding.places[0].span)))
