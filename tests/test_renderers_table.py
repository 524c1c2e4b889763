"""The terminal table: every item, gaps first, plain where it is not a terminal."""

from __future__ import annotations

import dataclasses
import re

import pytest
from rich.cells import cell_len

from scorer.checklist import Verdict
from scorer.renderers.table import render_table
from scorer.report import ReadingGap
from tests.cards import every_verdict, make_item, make_report, make_scorecard, result_for


def test_every_item_has_a_line_and_gaps_come_first_by_points_at_stake() -> None:
    table = render_table(every_verdict())
    ids = re.findall(r"^\S+ \S+ +(\S\S-\d\d) ", table, re.M)
    assert ids == ["PU-01", "PU-02", "LA-01", "EN-02", "LL-01", "LL-02", "EN-01"]


def test_verdicts_are_told_by_symbol_and_word() -> None:
    table = render_table(every_verdict())
    for told in ("√ 有实据", "△ 泛泛表述", "○ 仅计划", "× 缺失", "－ 不适用", "？ 未能判定"):
        assert told in table


def test_the_head_tells_score_grade_coverage_and_guesses() -> None:
    head = "\n".join(render_table(every_verdict()).splitlines()[:2])
    assert "青禾区档案局" in head
    assert "2023年度" in head
    assert "其他部门（推断，可用 --unit-kind 指定）" in head
    assert "得分 57.1  需补充完善" in head
    assert "10/17.5 分，已判定 5/6 项，共 7 项" in head


def test_what_was_not_recognised_or_judged_is_said() -> None:
    report = make_report(unit="", year=None, unit_kind_guessed=False)
    table = render_table(make_scorecard(report, []))
    assert table.startswith("未识别出报告单位  年度未识别  其他部门\n得分 —  未能判定")
    guessed = render_table(every_verdict(make_report(year_guessed=True)))
    assert "2023年度（推断）" in guessed


def test_groups_tell_points_and_counts_per_verdict() -> None:
    lines = [
        re.split(r" {2,}", line.strip()) for line in render_table(every_verdict()).splitlines()
    ]
    assert ["学法用法", "8", "8", "100%", "2"] in lines
    assert ["普法", "0", "5.5", "0%", "1", "1"] in lines
    assert ["行政执法", "0", "0", "不计"] in lines


@pytest.mark.parametrize("width", [40, 60, 80, 100, 160])
def test_no_line_is_wider_than_asked(width: int) -> None:
    table = render_table(every_verdict(), width=width)
    assert max(map(cell_len, table.splitlines())) <= max(width, 60)


def test_the_pages_path_is_the_last_line_and_is_never_broken() -> None:
    path = "/很长的/" + "文件夹/" * 40 + "报告.html"
    assert render_table(every_verdict(), page=path).splitlines()[-1] == f"详见：{path}"
    assert "详见" not in render_table(every_verdict())


def test_a_terminal_gets_colour_and_a_file_gets_none() -> None:
    assert "\x1b[" not in render_table(every_verdict())
    coloured = render_table(every_verdict(), colour=True)
    assert "\x1b[" in coloured
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured).split() == render_table(every_verdict()).split()


def test_gaps_of_the_reading_and_findings_are_told() -> None:
    report = make_report(
        complete=False, gaps=(ReadingGap(message="整页是图片", page=3),), warnings=("有批注",)
    )
    table = render_table(every_verdict(report))
    assert "没有读全：第3页：整页是图片" in table
    assert "提示：有批注" in table
    assert [line[:11].split() for line in table.splitlines() if "CK-" in line] == [
        ["应改正", "CK-01"],
        ["应核对", "CK-03"],
        ["供参考", "CK-15"],
    ]


def test_everything_in_order_has_no_gaps_and_nothing_else_to_say() -> None:
    done = result_for(make_item("LL-01"), Verdict.EVIDENCED)
    assert "待补的项" not in render_table(make_scorecard(make_report(), [done]))
    missing = result_for(make_item("LL-01"), Verdict.ABSENT)
    assert "其余各项" not in render_table(make_scorecard(make_report(), [missing]))


def test_hostile_text_can_neither_colour_nor_format_the_terminal() -> None:
    scorecard = every_verdict(make_report(unit="[red]某局[/red]\x1b[31m\u202e"))
    item = make_item("LL-01", title="[bold]题目[/bold]")
    result = dataclasses.replace(result_for(item, Verdict.ABSENT), reason="\x1b]0;x\x07")
    table = render_table(dataclasses.replace(scorecard, items=(result,)))
    assert "[red]某局[/red]\ufffd[31m\ufffd" in table
    assert "[bold]题目[/bold]" in table
    assert "\x1b" not in table


def test_every_symbol_can_be_printed_on_a_chinese_windows_console() -> None:
    render_table(every_verdict(), page="报告.html").encode("gb18030")
    table = render_table(every_verdict())
    table.encode("gbk")
