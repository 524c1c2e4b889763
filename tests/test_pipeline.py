"""The stages in their order: from a file or a text to a scorecard."""

from __future__ import annotations

from pathlib import Path

import pytest

from scorer.checklist import Verdict
from scorer.errors import ReadError
from scorer.loader import load_checklist
from scorer.pipeline import example_verdict, score_example, score_file, score_reading, score_text
from scorer.readers import read_text
from scorer.report import ReadingGap

CHECKLIST = load_checklist()
REPORT = """某某区某某局2024年度法治政府建设情况报告
现将2024年度法治政府建设情况报告如下：
一、主要举措和成效
党组理论学习中心组专题学习习近平法治思想3次，开展会前学法6次。
聘请某某律师事务所担任法律顾问，审查合同12件。
二、存在的不足
普法形式较为单一。
三、2025年主要安排
继续加强领导干部学法。
"""


def test_every_quote_stands_at_its_place() -> None:
    card = score_text(REPORT, CHECKLIST)
    for result in card.items:
        for found in (*result.evidence, *result.near_misses):
            assert card.report.quote(found.span) in REPORT
            for fact in getattr(found, "facts", ()):
                assert card.report.quote(fact.span) == fact.text


def test_a_file_and_its_text_give_the_same_verdicts(tmp_path: Path) -> None:
    path = tmp_path / "报告.txt"
    path.write_text(REPORT, encoding="utf-8")
    by_file = score_file(path, CHECKLIST)
    by_text = score_text(REPORT, CHECKLIST)
    assert [r.verdict for r in by_file.items] == [r.verdict for r in by_text.items]
    assert by_file.percent == by_text.percent


def test_the_kind_of_unit_and_the_year_may_be_set() -> None:
    card = score_text(REPORT, CHECKLIST, unit_kind="government", year=2022)
    assert (card.report.unit_kind, card.report.unit_kind_guessed) == ("government", False)
    assert (card.report.year, card.report.year_guessed) == (2022, False)


def test_a_novel_is_refused_with_the_reason_where_reports_are_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "小说.txt"
    path.write_text("从前有座山，山里有座庙。\n庙里有个老和尚在讲故事。\n" * 20, encoding="utf-8")
    with pytest.raises(ReadError, match="不像一份法治政府建设年度报告：没有") as caught:
        score_file(path, CHECKLIST, reports_only=True)
    assert caught.value.exit_code == 3
    assert score_file(path, CHECKLIST).points < 10


def test_what_could_not_be_read_is_no_reason_to_call_it_no_report() -> None:
    from dataclasses import replace

    reading = replace(read_text("封面", "扫描.pdf"), gaps=(ReadingGap(message="第2页没有文字"),))
    card = score_reading(reading, CHECKLIST, reports_only=True)
    assert {r.verdict for r in card.items}.isdisjoint({Verdict.ABSENT, Verdict.PLANNED})
    assert card.judged < card.applicable


def test_examples_are_judged_in_a_small_report_of_their_own() -> None:
    for item in CHECKLIST.items:
        for example in item.examples:
            assert example_verdict(item, example, CHECKLIST) is example.verdict, (
                item.id,
                example.text,
                score_example(item, example, CHECKLIST).reason,
            )
