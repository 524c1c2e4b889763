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


@pytest.mark.parametrize(
    ("item", "sentence", "flagged"),
    [
        ("LA-01", "聘请2名法律顾问，程序正在进行", True),
        ("LA-01", "聘请2名法律顾问", False),
        ("LA-01", "帮助企业聘请2名法律顾问", True),
        ("SV-01", "行政复议案件及信访事项共办理58件", True),
        ("SV-01", "办理行政复议案件58件", False),
        ("FR-01", "分管副局长受委托主持会议3次", True),
        ("FR-01", "局长主持会议3次，指导乡镇依法行政", False),
        ("LA-01", "分管副局长聘请2名法律顾问", False),
    ],
)
def test_words_that_leave_room_for_another_reading_are_flagged(
    item: str, sentence: str, flagged: bool
) -> None:
    found = proof(COUNT)._replace(item=item, span=Span(0, len(sentence)))
    assert bool(review_reason(Verdict.EVIDENCED, [found], [], text=sentence)) is flagged


def test_a_second_sentence_without_doubt_settles_it() -> None:
    text = "聘请程序正在进行。聘请2名法律顾问。"
    doubtful, clear = (
        proof(COUNT)._replace(span=Span(0, 9)),
        proof(COUNT)._replace(span=Span(9, 18)),
    )
    assert review_reason(Verdict.EVIDENCED, [doubtful], [], text=text)
    assert review_reason(Verdict.EVIDENCED, [doubtful, clear], [], text=text) is None


def test_a_general_statement_beside_a_number_is_flagged() -> None:
    text = "坚持会前学法，开会12次"
    told = proof(verdict=Verdict.STATED)._replace(span=Span(0, len(text)))
    assert review_reason(Verdict.STATED, [told], [], text=text)
    assert review_reason(Verdict.STATED, [told], [], text="坚持会前学法，认真开会研究") is None


def test_a_part_of_the_report_told_by_halves_is_flagged() -> None:
    told = proof(verdict=Verdict.STATED)._replace(pattern="ST-03.some_points", note="只写了一部分")
    assert review_reason(Verdict.STATED, [told], [], text="原因是重视不够。")
