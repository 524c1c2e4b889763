"""Objects of one OFD page: text with places, rules, pictures. Lengths turned into points."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from statistics import median
from typing import TYPE_CHECKING, Final, NamedTuple

from scorer.readers.cleaning import clean
from scorer.readers.layout.places import Box, Piece

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_POINTS: Final = 72 / 25.4
"""OFD counts in millimetres."""
_WIDE_GAP: Final = 1.8
"""A step wider than so many characters parts pieces: columns, cells."""
_UPRIGHT: Final = 0.05
_ASCENT: Final = 0.88
_NARROW: Final = 0.55
_MOST_STEPS: Final = 100_000
_NUMBER: Final = re.compile(r"-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_PATH: Final = re.compile(r"[A-Za-z]|" + _NUMBER.pattern)
_IDENTITY: Final = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

Matrix = tuple[float, float, float, float, float, float]


class Picture(NamedTuple):
    """A picture's place, and the resource that holds it."""

    box: Box
    resource: str


class Objects(NamedTuple):
    """Everything of a page that reading needs."""

    pieces: list[Piece]
    paths: list[Box]
    pictures: list[Picture]


def page_objects(content: Element) -> Objects:
    """Objects of a page's own content; templates (letterheads, headers) are other files."""
    pieces: list[Piece] = []
    paths: list[Box] = []
    pictures: list[Picture] = []
    for element in content.iter("{*}TextObject", "{*}PathObject", "{*}ImageObject"):
        place = numbers(element.get("Boundary"), 4)
        if element.get("Visible") == "false" or place is None:
            continue
        kind = str(element.tag).rpartition("}")[2]
        if kind == "TextObject":
            pieces.extend(_text_pieces(element, place))
        elif kind == "PathObject":
            paths.extend(_rules(element, place))
        else:
            box = _box(place[0], place[1], place[0] + place[2], place[1] + place[3])
            pictures.append(Picture(box, element.get("ResourceID") or ""))
    return Objects(pieces, paths, pictures)


def numbers(text: str | None, count: int) -> tuple[float, ...] | None:
    """Exactly so many finite numbers of an attribute, or None."""
    found = tuple(float(number) for number in _NUMBER.findall(text or "")[: count + 1])
    return found if len(found) == count and all(abs(n) < 1e6 for n in found) else None


def _text_pieces(element: Element, place: tuple[float, ...]) -> Iterator[Piece]:
    matrix = _matrix(element)
    if abs(math.atan2(matrix[1], matrix[0])) > _UPRIGHT:
        return  # watermarks lean
    given = numbers(element.get("Size") or element.get("size"), 1)
    size = given[0] if given and given[0] > 0 else place[3]
    for code in element.iter("{*}TextCode"):
        start = (_one(code.get("X")), _one(code.get("Y")))
        text = code.text or ""
        for first, last, left, right in _stretches(text, _steps(code.get("DeltaX"), text, size)):
            piece = clean(text[first:last])
            if piece.strip():
                x0, y = _at(matrix, place, start[0] + left, start[1])
                x1, _ = _at(matrix, place, start[0] + right, start[1])
                height = size * abs(matrix[3])
                box = _box(x0, y - _ASCENT * height, x1, y + (1 - _ASCENT) * height)
                yield Piece(piece, *box)


def _stretches(text: str, steps: list[float]) -> Iterator[tuple[int, int, float, float]]:
    """First and last index, left and right edge, of text without wide gaps and outer blanks."""
    size = steps[-1]
    wide = max(
        _WIDE_GAP * max(size, median(steps[:-1] or steps)), 0.1
    )  # a spaced title is one stretch
    begin, begin_left, left = 0, 0.0, 0.0
    for index, step in enumerate(steps):
        last = index == len(steps) - 1
        if last or step > wide:
            lead = len(text[begin : index + 1]) - len(text[begin : index + 1].lstrip("\u3000"))
            indent = sum(steps[begin : begin + lead])
            yield begin, index + 1, begin_left + indent, left + size
            begin, begin_left = index + 1, left + step
        left += step


def _steps(delta: str | None, text: str, size: float) -> list[float]:
    """How far it is from each character to the next; the last one's is its own width."""
    if not text:
        return [size]
    steps = _expanded(delta or "")[: len(text) - 1]
    usual = [size * (_NARROW if sign.isascii() else 1.0) for sign in text]
    return steps + usual[len(steps) :]


def _expanded(delta: str) -> list[float]:
    """`g 3 5.6 6` means three steps of 5.6 and one of 6."""
    found: list[float] = []
    words = delta.split()
    while words and len(found) < _MOST_STEPS:
        if words[0] == "g" and len(words) >= 3:
            count = int(_one(words[1]))
            found += [_one(words[2])] * min(max(count, 0), _MOST_STEPS)
            words = words[3:]
        else:
            found.append(_one(words[0]))
            words = words[1:]
    return found


def _rules(element: Element, place: tuple[float, ...]) -> Iterator[Box]:
    """Straight strokes of a path; a path without strokes counts as its box."""
    data = next(iter(element.iter("{*}AbbreviatedData")), None)
    matrix = _matrix(element)
    current: tuple[float, float] | None = None
    words = _PATH.findall("" if data is None else data.text or "")[:_MOST_STEPS]
    values: list[float] = []
    command = ""
    for word in words:
        if word.isalpha():
            command, values = word, []
            continue
        values.append(_one(word))
        if command in ("M", "S", "L") and len(values) == 2:
            point = _at(matrix, place, values[0], values[1])
            if command == "L" and current is not None:
                xs, ys = sorted((current[0], point[0])), sorted((current[1], point[1]))
                yield _box(xs[0], ys[0], xs[1], ys[1])
            current, values = point, []


def _matrix(element: Element) -> Matrix:
    found = numbers(element.get("CTM"), 6)
    if found is None:
        return _IDENTITY
    a, b, c, d, e, f = found
    return a, b, c, d, e, f


def _at(matrix: Matrix, place: tuple[float, ...], x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return place[0] + a * x + c * y + e, place[1] + b * x + d * y + f


def _one(text: str | None) -> float:
    found = numbers(text, 1)
    return found[0] if found else 0.0


def _box(left: float, top: float, right: float, bottom: float) -> Box:
    return left * _POINTS, top * _POINTS, right * _POINTS, bottom * _POINTS
