"""XML of office files, parsed so that nothing outside the file is ever touched."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from lxml import etree

from scorer.readers.rawfile import RawFile

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        no_network=True,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )


_DOCTYPE: Final = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))
_PROLOG: Final = 4096


def parse(data: bytes, *, part: str, raw: RawFile) -> Element:
    """Root element of one part; a DTD, entities or damage end in a `ReadError` of the file."""
    head = data[:_PROLOG]
    if any(mark in head for mark in _DOCTYPE):
        raise _refused(part, raw)
    try:
        root = etree.fromstring(data, _parser())
    except etree.XMLSyntaxError as problem:
        if "depth" in str(problem):
            message = f"内部的 {part} 嵌套过深，不像正常的文档。"
        else:
            message = f"内部的 {part} 已损坏。"
        raise raw.error(message + "请用 Word 或 WPS 打开后另存为 .docx 再试。") from None
    if root is None:  # a parser may give nothing for blank content
        raise raw.error(f"内部的 {part} 是空的，文件可能已损坏。")
    if root.getroottree().docinfo.internalDTD is not None:
        raise _refused(part, raw)
    return root


def _refused(part: str, raw: RawFile) -> Exception:
    return raw.error(
        f"内部的 {part} 含有 DTD 或外部实体声明，正常的文档没有这些，出于安全不予读取。"
        "请用 Word 或 WPS 打开后另存为 .docx 再试。"
    )
