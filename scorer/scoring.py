"""Evidence, near misses and the checklist in; the scorecard out. Pure arithmetic and rules of
applicability; never sees a regular expression or the text itself."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from scorer.checklist import Checklist, Grade, Item, Others, Verdict
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


def _applies(
    item: Item, told: Verdict, report: Report, told_by_item: Mapping[str, Verdict]
) -> bool:
    """Whether the item is in the denominator for this report (rubric, "Year" and "applies")."""
    if item.from_year and report.year and report.year < item.from_year and told is Verdict.ABSENT:
        return False
    if not item.applies_to or report.unit_kind in item.applies_to:
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


def _judge(
    item: Item,
    report: Report,
    evidence: Sequence[Evidence],
    near_misses: Sequence[NearMiss],
    told_by_item: Mapping[str, Verdict],
) -> Verdict:
    told = _told_verdict(evidence, near_misses)
    if not _applies(item, told, report, told_by_item):
        return Verdict.NOT_APPLICABLE
    if told in (Verdict.ABSENT, Verdict.PLANNED) and not report.complete:
        return Verdict.UNREADABLE
    return told


def _item_result(
    item: Item,
    verdict: Verdict,
    evidence: list[Evidence],
    near_misses: list[NearMiss],
    checklist: Checklist,
) -> ItemResult:
    evidence.sort(key=lambda found: (found.verdict is not Verdict.EVIDENCED, -len(found.facts)))
    near_misses.sort(key=lambda miss: _MISS_ORDER[miss.reason])
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
        review=review_reason(verdict, evidence, near_misses),
        points_at_stake=round(max_points * (1.0 - credit), 6),
    )


def _grade(grades: Sequence[Grade], percent: float | None) -> str:
    if percent is None:
        return "未能判定"
    return next(grade.title for grade in grades if percent >= grade.percent)


def _group_scores(checklist: Checklist, results: Sequence[ItemResult]) -> tuple[GroupScore, ...]:
    return tuple(
        GroupScore(
            id=group.id,
            title=group.title,
            points=round(sum(r.points for r in results if r.item.group == group.id), 6),
            max_points=round(sum(r.max_points for r in results if r.item.group == group.id), 6),
        )
        for group in checklist.groups
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
    told = {
        item.id: _told_verdict(by_item.get(item.id, ()), missed.get(item.id, ()))
        for item in checklist.items
    }
    results = []
    for item in checklist.items:
        carried, misses = by_item.get(item.id, []), missed.get(item.id, [])
        verdict = _judge(item, report, carried, misses, told)
        results.append(_item_result(item, verdict, carried, misses, checklist))
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
    points = round(sum(result.points for result in results), 6)
    max_points = round(sum(result.max_points for result in results), 6)
    percent = round(100.0 * points / max_points, 1) if max_points else None
    applicable = sum(result.verdict is not Verdict.NOT_APPLICABLE for result in results)
    unreadable = sum(result.verdict is Verdict.UNREADABLE for result in results)
    return Scorecard(
        report=report,
        checklist=checklist,
        items=results,
        groups=_group_scores(checklist, results),
        points=points,
        max_points=max_points,
        percent=percent,
        grade=_grade(checklist.grades, percent),
        judged=applicable - unreadable,
        applicable=applicable,
        findings=(),
        sentences=sentences,
        tool_version=tool_version,
    )
