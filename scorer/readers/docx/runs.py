"""Text inside one paragraph: what a person sees of its runs, and what hangs on them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final

from scorer.readers.docx.package import MC, W
from scorer.readers.docx.styles import Styles, is_on

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_MATH: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
_WORD_ART: Final = "{urn:schemas-microsoft-com:vml}textpath"
_R: Final = W + "r"
_T: Final = W + "t"
_CHOICE: Final = MC + "AlternateContent"
_BOX: Final = W + "txbxContent"
_VAL: Final = W + "val"

_SIGNS: Final = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
}
_UNSEEN: Final = frozenset(
    {W + name for name in ("del", "moveFrom", "pPr", "rPr", "sdtPr", "sdtEndPr", "instrText")}
    | {W + name for name in ("delText", "delInstrText", "rt", "rubyPr", "customXmlPr", "p", "tbl")}
)
"""Deleted text, settings, field codes, and the small reading above a character."""
_NOTES: Final = {W + "footnoteReference": "footnotes", W + "endnoteReference": "endnotes"}
_GRAPHICS: Final = frozenset({W + "drawing", W + "pict", W + "object", _CHOICE})
_SYMBOLS: Final = {
    "F0FE": "☑",
    "F052": "☑",
    "F0FD": "☒",
    "F0A8": "□",
    "F06F": "□",
    "F0A3": "□",
    "F0FC": "√",
    "F050": "√",
}
"""Check marks of Wingdings; other symbols of such fonts are ornaments."""


@dataclass(slots=True)
class Inline:
    """What was gathered from one paragraph."""

    pieces: list[str] = field(default_factory=list)
    boxes: list[Element] = field(default_factory=list)
    """Content of text boxes, each once."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Part (footnotes, endnotes) and id of each note referred to."""
    graphics: list[Element] = field(default_factory=list)
    """Drawings, pictures and embedded objects."""


class Visibility:
    """Which runs a person sees; costs nothing in documents that hide nothing."""

    def __init__(self, styles: Styles, *, hides: bool) -> None:
        self._styles = styles
        self._hides = hides

    def is_hidden(self, run: Element, paragraph_style: str | None) -> bool:
        """Whether the run is hidden by its own setting or by a style."""
        if not self._hides:
            return False
        properties = run.find(W + "rPr")
        if properties is not None:
            own = is_on(properties.find(W + "vanish"))
            if own is not None:
                return own
            style = properties.find(W + "rStyle")
            by_style = None if style is None else self._styles.is_hidden(style.get(_VAL))
            if by_style is not None:
                return by_style
        return bool(self._styles.is_hidden(paragraph_style))


def gather(element: Element, style: str | None, visibility: Visibility) -> Inline:
    """Everything visible below a paragraph of the given style."""
    inline = Inline()
    _gather(element, style, visibility, inline)
    return inline


def _gather(element: Element, style: str | None, visibility: Visibility, inline: Inline) -> None:
    for child in element:
        tag = child.tag
        if tag == _R:
            if not visibility.is_hidden(child, style):
                _gather_run(child, style, visibility, inline)
        elif tag in _UNSEEN:
            continue
        elif tag in (_CHOICE, _MATH):
            _gather_run_item(child, tag, inline)
        else:
            _gather(child, style, visibility, inline)


def _gather_run(run: Element, style: str | None, visibility: Visibility, inline: Inline) -> None:
    for item in run:
        tag = item.tag
        if tag == _T:
            inline.pieces.append(item.text or "")
        elif tag in _UNSEEN:
            continue
        elif tag == W + "ruby":
            _gather(item, style, visibility, inline)
        else:
            _gather_run_item(item, tag, inline)


def _gather_run_item(item: Element, tag: object, inline: Inline) -> None:
    if tag in _SIGNS:
        inline.pieces.append(_SIGNS[str(tag)])
    elif tag in _NOTES:
        inline.notes.append((_NOTES[str(tag)], item.get(W + "id") or ""))
    elif tag in _GRAPHICS:
        inline.boxes.extend(_boxes(item))
        inline.graphics.append(item)
    elif tag == _MATH:
        inline.pieces.append(item.text or "")
    elif tag == W + "sym":
        inline.pieces.append(_SYMBOLS.get((item.get(W + "char") or "").upper(), ""))


def _boxes(element: Element) -> Iterator[Element]:
    """Text boxes, each once: a box comes as a drawing and again as its VML fallback."""
    if element.tag in (_BOX, _WORD_ART):
        yield element
        return
    for child in chosen(element) if element.tag == _CHOICE else element:
        yield from _boxes(child)


def chosen(alternative: Element) -> Iterator[Element]:
    """The choice of an `mc:AlternateContent` that holds text, else its fallback."""
    branches = list(alternative)
    for branch in branches:
        if next(branch.iter(_BOX, _T), None) is not None:
            yield branch
            return
    yield from branches[-1:]
