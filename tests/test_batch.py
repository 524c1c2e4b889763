"""A folder through a review: every unit and file accounted for, killed runs ended as if nothing
had happened, people's edits kept."""

from __future__ import annotations

import base64
import csv
import io
import json
import os
import pickle
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from urllib.parse import unquote

import pytest
from openpyxl import load_workbook

from scorer.batch import Progress, Request, Review, review_folder
from scorer.batch.files import digest_of, put_aside, sole_user, unwritable, write_atomic
from scorer.batch.journal import Journal
from scorer.batch.outcomes import State, render_table
from scorer.batch.pool import Lost
from scorer.batch.reviewing import _Crew, _digested
from scorer.batch.rows import Rows, packed_row, unpacked_row
from scorer.batch.sources import Submission, Trouble
from scorer.batch.stages import (
    Failed,
    File,
    Job,
    Scored,
    Setup,
    begin,
    recall_identity,
    recall_scored,
    work,
)
from scorer.checklist import Checklist
from scorer.errors import UsageError
from scorer.loader import load_checklist
from scorer.pipeline import score_text
from scorer.register import Register
from scorer.season import RegisterEntry, ReviewedReport, Season
from scorer.summary import unit_row

TINY = Path(__file__).parent / "checklists" / "tiny.yaml"
UNITS = ("某某区司法局", "某某区财政局", "某某区教育局", "某某区民政局")
REGISTER = Register(entries=tuple(RegisterEntry(unit=unit) for unit in UNITS))


def report(unit: str, *, year: int = 2024, lawyers: int = 2) -> str:
    return f"""{unit}{year}年度法治政府建设情况报告
一、主要举措
全年聘请{lawyers}名律师担任法律顾问，审查合同12件。开展普法宣传5场。
二、下一年度安排
下一步将继续加强行政执法培训。
{unit}
{year + 1}年1月10日
"""


def write(folder: Path, name: str, text: str, *, time: int = 1_700_000_000) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    os.utime(path, (time, time))
    return path


@pytest.fixture(scope="module")
def checklist() -> Checklist:
    return load_checklist(TINY)


@pytest.fixture
def request_(tmp_path: Path, checklist: Checklist) -> Request:
    folder = tmp_path / "报告"
    write(folder, "司法局.txt", report("某某区司法局"))
    write(folder, "1.txt", report("某某区财政局"))
    return Request(
        folder=folder, out=tmp_path / "结果", checklist=checklist, register=REGISTER, workers=2
    )


