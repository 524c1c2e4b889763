"""What the summary promises: every share can be counted by hand, and copies are shown at both places."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest

from scorer.checklist import Verdict
from scorer.season import (
    Passage,
    PassageSource,
    RegisterEntry,
    ReviewedReport,
    Season,
    due_date,
    finding_keys,
    publication_date,
)
from scorer.summary import find_copies, passage_source, summarise, unit_row
from tests.cards import every_verdict, make_item, make_report, make_scorecard, result_for

SEASON = Season(year=2023)
V = Verdict
COPIED = (
    "组织全体干部参加宪法日主题学习，邀请某某律师事务所律师讲解行政处罚法，"
    "现场解答群众提问三十余个，发放宣传册八百余份。"
)
OTHER = "修订公文办理办法，梳理权责清单，公开办事指南，建立窗口首问负责制，方便企业群众办事。"


def reviewed(unit: str, verdicts: str = "", **changes) -> ReviewedReport:
    """A unit's report: one item LL-0x per letter, e(videnced) s(tated) p(lanned) a(bsent) n u."""
    kinds = {v.value[0]: v for v in Verdict}
    results = [
        result_for(make_item(f"LL-{number:02}"), kinds[letter])
        for number, letter in enumerate(verdicts, 1)
    ]
    report = make_report(digest=unit.encode().hex() * 4, unit=unit)
    values = {
        "entry": RegisterEntry(unit=unit),
        "scorecard": make_scorecard(report, results) if verdicts else None,
        "file": f"{unit}.docx",
    }
    return ReviewedReport(**(values | changes))


def checklist(count: int):
    return make_scorecard(
        make_report(), [result_for(make_item(f"LL-{n:02}"), V.ABSENT) for n in range(1, count + 1)]
    ).checklist


def test_dates_are_those_of_the_next_year() -> None:
    assert due_date(2023) == date(2024, 3, 1)
    assert publication_date(2023) == date(2024, 4, 1)


def test_shares_count_only_units_where_the_item_was_judged() -> None:
    reports = [reviewed("甲局", "ep"), reviewed("乙局", "sn"), reviewed("丙局", "au")]
    summary = summarise(reports, checklist(2), SEASON, tool_version="9.9.9")
    first, second = summary.items
    assert (first.judged, first.missing_share, first.unproven_share) == (3, 1 / 3, 2 / 3)
    assert (second.judged, second.missing_share) == (1, 1.0)
    assert first.counts[V.STATED] == 1
    assert second.counts[V.NOT_APPLICABLE] == second.counts[V.UNREADABLE] == 1
    assert first.lost == pytest.approx(6.0)
    assert [(gap.unit, gap.verdict) for gap in first.gaps] == [
        ("丙局", V.ABSENT),
        ("乙局", V.STATED),
    ]


def test_units_are_ranked_and_those_without_score_stand_last() -> None:
    bad = reviewed("坏局", problem="文件打不开。")
    reports = [reviewed("丙局", "a"), bad, reviewed("甲局", "e"), reviewed("乙局", "e")]
    summary = summarise(reports, checklist(1), SEASON, tool_version="9.9.9")
    assert [row.entry.unit for row in summary.units][:2] == sorted(["甲局", "乙局"])
    assert [row.entry.unit for row in summary.units][2:] == ["丙局", "坏局"]
    assert [row.entry.unit for row in summary.scored] == [r.entry.unit for r in summary.units[:3]]
    assert summary.places == (1, 1, 3, None)
    assert summary.units[-1].problem == "文件打不开。"
    assert (summary.mean, summary.median) == (66.7, 100.0)
    assert summary.grades == {"良好": 2, "需补充完善": 1}
    assert [len(band.units) for band in summary.bands] == [1, 0, 0, 0, 0, 0, 0, 0, 0, 2]


def test_who_has_no_file_has_not_submitted() -> None:
    summary = summarise(
        [reviewed("乙局", file=""), reviewed("甲局", file="")],
        checklist(1),
        SEASON,
        tool_version="9.9.9",
    )
    assert sorted(row.entry.unit for row in summary.not_submitted) == sorted(["甲局", "乙局"])
    assert not summary.units
    assert (summary.mean, summary.median) == (None, None)
    assert summary.items[0].missing_share == 0.0
    assert summary.groups[0].mean_rate is None


@pytest.mark.parametrize(
    ("received", "due", "late"),
    [
        (date(2024, 3, 1), None, 0),
        (date(2024, 3, 4), None, 3),
        (date(2024, 2, 20), date(2024, 2, 15), 5),
        (None, None, None),
    ],
)
def test_lateness_is_counted_from_the_due_date(received, due, late) -> None:
    entry = RegisterEntry(unit="甲局", due=due)
    row = unit_row(reviewed("甲局", "e", entry=entry, received=received), SEASON)
    assert row.days_late == late


def test_without_any_year_there_is_no_due_date() -> None:
    row = unit_row(reviewed("甲局", received=date(2024, 3, 1)), Season())
    assert (row.due, row.days_late) == (None, None)


def test_rows_and_reports_give_the_same_summary() -> None:
    reports = [reviewed("甲局", "ep"), reviewed("乙局", "sa"), reviewed("丙局", file="")]
    rows = [unit_row(report, SEASON) for report in reports]
    rules = checklist(2)
    assert summarise(rows, rules, SEASON, tool_version="9.9.9") == summarise(
        reports, rules, SEASON, tool_version="9.9.9"
    )


