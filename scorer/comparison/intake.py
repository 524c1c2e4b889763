"""JSON of any origin in, checked values out: what is not as it must be is named by its place."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, Final, TypeVar, cast

from scorer.errors import ReadError

LARGEST: Final = 64 * 1024 * 1024
"""Most bytes of a result; the largest real ones take a hundredth."""
MOST_ENTRIES: Final = 20_000
"""Most entries of a list."""

Word = TypeVar("Word", bound=StrEnum)
Made = TypeVar("Made")


class WrongValueError(Exception):
    """A value that a result cannot have; the message names its place."""


def parse_json(content: bytes, source: str) -> Mapping[str, Any]:
    """The document's top object. ReadError says why it is none."""
    if len(content) > LARGEST:
        raise ReadError(source, f"文件有{len(content):,}字节，太大，不会是评分结果。")
    try:
        text = content.decode("utf-8-sig")
        found = json.loads(text, parse_constant=_refuse, parse_float=_finite, parse_int=_bounded)
    except UnicodeDecodeError as error:
        raise ReadError(source, "不是 UTF-8 编码的 JSON。请重新导出结果数据。") from error
    except RecursionError as error:
        raise ReadError(source, "嵌套太深，不会是评分结果。") from error
    except json.JSONDecodeError as error:
        where = f"第{error.lineno}行第{error.colno}列"
        message = f"JSON 不完整或写坏了（{where}）。请重新导出结果数据。"
        raise ReadError(source, message) from error
    except ValueError as error:
        raise ReadError(source, f"{error}，不会是评分结果。") from error
    if not isinstance(found, dict):
        raise ReadError(source, "不是评分结果：最外层应是一个对象。")
    return cast(Mapping[str, Any], found)


def _refuse(word: str) -> float:
    raise ValueError(f"含有“{word}”，它不是数")


def _finite(digits: str) -> float:
    value = float(digits)
    if not math.isfinite(value):
        raise ValueError("含有大得无法表示的数")
    return value


def _bounded(digits: str) -> int:
    if len(digits) > 18:
        raise ValueError("含有大得无法表示的数")
    return int(digits)


class Node:
    """An object of the document and its place in it; every question checks what it gives."""

    def __init__(self, value: object, place: str = "") -> None:
        if not isinstance(value, dict):
            raise WrongValueError(f"{place or '最外层'}应是一个对象")
        self._value: dict[str, Any] = value
        self._place = place

    def _at(self, key: str) -> str:
        return f"{self._place}.{key}" if self._place else key

    def _of(self, key: str, kinds: tuple[type, ...], what: str) -> Any:
        if key not in self._value:
            raise WrongValueError(f"缺少 {self._at(key)}")
        value = self._value[key]
        if isinstance(value, bool) != (kinds == (bool,)) or not isinstance(value, kinds):
            raise WrongValueError(f"{self._at(key)} 应是{what}")
        return value

    def text(self, key: str) -> str:
        """A text."""
        return cast(str, self._of(key, (str,), "文字"))

    def text_or_none(self, key: str) -> str | None:
        """A text or null."""
        return None if self._value.get(key, "") is None else self.text(key)

    def flag(self, key: str) -> bool:
        """True or false."""
        return cast(bool, self._of(key, (bool,), "true 或 false"))

    def number(self, key: str) -> float:
        """A number that is not negative."""
        value = float(self._of(key, (int, float), "数"))
        if value < 0:
            raise WrongValueError(f"{self._at(key)} 不能是负数")
        return value

    def number_or_none(self, key: str) -> float | None:
        """Such a number or null."""
        return None if self._value.get(key, 0) is None else self.number(key)

    def count(self, key: str) -> int:
        """A whole number that is not negative."""
        value = self.number(key)
        if value != int(value):
            raise WrongValueError(f"{self._at(key)} 应是整数")
        return int(value)

    def count_or_none(self, key: str) -> int | None:
        """Such a number or null."""
        return None if self._value.get(key, 0) is None else self.count(key)

    def word(self, key: str, words: type[Word]) -> Word:
        """One of a closed set of words."""
        told = self.text(key)
        try:
            return words(told)
        except ValueError:
            raise WrongValueError(f"{self._at(key)} 不能是“{told[:40]}”") from None

    def node(self, key: str) -> Node:
        """An object within."""
        return Node(self._of(key, (dict,), "一个对象"), self._at(key))

    def has(self, key: str) -> bool:
        """Whether there is such a key."""
        return key in self._value

    def each(self, key: str, made: Callable[[Node], Made]) -> tuple[Made, ...]:
        """What is made of every object of a list."""
        at = self._at(key)
        return tuple(
            made(Node(value, f"{at}[{place}]")) for place, value in enumerate(self._list(key))
        )

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        found = self._list(key)
        if not all(isinstance(value, str) for value in found):
            raise WrongValueError(f"{self._at(key)} 应是一列文字")
        return tuple(found)

    def _list(self, key: str) -> list[Any]:
        found = cast(list[Any], self._of(key, (list,), "列表"))
        if len(found) > MOST_ENTRIES:
            raise WrongValueError(f"{self._at(key)} 多达{len(found)}条")
        return found
