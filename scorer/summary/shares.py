"""Rows of units in, the district's shares per item, group, check, grade and score band out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import Final

from scorer.checklist import Checklist, Item, Verdict
from scorer.season import (
    Band,
    FindingShare,
    GroupShare,
    ItemMark,
    ItemShare,
    UnitGap,
    UnitLink,
    UnitRow,
)

BAND_POINTS: Final = 10
_MISSING: Final = (Verdict.ABSENT, Verdict.PLANNED)
_UNPROVEN: Final = (*_MISSING, Verdict.STATED)
_JUDGED: Final = (*_UNPROVEN, Verdict.EVIDENCED)


def item_shares(rows: Sequence[UnitRow], checklist: Checklist) -> tuple[ItemShare, ...]:
    """One share per item of the checklist, in its order."""
    marks: defaultdict[str, list[tuple[UnitRow, ItemMark]]] = defaultdict(list)
    for row in rows:
        for mark in row.marks:
            marks[mark.id].append((row, mark))
    return tuple(_item_share(item, marks[item.id]) for item in checklist.items)


def _item_share(item: Item, marks: Sequence[tuple[UnitRow, ItemMark]]) -> ItemShare:
    counts = Counter(mark.verdict for _, mark in marks)
    judged = sum(counts[verdict] for verdict in _JUDGED)
    gaps = [
        UnitGap(row.entry.unit, mark.verdict, row.gap_page)
        for row, mark in marks
        if mark.verdict in _UNPROVEN
    ]
    gaps.sort(key=lambda gap: (_UNPROVEN.index(gap.verdict), gap.unit))
    return ItemShare(
        id=item.id,
        title=item.title,
        group=item.group,
        points=item.points,
        counts={verdict: counts[verdict] for verdict in Verdict},
        judged=judged,
        missing_share=_share(sum(counts[verdict] for verdict in _MISSING), judged),
        unproven_share=_share(sum(counts[verdict] for verdict in _UNPROVEN), judged),
        lost=round(sum(mark.max_points - mark.points for _, mark in marks), 4),
        gaps=tuple(gaps),
    )


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def group_shares(rows: Sequence[UnitRow], checklist: Checklist) -> tuple[GroupShare, ...]:
    """One share per group of the checklist; a group that applies to no unit has no rates."""
    rates: defaultdict[str, list[float]] = defaultdict(list)
    for row in rows:
        for group in row.groups:
            if group.max_points:
                rates[group.id].append(group.points / group.max_points)
    return tuple(
        GroupShare(
            id=group.id,
            title=group.title,
            units=len(rates[group.id]),
            mean_rate=fmean(rates[group.id]) if rates[group.id] else None,
            lowest_rate=min(rates[group.id], default=None),
            highest_rate=max(rates[group.id], default=None),
        )
        for group in checklist.groups
    )


def finding_shares(rows: Sequence[UnitRow]) -> tuple[FindingShare, ...]:
    """One share per check that found anything, the most widespread first."""
    titles: dict[str, str] = {}
    counts: Counter[str] = Counter()
    units: defaultdict[str, list[UnitLink]] = defaultdict(list)
    for row in rows:
        for finding in row.open_findings:
            titles.setdefault(finding.id, finding.title)
            counts[finding.id] += 1
        for check in sorted({finding.id for finding in row.open_findings}):
            units[check].append(UnitLink(row.entry.unit, row.gap_page))
    shares = [
        FindingShare(id=check, title=title, findings=counts[check], units=tuple(units[check]))
        for check, title in titles.items()
    ]
    return tuple(sorted(shares, key=lambda share: (-len(share.units), share.id)))


def bands(rows: Sequence[UnitRow]) -> tuple[Band, ...]:
    """The distribution of scores in bands of ten points, from 0 to 100."""
    units: defaultdict[int, list[str]] = defaultdict(list)
    last = 100 - BAND_POINTS
    for row in rows:
        if row.percent is not None:
            low = int(row.percent // BAND_POINTS) * BAND_POINTS
            units[min(max(low, 0), last)].append(row.entry.unit)
    return tuple(
        Band(low=low, high=low + BAND_POINTS, units=tuple(units[low]))
        for low in range(0, 100, BAND_POINTS)
    )


def grade_counts(rows: Sequence[UnitRow], checklist: Checklist) -> Mapping[str, int]:
    """Units per grade in the order of the grades, those that were not judged last."""
    counts = Counter(row.grade for row in rows)
    order = [grade.title for grade in checklist.grades]
    rest = sorted(set(counts) - set(order))
    return {grade: counts[grade] for grade in (*order, *rest)}
