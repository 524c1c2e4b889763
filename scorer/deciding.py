"""A scorecard and reviewers' opinions in, the scorecard as the reviewers left it out.

The program's own scorecard stays what it is: results are archived with it, and both are shown.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from scorer.checklist import Checklist, Verdict, grade_title
from scorer.opinions import DISMISSED, Opinion, decided
from scorer.result import GroupScore, ItemResult, Scorecard

_UNCOUNTED = (Verdict.NOT_APPLICABLE, Verdict.UNREADABLE)


def decided_scorecard(card: Scorecard, opinions: Sequence[Opinion]) -> Scorecard:
    """The scorecard with every verdict that is decided without dispute; evidence, reasons and
    findings stay the program's. The same scorecard where nothing is decided otherwise."""
    verdicts = decided(opinions)
    items = tuple(_decided(result, verdicts, card.checklist) for result in card.items)
    if items == card.items:
        return card
    points = round(sum(result.points for result in items), 6)
    most = round(sum(result.max_points for result in items), 6)
    percent = round(100.0 * points / most, 1) if most else None
    counts = Counter(result.verdict for result in items)
    applicable = len(items) - counts[Verdict.NOT_APPLICABLE]
    return replace(
        card,
        items=items,
        groups=_groups(card.groups, items),
        points=points,
        max_points=most,
        percent=percent,
        grade=grade_title(card.checklist.grades, percent),
        judged=applicable - counts[Verdict.UNREADABLE],
        applicable=applicable,
    )


def dismissed(keys: Sequence[str], opinions: Sequence[Opinion]) -> frozenset[str]:
    """Those of the findings' keys that reviewers do not accept."""
    words = decided(opinions)
    return frozenset(key for key in keys if words.get(key) == DISMISSED)


def _decided(result: ItemResult, verdicts: dict[str, str], checklist: Checklist) -> ItemResult:
    verdict = Verdict(verdicts.get(result.item.id, result.verdict))
    if verdict is result.verdict:
        return result
    credit = checklist.credits.get(verdict, 0.0)
    most = 0.0 if verdict in _UNCOUNTED else result.item.points
    return replace(
        result,
        verdict=verdict,
        credit=credit,
        points=round(most * credit, 6),
        max_points=most,
        points_at_stake=round(most * (1.0 - credit), 6),
    )


def _groups(groups: Sequence[GroupScore], items: Sequence[ItemResult]) -> tuple[GroupScore, ...]:
    points: defaultdict[str, float] = defaultdict(float)
    most: defaultdict[str, float] = defaultdict(float)
    for result in items:
        points[result.item.group] += result.points
        most[result.item.group] += result.max_points
    return tuple(
        replace(group, points=round(points[group.id], 6), max_points=round(most[group.id], 6))
        for group in groups
    )
