"""Automatic numbers as a person sees them: 一、 （二） 3. ④ 甲 iv."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

_DIGITS: Final = "〇一二三四五六七八九"
_LEGAL: Final = "零壹贰叁肆伍陆柒捌玖"
_ROMAN: Final = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)
_TYPED: Final = re.compile(
    r"[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|[①-⑳]|\d{1,2}[．、]"
)
_LARGEST: Final = 9999
"""Beyond this a number is written in digits: no report counts so far, a mutated file may."""


def number_label(number: int, number_format: str) -> str:
    """`number` in one of Word's number formats; bullets and `none` give the empty string.

    A format or number that has no such form is written in digits.
    """
    if not 0 < number <= _LARGEST:
        return str(number) if number_format not in _SILENT else ""
    return _FORMATS.get(number_format, str)(number)


def labelled(label: str, text: str) -> str:
    """Label and text as one line: no number runs into another, none stands before a typed one."""
    if not label or _TYPED.match(text):
        return text
    return f"{label} {text}" if label[-1] in "." and text[:1].isdigit() else label + text


def _chinese(number: int, digits: str = _DIGITS, units: str = "十百千") -> str:
    """一 … 九千九百九十九; ten is 十, not 一十."""
    text, gap = "", False
    for power in (3, 2, 1, 0):
        digit = number // 10**power % 10
        if digit:
            text += ("零" if gap and text else "") + digits[digit]
            text += units[power - 1] if power else ""
            gap = False
        else:
            gap = True
    return text[1:] if text.startswith(digits[1] + units[0]) and digits is _DIGITS else text


def _legal(number: int) -> str:
    return _chinese(number, _LEGAL, "拾佰仟")


def _digital(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number))


def _full_width(number: int) -> str:
    return "".join(chr(0xFF10 + int(digit)) for digit in str(number))


def _enclosed(first: int, count: int, beyond: Callable[[int], str] = str) -> Callable[[int], str]:
    def label(number: int) -> str:
        return chr(first + number - 1) if number <= count else beyond(number)

    return label


def _circled(number: int) -> str:
    """① to ㊿ lie in three places of Unicode."""
    for start, first, count in ((1, 0x2460, 20), (21, 0x3251, 15), (36, 0x32B1, 15)):
        if start <= number < start + count:
            return chr(first + number - start)
    return str(number)


def _cycle(signs: str) -> Callable[[int], str]:
    def label(number: int) -> str:
        return signs[number - 1] if number <= len(signs) else str(number)

    return label


def _lower_letter(number: int) -> str:
    return chr(97 + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _lower_roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


_SILENT: Final = frozenset({"bullet", "none"})
_FORMATS: Final[dict[str, Callable[[int], str]]] = {
    **dict.fromkeys(_SILENT, lambda _number: ""),
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
        ),
        _chinese,
    ),
    **dict.fromkeys(("ideographDigital", "japaneseDigitalTenThousand"), _digital),
    **dict.fromkeys(("chineseLegalSimplified", "ideographLegalTraditional"), _legal),
    **dict.fromkeys(("decimalEnclosedCircle", "decimalEnclosedCircleChinese"), _circled),
    **dict.fromkeys(("decimalFullWidth", "decimalFullWidth2"), _full_width),
    "decimalEnclosedParen": _enclosed(0x2474, 20, lambda number: f"({number})"),
    "decimalEnclosedFullstop": _enclosed(0x2488, 20, lambda number: f"{number}."),
    "ideographEnclosedCircle": _enclosed(0x3280, 10, _chinese),
    "ideographTraditional": _cycle("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _cycle("子丑寅卯辰巳午未申酉戌亥"),
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": _lower_letter,
    "upperLetter": lambda number: _lower_letter(number).upper(),
    "lowerRoman": _lower_roman,
    "upperRoman": lambda number: _lower_roman(number).upper(),
}
