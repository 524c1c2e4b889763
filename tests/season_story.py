"""A season of the made-up district, played once for all tests: what was done and what was left.

After each step the results folder is copied, so that every state can be looked at later. Test
processes that run side by side share one season: the first one plays it, the others wait.
"""

from __future__ import annotations

import io
import json
import os
import shutil
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

import docx
import openpyxl
import pytest

from benchmarks.made_reports import made_report
from scorer.checklist import Verdict
from scorer.cli import run
from scorer.loader import load_checklist
from tests.district import YEAR, District, district_at, make_district
from tests.season_figures import DECISIONS, Figures, Said, Unit, figures

STAGES: Final = ("first", "decided", "resubmitted", "reverted")
_WAIT_SECONDS: Final = 900
_LEFT_OUT: Final = (".scorer", "缺项页", "旧版")


class Edit(NamedTuple):
    """What a reviewer writes: on a subject, or on the item at a place among those with a verdict."""

    new: str
    reason: str
    of: str = ""
    place: int = 0
    subject: str = ""


FIRST: Final = ("审查人甲", "2025-03-10")
SECOND: Final = ("审查人乙", "2025-03-11")
LATER: Final = "2025-03-18"
POOR, GOOD, DISPUTED, KEEPS, SWINGS = 2, 0, 12, 24, 48
ALTERS, MENDS, FAULTY, AGREES, REMARKS = 17, 27, 4, 9, 14
MENDED: Final = "LL-03"
BY_WORD: Final = {
    POOR: (
        Edit("accepted", "请改正", subject="CK-08#1"),
        Edit("", "请看附件", of="evidenced", place=1),
        Edit("evidenced", "附件有分析", of="absent"),
        Edit("not_applicable", "没有这项职责", of="evidenced", place=3),
        Edit("evidenced", "附件有会议记录", of="stated", place=3),
    ),
    GOOD: (Edit("planned", "说的是下一年度", of="evidenced", place=5),),
    DISPUTED: (Edit("absent", "不是本单位做的", of="evidenced", place=2),),
    KEEPS: (Edit("stated", "没有写次数", of="evidenced", place=9),),
    SWINGS: (Edit("evidenced", "附件有合同", of="stated", place=2),),
}
"""Of the first reviewer by the unit's number; in the order of the sheet."""
BY_EXCEL: Final = {
    DISPUTED: (Edit("stated", "写得太笼统", of="evidenced", place=2),),
    ALTERS: (Edit("evidenced", "附件有记录", of="stated", place=1),),
    MENDS: (
        Edit("stated", "附件有说明", of="absent"),
        Edit("dismissed", "引用文件名称", subject="CK-08#1"),
    ),
    FAULTY: (
        Edit("accepted", "请编号", subject="CK-02#1"),
        Edit("dismissed", "基数在附件中", subject="CK-15#1"),
    ),
    AGREES: (Edit("evidenced", "已核对", of="evidenced", place=7),),
    REMARKS: (Edit("", "来年请写明次数", of="stated"),),
}
"""Of the second reviewer; the row for the disputed item is a conflict."""


