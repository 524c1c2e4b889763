"""Scopes, strengths, terminators and pseudo-cues, one behaviour a test, with small cues."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scorer.assertion import classify, sentence_statuses
from scorer.checklist import Cue
from scorer.kinds import Direction, Scope, Status
from scorer.loader import load_checklist
from scorer.readers import read_text
from scorer.report import SectionRole, SentenceKind
from scorer.result import Assertion, SentenceStatus
from scorer.segment import segment
from tests.clause_reports import cut_report, load_cues

DONE, PLANNED, SHORTCOMING = Status.DONE, Status.PLANNED, Status.SHORTCOMING
CAUSE, DEMAND = Status.CAUSE, Status.DEMAND
FORWARD, BACKWARD, BOTH = Direction.FORWARD, Direction.BACKWARD, Direction.BOTH
SENTENCE = Scope.SENTENCE


def cue(words: str, status: Status | None, direction: Direction, **fields: Any) -> Cue:
    name = fields.pop("id", words)
    return Cue(id=name, words=tuple(words.split()), status=status, direction=direction, **fields)


def statuses(text: str, *cues: Cue, **fields: Any) -> list[Status]:
    report = cut_report(text, **fields)
    return [assertion.status for assertion in classify(report, cues)]


def test_there_is_one_assertion_per_clause_even_without_cues() -> None:
    report = cut_report("甲，乙；丙。\n丁")
    assert classify(report, ()) == (Assertion(DONE, None, None),) * 4


def test_report_without_text_has_no_assertions() -> None:
    report = cut_report("")
    assert classify(report, load_cues()) == ()
    assert sentence_statuses(report, ()) == ()


@pytest.mark.parametrize(
    ("role", "status"),
    [
        (SectionRole.PREAMBLE, DONE),
        (SectionRole.MEASURES, DONE),
        (SectionRole.LEADER, DONE),
        (SectionRole.OTHER, DONE),
        (SectionRole.SIGNATURE, DONE),
        (SectionRole.SHORTCOMINGS, SHORTCOMING),
        (SectionRole.PLAN, PLANNED),
    ],
)
def test_section_gives_the_default(role: SectionRole, status: Status) -> None:
    assert statuses("加强培训。", role=role) == [status]


def test_forward_cue_of_the_sentence_governs_what_follows_up_to_the_full_stop() -> None:
    will = cue("将", PLANNED, FORWARD, scope=SENTENCE)
    assert statuses("甲事，将办乙事，丙事。丁事。", will) == [DONE, PLANNED, PLANNED, DONE]
    assert statuses("将办甲事；乙事。丙事。", will) == [PLANNED, PLANNED, DONE]
    assert statuses("将办甲事；\n乙事。", will) == [PLANNED, DONE]


def test_backward_cue_of_the_sentence_governs_what_precedes() -> None:
    all_lack = cue("均不足", SHORTCOMING, BACKWARD, scope=SENTENCE)
    assert statuses("甲事，乙事，丙事均不足，丁事。", all_lack) == [SHORTCOMING] * 3 + [DONE]


def test_cue_both_ways_governs_the_whole_sentence() -> None:
    both = cue("有待", SHORTCOMING, BOTH, scope=SENTENCE)
    assert statuses("甲事，乙事有待，丙事。", both) == [SHORTCOMING] * 3


def test_backward_cue_without_a_subject_reaches_the_topic_before_it() -> None:
    lack = cue("不足", SHORTCOMING, BACKWARD)
    assert statuses("执法培训，仍不足。", lack) == [SHORTCOMING, SHORTCOMING]
    assert statuses("培训12期，仍不足。", lack) == [DONE, SHORTCOMING]
    assert statuses("办了培训，仍不足。", lack) == [DONE, SHORTCOMING]
    assert statuses("执法培训，宣传力度不足。", lack) == [DONE, SHORTCOMING]


def test_backward_cue_that_opens_its_clause_governs_only_what_precedes() -> None:
    led_to = cue("导致", CAUSE, BACKWARD)
    found = statuses("人员流动，导致力量减弱。", led_to, role=SectionRole.SHORTCOMINGS)
    assert found == [CAUSE, SHORTCOMING]


def test_stronger_cue_wins_and_of_equals_the_later_one() -> None:
    plan = cue("计划", PLANNED, FORWARD, strength=1)
    done = cue("完成", DONE, BACKWARD, strength=1)
    weak = cue("不足", SHORTCOMING, BACKWARD)
    assert statuses("计划甲事完成。", plan, done) == [DONE]
    assert statuses("完成甲事计划。", plan, done) == [PLANNED]
    assert statuses("计划甲事不足。", plan, weak) == [PLANNED]


def test_longest_word_wins_over_what_it_holds() -> None:
    lack = cue("不", SHORTCOMING, FORWARD)
    assert statuses("不断推进。", lack, cue("不断", None, Direction.PSEUDO)) == [DONE]
    assert statuses("不断推进。", lack) == [SHORTCOMING]


def test_pseudo_cue_with_a_strength_silences_only_what_is_not_stronger() -> None:
    ba = cue("将……纳入", None, Direction.PSEUDO, strength=1)
    will = cue("将", PLANNED, FORWARD, strength=1)
    surely = cue("将继续", PLANNED, FORWARD, strength=2)
    assert statuses("将甲事纳入计划。", ba, will) == [DONE]
    assert statuses("将继续把甲事纳入计划。", ba, will, surely) == [PLANNED]


def test_near_gap_is_bounded_and_far_gap_ends_with_the_clause() -> None:
    near = cue("查…问题", SHORTCOMING, BOTH)
    far = cue("查……问题|不足", SHORTCOMING, BOTH)
    long = "一二三四五六七八九十一二三"
    assert statuses("查甲问题。", near) == [SHORTCOMING]
    assert statuses(f"查{long}问题。", near) == [DONE]
    assert statuses(f"查{long}问题。", far) == [SHORTCOMING]
    assert statuses("查，甲问题。", far) == [DONE, DONE]
    assert statuses("查甲。", far) == [DONE]


def test_gap_may_be_followed_by_a_second_one() -> None:
    two = cue("按…会议…要求", DEMAND, BOTH)
    assert statuses("按某次会议有关要求。", two) == [DEMAND]
    assert statuses("按会议。", two) == [DONE]


def test_gap_at_the_end_reaches_to_the_end_of_the_clause() -> None:
    lack = cue("不足", SHORTCOMING, BACKWARD)
    avoid = cue("防止……", None, Direction.PSEUDO)
    assert statuses("防止审查力量不足，人员不足。", lack, avoid) == [DONE, SHORTCOMING]


@pytest.mark.parametrize("quoted", ["《不足的规定》", "“不足”", "（不足）", '"不足"', "(不足)"])
def test_what_a_name_or_bracket_holds_says_nothing(quoted: str) -> None:
    assert statuses(f"印发{quoted}。", cue("不足", SHORTCOMING, BACKWARD)) == [DONE]


def test_half_width_marks_are_as_good_as_full_width_ones() -> None:
    must = cue("，要", DEMAND, FORWARD)
    will = cue("将", PLANNED, FORWARD, scope=SENTENCE)
    assert statuses("提高认识,要办甲事.", must) == [DONE, DEMAND]
    assert statuses("将办甲事;乙事。", will) == [PLANNED, PLANNED]


def test_unclosed_quotation_hides_nothing() -> None:
    assert statuses("称“力量不足。", cue("不足", SHORTCOMING, BACKWARD)) == [SHORTCOMING]


def test_cue_outside_its_sections_is_no_cue() -> None:
    again = cue("继续", PLANNED, FORWARD, sections=(SectionRole.LEADER,))
    assert statuses("继续甲事。", again) == [DONE]
    assert statuses("继续甲事。", again, role=SectionRole.LEADER) == [PLANNED]


def test_terminator_takes_back_what_its_clause_said_before_it() -> None:
    lack = cue("尚未", SHORTCOMING, FORWARD)
    but = cue("但", None, Direction.TERMINATE)
    assert statuses("尚未办甲事但办了乙事。", lack, but) == [DONE]
    assert statuses("但尚未办甲事。", lack, but) == [SHORTCOMING]


def test_terminator_of_the_sentence_ends_what_reaches_over() -> None:
    told = cue("会议要求", DEMAND, FORWARD, scope=SENTENCE, strength=1)
    after = cue("会后", None, Direction.TERMINATE, scope=SENTENCE, strength=1)
    assert statuses("会议要求甲，乙，会后丙，丁。", told, after) == [DEMAND, DEMAND, DONE, DONE]
    assert statuses("会议要求甲，乙在会后丙。", told, after) == [DEMAND, DEMAND]
    weak = cue("会后", None, Direction.TERMINATE, scope=SENTENCE)
    assert statuses("会议要求甲，会后丙。", told, weak) == [DEMAND, DEMAND]


FIRST = cue("一是", None, Direction.TERMINATE, id="list-first")
NEXT = cue("二是 三是", None, Direction.TERMINATE, id="list-next")


def test_next_point_ends_what_the_point_before_it_opened() -> None:
    will = cue("将", PLANNED, FORWARD, scope=SENTENCE)
    found = statuses("一是将办甲；二是办了乙；三是办了丙。", will, FIRST, NEXT)
    assert found == [PLANNED, DONE, DONE]


def test_lead_in_governs_all_points() -> None:
    will = cue("将", PLANNED, FORWARD, scope=SENTENCE)
    found = statuses("将做好：一是办甲；二是办乙。", will, FIRST, NEXT)
    assert found == [PLANNED] * 3
    found = statuses("将做好工作。一是办甲。二是办乙。丙事。", will, FIRST, NEXT)
    assert found == [PLANNED] * 3 + [DONE]


def test_list_that_began_before_a_cue_does_not_go_on_under_it() -> None:
    will = cue("将", PLANNED, FORWARD, scope=SENTENCE)
    assert statuses("一是甲。将办乙。二是丙。", will, FIRST, NEXT) == [DONE, PLANNED, DONE]


def test_strong_lead_holds_for_its_paragraph_but_yields_to_any_cue() -> None:
    next_step = cue("下一步", PLANNED, FORWARD, scope=SENTENCE, strength=2)
    lack = cue("不足", SHORTCOMING, BACKWARD)
    found = statuses("下一步，办甲。办乙。丙不足。\n丁。", next_step, lack)
    assert found == [PLANNED, PLANNED, PLANNED, SHORTCOMING, DONE]
    assert statuses("甲，乙，下一步办丙。丁。", next_step) == [DONE, DONE, PLANNED, DONE]


def test_strong_lead_ends_where_a_sentence_tells_of_the_year() -> None:
    plan = cue("将深入", Status.PLANNED, Direction.FORWARD, scope=Scope.SENTENCE, strength=2)
    text = "我局将深入学习法律。开展培训。全年举办讲座3场。开展宣讲。"
    told = [Status.PLANNED, Status.PLANNED, Status.DONE, Status.DONE]
    assert statuses(text, plan) == told
    assert statuses("我局将深入学习法律。年内力争举办讲座。", plan)[1] is Status.PLANNED


def test_lead_that_ends_with_a_colon_holds_for_its_section() -> None:
    next_step = cue("下一步", PLANNED, FORWARD, scope=SENTENCE, strength=2)
    assert statuses("下一步做好以下工作：\n甲。\n乙。", next_step) == [PLANNED] * 3


def test_cause_outside_the_shortcomings_needs_a_shortcoming_before_it() -> None:
    why = cue("原因是", CAUSE, FORWARD, scope=SENTENCE)
    lack = cue("不足", SHORTCOMING, BACKWARD)
    assert statuses("甲事办结，原因是乙。", why, lack) == [DONE, DONE]
    assert statuses("甲事不足，原因是乙。", why, lack) == [SHORTCOMING, CAUSE]


def test_heading_gives_its_status_to_what_stands_under_it() -> None:
    why = cue("原因分析", CAUSE, FORWARD, scope=SENTENCE)
    lack = cue("不足", SHORTCOMING, BACKWARD)
    already = cue("今后", PLANNED, FORWARD)
    cues = (why, lack, already)
    report = cut_report(
        "人员不足，学习少，今后加强。", role=SectionRole.SHORTCOMINGS, heading="原因分析"
    )
    found = [assertion.status for assertion in classify(report, cues)]
    assert found == [SHORTCOMING, CAUSE, CAUSE, PLANNED]


def test_clause_scoped_cue_in_a_heading_says_nothing_of_what_it_heads() -> None:
    will = cue("将", PLANNED, FORWARD)
    report = cut_report("办甲事。", heading="将甲事办好")
    assert [assertion.status for assertion in classify(report, (will,))] == [DONE, DONE]


@pytest.mark.parametrize(
    "kind", [SentenceKind.TITLE, SentenceKind.PREAMBLE, SentenceKind.SIGNATURE]
)
def test_cues_speak_only_in_body_sentences(kind: SentenceKind) -> None:
    lack = cue("不足", SHORTCOMING, BACKWARD)
    assert statuses("力量不足。", lack, kind=kind) == [DONE]


def test_assertion_names_the_cue_and_its_words() -> None:
    report = cut_report("提高认识，要办甲事。")
    must = cue("，要", DEMAND, FORWARD, id="demand-must")
    assert classify(report, (must,))[1] == Assertion(DEMAND, "要", "demand-must")


LATER = cue("明年", PLANNED, FORWARD, scope=SENTENCE, strength=1, id="year-later")
EARLIER = cue("去年", None, Direction.TERMINATE, id="year-earlier")


@pytest.mark.parametrize(
    ("text", "year", "status"),
    [
        ("2025年，办甲事。", 2024, PLANNED),
        ("2025年，办甲事。", 2025, DONE),
        ("2025年，办甲事。", None, DONE),
        ("２０２５年，办甲事。", 2024, PLANNED),
        ("二〇二五年底前办甲事。", 2024, PLANNED),
        ("办甲事至2025年底。", 2024, PLANNED),
        ("截至2025年1月，办甲事。", 2024, DONE),
        ("2021年至2025年，办甲事。", 2024, DONE),
        ("印发2025年要点。", 2024, DONE),
    ],
)
def test_later_year_makes_a_plan_only_where_it_is_the_time(
    text: str, year: int | None, status: Status
) -> None:
    assert statuses(text, LATER, year=year)[-1] is status


def test_later_year_says_nothing_when_no_cue_is_kept_for_it() -> None:
    assert statuses("2025年，办甲事。", year=2024) == [DONE, DONE]


@pytest.mark.parametrize(
    ("text", "year", "expected"),
    [
        ("2023年，办甲事。", 2024, True),
        ("2023年，办甲事，2024年办结。", 2024, False),
        ("去年，办甲事。", None, True),
        ("办甲事。2023年，办乙事。", 2024, True),
        ("2023年以来，办甲事。", 2024, False),
        ("对照2023年反馈，办甲事。", 2024, False),
    ],
)
def test_earlier_year_is_told_apart(text: str, year: int | None, expected: bool) -> None:
    report = cut_report(text, year=year)
    assert classify(report, (EARLIER,))[-1].other_year is expected


def test_earlier_year_concerns_only_what_was_done() -> None:
    report = cut_report("2023年，力量不足。", role=SectionRole.SHORTCOMINGS)
    assert not any(assertion.other_year for assertion in classify(report, (EARLIER,)))


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        (SentenceKind.TITLE, SentenceStatus.TITLE),
        (SentenceKind.HEADING, SentenceStatus.HEADING),
        (SentenceKind.PREAMBLE, SentenceStatus.PREAMBLE),
        (SentenceKind.SIGNATURE, SentenceStatus.OTHER),
    ],
)
def test_place_in_the_report_decides_what_is_no_body(
    kind: SentenceKind, status: SentenceStatus
) -> None:
    report = cut_report("某某局。", kind=kind)
    assert [s.status for s in sentence_statuses(report, classify(report, ()))] == [status]


@pytest.mark.parametrize(
    ("text", "role", "expected"),
    [
        ("全年培训12期。", SectionRole.MEASURES, SentenceStatus.DONE),
        ("会议要求各单位抓好培训。", SectionRole.MEASURES, SentenceStatus.DONE),
        ("重点做好以下工作：", SectionRole.PLAN, SentenceStatus.PLANNED),
        (
            "全年培训取得成效，但培训的覆盖面还不够广。",
            SectionRole.MEASURES,
            SentenceStatus.SHORTCOMING,
        ),
        (
            "年初以来取得了积极成效，但尚有差距。",
            SectionRole.SHORTCOMINGS,
            SentenceStatus.SHORTCOMING,
        ),
        ("分析原因：主要是抓得不紧。", SectionRole.SHORTCOMINGS, SentenceStatus.CAUSE),
        ("今后将加强培训。", SectionRole.SHORTCOMINGS, SentenceStatus.PLANNED),
    ],
)
def test_main_content_decides_the_status_of_a_sentence(
    text: str, role: SectionRole, expected: SentenceStatus
) -> None:
    report = cut_report(text, role=role)
    found = sentence_statuses(report, classify(report, load_cues()))
    assert [result.status for result in found] == [expected]


def test_sentence_names_the_first_cue_of_its_status() -> None:
    report = cut_report("尚未培训，力量不足，全年办结12件。")
    found = sentence_statuses(report, classify(report, load_cues()))
    assert found[0].cue == "尚未"


WORDS = sorted({word.replace("…", "甲乙") for one in load_cues() for word in one.words})
PIECES = st.lists(
    st.sampled_from(
        [*WORDS, "，", "。", "；", "\n", "《", "》", "“", "”", "（", "培训12期", "2025年"]
    ),
    max_size=30,
).map("".join)


@settings(max_examples=60, deadline=None)
@given(PIECES, st.sampled_from(list(SectionRole)), st.sampled_from([None, 2023, 2024]))
def test_any_text_gets_one_assertion_per_clause_and_always_the_same(
    text: str, role: SectionRole, year: int | None
) -> None:
    report = cut_report(text, role=role, year=year)
    cues = load_cues()
    found = classify(report, cues)
    assert len(found) == len(report.clauses)
    assert found == classify(report, cues)
    assert len(sentence_statuses(report, found)) == len(report.sentences)
    if role is SectionRole.SHORTCOMINGS:
        assert all(one.status in (SHORTCOMING, CAUSE, PLANNED) for one in found)
    assert all(one.status in (DONE, PLANNED) for one in found if one.cue is None) or (
        role is SectionRole.SHORTCOMINGS
    )


def test_file_keeps_the_cues_that_the_code_knows_by_name() -> None:
    ids = {one.id for one in load_cues()}
    assert {"year-later", "year-earlier", "year-continues", "list-first", "list-next"} <= ids


GOLD = Path(__file__).parents[2] / "shared" / "gold"


@pytest.mark.skipif(not GOLD.exists(), reason="the labelled reports are not part of the project")
def test_sentences_of_labelled_reports_get_the_labelled_status() -> None:
    outline = load_checklist().outline
    kinds = load_checklist().unit_kinds
    labels: list[str] = []
    found: list[str | None] = []
    for path in sorted(GOLD.glob("*.json")):
        gold = json.loads(path.read_text("utf-8"))
        report = segment(read_text((GOLD.parent / gold["file"]).read_text("utf-8")), outline, kinds)
        results = sentence_statuses(report, classify(report, load_cues()))
        given: dict[str, list[str]] = {}
        for sentence, result in zip(report.sentences, results, strict=True):
            given.setdefault("".join(report.quote(sentence.span).split()), []).append(result.status)
        for label in gold["sentences"]:
            rest = given.get("".join(label["text"].split()), [])
            labels.append(label["status"])
            found.append(rest.pop(0) if rest else None)
    agreed = sum(one == other for one, other in zip(labels, found, strict=True))
    assert agreed / len(labels) >= 0.97
