"""Text in; the words and pairs of words out that could become phrases of a rule.

jieba is loaded by this module's callers only, with HMM off, so that other machines cut alike.
"""

from __future__ import annotations

import logging
import re
import warnings
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

LONGEST: Final = 12
"""Characters of the longest phrase, as in the rule files."""
_WORD: Final = re.compile(r"[一-鿿]+")
_EMPTY: Final = frozenset(
    "的了和与及或在于对为是有到将把被从以向等中上下内外并也都还又其之各不我年月日个项次件份人名家场期期部"
    "本该此每某两多全新大小第进行开展推进加强持续深入工作情况年度我局我区我镇我办单位有关相关以及通过根据按照"
)
_COMMON: Final = re.compile(
    "进行|开展|推进|加强|持续|深入|工作|情况|年度|单位|有关|相关|以及|通过|根据|按照|全面|进一步|不断"
    "|严格|某某|积极|切实|认真|主要|方面|同时|方式|作用|问题|落实|组织|完成|建设|提高|提升|确保|做好|坚持|围绕"
    "|结合|全年|今年|本年|共计|累计|我[局区县镇办委]|全[局区县镇]|[一二三四五六]是"
)


@cache
def _jieba() -> Any:
    with warnings.catch_warnings():
        # jieba 0.42 asks setuptools for what it no longer has; it works without.
        warnings.simplefilter("ignore")
        import jieba

        jieba.setLogLevel(logging.ERROR)
        jieba.initialize()
    return jieba


def phrases_in(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of every word and every pair of neighbouring words that could be a phrase."""
    for run in _WORD.finditer(text):
        at, before = run.start(), -1
        for word in _jieba().cut(run.group(), HMM=False):
            end = at + len(word)
            empty = _COMMON.fullmatch(word) is not None or (len(word) == 1 and word in _EMPTY)
            if len(word) > 1 and not empty:
                yield at, end
            if before >= 0 and not empty and 3 <= end - before <= LONGEST:
                yield before, end
            before = -1 if empty else at
            at = end
