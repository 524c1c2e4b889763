"""Damaged and hostile files end in a reading or in one clear error: no crash, no hang, no flood.

200 mutations of each format family by default; `SCORER_FUZZ=5000` for the nightly run. The seed
of a failure is in its message: `mutation(family, seed)` makes the same bytes again.
"""

from __future__ import annotations

import copy
import io
import os
import random
import sys
import time
import zipfile
from collections.abc import Callable
from functools import lru_cache

import pytest

pytest.importorskip("selectolax", reason="needs the extra [docs]")
pytest.importorskip("pypdfium2", reason="needs the extra [docs]")

from docx_builder import cell, docx, lvl, numbered, p, r, row, table, text_box, zipped
from lxml import etree
from page_builder import A4, PARAGRAPHS, Photo, Rule, columns_of, ofd, pdf
from test_readers_html import portal
from test_readers_opening import ole

from scorer.errors import ReadError
from scorer.readers import read

COUNT = int(os.environ.get("SCORER_FUZZ", "200"))
SECONDS = 10.0
MEGABYTES = 1024

_NUMBERING = (
    '<w:abstractNum w:abstractNumId="7">' + lvl(0, "chineseCounting", "%1、") + lvl(1, "decimal", "%1.%2")
    + '</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
)  # fmt: skip
_STYLES = (
    '<w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/><w:basedOn w:val="2"/></w:style>'
    '<w:style w:type="paragraph" w:styleId="2"><w:name w:val="a"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
)
_RTF = (
    r"{\rtf1\ansi\ansicpg936{\fonttbl{\f0\fcharset134 a;}}\pard\outlinelevel0{\listtext 1.\tab}\f0 \'b7\'a8\'d6\'ce\par"
    r"\trowd\intbl\u27861?\cell b\cell\row\pard{\shp{\*\shpinst{\shptxt x\par}}}{\footnote n}{\v h}\uc2\u27835 ab\bin4 {{{{\par}"
)


@lru_cache
def original(family: str) -> bytes:
    pages = columns_of(PARAGRAPHS * 2)
    pages[0] += [
        Rule(80, 760, 500, 760),
        Rule(80, 790, 500, 790),
        Rule(80, 760, 80, 790),
        Rule(300, 760, 300, 790),
    ]
    pages.append([Photo(0, 0, *A4)])
    text = "\n".join(PARAGRAPHS)
    body = (
        "".join(numbered(line, level=n % 2) for n, line in enumerate(PARAGRAPHS))
        + table(row(cell("件数"), cell(table(row(cell("12"), cell("3"))))), row(cell("甲")))
        + p(r("框") + text_box(p("内")) + "<w:r><w:footnoteReference w:id='2'/></w:r>", style="1")
    )
    notes = f'<w:footnote w:id="2">{p("注")}</w:footnote>'
    return {
        "txt": lambda: text.encode("gb18030") + text.encode("utf-8"),
        "docx": lambda: docx(body, numbering=_NUMBERING, styles=_STYLES, footnotes=notes),
        "doc": lambda: ole("Root Entry", "WordDocument", "1Table") + text.encode("utf-16-le") * 9,
        "rtf": lambda: _RTF.encode(),
        "pdf": lambda: pdf(pages),
        "ofd": lambda: ofd(pages),
        "html": lambda: portal().encode("gb18030"),
        "zip": lambda: zipped({"报告.docx": docx(body), "说明.png": b"x"}),
    }[family]()


def mutation(family: str, seed: int) -> bytes:
    """The original with some random damage; inside the parts of a container more often than not."""
    rng = random.Random(f"{family}:{seed}")
    data = original(family)
    if family in ("docx", "ofd", "zip") and rng.random() < 0.8:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
        for name in rng.sample(sorted(parts), min(len(parts), rng.randint(1, 2))):
            well_formed = name.endswith(".xml") and rng.random() < 0.7
            parts[name] = (rebuilt if well_formed else damaged)(parts[name], rng)
        return zipped(parts)
    return damaged(data, rng)


def rebuilt(data: bytes, rng: random.Random) -> bytes:
    """XML that is still well formed, with elements and attributes where none expects them."""
    root = etree.fromstring(data)
    for _ in range(rng.randint(1, 8)):
        element, other = rng.choice(list(root.iter())), rng.choice(list(root.iter()))
        deed = rng.randrange(6)
        if deed == 0 and element.getparent() is not None:
            element.getparent().remove(element)
        elif deed == 1:
            element.insert(rng.randint(0, len(element)), copy.deepcopy(other))
        elif deed == 2:
            element.tag = other.tag
        elif deed == 3 and element.attrib:
            element.set(rng.choice(list(element.attrib)), rng.choice(_VALUES))
        elif deed == 4 and element.attrib:
            del element.attrib[rng.choice(list(element.attrib))]
        else:
            element.text = rng.choice(_VALUES)
    return etree.tostring(root)


