"""Pictures and objects of a .docx are read or said to be unread, never silently lost."""

from __future__ import annotations

import io

import pytest
from docx_builder import docx, p, r

from scorer.readers.docx import read_docx
from scorer.readers.layout.places import Piece
from scorer.readers.rawfile import RawFile

CM = 360_000
IMAGE = '<Relationship Id="im" Type="t/image" Target="media/a.png"/>'


def drawing(
    width: float,
    height: float,
    data: str = '<pic:pic><a:blip r:embed="im"/></pic:pic>',
    uri: str = "picture",
) -> str:
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="{int(width * CM)}" cy="{int(height * CM)}"/>'
        f'<a:graphic><a:graphicData uri="http://x/{uri}">{data}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def content(body: str, relations: str = IMAGE, extra: dict[str, bytes] | None = None):
    extra = {"word/media/a.png": b"no picture"} if extra is None else extra
    return read_docx(
        RawFile(name="a.docx", data=docx(p("正文") + body, relations=relations, extra=extra))
    )


@pytest.fixture
def no_recognition(monkeypatch):
    monkeypatch.setattr("scorer.readers.recognition.importlib.util.find_spec", lambda name: None)


def test_a_picture_as_large_as_a_page_is_a_gap_without_recognition(no_recognition):
    (gap,) = content(p(drawing(15, 20))).gaps
    assert "约宽 15、高 20 厘米" in gap.message
    assert "pip install" in gap.message


def test_smaller_pictures_are_mentioned_and_logos_are_not(no_recognition):
    found = content(p(drawing(14, 9)) + p(drawing(2, 2)))
    assert found.gaps == ()
    assert found.warnings == ("文中有 1 幅图片，图中如有文字没有读取。",)


def test_old_pictures_count_too(no_recognition):
    shape = '<v:shape style="width:425pt;height:16cm;x:1"><v:imagedata r:id="im"/></v:shape>'
    assert len(content(p(f"<w:r><w:pict>{shape}</w:pict></w:r>")).gaps) == 1
    assert (
        content(
            p(
                '<w:r><w:pict><v:shape style="width:1..2pt"><v:imagedata r:id="im"/></v:shape></w:pict></w:r>'
            )
        ).gaps
        == ()
    )


def test_pictures_that_are_not_in_the_file_are_gaps():
    outside = '<Relationship Id="im" Type="t/image" Target="http://example.invalid/a.png" TargetMode="External"/>'
    for relations in (outside, ""):
        (gap,) = content(p(drawing(15, 20)), relations).gaps
        assert "不在文件里" in gap.message


def recognised(monkeypatch, text: str) -> None:
    lines = [Piece(text, 10, 10, 10 + 20 * len(text), 30, 0.9)] if text else []
    monkeypatch.setattr("scorer.readers.recognition.recogniser", lambda: lambda image: lines)


def png() -> bytes:
    pillow = pytest.importorskip("PIL.Image")
    buffer = io.BytesIO()
    pillow.new("RGB", (40, 60), "white").save(buffer, "PNG")
    return buffer.getvalue()


def test_a_large_picture_is_read_by_recognition(monkeypatch):
    recognised(monkeypatch, "全年办结行政复议案件十二件")
    found = content(p(drawing(15, 20)), extra={"word/media/a.png": png()})
    assert [(b.text, b.confidence) for b in found.blocks][1] == (
        "全年办结行政复议案件十二件",
        pytest.approx(0.9),
    )
    assert found.gaps == ()


def test_a_photograph_is_no_gap_and_a_broken_picture_is(monkeypatch):
    pytest.importorskip("PIL.Image")
    recognised(monkeypatch, "会场")
    assert content(p(drawing(15, 20)), extra={"word/media/a.png": png()}).gaps == ()
    (gap,) = content(p(drawing(15, 20))).gaps
    assert "打不开" in gap.message


def test_objects_charts_and_inserted_files_are_gaps():
    ole = '<w:r><w:object><v:shape style="width:400pt;height:500pt"><v:imagedata r:id="im"/></v:shape><o:OLEObject ProgID="{}"/></w:object></w:r>'
    (gap,) = content(p(ole.format("Excel.Sheet.12"))).gaps
    assert "Excel.Sheet.12" in gap.message
    assert content(p(ole.format("Equation.3"))).gaps == ()
    (gap,) = content(p(drawing(9, 9, "", "chart"))).gaps
    assert "图表" in gap.message
    (gap,) = content("<w:altChunk/>").gaps
    assert "另一个文件" in gap.message


def test_the_text_of_a_diagram_is_read():
    relation = '<Relationship Id="dm" Type="t/diagramData" Target="diagrams/data1.xml"/>'
    ids = '<a:relIds r:dm="dm"/>'
    data = b'<d xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:p><a:r><a:t>\xe5\x8e\x9f</a:t></a:r><a:r><a:t>\xe5\x9b\xa0</a:t></a:r></a:p></d>'
    found = content(
        p(r("前") + drawing(9, 9, ids, "diagram")), relation, {"word/diagrams/data1.xml": data}
    )
    assert [block.text for block in found.blocks] == ["正文", "前", "原因"]
    (gap,) = content(p(drawing(9, 9, ids, "diagram")), "").gaps
    assert "SmartArt" in gap.message
