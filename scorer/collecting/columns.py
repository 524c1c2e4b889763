"""Which column of a table is which, by the words of its header.

A bureau's own template may move columns, leave some out and word them a little differently.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Final

_WORDS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "digest": ("报告摘要", "原文件摘要", "文件摘要"),
        "key": ("键", "核查编号", "发现编号"),
        "subject": ("编号", "要点编号", "项目编号", "事项编号", "检查项编号", "条目编号"),
        "title": (
            "项目",
            "项目名称",
            "要点",
            "要点名称",
            "审查项目",
            "审查事项",
            "检查项目",
            "名称",
        ),
        "unit": ("单位", "单位名称", "报告单位", "报送单位"),
        "words": ("问题", "问题和建议", "问题及建议", "存在问题", "核查问题"),
        "change": (
            *("改判为", "改判", "改判结果", "改判意见", "改为", "审查判定", "人工判定"),
            *("复核判定", "审查人判定", "最终判定", "审核判定"),
        ),
        "handling": (
            *("处理", "处理意见", "处理结果", "处理情况", "是否采纳", "采纳与否", "采纳情况"),
        ),
        "opinion": (
            *(
                "审查意见",
                "意见",
                "审核意见",
                "复核意见",
                "评查意见",
                "审查人意见",
                "审查意见和理由",
            ),
            *("审查意见及理由", "意见和理由", "意见及理由", "改判理由", "理由和意见", "备注"),
        ),
        "reviewer": ("审查人", "审核人", "审查人员", "审核人员", "评查人", "审查员"),
        "day": ("日期", "审查日期", "审核日期", "审查时间", "评查日期", "时间"),
    }
)
"""Words by which each column is known; blanks, punctuation and notes in brackets do not count."""
_ASIDE: Final = re.compile(r"[（(【\[][^（）()【】\[\]]*[）)】\]]")
_MARKS: Final = re.compile(r"[\s:：*＊、，。“”\"']+")
_SAYS_WHICH: Final = ("subject", "key", "title", "words")

Columns = Mapping[str, int]


def header_columns(cells: Sequence[str]) -> Columns | None:
    """Place of each known column where the row is the header of a table to fill in, None where it
    is not: it must tell what a row is on, and have room for what a reviewer decides or says."""
    found = known_columns(cells)
    open_ = {"change", "handling", "opinion"} & set(found)
    return found if open_ and any(name in found for name in _SAYS_WHICH) else None


def known_columns(cells: Sequence[str]) -> Columns:
    """Place of each known column; of two with the same word the first."""
    found: dict[str, int] = {}
    for at, cell in enumerate(cells):
        word = plain(cell)
        for name, words in _WORDS.items():
            if word in words:
                found.setdefault(name, at)
    return found


def plain(cell: str) -> str:
    """A header's or label's word without blanks, marks and notes in brackets."""
    return _MARKS.sub("", _ASIDE.sub("", cell))