def damaged(data: bytes, rng: random.Random) -> bytes:
    for _ in range(rng.randint(1, 6)):
        if not data:
            break
        data = rng.choice(_DAMAGES)(bytearray(data), rng)
    return data


def _flip(data: bytearray, rng: random.Random) -> bytes:
    for _ in range(rng.randint(1, 20)):
        data[rng.randrange(len(data))] = rng.randrange(256)
    return bytes(data)


def _cut(data: bytearray, rng: random.Random) -> bytes:
    return bytes(data[: rng.randrange(len(data))])


def _remove(data: bytearray, rng: random.Random) -> bytes:
    start = rng.randrange(len(data))
    del data[start : start + rng.randint(1, 200)]
    return bytes(data)


def _repeat(data: bytearray, rng: random.Random) -> bytes:
    start = rng.randrange(len(data))
    piece = data[start : start + rng.randint(1, 300)]
    return bytes(data[:start] + piece * rng.randint(2, 200) + data[start:])


def _swap(data: bytearray, rng: random.Random) -> bytes:
    first, second = sorted(rng.randrange(len(data)) for _ in range(2))
    return bytes(data[second:] + data[first:second] + data[:first])


def _number(data: bytearray, rng: random.Random) -> bytes:
    digits = [place for place, byte in enumerate(data) if 48 <= byte <= 57]
    if digits:
        place = rng.choice(digits)
        data[place : place + 1] = rng.choice(
            [b"0", b"-1", b"99999999999", b"2147483648", b"1e308", b"NaN"]
        )
    return bytes(data)


def _insert(data: bytearray, rng: random.Random) -> bytes:
    place = rng.randrange(len(data))
    data[place:place] = rng.choice(_POISONS)
    return bytes(data)


_VALUES = (
    "",
    "-1",
    "0",
    "99999999999999999999",
    "1e309",
    "NaN",
    "%1%2%9",
    "½",
    "ⅷ",
    "g 9 -1",
    "../../x",
    "甲" * 3000,
)
_POISONS = (
    b"\0" * 64, b"\xff" * 64, b"<" * 40, b"{" * 400, b"<w:tbl><w:tr><w:tc>" * 60, b"<div>" * 2000, b"\\u-1 \\bin999999999 ",
    b"&#0;&#x10FFFF;&lol;", b"<!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]>", b"]]>", b"\\", "\ud800".encode("utf-16-le", "surrogatepass"),
    b"endstream endobj", b"/Kids [2 0 R]", b"/Parent 6 0 R", b"\xef\xbb\xbf", b"g 99999999 1 ", b'w:val="-5"', b'CTM="0 0 0 0 0 0"',
)  # fmt: skip
_DAMAGES: tuple[Callable[[bytearray, random.Random], bytes], ...] = (
    _flip, _flip, _cut, _remove, _repeat, _swap, _number, _number, _insert, _insert,
)  # fmt: skip


@pytest.fixture
def no_programs(monkeypatch, tmp_path):
    """Neither LibreOffice nor recognition: thousands of their starts would take hours."""
    monkeypatch.setenv("SCORER_SOFFICE", str(tmp_path / "none"))
    for module in ("pdf", "ofd", "pictures"):
        monkeypatch.setattr(f"scorer.readers.{module}.recogniser", lambda: None)


@pytest.mark.parametrize("family", ["txt", "docx", "doc", "rtf", "pdf", "ofd", "html", "zip"])
def test_mutated_files_end_in_a_reading_or_an_error(family, tmp_path, monkeypatch, no_programs):
    elsewhere = tmp_path / "cwd"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    path = tmp_path / "报告.bin"
    for seed in range(COUNT):
        path.write_bytes(mutation(family, seed))
        began = time.monotonic()
        try:
            reading = read(path)
        except ReadError as problem:
            assert problem.message
        except Exception as problem:
            pytest.fail(f"mutation({family!r}, {seed}) raises {problem!r}")
        else:
            assert reading.blocks or reading.gaps, f"mutation({family!r}, {seed})"
        assert time.monotonic() - began < SECONDS, f"mutation({family!r}, {seed}) hangs"
    assert list(elsewhere.iterdir()) == []
    assert _peak_megabytes() < MEGABYTES


def _peak_megabytes() -> float:
    if sys.platform != "linux":
        return 0.0
    import resource

    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
