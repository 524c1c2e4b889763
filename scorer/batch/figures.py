"""A scorecard in, what the list of units tells of it out."""

from __future__ import annotations

from collections import Counter
from typing import Any

from scorer.checklist import Verdict
from scorer.result import Scorecard


def figures(card: Scorecard) -> dict[str, Any]:
    """What the list of units tells of a scorecard."""
    counts = Counter(result.verdict for result in card.items)
    report = card.report
    return {
        "unit": report.unit,
        "title": report.title,
        "unit_kind": report.unit_kind,
        "year": report.year,
        "digest": report.digest,
        "complete": report.complete,
        "percent": card.percent,
        "grade": card.grade,
        "points": card.points,
        "max_points": card.max_points,
        "judged": card.judged,
        "applicable": card.applicable,
        "verdicts": {verdict.value: counts[verdict] for verdict in Verdict},
        "findings": len(card.findings),
        "to_look_at": sum(result.review is not None for result in card.items),
    }
