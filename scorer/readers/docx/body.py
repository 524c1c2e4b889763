"""Blocks of a .docx in the order in which a person reads them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from scorer.readers.cleaning import clean_lines
from scorer.readers.docx.graphics import Graphics
from scorer.readers.docx.numbering import Numbering
from scorer.readers.docx.package import MC, Package, W
from scorer.readers.docx.runs import Visibility, chosen, gather
from scorer.readers.docx.styles import Styles, heading_level, integer, is_on, number_reference
from scorer.readers.docx.tables import cells_of, rows_of
from scorer.readers.rows import table_row
from scorer.readers.wrapping import rejoined
from scorer.report import Block, BlockKind

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_P: Final = W + "p"
_TABLE: Final = W + "tbl"
_VAL: Final = W + "val"
_WRAPPERS: Final = frozenset(
    {W + name for name in ("customXml", "ins", "moveTo", "smartTag", "sdtContent")}
    | {W + "txbxContent"}
)
_LONGEST_HEADING: Final = 60
"""A longer paragraph with a full stop inside is text in a heading's style."""


class Story:
    """Walks the document once; counters and open notes belong to the walk."""

    def __init__(self, package: Package, document: Element) -> None:
        self._package = package
        self._styles = Styles(package.related("styles"))
        self._numbering = Numbering(package.related("numbering"), self._styles)
        self._notes: dict[str, dict[str, Element]] = {}
        self._visibility = Visibility(self._styles, hides=self._hides(document))
        self.graphics = Graphics(package)
        self._depth = 0
        self._carried = ""

    def blocks(self, container: Element) -> list[Block]:
        """Blocks of a body, cell, text box, note or content control."""
        self._depth += 1
        if self._depth > self._package.raw.limits.nesting:
            raise self._package.raw.error(
                f"表格或文本框层层嵌套超过 {self._package.raw.limits.nesting} 层，不像正常的文档。"
                "请用 Word 或 WPS 打开后另存为 .docx 再试。"
            )
        found: list[Block] = []
        for child in container:
            if child.tag == _P:
                found.extend(self._paragraph(child))
            elif child.tag == _TABLE:
                found.extend(self._table(child))
            else:
                found.extend(self._other(child))
        self._depth -= 1
        return found

    def _hides(self, document: Element) -> bool:
        return self._styles.hides or next(document.iter(W + "vanish"), None) is not None

    def _other(self, element: Element) -> list[Block]:
        if element.tag in _WRAPPERS:
            return self.blocks(element)
        if element.tag == W + "sdt":
            content = element.find(W + "sdtContent")
            return [] if content is None or _is_contents(element) else self.blocks(content)
        if element.tag == MC + "AlternateContent":
            return [block for branch in chosen(element) for block in self.blocks(branch)]
        if element.tag == W + "altChunk":
            self.graphics.skipped("文中插入了另一个文件的内容，没有读取，请在 Word 中另存后再试。")
        return []

    def _paragraph(self, element: Element) -> list[Block]:
        properties = element.find(W + "pPr")
        style = self._style_name(properties)
        if self._styles.is_contents(style):
            return []
        inline = gather(element, style, self._visibility)
        text = "".join(inline.pieces)
        joins = _joins_next(properties)
        if text or not joins:
            label = self._label(properties, style)
            text = self._carried + (label + (" " if _runs_on(label, text) else "") + text)
            self._carried = ""
        if joins:
            self._carried += text
            found = []
        else:
            kind, level = self._kind(properties, style)
            found = [_block(line, kind, level) for line in _lines(text)]
        for box in inline.boxes:
            found.extend(self._box(box))
        for graphic in inline.graphics:
            found.extend(self.graphics.read(graphic))
        for part, note in inline.notes:
            found.extend(self._note(part, note))
        return found

    def _style_name(self, properties: Element | None) -> str | None:
        style = None if properties is None else properties.find(W + "pStyle")
        return self._styles.default if style is None else style.get(_VAL)

    def _label(self, properties: Element | None, style: str | None) -> str:
        if self._carried:
            return ""
        return self._numbering.label(number_reference(properties), style)

    def _kind(self, properties: Element | None, style: str | None) -> tuple[BlockKind, int | None]:
        outline = None if properties is None else integer(properties.find(W + "outlineLvl"))
        is_heading, level = (
            self._styles.heading(style) if outline is None else heading_level(outline)
        )
        return (BlockKind.HEADING if is_heading else BlockKind.PARAGRAPH), level

    def _box(self, box: Element) -> list[Block]:
        if box.tag == W + "txbxContent":
            return self.blocks(box)
        return [Block(text=line) for line in clean_lines(box.get("string") or "")]

    def _note(self, part: str, note: str) -> list[Block]:
        if part not in self._notes:
            root = self._package.related(part)
            self._notes[part] = (
                {} if root is None else {item.get(W + "id") or "": item for item in root}
            )
        element = self._notes[part].pop(note, None)  # once, even if notes refer in a circle
        if element is None:
            return []
        return [replace(b, kind=BlockKind.NOTE, level=None) for b in self.blocks(element)]

    def _table(self, table: Element) -> list[Block]:
        found: list[Block] = []
        for row in rows_of(table):
            found.extend(table_row([self.blocks(cell) for cell in cells_of(row)]))
        return found


def _lines(text: str) -> list[str]:
    """Lines of a paragraph; manual line ends at one width are those of the page it came from."""
    return clean_lines("\n".join(rejoined(text.split("\n"))) if text.count("\n") > 6 else text)


def _runs_on(label: str, text: str) -> bool:
    """Whether 1. before 2023 would read as a decimal."""
    return label.endswith(".") and text[:1].isdigit()


def _block(line: str, kind: BlockKind, level: int | None) -> Block:
    if kind is BlockKind.HEADING and len(line) > _LONGEST_HEADING and "。" in line[:-1]:
        return Block(text=line)
    return Block(text=line, kind=kind, level=level)


def _joins_next(properties: Element | None) -> bool:
    """Whether the paragraph runs on into the next: its mark is deleted or hidden, or a drop cap."""
    if properties is None:
        return False
    mark = properties.find(W + "rPr")
    if mark is not None and (mark.find(W + "del") is not None or is_on(mark.find(W + "vanish"))):
        return True
    frame = properties.find(W + "framePr")
    return frame is not None and frame.get(W + "dropCap") in ("drop", "margin")


def _is_contents(control: Element) -> bool:
    """Whether a content control is a table of contents, which only repeats the headings."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "Table of Contents" in (gallery.get(_VAL) or "")
