"""The sample files of the team are read as the text of their report; skipped where they are not."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from scorer.readers import read

SHARED = Path(__file__).resolve().parents[3] / "shared"
pytestmark = pytest.mark.skipif(not SHARED.is_dir(), reason="needs the team's sample files")

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
