"""What reviewers decide counts, everything else stays the program's."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorer.batch.figures import figures
from scorer.batch.opinions import opinions_of
from scorer.batch.runs import run_of
from scorer.checklist import Verdict
from scorer.deciding import decided_scorecard, dismissed
from scorer.ledger import Decision
from scorer.ledger.standing import make_decision, opinions, score_with, standings
from scorer.opinions import DecisionKind, Hold, hold_counts
from scorer.renderers.result_json import render_json
from tests.cards import every_verdict, make_item, make_report, make_scorecard, result_for
from tests.opinions import every_opinion, opinion

CARD = every_verdict()
RESULT = render_json(CARD)
UNIT = "青禾区档案局"
RUN = run_of(
    UNIT, "", figures(CARD), RESULT.decode(), checklist=CARD.checklist, recorded_at="2024-03-05"
)
SETTLED = [verdict for verdict in Verdict if verdict is not Verdict.UNREADABLE]


def decision(subject: str, new: str, *, who: str = "甲", minute: int = 0) -> Decision:
    return make_decision(
        RUN,
        (),
        subject=subject,
        new=new,
        reviewer=who,
        reason="看过附件",
        decided_at=f"2024-03-06T10:{minute:02d}:00",
    )


def test_nothing_decided_is_the_same_scorecard() -> None:
    assert decided_scorecard(CARD, ()) is CARD
    assert decided_scorecard(CARD, [opinion("LL-01", "evidenced", old="evidenced")]) is CARD
    assert decided_scorecard(CARD, [opinion("LL-01", reason="附言")]) is CARD


@pytest.mark.parametrize("hold", [hold for hold in Hold if hold is not Hold.HOLDS])
def test_only_what_holds_counts(hold: Hold) -> None:
    assert decided_scorecard(CARD, [opinion("PU-02", "evidenced", hold=hold)]) is CARD


def test_a_lifted_item_gets_its_points_and_nothing_is_left_to_mend() -> None:
    after = decided_scorecard(CARD, [opinion("PU-02", "evidenced")])
    result = next(one for one in after.items if one.item.id == "PU-02")
    assert (result.verdict, result.points, result.points_at_stake) == (Verdict.EVIDENCED, 2.5, 0)
    assert after.points == CARD.points + 2.5
    group = next(group for group in after.groups if group.id == "PU")
    assert (group.points, group.max_points) == (2.5, 5.5)
    assert (after.judged, after.applicable) == (CARD.judged, CARD.applicable)
    assert after.findings == CARD.findings


def test_an_item_that_does_not_apply_after_all_leaves_the_denominator() -> None:
    after = decided_scorecard(CARD, [opinion("PU-02", "not_applicable")])
    assert after.max_points == CARD.max_points - 2.5
    assert (after.judged, after.applicable) == (CARD.judged - 1, CARD.applicable - 1)
    back = decided_scorecard(CARD, [opinion("EN-01", "stated", old="not_applicable")])
    assert (back.points, back.max_points) == (CARD.points + 2, CARD.max_points + 4)


def test_a_report_of_which_nothing_is_left_has_no_score() -> None:
    card = make_scorecard(make_report(), [result_for(make_item("LL-01"), Verdict.ABSENT)])
    after = decided_scorecard(card, [opinion("LL-01", "not_applicable")])
    assert (after.percent, after.grade) == (None, "未能判定")


@given(st.dictionaries(st.sampled_from([r.item.id for r in CARD.items]), st.sampled_from(SETTLED)))
def test_the_score_is_the_ledgers(verdicts: dict[str, Verdict]) -> None:
    decisions = [decision(item, verdict.value) for item, verdict in verdicts.items()]
    after = decided_scorecard(CARD, opinions(RUN, decisions))
    assert after.percent == score_with(RUN, standings(RUN, decisions))
    told = {result.item.id: result.verdict for result in after.items}
    assert {item: told[item] for item in verdicts} == verdicts


def test_findings_are_set_aside_by_their_key() -> None:
    keys = ("CK-15#1", "CK-03#1", "CK-01#1")
    assert dismissed(keys, every_opinion()) == {"CK-01#1"}


def test_opinions_are_made_against_the_new_result_before_it_is_recorded() -> None:
    said = [
        decision("PU-02", "stated"),
        decision("PU-02", "evidenced", minute=1),
        decision("LA-01", "absent", minute=2),
        decision("LA-01", "evidenced", who="乙", minute=3),
        decision("EN-01", "", minute=4),
    ]
    found = opinions_of(CARD, RESULT, said, unit=UNIT)
    assert [one.hold for one in found] == [
        Hold.SUPERSEDED,
        Hold.HOLDS,
        Hold.CONFLICT,
        Hold.CONFLICT,
        Hold.HOLDS,
    ]
    assert found[4].kind is DecisionKind.REMARK
    assert hold_counts(found) == {Hold.SUPERSEDED: 1, Hold.HOLDS: 1, Hold.CONFLICT: 2}
    assert opinions_of(every_verdict(make_report(year=2022)), RESULT, said, unit=UNIT) == ()


def test_a_changed_sentence_reopens_with_the_difference() -> None:
    told = json.loads(RESULT)
    told["items"][0]["evidence"][0]["quote"] = "全年学法8次。"
    told["items"] = [item for item in told["items"] if item["id"] != "PU-02"]
    said = [
        decision("LL-01", "absent"),
        decision("LL-01", "", minute=1),
        decision("PU-02", "stated"),
        decision("PU-02", ""),
    ]
    found = opinions_of(CARD, json.dumps(told).encode(), said, unit=UNIT)
    assert [one.hold for one in found] == [Hold.REOPENED, Hold.REOPENED, Hold.GONE, Hold.GONE]
    assert found[0].gained == ("全年学法8次。",)
    assert found[0].lost == tuple(CARD.report.quote(one.span) for one in CARD.items[0].evidence)
