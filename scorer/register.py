"""A register of units (台账, .xlsx or .csv) in; who owes a report, until when, and who to ask out.

Real registers have a title above the header, merged cells, dates typed as text and columns in any
order. A table without a column of units is refused; anything smaller is a notice with its row,
and the row still counts.
"""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Final

from scorer.errors import ReadError, UsageError
from scorer.readers.limits import DEFAULT_LIMITS, MEGABYTE
from scorer.readers.rawfile import RawFile
from scorer.readers.workbooks import Area, Book
from scorer.season import RegisterEntry
from scorer.wordlists import UnitKind

_COLUMNS: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "unit": (
            *("单位", "单位名称", "报送单位", "填报单位", "责任单位", "部门", "部门名称"),
            *("单位全称", "报告单位", "应报单位", "名称"),
        ),
        "kind": ("类型", "单位类型", "类别", "单位类别", "单位性质"),
        "due": (
            *("截止日期", "报送期限", "应报日期", "报送截止日期", "截止时间", "期限", "应报时间"),
            "报送时限",
        ),
        "received": (
            *("收到日期", "报送日期", "收文日期", "实际报送日期", "报送时间", "收到时间"),
            "提交日期",
        ),
        "contact": ("联系人", "联系方式", "联系电话", "电话", "联系人及电话", "经办人"),
    }
)
"""Headers by which each column is known; blanks and notes in brackets do not count."""

_HEADER_ROWS: Final = 15
_MOST_ROWS: Final = 20_000
_MOST_COLUMNS: Final = 100
_ASIDE: Final = re.compile(r"[（(][^（）()]*[）)]")
_DATE: Final = re.compile(r"(\d{4})\s*[年./\-－]\s*(\d{1,2})\s*[月./\-－]\s*(\d{1,2})\s*[日号]?")
_DAY: Final = re.compile(r"(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?")
_COMPACT: Final = re.compile(r"(20\d\d)([01]\d)([0-3]\d)")
_EXCEL_DAY: Final = date(1899, 12, 30)
"""Day 0 of Excel's calendar for every date after February 1900."""
_EXCEL_DAYS: Final = range(36526, 73051)
"""Whole numbers that are dates of 2000 to 2099 where a date is expected."""

Cell = str | date
Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """The units that owe a report, in the register's order."""

    entries: tuple[RegisterEntry, ...]
    received: Mapping[str, date] = field(default_factory=dict)
    """When a unit's report came in, by unit, where the register tells."""
    notices: tuple[str, ...] = ()
    """What could not be taken as it stands, each with its row."""


def read_register(path: Path, kinds: Sequence[UnitKind], *, year: int | None = None) -> Register:
    """The register of a file. `year` is the report year: a day without a year (3月1日) belongs to
    the year after it. UsageError where the file cannot be read or names no units."""
    rows = _rows_of(path)
    top, columns = _header(path, rows)
    taken = _Intake(path.name, {kind.title: kind.id for kind in kinds}, year)
    for number, row in enumerate(rows[top + 1 :], start=top + 2):
        taken.add(number, {name: row[at] if at < len(row) else "" for name, at in columns.items()})
    if not taken.entries:
        raise UsageError(f"台账“{path.name}”第{top + 1}行是表头，下面一个单位也没有。请核对文件。")
    return Register(
        entries=tuple(taken.entries.values()),
        received=taken.received,
        notices=tuple(taken.notices),
    )


class _Intake:
    """Rows so far."""

    def __init__(self, name: str, kinds: Mapping[str, str], year: int | None) -> None:
        self.entries: dict[str, RegisterEntry] = {}
        self.received: dict[str, date] = {}
        self.notices: list[str] = []
        self._name, self._kinds, self._year = name, kinds, year

    def add(self, number: int, cells: Mapping[str, Cell]) -> None:
        unit = re.sub(r"\s+", "", _text(cells["unit"]))
        if not unit or unit in {"合计", "总计", "小计"} or unit in _COLUMNS["unit"]:
            return
        if unit in self.entries:
            self._notice(number, f"“{unit}”在上面已经有了，这一行没有再算")
            return
        due = self._date(number, "截止日期", cells.get("due", ""))
        received = self._date(number, "收到日期", cells.get("received", ""))
        if received:
            self.received[unit] = received
        kind = self._kind(number, _text(cells.get("kind", "")))
        contact = _text(cells.get("contact", ""))
        self.entries[unit] = RegisterEntry(unit=unit, kind=kind, due=due, contact=contact)

    def _kind(self, number: int, word: str) -> str | None:
        if not word or word in self._kinds.values():
            return word or None
        if word not in self._kinds:
            known = "、".join(self._kinds)
            self._notice(number, f"没有单位类型“{word}”，改按名称猜；可用的类型：{known}")
        return self._kinds.get(word)

    def _date(self, number: int, column: str, cell: Cell) -> date | None:
        if cell == "":
            return None
        found = cell if isinstance(cell, date) else date_of(cell, year=self._year)
        if found is None:
            self._notice(number, f"{column}“{cell}”认不出，按没有填处理；请写成2025-03-01的样子")
        return found

    def _notice(self, number: int, message: str) -> None:
        self.notices.append(f"台账“{self._name}”第{number}行：{message}。")


