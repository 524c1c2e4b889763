"""A made-up district for tests: 120 units, what they handed in in every format, and the register.

Reports are made of the examples (`benchmarks.made_reports`), units are invented, and the same call
gives the same files, but for those that LibreOffice converts.
"""

from __future__ import annotations

import html
import io
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from openpyxl import Workbook

from benchmarks.made_reports import COPIES_EVERY, made_report, unit_name

sys.path.insert(0, str(Path(__file__).resolve().parent / "readers"))

import docx_builder
import page_builder

YEAR: Final = 2024
UNITS: Final = 120
MISSING: Final = tuple(range(7, UNITS, 13))[:9]
"""Numbers of the units that handed nothing in."""
COPIES: Final = tuple((n - 1, n) for n in range(COPIES_EVERY - 1, 99, COPIES_EVERY))
"""Numbers of two units each, of which the second took a paragraph from the first."""
_BAD: Final = (
    ("docx", b""),
    ("pdf", b"%PDF-1.4\nnothing that could be read\n"),
    ("txt", "关于做好2024年度绿化工作的通知\n请各单位按时植树。\n".encode()),
    ("docx", b"PK\x03\x04\x14\x00cut off"),
    ("ofd", b"no package"),
    ("html", b"<html><body>404 Not Found</body></html>"),
)
BAD: Final = (3, 22, 41, 60, 79, 99)
"""Numbers of the units whose file is none of their reports."""
_OWN_FORMATS: Final = ("txt", "docx", "pdf", "html", "rtf", "ofd")
_OFFICE_FORMATS: Final = ("doc", "odt")
_LONG_AGO: Final = (2025, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Handed:
    """A unit of the district and what it handed in."""

    number: int
    unit: str
    file: str
    """Path below the folder; empty: nothing."""
    bad: bool
    received: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """A folder of reports and its register."""

    folder: Path
    register: Path
    units: tuple[Handed, ...]
    """In the order of the register."""

    def unit(self, number: int) -> Handed:
        return self.units[number]

    @property
    def good(self) -> tuple[Handed, ...]:
        return tuple(one for one in self.units if one.file and not one.bad)


def district_at(place: Path, *, office: bool | None = None) -> District:
    """The district as `make_district` writes it below a folder; nothing is written."""
    converts = bool(shutil.which("soffice")) if office is None else office
    formats = (*_OWN_FORMATS, *(_OFFICE_FORMATS if converts else ()))
    units = tuple(_handed(number, formats) for number in range(UNITS))
    return District(folder=place / "报送材料", register=place / "台账.xlsx", units=units)


def make_district(place: Path, *, office: bool | None = None) -> District:
    """Write the district below a folder. `office`: whether LibreOffice converts some reports to its
    formats; None: where it is installed. Without it these are in the other formats."""
    district = district_at(place, office=office)
    folder, units = district.folder, district.units
    waiting: dict[str, list[Path]] = {}
    for one in units:
        if not one.file:
            continue
        path = folder / one.file
        path.parent.mkdir(parents=True, exist_ok=True)
        suffix = path.suffix[1:]
        if suffix in _OFFICE_FORMATS:
            waiting.setdefault(suffix, []).append(path)
        content = _BAD[BAD.index(one.number)][1] if one.bad else _content(one.number, suffix)
        path.write_bytes(content)
    for suffix, paths in waiting.items():
        _convert(paths, suffix, place / "office")
    _write_register(district.register, units)
    return district


def _handed(number: int, formats: Sequence[str]) -> Handed:
    unit = unit_name(number)
    if number in MISSING:
        return Handed(number=number, unit=unit, file="", bad=False, received=None)
    bad = number in BAD
    suffix = _BAD[BAD.index(number)][0] if bad else formats[number % len(formats)]
    folder = ("", "第一批/", "第二批/补交/")[number % 3]
    received = date(YEAR + 1, 2, 10) + timedelta(days=number % 30)
    file = f"{folder}{unit}{YEAR}年度报告.{suffix}"
    return Handed(number=number, unit=unit, file=file, bad=bad, received=received)


def _content(number: int, suffix: str) -> bytes:
    """The report in a format; in those of LibreOffice as the HTML that it is converted from."""
    lines = [line for line in made_report(number, year=YEAR).split("\n") if line.strip()]
    if suffix == "txt":
        return "\n".join(lines).encode("gb18030" if number % 2 else "utf-8")
    if suffix == "docx":
        return _settled(docx_builder.docx("".join(docx_builder.p(line) for line in lines)))
    if suffix == "rtf":
        return _rtf(lines)
    if suffix in {"pdf", "ofd"}:
        pages = page_builder.columns_of(lines)
        return page_builder.pdf(pages) if suffix == "pdf" else _settled(page_builder.ofd(pages))
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    head = '<!DOCTYPE html><html lang="zh"><head><meta charset="utf-8"></head>'
    return f"{head}<body>{body}</body></html>".encode()


def _rtf(lines: Sequence[str]) -> bytes:
    def unit(character: str) -> str:
        code = ord(character)
        return character if code < 128 else f"\\u{code - 65536 if code > 32767 else code}?"

    body = "\\par\n".join("".join(map(unit, line)) for line in lines)
    return ("{\\rtf1\\ansi\\ansicpg936\\uc1\n" + body + "\\par}").encode("ascii")


def _settled(content: bytes) -> bytes:
    """The package as if it had always been packed at the same time."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as package, zipfile.ZipFile(made, "w") as settled:
        for name in package.namelist():
            settled.writestr(zipfile.ZipInfo(name, _LONG_AGO), package.read(name))
    return made.getvalue()


def _convert(paths: Sequence[Path], suffix: str, work: Path) -> None:
    """Replace the HTML in these files by what LibreOffice makes of it."""
    for number, path in enumerate(paths):
        work.mkdir(exist_ok=True)
        shutil.move(path, work / f"{suffix}{number}.html")
    filters = {"doc": "doc:MS Word 97", "odt": "odt:writer8"}
    subprocess.run(
        [
            *("soffice", "--headless", f"-env:UserInstallation={(work / 'profile').as_uri()}"),
            *("--infilter=HTML (StarWriter)", "--convert-to", filters[suffix]),
            *("--outdir", str(work)),
            *(str(work / f"{suffix}{number}.html") for number in range(len(paths))),
        ],
        check=True,
        capture_output=True,
        timeout=300,
    )
    for number, path in enumerate(paths):
        shutil.move(work / f"{suffix}{number}.{suffix}", path)


def _write_register(path: Path, units: Sequence[Handed]) -> None:
    """The register as bureaus keep it: a merged title, dates as text and as dates, gaps."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([f"{YEAR}年度法治政府建设年度报告报送台账", None, None, None, None])
    sheet.merge_cells("A1:E1")
    sheet.append(["序号", "单位名称", "报送期限", "收到日期", "联系人（电话）"])
    for one in units:
        due = f"{YEAR + 1}年3月1日" if one.number % 2 else date(YEAR + 1, 3, 1)
        contact = f"某同志 {1000 + one.number}" if one.number % 4 else None
        sheet.append([one.number + 1, one.unit, due, one.received, contact])
    book.save(path)
