"""Sets paragraphs on pages as a typist would, and writes such pages as PDF and as OFD."""

from __future__ import annotations

from typing import NamedTuple

from docx_builder import zipped

A4 = (595.0, 842.0)


class Set(NamedTuple):
    """A line of text; x from the left, y of the baseline from the top, in points."""

    x: float
    y: float
    size: float
    text: str
    angle: float = 0.0


class Rule(NamedTuple):
    x0: float
    y0: float
    x1: float
    y1: float


class Photo(NamedTuple):
    x: float
    y: float
    width: float
    height: float


PARAGRAPHS = [
    "一、主要举措和成效",
    "区政府办公室全年召开党组会四次专题研究法治建设，听取汇报十二件次，并将有关情况向区委全面依法治区委员会作了书面报告，各项任务均按时间节点完成。",
    "（一）健全依法决策机制。严格执行重大行政决策程序，对列入目录的事项逐件开展合法性审查，出具审查意见三十六份，提出修改建议八十余条，采纳率百分之百。",
    "（二）推进政务公开。",
    "二、存在的不足",
    "普法形式还不够丰富，个别科室对法治建设的重视程度有待提高，制度执行上仍有差距，需要在今后的工作中持续加以改进和提升。",
]


def columns_of(
    paragraphs, *, left=90.0, characters=26, size=16.0, step=28.0, top=110.0, bottom=720.0
):
    """Pages of lines: two characters of indent, justified at `characters`."""
    pages, page, y = [], [], top
    for paragraph in paragraphs:
        rest, indent = paragraph, 2
        while rest:
            taken, rest = rest[: characters - indent], rest[characters - indent :]
            if y > bottom:
                pages.append(page)
                page, y = [], top
            page.append(Set(left + indent * size, y, size, taken))
            y, indent = y + step, 0
    return [*pages, page]


def pdf(pages, *, size=A4, rotate=0) -> bytes:
    """A PDF whose font is not embedded, as many office printers write it."""
    objects = [b"", b"", _FONT, _CID_FONT, _IMAGE]
    kids = []
    for page in pages:
        content = "\n".join(_operator(item, size[1]) for item in page).encode("ascii")
        objects.append(b"<< /Length %d >>\nstream\n" % len(content) + content + b"\nendstream")
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Rotate %d /Contents %d 0 R /Resources"
            b" << /Font << /F1 3 0 R >> /XObject << /Im 5 0 R >> >> >>"
            % (*map(int, size), rotate, len(objects))
        )
        kids.append(f"{len(objects)} 0 R")
    objects[0] = b"<< /Type /Catalog /Pages 2 0 R >>"
    objects[1] = f"<< /Type /Pages /Count {len(kids)} /Kids [{' '.join(kids)}] >>".encode()
    out, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    trailer = b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1,
        len(out),
    )
    return out + head + table + trailer


_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
    b" /DescendantFonts [4 0 R] >>"
)
_CID_FONT = (
    b"<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /CIDSystemInfo"
    b" << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>"
)
_IMAGE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /ColorSpace /DeviceGray"
    b" /BitsPerComponent 8 /Length 1 >>\nstream\n\x80\nendstream"
)


def _operator(item, height: float) -> str:
    if isinstance(item, Rule):
        return f"{item.x0} {height - item.y0} m {item.x1} {height - item.y1} l S"
    if isinstance(item, Photo):
        bottom = height - item.y - item.height
        return f"q {item.width} 0 0 {item.height} {item.x} {bottom} cm /Im Do Q"
    from math import cos, radians, sin

    c, s = cos(radians(item.angle)), sin(radians(item.angle))
    matrix = f"{c:.5f} {s:.5f} {-s:.5f} {c:.5f} {item.x} {height - item.y}"
    return f"BT /F1 {item.size} Tf {matrix} Tm <{item.text.encode('utf-16-be').hex()}> Tj ET"


def ofd(pages, *, size=A4, extra: dict[str, bytes] | None = None) -> bytes:
    """An OFD as the national standard has it, in millimetres."""
    mm = 25.4 / 72
    root = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    box = f"<ofd:PhysicalBox>0 0 {size[0] * mm:.3f} {size[1] * mm:.3f}</ofd:PhysicalBox>"
    kids = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/P{n}.xml"/>' for n in range(len(pages)))
    files = {
        "OFD.xml": f"<ofd:OFD {root}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f"<ofd:Document {root}><ofd:CommonData><ofd:PageArea>{box}</ofd:PageArea>"
        f"<ofd:DocumentRes>DocumentRes.xml</ofd:DocumentRes></ofd:CommonData><ofd:Pages>{kids}</ofd:Pages></ofd:Document>",
        "Doc_0/DocumentRes.xml": f'<ofd:Res {root} BaseLoc="Res"><ofd:MultiMedias><ofd:MultiMedia ID="9">'
        "<ofd:MediaFile>a.png</ofd:MediaFile></ofd:MultiMedia></ofd:MultiMedias></ofd:Res>",
    }
    for number, page in enumerate(pages):
        objects = "".join(_object(item, mm) for item in page)
        files[f"Doc_0/Pages/P{number}.xml"] = (
            f"<ofd:Page {root}><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>"
        )
    return zipped({**{name: text.encode() for name, text in files.items()}, **(extra or {})})


def _object(item, mm: float) -> str:
    if isinstance(item, Rule):
        x0, y0, x1, y1 = (value * mm for value in item)
        return (
            f'<ofd:PathObject Boundary="{x0:.3f} {y0:.3f} {x1 - x0:.3f} {y1 - y0:.3f}">'
            f"<ofd:AbbreviatedData>M 0 0 L {x1 - x0:.3f} {y1 - y0:.3f}</ofd:AbbreviatedData></ofd:PathObject>"
        )
    if isinstance(item, Photo):
        x, y, w, h = (value * mm for value in item)
        return f'<ofd:ImageObject ResourceID="9" Boundary="{x:.3f} {y:.3f} {w:.3f} {h:.3f}"/>'
    x, y, size = item.x * mm, item.y * mm, item.size * mm
    turn = ' CTM="0.8 0.6 -0.6 0.8 0 0"' if item.angle else ""
    return (
        f'<ofd:TextObject Boundary="{x:.3f} {y - size:.3f} {size * len(item.text):.3f} {size:.3f}"'
        f' Size="{size:.3f}"{turn}><ofd:TextCode X="0" Y="{size:.3f}"'
        f' DeltaX="g {len(item.text) - 1} {size:.3f}">{item.text}</ofd:TextCode></ofd:TextObject>'
    )
