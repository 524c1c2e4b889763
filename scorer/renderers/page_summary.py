"""Scorecard in, the figures at the top of the gap page out: how the score comes about, the groups'
bars, and what to mend first."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Final

from scorer.checklist import Verdict
from scorer.renderers.page_values import Bar, FilterView, PriorityView, TallyRow
from scorer.renderers.wording import SHORT_WORDS, VERDICT_MEANINGS, VERDICT_WORDS, points_text
from scorer.result import ItemResult, Scorecard

PRIORITIES_SHOWN: Final = 6
_UNCOUNTED: Final = (Verdict.UNREADABLE, Verdict.NOT_APPLICABLE)
_TALLY_ORDER: Final = (
    Verdict.EVIDENCED,
    Verdict.STATED,
    Verdict.PLANNED,
    Verdict.ABSENT,
    *_UNCOUNTED,
)
_FILTER_ORDER: Final = (
    Verdict.ABSENT,
    Verdict.PLANNED,
    Verdict.STATED,
    Verdict.EVIDENCED,
    *_UNCOUNTED,
)


def grade_scale(scorecard: Scorecard) -> str:
    """The grades and from where they are given."""
    grades = scorecard.checklist.grades
    steps = [f"{points_text(grade.percent)} 分以上为{grade.title}" for grade in grades[:-1]]
    return "，".join([*steps, *(f"其余为{grade.title}" for grade in grades[-1:])])


def tally(scorecard: Scorecard) -> tuple[TallyRow, ...]:
    """One row per verdict that occurs; the credited ones first, the uncounted ones last."""
    by_verdict: defaultdict[Verdict, list[ItemResult]] = defaultdict(list)
    for result in scorecard.items:
        by_verdict[result.verdict].append(result)
    rows = []
    for verdict in _TALLY_ORDER:
        results = by_verdict[verdict]
        if not results:
            continue
        counted = verdict not in _UNCOUNTED
        credit = scorecard.checklist.credits.get(verdict, 0.0)
        rows.append(
            TallyRow(
                verdict.value,
                VERDICT_WORDS[verdict],
                VERDICT_MEANINGS[verdict],
                len(results),
                f"{credit:.0%}" if counted else "不计",
                points_text(sum(result.max_points for result in results)) if counted else "—",
                points_text(sum(result.points for result in results)) if counted else "—",
            )
        )
    return tuple(rows)


def bars(scorecard: Scorecard) -> tuple[Bar, ...]:
    """One bar per group, as long as its points weigh."""
    made: defaultdict[tuple[str, Verdict], float] = defaultdict(float)
    for result in scorecard.items:
        made[result.item.group, result.verdict] += result.points
    longest = max((group.max_points for group in scorecard.groups), default=0.0) or 1.0
    return tuple(
        Bar(
            group.title,
            f"g-{group.id}",
            points_text(group.points),
            points_text(group.max_points),
            f"{group.points / group.max_points:.0%}" if group.max_points else "不计",
            round(100 * group.max_points / longest, 1),
            round(100 * made[group.id, Verdict.EVIDENCED] / longest, 1),
            round(100 * made[group.id, Verdict.STATED] / longest, 1),
        )
        for group in scorecard.groups
    )


def priorities(results: Sequence[ItemResult]) -> tuple[PriorityView, ...]:
    """The first few items to mend."""
    return tuple(
        PriorityView(
            result.item.id,
            result.item.title,
            result.verdict.value,
            VERDICT_WORDS[result.verdict],
            points_text(result.points_at_stake),
            result.item.advice,
        )
        for result in worth_mending(results)[:PRIORITIES_SHOWN]
    )


def priority_note(results: Sequence[ItemResult]) -> str:
    """How much could be gained in all."""
    worth = worth_mending(results)
    if not worth:
        return "已判定的适用项都有实据，没有需要补的项。"
    total = points_text(sum(result.points_at_stake for result in worth))
    return (
        f"共 {len(worth)} 项可以补强，合计 {total} 分。这里按可补的分数列出前几项，"
        "其余见“逐项判定”。只补确实做过的工作。"
    )


def worth_mending(results: Iterable[ItemResult]) -> list[ItemResult]:
    """Results with points at stake, the most first, then in the order of the checklist."""
    open_results = [result for result in results if result.points_at_stake > 0]
    return sorted(open_results, key=lambda result: -result.points_at_stake)


def filters(results: Sequence[ItemResult]) -> tuple[FilterView, ...]:
    """The verdicts that occur, gaps first, then the items that ask for a reviewer."""
    counts = Counter(result.verdict for result in results)
    shown = [
        FilterView(verdict.value, SHORT_WORDS[verdict], counts[verdict])
        for verdict in _FILTER_ORDER
        if counts[verdict]
    ]
    asking = sum(result.review is not None for result in results)
    if asking:
        shown.append(FilterView("review", "建议复核", asking))
    return tuple(shown)
