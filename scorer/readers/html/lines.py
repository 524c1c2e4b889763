"""Blocks of an article: paragraphs, headings, list numbers, rows, as a browser shows them."""

from __future__ import annotations

import re
from typing import Final

from scorer.readers.cleaning import clean
from scorer.readers.html.tree import Node
from scorer.readers.labels import labelled, number_label
from scorer.readers.rows import table_row
from scorer.report import Block, BlockKind

_BLOCKS: Final = re.compile(
    r"address|article|blockquote|body|center|dd|div|dl|dt|fieldset|figure|figcaption|form|h[1-6]|hr|li"
    r"|main|ol|p|pre|section|table|tbody|thead|tfoot|tr|td|th|ul|caption"
)
_HEADING: Final = re.compile(r"h([1-6])$")
_NEAR: Final = r"[\u2e80-\u9fff\u3000-\u303f\uff00-\uffef“”‘’]"
_CHINESE_BREAK: Final = re.compile(rf"(?<={_NEAR})\s*[\r\n]\s*|\s*[\r\n]\s*(?={_NEAR})")
_BLANK: Final = re.compile(r"[ \t\r\n\f]+")
_LIST_TYPES: Final = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}


class _Flow:
    """Gathers text until a block ends."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._pieces: list[str] = []
        self._label = ""

    def add(self, text: str) -> None:
        self._pieces.append(text)

    def number(self, label: str) -> None:
        """Give a label to the text that comes next."""
        self._label = label

    def end(self, kind: BlockKind = BlockKind.PARAGRAPH, level: int | None = None) -> None:
        """End the line, and make it a block if it has text."""
        text = collapsed("".join(self._pieces))
        self._pieces = []
        if text:
            self.blocks.append(Block(text=labelled(self._label, text), kind=kind, level=level))
            self._label = ""


def blocks_of(node: Node) -> list[Block]:
    """Blocks below an element. Nesting is bounded by the tree."""
    flow = _Flow()
    _walk(node, flow)
    flow.end()
    return flow.blocks


def collapsed(text: str) -> str:
    """White space as a browser shows it; a line end between Chinese shows as nothing."""
    return _BLANK.sub(" ", _CHINESE_BREAK.sub("", clean(text))).strip()


def _walk(node: Node, flow: _Flow) -> None:
    counter = _start(node)
    for child in node.children:
        if isinstance(child, str):
            flow.add(child)
        elif child.tag == "br":
            flow.end()
        elif child.tag == "table":
            flow.end()
            flow.blocks.extend(_table(child))
        elif _BLOCKS.fullmatch(child.tag):
            flow.end()
            if child.tag == "li" and node.tag == "ol":
                flow.number(_label(node, counter))
                counter += 1
            heading = _HEADING.match(child.tag)
            _walk(child, flow)
            if heading:
                flow.end(BlockKind.HEADING, int(heading[1]))
            else:
                flow.end()
        else:
            _walk(child, flow)


def _start(node: Node) -> int:
    start = node.attributes.get("start") if node.tag == "ol" else None
    return int(start) if start and start.isdecimal() and len(start) < 6 else 1


def _label(node: Node, number: int) -> str:
    style = node.attributes.get("style") or ""
    if "list-style" in style and "none" in style:
        return ""
    if "cjk" in style or "chinese" in style:
        return number_label(number, "chineseCounting") + "、"
    return number_label(number, _LIST_TYPES.get(node.attributes.get("type") or "", "decimal")) + "."


def _table(table: Node) -> list[Block]:
    found: list[Block] = []
    for part in table.elements():
        if part.tag == "tr":
            cells = [blocks_of(cell) for cell in part.elements() if cell.tag in ("td", "th")]
            found.extend(table_row(cells))
        elif part.tag in ("tbody", "thead", "tfoot"):
            found.extend(_table(part))
        else:
            found.extend(blocks_of(part))
    return found
