"""Years and dates in every form."""

from __future__ import annotations

import pytest

from scorer.segment.dates import find_years, split_date


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("2024年1月10日", ("", "2024-01-10")),
        ("2 0 2 4 年 1 月 1 0 日", ("", "2024-01-10")),
        ("２０２４年２月１日", ("", "2024-02-01")),
        ("二〇二四年二月一日", ("", "2024-02-01")),
        ("二○二四年十二月三十一日", ("", "2024-12-31")),
        ("二〇二五年一月廿三日", ("", "2025-01-23")),
        ("2024.1.10", ("", "2024-01-10")),
        ("2024-01-10", ("", "2024-01-10")),
        ("2024/1/10", ("", "2024-01-10")),
        ("2024年1月", ("", "2024-01")),
        ("2024年2月30日", ("", "2024-02")),
        ("2024年  月  日", ("", None)),
        ("2024.13", ("", None)),
        ("某某县司法局2024年1月10日", ("某某县司法局", "2024-01-10")),
        ("某某县司法局 2024年1月10日（印章）", ("某某县司法局", "2024-01-10")),
        ("2024年度", None),
        ("12月31日", None),
        ("截至2024年1月10日完成", None),
    ],
)
def test_date_at_the_end_of_a_line(line: str, expected: tuple[str, str | None] | None) -> None:
    assert split_date(line) == expected


def test_years_are_found_in_every_form() -> None:
    text = "2023年、２０２４年、二〇二二年度、2 0 2 1 年、2025法治政府建设；12023年；2030"
    assert find_years(text) == [2023, 2024, 2022, 2021, 2025]
