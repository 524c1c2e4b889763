"""Tells a file's format by its bytes: half of what offices send has the wrong suffix."""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Final

from scorer.readers.ole import OleKind, ole_kind
from scorer.readers.rawfile import RawFile

_HEAD: Final = 4096
_SAVE_AS: Final = "请用 Word 或 WPS 打开后另存为 .docx 再试。"


class Format(StrEnum):
    """Formats by content; the value is what `Reading.format` says."""

    TXT = "txt"
    DOCX = "docx"
    DOC = "doc"
    ODT = "odt"
    OFFICE_XML = "xml"
    RTF = "rtf"
    PDF = "pdf"
    OFD = "ofd"
    HTML = "html"
    MHT = "mht"
    IMAGE = "image"
    ZIP = "zip"


_IMAGES: Final = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"BM", b"GIF8")
_HTML: Final = re.compile(
    rb"<(?:!doctype\s+html|html|head|body|meta|title|div|table|p|span|style|script)[\s>]", re.I
)
_XML_ROOTS: Final = (b"wordDocument", b"<office:document", b"<uof:UOF", b"<pkg:package")
_UNSUPPORTED: Final = (
    (b"Rar!", "是 RAR 压缩包，请解压后再评。"),
    (b"7z\xbc\xaf", "是 7z 压缩包，请解压后再评。"),
    (b"\x1f\x8b", "是 gzip 压缩包，请解压后再评。"),
)


def sniff(raw: RawFile) -> Format:
    """Format of a file by its bytes; `ReadError` for what is no document at all.

    A ZIP is told apart by `zip_format`, since that needs its directory.
    """
    head = raw.data[:_HEAD]
    if head.startswith(bytes.fromhex("D0CF11E0")):
        return _ole_format(raw)
    for magic, message in _UNSUPPORTED:
        if head.startswith(magic):
            raise raw.error(message)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return Format.ZIP
    if head.startswith(_IMAGES[:4]) or _is_bare_image(head):
        return Format.IMAGE
    if b"%PDF-" in head[:1024]:
        return Format.PDF
    return _markup_format(head)


def zip_format(raw: RawFile, names: list[str], mimetype: bytes) -> Format:
    """Format of a zip container by its entries; a plain ZIP where it is none of the known."""
    known = set(names)
    if any(name.lower() == "ofd.xml" for name in names):
        return Format.OFD
    if mimetype.startswith(b"application/vnd.oasis.opendocument"):
        if b".text" not in mimetype:
            raise raw.error("是表格或演示文稿，不是文字报告。")
        return Format.ODT
    if "[Content_Types].xml" not in known:
        return Format.ZIP
    for folder, message in (
        ("xl/", "是 Excel 表格，不是文字报告。" + _SAVE_AS),
        ("ppt/", "是 PowerPoint 演示文稿，不是文字报告。" + _SAVE_AS),
    ):
        if any(name.startswith(folder) for name in names) and "word/document.xml" not in known:
            raise raw.error(message)
    return Format.DOCX


def _ole_format(raw: RawFile) -> Format:
    kind = ole_kind(raw.data)
    messages = {
        OleKind.WORD_ENCRYPTED: "文件加了打开密码，读不到内容。请取消密码后重新保存。",
        OleKind.PACKAGE_ENCRYPTED: "文件加了打开密码，读不到内容。请取消密码后重新保存。",
        OleKind.SHEET: "是 Excel 表格，不是文字报告。" + _SAVE_AS,
        OleKind.SLIDES: "是 PowerPoint 演示文稿，不是文字报告。" + _SAVE_AS,
        OleKind.OTHER: "不是 Word 或 WPS 文字文档。" + _SAVE_AS,
        OleKind.DAMAGED: "文件已损坏或没有传完整。请重新获取，或" + _SAVE_AS[1:],
    }
    if kind in messages:
        raise raw.error(messages[kind])
    return Format.DOC


def _is_bare_image(head: bytes) -> bool:
    """BMP and GIF: their short magic could begin a text, a NUL in the header could not."""
    return head.startswith(_IMAGES[4:]) and b"\0" in head[:32]


def _markup_format(head: bytes) -> Format:
    # UTF-16 markup shows its ASCII letters once the NULs are gone.
    ascii_head = head.replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if ascii_head.startswith(b"{\\rtf"):
        return Format.RTF
    if ascii_head[:64].lower().startswith((b"mime-version:", b"from: <saved by")):
        return Format.MHT
    if not ascii_head.startswith(b"<"):
        return Format.TXT
    if any(root in ascii_head for root in _XML_ROOTS):
        return Format.OFFICE_XML
    return Format.HTML if _HTML.search(ascii_head) else Format.TXT
