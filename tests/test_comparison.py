"""What a comparison promises: nothing from nothing, mirrors, exact sums, and no guesses."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorer.compared import Basis, Cause, ChangeKind, Comparison, Move, Relation, Side
from scorer.comparison import Bridge, Texts, compare, side_of
from scorer.comparison.passages import LONGEST, MOST_PASSAGES, MOST_SENTENCES
from scorer.comparison.sources import Source, compare_sources, source_of_result
from scorer.errors import UsageError
from scorer.loader import load_checklist
from scorer.pipeline import score_text
from scorer.renderers.comparison_json import comparison_of
from scorer.renderers.result_json import render_json
from scorer.report import ReadingGap
from tests.cards import make_report, make_scorecard
from tests.comparing import (
    AGAIN,
    FIRST,
    NEXT_YEAR,
    make_finding,
    make_side,
    make_state,
    quoted,
)

TITLE = "青禾区档案局2024年度法治政府建设情况报告\n一、主要举措\n"
VERDICTS = ["absent", "planned", "stated", "evidenced", "not_applicable", "unreadable"]
MIRRORED = {
    ChangeKind.GAINED: ChangeKind.LOST,
    ChangeKind.LOST: ChangeKind.GAINED,
    ChangeKind.APPLIES: ChangeKind.DROPS,
    ChangeKind.DROPS: ChangeKind.APPLIES,
    ChangeKind.READ: ChangeKind.UNREAD,
    ChangeKind.UNREAD: ChangeKind.READ,
    ChangeKind.ADDED: ChangeKind.RETIRED,
    ChangeKind.RETIRED: ChangeKind.ADDED,
    ChangeKind.REWEIGHTED: ChangeKind.REWEIGHTED,
    ChangeKind.REQUOTED: ChangeKind.REQUOTED,
}
POINTS = st.sampled_from([1.0, 2.0, 3.0, 0.7, 5.0])
STATES = st.builds(
    lambda number, verdict, most: make_state(
        f"X{number % 3}-0{number}",
        verdict,
        max_points=0.0 if verdict in VERDICTS[-2:] else most,
    ),
    st.integers(0, 8),
    st.sampled_from(VERDICTS),
    POINTS,
)
SIDES = st.lists(STATES, max_size=9, unique_by=lambda state: state.id).map(
    lambda states: make_side(*sorted(states))
)


def other_rules(side: Side) -> Side:
    return replace(side, checklist_digest="1" * 64, checklist_version="2")


def other_text(side: Side) -> Side:
    return replace(side, digest="b" * 64)


def kinds(comparison: Comparison) -> dict[str, ChangeKind]:
    return {change.id: change.kind for change in comparison.items}


@given(SIDES)
def test_a_result_compared_with_itself_shows_no_change(side: Side) -> None:
    found = compare(side, side)
    assert found.items == ()
    assert found.unchanged == len(side.items)
    assert {group.points for group in found.groups} <= {Move(0.0, 0.0, 0.0)}
    assert found.points == Move(0.0, 0.0, 0.0)
    assert {change.state for change in found.findings} <= {"kept"}


@given(SIDES, SIDES)
def test_what_is_gained_one_way_is_lost_the_other_way(one: Side, two: Side) -> None:
    there, back = compare(one, two), compare(two, one)
    assert kinds(back) == {key: MIRRORED[kind] for key, kind in kinds(there).items()}
    assert back.unchanged == there.unchanged
    assert back.points.total == pytest.approx(-(there.points.total or 0.0))


@given(SIDES, SIDES, SIDES, st.sampled_from([Basis.OLD_TEXT_NEW_RULES, Basis.NEW_TEXT_OLD_RULES]))
def test_rules_and_text_add_up_to_the_whole_move(
    one: Side, middle: Side, two: Side, basis: Basis
) -> None:
    found = compare(one, other_text(other_rules(two)), bridge=Bridge(middle, basis))
    moves = [
        found.points,
        *(change.points for change in found.groups),
        *(change.points for change in found.items),
    ]
    if found.percent.total is not None and middle.percent is not None:
        moves.append(found.percent)
    for move in moves:
        assert None not in move
        assert round((move.rules or 0.0) + (move.text or 0.0), 6) == move.total
    told = sum(change.points.total or 0.0 for change in found.groups)
    assert told == pytest.approx(found.points.total)


@pytest.mark.parametrize(
    ("old", "new", "kind"),
    [
        ("absent", "planned", ChangeKind.GAINED),
        ("stated", "evidenced", ChangeKind.GAINED),
        ("evidenced", "stated", ChangeKind.LOST),
        ("planned", "absent", ChangeKind.LOST),
        ("not_applicable", "absent", ChangeKind.APPLIES),
        ("stated", "not_applicable", ChangeKind.DROPS),
        ("unreadable", "evidenced", ChangeKind.READ),
        ("unreadable", "not_applicable", ChangeKind.READ),
        ("absent", "unreadable", ChangeKind.UNREAD),
    ],
)
def test_a_change_of_verdict_is_called_by_its_name(old: str, new: str, kind: ChangeKind) -> None:
    found = compare(make_side(make_state(verdict=old)), make_side(make_state(verdict=new)))
    assert kinds(found) == {"XX-01": kind}


def test_items_of_one_side_only_other_weights_and_other_quotes_are_told() -> None:
    old = make_side(
        make_state("XX-01"),
        make_state("XX-02", quotes=quoted("学法6次。")),
        make_state("XX-03", max_points=4.0),
        make_state("XX-04", quotes=quoted("同一句。")),
    )
    new = make_side(
        make_state("XX-02", quotes=quoted("学法7次。")),
        make_state("XX-03", max_points=6.0),
        make_state("XX-04", quotes=quoted("同一句。")),
        make_state("XX-05"),
    )
    found = compare(old, new)
    assert kinds(found) == {
        "XX-02": ChangeKind.REQUOTED,
        "XX-03": ChangeKind.REWEIGHTED,
        "XX-05": ChangeKind.ADDED,
        "XX-01": ChangeKind.RETIRED,
    }
    assert [change.points.total for change in found.items] == [0.0, 1.0, 2.0, -2.0]
    assert found.unchanged == 1


def test_other_refused_words_are_no_change_of_a_verdict_that_rests_on_none() -> None:
    for verdict in ("absent", "not_applicable", "unreadable"):
        one, two = (
            make_side(make_state(verdict=verdict, quotes=quoted(text, why="字面相近")))
            for text in ("一句。", "另一句。")
        )
        assert compare(one, two).items == ()


def test_the_same_rules_lay_everything_on_the_text() -> None:
    found = compare(
        make_side(make_state()), make_side(make_state(verdict="evidenced"), digest="b" * 64)
    )
    assert found.basis is Basis.SAME_RULES
    assert found.points == Move(2.0, 0.0, 2.0)
    assert found.items[0].cause is Cause.TEXT


def test_the_same_text_lays_everything_on_the_rules() -> None:
    old = make_side(make_state())
    found = compare(old, other_rules(make_side(make_state(verdict="evidenced"))))
    assert found.basis is Basis.SAME_TEXT
    assert found.points == Move(2.0, 2.0, 0.0)
    assert found.items[0].cause is Cause.RULES


def test_where_both_moved_and_no_text_is_at_hand_nothing_is_guessed() -> None:
    old = make_side(make_state("XX-01"), make_state("XX-02"))
    new = other_text(other_rules(make_side(make_state("XX-01", "evidenced"), make_state("XX-03"))))
    found = compare(old, new)
    assert found.basis is Basis.UNKNOWN
    assert found.points == Move(2.0, None, None)
    assert found.percent.rules is None and found.percent.text is None
    assert {change.cause for change in found.items} == {Cause.UNKNOWN}
    assert {change.points[1:] for change in found.items} == {(None, None)}
    assert "cannot_be_told_apart" in [notice.id for notice in found.notices]


def test_another_version_of_the_program_counts_as_rules_and_is_told() -> None:
    old = make_side(make_state(), tool_version="1.0")
    found = compare(old, make_side(make_state(verdict="evidenced"), tool_version="2.0"))
    assert found.points == Move(2.0, 2.0, 0.0)
    assert "（1.0、2.0）" in next(n.text for n in found.notices if n.id == "tool_changed")


@pytest.mark.parametrize(
    ("middle", "basis", "cause"),
    [
        ("evidenced", Basis.OLD_TEXT_NEW_RULES, Cause.RULES),
        ("absent", Basis.OLD_TEXT_NEW_RULES, Cause.TEXT),
        ("stated", Basis.OLD_TEXT_NEW_RULES, Cause.BOTH),
        ("evidenced", Basis.NEW_TEXT_OLD_RULES, Cause.TEXT),
        ("absent", Basis.NEW_TEXT_OLD_RULES, Cause.RULES),
    ],
)
def test_a_text_scored_under_both_rules_tells_what_moved_an_item(
    middle: str, basis: Basis, cause: Cause
) -> None:
    old = make_side(make_state(verdict="absent"))
    new = other_text(other_rules(make_side(make_state(verdict="evidenced"))))
    found = compare(old, new, bridge=Bridge(make_side(make_state(verdict=middle)), basis))
    assert found.items[0].cause is cause


def test_a_score_that_could_not_be_given_has_no_move() -> None:
    found = compare(make_side(make_state(verdict="unreadable")), make_side(make_state()))
    assert found.percent == Move(None, None, None)


def test_findings_are_gone_new_or_kept_each_once() -> None:
    kept, moved = make_finding("CK-01"), make_finding("CK-03", "重复2处。", "同一段")
    twice = make_finding("CK-05", "编号有误。")
    old = make_side(findings=(kept, moved, twice, twice, make_finding("CK-09")))
    new = make_side(
        findings=(kept, make_finding("CK-03", "重复3处。", "同一段"), twice, make_finding("CK-15"))
    )
    found = [(change.state, change.finding.id) for change in compare(old, new).findings]
    assert found == [
        ("new", "CK-15"),
        ("gone", "CK-05"),
        ("gone", "CK-09"),
        ("kept", "CK-01"),
        ("kept", "CK-03"),
        ("kept", "CK-05"),
    ]


def test_a_resubmission_tells_for_each_item_asked_for_whether_it_was_mended() -> None:
    before = [("XX-01", "absent"), ("XX-02", "planned"), ("XX-03", "stated"), ("XX-04", "stated")]
    after = [("XX-01", "evidenced"), ("XX-02", "stated"), ("XX-03", "absent")]
    old = make_side(*(make_state(*one) for one in before), make_state("XX-09", "evidenced"))
    new = make_side(*(make_state(*one) for one in after), make_state("XX-04", "unreadable"))
    found = compare(old, new)
    assert found.relation is Relation.RESUBMISSION
    told = {mending.old.id: mending.outcome for mending in found.mendings}
    assert told == {"XX-01": "mended", "XX-02": "better", "XX-03": "open", "XX-04": "void"}
    assert found.promises == ()


def test_another_year_tells_what_became_of_the_plans() -> None:
    ids = ("XX-01", "XX-02", "XX-03", "XX-04")
    old = make_side(*(make_state(id, "planned") for id in ids), make_state("XX-05", "absent"))
    new = make_side(
        make_state("XX-01", "stated"),
        make_state("XX-02", "planned"),
        make_state("XX-03", "not_applicable"),
        make_state("XX-05", "absent"),
        year=2025,
    )
    found = compare(old, new)
    assert [(promise.old.id, promise.outcome) for promise in found.promises] == [
        ("XX-02", "open"),
        ("XX-01", "done"),
        ("XX-03", "void"),
        ("XX-04", "void"),
    ]
    assert found.mendings == ()


@pytest.mark.parametrize(
    ("old", "new", "relation", "told"),
    [
        ({}, {}, Relation.RESUBMISSION, ()),
        ({}, {"unit": "青禾区 档案局"}, Relation.RESUBMISSION, ()),
        ({}, {"year": 2025}, Relation.LATER_YEAR, ()),
        ({}, {"year": 2023}, Relation.EARLIER_YEAR, ("wrong_order",)),
        ({}, {"signed_on": "2025-01-09"}, Relation.RESUBMISSION, ("wrong_order",)),
        ({}, {"signed_on": "2025-01"}, Relation.RESUBMISSION, ()),
        ({}, {"signed_on": None}, Relation.RESUBMISSION, ()),
        ({}, {"unit": "青禾区水务局"}, Relation.OTHER_UNIT, ("other_unit",)),
        ({"unit": ""}, {"unit": ""}, Relation.OTHER_UNIT, ("other_unit",)),
        (
            {},
            {"unit": "青禾区水务局", "year": 2020},
            Relation.OTHER_UNIT,
            ("other_unit", "wrong_order"),
        ),
        ({}, {"year": None}, Relation.UNKNOWN_YEAR, ("unknown_year",)),
        ({"year": None}, {"year": None}, Relation.UNKNOWN_YEAR, ("unknown_year",)),
        (
            {},
            {"unit_kind": "office", "kind_title": "政府办公室"},
            Relation.RESUBMISSION,
            ("other_kind",),
        ),
        ({}, {"complete": False, "gaps": ("第2页是图片",)}, Relation.RESUBMISSION, ("incomplete",)),
        ({}, {"checklist_id": "other"}, Relation.RESUBMISSION, ("other_checklist",)),
        (
            {},
            {"checklist_digest": "1" * 64, "digest": "a" * 64},
            Relation.RESUBMISSION,
            ("rules_changed",),
        ),
    ],
)
def test_what_makes_the_comparison_less_than_plain_is_said(
    old: dict[str, object], new: dict[str, object], relation: Relation, told: tuple[str, ...]
) -> None:
    sides = [make_side(make_state(), **{"digest": "b" * 64, **old})]
    sides.append(make_side(make_state(), **{"digest": "b" * 64, **new}))
    found = compare(*sides)
    assert found.relation is relation
    always = {"no_texts", "cannot_be_told_apart", "same_file"}
    assert tuple(notice.id for notice in found.notices if notice.id not in always) == told


def test_the_same_file_judged_as_another_kind_is_no_change_of_text() -> None:
    found = compare(make_side(make_state()), make_side(make_state(), unit_kind="office"))
    assert "same_file" in [notice.id for notice in found.notices]


def texts(old: str, new: str) -> Texts:
    checklist = load_checklist()
    return Texts(score_text(old, checklist).report, score_text(new, checklist).report)


def compared(old: str, new: str) -> Comparison:
    checklist = load_checklist()
    cards = [score_text(text, checklist) for text in (old, new)]
    sides = [side_of(card) for card in cards]
    return compare(*sides, texts=Texts(cards[0].report, cards[1].report))


def test_a_resubmission_shows_what_was_added_removed_and_reworded() -> None:
    found = compared(FIRST, AGAIN).difference
    assert found is not None
    shown = [
        tuple(
            None if side is None else "".join(piece.text for piece in side.pieces)
            for side in change
        )
        for change in found.changes
    ]
    assert ("充分发挥法律顾问作用。", None) in shown
    assert (None, "开展以案释法活动。") in shown
    assert len(shown) == 3
    assert found.added >= len("开展以案释法活动。")


def test_a_reworded_sentence_is_shown_beside_what_it_was() -> None:
    old = FIRST
    new = FIRST.replace("学法6次", "学法9次")
    found = compared(old, new).difference
    assert found is not None
    (change,) = found.changes
    assert change.old is not None and change.new is not None
    assert [piece.text for piece in change.old.pieces if not piece.same] == ["6"]
    assert [piece.text for piece in change.new.pieces if not piece.same] == ["9"]
    assert (found.added, found.removed, found.moved) == (1, 1, 0)


def test_a_sentence_that_only_stands_elsewhere_is_neither_added_nor_removed() -> None:
    line = "普法形式不够丰富，主要原因是人手不足。"
    moved = FIRST.replace(line, "工作研究不够深入。").replace(
        "继续加强普法宣传。", f"继续加强普法宣传。{line}"
    )
    found = compared(FIRST, moved).difference
    assert found is not None
    assert found.moved == 1
    assert all(line not in str(change) for change in found.changes)


def test_the_text_itself_has_no_difference_and_that_is_said() -> None:
    whole = compared(FIRST, FIRST)
    assert "same_words" in [notice.id for notice in whole.notices]
    found = whole.difference
    assert found is not None
    assert (found.changes, found.added, found.removed, found.moved) == ((), 0, 0, 0)


def test_another_years_report_shows_what_was_taken_over_and_warns() -> None:
    found = compared(FIRST, NEXT_YEAR)
    assert found.relation is Relation.LATER_YEAR
    assert found.difference is None and found.takeover is not None
    (passage,) = found.takeover.passages
    same = [piece.text for piece in passage.second.pieces if piece.same]
    assert "".join(same).startswith("全年组织局党组会前学法")
    assert 0.3 < found.takeover.share < 1
    assert "taken_over" in [notice.id for notice in found.notices]


def test_nothing_taken_over_is_a_share_of_nothing() -> None:
    other = NEXT_YEAR.replace("全年组织局党组会前学法6次，学习档案法等法律，", "").replace(
        "班子成员轮流领学并结合工作谈体会、提建议。", "会前学法7次。"
    )
    found = compared(FIRST, other)
    assert found.takeover is not None
    assert (found.takeover.taken, found.takeover.share) == (0, 0.0)
    assert "taken_over" not in [notice.id for notice in found.notices]


def test_what_everybody_has_to_write_does_not_count_as_taken_over() -> None:
    told = texts(FIRST, NEXT_YEAR)
    whole = compare(make_side(), make_side(year=2025), texts=Texts(told.old, told.new)).takeover
    formula = "班子成员轮流领学并结合工作谈体会"
    less = compare(
        make_side(), make_side(year=2025), texts=Texts(told.old, told.new, (formula,))
    ).takeover
    assert whole is not None and less is not None
    assert whole.body - less.body == len(formula)
    assert less.taken < whole.taken


def test_texts_beyond_measure_are_left_uncompared() -> None:
    long = TITLE + "\n".join(
        f"第{number}句说的是第{number}件事。"
        for number in range(max(MOST_SENTENCES, MOST_PASSAGES) + 1)
    )
    report = make_report(long)
    side = make_side()
    for newer in (side, replace(side, year=2025)):
        found = compare(side, newer, texts=Texts(report, report))
        assert found.difference is None and found.takeover is None
        assert "too_long" in [notice.id for notice in found.notices]


def test_an_endless_sentence_is_shown_whole() -> None:
    one, two = (make_report(TITLE + "一" * LONGEST + mark) for mark in "甲乙")
    found = compare(make_side(), make_side(), texts=Texts(one, two)).difference
    assert found is not None
    assert [(change.old is None, change.new is None) for change in found.changes] == [
        (True, False),
        (False, True),
    ]


def test_results_tell_the_same_as_the_reports_they_were_made_from() -> None:
    checklist = load_checklist()
    cards = [score_text(text, checklist) for text in (FIRST, AGAIN)]
    there = compare(*(side_of(card) for card in cards))
    results = [source_of_result(render_json(card), "结果.json", checklist) for card in cards]
    assert comparison_of(compare_sources(*results)) == comparison_of(there)


def test_the_same_report_under_the_same_rules_is_refused() -> None:
    side = make_side(make_state())
    with pytest.raises(UsageError, match="同一份报告"):
        compare_sources(Source(side=side), Source(side=side))


def test_a_gap_in_the_reading_is_told_in_its_own_words() -> None:
    report = make_report(complete=False, gaps=(ReadingGap(message="整页是图片", page=3),))
    side = side_of(make_scorecard(report, []))
    (notice,) = [n for n in compare(side, make_side()).notices if n.id == "incomplete"]
    assert "第3页：整页是图片" in notice.text
