"""Decides which verdicts a person should look at, from the evidence alone."""

from __future__ import annotations

from collections.abc import Sequence

from scorer.checklist import Verdict
from scorer.result import Evidence, NearMiss, NearMissReason


def review_reason(
    verdict: Verdict, evidence: Sequence[Evidence], near_misses: Sequence[NearMiss]
) -> str | None:
    """Why a person should look at this verdict, None where the decision is not close.

    Takes all of an item's evidence and near misses, worthiest first.
    """
    if verdict is Verdict.UNREADABLE:
        return "文件有未能读取的部分，请查看原件。"
    if verdict is Verdict.ABSENT and near_misses:
        if near_misses[0].reason is NearMissReason.OTHER_ACTOR:
            return "有相近表述，但行为主体看来不是本项要求的主体，请核对是谁做的。"
        if near_misses[0].reason is NearMissReason.OTHER_YEAR:
            return "有相近表述，但看来说的是其他年度，请核对年度。"
    if verdict is Verdict.PLANNED and all(
        miss.reason is NearMissReason.WRONG_SECTION for miss in near_misses
    ):
        return "只在不足部分以已做的口气提到，请核对是否另有实际工作。"
    del evidence
    return None
