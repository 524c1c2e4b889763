"""Bytes decide, never the name; whatever cannot be read gives one clear line in Chinese."""

from __future__ import annotations

import io
import os
import struct
import subprocess
import sys
import zipfile

import pytest
from docx_builder import docx, p, zipped

from scorer.errors import ReadError
from scorer.readers import Limits, read, read_text
from scorer.readers.formats import Format
from scorer.readers.opening import format_of
from scorer.readers.rawfile import RawFile


def ole(*names: str, fib_flags: int = 0, sector_shift: int = 9) -> bytes:
    """A minimal OLE file with these streams, all of which begin in sector 2."""
    size = 1 << sector_shift
    header = bytearray(size)
    header[:8] = bytes.fromhex("D0CF11E0A1B11AE1")
    struct.pack_into("<H", header, 30, sector_shift)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<3I", 0xFFFFFFFD, 0xFFFFFFFE, 0xFFFFFFFE).ljust(size, b"\xff")
    directory = b""
    for name in names:
        entry = bytearray(128)
        encoded = name.encode("utf-16-le") + b"\0\0"
        entry[: len(encoded)] = encoded
        struct.pack_into("<H", entry, 64, len(encoded))
        struct.pack_into("<2I", entry, 116, 2, 8192)
        directory += bytes(entry)
    stream = bytearray(size)
    struct.pack_into("<H", stream, 10, fib_flags)
    return bytes(header) + table + directory.ljust(size, b"\0") + bytes(stream)


def raw(data: bytes, limits: Limits | None = None) -> RawFile:
    return RawFile(name="报告", data=data, limits=limits or Limits())


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (docx(p("甲")), Format.DOCX),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), Format.ODT),
        (zipped({"OFD.xml": b"<ofd/>"}), Format.OFD),
        (zipped({"报告.txt": b"x"}), Format.ZIP),
        (ole("Root Entry", "WordDocument"), Format.DOC),
        (ole("WordDocument", "Workbook"), Format.DOC),
        (b"{\\rtf1\\ansi}", Format.RTF),
        (b"\r\n%PDF-1.7", Format.PDF),
        (b"<!DOCTYPE html><p>x", Format.HTML),
        (b"\xef\xbb\xbf  <HTML lang=zh>", Format.HTML),
        ("<html><body>".encode("utf-16"), Format.HTML),
        (b'<?xml version="1.0"?><html xmlns="x">', Format.HTML),
        (b"<div class=x>", Format.HTML),
        (b'<?xml version="1.0"?><w:wordDocument>', Format.OFFICE_XML),
        (b'<?xml version="1.0"?><office:document>', Format.OFFICE_XML),
        (b'<?xml version="1.0"?><uof:UOF>', Format.OFFICE_XML),
        (b"MIME-Version: 1.0\r\n", Format.MHT),
        (b"\x89PNG\r\n\x1a\n", Format.IMAGE),
        (b"\xff\xd8\xff\xe0", Format.IMAGE),
        (b"BM\x36\0\0\0", Format.IMAGE),
        ("BMW 也可以是文字".encode(), Format.TXT),
        ("<一>不是网页".encode(), Format.TXT),
        ("一、举措".encode(), Format.TXT),
    ],
)
def test_bytes_decide_the_format(data, expected):
    assert format_of(raw(data)) is expected


@pytest.mark.parametrize(
    ("data", "word"),
    [
        (b"", "空文件"),
        (b" \r\n\xef\xbb\xbf ", "空文件"),
        ("\u200b\u200b".encode(), "里面没有文字"),
        (docx(""), "里面没有文字"),
        (b"Rar!\x1a\x07\x00", "RAR"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"\x1f\x8b\x08", "gzip"),
        (b"PK\x03\x04" + b"x" * 50, "损坏"),
        (docx(p("甲"))[:-40], "损坏"),
        (ole("EncryptedPackage"), "密码"),
        (ole("WordDocument", fib_flags=0x100), "密码"),
        (ole("Workbook"), "Excel"),
        (ole("PowerPoint Document"), "PowerPoint"),
        (ole("Root Entry"), "不是 Word 或 WPS"),
        (ole("WordDocument")[:700], "损坏"),
        (ole("WordDocument", sector_shift=10), "损坏"),
        (ole("WordDocument")[:1536], "损坏"),
        (b"\xd0\xcf\x11\xe0", "损坏"),
        (b"\xd0\xcf\x11\xe0" + b"x" * 600, "损坏"),
        (zipped({"[Content_Types].xml": b"", "xl/workbook.xml": b""}), "Excel"),
        (zipped({"[Content_Types].xml": b"", "ppt/presentation.xml": b""}), "PowerPoint"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}), "不是文字报告"),
        (bytes(range(256)) * 9, "不是文字文件"),
    ],
)
def test_each_bad_file_gets_one_line_with_what_to_do(tmp_path, data, word):
    path = tmp_path / "报告.docx"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=word) as caught:
        read(path)
    message = str(caught.value)
    assert message.startswith("报告.docx：")
    assert "\n" not in message
    assert caught.value.exit_code == 3


