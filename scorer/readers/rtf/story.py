"""Runs through RTF tokens and gathers blocks: groups are a stack and say where text goes."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from scorer.readers.cleaning import clean_lines
from scorer.readers.labels import labelled
from scorer.readers.rows import table_row
from scorer.readers.rtf.words import (
    ASIDE,
    BREAKS,
    CHARSETS,
    CODEPAGES,
    LABELS,
    LATIN,
    SHOWN,
    SIGNS,
    UNSEEN,
    Token,
)
from scorer.report import Block, BlockKind


@dataclass(frozen=True, slots=True)
class Group:
    """Settings that end with their brace."""

    skipped: bool = False
    optional: bool = False
    """Whether the group began with `\\*` and its destination is still to come."""
    hidden: bool = False
    deleted: bool = False
    label: bool = False
    aside: str | None = None
    font: int | None = None
    fonts: bool = False
    """Whether the group is the table of fonts."""
    fallback: int = 1
    """How many characters after `\\u` stand for it in old readers."""

    @property
    def silent(self) -> bool:
        return self.skipped or self.hidden or self.deleted or self.fonts


@dataclass(slots=True)
class Paragraph:
    """The paragraph that is being gathered."""

    pieces: list[str] = field(default_factory=list)
    label: list[str] = field(default_factory=list)
    aside: list[Block] = field(default_factory=list)
    """Notes and boxes that are anchored in it."""


class Story:
    """State of one run; `blocks` is complete after `close`."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._group = Group()
        self._stack: list[Group] = []
        self._open = [Paragraph()]
        self._bytes = bytearray()
        self._pending = 0
        self._codepage = LATIN
        self._charsets: dict[int, str] = {}
        self._level: int | None = None
        self._in_table = False
        self._cell: list[Block] = []
        self._cells: list[list[Block]] = []

    def take(self, token: Token) -> None:
        """Take the next token."""
        if token.byte is not None:
            self._take_byte(int(token.byte, 16))
        elif token.text is not None:
            self._take_text(token.text)
        elif token.brace is not None:
            self._flush()
            self._pending = 0
            self._take_brace(token.brace)
        elif token.sign is not None:
            self._take_sign(token.sign)
        else:
            self._take_word(token.word or "", token.number)

    def close(self) -> None:
        """End the last paragraph, cell and row, whether or not the file did."""
        self._flush()
        while len(self._open) > 1:
            self._end_aside("box")
        self._end_paragraph()
        self._end_cell()
        self._end_row()

    def _take_brace(self, brace: str) -> None:
        if brace == "{":
            self._stack.append(self._group)
            return
        before = self._group
        self._group = self._stack.pop() if self._stack else Group()
        if before.aside and before.aside != self._group.aside and len(self._open) > 1:
            self._end_aside(before.aside)

    def _take_sign(self, sign: str) -> None:
        self._flush()
        if sign == "*":
            self._group = replace(self._group, optional=True)
        elif sign in "\r\n":
            self._end_paragraph()
        else:
            text = {"~": "\u00a0", "_": "-", "-": ""}.get(sign, sign)
            self._add(text)

    def _take_word(self, word: str, number: int | None) -> None:
        if word == "u" and number is not None:
            self._flush()
            self._add(chr(number % 0x10000))
            self._pending = self._group.fallback
            return
        self._flush()
        if self._enter(word):
            return
        if word in SIGNS:
            self._add("" if word == "tab" and self._group.label else SIGNS[word])
        elif word in BREAKS:
            if not self._group.silent:
                self._end_paragraph()
        else:
            self._set(word, number)

    def _enter(self, word: str) -> bool:
        """Begin a destination; True where the word was one."""
        optional, self._group = self._group.optional, replace(self._group, optional=False)
        if word in UNSEEN or (optional and word not in SHOWN and word not in ASIDE):
            self._group = replace(self._group, skipped=True)
        elif word == "fonttbl":
            self._group = replace(self._group, fonts=True)
        elif word in LABELS:
            self._group = replace(self._group, label=True)
        elif word in ASIDE and not self._group.silent:
            self._group = replace(self._group, aside=ASIDE[word])
            self._open.append(Paragraph())
        else:
            return word in SHOWN or word in ASIDE
        return True

    def _set(self, word: str, number: int | None) -> None:
        on = number != 0
        if word == "v":
            self._group = replace(self._group, hidden=on)
        elif word == "deleted":
            self._group = replace(self._group, deleted=on)
        elif word == "plain":
            self._group = replace(self._group, hidden=False, deleted=False)
        elif word == "uc":
            self._group = replace(self._group, fallback=max(0, number or 0))
        elif word == "f":
            self._group = replace(self._group, font=number)
        elif word == "fcharset" and self._group.fonts and self._group.font is not None:
            self._charsets[self._group.font] = CHARSETS.get(number or 0, "")
        elif word == "ansicpg":
            self._codepage = CODEPAGES.get(number or 0, LATIN)
        elif not self._group.silent:
            self._set_paragraph(word, number)

    def _set_paragraph(self, word: str, number: int | None) -> None:
        if word == "pard":
            self._level, self._in_table = None, False
        elif word == "intbl":
            self._in_table = True
        elif word == "outlinelevel":
            self._level = number + 1 if number is not None and 0 <= number < 9 else None
        elif word == "cell":
            self._end_paragraph()
            self._end_cell()
        elif word == "nestcell":
            self._end_paragraph()
        elif word == "row":
            self._end_paragraph()
            self._end_row()

    def _take_byte(self, value: int) -> None:
        if self._pending:
            self._pending -= 1
        else:
            self._bytes.append(value)

    def _take_text(self, text: str) -> None:
        skipped = min(self._pending, len(text))
        self._pending -= skipped
        for sign in text[skipped:]:
            if ord(sign) >= 0x80 or (self._bytes[-1:] and self._awaits_trail()):
                self._bytes.append(ord(sign))
            else:
                self._flush()
                self._add(sign)

    def _awaits_trail(self) -> bool:
        """Whether the bytes end inside a Chinese character whose second byte may be a letter."""
        if self._encoding() not in ("gb18030", "big5", "shift_jis", "cp949"):
            return False
        place = 0
        while place < len(self._bytes):
            place += 2 if self._bytes[place] >= 0x81 else 1
        return place > len(self._bytes)

    def _encoding(self) -> str:
        return self._charsets.get(self._group.font or 0) or self._codepage

    def _flush(self) -> None:
        if not self._bytes:
            return
        data, self._bytes = bytes(self._bytes), bytearray()
        self._add(_decoded(data, self._encoding()))

    def _add(self, text: str) -> None:
        if self._group.silent or not text:
            return
        paragraph = self._open[-1]
        (paragraph.label if self._group.label else paragraph.pieces).append(text)

    def _end_paragraph(self) -> None:
        paragraph, self._open[-1] = self._open[-1], Paragraph()
        kind = BlockKind.PARAGRAPH if self._level is None else BlockKind.HEADING
        text = _paired("".join(paragraph.pieces))
        label = _paired("".join(paragraph.label)).strip()
        lines = clean_lines(text)
        if lines:
            lines[0] = labelled(label, lines[0])
        blocks = [Block(text=line, kind=kind, level=self._level) for line in lines]
        if len(self._open) > 1:
            self._open[-1].aside = paragraph.aside + blocks
            return
        target = self._cell if self._in_table else self.blocks
        if not self._in_table:
            self._end_row()
        target += blocks + paragraph.aside

    def _end_aside(self, kind: str) -> None:
        self._end_paragraph()
        blocks = self._open.pop().aside
        if kind == "note":
            blocks = [replace(block, kind=BlockKind.NOTE, level=None) for block in blocks]
        self._open[-1].aside += blocks

    def _end_cell(self) -> None:
        self._cells.append(self._cell)
        self._cell = []

    def _end_row(self) -> None:
        if self._cell:
            self._end_cell()
        self.blocks += table_row(self._cells)
        self._cells = []


def _decoded(data: bytes, encoding: str) -> str:
    """Bytes in the font's or file's code page; Chinese without any declaration is GB18030."""
    if encoding == LATIN and len(data) > 1:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            pass
        else:
            if all("\u3000" <= sign <= "\uffef" for sign in text):
                return text
    return data.decode(encoding, errors="replace")


def _paired(text: str) -> str:
    """Halves of characters beyond U+FFFF come as two signs; together they are one."""
    return text.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")
