"""Decisions hold as long as their evidence does, and nobody's is overwritten by another's."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from scorer.errors import UsageError
from scorer.ledger import Decision, DecisionKind, Run
from scorer.ledger.standing import Hold, make_decision, score_with, standings


def item(name: str, verdict: str, *quotes: str, near: tuple[str, ...] = ()) -> dict[str, object]:
    counted = verdict != "not_applicable"
    credit = {"evidenced": 1.0, "stated": 0.5}.get(verdict, 0.0)
    return {
        "id": name,
        "verdict": verdict,
        "points": 4 * credit,
        "max_points": 4.0 if counted else 0.0,
        "evidence": [{"quote": quote} for quote in quotes],
        "near_misses": [{"quote": quote} for quote in near],
    }


def run_of(*items: dict[str, object], digest: str = "a") -> Run:
    checks = [
        {"id": "CK-03", "message": "数字前后不一", "places": [{"quote": "12件"}]},
        {"id": "CK-03", "message": "又一处不一", "places": []},
    ]
    weights = {
        "credits": {"evidenced": 1.0, "stated": 0.5, "planned": 0.0, "absent": 0.0},
        "points": {"LA-01": 4.0, "LA-02": 4.0, "LA-03": 4.0},
    }
    return Run(
        unit="某某区司法局",
        year=2024,
        file="a.docx",
        recorded_at="2025-03-02",
        report_digest=digest,
        checklist_id="x",
        checklist_version="1",
        checklist_digest="c",
        tool_version="0",
        percent=50.0,
        points=6.0,
        max_points=8.0,
        grade="合格",
        weights=json.dumps(weights),
        result=json.dumps({"items": items, "checks": checks}),
    )


FIRST = run_of(
    item("LA-01", "stated", "发挥法律顾问作用。"),
    item("LA-02", "absent", near=("下一步培训。",)),
    item("LA-03", "not_applicable"),
)


def decided(
    subject: str, new: str, *, who: str = "甲", run: Run = FIRST, so_far: tuple[Decision, ...] = ()
) -> Decision:
    return make_decision(
        run,
        so_far,
        subject=subject,
        new=new,
        reviewer=who,
        reason="看过附件",
        decided_at=f"2025-03-03T10:00:0{len(so_far)}",
    )


def holds(run: Run, *decisions: Decision) -> list[tuple[str, str, Hold]]:
    found = standings(run, decisions)
    return [(one.decision.subject, one.decision.new, one.hold) for one in found]


def test_a_decision_keeps_both_verdicts_and_both_scores() -> None:
    one = decided("LA-01", "evidenced")
    assert (one.kind, one.old, one.new) == (DecisionKind.VERDICT, "stated", "evidenced")
    assert (one.score_before, one.score_after) == (25.0, 50.0)
    assert json.loads(one.evidence) == ["发挥法律顾问作用。"]
    assert (one.run, one.unit, one.year) == (FIRST.key, "某某区司法局", 2024)
    two = decided("LA-02", "stated", so_far=(one,))
    assert (two.score_before, two.score_after) == (50.0, 75.0)


@pytest.mark.parametrize(
    ("subject", "new", "expected"),
    [
        ("LA-02", "not_applicable", 50.0),
        ("LA-03", "evidenced", 50.0),
        ("LA-03", "absent", 16.7),
        ("LA-02", "absent", 25.0),
    ],
)
def test_what_does_not_bind_leaves_the_denominator(subject: str, new: str, expected: float) -> None:
    assert decided(subject, new).score_after == expected


def test_where_nothing_is_left_to_judge_there_is_no_score() -> None:
    run = run_of(item("LA-01", "absent"))
    assert decided("LA-01", "not_applicable", run=run).score_after is None


def test_a_decision_holds_while_its_evidence_does_whatever_else_changed() -> None:
    one = decided("LA-01", "evidenced")
    again = run_of(
        item("LA-01", "stated", "发挥法律  顾问作用。"),
        item("LA-02", "evidenced", "培训3次。"),
        digest="b",
    )
    assert holds(again, one) == [("LA-01", "evidenced", Hold.HOLDS)]
    assert score_with(again, standings(again, [one])) == 100.0


def test_a_decision_whose_evidence_changed_is_open_again_and_shows_the_difference() -> None:
    one = decided("LA-01", "evidenced")
    again = run_of(item("LA-01", "stated", "聘请了法律顾问。"), digest="b")
    (found,) = standings(again, [one])
    assert found.hold is Hold.REOPENED
    assert found.lost == ("发挥法律顾问作用。",)
    assert found.gained == ("聘请了法律顾问。",)
    assert score_with(again, [found]) == 50.0, "the machine's verdict is back"


def test_a_decision_on_what_is_no_more_is_kept_and_told() -> None:
    one = decided("LA-02", "evidenced")
    assert holds(run_of(item("LA-01", "stated")), one) == [("LA-02", "evidenced", Hold.GONE)]


def test_two_who_disagree_are_both_shown_and_neither_counts() -> None:
    one = decided("LA-01", "evidenced")
    two = decided("LA-01", "absent", who="乙", so_far=(one,))
    assert holds(FIRST, one, two) == [
        ("LA-01", "evidenced", Hold.CONFLICT),
        ("LA-01", "absent", Hold.CONFLICT),
    ]
    assert score_with(FIRST, standings(FIRST, [one, two])) == 25.0
    agreed = decided("LA-01", "evidenced", who="乙", so_far=(one, two))
    assert holds(FIRST, one, two, agreed) == [("LA-01", "evidenced", Hold.HOLDS)] * 2
    assert agreed.score_after == 50.0


def test_a_reviewers_later_decision_takes_the_place_of_the_earlier_one() -> None:
    one = decided("LA-01", "evidenced")
    two = decided("LA-01", "absent", so_far=(one,))
    assert two.old == "evidenced"
    assert holds(FIRST, one, two) == [("LA-01", "absent", Hold.HOLDS)]


def test_findings_are_accepted_or_dismissed_and_cost_no_points() -> None:
    one = decided("CK-03#1", "dismissed")
    assert (one.kind, one.old) == (DecisionKind.FINDING, "")
    assert one.score_before == one.score_after == 25.0
    assert holds(FIRST, one) == [("CK-03#1", "dismissed", Hold.HOLDS)]


def test_a_remark_changes_nothing() -> None:
    one = decided("LA-01", "evidenced")
    remark = decided("LA-01", "", so_far=(one,))
    assert remark.kind is DecisionKind.REMARK
    assert holds(FIRST, one, remark) == [("LA-01", "evidenced", Hold.HOLDS)]


@pytest.mark.parametrize(
    ("subject", "new", "told"),
    [
        ("XX-99", "stated", "没有“XX-99”；可以填：LA-01、LA-02、LA-03、CK-03#1、CK-03#2"),
        ("LA-01", "accepted", "对“LA-01”不能判“accepted”"),
        ("CK-03#1", "stated", "可以填：accepted、dismissed"),
    ],
)
def test_what_cannot_be_decided_says_what_can(subject: str, new: str, told: str) -> None:
    with pytest.raises(UsageError) as error:
        decided(subject, new)
    assert told in str(error.value)


def test_the_same_evidence_in_another_run_is_the_same_evidence() -> None:
    one = decided("LA-02", "stated")
    assert holds(replace(FIRST, file="b.docx"), one) == [("LA-02", "stated", Hold.HOLDS)]
