"""Evidence, near misses and the checklist in; the scorecard out. Pure arithmetic and rules of
applicability; never sees a regular expression or the text itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from scorer.checklist import Checklist, Item, Others, Verdict, grade_title
from scorer.report import Report
from scorer.result import (
    Evidence,
    GroupScore,
    ItemResult,
    NearMiss,
    NearMissReason,
    Scorecard,
    SentenceResult,
)
from scorer.review import review_reason

QUOTES_KEPT = 4
"""Most pieces of evidence, and most near misses, that a result shows per item."""

_TOLD_REFUSED = frozenset(
    {NearMissReason.PLANNED_ONLY, NearMissReason.SHORTCOMING, NearMissReason.WRONG_SECTION}
)
_CREDITED = frozenset({Verdict.STATED, Verdict.EVIDENCED})
_EVIDENCED = Verdict.EVIDENCED
_OUTSIDE = frozenset({Verdict.NOT_APPLICABLE, Verdict.UNREADABLE})

_REASON_TEXT = {
    NearMissReason.PLANNED_ONLY: "只写了计划或要求，没有写报告年度已经做了什么",
    NearMissReason.SHORTCOMING: "只作为不足提到",
    NearMissReason.WRONG_SECTION: "所在部分不作为工作成效的依据",
    NearMissReason.NO_FACT: "没有可核查的事实",
    NearMissReason.LOOK_ALIKE: "字面相近，说的是另一件事",
    NearMissReason.OTHER_ACTOR: "行为主体不是本项要求的主体",
    NearMissReason.OTHER_YEAR: "说的是其他年度",
}
# The nearest refusal is the one that a unit can mend most easily.
_MISS_ORDER = {reason: order for order, reason in enumerate(_REASON_TEXT)}


def _told_verdict(evidence: Sequence[Evidence], near_misses: Sequence[NearMiss]) -> Verdict:
    """The verdict by evidence alone, before applicability."""
    best = Verdict.ABSENT
    waived = False
    for found in evidence:
        if found.verdict is Verdict.EVIDENCED:
            return Verdict.EVIDENCED
        if found.verdict is Verdict.NOT_APPLICABLE:
            waived = True
        else:
            best = Verdict.STATED
    if waived and best is Verdict.ABSENT:
        return Verdict.NOT_APPLICABLE
    if best is Verdict.ABSENT and any(miss.reason in _TOLD_REFUSED for miss in near_misses):
        return Verdict.PLANNED
    return best


class _Case(NamedTuple):
    """What a report's applicability and readability depend on."""

    unit_kind: str
    year: int | None
    complete: bool


def _applies(item: Item, told: Verdict, case: _Case, told_by_item: Mapping[str, Verdict]) -> bool:
    """Whether the item is in the denominator for this report (rubric, "Year" and "applies")."""
    if item.from_year and case.year and case.year < item.from_year and told is Verdict.ABSENT:
        return False
    if not item.applies_to or case.unit_kind in item.applies_to:
        return True
    if item.others is Others.NEVER:
        return False
    if item.told_by is not None and told_by_item.get(item.told_by) in _CREDITED:
        return True
    if item.others is Others.WHEN_HAD:
        return told in _CREDITED
    return told not in (Verdict.ABSENT, Verdict.NOT_APPLICABLE)


def _reason(verdict: Verdict, evidence: Sequence[Evidence], misses: Sequence[NearMiss]) -> str:
    """One sentence that a reviewer can check against the quotes."""
    if verdict is Verdict.NOT_APPLICABLE and evidence:
        return "报告写明本年度没有这类事项；不计入总分。"
    if verdict is Verdict.NOT_APPLICABLE:
        return "本项不适用于这类单位，或本年度没有这项义务，报告也未提及；不计入总分。"
    if verdict is Verdict.UNREADABLE:
        return "文件有未能读取的部分，本项未能判定；请人工查看原件。"
    if verdict is Verdict.EVIDENCED:
        best = evidence[0]
        if best.facts:
            listed = "、".join(dict.fromkeys(fact.text for fact in best.facts[:3]))
            return f"写明了报告年度所做的工作，并有可核查的事实：{listed}。"
        return best.note or "写明了报告年度所做的具体工作，可以核查。"
    if verdict is Verdict.STATED:
        return evidence[0].note or "写到了这项工作，但只有概括表述，没有可核查的事实。"
    if misses:
        nearest = _REASON_TEXT[misses[0].reason]
        return f"最接近的一句不能采信：{nearest}。"
    return "全文没有写到这项内容。"


def _judge(item: Item, told: Verdict, case: _Case, told_by_item: Mapping[str, Verdict]) -> Verdict:
    if not _applies(item, told, case, told_by_item):
        return Verdict.NOT_APPLICABLE
    if told in (Verdict.ABSENT, Verdict.PLANNED) and not case.complete:
        return Verdict.UNREADABLE
    return told


def _worthiest_first(found: Evidence) -> tuple[bool, int]:
    return found.verdict is not _EVIDENCED, -len(found.facts)


def _nearest_first(miss: NearMiss) -> int:
    return _MISS_ORDER[miss.reason]


