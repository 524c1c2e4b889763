"""A zip of one report is that report; a zip of several asks which."""

from __future__ import annotations

import pytest
from docx_builder import docx, p, zipped

from scorer.errors import ReadError
from scorer.readers import read


def test_the_only_document_is_read_under_the_zips_name(tmp_path):
    path = tmp_path / "报送.zip"
    files = {
        "报告/": b"",
        "报告/报告.docx": docx(p("甲")),
        "报告/照片.jpg": b"x",
        "__MACOSX/._a.docx": b"x",
        "报告/~$报告.docx": b"x",
    }
    path.write_bytes(zipped(files))
    reading = read(path)
    assert (reading.source, reading.format, reading.blocks[0].text) == ("报送.zip", "docx", "甲")


def test_a_single_file_of_any_name_is_tried(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(zipped({"报告": "法治建设".encode()}))
    assert read(path).blocks[0].text == "法治建设"


@pytest.mark.parametrize(
    ("files", "word"),
    [
        (
            {"a.docx": b"1", "b.docx": b"2", "c.pdf": b"3", "d.txt": b"4"},
            "4 个文件（a.docx、b.docx、c.pdf 等）",
        ),
        ({"\u2562\u256b.docx": b"1", "b.txt": b"2"}, "2 个文件"),
        ({"Thumbs.db": b""}, "没有文件"),
        ({"a": zipped({"b": b"x"})}, "还是压缩包"),
        ({"a.txt": b"Rar!"}, "RAR"),
    ],
)
def test_other_archives_are_refused(tmp_path, files, word):
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(files))
    with pytest.raises(ReadError, match=word):
        read(path)
