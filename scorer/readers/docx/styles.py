"""Styles of a .docx, as far as they decide what a person sees: numbers, headings, hidden text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple

from scorer.readers.docx.package import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_HEADING: Final = re.compile(r"(?:heading|标题)\s*([1-9])$", re.I)
_CONTENTS: Final = re.compile(r"(?:toc\s*(?:[1-9]|heading)|目录\s*[1-9]?)$", re.I)
_VAL: Final = W + "val"
_STYLE: Final = W + "pStyle"
_NUMBER: Final = W + "numPr"
_OUTLINE: Final = W + "outlineLvl"
_MARK: Final = W + "rPr"
_FRAME: Final = W + "framePr"
_OFF: Final = frozenset({"0", "false", "off", "none"})
_BODY_LEVEL: Final = 9
"""Outline level 9 of 0..9 means body text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberReference:
    """`w:numPr`: which list and which level; None where it is left to the style."""

    list_id: str | None
    level: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """One style's own settings; None where it leaves them to the style that it is based on."""

    name: str
    based_on: str | None
    number: NumberReference | None
    outline: int | None
    hidden: bool | None


class StyleFacts(NamedTuple):
    """What a style, with those that it is based on, says of every paragraph in it."""

    is_contents: bool
    """Whether it is the style of a table of contents, which repeats the headings."""
    is_heading: bool
    level: int | None
    """Heading level from 1; None for a document title and for text."""


class Styles:
    """All styles of a document, each understood when first asked for: most are never used."""

    def __init__(self, root: Element | None) -> None:
        self._elements: dict[str, Element] = {}
        self._styles: dict[str, Style] = {}
        self._facts: dict[str | None, StyleFacts] = {}
        self.default: str | None = None
        for element in () if root is None else root.iterchildren(W + "style"):
            name = element.get(W + "styleId") or ""
            self._elements[name] = element
            if element.get(W + "default") in ("1", "true", "on") and (
                element.get(W + "type") == "paragraph"
            ):
                self.default = name
        self.hides = root is not None and next(root.iter(W + "vanish"), None) is not None

    def chain(self, name: str | None) -> Iterator[tuple[str, Style]]:
        """The style and those that it is based on, nearest first."""
        seen: set[str] = set()
        while name is not None and name in self._elements and name not in seen:
            seen.add(name)
            if name not in self._styles:
                self._styles[name] = _style(self._elements[name])
            yield name, self._styles[name]
            name = self._styles[name].based_on

    def facts(self, name: str | None) -> StyleFacts:
        """What the style says of its paragraphs."""
        if name not in self._facts:
            contents = any(_CONTENTS.match(style.name) for _, style in self.chain(name))
            self._facts[name] = StyleFacts(contents, *self._heading(name))
        return self._facts[name]

    def is_hidden(self, name: str | None) -> bool | None:
        """Whether the style hides its text; None where it does not say."""
        for _, style in self.chain(name):
            if style.hidden is not None:
                return style.hidden
        return None

    def _heading(self, name: str | None) -> tuple[bool, int | None]:
        for _, style in self.chain(name):
            match = _HEADING.match(style.name)
            if match:
                return True, int(match[1])
            if style.outline is not None:
                return heading_level(style.outline)
            if style.name.lower() in ("title", "标题"):
                return True, None
        return False, None


class Properties(NamedTuple):
    """`w:pPr` as far as it is needed; None where the paragraph leaves it to its style."""

    style: str | None = None
    number: NumberReference | None = None
    outline: int | None = None
    runs_on: bool = False
    """Whether the paragraph runs on into the next: its mark is deleted or hidden, or a drop cap."""


_PLAIN: Final = Properties()


def properties_of(paragraph: Element) -> Properties:
    """The paragraph's own settings, in one pass: most paragraphs have few."""
    found = paragraph.find(W + "pPr")
    if found is None:
        return _PLAIN
    style = number = outline = None
    runs_on = False
    for item in found:
        tag = item.tag
        if tag == _STYLE:
            style = item.get(_VAL)
        elif tag == _NUMBER:
            number = _number_reference(item)
        elif tag == _OUTLINE:
            outline = integer(item)
        elif tag == _MARK:
            runs_on |= item.find(W + "del") is not None or bool(is_on(item.find(W + "vanish")))
        elif tag == _FRAME:
            runs_on |= item.get(W + "dropCap") in ("drop", "margin")
    return Properties(style, number, outline, runs_on)


def heading_level(outline: int) -> tuple[bool, int | None]:
    """Heading or not, and the level from 1, of an outline level."""
    return (True, outline + 1) if 0 <= outline < _BODY_LEVEL else (False, None)


def is_on(element: Element | None) -> bool | None:
    """Value of a switch such as `w:vanish`; None where the element is missing."""
    if element is None:
        return None
    return (element.get(_VAL) or "1") not in _OFF


def integer(element: Element | None) -> int | None:
    """Value of an element such as `w:ilvl`; None where it is missing or no small number."""
    text = None if element is None else element.get(_VAL)
    if text is None or not text.isdecimal() or len(text) > 6:
        return None
    return int(text)


def _number_reference(number: Element) -> NumberReference:
    list_id = number.find(W + "numId")
    return NumberReference(
        list_id=None if list_id is None else list_id.get(_VAL),
        level=integer(number.find(W + "ilvl")),
    )


def _style(element: Element) -> Style:
    name = element.find(W + "name")
    based_on = element.find(W + "basedOn")
    properties = properties_of(element)
    return Style(
        name="" if name is None else name.get(_VAL) or "",
        based_on=None if based_on is None else based_on.get(_VAL),
        number=properties.number,
        outline=properties.outline,
        hidden=is_on(element.find(f"{W}rPr/{W}vanish")),
    )
