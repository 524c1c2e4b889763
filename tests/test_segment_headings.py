"""What is a heading, and where it ends."""

from __future__ import annotations

import pytest

from scorer.report import Block, BlockKind, Reading
from scorer.segment import segment
from tests.segmenting import KINDS, outline, segmented, sentences

BODY = "区司法局组织全区行政执法人员参加业务培训三期，邀请专家讲授新修订的法律法规，取得良好效果。"
SHORT = "组织培训3次，印发要点1份。"


def headings(*lines: str) -> list[str]:
    """Headings of a report whose measures hold these lines."""
    text = "\n".join(["某某县司法局2023年法治政府建设情况报告", "一、主要举措和成效", *lines])
    return sentences(segmented(text), "heading")[1:]


@pytest.mark.parametrize(
    "heading",
    [
        "（一）压实工作责任，筑牢法治根基。",
        "（一）落实主体责任",
        "(一)落实主体责任",
        "㈠落实主体责任",
        "1.落实主体责任",
        "１．落实主体责任",
        "1、落实主体责任。",
        "1.1 落实主体责任。",
        "（1）落实主体责任",
        "⑴落实主体责任",
        "①落实主体责任。",
        "第一，落实主体责任",
        "[bookmark: _GoBack]（一）落实主体责任。",
        "● （一）落实主体责任",
        "（一）推行“双随机、一公开”",
        "（一）抓好12345热线办理",
    ],
)
def test_numbered_line_is_a_heading(heading: str) -> None:
    assert headings(heading, BODY) == [heading]


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        (f"（一）压实工作责任，筑牢法治根基。{BODY}", "（一）压实工作责任，筑牢法治根基。"),
        (f"1.落实主体责任。{BODY}", "1.落实主体责任。"),
        (f"（一）落实主体责任：{BODY}", "（一）落实主体责任："),
        (f"（一）落实主体责任　{BODY}{BODY}", "（一）落实主体责任"),
        (
            f"[bookmark: _GoBack]（一）落实主体责任。{BODY}",
            "[bookmark: _GoBack]（一）落实主体责任。",
        ),
    ],
)
def test_heading_glued_to_its_paragraph_is_found(line: str, heading: str) -> None:
    assert headings(line) == [heading]


@pytest.mark.parametrize(
    "line",
    [
        f"一是落实主体责任。{BODY}",
        f"（一）全年开展执法检查12次。{BODY}",
        f"（一）我局高度重视法治建设。{BODY}",
        f"1.2023年，我局召开会议。{BODY}",
        f"（一）制定工作要点；{BODY}",
        "1.开展宪法宣传活动3场。",
        "2.3万人次参加活动",
        f"{BODY}",
        "同时，抓好整改。",
        "（一）",
    ],
)
def test_body_stays_body(line: str) -> None:
    assert headings(line, BODY) == []


@pytest.mark.parametrize(
    "heading",
    [
        "深入学习习近平法治思想。",
        "深化政务公开，打通便民“直通车”。",
        "加强普法宣传教育",
        "执法监督",
    ],
)
def test_short_line_over_a_paragraph_is_a_heading(heading: str) -> None:
    assert headings(heading, BODY) == [heading]


@pytest.mark.parametrize(
    "line",
    [
        "开展执法检查12次",
        "重点做好以下工作：",
        "全年无行政复议案件。",
        "今年以来的工作",
        "某某",
        "2024年1月5日",
    ],
)
def test_short_line_that_tells_something_is_no_heading(line: str) -> None:
    assert headings(line, BODY) == []


def test_short_line_with_nothing_under_it_is_no_heading() -> None:
    assert headings(BODY, "加强普法宣传教育。") == []
    assert headings(BODY, "加强普法宣传教育。", SHORT) == []


def test_numbered_sentences_one_below_the_other_are_a_list() -> None:
    items = ["（一）健全工作机制。", "（二）完善考核办法。", "（三）强化督促检查。"]
    assert headings(*items) == []
    assert headings(items[0], BODY, items[1], BODY) == items[:2]


def test_unit_and_date_inside_the_text_are_no_headings() -> None:
    lines = [BODY, "某某县水利局", "2024年1月5日", "（一）加强学习", BODY]
    assert headings(*lines) == ["（一）加强学习"]


def test_headings_without_numbers_glued_to_paragraphs_are_found_together() -> None:
    glued = [
        f"压实工作责任，筑牢法治根基。{BODY}{BODY}",
        f"强化外部监督，筑牢法治思维。{BODY}{BODY}",
    ]
    assert headings(*glued) == ["压实工作责任，筑牢法治根基。", "强化外部监督，筑牢法治思维。"]
    assert headings(glued[0], f"{BODY}{BODY}") == []


def test_tables_and_notes_hold_no_headings() -> None:
    blocks = (
        Block(text="一、主要举措和成效"),
        Block(text="（一）事项 数量", kind=BlockKind.TABLE_ROW),
        Block(text="（一）注释", kind=BlockKind.NOTE),
        Block(text=BODY),
    )
    report = segment(Reading(source="r", format="docx", digest="", blocks=blocks), outline(), KINDS)
    assert sentences(report, "heading") == ["一、主要举措和成效"]


def test_heading_levels_of_the_file_are_used() -> None:
    blocks = (
        Block(text="某某县司法局2023年法治政府建设情况报告", kind=BlockKind.HEADING, level=1),
        Block(text="主要举措和成效", kind=BlockKind.HEADING, level=1),
        Block(text="普法", kind=BlockKind.HEADING, level=2),
        Block(text="发放资料200份。"),
        Block(text="存在的不足和原因", kind=BlockKind.HEADING, level=1),
        Block(text="人员不足。"),
    )
    report = segment(Reading(source="r", format="docx", digest="", blocks=blocks), outline(), KINDS)
    assert sentences(report, "heading") == ["主要举措和成效", "普法", "存在的不足和原因"]
    assert report.title == "某某县司法局2023年法治政府建设情况报告"
    body = [p for p in report.paragraphs if report.quote(p.span) == "发放资料200份。"]
    assert [report.quote(report.sentences[n].span) for n in body[0].headings] == [
        "主要举措和成效",
        "普法",
    ]


def test_headings_above_a_paragraph_are_nested() -> None:
    report = segmented(
        "\n".join(
            [
                "一、主要举措和成效",
                "（一）依法决策",
                f"1.规范程序。{BODY}",
                "加强论证",
                BODY,
                "2.集体讨论",
                BODY,
                "（二）依法执法",
                BODY,
                "二、存在的不足",
                BODY,
            ]
        )
    )
    above = [
        [report.quote(report.sentences[n].span) for n in paragraph.headings]
        for paragraph in report.paragraphs
        if BODY in report.quote(paragraph.span)
    ]
    first = "一、主要举措和成效"
    assert above == [
        [first, "（一）依法决策", "1.规范程序。"],
        [first, "（一）依法决策", "1.规范程序。", "加强论证"],
        [first, "（一）依法决策", "2.集体讨论"],
        [first, "（二）依法执法"],
        ["二、存在的不足"],
    ]
