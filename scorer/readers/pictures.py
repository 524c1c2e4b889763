"""Pictures inside documents and as files: decoded within limits and given to recognition."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from scorer.readers.layout import Page, Piece, flow
from scorer.readers.rawfile import Content, RawFile
from scorer.readers.recognition import INSTALL_HINT, Image, Recogniser, recogniser
from scorer.report import ReadingGap

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_PIXELS: Final = 60_000_000
_LONGEST_SIDE: Final = 3_500
"""Pixels; an A4 page at 300 dpi. A larger picture is made smaller before recognition."""


def read_image(raw: RawFile) -> Content:
    """A scan or photograph sent as a picture; a TIFF may have several pages."""
    read = recogniser()
    if read is None:
        return Content((), gaps=(ReadingGap(message="文件" + INSTALL_HINT),))
    pages: list[Page] = []
    gaps: list[ReadingGap] = []
    for number, image in enumerate(_frames(raw.data, raw.limits.pages), start=1):
        pieces = [] if image is None else read(image)
        height, width = (1.0, 1.0) if image is None else image.shape[:2]
        pages.append(Page(number, float(width), float(height), pieces))
        if not pieces:
            gaps.append(
                ReadingGap(message=f"第 {number} 张图没有识别出文字，请看原文。", page=number)
            )
    if not pages:
        raise raw.error("图片打不开，文件可能已损坏。请重新扫描或重新获取。")
    return Content(tuple(flow(pages)), gaps=tuple(gaps))


def picture_lines(data: bytes, read: Recogniser) -> tuple[list[Piece], float, float] | None:
    """Lines of an embedded picture with its width and height in pixels; None if undecodable."""
    for image in _frames(data, 1):
        if image is not None:
            height, width = image.shape[:2]
            return read(image), float(width), float(height)
    return None


def _frames(data: bytes, most: int) -> Iterator[Image | None]:
    """Frames as arrays of blue, green, red; None for one that cannot be decoded."""
    import numpy as np
    from PIL import Image as Pillow
    from PIL import ImageOps

    try:
        picture = Pillow.open(io.BytesIO(data))
        count = min(getattr(picture, "n_frames", 1), most)
    except Exception:
        # Pillow raises many kinds for damaged input; all mean that there is no picture.
        return
    for number in range(count):
        try:
            picture.seek(number)
            if picture.width * picture.height > _MOST_PIXELS:
                yield None
                continue
            frame = ImageOps.exif_transpose(picture).convert("RGB")
            frame.thumbnail((_LONGEST_SIDE, _LONGEST_SIDE))
        except Exception:
            yield None
            continue
        yield np.ascontiguousarray(np.asarray(frame)[:, :, ::-1])
