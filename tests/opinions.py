"""Reviewers' opinions built by hand."""

from __future__ import annotations

from typing import Any

from scorer.opinions import DecisionKind, Hold, Opinion


def opinion(subject: str, new: str = "", **changes: Any) -> Opinion:
    """A decision that holds; without `new` a remark."""
    kind = DecisionKind.FINDING if "#" in subject else DecisionKind.VERDICT
    values = {
        "subject": subject,
        "kind": kind if new else DecisionKind.REMARK,
        "reviewer": "审查人甲",
        "decided_at": "2024-03-06T10:20:30+08:00",
        "reason": "附件有合同",
        "old": "" if "#" in subject else "absent",
        "new": new,
        "hold": Hold.HOLDS,
        "score_before": 61.2,
        "score_after": 64.0,
    }
    return Opinion(**(values | changes))


def every_opinion() -> tuple[Opinion, ...]:
    """One of every kind and standing, on the items and findings of `tests.cards`."""
    return (
        opinion("PU-02", "evidenced"),
        opinion("LL-01", "absent", old="evidenced", reason="引用的不是本单位的会议"),
        opinion("LA-01", "evidenced", old="stated", hold=Hold.CONFLICT, reviewer="审查人乙"),
        opinion("LA-01", "absent", old="stated", hold=Hold.CONFLICT, reason="没有合同"),
        opinion(
            "PU-01",
            "stated",
            old="planned",
            hold=Hold.REOPENED,
            lost=("原来写了清单。",),
            gained=("现在写了制度。",),
        ),
        opinion("EN-99", "stated", hold=Hold.GONE),
        opinion("LL-02", "stated", old="evidenced", hold=Hold.SUPERSEDED, reason="先前看漏了"),
        opinion("LL-02", "evidenced", old="evidenced", reason="同意判定"),
        opinion("EN-01", reason="请核对权责清单"),
        opinion("CK-01#1", "dismissed", reason="已更正"),
        opinion("CK-03#1", "accepted", reason="确实重复"),
    )
