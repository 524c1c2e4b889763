"""Files find their unit by what they say, then by what they are called."""

from __future__ import annotations

import pytest

from scorer.batch.matching import Identity, match_unit
from scorer.season import RegisterEntry

UNITS = (
    "某某区人民政府办公室",
    "某某区司法局",
    "某某区财政局",
    "东城街道办事处",
    "某某区城市管理局",
    "某某区城市管理局东城分局",
)
ENTRIES = tuple(RegisterEntry(unit=unit) for unit in UNITS)


@pytest.mark.parametrize(
    ("name", "unit", "expected"),
    [
        ("1.docx", "某某区司法局", "某某区司法局"),
        ("1.docx", "某某区司法局党组", "某某区司法局"),
        ("1.docx", "司法局", "某某区司法局"),
        ("1.docx", "区司法局", "某某区司法局"),
        ("1.docx", "某某市某某区财政局", "某某区财政局"),
        ("1.docx", "某某区东城街道办事处", "东城街道办事处"),
        ("1.docx", "某某区城市管理局东城分局", "某某区城市管理局东城分局"),
        ("司法局2024年度报告.docx", "", "某某区司法局"),
        ("某某区城市管理局东城分局.docx", "", "某某区城市管理局东城分局"),
        ("城市管理局东城分局报告（终稿）.pdf", "", "某某区城市管理局东城分局"),
        ("财政局/报告.docx", "", "某某区财政局"),
        ("财政局/司法局转来.docx", "", "某某区司法局"),
        ("1.docx", "某某区教育局", None),
        ("1.docx", "", None),
        ("局.docx", "局", None),
    ],
)
def test_a_file_finds_its_unit(name: str, unit: str, expected: str | None) -> None:
    assert match_unit(name, Identity(unit=unit), ENTRIES).unit == expected


def test_what_the_report_says_beats_the_name_of_its_file_and_this_is_told() -> None:
    match = match_unit("财政局.docx", Identity(unit="某某区司法局"), ENTRIES)
    assert match.unit == "某某区司法局"
    assert "文件名像“某某区财政局”" in match.note


def test_a_unit_that_the_register_does_not_know_goes_by_the_file_name_and_this_is_told() -> None:
    match = match_unit("财政局.docx", Identity(unit="某某区地方金融办"), ENTRIES)
    assert match.unit == "某某区财政局"
    assert "台账里没有" in match.note


def test_two_units_that_fit_equally_well_are_told_and_none_is_taken() -> None:
    entries = [RegisterEntry(unit="甲区司法局"), RegisterEntry(unit="乙区司法局")]
    match = match_unit("司法局.docx", Identity(unit="司法局"), entries)
    assert match == (None, "正文里的“司法局”可能是：甲区司法局、乙区司法局")


def test_the_signature_and_the_title_serve_where_the_unit_was_not_recognised() -> None:
    assert match_unit("1", Identity(signed_by="某某区财政局"), ENTRIES).unit == "某某区财政局"
    title = "某某区司法局关于2024年度法治政府建设情况的报告"
    assert match_unit("1", Identity(title=title), ENTRIES).unit == "某某区司法局"
