"""Chinese numerals, digits of both widths and mixtures become numbers, and back for headings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scorer.numerals import chinese, number, whole

NUMBERS = {
    "12": 12,
    "０": 0,
    "１２": 12,
    "1,386": 1386,
    "１，３８６": 1386,
    "12,345,678": 12345678,
    "3.5": 3.5,
    "３．５": 3.5,
    "3.5万": 35000,
    "0.57万": 5700,
    "2亿": 200_000_000,
    "5千": 5000,
    "3百万": 3_000_000,
    "零": 0,
    "〇": 0,
    "两": 2,
    "九": 9,
    "十": 10,
    "十一": 11,
    "二十": 20,
    "廿三": 23,
    "卅": 30,
    "九十九": 99,
    "一百": 100,
    "百": 100,
    "一百零五": 105,
    "二百三十五": 235,
    "两千": 2000,
    "一千零一十": 1010,
    "三万": 30000,
    "万": 10000,
    "一万两千": 12000,
    "二百三十五万零六": 2350006,
    "三亿五千万": 350_000_000,
    "一万亿": 1_000_000_000_000,
    "亿": 100_000_000,
    "二〇二三": 2023,
    "二○二四": 2024,
    "二零二四": 2024,
    "一〇三": 103,
    "半": 0.5,
    "上百": 100,
    "数十": 10,
    "几百": 100,
    "十几": 10,
    "上千": 1000,
}


@pytest.mark.parametrize(("text", "value"), NUMBERS.items())
def test_a_number_is_read(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    "text", ["", "几", "数", "三五", "七八", "次", "3次", "1月", "三件", "甲", "9" * 25, "1.", "多"]
)
def test_what_is_no_number_gives_none(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize(
    ("text", "value"), [("七十二", 72), ("108", 108), ("3.5", None), ("半", None), ("次", None)]
)
def test_an_ordinal_is_whole(text: str, value: int | None) -> None:
    assert whole(text) == value


@given(st.integers(0, 99))
def test_heading_numbers_come_back(value: int) -> None:
    assert whole(chinese(value)) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "零"), (7, "七"), (10, "十"), (11, "十一"), (20, "二十"), (99, "九十九")],
)
def test_headings_are_written_as_people_write_them(value: int, text: str) -> None:
    assert chinese(value) == text


@pytest.mark.parametrize("value", [-1, 100])
def test_heading_numbers_end_at_99(value: int) -> None:
    with pytest.raises(ValueError, match="between 0 and 99"):
        chinese(value)


@given(st.text(alphabet="0123456789０９,，.．零〇一二两十百千万亿廿几数上半", max_size=26))
def test_any_mixture_gives_a_number_or_none(text: str) -> None:
    value = number(text)
    assert value is None or value >= 0