def _item_result(
    item: Item,
    verdict: Verdict,
    evidence: list[Evidence],
    near_misses: list[NearMiss],
    checklist: Checklist,
    text: str,
) -> ItemResult:
    evidence.sort(key=_worthiest_first)
    near_misses.sort(key=_nearest_first)
    # A reader of one quote alone must find the verdict carried by it.
    evidence = [found for found in evidence if found.verdict is verdict]
    counted = verdict not in _OUTSIDE
    max_points = item.points if counted else 0.0
    credit = checklist.credits[verdict] if counted else 0.0
    misses = near_misses[:QUOTES_KEPT] if verdict is not Verdict.EVIDENCED else []
    return ItemResult(
        item=item,
        verdict=verdict,
        credit=credit,
        points=round(credit * max_points, 6),
        max_points=max_points,
        reason=_reason(verdict, evidence, near_misses),
        evidence=tuple(evidence[:QUOTES_KEPT]),
        near_misses=tuple(misses),
        review=review_reason(verdict, evidence, near_misses, text=text),
        points_at_stake=round(max_points * (1.0 - credit), 6),
    )


def _group_scores(checklist: Checklist, results: Sequence[ItemResult]) -> tuple[GroupScore, ...]:
    points: defaultdict[str, float] = defaultdict(float)
    max_points: defaultdict[str, float] = defaultdict(float)
    for result in results:
        group = result.item.group
        points[group] += result.points
        max_points[group] += result.max_points
    return tuple(
        [
            GroupScore(
                id=group.id,
                title=group.title,
                points=round(points[group.id], 6),
                max_points=round(max_points[group.id], 6),
            )
            for group in checklist.groups
        ]
    )


class _Silent(NamedTuple):
    """The results of a report that tells nothing, which most items of any report share."""

    results: tuple[ItemResult, ...]
    places: Mapping[str, int]
    """Place of an item by its id."""
    followers: Mapping[str, tuple[str, ...]]
    """By item: those to which it applies only where this one is told."""


@lru_cache(maxsize=64)
def _silent(checklist: Checklist, case: _Case) -> _Silent:
    followers: defaultdict[str, list[str]] = defaultdict(list)
    results = []
    for item in checklist.items:
        if item.told_by is not None:
            followers[item.told_by].append(item.id)
        verdict = _judge(item, Verdict.ABSENT, case, {})
        results.append(_item_result(item, verdict, [], [], checklist, ""))
    return _Silent(
        tuple(results),
        {item.id: place for place, item in enumerate(checklist.items)},
        {item: tuple(ids) for item, ids in followers.items()},
    )


def _item_results(
    report: Report,
    evidence: Sequence[Evidence],
    near_misses: Sequence[NearMiss],
    checklist: Checklist,
) -> tuple[ItemResult, ...]:
    by_item: defaultdict[str, list[Evidence]] = defaultdict(list)
    missed: defaultdict[str, list[NearMiss]] = defaultdict(list)
    for found in evidence:
        by_item[found.item].append(found)
    for miss in near_misses:
        missed[miss.item].append(miss)
    case = _Case(report.unit_kind, report.year, report.complete)
    silent = _silent(checklist, case)
    told = {
        item: _told_verdict(by_item.get(item, ()), missed.get(item, ()))
        for item in by_item.keys() | missed.keys()
    }
    concerned = set(told).union(*[silent.followers.get(item, ()) for item in told])
    results = list(silent.results)
    for item_id in concerned & silent.places.keys():
        place = silent.places[item_id]
        item = checklist.items[place]
        verdict = _judge(item, told.get(item_id, Verdict.ABSENT), case, told)
        results[place] = _item_result(
            item,
            verdict,
            by_item.get(item_id, []),
            missed.get(item_id, []),
            checklist,
            report.text,
        )
    return tuple(results)


def score(
    report: Report,
    evidence: Sequence[Evidence],
    near_misses: Sequence[NearMiss],
    sentences: tuple[SentenceResult, ...],
    checklist: Checklist,
    *,
    tool_version: str,
) -> Scorecard:
    """The scorecard without findings of the checks on the whole text.

    Items that do not apply or could not be judged leave the denominator; they never score 0.
    `percent` has one decimal place.
    """
    results = _item_results(report, evidence, near_misses, checklist)
    points = round(sum([result.points for result in results]), 6)
    max_points = round(sum([result.max_points for result in results]), 6)
    percent = round(100.0 * points / max_points, 1) if max_points else None
    verdicts = [result.verdict for result in results]
    applicable = len(verdicts) - verdicts.count(Verdict.NOT_APPLICABLE)
    unreadable = verdicts.count(Verdict.UNREADABLE)
    return Scorecard(
        report=report,
        checklist=checklist,
        items=results,
        groups=_group_scores(checklist, results),
        points=points,
        max_points=max_points,
        percent=percent,
        grade=grade_title(checklist.grades, percent),
        judged=applicable - unreadable,
        applicable=applicable,
        findings=(),
        sentences=sentences,
        tool_version=tool_version,
    )
