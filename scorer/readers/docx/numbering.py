"""Word's automatic numbering: the label that stands before each numbered paragraph.

A report whose 一、（一）are automatic loses every section number with a reader that knows only the
typed text, so the counters are run here as Word runs them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from scorer.readers.docx.package import W
from scorer.readers.docx.styles import NumberReference, Styles, integer, is_on
from scorer.readers.labels import number_label

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_VAL: Final = W + "val"
_PLACE: Final = re.compile(r"%([1-9])")
_LINKS: Final = 8
"""List styles that refer to each other are followed so far."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """One level of a list."""

    start: int
    format: str
    text: str
    """Such as %1、 or （%2）."""
    style: str | None
    restart: int | None
    """Level from 1 whose use restarts this one; 0 for never; None for any higher level."""
    legal: bool
    """All numbers in digits, whatever their own format."""
    gap: bool
    """Whether a blank or tab stands between number and text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberList:
    """`w:num`: a list, with the abstract list whose counters it shares."""

    abstract: str
    levels: dict[int, Level]
    restarts: dict[int, int]
    """Level to the number with which this list begins anew when first used."""


class Numbering:
    """Counters of one document, to be asked once for each paragraph in order."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._lists = {} if root is None else _lists(root, styles)
        self._counters: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()

    def label(self, direct: NumberReference | None, style: str | None) -> str:
        """The paragraph's label, empty where it has none; moves the counters on."""
        list_id, level = self._place(direct, style)
        found = None if list_id is None else self._lists.get(list_id)
        if list_id is None or found is None or level not in found.levels:
            return ""
        counters = self._advance(found, list_id, level)
        return _render(found.levels, level, counters)

    def _place(self, direct: NumberReference | None, style: str | None) -> tuple[str | None, int]:
        list_id = level = None
        for name, settings in self._styles.chain(style):
            if settings.number is not None:
                list_id, level = settings.number.list_id, settings.number.level
                if level is None:
                    level = self._level_of_style(list_id, name)
                break
        if direct is not None:
            list_id = direct.list_id or list_id
            level = level if direct.level is None else direct.level
        return list_id, level or 0

    def _level_of_style(self, list_id: str | None, style: str) -> int | None:
        found = self._lists.get(list_id or "")
        for number, level in () if found is None else found.levels.items():
            if level.style == style:
                return number
        return None

    def _advance(self, found: NumberList, list_id: str, level: int) -> dict[int, int]:
        counters = self._counters.setdefault(found.abstract, {})
        first_use = (list_id, level) not in self._begun
        self._begun.add((list_id, level))
        if first_use and level in found.restarts:
            counters[level] = found.restarts[level]
        else:
            counters[level] = counters.get(level, found.levels[level].start - 1) + 1
        for deeper in [key for key in counters if key > level]:
            restart = found.levels[deeper].restart if deeper in found.levels else None
            if restart is None or level < restart:
                del counters[deeper]
        return counters


def _render(levels: dict[int, Level], level: int, counters: dict[int, int]) -> str:
    own = levels[level]
    if own.format == "bullet":
        return ""

    def number(match: re.Match[str]) -> str:
        place = int(match[1]) - 1
        setting = levels.get(place, own)
        number_format = "decimal" if own.legal else setting.format
        return number_label(counters.get(place, setting.start), number_format)

    label = _PLACE.sub(number, own.text)
    # "1.1" and the text after its tab would run together to "1.12023年".
    return label + " " if own.gap and label[-1:].isalnum() and label[-1:].isascii() else label


def _lists(root: Element, styles: Styles) -> dict[str, NumberList]:
    abstracts = {
        element.get(W + "abstractNumId") or "": element
        for element in root.iterchildren(W + "abstractNum")
    }
    links = {
        element.get(W + "numId") or "": _value(element, "abstractNumId") or ""
        for element in root.iterchildren(W + "num")
    }
    lists = {}
    for element in root.iterchildren(W + "num"):
        list_id = element.get(W + "numId") or ""
        abstract = _followed(links[list_id], abstracts, links, styles)
        if list_id != "0" and abstract in abstracts:
            lists[list_id] = _number_list(element, abstract, abstracts[abstract])
    return lists


def _followed(
    abstract: str, abstracts: dict[str, Element], links: dict[str, str], styles: Styles
) -> str:
    """The abstract list that holds the levels, through `w:numStyleLink`."""
    for _ in range(_LINKS):
        element = abstracts.get(abstract)
        style = None if element is None else _value(element, "numStyleLink")
        if style is None:
            break
        for _, settings in styles.chain(style):
            if settings.number is not None:
                abstract = links.get(settings.number.list_id or "", abstract)
    return abstract


def _number_list(element: Element, abstract: str, abstract_element: Element) -> NumberList:
    levels = dict(_level(item) for item in abstract_element.iterchildren(W + "lvl"))
    restarts = {}
    for override in element.iterchildren(W + "lvlOverride"):
        own = override.find(W + "lvl")
        if own is not None:
            number, level = _level(own)
            levels[number] = level
        number = _attribute(override)
        start = integer(override.find(W + "startOverride"))
        if start is not None:
            restarts[number] = start
            if number in levels:
                levels[number] = replace(levels[number], start=start)
    return NumberList(abstract=abstract, levels=levels, restarts=restarts)


def _level(element: Element) -> tuple[int, Level]:
    formats = list(element.iter(W + "numFmt"))  # the last is the one that every reader knows
    start = integer(element.find(W + "start"))
    return _attribute(element), Level(
        start=1 if start is None else start,
        format=(formats[-1].get(_VAL) or "decimal") if formats else "decimal",
        text=_value(element, "lvlText") or "",
        style=_value(element, "pStyle"),
        restart=integer(element.find(W + "lvlRestart")),
        legal=is_on(element.find(W + "isLgl")) or False,
        gap=_value(element, "suff") != "nothing",
    )


def _attribute(element: Element) -> int:
    text = element.get(W + "ilvl") or "0"
    return int(text) if text.isdecimal() and len(text) < 3 else 0


def _value(element: Element, name: str) -> str | None:
    found = element.find(W + name)
    return None if found is None else found.get(_VAL)
