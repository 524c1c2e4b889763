"""Blocks of a .docx in the order in which a person reads them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from scorer.readers.cleaning import clean_lines
from scorer.readers.docx.graphics import Graphics
from scorer.readers.docx.numbering import Numbering
from scorer.readers.docx.package import MC, Package, W
from scorer.readers.docx.runs import Inline, Visibility, chosen, gather
from scorer.readers.docx.styles import (
    Properties,
    StyleFacts,
    Styles,
    heading_level,
    properties_of,
)
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
        properties = properties_of(element)
        style = properties.style or self._styles.default
        facts = self._styles.facts(style)
        if facts.is_contents:
            return []
        inline = gather(element, style, self._visibility)
        text = "".join(inline.pieces)
        if text or not properties.runs_on:
            label = "" if self._carried else self._numbering.label(properties.number, style)
            text = self._carried + (label + (" " if _runs_together(label, text) else "") + text)
            self._carried = ""
        found: list[Block] = []
        if properties.runs_on:
            self._carried += text
        else:
            kind, level = _kind(properties, facts)
            found = [_block(line, kind, level) for line in _lines(text)]
        if inline.graphics or inline.notes:
            found.extend(self._hanging(inline))
        return found

    def _hanging(self, inline: Inline) -> list[Block]:
        """What hangs on a paragraph: text boxes, pictures, notes."""
        found: list[Block] = []
        for box in inline.boxes:
            found.extend(self._box(box))
        for graphic in inline.graphics:
            found.extend(self.graphics.read(graphic))
        for part, note in inline.notes:
            found.extend(self._note(part, note))
        return found

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


def _runs_together(label: str, text: str) -> bool:
    """Whether 1. before 2023 would read as a decimal."""
    return label.endswith(".") and text[:1].isdigit()


def _kind(properties: Properties, facts: StyleFacts) -> tuple[BlockKind, int | None]:
    is_heading, level = facts.is_heading, facts.level
    if properties.outline is not None:
        is_heading, level = heading_level(properties.outline)
    return (BlockKind.HEADING if is_heading else BlockKind.PARAGRAPH), level


def _block(line: str, kind: BlockKind, level: int | None) -> Block:
    if kind is BlockKind.HEADING and len(line) > _LONGEST_HEADING and "。" in line[:-1]:
        return Block(text=line)
    return Block(text=line, kind=kind, level=level)


def _is_contents(control: Element) -> bool:
    """Whether a content control is a table of contents, which only repeats the headings."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "Table of Contents" in (gallery.get(_VAL) or "")