@dataclass(frozen=True)
class Call:
    """What a command said."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Story:
    """Where everything of the season lies."""

    place: Path
    district: District

    @property
    def out(self) -> Path:
        return self.place / "结果"

    def stage(self, name: str) -> Path:
        """The results as they were then."""
        return self.place / "各步" / name

    @property
    def ledger(self) -> Path:
        return self.out / "审查记录.sqlite"

    def first_file(self, number: int) -> Path:
        """A copy of what a unit handed in before it handed in again."""
        return self.place / "原报告" / Path(self.district.unit(number).file).name

    def said(self, name: str) -> list[Said]:
        """What reviewers had said by then, in the order in which it was taken."""
        told = self.noted("said")[name]
        return [Said(*one[:6], tuple(one[6]), *one[7:]) for one in told]

    def figures(self, name: str) -> Figures:
        return _figures(self, name)

    def noted(self, name: str) -> Any:
        """What the player wrote down."""
        return json.loads((self.place / f"{name}.json").read_bytes())

    def note(self, name: str, value: Any) -> None:
        text = json.dumps(value, ensure_ascii=False)
        (self.place / f"{name}.json").write_text(text, "utf-8")

    def call(self, *arguments: object) -> Call:
        """Run the command line, in this process."""
        out, err = (io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True) for _ in range(2))
        with _own_cache(self.place), redirect_stdout(out), redirect_stderr(err):
            code = run([str(one) for one in arguments])
        told = [stream.buffer.getvalue().decode("utf-8") for stream in (out, err)]
        return Call(code, *told)

    def review(self, name: str) -> Call:
        """Review what lies in the folder now, and keep a copy of all that comes of it."""
        places = (self.district.folder, "--register", self.district.register, "--out", self.out)
        season = ("--year", YEAR, "--bureau", "青禾区法治办公室", "--contact", "某同志 1000")
        call = self.call("review", *places, *season, "--workers", 2)
        copy = self.stage(name)
        shutil.copytree(self.out, copy, ignore=shutil.ignore_patterns(*_LEFT_OUT))
        return call


@cache
def _figures(story: Story, name: str) -> Figures:
    return figures(story.stage(name), story.said(name))


def play(factory: pytest.TempPathFactory) -> Story:
    """The season, played by this process or by the one beside it."""
    shared = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    base = factory.getbasetemp()
    place = (base.parent if shared else base) / f"season-{shared or 'alone'}"
    story = Story(place, district_at(place))
    done = place / "done"
    try:
        place.mkdir()
    except FileExistsError:
        _wait_for(done)
    else:
        try:
            make_district(place)
            _play(story)
        finally:
            done.touch()
    if not (place / "whole").exists():
        pytest.fail("the season could not be played to its end: see the first failure")
    return story


def _wait_for(done: Path) -> None:
    last = time.monotonic() + _WAIT_SECONDS
    while not done.exists():
        assert time.monotonic() < last, "the season takes too long"
        time.sleep(0.2)


@contextmanager
def _own_cache(place: Path) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(place / "cache"))
        yield


def _play(story: Story) -> None:
    calls = {"review": [told(story.review("first"))]}
    said = {"first": [], "decided": _edit(story)}
    calls["collect"] = [_collect(story, *sheets_of(story, BY_WORD), story.out / "汇总表.xlsx")]
    calls["review"].append(told(story.review("decided")))
    calls["collect"].append(_collect(story, story.out))
    said["resubmitted"] = said["reverted"] = [
        *said["decided"],
        _change_mind(story, said["decided"]),
    ]
    calls["collect"].append(_collect(story, story.out / "汇总表.xlsx"))
    path = story.district.folder / story.district.unit(SWINGS).file
    first = path.read_bytes()
    _resubmit(story, said["resubmitted"])
    calls["review"].append(told(story.review("resubmitted")))
    path.write_bytes(first)
    calls["review"].append(told(story.review("reverted")))
    story.note("calls", calls)
    story.note("said", said)
    (story.place / "whole").touch()


def told(call: Call) -> list[Any]:
    return [call.code, call.out, call.err]


def _collect(story: Story, *files: Path) -> list[Any]:
    call = story.call("collect", *files, "--format", "json")
    return [call.code, json.loads(call.out), call.err]


def sheets_of(story: Story, numbers: Iterable[int]) -> list[Path]:
    return [story.out / f"审查表/{story.district.unit(n).unit}.docx" for n in numbers]


def report_of(number: int) -> str:
    """The unit's first report as text, with the blank lines that its file does not have."""
    return made_report(number, year=YEAR)


def _edit(story: Story) -> list[Said]:
    """Two reviewers fill in sheets and the workbook; what they say, in the order of being taken."""
    units = {unit.name: unit for unit in figures(story.out).units}
    said: dict[str, list[Said]] = {}

    def says(number: int, edit: Edit, by: tuple[str, str]) -> None:
        name = story.district.unit(number).unit
        so_far = said.setdefault(name, [])
        unit = Unit(units[name].row, units[name].result, tuple(so_far))
        subject = edit.subject or unit.with_verdict(edit.of)[edit.place]
        so_far.append(unit.says(subject, edit.new, reviewer=by[0], reason=edit.reason, day=by[1]))

    for number, edits in BY_WORD.items():
        for edit in edits:
            says(number, edit, FIRST)
        (path,) = sheets_of(story, [number])
        _fill_word(path, said[story.district.unit(number).unit])
    for number, edits in BY_EXCEL.items():
        for edit in edits:
            says(number, edit, SECOND)
    faulty = story.district.unit(FAULTY).unit
    filled = [one for told in said.values() for one in told if one.reviewer == SECOND[0]]
    _fill_excel(story.out / "汇总表.xlsx", filled, faulty=faulty)
    return [one for told in said.values() for one in told]