def date_of(text: str, *, year: int | None = None) -> date | None:
    """A date as people type it, None where it is none. A day alone is of the year after `year`."""
    words = unicodedata.normalize("NFKC", text).strip()
    full = _DATE.match(words) or _COMPACT.fullmatch(words)
    try:
        if full:
            return date(int(full[1]), int(full[2]), int(full[3]))
        day = _DAY.match(words)
        if day and year is not None:
            return date(year + 1, int(day[1]), int(day[2]))
    except ValueError:
        return None
    number = words.removesuffix(".0")
    if number.isdecimal() and int(number) in _EXCEL_DAYS:
        return _EXCEL_DAY + timedelta(days=int(number))
    return None


def _header(path: Path, rows: Sequence[Row]) -> tuple[int, dict[str, int]]:
    """Place of the header row and the column of each field that it has."""
    for number, row in enumerate(rows[:_HEADER_ROWS]):
        columns: dict[str, int] = {}
        for at, cell in enumerate(row):
            word = _ASIDE.sub("", re.sub(r"\s+", "", _text(cell)))
            for name, words in _COLUMNS.items():
                if word in words:
                    columns.setdefault(name, at)
        # A title row that is merged over all columns repeats one word; a header has neighbours.
        if "unit" in columns and (len(columns) > 1 or len({c for c in row if c != ""}) <= 2):
            return number, columns
    found = "、".join(_text(cell) for row in rows[:3] for cell in row if cell != "")[:60]
    raise UsageError(
        f"台账“{path.name}”前{_HEADER_ROWS}行里没有“单位名称”这一列"
        f"（看到的是：{found or '空表'}）。"
        "请把单位那一列的表头写成“单位名称”；另可有：单位类型、截止日期、收到日期、联系人。"
    )


def _text(cell: Cell) -> str:
    return cell.isoformat() if isinstance(cell, date) else cell.strip()


def _rows_of(path: Path) -> list[Row]:
    try:
        with path.open("rb") as file:
            content = file.read(DEFAULT_LIMITS.file_size + 1)
    except OSError as error:
        why = "找不到" if isinstance(error, FileNotFoundError) else "打不开"
        raise UsageError(f"{why}台账“{path}”。请核对路径；正在Excel里开着的请先关闭。") from error
    if len(content) > DEFAULT_LIMITS.file_size:
        most = DEFAULT_LIMITS.file_size // MEGABYTE
        raise UsageError(f"台账“{path.name}”超过{most}MB，不像是单位的台账。请核对文件。")
    if content[:4] == b"PK\x03\x04":
        return _sheet_rows(path.name, content)
    if content[:4] == b"\xd0\xcf\x11\xe0":
        raise UsageError(f"台账“{path.name}”是旧的 .xls 格式，请在Excel里另存为 .xlsx 再试。")
    return _csv_rows(path.name, content)


def _csv_rows(name: str, content: bytes) -> list[Row]:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        head = text[:4096]
        delimiter = max(",\t;，", key=head.count)
        try:
            rows: list[Row] = [
                tuple(row) for row in csv.reader(io.StringIO(text), delimiter=delimiter)
            ]
        except csv.Error as error:
            raise UsageError(
                f"台账“{name}”里有一格长得不像表格，多半是引号没有成对。"
                "请在Excel里打开后另存为 .xlsx 再试。"
            ) from error
        _refuse_endless(name, len(rows))
        return rows
    raise UsageError(f"台账“{name}”的文字编码认不出，请在Excel里另存为 .xlsx 或 UTF-8 的 .csv。")


def _sheet_rows(name: str, content: bytes) -> list[Row]:
    """Rows of the first sheet that is shown and has any; merged cells hold their value in each."""
    try:
        with Book(RawFile(name=name, data=content), values=True) as book:
            for title in filter(book.is_shown, book.titles):
                rows = _said(name, book, title)
                if rows:
                    for area in book.merged(title):
                        _fill(rows, area)
                    return [tuple(row) for row in rows]
    except ReadError as error:
        raise UsageError(f"台账“{name}”：{error.message}") from error
    return []


def _said(name: str, book: Book, title: str) -> list[list[Cell]]:
    """The rows down to the last one that says anything, all of one width."""
    said: dict[int, list[Cell]] = {}
    for number, cells in book.rows(title, columns=_MOST_COLUMNS):
        row = [_cell(cell.value) for cell in cells]
        if any(cell != "" for cell in row):
            said[number] = row
    last, width = max(said, default=0), max(map(len, said.values()), default=0)
    _refuse_endless(name, last)
    rows = [said.get(number, []) for number in range(1, last + 1)]
    return [[*row, *[""] * (width - len(row))] for row in rows]


def _refuse_endless(name: str, rows: int) -> None:
    if rows > _MOST_ROWS:
        raise UsageError(
            f"台账“{name}”有{rows}行，超过{_MOST_ROWS}行的限度。请删去与单位无关的行。"
        )


def _fill(rows: list[list[Cell]], area: Area) -> None:
    if area.top > len(rows) or area.left > len(rows[area.top - 1]):
        return
    value = rows[area.top - 1][area.left - 1]
    for row in rows[area.top - 1 : area.bottom]:
        row[area.left - 1 : area.right] = [value] * len(row[area.left - 1 : area.right])


def _cell(value: object) -> Cell:
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return value if isinstance(value, date) else "" if value is None else str(value)
