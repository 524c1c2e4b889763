"""Decides which verdicts a person should look at, from an item's evidence and near misses alone."""

from __future__ import annotations

from collections.abc import Sequence

from scorer.checklist import FactKind, Status, Verdict
from scorer.result import Evidence, NearMiss, NearMissReason


def review_reason(
    verdict: Verdict, evidence: Sequence[Evidence], near_misses: Sequence[NearMiss]
) -> str | None:
    """Why a person should look at this verdict, None where the decision is not close.

    Takes all of an item's evidence and near misses, worthiest first. A decision is close when
    another reading of one sentence would change the verdict.
    """
    match verdict:
        case Verdict.UNREADABLE:
            return "文件有未能读取的部分，请查看原件。"
        case Verdict.EVIDENCED:
            return _proven(evidence)
        case Verdict.STATED:
            return _stated(near_misses)
        case Verdict.PLANNED | Verdict.ABSENT:
            return _refused(verdict, near_misses)
        case _:
            return None


def _proven(evidence: Sequence[Evidence]) -> str | None:
    proofs = [found for found in evidence if found.verdict is Verdict.EVIDENCED]
    best = proofs[0]
    if any(found.adjoining for found in proofs):
        return None
    if len(proofs) == 1 and all(fact.kind is FactKind.COUNT for fact in best.facts):
        return "数字与这项工作不在同一小句，请核对数字说的是不是这项工作。"
    return None


def _stated(near_misses: Sequence[NearMiss]) -> str | None:
    if any(miss.close for miss in near_misses):
        return "句中另有数字、日期或者文件，看来不属于本项，请核对。"
    return None


def _refused(verdict: Verdict, near_misses: Sequence[NearMiss]) -> str | None:
    reasons = {miss.reason for miss in near_misses}
    told = [miss for miss in near_misses if miss.status is Status.DONE]
    if NearMissReason.OTHER_ACTOR in reasons:
        return "有相近表述，看来不是本项要求的人或者单位做的，请核对主体。"
    if NearMissReason.OTHER_YEAR in reasons:
        return "有相近表述，看来说的是其他年度，请核对年度。"
    if verdict is Verdict.PLANNED and NearMissReason.WRONG_SECTION in reasons:
        return "在不足部分以已做的口气提到，请核对是否另有实际工作。"
    if verdict is Verdict.ABSENT and any(m.reason is NearMissReason.LOOK_ALIKE for m in told):
        return "有字面相近的表述，看来说的是另一件事，请核对。"
    return None
