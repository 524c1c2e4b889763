"""Pictures and embedded objects of a .docx: read where possible, otherwise said to be unread."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

from scorer.readers.cleaning import clean_lines
from scorer.readers.docx.package import MC, Package, W
from scorer.report import Block, ReadingGap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_V: Final = "{urn:schemas-microsoft-com:vml}"
_O: Final = "{urn:schemas-microsoft-com:office:office}"
_EMU_PER_CM: Final = 360_000
_POINTS_PER_CM: Final = 28.35
_LARGE: Final = (9.0, 12.0)
"""Width and height in centimetres from which a picture is as large as a page of text."""
_NOTABLE: Final = (6.0, 3.0)
"""From here on a picture is mentioned; smaller ones are logos and seals."""
_LENGTH: Final = re.compile(r"(width|height)\s*:\s*([\d.]{1,9})\s*(pt|in|cm|mm|px)?")
_UNITS: Final = {"pt": 1 / _POINTS_PER_CM, "in": 2.54, "cm": 1.0, "mm": 0.1, "px": 2.54 / 96}
_FEW_CHARACTERS: Final = 10
_EQUATION: Final = re.compile(r"equation", re.I)


class Picture(NamedTuple):
    """A picture's relation and its size on the page in centimetres."""

    relation: str
    width: float
    height: float

    def at_least(self, size: tuple[float, float]) -> bool:
        return self.width >= size[0] and self.height >= size[1]


class Graphics:
    """Gathers what the graphics of a document say, and what could not be read of them."""

    def __init__(self, package: Package) -> None:
        self._package = package
        self._small = 0
        self.gaps: list[ReadingGap] = []

    def read(self, element: Element) -> list[Block]:
        """Blocks of one drawing, picture or object."""
        found: list[Block] = []
        for part in _parts(element):
            if part.tag == _A + "graphicData":
                found.extend(self._diagram(part))
            elif part.tag == _O + "OLEObject":
                self._object(part)
        for picture in _pictures(element):
            found.extend(self._picture(picture))
        return found

    def skipped(self, message: str) -> None:
        """Note a part that is shown but cannot be read."""
        self.gaps.append(ReadingGap(message=message))

    def warnings(self) -> tuple[str, ...]:
        """What a person should know, once the document is read."""
        if not self._small:
            return ()
        return (f"文中有 {self._small} 幅图片，图中如有文字没有读取。",)

    def _diagram(self, data: Element) -> list[Block]:
        kind = (data.get("uri") or "").rpartition("/")[2]
        if kind == "chart":
            self.skipped("文中有图表，图表里的文字和数字没有读取。")
        if kind != "diagram":
            return []
        for child in data:
            relation = self._package.relations.get(child.get(_R + "dm") or "")
            if relation and not relation.outside and relation.target in self._package.archive:
                root = self._package.root(relation.target)
                paragraphs = (
                    "".join(t.text or "" for t in p.iter(_A + "t")) for p in root.iter(_A + "p")
                )
                return [Block(text=line) for text in paragraphs for line in clean_lines(text)]
        self.skipped("文中有 SmartArt 图形，其中的文字没有读取。")
        return []

    def _object(self, element: Element) -> None:
        program = element.get("ProgID") or "未知类型"
        if not _EQUATION.search(program):
            self.skipped(f"文中嵌入了对象（{program}），其中的内容没有读取，请看原文。")

    def _picture(self, picture: Picture) -> list[Block]:
        if not picture.at_least(_LARGE):
            self._small += picture.at_least(_NOTABLE)
            return []
        relation = self._package.relations.get(picture.relation)
        size = f"约宽 {picture.width:.0f}、高 {picture.height:.0f} 厘米"
        if relation is None or relation.outside or relation.target not in self._package.archive:
            self.skipped(f"文中有一幅大图（{size}）不在文件里，没有读取。")
            return []
        from scorer.readers.layout import Page, flow
        from scorer.readers.pictures import picture_lines
        from scorer.readers.recognition import INSTALL_HINT, recogniser

        read = recogniser()
        if read is None:
            self.skipped(f"文中有一幅大图（{size}），{INSTALL_HINT}")
            return []
        lines = picture_lines(self._package.archive.read(relation.target), read)
        if lines is None:
            self.skipped(f"文中有一幅大图（{size}）打不开，没有读取。")
            return []
        pieces, width, height = lines
        if sum(len(piece.text) for piece in pieces) < _FEW_CHARACTERS:
            return []  # a photograph
        blocks = flow([Page(1, width, height, pieces)])
        return [
            Block(text=block.text, kind=block.kind, confidence=block.confidence) for block in blocks
        ]


def _parts(element: Element) -> Iterator[Element]:
    """The element and what is below it, without text boxes (read elsewhere) and fallbacks."""
    yield element
    for child in element:
        if child.tag not in (W + "txbxContent", MC + "Fallback"):
            yield from _parts(child)


def _pictures(element: Element) -> Iterator[Picture]:
    width = height = 0.0
    is_object = element.tag == W + "object"
    for part in _parts(element):
        if part.tag == _WP + "extent":
            width, height = (_emu(part.get(name)) for name in ("cx", "cy"))
        elif part.tag == _V + "shape":
            width, height = _lengths(part.get("style") or "")
        elif part.tag == _A + "blip":
            yield Picture(part.get(_R + "embed") or "", width, height)
        elif part.tag == _V + "imagedata" and not is_object:
            yield Picture(part.get(_R + "id") or "", width, height)


def _emu(text: str | None) -> float:
    return int(text) / _EMU_PER_CM if text and text.isdecimal() and len(text) < 12 else 0.0


def _lengths(style: str) -> tuple[float, float]:
    found = {"width": 0.0, "height": 0.0}
    for name, number, unit in _LENGTH.findall(style):
        if number.count(".") <= 1 and number != ".":
            found[name] = float(number) * _UNITS[unit or "pt"]
    return found["width"], found["height"]
