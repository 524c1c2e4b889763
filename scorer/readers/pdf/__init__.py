"""PDF, page by page: text through pdfium, pages that are pictures through recognition."""

from __future__ import annotations

import time
from typing import Final, NamedTuple

import pypdfium2 as pdfium

from scorer.readers.layout import Page, Piece, flow
from scorer.readers.layout.places import Box
from scorer.readers.pdf.drawings import Drawings, drawings
from scorer.readers.pdf.pieces import PageText
from scorer.readers.rawfile import Content, RawFile
from scorer.readers.recognition import DPI, INSTALL_HINT, Recogniser, recogniser
from scorer.report import ReadingGap

_LARGE_PICTURE: Final = 0.25
"""Share of a page from which a picture may hold text that belongs to the report."""
_COVERING: Final = 0.6
"""A picture of this share below text is the scan, and the text its recognised layer."""
_FEW_PATHS: Final = 30
"""A page with no text and fewer strokes than this is blank."""
_FEW_CHARACTERS: Final = 10
"""A picture with fewer characters is a photograph."""
_MOST_PIXELS: Final = 20_000_000


class PageReading(NamedTuple):
    """One page's text, and what could not be read of it."""

    page: Page
    gap: str | None = None
    has_layer: bool = False
    """Whether the text is the recognised layer of a scan, made by whoever scanned it."""


def read_pdf(raw: RawFile) -> Content:
    """Blocks with page numbers; a page that cannot be read becomes a gap."""
    document = _open(raw)
    try:
        return _read_pages(document, raw)
    finally:
        document.close()


def _open(raw: RawFile) -> pdfium.PdfDocument:
    try:
        document = pdfium.PdfDocument(raw.data)
        count = len(document)
    except pdfium.PdfiumError as problem:
        if "password" in str(problem).lower():
            raise raw.error("PDF 加了打开密码，读不到内容。请取消密码后重新保存。") from None
        raise raw.error("PDF 已损坏或没有传完整。请重新获取，或重新导出 PDF 再试。") from None
    if count > raw.limits.pages:
        document.close()
        raise raw.error(
            f"有 {count} 页，超过 {raw.limits.pages} 页的限度，不像一份年度报告。"
            "请只保留报告部分再试。"
        )
    return document


def _read_pages(document: pdfium.PdfDocument, raw: RawFile) -> Content:
    deadline = time.monotonic() + raw.limits.seconds
    pages: list[Page] = []
    gaps: list[ReadingGap] = []
    layers: list[int] = []
    for index in range(len(document)):
        number = index + 1
        if time.monotonic() > deadline:
            message = f"读取超过 {raw.limits.seconds:.0f} 秒，第 {number} 页起没有读。"
            gaps.append(ReadingGap(message=message, page=number))
            break
        found = _read_page(document, index)
        pages.append(found.page)
        if found.gap:
            gaps.append(ReadingGap(message=f"第 {number} 页{found.gap}", page=number))
        if found.has_layer:
            layers.append(number)
    warnings = _warnings(layers, document.count_attachments())
    return Content(tuple(flow(pages)), warnings, tuple(gaps))


def _warnings(layers: list[int], attachments: int) -> tuple[str, ...]:
    found = []
    if layers:
        listed = "、".join(map(str, layers[:10])) + (" 等" if len(layers) > 10 else "")
        found.append(f"第 {listed} 页是扫描图像，文字取自文件自带的识别层，可能有错字。")
    if attachments > 0:
        found.append(f"PDF 里另附了 {attachments} 个文件，没有读取。")
    return tuple(found)


def _read_page(document: pdfium.PdfDocument, index: int) -> PageReading:
    try:
        page = document[index]
        width, height = page.get_size()
        text = PageText(page)
        drawn = drawings(page)
        pieces = text.pieces() if text.readable() else []
    except pdfium.PdfiumError:
        return PageReading(Page(index + 1, 0.0, 0.0, []), "已损坏，没有读到内容。")
    blank = Page(index + 1, width, height, pieces, drawn.rows)
    area = max(width * height, 1.0)
    if not pieces:
        if not text.characters.strip() and not drawn.pictures and drawn.paths < _FEW_PATHS:
            return PageReading(blank)
        return _recognised(page, blank, [(0.0, 0.0, width, height)], INSTALL_HINT)
    unread = _unread_pictures(pieces, drawn, area)
    if unread:
        hint = "有大幅图片，" + INSTALL_HINT.removeprefix("是扫描件或图片，")
        return _recognised(page, blank, unread, hint)
    layer = any(_size(box) > _COVERING * area for box in drawn.pictures)
    return PageReading(blank, has_layer=layer)


def _unread_pictures(pieces: list[Piece], drawn: Drawings, area: float) -> list[Box]:
    """Pictures large enough for text, with no text of the page over them."""
    return [
        box
        for box in drawn.pictures
        if _size(box) > _LARGE_PICTURE * area and sum(_inside(p, box) for p in pieces) < 3
    ]


def _recognised(page: pdfium.PdfPage, text: Page, boxes: list[Box], hint: str) -> PageReading:
    """The page with what recognition finds inside the boxes."""
    read = recogniser()
    if read is None:
        return PageReading(text, hint)
    found = [
        piece
        for piece in _lines_of_picture(page, text, read)
        if any(_inside(piece, box) for box in boxes)
    ]
    if text.pieces and sum(len(piece.text) for piece in found) < _FEW_CHARACTERS:
        return PageReading(text)
    if not found:
        return PageReading(text, "是图像，没有识别出文字，请看原文。")
    return PageReading(text._replace(pieces=text.pieces + found))


def _lines_of_picture(page: pdfium.PdfPage, text: Page, read: Recogniser) -> list[Piece]:
    scale = DPI / 72
    pixels = text.width * text.height * scale**2
    if pixels > _MOST_PIXELS:
        scale *= (_MOST_PIXELS / pixels) ** 0.5
    image = page.render(scale=scale).to_numpy()
    return [
        piece._replace(
            left=piece.left / scale,
            top=piece.top / scale,
            right=piece.right / scale,
            bottom=piece.bottom / scale,
        )
        for piece in read(image)
    ]


def _inside(piece: Piece, box: Box) -> bool:
    left, top, right, bottom = box
    return left <= (piece.left + piece.right) / 2 <= right and top <= piece.middle <= bottom


def _size(box: Box) -> float:
    return max(0.0, box[2] - box[0]) * max(0.0, box[3] - box[1])
