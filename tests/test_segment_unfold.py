"""Headings inside lines that lost their breaks."""

from __future__ import annotations

import pytest

from tests.segmenting import roles, segmented, sentences

BODY = "区司法局组织全区行政执法人员参加业务培训三期，邀请专家讲授新修订的法律法规，取得良好效果。"
LONG = BODY * 8


def test_glued_section_heading_in_a_long_paragraph_is_found() -> None:
    text = f"一、主要举措和成效\n{LONG}二、存在的不足和原因 一是人员不足。\n三、下步打算\n{BODY}"
    report = segmented(text)
    assert roles(report) == ["measures", "shortcomings", "plan"]
    assert "二、存在的不足和原因" in sentences(report, "heading")


@pytest.mark.parametrize(
    "inner",
    [
        "做到思想统一、存在不足及时改",
        "一方面学习，二、三级干部带头",
        "梳理出一、二类存在的问题",
        "明确：一、认真学习；二、严格执法。存在的问题",
    ],
)
def test_numerals_inside_sentences_open_nothing(inner: str) -> None:
    report = segmented(f"一、主要举措和成效\n{LONG}{inner}，{BODY}\n二、存在不足\n{BODY}")
    assert roles(report) == ["measures", "shortcomings"]


def test_collapsed_text_finds_sections_and_numbered_parts() -> None:
    text = (
        f"一、主要举措和成效（一）加强学习。{LONG}依据第五条第（二）项办理。（二）统一、规范执法。{LONG}"
        f"1.亮证执法。{LONG}（1）全程记录。{LONG}二、存在不足一是人员不足。三、明年工作安排（一）培训。{BODY}"
    )
    report = segmented(text)
    assert roles(report) == ["measures", "shortcomings", "plan"]
    assert sentences(report, "heading") == [
        "一、主要举措和成效", "（一）加强学习。", "（二）统一、规范执法。", "1.亮证执法。",
        "（1）全程记录。", "二、存在不足", "三、明年工作安排", "（一）培训。",
    ]  # fmt: skip


def test_collapsed_text_without_numbers_finds_its_sections() -> None:
    text = (
        f"某局2023年法治政府建设情况报告 2023年推进法治政府建设的主要举措和成效 一是加强学习。{LONG}{LONG}"
        f"{LONG}{LONG}存在的不足和原因：一是人员不足。我局工作中存在的问题很多，{BODY}"
        f"下一步工作打算 我局将加强培训。{BODY}"
    )
    assert roles(segmented(text)) == ["preamble", "measures", "shortcomings", "plan"]


def test_opening_is_parted_from_what_follows_it() -> None:
    text = f"某局2023年法治政府建设情况报告\n现将情况报告如下： {BODY}\n{BODY}"
    report = segmented(text)
    assert sentences(report, "preamble") == ["现将情况报告如下："]
    assert sentences(report, "body") == [BODY, BODY]
