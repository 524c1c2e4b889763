"""Text files: BOM, then strict UTF-8, then GB18030; a cut-off or damaged end is read and reported.

Guessers (charset-normalizer, chardet) call short Chinese texts Big5 or stop at GB2312; the fixed
order is right for every mainland file. Big5 is the caller's word (`encoding`).
"""

from __future__ import annotations

import codecs
import re
from typing import Final, NamedTuple

from scorer.errors import UsageError
from scorer.readers.cleaning import clean_lines
from scorer.readers.rawfile import Content, RawFile
from scorer.readers.wrapping import rejoined
from scorer.report import Block

_BOMS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_BAD: Final = "\ufffd"
_MULTIBYTE: Final = re.compile("[\u0080-\ufffc]")
_CONTROL: Final = re.compile("[\x00-\x08\x0e-\x1f]")
_CHINESE: Final = re.compile("[\u4e00-\u9fff\u3000-\u303f\uff00-\uff60]")
_LINE_END: Final = re.compile(r"\r\n|[\r\n\x0b\x0c\u2028\u2029]")
_OPEN_END: Final = re.compile("[\u4e00-\u9fff，、：]$")
_LONG_LINE: Final = 40
_TOLERATED: Final = 0.01
"""Share of characters that may be unreadable or control before a file counts as binary."""


class Decoded(NamedTuple):
    """Text and how many places of the bytes could not be decoded."""

    text: str
    bad: int


def decode(raw: RawFile) -> Decoded:
    """Decode a file's bytes by its own encoding, the given one, or the fixed order.

    Raises `UsageError` for an unknown encoding name and `ReadError` for bytes that are no text.
    """
    if raw.encoding is not None:
        return _replacing(raw.data, _known(raw.encoding))
    for bom, name in _BOMS:
        if raw.data.startswith(bom):
            return _replacing(raw.data[len(bom) :], name)
    decoded = _without_bom(raw.data)
    if decoded is None:
        raise raw.error(
            "不是文字文件（像是程序、压缩包或别的二进制文件）。"
            "请换成 .docx、.doc、.wps、.pdf、.ofd、.txt 的报告；若是繁体 Big5 文字，请指明编码。"
        )
    return decoded


def decode_warnings(decoded: Decoded) -> tuple[str, ...]:
    """What a person must know about the decoding."""
    if not decoded.bad:
        return ()
    return (f"有 {decoded.bad} 处字节无法识别（文件可能被截断或损坏），请核对原文。",)


def read_plain(raw: RawFile) -> Content:
    """One paragraph per non-empty line."""
    decoded = decode(raw)
    blocks = text_blocks(decoded.text)
    return Content(blocks, decode_warnings(decoded) + _ending_warnings(blocks))


def text_blocks(text: str) -> tuple[Block, ...]:
    """One paragraph per non-empty line of a text; lines broken at one width are joined again."""
    lines = rejoined(_LINE_END.split(text))
    return tuple([Block(text=line) for whole in lines for line in clean_lines(whole)])


def _ending_warnings(blocks: tuple[Block, ...]) -> tuple[str, ...]:
    """A long last line that stops inside a sentence is what a cut-off transfer leaves."""
    last = blocks[-1].text if blocks else ""
    if len(last) < _LONG_LINE or not _OPEN_END.search(last):
        return ()
    return (f"文件在句子中间结束（“…{last[-10:]}”），可能没有传完整，请核对原文。",)


def known_encoding(encoding: str) -> str | None:
    """Python's name of a text encoding, or None where it has none.

    A declared GB2312 or GBK is in truth a part of GB18030.
    """
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)
    except LookupError:
        return None
    return "gb18030" if name in ("gb2312", "gbk") else name


def _known(encoding: str) -> str:
    name = known_encoding(encoding)
    if name is None:
        raise UsageError(f"不认识的编码“{encoding}”。常用的有 utf-8、gb18030、big5、utf-16。")
    return name


def _replacing(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, errors="replace")
    return Decoded(text, text.count(_BAD))


def _without_bom(data: bytes) -> Decoded | None:
    if b"\0" in data:
        return _utf16_without_bom(data)
    try:
        return _if_text(Decoded(data.decode("utf-8"), 0))
    except UnicodeDecodeError:
        pass
    # A UTF-8 file cut inside a character would also pass as GB18030, but as gibberish.
    utf8 = _replacing(data, "utf-8")
    if len(_MULTIBYTE.findall(utf8.text)) >= 20 * utf8.bad:
        return _if_text(utf8)
    return _if_text(_replacing(data, "gb18030"))


def _utf16_without_bom(data: bytes) -> Decoded | None:
    for name in ("utf-16-le", "utf-16-be"):
        decoded = _replacing(data, name)
        if len(_CHINESE.findall(decoded.text)) > len(decoded.text) / 2:
            return _if_text(decoded)
    return None


def _if_text(decoded: Decoded) -> Decoded | None:
    strange = len(_CONTROL.findall(decoded.text)) + max(0, decoded.bad - 1)
    return decoded if strange <= len(decoded.text) * _TOLERATED else None
