"""Text files are decoded right, and what could not be decoded is said."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorer.errors import ReadError, UsageError
from scorer.readers.plain import decode, read_plain
from scorer.readers.rawfile import RawFile

TEXT = "某某区司法局2025年度法治政府建设情况报告\n一、主要举措和成效\n全年办结行政复议案件12件。\n"


def raw(data: bytes, encoding: str | None = None) -> RawFile:
    return RawFile(name="报告.txt", data=data, encoding=encoding)


@pytest.mark.parametrize(
    "data",
    [
        TEXT.encode("utf-8"),
        codecs.BOM_UTF8 + TEXT.encode("utf-8"),
        TEXT.encode("utf-16"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        TEXT.encode("utf-32"),
        TEXT.encode("gb18030"),
        TEXT.replace("\n", "\r\n").encode("gb18030"),
        TEXT.replace("\n", "\r").encode("utf-8"),
        TEXT.encode("utf-16-le"),
        TEXT.encode("utf-16-be"),
    ],
)
def test_every_usual_encoding_gives_the_same_lines(data):
    content = read_plain(raw(data))
    assert [block.text for block in content.blocks] == TEXT.strip().split("\n")
    assert content.warnings == ()


@pytest.mark.parametrize("name", ["utf-8", "gb18030"])
def test_a_cut_character_is_read_around_and_reported(name):
    content = read_plain(raw((TEXT * 3).strip().encode(name)[:-1]))
    assert content.blocks[0].text == TEXT.split("\n")[0]
    (warning,) = content.warnings
    assert "1 处字节无法识别" in warning


def test_a_text_that_stops_inside_a_long_sentence_is_reported():
    content = read_plain(raw(("全年听取法治政府建设工作汇报并研究部署重点任务" * 3).encode()))
    assert "句子中间结束" in content.warnings[0]


def test_the_callers_encoding_wins():
    traditional = "法治政府建設"
    assert decode(raw(traditional.encode("big5"), "big5")).text == traditional
    assert decode(raw("一〇一①㈱".encode("gb18030"), "GB2312")).bad == 0
    assert decode(raw("法".encode("gb18030"), "utf-8")).bad == 2
    with pytest.raises(UsageError, match="不认识的编码"):
        decode(raw(b"x", "klingon"))
    with pytest.raises(UsageError, match="不认识的编码"):
        decode(raw(b"x", "base64"))


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 20,
        b"\x7fELF\x02\x01\x01" + b"\0" * 200,
        b"MZ\x90\0\x03" + bytes(range(1, 250)) * 4,
        b"\x01\x02\x03 plain words \x04\x05",
    ],
)
def test_bytes_that_are_no_text_are_refused(data):
    with pytest.raises(ReadError, match="不是文字文件"):
        decode(raw(data))


@given(
    st.text(st.characters(codec="gb18030", min_codepoint=0x4E00, max_codepoint=0x9FA5), min_size=1)
)
def test_chinese_text_survives_gb18030_or_is_valid_utf8(text):
    data = text.encode("gb18030")
    try:
        expected = data.decode("utf-8")
    except UnicodeDecodeError:
        expected = text
    assert decode(raw(data)).text == expected
