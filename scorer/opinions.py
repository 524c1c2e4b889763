"""What a reviewer decided, and whether it still stands: values of `scorer.ledger` that every output
shows. Times are ISO text as the ledger has them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class DecisionKind(StrEnum):
    """What a decision is about."""

    VERDICT = "verdict"
    """An item's verdict; `old` and `new` are verdicts."""
    FINDING = "finding"
    """A finding; `new` is `accepted` or `dismissed`."""
    REMARK = "remark"
    """A remark that changes nothing; `reason` holds it."""


ACCEPTED: Final = "accepted"
DISMISSED: Final = "dismissed"


class Hold(StrEnum):
    """Whether a decision stands."""

    HOLDS = "holds"
    REOPENED = "reopened"
    """What it rests on is no longer quoted as it was."""
    GONE = "gone"
    """Its item or finding is no longer there."""
    CONFLICT = "conflict"
    """Another reviewer decided otherwise on the same evidence."""
    SUPERSEDED = "superseded"
    """The same reviewer decided again later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """A decision or remark of a reviewer, as it stands against the newest result."""

    subject: str
    """Item id, or key of a finding (CK-03#1)."""
    kind: DecisionKind
    reviewer: str
    decided_at: str
    reason: str
    old: str
    new: str
    hold: Hold
    score_before: float | None = None
    score_after: float | None = None
    lost: tuple[str, ...] = ()
    """Quotes that it rests on and that are there no more."""
    gained: tuple[str, ...] = ()
    """Quotes that it could not know."""

    @property
    def decides(self) -> bool:
        """Whether it holds and settles a verdict or a finding."""
        return self.hold is Hold.HOLDS and self.kind is not DecisionKind.REMARK


def decided(opinions: Iterable[Opinion]) -> dict[str, str]:
    """What is decided without dispute, by subject."""
    return {one.subject: one.new for one in opinions if one.decides}


def hold_counts(opinions: Iterable[Opinion]) -> Mapping[Hold, int]:
    """Decisions by how they stand; remarks are none. A missing one counts 0."""
    return Counter(one.hold for one in opinions if one.kind is not DecisionKind.REMARK)
