"""What cleaning keeps and what it drops."""

from __future__ import annotations

import pytest

from scorer.report import Block, BlockKind
from scorer.segment.normalise import full_width, normalise


def text_of(*blocks: str) -> str:
    return normalise(Block(text=block) for block in blocks)[0]


@pytest.mark.parametrize(
    ("block", "seen"),
    [
        ("　　开展培训３次。　", "开展培训３次。"),
        ("开展\u200b培\u00ad训\ufeff。", "开展培训。"),
        ("第一行\r\n第二行\u2028第三行\x0b第四行", "第一行\n第二行\n第三行\n第四行"),
        ("\n\n　\n", ""),
        ("[bookmark: _GoBack]（二）严格执法。", "[bookmark: _GoBack]（二）严格执法。"),
    ],
)
def test_text_is_what_a_person_sees(block: str, seen: str) -> None:
    assert text_of(block) == seen


def test_lines_keep_level_page_and_kind_of_their_block() -> None:
    text, lines = normalise(
        [Block(text="一、标题\n", level=1, page=2), Block(text=" 注 ", kind=BlockKind.NOTE)]
    )
    assert [text[line.start : line.end] for line in lines] == ["一、标题", "注"]
    assert (lines[0].level, lines[0].page, lines[1].kind) == (1, 2, BlockKind.NOTE)


def test_lines_broken_by_hand_at_a_fixed_width_are_joined() -> None:
    sentence = (
        "区司法局组织全区行政执法人员参加业务培训，邀请专家讲授新修订的法律法规，取得良好效果。"
    )
    paragraph = sentence * 8
    wrapped = [paragraph[start : start + 30] for start in range(0, len(paragraph), 30)]
    text, lines = normalise(Block(text=line) for line in ["一、主要举措", *wrapped, "二、不足"])
    assert text == f"一、主要举措\n{paragraph}\n二、不足"
    assert len(lines) == 3


def test_lines_of_different_width_stay_apart() -> None:
    lines = [f"（{n}）" + "推进依法行政" * (n % 4 + 1) for n in range(1, 20)]
    assert text_of(*lines) == "\n".join(lines)


@pytest.mark.parametrize(
    ("half", "full"),
    [
        ("开展培训,完成整改;其中:", "开展培训，完成整改；其中："),
        ("共1,386条,10:30开始", "共1,386条，10:30开始"),
        ("1.加强学习.2.5万元", "1.加强学习。2.5万元"),
        ("一.主要举措", "一.主要举措"),
        ("(一)落实责任", "（一）落实责任"),
        ('坚持"公开为常态,不公开为例外"原则', "坚持“公开为常态，不公开为例外”原则"),
        ("半角｡", "半角。"),
        ("小逗号﹐", "小逗号，"),
    ],
)
def test_recognisers_see_full_width_punctuation(half: str, full: str) -> None:
    assert full_width(half) == full
    assert len(half) == len(full)
