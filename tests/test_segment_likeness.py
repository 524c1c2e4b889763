"""What is no report, and what is two."""

from __future__ import annotations

import pytest

from scorer.segment import report_likeness
from tests.segmenting import outline, segmented

BODY = "区司法局组织全区行政执法人员参加业务培训三期，邀请专家讲授新修订的法律法规，取得良好效果。"
REPORT = f"""某某区司法局2023年度法治政府建设情况报告
一、主要举措和成效
{BODY}
二、存在的不足
法治力量不足。
某某区司法局
2024年1月5日"""


def likeness(text: str) -> tuple[bool, str]:
    return report_likeness(segmented(text), outline())


@pytest.mark.parametrize(
    "text",
    [
        REPORT,
        REPORT.split("\n", 1)[1],
        f"某局2023年法治政府建设工作总结\n{BODY}依法行政，法治建设。",
        f"现将情况报告如下：\n一、工作情况\n法治建设。{BODY}\n二、下步打算\n推进法治建设。",
    ],
)
def test_report_is_known_even_without_title_or_headings(text: str) -> None:
    assert likeness(text) == (True, "")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("第一回\n" + "列位看官，你道此书从何而来，说起根由虽近荒唐，细按则深有趣味。" * 20, "0处"),
        (
            f"某某公司2023年工作总结\n一、主要工作\n{'完成销售任务。' * 99}\n二、下步打算\n继续努力。",
            "题目",
        ),
        ("", "题目"),
    ],
)
def test_other_texts_are_told_with_the_reason(text: str, why: str) -> None:
    alike, reason = likeness(text)
    assert not alike
    assert why in reason


@pytest.mark.parametrize(
    "second",
    ["某某区水务局2023年度法治政府建设情况报告", "某某区司法局2022年度\n法治政府建设情况报告"],
)
def test_two_reports_in_one_file_are_told_with_both_places(second: str) -> None:
    text = f"{REPORT}\n{second}\n一、主要举措\n{BODY}"
    (warning,) = segmented(text).warnings
    assert "某某区司法局2023年度法治政府建设情况报告" in warning
    assert second.replace("\n", "") in warning
    assert "第8段" in warning or "第9段" in warning


@pytest.mark.parametrize(
    "line",
    [
        "某某区司法局2023年度法治政府建设情况报告",
        "学习《某某区水务局2022年法治政府建设情况报告》",
        "二、2022年法治政府建设情况报告公开",
        "法治政府建设情况报告公开",
        "2022年法治政府建设情况报告已公开。",
    ],
)
def test_one_report_is_not_taken_for_two(line: str) -> None:
    assert segmented(f"{REPORT}\n{line}\n{BODY}").warnings == ()
    assert segmented(f"一、工作情况\n{BODY}\n{line}").warnings == ()
