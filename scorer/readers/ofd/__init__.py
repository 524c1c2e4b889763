"""OFD, the national layout format (GB/T 33190): a zip of XML pages, text with places."""

from __future__ import annotations

import posixpath
import time
from typing import TYPE_CHECKING, Final

from scorer.readers.archive import Archive
from scorer.readers.layout import Page, Piece, flow
from scorer.readers.layout.grid import table_rows
from scorer.readers.ofd.objects import Objects, Picture, numbers, page_objects
from scorer.readers.pictures import picture_lines
from scorer.readers.rawfile import Content, RawFile
from scorer.readers.recognition import INSTALL_HINT, Recogniser, recogniser
from scorer.readers.xmltree import parse
from scorer.report import ReadingGap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element as Element

_POINTS: Final = 72 / 25.4
_A4: Final = (210.0, 297.0)
_LARGE_PICTURE: Final = 0.25
"""Share of a page from which a picture may hold text that belongs to the report."""
_FEW_CHARACTERS: Final = 10
_DAMAGED: Final = "OFD 已损坏或没有传完整。请重新获取，或用 OFD 阅读器另存后再试。"


class OfdPackage:
    """Parts of an open OFD, found whatever the case of their names."""

    def __init__(self, raw: RawFile) -> None:
        self.raw = raw
        self._archive = Archive(raw)
        self._names = {name.lower(): name for name in self._archive.names}
        if any(name.endswith("decryptseed.dat") for name in self._names):
            raise raw.error("OFD 加了密，读不到内容。请另存为不加密的文件再试。")

    def find(self, base: str, location: str | None) -> str | None:
        """Entry at a location given inside the part `base`."""
        path = (location or "").strip().replace("\\", "/")
        if not path:
            return None
        if not path.startswith("/"):
            path = posixpath.join("/", posixpath.dirname(base), path)
        return self._names.get(posixpath.normpath(path).lstrip("/").lower())

    def root(self, name: str) -> Element:
        """Root element of an entry."""
        return parse(self._archive.read(name), part=name, raw=self.raw)

    def read(self, name: str) -> bytes:
        """Bytes of an entry."""
        return self._archive.read(name)


def read_ofd(raw: RawFile) -> Content:
    """Blocks with page numbers; a page that is a picture is recognised or becomes a gap."""
    package = OfdPackage(raw)
    start = package.find("", "OFD.xml")
    if start is None:
        raise raw.error(_DAMAGED)
    pages: list[Page] = []
    gaps: list[ReadingGap] = []
    deadline = time.monotonic() + raw.limits.seconds
    for root in package.root(start).iter("{*}DocRoot"):
        name = package.find(start, root.text)
        if name is not None:
            _read_document(package, name, deadline, pages, gaps)
    if not pages and not gaps:
        raise raw.error(_DAMAGED)
    return Content(tuple(flow(pages)), gaps=tuple(gaps))


def _read_document(
    package: OfdPackage, name: str, deadline: float, pages: list[Page], gaps: list[ReadingGap]
) -> None:
    document = package.root(name)
    elements = [page for pages_ in document.iter("{*}Pages") for page in pages_.iter("{*}Page")]
    limits = package.raw.limits
    if len(elements) > limits.pages:
        raise package.raw.error(
            f"有 {len(elements)} 页，超过 {limits.pages} 页的限度，不像一份年度报告。"
            "请只保留报告部分再试。"
        )
    resources = _resources(package, name, document)
    default = _page_size(document) or _A4
    for element in elements:
        number = len(pages) + 1
        if time.monotonic() > deadline:
            message = f"读取超过 {limits.seconds:.0f} 秒，第 {number} 页起没有读。"
            gaps.append(ReadingGap(message=message, page=number))
            return
        part = package.find(name, element.get("BaseLoc"))
        if part is None:
            gaps.append(ReadingGap(message=f"第 {number} 页在文件里缺失。", page=number))
            pages.append(Page(number, 0.0, 0.0, []))
            continue
        content = package.root(part)
        width, height = _page_size(content) or default
        objects = page_objects(content)
        blank = Page(number, width * _POINTS, height * _POINTS, objects.pieces)
        page, gap = _with_pictures(blank, objects, package, resources)
        pages.append(page._replace(rows=table_rows(objects.paths)))
        if gap:
            gaps.append(ReadingGap(message=f"第 {number} 页{gap}", page=number))


def _page_size(element: Element) -> tuple[float, float] | None:
    for box in element.iter("{*}PhysicalBox"):
        found = numbers(box.text, 4)
        if found and found[2] > 0 and found[3] > 0:
            return found[2], found[3]
    return None


def _resources(package: OfdPackage, name: str, document: Element) -> dict[str, str]:
    """Entry of each picture by its id."""
    found: dict[str, str] = {}
    for location in document.iter("{*}PublicRes", "{*}DocumentRes"):
        part = package.find(name, location.text)
        if part is None:
            continue
        root = package.root(part)
        folder = posixpath.join(posixpath.dirname(part), root.get("BaseLoc") or "")
        for media in root.iter("{*}MultiMedia"):
            for file in media.iter("{*}MediaFile"):
                entry = package.find(posixpath.join("/", folder, "x"), file.text)
                if entry is not None:
                    found[media.get("ID") or ""] = entry
    return found


def _with_pictures(
    page: Page, objects: Objects, package: OfdPackage, resources: dict[str, str]
) -> tuple[Page, str | None]:
    """The page with the text of its large pictures, and what could not be read of them."""
    unread = list(_unread(page, objects.pictures))
    if not unread:
        return page, None
    read = recogniser()
    if read is None:
        return page, INSTALL_HINT if not page.pieces else "有大幅图片，" + INSTALL_HINT[8:]
    found = [
        piece
        for picture in unread
        if picture.resource in resources
        for piece in _recognised(package.read(resources[picture.resource]), picture, read)
    ]
    if page.pieces and sum(len(piece.text) for piece in found) < _FEW_CHARACTERS:
        return page, None
    gap = None if found else "是图像，没有识别出文字，请看原文。"
    return page._replace(pieces=page.pieces + found), gap


def _unread(page: Page, pictures: list[Picture]) -> Iterator[Picture]:
    area = max(page.width * page.height, 1.0)
    for picture in pictures:
        left, top, right, bottom = picture.box
        inside = [
            piece
            for piece in page.pieces
            if left <= (piece.left + piece.right) / 2 <= right and top <= piece.middle <= bottom
        ]
        if (right - left) * (bottom - top) > _LARGE_PICTURE * area and len(inside) < 3:
            yield picture


def _recognised(data: bytes, picture: Picture, read: Recogniser) -> list[Piece]:
    """Lines of a picture at their place on the page."""
    lines = picture_lines(data, read)
    if lines is None:
        return []
    pieces, width, height = lines
    left, top, right, bottom = picture.box
    across, down = (right - left) / width, (bottom - top) / height
    return [
        piece._replace(
            left=left + piece.left * across,
            top=top + piece.top * down,
            right=left + piece.right * across,
            bottom=top + piece.bottom * down,
        )
        for piece in pieces
    ]
