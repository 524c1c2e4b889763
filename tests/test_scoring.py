"""Verdicts, applicability and arithmetic, from hand-made evidence."""

from __future__ import annotations

from typing import Any

import pytest
from builders import make_checklist, make_item, make_report, sentences_done

from scorer.checklist import Checklist, FactKind, Item, Others, Status, Verdict
from scorer.report import ReadingGap, SectionRole, Span
from scorer.result import Evidence, Fact, ItemResult, NearMiss, NearMissReason, Scorecard
from scorer.scoring import QUOTES_KEPT, score

REPORT = make_report((SectionRole.MEASURES, "组织培训3次。" * 6))


def evidence(
    item: str, verdict: Verdict, *, sentence: int = 0, facts: int = 0, note: str = ""
) -> Evidence:
    fact = Fact(FactKind.COUNT, Span(4, 6), 0, "3次", 3.0, "次")
    span = REPORT.sentences[sentence].span
    return Evidence(item, span, sentence, Status.DONE, f"{item}.a", verdict, (fact,) * facts, note)


def miss(item: str, reason: NearMissReason) -> NearMiss:
    return NearMiss(item, REPORT.sentences[0].span, 0, Status.DONE, f"{item}.a", reason)


def scored(checklist: Checklist, *found: Evidence | NearMiss, **fields: Any) -> Scorecard:
    report = make_report((SectionRole.MEASURES, "组织培训3次。" * 6), **fields)
    return score(
        report,
        [f for f in found if isinstance(f, Evidence)],
        [f for f in found if isinstance(f, NearMiss)],
        sentences_done(report),
        checklist,
        tool_version="1",
    )


def result(item: Item, *found: Evidence | NearMiss, **fields: Any) -> ItemResult:
    return scored(make_checklist(item), *found, **fields).items[0]


def test_the_best_evidence_decides() -> None:
    both = (evidence("XX-01", Verdict.STATED), evidence("XX-01", Verdict.EVIDENCED, sentence=1))
    assert result(make_item(), *both).verdict is Verdict.EVIDENCED
    assert result(make_item(), both[0]).verdict is Verdict.STATED
    assert result(make_item()).verdict is Verdict.ABSENT


@pytest.mark.parametrize(
    ("reason", "verdict"),
    [
        (NearMissReason.PLANNED_ONLY, Verdict.PLANNED),
        (NearMissReason.SHORTCOMING, Verdict.PLANNED),
        (NearMissReason.WRONG_SECTION, Verdict.PLANNED),
        (NearMissReason.LOOK_ALIKE, Verdict.ABSENT),
        (NearMissReason.OTHER_ACTOR, Verdict.ABSENT),
        (NearMissReason.OTHER_YEAR, Verdict.ABSENT),
        (NearMissReason.NO_FACT, Verdict.ABSENT),
    ],
)
def test_only_plans_and_shortcomings_are_planned_and_look_alikes_are_absent(
    reason: NearMissReason, verdict: Verdict
) -> None:
    assert result(make_item(), miss("XX-01", reason)).verdict is verdict


def test_what_does_not_apply_leaves_the_denominator() -> None:
    other = make_item("XX-02", applies_to=("government",))
    card = scored(make_checklist(make_item(), other), evidence("XX-01", Verdict.STATED))
    assert card.items[1].verdict is Verdict.NOT_APPLICABLE
    assert (card.points, card.max_points, card.percent) == (1.0, 2.0, 50.0)
    assert (card.judged, card.applicable) == (1, 1)
    assert (card.groups[0].points, card.groups[0].max_points) == (1.0, 2.0)


@pytest.mark.parametrize(
    ("others", "found", "verdict"),
    [
        (Others.NEVER, evidence("XX-01", Verdict.EVIDENCED), Verdict.NOT_APPLICABLE),
        (Others.WHEN_TOLD, evidence("XX-01", Verdict.EVIDENCED), Verdict.EVIDENCED),
        (Others.WHEN_TOLD, miss("XX-01", NearMissReason.PLANNED_ONLY), Verdict.PLANNED),
        (Others.WHEN_TOLD, miss("XX-01", NearMissReason.LOOK_ALIKE), Verdict.NOT_APPLICABLE),
        (Others.WHEN_HAD, miss("XX-01", NearMissReason.PLANNED_ONLY), Verdict.NOT_APPLICABLE),
        (Others.WHEN_HAD, evidence("XX-01", Verdict.STATED), Verdict.STATED),
    ],
)
def test_other_kinds_of_unit_are_judged_when_they_tell_of_it(
    others: Others, found: Evidence | NearMiss, verdict: Verdict
) -> None:
    item = make_item(applies_to=("government",), others=others)
    assert result(item, found).verdict is verdict


