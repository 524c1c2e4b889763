"""Reports under both checklists in, what the edit does to items, grades and decisions out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from statistics import mean, median
from typing import NamedTuple

from scorer import __version__
from scorer.archive import Archive
from scorer.checklist import Checklist, Item, Verdict
from scorer.rehearsed import (
    DecidedVerdict,
    DecidedVerdicts,
    GradeCount,
    LineCrossing,
    NotRehearsed,
    Rehearsal,
    RehearsedItem,
    RehearsedReport,
    RuleVersion,
    ScoreBand,
    ScoreMiddle,
    Way,
)
from scorer.selfcheck import failing_examples

_ORDER = {verdict: order for order, verdict in enumerate((None, *Verdict))}


class Found(NamedTuple):
    """What came of the reports."""

    reports: tuple[RehearsedReport, ...]
    left_out: tuple[NotRehearsed, ...]
    lines: tuple[float, ...]


def sum_up(
    found: Found,
    archive: Archive,
    old: tuple[Checklist, RuleVersion],
    new: tuple[Checklist, RuleVersion],
) -> Rehearsal:
    """The whole rehearsal."""
    return Rehearsal(
        old=old[1],
        new=new[1],
        archive=archive.shown,
        reports=found.reports,
        items=_items(found.reports, old[0], new[0]),
        bands=score_bands(found.reports),
        old_middle=_middle([one.old.percent for one in found.reports]),
        new_middle=_middle([one.new.percent for one in found.reports]),
        grades=_grades(found.reports, new[0]),
        grade_moves=_grade_moves(found.reports),
        crossings=_crossings(found.reports, new[0], found.lines),
        decided=_decided(archive, found.reports),
        failures=tuple(failure.message for failure in failing_examples(new[0])),
        left_out=found.left_out,
        tool_version=__version__,
    )


def _items(
    reports: Sequence[RehearsedReport], old: Checklist, new: Checklist
) -> tuple[RehearsedItem, ...]:
    before = {item.id: item for item in old.items}
    after = {item.id: item for item in new.items}
    ways: dict[str, Counter[Way]] = {key: Counter() for key in (*after, *before)}
    for report in reports:
        for move in report.moves:
            ways[move.item][move.old.verdict, move.new.verdict] += 1
    requoted = Counter(item for report in reports for item in report.requoted)
    old_counts = _counts((report.old_verdicts for report in reports), before)
    new_counts = _counts((report.new_verdicts for report in reports), after)
    found = [
        RehearsedItem(
            id=key,
            title=(after.get(key) or before[key]).title,
            old_points=_points(before.get(key)),
            new_points=_points(after.get(key)),
            old_counts=old_counts.get(key, {}),
            new_counts=new_counts.get(key, {}),
            ways=dict(sorted(counted.items(), key=_by_count)),
            requoted=requoted[key],
        )
        for key, counted in ways.items()
    ]
    # Stable: items that move equally many stand in the checklist's order.
    return tuple(sorted(found, key=lambda item: -item.moved))


def _by_count(way: tuple[Way, int]) -> tuple[int, int, int]:
    (old, new), count = way
    return -count, _ORDER[old], _ORDER[new]


def _points(item: Item | None) -> float | None:
    return None if item is None else item.points


def _counts(
    told: Iterable[Mapping[str, Verdict]], items: Iterable[str]
) -> dict[str, Mapping[Verdict, int]]:
    counts: dict[str, Counter[Verdict]] = {key: Counter() for key in items}
    for verdicts in told:
        for key, verdict in verdicts.items():
            counts[key][verdict] += 1
    return {
        key: {verdict: counted[verdict] for verdict in Verdict if counted[verdict]}
        for key, counted in counts.items()
    }


def score_bands(reports: Sequence[RehearsedReport]) -> tuple[ScoreBand, ...]:
    """Reports by bands of ten percent."""
    old, new = (
        Counter(min(int(percent // 10), 9) for percent in percents if percent is not None)
        for percents in (
            [one.old.percent for one in reports],
            [one.new.percent for one in reports],
        )
    )
    return tuple(ScoreBand(10 * ten, 10 * ten + 10, old[ten], new[ten]) for ten in range(10))


def _middle(percents: Sequence[float | None]) -> ScoreMiddle | None:
    known = [percent for percent in percents if percent is not None]
    return ScoreMiddle(round(mean(known), 1), round(median(known), 1)) if known else None


def _grades(reports: Sequence[RehearsedReport], new: Checklist) -> tuple[GradeCount, ...]:
    before = Counter(one.old.grade for one in reports)
    after = Counter(one.new.grade for one in reports)
    titles = dict.fromkeys((*(grade.title for grade in new.grades), *before, *after))
    return tuple(GradeCount(title, before[title], after[title]) for title in titles)


def _grade_moves(reports: Iterable[RehearsedReport]) -> dict[tuple[str, str], int]:
    counted = Counter(
        (report.old.grade, report.new.grade)
        for report in reports
        if report.old.grade != report.new.grade
    )
    return dict(sorted(counted.items(), key=lambda one: (-one[1], one[0])))


def _crossings(
    reports: Sequence[RehearsedReport], new: Checklist, lines: Iterable[float]
) -> tuple[LineCrossing, ...]:
    titles = dict.fromkeys(lines, "")
    titles |= {grade.percent: grade.title for grade in new.grades if grade.percent > 0}
    return tuple(_crossing(reports, line, titles[line]) for line in sorted(titles, reverse=True))


def _crossing(reports: Iterable[RehearsedReport], line: float, title: str) -> LineCrossing:
    sides = [
        (report.name, report.old.percent >= line, report.new.percent >= line)
        for report in reports
        if report.old.percent is not None and report.new.percent is not None
    ]
    return LineCrossing(
        line,
        title,
        risen=tuple(name for name, before, after in sides if after and not before),
        fallen=tuple(name for name, before, after in sides if before and not after),
    )


def _quote_of(report: RehearsedReport, item: str) -> str:
    move = next((one for one in report.moves if one.item == item), None)
    if move is None:
        return ""
    sides = sorted((move.old, move.new), key=lambda side: -side.points)
    return next((side.quote.text for side in sides if side.quote is not None), "")


def _decided(archive: Archive, reports: Sequence[RehearsedReport]) -> DecidedVerdicts | None:
    """Reviewers' verdicts on the very texts that were rehearsed."""
    if not archive.place:
        return None
    from scorer.ledger import open_ledger
    from scorer.ledger.settled import settled_verdicts

    with open_ledger(archive.place) as ledger:
        digests = {head.key: head.report_digest for head in ledger.heads()}
        settled = settled_verdicts(ledger.decisions(), digests)
    texts = {(report.unit, report.digest): report for report in reports}
    verdicts, disputed = [], 0
    for (unit, digest, item), told in sorted(settled.items()):
        report = texts.get((unit, digest))
        if report is None:
            continue
        if told.verdict is None:
            disputed += 1
            continue
        verdicts.append(
            DecidedVerdict(
                report.name,
                item,
                told.verdict,
                report.old_verdicts.get(item),
                report.new_verdicts.get(item),
                told.decision.reviewer,
                told.decision.reason,
                _quote_of(report, item),
            )
        )
    return DecidedVerdicts(verdicts=tuple(verdicts), disputed=disputed)
