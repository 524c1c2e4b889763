"""Passages taken over from reports of earlier years, wherever these are kept."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

openpyxl = pytest.importorskip("openpyxl", reason="extra report")
pytest.importorskip("sqlalchemy", reason="extra ledger")

from scorer import summary  # noqa: E402
from scorer.archive import Archive, ArchivedReport, Entry, Unarchived  # noqa: E402
from scorer.batch import earlier as past  # noqa: E402
from scorer.batch.rows import KeptPassages  # noqa: E402
from scorer.cli import run  # noqa: E402
from scorer.season import CopiedPassage, PassageSource  # noqa: E402

TINY = Path(__file__).parent / "checklists" / "tiny.yaml"
UNIT, OTHER = "青禾区司法局", "青禾区财政局"
SAME = "组织机关干部旁听行政诉讼案件庭审并逐人撰写心得体会，邀请专家学者讲解行政处罚裁量基准。"
OWN = "在园区设立政策咨询窗口并安排专人值守，帮助小微企业办理各类涉税涉费事项。"


def report(unit: str, year: int, body: str = SAME) -> str:
    return f"""{unit}{year}年度法治政府建设情况报告
一、主要举措
{body}
二、存在的不足
个别干部学法不够主动。
{unit}
{year + 1}年1月10日
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    write(tmp_path / "报告", report(UNIT, 2024), f"{UNIT}.txt")
    write(tmp_path / "报告", report(OTHER, 2024, OWN), f"{OTHER}.txt")
    return tmp_path


def write(folder: Path, text: str, name: str) -> Path:
    folder.mkdir(exist_ok=True, parents=True)
    (folder / name).write_text(text, "utf-8")
    return folder


def reviewed(place: Path, *years: object, out: str = "结果", folder: str = "报告") -> int:
    more = [word for year in years for word in ("--last-year", str(year))]
    told = ["review", str(place / folder), "--out", str(place / out), "--workers", "1"]
    return run([*told, "--checklist", str(TINY), *more])


def copied(place: Path) -> list[tuple[str, ...]]:
    """Kind, and unit and year of both places, as the sheet 雷同 has them."""
    sheet = openpyxl.load_workbook(place / "结果/汇总表.xlsx")["雷同"]
    rows = sheet.iter_rows(min_row=4, values_only=True)
    return sorted((row[1], row[4], row[5], row[8], row[9]) for row in rows if row[0])


def page(place: Path) -> str:
    return (place / "结果/汇总.html").read_text("utf-8")


def listed(place: Path) -> list[str]:
    return json.loads((place / "结果/清单.json").read_bytes())["register_notices"]


def test_a_folder_of_last_year_tells_whose_words_of_which_year_were_taken(place: Path) -> None:
    assert reviewed(place) == 0
    assert copied(place) == [] and "与往年" not in page(place)
    old = write(place / "2023", report("司法局", 2023), "司法局2023.txt")
    write(old, report("白石区财政局", 2022), "邻区.txt")
    assert reviewed(place, old) == 0
    assert copied(place) == [
        ("与其他单位往年", UNIT, "2024", "白石区财政局", "2022"),
        ("与本单位往年", UNIT, "2024", UNIT, "2023"),
    ]
    shown = page(place)
    assert "与本单位往年的报告" in shown and "与其他单位往年的报告" in shown
    assert "2023年度 第3段（往年：司法局2023.txt）" in shown
    assert "与往年的 2 份报告比对" in shown
    sheet = openpyxl.load_workbook(place / "结果/汇总表.xlsx")["雷同"]
    assert "与往年的 2 份报告比对" in str(sheet["A2"].value)


def test_outputs_are_made_again_when_the_archive_changes(place: Path) -> None:
    old = write(place / "2023", report(UNIT, 2023), "a.txt")
    assert reviewed(place, old) == 0
    first = page(place)
    assert reviewed(place, old) == 0
    assert page(place) == first
    write(old, report(UNIT, 2023, OWN), "a.txt")
    assert reviewed(place, old) == 0
    assert copied(place) == [("与其他单位往年", OTHER, "2024", UNIT, "2023")]
    assert reviewed(place) == 0
    assert copied(place) == []
    assert not list((place / "结果/.scorer/earlier").glob("*.json"))