def test_an_item_told_by_another_applies_once_that_one_is_credited() -> None:
    told = make_item("XX-02", applies_to=("government",), others=Others.WHEN_HAD, told_by="XX-01")
    checklist = make_checklist(make_item(), told)
    assert scored(checklist, evidence("XX-01", Verdict.STATED)).items[1].verdict is Verdict.ABSENT
    assert scored(checklist).items[1].verdict is Verdict.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("year", "found", "verdict"),
    [
        (2022, (), Verdict.NOT_APPLICABLE),
        (2022, (evidence("XX-01", Verdict.STATED),), Verdict.STATED),
        (2023, (), Verdict.ABSENT),
        (None, (), Verdict.ABSENT),
    ],
)
def test_before_the_duty_existed_silence_is_not_applicable(
    year: int | None, found: tuple[Evidence, ...], verdict: Verdict
) -> None:
    assert result(make_item(from_year=2023), *found, year=year).verdict is verdict


def test_what_could_not_be_read_is_unreadable_and_never_missing() -> None:
    checklist = make_checklist(make_item(), make_item("XX-02"))
    fields = {"complete": False, "gaps": (ReadingGap(message="第2页没有文字"),)}
    card = scored(checklist, evidence("XX-01", Verdict.EVIDENCED), **fields)
    assert [r.verdict for r in card.items] == [Verdict.EVIDENCED, Verdict.UNREADABLE]
    assert (card.judged, card.applicable, card.max_points) == (1, 2, 2.0)
    assert card.items[1].review


def test_nothing_judged_gives_no_percent_and_says_so() -> None:
    card = scored(make_checklist(make_item(applies_to=("government",))))
    assert card.percent is None
    assert card.grade == "未能判定"


def test_points_at_stake_are_what_the_item_still_can_gain() -> None:
    stated = result(make_item(points=4.0), evidence("XX-01", Verdict.STATED))
    assert (stated.points, stated.points_at_stake, stated.credit) == (2.0, 2.0, 0.5)


def test_the_reason_names_the_facts_or_the_nearest_refusal() -> None:
    assert "3次" in result(make_item(), evidence("XX-01", Verdict.EVIDENCED, facts=1)).reason
    assert "具体工作" in result(make_item(), evidence("XX-01", Verdict.EVIDENCED)).reason
    assert "概括" in result(make_item(), evidence("XX-01", Verdict.STATED)).reason
    assert (
        result(make_item(), evidence("XX-01", Verdict.STATED, note="只有一句。")).reason
        == "只有一句。"
    )
    assert "计划" in result(make_item(), miss("XX-01", NearMissReason.PLANNED_ONLY)).reason
    assert "没有写到" in result(make_item()).reason


def test_only_quotes_that_carry_the_verdict_are_kept_the_worthiest_first() -> None:
    many = [evidence("XX-01", Verdict.STATED, sentence=n) for n in range(5)]
    stated = result(make_item(), *many)
    assert len(stated.evidence) == QUOTES_KEPT
    best = evidence("XX-01", Verdict.EVIDENCED, sentence=5, facts=2)
    other = evidence("XX-01", Verdict.EVIDENCED, sentence=4, facts=1)
    proven = result(make_item(), *many, other, best, miss("XX-01", NearMissReason.NO_FACT))
    assert proven.evidence == (best, other)
    assert proven.near_misses == ()


def test_grades_go_by_percent() -> None:
    card = scored(make_checklist(make_item()), evidence("XX-01", Verdict.EVIDENCED))
    assert (card.percent, card.grade) == (100.0, "良好")


def test_what_is_told_not_to_have_occurred_does_not_apply_unless_something_was_done() -> None:
    none = evidence("XX-01", Verdict.NOT_APPLICABLE)
    found = result(make_item(), none, miss("XX-01", NearMissReason.SHORTCOMING))
    assert found.verdict is Verdict.NOT_APPLICABLE
    assert found.evidence == (none,)
    assert "没有这类事项" in found.reason
    both = result(make_item(), none, evidence("XX-01", Verdict.STATED, sentence=1))
    assert both.verdict is Verdict.STATED
    assert [e.verdict for e in both.evidence] == [Verdict.STATED]