def test_a_mark_quotes_the_first_sentence_and_its_paragraph() -> None:
    row = unit_row(reviewed("甲局", scorecard=every_verdict()), SEASON)
    marks = {mark.id: mark for mark in row.marks}
    assert marks["LL-01"].quote.startswith("全年组织局党组会前学法6次")
    assert marks["LL-01"].place == "第6段"
    assert "责任清单" in marks["PU-01"].quote
    assert marks["PU-02"].quote == marks["PU-02"].place == ""
    assert row.count(V.EVIDENCED) == 2


def test_findings_keep_their_keys_and_are_counted_by_unit() -> None:
    card = every_verdict()
    twice = dataclasses.replace(card, findings=(*card.findings, card.findings[0]))
    assert finding_keys(twice.findings) == ("CK-15#1", "CK-03#1", "CK-01#1", "CK-15#2")
    reports = [reviewed("甲局", scorecard=twice), reviewed("乙局", scorecard=card)]
    summary = summarise(reports, card.checklist, SEASON, tool_version="9.9.9")
    share = next(share for share in summary.findings if share.id == "CK-15")
    assert (share.findings, len(share.units)) == (3, 2)


def test_long_quotes_are_cut() -> None:
    report = make_report("报告\n一、主要举措\n" + "学法" * 500 + "。")
    results = every_verdict(make_report()).items[:1]
    span = report.sentences[2].span
    found = results[0].evidence[0]._replace(span=span, sentence=2)
    result = dataclasses.replace(results[0], evidence=(found,))
    row = unit_row(reviewed("甲局", scorecard=make_scorecard(report, [result])), SEASON)
    assert len(row.marks[0].quote) == 162


def source(unit: str, *texts: str, **changes) -> PassageSource:
    passages = tuple(Passage(text, number) for number, text in enumerate(texts, 1))
    values = {"unit": unit, "year": 2023, "file": f"{unit}.txt", "passages": passages}
    return PassageSource(**(values | changes))


def test_a_copied_sentence_is_found_inside_another_paragraph_with_both_places() -> None:
    one = source("甲局", OTHER, COPIED)
    two = source("乙局", "年初以来狠抓落实。" + COPIED.replace("八百", "五百") + "效果良好。")
    (copied,) = find_copies([one, two])
    assert (copied.first.unit, copied.first.paragraph) == ("甲局", 2)
    assert (copied.second.unit, copied.second.paragraph) == ("乙局", 1)
    same = "".join(piece.text for piece in copied.second.pieces if piece.same)
    assert "邀请某某律师事务所律师讲解行政处罚法" in same
    assert "五百" not in same
    assert "".join(piece.text for piece in copied.second.pieces) == two.passages[0].text
    assert copied.similarity > 0.8
    assert not copied.same_unit


def test_other_numbers_do_not_hide_a_copy() -> None:
    text = "全年组织会前学法12次，邀请专家授课3次，参训干部240人次，考试通过率100%，旁听庭审2次。"
    other = "全年组织会前学法7次，邀请专家授课1次，参训干部95人次，考试通过率98%，旁听庭审4次。"
    (copied,) = find_copies([source("甲局", text), source("乙局", other)])
    assert copied.similarity == 1.0


def test_what_is_not_copied_is_not_called_so() -> None:
    assert find_copies([source("甲局", OTHER), source("乙局", COPIED)]) == ()
    assert find_copies([source("甲局", COPIED, COPIED)]) == ()
    assert find_copies([]) == ()


def test_a_few_shared_phrases_in_long_passages_are_no_copy() -> None:
    one = COPIED[:14] + OTHER * 3
    two = COPIED[:14] + "".join(sorted(OTHER * 3))
    assert find_copies([source("甲局", one), source("乙局", two)]) == ()


def test_formulas_are_left_out() -> None:
    pair = [source("甲局", COPIED), source("乙局", COPIED)]
    assert find_copies(pair)
    assert find_copies(pair, formulas=[COPIED]) == ()


def test_what_everybody_writes_is_no_copy() -> None:
    many = [source(f"{number}局", COPIED) for number in range(8)]
    assert find_copies(many) == ()
    assert len(find_copies(many[:5])) == 10


def test_last_years_report_is_compared_but_not_with_other_past_ones() -> None:
    now = source("甲局", COPIED)
    past = source("甲局", COPIED, year=2022, earlier=True)
    older = source("甲局", COPIED, year=2021, earlier=True)
    found = find_copies([now, past, older])
    assert len(found) == 2
    assert all(copied.same_unit and copied.first.year == 2023 for copied in found)


def test_only_the_body_is_compared_and_long_paragraphs_are_cut() -> None:
    sentence = "组织学法活动并且形成工作台账。"
    report = make_report("某某局报告\n现将情况报告如下：\n一、主要举措\n" + sentence * 60)
    made = passage_source(report)
    assert {passage.paragraph for passage in made.passages} == {4}
    assert len(made.passages) == 3
    assert "".join(passage.text for passage in made.passages) == sentence * 60
    assert max(len(passage.text) for passage in made.passages) <= 400


def test_earlier_reports_are_named_in_the_summary() -> None:
    past = make_report(year=2022)
    report = make_report()
    card = make_scorecard(report, [result_for(make_item("LL-01"), V.EVIDENCED)])
    summary = summarise(
        [reviewed("青禾区档案局", scorecard=card)],
        card.checklist,
        SEASON,
        tool_version="9.9.9",
        earlier=[past],
    )
    assert summary.copied
    assert {copied.second.year for copied in summary.copied} == {2022}
    kept = summarise(
        [reviewed("青禾区档案局", scorecard=card)],
        card.checklist,
        SEASON,
        tool_version="9.9.9",
        earlier=[passage_source(past, earlier=True)],
    )
    assert kept.copied == summary.copied
