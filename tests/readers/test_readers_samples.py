"""The sample files of the team are read as the text of their report; skipped where they are not."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from scorer.errors import ReadError
from scorer.readers import read, read_many
from scorer.readers.office import find_office

SHARED = Path(__file__).resolve().parents[3] / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="needs the team's sample files")

needs_office = pytest.mark.skipif(find_office() is None, reason="LibreOffice is not installed")

REPORTS = (
    "hebei-civil-defence-2023",
    "hebei-office-2023",
    "hulan-office-2023",
    "nankai-cooperation-2023",
)


def squeezed(texts) -> list[str]:
    return [line for text in texts if (line := re.sub(r"\s+", "", text))]


def paragraphs(report: str) -> list[str]:
    return squeezed((SHARED / f"reports/{report}.txt").read_text(encoding="utf-8").split("\n"))


def lines(sample: str) -> list[str]:
    return squeezed(block.text for block in read(SHARED / "samples" / sample).blocks)


@pytest.mark.parametrize("report", REPORTS)
def test_docx_gives_the_text_of_the_report(report):
    assert lines(f"{report}.docx") == paragraphs(report)


@pytest.mark.parametrize("form", ["crlf", "gb18030", "utf16bom", "utf8bom"])
def test_every_text_encoding_gives_the_text_of_the_report(form):
    assert lines(f"hebei-office-2023_{form}.txt") == paragraphs("hebei-office-2023")


@needs_office
@pytest.mark.office
def test_doc_gives_the_text_of_the_report():
    found = read_many([SHARED / "samples" / f"{report}.doc" for report in REPORTS])
    for report, reading in zip(REPORTS, found, strict=True):
        assert not isinstance(reading, ReadError)
        assert squeezed(block.text for block in reading.blocks) == paragraphs(report)


@pytest.mark.parametrize(
    "sample",
    [f"{report}.pdf" for report in REPORTS]
    + [
        f"hebei-office-2023_{maker}.pdf"
        for maker in ("chromium", "stsong_notembedded", "weasyprint")
    ]
    + ["hebei-office-2023_hand.ofd"],
)
def test_pages_give_the_text_of_the_report(sample):
    assert lines(sample) == paragraphs(re.split("[_.]", sample)[0])


def test_an_ofd_with_nonsense_widths_loses_no_character():
    found = "".join(lines("hebei-office-2023_easyofd_text.ofd"))
    assert found == "".join(paragraphs("hebei-office-2023"))


@pytest.mark.parametrize(
    ("sample", "report", "more"),
    [
        ("gov_trs_utf8.html", "hebei-office-2023", []),
        ("gov_word_spans_gb2312.html", "hebei-civil-defence-2023", []),
        (
            "gov_div_table_utf8.html",
            "hulan-office-2023",
            ["序号指标完成情况", "1听取法治政府建设汇报全年听取3次，审议议题5项"],
        ),
    ],
)
def test_web_pages_give_the_text_of_the_report(sample, report, more):
    assert lines(sample) == paragraphs(report) + more


@pytest.mark.parametrize("sample", ["broken_truncated.doc", "broken_truncated.docx"])
def test_broken_samples_give_a_clear_error(sample):
    with pytest.raises(ReadError, match="损坏"):
        read(SHARED / "samples" / sample)


RICH_ONCE = [
    "1．三级自动编号标记甲",
    "2．三级自动编号标记乙",
    "①四级带圈编号标记",
    "横向合并单元格标记",
    "纵向合并单元格标记",
    "嵌套表标记一",
    "文本框标记",
    "插入文字标记",
    "内容控件标记",
    "行内控件标记",
    "智能标签标记",
    "超链接标记",
    "手动换行后标记",
    "制表后标记",
    "第一责任人分段标记",
    "脚注标记",
]
RICH_NEVER = [
    "删除文字标记",
    "隐藏文字标记",
    "页眉标记",
    "页脚标记",
    "批注标记",
    "首页页眉",
    "第二节页眉",
]


def check_rich(sample: str, *, but: tuple[str, ...] = ()) -> None:
    found = lines(sample)
    text = "\n".join(found)
    wrong = {mark: n for mark in RICH_ONCE if (n := text.count(mark)) != 1 and mark not in but}
    assert wrong == {}
    assert [mark for mark in RICH_NEVER if mark in text] == []
    expected = json.loads((SHARED / "samples/rich_expected.json").read_text(encoding="utf-8"))
    bare = {re.sub(r"^[一二三四]、|^（[一二三四五六]）", "", line) for line in found}
    missing = [t for _, t in expected if squeezed([t])[0] not in bare | set(found)]
    assert missing == []
    headings = [line for line in found if re.match("[一二三四]、", line)]
    assert [line[0] for line in headings] == list("一二三四")
    assert sum(line.startswith("（一）") for line in found) == 4


def test_rich_docx_is_read_as_a_person_sees_it():
    check_rich("rich.docx")
    check_rich("rich_docx_renamed.wps")
    # LibreOffice wrote the block content control four times into this file.
    check_rich("rich_from_libreoffice.docx", but=("内容控件标记",))


def test_rich_rtf_is_read_as_a_person_sees_it():
    # Not in the hand-made file; four times in the other, by LibreOffice.
    control = ("内容控件标记",)
    check_rich("rich.rtf", but=control)
    check_rich("rich_rtf_renamed.doc", but=control)


@needs_office
@pytest.mark.office
@pytest.mark.parametrize("sample", ["rich.doc", "rich_doc_renamed.wps", "rich.odt", "rich.fodt"])
def test_rich_office_files_are_read_as_a_person_sees_them(sample):
    check_rich(sample, but=("内容控件标记",))
