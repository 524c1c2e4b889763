"""The sheet 图表: the figures behind four charts, and the charts, which Excel draws."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from scorer.renderers.district_workbook.gaps import by_weight
from scorer.renderers.district_workbook.sheets import (
    NAVY,
    Book,
    number,
    printing,
    text,
)
from scorer.season import DistrictSummary

_NAME: Final = "图表"
_MOST_ITEMS: Final = 12
_FONT: Final = {"name": "仿宋", "size": 10}
_BLOCK_ROWS: Final = 19


class _Figures(NamedTuple):
    title: str
    label: str
    unit: str
    rows: Sequence[tuple[str, float | None]]
    kind: str
    rate: bool


def write_charts(book: Book, summary: DistrictSummary) -> None:
    sheet = book.workbook.add_worksheet(_NAME)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 11)
    sheet.set_column(2, 2, 3)
    sheet.set_row(0, 27)
    sheet.write_string(0, 0, "图表", book.formats["title"])
    at = 2
    for figures in _all_figures(summary):
        _write(book, sheet, at, figures)
        at += max(_BLOCK_ROWS, len(figures.rows) + 3)
    printing(sheet, _NAME)
    sheet.set_portrait()
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, at, 15)


def _all_figures(summary: DistrictSummary) -> list[_Figures]:
    bands = [
        (f"{band.low}～{band.high}{' 以下' if band.high < 100 else ''}", float(len(band.units)))
        for band in summary.bands
    ]
    grades = [(grade, float(count)) for grade, count in summary.grades.items()]
    groups = [(group.title, group.mean_rate) for group in summary.groups if group.units]
    items = [
        (f"{item.id} {item.title}", item.missing_share)
        for item in by_weight(summary)[:_MOST_ITEMS]
        if item.missing_share
    ]
    return [
        _Figures("分数分布", "分数段", "单位数", bands, "column", False),
        _Figures("等次分布", "等次", "单位数", grades, "column", False),
        _Figures("各组平均得分率", "组别", "得分率", groups, "bar", True),
        _Figures("缺失最多的项目", "项目", "缺失率", items, "bar", True),
    ]


def _write(book: Book, sheet: Any, at: int, figures: _Figures) -> None:
    head = book.formats["head"]
    sheet.write_string(at, 0, figures.label, head)
    sheet.write_string(at, 1, figures.unit, head)
    look = book.formats["rate" if figures.rate else "number"]
    for place, (label, value) in enumerate(figures.rows, at + 1):
        text(sheet, place, 0, label, book.formats["text"])
        number(sheet, place, 1, value, look)
    if figures.rows:
        sheet.insert_chart(at, 3, _chart(book, at, figures))


def _chart(book: Book, at: int, figures: _Figures) -> Any:
    """The chart over figures whose head stands in row `at`."""
    chart = book.workbook.add_chart({"type": figures.kind})
    last = at + len(figures.rows)
    chart.add_series(
        {
            "name": figures.title,
            "categories": [_NAME, at + 1, 0, last, 0],
            "values": [_NAME, at + 1, 1, last, 1],
            # The sheet's cells are on disk by now; Excel shows these until it reads them.
            "categories_data": [label for label, _ in figures.rows],
            "values_data": [value for _, value in figures.rows],
            "fill": {"color": NAVY},
            "gap": 60,
            "data_labels": {
                "value": True,
                "font": _FONT,
                "num_format": "0%" if figures.rate else "0",
            },
        }
    )
    chart.set_title({"name": figures.title, "name_font": {"name": "黑体", "size": 13}})
    chart.set_legend({"none": True})
    across = {"num_font": _FONT, "reverse": figures.kind == "bar"}
    along: dict[str, Any] = {
        "num_font": _FONT,
        "min": 0,
        "num_format": "0%" if figures.rate else "0",
        "major_gridlines": {"visible": True, "line": {"color": "#E3E0D8"}},
    }
    if figures.rate:
        along["max"] = 1
    # A bar's categories run down the page: XlsxWriter calls that its y axis.
    is_bar = figures.kind == "bar"
    chart.set_x_axis(along if is_bar else across)
    chart.set_y_axis(across if is_bar else along)
    chart.set_size({"width": 760, "height": 20 * (max(_BLOCK_ROWS, len(figures.rows) + 3) - 1)})
    return chart
