"""Rich text is read as Word shows it, whatever code page it was written in."""

from __future__ import annotations

import pytest

from scorer.errors import ReadError
from scorer.readers.rawfile import RawFile
from scorer.readers.rtf import read_rtf
from scorer.report import BlockKind


def content(body: str | bytes, head: str = r"\ansi\ansicpg936"):
    data = body.encode("gb18030") if isinstance(body, str) else body
    return read_rtf(RawFile(name="a.rtf", data=b"{\\rtf1" + head.encode() + b"\n" + data + b"}"))


def lines(body: str | bytes, head: str = r"\ansi\ansicpg936") -> list[str]:
    return [block.text for block in content(body, head).blocks]


def hexed(text: str, encoding: str = "gb18030") -> str:
    return "".join(rf"\'{byte:02x}" for byte in text.encode(encoding))


def unicoded(text: str) -> str:
    return "".join(rf"\u{ord(c) - 65536 if ord(c) > 32767 else ord(c)}?" for c in text)


@pytest.mark.parametrize(
    "body",
    [
        hexed("法治政府\\par").replace(hexed("\\par"), r"\par"),
        hexed("法治政府"),
        unicoded("法治政府"),
        r"\uc0\u27861\u27835\uc2\u25919 ab\u24220\'a1\'a1",
        "{" + hexed("法") + "}{\\b " + hexed("治") + "}" + hexed("政") + "\n" + hexed("府"),
        "法治政府".encode("gb18030"),
        r"{\*\unknown " + hexed("别的") + "}" + hexed("法治政府"),
        r"{\field{\*\fldinst HYPERLINK}{\fldrslt " + hexed("法治") + "}}" + hexed("政府"),
        r"{\header " + hexed("页眉") + r"\par}{\footer x}{\pict\bin3 }}}}" + hexed("法治政府"),
        r"{\v "
        + hexed("藏")
        + r"}\v "
        + hexed("藏")
        + r"\v0 {\deleted "
        + hexed("删")
        + "}"
        + hexed("法治政府"),
        r"\deleted " + hexed("删") + r"\plain " + hexed("法治政府") + "}}",
    ],
)
def test_every_way_of_writing_chinese_reads_the_same(body):
    assert lines(body) == ["法治政府"]


def test_code_pages_of_file_and_font():
    fonts = r"{\fonttbl{\f0\fcharset134 a;}{\f1\fcharset136 b;}{\f2\fcharset0 c;}}"
    assert lines(fonts + r"\f1 " + hexed("建設", "big5"), r"\ansi") == ["建設"]
    assert lines(fonts + r"\f2 " + hexed("法治"), r"\ansi\ansicpg1252") == ["法治"]
    assert lines(r"\'93ok\'94", r"\ansi") == ["“ok”"]
    assert lines(r"\'93\'94\'95\'ff", r"\ansi") != []
    assert lines(hexed("法治", "utf-8"), r"\ansi\ansicpg65001") == ["法治"]
    assert lines(r"\u-10179?\u-8694?", r"\ansi") == ["😊"]


def test_trail_bytes_that_look_like_letters_stay_with_their_character():
    # 昞 is 95 5C in GBK escapes; written as \'95 followed by a plain letter in old files.
    assert lines(rb"\'81@\'81A") == [b"\x81@\x81A".decode("gb18030")]


def test_signs_and_breaks():
    body = r"a\emdash b\endash c\lquote d\rquote\ldblquote e\rdblquote\~f\_g\-h\{i\}\\\par\line j\tab k\page l\bullet m\sect"
    assert lines(body) == ["a—b–c‘d’“e” f-gh{i}\\", "j\tk", "l•m"]
    assert lines("a\\\nb") == ["a", "b"]


def test_automatic_numbers_are_those_last_shown():
    body = (
        r"{\listtext\pard "
        + hexed("一、")
        + r"\tab}"
        + hexed("举措")
        + r"\par{\pntext 2.\tab}2025\par{\listtext 1.}"
        + hexed("（一）甲")
        + r"\par"
    )
    assert lines(body) == ["一、举措", "2. 2025", "（一）甲"]


def test_rows_notes_boxes_and_headings():
    body = (
        r"\pard\outlinelevel0 A\par\pard\trowd\intbl a\cell b\par c\cell\row\trowd\intbl 1\cell 2\cell\row"
        r"\pard B{\super\chftn{\footnote \pard note\par}}\par C{\shp{\*\shpinst{\sp{\sn x}{\sv y}}{\shptxt box\par}}{\shprslt old}}\par"
        r"\pard\intbl\itap2 in\nestcell\row D"
    )
    found = content(body).blocks
    assert [block.text for block in found] == [
        "A",
        "a",
        "b",
        "c",
        "1\t2",
        "B",
        "note",
        "C",
        "box",
        "in",
        "D",
    ]
    assert (found[0].kind, found[0].level) == (BlockKind.HEADING, 1)
    assert found[4].kind is BlockKind.TABLE_ROW
    assert found[6].kind is BlockKind.NOTE


def test_a_cut_off_file_is_read_as_far_as_it_goes():
    found = read_rtf(RawFile(name="a", data=rb"{\rtf1 {\b abc {\footnote no"))
    assert [block.text for block in found.blocks] == ["abc", "no"]
    assert "没有完整结束" in found.warnings[0]


def test_groups_beyond_all_sense_are_refused():
    with pytest.raises(ReadError, match="嵌套过深"):
        read_rtf(RawFile(name="a", data=rb"{\rtf1" + b"{" * 3000))