def small_ole(fib_flags: int) -> bytes:
    """A .doc so small that its text lies in the stream that small streams share."""
    data = bytearray(ole("Root Entry", "WordDocument"))
    for entry, start, size in ((0, 2, 8192), (1, 1, 600)):
        struct.pack_into("<2I", data, 1024 + 128 * entry + 116, start, size)
    struct.pack_into("<H", data, 1536 + 64 + 10, fib_flags)
    return bytes(data)


def test_small_word_files_are_told_by_their_flags():
    assert format_of(raw(small_ole(0))) is Format.DOC
    with pytest.raises(ReadError, match="密码"):
        format_of(raw(small_ole(0x100)))


@pytest.mark.parametrize("library", ["pypdfium2", "selectolax"])
def test_a_missing_library_is_named_with_what_to_install(tmp_path, monkeypatch, library):
    data = {"pypdfium2": b"%PDF-1.4", "selectolax": b"<html><p>x"}[library]
    path = tmp_path / "a"
    path.write_bytes(data)
    package = {"pypdfium2": "scorer.readers.pdf", "selectolax": "scorer.readers.html"}[library]
    for name in [name for name in sys.modules if name.startswith(package)]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, library, None)
    for name in [name for name in sys.modules if name.startswith(f"{library}.")]:
        monkeypatch.setitem(sys.modules, name, None)
    with pytest.raises(ReadError, match=rf"{library}.*\[docs\]"):
        read(path)


def test_what_would_cost_too_much_is_stopped(tmp_path, monkeypatch):
    path = tmp_path / "a.txt"
    path.write_text("甲", encoding="utf-8")

    def exhausted(_raw):
        raise RecursionError

    monkeypatch.setattr("scorer.readers.plain.read_plain", exhausted)
    with pytest.raises(ReadError, match="耗费过大"):
        read(path)


def test_missing_folder_special_and_large_files_are_refused(tmp_path):
    with pytest.raises(ReadError, match="找不到"):
        read(tmp_path / "没有.docx")
    with pytest.raises(ReadError, match="是文件夹"):
        read(tmp_path)
    path = tmp_path / "大.txt"
    path.write_bytes(b"x" * 2048)
    with pytest.raises(ReadError, match="限度"):
        read(path, limits=Limits(file_size=1024))
    with pytest.raises(ReadError, match="读取失败"):
        read(tmp_path / ("长" * 400))


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "管道")
    with pytest.raises(ReadError, match="不是普通文件"):
        read(tmp_path / "管道")


def test_a_file_that_may_not_be_read_says_so(tmp_path, monkeypatch):
    path = tmp_path / "锁.docx"
    path.write_bytes(b"x")

    def refuse(_self):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.read_bytes", refuse)
    with pytest.raises(ReadError, match="没有读取权限"):
        read(path)


def encrypted_zip() -> bytes:
    data = bytearray(zipped({"报告.txt": b"x" * 100}))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(signature) + offset] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("data", "limits", "word"),
    [
        (encrypted_zip(), Limits(), "密码"),
        (zipped({str(n): b"" for n in range(30)}), Limits(entries=20), "30 个条目"),
        (zipped({"a": b"0" * 9_000_000}), Limits(), "压缩炸弹"),
        (zipped({"a": os.urandom(3000)}), Limits(unpacked_size=2000), "压缩炸弹"),
        (docx(p("甲" * 4000)), Limits(part_size=4000), "不像正常的报告"),
    ],
)
def test_bombs_and_passwords_are_refused(tmp_path, data, limits, word):
    path = tmp_path / "a.docx"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=word):
        read(path, limits=limits)


def test_a_part_that_does_not_unpack_is_damage(tmp_path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b"x" * 500 + b"</a>")
        archive.writestr("[Content_Types].xml", b"")
    path = tmp_path / "a.docx"
    path.write_bytes(buffer.getvalue().replace(b"xxxx", b"yyyy", 5))
    with pytest.raises(ReadError, match="解不开"):
        read(path)


def test_a_reading_names_its_file_format_and_digest(tmp_path):
    path = tmp_path / "报告.doc"
    path.write_bytes(docx(p("一、举措")))
    reading = read(path)
    assert (reading.source, reading.format, reading.complete) == ("报告.doc", "docx", True)
    assert len(reading.digest) == 64
    assert reading == read(str(path))


def test_text_is_read_like_a_text_file(tmp_path):
    text = "标题\n\n　　正文⼀段。\n"
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8", newline="")
    assert read_text(text, "a.txt") == read(path)
    assert read_text("\ud800").digest


def test_the_given_encoding_reaches_the_reader(tmp_path):
    path = tmp_path / "a.txt"
    path.write_bytes("法治政府建設".encode("big5"))
    assert read(path, encoding="big5").blocks[0].text == "法治政府建設"


def test_reading_text_loads_no_xml_or_zip_library(tmp_path):
    path = tmp_path / "a.txt"
    path.write_text("一、举措", encoding="utf-8")
    code = (
        "import sys; from scorer.readers import read; read(sys.argv[1]);"
        "print([m for m in ('lxml', 'zipfile', 'selectolax', 'pypdfium2') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
