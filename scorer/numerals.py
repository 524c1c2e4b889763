"""Numbers as this genre writes them: digits of both widths, Chinese numerals, and mixtures.

Text in, number out; None for what is no number. Knows nothing of units or reports.
"""

from __future__ import annotations

import math
import re

DIGITS = "0-9０-９"
"""Arabic digits of both widths, as the inside of a character class."""
HAN = "零〇○一二两三四五六七八九十百千万亿廿卅"
"""Chinese numerals, as the inside of a character class."""

_VAGUE = "几数上"
_ONES = {
    **dict(zip("零〇○一二三四五六七八九", (0, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9), strict=True)),
    "两": 2,
    # 几十, 数百 and 上百 say at least one of the scale that follows.
    **dict.fromkeys(_VAGUE, 1),
}
_TENS = {"十": 10, "百": 100, "千": 1000}
_FIXED = {"廿": 20, "卅": 30}
_MYRIADS = {"万": 10_000, "亿": 100_000_000}
_ARABIC = re.compile(
    rf"(?:[{DIGITS}]{{1,3}}(?:[,，][{DIGITS}]{{3}})+|[{DIGITS}]+)(?:[.．][{DIGITS}]+)?"
)
_PLAIN = str.maketrans("．", ".", ",，")
_WRITTEN = "零一二三四五六七八九"
LONGEST = 24
"""Characters beyond which nothing is read as one number."""


def number(text: str) -> float | None:
    """Value of a number such as 12, １,３８６, 3.5万, 二百三十五, 两千, 二〇二三, 半 or 上百.

    An approximation counts as the least it can mean (数十 is 10); 余 and 多 are not part of it.
    """
    if not text or len(text) > LONGEST:
        return None
    if text.isascii() and text.isdigit():
        return float(text)
    found = _ARABIC.match(text)
    if found is None:
        return 0.5 if text == "半" else _chinese(text)
    value = float(found[0].translate(_PLAIN))
    for char in text[found.end() :]:
        scale = _MYRIADS.get(char) or _TENS.get(char)
        if scale is None:
            return None
        value *= scale
    # 0.57 × 10,000 must be 5,700 and not 5,699.999….
    return round(value, 6)


def whole(text: str) -> int | None:
    """Value of a whole number, for ordinals: 第七十二次, heading numbers, years."""
    value = number(text)
    return int(value) if value is not None and value == math.floor(value) else None


def chinese(value: int) -> str:
    """A whole number from 0 to 99 as headings write it: 十, 十一, 二十三.

    Raises ValueError for others: no report numbers its headings beyond that.
    """
    if not 0 <= value <= 99:
        raise ValueError(f"not between 0 and 99: {value}")
    tens, ones = divmod(value, 10)
    if not tens:
        return _WRITTEN[ones]
    return ("" if tens == 1 else _WRITTEN[tens]) + "十" + (_WRITTEN[ones] if ones else "")


def _chinese(text: str) -> float | None:
    if all(char in _ONES for char in text):
        return _digit_by_digit(text)
    return _with_scales(text)


def _digit_by_digit(text: str) -> float | None:
    """五 as 5 and 二〇二三 as 2023; 几 alone is no number, nor is 三五 (three to five)."""
    if any(char in _VAGUE for char in text):
        return None
    if len(text) not in (1, 4) and not any(char in "零〇○" for char in text):
        return None
    value = 0
    for char in text:
        value = value * 10 + _ONES[char]
    return float(value)


def _with_scales(text: str) -> float | None:
    """二百三十五万零六: sections of four digits, each with its scale."""
    total = section = digit = 0
    bare = True
    for char in text:
        if char in _ONES:
            digit, bare = _ONES[char], False
            continue
        if char in _TENS:
            section += (1 if bare else digit) * _TENS[char]
        elif char in _FIXED:
            section += _FIXED[char]
        elif char == "万":
            total += (section + digit or 1) * _MYRIADS[char]
            section = 0
        elif char == "亿":
            total = (total + section + digit or 1) * _MYRIADS[char]
            section = 0
        else:
            return None
        digit, bare = 0, True
    return float(total + section + (0 if text[-1] in _VAGUE else digit))
