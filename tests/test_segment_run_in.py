"""Sections that begin in running text."""

from __future__ import annotations

import pytest

from tests.segmenting import segmented

BODY = "区司法局组织全区行政执法人员参加业务培训三期，邀请专家讲授新修订的法律法规，取得良好效果。"
TITLE = "某某区司法局2023年度法治政府建设情况报告"


def parts(*lines: str, year: int | None = None) -> list[tuple[str, str]]:
    """Role and text of the sections after the title."""
    report = segmented("\n".join((TITLE, *lines)), year=year)
    return [
        (section.role.value, report.quote(section.span).strip())
        for section in report.sections
        if section.role.value != "preamble"
    ]


def test_heading_that_names_shortcomings_and_plan_is_parted_where_the_plan_begins() -> None:
    plan = "下一步，我局将加强培训。\n一是加强队伍建设。\n（一）丰富普法形式。" + BODY
    found = parts(
        "一、工作情况", BODY, "二、存在不足及下步打算", f"一是意识不强。二是形式单一。{plan}"
    )
    assert found[1:] == [
        ("shortcomings", "二、存在不足及下步打算\n一是意识不强。二是形式单一。"),
        ("plan", plan),
    ]


def test_points_with_a_plan_each_alternate() -> None:
    found = parts(
        "一、工作情况", BODY, "二、存在问题和下一步打算",
        "一是意识不强。今后将加强学习。二是力量薄弱。今后将增加人员。",
        "三是形式单一。下一步将创新形式。",
    )  # fmt: skip
    assert [role for role, _ in found] == ["measures"] + ["shortcomings", "plan"] * 3


def test_report_without_headings_is_parted_by_its_sentences() -> None:
    found = parts(
        f"2023年，我局扎实工作，现将情况报告如下：{BODY}", BODY,
        "局主要负责人认真履行推进法治建设第一责任人职责，主持召开会议3次。", BODY,
        "虽然工作取得了一定成绩，但还存在一些问题：一是意识不强；二是形式单一。",
        f"下一步，我局将加强学习。{BODY}",
    )  # fmt: skip
    assert [role for role, _ in found] == [
        "measures", "leader", "measures", "shortcomings", "plan"
    ]  # fmt: skip
    assert found[3][1].startswith("虽然工作")


def test_next_year_at_the_start_of_a_sentence_opens_the_plan() -> None:
    found = parts("一、规范执法", BODY, "二、加强普法", BODY * 3, f"2024年，我局将继续努力。{BODY}")
    assert found[-1] == ("plan", f"2024年，我局将继续努力。{BODY}")
    told = parts("一、规范执法", BODY, "二、加强普法", BODY * 3, f"2024年1月，召开会议。{BODY}")
    assert [role for role, _ in told] == ["measures"]


@pytest.mark.parametrize(
    "sentence",
    [
        "针对仍存在的问题，开展专项整治。",
        "解决群众反映的问题，对仍存在隐患的单位复查。",
        "为下一步工作打下基础。",
        "针对上述问题，已全部整改。",
        "同时做好下一步衔接。",
    ],
)
def test_look_alikes_open_no_section(sentence: str) -> None:
    found = parts("一、规范执法", BODY, "二、加强普法", BODY * 3, sentence + BODY)
    assert [role for role, _ in found] == ["measures"]


def test_plan_words_in_a_report_with_a_plan_heading_open_nothing() -> None:
    found = parts(
        "一、规范执法", BODY * 4, f"下一步，将加强监督。{BODY}", "二、存在不足", "力量不足。今后将努力。",
        "三、下步打算", BODY,
    )  # fmt: skip
    assert [role for role, _ in found] == ["measures", "shortcomings", "plan"]


def test_shortcomings_inside_the_plan_end_with_their_paragraph() -> None:
    admitted = "虽然取得一定成绩，但仍存在力量不足等问题。"
    found = parts("一、工作情况", BODY, "二、下一步工作", f"{admitted}下一步，将增加人员。", BODY)
    assert found[1:] == [
        ("plan", "二、下一步工作"),
        ("shortcomings", admitted),
        ("plan", f"下一步，将增加人员。\n{BODY}"),
    ]


def test_plan_against_what_still_exists_stays_plan() -> None:
    found = parts("一、工作情况", BODY * 4, f"下一步，针对仍存在的问题，加强整改。{BODY}")
    assert [role for role, _ in found] == ["measures", "plan"]


def test_section_heading_ends_what_a_sentence_opened() -> None:
    found = parts(
        "一、工作情况", BODY * 3, "但是，我局工作还存在一些问题：力量不足。", "二、普法工作", BODY
    )
    assert [role for role, _ in found] == ["measures", "shortcomings", "measures"]


@pytest.mark.parametrize(
    ("paragraph", "role"),
    [
        ("党组书记严格履行推进法治建设第一责任人职责，带头学法。", "leader"),
        ("二是主要负责人切实履行推进法治建设第一责任人职责。", "leader"),
        ("严格落实党政主要负责人履行推进法治建设第一责任人职责，局长带头学法。", "leader"),
        ("严格落实党政主要负责人履行推进法治建设第一责任人职责，召开会议2次。", "measures"),
        ("我局切实履行推进法治建设第一责任人职责。", "measures"),
        ("主要负责人履行党风廉政建设第一责任人职责。", "measures"),
    ],
)
def test_leaders_own_paragraph(paragraph: str, role: str) -> None:
    found = parts("一、工作情况", BODY, paragraph, BODY)
    assert [part for part, _ in found] == (
        ["measures"] if role == "measures" else ["measures", "leader", "measures"]
    )
