"""Where sentences and clauses end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorer.segment.sentences import split


def sentences(text: str, *cuts: int) -> list[str]:
    return [text[start:end] for start, end, _, _ in split(text, cuts).sentences]


def clauses(text: str) -> list[str]:
    return [text[start:end] for start, end, _ in split(text).clauses]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "开展培训。组织考试！真的吗？是的；完",
            ["开展培训。", "组织考试！", "真的吗？", "是的；", "完"],
        ),
        ("学习《甲。乙》。完成", ["学习《甲。乙》。", "完成"]),
        ("以“甲。乙！丙”为题。", ["以“甲。乙！丙”为题。"]),
        ("说明（一。二）。完", ["说明（一。二）。", "完"]),
        ("学《关于<甲。乙>的意见》。完", ["学《关于<甲。乙>的意见》。", "完"]),
        ("会上要求“依法行政。”会后抓落实。", ["会上要求“依法行政。”", "会后抓落实。"]),
        ("坚持“以民为本。”的理念。", ["坚持“以民为本。”的理念。"]),
        ("《没有合上的书名。第二句。", ["《没有合上的书名。", "第二句。"]),
        ("“没有合上的引号。第二句。\n第三句", ["“没有合上的引号。", "第二句。", "第三句"]),
        ("（没有合上。第二句。", ["（没有合上。", "第二句。"]),
        ("甲。 　乙。", ["甲。", "乙。"]),
        ("甲，\n乙", ["甲，", "乙"]),
        ("甲。。！乙", ["甲。。！", "乙"]),
        ("", []),
        ("，", ["，"]),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("开展培训，组织考试：合格。", ["开展培训，", "组织考试：", "合格。"]),
        (
            "学习《甲，乙》，参加“丙，丁”活动（戊，己）。",
            ["学习《甲，乙》，", "参加“丙，丁”活动（戊，己）。"],
        ),
        ("共1,386条，10:30开始。", ["共1,386条，", "10:30开始。"]),
        ("甲，　乙。", ["甲，", "　乙。"]),
    ],
)
def test_clauses_end_at_commas_and_colons(text: str, expected: list[str]) -> None:
    assert clauses(text) == expected


def test_cut_ends_a_sentence_without_punctuation() -> None:
    text = "二、存在不足 一是意识不强。"
    assert sentences(text, 7) == ["二、存在不足", "一是意识不强。"]


def test_lost_bracket_does_not_swallow_the_paragraph() -> None:
    text = "“" + "依法行政，" * 60 + "。" + "完成“任务”。"
    assert len(sentences(text)) == 2


@given(st.text("甲乙，。；《》“”（）<>「」 \n", max_size=60))
def test_nothing_but_blanks_is_lost(text: str) -> None:
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())