def _fill_word(path: Path, said: Iterable[Said]) -> None:
    """Write into the last two cells of the rows, and sign."""
    words = {one.subject: (DECISIONS[one.new], one.reason) for one in said}
    made = docx.Document(str(path))
    for table in made.tables:
        for row in table.rows:
            cells = row.cells
            if cells[0].text in words:
                cells[-2].text, cells[-1].text = words.pop(cells[0].text)
            if cells[0].text == "审查人":
                cells[1].text, cells[3].text = FIRST
    assert not words
    made.save(str(path))


def _fill_excel(path: Path, said: Iterable[Said], *, faulty: str = "") -> None:
    book = openpyxl.load_workbook(path)
    for one in said:
        _fill_row(book, one.unit, one.subject, [DECISIONS[one.new], *one[4:5], *one[3:4], one.day])
    if faulty:
        _fill_row(book, faulty, "ST-01", ["缺失", None, SECOND[0], SECOND[1]])
    book.save(path)


def _fill_row(book: Any, unit: str, subject: str, values: list[str | None]) -> None:
    """Write the four cells of a reviewer: what is decided, the opinion, name and day."""
    sheet = book["全文核查" if "#" in subject else "逐项审查"]
    head = {cell.value: cell.column for cell in sheet[3]}
    for row in sheet.iter_rows(min_row=4):
        if (row[head["单位"] - 1].value, row[head["键"] - 1].value) == (unit, subject):
            first = head.get("改判为") or head["处理"]
            for column, value in enumerate(values, first):
                sheet.cell(row[0].row, column).value = value
            return
    raise AssertionError(f"no row for {subject} of {unit}")


def _change_mind(story: Story, said: list[Said]) -> Said:
    """The second reviewer changes a row of the workbook that the program had filled in."""
    name = story.district.unit(AGREES).unit
    unit = next(unit for unit in figures(story.out, said).units if unit.name == name)
    (before,) = unit.said
    new = unit.says(
        before.subject, "stated", reviewer=SECOND[0], reason="附件与原文不符", day=LATER
    )
    _fill_excel(story.out / "汇总表.xlsx", [new])
    return new


def _resubmit(story: Story, said: list[Said]) -> None:
    """Four units hand in again: with a gap mended, an altered quote, a finding mended, and an
    altered quote that they take back later."""
    lines = report_of(KEEPS).split("\n")
    _hand_in(story, KEEPS, "\n".join([*lines[:12], sentence_for(MENDED), *lines[12:]]))
    for number in (ALTERS, SWINGS):
        name = story.district.unit(number).unit
        quote = next(one for one in said if one.unit == name).quotes[0]
        text = report_of(number)
        assert text.count(quote) == 1, quote
        altered = f"{quote[:-1]}，各项工作有序开展{quote[-1]}"
        _hand_in(story, number, text.replace(quote, altered))
    _hand_in(story, MENDS, report_of(MENDS).replace("党风廉政", "法治"))


def sentence_for(item: str) -> str:
    """A sentence that carries the item, of the checklist's own examples."""
    (found,) = (one for one in load_checklist().items if one.id == item)
    return next(one.text for one in found.examples if one.verdict is Verdict.EVIDENCED)


def _hand_in(story: Story, number: int, text: str) -> None:
    """In place of the first file where that is a plain text, else as another file beside it."""
    path = story.district.folder / story.district.unit(number).file
    kept = story.first_file(number)
    kept.parent.mkdir(exist_ok=True)
    shutil.copy(path, kept)
    if path.suffix != ".txt":
        path = path.with_name(f"{path.stem}（补正）.txt")
    path.write_text(text, "utf-8")
    story.note(f"补正{number}", str(path))
