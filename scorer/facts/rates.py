"""Rates: 100%, 百分之百, 败诉率为零. A change (同比增长12%) is no rate."""

from __future__ import annotations

import re
from collections.abc import Callable

from scorer.facts.count import RATE, Count
from scorer.facts.words import listed
from scorer.numerals import DIGITS, HAN, number

_WORDS = re.compile(rf"百分之(?P<value>百|[{HAN}]{{1,4}}(?:点[{HAN}]{{1,2}})?)")
_NONE = re.compile(
    rf"率(?:均|都|始终|持续|全部|继续)?(?:为|是|保持|实现)(?:零|[0０](?![{DIGITS}.．%％]))"
)
_CHANGES = listed(
    """
    增长 下降 提高 上升 增加 减少 降低 提升 增幅 降幅 压减 缩短 压缩 节约
    降 增 涨 跌 升 减 同比 环比
    """
)
_SOFTENERS = "了约近超逾达为"


def find_rates(text: str, hidden: Callable[[int], bool]) -> list[Count]:
    """Rates of `text` in words, in no order; those with a sign are found with the counts."""
    rates = [
        Count(*found.span(), value, RATE)
        for found in _WORDS.finditer(text)
        if not is_change(text, found.start()) and (value := _in_words(found["value"])) is not None
    ]
    rates.extend(Count(*found.span(), 0.0, RATE) for found in _NONE.finditer(text))
    return [rate for rate in rates if not hidden(rate.start)]


def _in_words(written: str) -> float | None:
    whole, _, part = written.partition("点")
    value = number(whole)
    if value is None or not part:
        return value
    digits = enumerate(part, 1)
    return value + sum((number(digit) or 0.0) * 0.1**place for place, digit in digits)


def is_change(text: str, start: int) -> bool:
    """Whether the figure at `start` tells how much something changed: 同比增长12%."""
    while start and text[start - 1] in _SOFTENERS:
        start -= 1
    return text.endswith(_CHANGES, max(0, start - 2), start)