def test_a_ledger_and_a_results_folder_are_archives_too(place: Path) -> None:
    write(place / "去年", report(UNIT, 2023), "a.txt")
    assert reviewed(place, out="去年结果", folder="去年") == 0
    expected = [("与本单位往年", UNIT, "2024", UNIT, "2023")]
    assert reviewed(place, place / "去年结果") == 0
    assert copied(place) == expected
    # One ledger for all years holds this season's reports as well: they are not compared.
    assert reviewed(place, place / "去年结果/审查记录.sqlite", place / "结果") == 0
    assert copied(place) == expected


def test_reports_that_are_no_older_than_this_season_are_left_out(
    place: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    same = write(place / "全部", report(UNIT, 2024, SAME + "另有一句。"), "草稿.txt")
    write(same, report(OTHER, 2024, OWN), "又一份.txt")
    assert reviewed(place, same) == 0
    assert copied(place) == []
    assert "没有一份可以比对" in capfd.readouterr().err
    # A folder of all years, this year's below it.
    write(place / "报告/往年", report(UNIT, 2023), "旧.txt")
    assert reviewed(place, place / "报告/往年") == 0
    assert copied(place) == [("与本单位往年", UNIT, "2024", UNIT, "2023")]
    assert "旧.txt" not in (place / "结果/清单.csv").read_text("utf-8-sig")


def test_what_cannot_be_read_is_a_notice_and_stops_nothing(
    place: Path, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    old = write(place / "2023", report(UNIT, 2023), "a.txt")
    (old / "坏.docx").write_bytes(b"PK broken")
    (old / "坏.zip").write_bytes(b"PK\x03\x04 broken")
    write(old, "今天食堂供应红烧肉和青菜。\n欢迎就餐。\n" * 30, "菜单.txt")
    assert reviewed(place, old) == 0
    said = capfd.readouterr().err
    assert "提示：往年的报告“坏.docx”没有比对：" in said
    assert "提示：往年的报告“菜单.txt”没有比对：这不像一份法治政府建设年度报告" in said
    assert "坏.zip" in said and "往年：" in said
    assert any("坏.docx" in notice for notice in listed(place))
    assert len(copied(place)) == 1

    def fault(*_: object, **__: object) -> None:
        raise RuntimeError

    write(old, report(OTHER, 2023), "b.txt")
    monkeypatch.setattr(past, "segment", fault)
    assert reviewed(place, old) == 0
    assert "“b.txt”没有比对：程序出错（RuntimeError）" in capfd.readouterr().err
    assert len(copied(place)) == 1, "what was kept needs no segmentation"


def test_a_place_that_is_none_is_told_before_anything_is_done(
    place: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert reviewed(place, place / "无此文件夹") == 2
    assert "找不到" in capfd.readouterr().err
    assert not (place / "结果").exists()


def test_reports_are_loaded_in_portions_and_their_words_stay_on_the_disk(
    place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old = place / "2023"
    for number in range(past.PORTION + 2):
        write(old, report(f"第{number}区司法局", 2023, OWN[number:] * 3), f"{number}.txt")
    loaded, held = [], []
    portions, compared = Archive.load, summary.find_copies

    def load(archive: Archive, entries: Sequence[Entry]) -> list[ArchivedReport | Unarchived]:
        loaded.append(len(entries))
        return portions(archive, entries)

    def find(sources: Sequence[PassageSource], **more: Any) -> tuple[CopiedPassage, ...]:
        held.extend(source for source in sources if source.earlier)
        return compared(sources, **more)

    monkeypatch.setattr(Archive, "load", load)
    monkeypatch.setattr(summary, "find_copies", find)
    assert reviewed(place, old) == 0
    assert loaded == [past.PORTION, 2]
    assert len(held) == past.PORTION + 2
    assert all(isinstance(source.passages, KeptPassages) for source in held)
    assert reviewed(place, old) == 0
    assert len(loaded) == 2, "the next run reads only what is new"
