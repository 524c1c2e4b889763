"""A scorecard in, what the list of units tells of it out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

from scorer.checklist import Verdict
from scorer.deciding import decided_scorecard
from scorer.opinions import Hold, Opinion, hold_counts
from scorer.result import Scorecard


def _after_review(card: Scorecard, opinions: Sequence[Opinion]) -> dict[str, Any] | None:
    """What the list tells of the reviewers' decisions; None where there are none."""
    if not opinions:
        return None
    after, counts = decided_scorecard(card, opinions), hold_counts(opinions)
    return {
        "percent": after.percent,
        "grade": after.grade,
        "points": after.points,
        "max_points": after.max_points,
        "verdicts": {
            result.item.id: result.verdict.value
            for result, old in zip(after.items, card.items, strict=True)
            if result.verdict is not old.verdict
        },
        "decisions": {hold.value: counts[hold] for hold in Hold},
    }


def figures(card: Scorecard, opinions: Sequence[Opinion] = ()) -> dict[str, Any]:
    """What the list of units tells of a scorecard; its score is the program's, that with the
    reviewers' decisions stands apart."""
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
        "after_review": _after_review(card, opinions),
    }
