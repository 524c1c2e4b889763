"""Word documents (.docx), read part by part with lxml: no other reader keeps automatic numbers."""

from __future__ import annotations

from scorer.readers.docx.body import Story
from scorer.readers.docx.package import Package, W
from scorer.readers.rawfile import Content, RawFile


def read_docx(raw: RawFile) -> Content:
    """Body text with automatic numbers, tables, text boxes and notes; no headers, no deletions."""
    package = Package(raw)
    document = package.root(package.document)
    body = document.find(W + "body")
    if body is None:
        raise raw.error("里面没有正文，文件已损坏。请用 Word 或 WPS 打开后另存为 .docx 再试。")
    story = Story(package, document)
    blocks = tuple(story.blocks(body))
    return Content(blocks, story.graphics.warnings(), tuple(story.graphics.gaps))


__all__ = ["read_docx"]
