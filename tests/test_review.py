"""Which verdicts a person is asked to look at."""

from __future__ import annotations

import pytest

from scorer.checklist import FactKind, Status, Verdict
from scorer.report import Span
from scorer.result import Evidence, Fact, NearMiss, NearMissReason
from scorer.review import review_reason

COUNT = Fact(FactKind.COUNT, Span(0, 2), 0, "3次", 3.0, "次")
DATE = Fact(FactKind.DATE, Span(0, 4), 0, "3月5日")


def proof(*facts: Fact, adjoining: bool = True, verdict: Verdict = Verdict.EVIDENCED) -> Evidence:
    return Evidence("X", Span(0, 9), 0, Status.DONE, "X.a", verdict, facts, adjoining=adjoining)


def miss(reason: NearMissReason, *, status: Status = Status.DONE, close: bool = False) -> NearMiss:
    return NearMiss("X", Span(0, 9), 0, status, "X.a", reason, close)


@pytest.mark.parametrize(
    ("verdict", "evidence", "misses", "flagged"),
    [
        (Verdict.EVIDENCED, [proof(COUNT)], [], False),
        (Verdict.EVIDENCED, [proof(COUNT, adjoining=False)], [], True),
        (Verdict.EVIDENCED, [proof(DATE, adjoining=False)], [], False),
        (Verdict.EVIDENCED, [proof(COUNT, adjoining=False), proof(COUNT)], [], False),
        (Verdict.EVIDENCED, [proof(COUNT, adjoining=False)] * 2, [], False),
        (Verdict.STATED, [proof(verdict=Verdict.STATED)], [miss(NearMissReason.NO_FACT)], False),
        (
            Verdict.STATED,
            [proof(verdict=Verdict.STATED)],
            [miss(NearMissReason.NO_FACT, close=True)],
            True,
        ),
        (Verdict.PLANNED, [], [miss(NearMissReason.PLANNED_ONLY, status=Status.PLANNED)], False),
        (Verdict.PLANNED, [], [miss(NearMissReason.WRONG_SECTION)], True),
        (Verdict.ABSENT, [], [], False),
        (Verdict.ABSENT, [], [miss(NearMissReason.OTHER_ACTOR)], True),
        (Verdict.ABSENT, [], [miss(NearMissReason.OTHER_YEAR)], True),
        (Verdict.ABSENT, [], [miss(NearMissReason.LOOK_ALIKE)], True),
        (Verdict.ABSENT, [], [miss(NearMissReason.LOOK_ALIKE, status=Status.PLANNED)], False),
        (Verdict.NOT_APPLICABLE, [], [], False),
        (Verdict.UNREADABLE, [], [], True),
    ],
)
def test_close_decisions_are_flagged(
    verdict: Verdict, evidence: list[Evidence], misses: list[NearMiss], flagged: bool
) -> None:
    assert bool(review_reason(verdict, evidence, misses)) is flagged
