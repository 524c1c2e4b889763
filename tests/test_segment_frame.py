"""Title and signature."""

from __future__ import annotations

import pytest

from scorer.report import Block, BlockKind, Reading
from scorer.segment import segment
from tests.segmenting import KINDS, outline, segmented, sentences

BODY = "区司法局组织全区行政执法人员参加业务培训三期，邀请专家讲授新修订的法律法规，取得良好效果。"


def titled(*lines: str) -> str:
    return segmented("\n".join([*lines, "一、主要举措和成效", BODY])).title


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["某某区水务局2023年度法治政府建设情况报告"], "某某区水务局2023年度法治政府建设情况报告"),
        (["某某区水务局2023年度法治政府建设", "情况报告"], "某某区水务局2023年度法治政府建设情况报告"),
        (["某某区水务局2023年度", "法治政府建设情况报告"], "某某区水务局2023年度法治政府建设情况报告"),
        (["某某县人民政府", "关于2023年度法治政府建设情况的报告"], "某某县人民政府关于2023年度法治政府建设情况的报告"),
        (["某某镇2023年法治建设工作总结", "（2024年1月）"], "某某镇2023年法治建设工作总结"),
        (["关于某某局2023年依法行政工作的汇报"], "关于某某局2023年依法行政工作的汇报"),
        (["某某局2023法治政府建设年度报告"], "某某局2023法治政府建设年度报告"),
        (["某某镇镇长2023年述法报告"], "某某镇镇长2023年述法报告"),
        (["首页>政务公开>法治政府建设年度报告", "某局2023年法治政府建设报告"], "某局2023年法治政府建设报告"),
        (["[ 索引号 ] 1150/2026", "发布日期：2024-03-01", "某局2023年法治政府建设报告"], "某局2023年法治政府建设报告"),
        (["某局2023年法治政府建设报告", "来源：某局 发布时间：2024-03-28", "某局2023年法治政府建设报告"], "某局2023年法治政府建设报告"),
        (["现将2023年法治政府建设情况报告如下："], ""),
        (["某某区水务局2023年法冶政府建没情况报告"], "某某区水务局2023年法冶政府建没情况报告"),
        (["目录", "某某公司2023年工作总结"], "某某公司2023年工作总结"),
        (["某某公司工作总结"], ""),
    ],
)  # fmt: skip
def test_title_is_found_and_joined(lines: list[str], title: str) -> None:
    assert titled(*lines) == title


def test_title_sentences_are_title_and_the_rest_of_the_head_is_preamble() -> None:
    report = segmented(f"索引号：1\n某局2023年\n法治政府建设报告\n县政府：\n一、工作情况\n{BODY}")
    assert sentences(report, "title") == ["某局2023年", "法治政府建设报告"]
    assert sentences(report, "preamble") == ["索引号：1", "县政府："]


def test_title_that_runs_on_into_the_text_is_parted() -> None:
    text = "某局2023年法治政府建设情况报告按照通知要求，" + BODY
    assert sentences(segmented(text), "title") == ["某局2023年法治政府建设情况报告"]
    blank = "某局2023年法治政府建设情况报告 按照通知要求，" + BODY
    assert sentences(segmented(blank), "title") == ["某局2023年法治政府建设情况报告"]
    cited = "按照《法治政府建设年度报告》要求，" + BODY + BODY
    assert segmented(cited).title == ""


def signed(*lines: str) -> tuple[str | None, str | None, list[str]]:
    report = segmented(
        "\n".join(["某某区水务局2023年法治政府建设情况报告", "一、工作情况", BODY, *lines])
    )
    quotes = [report.quote(report.sentences[n].span) for n in report.signature]
    return report.signed_by, report.signed_on, quotes


@pytest.mark.parametrize(
    ("lines", "unit", "date"),
    [
        (["某某区水务局", "2024年1月10日"], "某某区水务局", "2024-01-10"),
        (["区水务局", "2024.1.10"], "区水务局", "2024-01-10"),
        (["某某区水务局（盖章）", "二〇二四年一月十日"], "某某区水务局", "2024-01-10"),
        (["某某区水务局 2024年1月10日"], "某某区水务局", "2024-01-10"),
        (["中共某某镇委员会", "某某镇人民政府", "2024年1月"], "中共某某镇委员会 某某镇人民政府", "2024-01"),
        (["2024年1月10日"], None, "2024-01-10"),
        (["某某区水务局"], "某某区水务局", None),
        (["某某区水务局", "2024年 月 日"], "某某区水务局", None),
        (["某某区水务局", "2024年1月10日", "（此件公开发布）", "抄送：某某局", "— 5 —"], "某某区水务局", "2024-01-10"),
        (["某某区水务局", "2024年1月10日", "附件1", "决策目录", "1 道路 住建局"], "某某区水务局", "2024-01-10"),
        (["附件：决策目录", "某某区水务局", "2024年1月10日"], "某某区水务局", "2024-01-10"),
    ],
)  # fmt: skip
def test_signature_is_read(lines: list[str], unit: str | None, date: str | None) -> None:
    by, on, quotes = signed(*lines)
    assert (by, on) == (unit, date)
    assert quotes == [line for line in lines if line in quotes]
    assert 1 <= len(quotes) <= 3


@pytest.mark.parametrize(
    "lines",
    [
        ["发布时间：2024-03-20"],
        ["来源：某某区水务局"],
        ["水务局"],
        ["会议于某某镇召开2024年1月10日"],
        ["一、存在问题区"],
        ["（三）2024年1月10日"],
    ],
)
def test_other_lines_are_no_signature(lines: list[str]) -> None:
    assert signed(*lines) == (None, None, [])


def test_everything_from_the_signature_on_is_its_section() -> None:
    report = segmented(
        f"一、工作情况\n{BODY}\n某某区水务局\n2024年1月10日\n附件：目录\n目录\n说明一句。"
    )
    last = report.sections[-1]
    assert last.role.value == "signature"
    assert report.quote(last.span).startswith("某某区水务局")
    assert all(not report.paragraphs[s.paragraph].headings for s in report.sentences[-3:])


def test_signature_glued_to_the_last_sentence_is_parted() -> None:
    text = f"一、工作情况\n{BODY}{BODY}特此报告。 某某区水务局 2024年1月10日"
    report = segmented(text)
    assert (report.signed_by, report.signed_on) == ("某某区水务局", "2024-01-10")
    assert report.sections[-1].role.value == "signature"
    for tail in ("完成率达到2024.1", "会议时间2024年1月10日", "时间：2024年1月10日"):
        assert segmented(f"一、工作情况\n{BODY}{BODY}{tail}").signed_on is None


def test_footnotes_below_the_signature_do_not_hide_it() -> None:
    blocks = (
        Block(text="一、工作情况"),
        Block(text=BODY),
        Block(text="某某区水务局"),
        Block(text="2024年1月10日"),
        Block(text="注：数据截至年底。", kind=BlockKind.NOTE),
    )
    reading = Reading(source="r", format="docx", digest="", blocks=blocks)
    assert segment(reading, outline(), KINDS).signed_on == "2024-01-10"
