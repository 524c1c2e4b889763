"""Numbers look as Word shows them."""

from __future__ import annotations

import pytest

from scorer.readers.labels import number_label


@pytest.mark.parametrize(
    ("form", "number", "label"),
    [
        ("chineseCounting", 1, "一"),
        ("chineseCounting", 10, "十"),
        ("chineseCountingThousand", 12, "十二"),
        ("japaneseCounting", 20, "二十"),
        ("chineseCounting", 101, "一百零一"),
        ("chineseCounting", 110, "一百一十"),
        ("chineseCounting", 1001, "一千零一"),
        ("chineseCounting", 2030, "二千零三十"),
        ("chineseLegalSimplified", 12, "壹拾贰"),
        ("ideographDigital", 10, "一〇"),
        ("decimalEnclosedCircle", 20, "⑳"),
        ("decimalEnclosedCircleChinese", 21, "㉑"),
        ("decimalEnclosedCircle", 36, "㊱"),
        ("decimalEnclosedCircle", 51, "51"),
        ("decimalEnclosedParen", 3, "⑶"),
        ("decimalEnclosedParen", 21, "(21)"),
        ("decimalEnclosedFullstop", 21, "21."),
        ("ideographEnclosedCircle", 2, "㊁"),
        ("ideographEnclosedCircle", 11, "十一"),
        ("decimalFullWidth", 12, "１２"),
        ("decimalZero", 3, "03"),
        ("ideographTraditional", 2, "乙"),
        ("ideographTraditional", 11, "11"),
        ("ideographZodiac", 12, "亥"),
        ("lowerLetter", 28, "bb"),
        ("upperLetter", 1, "A"),
        ("lowerRoman", 4, "iv"),
        ("upperRoman", 1949, "MCMXLIX"),
        ("decimal", 7, "7"),
        ("bullet", 7, ""),
        ("bullet", 0, ""),
        ("chineseCounting", 0, "0"),
        ("lowerLetter", 99999, "99999"),
        ("unheardOf", 5, "5"),
    ],
)
def test_each_number_format_has_its_form(form, number, label):
    assert number_label(number, form) == label
