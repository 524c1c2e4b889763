"""Values of the rules ↔ what stands in a cell of the workbook, always as text.

An empty cell says nothing: the key is not there. `WordingError` tells what a cell may say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import NamedTuple

from scorer.authoring.spans import Value
from scorer.authoring.wordings import (
    APART,
    WordingError,
    read_facts,
    read_term,
    read_terms,
    read_words,
    show_facts,
    show_terms,
    show_words,
)

_SPLIT = re.compile(r"[；;、\n]")
_WIDE = str.maketrans("０１２３４５６７８９．－", "0123456789.-")
_YEARS = range(1990, 2101)
_FEW = 12
_NOTHING = "null"


class Form(NamedTuple):
    """How values of one column are shown and read."""

    show: Callable[[Value], str]
    read: Callable[[str], Value]
    choices: tuple[str, ...] = ()
    """All that the cell may say, for a drop-down list."""
    is_number: bool = False


def plain_text(text: str) -> str:
    """Text of a cell. WordingError where it holds what nobody sees."""
    for letter in text:
        if letter != "\n" and not letter.isprintable() and letter != "\u3000":
            raise WordingError(f"有不可见字符U+{ord(letter):04X}，请删去")
    return text


def _number(text: str) -> Value:
    try:
        number = float(text.translate(_WIDE))
    except ValueError:
        raise WordingError(f"应为数字，现为“{text}”") from None
    if not abs(number) < 1e6:
        raise WordingError(f"应为数字，现为“{text}”")
    return int(number) if number.is_integer() else number


def _whole(text: str) -> Value:
    number = _number(text)
    if not isinstance(number, int):
        raise WordingError(f"应为整数，现为“{text}”")
    return number


def _year(text: str) -> Value:
    number = _whole(text.removesuffix("年度").removesuffix("年"))
    if number not in _YEARS:
        raise WordingError(f"应为报告年度，如2025，现为“{text}”")
    return number


def _flag(text: str) -> Value:
    if text.lower() in {"是", "true"}:
        return True
    if text.lower() in {"否", "false"}:
        return False
    raise WordingError(f"只能写是、否或空着，现为“{text}”")


def show_number(value: Value) -> str:
    """A number without needless zeros."""
    return f"{value:.10g}" if isinstance(value, int | float) else str(value)


TEXT = Form(str, plain_text)
NUMBER = Form(show_number, _number, is_number=True)
WHOLE = Form(show_number, _whole, is_number=True)
YEAR = Form(show_number, _year, is_number=True)
FLAG = Form(lambda value: "是" if value else "否", _flag, ("是", "否"))
WORDS = Form(show_words, lambda text: read_words(plain_text(text)))
TERMS = Form(show_terms, lambda text: read_terms(plain_text(text)))
TERM = Form(show_words, lambda text: read_term(plain_text(text)))
FACTS = Form(show_facts, lambda text: read_facts(plain_text(text)))


def choice(words: Mapping[str, str], what: str, *, others: Mapping[str, str] | None = None) -> Form:
    """One of a closed set: `words` by code; `others` are further words that are understood."""
    codes = _codes(others or {}) | _codes(words)

    def read(text: str) -> Value:
        if text not in codes:
            raise WordingError(f"{what}只能是{_listed(words)}，现为“{text}”")
        return None if codes[text] == _NOTHING else codes[text]

    def show(value: Value) -> str:
        code = _NOTHING if value is None else str(value)
        return words.get(code, code)

    return Form(show, read, tuple(words.values()))


def choices(words: Mapping[str, str], what: str, *, everything: str = "") -> Form:
    """Some of a closed set, parted by ；. With `everything` the code `all` stands for all."""
    codes = _codes(words)

    def show(value: Value) -> str:
        if not isinstance(value, list):
            return everything if value == "all" else str(value)
        return APART.join(words.get(str(one), str(one)) for one in value)

    def read(text: str) -> Value:
        if everything and text in {everything, "all"}:
            return "all"
        found: list[Value] = []
        for one in filter(None, (part.strip() for part in _SPLIT.split(text))):
            if one not in codes:
                known = ([everything] if everything else []) + list(words.values())
                raise WordingError(f"{what}只能是{'、'.join(known)}，几个用“；”隔开，现有“{one}”")
            found.append(codes[one])
        return found

    return Form(show, read)


def mapping(what: str) -> Form:
    """A map of texts: `名称：文字`, a line for each."""

    def show(value: Value) -> str:
        pairs = value.items() if isinstance(value, dict) else ()
        return "\n".join(f"{key}：{one}" for key, one in pairs)

    def read(text: str) -> Value:
        found: dict[str, Value] = {}
        for line in filter(None, (part.strip() for part in plain_text(text).split("\n"))):
            key, colon, rest = line.replace(":", "：", 1).partition("：")
            if not colon or not rest.strip():
                raise WordingError(f"{what}每行写“名称：文字”，现有“{line}”")
            found[key.strip()] = rest.strip()
        return found

    return Form(show, read)


def _codes(words: Mapping[str, str]) -> dict[str, str]:
    return {**{code: code for code in words}, **{word: code for code, word in words.items()}}


def _listed(words: Mapping[str, str]) -> str:
    shown = list(words.values())
    return "、".join(shown[:_FEW]) + ("……" if len(shown) > _FEW else "")
