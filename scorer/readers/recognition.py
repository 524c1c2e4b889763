"""Text in pictures, by rapidocr with onnxruntime (extra `ocr`); without the extra, the hint to it.

The direction classifier stays off: it turned upright lines of Chinese upside down, and a vanished
line becomes a requirement wrongly called missing. A page that lies on its side is turned here,
as a whole, when its lines stand upright instead.
"""

from __future__ import annotations

import importlib.util
import logging
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Final

from scorer.readers.layout.places import Piece

INSTALL_HINT: Final = (
    '是扫描件或图片，需要文字识别组件才能读。请运行 pip install "rule-of-law-scorer[ocr]" 后重试，'
    "或换成可以复制文字的电子版。"
)
DPI: Final = 200
"""Resolution at which pages are recognised: all measured characters were right from 150 on."""

Image = Any
"""A picture as an array of height, width and three colours (numpy, loaded only with the extra)."""
Recogniser = Callable[[Image], list[Piece]]

_FULL_WIDTH: Final = str.maketrans("(),:;!?", "（），：；！？")
_CHINESE: Final = r"[\u4e00-\u9fff《》“”、。]"
_HALF_WIDTH: Final = re.compile(
    rf"(?<={_CHINESE})[,:;!?)]|[(](?={_CHINESE})|(?<={_CHINESE})[(]|[),:;](?={_CHINESE})|(?<=%)[,;]"
)
_LYING: Final = 0.5
_FEW_LINES: Final = 3


def recogniser() -> Recogniser | None:
    """The function that reads a picture's lines (places in pixels), or None without the extra."""
    if any(importlib.util.find_spec(name) is None for name in ("rapidocr", "onnxruntime")):
        return None
    return read_picture


def read_picture(image: Image) -> list[Piece]:
    """Lines of a picture with their confidence, turned upright where the page lies on its side."""
    pieces = _recognise(image)
    if not _lies(pieces):
        return pieces
    import numpy as np

    turned = [_recognise(np.ascontiguousarray(np.rot90(image, times))) for times in (1, 3)]
    return max([pieces, *turned], key=_certainty)


def _lies(pieces: list[Piece]) -> bool:
    upright = sum(piece.height > 1.5 * (piece.right - piece.left) for piece in pieces)
    return upright > _FEW_LINES and upright > _LYING * len(pieces)


def _certainty(pieces: list[Piece]) -> float:
    return sum(len(piece.text) * (piece.confidence or 0.0) for piece in pieces)


def _full_width(text: str) -> str:
    """Marks as Chinese prints them: recognition takes （ and ： for their ASCII look-alikes."""
    return _HALF_WIDTH.sub(lambda match: match[0].translate(_FULL_WIDTH), text)


@lru_cache(maxsize=1)
def _engine() -> Any:
    # The library colours its log on the console; errors come as exceptions anyway.
    from rapidocr import RapidOCR

    logging.getLogger("RapidOCR").disabled = True
    return RapidOCR(params={"Global.log_level": "critical"})


def _recognise(image: Image) -> list[Piece]:
    found = _engine()(image, use_cls=False)
    if found.boxes is None or found.txts is None:
        return []
    pieces = []
    for box, text, score in zip(found.boxes, found.txts, found.scores, strict=True):
        xs, ys = [float(x) for x, _ in box], [float(y) for _, y in box]
        # A leaning line's box is taller than the line; its mean edges are the line's own.
        top, bottom = sum(sorted(ys)[:2]) / 2, sum(sorted(ys)[2:]) / 2
        if text.strip():
            text = _full_width(text)
            pieces.append(Piece(text, min(xs), top, max(xs), bottom, float(score)))
    return pieces
