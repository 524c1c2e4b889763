"""The made-up district holds what it says: every format is read as the unit's report of the year."""

from __future__ import annotations

import shutil
from collections import Counter
from pathlib import Path

import pytest

from scorer.errors import ReadError
from scorer.loader import load_checklist
from scorer.readers import read_many
from scorer.register import read_register
from scorer.report import Reading, Report
from scorer.segment import report_likeness, segment
from scorer.summary import find_copies, passage_source
from tests.district import BAD, COPIES, MISSING, UNITS, YEAR, District, Handed, make_district


@pytest.fixture(scope="module")
def district(tmp_path_factory: pytest.TempPathFactory) -> District:
    return make_district(tmp_path_factory.mktemp("district"))


@pytest.fixture(scope="module")
def readings(district: District) -> dict[str, Reading | ReadError]:
    handed = [one for one in district.units if one.file]
    found = read_many([district.folder / one.file for one in handed])
    return {one.file: reading for one, reading in zip(handed, found, strict=True)}


def told(one: Handed, readings: dict[str, Reading | ReadError]) -> Report:
    reading = readings[one.file]
    assert isinstance(reading, Reading), (one.file, reading)
    checklist = load_checklist()
    return segment(reading, checklist.outline, checklist.unit_kinds)


def test_it_has_the_units_it_says(district: District) -> None:
    assert len({one.unit for one in district.units}) == UNITS
    assert sum(not one.file for one in district.units) == len(MISSING) == 9
    assert sum(one.bad for one in district.units) == len(BAD) == 6
    assert len(COPIES) == 3
    assert not {*MISSING} & {*BAD} and not {n for pair in COPIES for n in pair} & {*MISSING, *BAD}
    formats = Counter(Path(one.file).suffix for one in district.good)
    assert {".txt", ".docx", ".pdf", ".html", ".rtf", ".ofd"} <= set(formats)
    assert min(formats.values()) >= 10
    if shutil.which("soffice"):
        assert {".doc", ".odt"} <= set(formats)
    register = read_register(district.register, load_checklist().unit_kinds, year=YEAR)
    assert [entry.unit for entry in register.entries] == [one.unit for one in district.units]
    assert register.notices == () and len(register.received) == UNITS - len(MISSING)


def test_every_good_file_is_its_units_report_of_the_year(
    district: District, readings: dict[str, Reading | ReadError]
) -> None:
    for one in district.good:
        report = told(one, readings)
        assert (report.unit, report.year) == (one.unit, YEAR), one.file
        assert report.complete and report_likeness(report, load_checklist().outline)[0]


def test_every_bad_file_cannot_be_read_or_is_no_report(
    district: District, readings: dict[str, Reading | ReadError]
) -> None:
    for one in district.units:
        if one.bad and isinstance(readings[one.file], Reading):
            assert not report_likeness(told(one, readings), load_checklist().outline)[0], one.file


def test_the_copies_are_found(district: District, readings: dict[str, Reading | ReadError]) -> None:
    sources = [passage_source(told(one, readings), unit=one.unit) for one in district.good]
    found = {(pair.first.unit, pair.second.unit) for pair in find_copies(sources)}
    wanted = {(district.unit(a).unit, district.unit(b).unit) for a, b in COPIES}
    assert wanted <= found


def test_the_same_call_gives_the_same_files(tmp_path: Path) -> None:
    def files(name: str) -> dict[str, bytes]:
        folder = make_district(tmp_path / name, office=False).folder
        return {
            str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()
        }

    assert files("a") == files("b")
