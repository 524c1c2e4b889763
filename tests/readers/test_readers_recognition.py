"""Scans: pages that are pictures are recognised, each passage with its confidence."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

pytest.importorskip("numpy", reason="needs the extra [ocr]")
pytest.importorskip("PIL", reason="needs the extra [ocr]")
pytest.importorskip("pypdfium2", reason="needs the extra [docs]")

import numpy
from page_builder import A4, PARAGRAPHS, Photo, Set, columns_of, ofd, pdf
from PIL import Image as pillow

from scorer.errors import ReadError
from scorer.readers.layout.places import Piece
from scorer.readers.limits import Limits
from scorer.readers.ofd import read_ofd
from scorer.readers.pdf import read_pdf
from scorer.readers.pictures import read_image
from scorer.readers.rawfile import RawFile
from scorer.readers.recognition import read_picture, recogniser

SCANS = Path(__file__).resolve().parents[3] / "shared" / "samples"


def raw(data: bytes, limits: Limits | None = None) -> RawFile:
    return RawFile(name="扫描件", data=data, limits=limits or Limits())


def image(form: str = "PNG", size=(850, 1200), **options) -> bytes:
    buffer = io.BytesIO()
    pillow.new("RGB", size, "white").save(buffer, form, **options)
    return buffer.getvalue()


@pytest.fixture
def typed(monkeypatch):
    """Recognition that finds these lines of a page, whatever the picture shows."""

    def install(texts: list[str], confidence: float = 0.8):
        def read(picture):
            height, width = picture.shape[:2]
            step = height / 40
            return [
                Piece(
                    text,
                    width * 0.1,
                    step * (n + 8),
                    width * 0.1 + len(text) * width * 0.03,
                    step * (n + 8.6),
                    confidence,
                )
                for n, text in enumerate(texts)
            ]

        for module in ("pdf", "ofd", "pictures"):
            monkeypatch.setattr(f"scorer.readers.{module}.recogniser", lambda: read)

    return install


LINES = ["一、主要举措和成效。", "二、存在的不足之处。"]


@pytest.mark.parametrize(("write", "read"), [(pdf, read_pdf), (ofd, read_ofd)])
def test_a_page_that_is_a_picture_is_recognised_in_its_place(typed, write, read):
    typed(LINES)
    pages = [columns_of(PARAGRAPHS)[0], [Photo(0, 0, *A4)], columns_of(PARAGRAPHS)[0]]
    options = {"extra": {"Doc_0/Res/a.png": image()}} if write is ofd else {}
    content = read(raw(write(pages, **options)))
    assert [b.text for b in content.blocks] == [*PARAGRAPHS, *LINES, *PARAGRAPHS]
    assert [b.confidence for b in content.blocks if b.page == 2] == [pytest.approx(0.8)] * 2
    assert content.gaps == ()


@pytest.mark.parametrize(("write", "read"), [(pdf, read_pdf), (ofd, read_ofd)])
def test_a_photograph_is_no_gap_and_an_empty_scan_is(typed, write, read):
    typed([])
    options = {"extra": {"Doc_0/Res/a.png": image()}} if write is ofd else {}
    beside = [Set(90, 100, 16, "现场照片如下。"), Photo(60, 130, 480, 400)]
    content = read(raw(write([beside], **options)))
    assert content.gaps == ()
    (gap,) = read(raw(write([[Photo(0, 0, *A4)]], **options))).gaps
    assert "没有识别出文字" in gap.message


def test_an_ofd_picture_that_is_missing_or_damaged_is_a_gap(typed):
    typed(LINES)
    for extra in ({}, {"Doc_0/Res/a.png": b"x"}):
        (gap,) = read_ofd(raw(ofd([[Photo(0, 0, *A4)]], extra=extra))).gaps
        assert "没有识别出文字" in gap.message


@pytest.mark.parametrize("form", ["PNG", "JPEG", "BMP", "GIF", "TIFF"])
def test_pictures_of_every_usual_form_are_read(typed, form):
    typed(LINES)
    assert [b.text for b in read_image(raw(image(form))).blocks] == LINES


def test_a_tiff_of_several_pages_keeps_their_numbers(typed):
    typed(LINES)
    buffer = io.BytesIO()
    pages = [pillow.new("L", (400, 600), 255) for _ in range(3)]
    pages[0].save(buffer, "TIFF", save_all=True, append_images=pages[1:])
    content = read_image(raw(buffer.getvalue(), Limits(pages=2)))
    assert [b.page for b in content.blocks] == [1, 1, 2, 2]


def test_pictures_that_cannot_be_read_say_so(typed, monkeypatch):
    typed([])
    with pytest.raises(ReadError, match="图片打不开"):
        read_image(raw(b"\x89PNG\r\n\x1a\nx"))
    assert "没有识别出文字" in read_image(raw(image())).gaps[0].message
    assert "没有识别出文字" in read_image(raw(image()[:-200])).gaps[0].message
    monkeypatch.setattr("scorer.readers.pictures._MOST_PIXELS", 1000)
    assert "没有识别出文字" in read_image(raw(image())).gaps[0].message
    monkeypatch.setattr("scorer.readers.pictures.recogniser", lambda: None)
    assert "pip install" in read_image(raw(image())).gaps[0].message


class Found:
    def __init__(self, *lines):
        self.boxes = [box for box, _, _ in lines] or None
        self.txts = [text for _, text, _ in lines] or None
        self.scores = [score for _, _, score in lines]


def line(
    text: str, x: float, y: float, width: float, height: float, score: float = 0.9, lean: float = 0
):
    return (
        [[x, y], [x + width, y - lean], [x + width, y - lean + height], [x, y + height]],
        text,
        score,
    )


def test_lines_keep_their_place_and_their_marks(monkeypatch):
    found = Found(
        line("(一)全年办结12件,答复率100%,满意.", 10, 30, 300, 20, lean=8), line(" ", 0, 0, 1, 1)
    )
    monkeypatch.setattr("scorer.readers.recognition._engine", lambda: lambda image, **_: found)
    (piece,) = read_picture(numpy.zeros((9, 9, 3), "uint8"))
    assert piece.text == "（一）全年办结12件，答复率100%，满意."
    assert (piece.top, piece.bottom) == (26, 46)


def test_a_page_that_lies_on_its_side_is_turned(monkeypatch):
    def engine(image, *, use_cls):
        assert not use_cls
        if image.shape[:2] == (20, 40):  # as it lies: lines stand upright
            return Found(*(line("乱", 10 * n, 0, 5, 90, 0.4) for n in range(6)))
        return Found(line("法治政府建设", 0, 0, 90, 5, 0.99 if image[0, 0, 0] else 0.5))

    monkeypatch.setattr("scorer.readers.recognition._engine", lambda: engine)
    picture = numpy.zeros((20, 40, 3), "uint8")
    picture[0, -1] = 255
    assert [piece.text for piece in read_picture(picture)] == ["法治政府建设"]
    assert read_picture(picture)[0].confidence == 0.99


@pytest.mark.skipif(recogniser() is None, reason="needs the extra [ocr]")
def test_the_engine_finds_nothing_on_a_blank_page():
    assert read_picture(numpy.full((200, 300, 3), 255, "uint8")) == []


@pytest.mark.skipif(recogniser() is None, reason="needs the extra [ocr]")
@pytest.mark.skipif(not SCANS.is_dir(), reason="needs the team's sample files")
def test_a_real_scan_is_recognised():
    import pypdfium2

    document = pypdfium2.PdfDocument(SCANS / "hebei-office-2023_scan200_noisy.pdf")
    picture = document[0].render(scale=150 / 72).to_pil()
    buffer = io.BytesIO()
    picture.crop((0, 0, picture.width, picture.height // 3)).save(buffer, "PNG")
    content = read_image(raw(buffer.getvalue()))
    assert content.blocks[0].text.endswith("年度法治政府建设")
    assert all(b.confidence and b.confidence > 0.9 for b in content.blocks)