def tree(folder: Path) -> dict[str, bytes]:
    """Every result by its name; the work folder is no result, and the ledger tells the time."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".scorer" not in path.parts and "审查记录" not in path.name
    }


def states(review: Review) -> dict[str, str]:
    return {unit.unit: unit.state.value for unit in review.units}


def counted(request: Request) -> tuple[Review, int]:
    """A review and how many pieces it really worked on."""
    told: dict[str, Progress] = {}
    review = review_folder(request, lambda progress: told.update({progress.step: progress}))
    return review, sum(one.done - one.kept for one in told.values())


def test_every_unit_is_scored_or_listed_as_not_submitted(request_: Request) -> None:
    write(request_.folder, "街道/新来.txt", report("某某区商务局"))
    write(request_.folder, "教育局.docx", "这不是报告")
    review, _ = counted(request_)
    assert states(review) == {
        "某某区司法局": "scored",
        "某某区财政局": "scored",
        "某某区教育局": "unread",
        "某某区民政局": "not_submitted",
        "某某区商务局": "scored",
    }
    assert [unit.unit for unit in review.units if not unit.listed] == ["某某区商务局"]
    assert [name for name, _ in review.unread] == ["教育局.docx"]
    assert "不像一份法治政府建设年度报告" in review.unread[0][1]
    for unit in review.units:
        for name, digest in unit.outputs.items():
            assert digest_of((request_.out / name).read_bytes()) == digest


def test_the_lists_say_what_the_results_say(request_: Request) -> None:
    counted(request_)
    told = json.loads((request_.out / "清单.json").read_bytes())
    rows = list(csv.DictReader(io.StringIO((request_.out / "清单.csv").read_text("utf-8-sig"))))
    assert [unit["unit"] for unit in told["units"]] == [row["单位"] for row in rows] == list(UNITS)
    for unit, row in zip(told["units"], rows, strict=True):
        if unit["state"] != "scored":
            assert row["状态"] == "未报送" and row["得分率%"] == ""
            continue
        result = json.loads((request_.out / f"结果数据/{unit['unit']}.json").read_bytes())
        assert unit["figures"]["percent"] == result["score"]["percent"] == float(row["得分率%"])
        assert unit["figures"]["points"] == result["score"]["points"]
        verdicts = [item["verdict"] for item in result["items"]]
        assert int(row["有实据"]) == verdicts.count("evidenced")
        assert int(row["缺失"]) == verdicts.count("absent")
        assert unit["figures"]["digest"] == result["report"]["digest"]
        assert (request_.out / row["缺项页"]).is_file()


def test_every_scored_unit_gets_its_sheet_and_who_lacks_something_a_notice(
    request_: Request,
) -> None:
    poor = "某某区教育局2024年度法治政府建设情况报告\n一、主要举措\n全年聘请2名律师担任法律顾问。\n"
    write(request_.folder, "教育局.txt", poor)
    received = {"某某区教育局": date(2025, 3, 4)}
    register = replace(REGISTER, received=received)
    season = Season(year=2024, bureau="某某区司法局", supplement_by=date(2025, 3, 20))
    review, _ = counted(replace(request_, register=register, season=season))
    sheet = request_.out / "审查表/某某区教育局.docx"
    words = word_text(sheet)
    assert "某某区教育局" in words and "2025年3月4日" in words
    assert "2025年3月20日" in word_text(request_.out / "补正通知书/某某区教育局.docx")
    assert all(f"审查表/{unit.unit}.docx" in unit.outputs for unit in review.units if unit.figures)
    before = sheet.stat().st_mtime_ns
    _, done = counted(replace(request_, register=REGISTER, season=season))
    assert done == 1, "another day of receipt makes one sheet again"
    assert sheet.stat().st_mtime_ns != before


def test_the_district_gets_its_page_and_its_workbook(request_: Request) -> None:
    write(request_.folder, "教育局.txt", "不是报告")
    counted(request_)
    page = (request_.out / "汇总.html").read_text("utf-8")
    assert all(unit in page for unit in UNITS)
    assert 'href="缺项页/某某区财政局.html' in unquote(page)
    book = load_workbook(request_.out / "汇总表.xlsx")
    words = {cell.value for sheet in book for row in sheet.iter_rows() for cell in row}
    assert set(UNITS) <= words


def test_what_a_reviewer_writes_into_the_workbook_survives_further_runs(
    request_: Request,
) -> None:
    counted(request_)
    path = request_.out / "汇总表.xlsx"
    path.write_bytes(b"filled in")
    counted(request_)
    assert path.read_bytes() == b"filled in"
    write(request_.folder, "1.txt", report("某某区财政局", lawyers=7))
    counted(request_)
    assert (request_.out / "旧版/汇总表.xlsx").read_bytes() == b"filled in"
    assert path.read_bytes() != b"filled in"


def test_a_tampered_row_runs_nothing() -> None:
    evil = base64.b64encode(pickle.dumps(os.getcwd)).decode()
    assert unpacked_row({"row": evil, "passages": []}) is None
    assert unpacked_row({"row": "nothing", "passages": []}) is None
    assert unpacked_row({}) is None


def test_a_row_comes_back_as_it_was_and_its_passages_when_they_are_wanted(
    request_: Request,
) -> None:
    card = score_text(report("某某区司法局"), request_.checklist)
    reviewed = ReviewedReport(entry=REGISTER.entries[0], scorecard=card, gap_page="a.html")
    row = unit_row(reviewed, request_.season)
    journal = Journal(request_.out)
    journal.keep("finished", "key", packed_row(row))
    found = Rows(journal).of("key")
    assert found is not None and found.passages is not None and row.passages is not None
    assert found.passages.passages[0] == row.passages.passages[0]
    assert found.passages.passages[:] == row.passages.passages
    assert len(found.passages.passages) == len(row.passages.passages) > 0
    assert replace(found, passages=None) == replace(row, passages=None)
    journal.keep("finished", "bare", packed_row(replace(row, passages=None)))
    assert Rows(journal).of("bare") == replace(row, passages=None)
    assert Rows(journal).of("none") is None


def word_text(path: Path) -> str:
    with zipfile.ZipFile(path) as package:
        return re.sub("<[^>]*>", "", package.read("word/document.xml").decode("utf-8"))


def test_without_the_library_for_word_files_there_are_none(request_: Request) -> None:
    begin(Setup(request_.checklist, request_.out, ()))
    path = request_.folder / "1.txt"
    file = File("1.txt", path, digest_of(path.read_bytes()))
    (scored,) = work([Job("key", file, RegisterEntry(unit="x"), None, "x")])
    assert isinstance(scored, Scored) and len(scored.outputs) == 2


def test_a_second_run_does_nothing_and_changes_nothing(request_: Request) -> None:
    counted(request_)
    before = {p: p.stat().st_mtime_ns for p in request_.out.rglob("*") if p.is_file()}
    _, done = counted(request_)
    after = {p: p.stat().st_mtime_ns for p in request_.out.rglob("*") if p.is_file()}
    assert done == 0
    assert {p for p in after if after[p] != before.get(p)} <= {
        path for path in after if ".scorer" in path.parts
    }


def test_only_a_changed_file_is_reviewed_again(request_: Request) -> None:
    counted(request_)
    write(request_.folder, "1.txt", report("某某区财政局", lawyers=7))
    review, done = counted(request_)
    assert done == 2, "read and scored once"
    assert "7名律师" in (request_.out / "结果数据/某某区财政局.json").read_text("utf-8")
    assert states(review)["某某区财政局"] == "scored"


def test_another_checklist_or_kind_of_unit_scores_again_without_reading_again(
    request_: Request,
) -> None:
    counted(request_)
    other = replace(request_.checklist, digest="0" * 64)
    _, done = counted(replace(request_, checklist=other))
    assert done == 4, "identified and scored both"
    kind = request_.checklist.unit_kinds[0].id
    entries = (RegisterEntry(unit=UNITS[0], kind=kind), *REGISTER.entries[1:])
    _, done = counted(replace(request_, checklist=other, register=Register(entries=entries)))
    assert done == 1


def test_what_a_person_changed_is_never_overwritten(request_: Request) -> None:
    counted(request_)
    page = request_.out / "缺项页/某某区财政局.html"
    page.write_text("我的批注", "utf-8")
    counted(request_)
    assert page.read_text("utf-8") == "我的批注"
    for round_, lawyers in enumerate((7, 8)):
        write(request_.folder, "1.txt", report("某某区财政局", lawyers=lawyers))
        counted(request_)
        aside = sorted((request_.out / "旧版/缺项页").iterdir())
        assert len(aside) == round_ + 1
        assert "我的批注" in {path.read_text("utf-8") for path in aside}
        assert f"{lawyers}名律师" in page.read_text("utf-8")
        page.write_text("又一批注", "utf-8")


def test_results_of_a_report_that_was_taken_back_are_put_aside(request_: Request) -> None:
    counted(request_)
    (request_.folder / "1.txt").unlink()
    review, _ = counted(request_)
    assert states(review)["某某区财政局"] == "not_submitted"
    assert not (request_.out / "缺项页/某某区财政局.html").exists()
    assert (request_.out / "旧版/缺项页/某某区财政局.html").exists()


def test_an_output_that_vanished_or_was_emptied_is_made_again(request_: Request) -> None:
    counted(request_)
    whole = tree(request_.out)
    (request_.out / "缺项页/某某区财政局.html").unlink()
    (request_.out / "结果数据/某某区司法局.json").write_bytes(b"\0" * 100)
    for path in (request_.out / ".scorer/finished").iterdir():
        if "财政局" in path.read_text("utf-8"):
            path.write_bytes(b"{torn")
    counted(request_)
    found = tree(request_.out)
    assert {name: found[name] for name in whole} == whole


def test_of_two_files_of_a_unit_the_newer_counts_and_both_are_listed(request_: Request) -> None:
    write(request_.folder, "财政局改.txt", report("某某区财政局", lawyers=9), time=1_800_000_000)
    write(request_.folder, "财政局旧年.txt", report("某某区财政局", year=2023), time=1_900_000_000)
    review, _ = counted(replace(request_, season=Season(year=2024)))
    chosen = next(unit for unit in review.units if unit.unit == "某某区财政局")
    assert chosen.file == "财政局改.txt"
    assert {one.name for one in review.files} == {"1.txt", "财政局旧年.txt"}
    assert all("另有更新的“财政局改.txt”" in one.reason for one in review.files)
    table = render_table(review).decode("utf-8-sig")
    assert "没有采用,1.txt" in table


def test_a_file_that_cannot_be_read_gives_way_to_one_that_can(request_: Request) -> None:
    write(request_.folder, "某某区司法局新.txt", "不是报告", time=1_900_000_000)
    review, _ = counted(request_)
    assert states(review)["某某区司法局"] == "scored"
    assert [name for name, _ in review.unread] == ["某某区司法局新.txt"]


def test_a_report_of_another_year_is_told(request_: Request) -> None:
    review, _ = counted(replace(request_, season=Season(year=2025)))
    assert review.units[0].note == "报告年度是2024年，不是2025年"


def test_without_a_register_units_are_who_the_reports_say(request_: Request) -> None:
    write(request_.folder, "坏.txt", "不是报告")
    review, _ = counted(replace(request_, register=None))
    assert states(review) == {
        "某某区财政局": "scored",
        "某某区司法局": "scored",
        "坏": "unread",
    }
    assert all(unit.listed for unit in review.units)


def test_no_cell_of_the_table_is_a_formula(request_: Request) -> None:
    write(request_.folder, "=cmd.txt", "不是报告")
    review, _ = counted(replace(request_, register=None))
    rows = list(csv.reader(io.StringIO(render_table(review).decode("utf-8-sig"))))
    assert not [cell for row in rows for cell in row if cell[:1] in {"=", "+", "-", "@"}]


def test_units_whose_names_differ_only_in_signs_keep_apart(request_: Request) -> None:
    write(request_.folder, "甲/x.txt", report("某某区财政局"))
    entries = tuple(RegisterEntry(unit=unit) for unit in ("甲/x", "甲_x", "甲?x"))
    review, _ = counted(replace(request_, register=Register(entries=entries)))
    assert len({name for unit in review.units for name in unit.outputs}) >= 2 * review.count(
        State.SCORED
    )


def test_a_second_run_at_the_same_time_is_kept_out(request_: Request) -> None:
    with (
        sole_user(request_.out / ".scorer"),
        pytest.raises(UsageError, match="正被另一次运行使用"),
    ):
        review_folder(request_)


def test_where_nothing_can_be_written_the_run_says_so(request_: Request) -> None:
    request_.out.write_text("a file", "utf-8")
    with pytest.raises(UsageError, match="路径中有一段是文件"):
        review_folder(request_)


def test_a_full_disk_tells_that_nothing_is_lost() -> None:
    error = unwritable(Path("结果"), OSError(28, "No space left on device"))
    assert "磁盘已满" in str(error) and "接着做" in str(error)
    assert "没有写入权限" in str(unwritable(Path("x"), PermissionError(13, "denied")))
    assert "Input/output" in str(unwritable(Path("x"), OSError(5, "Input/output error")))


def test_a_place_that_cannot_be_written_leaves_no_trace(tmp_path: Path) -> None:
    target = tmp_path / "a"
    target.mkdir()
    (target / "inside").touch()
    with pytest.raises(UsageError):
        write_atomic(target, b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["a"]
    with pytest.raises(UsageError):
        put_aside(tmp_path, "absent")


def test_workers_tell_every_piece_what_became_of_it(request_: Request) -> None:
    journal = Journal(request_.out)
    begin(Setup(request_.checklist, request_.out, ()))
    good = write(request_.folder, "好.txt", report("某某区民政局"))
    files = [
        File("好.txt", good, digest_of(good.read_bytes())),
        File("无.txt", request_.folder / "无.txt", "0"),
    ]
    identity, failed = work(files)
    assert isinstance(failed, Failed) and "找不到" in failed.reason
    assert not isinstance(identity, Failed | Scored) and identity.unit == "某某区民政局"
    assert work(files)[0] == identity
    broken = replace(request_.checklist, outline=None)
    begin(Setup(broken, request_.out, ()))
    (fault,) = work(files[:1])
    assert isinstance(fault, Failed) and "程序出错（" in fault.reason
    assert "Traceback" in next((journal.folder / "faults").iterdir()).read_text("utf-8")


def test_a_job_leaves_its_outputs_and_is_recalled_while_they_stand(request_: Request) -> None:
    setup = Setup(request_.checklist, request_.out, ())
    begin(setup)
    path = write(request_.folder, "好.txt", report("某某区民政局"))
    file = File("好.txt", path, digest_of(path.read_bytes()))
    job = Job("key", file, RegisterEntry(unit="某某区民政局"), None, "民政局")
    (unread,) = work([job])
    work([file])
    (scored,) = work([job])
    assert isinstance(scored, Scored) and isinstance(unread, Scored)
    assert scored == unread, "with or without a kept reading"
    assert set(scored.outputs) == {"缺项页/民政局.html", "结果数据/民政局.json"}
    assert recall_scored(job, setup) == scored
    assert recall_identity(file, setup) is not None
    for kept in (request_.out / ".scorer").glob("*/*.json"):
        kept.write_text('{"outputs": 1}', "utf-8")
    assert recall_scored(job, setup) is None
    assert recall_identity(file, setup) is None
    (again,) = work([job])
    assert isinstance(again, Scored)
    assert again == scored, "a kept reading of another shape is read again"


def test_one_file_with_a_bug_does_not_take_its_portion_with_it(
    request_: Request, monkeypatch: pytest.MonkeyPatch
) -> None:
    def buggy(*_: object) -> None:
        raise IndexError("bug of a reader")

    monkeypatch.setattr("scorer.batch.stages.read_many", buggy)
    begin(Setup(request_.checklist, request_.out, ()))
    path = request_.folder / "1.txt"
    (identity,) = work([File("1.txt", path, digest_of(path.read_bytes()))])
    assert not isinstance(identity, Failed)


def test_a_file_that_cannot_be_opened_is_a_row(request_: Request) -> None:
    troubles: list[Trouble] = []
    gone = Submission("没了.txt", request_.folder / "没了.txt", 0.0)
    assert _digested([gone], troubles) == {}
    assert troubles[0].name == "没了.txt" and "打不开" in troubles[0].reason


def test_a_file_that_kills_its_process_is_a_row_with_its_reason() -> None:
    class Dying:
        def run(self, portions: list[list[str]]) -> list[tuple[list[str], list[Lost[str]]]]:
            return [(portion, [Lost(piece) for piece in portion]) for portion in portions]

    told: list[Progress] = []
    crew = _Crew(Dying(), 1, told.append)  # type: ignore[arg-type]
    piece = File("a", Path("a"), "0")
    ((_, outcome),) = crew.through("读取", [piece], 0)
    assert isinstance(outcome, Failed) and "程序中断" in outcome.reason
    assert told[-1] == Progress("读取", 1, 1, 1, 0)


def test_unfinished_files_of_a_killed_run_are_swept_away(request_: Request) -> None:
    counted(request_)
    for folder in (request_.out, request_.out / "缺项页", request_.out / ".scorer/readings"):
        (folder / ".scorer-half").write_bytes(b"half")
    unfinished = request_.out / ".scorer" / ".scorer-book"
    unfinished.mkdir()
    (unfinished / "sheet").write_bytes(b"half")
    counted(request_)
    assert list(request_.out.rglob(".scorer-*")) == []
