"""Texts whose lines were all broken at one width become paragraphs; others stay as typed."""

from __future__ import annotations

from scorer.readers import read_text
from scorer.readers.wrapping import rejoined

PARAGRAPH = (
    "某某区司法局深入学习贯彻习近平法治思想，严格落实法治政府建设年度重点任务，健全依法决策机制，"
    * 5
)


def broken(text: str, characters: int = 30) -> list[str]:
    return [text[i : i + characters] for i in range(0, len(text), characters)]


def test_lines_of_one_width_are_joined_up_to_indents_and_headings():
    typed = ["　　" + PARAGRAPH, "一、主要举措", "（一）" + PARAGRAPH]
    lines = [piece for paragraph in typed for piece in broken(paragraph)]
    assert rejoined(lines) == typed


def test_blank_lines_part_paragraphs():
    lines = [*broken(PARAGRAPH), "", *broken(PARAGRAPH)]
    assert [line for line in rejoined(lines) if line] == [PARAGRAPH, PARAGRAPH]


def test_other_texts_stay_as_they_are():
    for lines in (
        ["短"] * 20,
        [PARAGRAPH] * 10,
        ["全年共办理行政复议案件十二件，全部按时办结并向社会公开。"] * 12,
        broken(PARAGRAPH)[:5],
        [
            *broken(PARAGRAPH),
            "短",
            "更短",
            "一行",
            "二行",
            "三行",
            "四行",
            "五行",
            "六行",
            "七行",
            "八行",
        ],
    ):
        assert rejoined(lines) == lines


def test_a_text_from_an_old_system_is_read_in_paragraphs():
    text = "\r\n".join(broken("　　" + PARAGRAPH))
    assert [block.text for block in read_text(text).blocks] == [PARAGRAPH]
